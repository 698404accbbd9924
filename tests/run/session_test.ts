// Tests src/run/session.ts: wherever a session stands, its bits are those of straight training by the plain trainer.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { courseOf, startingParameters, topologyOf, trainingDataOf } from "../../src/experiment/experiment.ts";
import type { Experiment } from "../../src/experiment/experiment.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { learningOf } from "../../src/engine/learning.ts";
import type { Shuffle } from "../../src/engine/row_order.ts";
import type { ActivationName } from "../../src/engine/rules/activation.ts";
import { optimizers } from "../../src/engine/rules/optimizer.ts";
import { plainTrainer } from "../../src/engine/trainer.ts";
import { runExperiment } from "../../src/run/run_experiment.ts";
import { Session } from "../../src/run/session.ts";
import { supervisedOf } from "../../src/run/supervised.ts";
import { countCalls } from "../engine/kernel/counted_calls.ts";
import { ends, learningSettings } from "../engine/random_learnings.ts";
import { HELD_OUT, SHUFFLED_FLOWERS } from "../many_outputs.ts";
import { experiments, gender } from "../explain/explanations.ts";

/** The values after some steps, one after another, by the trainer that defines them. */
function straight(experiment: Experiment, stepsDone: number): Float64Array {
  const learning = learningOf(experiment.training);
  const trainer = plainTrainer(topologyOf(experiment), trainingDataOf(experiment), learning);
  const values = trainer.startingValues(startingParameters(experiment));
  const course = courseOf(experiment);
  const { rowCount, batchSize } = trainer;
  const stepCount = Math.ceil(rowCount / batchSize);
  for (let done = 0; done < stepsDone; done++) {
    const epoch = Math.floor(done / stepCount) * rowCount;
    const first = done % stepCount * batchSize;
    trainer.trainRows(values, course, epoch + first, epoch + Math.min(rowCount, first + batchSize));
  }
  return values;
}

Deno.test("forth and back, a session stands where straight training stands (property, seed 21)", () => {
  fc.assert(
    fc.property(experiments, fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (experiment, shares) => {
      const session = new Session(experiment);
      for (const share of shares) {
        session.goTo(Math.round(share * session.stepCount));
        assert.deepEqual(session.values, straight(experiment, session.stepsDone));
      }
    }),
    { seed: 21, numRuns: 200 },
  );
});

Deno.test("a session of softmax by adam in shuffled batches, from a file, stands where the run does", () => {
  const experiment = parseExperiment(SHUFFLED_FLOWERS);
  const session = new Session(experiment);
  assert.equal(session.stepCount, 300 * 3);
  for (const step of [7, 2, 500, 499, 900]) {
    session.goTo(step);
    assert.deepEqual(session.values, straight(experiment, step));
  }
  const { parameters, losses, finalLoss } = runExperiment(experiment);
  assert.deepEqual([session.parameters, session.losses, session.loss], [parameters, losses, finalLoss]);
  assert.ok(finalLoss! < 0.1);
});

/** Any experiment that learns in any way; a single output takes no softmax. */
const anyWay: fc.Arbitrary<Experiment> = fc.tuple(
  experiments,
  fc.constantFrom(...ends.filter(({ output }) => output !== "softmax")),
  fc.constantFrom<Shuffle>("none", "init", 7),
).chain(([experiment, { loss, output }, shuffle]) =>
  learningSettings(loss, experiment.dataset.rows.length).map((settings): Experiment => ({
    ...experiment,
    network: { ...experiment.network, output: output as ActivationName },
    training: { ...experiment.training, epochs: 5, logEvery: 2, ...settings, shuffle },
  }))
);

Deno.test("so it does with optimizers, batches and shuffled rows, in every value (property, seed 22)", () => {
  fc.assert(
    fc.property(anyWay, fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (experiment, shares) => {
      const session = new Session(experiment);
      for (const share of [...shares, 1]) {
        session.goTo(Math.round(share * session.stepCount));
        assert.deepEqual(session.values, straight(experiment, session.stepsDone));
      }
      const { losses, finalLoss, parameters } = runExperiment(experiment);
      assert.deepEqual([session.losses, session.loss], [losses, finalLoss ?? session.loss]);
      if (parameters !== null) assert.deepEqual(session.parameters, parameters);
    }),
    { seed: 22, numRuns: 300 },
  );
});

Deno.test("a long shuffled session of adam in batches, which the kernel trains, has the plain trainer's bits too", () => {
  const experiment = gender("epochs=900", "log_every=9");
  for (const shuffle of ["init", 5] as const) {
    const training = {
      ...experiment.training,
      learningRate: 0.01,
      optimizer: { name: "adam", ...optimizers.adam.defaults } as const,
      batchSize: 3,
      shuffle,
    };
    const adam = { ...experiment, training };
    const calls = countCalls(() => {
      const session = new Session(adam);
      assert.equal(session.stepCount, 1800);
      for (const step of [1800, 1, 899, 898, 0, 1799, 18, 1800]) {
        session.goTo(step);
        assert.equal(session.stepsDone, step);
        assert.deepEqual(session.values, straight(adam, step));
      }
    });
    assert.ok(calls.train >= 900);
    const straightOn = straight({ ...adam, training: { ...training, shuffle: "none" } }, 1800);
    assert.notDeepEqual(straight(adam, 1800), straightOn);
  }
});

Deno.test("a long session, which the kernel trains, has the plain trainer's bits too", () => {
  const experiment = gender("epochs=900", "log_every=9");
  const calls = countCalls(() => {
    const session = new Session(experiment);
    for (const step of [3600, 1, 1799, 1798, 0, 3599, 18, 3600]) {
      session.goTo(step);
      assert.equal(session.stepsDone, step);
      assert.deepEqual(session.values, straight(experiment, step));
    }
  });
  assert.ok(calls.train > 100);
});

Deno.test("a supervised session stands where the run ended, and back and forth on its rates again", () => {
  for (
    const [text, ...overrides] of [
      [HELD_OUT, "patience=3", "epochs=300", "log_every=2", "learning_rate=0.8"],
      [HELD_OUT, "schedule.plateau=1", "factor=0.5", "epochs=120", "log_every=5", "learning_rate=0.8"],
      [SHUFFLED_FLOWERS, "schedule.step=7", "loss_under=0.2", "epochs=300", "log_every=3"],
    ]
  ) {
    const experiment = parseExperiment(text, { overrides });
    const outcome = runExperiment(experiment);
    const session = new Session(experiment);
    session.goTo(session.stepCount);
    const last = session.stepsDone;
    assert.equal(session.endedAtEpoch, supervisedOf(outcome)!.earlyEnd?.epoch ?? null);
    assert.deepEqual(session.keptParameters, outcome.parameters);
    assert.equal(session.keptEpoch, supervisedOf(outcome)!.kept?.epoch ?? null);
    assert.deepEqual(session.losses, outcome.losses);
    assert.equal(session.learningRate, supervisedOf(outcome)!.learningRate);
    // One step after another, and from anywhere, the values are the same.
    const fresh = new Session(experiment);
    const values = Array.from({ length: last + 1 }, (_, step) => {
      fresh.goTo(step);
      return [fresh.values, fresh.learningRate];
    });
    for (const share of [0.9, 0.2, 0.55, 0.5, 1, 0, 0.99]) {
      session.goTo(Math.round(share * last));
      assert.deepEqual([session.values, session.learningRate], values[session.stepsDone], `${share}`);
    }
  }
});

Deno.test("at its end a session has what a run has", () => {
  for (const overrides of [["epochs=25"], ["epochs=1000", "log_every=3"], ["epochs=40", "log_every=1"]]) {
    const experiment = gender(...overrides);
    const session = new Session(experiment);
    session.goTo(10);
    session.goTo(3);
    session.goTo(session.stepCount);
    const outcome = runExperiment(experiment);
    assert.deepEqual(session.parameters, outcome.parameters);
    assert.deepEqual(session.losses, outcome.losses);
    assert.equal(session.loss, outcome.finalLoss);
    assert.equal(session.divergedAtEpoch, null);
  }
});

const diverging = `
name: diverging
dataset:
  features: [{ name: x }]
  target: { name: y }
  rows: [{ x: 3, y: 1 }, { x: -2, y: 0 }]
network: { hidden: [], output: identity }
training: { learning_rate: 10, epochs: 500, log_every: 4 }
`;

Deno.test("a session ends with the epoch in which the run diverges, whichever way it comes there", () => {
  const experiment = parseExperiment(diverging);
  const { divergedAtEpoch, losses } = runExperiment(experiment);
  assert.ok(divergedAtEpoch !== null && divergedAtEpoch > 4);
  const session = new Session(experiment);
  for (const step of [6, session.stepCount, 2, session.stepCount - 1]) session.goTo(step);
  assert.equal(session.divergedAtEpoch, divergedAtEpoch);
  assert.equal(session.stepsDone, (divergedAtEpoch + 1) * 2);
  assert.deepEqual(session.losses, losses);
});

Deno.test("without rows or epochs there is one place to stand, and a step beyond the end is refused", () => {
  const session = new Session(gender("epochs=0"));
  session.goTo(0);
  assert.equal(session.stepCount, 0);
  for (const step of [1, -1, 0.5, NaN]) assert.throws(() => session.goTo(step), RangeError);
});

Deno.test("whoever ends a session's way by what hears of it learns no row twice", () => {
  const overrides = ["epochs=200", "batch_size=2", "optimizer=adam", "log_every=1", "patience=150"];
  const experiment = gender(...overrides);
  const wanted = new Session(experiment);
  wanted.goTo(300);
  let heardCount = 0;
  const session = new Session(experiment, {
    onProgress() {
      if (++heardCount % 3 === 0) throw new Error("enough");
    },
  });
  for (let tries = 0; session.stepsDone < 300; tries++) {
    assert.ok(tries < 1000);
    try {
      session.goTo(300);
    } catch (error) {
      assert.equal((error as Error).message, "enough");
    }
  }
  assert.deepEqual(session.values, wanted.values);
  assert.deepEqual(session.losses, wanted.losses);
});

Deno.test("whoever hears of a session's way sends it on no other, which would learn rows twice or not at all", () => {
  const experiment = gender("epochs=200", "batch_size=2", "optimizer=adam", "log_every=1");
  const wanted = new Session(experiment);
  wanted.goTo(300);
  const session: Session = new Session(experiment, {
    onProgress() {
      for (const step of [0, 1, 300]) assert.throws(() => session.goTo(step), /goTo is on its way/);
    },
  });
  session.goTo(300);
  assert.deepEqual(session.values, wanted.values);
  assert.deepEqual(session.losses, wanted.losses);
  session.goTo(7);
  assert.equal(session.stepsDone, 7);
});
