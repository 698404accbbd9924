// The shards of a sweep are all of its parts, each once, and nearly of one size.
import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { partsOfShard, rangesOf, readShard, shardText, trialsOfParts } from "../../src/sweep/shard.ts";

Deno.test("the shards of any count cover every part once, in order, and differ by one part at most (seed 17)", () => {
  const count = fc.integer({ min: 1, max: 400 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), count, (partCount, count) => {
      let next = 0;
      const sizes = new Set<number>();
      for (let index = 1; index <= count; index++) {
        const { from, to } = partsOfShard({ partCount }, { index, count });
        assert.equal(from, next);
        sizes.add(to - from);
        next = to;
      }
      assert.equal(next, partCount);
      assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 1);
    }),
    { seed: 17 },
  );
});

Deno.test("a shard is read as it is written, and nothing else is a shard", () => {
  assert.deepEqual(readShard("3/16"), { index: 3, count: 16 });
  assert.equal(shardText({ index: 3, count: 16 }), "3/16");
  for (const text of ["0/3", "4/3", "3", "1/0", "-1/3", "1/3/3", "1 /3", "1.5/3", "1/99999999", ""]) {
    assert.equal(readShard(text), null, text);
  }
});

Deno.test("the last part of a sweep may have fewer trials, and no part has none", () => {
  const plan = { trialCount: 100, partSize: 16 };
  assert.deepEqual(trialsOfParts(plan, { from: 5, to: 7 }), { from: 80, to: 100 });
  assert.deepEqual(trialsOfParts(plan, { from: 3, to: 3 }), { from: 48, to: 48 });
});

Deno.test("numbers in a row are one range", () => {
  assert.deepEqual(rangesOf([]), []);
  assert.deepEqual(rangesOf([0, 1, 2, 5, 7, 8]), [{ from: 0, to: 3 }, { from: 5, to: 6 }, {
    from: 7,
    to: 9,
  }]);
});
