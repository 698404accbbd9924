// What plain JavaScript may give the library, where no type says that it is wrong: an answer in words, not an error from within.

import assert from "node:assert/strict";
import {
  activate,
  classicLearning,
  classicSettings,
  denseTopology,
  drawParameters,
  experimentId,
  explain,
  exportedFile,
  learningOf,
  outputNamesOf,
  parseExperiment,
  plainTrainer,
  resultFiles,
  runExperiment,
  Session,
  slopeOf,
  sweepExperiment,
  trialColumns,
  verify,
} from "../../mod.ts";
import { any, ONE_ROW, testRefusals } from "./refused.ts";

const experiment = parseExperiment(ONE_ROW);
const outcome = runExperiment(experiment);
const topology = denseTopology([1, 1], "sigmoid", "sigmoid");
const data = { inputs: Float64Array.of(1), targets: Float64Array.of(1) };

testRefusals({
  "bytes for a text": [
    () => parseExperiment(any(new TextEncoder().encode(ONE_ROW))),
    "TypeError: an experiment is read from a text: found object",
  ],
  "nothing for a text": [
    () => parseExperiment(any(undefined)),
    "TypeError: an experiment is read from a text: found undefined",
  ],
  "one override for a list": [
    () => parseExperiment(ONE_ROW, { overrides: any("seed=3") }),
    'TypeError: overrides must be a list of texts, such as ["seed=3"]',
  ],
  "settings for overrides": [
    () => parseExperiment(ONE_ROW, { overrides: any({ seed: 3 }) }),
    'TypeError: overrides must be a list of texts, such as ["seed=3"]',
  ],
  "a misspelt option": [
    () => parseExperiment(ONE_ROW, any({ override: ["seed=3"] })),
    "TypeError: there is no option override: known here: fileName, overrides, limitBytes, readDataFile",
  ],
  "a misspelt option of a run": [
    () => runExperiment(experiment, any({ onprogress: () => {} })),
    "TypeError: there is no option onprogress: known here: engine, standing, onProgress",
  ],
  "a misspelt option of a sweep": [
    () => sweepExperiment(parseExperiment(ONE_ROW, { overrides: ["seed=1..2"] }), any({ engines: "wasm" })),
    "TypeError: there is no option engines: known here: engine, onProgress",
  ],
  "a misspelt option of a session": [
    () => new Session(experiment, any({ onprogress: () => {} })),
    "TypeError: there is no option onprogress: known here: onProgress",
  ],
  "a misspelt option of an explanation": [
    () => explain(experiment, any({ rows: "first" })),
    "TypeError: there is no option rows: known here: row, heldOut, query, parameter, step, epoch, onProgress",
  ],
  "null for options": [
    () => explain(experiment, any(null)),
    "TypeError: options must be an object: found null",
  ],
  "no settings of learning": [
    () => learningOf(any(undefined)),
    "TypeError: settings must be an object: found undefined",
  ],
  "no rows for a trainer": [
    () => plainTrainer(topology, any(undefined)),
    "TypeError: data must be as trainingDataOf gives it: found undefined",
  ],
  "the outcome of a sweep for its plan": [
    () => trialColumns(any(sweepExperiment(parseExperiment(ONE_ROW, { overrides: ["seed=1..2"] })))),
    "TypeError: a plan must be as planOf gives it: found object",
  ],
  "no target for its outputs": [
    () => outputNamesOf(any(undefined)),
    "TypeError: a target must be as parseExperiment gives it: found undefined",
  ],
  "no form of an export": [
    () => exportedFile(outcome, any(undefined)),
    "RangeError: a form must be one of exportForms, such as exportForms[0]",
  ],
  "an activation that is none": [
    () => activate(any("foo"), 1),
    "RangeError: activation must be one of sigmoid, tanh, relu, identity, leaky_relu, elu, softplus, silu, " +
    "gelu_tanh: found foo",
  ],
  "the slope of none": [
    () => slopeOf(any("toString"), 1),
    "RangeError: activation must be one of sigmoid, tanh, relu, identity, leaky_relu, elu, softplus, silu, " +
    "gelu_tanh: found toString",
  ],
  "a scheme by its name": [
    () => drawParameters(topology, 42, any("glorot_uniform")),
    "RangeError: a scheme's name must be one of classic, normal, uniform, glorot_uniform, glorot_normal, " +
    "he_uniform, he_normal: found undefined",
  ],
  "settings for rules": [
    () => plainTrainer(topology, data, any(classicSettings)),
    "TypeError: learning must hold rules, as learningOf gives them",
  ],
  "a rule by its name": [
    () => plainTrainer(topology, data, { ...classicLearning, loss: any("mse") }),
    "TypeError: learning must hold rules, as learningOf gives them",
  ],
  "the outcome of a sweep for that of a run": [
    () => resultFiles(any(sweepExperiment(parseExperiment(ONE_ROW, { overrides: ["seed=1..2"] })))),
    "TypeError: an outcome must be as runExperiment gives it: found object",
  ],
  "an experiment for its outcome": [
    () => resultFiles(any(experiment)),
    "TypeError: an outcome must be as runExperiment gives it: found object",
  ],
  "a form by its name": [
    () => exportedFile(outcome, any("py")),
    "RangeError: a form must be one of exportForms, such as exportForms[0]",
  ],
  "an object for a map": [
    () => verify(any({ "config.json": "" })),
    "TypeError: files must be a Map of file name to content",
  ],
  "a text for an experiment": [
    () => experimentId(any(ONE_ROW)),
    "TypeError: an experiment must be as parseExperiment gives it: found string",
  ],
});

Deno.test("a row is explained by its name, and a number is none", () => {
  assert.throws(() => explain(experiment, { row: any(0) }), /there is no row 0[\s\S]*known here: first/);
});
