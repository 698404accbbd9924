// Moments, quantiles and histograms against NumPy and by hand, also where the numbers are near a double's end.
import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { RandomState } from "../../src/random/random_state.ts";
import {
  countsByBin,
  type Distribution,
  distributionOf,
  endOf,
  HISTOGRAM_BINS,
  quantile,
  shareAtMost,
} from "../../src/sweep/distribution.ts";

/** What np.random.RandomState(5).normal(size=1001) draws; its figures below are NumPy 2.4's. */
const drawn = (): Float64Array => {
  const random = new RandomState(5);
  return Float64Array.from({ length: 1001 }, () => random.normal());
};

function spread(...values: number[]): Distribution {
  return distributionOf(Float64Array.from(values))!;
}

Deno.test("quantiles are those of np.quantile, to the bit", () => {
  assert.deepEqual(distributionOf(drawn())!.quantiles, [
    -2.3938792818158494,
    -1.59969850388824,
    -0.6233722375263352,
    0.024210744386125548,
    0.7012049123923912,
    1.6169788055097944,
    2.3252103906558648,
  ]);
  const few = spread(0.3, -1.25, 7.5, 2, 2, 1e-3, 12.75, -0.1, 5.5, 3.14159);
  assert.deepEqual(few.quantiles, [-1.1465, -0.7325, 0.07575, 2, 4.9103975, 10.387499999999994, 12.2775]);
});

Deno.test("mean and standard deviation are NumPy's but for the order in which it adds", () => {
  const { mean, sd } = distributionOf(drawn())!;
  assert.ok(Math.abs(mean - 0.033786010909715704) < 1e-15);
  assert.ok(Math.abs(sd - 0.9895251666102131) < 1e-14);
});

Deno.test("a histogram counts as np.histogram with 40 bins does", () => {
  assert.deepEqual(
    distributionOf(drawn())!.histogram.counts.join(" "),
    "1 1 2 1 3 7 4 4 15 14 18 27 35 43 50 65 58 63 75 62 73 67 55 55 47 42 39 19 16 11 1 10 9 3 2 0 1 2 0 1",
  );
});

Deno.test("one number is its own mean, ends and quantiles, and fills the first bin", () => {
  const { count, mean, sd, min, max, quantiles, histogram } = spread(0.1);
  assert.deepEqual([count, mean, sd, min, max], [1, 0.1, 0, 0.1, 0.1]);
  assert.deepEqual([...new Set(quantiles)], [0.1]);
  assert.deepEqual([histogram.counts[0], histogram.counts.length], [1, HISTOGRAM_BINS]);
});

Deno.test("equal numbers have no deviation, whatever the rounding of their sum", () => {
  for (const value of [0.1, 1e-300, 1e308, -7]) {
    const { mean, sd } = spread(value, value, value);
    assert.deepEqual([mean, sd], [value, 0]);
  }
});

Deno.test("no numbers have no distribution", () => {
  assert.equal(distributionOf(new Float64Array(0)), null);
});

Deno.test("numbers whose sum or squares overflow have finite figures", () => {
  const wide = spread(1.5e308, 1.5e308, -1.5e308, -1.5e308);
  assert.deepEqual([wide.mean, wide.sd, wide.quantiles[3]], [0, 1.5e308, 0]);
  assert.deepEqual([wide.histogram.counts[0], wide.histogram.counts[39]], [2, 2]);
  assert.equal(spread(1.5e308, 1.5e308).mean, 1.5e308);
  assert.equal(spread(0, 2e200).sd, 1e200);
  assert.equal(spread(0, 2e-200).sd, 1e-200);
});

Deno.test("figures of any finite numbers are finite and in order, and the histogram counts all (seed 1)", () => {
  const extreme = fc.constantFrom(1.7e308, -1.7e308, 5e-324, 0, -0, 1e154);
  const numbers = fc.array(fc.oneof(extreme, fc.double({ noNaN: true, noDefaultInfinity: true })), {
    minLength: 1,
    maxLength: 30,
  });
  fc.assert(
    fc.property(numbers, (values) => {
      const { mean, sd, min, max, quantiles, histogram } = spread(...values);
      const inOrder = [min, ...quantiles, max];
      assert.ok([mean, sd, ...inOrder].every(Number.isFinite));
      assert.ok(min <= mean && mean <= max && sd >= 0);
      assert.ok(quantiles.every((value) => min <= value && value <= max));
      assert.equal(histogram.counts.reduce((sum, count) => sum + count, 0), values.length);
    }),
    { seed: 1, numRuns: 2000 },
  );
});

Deno.test("a quantile at a number's own rank is that number", () => {
  const sorted = Float64Array.of(1, 2, 4, 8, 16);
  assert.deepEqual([0, 0.25, 0.5, 0.75, 1].map((share) => quantile(sorted, share)), [1, 2, 4, 8, 16]);
  assert.equal(quantile(sorted, 0.125), 1.5);
});

Deno.test("the share at most a value counts equal numbers in", () => {
  const sorted = Float64Array.of(1, 2, 2, 3);
  assert.deepEqual([0.5, 1, 1.5, 2, 2.5, 3, 9].map((value) => shareAtMost(sorted, value)), [
    0,
    0.25,
    0.25,
    0.75,
    0.75,
    1,
    1,
  ]);
});

Deno.test("what is found by halving is what is found by looking at every number (seed 6)", () => {
  const numbers = fc.array(fc.double({ noNaN: true, min: -10, max: 10 }), { maxLength: 50 });
  fc.assert(
    fc.property(numbers, fc.double({ noNaN: true, min: -10, max: 10 }), (values, limit) => {
      const sorted = Float64Array.from(values).sort();
      assert.equal(endOf(sorted, (value) => value < limit), sorted.filter((value) => value < limit).length);
      const binOf = (value: number): number => Math.min(Math.floor(value / 2 + 5), 9);
      const counts = new Array<number>(10).fill(0);
      for (const value of sorted) counts[binOf(value)]++;
      assert.deepEqual(countsByBin(sorted, 10, binOf), counts);
    }),
    { seed: 6, numRuns: 1000 },
  );
});
