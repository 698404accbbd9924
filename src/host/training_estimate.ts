// How long an experiment will train on this machine, measured on a small piece of it.
// Why measured: the speed depends on the machine and on the engine that fits the network; a config from a stranger may
// ask for hours, and that must be known before, not after.

import type { Experiment } from "../experiment/experiment.ts";
import { topologyOf } from "../experiment/experiment.ts";
import { parameterCount } from "../network/topology.ts";
import { runExperiment } from "../outcome/outcome.ts";

/** Less work than this, in updates of a parameter, takes a second or so and needs no estimate. */
const SHORT_UPDATES = 100_000_000;
/** The work of the measured piece. */
const SAMPLE_UPDATES = 10_000_000;

/** About how long a run takes, in milliseconds; 0 where it is short. */
export function trainingEstimateMs(experiment: Experiment): number {
  const { dataset, training } = experiment;
  const stepUpdates = parameterCount(topologyOf(experiment));
  const updates = training.epochs * dataset.rows.length * stepUpdates;
  if (updates <= SHORT_UPDATES) return 0;
  const rows = dataset.rows.slice(0, Math.max(1, Math.floor(SAMPLE_UPDATES / stepUpdates)));
  const epochs = Math.max(1, Math.floor(SAMPLE_UPDATES / (stepUpdates * rows.length)));
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
  const startMs = performance.now();
  runExperiment(sample);
  const sampleUpdates = epochs * rows.length * stepUpdates;
  return (performance.now() - startMs) * (updates / sampleUpdates);
}
