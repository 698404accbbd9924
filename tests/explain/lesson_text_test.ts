// An explanation as text: pinned for Alice; widths, cuts and words for any network.
import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { cellCount } from "../../src/text/width.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { chainOf } from "../../src/explain/chain.ts";
import { explain } from "../../src/explain/explain.ts";
import { explanationJson } from "../../src/explain/json.ts";
import type { Explanation } from "../../src/explain/explanation.ts";
import type { ExplainOptions } from "../../src/explain/explain_options.ts";
import { HELD_OUT } from "../many_outputs.ts";
import {
  alice,
  assertGolden,
  experiments,
  explanationText,
  gender,
  learners,
  species,
} from "./explanations.ts";

/** A row that is held out of {@linkcode HELD_OUT}. */
const HELD_OUT_ROW = parseExperiment(HELD_OUT).dataset.validation!.rows[0].name;

Deno.test("the text of Alice's explanation is pinned, with all parameters and with one", () => {
  assertGolden("alice.txt", explanationText(explain(alice()), { width: 80 }));
  assertGolden("alice_w1.txt", explanationText(explain(alice(), { parameter: "w1" }), { width: 60 }));
});

Deno.test("the text of a softmax network that learns by Adam from batches is pinned", () => {
  assertGolden("species.txt", explanationText(explain(species(), { step: 6 })));
  assertGolden("species_w1.txt", explanationText(explain(species(), { step: 4, parameter: "w1" })));
});

Deno.test("what stands for an empty cell is told as such, in words and as data", () => {
  const experiment = parseExperiment(`
name: gaps
dataset:
  features: [{ name: a, unit: m, shift: mean, missing: median }, { name: b }]
  target: { name: y }
  rows: [[a, b, y], [1, 2, 0], ["", 3, 1], [4, 1, 1]]
`);
  const told = "Empty in this row: a, for which 2.5 m stands, as missing of the feature says.";
  const asked = (row: string): Explanation => explain(experiment, { row });
  assert.ok(explanationText(asked("row 2")).includes(told));
  assert.doesNotMatch(explanationText(asked("row 1")), /Empty in this row/);
  const dataOf = (row: string): string => JSON.stringify(explanationJson(asked(row)).inputs);
  assert.match(dataOf("row 2"), /"raw":2\.5,"is_empty":true/);
  assert.doesNotMatch(dataOf("row 1"), /is_empty/);
});

Deno.test("Alice's text shows the classic figures", () => {
  const text = explanationText(explain(alice(), { parameter: "w1" }));
  const shown = [
    "sum_h1 = w1·x1 + w2·x2 + b1 = 1·(−2) + 1·(−1) + 0 = −3",
    "h1 = sigmoid(sum_h1) = sigmoid(−3) = 0.0474",
    "y_pred = sigmoid(sum_o1) = sigmoid(0.0949) = 0.5237",
    "∂L/∂w1 = ∂L/∂y_pred · ∂y_pred/∂h1 · ∂h1/∂w1",
    "= −0.9526·0.2494·(−0.0904)",
    "= 0.0215",
  ];
  for (const line of shown) assert.ok(text.includes(line), line);
});

Deno.test("no line is wider than the terminal", () => {
  fc.assert(
    fc.property(
      fc.oneof(experiments, learners),
      fc.integer({ min: 60, max: 110 }),
      fc.constantFrom(2, 4, 9, "full" as const),
      fc.nat(),
      (experiment, width, digits, pick) => {
        const all = explain(experiment);
        const { name } = all.learning!.parameters[pick % all.learning!.parameters.length];
        for (const explanation of [all, explain(experiment, { parameter: name })]) {
          for (const line of explanationText(explanation, { width, digits }).split("\n")) {
            assert.ok(cellCount(line) <= Math.min(width, 100), line);
            assert.equal(line, line.trimEnd());
          }
        }
      },
    ),
    { seed: 23, numRuns: 200 },
  );
});

Deno.test("in full, every number shown is the engine's or the experiment's", () => {
  fc.assert(
    fc.property(experiments, fc.nat(), (experiment, pick) => {
      const all = explain(experiment, { step: 1 + pick % experiment.dataset.rows.length });
      const { name } = all.learning!.parameters[pick % all.learning!.parameters.length];
      for (const explanation of [all, { ...all, parameter: name }]) {
        const known = numbersOf(explanation);
        const text = explanationText(explanation, { digits: "full" }).replace(/… and \d+ more/g, "");
        // Names such as w1 and sum_h1 hold digits too.
        for (const [token] of text.matchAll(/(?<![\w.])\d+(\.\d+)?(e−?\d+)?/g)) {
          assert.ok(known.has(Number(token.replace("−", "-"))), `${token} in\n${text}`);
        }
      }
    }),
    { seed: 29, numRuns: 100 },
  );
});

/** The sizes of all numbers that an explanation may show. */
function numbersOf(explanation: Explanation): ReadonlySet<number> {
  const { inputs, layers, learning, state, network, parameter } = explanation;
  const links = parameter === null ? [] : chainOf(explanation, parameter).links ?? [];
  const engine = [
    ...inputs.flatMap(({ raw, shift, scale, value }) => [raw, shift, scale, value]),
    ...layers.flat().flatMap(({ sum, output, backward }) => [
      sum.value,
      output.value,
      backward!.slope!,
      backward!.lossByOutput!,
      backward!.delta,
    ]),
    ...learning!.parameters.flatMap(({ value, gradient, updated }) => [value, gradient, updated]),
    ...[learning!.rowLoss, learning!.meanLoss].flatMap(({ before, after }) => [before, after]),
    ...learning!.targets.map(({ value }) => value),
    ...learning!.outputsAfter,
    learning!.learningRate,
    ...links.map(({ value }) => value),
  ];
  const sizes = [inputs.length, ...network.hidden, 1];
  // The constants of the formulas, the numbers of the headings, and the counts of the introduction.
  const words = [0, 1, 2, 3, 4, 5, 6, ...sizes, state.stepsDone + 1, state.stepCount];
  const ofActivations = [
    0.01,
    8,
    0.044715,
    0.134145,
    1.5957691216057308,
    0.07135481627260025,
    0.21406444881780073,
  ];
  return new Set([...engine, ...words, ...ofActivations].map(Math.abs));
}

Deno.test("a large network is cut to what can be read, and says so", () => {
  const text = explanationText(explain(gender("hidden=[40,30]")));
  assert.ok(text.split("\n").length < 250);
  const shown = [
    "Hidden layer 1, h1 in full:",
    "And all its neurons:",
    "… and 16 more neurons: --json lists them all.",
    "… and 1357 more parameters: --json lists them all.",
    "w81·h1 + w82·h2 + w83·h3 + … + w120·h40 + b41",
    "Long sums show some of their terms, and hardly any that is 0.",
  ];
  for (const words of shown) assert.ok(text.replace(/\s+/g, " ").includes(words), words);
});

Deno.test("with a parameter named, its own neuron is the one shown in full", () => {
  const text = explanationText(explain(gender("hidden=[9]"), { parameter: "w5" }));
  assert.match(text, /The hidden layer, h3 in full:\n +sum_h3 = /);
});

const states: readonly (readonly [what: string, options: Parameters<typeof explain>[1], text: string])[] = [
  ["at the start", {}, "At the start, before any training."],
  ["after an epoch", { epoch: 1 }, "After 1 epoch (4 of 4000 steps)."],
  ["inside an epoch", { step: 7 }, "Before step 7 of 4000: after 1 epoch and 2 rows."],
  ["at the end", { epoch: 1000 }, "After 1000 epochs (4000 of 4000 steps). Training ends here; this is"],
  [
    "another row",
    { row: "Bob" },
    "At the start, before any training. Training visits Alice next; this is what",
  ],
];

for (const [what, options, expected] of states) {
  Deno.test(`the text says when it is: ${what}`, () => {
    const text = explanationText(explain(gender(), options));
    assert.ok(text.replaceAll("\n", " ").includes(expected), text.slice(0, 300));
  });
}

const batches: readonly (readonly [what: string, overrides: readonly string[], row: string, text: string])[] =
  [
    ["all rows a step", ["batch_size=all"], "Bob", "Each step learns from all 4 rows."],
    [
      "a batch",
      ["batch_size=3"],
      "Bob",
      "The next step learns from 3 rows: Alice, Bob and Charlie. A step takes 3 rows, in the order of the file.",
    ],
    [
      "a row that is not in the batch",
      ["batch_size=3"],
      "Diana",
      "The next step learns from Alice, Bob and Charlie; this is what a step on Diana alone would do.",
    ],
    [
      "rows in another order",
      ["shuffle_seed=3"],
      "Bob",
      "Training visits Diana next; this is what a step for Bob would do. The rows are shuffled anew for each epoch, by the random " +
      "numbers of shuffle_seed 3.",
    ],
  ];

for (const [what, overrides, row, expected] of batches) {
  Deno.test(`the text says which rows come next and why: ${what}`, () => {
    const text = explanationText(explain(gender(...overrides), { row }));
    assert.ok(text.replaceAll("\n", " ").includes(expected), text.slice(0, 500));
  });
}

Deno.test("a row that its table only numbers is called a row in sentences", () => {
  const experiment = parseExperiment(`
dataset:
  features: [{ name: a }]
  target: { name: y }
  rows: [[name, a, y], [12, 1, 0], [7, 0, 1], [T3, 2, 1]]
`);
  const text = explanationText(explain(experiment, { row: "7" })).replace(/\s+/g, " ");
  for (
    const words of [
      "Training visits row 12 next; this is what a step for row 7 would do.",
      "For row 7 the loss goes from",
    ]
  ) assert.ok(text.includes(words), text);
});

Deno.test("of many classes the right one is among those that are shown", () => {
  const classes = Array.from({ length: 30 }, (_, index) => `c${index + 1}`);
  const experiment = parseExperiment(JSON.stringify({
    name: "many",
    dataset: {
      features: [{ name: "x" }],
      target: { name: "y", classes },
      rows: [{ x: 1, y: "c20" }],
    },
  }));
  const text = explanationText(explain(experiment));
  const shown = [
    "largest = max(sum_o1, sum_o2, sum_o3, …, sum_o29, sum_o30)",
    "∂L/∂sum_o20 = y20 − t20 =",
    "… and 24 more outputs: --json lists them all.",
    "The right answer is c20 (y): the target t20 is 1, all others are 0.",
  ];
  for (const words of shown) assert.ok(text.replace(/\s+/g, " ").includes(words), words);
  assert.ok(text.split("\n").length < 250);
});

Deno.test("numbers that are learned scaled are shown in both units", () => {
  const experiment = parseExperiment(
    "name: price\ndataset:\n  features: [{ name: size }]\n  target: { name: price, unit: EUR, shift: 100, scale: 10 }\n" +
      "  rows: [{ size: 1, price: 120 }]\nnetwork: { hidden: [] }\ninit: { weights: 3, biases: 0 }\n" +
      "training: { loss: mae }\nqueries: [{ name: Q, size: 2 }]",
  );
  const shown = [
    "price = y_pred·10 + 100 = 3·10 + 100 = 130",
    "y_true = (price − 100) / 10 = (120 − 100) / 10 = 2",
  ];
  const text = explanationText(explain(experiment));
  for (
    const line of [...shown, "L = |y_true − y_pred| = |2 − 3| = 1", "∂L/∂y_pred = 1, as y_pred > y_true"]
  ) {
    assert.ok(text.includes(line), line);
  }
  const asked = explanationText(explain(experiment, { query: "Q", epoch: 0 }));
  assert.match(asked, /The network answers 160 EUR for Q\./);
});

Deno.test("a sweep and an experiment that does not train say what they show", () => {
  const [swept, untrained] = ["seed=1..3", "epochs=0"].map((override) =>
    explanationText(explain(gender(override)), { width: 100 })
  );
  assert.match(swept, /This is the experiment before its sweep varies anything/);
  assert.match(untrained, /The experiment does not train; this is what one step would do/);
});

Deno.test("a row without a name of its own is not called a row twice", () => {
  const experiment = parseExperiment(
    "name: line\ndataset: { features: [{ name: x }], target: { name: y }, rows: [{ x: 1, y: 2 }] }",
  );
  assert.match(explanationText(explain(experiment)), /^line: row 1\n/);
});

Deno.test("a query ends with the answer and its class", () => {
  const text = explanationText(explain(gender(), { query: "Emily", epoch: 1000 }));
  assert.match(text, /The network answers 0\.9491 for Emily: the nearest class is F\./);
  assert.doesNotMatch(text, /∂/);
});

Deno.test("numbers beyond all bounds are shown as such", () => {
  const text = explanationText(explain(gender("learning_rate=1e308", "output=identity", "hidden=[]")));
  assert.match(text, /∞|NaN/);
});

Deno.test("of two classes too each power has its equation, and the rest is a second name of one", () => {
  const text = explanationText(
    explain(parseExperiment(`
name: two
dataset:
  features: [{ name: x }]
  target: { name: mood, classes: [bad, good] }
  rows: [[x, mood], [1, good], [-1, bad]]
network: { hidden: [], output: softmax }
`)),
  );
  const defined = [...text.matchAll(/^ +(e\d|rest) = /gm)].map(([, name]) => name);
  assert.deepEqual(defined, ["e1", "e2", "rest"]);
  assert.match(text, /rest = e2 = /);
});

Deno.test("a query and a held-out row say that they are asked as the run ends, and which epoch is kept", () => {
  const asked = (options: ExplainOptions, ...overrides: readonly string[]): string =>
    explanationText(explain(parseExperiment(HELD_OUT, { overrides }), options), { width: 200 });
  assert.match(asked({ query: "mine" }), /^As the run ends, after 60 epochs \(540 of 540 steps\)\.$/m);
  assert.match(asked({ query: "mine", epoch: 60 }), /^After 60 epochs \(540 of 540 steps\)\.$/m);
  const kept = asked({ row: HELD_OUT_ROW }, "patience=3", "learning_rate=0.8", "log_every=5");
  assert.match(kept, /^As the run ends: the best epoch, \d+, is kept \(\d+ of 540 steps\)\.$/m);
});

Deno.test("the lesson of a held-out row ends with the answer, what is right and the loss, without gradients", () => {
  const text = explanationText(explain(parseExperiment(HELD_OUT), { row: HELD_OUT_ROW })).replace(
    /\s+/g,
    " ",
  );
  const said = [
    `held_out: held-out row ${HELD_OUT_ROW} `,
    "3. The answer and its error ",
    "The right answer is setosa (species): the target t1 is 1, all others are 0. The loss L is the surprise",
    "L = −ln(y1) = ",
    "The row is held out: it shows how good the answers to new rows are, and nothing is learned from it.",
  ];
  for (const words of said) assert.ok(text.includes(words), words);
  assert.doesNotMatch(text, /∂/);
});

Deno.test("how far off the answer to a held-out row is stands in the units of the table", () => {
  const experiment = parseExperiment(
    "name: price\ndataset:\n  features: [{ name: size }]\n  target: { name: price, unit: EUR, shift: 100, scale: 10 }\n" +
      "  rows: [{ name: a, size: 1, price: 120 }, { name: b, size: 2, price: 150 }]\n  validation: { rows: [b] }\n" +
      "network: { hidden: [] }\ninit: { weights: 3, biases: 0 }\ntraining: { epochs: 0 }",
  );
  const text = explanationText(explain(experiment, { row: "b" }));
  assert.match(text, /The network answers 160 EUR for b\./);
  assert.match(text, /Right would be 150 EUR: the answer is off by 10 EUR\./);
  const { y_true, loss, subject, state, parameters } = explanationJson(explain(experiment, { row: "b" }));
  assert.deepEqual([y_true, loss, parameters], [5, 1, undefined]);
  assert.deepEqual(subject, { kind: "row", name: "b", index: 0, is_held_out: true });
  assert.equal(Object(state).is_end, true);
});

Deno.test("of many inputs those that are 0 for being of another category are counted, and scaled ones judge all", () => {
  const words = ["a", "b", "c", "d", "e", "f", "g"];
  const experiment = parseExperiment(
    `name: days\ndataset:\n  features: [{ name: day, categories: [${words}] }, { name: x, shift: mean }, { name: z }]\n` +
      "  target: { name: y }\n  rows: [{ day: c, x: 1, z: 0, y: 0 }, { day: e, x: 3, z: 5, y: 1 }]",
  );
  const text = explanationText(explain(experiment));
  const from = text.indexOf("1. The inputs");
  assert.equal(
    text.slice(from, text.indexOf("2. Forward")),
    "1. The inputs\n   The network does not see the raw values, but these:\n     x3 = day=c = 1\n" +
      "     x8 = x − 2 = 1 − 2 = −1\n\n   … and 7 more inputs that are 0: --json lists them all.\n\n",
  );
});
