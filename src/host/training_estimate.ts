// How long an experiment will train on this machine, measured on a small piece of it.
// Why measured: the speed depends on the machine and on the engine that fits the network; a config from a stranger may
// ask for hours, and that must be known before, not after.

import type { Query } from "../dataset/dataset.ts";
import { epochWorkOf, type Experiment, featuresOf } from "../experiment/experiment.ts";
import { epochNs, MS_PER_NETWORK, PLAIN_SLOWNESS } from "../engine/training_cost.ts";
import { unsupervised } from "../engine/rules/schedule.ts";
import { canRunInKernel } from "../run/fast_engine.ts";
import { runExperiment } from "../run/run_experiment.ts";
import { durationText } from "../text/duration.ts";
import { endNames } from "../sweep/figures.ts";
import { PartRequests } from "../sweep/part_requests.ts";
import type { Engine } from "../engine/row_engine.ts";
import { canTrainInKernel } from "../sweep/part_trainer.ts";
import { type SweepPlan, trialMs } from "../sweep/plan.ts";
import { sweepExperiment } from "../sweep/sweep_outcome.ts";

/** Times by the cost model; what is shorter than the first is not worth the measuring of the second. */
interface Lengths {
  readonly shortMs: number;
  readonly pieceMs: number;
}

const RUN: Lengths = { shortMs: 50, pieceMs: 5 };
/** Longer, for a sweep's engine has to be made first. */
const SWEEP: Lengths = { shortMs: 1000, pieceMs: 100 };
/** Trials that are measured side by side: as many as the fast engine has lanes at most. */
const PIECE_TRIALS = 16;

/** `about 8 s`; `at most about 8 s` for what may be stopped before its last epoch. */
export function estimateWords(experiment: Experiment, estimateMs: number): string {
  return `${endNames(experiment).length === 0 ? "" : "at most "}about ${durationText(estimateMs)}`;
}

/** About how long a run takes, in milliseconds. */
export function trainingEstimateMs(experiment: Experiment): number {
  const engine = engineWhere(canRunInKernel(experiment));
  const wholeMs = stepsMs(experiment);
  if (wholeMs <= RUN.shortMs) return wholeMs * slownessOf(engine);
  const piece = pieceOf(experiment, RUN.pieceMs);
  return measuredMs(() => runExperiment(piece, { engine })) * wholeMs / stepsMs(piece);
}

/** About how long a sweep takes, in milliseconds. */
export function sweepEstimateMs(plan: SweepPlan, workerCount: number): number {
  const { experiment, trialCount } = plan;
  const cores = Math.min(workerCount, navigator.hardwareConcurrency);
  const besideMs = trialCount * MS_PER_NETWORK;
  const wholeMs = trialCount * trialMs(experiment) - besideMs;
  const [{ variant }] = new PartRequests(plan).trials(0).groups;
  const engine = engineWhere(canTrainInKernel(variant));
  if (wholeMs <= SWEEP.shortMs) return (besideMs + wholeMs * slownessOf(engine)) / cores;
  const piece = pieceOf(experiment, SWEEP.pieceMs / PIECE_TRIALS);
  const seeds = { kind: "range", from: 1, to: PIECE_TRIALS } as const;
  const trials: Experiment = {
    ...piece,
    init: { seed: 1, scheme: { name: "classic" } },
    sweep: { axes: [[{ key: "init.seed", values: seeds }]] },
  };
  const share = wholeMs / (PIECE_TRIALS * stepsMs(piece));
  return (besideMs + measuredMs(() => sweepExperiment(trials, { engine })) * share) / cores;
}

/** What trains the whole trains the piece of it too, whose rows a kernel would have room for. */
function engineWhere(hasKernel: boolean): Engine {
  return hasKernel ? "fastest" : "plain";
}

function slownessOf(engine: Engine): number {
  return engine === "plain" ? PLAIN_SLOWNESS : 1;
}

/** What the cost model gives for the steps of one network, in a kernel. */
function stepsMs(experiment: Experiment): number {
  const { dataset, training } = experiment;
  return training.epochs * epochNs(epochWorkOf(experiment), dataset.rows.length) / 1e6;
}

function measuredMs(work: () => unknown): number {
  const startMs = performance.now();
  work();
  return performance.now() - startMs;
}

/** A run like that of the experiment, of about so many milliseconds. */
function pieceOf(experiment: Experiment, wantedMs: number): Experiment {
  const { dataset, training } = experiment;
  const work = epochWorkOf(experiment);
  const wantedNs = wantedMs * 1e6;
  const rowCount = Math.max(
    1,
    Math.floor(wantedNs / epochNs(work, dataset.rows.length) * dataset.rows.length),
  );
  const features = featuresOf(experiment);
  const withInputs = <Asked extends Query>(some: readonly Asked[]): readonly Asked[] =>
    features[0].tokens !== undefined
      ? some // of a sentence the values are words
      : some.map((row) => ({ ...row, values: features.map(({ index }) => row.values[index]) }));
  const rows = withInputs(dataset.rows.slice(0, rowCount));
  const { validation } = dataset;
  const epochs = Math.max(1, Math.floor(wantedNs / epochNs(work, rows.length)));
  return {
    ...experiment,
    // Fixed inputs, shifts and scales, and steps of no size: a piece must neither lack a word or a spread nor diverge.
    dataset: {
      ...dataset,
      rows,
      validation: validation === null ? null : { ...validation, rows: withInputs(validation.rows) },
      features: features.map(({ name, unit, missing, image, tokens }) => ({
        ...{ name, unit, missing, image, tokens },
        ...{ shift: 0, scale: 1 },
      })),
    },
    training: { ...training, ...unsupervised, learningRate: 0, epochs, logEvery: epochs },
    queries: [],
  };
}
