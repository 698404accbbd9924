// Which class an output stands for.

import assert from "node:assert/strict";
import { labelOf, labelOfTarget, type Target } from "../../src/dataset/dataset.ts";

const gender: Target = { name: "gender", classes: [{ label: "M", value: 0 }, { label: "F", value: 1 }] };
const size: Target = {
  name: "size",
  classes: [{ label: "large", value: 2 }, { label: "small", value: -1 }, { label: "middle", value: 0.5 }],
};

Deno.test("an output stands for the class whose number is nearest", () => {
  for (
    const [output, label] of [[-5, "M"], [0, "M"], [0.49, "M"], [0.51, "F"], [1, "F"], [9, "F"]] as const
  ) {
    assert.equal(labelOf(gender, output), label);
  }
  for (
    const [output, label] of [[-9, "small"], [-0.3, "small"], [0, "middle"], [1.2, "middle"], [
      3,
      "large",
    ]] as const
  ) {
    assert.equal(labelOf(size, output), label);
  }
});

Deno.test("halfway between two classes the higher number counts, whatever their order", () => {
  assert.equal(labelOf(gender, 0.5), "F");
  assert.equal(labelOf({ ...gender, classes: gender.classes!.toReversed() }, 0.5), "F");
  assert.equal(labelOf(size, 1.25), "large");
  assert.equal(labelOf(size, -0.25), "middle");
});

Deno.test("without classes an output has no label", () => {
  assert.equal(labelOf({ name: "y", classes: null }, 0.5), null);
  assert.equal(labelOf(null, 0.5), null);
});

Deno.test("a target's number has the label of its class and no other number has one", () => {
  assert.equal(labelOfTarget(gender, 1), "F");
  assert.equal(labelOfTarget(gender, 0.5), null);
  assert.equal(labelOfTarget(null, 1), null);
});
