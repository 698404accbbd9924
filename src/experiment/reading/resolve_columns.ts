// Decides which columns an experiment looks at: its features, and that the rows have them and the target's.
// Why before the rows: a feature with a misspelt name is one mistake, not one in every row.

import { type ColumnRequest, type Target, targetNamesOf } from "../../dataset/dataset.ts";
import { suggestion } from "../../text/suggest.ts";
import { clip } from "../../text/visible_text.ts";
import type { Draft } from "../settings.ts";
import type { Place, ProblemList } from "../source/problem.ts";
import type { Placer, TreePath } from "../source/yaml_tree.ts";
import { dotted } from "./breach.ts";
import type { Records } from "./records.ts";

/** The features of a dataset; reports names that occur twice or mean something else. */
export function resolveFeatures(
  draft: Draft["dataset"],
  placeOf: Placer,
  list: ProblemList,
): readonly ColumnRequest[] {
  const targets = new Set([draft.target, ...draft.targets ?? []].map((column) => column?.name));
  rejectDoubled(draft.features, ["dataset", "features"], placeOf, list);
  draft.features.forEach(({ name }, index) => {
    if (!targets.has(name)) return;
    const message = `dataset.features[${index}].name must not be the target's: found ${clip(name)}`;
    const place = placeOf(["dataset", "features", index, "name"]);
    list.report("duplicate", place, message, "leave the target out of the features");
  });
  return draft.features.map(columnOf);
}

type DraftColumn = Draft["dataset"]["features"][number];

export function columnOf(
  { name, unit, shift = 0, scale = 1 }: Partial<DraftColumn> & { name: string },
): ColumnRequest {
  return { name, unit: unit ?? null, shift, scale };
}

/** Reports names of columns that occur twice or are reserved. */
export function rejectDoubled(
  columns: readonly { readonly name: string }[],
  base: TreePath,
  placeOf: Placer,
  list: ProblemList,
): void {
  const seen = new Set<string>();
  columns.forEach(({ name }, index) => {
    const path = [...base, index, "name"];
    if (seen.has(name)) {
      const message = `${dotted(base)} must have different names: found ${clip(name)} twice`;
      list.report("duplicate", placeOf(path), message, "rename one of the two");
    }
    seen.add(name);
    rejectReserved(name, dotted(path), placeOf(path), list);
  });
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

/** Columns that rows and queries must have, and what is known about all rows. */
export interface Columns {
  readonly features: readonly string[];
  readonly target: Target | null;
  /** Columns that no row has: reported once, not row by row. */
  readonly absent: ReadonlySet<string>;
  /** Columns of the rows that may be meant for an absent one. */
  readonly others: ReadonlySet<string>;
}

/** The columns of a dataset; reports the features and the target that no row has. */
export function resolveColumns(
  features: readonly ColumnRequest[],
  target: Target | null,
  records: Records,
  placeOf: Placer,
  list: ProblemList,
): Columns {
  const names = features.map(({ name }) => name);
  const wanted = [...names, ...targetNamesOf(target)];
  const known = new Set([...wanted, "name"]);
  const absent = new Set<string>();
  const { table } = records;
  // One row without a column has a mistake; rows that all lack it say that its name is the mistake.
  if (table === null && records.count < 2) return { features: names, target, absent, others: new Set() };
  const others = records.columnsOf(0).filter((column) => !known.has(column));
  if (table !== null && isSeparatedOtherwise(table.columns) && !wanted.some(records.hasColumn)) {
    const message = `the table must have commas between its columns: found ${clip(table.columns[0])}`;
    list.report("syntax", table.header, message);
    return { features: names, target, absent: new Set(wanted), others: new Set() };
  }
  wanted.forEach((name, index) => {
    if (records.hasColumn(name) || absent.has(name)) return;
    absent.add(name);
    if (table !== null) {
      const message = `the table must have a column ${clip(name)}: found ${clip(table.columns.join(", "))}`;
      list.report("missing", table.header, message, suggestion(name, others));
    } else {
      const path = index < names.length
        ? ["dataset", "features", index, "name"]
        : targetNamePath(wanted.length - names.length, index - names.length);
      const message = `${dotted(path)} must be a column of the rows: found ${clip(name)}`;
      list.report("missing", placeOf(path), message, suggestion(name, others));
    }
  });
  // Of a row's own columns some are meant for the absent ones, so none is called unknown.
  return { features: names, target, absent, others: new Set(absent.size > 0 ? others : []) };
}

/** Where the file names a column of the target. */
function targetNamePath(count: number, index: number): TreePath {
  return count > 1 ? ["dataset", "targets", index, "name"] : ["dataset", "target", "name"];
}

function isSeparatedOtherwise(columns: readonly string[]): boolean {
  return columns.length === 1 && /[;\t]/.test(columns[0]);
}
