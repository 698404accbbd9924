// The experiment file as its settings are read: types right, defaults filled in, but nothing yet held against
// anything else.

import type { Experiment, NetworkSettings, TrainingSettings } from "../experiment.ts";
import type { Place } from "../source/problem.ts";
import type { Plain, TreePath } from "../source/yaml_tree.ts";

/** Where the values of a draft stand. */
export type Placer = (path: TreePath, side?: "key" | "value") => Place;

/** A cell of a row or a query before its column is known. */
export type RawCell = Plain | string | number;

/** The cells of a row or a query by column. */
export type RawCells = Readonly<Record<string, RawCell>>;

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
export interface FeatureDraft {
  readonly name: string;
  readonly unit?: string;
  readonly shift: number | "mean";
  readonly scale: number | "std";
}

/** `dataset.target`. */
export interface TargetDraft {
  readonly name: string;
  readonly classes?: Readonly<Record<string, number>>;
}

/** `init`: a seed, or weights and biases, as the file has them. */
export interface InitDraft {
  readonly seed?: number;
  readonly weights?: number | readonly number[];
  readonly biases?: number | readonly number[];
}
