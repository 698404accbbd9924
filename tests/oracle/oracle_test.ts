// This version against those before it: the ids and bytes of the frozen experiments, and the bits of the frozen trainer.
// Why hashes: a moved bit anywhere between the text of an experiment and its files is found, and a thousand results
// fit into one small file. `deno test -A tests/oracle/oracle_test.ts -- --update` writes it anew; see frozen_hashes.ts.

import assert from "node:assert/strict";
import {
  type Engine,
  feedforward,
  meanSquaredError,
  parameterCount,
  plainTrainer,
  runExperiment,
  sigmoid,
  tanh,
  topologyOf,
} from "../../mod.ts";
import { layersOf } from "../../src/engine/topology.ts";
import { lossNames } from "../../src/engine/rules/loss.ts";
import { optimizerNames } from "../../src/engine/rules/optimizer.ts";
import { outputNames } from "../../src/engine/rules/output.ts";
import { schemeNames } from "../../src/engine/rules/scheme.ts";
import type { Experiment } from "../../src/experiment/experiment.ts";
import { Draws } from "./draws.ts";
import { classicSet, type FrozenExperiment, learningSet, parsed } from "./experiments.ts";
import {
  type FrozenHashes,
  frozenHashes,
  hashesOfFiles,
  hashOfAll,
  writeFrozenHashes,
} from "./frozen_hashes.ts";
import { randomNetwork } from "./random_network.ts";
import * as frozen from "./trainer_0_1_0.ts";

/** Experiments that one failure names. */
const NAMED_AT_MOST = 10;
const NETWORK_COUNT = 500;

for (const set of [classicSet, learningSet]) {
  if (Deno.args.includes("--update")) writeFrozenHashes(set);
  const { shipped, random } = frozenHashes(set);
  const { version } = set;

  Deno.test(`every experiment that ${version} shipped gives its id and its bytes`, () => {
    assert.deepEqual(set.shipped.map(({ name }) => name), Object.keys(shipped));
    for (const experiment of set.shipped) {
      assert.deepEqual(hashesOfFiles(experiment), shipped[experiment.name], `${experiment.name} has moved`);
    }
  });

  Deno.test(`${set.random.length} random experiments give the ids and the bytes of ${version}`, () => {
    assert.deepEqual(set.random.map(({ name }) => name), Object.keys(random));
    assertNoneMoved(set.random, random);
  });

  const randomSweeps = set.random.filter((experiment) => parsed(experiment).sweep !== null);
  for (const engine of ["wasm", "plain"] as const) {
    Deno.test(`the engine "${engine}" gives the random sweeps the bytes of ${version}`, () => {
      assertNoneMoved(randomSweeps, random, engine);
    });
  }
}

/** Holds random experiments to their frozen hashes; names those that differ, and shows the first. */
function assertNoneMoved(
  experiments: readonly FrozenExperiment[],
  hashes: FrozenHashes["random"],
  engine?: Engine,
): void {
  const moved = experiments.filter((experiment) => hashOfAll(experiment, engine) !== hashes[experiment.name]);
  const lines = moved.slice(0, NAMED_AT_MOST).map((experiment) =>
    `${experiment.name}: ${hashes[experiment.name]} is now ${hashOfAll(experiment, engine)}`
  );
  assert.ok(
    moved.length === 0,
    `${moved.length} of ${experiments.length} have moved\n${lines.join("\n")}\n${moved[0]?.text}`,
  );
}

Deno.test("those of 0.1.0 hold runs, sweeps, divergence, given weights, no target and large networks", () => {
  const experiments = classicSet.random.map(parsed);
  const count = (isCounted: (experiment: typeof experiments[number]) => boolean): number =>
    experiments.filter(isCounted).length;
  assert.equal(count(({ sweep }) => sweep !== null), 200);
  assert.equal(count((experiment) => parameterCount(topologyOf(experiment)) >= 300), 100);
  assert.ok(count(({ dataset }) => dataset.target === null) >= 10);
  assert.ok(count(({ init }) => "weights" in init) >= 300);
  assert.ok(count(({ network }) => network.hidden.length === 3) >= 100);
  assert.ok(count(({ queries }) => queries.length === 0) >= 100);
  const runs = experiments.filter(({ sweep }) => sweep === null).map((experiment) =>
    runExperiment(experiment)
  );
  const divergedCount = runs.filter(({ status }) => status === "diverged").length;
  assert.ok(divergedCount >= 80 && divergedCount <= 240, `${divergedCount} of ${runs.length} diverged`);
});

Deno.test("those of 0.2.0 hold every rule, every kind of layer, and all that a training may have beside", () => {
  const experiments = learningSet.random.map(parsed);
  const each = <Value>(valuesOf: (experiment: Experiment) => readonly Value[]): readonly Value[] =>
    [
      ...new Set(experiments.flatMap(valuesOf)),
    ].sort();
  const layersIn = (experiment: Experiment) => layersOf(topologyOf(experiment));
  const activations = each((experiment) =>
    layersIn(experiment).flatMap((layer) => "activation" in layer ? [layer.activation.name] : [])
  );
  assert.deepEqual(activations, [...outputNames].sort());
  assert.deepEqual(each((experiment) => layersIn(experiment).map(({ kind }) => kind)), [
    ...["conv", "dense", "maxpool", "rnn"],
  ]);
  assert.deepEqual(each(({ training }) => [training.optimizer.name]), [...optimizerNames].sort());
  assert.deepEqual(each(({ training }) => [training.loss]), [...lossNames].sort());
  assert.deepEqual(each(({ init }) => "seed" in init ? [init.scheme.name] : []), [...schemeNames].sort());
  const count = (isCounted: (experiment: Experiment) => boolean): number =>
    experiments.filter(isCounted).length;
  assert.equal(count(({ sweep }) => sweep !== null), 60);
  const some: readonly ((experiment: Experiment) => boolean)[] = [
    ({ dataset }) => dataset.validation !== null,
    ({ training }) => training.schedule !== null,
    ({ training }) => training.stop !== null,
    ({ training }) => training.shuffle !== "none",
    ({ training }) => training.clipNorm !== null,
    ({ training }) => training.l1 !== 0,
  ];
  for (const isCounted of some) assert.ok(count(isCounted) >= 30, `${isCounted}: ${count(isCounted)}`);
});

Deno.test("the plain trainer gives the frozen trainer's bits, Infinity and NaN among them", () => {
  let overflowCount = 0;
  for (let number = 0; number < NETWORK_COUNT; number++) {
    const { topology, frozenTopology, parameters, data, learningRate, epochCount } = randomNetwork(number);
    const found = parameters.slice();
    const wanted = parameters.slice();
    const trainer = plainTrainer(topology, data);
    const frozenTrainer = frozen.plainTrainer(frozenTopology, data);
    trainer.trainRows(found, { learningRate, rows: null }, 0, epochCount * trainer.rowCount);
    frozenTrainer.trainEpochs(wanted, learningRate, epochCount);
    assertSameBits(found, wanted, `the parameters of network ${number}`);
    assertSameBits([trainer.loss(found)], [frozenTrainer.loss(wanted)], `the loss of network ${number}`);
    if (!wanted.every(Number.isFinite)) overflowCount++;
  }
  assert.ok(overflowCount >= 50 && overflowCount <= NETWORK_COUNT / 2, `${overflowCount} overflow`);
});

Deno.test("feedforward and the mean squared error give the frozen bits", () => {
  for (let number = 0; number < NETWORK_COUNT; number++) {
    const { topology, frozenTopology, parameters, data } = randomNetwork(number);
    const { inputCount } = topology;
    const rows = Array.from(
      data.targets,
      (_, row) => data.inputs.subarray(row * inputCount, (row + 1) * inputCount),
    );
    const found = rows.flatMap((row) => [...feedforward(topology, parameters, row)]);
    const wanted = rows.map((row) => frozen.feedforward(frozenTopology, parameters, row));
    assertSameBits(found, wanted, `the answers of network ${number}`);
    const loss = meanSquaredError(data.targets, found);
    assertSameBits([loss], [frozen.meanSquaredError(data.targets, wanted)], `the loss of network ${number}`);
  }
});

Deno.test("sigmoid and tanh give the frozen bits for doubles of every size", () => {
  const draws = new Draws(0);
  const doubles = draws.list(20_000, () => draws.double());
  const moderate = draws.list(20_000, () => draws.number() * draws.oneOf([1, 10, 100, 400]));
  const xs = [...doubles, ...moderate, 0, -0, Infinity, -Infinity, NaN];
  assertSameBits(xs.map(sigmoid), xs.map(frozen.sigmoid), "sigmoid");
  assertSameBits(xs.map(tanh), xs.map(frozen.tanh), "tanh");
});

/** Equality of bits, except that any NaN equals any other. */
function assertSameBits(found: ArrayLike<number>, wanted: ArrayLike<number>, what: string): void {
  assert.equal(found.length, wanted.length, what);
  for (let index = 0; index < wanted.length; index++) {
    if (Object.is(found[index], wanted[index])) continue;
    assert.fail(`${what}: ${wanted[index]} at ${index} is now ${found[index]}`);
  }
}
