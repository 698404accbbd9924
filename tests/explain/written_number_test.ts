// How numbers are rounded and written.
import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { type Digits, paddedNumber, writtenNumber } from "../../src/explain/written_number.ts";
import { texNotation } from "../../src/explain/tex_notation.ts";
import { textNotation } from "../../src/explain/text_notation.ts";

const cases: readonly (readonly [value: number, digits: Digits, text: string, tex: string])[] = [
  [0.04742587317756678, 4, "0.0474", "0.0474"],
  [-3, 4, "−3", "-3"],
  [133, 4, "133", "133"],
  [0.1, 4, "0.1", "0.1"],
  [-0, 4, "0", "0"],
  [0.99999, 4, "1.0000", "1.0000"],
  [0.001, 4, "0.001", "0.001"],
  [0.000987654, 4, "9.88e−4", "9.88 \\cdot 10^{-4}"],
  [-1e-300, 4, "−1.00e−300", "-1.00 \\cdot 10^{-300}"],
  [1e-4, 4, "0.0001", "0.0001"],
  [123456789.123456, 4, "123456789.1235", "123456789.1235"],
  [12345678912.5, 2, "12345678912.5", "12345678912.5"],
  [1e21, 4, "1.00e21", "1.00 \\cdot 10^{21}"],
  [1 / 3, "full", "0.3333333333333333", "0.3333333333333333"],
  [-1.5e-7, "full", "−1.5e−7", "-1.5 \\cdot 10^{-7}"],
  [Infinity, 4, "∞", "\\infty"],
  [-Infinity, "full", "−∞", "-\\infty"],
  [NaN, 4, "NaN", "\\mathrm{NaN}"],
];

Deno.test("numbers are written as a teacher rounds them", () => {
  for (const [value, digits, text, tex] of cases) {
    assert.equal(textNotation.number(writtenNumber(value, digits)), text);
    assert.equal(texNotation.number(writtenNumber(value, digits)), tex);
  }
});

Deno.test("a shown number reads back within half a unit of its last digit, in full as itself", () => {
  const value = fc.double({ min: -1e300, max: 1e300, noNaN: true });
  fc.assert(
    fc.property(value, fc.integer({ min: 2, max: 20 }), (x, digits) => {
      const read = (written: ReturnType<typeof writtenNumber>): number =>
        Number(textNotation.number(written).replaceAll("−", "-"));
      assert.equal(read(writtenNumber(x, "full")), x === 0 ? 0 : x);
      const { digits: shown, exponent } = writtenNumber(x, digits);
      const places = shown.split(".")[1]?.length ?? 0;
      const unit = Number(`1e${(exponent ?? 0) - places}`);
      // A digit more for the rounding of this check itself.
      assert.ok(Math.abs(read(writtenNumber(x, digits)) - x) <= 0.5 * unit + 1e-15 * Math.abs(x));
    }),
    { seed: 19, numRuns: 500 },
  );
});

Deno.test("in a column all places are written, and an exact 0 stays 0", () => {
  assert.equal(paddedNumber(1, 4).digits, "1.0000");
  assert.equal(paddedNumber(-0.5, 4).digits, "0.5000");
  assert.equal(paddedNumber(0, 4).digits, "0");
  assert.equal(paddedNumber(2, "full").digits, "2");
});
