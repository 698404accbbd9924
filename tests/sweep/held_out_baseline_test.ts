// What one answer for all rows held out would have, worked out by hand.

import assert from "node:assert/strict";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { sweepText } from "../../src/report/sweep/sweep_text.ts";
import { heldOutBaselineOf } from "../../src/sweep/held_out_baseline.ts";
import { planOf } from "../../src/sweep/plan.ts";
import { summaryOf } from "../../src/sweep/summary.ts";
import { sweepExperiment } from "../../src/sweep/sweep_outcome.ts";
import { HELD_OUT_NUMBERS } from "../many_outputs.ts";

/** Prices of which those held out are 10, 20 and 60: their mean is 30, the mean square of their distances 1400 / 3. */
const PRICES = `
name: prices
dataset:
  features: [{ name: size }]
  target: { name: price, scale: 10 }
  rows: [{ size: 1, price: 10 }, { size: 2, price: 20 }]
  validation: { rows: [{ size: 1, price: 10 }, { size: 2, price: 20 }, { size: 4, price: 60 }] }
training: { epochs: 20, learning_rate: 0.01 }
sweep: { init.seed: 1..4 }
`;

/** Five rows of class a and one of b, in three folds of two. */
const LETTERS = `
name: letters
dataset:
  features: [{ name: x }]
  target: { name: letter, classes: [a, b] }
  rows: [[x, letter], [0, a], [1, a], [2, a], [3, a], [4, a], [5, b]]
  validation: { folds: 3, seed: 0 }
training: { epochs: 5 }
sweep: { dataset.validation.fold: 0..2 }
`;

const baseline = (text: string, ...overrides: readonly string[]) =>
  heldOutBaselineOf(planOf(parseExperiment(text, { overrides })));

Deno.test("of numbers it is the mean square of their distances from their mean, in the units of the loss", () => {
  const { name, value } = baseline(PRICES)!;
  assert.equal(name, "validation_loss");
  assert.ok(Math.abs(value - 14 / 3) < 1e-12);
});

Deno.test("of classes it is the share of the most frequent one, in the mean of all folds", () => {
  // Two folds hold out a and a, one a and b.
  const value = (1 + 1 + 0.5) / 3;
  assert.deepEqual(baseline(LETTERS), { name: "validation_accuracy", value, explained: null });
});

Deno.test("another loss has its own, in which nothing is explained of a variance", () => {
  // The distances from 30 are 20, 10 and 30, in units of ten.
  const { value, explained } = baseline(PRICES, "loss=mae")!;
  assert.ok(Math.abs(value - 2) < 1e-12);
  assert.equal(explained, null);
});

Deno.test("of several columns, of several losses, and where no rows are held out there is none", () => {
  assert.equal(baseline(HELD_OUT_NUMBERS, "seed=1..2"), null);
  assert.equal(baseline(PRICES, "loss=mse,mae"), null);
  assert.equal(baseline(PRICES.replace(/ {2}validation.*\n/, "")), null);
});

Deno.test("a sweep of numbers tells it beside the validation loss, with R² of the mean", () => {
  const outcome = sweepExperiment(parseExperiment(PRICES));
  const summary = summaryOf(outcome);
  const text = sweepText(outcome.plan.experiment, summary, {
    columns: 80,
    emphasize: (_, words) => words,
    at: new Map(),
  });
  const { mean } = summary.judged[0].spread!;
  const [, r2] = /always answering their mean: 4\.67 \(R² (−?[\d.]+) for the mean loss\)/.exec(text)!;
  assert.ok(
    Math.abs(Number(r2.replace("−", "-")) - (1 - mean / (14 / 3))) <
      0.005 * Math.max(1, Math.abs(1 - mean / (14 / 3))),
  );
});
