// How long an experiment will train on this machine, measured on a small piece of it.
// Why measured: the speed depends on the machine and on the engine that fits the network; a config from a stranger may
// ask for hours, and that must be known before, not after.

import type { Experiment } from "../experiment/experiment.ts";
import { topologyOf } from "../experiment/experiment.ts";
import { parameterCount } from "../engine/topology.ts";
import { runExperiment } from "../run/outcome.ts";
import { type SweepPlan, updatesPerTrial } from "../sweep/plan.ts";
import { sweepExperiment } from "../sweep/sweep_outcome.ts";

/** Less work than this, in updates of a parameter, takes a second or so and needs no estimate. */
const SHORT_UPDATES = 100_000_000;
/** The work of the measured piece. */
const SAMPLE_UPDATES = 10_000_000;

/** Trials that are measured side by side: as many as the fast engine has lanes at most. */
const SAMPLE_TRIALS = 16;
/** A sweep's measured piece is larger, for its engine has to be made first. */
const SWEEP_SAMPLE_UPDATES = 100_000_000;
const SHORT_SWEEP_UPDATES = 1_000_000_000;
/** What a trial costs beside its training: drawing parameters, writing its line. */
const MS_PER_TRIAL = 0.015;

/** About how long a run takes, in milliseconds; 0 where it is short. */
export function trainingEstimateMs(experiment: Experiment): number {
  const { dataset, training } = experiment;
  const updates = training.epochs * dataset.rows.length * parameterCount(topologyOf(experiment));
  if (updates <= SHORT_UPDATES) return 0;
  const { sample, sampleUpdates } = pieceOf(experiment, SAMPLE_UPDATES);
  return measuredMs(() => runExperiment(sample)) * (updates / sampleUpdates);
}

/** About how long a sweep takes, in milliseconds. */
export function sweepEstimateMs({ experiment, trialCount }: SweepPlan, workerCount: number): number {
  const cores = Math.min(workerCount, navigator.hardwareConcurrency);
  const besideMs = trialCount * MS_PER_TRIAL / cores;
  const updates = trialCount * updatesPerTrial(experiment);
  if (updates <= SHORT_SWEEP_UPDATES) return besideMs;
  const { sample, sampleUpdates } = pieceOf(experiment, SWEEP_SAMPLE_UPDATES / SAMPLE_TRIALS);
  const seeds = { kind: "range", from: 1, to: SAMPLE_TRIALS } as const;
  const trials: Experiment = {
    ...sample,
    init: { seed: 1 },
    sweep: { axes: [[{ key: "init.seed", values: seeds }]] },
  };
  const share = updates / (sampleUpdates * SAMPLE_TRIALS);
  return besideMs + measuredMs(() => sweepExperiment(trials)) * share / cores;
}

function measuredMs(work: () => unknown): number {
  const startMs = performance.now();
  work();
  return performance.now() - startMs;
}

/** A run like that of the experiment, of about so many updates. */
function pieceOf(
  experiment: Experiment,
  wantedUpdates: number,
): { readonly sample: Experiment; readonly sampleUpdates: number } {
  const { dataset, training } = experiment;
  const stepUpdates = parameterCount(topologyOf(experiment));
  const rows = dataset.rows.slice(0, Math.max(1, Math.floor(wantedUpdates / stepUpdates)));
  const epochs = Math.max(1, Math.floor(wantedUpdates / (stepUpdates * rows.length)));
  const sample: Experiment = {
    ...experiment,
    // Fixed shifts and scales, and steps of no size: a piece must neither lack a spread nor diverge.
    dataset: {
      ...dataset,
      rows,
      features: dataset.features.map((feature) => ({ ...feature, shift: 0, scale: 1 })),
    },
    training: { ...training, learningRate: 0, epochs, logEvery: epochs },
    queries: [],
  };
  return { sample, sampleUpdates: epochs * rows.length * stepUpdates };
}
