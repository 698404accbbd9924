// Runs in every engine: trains all experiments, computes the reference vectors, prints one hash a line.
// Why hashes of bytes and of bits: two engines agree when, and only when, every line is equal.
// What must not change: it uses nothing but the language, so that a bare engine shell runs it once it is bundled.

import {
  areaUnderCurve,
  calibration,
  folds,
  hashOf,
  holdOut,
  logLoss,
  meanAbsoluteError,
  parseExperiment,
  resultFiles,
  rSquared,
  runExperiment,
  stratifiedFolds,
  stratifiedHoldOut,
  sweepExperiment,
  sweepFiles,
} from "../../mod.ts";
import { htmlPage } from "../../src/document/html_page.ts";
import { explain } from "../../src/explain/explain.ts";
import { filmOf } from "../../src/explain/film/film.ts";
import { lessonOf } from "../../src/explain/lesson.ts";
import { worksheetOf } from "../../src/explain/worksheet.ts";
import { exp } from "../../src/numeric/exp.ts";
import { expm1 } from "../../src/numeric/expm1.ts";
import { log } from "../../src/numeric/log.ts";
import { log1p } from "../../src/numeric/log1p.ts";
import { sigmoid, tanh } from "../../src/numeric/sigmoid.ts";
import { softplus } from "../../src/numeric/softplus.ts";
import { classicSettings, learningOf } from "../../src/engine/learning.ts";
import { drawParameters, streamAfterDrawing } from "../../src/engine/parameters.ts";
import { rowsInOrder } from "../../src/engine/row_order.ts";
import { optimizerNames, optimizers, type OptimizerSettings } from "../../src/engine/rules/optimizer.ts";
import { denseTopology, sizesOf, type Topology } from "../../src/engine/topology.ts";
import { RandomState } from "../../src/random/random_state.ts";
import { kernelIsAvailable } from "../../src/engine/kernel/kernel_available.ts";
import { kernelTrainer } from "../../src/engine/kernel/kernel_trainer.ts";
import { plainTrainer } from "../../src/engine/trainer.ts";
import { train } from "../../src/engine/training_run.ts";
import type { ProgramInput } from "./program_input.ts";

declare const seedbedInput: ProgramInput;
declare const print: ((line: string) => void) | undefined;
/** Where unpinned functions are forbidden: makes them throw from now on. */
declare const seedbedArm: (() => void) | undefined;

if (typeof seedbedArm === "function") seedbedArm();

const say = typeof print === "function" ? print : (line: string): void => console.log(line);

/** The hash of the bits of numbers; they must not be NaN, whose bits are the engine's own affair. */
function bitsHash(numbers: ArrayLike<number>): string {
  const doubles = Float64Array.from(numbers);
  if (doubles.some((number) => number !== number)) throw new Error("NaN in a hash of bits");
  return hashOf(new Uint8Array(doubles.buffer));
}

for (const { fileName, text, dataFiles, overrides } of seedbedInput.experiments) {
  const readDataFile = (name: string): { text: string } | { problem: string } =>
    name in dataFiles ? { text: dataFiles[name] } : { problem: "it was not handed over" };
  const experiment = parseExperiment(text, { fileName, readDataFile, overrides });
  const files = experiment.sweep === null
    ? resultFiles(runExperiment(experiment))
    : sweepFiles(sweepExperiment(experiment));
  for (const [name, content] of files) say(`${fileName} ${name} ${hashOf(content)}`);
}

for (const { fileName, text, overrides } of seedbedInput.experiments) {
  if (fileName !== "gender.yaml") continue;
  const experiment = parseExperiment(text, { fileName, overrides });
  const explanation = explain(experiment, { step: 6 });
  const sheets = (["sheet", "key"] as const).map((which) => worksheetOf(explanation, 4, which));
  const film = filmOf(experiment);
  if ("problems" in film) throw new Error(film.problems[0].message);
  for (const sheet of sheets) if ("ok" in sheet) say(`worksheet ${hashOf(htmlPage(sheet.ok))}`);
  say(`lesson ${hashOf(htmlPage(lessonOf(explanation, "full")))}`);
  say(`film ${hashOf(film.ok)}`);
}

const { expPlaces, logPlaces, seeds, classicCases } = seedbedInput.vectors;
say(`vectors exp ${bitsHash(expPlaces.map(exp))}`);
say(`vectors log ${bitsHash(logPlaces.map(log))}`);
for (const seed of seeds) {
  const random = new RandomState(seed);
  const normals = Array.from({ length: 500 }, () => random.normal());
  say(`random state ${seed} ${bitsHash([...normals, ...random.permutation(100), random.randomSample()])}`);
}

const random = new RandomState(7);
const places = Array.from({ length: 5000 }, () => (random.randomSample() - 0.5) * 100 * random.normal());
say(`numeric exp ${bitsHash(places.map(exp))}`);
say(`numeric log ${bitsHash(places.map((x) => log(x < 0 ? -x : x)))}`);
say(`numeric sigmoid ${bitsHash(places.map(sigmoid))}`);
say(`numeric tanh ${bitsHash(places.map(tanh))}`);
say(`numeric expm1 ${bitsHash(places.map(expm1))}`);
say(`numeric log1p ${bitsHash(places.map((x) => log1p(x < 0 ? -1 / (x - 1) - 1 : x)))}`);
say(`numeric softplus ${bitsHash(places.map(softplus))}`);

const labels = places.slice(0, 300).map((x) => x < 0 ? 0 : 1);
const probabilities = places.slice(300, 600).map(sigmoid);
say(`judging rows ${
  bitsHash([
    ...holdOut(301, { fraction: 0.3, seed: 5 }),
    ...stratifiedHoldOut(labels, { fraction: 0.3, seed: 6 }),
    ...folds(301, { folds: 4, seed: 7 }).flat(),
    ...stratifiedFolds(labels, { folds: 4, seed: 8 }).flat(),
  ])
}`);
say(`judging scores ${
  bitsHash([
    logLoss(labels, probabilities),
    areaUnderCurve(labels, probabilities),
    ...calibration(labels, probabilities).flatMap(({ count, meanProbability, shareOf1 }) =>
      count === 0 ? [] : [meanProbability, shareOf1]
    ),
    meanAbsoluteError(places, places.map(tanh)),
    rSquared(places, places.map(tanh)),
  ])
}`);

const classic = denseTopology([2, 2, 1], "sigmoid", "sigmoid");
for (const { name, inputs, targets, learningRate, epochs, seeds } of classicCases) {
  const trainer = plainTrainer(classic, {
    inputs: Float64Array.from(inputs),
    targets: Float64Array.from(targets),
  });
  for (const seed of seeds) {
    const run = train(trainer, {
      parameters: drawParameters(classic, seed),
      learningRate,
      rows: null,
      epochs,
      logEvery: 10,
    });
    say(`classic ${name} ${seed} ${bitsHash([...run.losses.map(({ loss }) => loss), ...run.parameters])}`);
  }
}

// The kernel where the engine has WebAssembly with vectors, the plain trainer elsewhere: the lines must be equal.
const trainerOf = kernelIsAvailable() ? kernelTrainer : plainTrainer;
const topologies: readonly Topology[] = [
  denseTopology([2, 2, 1], "sigmoid", "sigmoid"),
  denseTopology([3, 5, 4, 1], "tanh", "sigmoid"),
  denseTopology([2, 24, 24, 1], "relu", "identity"),
];
for (const topology of topologies) {
  const parameters = drawParameters(topology, 42).map((parameter) => parameter / 8);
  const inputs = Float64Array.from({ length: 8 * topology.inputCount }, () => random.normal());
  const targets = Float64Array.from({ length: 8 }, () => random.randomSample());
  const trainer = trainerOf(topology, { inputs, targets });
  const run = train(trainer, { parameters, learningRate: 0.01, rows: null, epochs: 20, logEvery: 10 });
  say(`kernel ${sizesOf(topology)} ${bitsHash([...run.losses.map(({ loss }) => loss), ...run.parameters])}`);
}

// All that the classic network has not: classes, batches, an optimizer that remembers, penalties, clipping, rows in new orders.
const classes = denseTopology([4, 9, 3], "tanh", "softmax");
const flowers = {
  inputs: Float64Array.from({ length: 50 * 4 }, () => random.normal()),
  targets: Float64Array.from(
    { length: 50 * 3 },
    (_, index) => index % 3 === Math.floor(index / 3) % 3 ? 1 : 0,
  ),
};
for (const name of optimizerNames) {
  const learning = learningOf({
    ...classicSettings,
    loss: "cross_entropy",
    optimizer: {
      name,
      ...optimizers[name].defaults,
      ...(name === "sgd" ? { momentum: 0.9 } : {}),
    } as OptimizerSettings,
    l1: 0.001,
    l2: 0.01,
    clipNorm: 1,
    batchSize: 8,
  });
  const run = train(trainerOf(classes, flowers, learning), {
    parameters: drawParameters(classes, 7),
    learningRate: 0.01,
    rows: rowsInOrder("init", 50, () => streamAfterDrawing(classes, 7)),
    epochs: 10,
    logEvery: 3,
    supervision: { schedule: { step: 4, factor: 0.3 }, stop: { patience: 1, lossUnder: null } },
  });
  say(`classes by ${name} ${bitsHash([...run.losses.map(({ loss }) => loss), ...run.parameters])}`);
}
say(`# kernel ${kernelIsAvailable() ? "used" : "not there"}`);
