// Experiments for the tests of explanations: Alice's, and networks of many kinds on their way.
import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import type { Experiment } from "../../src/experiment/experiment.ts";
import { markdownPage } from "../../src/document/markdown_page.ts";
import { textPage } from "../../src/document/text_page.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import type { Explanation } from "../../src/explain/explanation.ts";
import { lessonOf } from "../../src/explain/lesson.ts";
import type { Digits } from "../../src/text/number_words.ts";
import { activationNames } from "../../src/engine/rules/activation.ts";

/** Alice alone, all weights 1 and all biases 0: the classic worked example. */
export const aliceText = `
name: alice
description: One row by hand
dataset:
  features:
    - { name: weight, unit: lb, shift: 135 }
    - { name: height, unit: in, shift: 66 }
  target: { name: gender, classes: { M: 0, F: 1 } }
  rows:
    - { name: Alice, weight: 133, height: 65, gender: F }
network: { hidden: [2], activation: sigmoid }
init: { weights: 1, biases: 0 }
training: { learning_rate: 0.1, epochs: 1, loss: mse, log_every: 1 }
`;

/** The four rows of the classic experiment with two queries, from seed 42. */
export const genderText = `
name: gender
dataset:
  features:
    - { name: weight, unit: lb, shift: 135 }
    - { name: height, unit: in, shift: 66 }
  target: { name: gender, classes: { M: 0, F: 1 } }
  rows:
    - { name: Alice,   weight: 133, height: 65, gender: F }
    - { name: Bob,     weight: 160, height: 72, gender: M }
    - { name: Charlie, weight: 152, height: 70, gender: M }
    - { name: Diana,   weight: 120, height: 60, gender: F }
init: { seed: 42 }
training: { learning_rate: 0.1, epochs: 1000 }
queries:
  - { name: Emily, weight: 128, height: 63 }
  - { name: Frank, weight: 155, height: 68 }
`;

/** {@linkcode aliceText}, read. */
export function alice(): Experiment {
  return parseExperiment(aliceText);
}

/** {@linkcode genderText}, read, with settings after it. */
export function gender(...overrides: readonly string[]): Experiment {
  return parseExperiment(genderText, { overrides });
}

/** Three classes from a network that learns by Adam, from batches in orders of their own: what a student may meet today. */
export const speciesText = `
name: species
description: Two figures of a flower, three species
dataset:
  features:
    - { name: length, unit: cm, shift: mean, scale: std }
    - { name: width, unit: cm, shift: mean, scale: std }
  target: { name: species, classes: [setosa, versicolor, virginica] }
  rows:
    - { name: A, length: 1.4, width: 0.2, species: setosa }
    - { name: B, length: 1.3, width: 0.2, species: setosa }
    - { name: C, length: 4.7, width: 1.4, species: versicolor }
    - { name: D, length: 4.5, width: 1.5, species: versicolor }
    - { name: E, length: 6.0, width: 2.5, species: virginica }
    - { name: F, length: 5.1, width: 1.9, species: virginica }
    - { name: G, length: 5.9, width: 2.1, species: virginica }
network: { hidden: [2], activation: tanh }
init: { seed: 42 }
training: { optimizer: adam, learning_rate: 0.05, l2: 0.01, clip_norm: 1, batch_size: 3, shuffle: true, epochs: 20 }
queries: [{ name: Q, length: 5, width: 1.6 }]
`;

/** {@linkcode speciesText}, read, with settings after it. */
export function species(...overrides: readonly string[]): Experiment {
  return parseExperiment(speciesText, { overrides });
}

/** Holds a text against a file in tests/golden/explain, or writes it there anew. */
export function assertGolden(name: string, text: string): void {
  const file = new URL(`../golden/explain/${name}`, import.meta.url);
  if (Deno.args.includes("--update")) Deno.writeTextFileSync(file, text);
  assert.equal(text, Deno.readTextFileSync(file));
}

/** An explanation as the terminal shows it. */
export function explanationText(
  explanation: Explanation,
  { digits = 4, width = 80 }: { readonly digits?: Digits; readonly width?: number } = {},
): string {
  return textPage(lessonOf(explanation, digits), { width, emphasize: (heading) => heading });
}

/** An explanation as Markdown. */
export function explanationMarkdown(explanation: Explanation, digits: Digits = 4): string {
  return markdownPage(lessonOf(explanation, digits));
}

const activations = fc.constantFrom(...activationNames);
const value = fc.double({ min: -2, max: 2, noNaN: true });

/** Up to three features, three hidden layers of up to four neurons, four rows; any activation, any seed. */
export const experiments: fc.Arbitrary<Experiment> = fc.integer({ min: 1, max: 3 }).chain((featureCount) =>
  fc.record({
    features: fc.array(fc.record({ shift: value, scale: fc.constantFrom(1, 0.5, -3) }), {
      minLength: featureCount,
      maxLength: featureCount,
    }),
    rows: fc.array(fc.array(value, { minLength: featureCount + 1, maxLength: featureCount + 1 }), {
      minLength: 1,
      maxLength: 4,
    }),
    hidden: fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 }),
    activation: activations,
    output: activations,
    seed: fc.nat(1000),
    learningRate: fc.double({ min: 0, max: 0.1, noNaN: true }),
  })
).map(({ features, rows, hidden, activation, output, seed, learningRate }) =>
  parseExperiment(JSON.stringify({
    name: "any",
    dataset: {
      features: features.map((feature, index) => ({ name: `feature_${index}`, ...feature })),
      target: { name: "y" },
      rows: rows.map((cells) =>
        Object.fromEntries(cells.map((cell, index) => [index === 0 ? "y" : `feature_${index - 1}`, cell]))
      ),
    },
    network: { hidden, activation, output },
    init: { seed },
    training: { learning_rate: learningRate, epochs: 3 },
  }))
);

const optimizers = fc.constantFrom<Readonly<Record<string, unknown>>>(
  {},
  { momentum: 0.9 },
  { momentum: 0.75, nesterov: true },
  { optimizer: "adagrad" },
  { optimizer: "rmsprop", rho: 0.9 },
  { optimizer: "adam" },
  { optimizer: "adam", beta1: 0, beta2: 0.5, epsilon: 0.125 },
  { optimizer: "adamw", weight_decay: 0.1 },
);
const shuffles = fc.constantFrom({}, { shuffle: true }, { shuffle_seed: 7 });
const cuts = fc.constantFrom({}, { clip_norm: 0.5 }, { clip_value: 0.1 });
const penalties = fc.record({ l1: fc.constantFrom(0, 0.01), l2: fc.constantFrom(0, 0.5) });

const labels = ["a", "b", "c", "d"];

const columns = [{ name: "y_a" }, { name: "y_b", shift: 1, scale: 2 }, {
  name: "y_c",
  shift: -3,
  scale: -0.5,
}];

/** What is learned, and by which loss: classes, coded classes, one number or several. */
const ends = fc.oneof(
  fc.record({
    dataset: fc.integer({ min: 2, max: 4 }).map((count) => ({
      target: { name: "y", classes: labels.slice(0, count) },
    })),
    output: fc.constantFrom("softmax", "sigmoid"),
    loss: fc.constant("cross_entropy"),
  }),
  fc.record({
    dataset: fc.constant({ target: { name: "y", classes: { a: 0, b: 1 } } }),
    output: fc.constant("sigmoid"),
    loss: fc.constant("cross_entropy"),
  }),
  fc.record({
    dataset: fc.oneof(
      fc.constantFrom(...columns).map((target) => ({ target })),
      fc.constantFrom(2, 3).map((count) => ({ targets: columns.slice(0, count) })),
    ),
    output: activations,
    loss: fc.constantFrom("mse", "mae", "huber"),
  }),
);

/** Every way to learn: outputs, losses, optimizers, penalties, cuts, batches and orders, each at its turn of training. */
export const learners: fc.Arbitrary<Experiment> = fc.record({
  end: ends,
  cells: fc.array(fc.array(value, { minLength: 5, maxLength: 5 }), { minLength: 1, maxLength: 5 }),
  hidden: fc.array(fc.record({ size: fc.integer({ min: 1, max: 3 }), activation: activations }), {
    maxLength: 2,
  }),
  seed: fc.nat(1000),
  learningRate: fc.double({ min: 0, max: 0.1, noNaN: true }),
  batchSize: fc.constantFrom<number | string>(1, 2, 3, "all"),
  training: fc.tuple(optimizers, shuffles, cuts, penalties),
}).map(({ end: { loss, output, dataset }, cells, hidden, seed, learningRate, batchSize, training }) =>
  parseExperiment(JSON.stringify({
    name: "any",
    dataset: {
      features: [{ name: "x_1" }, { name: "x_2", shift: "mean" }],
      ...dataset,
      rows: cells.map(([x_1, x_2, ...numbers], row) => ({ x_1, x_2, ...targetsOf(dataset, numbers, row) })),
    },
    network: {
      hidden: hidden.map(({ size }) => size),
      ...(hidden.length === 0 ? {} : { activation: hidden.map(({ activation }) => activation) }),
      output,
    },
    init: { seed },
    training: {
      learning_rate: learningRate,
      epochs: 3,
      loss,
      batch_size: batchSize,
      ...Object.assign({}, ...training),
    },
  }))
);

/** What a row has in the columns of its targets: its classes in turn, or numbers. */
function targetsOf(
  dataset: object,
  numbers: readonly number[],
  row: number,
): Readonly<Record<string, unknown>> {
  const columns: readonly { name: string; classes?: object }[] = Object.values(dataset).flat();
  return Object.fromEntries(columns.map(({ name, classes }, index) => {
    if (classes === undefined) return [name, numbers[index]];
    const all = Array.isArray(classes) ? classes : Object.keys(classes);
    return [name, all[row % all.length]];
  }));
}
