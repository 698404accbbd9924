// What plain JavaScript may give the library in the place of an outcome, an experiment or a training's options: an answer in
// words, not an error from within, and above all no figure.

import assert from "node:assert/strict";
import {
  answersOf,
  ask,
  classicSettings,
  columnOf,
  configOf,
  describeProblem,
  endsOfRun,
  explainJson,
  learningOf,
  notesAfter,
  optimizerOf,
  parseExperiment,
  plainTrainer,
  resultFiles,
  runExperiment,
  scoresOfRows,
  startingParameters,
  summaryOf,
  sweepExperiment,
  sweepFiles,
  topologyOf,
  train,
  trainingDataOf,
  verdictOf,
  verify,
} from "../../mod.ts";
import { any, ONE_ROW, testRefusals } from "./refused.ts";

const experiment = parseExperiment(ONE_ROW);
const outcome = runExperiment(experiment);
const sweep = sweepExperiment(parseExperiment(ONE_ROW, { overrides: ["seed=1..2"] }));
const copy = JSON.parse(JSON.stringify(outcome));

const NO_OUTCOME = /^TypeError: an outcome must be as runExperiment gives it: found (object|undefined)$/;
const NO_EXPERIMENT =
  /^TypeError: an experiment must be as parseExperiment gives it: found (object|undefined)$/;
const NO_SWEEP =
  /^TypeError: the outcome of a sweep must be as sweepExperiment gives it: found (object|undefined)$/;

Deno.test("what wants the outcome of a run refuses every other thing", () => {
  for (const call of [answersOf, verdictOf, notesAfter, endsOfRun, resultFiles]) {
    for (const given of [sweep, experiment, copy, {}, undefined]) {
      assert.throws(() => call(any(given)), NO_OUTCOME, call.name);
    }
  }
});

Deno.test("what wants an experiment refuses every other thing", () => {
  const wanting = [topologyOf, startingParameters, trainingDataOf, configOf, explainJson];
  for (const call of wanting) {
    for (const given of [outcome, sweep, {}, undefined]) {
      assert.throws(() => call(any(given)), NO_EXPERIMENT, call.name);
    }
  }
  assert.throws(() => scoresOfRows(any(outcome), any({})), NO_EXPERIMENT);
});

Deno.test("what wants the outcome of a sweep refuses every other thing", () => {
  for (const call of [summaryOf, sweepFiles, columnOf]) {
    for (const given of [outcome, experiment, {}, undefined]) {
      assert.throws(() => call(any(given), any(0)), NO_SWEEP, call.name);
    }
  }
});

const parts = { learning: learningOf(classicSettings), data: trainingDataOf(experiment) };
const trainer = plainTrainer(topologyOf(experiment), parts.data, parts.learning);
const options = {
  learningRate: 0.1,
  rows: null,
  epochs: 2,
  logEvery: 1,
  parameters: startingParameters(experiment),
};

testRefusals({
  "no learning rate": [
    () => train(trainer, any({ ...options, learningRate: undefined })),
    "RangeError: learningRate must be at least 0: found undefined",
  ],
  "null for a learning rate": [
    () => train(trainer, { ...options, learningRate: any(null) }),
    "RangeError: learningRate must be at least 0: found null",
  ],
  "a list for an order": [
    () => train(trainer, { ...options, rows: any([0]) }),
    "TypeError: rows must be null for the order of the file, or as ShuffledRows gives them",
  ],
  "half a supervision": [
    () => train(trainer, { ...options, supervision: any({ stop: { patience: 3, lossUnder: null } }) }),
    "TypeError: supervision must have schedule and stop, each null for none",
  ],
  "an optimizer without its numbers": [
    () => learningOf({ ...classicSettings, optimizer: any({ name: "adam" }) }),
    "RangeError: adam's beta1 must be at least 0: found undefined",
  ],
  "a text for a number of an optimizer": [
    () => optimizerOf({ name: "sgd", momentum: any("0.9"), nesterov: false }),
    'RangeError: sgd\'s momentum must be at least 0: found "0.9"',
  ],
  "a number for what is true or false": [
    () => optimizerOf({ name: "sgd", momentum: 0.9, nesterov: any(1) }),
    "TypeError: sgd's nesterov must be true or false: found 1",
  ],
  "no optimizer": [
    () => learningOf({ ...classicSettings, optimizer: any(undefined) }),
    "RangeError: optimizer must be one of sgd, adagrad, rmsprop, adam, adamw: found undefined",
  ],
  "an engine that is none": [
    () => runExperiment(experiment, { engine: any("kernel") }),
    'RangeError: engine must be one of fastest, wasm, plain: found "kernel"',
  ],
  "an engine that is none, for a sweep": [
    () => sweepExperiment(sweep.plan.experiment, { engine: any("kernel") }),
    'RangeError: engine must be one of fastest, wasm, plain: found "kernel"',
  ],
  "no row to ask about": [
    () => ask(outcome, any(undefined)),
    "TypeError: a row must be an object of column to cell: found undefined",
  ],
  "an error for a problem": [
    () => describeProblem(any(new Error("no"))),
    "TypeError: a problem must be one of those that an ExperimentError has: error.problems",
  ],
  "a path for what reads files": [
    () => parseExperiment(ONE_ROW, { readDataFile: any("people.csv") }),
    "TypeError: readDataFile must be a function of a path: found string",
  ],
  "a number for a file's name": [
    () => parseExperiment(ONE_ROW, { fileName: any(3) }),
    "TypeError: fileName must be a text: found number",
  ],
  "a text for files": [
    () => verify(any("manifest.json")),
    "TypeError: files must be a Map of file name to content",
  ],
});

Deno.test("the epochs that a run ended with are those of its training", () => {
  const supervised = parseExperiment(ONE_ROW, {
    overrides: ["epochs=50", "log_every=1", "patience=3", "learning_rate=20", "output=identity"],
  });
  const { training } = supervised;
  const own = plainTrainer(topologyOf(supervised), trainingDataOf(supervised), learningOf(training));
  const { status, ends } = train(own, {
    ...options,
    learningRate: training.learningRate,
    epochs: training.epochs,
    parameters: startingParameters(supervised),
    supervision: training,
  });
  assert.equal(status, "completed");
  assert.equal(ends.lastEpoch, 3);
  assert.deepEqual(endsOfRun(runExperiment(supervised)), ends);
  assert.deepEqual(endsOfRun(runExperiment(experiment)), { lastEpoch: 0, bestEpoch: null });
});
