// Which columns the features of an experiment read: each its own, or those that its pattern fits.
// Why before the rows: a name that stands twice or is reserved is one mistake, not one in every row.

import type { ColumnRequest } from "../../dataset/dataset.ts";
import { clip } from "../../text/visible_text.ts";
import { isLabel, LABEL_WANTED } from "../label.ts";
import type { Draft } from "../settings.ts";
import type { Place, ProblemList } from "../source/problem.ts";
import type { Placer, TreePath } from "../source/yaml_tree.ts";
import { dotted } from "./breach.ts";
import type { Records } from "./records.ts";

type DraftFeature = Draft["dataset"]["features"][number];

/** What an empty cell means, as the file says it. */
export type MissingRule = NonNullable<DraftFeature["missing"]>;

/** A feature of the file bound to a column that it reads: its own, or one of those that its pattern fits. */
export interface BoundFeature {
  readonly column: string;
  readonly missing: MissingRule;
  readonly draft: DraftFeature;
  /** Where the file has it. */
  readonly path: TreePath;
}

/** The features of a dataset by their columns; reports names that occur twice or mean something else. */
export function bindFeatures(
  { features, target, targets = [] }: Draft["dataset"],
  records: Records,
  placeOf: Placer,
  list: ProblemList,
): readonly BoundFeature[] {
  const base = ["dataset", "features"];
  const targetNames = [target, ...targets].flatMap((column) => column === undefined ? [] : [column.name]);
  const named = features.flatMap((feature, index) =>
    "columns" in feature ? [] : [{ name: feature.name, path: [...base, index, "name"] }]
  );
  const images = features.flatMap((feature, index) =>
    !("columns" in feature)
      ? []
      : feature.name !== undefined
      ? [{ name: feature.name, path: [...base, index, "name"] }]
      : feature.shape !== undefined
      ? [{ name: feature.columns, path: [...base, index, "columns"] }]
      : []
  );
  rejectDoubled([...named, ...images], base, placeOf, list);
  for (const { name, path } of named) {
    if (!targetNames.includes(name)) continue;
    const message = `${dotted(path)} must not be the target's: found ${clip(name)}`;
    list.report("duplicate", placeOf(path), message, "leave the target out of the features");
  }
  const taken = new Set([...targetNames, ...named.map(({ name }) => name), records.nameColumn ?? ""]);
  return features.flatMap((draft, index): readonly BoundFeature[] => {
    const path = [...base, index];
    const columns = "columns" in draft ? fittingColumns(draft.columns, taken, records) : [draft.name];
    if (columns.length === 0 && "columns" in draft && !records.isLost) {
      reportUnfitting(draft.columns, [...path, "columns"], records, placeOf, list);
    }
    if ("columns" in draft) rejectUnfitNames(columns, [...path, "columns"], placeOf, list);
    for (const column of columns) taken.add(column);
    return columns.map((column) => ({ column, missing: draft.missing ?? "error", draft, path }));
  });
}

/** Reports the first column that a pattern fits and that no feature may be called. */
function rejectUnfitNames(
  columns: readonly string[],
  path: TreePath,
  placeOf: Placer,
  list: ProblemList,
): void {
  const found = columns.find((column) => !isLabel(column) || column === "__proto__");
  if (found === undefined) return;
  const wanted = isLabel(found) ? "other names" : `names of ${LABEL_WANTED}`;
  const message = `${dotted(path)} must fit columns with ${wanted}: found ${clip(found)}`;
  list.report("wrong_value", placeOf(path), message, "rename it in the table");
}

/**
 * The columns of the rows whose names fit a pattern, in which * stands for any characters, and that nothing else names; a
 * column without a name, or with that of the rows, is none.
 */
function fittingColumns(pattern: string, taken: ReadonlySet<string>, records: Records): readonly string[] {
  if (records.count === 0 && records.table === null) return [];
  const pieces = pattern.split("*");
  return records.columnsOf(0).filter((column) =>
    column !== "" && column !== "name" && !taken.has(column) && fits(column, pieces)
  );
}

/**
 * Whether a name begins with the first piece of a pattern, ends with the last, and has the others between them in order.
 * Why no regular expression: a stranger's pattern could keep one busy for ever.
 */
function fits(name: string, pieces: readonly string[]): boolean {
  const [first, ...rest] = pieces;
  const last = rest.pop();
  if (last === undefined) return name === first;
  const end = name.length - last.length;
  let at = first.length;
  if (at > end || !name.startsWith(first) || !name.endsWith(last)) return false;
  for (const piece of rest) {
    const found = name.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= end;
}

function reportUnfitting(
  pattern: string,
  path: TreePath,
  records: Records,
  placeOf: Placer,
  list: ProblemList,
): void {
  const columns = records.count === 0 && records.table === null ? [] : records.columnsOf(0);
  const found = columns.length === 0 ? "there are no columns" : `there are ${clip(columns.join(", "))}`;
  const message = `${dotted(path)} must fit a column that nothing else names: found ${
    clip(pattern)
  }, and ${found}`;
  list.report("missing", placeOf(path), message, "* stands for any characters, and * alone for all columns");
}

/** A column of numbers as it was asked for. */
export function columnOf(
  name: string,
  { unit, shift = 0, scale = 1 }: {
    readonly unit?: string;
    readonly shift?: ColumnRequest["shift"];
    readonly scale?: ColumnRequest["scale"];
  },
): ColumnRequest {
  return { name, unit: unit ?? null, shift, scale };
}

/** Reports names of columns that occur twice or are reserved. */
export function rejectDoubled(
  columns: readonly { readonly name: string; readonly path: TreePath }[],
  base: TreePath,
  placeOf: Placer,
  list: ProblemList,
): void {
  const seen = new Set<string>();
  for (const { name, path } of columns) {
    if (seen.has(name)) {
      const message = `${dotted(base)} must have different names: found ${clip(name)} twice`;
      list.report("duplicate", placeOf(path), message, "rename one of the two");
    }
    seen.add(name);
    rejectReserved(name, dotted(path), placeOf(path), list);
  }
}

/** Reports the two names that no column may have. */
export function rejectReserved(name: string, key: string, place: Place, list: ProblemList): void {
  if (name === "name") {
    const message = `${key} must not be name: that column names the rows`;
    list.report("wrong_value", place, message, "choose another name");
  }
  if (name === "__proto__") {
    list.report("not_allowed", place, `${key} must not be __proto__`, "choose another name");
  }
}
