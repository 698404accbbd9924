// How rows lie: class after class, in blocks, or mixed as chance would.

import assert from "node:assert/strict";
import { rowOrderOf } from "../../src/dataset/row_order.ts";

const order = (rows: string): string => rowOrderOf([...rows]).kind;

Deno.test("classes one after the other are sorted, and blocks of one class are blocks", () => {
  assert.equal(order("AAAABBBBCCCC"), "sorted");
  assert.deepEqual(rowOrderOf([..."AAAAAABBBBBBAAAAAABBBBBB"]), { kind: "blocks", blockCount: 4 });
});

Deno.test("few rows, one class and a random order are mixed", () => {
  for (const rows of ["", "A", "AAAAAA", "AABB", "ABABABABAB", "AABABBABBAAABAB"]) {
    assert.equal(order(rows), "mixed", rows);
  }
});

Deno.test("a rare class among many rows is not called sorted for it", () => {
  for (const at of [1, 30, 171]) {
    const rows = Array.from({ length: 400 }, (_, row) => row === at ? "yes" : "no");
    assert.equal(rowOrderOf(rows).kind, "mixed", `row ${at}`);
  }
});
