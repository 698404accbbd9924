// What people should be told of the rows that an experiment holds out: what they cannot tell, or would tell too well.
// What must not change: a note changes no figure and no exit code; it says what is so, and a line that would help.

import { type Category, categoryName, classLabelsOf, classOf, type Row } from "../dataset/dataset.ts";
import { learnedCopyCount } from "../dataset/learned_copies.ts";
import { areWordsOfRows, unlearnedWords } from "../dataset/learned_words.ts";
import { type Experiment, featuresOf, variesSplit } from "../experiment/experiment.ts";
import { countsOf } from "../judging/most_frequent.ts";
import { counted, listed } from "../text/words.ts";
import type { Note } from "../experiment/note.ts";

/** Classes or words that are named one by one. */
const MOST_NAMED = 6;

/** Classes of which every row is held out, so that no step has seen them. */
export function untaughtNote({ dataset: { rows, target, validation } }: Experiment): Note | null {
  const labels = classLabelsOf(target);
  if (validation === null || labels.length === 0 || rows.length === 0) return null;
  const learned = new Set(rows.map((row) => classOf(target, row)));
  const heldOut = new Set(validation.rows.map((row) => classOf(target, row)));
  const untaught = labels.filter((_, index) => heldOut.has(index) && !learned.has(index));
  if (untaught.length === 0) return null;
  const names = listed(untaught, MOST_NAMED);
  return {
    message: `every row of ${names} is held out, so the network has never seen the ${
      untaught.length === 1 ? "class" : "classes"
    }`,
    hint: "remove classes with so few rows, or merge rare classes into one, such as other",
  };
}

/** Of fewer rows that are drawn nobody expects all classes. */
const LEAST_DRAWN = 10;

/** Classes of which no row is drawn to be held out, or in some of the folds none. */
export function unjudgedNote({ dataset: { rows, target, validation } }: Experiment): Note | null {
  const { split } = validation ?? {};
  if (validation === null || split === undefined || !("stratify" in split)) return null;
  const folds = "folds" in split ? split.folds : null;
  if (folds === null && validation.rows.length < LEAST_DRAWN) return null;
  const labels = classLabelsOf(target);
  if (labels.length === 0) return null;
  const countsIn = (some: readonly Row[]) => countsOf(some.map((row) => classOf(target, row)));
  const [learned, heldOut] = [countsIn(rows), countsIn(validation.rows)];
  const rare = labels.filter((_, index) => {
    const [of, out] = [learned, heldOut].map((counts) => counts.get(index) ?? 0);
    return of > 0 && (folds === null ? out === 0 : of + out < folds);
  });
  if (rare.length === 0) return null;
  const names = listed(rare, MOST_NAMED);
  return folds === null
    ? {
      message: `no row of ${names} is held out: nothing says how well it is answered`,
      hint: "add stratify=true, or hold out a larger fraction",
    }
    : {
      message:
        `there are fewer rows of ${names} than folds (${folds}): a fold that holds out none counts its F1 as 0`,
      hint: "take fewer folds, or merge rare classes into one, such as other",
    };
}

/** Held-out rows with words that no learned row has, of which the network sees nothing. */
export function unlearnedNote(experiment: Experiment): Note | null {
  const { features, validation } = experiment.dataset;
  if (validation === null || !features.some(areWordsOfRows)) return null;
  const columns = featuresOf(experiment);
  const words = validation.rows.map(({ values }) => unlearnedWords(features, columns, values));
  const rowCount = words.filter(({ length }) => length > 0).length;
  if (rowCount === 0) return null;
  const nameOf = features[0].tokens === undefined ? categoryName : ({ label }: Category) => label;
  const names = listed([...new Set(words.flat().map(nameOf))], MOST_NAMED);
  const canBeDrawn = validation.split.kind === "fraction" || validation.split.kind === "folds";
  return {
    message:
      `${counted(rowCount, "held-out row has", "held-out rows have")} a word that no training row has ` +
      `(${names}), which the network does not see`,
    hint: `${canBeDrawn ? "draw other rows with another validation.seed" : "add a training row with it"}, ` +
      "or merge rare words into one, such as other",
  };
}

/** Of rows that are drawn from one table, copies of fewer are a chance of measuring. */
const MANY_COPIES = 0.1;

/** Held-out rows that are learned as well, of which good answers say nothing of new rows. */
export function copiesNote({ dataset: { rows, validation }, training: { epochs } }: Experiment): Note | null {
  if (validation === null || rows.length === 0 || epochs === 0) return null;
  const copyCount = learnedCopyCount(rows, validation.rows);
  const isOfOwnTable = validation.split.kind === "rows";
  if (copyCount === 0 || !isOfOwnTable && copyCount < MANY_COPIES * validation.rows.length) return null;
  const of = counted(validation.rows.length, "held-out row");
  return {
    message:
      `${copyCount} of ${of} ${
        copyCount === 1 ? "is also a training row" : "are also training rows"
      }, the same in every feature and in ` +
      "the target: how these are answered says nothing about new rows",
    hint: isOfOwnTable
      ? "leave them out of the training rows, or hold out others"
      : "if they are the same thing twice, remove one from the table",
  };
}

/** One fold of several, where a sweep would hold out each in turn. */
export function foldsNote({ dataset: { rows, validation }, training, sweep }: Experiment): Note | null {
  if (
    validation?.split.kind !== "folds" || rows.length === 0 || training.epochs === 0 || variesSplit(sweep)
  ) {
    return null;
  }
  const { fold, folds } = validation.split;
  return {
    message: `only fold ${fold} of ${folds} is held out, and others may do better or worse`,
    hint: `hold out each of them in turn: fold=0..${folds - 1}`,
  };
}
