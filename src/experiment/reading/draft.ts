// The experiment file as the schema leaves it: types right, names as in the file, defaults not yet filled in.
// Why by hand and not inferred from the schema: it is read more often than it is changed.

import type { ActivationName } from "../../engine/rules/activation.ts";
import type { Place } from "../source/problem.ts";
import type { Plain, TreePath } from "../source/yaml_tree.ts";

/** Where the values of a draft stand. */
export type Placer = (path: TreePath, part?: "key" | "value") => Place;

/** A cell of a row or a query before its column is known. */
export type RawCell = Plain | string | number;

/** The cells of a row or a query by column. */
export type RawCells = Readonly<Record<string, RawCell>>;

/** An experiment file whose every value has the type its key asks for. */
export interface Draft {
  readonly numerics?: 1;
  readonly name?: string;
  readonly description?: string;
  readonly dataset: DatasetDraft;
  readonly network?: {
    readonly hidden?: readonly number[];
    readonly activation?: ActivationName;
    readonly output?: ActivationName;
  };
  readonly init?: {
    readonly seed?: number;
    readonly weights?: number | readonly number[];
    readonly biases?: number | readonly number[];
  };
  readonly training?: {
    readonly learning_rate?: number;
    readonly epochs?: number;
    readonly loss?: "mse";
    readonly log_every?: number;
  };
  readonly queries?: readonly RawCells[];
  /** Read from the tree, key by key: what it may hold depends on the key. */
  readonly sweep?: unknown;
}

/** `dataset` of an experiment file. */
export interface DatasetDraft {
  readonly features: readonly {
    readonly name: string;
    readonly unit?: string;
    readonly shift?: number | "mean";
    readonly scale?: number | "std";
  }[];
  readonly target?: { readonly name: string; readonly classes?: Readonly<Record<string, number>> };
  readonly rows?: readonly RawCells[];
  readonly file?: string;
}
