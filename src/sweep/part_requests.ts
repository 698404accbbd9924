// Asks for the parts of a sweep one after another, with the variants that each of them needs.
// Why a file of its own: making a variant takes the schema, and workers must not wait for that to load.

import type { Query } from "../dataset/dataset.ts";
import {
  type Experiment,
  queryInputsOf,
  startingParameters,
  targetColumnsOf,
  topologyOf,
  trainingDataOf,
} from "../experiment/experiment.ts";
import type { Goals } from "../experiment/goals.ts";
import { classicScheme } from "../engine/rules/scheme.ts";
import { variantOf } from "../experiment/reading/variant.ts";
import { learningSettingsOf } from "../engine/learning.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { answerShapeOf } from "./figures.ts";
import { judgedRowsOf } from "./row_judge.ts";
import { bandEpochs } from "./loss_bands.ts";
import {
  type GroupedTrials,
  groupedTrials,
  type PartRequest,
  type SweepFrame,
  type Variant,
} from "./grouped_trials.ts";
import {
  combinationAt,
  indicesOfTrials,
  makesVariants,
  partRange,
  settingsAt,
  type SweepPlan,
} from "./plan.ts";

/** Variants are kept for later parts while their numbers are at most this many. */
const KEPT_NUMBERS = 8_000_000;

/** Parts that are still to be trained. */
export interface PartQueue {
  /** How many nobody has taken yet. */
  readonly length: number;
  /** Takes the next one; null when there is none. */
  next(): PartRequest | null;
}

/** What the networks of a sweep are asked at their ends: equally many queries each, which may differ from variant to variant. */
export interface SweepQueries {
  readonly count: number;
  /** Those of a variant. */
  of(variant: Experiment): readonly Query[];
}

/** The queries of the experiment, which every trial is asked. */
function ownQueries({ queries: { length } }: Experiment): SweepQueries {
  return { count: length, of: ({ queries }) => queries };
}

/** Makes the requests for the parts of a sweep. */
export class PartRequests {
  /** What all parts share. */
  readonly frame: SweepFrame;
  readonly #sweptKeys: ReadonlySet<string>;
  readonly #variants = new Map<number, Variant>();
  #keptNumbers = 0;

  /** @param queries by default those of the experiment. */
  constructor(readonly plan: SweepPlan, readonly queries: SweepQueries = ownQueries(plan.experiment)) {
    const { experiment, axes, trialCount, partSize } = plan;
    const { init, training } = experiment;
    this.#sweptKeys = new Set(axes.flat().map(({ key }) => key));
    this.frame = {
      axes,
      trialCount,
      partSize,
      isVariantAxis: axes.map(makesVariants),
      ...answerShapeOf(experiment),
      queryCount: queries.count,
      bandEpochs: bandEpochs(experiment),
      seed: "seed" in init ? init.seed : 0,
      epochs: training.epochs,
      shuffleSeed: typeof training.shuffle === "number" ? training.shuffle : 0,
    };
  }

  /** The request for a part, from its start or from a checkpoint. */
  request(part: number, checkpoint: Checkpoint | null = null): PartRequest {
    const { frame } = this;
    const variants = new Map<number, Variant>();
    const { from, to } = partRange(frame, part);
    let trial = from;
    for (const indices of indicesOfTrials(frame, from, to)) {
      const key = combinationAt(frame, frame.isVariantAxis, indices);
      if (!variants.has(key)) variants.set(key, this.#variant(key, trial));
      if (!frame.isVariantAxis.includes(true)) break;
      trial++;
    }
    return { part, variants, checkpoint };
  }

  /** The requests for some parts, each made when it is taken. */
  queueOf(parts: readonly number[], checkpoints: ReadonlyMap<number, Checkpoint> = new Map()): PartQueue {
    let taken = 0;
    return {
      get length() {
        return parts.length - taken;
      },
      next: () => {
        if (taken === parts.length) return null;
        const part = parts[taken++];
        return this.request(part, checkpoints.get(part) ?? null);
      },
    };
  }

  /** The trials of a part. */
  trials(part: number): GroupedTrials {
    return groupedTrials(this.frame, this.request(part));
  }

  #variant(key: number, trial: number): Variant {
    const known = this.#variants.get(key);
    if (known !== undefined) return known;
    const experiment = variantOf(this.plan.experiment, settingsAt(this.plan, trial));
    const made = newVariant(experiment, this.queries, this.#sweptKeys, this.plan.experiment.goals);
    this.#keptNumbers += numberCount(made);
    if (this.#keptNumbers > KEPT_NUMBERS) {
      this.#variants.clear();
      this.#keptNumbers = numberCount(made);
    }
    this.#variants.set(key, made);
    return made;
  }
}

/**
 * @param sweptKeys what differs among the trials of the variant, and among others.
 * @param goals of the sweep, which its trials are judged for.
 */
function newVariant(
  experiment: Experiment,
  queries: SweepQueries,
  sweptKeys: ReadonlySet<string>,
  { allRowsRight, macroF1 }: Goals,
): Variant {
  const { logEvery, learningRate, shuffle, schedule, stop } = experiment.training;
  const orderKey = shuffle === "init" ? "init.seed" : "training.shuffle_seed";
  return {
    topology: topologyOf(experiment),
    data: trainingDataOf(experiment),
    queryInputs: queryInputsOf(experiment, queries.of(experiment)),
    scheme: "seed" in experiment.init ? experiment.init.scheme : classicScheme,
    givenParameters: "seed" in experiment.init ? null : startingParameters(experiment),
    logEvery,
    supervision: { schedule, stop },
    learning: learningSettingsOf(experiment.training),
    learningRate,
    shuffle,
    rowForm: shuffle === "none" ? "table" : sweptKeys.has(orderKey) ? "lanes" : "shared",
    judgedRows: judgedRowsOf(experiment, allRowsRight ? "always" : "beside", macroF1),
    target: experiment.dataset.target,
    targetColumns: targetColumnsOf(experiment),
  };
}

function numberCount({ data, judgedRows, queryInputs, givenParameters }: Variant): number {
  const judged = [judgedRows?.training, judgedRows?.heldOut].flatMap((rows) => rows?.data ?? []);
  const tables = [data, ...judged];
  const rowNumbers = tables.reduce((sum, { inputs, targets }) => sum + inputs.length + targets.length, 0);
  return rowNumbers + queryInputs.length + (givenParameters?.length ?? 0);
}
