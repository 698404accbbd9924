// Which trials a sweep holds, in which order, and how they are cut into parts.
// What must not change: trial order is the product of the axes, the last fastest; parts depend on the experiment
// alone, never on the machine, so that an interrupted sweep fits together on any other.

import {
  type Experiment,
  type SweepValue,
  type SweptKey,
  topologyOf,
  valueAt,
  valueCount,
} from "../experiment/experiment.ts";
import { LIGHT_KEYS, type Settings } from "../experiment/variant.ts";
import { parameterCount } from "../network/topology.ts";

/** The trials of a sweep, without holding them: a million cost no more than ten. */
export interface SweepPlan {
  /** The experiment with its sweep. */
  readonly experiment: Experiment;
  /** The swept keys; those of one axis move together. */
  readonly axes: readonly (readonly SweptKey[])[];
  /** The product of the axes' lengths. */
  readonly trialCount: number;
  /** The swept keys in column order. */
  readonly keys: readonly string[];
  /** Trials in each part but the last. */
  readonly partSize: number;
  /** How many parts cover all trials. */
  readonly partCount: number;
}

/** SGD steps that a part should hold: some 20 ms of the fast engine, so that workers end together. */
const STEPS_PER_PART = 2_000_000;
const SMALLEST_PART = 64;
const LARGEST_PART = 8192;
/** A sweep has at most this many parts, so that their files stay few. */
const MOST_PARTS = 4096;

/**
 * The plan of a sweep.
 *
 * @throws Error where the experiment has no sweep.
 *
 * @example
 * ```ts
 * import { parseExperiment } from "../experiment/parse_experiment.ts";
 * const text = "name: ask\ndataset: { features: [{ name: x }] }\ntraining: { epochs: 0 }\nqueries: [{ x: 1 }]";
 * const plan = planOf(parseExperiment(text, { overrides: ["seed=1..1000", "shift=0,1,2"] }));
 * if (plan.trialCount !== 3000) throw new Error("wrong");
 * if (settingsAt(plan, 5)["init.seed"] !== 2) throw new Error("wrong");
 * ```
 */
export function planOf(experiment: Experiment): SweepPlan {
  if (experiment.sweep === null) throw new Error("planOf takes an experiment with a sweep");
  const { axes } = experiment.sweep;
  let trialCount = 1;
  for (const [first] of axes) trialCount *= valueCount(first.values);
  const stepsPerTrial = Math.max(1, experiment.training.epochs * experiment.dataset.rows.length);
  // The work of a step grows with the network; nine parameters are what the step count was measured with.
  const weight = Math.max(1, parameterCount(topologyOf(experiment)) / 9);
  const wanted = Math.floor(STEPS_PER_PART / (stepsPerTrial * weight) / SMALLEST_PART) * SMALLEST_PART;
  const fewest = Math.ceil(trialCount / MOST_PARTS);
  const partSize = Math.max(Math.min(Math.max(wanted, SMALLEST_PART), LARGEST_PART), fewest);
  return {
    experiment,
    axes,
    trialCount,
    keys: axes.flat().map(({ key }) => key),
    partSize,
    partCount: Math.ceil(trialCount / partSize),
  };
}

/** The trials of one part: `[from, to)`. */
export function partRange(plan: SweepPlan, part: number): { readonly from: number; readonly to: number } {
  const from = part * plan.partSize;
  return { from, to: Math.min(plan.trialCount, from + plan.partSize) };
}

/**
 * The settings of one trial, by key in column order.
 *
 * @param trial counted from 0, in plan order.
 *
 * @example The last key moves fastest
 * ```ts
 * import { parseExperiment } from "../experiment/parse_experiment.ts";
 * import { planOf, settingsAt } from "./plan.ts";
 * const text = "name: ask\ndataset: { features: [{ name: x }] }\ntraining: { epochs: 0 }\nqueries: [{ x: 1 }]";
 * const plan = planOf(parseExperiment(text, { overrides: ["seed=1..1000", "shift=0,1,2"] }));
 * if (settingsAt(plan, 4)["init.seed"] !== 2) throw new Error("wrong");
 * ```
 */
export function settingsAt(plan: SweepPlan, trial: number): Settings {
  const settings: Record<string, SweepValue> = {};
  const indices = axisIndicesAt(plan, trial);
  plan.axes.forEach((axis, at) => {
    for (const { key, values } of axis) settings[key] = valueAt(values, indices[at]);
  });
  return settings;
}

/** The index on each axis of one trial. */
export function axisIndicesAt(plan: SweepPlan, trial: number): readonly number[] {
  const indices = new Array<number>(plan.axes.length);
  let rest = trial;
  for (let at = plan.axes.length - 1; at >= 0; at--) {
    const count = valueCount(plan.axes[at][0].values);
    indices[at] = rest % count;
    rest = Math.floor(rest / count);
  }
  return indices;
}

/** The settings of one trial that change what the network is or sees; trials that agree in them share a kernel. */
export function heavySettings(settings: Settings): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([key]) => !LIGHT_KEYS.includes(key)));
}
