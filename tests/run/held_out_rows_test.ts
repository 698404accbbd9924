// No leak: what is learned does not depend on the rows that are held out, in any bit.
import assert from "node:assert/strict";
import { type Experiment, trainingDataOf } from "../../src/experiment/experiment.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { runExperiment } from "../../src/run/run_experiment.ts";
import { endsOfRun } from "../../src/run/supervised.ts";
import { FIGURE } from "../../src/sweep/figures.ts";
import { settingsAt } from "../../src/sweep/plan.ts";
import { columnOf, sweepExperiment } from "../../src/sweep/sweep_outcome.ts";

/** An experiment of twelve rows, of which some are changed. */
function text(validation: string, changed: ReadonlySet<number>): string {
  const rows = Array.from({ length: 12 }, (_, index) => {
    const x = changed.has(index) ? 1e6 : (index * 7) % 12;
    // The class of a changed row is another as well, unless classes decide who is held out.
    const isOther = changed.has(index) && !validation.includes("stratify");
    return `[${x}, ${index % 3}, ${["a", "b"][(index + (isOther ? 1 : 0)) % 2]}]`;
  });
  return `
name: leak
dataset:
  features: [{ name: x, shift: mean, scale: std }, { name: y, shift: mean }]
  target: { name: kind, classes: [a, b] }
  rows: [[x, y, kind], ${rows.join(", ")}]
  validation: ${validation}
init: { scheme: glorot_normal }
training: { optimizer: adam, batch_size: 4, shuffle: true, epochs: 30 }
queries: [{ x: 3, y: 1 }]
`;
}

const WAYS = [
  "{ fraction: 0.25, seed: 3 }",
  "{ fraction: 0.25, seed: 3, stratify: true }",
  "{ folds: 3, fold: 2 }",
  "{ folds: 4, fold: 1, stratify: true }",
];

function learned(experiment: Experiment): unknown {
  const { parameters, losses, predictions, features } = runExperiment(experiment);
  // What was found on the held-out rows stands beside the loss, and is theirs.
  return { parameters, losses: losses.map(({ epoch, loss }) => ({ epoch, loss })), predictions, features };
}

for (const way of WAYS) {
  Deno.test(`changing the rows that ${way} holds out changes no parameter, no loss and no answer`, () => {
    const before = parseExperiment(text(way, new Set()));
    const { indices } = before.dataset.validation!;
    const after = parseExperiment(text(way, new Set(indices)));
    assert.ok(indices.length > 0);
    assert.notDeepEqual(after.dataset.validation, before.dataset.validation);
    assert.deepEqual(learned(after), learned(before));
    // The test would see a leak: a changed row that is learned changes them.
    const other = Array.from({ length: 12 }, (_, index) => index).find((index) => !indices.includes(index))!;
    assert.notDeepEqual(learned(parseExperiment(text(way, new Set([other])))), learned(before));
  });
}

Deno.test("where held-out rows decide when to stop, they choose an epoch and change no bit of it", () => {
  const stop = ["log_every=1", "patience=4", "epochs=200", "learning_rate=0.1"];
  const keptEpochs = WAYS.flatMap((way) => {
    const { indices } = parseExperiment(text(way, new Set())).dataset.validation!;
    return [new Set<number>(), new Set(indices)].map((changed) => {
      const outcome = runExperiment(parseExperiment(text(way, changed), { overrides: stop }));
      const { lastEpoch, bestEpoch } = endsOfRun(outcome);
      assert.ok(lastEpoch! < 199, way);
      const made = (epoch: number): Experiment => {
        const experiment = parseExperiment(text(way, new Set()), {
          overrides: ["log_every=1", "learning_rate=0.1"],
        });
        return {
          ...experiment,
          dataset: { ...experiment.dataset, validation: null },
          training: { ...experiment.training, epochs: epoch + 1 },
        };
      };
      assert.deepEqual(outcome.parameters, runExperiment(made(bestEpoch!)).parameters);
      const losses = outcome.losses.map(({ epoch, loss }) => ({ epoch, loss }));
      assert.deepEqual(losses, runExperiment(made(lastEpoch!)).losses);
      return bestEpoch;
    });
  });
  // They do decide: not all chose alike.
  assert.ok(new Set(keptEpochs).size > 2, keptEpochs.join());
});

Deno.test("what is learned is what the file without the held-out rows gives", () => {
  const experiment = parseExperiment(text("{ folds: 3, fold: 1 }", new Set()));
  const alone: Experiment = { ...experiment, dataset: { ...experiment.dataset, validation: null } };
  assert.deepEqual(trainingDataOf(experiment), trainingDataOf(alone));
  assert.equal(trainingDataOf(experiment).targets.length, 8 * 2);
  assert.deepEqual(learned(experiment), learned(alone));
});

Deno.test("each trial of a sweep over folds learns what a run with that fold learns", () => {
  const file = text("{ folds: 3 }", new Set());
  const sweep = parseExperiment(file, { overrides: ["fold=0..2", "seed=1..4"] });
  const outcome = sweepExperiment(sweep);
  const finalLosses = columnOf(outcome, FIGURE.finalLoss);
  assert.equal(new Set(finalLosses).size, 12);
  finalLosses.forEach((loss, trial) => {
    const overrides = Object.entries(settingsAt(outcome.plan, trial)).map(([key, value]) =>
      `${key}=${value}`
    );
    assert.equal(runExperiment(parseExperiment(file, { overrides })).finalLoss, loss);
  });
});
