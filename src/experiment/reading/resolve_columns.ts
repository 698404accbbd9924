// Decides which columns an experiment looks at: its features, its target, and that the rows have them.
// Why before the rows: a feature with a misspelt name is one mistake, not one in every row.

import { type ColumnRequest, type Target, targetNamesOf } from "../../dataset/dataset.ts";
import { suggestion } from "../../text/suggest.ts";
import { clip } from "../../text/visible_text.ts";
import { isLabel, LABEL_HINT, LABEL_WANTED } from "../label.ts";
import type { Draft } from "../settings.ts";
import type { Place, ProblemList } from "../source/problem.ts";
import type { Placer } from "../source/yaml_tree.ts";
import { dotted } from "./breach.ts";
import type { Records } from "./records.ts";

/** The features of a dataset; reports names that occur twice or mean something else. */
export function resolveFeatures(
  draft: Draft["dataset"],
  placeOf: Placer,
  list: ProblemList,
): readonly ColumnRequest[] {
  const seen = new Set<string>();
  draft.features.forEach(({ name }, index) => {
    const place = placeOf(["dataset", "features", index, "name"]);
    if (seen.has(name)) {
      const message = `dataset.features must have different names: found ${clip(name)} twice`;
      list.report("duplicate", place, message, "rename one of the two");
    }
    seen.add(name);
    rejectReserved(name, `dataset.features[${index}].name`, place, list);
    if (name === draft.target?.name) {
      const message = `dataset.features[${index}].name must not be the target's: found ${clip(name)}`;
      list.report("duplicate", place, message, "leave the target out of the features");
    }
  });
  return draft.features.map(({ name, unit = null, shift, scale }) => ({ name, unit, shift, scale }));
}

/** Reports the two names that no column may have. */
function rejectReserved(name: string, key: string, place: Place, list: ProblemList): void {
  if (name === "name") {
    const message = `${key} must not be name: that column names the rows`;
    list.report("wrong_value", place, message, "choose another name");
  }
  if (name === "__proto__") {
    list.report("not_allowed", place, `${key} must not be __proto__`, "choose another name");
  }
}

/** The target of a dataset, its classes from the smallest number to the largest; null where it has none. */
export function resolveTarget(draft: Draft["dataset"], placeOf: Placer, list: ProblemList): Target | null {
  const { target } = draft;
  if (target === undefined) return null;
  rejectReserved(target.name, "dataset.target.name", placeOf(["dataset", "target", "name"]), list);
  if (target.classes === undefined) {
    return { kind: "numbers", columns: [{ name: target.name, unit: null, shift: 0, scale: 1 }] };
  }
  const classes = Object.entries(target.classes).map(([label, value]) => ({ label, value }));
  const path = ["dataset", "target", "classes"];
  const seen = new Set<number>();
  for (const { label, value } of classes) {
    if (!isLabel(label)) {
      const message = `dataset.target.classes must have names of ${LABEL_WANTED}: found ${clip(label)}`;
      list.report("wrong_value", placeOf([...path, label], "key"), message, LABEL_HINT);
    }
    if (seen.has(value)) {
      const message = `dataset.target.classes must have different numbers: found ${value} twice`;
      list.report("duplicate", placeOf([...path, label]), message, "give each class its own number");
    }
    seen.add(value);
  }
  // The hash of an experiment does not see the order of keys, so the order must not matter.
  const growing = classes.toSorted((left, right) => left.value - right.value);
  return { kind: "coded", name: target.name, classes: growing };
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
  wanted.forEach((name, index) => {
    if (records.hasColumn(name) || absent.has(name)) return;
    absent.add(name);
    if (table !== null) {
      const message = `the table must have a column ${clip(name)}: found ${clip(table.columns.join(", "))}`;
      list.report("missing", table.header, message, separatorHint(table.columns) ?? suggestion(name, others));
    } else {
      const path = index < names.length
        ? ["dataset", "features", index, "name"]
        : ["dataset", "target", "name"];
      const message = `${dotted(path)} must be a column of the rows: found ${clip(name)}`;
      list.report("missing", placeOf(path), message, suggestion(name, others));
    }
  });
  // Of a row's own columns some are meant for the absent ones, so none is called unknown.
  return { features: names, target, absent, others: new Set(absent.size > 0 ? others : []) };
}

function separatorHint(columns: readonly string[]): string | undefined {
  const [only] = columns;
  return columns.length === 1 && /[;\t]/.test(only) ? "separate the columns with commas" : undefined;
}
