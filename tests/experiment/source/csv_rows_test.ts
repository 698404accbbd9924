// The CSV of a dataset: RFC 4180, without the white space around cells, every cell with its own place.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { parseCsvTable } from "../../../src/experiment/source/csv_rows.ts";
import type { CsvTable } from "../../../src/experiment/source/csv_table.ts";

function tableOf(text: string): CsvTable {
  const { table, problems } = parseCsvTable({ name: "test.csv", text });
  assert.deepEqual(problems, []);
  assert.ok(table !== null);
  return table;
}

function rowsOf(table: CsvTable): readonly (readonly string[])[] {
  return Array.from(
    { length: table.rowCount },
    (_, row) => table.columns.map((_, at) => table.textOf(row, at)),
  );
}

const cells = fc.string({
  maxLength: 6,
  unit: fc.constantFrom("a", "1", ",", '"', "\n", "\r", " ", "é", "😀", "."),
});
const blanks = fc.constantFrom("", " ", "\t ");

Deno.test("every cell reads back, and is where its place says, seed 5", () => {
  const tables = fc.integer({ min: 1, max: 4 }).chain((width) =>
    fc.record({
      header: fc.uniqueArray(
        cells.map((cell) => cell.replace(/[\n\r]/g, "").trim()).filter((cell) => cell !== ""),
        {
          minLength: width,
          maxLength: width,
        },
      ),
      rows: fc.array(fc.array(cells, { minLength: width, maxLength: width }), { maxLength: 5 }),
      lineBreak: fc.constantFrom("\n", "\r\n", "\r"),
      before: blanks,
      after: blanks,
      hasBom: fc.boolean(),
      hasLastBreak: fc.boolean(),
    })
  );
  fc.assert(
    fc.property(tables, ({ header, rows, lineBreak, before, after, hasBom, hasLastBreak }) => {
      const quoted = (cell: string): string => `${before}"${cell.replaceAll('"', '""')}"${after}`;
      const lines = [header, ...rows].map((line) => line.map(quoted).join(","));
      // A line without content is passed over.
      const text = (hasBom ? "\uFEFF" : "") + lines.join(lineBreak) + (hasLastBreak ? lineBreak : "");
      const table = tableOf(text);
      assert.deepEqual(table.columns, header);
      assert.deepEqual(rowsOf(table), rows);
      rows.forEach((row, rowIndex) =>
        header.forEach((_, index) => {
          const { start, end } = table.placeOf(rowIndex, index);
          assert.equal(before + text.slice(start, end) + after, quoted(row[index]));
        })
      );
    }),
    { seed: 5, numRuns: 500 },
  );
});

Deno.test("cells without quotes are taken without the white space around them", () => {
  const table = tableOf("name , weight\n Alice,\t133 \r\n\n  \nBob ,160");
  assert.deepEqual(table.columns, ["name", "weight"]);
  assert.deepEqual(rowsOf(table), [["Alice", "133"], ["Bob", "160"]]);
  const { start, end } = table.placeOf(0, 1);
  assert.equal(table.source.text.slice(start, end), "133");
});

Deno.test("an empty cell has a place of its own", () => {
  const table = tableOf("a,b,c\n1,,3\n");
  assert.equal(table.placeOf(0, 1).start, 8);
});

Deno.test("lines that are wrong are left out and the others are kept", () => {
  const { table, problems } = parseCsvTable({ name: "test.csv", text: 'a,b\n1\n2,2\n"3"x,3\n4,4' });
  assert.deepEqual(rowsOf(table!).map(([first]) => first), ["2", "3", "4"]);
  assert.deepEqual(problems.map(({ place }) => place.start), [4]);
  assert.equal(table!.faultOf(1, 0)?.at, 13);
});

Deno.test("a row may lack the cells below separators at the end of the header line, and no others", () => {
  const { table, problems } = parseCsvTable({
    name: "test.csv",
    text: 'a,b,,\n1,"2" \n3,4,\n5,6,7,8\n9\n1, 2',
  });
  assert.deepEqual(rowsOf(table!), [["1", "2", "", ""], ["3", "4", "", ""], ["5", "6", "7", "8"], [
    "1",
    "2",
    "",
    "",
  ]]);
  assert.equal(table!.placeOf(0, 3).start, 11);
  assert.deepEqual(problems.map(({ message }) => message), [
    "a row must have 4 cells, as the header has: found 1",
  ]);
});

Deno.test("an unclosed quote spoils only its own line", () => {
  const { table, problems } = parseCsvTable({ name: "test.csv", text: 'a,b\n1,"2\n3,4\n' });
  assert.deepEqual(rowsOf(table!), [["3", "4"]]);
  assert.equal(problems.length, 1);
});

Deno.test("100,000 rows are read in a moment", () => {
  const text = "a,b\n" + "1,2\n".repeat(100_000);
  const before = performance.now();
  assert.equal(tableOf(text).rowCount, 100_000);
  assert.ok(performance.now() - before < 2000);
  assert.equal(parseCsvTable({ name: "test.csv", text: `${text}1,2\n` }).problems.length, 1);
});

Deno.test("no text of quotes takes long", () => {
  for (
    const text of [
      '"'.repeat(1_000_001),
      '"\n'.repeat(500_000),
      'a\n"'.repeat(300_000),
      `a,${'"x,'.repeat(300_000)}`,
    ]
  ) {
    const before = performance.now();
    parseCsvTable({ name: "test.csv", text });
    assert.ok(performance.now() - before < 2000, text.slice(0, 10));
  }
});

Deno.test("rows of a wrong length are told with the line of the next one, and a way out that fits the first", () => {
  const told = (text: string): readonly [message?: string, hint?: string] => {
    const { problems: [{ message, hint }] } = parseCsvTable({ name: "test.csv", text });
    return [message, hint];
  };
  const wanted = "a row must have 3 cells, as the header has: found";
  assert.deepEqual(told("a,b,c\n1,2,3\n1,2\n"), [`${wanted} 2`, "an empty cell needs a comma, too"]);
  assert.deepEqual(told("a,b,c\n1,2\n1,2,3\n\n1,2,3,4\n"), [
    `${wanted} 2, and 1 more row of another length, in line 5`,
    "an empty cell needs a comma, too",
  ]);
  assert.deepEqual(told('a,b,c\n1,2,"3\n",4\n1,2\n1,2,3\n1,2\n'), [
    `${wanted} 4, and 2 more rows of another length, the next in line 4`,
    "quote a cell that holds a comma",
  ]);
});
