// Every export of mod.ts, called as plain JavaScript may call it: each argument in turn is something else.
// Why a table of right calls: an argument is reached only where the others are right, and an export that has no call here makes
// the test fail, so that no new one is forgotten.

import assert from "node:assert/strict";
import * as library from "../../mod.ts";
import { ONE_ROW } from "./refused.ts";

const { exportForms, parseExperiment, runExperiment, sweepExperiment } = library;
const experiment = parseExperiment(ONE_ROW);
const outcome = runExperiment(experiment);
const swept = parseExperiment(ONE_ROW, { overrides: ["seed=1..2"] });
const sweep = sweepExperiment(swept);
const plan = library.planOf(swept);
const topology = library.topologyOf(experiment);
const parameters = outcome.startingParameters;
const data = library.trainingDataOf(experiment);
const { classicLearning, classicSettings } = library;
const { dataset: { features, target } } = experiment;
const place = { source: { name: "a.yaml", text: "b" }, start: 0, end: 1 };
const problem = { code: "missing", place, message: "c" };
const oneRow = [topology, parameters, [1], [0]];
const training = { learningRate: 0.1, rows: null, epochs: 1, logEvery: 1, parameters };
const holding = { fraction: 0.5, seed: 0 };
const folding = { folds: 2, seed: 0 };
const classic = { name: "classic" };
const classes = [[0, 1], [0, 1]];

/** The arguments of a right call of every function. */
const RIGHT: Readonly<Record<string, readonly unknown[]>> = {
  ExperimentError: [[problem]],
  RandomState: [1],
  Session: [experiment, {}],
  ShuffledRows: [2, () => new library.RandomState(0)],
  accuracy: classes,
  activate: ["relu", 1],
  answersOf: [outcome],
  areaUnderCurve: classes,
  ask: [outcome, { x: 1 }],
  backpropagate: [...oneRow, classicLearning],
  bytesOf: ["text"],
  calibration: classes,
  columnOf: [sweep, 0, 1],
  configOf: [experiment],
  confusionMatrix: [...classes, 2],
  courseOf: [experiment],
  denseTopology: [[1, 1, 1], ["relu"], "sigmoid"],
  describeProblem: [problem],
  drawParameters: [topology, 1, classic],
  endsOfRun: [outcome],
  experimentId: [experiment],
  explain: [experiment, {}],
  explainJson: [experiment, {}],
  exportedFile: [outcome, exportForms[0], {}],
  feedforward: [topology, parameters, [1]],
  fitColumns: [features, [[1]]],
  folds: [4, folding],
  givenParameters: [topology, 1, 0],
  gradientsByName: [topology, parameters],
  hashOf: ["text"],
  holdOut: [4, holding],
  labelOf: [target, [0.5]],
  learningOf: [classicSettings],
  logLoss: classes,
  macroF1: [[{ f1: 1 }]],
  meanAbsoluteError: classes,
  meanSquaredError: classes,
  notesAfter: [outcome],
  optimizerOf: [classicSettings.optimizer],
  outputNamesOf: [target],
  parameterCount: [topology],
  parameterNames: [topology],
  parseExperiment: [ONE_ROW, {}],
  plainTrainer: [topology, data, classicLearning],
  planOf: [swept],
  precisionRecallF1: [...classes, 2],
  rSquared: classes,
  rawOutput: [{ shift: 0, scale: 1 }, 1],
  resultFiles: [outcome],
  resultFolder: [experiment],
  runExperiment: [experiment, {}],
  scoresOfRows: [experiment, library.answersOf(outcome)!.training],
  settingsAt: [plan, 0],
  sizesOf: [topology],
  slopeOf: ["relu", 1, 1],
  standardize: [{ shift: 0, scale: 1 }, 1],
  standingCount: [{ schedule: null, stop: null }, 2, 2],
  startingParameters: [experiment],
  startingValues: [classicLearning, parameters],
  stepCountOf: [classicLearning, 1],
  stepped: [...oneRow, 0.1, classicLearning],
  stratifiedFolds: [[0, 0, 1, 1], folding],
  stratifiedHoldOut: [[0, 0, 1, 1], holding],
  streamAfterDrawing: [topology, 1, classic],
  summaryOf: [sweep],
  sweepExperiment: [swept, {}],
  sweepFiles: [sweep, {}],
  topologyOf: [experiment],
  train: [library.plainTrainer(topology, data), training],
  trainingDataOf: [experiment],
  trialColumns: [plan],
  valuePlaces: [classicLearning, 2],
  verdictOf: [outcome],
  verify: [library.resultFiles(outcome), {}],
};

/** Of one number each, and called in the innermost loops: they take what `Math.exp` takes, as it does. */
const PINNED = ["exp", "expm1", "log", "log1p", "sigmoid", "softplus", "tanh"];

const WRONG: readonly unknown[] = [
  undefined,
  null,
  {},
  [],
  "",
  0,
  NaN,
  () => 0,
  { name: "other", kind: "other", layers: [{}], experiment: {} },
];

/** How V8 words what went wrong within. */
const FROM_WITHIN = /^(Cannot |Invalid |Class |object )|is not (a function|iterable|defined|an object)/;

const functions = Object.entries(library).filter(([, exported]) => typeof exported === "function");

function call(name: string, args: readonly unknown[]): unknown {
  const exported = library[name as keyof typeof library] as unknown as new (...args: unknown[]) => unknown;
  const isClass = /^class\b/.test(Function.prototype.toString.call(exported));
  return isClass ? new exported(...args) : (exported as unknown as (...args: unknown[]) => unknown)(...args);
}

Deno.test("every function of mod.ts has a right call here, and what it has is a function", () => {
  assert.deepEqual(functions.map(([name]) => name).toSorted(), [...Object.keys(RIGHT), ...PINNED].toSorted());
});

for (const [name, right] of Object.entries(RIGHT)) {
  Deno.test(`${name} works, or says in words of its own what is wrong with an argument`, () => {
    call(name, right);
    for (let at = 0; at < right.length; at++) {
      for (const wrong of WRONG) refuses(name, right.with(at, wrong));
    }
    refuses(name, []);
  });
}

/** A call may work; an error must be the library's. */
function refuses(name: string, args: readonly unknown[]): void {
  try {
    call(name, args);
  } catch (error) {
    assert.ok(error instanceof Error, name);
    assert.doesNotMatch(
      error.message,
      FROM_WITHIN,
      `${name}(${args.map((arg) => Deno.inspect(arg)).join(", ")})`,
    );
  }
}
