// Tests src/run/supervised.ts, and supervised runs against a loop that trains epoch by epoch.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { plainTrainer } from "../../src/engine/trainer.ts";
import { learningOf } from "../../src/engine/learning.ts";
import {
  courseOf,
  dataOf,
  type Experiment,
  startingParameters,
  topologyOf,
  trainingDataOf,
} from "../../src/experiment/experiment.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { finishedRunText } from "../../src/report/run/finished_run_text.ts";
import { logText } from "../../src/results/run_files.ts";
import { evaluationOf } from "../../src/results/evaluation_json.ts";
import type { Outcome } from "../../src/run/outcome.ts";
import { runExperiment } from "../../src/run/run_experiment.ts";
import { endsOfRun, supervisedOf, supervisedWords } from "../../src/run/supervised.ts";
import { caseCount } from "../requirement.ts";
import { FLOWERS, HELD_OUT, HELD_OUT_NUMBERS, SHUFFLED_FLOWERS } from "../many_outputs.ts";

/** What a run comes to, one epoch after another: the schedule and the stop as LEARNING says them, and nothing of the engine's. */
function byHand(experiment: Experiment): { epochs: number[]; rate: number; parameters: Float64Array } {
  const { training, dataset } = experiment;
  const learning = learningOf(training);
  const topology = topologyOf(experiment);
  const trainer = plainTrainer(topology, trainingDataOf(experiment), learning);
  const judge = dataset.validation === null
    ? trainer
    : plainTrainer(topology, dataOf(experiment, dataset.validation.rows), learning);
  const { rows } = courseOf(experiment);
  const start = startingParameters(experiment);
  const values = trainer.startingValues(start);
  const { schedule, stop } = training;
  let rate = training.learningRate;
  let rateOfLast = rate;
  const seen: number[] = [];
  const epochs: number[] = [];
  let best: Float64Array | null = null;
  let fallsFrom = 0;
  for (let epoch = 0; epoch < training.epochs; epoch++) {
    rateOfLast = rate;
    trainer.trainRows(
      values,
      { learningRate: rate, rows },
      epoch * trainer.rowCount,
      (epoch + 1) * trainer.rowCount,
    );
    if (epoch % training.logEvery === 0) {
      const loss = judge.loss(judge.startingValues(values.slice(0, start.length)));
      epochs.push(epoch);
      if (seen.every((other) => loss < other)) {
        best = values.slice(0, start.length);
        fallsFrom = seen.length;
      }
      seen.push(loss);
      const since = seen.length - 1 - seen.indexOf(Math.min(...seen));
      const isOver = stop !== null &&
        (stop.lossUnder !== null && loss < stop.lossUnder ||
          stop.patience !== null && since >= stop.patience);
      if (schedule !== null && "plateau" in schedule && seen.length - 1 - fallsFrom === schedule.plateau) {
        rate *= schedule.factor;
        fallsFrom = seen.length - 1;
      }
      if (isOver) break;
    }
    if (schedule !== null && "step" in schedule && (epoch + 1) % schedule.step === 0) rate *= schedule.factor;
  }
  const isKept = stop !== null && stop.patience !== null && best !== null;
  return { epochs, rate: rateOfLast, parameters: isKept ? best! : values.slice(0, start.length) };
}

const supervision = fc.record({
  text: fc.constantFrom(FLOWERS, SHUFFLED_FLOWERS, HELD_OUT, HELD_OUT_NUMBERS),
  rate: fc.constantFrom(0.05, 0.3, 0.8),
  epochs: fc.integer({ min: 1, max: 60 }),
  logEvery: fc.integer({ min: 1, max: 7 }),
  schedule: fc.constantFrom([], ["schedule.step=1", "factor=0.9"], ["schedule.step=5"], [
    "plateau=1",
    "factor=0.5",
  ], ["plateau=3"]),
  stop: fc.constantFrom([], ["patience=1"], ["patience=4"], ["loss_under=0.3"], [
    "patience=2",
    "loss_under=0.1",
  ]),
});

Deno.test("a supervised run is what one epoch after another gives (property, seed 51)", () => {
  let endedCount = 0;
  fc.assert(
    fc.property(supervision, ({ text, rate, epochs, logEvery, schedule, stop }) => {
      const overrides = [
        `learning_rate=${rate}`,
        `epochs=${epochs}`,
        `log_every=${logEvery}`,
        ...schedule,
        ...stop,
      ];
      const experiment = parseExperiment(text, { overrides });
      const outcome = runExperiment(experiment);
      const wanted = byHand(experiment);
      assert.deepEqual(outcome.losses.map(({ epoch }) => epoch), wanted.epochs);
      assert.deepEqual(outcome.parameters, wanted.parameters);
      const found = supervisedOf(outcome);
      if (schedule.length + stop.length === 0) assert.equal(found, null);
      else assert.equal(found!.learningRate, wanted.rate);
      if (found?.earlyEnd != null) endedCount++;
    }),
    { seed: 51, numRuns: caseCount(150, 700) },
  );
  assert.ok(endedCount > 30, String(endedCount));
});

function run(text: string, ...overrides: string[]): Outcome {
  return runExperiment(parseExperiment(text, { overrides }));
}

function words(outcome: Outcome): string | null {
  return supervisedWords(outcome, supervisedOf(outcome)!);
}

Deno.test("a run that was stopped says where and why, and which epoch it kept", () => {
  const outcome = run(HELD_OUT, "patience=3", "log_every=2", "epochs=500", "learning_rate=0.8", "fold=0");
  const { earlyEnd, kept } = supervisedOf(outcome)!;
  assert.equal(earlyEnd!.epoch, kept!.epoch + 6);
  assert.match(
    words(outcome)!,
    new RegExp(
      `^stopped after epoch ${earlyEnd!.epoch} of 500: no better validation loss in 3 logged epochs; ` +
        `kept is epoch ${kept!.epoch}, with the least validation loss: 0\\.\\d+$`,
    ),
  );
  assert.equal(outcome.finalLoss, outcome.losses.find(({ epoch }) => epoch === kept!.epoch)!.loss);
  const { stopped, kept_epoch } = evaluationOf(outcome);
  assert.deepEqual([stopped, kept_epoch], [
    { after_epoch: earlyEnd!.epoch, reason: "patience" },
    kept!.epoch,
  ]);
});

Deno.test("a run that ends under a loss says so, and has the parameters of its last epoch", () => {
  const outcome = run(FLOWERS, "loss_under=0.05", "log_every=1", "epochs=3000");
  const { epoch } = supervisedOf(outcome)!.earlyEnd!;
  assert.equal(words(outcome), `stopped after epoch ${epoch} of 3000: the loss was under 0.05`);
  assert.deepEqual(outcome.parameters, run(FLOWERS, `epochs=${epoch + 1}`).parameters);
});

Deno.test("what ends a run only with its last epoch has not stopped it", () => {
  const { epoch } = supervisedOf(run(FLOWERS, "loss_under=0.05", "log_every=1", "epochs=3000"))!.earlyEnd!;
  const outcome = run(FLOWERS, "loss_under=0.05", "log_every=1", `epochs=${epoch + 1}`);
  assert.equal(supervisedOf(outcome)!.earlyEnd, null);
  assert.equal(words(outcome), null);
  assert.deepEqual(endsOfRun(outcome), { lastEpoch: epoch, bestEpoch: null });
});

Deno.test("the log of a run says where it was stopped, after its losses and before its answers", () => {
  const outcome = run(FLOWERS, "patience=2", "log_every=1", "epochs=3000", "learning_rate=3");
  const lines = logText(outcome).trimEnd().split("\n");
  const line = lines.findIndex((text) => text.startsWith("Stopped after epoch "));
  assert.equal(line, outcome.losses.length);
  assert.equal(lines.length, line + 1 + outcome.predictions.length);
  const shown = finishedRunText(outcome, logText(outcome), { columns: 80, paintChart: (text) => text });
  assert.doesNotMatch(shown, /^Stopped/m);
  assert.equal(shown.match(/^stopped after/gm)?.length, 1);
});

Deno.test("a run whose rate fell says how often and to what", () => {
  assert.equal(
    words(run(FLOWERS, "schedule.step=100", "factor=0.5", "epochs=300", "learning_rate=0.4")),
    "the learning rate changed 2 times, from 0.4 to 0.1",
  );
  assert.equal(words(run(FLOWERS, "schedule.step=500", "epochs=300")), null);
  // After the last epoch nothing is learned with a new rate.
  assert.equal(words(run(FLOWERS, "schedule.step=300", "epochs=300")), null);
});

Deno.test("the result of a run that diverges is none, kept epoch or not", () => {
  const text =
    "name: wild\ndataset: { features: [{ name: x }], target: { name: y }, rows: [{ x: 1000, y: 1 }, { x: -1000, y: 5 }] }\n" +
    "network: { hidden: [], output: identity }\ntraining: { epochs: 120, learning_rate: 10, log_every: 1 }";
  const outcome = run(text, "patience=500");
  assert.equal(outcome.status, "diverged");
  assert.equal(outcome.parameters, null);
  assert.equal(supervisedOf(outcome), null);
  assert.deepEqual([evaluationOf(outcome).stopped, evaluationOf(outcome).kept_epoch], [null, null]);
});
