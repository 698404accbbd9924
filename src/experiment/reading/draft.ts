// The experiment file as its settings are read: types right and defaults filled in, but nothing yet checked against
// anything else.

import type { FeatureRequest } from "../../dataset/dataset.ts";
import type { Experiment, GivenInit, NetworkSettings, SeedInit, TrainingSettings } from "../experiment.ts";
import type { Plain } from "../source/yaml_tree.ts";

/** The cells of a row or a query by column, before their columns are known; without a prototype. */
export type RawCells = Readonly<Record<string, RawCell>>;

/** See {@linkcode RawCells}. */
export type RawCell = Plain | string;

/** An experiment file whose every value has the type its key asks for. */
export interface Draft {
  readonly numerics: Experiment["numerics"];
  readonly name?: string;
  readonly description: string;
  readonly dataset: DatasetDraft;
  readonly network: NetworkSettings;
  readonly init: InitDraft;
  readonly training: TrainingSettings;
  readonly queries: readonly RawCells[];
  /** Read from the tree, key by key: what it may hold depends on the key. */
  readonly sweep?: unknown;
}

/** `dataset` of an experiment file. */
export interface DatasetDraft {
  readonly features: readonly FeatureDraft[];
  readonly target?: TargetDraft;
  readonly rows?: readonly RawCells[];
  readonly file?: string;
}

/** One of `dataset.features`. */
export type FeatureDraft = Omit<FeatureRequest, "unit"> & { readonly unit?: string };

/** `dataset.target`. */
export interface TargetDraft {
  readonly name: string;
  readonly classes?: Readonly<Record<string, number>>;
}

/** `init`: a seed, or weights and biases, or so far both. */
export type InitDraft = Partial<SeedInit & GivenInit>;
