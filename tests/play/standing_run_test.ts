// Tests src/play/standing_run.ts: at its end it is the run whose files the terminal writes, and on the way the session's.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import type { Experiment } from "../../src/experiment/experiment.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { frameOf } from "../../src/play/frame.ts";
import { rowFinder } from "../../src/play/row_finder.ts";
import { StandingRun } from "../../src/play/standing_run.ts";
import { startView, type ViewState, wentTo } from "../../src/play/view.ts";
import { resultFiles } from "../../src/results/result_files.ts";
import { runExperiment } from "../../src/run/run_experiment.ts";
import { supervisedOf } from "../../src/run/supervised.ts";
import { experiments, gender } from "../explain/explanations.ts";
import { SHUFFLED_FLOWERS } from "../many_outputs.ts";

function trained(experiment: Experiment, slice = 7): StandingRun {
  const run = new StandingRun(experiment);
  while (!run.trainOn(slice));
  return run;
}

Deno.test("trained in slices and looked at on the way, it ends as the run does (property, seed 41)", () => {
  fc.assert(
    fc.property(experiments, fc.integer({ min: 1, max: 50 }), fc.double({ min: 0, max: 1, noNaN: true }), (
      experiment,
      slice,
      share,
    ) => {
      const run = new StandingRun(experiment);
      while (!run.trainOn(slice)) {
        run.at(wentTo(startView, run.length, Math.round(share * run.session.stepsDone)));
      }
      assert.deepEqual(run.outcome, runExperiment(experiment));
    }),
    { seed: 41, numRuns: 200 },
  );
});

const DIVERGING = `
name: diverging
dataset:
  features: [{ name: x }]
  target: { name: y }
  rows: [{ x: 3, y: 1 }, { x: -2, y: 0 }]
network: { hidden: [], output: identity }
training: { learning_rate: 10, epochs: 500, log_every: 4 }
queries: [{ x: 1 }]
`;

const STOPPED = `
name: stopped
dataset:
  features: [{ name: x }]
  target: { name: y }
  rows: [{ x: 0, y: 0 }, { x: 1, y: 1 }, { x: 2, y: 0 }, { x: 3, y: 1 }]
  validation: { rows: [{ x: 0.5, y: 1 }] }
training: { epochs: 400, log_every: 2, stop: { patience: 3 } }
queries: [{ x: 1 }]
`;

Deno.test("so does one that diverges, one that is stopped, one without rows or epochs, and one in shuffled batches", () => {
  const texts = [
    DIVERGING,
    STOPPED,
    SHUFFLED_FLOWERS,
    "dataset: { features: [{ name: x }] }\ntraining: { epochs: 0 }\nqueries: [{ x: 1 }]\n",
    "dataset: { features: [{ name: x }], target: { name: y }, rows: [{ x: 1, y: 1 }] }\ntraining: { epochs: 0 }\n",
  ];
  for (const experiment of [...texts.map((text) => parseExperiment(text)), gender()]) {
    const run = trained(experiment);
    const outcome = runExperiment(experiment);
    assert.deepEqual(run.outcome, outcome);
    assert.deepEqual(resultFiles(run.outcome!), resultFiles(outcome));
    assert.equal(run.trainOn(1), true);
  }
});

Deno.test("where it stands it has the parameters, the answers and the loss of a run of so many epochs", () => {
  const run = trained(gender());
  for (const epochs of [0, 1, 620, 999, 3]) {
    const there = run.at(wentTo(startView, run.length, epochs * 4));
    const alone = runExperiment(gender(`epochs=${epochs}`));
    assert.deepEqual(there.parameters, alone.parameters);
    assert.deepEqual(there.predictions, alone.predictions);
    assert.equal(there.finalLoss, alone.finalLoss);
    assert.equal(there.stepsDone, epochs * 4);
  }
  const { stepsDone, ...end } = run.at(startView);
  assert.deepEqual(end, run.outcome);
  assert.equal(stepsDone, 4000);
});

Deno.test("of a run that diverged or was stopped, the last step is known once it is trained", () => {
  const stopped = trained(parseExperiment(STOPPED));
  assert.ok(stopped.length.lastStep < stopped.length.stepCount);
  const diverged = trained(parseExperiment(DIVERGING));
  const { divergedAtEpoch } = diverged.outcome!;
  assert.equal(diverged.length.lastStep, (divergedAtEpoch! + 1) * 2);
  assert.equal(diverged.at(startView).parameters, null);
  assert.notEqual(diverged.at(wentTo(startView, diverged.length, 2)).parameters, null);
});

Deno.test("of a run that keeps an earlier epoch the end is shown as that epoch, and the last step as the last", () => {
  const run = trained(parseExperiment(STOPPED));
  const frame = (stand: ViewState["stand"]) =>
    frameOf({ run, find: rowFinder([]), pins: [], chainFacts: null }, { ...startView, stand }, []);
  const kept = supervisedOf(run.outcome!)!.kept!;
  const { stepsPerEpoch, lastStep } = run.length;
  const [end, ofKept, last] = [
    frame("end"),
    frame((kept.epoch + 1) * stepsPerEpoch),
    frame(lastStep),
  ];
  assert.ok((kept.epoch + 1) * stepsPerEpoch < lastStep);
  const names = [end, ofKept, last].map(({ lossName }) => lossName);
  assert.deepEqual(names, [
    `kept: epoch ${kept.epoch}, loss`,
    `epoch ${kept.epoch} in the log: loss`,
    names[2],
  ]);
  assert.match(names[2], /^(epoch \d+ in the log: )?loss$/);
  assert.equal(frame(stepsPerEpoch).lossName, "epoch 0 in the log: loss");
  assert.equal(frame(2 * stepsPerEpoch).lossName, "loss");
  assert.equal(end.loss, ofKept.loss);
  assert.notEqual(end.loss, last.loss);
});
