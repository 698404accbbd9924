// Numbers to text and back: the shortest text that reads back, fixed digits, strict reading.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { fixed, parseDecimal, shortest } from "../../src/text/decimal.ts";

Deno.test("fixed rounds exact ties to even, as C and Python do", () => {
  assert.equal(fixed(0.0625, 3), "0.062");
  assert.equal(fixed(0.1875, 3), "0.188");
  assert.equal(fixed(0.5, 0), "0");
  assert.equal(fixed(1.5, 0), "2");
  assert.equal(fixed(2.5, 0), "2");
  assert.equal(fixed(-2.5, 0), "-2");
  assert.equal(fixed(0.125, 2), "0.12");
  assert.equal(fixed(0.375, 2), "0.38");
  assert.equal(fixed(1.0009765625, 9), "1.000976562");
});

Deno.test("fixed rounds by the exact value of the double: 2.675 lies below, 0.0005 above its tie", () => {
  assert.equal(fixed(2.675, 2), "2.67");
  assert.equal(fixed(0.0005, 3), "0.001");
  assert.equal(fixed(1.005, 2), "1.00");
});

Deno.test("fixed keeps the sign of what rounds to zero", () => {
  assert.equal(fixed(-0.0001, 3), "-0.000");
  assert.equal(fixed(-0, 3), "-0.000");
  assert.equal(fixed(-0, 0), "-0");
  assert.equal(fixed(0, 3), "0.000");
  assert.equal(fixed(-5e-324, 2), "-0.00");
});

Deno.test("fixed carries through nines", () => {
  assert.equal(fixed(0.9996, 3), "1.000");
  assert.equal(fixed(99.99999, 2), "100.00");
});

Deno.test("fixed writes large numbers out in full", () => {
  assert.equal(fixed(1e21, 1), "1000000000000000000000.0");
  assert.equal(fixed(1e23, 0), "99999999999999991611392");
  assert.equal(fixed(Number.MAX_VALUE, 3).length, 309 + 4);
});

Deno.test("fixed writes the smallest double exactly when given all its digits", () => {
  const text = fixed(5e-324, 1074);
  assert.equal(text.length, 2 + 1074);
  assert.match(text, /^0\.0{323}4940656458412465/);
  assert.equal(parseDecimal(text), 5e-324);
});

Deno.test("fixed writes NaN and infinities as C does", () => {
  assert.equal(fixed(NaN, 3), "nan");
  assert.equal(fixed(Infinity, 3), "inf");
  assert.equal(fixed(-Infinity, 3), "-inf");
});

Deno.test("fixed is toFixed wherever there is no tie and no zero to lose a sign (seed 4)", () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.integer({ min: 0, max: 12 }),
      (x, digitCount) => {
        const scaled = Math.abs(x) * 2 ** digitCount; // a tie at n digits is an odd multiple of 1 / (2 * 10^n)
        fc.pre(!Number.isInteger(2 * scaled) && Number(x.toFixed(digitCount)) !== 0);
        assert.equal(fixed(x, digitCount), x.toFixed(digitCount));
      },
    ),
    { seed: 4, numRuns: 2000 },
  );
});

Deno.test("shortest is the text of the number, with the sign of zero", () => {
  assert.equal(shortest(0.1), "0.1");
  assert.equal(shortest(-0), "-0");
  assert.equal(shortest(0), "0");
  assert.equal(shortest(1e21), "1e+21");
  assert.equal(shortest(NaN), "NaN");
  assert.equal(shortest(-Infinity), "-Infinity");
});

Deno.test("shortest reads back as the same double (seed 5)", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
      assert.equal(parseDecimal(shortest(x)), x);
    }),
    { seed: 5, numRuns: 2000 },
  );
});

Deno.test("parseDecimal reads decimal numbers", () => {
  const accepted: [string, number][] = [
    ["0", 0],
    ["-0", -0],
    ["+12", 12],
    ["5.", 5],
    [".5", 0.5],
    ["-.5", -0.5],
    ["007", 7],
    ["1e3", 1000],
    ["1.5E-3", 0.0015],
    ["1e+2", 100],
    ["1e-400", 0],
    ["1.7976931348623157e308", Number.MAX_VALUE],
  ];
  for (const [text, x] of accepted) assert.equal(parseDecimal(text), x, text);
});

Deno.test("parseDecimal refuses everything else", () => {
  const blank = ["", " ", "1 ", " 1", "1\n"];
  const refused = "0x10 0b1 1_000 1,5 . - + e5 1e 1e+ --1".split(" ");
  const words = "Infinity -Infinity NaN inf .inf null true １ 1e309 -1e400 1n 1.2.3".split(" ");
  for (const text of [...blank, ...refused, ...words]) {
    assert.equal(parseDecimal(text), undefined, JSON.stringify(text));
  }
});
