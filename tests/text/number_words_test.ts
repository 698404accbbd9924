// Numbers for people: digits, powers, signs, columns and formulas.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import {
  decimalText,
  type Digits,
  digitsApart,
  inColumn,
  inFormula,
  inFormulaColumn,
  inFull,
  inWords,
  percentage,
  toDigits,
  wholePercentage,
  withDecimals,
} from "../../src/text/number_words.ts";

Deno.test("a number in full keeps every digit and writes powers with superscripts", () => {
  const cases: [number, string][] = [
    [0, "0"],
    [-0, "0"],
    [0.1 + 0.2, "0.30000000000000004"],
    [-1.5, "−1.5"],
    [9999, "9999"],
    [10000, "10,000"],
    [-1234567.25, "−1,234,567.25"],
    [0.0001, "0.0001"],
    [0.000012, "1.2×10⁻⁵"],
    [1e21, "10²¹"],
    [-2.5e-300, "−2.5×10⁻³⁰⁰"],
    [5e-324, "5×10⁻³²⁴"],
    [NaN, "NaN"],
    [Infinity, "∞"],
    [-Infinity, "−∞"],
  ];
  for (const [value, label] of cases) assert.equal(inFull(value), label);
});

Deno.test("a number with fixed decimals has no sign when only zeros are left", () => {
  assert.equal(withDecimals(-0.001, 2), "0.00");
  assert.equal(withDecimals(-0.01, 2), "−0.01");
  assert.equal(withDecimals(10027, 0), "10,027");
  assert.equal(withDecimals(NaN, 2), "NaN");
});

Deno.test("a decimal keeps its zeros in plain notation and loses them in powers", () => {
  assert.equal(decimalText({ whole: 5, exponent: -3 }, "plain"), "0.005");
  assert.equal(decimalText({ whole: 0, exponent: -1 }, "plain"), "0.0");
  assert.equal(decimalText({ whole: 0, exponent: 3 }, "plain"), "0");
  assert.equal(decimalText({ whole: -120, exponent: 2 }, "plain"), "−12,000");
  assert.equal(decimalText({ whole: 120, exponent: -9 }, "power"), "1.2×10⁻⁷");
});

Deno.test("whole percentages do not hide them either", () => {
  const shares = [0, 1e-9, 0.0049, 0.005, 0.0149, 0.5, 0.994, 0.995, 1 - 1e-9, 1];
  const wanted = ["0%", "<1%", "<1%", "1%", "1%", "50%", "99%", "99%", ">99%", "100%"];
  assert.deepEqual(shares.map(wholePercentage), wanted);
});

Deno.test("percentages never hide the last few", () => {
  const shares = [0, 1e-9, 0.0004, 0.0006, 0.5, 0.9994, 0.9996, 1 - 1e-9, 1];
  const wanted = ["0%", "<0.1%", "<0.1%", "0.1%", "50.0%", "99.9%", ">99.9%", ">99.9%", "100%"];
  assert.deepEqual(shares.map(percentage), wanted);
});

Deno.test("a figure half-way between two texts has the same digits as a share, as a percentage and with fixed places", () => {
  for (const [value, share, percent] of [[0.8525, "0.853", "85.3%"], [0.8125, "0.812", "81.2%"]] as const) {
    assert.deepEqual([inWords(value), withDecimals(value, 3), percentage(value)], [share, share, percent]);
  }
  assert.deepEqual([inWords(0.9996), inWords(2.5e-7), inWords(-0.0625), toDigits(4.5, 1)], [
    "1",
    "2.5×10⁻⁷",
    "−0.0625",
    "4",
  ]);
  assert.deepEqual([inWords(Infinity), inWords(12345678.5)], ["∞", "1.23×10⁷"]);
});

Deno.test("numbers of a column have as many decimals as the smallest needs, or all an exponent", () => {
  assert.deepEqual(inColumn([0.5, null, 0.0123], 3), ["0.5000", "–", "0.0123"]);
  assert.deepEqual(inColumn([123456789, 0.5], 3), ["1.23×10⁸", "0.5"]);
  assert.deepEqual(inColumn([0, -0.25], 3), ["0.000", "−0.250"]);
});

Deno.test("a number in words has three digits, and a whole one all", () => {
  const words = [0, -0.5, 0.0123456, 1e-7, 123456, 1234.5, 1e9, NaN].map(inWords);
  assert.deepEqual(words, ["0", "−0.5", "0.0123", "10⁻⁷", "123,456", "1230", "10⁹", "NaN"]);
});

const cases: readonly (readonly [value: number, digits: Digits, text: string])[] = [
  [0.04742587317756678, 4, "0.0474"],
  [-3, 4, "−3"],
  [133, 4, "133"],
  [0.1, 4, "0.1"],
  [-0, 4, "0"],
  [0.99999, 4, "0.99999"],
  [0.999998087654, 4, "0.99999809"],
  [-0.99912345, 4, "−0.999123"],
  [1.00001, 4, "1.0000"],
  [0.001, 4, "0.001"],
  [0.000987654, 4, "9.88e−4"],
  [-1e-300, 4, "−1.00e−300"],
  [1e-4, 4, "0.0001"],
  [123456789.123456, 4, "123456789.1235"],
  [12345678912.5, 2, "12345678912.5"],
  [1e21, 4, "1.00e21"],
  [1 / 3, "full", "0.3333333333333333"],
  [-1.5e-7, "full", "−1.5e−7"],
  [Infinity, 4, "∞"],
  [-Infinity, "full", "−∞"],
  [NaN, 4, "NaN"],
];

Deno.test("numbers in a formula are written as a teacher rounds them", () => {
  for (const [value, digits, text] of cases) assert.equal(inFormula(value, digits), text);
});

Deno.test("a number in a formula reads back within half a unit of its last digit, in full as itself (seed 19)", () => {
  const value = fc.double({ min: -1e300, max: 1e300, noNaN: true });
  const read = (text: string): number => Number(text.replaceAll("−", "-"));
  fc.assert(
    fc.property(value, fc.integer({ min: 2, max: 20 }), (x, digits) => {
      assert.equal(read(inFormula(x, "full")), x === 0 ? 0 : x);
      const text = inFormula(x, digits);
      const [shown, exponent = "0"] = text.replaceAll("−", "-").split("e");
      const unit = Number(`1e${Number(exponent) - (shown.split(".")[1]?.length ?? 0)}`);
      // A digit more for the rounding of this check itself.
      assert.ok(Math.abs(read(text) - x) <= 0.5 * unit + 1e-15 * Math.abs(x));
    }),
    { seed: 19, numRuns: 500 },
  );
});

Deno.test("in a column of formulas all decimals are written, and an exact 0 stays 0", () => {
  const columns = ([[1, 4], [-0.5, 4], [0, 4], [2, "full"]] as const).map(([x, digits]) =>
    inFormulaColumn(x, digits)
  );
  assert.deepEqual(columns, ["1.0000", "−0.5000", "0", "2"]);
});

Deno.test("numbers that lie close together have the digits that tell them apart", () => {
  for (
    const [least, greatest, digits] of [
      [0.03, 0.97, 3],
      [0.985, 0.991, 4],
      [1_150_000, 1_310_000, 3],
      [1_000_000.0002, 1_000_000.0009, 12],
      [-5, -5, 3],
      [1e300, 1.0001e300, 3],
      [1, 1 + 2 ** -52, 15],
      [NaN, 1, 3],
    ]
  ) assert.equal(digitsApart(least, greatest), digits, `${least}, ${greatest}`);
});
