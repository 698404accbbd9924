// The one schema of the experiment file: it checks the values, names them for the program, and gives the JSON
// Schema by which editors complete and explain.
// Why each field carries the words `wanted`: a message says what must stand there, in the user's terms.
// What must not change: a field reads a plain scalar by its own type (`Plain`), never by the look of the text.

import { z } from "npm:zod@4.6.7";
import { activationNames } from "../network/activation.ts";
import { parseDecimal } from "../numeric/decimal.ts";
import { LIMITS } from "./limits.ts";
import { Plain } from "./yaml_tree.ts";

// Compiled validators need `eval`, which a page may forbid, and cost more than they save on one small file.
z.config({ jitless: true });

/** A cell of a row or a query before its column is known. */
export type RawCell = Plain | string | number;

/** The experiment file as the schema leaves it: types right, names ours, defaults not yet filled in. */
export interface Draft {
  readonly numerics?: 1;
  readonly name?: string;
  readonly description?: string;
  readonly dataset: {
    readonly features: readonly {
      readonly name: string;
      readonly unit?: string;
      readonly shift?: number | "mean";
      readonly scale?: number | "std";
    }[];
    readonly target?: { readonly name: string; readonly classes?: Readonly<Record<string, number>> };
    readonly rows?: readonly Readonly<Record<string, RawCell>>[];
    readonly file?: string;
  };
  readonly network?: {
    readonly hidden?: readonly number[];
    readonly activation?: "sigmoid" | "tanh" | "relu" | "identity";
    readonly output?: "sigmoid" | "tanh" | "relu" | "identity";
  };
  readonly init?: {
    readonly seed?: number;
    readonly weights?: number | readonly number[];
    readonly biases?: number | readonly number[];
  };
  readonly training?: {
    readonly learning_rate?: number;
    readonly epochs?: number;
    readonly loss?: "mse";
    readonly log_every?: number;
  };
  readonly queries?: readonly Readonly<Record<string, RawCell>>[];
  readonly sweep?: Readonly<Record<string, unknown>>;
}

/** The number a plain scalar stands for; what it was where it is none, for the message to show. */
function numberFrom(value: unknown): unknown {
  if (!(value instanceof Plain)) return value;
  return parseDecimal(value.text) ?? value.text;
}

/** The text of a plain or quoted scalar. */
function textFrom(value: unknown): unknown {
  return value instanceof Plain ? value.text : value;
}

/** A whole number that was written with more digits than a double holds would be rounded in silence. */
export function isRoundedInteger(text: string): boolean {
  return /^[-+]?\d+$/.test(text) && BigInt(text) !== BigInt(Number(text));
}

const number = (wanted: string): z.ZodType<number> =>
  z.preprocess((value, context) => {
    if (value instanceof Plain && isRoundedInteger(value.text) && parseDecimal(value.text) !== undefined) {
      const message = `${wanted} that a 64-bit float holds exactly (it would be rounded to ${
        Number(value.text)
      })`;
      context.issues.push({ code: "custom", message, input: value });
      return z.NEVER;
    }
    return numberFrom(value);
  }, z.number({ error: wanted }));

const boundedNumber = (wanted: string, minimum: number): z.ZodType<number> =>
  z.preprocess(numberFrom, z.number({ error: wanted }).min(minimum, { error: wanted }));

const wholeNumber = (wanted: string, minimum: number, maximum: number): z.ZodType<number> =>
  z.preprocess(
    numberFrom,
    z.number({ error: wanted }).int({ error: wanted }).min(minimum, { error: wanted }).max(maximum, {
      error: wanted,
    }),
  );

const word = <const Word extends string>(words: readonly Word[]): z.ZodType<Word> =>
  z.preprocess(textFrom, z.enum(words, { error: `one of ${words.join(", ")}` }));

/** Control characters, line breaks and marks that turn the direction of text. */
// deno-lint-ignore no-control-regex
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/u;

/** Whether a text may serve as the name of a feature, a row, a query or a class. */
export function isLabel(text: string): boolean {
  return text.length > 0 && text.length <= LIMITS.labelLength && !UNSEEN.test(text) && text.trim() === text;
}

/** What a name must be, for messages. */
export const LABEL_WANTED =
  `one visible line of 1 to ${LIMITS.labelLength} characters without control characters`;

const label = (): z.ZodType<string> =>
  z.preprocess(textFrom, z.string({ error: LABEL_WANTED }).refine(isLabel, { error: LABEL_WANTED }));

const list = <Item>(item: z.ZodType<Item>, wanted: string, maximum: number): z.ZodType<Item[]> =>
  z.array(item, { error: wanted }).max(maximum, { error: `${wanted} (at most ${maximum})` });

const mapping = <Shape extends z.ZodRawShape>(
  shape: Shape,
  wanted = "a mapping of keys to values",
): z.ZodObject<Shape, z.core.$strict> => z.strictObject(shape, { error: wanted });

const cells = (wanted: string): z.ZodType<Record<string, RawCell>> =>
  z.record(
    z.string(),
    z.custom<RawCell>(
      (value) => value instanceof Plain || typeof value === "string" || typeof value === "number",
      {
        error: "a number or a word",
      },
    ),
    { error: wanted },
  );

const feature = mapping({
  name: label().meta({ description: "Name of the column", examples: ["weight"] }),
  unit: label().optional().meta({
    description: "Unit of the raw values, shown in reports",
    examples: ["lb"],
  }),
  shift: z.union([number("a number"), word(["mean"])], { error: "a number or mean" }).optional().meta({
    description: "Subtracted from each raw value, in raw units; mean takes the mean of the rows. Default 0",
    examples: [135, "mean"],
  }),
  scale: z.union([
    number("a number other than 0").refine((value) => value !== 0, { error: "a number other than 0" }),
    word(["std"]),
  ], { error: "a number other than 0, or std" }).optional().meta({
    description: "Divides the shifted value; std takes the standard deviation of the rows. Default 1",
    examples: [1, "std"],
  }),
}, "a feature such as { name: weight, unit: lb, shift: 135 }");

const target = mapping({
  name: label().meta({ description: "Name of the column to learn", examples: ["gender"] }),
  classes: z.record(z.string(), number("a number"), {
    error: "classes with a number each, such as { M: 0, F: 1 }",
  })
    .optional().meta({
      description:
        "The classes and the number the network learns for each; without it the column holds the number",
      examples: [{ M: 0, F: 1 }],
    }),
}, "a target such as { name: gender, classes: { M: 0, F: 1 } }");

const dataset = mapping({
  features: list(feature, "a list of features such as [{ name: weight, shift: 135 }]", LIMITS.features)
    .refine((features) => features.length > 0, { error: "a list of at least one feature" })
    .meta({
      description: "The network's inputs, in this order: input = (value - shift) / scale",
      examples: [[{ name: "weight", unit: "lb", shift: 135 }]],
    }),
  target: target.optional().meta({
    description: "What the network learns to answer",
    examples: [{ name: "gender", classes: { M: 0, F: 1 } }],
  }),
  rows: list(cells("a row such as { name: Alice, weight: 133, gender: F }"), "a list of rows", LIMITS.rows)
    .optional()
    .meta({
      description:
        "The examples to learn from, in training order: a value for each feature and the target, and a name",
      examples: [[{ name: "Alice", weight: 133, height: 65, gender: "F" }]],
    }),
  file: label().optional().meta({
    description:
      "A CSV file in this file's folder in place of rows: a header line with the same column names",
    examples: ["people.csv"],
  }),
}, "a mapping with features, target and rows").meta({
  description: "What is learned from what",
  examples: [{ features: [{ name: "x" }], target: { name: "y" }, rows: [{ x: 0, y: 1 }] }],
});

const ACTIVATIONS = word(activationNames);

const network = mapping({
  hidden: list(
    wholeNumber(`a whole number from 1 to ${LIMITS.neuronsPerLayer}`, 1, LIMITS.neuronsPerLayer),
    "a list of layer sizes such as [2] or [8, 8], or []",
    LIMITS.hiddenLayers,
  ).optional().meta({
    description: "Neurons of each hidden layer; [] for none. Default [2]",
    examples: [[2], [8, 8]],
  }),
  activation: ACTIVATIONS.optional().meta({
    description: "Activation of the hidden layers. Default sigmoid",
    examples: ["sigmoid", "tanh"],
  }),
  output: ACTIVATIONS.optional().meta({
    description: "Activation of the output neuron. Default sigmoid",
    examples: ["sigmoid", "identity"],
  }),
}).meta({ description: "What the network computes", examples: [{ hidden: [2], activation: "sigmoid" }] });

const parameterValues = z.union([
  number("a number"),
  list(number("a number"), "a list of numbers", LIMITS.parameters),
], { error: "one number for all, or a list with a number for each" });

const init = mapping({
  seed: wholeNumber("a whole number from 0 to 4294967295", 0, 4294967295).optional().meta({
    description:
      "Draws the starting parameters as NumPy's np.random.seed and np.random.normal would. Default 0",
    examples: [42],
  }),
  weights: parameterValues.optional().meta({
    description:
      "Starting weights in place of a seed: one number for all, or w1, w2, … layer by layer, neuron by neuron",
    examples: [1, [0, 1, 0, 1, 0, 1]],
  }),
  biases: parameterValues.optional().meta({
    description: "Starting biases, with weights: one number for all, or b1, b2, …. Default 0",
    examples: [0, [0, 0, 0]],
  }),
}).meta({ description: "How the network starts", examples: [{ seed: 42 }, { weights: 1, biases: 0 }] });

const training = mapping({
  learning_rate: boundedNumber("a number of at least 0", 0).optional().meta({
    description: "Step size of stochastic gradient descent. Default 0.1",
    examples: [0.1],
  }),
  epochs: wholeNumber(`a whole number from 0 to ${LIMITS.epochs}`, 0, LIMITS.epochs).optional().meta({
    description: "Passes over all rows. Default 1000",
    examples: [1000],
  }),
  loss: word(["mse"]).optional().meta({ description: "Mean squared error", examples: ["mse"] }),
  log_every: wholeNumber(`a whole number from 1 to ${LIMITS.epochs}`, 1, LIMITS.epochs).optional().meta({
    description: "The loss is logged at epochs 0, log_every, 2 log_every, …. Default 10",
    examples: [10],
  }),
}).meta({ description: "How the network learns", examples: [{ learning_rate: 0.1, epochs: 1000 }] });

const NAME_WANTED = `1 to ${LIMITS.nameLength} letters, digits, - and _`;
const DESCRIPTION_WANTED =
  `text of at most ${LIMITS.descriptionLength} characters without control characters`;

const experiment = mapping({
  numerics: z.preprocess(numberFrom, z.literal(1, { error: "1, the only numerics version of this program" }))
    .optional()
    .meta({ description: "Version of the pinned arithmetic; result folders carry it", examples: [1] }),
  name: z.preprocess(
    textFrom,
    z.string({ error: NAME_WANTED }).regex(/^[A-Za-z0-9_-]+$/, { error: NAME_WANTED })
      .max(LIMITS.nameLength, { error: NAME_WANTED }),
  ).optional().meta({
    description: "Names the result folder: letters, digits, - and _. Default: the file's name without .yaml",
    examples: ["gender"],
  }),
  description: z.preprocess(
    textFrom,
    z.string({ error: DESCRIPTION_WANTED }).max(LIMITS.descriptionLength, { error: DESCRIPTION_WANTED })
      .refine((text) => !UNSEEN.test(text.replaceAll("\n", "")), { error: DESCRIPTION_WANTED }),
  ).optional().meta({
    description: "What the experiment is about",
    examples: ["Predict gender from weight and height"],
  }),
  dataset,
  network: network.optional(),
  init: init.optional(),
  training: training.optional(),
  queries: list(cells("a query such as { name: Emily, weight: 128 }"), "a list of queries", LIMITS.queries)
    .optional().meta({
      description: "What is asked of the trained network, in raw units",
      examples: [[{ name: "Emily", weight: 128, height: 63 }]],
    }),
  sweep: z.record(z.string(), z.unknown(), { error: "a mapping such as { init.seed: 1..100 }" }).optional()
    .meta({
      description:
        "Many runs from one file: each key with a range a..b or a list of values, the last key fastest",
      examples: [{ "init.seed": "1..10000", "training.learning_rate": [0.05, 0.1, 0.5] }],
    }),
}, "an experiment: a mapping with dataset, network, init, training and queries");

/** One breach of the schema: where, what is wanted there, and whether keys are unknown. */
export interface Breach {
  readonly path: readonly (string | number)[];
  readonly wanted: string;
  readonly unknownKeys: readonly string[];
}

/** Checks plain values (see `valueOf`) against the schema. */
export function checkSchema(value: unknown): { draft: Draft } | { breaches: readonly Breach[] } {
  const result = experiment.safeParse(value);
  if (result.success) return { draft: result.data as Draft };
  const breaches = new Map(
    result.error.issues.map(breachOf).map((breach) => [JSON.stringify(breach), breach]),
  );
  return { breaches: [...breaches.values()] };
}

/**
 * Checks one value against the schema of its field.
 *
 * @param path a path that the schema knows; indices of lists stand for any item.
 */
export function checkField(
  path: readonly (string | number)[],
  value: unknown,
): { readonly value: unknown } | { readonly wanted: string } {
  let field: z.ZodType = experiment;
  for (const step of path) {
    while (field instanceof z.ZodOptional) field = field.unwrap() as z.ZodType;
    if (field instanceof z.ZodObject) field = field.shape[step] as z.ZodType;
    else if (field instanceof z.ZodArray) field = field.element as z.ZodType;
    else if (field instanceof z.ZodRecord) field = number("a number");
  }
  const result = field.safeParse(value);
  return result.success ? { value: result.data } : { wanted: breachOf(result.error.issues[0]).wanted };
}

function breachOf(issue: z.core.$ZodIssue): Breach {
  // Of the branches of a union, the one that got furthest says best what is wrong: the list, not "or a number".
  if (issue.code === "invalid_union") {
    const deepest = issue.errors.flat().find((inner) => inner.path.length > 0 || inner.code === "custom");
    if (deepest !== undefined) return breachOf({ ...deepest, path: [...issue.path, ...deepest.path] });
  }
  return {
    path: issue.path.map((step) => typeof step === "number" ? step : String(step)),
    wanted: issue.message,
    unknownKeys: issue.code === "unrecognized_keys" ? issue.keys : [],
  };
}

/** A JSON Schema, as far as this program looks into one. */
export interface JsonSchema {
  /** The schema of each key of an object. */
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  /** The schema of a list's items. */
  readonly items?: JsonSchema;
  /** Any other keyword, such as `description` or `examples`. */
  readonly [key: string]: unknown;
}

/**
 * The JSON Schema of the experiment file (draft 7), for editors and for "did you mean".
 *
 * @example
 * ```ts
 * import { experimentJsonSchema } from "./schema.ts";
 * const { properties } = experimentJsonSchema();
 * if (properties?.training.properties?.learning_rate === undefined) throw new Error("wrong");
 * ```
 */
export function experimentJsonSchema(): JsonSchema {
  return z.toJSONSchema(experiment, {
    io: "input",
    target: "draft-7",
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      // A field that converts its input loses its examples on the way; an editor shows them.
      const examples = z.globalRegistry.get(zodSchema)?.examples;
      if (examples !== undefined) jsonSchema.examples = examples as typeof jsonSchema.examples;
    },
  }) as JsonSchema;
}

/** The keys that may stand in the mapping at a path; none where the user chooses them (rows, classes). */
export function knownKeys(path: readonly (string | number)[]): readonly string[] {
  let schema: JsonSchema | undefined = experimentJsonSchema();
  for (const step of path) schema = typeof step === "number" ? schema?.items : schema?.properties?.[step];
  return Object.keys(schema?.properties ?? {});
}
