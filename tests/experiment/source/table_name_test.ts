// Tests src/experiment/source/table_name.ts: which names are those of tables.

import assert from "node:assert/strict";
import { isTablePath, TEXT_TABLE } from "../../../src/experiment/source/table_name.ts";

Deno.test("a table of text is told by its ending, whatever the case", () => {
  for (const name of ["a.csv", "b/A.CSV", "a.tsv", "a.tab", "a.dat", "a.data", "a.txt"]) {
    assert.ok(TEXT_TABLE.test(name), name);
  }
  for (const name of ["csv", "a.csv.gz", "a.xlsx", "a.yaml", "a.database", ".csv/x"]) {
    assert.ok(!TEXT_TABLE.test(name), name);
  }
});

Deno.test("a path that can only be a table's is known, workbooks among them, and a .txt may be anything", () => {
  for (const path of ["a.csv", "a.dat", "a.data", "a.xls", "a.XLSX", "a.ods", "a.parquet"]) {
    assert.ok(isTablePath(path), path);
  }
  for (const path of ["a.txt", "a.yaml", "gender", "xls"]) assert.ok(!isTablePath(path), path);
});
