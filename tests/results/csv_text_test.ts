// Tests src/results/csv_text.ts.
import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { cellsOf, csvLine, linesOf } from "../../src/results/csv_text.ts";

Deno.test("cells are the text between commas, quotes taken off and doubled quotes halved", () => {
  assert.deepEqual(cellsOf("a,b,,c"), ["a", "b", "", "c"]);
  assert.deepEqual(cellsOf('"a,b","say ""x""",'), ["a,b", 'say "x"', ""]);
  assert.deepEqual(cellsOf(""), [""]);
});

Deno.test("a quote that is never closed takes the rest of the line", () => {
  assert.deepEqual(cellsOf('a,"b,c'), ["a", "b,c"]);
  assert.deepEqual(cellsOf('"a"b,c'), ["ab", "c"]);
});

Deno.test("every quoted list of texts reads back, seed 1", () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), (texts) => {
      assert.deepEqual(cellsOf(texts.map((text) => `"${text.replaceAll('"', '""')}"`).join(",")), texts);
    }),
    { seed: 1, numRuns: 500 },
  );
});

Deno.test("what a spreadsheet would run begins with an apostrophe, full-width signs too", () => {
  for (const sign of ["=", "+", "-", "@", "＝", "＋", "－", "＠"]) {
    assert.equal(csvLine([`${sign}1`]), `'${sign}1\n`);
    assert.equal(csvLine(["x", `a;${sign}1;b`]), `x,"a;'${sign}1;b"\n`);
    assert.equal(csvLine([`a\t${sign}1`]), `"a\t'${sign}1"\n`);
  }
});

Deno.test("no quote or space between a semicolon and a formula hides it", () => {
  assert.equal(csvLine(['a; "=1+1;b']), `"a;' ""=1+1;b"\n`);
  assert.equal(csvLine(["a;;=1"]), `"a;;'=1"\n`);
});

Deno.test("a cell with a semicolon or a tab is quoted, for readers that end cells there as well", () => {
  assert.equal(csvLine(["a;b", "a\tb", "a=1"]), '"a;b","a\tb",a=1\n');
});

Deno.test("texts read back as they were, but for the apostrophes before formulas, seed 2", () => {
  const character = fc.constantFrom(..."ab;\t,\"=+-@＝ '");
  const text = fc.string({ unit: character, minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (texts) => {
      const read = cellsOf(csvLine(texts).slice(0, -1));
      const bare = (cells: readonly string[]) => cells.map((cell) => cell.replaceAll("'", ""));
      assert.deepEqual(bare(read), bare(texts));
      const isHarmless = (cell: string): boolean => !/[=+\-@＝\t]/.test(cell);
      read.forEach((cell, index) => isHarmless(texts[index]) && assert.equal(cell, texts[index]));
    }),
    { seed: 2, numRuns: 500 },
  );
});

Deno.test("a final line feed ends the last line and starts none", () => {
  assert.deepEqual(linesOf("a\nb\n"), ["a", "b"]);
  assert.deepEqual(linesOf("a\nb"), ["a", "b"]);
  assert.deepEqual(linesOf("a\n\n"), ["a", ""]);
});
