// Decides which inputs the features of an experiment have: one for a column of numbers, one a category for a column of words.
// What must not change: categories that are not listed are those of the rows, by first appearance; where some rows are held
// out, only those of the others have an input.

import { categoryName, type ColumnRequest, type Tokens } from "../../dataset/dataset.ts";
import { clip } from "../../text/visible_text.ts";
import { isLabel, LABEL_WANTED, labelHint } from "../label.ts";
import { LIMITS } from "../limits.ts";
import type { ProblemList } from "../source/problem.ts";
import type { Placer } from "../source/yaml_tree.ts";
import { dotted } from "./breach.ts";
import { labelFinder, labelsIn } from "./labels.ts";
import type { Records } from "./records.ts";
import { type BoundFeature, columnOf } from "./bind_features.ts";
import { checkTokens, tokensIn } from "./sentences.ts";

/** A feature with the inputs that it asks for. */
export interface Feature extends BoundFeature {
  /** One, or one a category. */
  readonly inputs: readonly ColumnRequest[];
  /** The categories of a column of words; null for a column of numbers. */
  readonly labels: readonly string[] | null;
  /** The words of a column of sentences. */
  readonly tokens?: Tokens;
}

/** From where `categories: all` takes its words. */
export interface WordSources {
  /** The rows of the table. */
  readonly rows: Records;
  /** Rows that are written to be held out; null where there are none. */
  readonly heldOut: Records | null;
  /** What is asked; null where there is nothing, or it is not clear. */
  readonly queries: Records | null;
  /** Whether any row is held out, be it of the table or written for it: the learned rows then decide which words have an input. */
  readonly isCut: boolean;
}

/** The features with the inputs that they ask for. */
export function resolveFeatures(
  bound: readonly BoundFeature[],
  sources: WordSources,
  placeOf: Placer,
  list: ProblemList,
): readonly Feature[] {
  checkImages(bound, placeOf, list);
  const features = bound.map((feature): Feature => {
    const { column, draft, missing } = feature;
    const filling = missing === "error" || missing === "drop" ? {} : { missing };
    if ("tokens" in draft && draft.tokens !== undefined) {
      const sentences = {
        rows: [sources.rows, ...(sources.heldOut === null ? [] : [sources.heldOut])],
        queries: sources.queries,
      };
      const tokens = tokensIn(feature, sentences);
      checkTokens(feature, { featureCount: bound.length, sources: sentences, tokens }, placeOf, list);
      return { ...feature, inputs: [{ ...columnOf(column, {}), tokens }], labels: null, tokens };
    }
    if (draft.categories === undefined) {
      return {
        ...feature,
        inputs: [{ ...columnOf(column, draft), ...filling, ...imageOf(draft) }],
        labels: null,
      };
    }
    rejectNumberSettings(feature, placeOf, list);
    const labels = categoriesOf(feature, sources, placeOf, list);
    const isOfLearned = draft.categories === "all" && sources.isCut;
    const inputs = labels.map((label): ColumnRequest => {
      const category = { column, label, ...(isOfLearned ? { isOfLearned } : {}) };
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
      bound.some(({ draft }) => "columns" in draft && draft.shape !== undefined)
        ? "make the images smaller"
        : "leave columns or categories out",
    );
  }
  return features;
}

/** The image whose point a column is, where the file says that it is one. */
function imageOf(draft: BoundFeature["draft"]): Pick<ColumnRequest, "image"> {
  if (!("columns" in draft) || draft.shape === undefined) return {};
  const { name = draft.columns, columns: pattern, shape } = draft;
  return { image: { name, pattern, shape } };
}

/** Reports images with too few or too many points, and names of what is none. */
function checkImages(bound: readonly BoundFeature[], placeOf: Placer, list: ProblemList): void {
  const seen = new Set<BoundFeature["draft"]>();
  for (const { draft, path } of bound) {
    if (!("columns" in draft) || seen.has(draft)) continue;
    seen.add(draft);
    const { shape, name, columns } = draft;
    if (shape === undefined) {
      if (name === undefined) continue;
      const message = `${
        dotted([...path, "name"])
      } must be given with shape: columns have names of their own`;
      list.report(
        "not_allowed",
        placeOf([...path, "name"], "key"),
        message,
        "add shape: [8, 8], or remove it",
      );
      continue;
    }
    if (draft.categories !== undefined) {
      const message = `${dotted([...path, "shape"])} must be of numbers: found categories`;
      list.report("not_allowed", placeOf([...path, "shape"], "key"), message, "remove one of the two");
      continue;
    }
    const count = bound.filter((feature) => feature.draft === draft).length;
    const wanted = shape.reduce((product, length) => product * length);
    if (wanted === count) continue;
    const message =
      `${dotted([...path, "shape"])} must be of the ${count} columns that ${clip(columns)} fits: ` +
      `found ${shape.join(" × ")}, which is ${wanted}`;
    list.report("wrong_value", placeOf([...path, "shape"]), message, shapeHint(count, shape.length));
  }
}

/** A shape that so many columns have. */
function shapeHint(count: number, length: number): string | undefined {
  const side = Math.sqrt(length === 3 ? count / 3 : count);
  if (!Number.isInteger(side)) return undefined;
  return `write [${[side, side, ...(length === 3 ? [3] : [])].join(", ")}]`;
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
  { rows, heldOut }: WordSources,
  placeOf: Placer,
  list: ProblemList,
): readonly string[] {
  const setting = [...path, "categories"];
  const place = placeOf(setting);
  const { categories } = draft;
  const ofRows = Array.isArray(categories) ? categories as readonly string[] : labelsIn(rows, column) ?? [];
  const labels = Array.isArray(categories) ? ofRows : [...ofRows, ...furtherLabels(ofRows, heldOut, column)];
  if (categories === "all") {
    if (ofRows.length === 0 && !rows.isLost && (rows.count === 0 || rows.hasColumn(column))) {
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
      list.report("wrong_value", place, message, labelHint(wrong));
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

/** Words that held-out rows have besides. */
function furtherLabels(
  labels: readonly string[],
  heldOut: Records | null,
  column: string,
): readonly string[] {
  if (heldOut === null) return [];
  const find = labelFinder(labels);
  return (labelsIn(heldOut, column) ?? []).filter((label) => find(label) < 0);
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
