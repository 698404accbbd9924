// Held-out rows that are learned as well: the same count as by writing every row out.

import assert from "node:assert/strict";
import type { Row } from "../../src/dataset/dataset.ts";
import { learnedCopyCount } from "../../src/dataset/learned_copies.ts";
import { RandomState } from "../../src/random/random_state.ts";

const row = (values: readonly number[], ...targets: readonly number[]): Row => ({
  name: "",
  values,
  targets,
});

Deno.test("a copy has every cell and every target, be it empty, 0 or -0, and names are nothing to it", () => {
  const learned = [row([NaN, 0], 1, 2), row([1, 2], 3, 4), row([1, 2], 3, 4)];
  const copies = [row([NaN, -0], 1, 2), row([1, 2], 3, 4), { ...row([1, 2], 3, 4), name: "Ada" }];
  const others = [
    row([0, NaN], 1, 2),
    row([1, 2], 4, 3),
    row([1, 2], 3),
    row([1], 2, 3, 4),
    row([2, 1], 3, 4),
  ];
  assert.equal(learnedCopyCount(learned, [...copies, ...others]), 3);
  assert.equal(learnedCopyCount([], copies), 0);
  assert.equal(learnedCopyCount(learned, []), 0);
});

Deno.test("rows of few different numbers are counted as their texts are (property, seed 83)", () => {
  const random = new RandomState(83);
  const draw = (count: number): Row[] =>
    Array.from({ length: count }, () =>
      row(
        Array.from(
          { length: 1 + Math.floor(3 * random.randomSample()) },
          () => Math.floor(5 * random.randomSample()) / 4,
        ),
        Math.floor(3 * random.randomSample()),
      ));
  for (let round = 0; round < 50; round++) {
    const [learned, heldOut] = [draw(40), draw(60)];
    const textOf = ({ values, targets }: Row): string => JSON.stringify([values, targets]);
    const texts = new Set(learned.map(textOf));
    const count = heldOut.filter((each) => texts.has(textOf(each))).length;
    assert.equal(learnedCopyCount(learned, heldOut), count);
  }
});
