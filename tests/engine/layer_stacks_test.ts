// Stacks of convolutions, max-pools, recurrences and dense layers: what they learn is the slope of the loss, by differences of
// nothing but feedforward passes, and the flat loops have the bits of the step itself.
import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { backpropagate } from "../../src/engine/backpropagation.ts";
import { Kernel } from "../../src/engine/kernel/kernel.ts";
import { kernelKnows } from "../../src/engine/kernel/kernel_shape.ts";
import { type Layer, neuronCountOf } from "../../src/engine/layers.ts";
import { classicLearning, classicSettings, learningOf } from "../../src/engine/learning.ts";
import { squareOf } from "../../src/engine/maxpool.ts";
import { losses } from "../../src/engine/rules/loss.ts";
import { layersOf, neuronCount } from "../../src/engine/topology.ts";
import { plainTrainer } from "../../src/engine/trainer.ts";
import { numbers } from "../../src/numeric/numbers.ts";
import { assertAllAgree, caseOf, type LearningCase } from "./learning_cases.ts";
import { ends } from "./random_learnings.ts";
import { rowsOf } from "./random_networks.ts";
import { imageStacks, layersWith, sentenceStacks, type Stack } from "./random_stacks.ts";
import { stackCases } from "./stack_cases.ts";

/** Half the width of a difference: its error is its square times a third derivative, and 1e-16 over it from rounding. */
const H = 1e-5;
/** A step of H moves no sum by more than a tenth of this. */
const SAFE_DISTANCE = 1e-2;

/** Whether a neuron stands near a kink, or two of a square are nearly equal. */
function isNearKink(all: LearningCase): boolean {
  const { topology, learning, lanes: [{ start }] } = all;
  const layers = layersOf(topology);
  return rowsOf(all).some(({ inputs, yTrue }) => {
    const { activations, weightedSums, slopes, deltas } = backpropagate(
      topology,
      start,
      inputs,
      yTrue,
      learning,
    );
    const valueAt = (neuron: number): number => activations[topology.inputCount + neuron];
    const bends = (layer: Layer, neuron: number): boolean => {
      if (layer.kind === "maxpool") {
        const firstInput = topology.inputCount + layer.firstNeuron - layer.inputCount;
        const square = squareOf(layer, neuron - layer.firstNeuron).map((input) =>
          activations[firstInput + input]
        );
        return layer.firstNeuron > 0 &&
          square.filter((x) => valueAt(neuron) - x < SAFE_DISTANCE).length > 1;
      }
      // What a sentence does not reach has no slope.
      if (!("over" in layer.activation) || (slopes[neuron] === 0 && deltas[neuron] === 0)) return false;
      const { value, slope } = layer.activation.over(numbers);
      const [before, at, after] = [-SAFE_DISTANCE, 0, SAFE_DISTANCE].map((by) => {
        const x = weightedSums[neuron] + by;
        return slope(value(x), x);
      });
      return Math.abs(after - 2 * at + before) / SAFE_DISTANCE > 0.1;
    };
    return layers.some((layer) =>
      Array.from({ length: neuronCountOf(layer) }, (_, index) => layer.firstNeuron + index)
        .some((neuron) => bends(layer, neuron))
    );
  });
}

const smoothEnds = ends.filter(({ loss }) => loss === "mse" || loss === "cross_entropy");

const shapes = (stacks: fc.Arbitrary<Stack>) =>
  fc.record({
    stack: stacks,
    end: fc.constantFrom(...smoothEnds),
    outputCount: fc.integer({ min: 1, max: 3 }),
    rowCount: fc.integer({ min: 1, max: 3 }),
    seed: fc.integer(),
  });

const stacksByName: Readonly<Record<string, fc.Arbitrary<Stack>>> = {
  "convolutions and max-pools": imageStacks(["first"]),
  "a recurrence": sentenceStacks,
};

for (const [name, stacks] of Object.entries(stacksByName)) {
  Deno.test(`descent follows central differences in any stack with ${name} (seed 72)`, () => {
    let comparedCount = 0;
    fc.assert(
      fc.property(shapes(stacks), ({ stack, end, outputCount, ...shape }) => {
        const learning = learningOf({ ...classicSettings, loss: end.loss, batchSize: "all" });
        const all = caseOf({
          ...shape,
          ...stack,
          layers: layersWith(stack, outputCount, end),
          learning,
          epochCount: 1,
          lanes: [{ learningRate: 1, shuffleSeed: null }],
          parameterSize: 1,
        });
        fc.pre(!isNearKink(all));
        const { start } = all.lanes[0];
        const trainer = plainTrainer(all.topology, all.data, learning);
        const after = trainer.startingValues(start);
        trainer.trainRows(after, { learningRate: 1, rows: null }, 0, trainer.rowCount);
        const lossAt = (parameters: Float64Array): number => trainer.loss(trainer.startingValues(parameters));
        const scale = 1 + lossAt(start);
        start.forEach((value, index) => {
          const [below, above] = [-H, H].map((by) => lossAt(start.with(index, value + by)));
          const [gradient, difference] = [value - after[index], (above - below) / (2 * H)];
          const tolerance = 1e-6 * (scale + Math.abs(gradient));
          assert.ok(Math.abs(gradient - difference) < tolerance, `${index}: ${gradient}, ${difference}`);
          comparedCount++;
        });
      }),
      { seed: 72, numRuns: 150 },
    );
    assert.ok(comparedCount > 2000, `only ${comparedCount} gradients were compared`);
  });
}

Deno.test("the step itself, flat loops and WebAssembly have the same bits, whatever the stack and the way to learn (seed 73)", () => {
  let finiteCount = 0;
  fc.assert(
    fc.property(stackCases(), ({ all, kernelForm }) => {
      finiteCount += assertAllAgree(all, kernelForm);
    }),
    { seed: 73, numRuns: 400 },
  );
  assert.ok(finiteCount > 300, `only ${finiteCount} networks stayed finite`);
});

Deno.test("the greatest of a square is NaN where one is, and what is wrong goes to the first or to all that are equal", () => {
  const image = { kind: "image", rows: 2, columns: 3, channels: 1 } as const;
  // A filter of one weight, so that the square's numbers are the image's times it.
  const conv = { kind: "conv", filters: 1, size: 1, padding: 0, bias: true, activation: "identity" } as const;
  const gradientOf = (ties: "first" | "all", inputs: readonly number[]): Float64Array =>
    backpropagate(
      {
        inputCount: 6,
        input: image,
        layers: [conv, { kind: "maxpool", size: 2, ties }, { size: 1, activation: "identity" }],
      },
      Float64Array.of(1, 1, 0, 0),
      inputs,
      [0],
      { ...classicLearning, loss: losses.mse },
    ).gradients;
  // y = 3 and dL/dy = 6: the conv's bias is told 6 for each greatest, of which there are two.
  assert.deepEqual([...gradientOf("first", [3, 1, 9, 2, 3, 9])], [18, 18, 6, 6]);
  assert.deepEqual([...gradientOf("all", [3, 1, 9, 2, 3, 9])], [36, 18, 12, 6]);
  assert.ok(gradientOf("first", [1, 2, 0, NaN, 3, 0]).every(Number.isNaN));
});

Deno.test("an empty sentence is a state of 0, and learns nothing about words and states", () => {
  const topology = {
    inputCount: 2,
    input: { kind: "sentence", wordCount: 2 },
    layers: [{ kind: "rnn", size: 1, activation: "tanh" }, { size: 1, activation: "identity" }],
  } as const;
  const { yPred, gradients } = backpropagate(topology, Float64Array.of(1, 1, 1, 5, 1, 4), [-1, -1], [0]);
  assert.deepEqual(yPred, [4]);
  assert.deepEqual([...gradients], [0, 0, 0, 0, 0, 8]);
  assert.equal(neuronCount(topology), 3);
});

Deno.test("a state is tanh of what was, weighed, and the word, as worked out by hand", () => {
  const topology = {
    inputCount: 3,
    input: { kind: "sentence", wordCount: 2 },
    layers: [{ kind: "rnn", size: 1, activation: "tanh" }, { size: 1, activation: "identity" }],
  } as const;
  const [u, w0, w1, v, b, c] = [0.5, 0.25, -0.75, 2, 0.125, 1];
  const { yPred } = backpropagate(topology, Float64Array.of(u, w0, w1, v, b, c), [-1, 1, 0], [0]);
  const h1 = numbers.tanh(w1 + b);
  const h2 = numbers.tanh(u * h1 + w0 + b);
  assert.deepEqual(yPred, [v * h2 + c]);
});

Deno.test("numbers that are no words are refused, and a gap within a sentence", () => {
  const topology = {
    inputCount: 2,
    input: { kind: "sentence", wordCount: 2 },
    layers: [{ kind: "rnn", size: 1, activation: "tanh" }, { size: 1, activation: "identity" }],
  } as const;
  for (const wrong of [[0, 2], [0.5, 1], [1, -1], [NaN, 0], [-2, 0]]) {
    const data = { inputs: Float64Array.from(wrong), targets: Float64Array.of(0) };
    assert.throws(
      () => plainTrainer(topology, data),
      /words must be numbers from 0 to 1, -1 in front of them/,
    );
  }
});

Deno.test("a kernel of other layers than dense ones has loops and one lane, and filters that are not too large", () => {
  const topologyWith = (filters: number, size: number) => ({
    inputCount: 100,
    input: { kind: "image", rows: 10, columns: 10, channels: 1 } as const,
    layers: [
      { kind: "conv", filters, size, padding: 0, bias: true, activation: "relu" } as const,
      { size: 1, activation: "sigmoid" } as const,
    ],
  });
  const noRows = { inputs: new Float64Array(0), targets: new Float64Array(0) };
  const small = topologyWith(2, 3);
  assert.equal(Kernel.create(small, noRows).laneCount, 1);
  assert.throws(
    () => Kernel.create(small, noRows, { form: "straight", laneCount: 2 }),
    /has loops and one lane/,
  );
  assert.throws(
    () => Kernel.create(small, noRows, { laneCount: 2 }),
    /has loops and one lane: found loops, 2/,
  );
  const large = topologyWith(64, 10);
  assert.ok(kernelKnows(small) && !kernelKnows(large));
  assert.throws(() => Kernel.create(large, noRows), /at most 4000 products/);
});
