// Tests src/run/session.ts: wherever a session stands, its bits are those of straight training by the plain trainer.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { courseOf, startingParameters, topologyOf, trainingDataOf } from "../../src/experiment/experiment.ts";
import type { Experiment } from "../../src/experiment/experiment.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { learningOf } from "../../src/engine/learning.ts";
import { plainTrainer } from "../../src/engine/trainer.ts";
import { runExperiment } from "../../src/run/outcome.ts";
import { Session } from "../../src/run/session.ts";
import { experiments, gender } from "../explain/explanations.ts";

/** The values after some steps, one after another, by the trainer that defines them. */
function straight(experiment: Experiment, stepsDone: number): Float64Array {
  const learning = learningOf(experiment.training);
  const trainer = plainTrainer(topologyOf(experiment), trainingDataOf(experiment), learning);
  const values = trainer.startingValues(startingParameters(experiment));
  const course = courseOf(experiment);
  for (let done = 0; done < stepsDone; done++) {
    const step = done % trainer.stepCount;
    trainer.trainSteps(values, course, (done - step) / trainer.stepCount, step, step + 1);
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

Deno.test("a long session, which the kernel trains, has the plain trainer's bits too", () => {
  const experiment = gender("epochs=700", "log_every=7");
  const session = new Session(experiment);
  for (const step of [2800, 1, 1399, 1398, 0, 2799, 14, 2800]) {
    session.goTo(step);
    assert.equal(session.stepsDone, step);
    assert.deepEqual(session.values, straight(experiment, step));
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
