// Every loss with every output it goes with, every hidden activation and any penalties: what plain descent takes from the
// parameters is the slope of what is to become small, by differences of nothing but feedforward passes.
import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { backpropagate } from "../../src/engine/backpropagation.ts";
import { classicSettings, learningOf } from "../../src/engine/learning.ts";
import { activations } from "../../src/engine/rules/activation.ts";
import { losses } from "../../src/engine/rules/loss.ts";
import { denseLayersOf, weightCount } from "../../src/engine/topology.ts";
import { plainTrainer } from "../../src/engine/trainer.ts";
import { numbers } from "../../src/numeric/numbers.ts";
import { caseOf, type LearningCase } from "./learning_cases.ts";
import { ends, hiddenActivations } from "./random_learnings.ts";
import { rowsOf } from "./random_networks.ts";

/** What the penalties of an experiment cost. */
interface Strengths {
  readonly l1: number;
  readonly l2: number;
}

const strength = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 0.5, noNaN: true }));

/** Half the width of a difference: its error is its square times a third derivative, and 1e-16 over it from rounding. */
const H = 1e-5;
/** A step of H moves no sum by more than a tenth of this. */
const SAFE_DISTANCE = 1e-2;

/** Whether a slope bends near x: the two sides of a difference would then have slopes of their own. */
function bends(slopeAt: (x: number) => number, x: number): boolean {
  const [below, at, above] = [x - SAFE_DISTANCE, x, x + SAFE_DISTANCE].map(slopeAt);
  return Math.abs(above - 2 * at + below) / SAFE_DISTANCE > 0.1;
}

/** Whether a neuron, an answer or, with l1, a weight stands near a kink. */
function isNearKink(all: LearningCase, { l1 }: Strengths): boolean {
  const { topology, learning: { loss }, lanes: [{ start }] } = all;
  if (l1 > 0 && start.some((weight) => Math.abs(weight) < SAFE_DISTANCE)) return true;
  const layers = denseLayersOf(topology);
  return rowsOf(all).some(({ inputs, yTrue }) => {
    const { weightedSums, yPred } = backpropagate(topology, start, inputs, yTrue, all.learning);
    const isNeuronNear = layers.some(({ activation, firstNeuron, outputCount }) => {
      if (!("over" in activation)) return false;
      const { value, slope } = activation.over(numbers);
      const sums = weightedSums.subarray(firstNeuron, firstNeuron + outputCount);
      return sums.some((sum) => bends((x) => slope(value(x), x), sum));
    });
    if (isNeuronNear || !("over" in loss)) return isNeuronNear;
    const { slope } = loss.over(numbers);
    return yPred.some((y, k) => bends((x) => slope(yTrue[k], x), y));
  });
}

/** What is to become small: the loss with the penalties, which count weights alone. */
function objective(
  { topology, data, learning }: LearningCase,
  { l1, l2 }: Strengths,
  parameters: Float64Array,
): number {
  const trainer = plainTrainer(topology, data, learning);
  let sum = trainer.loss(trainer.startingValues(parameters));
  for (const weight of parameters.subarray(0, weightCount(topology))) {
    sum += l1 * Math.abs(weight) + l2 / 2 * weight * weight;
  }
  return sum;
}

for (const { loss, output } of ends) {
  Deno.test(`descent on ${loss} behind ${output} follows central differences in any network (seed 71)`, () => {
    let comparedCount = 0;
    const shapes = fc.record({
      inputCount: fc.integer({ min: 1, max: 3 }),
      below: fc.array(fc.record({ size: fc.integer({ min: 1, max: 4 }), activation: hiddenActivations }), {
        maxLength: 2,
      }),
      outputCount: fc.integer({ min: 1, max: 4 }),
      rowCount: fc.integer({ min: 1, max: 4 }),
      strengths: fc.record({ l1: strength, l2: strength }),
      seed: fc.integer(),
    });
    fc.assert(
      fc.property(shapes, ({ below, outputCount, strengths, ...shape }) => {
        const learning = learningOf({ ...classicSettings, ...strengths, loss, batchSize: "all" });
        const all = caseOf({
          ...shape,
          layers: [...below, { size: outputCount, activation: output }],
          learning,
          epochCount: 1,
          lanes: [{ learningRate: 1, shuffleSeed: null }],
          parameterSize: 1.5,
        });
        fc.pre(!isNearKink(all, strengths));
        const { start } = all.lanes[0];
        const trainer = plainTrainer(all.topology, all.data, learning);
        const after = trainer.startingValues(start);
        trainer.trainRows(after, { learningRate: 1, rows: null }, 0, trainer.rowCount);
        const scale = 1 + objective(all, strengths, start);
        start.forEach((value, index) => {
          const [below, above] = [-H, H].map((by) =>
            objective(all, strengths, start.with(index, value + by))
          );
          const [gradient, difference] = [value - after[index], (above - below) / (2 * H)];
          const tolerance = 1e-7 * (scale + Math.abs(gradient));
          assert.ok(Math.abs(gradient - difference) < tolerance, `${index}: ${gradient}, ${difference}`);
          comparedCount++;
        });
      }),
      { seed: 71, numRuns: 80 },
    );
    assert.ok(comparedCount > 500, `only ${comparedCount} gradients were compared`);
  });
}

Deno.test("the random networks have every hidden activation", () => {
  const names = new Set(fc.sample(hiddenActivations, { seed: 71, numRuns: 200 }));
  assert.deepEqual([...names].sort(), Object.keys(activations).sort());
  assert.deepEqual(new Set(ends.map(({ loss }) => loss)), new Set(Object.keys(losses)));
});
