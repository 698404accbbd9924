// Axes: those for marks whose place counts show small differences, and 0 where it is near; names and labels have room.

import assert from "node:assert/strict";
import { AXIS_TEXT_SIZE, type AxisName, bottomAxis, fittedInterval, leftAxis } from "../../src/chart/axis.ts";
import { linearScale } from "../../src/chart/scale.ts";
import { ticks } from "../../src/chart/ticks.ts";
import { textWidth } from "../../src/text/width.ts";

Deno.test("0.965 and 0.990 are ticks apart", () => {
  const [low, high] = fittedInterval([0.965, 0.99], 5);
  assert.ok(low > 0.9 && high < 1.01);
  assert.ok(ticks(low, high, 5).filter(({ value }) => value > 0.965 && value < 0.99).length >= 2);
});

Deno.test("values that are spread over half of the way from 0 have 0 on their axis", () => {
  assert.deepEqual(fittedInterval([0.4, 1], 5), [0, 1]);
  assert.deepEqual(fittedInterval([-3, -1], 5), [-3, 0]);
  assert.deepEqual(fittedInterval([-1, 1], 4), [-1, 1]);
});

Deno.test("one value and none have an axis too", () => {
  assert.deepEqual(fittedInterval([0.7], 5), [0, 0.8]);
  assert.deepEqual(fittedInterval([], 5), [0, 1]);
});

const plot = { left: 40, top: 30, right: 408, bottom: 200 };

Deno.test("a name that has no room is cut, and whole in a title", () => {
  const name = "the weight of the animal as it was measured in the morning before any food";
  const short = { name: "weight", unit: "lb" };
  const scale = linearScale([0, 1], [plot.left, plot.right]);
  const drawn = (name: AxisName): readonly string[] => [
    leftAxis(plot, scale, [], name, "grid"),
    leftAxis(plot, scale, [], name, "grid", 200),
    bottomAxis(plot, scale, [], name, 420),
  ];
  for (const axis of drawn({ name })) {
    const [, title, shown] = /<title>(.*)<\/title>(.*)<\/text>/.exec(axis)!;
    assert.equal(title, name);
    assert.ok(shown.endsWith("…") && name.startsWith(shown.slice(0, -1)));
  }
  for (const axis of drawn(short)) {
    assert.ok(axis.includes(">weight (lb)</text>") && !axis.includes("<title>"));
  }
});

Deno.test("labels of a horizontal axis cover no other and stay in the chart, however near the numbers are", () => {
  const [low, high] = [1_000_000.1, 1_000_000.2];
  const scale = linearScale([low, high], [plot.left, plot.right]);
  const axis = bottomAxis(plot, scale, ticks(low, high, 10), { name: "answer" }, 420);
  const labels = [...axis.matchAll(/<text x="([\d.]+)" [^>]*>(1,000,000[^<]*)</g)].map(([, x, label]) => {
    const half = textWidth(label, AXIS_TEXT_SIZE) / 2;
    return [Number(x) - half, Number(x) + half];
  });
  assert.ok(labels.length >= 3 && labels[0][0] >= 0 && labels.at(-1)![1] <= 420);
  labels.slice(1).forEach(([left], index) => assert.ok(left > labels[index][1]));
});
