// The pictures of what layers have learned, where dense ones see a whole image.

import assert from "node:assert/strict";
import { parseExperiment } from "../../../src/experiment/reading/parse_experiment.ts";
import { pictureGroups } from "../../../src/report/run/layer_pictures.ts";
import type { Outcome } from "../../../src/run/outcome.ts";
import { runExperiment } from "../../../src/run/run_experiment.ts";

function trained(shape: string, network: string): Outcome {
  return runExperiment(parseExperiment(`
name: bars
dataset:
  features: [{ columns: "p*"${shape} }]
  target: { name: kind, classes: [lying, standing] }
  rows: [[p0, p1, p2, p3, p4, p5, kind], [1, 1, 1, 0, 0, 0, lying], [1, 0, 0, 1, 0, 0, standing]]
network: ${network}
training: { epochs: 20 }
`));
}

Deno.test("neurons that see an image are drawn as it, each weight where the point is that it weighs", () => {
  const outcome = trained(", name: pixels, shape: [2, 3]", "{ hidden: [20] }");
  const [neurons, image, ...others] = pictureGroups(outcome);
  assert.deepEqual([neurons.id, image.id, others], ["neurons", "image", []]);
  assert.match(neurons.caption, /^The weights of the first layer's neurons, the first 16 of 20, each/);
  assert.equal(neurons.pictures.length, 16);
  neurons.pictures.forEach(({ rows, columns, values }, neuron) => {
    assert.deepEqual([rows, columns], [2, 3]);
    // In draw order a neuron's weights follow each other, input by input.
    assert.deepEqual(Array.from(values), [...outcome.parameters!.subarray(neuron * 6, neuron * 6 + 6)]);
  });
  assert.deepEqual(Array.from(image.pictures[0].values), [1, 1, 1, 0, 0, 0]);
});

Deno.test("layers that are listed are drawn alike, and columns that are no image have no picture", () => {
  const listed = "{ layers: [{ dense: { size: 3 } }, { dense: {} }] }";
  assert.deepEqual(pictureGroups(trained(", name: pixels, shape: [2, 3]", listed)).map(({ id }) => id), [
    "neurons",
    "image",
  ]);
  assert.deepEqual(pictureGroups(trained("", "{ hidden: [3] }")), []);
  // Of several channels there is no one picture of a neuron's weights.
  assert.deepEqual(pictureGroups(trained(", name: pixels, shape: [1, 3, 2]", listed)).map(({ id }) => id), [
    "image",
  ]);
});
