// The one schema of the experiment file: it checks the values, and gives the JSON Schema by which editors complete
// and explain them.
// What must hold: a setting that is added here can be written, overridden and swept at once; only its meaning has to
// be added elsewhere (draft.ts, resolve.ts).

import * as z from "npm:zod@4.6.7/mini";
import { activationNames } from "../engine/rules/activation.ts";
import type { Draft } from "./reading/draft.ts";
import {
  boundedNumber,
  divisor,
  type Field,
  label,
  list,
  mapping,
  noted,
  number,
  onlyNumber,
  optional,
  patternText,
  proseText,
  record,
  records,
  wholeNumber,
  withKeywords,
  word,
} from "./field.ts";
import type { JsonSchema } from "./json_schema.ts";
import { LIMITS } from "./limits.ts";
import { sweepDefinitions } from "./sweep_schema.ts";

const feature = mapping({
  name: noted(label(), { description: "Name of the column", examples: ["weight"] }),
  unit: optional(label(), { description: "Unit of the raw values, shown in reports", examples: ["lb"] }),
  shift: optional(z.union([number("a number"), word(["mean"])], { error: "a number or mean" }), {
    description: "Subtracted from each raw value, in raw units; mean takes the mean of the rows",
    examples: [135, "mean"],
    default: 0,
  }),
  scale: optional(
    z.union([divisor("a number other than 0"), word(["std"])], { error: "a number other than 0, or std" }),
    {
      description: "Divides the shifted value; std takes the standard deviation of the rows",
      examples: [10, "std"],
      default: 1,
    },
  ),
}, "a feature such as { name: weight, unit: lb, shift: 135 }");

const CLASSES_WANTED = "a mapping of classes to numbers such as { M: 0, F: 1 }";

const target = mapping({
  name: noted(label(), { description: "Name of the column to learn", examples: ["gender"] }),
  classes: optional(
    record(number("a number"), CLASSES_WANTED, 1, LIMITS.classes),
    {
      description:
        "The classes and the number the network learns for each; without it the column holds the number",
      examples: [{ M: 0, F: 1 }],
    },
  ),
}, "a target such as { name: gender, classes: { M: 0, F: 1 } }");

const rows = records(
  "a list of rows such as [{ name: Alice, weight: 133, gender: F }]",
  "a row such as { name: Alice, weight: 133, gender: F }",
  LIMITS.rows,
);

const dataset = mapping({
  features: noted(
    list(feature, "a list of features such as [{ name: weight, shift: 135 }]", 1, LIMITS.features),
    {
      description: "The network's inputs, in this order: input = (value - shift) / scale",
      examples: [[{ name: "weight", unit: "lb", shift: 135 }]],
    },
  ),
  target: optional(target, {
    description: "What the network learns to answer",
    examples: [{ name: "gender", classes: { M: 0, F: 1 } }],
  }),
  rows: optional(rows, {
    description:
      "The examples to learn from, in training order: a value for each feature and the target, and a name",
    examples: [[{ name: "Alice", weight: 133, height: 65, gender: "F" }]],
  }),
  file: optional(label(), {
    description:
      "A CSV file in this file's folder in place of rows: a header line with the same column names",
    examples: ["people.csv"],
  }),
}, "a mapping with features, target and rows");

const layerSizes = list(
  wholeNumber(1, LIMITS.neuronsPerLayer),
  "a list of layer sizes such as [2] or [8, 8], or []",
  0,
  LIMITS.hiddenLayers,
);

const network = mapping({
  hidden: optional(layerSizes, {
    description: "Neurons of each hidden layer; [] for none",
    examples: [[2], [8, 8], []],
    default: [2],
  }),
  activation: optional(word(activationNames), {
    description: "Activation of the hidden layers",
    examples: ["sigmoid", "tanh", "relu"],
    default: "sigmoid",
  }),
  output: optional(word(activationNames), {
    description: "Activation of the output neuron",
    examples: ["sigmoid", "identity"],
    default: "sigmoid",
  }),
});

const parameterValues = z.union([
  number("a number"),
  list(number("a number"), "a list of numbers", 0, LIMITS.parameters),
], { error: "one number for all, or a list with a number for each" });

const init = mapping({
  seed: optional(wholeNumber(0, 4294967295), {
    description: "Draws the starting parameters as NumPy's np.random.seed and np.random.normal would",
    examples: [42],
    default: 0,
  }),
  weights: optional(parameterValues, {
    description:
      "Starting weights in place of a seed: one number for all, or w1, w2, … layer by layer, neuron by neuron",
    examples: [1, [0, 1, 0, 1, 0, 1]],
  }),
  biases: optional(parameterValues, {
    description: "Starting biases, beside weights: one number for all, or b1, b2, …; 0 where left out",
    examples: [0, [0, 0, 0]],
  }),
});

const training = mapping({
  learning_rate: optional(boundedNumber("a number of at least 0", 0), {
    description: "Step size of stochastic gradient descent",
    examples: [0.1],
    default: 0.1,
  }),
  epochs: optional(wholeNumber(0, LIMITS.epochs), {
    description: "Passes over all rows; 0 only asks the queries and needs no rows",
    examples: [1000],
    default: 1000,
  }),
  loss: optional(word(["mse"]), {
    description: "What training makes small: the mean squared error",
    examples: ["mse"],
    default: "mse",
  }),
  log_every: optional(wholeNumber(1, LIMITS.epochs), {
    description: "The loss is logged at epochs 0, log_every, 2 log_every, …",
    examples: [10],
    default: 10,
  }),
});

const queries = records(
  "a list of queries such as [{ name: Emily, weight: 128 }]",
  "a query such as { name: Emily, weight: 128 }",
  LIMITS.queries,
);

const SWEEP_WANTED = "a mapping such as { init.seed: 1..100 }";
const sweepKeys = z.record(z.string(), z.unknown(), { error: SWEEP_WANTED });
const sweep = withKeywords(
  z.union([sweepKeys, list(sweepKeys, SWEEP_WANTED, 0, LIMITS.sweepKeys)], { error: SWEEP_WANTED }),
  {
    anyOf: [
      { $ref: "#/definitions/sweptKeys" },
      { type: "array", items: { $ref: "#/definitions/sweptKeys" } },
    ],
  },
);

/** The experiment file. Its type is `Draft`, which is written by hand to be read. */
export const experimentSchema: Field<Draft> = mapping({
  numerics: optional(onlyNumber(1, "1, the only numerics version there is"), {
    description: "Version of the pinned arithmetic",
    examples: [1],
    default: 1,
  }),
  name: optional(
    patternText(
      /^[A-Za-z0-9_-]+$/,
      LIMITS.nameLength,
      `1 to ${LIMITS.nameLength} letters, digits, - and _`,
    ),
    {
      description: "Names the result folder; the file's name without .yaml where it is left out",
      examples: ["gender"],
    },
  ),
  description: optional(proseText(LIMITS.descriptionLength), {
    description: "What the experiment is about",
    examples: ["Predict gender from weight and height"],
  }),
  dataset: noted(dataset, {
    description: "What is learned from what",
    examples: [{ features: [{ name: "x" }], target: { name: "y" }, rows: [{ x: 0, y: 1 }] }],
  }),
  network: optional(network, {
    description: "What the network computes",
    examples: [{ hidden: [2], activation: "sigmoid" }],
  }),
  init: optional(init, {
    description: "How the network starts: from a seed, or from given weights and biases",
    examples: [{ seed: 42 }, { weights: 1, biases: 0 }],
  }),
  training: optional(training, {
    description: "How the network learns: row by row, in the order of the file",
    examples: [{ learning_rate: 0.1, epochs: 1000 }],
  }),
  queries: optional(queries, {
    description: "What is asked of the trained network, in raw units",
    examples: [[{ name: "Emily", weight: 128, height: 63 }]],
  }),
  sweep: optional(sweep, {
    description:
      "Many runs from one file: each key with a range a..b, linspace(a, b, n), geomspace(a, b, n) or a " +
      "list; every combination is run, the last key changing fastest",
    examples: [{ "init.seed": "1..10000", "training.learning_rate": [0.05, 0.1, 0.5] }],
  }),
}, "an experiment: a mapping with dataset, network, init, training and queries");

/**
 * The JSON Schema (draft 7) that the schema gives, for `experiments/experiment.schema.json`.
 *
 * @example Every key explains itself
 * ```ts
 * const { properties } = generatedJsonSchema();
 * if (properties?.training.properties?.epochs.description === undefined) throw new Error("wrong");
 * ```
 */
export function generatedJsonSchema(): JsonSchema {
  const schema: JsonSchema = z.toJSONSchema(experimentSchema, {
    io: "input",
    target: "draft-7",
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      // A field that converts its input loses its notes on the way; an editor shows them.
      Object.assign(jsonSchema, z.globalRegistry.get(zodSchema));
    },
  }) as JsonSchema;
  const { $schema, ...rest } = schema;
  return { $schema, title: "Seedbed experiment", ...rest, definitions: sweepDefinitions(schema) };
}
