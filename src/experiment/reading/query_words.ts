// Which words a query may have in a column whose inputs the learned rows decide upon: those that have one.
// Why not 0 in all inputs, as in a held-out row: an answer about a word that the network never saw says nothing of it.

import { categoryName, type Dataset } from "../../dataset/dataset.ts";
import { areWordsOfRows, unlearnedWords } from "../../dataset/learned_words.ts";
import { clip } from "../../text/visible_text.ts";
import { type Experiment, featuresOf, type Sweep } from "../experiment.ts";
import type { Place, ProblemList } from "../source/problem.ts";
import { dotted } from "./breach.ts";

/** The words that have an input, by the columns of which the learned rows decide that. */
export function learnedLabels(dataset: Dataset): ReadonlyMap<string, readonly string[]> {
  const labels = new Map<string, string[]>();
  if (!dataset.features.some(areWordsOfRows)) return labels;
  const [{ name, learnedWords }] = featuresOf({ dataset });
  if (learnedWords !== undefined) return new Map([[name, learnedWords]]);
  for (const { category } of featuresOf({ dataset })) {
    if (category?.isOfLearned !== true) continue;
    const { column, label } = category;
    const known = labels.get(column);
    if (known === undefined) labels.set(column, [label]);
    else known.push(label);
  }
  return labels;
}

/** Whether trials hold out rows of their own. */
export function isSplitSwept(sweep: Sweep | null): boolean {
  return sweep?.axes.flat().some(({ key }) => key.startsWith("dataset.validation.")) ?? false;
}

/** What is said of a word without an input, after the key of its cell. */
export function unlearnedMessage(labels: readonly string[], text: string): string {
  return `must be one of ${clip(labels.join(", "))}: found ${clip(text)}, which only held-out rows have`;
}

/** What is said of a word of a sentence that was never learned. */
export function unlearnedWordMessage(words: readonly string[], word: string): string {
  return `must be made of words that the learned rows have (${clip(words.join(", "))}): found ${clip(word)}`;
}

/** The way out for such a word. */
export const UNLEARNED_WORD_HINT = "ask with other words, or add a row with it";

/** The way out. */
export const UNLEARNED_HINT = "list the categories, and each has an input, or ask for another";

/** Reports the queries of a trial with words that none of its learned rows has, once a word. */
export function checkQueryWords(experiment: Experiment, place: Place, list: ProblemList): void {
  const { dataset, queries } = experiment;
  const learned = learnedLabels(dataset);
  if (learned.size === 0) return;
  const told = new Set<string>();
  queries.forEach(({ values }, index) => {
    for (const category of unlearnedWords(dataset.features, featuresOf(experiment), values)) {
      if (told.has(categoryName(category))) continue;
      told.add(categoryName(category));
      const { column, label } = category;
      const isOfSentence = dataset.features[0].tokens !== undefined;
      const message = (isOfSentence ? unlearnedWordMessage : unlearnedMessage)(
        learned.get(column) ?? [],
        label,
      );
      const hint = isOfSentence ? UNLEARNED_WORD_HINT : UNLEARNED_HINT;
      list.report("wrong_value", place, `${dotted(["queries", index, column])} ${message}`, hint);
    }
  });
}
