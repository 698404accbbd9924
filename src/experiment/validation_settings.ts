// The settings of `dataset.validation`: which rows are held out from learning.
// What must hold: one of four ways is chosen, and what a way leaves out is decided in `reading/resolve_validation.ts`.

import { LARGEST_SEED } from "../random/mersenne_twister.ts";
import { yamlText } from "../text/yaml_text.ts";
import { list, mapping, records } from "./collection_kind.ts";
import { dataFile } from "./data_file_settings.ts";
import { label } from "./column_settings.ts";
import { either, flag, number, wholeNumber } from "./kind.ts";
import { LIMITS } from "./limits.ts";
import { hundredth, numberOf, percentIn } from "./source/plain_number.ts";
import { Plain } from "./source/yaml_tree.ts";

/** The ways to choose rows, of which a file takes one; the others give way to it on the command line. */
const rivalsOf = (...keys: readonly string[]) => keys.map((key) => `dataset.validation.${key}`);

/** What is taken for what a way leaves out. */
export const VALIDATION_DEFAULTS = { seed: 0, fold: 0, stratify: false } as const;

/** Whether a list is one of names, which are neither mappings nor lists. */
function areNames(value: unknown): boolean {
  const isName = (item: unknown): boolean => item instanceof Plain || typeof item !== "object";
  return Array.isArray(value) && value.length > 0 && value.every(isName);
}

export const validation = mapping(
  {
    fraction: {
      kind: number({ above: 0, below: 1 }),
      rivals: rivalsOf("folds", "fold", "file", "rows"),
      description: "The share of the rows that is held out, rounded up to whole rows",
      examples: [0.2],
      alsoCalled: [
        "holdout",
        "split",
        "test_fraction",
        "test_size",
        "val_fraction",
        "val_size",
        "val_split",
        "validation_fraction",
        "validation_split",
      ],
    },
    folds: {
      kind: wholeNumber(2, LIMITS.rows),
      rivals: rivalsOf("fraction", "file", "rows"),
      description:
        "Cuts the rows into so many folds, one of which is held out; a sweep over fold cross-validates",
      examples: [5],
      alsoCalled: ["cv", "cross_validation", "k", "k_folds", "n_folds", "n_splits"],
    },
    fold: {
      kind: wholeNumber(0, LIMITS.rows - 1),
      description: `Which fold is held out, counted from 0; ${VALIDATION_DEFAULTS.fold} where it is left out`,
      examples: [0],
    },
    seed: {
      kind: wholeNumber(0, LARGEST_SEED),
      description: "Draws the rows as NumPy's RandomState and the folds as scikit-learn's KFold would; " +
        `${VALIDATION_DEFAULTS.seed} where it is left out`,
      examples: [0],
      alsoCalled: ["split_seed", "random_state"],
    },
    stratify: {
      kind: flag(),
      description: "Whether the same share of each class is held out; " +
        `${VALIDATION_DEFAULTS.stratify} where it is left out`,
      examples: [true],
      alsoCalled: ["stratified", "balanced"],
    },
    file: {
      kind: dataFile,
      rivals: rivalsOf("fraction", "folds", "fold", "seed", "stratify", "rows"),
      description:
        "A CSV file of rows that are never learned, with the columns of the other rows; how it is written is, " +
        "where it does not say so, as of dataset.file",
      examples: ["test.csv"],
    },
    rows: {
      kind: either(
        {
          ...list(label, "a list of names of rows such as [Alice, Bob]", 1, LIMITS.rows),
          isMeantBy: areNames,
        },
        records(
          "a list of rows such as [{ name: Alice, weight: 133, gender: F }]",
          "a row such as { name: Alice, weight: 133, gender: F }",
          LIMITS.rows,
          { mayBeTable: true },
        ),
        "a list of names such as [Alice, Bob], or of rows such as [{ name: Alice, weight: 133, gender: F }]",
      ),
      description: "The names of rows to hold out, or rows that are never learned, written as the others are",
      examples: [["Alice", "Bob"], [{ name: "Alice", weight: 133, height: 65, gender: "F" }]],
    },
  },
  "a way to hold rows out such as { fraction: 0.2 }, { folds: 5, fold: 0 } or { file: test.csv }",
  { hint: wayMeantBy },
);

/** What a single value is most likely meant to say: a share, a number of folds, a file; undefined where it is none of them. */
function wayMeantBy(value: string): string | undefined {
  const percent = percentIn(value);
  const text = percent === null ? value : hundredth(percent);
  const number = numberOf(text);
  if (number === undefined) {
    return /\.[a-z]+$/i.test(value) ? `write { file: ${yamlText(value)} }` : undefined;
  }
  if (number > 0 && number < 1) return `write { fraction: ${text} }`;
  return Number.isInteger(number) && number > 1 ? `write { folds: ${text} }` : undefined;
}
