// Every setting of the experiment file: what it may be, what it is when it is left out, what it means. Those of columns,
// data files, and of network, init and training have files of their own.
// What must hold: a setting that is added can be written, overridden, swept, explained by an editor and reported when it is
// wrong. Besides its entry it needs its field in `experiment.ts`, and the code that uses it.

import { clip, isVisibleText } from "../text/visible_text.ts";
import { column, featureKind, label } from "./column_settings.ts";
import { dataFile } from "./data_file_settings.ts";
import { anyMapping, list, mapping, mappingOf, records } from "./collection_kind.ts";
import { DEFAULT_GOALS } from "./goals.ts";
import { either, flag, isMapping, type Kind, number, onlyNumber, text, word } from "./kind.ts";
import { isExperimentName, LABEL_HINT } from "./label.ts";
import { NAME_PATTERN, NAME_WANTED, nameHint } from "./label.ts";
import { init } from "./init_settings.ts";
import { network } from "./network_settings.ts";
import { training } from "./training_settings.ts";
import { LIMITS } from "./limits.ts";
import { validation } from "./validation_settings.ts";
import { NUMERICS_VERSION } from "./versions.ts";

const classes = either(
  mappingOf(number(), "a mapping of classes to numbers such as { M: 0, F: 1 }", 1, LIMITS.classes),
  either(
    list(label, "a list of classes such as [setosa, versicolor]", 2, LIMITS.classes),
    word(["all"]),
    "a list of classes such as [setosa, versicolor], or all",
  ),
  "a mapping of classes to numbers such as { M: 0, F: 1 }, a list such as [setosa, versicolor], or all",
);

const missingTarget = {
  kind: {
    ...word(["error", "drop"], { ignore: "write drop", skip: "write drop" }),
    reach: "set" as const,
  },
  default: "error",
  rivals: [],
  description: "What an empty cell means: error, or drop its row",
  examples: ["drop"],
} as const;

// Without defaults: classes have neither shift nor scale, and are told so.
const target = mapping(
  {
    name: { ...column.name, description: "Name of the column to learn", examples: ["gender"] },
    unit: { ...column.unit, examples: ["EUR"] },
    shift: {
      kind: column.shift.kind,
      description: "Subtracted from each number before it is learned, 0 where left out; answers have it back",
      examples: [250, "mean"],
    },
    scale: {
      kind: column.scale.kind,
      description:
        "Divides the shifted number, 1 where left out; std takes the standard deviation of the rows",
      examples: [100, "std"],
    },
    classes: {
      kind: classes,
      description:
        "A list of classes, each with an output of its own, or all that the rows have; or a mapping of " +
        "classes to the numbers that one output learns; without classes the column holds the number itself",
      examples: [{ M: 0, F: 1 }, ["setosa", "versicolor", "virginica"], "all"],
    },
    missing: missingTarget,
  },
  "a target such as { name: gender, classes: { M: 0, F: 1 } }",
  {
    listHint: "for several columns of numbers write targets:",
  },
);

const targetColumn = mapping(
  { ...column, missing: missingTarget },
  "a column such as { name: price, shift: mean, scale: std }",
  { hint: (text) => `write { name: ${clip(text)} }` },
);

const dataset = mapping({
  features: {
    kind: list(featureKind, "a list of features such as [{ name: weight, shift: 135 }]", 1, LIMITS.features),
    isRequired: true,
    description: "The network's inputs, in this order: input = (value - shift) / scale",
    examples: [[{ name: "weight", unit: "lb", shift: 135 }]],
  },
  target: {
    kind: target,
    description: "What the network learns to answer",
    examples: [{ name: "gender", classes: { M: 0, F: 1 } }],
  },
  targets: {
    kind: list(
      targetColumn,
      "a list of columns to learn such as [{ name: width }, { name: height }]",
      2,
      LIMITS.targets,
    ),
    description: "Several columns of numbers to learn in place of target, each with an output of its own",
    examples: [[{ name: "width", unit: "cm" }, { name: "height", unit: "cm", shift: "mean", scale: "std" }]],
  },
  rows: {
    kind: records(
      "a list of rows such as [{ name: Alice, weight: 133, gender: F }]",
      "a row such as { name: Alice, weight: 133, gender: F }",
      LIMITS.rows,
      { mayBeTable: true },
    ),
    description:
      "The examples to learn from, in training order: a value for each feature and the target, and a name; " +
      "or a table, a list a row, of which the first names the columns",
    examples: [[{ name: "Alice", weight: 133, height: 65, gender: "F" }]],
  },
  file: {
    kind: dataFile,
    rivals: ["dataset.rows"],
    description:
      "A CSV file in this file's folder, in place of rows, whose header line has the same column names; or a " +
      "mapping with its path and how it is written",
    examples: ["people.csv", { path: "wine.csv", separator: ";", decimal: "," }],
    alsoCalled: ["csv", "data", "path", "filename"],
  },
  validation: {
    kind: validation,
    description:
      "Rows held out from learning, by which the trained network is judged: a share, a fold, or rows of their own",
    examples: [{ fraction: 0.2 }, { folds: 5, fold: 0, seed: 0, stratify: true }, { file: "test.csv" }],
    alsoCalled: ["holdout", "split", "test", "test_set", "val", "validation_set"],
  },
}, "a mapping with features, target and rows");

const queriesOfFile = mapping({
  file: {
    kind: dataFile,
    isRequired: true,
    description:
      "A CSV file with a query a row; how it is written is, where it does not say so, as of dataset.file",
    examples: ["unseen.csv"],
  },
}, "a mapping such as { file: unseen.csv }");

const lossThresholds = either(
  list(number({ above: 0 }), "a list of losses such as [0.05, 0.001]", 0, LIMITS.lossThresholds),
  number({ above: 0 }),
  "a loss above 0 such as 0.05, or a list such as [0.05, 0.001]",
);

// Not swept: what is counted is the same for all trials, of which it is counted.
const goals = mapping(
  {
    all_rows_right: {
      kind: { ...flag(), reach: "set" as const },
      default: DEFAULT_GOALS.allRowsRight,
      description: "Whether the trials are counted that answer every row that they learned rightly",
      examples: [true],
      alsoCalled: ["all_right", "rows_right", "solved"],
    },
    macro_f1: {
      kind: { ...flag(), reach: "set" as const },
      default: DEFAULT_GOALS.macroF1,
      description:
        "Whether each trial has the macro F1 of the held-out rows: the mean of the F1 of every class, " +
        "which says more than accuracy where classes are uneven",
      examples: [true],
      alsoCalled: ["f1", "f1_macro", "f1_score", "validation_macro_f1"],
    },
    loss_thresholds: {
      kind: { ...lossThresholds, reach: "set" as const },
      default: DEFAULT_GOALS.lossThresholds,
      description: "The trials are counted that log a loss under each of these, and when they first do",
      examples: [[0.05, 0.001]],
      alsoCalled: ["loss_threshold", "threshold", "thresholds"],
    },
  },
  "a mapping such as { all_rows_right: true }",
  { hint: (text) => text === "all_rows_right" ? "write { all_rows_right: true }" : undefined },
);

const SWEEP_WANTED = "a mapping such as { init.seed: 1..100 }";
const sweptKeys = anyMapping(SWEEP_WANTED, { $ref: "#/definitions/sweptKeys" });

/** The experiment file. */
export const EXPERIMENT = mapping({
  numerics: {
    kind: onlyNumber(NUMERICS_VERSION, `${NUMERICS_VERSION}, the only numerics version there is`),
    default: NUMERICS_VERSION,
    description: "Version of the pinned arithmetic",
    examples: [NUMERICS_VERSION],
  },
  name: {
    kind: text(isExperimentName, NAME_WANTED, nameHint, {
      maxLength: LIMITS.nameLength,
      pattern: NAME_PATTERN.source,
    }),
    description: "Names the result folder; the file's name without .yaml where it is left out",
    examples: ["gender"],
  },
  description: {
    kind: text(
      (text) => text.length <= LIMITS.descriptionLength && isVisibleText(text),
      `text of at most ${LIMITS.descriptionLength} visible characters`,
      () => LABEL_HINT,
      { maxLength: LIMITS.descriptionLength },
    ),
    default: "",
    description: "What the experiment is about",
    examples: ["Predict gender from weight and height"],
  },
  dataset: {
    kind: dataset,
    isRequired: true,
    description: "What the network learns, and from which data",
    examples: [{ features: [{ name: "x" }], target: { name: "y" }, rows: [{ x: 0, y: 1 }] }],
  },
  network: {
    kind: network,
    default: {},
    description: "What the network computes",
    examples: [{ hidden: [2], activation: "sigmoid" }],
  },
  init: {
    kind: init,
    default: {},
    description: "How the network starts: from a seed, or from given weights and biases",
    examples: [{ seed: 42 }, { weights: 1, biases: 0 }],
  },
  training: {
    kind: training,
    default: {},
    description: "How the network learns: where nothing is said, row by row, in the order of the file",
    examples: [{ learning_rate: 0.1, epochs: 1000 }, { optimizer: "adam", batch_size: 16, shuffle: true }],
  },
  queries: {
    kind: either(
      {
        ...queriesOfFile,
        isMeantBy: (value: unknown) => isMapping(value) && Object.hasOwn(value, "file"),
      },
      records(
        "a list of queries such as [{ name: Emily, weight: 128 }]",
        "a query such as { name: Emily, weight: 128 }",
        LIMITS.queries,
        { mayBeTable: false },
      ),
      "a list of queries such as [{ name: Emily, weight: 128 }]",
    ),
    default: [],
    description: "What is asked of the trained network, in raw units; or a CSV file that has it",
    examples: [[{ name: "Emily", weight: 128, height: 63 }]],
  },
  goals: {
    kind: goals,
    default: {},
    description: "What is counted of the trials of a sweep: which of them reach what",
    examples: [{ all_rows_right: true, loss_thresholds: [0.05, 0.001] }],
  },
  sweep: {
    kind: either(sweptKeys, list(sweptKeys, SWEEP_WANTED, 0, LIMITS.sweepKeys), SWEEP_WANTED),
    description:
      "Many runs from one file: each key with a range a..b, linspace(a, b, n), geomspace(a, b, n) or a " +
      "list; every combination is run, the last key changing fastest",
    examples: [{ "init.seed": "1..10000", "training.learning_rate": [0.05, 0.1, 0.5] }],
  },
}, "an experiment: a mapping with dataset, network, init, training and queries");

/** The experiment file as its settings are read: types right and defaults filled in, but nothing else checked. */
export type Draft = typeof EXPERIMENT extends Kind<infer Value> ? Value : never;
