// One part of a sweep as plain data that any worker can train: networks, rows, and per trial what differs.
// Why plain data: a worker then needs no YAML, no schema and no plan, and starts at once.

import type { Target } from "../dataset/dataset.ts";
import {
  type Experiment,
  startingParameters,
  type SweepValue,
  topologyOf,
} from "../experiment/experiment.ts";
import { queryInputsOf, trainingDataOf } from "../experiment/network_data.ts";
import { LIGHT_KEYS, variantOf } from "../experiment/variant.ts";
import type { Topology } from "../network/topology.ts";
import { shortest } from "../numeric/decimal.ts";
import type { TrainingData } from "../training/training_data.ts";
import { bandEpochs } from "./loss_bands.ts";
import { axisIndicesAt, heavySettings, partRange, settingsAt, type SweepPlan } from "./plan.ts";

/** What trials share that differ only in seed, learning rate and epochs. */
export interface Variant {
  readonly topology: Topology;
  readonly data: TrainingData;
  /** Shape [queryCount * featureCount]. */
  readonly queryInputs: Float64Array;
  /** The starting parameters where no seed draws them. */
  readonly givenParameters: Float64Array | null;
  readonly logEvery: number;
  readonly target: Target | null;
}

/** Trials of one variant: for each its place in the part, seed, learning rate and epochs. */
export interface TrialGroup {
  readonly variant: Variant;
  /** A number that is the same for the same variant in every part of a sweep. */
  readonly variantKey: number;
  readonly places: Uint32Array;
  /** Null where the variant gives the parameters. */
  readonly seeds: Float64Array | null;
  readonly learningRates: Float64Array;
  readonly epochs: Float64Array;
}

/** One part of a sweep. */
export interface PartJob {
  readonly part: number;
  readonly trialCount: number;
  readonly queryCount: number;
  /** The epochs at which losses are counted for the bands. */
  readonly bandEpochs: readonly number[];
  /** The start of each trial's line in `trials.csv`: the swept values. */
  readonly linePrefixes: readonly string[];
  readonly groups: readonly TrialGroup[];
}

/** Makes the jobs of a sweep, one part at a time. */
export class PartJobs {
  /** Variants that were met, by the axis indices that make them; the latest few are kept. */
  readonly #variants = new Map<string, { variant: Variant; key: number; experiment: Experiment }>();
  #variantCount = 0;
  readonly #bandEpochs: readonly number[];

  constructor(readonly plan: SweepPlan) {
    this.#bandEpochs = bandEpochs(plan.experiment);
  }

  /** The job of a part. */
  job(part: number): PartJob {
    const { plan } = this;
    const { from, to } = partRange(plan, part);
    const groups = new Map<number, { variant: Variant; experiment: Experiment; trials: Trial[] }>();
    const linePrefixes: string[] = [];
    for (let trial = from; trial < to; trial++) {
      const settings = settingsAt(plan, trial);
      linePrefixes.push(plan.keys.map((key) => valueText(settings[key])).join(","));
      const { variant, key, experiment } = this.#variantOf(trial, settings);
      const group = groups.get(key) ?? { variant, experiment, trials: [] };
      groups.set(key, group);
      group.trials.push({ place: trial - from, settings });
    }
    return {
      part,
      trialCount: to - from,
      queryCount: plan.experiment.queries.length,
      bandEpochs: this.#bandEpochs,
      linePrefixes,
      groups: [...groups].map(([variantKey, group]) => groupOf(variantKey, group)),
    };
  }

  #variantOf(
    trial: number,
    settings: Trial["settings"],
  ): { variant: Variant; key: number; experiment: Experiment } {
    const { plan } = this;
    const indices = axisIndicesAt(plan, trial);
    const id = plan.axes.map((axis, at) =>
      axis.every(({ key }) => LIGHT_KEYS.includes(key)) ? "" : indices[at]
    ).join();
    const known = this.#variants.get(id);
    if (known !== undefined) return known;
    const experiment = variantOf(plan.experiment, heavySettings(settings));
    const isSeeded = "seed" in experiment.init || "init.seed" in settings;
    const made = {
      experiment,
      key: this.#variantCount++,
      variant: {
        topology: topologyOf(experiment),
        data: trainingDataOf(experiment),
        queryInputs: queryInputsOf(experiment),
        givenParameters: isSeeded ? null : startingParameters(experiment),
        logEvery: experiment.training.logEvery,
        target: experiment.dataset.target,
      },
    };
    if (this.#variants.size >= 64) this.#variants.delete(this.#variants.keys().next().value!);
    this.#variants.set(id, made);
    return made;
  }
}

interface Trial {
  readonly place: number;
  readonly settings: Readonly<Record<string, SweepValue>>;
}

function groupOf(
  variantKey: number,
  { variant, experiment, trials }: { variant: Variant; experiment: Experiment; trials: readonly Trial[] },
): TrialGroup {
  const column = (key: string, otherwise: number): Float64Array =>
    Float64Array.from(trials, ({ settings }) => (settings[key] ?? otherwise) as number);
  const { init, training } = experiment;
  return {
    variant,
    variantKey,
    places: Uint32Array.from(trials, ({ place }) => place),
    seeds: variant.givenParameters === null ? column("init.seed", "seed" in init ? init.seed : 0) : null,
    learningRates: column("training.learning_rate", training.learningRate),
    epochs: column("training.epochs", training.epochs),
  };
}

/** A swept value as a cell of `trials.csv`; a list is written with spaces, so that it needs no quotes. */
export function valueText(value: SweepValue): string {
  if (typeof value === "number") return shortest(value);
  return typeof value === "string" ? value : `[${value.map(shortest).join(" ")}]`;
}
