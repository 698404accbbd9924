// A value far from all others is found, and one at the end of a long tail is not.

import assert from "node:assert/strict";
import { farValueIn } from "../../src/dataset/far_value.ts";

/** Around 100, from 80 to 119. */
const AROUND = Array.from({ length: 40 }, (_, at) => 80 + at * 7 % 40);

Deno.test("one value far above or below all others is found, wherever it stands, and empty cells are passed over", () => {
  for (const at of [0, 17, 39]) {
    assert.deepEqual(farValueIn(AROUND.with(at, 9999)), {
      index: at,
      value: 9999,
      moreCount: 0,
      least: Math.min(...AROUND.toSpliced(at, 1)),
      most: Math.max(...AROUND.toSpliced(at, 1)),
    });
    assert.equal(farValueIn(AROUND.with(at, -9999))?.value, -9999);
  }
  assert.equal(farValueIn([NaN, ...AROUND, NaN, 9999])?.index, 42);
  assert.equal(farValueIn(AROUND), null);
});

Deno.test("two or three values out there do not hide each other, and four are a group", () => {
  assert.deepEqual(farValueIn([...AROUND, 9999, 5000]), {
    index: 40,
    value: 9999,
    moreCount: 1,
    least: 80,
    most: 119,
  });
  assert.equal(farValueIn([...AROUND, 9999, 9999, 9999])?.moreCount, 2);
  assert.equal(farValueIn([...AROUND, 9999, 9999, 9999, 9999]), null);
});

Deno.test("the end of a long tail is not far out, nor is a rare number among equal ones, nor anything of nine", () => {
  const fares = Array.from({ length: 700 }, (_, at) => Math.exp(5 * (at / 700) ** 3));
  assert.equal(farValueIn(fares), null);
  // The largest fares of the Titanic are 512, three times; the next is 263.
  assert.equal(farValueIn([...fares.map((fare) => fare * 1.5), 263, 263, 512, 512, 512]), null);
  assert.equal(farValueIn([...Array(30).fill(0), 5]), null);
  assert.equal(farValueIn([1, 2, 3, 1, 2, 3, 1, 2, 9999]), null);
});

Deno.test("a gap of less than ten deviations is no slip", () => {
  const normal = Array.from({ length: 20 }, (_, at) => at % 2 === 0 ? 1 : -1);
  assert.equal(farValueIn([...normal, 9.9]), null);
  assert.equal(farValueIn([...normal, 10.1])?.value, 10.1);
});

Deno.test("of sizes above 0 the largest is far out only if it is so by its ratio to the next, too", () => {
  const cities = Array.from({ length: 30 }, (_, at) => 30_000 / (at + 1));
  assert.equal(farValueIn([...cities, 140_000]), null);
  assert.equal(farValueIn([...cities, 140_000_000])?.value, 140_000_000);
});
