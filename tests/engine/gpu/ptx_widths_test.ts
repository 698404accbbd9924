// The interpreter refuses what a card's assembler refuses.

import assert from "node:assert/strict";
import { requireWidths } from "./ptx_widths.ts";

Deno.test("a register of another width or kind than its instruction is refused", () => {
  const wrong: readonly (readonly [string, string])[] = [
    ["add.u64", "%b0, %b1, %w0"],
    ["add.rn.f64", "%d0, %d1, %b1"],
    ["mad.lo.s64", "%b0, %w1, 8, %b2"],
    ["mul.wide.u32", "%w0, %w1, %w2"],
    ["shl.b64", "%b0, %b1, %b2"],
    ["setp.lt.u64", "%p0, %b0, %w0"],
    ["selp.f64", "%d0, %d1, %d2, %b0"],
    ["ld.global.f64", "%d0, [%w0+0]"],
    ["st.global.u32", "[%b0+0], %b1"],
    ["cvt.u64.u32", "%b0, %b1"],
    ["mov.b64", "%b0, %w1"],
    ["mov.f64", "%d0, %b1"],
  ];
  for (const [operation, operands] of wrong) {
    assert.throws(
      () => requireWidths(operation, operands.split(", ")),
      SyntaxError,
      `${operation} ${operands}`,
    );
  }
  requireWidths("mul.wide.u32", ["%b0", "%w0", "%w1"]);
  requireWidths("mov.b64", ["%d0", "%b1"]);
  requireWidths("shr.u64", ["%b0", "%b1", "%w2"]);
  requireWidths("mov.u32", ["%w0", "%ctaid.x"]);
});
