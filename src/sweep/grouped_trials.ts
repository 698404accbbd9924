// The trials of one part as plain data that any worker can train: what they share, and per trial what differs.
// What must not change: this file imports neither schema nor YAML, so that a worker starts in an instant.
// Why from a request: a request is small to send, and leaves the counting of trials to the workers.

import type { Target } from "../dataset/dataset.ts";
import type { Column as NumberColumn } from "../dataset/standardize.ts";
import { isLightKey, type LightKey, type Sweep, valueAt } from "../experiment/experiment.ts";
import type { LearningSettings } from "../engine/learning.ts";
import type { RowForm } from "../engine/kernel/kernel_shape.ts";
import type { Shuffle } from "../engine/row_order.ts";
import type { Supervision } from "../engine/rules/schedule.ts";
import type { Scheme } from "../engine/rules/scheme.ts";
import type { Topology } from "../engine/topology.ts";
import { rowCountOf, type TrainingData } from "../engine/training_data.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { AnswerShape } from "./figures.ts";
import type { JudgedRows } from "./row_judge.ts";
import { combinationAt, indicesOfTrials, partRange, valueText } from "./plan.ts";

/** What trials share that differ only in seeds, learning rate and epochs. */
export interface Variant {
  readonly topology: Topology;
  readonly data: TrainingData;
  /** Shape [queryCount * inputCount]. */
  readonly queryInputs: Float64Array;
  /** How a seed draws the starting parameters. */
  readonly scheme: Scheme;
  /** The starting parameters where no seed draws them. */
  readonly givenParameters: Float64Array | null;
  readonly logEvery: number;
  /** What changes the rate and ends the training in time. */
  readonly supervision: Supervision;
  readonly learning: LearningSettings;
  /** The learning rate, where it is not swept: each optimizer may have its own. */
  readonly learningRate: number;
  /** Where the order of the rows comes from; for a seed of its own each trial has that. */
  readonly shuffle: Shuffle;
  /** Whether trials share their order. */
  readonly rowForm: RowForm;
  /** The rows that trials are judged by at their ends; null for none. */
  readonly judgedRows: JudgedRows | null;
  readonly target: Target | null;
  /** The target's columns, by which outputs become raw numbers; none for classes. */
  readonly targetColumns: readonly NumberColumn[];
}

/** What all parts of a sweep share: with it a worker knows the settings of every trial. */
export interface SweepFrame extends AnswerShape {
  readonly axes: Sweep["axes"];
  readonly trialCount: number;
  readonly partSize: number;
  /** For each axis, whether its values make variants. */
  readonly isVariantAxis: readonly boolean[];
  /** The epochs at which losses are counted for the bands. */
  readonly bandEpochs: readonly number[];
  /** The seed, where it is not swept. */
  readonly seed: number;
  /** The epochs, where they are not swept. */
  readonly epochs: number;
  /** The seed of the order, where there is one and it is not swept; else 0. */
  readonly shuffleSeed: number;
}

/** Asks for a part. */
export interface PartRequest {
  readonly part: number;
  /** The variants that occur in it, by the combination of the axes that make variants. */
  readonly variants: ReadonlyMap<number, Variant>;
  /** Where an earlier attempt stopped; null for the start. */
  readonly checkpoint: Checkpoint | null;
  /** The places of the only trials that are wanted, where somebody else's part is checked; all by default. */
  readonly only?: readonly number[];
}

/** Trials of one variant: for each its place in the part, seeds, learning rate and epochs. */
export interface TrialGroup {
  readonly variant: Variant;
  /** The same for the same variant in every part of a sweep. */
  readonly variantKey: number;
  readonly places: Uint32Array;
  readonly seeds: Float64Array;
  readonly learningRates: Float64Array;
  readonly epochs: Float64Array;
  readonly shuffleSeeds: Float64Array;
}

/** The trials of one part, ready to be trained. */
export interface GroupedTrials extends AnswerShape {
  readonly part: number;
  readonly trialCount: number;
  readonly bandEpochs: readonly number[];
  /** The start of each trial's line in `trials.csv`: the swept values. */
  readonly linePrefixes: readonly string[];
  readonly groups: readonly TrialGroup[];
}

/** The trials that a request asks for. */
export function groupedTrials(frame: SweepFrame, { part, variants, only }: PartRequest): GroupedTrials {
  const { from, to } = partRange(frame, part);
  const columns = columnsOf(frame);
  const placesByKey = new Map<number, number[]>();
  const linePrefixes: string[] = [];
  const filled = (value: number): Float64Array => new Float64Array(to - from).fill(value);
  const light: Record<LightKey, Float64Array> = {
    "init.seed": filled(frame.seed),
    "training.learning_rate": filled(NaN),
    "training.epochs": filled(frame.epochs),
    "training.shuffle_seed": filled(frame.shuffleSeed),
  };
  const isRateSwept = columns.some(({ lightKey }) => lightKey === "training.learning_rate");
  for (const indices of indicesOfTrials(frame, from, to)) {
    const place = linePrefixes.length;
    let prefix = "";
    for (let at = 0; at < columns.length; at++) {
      const { axis, values, texts, lightKey } = columns[at];
      const value = valueAt(values, indices[axis]);
      prefix += (at === 0 ? "" : ",") + (texts === null ? String(value) : texts[indices[axis]]);
      if (lightKey !== null) light[lightKey][place] = value as number;
    }
    linePrefixes.push(prefix);
    if (only !== undefined && !only.includes(place)) continue;
    const key = combinationAt(frame, frame.isVariantAxis, indices);
    const places = placesByKey.get(key);
    if (places === undefined) placesByKey.set(key, [place]);
    else places.push(place);
  }
  const groups = [...placesByKey].map(([variantKey, list]): TrialGroup => {
    const places = Uint32Array.from(list);
    // Why a loop: `Float64Array.from` asks an iterator for each number, which takes five times as long.
    const ofGroup = (key: LightKey): Float64Array => {
      const numbers = new Float64Array(places.length);
      places.forEach((place, at) => numbers[at] = light[key][place]);
      return numbers;
    };
    const variant = variants.get(variantKey)!;
    const learningRates = ofGroup("training.learning_rate");
    if (!isRateSwept) learningRates.fill(variant.learningRate);
    return {
      variant,
      variantKey,
      places,
      seeds: ofGroup("init.seed"),
      learningRates,
      epochs: ofGroup("training.epochs"),
      shuffleSeeds: ofGroup("training.shuffle_seed"),
    };
  });
  const { lossThresholds, hasRowsRight, queryCount, outputCount, judgedCount, bandEpochs } = frame;
  const shape = { lossThresholds, hasRowsRight, queryCount, outputCount, judgedCount };
  return { part, trialCount: to - from, ...shape, bandEpochs, linePrefixes, groups };
}

interface Column {
  readonly axis: number;
  readonly values: Sweep["axes"][number][number]["values"];
  /** The text of each value; null for a range, whose values are written as they come. */
  readonly texts: readonly string[] | null;
  /** Its key where that makes no variants, else null. */
  readonly lightKey: LightKey | null;
}

function columnsOf({ axes }: SweepFrame): readonly Column[] {
  return axes.flatMap((keys, axis) =>
    keys.map(({ key, values }): Column => ({
      axis,
      values,
      texts: values.kind === "range" ? null : values.values.map(valueText),
      lightKey: isLightKey(key) ? key : null,
    }))
  );
}

/** Rows that every trial of a group learns from. */
export function rowCountOfGroup({ variant: { topology, data } }: TrialGroup): number {
  return rowCountOf(topology, data);
}
