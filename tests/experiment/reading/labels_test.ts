// Labels in a column: one number in two writings is one label, two long numbers are two, and so are two codes.

import assert from "node:assert/strict";
import { labelFinder, labelsIn } from "../../../src/experiment/reading/labels.ts";
import { tableRecords } from "../../../src/experiment/reading/records.ts";
import { parseCsvTable } from "../../../src/experiment/source/csv_rows.ts";

function labelsOf(cells: readonly string[]): readonly string[] | null {
  const source = { name: "test.csv", text: `x\n${cells.join("\n")}\n` };
  const { table } = parseCsvTable(source);
  const place = { source, start: 0, end: 0 };
  return labelsIn(tableRecords({ table: table!, place, rowNameSetting: null, settingsHint: () => "" }), "x");
}

Deno.test("1 and 1.0 are one label, and either finds it", () => {
  assert.deepEqual(labelsOf(["1", "1.0", "2.0", "2", "x"]), ["1", "2.0", "x"]);
  const find = labelFinder(["1", "2.0", "x"]);
  assert.deepEqual(["1.0", "2", "x", "3", "y"].map(find), [0, 1, 2, -1, -1]);
});

Deno.test("two whole numbers that a double does not tell apart are two labels", () => {
  const ids = ["964103368282923649", "964103368282923650"];
  assert.deepEqual(labelsOf(ids), ids);
  assert.equal(labelFinder([ids[0], "x"])(ids[1]), -1);
});

Deno.test("a code is only itself, whatever number it would be", () => {
  const codes = ["01", "1", "1.0", "1E2", "100", "001"];
  assert.deepEqual(labelsOf(codes), ["01", "1", "1E2", "100", "001"]);
  assert.deepEqual(codes.map(labelFinder(["01", "02", "100"])), [0, -1, -1, 2, 2, -1]);
  assert.equal(labelFinder(["1", "2"])("01"), 0, "whoever calls a class 1 means 01 by it, if no other does");
});
