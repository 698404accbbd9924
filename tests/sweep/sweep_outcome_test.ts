// Where the figures of a sweep are found, and where there are none.

import assert from "node:assert/strict";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { FIGURE } from "../../src/sweep/figures.ts";
import { columnOf, sweepExperiment } from "../../src/sweep/sweep_outcome.ts";

const outcome = sweepExperiment(parseExperiment(`
name: same
dataset: { features: [{ name: x }], target: { name: y }, rows: [{ x: 0, y: 0 }, { x: 1, y: 1 }] }
training: { epochs: 5 }
queries: [{ name: half, x: 0.5 }]
sweep: { init.seed: 1..20 }
`));

Deno.test("a part or a figure that there is not is refused, and no empty list", () => {
  const { figures, plan: { partCount, partSize } } = outcome;
  const count = figures.ofPart(0).length / Math.min(20, partSize);
  assert.equal(figures.column(0, count - 1).length, Math.min(20, partSize));
  for (const part of [-1, 0.5, NaN, partCount]) {
    assert.throws(() => figures.ofPart(part), { name: "RangeError", message: /^a part must be an integer/ });
    assert.throws(() => figures.column(part, FIGURE.finalLoss), RangeError);
  }
  for (const figure of [-1, 0.5, NaN, count]) {
    const message = `a figure must be an integer from 0 to ${count - 1}: found ${figure}`;
    assert.throws(() => figures.column(0, figure), { name: "RangeError", message });
    assert.throws(() => columnOf(outcome, figure), RangeError);
  }
  for (const trials of [-1, 0.5, NaN, outcome.plan.trialCount + 1]) {
    assert.throws(() => columnOf(outcome, FIGURE.finalLoss, trials), RangeError);
  }
});
