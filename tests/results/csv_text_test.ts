// Tests src/results/csv_text.ts.
import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { cellsOf, linesOf } from "../../src/results/csv_text.ts";

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

Deno.test("a final line feed ends the last line and starts none", () => {
  assert.deepEqual(linesOf("a\nb\n"), ["a", "b"]);
  assert.deepEqual(linesOf("a\nb"), ["a", "b"]);
  assert.deepEqual(linesOf("a\n\n"), ["a", ""]);
});
