// Which results ask the same question: the same inputs, and the same to learn.
// Why: two experiments may share a name and nothing else. Side by side they would differ in every setting, and say nothing.

import { featureColumnsOf, targetNamesOf } from "../dataset/dataset.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { listed } from "../text/words.ts";

/** Names that a question gives in full. */
const MOST_NAMES = 6;

/** What an experiment asks in words: `weight and height → gender`; of a column of words or an image its name. */
export function questionOf({ dataset: { features, target } }: Experiment): string {
  const names = features.map(({ name, image, category }) => image?.name ?? category?.column ?? name);
  const inputs = listed([...new Set(names)], MOST_NAMES);
  const learned = target === null ? "output" : listed(targetNamesOf(target), MOST_NAMES);
  return `${inputs} → ${learned}`;
}

/**
 * Items in groups of the same question, in the order in which each first occurs.
 *
 * @example
 * ```ts
 * import { parseExperiment } from "../experiment/reading/parse_experiment.ts";
 * import { byQuestion } from "./questions.ts";
 * const of = (name: string) =>
 *   parseExperiment(`name: same\ndataset: { features: [{ name: ${name} }] }\ntraining: { epochs: 0 }`);
 * const groups = byQuestion([of("x"), of("y"), of("x")], (experiment) => experiment);
 * if (groups.map(({ length }) => length).join() !== "2,1") throw new Error("wrong");
 * ```
 */
export function byQuestion<Item>(
  items: readonly Item[],
  experimentOf: (item: Item) => Experiment,
): readonly (readonly Item[])[] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const { dataset: { features, target } } = experimentOf(item);
    const columns = [featureColumnsOf(features).map(({ name }) => name), targetNamesOf(target)];
    const key = JSON.stringify(columns);
    groups.set(key, [...groups.get(key) ?? [], item]);
  }
  return [...groups.values()];
}
