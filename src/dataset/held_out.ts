// Which rows of a table are learned and which are held out, to judge by them what was learned.
// What must not change: `rows` of a dataset are those that are learned, in the order of the table, so that whatever is fitted
// to them, shift and scale among it, has not seen the others.

import { folds, stratifiedFolds } from "../judging/folds.ts";
import { heldOutCount, holdOut, stratifiedHoldOut } from "../judging/hold_out.ts";
import {
  classOf,
  type Dataset,
  type FoldSplit,
  type GivenRows,
  type Row,
  type Split,
  type Target,
} from "./dataset.ts";

/** Every row of the table that a dataset was made from, in its order: learned and held out. */
export function tableRowsOf({ rows, validation }: Pick<Dataset, "rows" | "validation">): readonly Row[] {
  if (validation === null) return rows;
  const { indices } = validation;
  let learned = 0;
  let heldOut = 0;
  return Array.from(
    { length: rows.length + indices.length },
    (_, index) => indices[heldOut] === index ? validation.rows[heldOut++] : rows[learned++],
  );
}

/**
 * A dataset with other rows held out of its table, or none.
 *
 * A split that its table cannot be cut by holds nothing out: the experiment reader reports it (see `splitLack`).
 *
 * @example The first of two folds of four rows
 * ```ts
 * import { withSplit } from "./held_out.ts";
 * const rows = ["a", "b", "c", "d"].map((name) => ({ name, values: [], targets: [0] }));
 * const dataset = { features: [], target: null, rows, validation: null };
 * const split = withSplit(dataset, { kind: "folds", folds: 2, fold: 0, seed: 0, stratify: false });
 * if (split.validation?.rows.map(({ name }) => name).join() !== "c,d") throw new Error("wrong");
 * if (withSplit(split, null).rows.map(({ name }) => name).join() !== "a,b,c,d") throw new Error("wrong");
 * ```
 */
export function withSplit(dataset: Dataset, split: Exclude<Split, GivenRows> | null): Dataset {
  const table = tableRowsOf(dataset);
  if (split === null) return { ...dataset, rows: table, validation: null };
  const isMet = splitLack(dataset.target, table, split) === null;
  const isHeldOut = new Set(isMet ? heldOutOf(dataset.target, table, split) : []);
  const indices = [...isHeldOut].sort((a, b) => a - b);
  return {
    ...dataset,
    rows: table.filter((_, index) => !isHeldOut.has(index)),
    validation: { split, rows: indices.map((index) => table[index]), indices },
  };
}

function heldOutOf(
  target: Target | null,
  table: readonly Row[],
  split: Exclude<Split, GivenRows>,
): readonly number[] {
  if (split.kind === "names") {
    const names = new Set(split.names);
    return table.flatMap(({ name }, index) => names.has(name) ? [index] : []);
  }
  const classes = split.stratify ? table.map((row) => classOf(target, row)) : null;
  if (split.kind === "fraction") {
    return classes === null ? holdOut(table.length, split) : stratifiedHoldOut(classes, split);
  }
  const all = classes === null ? folds(table.length, split) : stratifiedFolds(classes, split);
  return all[split.fold];
}

/** Which setting of a split the rows do not allow, what would do, and what was found. */
export interface SplitLack {
  readonly key: "fraction" | "folds" | "fold" | "stratify" | "rows";
  readonly wanted: string;
  readonly found: string;
  readonly wayOut: string;
}

/** Why a table cannot be cut by a split; null where it can, and rows are left to learn. */
export function splitLack(
  target: Target | null,
  table: readonly Row[],
  split: Exclude<Split, GivenRows>,
): SplitLack | null {
  if (split.kind === "names") {
    if (split.names.length < table.length) return null;
    return {
      key: "rows",
      wanted: "leave rows to learn",
      found: `all ${table.length}`,
      wayOut: "name fewer rows",
    };
  }
  if (split.stratify && target?.kind !== "classes" && target?.kind !== "coded") {
    const wayOut = "leave stratify out";
    return { key: "stratify", wanted: "be false without classes", found: "true", wayOut };
  }
  if (split.kind === "folds") return foldLack(target, table, split);
  // Counted and not drawn: each trial of a sweep asks.
  const sizes = split.stratify ? classSizes(target, table) : [table.length];
  const heldOut = sizes.reduce((sum, size) => sum + heldOutCount(size, split.fraction), 0);
  if (heldOut < table.length) return null;
  const found = `${split.fraction}, which holds out all ${table.length}`;
  return { key: "fraction", wanted: "leave rows to learn", found, wayOut: "hold out fewer, or add rows" };
}

/** How many rows each class has, of those that have any. */
function classSizes(target: Target | null, table: readonly Row[]): readonly number[] {
  const sizes = new Map<number, number>();
  for (const row of table) {
    const label = classOf(target, row);
    sizes.set(label, (sizes.get(label) ?? 0) + 1);
  }
  return [...sizes.values()];
}

function foldLack(target: Target | null, table: readonly Row[], split: FoldSplit): SplitLack | null {
  const most = split.stratify ? Math.max(0, ...classSizes(target, table)) : table.length;
  if (split.folds > most) {
    const rows = split.stratify ? "rows of the largest class" : "rows";
    const wayOut = "write fewer folds, or add rows";
    return { key: "folds", wanted: `be at most the ${most} ${rows}`, found: String(split.folds), wayOut };
  }
  if (split.fold < split.folds) return null;
  const wanted = `be from 0 to ${split.folds - 1}, one of ${split.folds} folds`;
  return { key: "fold", wanted, found: String(split.fold), wayOut: "folds are counted from 0" };
}
