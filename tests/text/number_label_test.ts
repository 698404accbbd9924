// Numbers beside an axis: digits, powers and signs.

import assert from "node:assert/strict";
import { decimalLabel, fixedLabel, fullLabel } from "../../src/text/number_label.ts";

Deno.test("full labels keep every digit and write powers with superscripts", () => {
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
  for (const [value, label] of cases) assert.equal(fullLabel(value), label);
});

Deno.test("fixed labels have no sign when only zeros are left", () => {
  assert.equal(fixedLabel(-0.001, 2), "0.00");
  assert.equal(fixedLabel(-0.01, 2), "−0.01");
  assert.equal(fixedLabel(10027, 0), "10,027");
  assert.equal(fixedLabel(NaN, 2), "NaN");
});

Deno.test("a decimal keeps its zeros in plain notation and loses them in powers", () => {
  assert.equal(decimalLabel({ whole: 5, exponent: -3 }, "plain"), "0.005");
  assert.equal(decimalLabel({ whole: 0, exponent: -1 }, "plain"), "0.0");
  assert.equal(decimalLabel({ whole: 0, exponent: 3 }, "plain"), "0");
  assert.equal(decimalLabel({ whole: -120, exponent: 2 }, "plain"), "−12,000");
  assert.equal(decimalLabel({ whole: 120, exponent: -9 }, "power"), "1.2×10⁻⁷");
});
