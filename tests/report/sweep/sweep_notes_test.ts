// Notes on sweeps: what is so of some of the trials, and what of them is trained twice.

import assert from "node:assert/strict";
import { parseExperiment } from "../../../src/experiment/reading/parse_experiment.ts";
import { notesOnSweep } from "../../../src/report/sweep/sweep_notes.ts";
import { planOf } from "../../../src/sweep/plan.ts";
import { HELD_OUT_WORDS } from "../../many_outputs.ts";

function notes(text: string, ...overrides: string[]): readonly string[] {
  const experiment = parseExperiment(text, { overrides });
  const { trialCount } = planOf(experiment);
  return notesOnSweep(experiment, { trialCount, divergedCount: 0 }).map(({ message, hint }) =>
    `${message}: ${hint}`
  );
}

const TWO = `
name: two
dataset:
  features: [{ name: x }]
  target: { name: y, classes: { neg: -1, pos: 1 } }
  rows: [[x, y], [0, neg], [1, pos], [0.1, neg], [0.9, pos]]
training: { epochs: 10 }
`;

Deno.test("what is so of some trials alone is noted with the first of them", () => {
  assert.deepEqual(notes(TWO, "output=sigmoid,identity"), [
    "in trials with output=sigmoid: the output sigmoid can answer only 0 to 1, but the targets of y " +
    "go from −1 to 1: list the classes: classes: [neg, pos]",
  ]);
  assert.deepEqual(notes(TWO, "output=identity,tanh"), []);
  const [words] = notes(HELD_OUT_WORDS, "fold=1,0,2", "seed=1..3");
  assert.match(
    words,
    /^in trials with fold=0: 1 held-out row has a word that no training row has \(color=amber\)/,
  );
  // What is varied beside it is not said of all.
  assert.deepEqual(notes(TWO, "output=identity,tanh", "patience=20,30"), []);
});

Deno.test("a fold that holds copies of learned rows out is noted with its trials", () => {
  const copies = `
name: copies
dataset:
  features: [{ name: x }]
  target: { name: y }
  rows: [[x, y], [0, 0], [0.1, 0.2], [0.2, 0.1], [0.3, 0.3], [0.4, 1], [0.4, 1]]
  validation: { folds: 3, fold: 0, seed: 0 }
`;
  const said = notes(copies, "fold=0..2", "seed=1..3");
  assert.equal(said.length, 1);
  assert.match(
    said[0],
    /^in trials with fold=[012], and in others: 1 of 2 held-out rows is also a training row, /,
  );
});

Deno.test("values that are listed more than once are noted, however they are written", () => {
  assert.deepEqual(notes(TWO, "output=identity", "learning_rate=0.1,0.10,1e-1,0.2"), [
    "learning_rate=0.1 is listed 3 times: equal trials count as several: list each value once",
  ]);
  assert.deepEqual(notes(TWO, "output=identity", "hidden=[2],[3],[2],[3]"), [
    "hidden=[2] is listed twice, and 1 other value more than once: equal trials count as several: list each value once",
  ]);
  assert.deepEqual(notes(TWO, "output=identity", "seed=1..3", "hidden=[2],[3]"), []);
  assert.deepEqual(notes(TWO, "output=identity", "learning_rate=linspace(0.1,0.1000000001,7)"), []);
});

Deno.test("what is so of all trials, though it is decided one by one, is said once", () => {
  const rows = ["a", "b"].flatMap((kind) => Array.from({ length: 15 }, (_, x) => `[${x}, ${kind}]`));
  const sorted = `
name: sorted
dataset:
  features: [{ name: x }]
  target: { name: y, classes: all }
  rows: [[x, y], ${rows.join(", ")}]
  validation: { folds: 3, fold: 0, seed: 1 }
`;
  assert.deepEqual(notes(sorted, "fold=0..2"), [
    "the rows are sorted by class, and each epoch learns one class after the other: add shuffle: true to training",
  ]);
});

Deno.test("trials that are the same as others are counted, with the key of which nothing comes", () => {
  assert.deepEqual(
    notes(TWO, "output=identity", "optimizer=sgd,adam", "momentum=0.9", "beta1=0.8,0.9", "seed=1..10"),
    [
      "20 of 40 trials are the same as others: beta1 is nothing to optimizer=sgd: vary beta1 in a sweep of its own",
    ],
  );
  assert.deepEqual(notes(TWO, "output=identity", "momentum=0,0.9", "nesterov=true,false"), [
    "2 of 4 trials are the same as others: nesterov is nothing to momentum=0: vary nesterov in a sweep of its own",
  ]);
  assert.deepEqual(notes(TWO, "output=identity", "optimizer=sgd,adam", "beta1=0.8"), []);
  assert.deepEqual(notes(TWO, "output=identity", "seed=1..3"), []);
});

Deno.test("losses that are different measures are told apart, where a sweep has several", () => {
  assert.deepEqual(notes(TWO, "output=identity", "loss=mse,mae"), [
    "mse and mae are different measures: a loss of one cannot be compared with a loss of another: " +
    "compare losses among trials of one measure, and measures by their answers and by how many rows are right",
  ]);
  assert.deepEqual(notes(TWO, "output=identity", "loss=mae", "seed=1..3"), []);
});
