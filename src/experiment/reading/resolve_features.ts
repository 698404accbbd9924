// Decides which inputs the features of an experiment have: one for a column of numbers, one a category for a column of words.
// What must not change: categories that are not listed are those of the given rows, by first appearance.

import { categoryName, type ColumnRequest } from "../../dataset/dataset.ts";
import { clip } from "../../text/visible_text.ts";
import { isLabel, LABEL_HINT, LABEL_WANTED } from "../label.ts";
import { LIMITS } from "../limits.ts";
import type { ProblemList } from "../source/problem.ts";
import type { Placer } from "../source/yaml_tree.ts";
import { dotted } from "./breach.ts";
import { labelsIn } from "./labels.ts";
import type { Records } from "./records.ts";
import { type BoundFeature, columnOf } from "./resolve_columns.ts";

/** A feature with the inputs that it has. */
export interface Feature extends BoundFeature {
  /** One, or one a category. */
  readonly inputs: readonly ColumnRequest[];
  /** The categories of a column of words; null for a column of numbers. */
  readonly labels: readonly string[] | null;
}

/**
 * The features with their inputs.
 *
 * @param rows those from which `categories: all` takes its words.
 */
export function resolveFeatures(
  bound: readonly BoundFeature[],
  rows: Records,
  placeOf: Placer,
  list: ProblemList,
): readonly Feature[] {
  const features = bound.map((feature): Feature => {
    const { column, draft, missing } = feature;
    const filling = missing === "error" || missing === "drop" ? {} : { missing };
    if (draft.categories === undefined) {
      return { ...feature, inputs: [{ ...columnOf(column, draft), ...filling }], labels: null };
    }
    rejectNumberSettings(feature, placeOf, list);
    const labels = categoriesOf(feature, rows, placeOf, list);
    const inputs = labels.map((label): ColumnRequest => {
      const category = { column, label };
      return { ...columnOf(categoryName(category), {}), ...filling, category };
    });
    return { ...feature, inputs, labels };
  });
  rejectSameInputs(features, placeOf, list);
  const count = features.reduce((sum, { inputs }) => sum + inputs.length, 0);
  if (count > LIMITS.features) {
    const message = `dataset.features must have at most ${LIMITS.features} inputs: found ${count}`;
    list.report(
      "too_large",
      placeOf(["dataset", "features"], "key"),
      message,
      "leave columns or categories out",
    );
  }
  return features;
}

function rejectNumberSettings({ draft, path }: BoundFeature, placeOf: Placer, list: ProblemList): void {
  for (const key of ["unit", "shift", "scale"] as const) {
    if (draft[key] === undefined) continue;
    const message = `${dotted([...path, key])} must not be given: categories have no ${key}`;
    list.report("not_allowed", placeOf([...path, key], "key"), message, "remove it");
  }
}

function categoriesOf(
  { column, draft, path }: BoundFeature,
  rows: Records,
  placeOf: Placer,
  list: ProblemList,
): readonly string[] {
  const setting = [...path, "categories"];
  const place = placeOf(setting);
  const { categories } = draft;
  const labels = Array.isArray(categories) ? categories as readonly string[] : labelsIn(rows, column) ?? [];
  if (categories === "all") {
    if (labels.length === 0 && !rows.isLost && (rows.count === 0 || rows.hasColumn(column))) {
      const why = rows.count === 0 ? "there are no rows" : `all cells of ${clip(column)} are empty`;
      list.report("wrong_value", place, `${dotted(setting)} must not be all: ${why}`, "list the categories");
    }
    if (labels.length > LIMITS.categories) {
      const message = `${dotted(setting)} must find at most ${LIMITS.categories} different words in ` +
        `${clip(column)}: found ${labels.length}`;
      list.report("too_large", place, message, "leave the column out, or list the words that matter");
    }
    const wrong = labels.find((label) => !isLabel(label));
    if (wrong !== undefined) {
      const message = `${dotted(setting)} must find words of ${LABEL_WANTED}: found ${clip(wrong)}`;
      list.report("wrong_value", place, message, LABEL_HINT);
    }
    return labels;
  }
  labels.forEach((label, index) => {
    if (labels.indexOf(label) === index) return;
    const message = `${dotted(setting)} must have different words: found ${clip(label)} twice`;
    list.report("duplicate", placeOf([...setting, index]), message, "remove one of the two");
  });
  return labels;
}

/** A column `color=red` beside a column `color` with the category `red` would have the same name. */
function rejectSameInputs(features: readonly Feature[], placeOf: Placer, list: ProblemList): void {
  const columns = new Set(features.filter(({ labels }) => labels === null).map(({ column }) => column));
  for (const { inputs, labels, path } of features) {
    const same = labels === null ? undefined : inputs.find(({ name }) => columns.has(name));
    if (same === undefined) continue;
    const message = `${dotted(path)} must have inputs with names of their own: found another ${
      clip(same.name)
    }`;
    list.report("duplicate", placeOf(path), message, "rename the other column");
  }
}
