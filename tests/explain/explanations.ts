// Experiments for the tests of explanations: Alice's, and networks of many kinds on their way.
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
