// What a caption says of a map that holds features at their means: answers that can be worked out by hand.

import assert from "node:assert/strict";
import { parseExperiment } from "../../../src/experiment/reading/parse_experiment.ts";
import { askedWords } from "../../../src/report/run/asked.ts";
import { decisionFigures } from "../../../src/report/run/decision.ts";
import { runExperiment } from "../../../src/run/run_experiment.ts";

/**
 * A network of one neuron that is given: a + b and so many times c, whose mean is 0. By a and b alone the last four rows
 * would be answered the other way round.
 */
function captionOf(target: string, weights: string, output: string, rows = ROWS): string {
  const outcome = runExperiment(parseExperiment(`
name: slice
dataset:
  features: [{ name: a }, { name: b }, { name: c }]
  target: ${target}
  rows:
${rows.map((cells) => `    - ${cells}`).join("\n")}
network: { hidden: [], output: ${output} }
init: { weights: ${weights}, biases: 0 }
training: { epochs: 0 }
`));
  const [{ caption }] = decisionFigures(outcome);
  return caption.join("");
}

const ROWS = [
  "{ a: -10, b: -10, c: 0, y: 0 }",
  "{ a: 10, b: 10, c: 0, y: 1 }",
  "{ a: 1, b: 0, c: -1, y: 0 }",
  "{ a: 0, b: 1, c: -1, y: 0 }",
  "{ a: -1, b: 0, c: 1, y: 1 }",
  "{ a: 0, b: -1, c: 1, y: 1 }",
];
const CODED = "{ name: y, classes: { '0': 0, '1': 1 } }";
const HELD =
  "Of 3 features these two move the output most; the other is held at its mean over the training rows. ";

Deno.test("a map that holds a feature says for how many rows it answers as the network does, and that it says little", () => {
  const caption = captionOf(CODED, "[1, 1, 3]", "sigmoid");
  const said =
    "This slice answers 2 of the 6 rows drawn (33.3%) as the network does, so the picture says little.";
  assert.ok(caption.endsWith(HELD + said), caption);
});

Deno.test("where it answers all as the network does it says no more than that", () => {
  const caption = captionOf(CODED, "[1, 1, 0.5]", "sigmoid");
  assert.ok(
    caption.endsWith(`${HELD}This slice answers 6 of the 6 rows drawn (100%) as the network does.`),
    caption,
  );
});

Deno.test("classes with an output each agree where the largest output is the same", () => {
  const caption = captionOf("{ name: y, classes: ['0', '1'] }", "[-1, -1, -3, 1, 1, 3]", "softmax");
  assert.match(caption, /This slice answers 2 of the 6 rows drawn \(33\.3%\) as the network does, so /);
});

Deno.test("numbers agree to within a tenth of the range of the network's answers", () => {
  const alike = captionOf("{ name: y }", "[1, 1, 4]", "identity");
  assert.match(
    alike,
    /6 of the 6 rows drawn \(100%\) as the network does, to within a tenth of the range of its answers\.$/,
  );
  assert.match(
    captionOf("{ name: y }", "[1, 1, 4.5]", "identity"),
    /2 of the 6 rows drawn \(33\.3%\) as the .* answers, so the picture says little\.$/,
  );
});

Deno.test("a network that answers the same everywhere is not told from its slice", () => {
  assert.ok(captionOf("{ name: y }", "[0, 0, 0]", "identity").endsWith(HELD.trim()));
});

Deno.test("where all features are drawn nothing is said of a slice", () => {
  const text = "name: two\ndataset:\n  features: [{ name: a }, { name: b }]\n  target: { name: y }\n" +
    "  rows: [{ a: 1, b: 2, y: 1 }, { a: 2, b: 1, y: 0 }]\ntraining: { epochs: 1 }\n";
  const [{ caption }] = decisionFigures(runExperiment(parseExperiment(text)));
  assert.doesNotMatch(caption.join(""), /slice/);
});

Deno.test("inputs are called so where a column of words has several, and a sentence on what is learned names columns", () => {
  const experiment = parseExperiment(`
name: words
dataset:
  features: [{ name: a }, { name: home, categories: [b, c, d] }]
  target: { name: y }
  rows: [[a, home, y], [0, b, 0], [1, c, 1], [0.5, d, 0]]
training: { epochs: 1 }
`);
  const [{ caption }] = decisionFigures(runExperiment(experiment));
  assert.match(
    caption.join(""),
    /Of 4 inputs of 2 features these two move the output most; the other 2 are held at their means over the training rows\./,
  );
  const asked = askedWords(experiment);
  assert.match(asked, /^A network of 4 inputs, .* It learns y from a and home in /);
});

Deno.test("where numbers are drawn before columns of words, nothing is claimed of these", () => {
  const experiment = parseExperiment(`
name: words
dataset:
  features: [{ name: a }, { name: b }, { name: home, categories: [c, d] }]
  target: { name: y }
  rows: [[a, b, home, y], [0, 1, c, 0], [1, 0, d, 1], [0.5, 1, c, 0]]
training: { epochs: 1 }
`);
  const [{ caption }] = decisionFigures(runExperiment(experiment));
  assert.match(
    caption.join(""),
    /Of 4 inputs of 3 features these two numbers move the output most;/,
  );
});

Deno.test("without rows the means are those of the queries", () => {
  const text = "name: none\ndataset: { features: [{ name: a }, { name: b }, { name: c }] }\n" +
    "queries: [{ a: 1, b: 2, c: 3 }, { a: 2, b: 1, c: 5 }]\ntraining: { epochs: 0 }\n";
  const [{ caption }] = decisionFigures(runExperiment(parseExperiment(text)));
  assert.match(caption.join(""), /the other is held at its mean over the queries\./);
});
