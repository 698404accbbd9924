// Which class an answer stands for.

import assert from "node:assert/strict";
import { type CodedTarget, labelOf, labelOfRow } from "../../src/dataset/dataset.ts";

const gender: CodedTarget = {
  kind: "coded",
  name: "gender",
  classes: [{ label: "M", value: 0 }, { label: "F", value: 1 }],
};
const size: CodedTarget = {
  kind: "coded",
  name: "size",
  classes: [{ label: "large", value: 2 }, { label: "small", value: -1 }, { label: "middle", value: 0.5 }],
};

Deno.test("an output stands for the class whose number is nearest", () => {
  for (
    const [output, label] of [[-5, "M"], [0, "M"], [0.49, "M"], [0.51, "F"], [1, "F"], [9, "F"]] as const
  ) {
    assert.equal(labelOf(gender, [output]), label);
  }
  for (
    const [output, label] of [[-9, "small"], [-0.3, "small"], [0, "middle"], [1.2, "middle"], [
      3,
      "large",
    ]] as const
  ) {
    assert.equal(labelOf(size, [output]), label);
  }
});

Deno.test("halfway between two classes the higher number counts, whatever their order", () => {
  assert.equal(labelOf(gender, [0.5]), "F");
  assert.equal(labelOf({ ...gender, classes: gender.classes.toReversed() }, [0.5]), "F");
  assert.equal(labelOf(size, [1.25]), "large");
  assert.equal(labelOf(size, [-0.25]), "middle");
});

Deno.test("without classes an output has no label", () => {
  assert.equal(
    labelOf({ kind: "numbers", columns: [{ name: "y", unit: null, shift: 0, scale: 1 }] }, [0.5]),
    null,
  );
  assert.equal(labelOf(null, [0.5]), null);
});

Deno.test("a target's number has the label of its class and no other number has one", () => {
  assert.equal(labelOfRow(gender, { targets: [1] }), "F");
  assert.equal(labelOfRow(gender, { targets: [0.5] }), null);
  assert.equal(labelOfRow(null, { targets: [1] }), null);
});

Deno.test("with an output a class the largest one decides, the first among equals", () => {
  const species = {
    kind: "classes",
    name: "species",
    labels: ["setosa", "versicolor", "virginica"],
  } as const;
  for (
    const [outputs, label] of [
      [[0.1, 0.7, 0.2], "versicolor"],
      [[-1, -2, -0.5], "virginica"],
      [[0.4, 0.4, 0.4], "setosa"],
      [[0.3, 0.35, 0.35], "versicolor"],
      [[-0, 0, 0], "setosa"],
    ] as const
  ) {
    assert.equal(labelOf(species, outputs), label);
  }
  assert.equal(labelOfRow(species, { targets: [2] }), "virginica");
});
