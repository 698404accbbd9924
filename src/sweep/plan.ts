// Which trials a sweep holds, in which order, and how they are cut into parts.
// What must not change: trial order is the product of the axes, the last fastest; parts depend on the experiment
// alone, never on the machine, so that an interrupted sweep fits together on any other.
// Why only types from `variant.ts`: workers import this file, and must start without schema and YAML.

import {
  type Experiment,
  isLightKey,
  requireExperiment,
  type SweepValue,
  type SweepValues,
  type SweptKey,
  topologyOf,
  valueAt,
  valueCount,
} from "../experiment/experiment.ts";
import type { Settings } from "../experiment/reading/variant.ts";
import { fittingForm, fittingLaneCount, MOST_LANES } from "../engine/kernel/kernel_shape.ts";
import { learningOf } from "../engine/learning.ts";
import type { Topology } from "../engine/topology.ts";
import { epochNs, MS_PER_KERNEL, MS_PER_NETWORK } from "../engine/training_cost.ts";
import { shown } from "../numeric/required_numbers.ts";
import { requireMade } from "../numeric/required_objects.ts";
import { shortest } from "../text/decimal.ts";
import { answerShapeOf, figureCount, trialBytes } from "./figures.ts";
import { bandEpochs } from "./loss_bands.ts";

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

/**
 * How long a part should take: short, so that threads end together and a kill loses little, but many times what it
 * costs to send and keep one.
 */
const PART_MS = 17;
/** The file of a part is at most so large, unless one trial is: parts travel, and are read whole. */
const MOST_PART_BYTES = 512 * 1024;

/**
 * The plan of a sweep.
 *
 * @throws Error where the experiment has no sweep, and TypeError for what is not an experiment.
 *
 * @example
 * ```ts
 * import { parseExperiment, planOf, settingsAt } from "@seedbed/seedbed";
 * const text = "name: ask\ndataset: { features: [{ name: x }] }\ntraining: { epochs: 0 }\nqueries: [{ x: 1 }]";
 * const plan = planOf(parseExperiment(text, { overrides: ["seed=1..1000", "shift=0,1,2"] }));
 * if (plan.trialCount !== 3000) throw new Error("wrong");
 * if (settingsAt(plan, 5)["init.seed"] !== 2) throw new Error("wrong");
 * ```
 */
export function planOf(experiment: Experiment): SweepPlan {
  requireExperiment(experiment);
  if (experiment.sweep === null) throw new Error("this experiment has no sweep: runExperiment runs it");
  const { axes } = experiment.sweep;
  const trialCount = trialCountOf(axes);
  const lanes = lanesOf(experiment, axes);
  const wanted = Math.max(1, Math.floor(PART_MS / trialMs(experiment) / lanes)) * lanes;
  const most = Math.floor(
    MOST_PART_BYTES / trialBytes(answerShapeOf(experiment), bandEpochs(experiment).length),
  );
  const partSize = Math.max(1, most >= lanes ? Math.min(wanted, most - most % lanes) : most);
  return {
    experiment,
    axes,
    trialCount,
    keys: axes.flat().map(({ key }) => key),
    partSize,
    partCount: Math.ceil(trialCount / partSize),
  };
}

/** How many trials some axes make: the product of their lengths. */
export function trialCountOf(axes: SweepPlan["axes"]): number {
  return axes.reduce((product, [first]) => product * valueCount(first.values), 1);
}

/**
 * About how long a trial of a sweep takes on one core, in milliseconds: the mean over swept epochs and hidden
 * layers; what else is swept counts as it stands in the experiment.
 */
export function trialMs(experiment: Experiment): number {
  const { training, dataset } = experiment;
  const epochs = meanOf(valuesOf(experiment, "training.epochs")) ?? training.epochs;
  const topologies = topologiesOf(experiment);
  const work = { learning: training, shuffle: training.shuffle };
  const nsOf = (topology: Topology): number => epochNs({ ...work, topology }, dataset.rows.length);
  const meanNs = topologies.reduce((sum, topology) => sum + nsOf(topology), 0) / topologies.length;
  return epochs * meanNs / 1e6 + MS_PER_NETWORK;
}

/**
 * About how long a part takes on one core, in milliseconds, the writing of kernels included; where epochs are swept, by their
 * mean.
 */
export function partMs({ experiment, axes, partSize }: SweepPlan): number {
  const variantCount = trialCountOf(axes.filter(makesVariants));
  return partSize * trialMs(experiment) + Math.min(partSize, variantCount) * MS_PER_KERNEL;
}

/** Whether the values of an axis change more than how a network learns. */
export function makesVariants(axis: readonly SweptKey[]): boolean {
  return axis.some(({ key }) => !isLightKey(key));
}

/**
 * Trials that fill the lanes of a kernel: as many as it has, where so many trials in a row share a variant. Parts are
 * multiples of it.
 */
function lanesOf(experiment: Experiment, axes: SweepPlan["axes"]): number {
  let inARow = 1;
  for (let at = axes.length - 1; at >= 0 && !makesVariants(axes[at]); at--) {
    inARow *= valueCount(axes[at][0].values);
  }
  const learning = learningOf(experiment.training);
  let lanes = 1;
  for (const topology of topologiesOf(experiment)) {
    lanes = Math.max(lanes, fittingLaneCount(topology, learning, fittingForm(topology)));
  }
  return inARow >= lanes ? lanes : MOST_LANES;
}

function topologiesOf(experiment: Experiment): readonly Topology[] {
  const swept = valuesOf(experiment, "network.hidden");
  const hiddens = swept?.kind === "list"
    ? swept.values as readonly (readonly number[])[]
    : [experiment.network.hidden];
  return hiddens.map((hidden) => topologyOf({ ...experiment, network: { ...experiment.network, hidden } }));
}

function valuesOf({ sweep }: Experiment, key: string): SweepValues | undefined {
  return sweep?.axes.flat().find((candidate) => candidate.key === key)?.values;
}

/** The mean of numbers that are swept; null where none are. */
function meanOf(values: SweepValues | undefined): number | null {
  if (values === undefined) return null;
  if (values.kind === "range") return (values.from + values.to) / 2;
  let sum = 0;
  for (const value of values.values) sum += value as number;
  return sum / values.values.length;
}

/** The trials of one part: `[from, to)`. */
export function partRange(
  plan: Pick<SweepPlan, "trialCount" | "partSize">,
  part: number,
): { readonly from: number; readonly to: number } {
  const from = part * plan.partSize;
  return { from, to: Math.min(plan.trialCount, from + plan.partSize) };
}

/** How many trials a part has. */
export function trialCountOfPart(plan: Pick<SweepPlan, "trialCount" | "partSize">, part: number): number {
  const { from, to } = partRange(plan, part);
  return to - from;
}

/**
 * The settings of one trial, by key in column order.
 *
 * @param trial counted from 0, in plan order.
 * @throws RangeError where there is no such trial.
 *
 * @example The last key moves fastest
 * ```ts
 * import { parseExperiment, planOf, settingsAt } from "@seedbed/seedbed";
 * const text = "name: ask\ndataset: { features: [{ name: x }] }\ntraining: { epochs: 0 }\nqueries: [{ x: 1 }]";
 * const plan = planOf(parseExperiment(text, { overrides: ["seed=1..1000", "shift=0,1,2"] }));
 * if (settingsAt(plan, 4)["init.seed"] !== 2) throw new Error("wrong");
 * ```
 */
export function settingsAt(plan: Pick<SweepPlan, "axes">, trial: number): Settings {
  requireMade("a plan", "planOf", plan, "axes");
  const count = trialCountOf(plan.axes);
  if (!Number.isSafeInteger(trial) || trial < 0 || trial >= count) {
    throw new RangeError(`a trial must be an integer from 0 to ${count - 1}: found ${shown(trial)}`);
  }
  const settings: Record<string, SweepValue> = {};
  const indices = axisIndicesAt(plan, trial);
  plan.axes.forEach((axis, at) => {
    for (const { key, values } of axis) settings[key] = valueAt(values, indices[at]);
  });
  return settings;
}

/** The index on each axis of one trial. */
export function axisIndicesAt(plan: Pick<SweepPlan, "axes">, trial: number): number[] {
  const indices = new Array<number>(plan.axes.length);
  let rest = trial;
  for (let at = plan.axes.length - 1; at >= 0; at--) {
    const count = valueCount(plan.axes[at][0].values);
    indices[at] = rest % count;
    rest = Math.floor(rest / count);
  }
  return indices;
}

/** Goes through trials in order, by their index on each axis; the array is the same one each time. */
export function* indicesOfTrials(
  plan: Pick<SweepPlan, "axes">,
  from: number,
  to: number,
): Generator<readonly number[]> {
  const counts = plan.axes.map(([first]) => valueCount(first.values));
  const indices = axisIndicesAt(plan, from);
  for (let trial = from; trial < to; trial++) {
    yield indices;
    let axis = counts.length - 1;
    while (axis >= 0 && ++indices[axis] === counts[axis]) indices[axis--] = 0;
  }
}

/**
 * The number of a combination of the values on some axes, counted as trials are: 0, 1, …, the last axis fastest.
 *
 * @param isCounted for each axis, whether it is one of them.
 * @param indices the index on each axis.
 */
export function combinationAt(
  { axes }: Pick<SweepPlan, "axes">,
  isCounted: readonly boolean[],
  indices: readonly number[],
): number {
  let combination = 0;
  for (let at = 0; at < axes.length; at++) {
    if (isCounted[at]) combination = combination * valueCount(axes[at][0].values) + indices[at];
  }
  return combination;
}

/** A swept value as a cell of `trials.csv`; a list is written with spaces, so that it needs no quotes. */
export function valueText(value: SweepValue): string {
  return Array.isArray(value)
    ? `[${value.map(wordOf).join(" ")}]`
    : wordOf(value as string | number | boolean);
}

/** A number at its shortest; any other value as a file has it. */
export function wordOf(value: string | number | boolean): string {
  return typeof value === "number" ? shortest(value) : String(value);
}

/** Figures that a sweep may have: 1.6 GB. */
const MOST_FIGURES = 200_000_000;

/** What is wrong with the size of a sweep, without a full stop; null for one that can be run, and so verified. */
export function sweepSizeProblem({ trialCount, experiment }: SweepPlan): string | null {
  const width = figureCount(answerShapeOf(experiment));
  const count = trialCount * width;
  if (count <= MOST_FIGURES) return null;
  return `a sweep must have at most ${MOST_FIGURES} figures, ${width} a trial: found ${count}`;
}
