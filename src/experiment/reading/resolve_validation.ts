// Decides which rows are held out: the one way that the file chooses, what it leaves out, and that the rows allow it.
// What must hold: each trial of a sweep is cut by its own split, and is held to what a single run is.

import {
  type Dataset,
  type FoldSplit,
  type FractionSplit,
  type NamedRows,
  type Row,
  targetNamesOf,
} from "../../dataset/dataset.ts";
import { splitLack, tableRowsOf, withSplit } from "../../dataset/held_out.ts";
import { anyOf, listed } from "../../text/words.ts";
import { suggestion } from "../../text/suggest.ts";
import { clip } from "../../text/visible_text.ts";
import { type Sweep, type SweepValue, valueAt } from "../experiment.ts";
import type { Draft } from "../settings.ts";
import type { DataTable } from "../source/data_table.ts";
import type { Place, ProblemList } from "../source/problem.ts";
import type { Placer } from "../source/yaml_tree.ts";
import { VALIDATION_DEFAULTS } from "../validation_settings.ts";
import { checkTable, inlineRecords, type Records, tableRecords } from "./records.ts";
import { laterColumns } from "./resolve_columns.ts";
import type { Feature } from "./resolve_features.ts";
import { resolveRows } from "./resolve_rows.ts";

/** What the file and its sweep say of the rows to hold out; null where they say nothing. */
type ValidationDraft = NonNullable<Draft["dataset"]["validation"]>;

/** What the settings alone do not say. */
export interface ValidationContext {
  readonly placeOf: Placer;
  readonly sweep: Sweep | null;
  /** The rows of `dataset.validation.file`, where it is used. */
  readonly heldOutData: DataTable | null;
  /** What rows are read by. */
  readonly features: readonly Feature[];
  /** Whether the classes are those that the rows of the table have. */
  readonly areClassesAll: boolean;
  /** Leaves out the rows that an empty cell drops. */
  readonly kept: (records: Records) => Records;
  /** The names of the rows of the table before such rows were left out. */
  readonly namesBefore: () => ReadonlySet<string>;
  /** Whether values were left out because they were refused. */
  readonly isPartial: boolean;
}

type Way = "fraction" | "folds" | "file" | "rows";

const WAYS: readonly Way[] = ["fraction", "folds", "file", "rows"];

/** To which ways a setting belongs that is none itself. */
const OWNERS = {
  fold: ["folds"],
  seed: ["fraction", "folds"],
  stratify: ["fraction", "folds"],
} as const satisfies Readonly<Record<string, readonly Way[]>>;

const PREFIX = "dataset.validation.";
const ROWS = ["dataset", "validation", "rows"];

/** The way out where all rows are dropped. */
export const FILL_HINT = "fill some columns in place of dropping: missing: mean, median or a number";

/** What the first trial of a sweep takes of the settings that it varies. */
function firstOf(sweep: Sweep | null): Readonly<Record<string, SweepValue>> {
  const swept: Record<string, SweepValue> = {};
  for (const { key, values } of sweep?.axes.flat() ?? []) {
    if (key.startsWith(PREFIX)) swept[key.slice(PREFIX.length)] = valueAt(values, 0);
  }
  return swept;
}

/** A split that the rows allow: that of the file, or where no trial is cut by it, that of the first trial. */
function allowedSplit<Chosen extends FractionSplit | FoldSplit>(
  { target, rows }: Dataset,
  split: Chosen,
  swept: Readonly<Record<string, SweepValue>>,
): Chosen {
  const ofFirst = { ...split, ...swept };
  return splitLack(target, rows, split) !== null && splitLack(target, rows, ofFirst) === null
    ? ofFirst
    : split;
}

/** Whether the file or its sweep holds rows out. */
export function holdsRowsOut(stated: ValidationDraft | undefined, sweep: Sweep | null): boolean {
  return stated !== undefined || Object.keys(firstOf(sweep)).length > 0;
}

/** The rows that are written to be held out, unchecked; null where there are none. */
export function writtenRecords(
  stated: ValidationDraft | undefined,
  { heldOutData, placeOf }: Pick<ValidationContext, "heldOutData" | "placeOf">,
): Records | null {
  if (heldOutData !== null) return tableRecords(heldOutData);
  const rows = stated?.rows ?? [];
  return rows.length === 0 || areNames(rows) ? null : inlineRecords(rows, ROWS, placeOf);
}

/** A dataset with the rows held out that the file and its sweep ask for. */
export function resolveValidation(
  dataset: Dataset,
  stated: ValidationDraft | undefined,
  { placeOf, sweep, heldOutData, features, areClassesAll, kept, namesBefore, isPartial }: ValidationContext,
  list: ProblemList,
): Dataset {
  if (!holdsRowsOut(stated, sweep)) return dataset;
  const swept = firstOf(sweep);
  const draft: ValidationDraft = { ...swept, ...stated };
  const split = resolveSplit(draft, isPartial, placeOf, list);
  if (split === null) return dataset;
  if (split !== "given") return withSplit(dataset, allowedSplit(dataset, split, swept));
  const written = draft.rows ?? [];
  if (areNames(written)) {
    return withSplit(dataset, namedSplit(dataset.rows, written, { placeOf, namesBefore }, list));
  }
  if (heldOutData === null) checkTable(written, ROWS, placeOf, list);
  // Of a table with lines of different lengths no cell is looked for.
  if (!list.isEmpty) return dataset;
  const all = heldOutData === null ? inlineRecords(written, ROWS, placeOf) : tableRecords(heldOutData);
  const records = kept(all);
  if (all.count > 0 && records.count === 0) {
    const message =
      `dataset.validation must have a row left: each of the ${all.count} lacks a cell, and is dropped`;
    list.report("missing", placeOf(["dataset", "validation"], "key"), message, FILL_HINT);
    return dataset;
  }
  const { target } = dataset;
  const later = { target, targets: targetNamesOf(target), path: ROWS };
  const columns = laterColumns(features, later, records, placeOf, list);
  const rows = resolveRows(records, { features, columns, areClassesAll }, list, ROWS.join("."));
  return { ...dataset, validation: { split: { kind: "rows" }, rows, indices: [] } };
}

function areNames(rows: NonNullable<ValidationDraft["rows"]>): rows is readonly string[] {
  return typeof rows[0] === "string";
}

/** The rows that are named; reports names that no row has, and those that stand twice. */
function namedSplit(
  table: readonly Row[],
  names: readonly string[],
  { placeOf, namesBefore }: Pick<ValidationContext, "placeOf" | "namesBefore">,
  list: ProblemList,
): NamedRows {
  const known = table.map(({ name }) => name);
  const isKnown = new Set(known);
  const named = new Set<string>();
  let before: ReadonlySet<string> | null = null;
  names.forEach((name, index) => {
    if (list.isFull) return;
    const place = placeOf(["dataset", "validation", "rows", index]);
    const key = `dataset.validation.rows[${index}]`;
    if (!isKnown.has(name) && (before ??= namesBefore()).has(name)) {
      const message = `${key} must be the name of a row: found ${
        clip(name)
      }, which lacks a cell and is dropped`;
      list.report("wrong_value", place, message, "remove it");
    } else if (!isKnown.has(name)) {
      const message = `${key} must be the name of a row: found ${clip(name)}`;
      list.report("wrong_value", place, message, suggestion(name, known));
    } else if (named.has(name)) {
      const message = `${key} must name another row: found ${clip(name)} twice`;
      list.report("duplicate", place, message, "remove one of the two");
    }
    named.add(name);
  });
  return { kind: "names", names: known.filter((name) => named.has(name)) };
}

/**
 * The way that is chosen, with everything decided; `given` where the rows are named or written for it.
 *
 * @param isPartial whether values were left out because they were refused.
 * @returns null where no way is clear, which is reported.
 */
function resolveSplit(
  draft: ValidationDraft,
  isPartial: boolean,
  placeOf: Placer,
  list: ProblemList,
): FractionSplit | FoldSplit | "given" | null {
  const chosen = WAYS.filter((way) => draft[way] !== undefined);
  if (chosen.length !== 1) {
    if (chosen.length > 1) {
      const message = `dataset.validation must have one of ${listed(WAYS)}: found ${listed(chosen)}`;
      list.report("duplicate", validationPlace(placeOf, chosen[1]), message, "keep one of them");
    } else if (!isPartial) {
      const message = "dataset.validation must have a fraction, folds, a file or rows: found none of them";
      const hint = "for example validation: { fraction: 0.2 }";
      list.report("missing", placeOf(["dataset", "validation"], "key"), message, hint);
    }
    return null;
  }
  const [way] = chosen;
  for (const [key, owners] of Object.entries(OWNERS)) {
    if (draft[key as keyof typeof OWNERS] === undefined || owners.some((owner) => owner === way)) continue;
    const message = `dataset.validation.${key} belongs to ${anyOf(owners)}: found ${way}`;
    const hint = key === "fold"
      ? `remove it, or write folds in place of the ${way}`
      : `remove it, or the ${way}`;
    list.report("not_allowed", validationPlace(placeOf, key), message, hint);
  }
  const seed = draft.seed ?? VALIDATION_DEFAULTS.seed;
  const stratify = draft.stratify ?? VALIDATION_DEFAULTS.stratify;
  if (draft.fraction !== undefined) return { kind: "fraction", fraction: draft.fraction, seed, stratify };
  if (draft.folds === undefined) return "given";
  return { kind: "folds", folds: draft.folds, fold: draft.fold ?? VALIDATION_DEFAULTS.fold, seed, stratify };
}

/** Reports a split that the rows of an experiment do not allow, and held-out rows that are none. */
export function checkValidation(dataset: Dataset, placeOf: Placer, list: ProblemList): void {
  const { validation, target } = dataset;
  if (validation === null) return;
  const table = tableRowsOf(dataset);
  if (validation.split.kind === "rows") {
    if (validation.rows.length > 0) return;
    const message = "dataset.validation must hold out at least one row: found none";
    list.report("missing", placeOf(["dataset", "validation"], "key"), message, "add rows, or remove it");
    return;
  }
  if (table.length === 0) {
    const message = "dataset.validation needs rows to choose from: found none";
    list.report(
      "missing",
      placeOf(["dataset", "validation"], "key"),
      message,
      "add dataset.rows, or remove it",
    );
    return;
  }
  const lack = splitLack(target, table, validation.split);
  if (lack === null) return;
  const message = `dataset.validation.${lack.key} must ${lack.wanted}: found ${clip(lack.found)}`;
  list.report("wrong_value", validationPlace(placeOf, lack.key), message, lack.wayOut);
}

/** Where a setting stands, in the file or in its sweep. */
function validationPlace(placeOf: Placer, key: string): Place {
  return placeOf(["dataset", "validation", key], "key");
}
