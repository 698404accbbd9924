// The epoch loop: which losses are logged, when a run diverges, what progress hears.

import assert from "node:assert/strict";
import { drawParameters } from "../../src/engine/parameters.ts";
import { denseTopology } from "../../src/engine/topology.ts";
import { plainTrainer, type Trainer } from "../../src/engine/trainer.ts";
import { train, type TrainingOptions } from "../../src/engine/training_run.ts";
import type { Schedule, Stopping } from "../../src/engine/rules/schedule.ts";

const classic = denseTopology([2, 2, 1], "sigmoid", "sigmoid");
const trainer = plainTrainer(classic, {
  inputs: Float64Array.of(-2, -1, 25, 6, 17, 4, -15, -6),
  targets: Float64Array.of(1, 0, 0, 1),
});
const parameters = drawParameters(classic, 42);
const course = { learningRate: 0.1, rows: null };

/** Learns nothing, but its loss turns infinite once it has gone through so many epochs. */
function trainerDivergingAfter(finiteEpochCount: number, rowCount = 1): Trainer {
  let rowsDone = 0;
  return {
    rowCount,
    batchSize: 1,
    valueCount: parameters.length,
    rowsAtOnce: 555_555,
    startingValues: (start) => start.slice(),
    trainRows(_values, _course, from, to) {
      assert.equal(from, rowsDone);
      rowsDone = to;
    },
    loss: () => rowsDone > finiteEpochCount * rowCount ? Infinity : 0.25,
  };
}

Deno.test("the loss is logged after the updates of epochs 0, logEvery, 2 logEvery, … below epochs", () => {
  const run = train(trainer, { parameters, ...course, epochs: 21, logEvery: 10 });
  assert.deepEqual(run.losses.map(({ epoch }) => epoch), [0, 10, 20]);

  const byHand = parameters.slice();
  trainer.trainRows(byHand, course, 0, 4);
  assert.equal(run.losses[0].loss, trainer.loss(byHand));
  trainer.trainRows(byHand, course, 4, 44);
  assert.equal(run.losses[1].loss, trainer.loss(byHand));
  trainer.trainRows(byHand, course, 44, 84);
  assert.equal(run.finalLoss, trainer.loss(byHand));
  assert.deepEqual(run.parameters, byHand);
  assert.equal(run.status, "completed");
  assert.equal(run.divergedAtEpoch, null);
});

Deno.test("the final loss is that after the last update, logged or not", () => {
  const run = train(trainer, { parameters, ...course, epochs: 7, logEvery: 5 });
  assert.deepEqual(run.losses.map(({ epoch }) => epoch), [0, 5]);
  assert.equal(run.finalLoss, trainer.loss(run.parameters));
});

Deno.test("the starting parameters are left alone", () => {
  train(trainer, { parameters, ...course, epochs: 3, logEvery: 1 });
  assert.deepEqual(parameters, drawParameters(classic, 42));
});

Deno.test("no epochs log nothing and give the loss of the starting parameters", () => {
  const run = train(trainer, { parameters, ...course, epochs: 0, logEvery: 10 });
  assert.deepEqual(run.losses, []);
  assert.equal(run.finalLoss, trainer.loss(parameters));
  assert.deepEqual(run.parameters, parameters);
});

Deno.test("without rows there is no loss and nothing to learn", () => {
  const empty = plainTrainer(classic, { inputs: new Float64Array(0), targets: new Float64Array(0) });
  const run = train(empty, { parameters, ...course, epochs: 100, logEvery: 10 });
  assert.deepEqual(run, {
    status: "completed",
    divergedAtEpoch: null,
    losses: [],
    finalLoss: null,
    earlyEnd: null,
    ends: { lastEpoch: null, bestEpoch: null },
    parameters,
  });
});

Deno.test("progress is heard at every logged epoch and at the end, and changes nothing", () => {
  const heard: number[] = [];
  const options = { parameters, ...course, epochs: 25, logEvery: 10 };
  const run = train(trainer, { ...options, onProgress: (rowsDone) => heard.push(rowsDone) });
  assert.deepEqual(heard, [4, 44, 84, 100]);
  assert.deepEqual(run, train(trainer, options));
});

Deno.test("progress is heard between logged epochs that lie far apart", () => {
  const heard: number[] = [];
  const options = { parameters, ...course, epochs: 1_000_000, logEvery: 1_000_000 };
  const run = train(trainerDivergingAfter(Infinity), { ...options, onProgress: (done) => heard.push(done) });
  assert.deepEqual(heard, [1, 555556, 1_000_000]);
  assert.equal(run.status, "completed");
});

Deno.test("progress is heard within an epoch that is long", () => {
  const heard: number[] = [];
  const options = { parameters, ...course, epochs: 2, logEvery: 1 };
  train(trainerDivergingAfter(Infinity, 1_000_000), { ...options, onProgress: (done) => heard.push(done) });
  assert.deepEqual(heard, [555_555, 1_000_000, 1_555_555, 2_000_000]);
});

Deno.test("the first logged loss that is not finite ends the run as diverged at that epoch", () => {
  const run = train(trainerDivergingAfter(12), { parameters, ...course, epochs: 100, logEvery: 10 });
  assert.equal(run.status, "diverged");
  assert.equal(run.divergedAtEpoch, 20);
  assert.deepEqual(run.losses.map(({ epoch }) => epoch), [0, 10]);
  assert.equal(run.finalLoss, Infinity);
});

Deno.test("a final loss alone that is not finite makes the run diverge at its last epoch", () => {
  const run = train(trainerDivergingAfter(95), { parameters, ...course, epochs: 100, logEvery: 10 });
  assert.equal(run.status, "diverged");
  assert.equal(run.divergedAtEpoch, 99);
  assert.equal(run.losses.length, 10);
});

Deno.test("a step far too large diverges and says so, never as a silent NaN", () => {
  const linear = denseTopology([1, 1], "identity", "identity");
  const data = { inputs: Float64Array.of(10, -10), targets: Float64Array.of(1, 2) };
  const run = train(plainTrainer(linear, data), {
    parameters: Float64Array.of(1, 0),
    learningRate: 1,
    rows: null,
    epochs: 1000,
    logEvery: 10,
  });
  assert.equal(run.status, "diverged");
  assert.ok(run.losses.every(({ loss }) => Number.isFinite(loss)));
  assert.ok(!Number.isFinite(run.finalLoss));
});

Deno.test("epochs and logEvery that are no counts are refused", () => {
  const start = { parameters, ...course };
  assert.throws(() => train(trainer, { ...start, epochs: -1, logEvery: 1 }), RangeError);
  assert.throws(() => train(trainer, { ...start, epochs: 1.5, logEvery: 1 }), RangeError);
  assert.throws(() => train(trainer, { ...start, epochs: 1, logEvery: 0 }), RangeError);
});

Deno.test("parameters, a supervision or a standing of another training are refused", () => {
  const options = { parameters, ...course, epochs: 6, logEvery: 1 };
  const refuse = (wrong: Partial<TrainingOptions>, message: RegExp): void =>
    assert.throws(() => train(trainer, { ...options, ...wrong }), { name: "RangeError", message });
  refuse({ parameters: new Float64Array(3) }, /^parameters must be 9 numbers: found 3$/);
  const scheduled = (schedule: Schedule): Partial<TrainingOptions> => ({
    supervision: { schedule, stop: null },
  });
  for (const step of [-1, 0, 1.5, NaN]) {
    refuse(scheduled({ step, factor: 0.5 }), /^step must be an integer of at/);
  }
  refuse(scheduled({ plateau: 0, factor: 0.5 }), /^plateau must be an integer of at least 1: found 0$/);
  refuse(scheduled({ step: 1, factor: -1 }), /^factor must be above 0: found -1$/);
  const stopped = (stop: Stopping): Partial<TrainingOptions> => ({ supervision: { schedule: null, stop } });
  refuse(
    stopped({ patience: NaN, lossUnder: null }),
    /^patience must be an integer of at least 1: found NaN$/,
  );
  refuse(stopped({ patience: null, lossUnder: 0 }), /^lossUnder must be above 0: found 0$/);
  const values = JSON.parse(JSON.stringify(parameters));
  refuse({ standing: { values, rowsDone: 4 } }, /must be a Float64Array of 9: found something else$/);
  refuse({ standing: { values: new Float64Array(3), rowsDone: 4 } }, /a Float64Array of 9: found one of 3$/);
  for (const rowsDone of [NaN, -1, 0.5, 25]) {
    refuse(
      { standing: { values: parameters, rowsDone } },
      /^rowsDone must be an integer from 0 to 24: found/,
    );
  }
});
