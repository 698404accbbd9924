// Both engines give the bits of the plain trainer, whatever is swept, and every trial is the run of its settings.
import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import type { Experiment } from "../../src/experiment/experiment.ts";
import { variantOf } from "../../src/experiment/reading/variant.ts";
import { type Outcome, supervisedLoss } from "../../src/run/outcome.ts";
import { runExperiment } from "../../src/run/run_experiment.ts";
import { supervisedOf } from "../../src/run/supervised.ts";
import { answersOf, rightCountOf, type RowAnswers } from "../../src/run/row_answers.ts";
import { optimizers } from "../../src/engine/rules/optimizer.ts";
import { bytesOf } from "../../src/results/file_content.ts";
import { sweepFiles } from "../../src/results/sweep_files.ts";
import {
  answerShapeOf,
  endNames,
  FIGURE,
  figureCount,
  judgedFigure,
  outputFigure,
  rowsRightFigure,
} from "../../src/sweep/figures.ts";
import { PartRequests } from "../../src/sweep/part_requests.ts";
import { planOf, settingsAt } from "../../src/sweep/plan.ts";
import {
  columnOf,
  SweepCollector,
  sweepExperiment,
  type SweepOutcome,
} from "../../src/sweep/sweep_outcome.ts";
import type { Engine } from "../../src/engine/row_engine.ts";
import { PartTrainer } from "../../src/sweep/part_trainer.ts";
import { caseCount } from "../requirement.ts";
import { countCalls } from "../engine/kernel/counted_calls.ts";
import { learning, learningSweeps, namedSweeps, people, sweeps } from "./sweep_cases.ts";
import { trialRows } from "./trial_rows.ts";

interface Trained {
  readonly outcome: SweepOutcome;
  readonly bins: readonly Uint16Array[];
  readonly laneTrialCount: number;
}

function trained(experiment: Experiment, engine: Engine): Trained {
  const plan = planOf(experiment);
  const requests = new PartRequests(plan);
  const trainer = new PartTrainer(engine);
  const collector = new SweepCollector(plan);
  const results = Array.from({ length: plan.partCount }, (_, part) => trainer.train(requests.trials(part)));
  results.forEach((result) => collector.add(result));
  return {
    outcome: collector.finish(),
    bins: results.map(({ bins }) => bins),
    laneTrialCount: results.reduce((sum, result) => sum + result.laneTrialCount, 0),
  };
}

function filesText(outcome: SweepOutcome): readonly string[] {
  return [...sweepFiles(outcome)].map(([name, content]) =>
    `${name}\n${new TextDecoder().decode(bytesOf(content))}`
  );
}

function assertSameBits(found: Float64Array, wanted: Float64Array, name: string): void {
  assert.equal(found.length, wanted.length, name);
  found.forEach((value, index) => {
    assert.ok(Object.is(value, wanted[index]), `${name}: figure ${index} is ${value}, not ${wanted[index]}`);
  });
}

/** @returns how many trials the kernel decided. */
function assertEnginesAgree(experiment: Experiment, name: string): number {
  const plain = trained(experiment, "plain");
  assert.equal(plain.laneTrialCount, 0);
  let laneTrialCount = 0;
  for (const engine of ["wasm", "fastest"] as const) {
    const fast = trained(experiment, engine);
    assertSameBits(trialRows(fast.outcome), trialRows(plain.outcome), `${name}, ${engine}`);
    assert.deepEqual(fast.bins, plain.bins, name);
    assert.deepEqual(filesText(fast.outcome), filesText(plain.outcome), name);
    if (engine === "wasm") laneTrialCount = fast.laneTrialCount;
  }
  return laneTrialCount;
}

/**
 * Each trial of a sweep against a run of its own.
 *
 * @returns how many trials were compared, of how many.
 */
function assertTrialsAreRuns(
  experiment: Experiment,
  name: string,
  trialsAtMost = Infinity,
): [number, number] {
  const outcome = sweepExperiment(experiment, { engine: "wasm" });
  const { plan } = outcome;
  const rows = trialRows(outcome);
  const width = figureCount(answerShapeOf(experiment));
  const stride = Math.ceil(plan.trialCount / trialsAtMost);
  let [compared, visited] = [0, 0];
  for (let trial = 0; trial < plan.trialCount; trial += stride) {
    visited++;
    const run = runExperiment(variantOf(plan.experiment, settingsAt(plan, trial)));
    // A sweep has only losses to judge by: see "Parts" in src/sweep/README.md.
    if (run.status === "diverged" && run.divergedAtEpoch === null) continue;
    const found = rows.subarray(trial * width, (trial + 1) * width);
    const wanted = new Float64Array(width).fill(NaN);
    wanted[FIGURE.finalLoss] = run.finalLoss ?? NaN;
    wanted[FIGURE.divergedAtEpoch] = run.divergedAtEpoch ?? NaN;
    const shape = answerShapeOf(experiment);
    shape.lossThresholds.forEach((threshold, index) => {
      wanted[FIGURE.firstEpochUnder + index] = run.losses.find(({ loss }) => loss < threshold)?.epoch ?? NaN;
    });
    run.predictions.forEach(({ outputs }, query) =>
      outputs?.forEach((value, output) => wanted[outputFigure(shape, query, output)] = value)
    );
    const ends = endNames(experiment).length === 0 ? [] : endNumbers(run);
    [...judgedNumbers(run), ...ends].forEach((value, index) => {
      wanted[judgedFigure(shape, index)] = value;
    });
    if (shape.hasRowsRight) wanted[rowsRightFigure(shape)] = areRowsRight(run) ? 1 : 0;
    assertSameBits(found, wanted, `${name}, trial ${trial}`);
    compared++;
  }
  return [compared, visited];
}

/** Whether a run answers every row that it learned rightly; one that diverged answers none. */
function areRowsRight(run: Outcome): boolean {
  const training = run.status === "diverged" ? null : answersOf(run)?.training ?? null;
  return training !== null && rightCountOf(training) === training.rows.length;
}

/** What the rows of a run say of it, as `judgedNames` has it. */
function judgedNumbers(run: Outcome): readonly number[] {
  const answers = answersOf(run);
  if (answers === null || answers.validation === null) return [];
  const shareOf = (rows: RowAnswers): number => rightCountOf(rows)! / rows.rows.length;
  const { training, validation } = answers;
  return validation.classes === null
    ? [validation.loss]
    : [training === null ? NaN : shareOf(training), validation.loss, shareOf(validation)];
}

/** The epochs with which a run ended, from what it logged, as `endNames` has it. */
function endNumbers(run: Outcome): readonly number[] {
  const { experiment: { training, dataset }, status, losses } = run;
  const keepsBest = training.stop?.patience != null;
  if (status === "diverged" || dataset.rows.length === 0 || training.epochs === 0) {
    return keepsBest ? [NaN, NaN] : [NaN];
  }
  const last = supervisedOf(run)?.earlyEnd?.epoch ?? training.epochs - 1;
  const seen = losses.map(supervisedLoss).filter((loss) => !Number.isNaN(loss));
  const best = losses.find((logged) => supervisedLoss(logged) === Math.min(...seen))?.epoch ?? NaN;
  return keepsBest ? [last, best] : [last];
}

for (const { name, experiment } of namedSweeps) {
  Deno.test(`kernel and plain trainer give the same figures, bins and files: ${name}`, () => {
    assertEnginesAgree(experiment, name);
  });

  Deno.test(`every trial is the run of its settings: ${name}`, () => {
    const [compared, visited] = assertTrialsAreRuns(experiment, name, 200);
    assert.equal(compared, visited);
  });
}

Deno.test("kernel and plain trainer give the same figures, bins and files for any sweep (seed 11)", () => {
  let laneTrialCount = 0;
  let trialCount = 0;
  fc.assert(
    fc.property(sweeps, (experiment) => {
      laneTrialCount += assertEnginesAgree(experiment, "random");
      trialCount += planOf(experiment).trialCount;
    }),
    { seed: 11, numRuns: caseCount(80, 120) },
  );
  assert.ok(
    laneTrialCount > trialCount / 3,
    `the kernel decided ${laneTrialCount} of ${trialCount} trials`,
  );
});

Deno.test("every trial is the run of its settings for any sweep (seed 12)", () => {
  let [compared, visited] = [0, 0];
  fc.assert(
    fc.property(sweeps, (experiment) => {
      const counts = assertTrialsAreRuns(experiment, "random", 20);
      compared += counts[0];
      visited += counts[1];
    }),
    { seed: 12, numRuns: caseCount(60, 90) },
  );
  // Infinite weights behind a sigmoid or a saturated elu are rare, also among numbers of any size.
  assert.ok(compared > 0.95 * visited, `${compared} of ${visited} trials were compared`);
});

Deno.test("a sweep is trained in WebAssembly, every trial of it", () => {
  const experiment = people("seed=1..1000", "epochs=200");
  let laneTrialCount = 0;
  const calls = countCalls(() => laneTrialCount = trained(experiment, "fastest").laneTrialCount);
  assert.equal(laneTrialCount, 1000);
  assert.ok(calls.train > 1000 / 16);
});

Deno.test("every trial of a sweep that learns in another way is trained in WebAssembly", () => {
  for (const { name, experiment } of learningSweeps) {
    if (name.includes("diverges")) continue;
    let laneTrialCount = 0;
    const calls = countCalls(() => laneTrialCount = trained(experiment, "wasm").laneTrialCount);
    assert.equal(laneTrialCount, planOf(experiment).trialCount, name);
    assert.ok(calls.train > 0, name);
  }
});

Deno.test("a sweep over the order of the rows has a run of each order", () => {
  const axes = [[{ key: "training.shuffle_seed", values: { kind: "range", from: 0, to: 20 } }]] as const;
  const experiment = learning({ ...people("epochs=30"), sweep: { axes } }, { shuffle: 0, batchSize: 3 });
  assertEnginesAgree(experiment, "orders");
  const { outcome, laneTrialCount } = trained(experiment, "wasm");
  assert.equal(laneTrialCount, 21);
  const losses = columnOf(outcome, FIGURE.finalLoss);
  for (let shuffle = 0; shuffle <= 20; shuffle++) {
    const run = runExperiment(learning({ ...experiment, sweep: null }, { shuffle }));
    assert.equal(losses[shuffle], run.finalLoss);
  }
  assert.ok(new Set(losses).size > 10);
});

Deno.test("a trial's figures do not depend on its neighbours, however it learns", () => {
  for (const shuffle of ["none", "init", 3] as const) {
    const rowsOf = (...overrides: string[]): Float64Array =>
      trialRows(
        trained(
          learning(people(...overrides), {
            optimizer: { name: "adam", ...optimizers.adam.defaults },
            shuffle,
          }),
          "wasm",
        ).outcome,
      );
    const width = figureCount(answerShapeOf(people()));
    const all = rowsOf("seed=1..60", "learning_rate=0.1,1e300", "epochs=5,40");
    for (const seed of [1, 2, 31, 60]) {
      for (const [at, epochs] of [5, 40].entries()) {
        const alone = rowsOf(`seed=${seed}..${seed}`, "learning_rate=0.1", `epochs=${epochs}`);
        const from = ((seed - 1) * 4 + at) * width;
        assertSameBits(alone, all.subarray(from, from + width), `seed ${seed}, ${epochs} epochs, ${shuffle}`);
      }
    }
  }
});

Deno.test("work that would not repay a kernel is left to the plain trainer", () => {
  assert.equal(trained(people("seed=1..20", "epochs=1"), "fastest").laneTrialCount, 0);
});

Deno.test("only trials that diverge are left to the plain trainer", () => {
  const { experiment } = namedSweeps.find(({ name }) => name === "divergence at some rates")!;
  const { outcome, laneTrialCount } = trained(experiment, "wasm");
  const divergedCount =
    columnOf(outcome, FIGURE.divergedAtEpoch).filter((epoch) => !Number.isNaN(epoch)).length;
  assert.ok(divergedCount >= 17, String(divergedCount));
  assert.equal(laneTrialCount + divergedCount, 4 * 17);
});

Deno.test("many variants with few trials each give the same figures as in another order", () => {
  const shifts = Array.from({ length: 90 }, (_, index) => index).join();
  const rowsOf = (...overrides: string[]): Float64Array =>
    trialRows(trained(people(...overrides, "epochs=20"), "wasm").outcome);
  const outer = rowsOf(`weight.shift=${shifts}`, "seed=1..3");
  const inner = rowsOf("seed=1..3", `weight.shift=${shifts}`);
  const width = figureCount(answerShapeOf(people()));
  for (let seed = 0; seed < 3; seed++) {
    for (let shift = 0; shift < 90; shift++) {
      const [a, b] = [(shift * 3 + seed) * width, (seed * 90 + shift) * width];
      assertSameBits(
        outer.subarray(a, a + width),
        inner.subarray(b, b + width),
        `${seed} ${shift}`,
      );
    }
  }
});
