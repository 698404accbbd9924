// The settings of columns: what a feature may say of one, or of all that a pattern fits.
// What must not change: what is young is neutral where it is left out, so that no id moves.

import { clip } from "../text/visible_text.ts";
import { list, mapping } from "./collection_kind.ts";
import { either, isMapping, number, text, wholeNumber, word } from "./kind.ts";
import { isLabel, LABEL_WANTED, labelHint } from "./label.ts";
import { LIMITS } from "./limits.ts";

/** A name. */
export const label = text(isLabel, LABEL_WANTED, labelHint, {
  minLength: 1,
  maxLength: LIMITS.labelLength,
});

/** What every column of numbers has. */
export const column = {
  name: { kind: label, isRequired: true, description: "Name of the column", examples: ["weight"] },
  unit: { kind: label, description: "Unit of the raw values, shown in reports", examples: ["lb"] },
  shift: {
    kind: either(
      number(),
      word(["mean", "min"], {
        average: "write mean",
        minimum: "write min",
        minmax: "write min, and scale: range",
      }),
      "a number, mean or min",
    ),
    default: 0,
    description: "Subtracted from each raw value, in raw units; mean or min takes that of the rows",
    examples: [135, "mean", "min"],
    alsoCalled: ["offset", "center"],
  },
  scale: {
    kind: either(
      number({ not: 0 }),
      word(["std", "range"], {
        max: "write range, and shift: min",
        minmax: "write range, and shift: min",
        sd: "write std",
      }),
      "a number other than 0, std or range",
    ),
    default: 1,
    description:
      "Divides the shifted value; std takes the standard deviation of the rows, range their largest value " +
      "less the smallest",
    examples: [10, "std", "range"],
    alsoCalled: ["divide_by", "std"],
  },
} as const;

const missing = {
  kind: {
    ...either(
      word(["error", "drop", "mean", "median"], {
        average: "write mean",
        dropna: "write drop",
        ignore: "write drop",
        mode: "there is no mode: write median or mean",
        none: "write error",
        skip: "write drop",
        zero: "write 0",
      }),
      number(),
      "error, drop, mean, median or a number",
    ),
    reach: "set" as const,
  },
  default: "error",
  // Of words the neutral value is not a matter of the column alone, and a pattern may have both kinds.
  rivals: [],
  description:
    "What an empty cell means: error, or drop its row, or take the mean or the median of the rows, or a number",
  examples: ["drop", "mean", 0],
  alsoCalled: ["na", "fillna", "impute", "na_values", "fill"],
} as const;

/** A column of words has neither shift nor scale, which are therefore without a default. */
const feature = {
  ...column,
  shift: { ...column.shift, rivals: [] },
  scale: { ...column.scale, rivals: [] },
  categories: {
    kind: {
      ...either(
        list(label, "a list of words such as [red, green, blue]", 1, LIMITS.categories),
        word(["all"]),
        "a list of words such as [red, green, blue], or all",
      ),
      reach: "set" as const,
    },
    description:
      "Of a column of words: one input each, 1 in the rows that have the word and 0 in the others; " +
      "all takes those that the learned rows have, by first appearance",
    examples: [["red", "green", "blue"], "all"],
    alsoCalled: ["one_hot", "onehot", "dummies", "levels", "values"],
  },
  missing,
} as const;

const namedFeature = mapping(
  {
    ...feature,
    tokens: {
      kind: {
        ...word(["words"], {
          characters: "only words, which blanks separate",
          chars: "only words, which blanks separate",
          true: "write words",
          word: "write words",
        }),
        reach: "file" as const,
      },
      description:
        "That the column has sentences, whose words an rnn layer reads one by one: those that the learned rows " +
        "have, by first appearance; it must be the only feature",
      examples: ["words"],
      alsoCalled: ["token", "tokenize", "text", "words", "vocabulary", "sequence"],
    },
  },
  "a feature such as { name: weight, unit: lb, shift: 135 }",
  { hint: (text) => `write { name: ${clip(text)} }` },
);

const { name: _, ...ofAll } = feature;
const patternFeature = mapping({
  name: {
    kind: label,
    description: "What an image is called; with shape",
    examples: ["pixels"],
  },
  columns: {
    kind: label,
    isRequired: true,
    description:
      "Every column of the table whose name fits, in its order: * stands for any characters, and * alone for " +
      "all columns that are not named elsewhere",
    examples: ["p*", "*"],
    alsoCalled: ["column", "pattern"],
  },
  shape: {
    kind: {
      ...list(
        wholeNumber(1, LIMITS.imageSide),
        "a list such as [8, 8]: rows and columns, and channels",
        2,
        3,
      ),
      reach: "file" as const,
    },
    description:
      "That the columns are an image, row by row: rows and columns and, where a point has several numbers, " +
      "how many",
    examples: [[8, 8], [32, 32, 3]],
    alsoCalled: ["size", "image", "image_size", "image_shape", "dimensions"],
  },
  ...ofAll,
}, 'a pattern such as { columns: "p*", scale: 16 }');

const isPattern = (value: unknown): boolean => isMapping(value) && Object.hasOwn(value, "columns");

/** A feature: a column by its name, or all that fit a pattern. */
export const featureKind = either(
  { ...namedFeature, isMeantBy: (value: unknown) => isMapping(value) && !isPattern(value) },
  { ...patternFeature, isMeantBy: isPattern },
  namedFeature.wanted,
);
