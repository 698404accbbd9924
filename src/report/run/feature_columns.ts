// The features in tables of rows and queries: a column each, as the file has them, numbers before words.
// Why not the inputs of the network: a column of words has one for each word, all 0 but one, and would leave no room for
// the others.

import { cellOf, type FeatureColumn, featureColumnsOf } from "../../dataset/dataset.ts";
import type { Column } from "../../dataset/standardize.ts";
import type { Outcome } from "../../run/outcome.ts";
import type { ColumnMakers, ItemColumn } from "../../document/item_table.ts";
import { asCell, NONE } from "../../text/number_words.ts";
import { type Shown, withUnit } from "../../text/words.ts";

/** Tables show no more features than this. */
export const MOST_FEATURES = 6;

/** A feature as a table shows it. */
export interface TableFeature {
  readonly column: FeatureColumn;
  /** The input of a column of numbers; null for words and sentences. */
  readonly input: Column | null;
}

/** The features that a table shows, and how many there are. */
export interface TableFeatures {
  readonly shown: readonly TableFeature[];
  /** For `cutNote`. */
  readonly cut: Shown;
}

/** The first features, columns of numbers before those of words. */
export function tableFeaturesOf(
  { experiment, features }: Pick<Outcome, "experiment" | "features">,
): TableFeatures {
  const inputs = new Map(features.map((feature) => [feature.index, feature]));
  const all = featureColumnsOf(experiment.dataset.features).map((column): TableFeature => {
    const areNumbers = column.labels === null && column.words === undefined;
    return { column, input: areNumbers ? inputs.get(column.first) ?? null : null };
  });
  const shown = [...all.filter(({ input }) => input !== null), ...all.filter(({ input }) => input === null)]
    .slice(0, MOST_FEATURES);
  return { shown, cut: { shown: shown.length, count: all.length, what: "features" } };
}

/** A column a feature, with what a row or a query has in it: a number, a word or a sentence. */
export function featureColumns<Item extends { readonly values: readonly number[] }>(
  features: readonly TableFeature[],
  { text, number }: Pick<ColumnMakers<Item>, "text" | "number">,
): readonly ItemColumn<Item>[] {
  return features.map(({ column, input }) =>
    input === null
      ? text(column.name, ({ values }) => String(cellOf(column, values) ?? NONE))
      : number(withUnit(input.name, input.unit), ({ values }) => asCell(values[input.index]))
  );
}
