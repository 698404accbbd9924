// Ticks of linear and logarithmic axes: few, round, between the ends.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import {
  logTicks,
  niceInterval,
  niceLogInterval,
  type Tick,
  ticks,
  wholeTicks,
} from "../../src/chart/ticks.ts";

const labels = (found: readonly Tick[]) => found.map(({ label }) => label).join(" ");
const values = (found: readonly Tick[]) => found.map(({ value }) => value);

const byHand: readonly [low: number, high: number, count: number, expected: string][] = [
  [0, 1, 5, "0.0 0.2 0.4 0.6 0.8 1.0"],
  [0, 1, 10, "0.0 0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9 1.0"],
  [0, 1000, 5, "0 200 400 600 800 1000"],
  [0, 100_000, 2, "0 50,000 100,000"],
  [-3, 2, 6, "−3 −2 −1 0 1 2"],
  [-7.2, -6.8, 4, "−7.2 −7.1 −7.0 −6.9 −6.8"],
  [0.1, 0.3, 2, "0.1 0.2 0.3"],
  [1, 0, 2, "0.0 0.5 1.0"],
  [1e-9, 5e-9, 4, "10⁻⁹ 2×10⁻⁹ 3×10⁻⁹ 4×10⁻⁹ 5×10⁻⁹"],
  [0, 3e8, 3, "0 10⁸ 2×10⁸ 3×10⁸"],
  [5, 5, 4, "5"],
  [-1e308, 1.7e308, 4, "−10³⁰⁸ 0 10³⁰⁸"],
  [0, 5e-324, 4, "0 5×10⁻³²⁴"],
  [1, 1 + 2 ** -52, 4, "1 1.0000000000000002"],
];

for (const [low, high, count, expected] of byHand) {
  Deno.test(`ticks from ${low} to ${high} in ${count} steps are ${expected}`, () => {
    assert.equal(labels(ticks(low, high, count)), expected);
  });
}

Deno.test("between whole numbers all ticks are whole", () => {
  assert.equal(labels(wholeTicks(0, 1, 5)), "0 1");
  assert.equal(labels(wholeTicks(0, 4, 10)), "0 1 2 3 4");
  assert.equal(labels(wholeTicks(3, 3, 5)), "3");
  assert.equal(labels(wholeTicks(0, 1000, 5)), "0 200 400 600 800 1000");
});

Deno.test("an end that is not finite has no ticks", () => {
  for (const bad of [NaN, Infinity, -Infinity]) {
    assert.deepEqual(ticks(bad, 1, 5), []);
    assert.deepEqual(ticks(0, bad, 5), []);
    assert.deepEqual(logTicks(1, bad, 5), []);
    assert.deepEqual(logTicks(bad, 1, 5), []);
    assert.deepEqual(niceInterval(bad, 1, 5), [0, 1]);
    assert.deepEqual(niceLogInterval(bad, 1), [0.1, 1]);
  }
});

Deno.test("a count that makes no sense gives one step", () => {
  for (const count of [0, -5, 0.5]) assert.equal(labels(ticks(0, 1, count)), "0 1");
});

const double = fc.double({ noNaN: true, noDefaultInfinity: true });

Deno.test("ticks lie between the ends, rise, and are few (property, seed 2)", () => {
  fc.assert(
    fc.property(double, double, fc.integer({ min: 1, max: 20 }), (a, b, count) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      const found = values(ticks(a, b, count));
      assert.ok(found.length <= count + 1, `${found.length} ticks`);
      found.forEach((value, index) => {
        assert.ok(value >= low && value <= high);
        assert.ok(index === 0 || value > found[index - 1]);
      });
    }),
    { seed: 2, numRuns: 2000 },
  );
});

Deno.test("a label reads back as its value: no float dust (property, seed 3)", () => {
  const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  const read = (label: string) => {
    const plain = label.replaceAll("−", "-").replaceAll(",", "");
    const match = /^(-?)(?:([\d.]+)×)?10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)$/.exec(plain);
    if (match === null) return Number(plain);
    const power = [...match[3]].map((sign) => sign === "⁻" ? "-" : superscripts.indexOf(sign)).join("");
    return Number(`${match[1]}${match[2] ?? "1"}e${power}`);
  };
  fc.assert(
    fc.property(double, double, fc.integer({ min: 1, max: 12 }), (a, b, count) => {
      for (const { value, label } of ticks(a, b, count)) assert.equal(read(label) + 0, value + 0, label);
    }),
    { seed: 3, numRuns: 2000 },
  );
});

Deno.test("a nice interval holds both ends and starts and ends on a tick (property, seed 4)", () => {
  const loss = fc.double({ min: -1e12, max: 1e12, noNaN: true });
  fc.assert(
    fc.property(loss, loss, fc.integer({ min: 1, max: 12 }), (a, b, count) => {
      const [low, high] = niceInterval(Math.min(a, b), Math.max(a, b), count);
      assert.ok(low <= Math.min(a, b) && high >= Math.max(a, b) && low < high);
    }),
    { seed: 4, numRuns: 2000 },
  );
  assert.deepEqual(niceInterval(0.013, 0.387, 5), [0, 0.4]);
  assert.deepEqual(niceInterval(-0.2, 0.2, 5), [-0.2, 0.2]);
  assert.deepEqual(niceInterval(5, 5, 5), [0, 5]);
  assert.deepEqual(niceInterval(-5, -5, 5), [-5, 0]);
  assert.deepEqual(niceInterval(0, 0, 5), [0, 1]);
});

const logByHand: readonly [low: number, high: number, count: number, expected: string][] = [
  [0.001, 1, 5, "0.001 0.01 0.1 1"],
  [0.002, 0.5, 8, "0.002 0.005 0.01 0.02 0.05 0.1 0.2 0.5"],
  [0.01, 0.1, 5, "0.01 0.02 0.05 0.1"],
  [0.05, 5, 6, "0.1 0.3 1 3"],
  [1e-9, 1, 5, "10⁻⁸ 10⁻⁶ 10⁻⁴ 10⁻² 10⁰"],
  [1e-6, 1e-3, 5, "10⁻⁶ 10⁻⁵ 10⁻⁴ 10⁻³"],
  [0.21, 0.24, 5, "0.21 0.22 0.23 0.24"],
  [0.5, 2, 5, "0.5 1 2"],
];

for (const [low, high, count, expected] of logByHand) {
  Deno.test(`logarithmic ticks from ${low} to ${high}, at most ${count}, are ${expected}`, () => {
    assert.equal(labels(logTicks(low, high, count)), expected);
  });
}

Deno.test("logarithmic ticks lie between the ends, rise, and are few (property, seed 5)", () => {
  const positive = fc.double({ min: 5e-324, noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(positive, positive, fc.integer({ min: 2, max: 12 }), (a, b, count) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      const found = values(logTicks(low, high, count));
      assert.ok(found.length <= count, `${found.length} ticks`);
      found.forEach((value, index) => {
        assert.ok(value >= low && value <= high && (index === 0 || value > found[index - 1]));
      });
      const [niceLow, niceHigh] = niceLogInterval(low, high);
      assert.ok(niceLow > 0 && niceLow <= low && niceHigh >= high && niceLow < niceHigh);
    }),
    { seed: 5, numRuns: 2000 },
  );
});

Deno.test("a logarithmic axis of one round value reaches a decade each way", () => {
  assert.deepEqual(niceLogInterval(1, 1), [0.1, 10]);
  assert.deepEqual(niceLogInterval(0.3, 0.3), [0.2, 0.5]);
});
