// Lanes start trials of any optimizer: with what it remembers before its first step, and anew for each trial.

import assert from "node:assert/strict";
import { Kernel } from "../../src/engine/kernel/kernel.ts";
import { learningOf } from "../../src/engine/learning.ts";
import { optimizers, type OptimizerSettings } from "../../src/engine/rules/optimizer.ts";
import { figureCount } from "../../src/sweep/figures.ts";
import { LaneBatch } from "../../src/sweep/lane_batch.ts";
import { PartRequests } from "../../src/sweep/part_requests.ts";
import { planOf } from "../../src/sweep/plan.ts";
import { plainEngineOf, trainAlone } from "../../src/sweep/train_alone.ts";
import { TrialSheet } from "../../src/sweep/trial_sheet.ts";
import { people } from "./sweep_cases.ts";

const adam: OptimizerSettings = { name: "adam", ...optimizers.adam.defaults };

for (const start of ["seed=1..40", "weights=0.5,1,2"]) {
  Deno.test(`trials of adam in lanes have the plain trainer's figures: ${start}`, () => {
    const experiment = people(start, "learning_rate=0.05", "epochs=30");
    const training = { ...experiment.training, optimizer: adam };
    const learning = learningOf(training);
    const trials = new PartRequests(planOf({ ...experiment, training })).trials(0);
    const sheets = [0, 1].map(() => {
      const figures = new Float64Array(trials.trialCount * figureCount(trials));
      const bins = new Uint16Array(trials.trialCount * trials.bandEpochs.length);
      return { figures, sheet: new TrialSheet(trials, figures, bins) };
    });
    for (const group of trials.groups) {
      const { topology, data } = group.variant;
      const kernel = Kernel.create(topology, data, { learning, laneCount: 4 });
      const batch = new LaneBatch(kernel, group, sheets[0].sheet);
      const plain = plainEngineOf(group.variant);
      for (let from = 0; from < group.places.length; from += 4) {
        const at = Array.from(group.places.slice(from, from + 4), (_, index) => from + index);
        assert.deepEqual(batch.train(at), []);
        for (const trial of at) trainAlone(plain, group, trial, sheets[1].sheet);
      }
    }
    assert.ok(sheets[0].figures.some(Number.isFinite));
    assert.deepEqual(sheets[0].figures, sheets[1].figures);
  });
}
