// Random networks of every kind that a file can ask for, trained a little, with what they answer: the cases of all exports.
import assert from "node:assert/strict";
import { type Outcome, runExperiment } from "../../mod.ts";
import { cellOf, featureColumnsOf } from "../../src/dataset/dataset.ts";
import { activationNames } from "../../src/engine/rules/activation.ts";
import { readExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { outputNames } from "../../src/engine/rules/output.ts";
import { type TrainedDense, type TrainedModel, trainedModelOf } from "../../src/export/trained_model.ts";
import { Draws } from "../oracle/draws.ts";

/** A trained network and what it answers. */
export interface Case {
  readonly outcome: Outcome;
  readonly model: TrainedModel;
  readonly questions: readonly Question[];
}

/** A row as it is typed, with the answer of predictions.csv. */
export interface Question {
  /** A cell each column; null where it is empty. */
  readonly cells: readonly (number | string | null)[];
  /** Null where one of them is not finite. */
  readonly outputs: readonly number[] | null;
  readonly label: string | null;
}

/** Names that would be code, a comment or a keyword if anything let them. */
const NAMES = [
  ...["weight", "Petal length", "petal-length", "int", "x", "y", "class", "lambda", "constructor", "体重"],
  ...['"', "\\", "*/ #error /*", "a\\", "??/", "'''", '"""', "${1/0}", "{0}", "%s", "t1", "3rd", "label"],
];
const WORDS = ["red", "green", 'say "hi"', "a, b", "体重", "*/", "\\", "??/", "=1+1", "1e3", "none"];
/** Weights times this: the large ones lead sums to where sigmoid, tanh and exp have their limits, and to infinity. */
const SIZES = [1, 1, 1, 1, 1, 5, 40, 1e3, 1e150, 1e-200];
const EXTREMES = [0, -0, 5e-324, -1e-300, 1e-7, 1e15, -1e21, 1e160, 1e308, -1e308];

/** The layers of a network that has dense ones alone. */
export function denseLayersIn({ layers }: TrainedModel): readonly TrainedDense[] {
  return layers.map((layer) => {
    assert.ok(layer.kind === "dense");
    return layer;
  });
}

/** Networks from their numbers; those that diverged are left out. */
export function randomCases(first: number, count: number): readonly Case[] {
  const cases: Case[] = [];
  for (let number = first; cases.length < count; number++) {
    const read = readExperiment(randomText(number));
    if ("problems" in read) {
      // The rows that were drawn may be too alike to be scaled by what they have.
      assert.match(read.problems[0].message, /are (equal|empty)$/);
      continue;
    }
    const outcome = runExperiment(read.ok);
    const model = trainedModelOf(outcome);
    if (model === null) continue;
    cases.push(caseOf(outcome, model));
  }
  return cases;
}

/** Networks with filters over images, and with states made of sentences, from their numbers. */
export function layerCases(first: number, count: number): readonly Case[] {
  const cases: Case[] = [];
  for (let number = first; cases.length < count; number++) {
    const draws = new Draws(70_000 + number);
    const experiment = number % 3 === 0 ? sentences(draws) : images(draws);
    const read = readExperiment(JSON.stringify({ name: `layers_${number}`, ...experiment }));
    if ("problems" in read) throw new Error(read.problems[0].message);
    const outcome = runExperiment(read.ok);
    const model = trainedModelOf(outcome);
    if (model !== null) cases.push(withOtherBlanks(caseOf(outcome, model)));
  }
  return cases;
}

/** Sentences once more with words that the network does not know, and with every blank: they are answered alike. */
function withOtherBlanks({ outcome, model, questions }: Case): Case {
  const others = model.columns[0].words === undefined ? [] : questions.map(({ cells, ...answer }) => {
    const words = ["unseen", ...String(cells[0]).split(" "), "held", "体"];
    return { ...answer, cells: [words.map((word, index) => word + BLANKS[index % BLANKS.length]).join("")] };
  });
  return { outcome, model, questions: [...questions, ...others] };
}

/** What separates words, one and several. */
const BLANKS = [
  "\u00a0",
  "\t",
  "\u3000 ",
  "\u2028",
  "\u1680",
  "\u2009\u202f",
  "\u205f",
  "\ufeff",
  "\u200a\f",
];

/** Filters with and without padding and bias, of one channel and of several, below and above squares. */
function images(draws: Draws): Record<string, unknown> {
  const [rows, columns, channels] = [draws.between(2, 5), draws.between(2, 5), draws.between(1, 3)];
  const keys = Array.from({ length: rows * columns * channels }, (_, index) => `p${100 + index}`);
  const numbers = () => Object.fromEntries(keys.map((key) => [key, draws.number() * 2]));
  const layers: Record<string, unknown>[] = [];
  let [height, width] = [rows, columns];
  for (let depth = draws.between(1, 3); depth > 0; depth--) {
    const least = Math.min(height, width);
    if (draws.isOneIn(3)) {
      const size = draws.between(1, Math.min(3, least));
      layers.push({ maxpool: { size } });
      [height, width] = [Math.floor(height / size), Math.floor(width / size)];
    } else {
      const size = draws.between(1, Math.min(3, least));
      const padding = draws.between(0, size - 1);
      const activation = draws.oneOf(activationNames);
      layers.push({
        conv: { filters: draws.between(1, 3), size, padding, bias: draws.isOneIn(2), activation },
      });
      [height, width] = [height, width].map((length) => length + 2 * padding - size + 1);
    }
  }
  const { target, answers } = classesOrNumber(draws);
  return {
    dataset: {
      features: [{ name: "image", columns: "p*", shape: [rows, columns, channels], shift: 0.5, scale: 2 }],
      target,
      rows: draws.list(4, () => ({ ...numbers(), ...answers() })),
    },
    network: { layers: [...layers, ...denseOf(draws)] },
    init: { seed: draws.between(0, 99) },
    training: { epochs: 2, learning_rate: 0.01 },
    queries: draws.list(3, (index) => ({
      name: `query ${index}`,
      ...numbers(),
      ...(index === 2 ? { [keys[0]]: draws.oneOf(EXTREMES) } : {}),
    })),
  };
}

/** Sentences with words that are code elsewhere, one of them held out, and without any. */
function sentences(draws: Draws): Record<string, unknown> {
  const known = ["red", "re", "体重", 'say"hi"', "\\\\", "*/", "??/", "1e3"];
  const sentence = (words: readonly string[]) =>
    draws.list(draws.between(0, 6), () => draws.oneOf(words)).join(" ");
  const { target, answers } = classesOrNumber(draws);
  const rows = [
    { name: "all", text: known.join(" "), ...answers() },
    ...draws.list(3, (index) => ({ name: `row ${index}`, text: sentence(known), ...answers() })),
    { name: "held out", text: "unseen red", ...answers() },
  ];
  return {
    dataset: {
      features: [{ name: "text", tokens: "words" }],
      target,
      rows,
      validation: { rows: ["held out"] },
    },
    network: {
      layers: [
        { rnn: { size: draws.between(1, 4), activation: draws.oneOf(activationNames) } },
        ...denseOf(draws),
      ],
    },
    init: { seed: draws.between(0, 99) },
    training: { epochs: 2, learning_rate: 0.01 },
    queries: [
      ...draws.list(3, (index) => ({ name: `query ${index}`, text: sentence(known) })),
      { name: "empty", text: "" },
    ],
  };
}

function classesOrNumber(draws: Draws): {
  readonly target: Record<string, unknown>;
  readonly answers: () => Record<string, unknown>;
} {
  return draws.isOneIn(3)
    ? { target: { name: "answer", shift: 1, scale: 3 }, answers: () => ({ answer: draws.number() }) }
    : {
      target: { name: "answer", classes: ["a", "b", "c"] },
      answers: () => ({ answer: draws.oneOf(["a", "b", "c"]) }),
    };
}

function denseOf(draws: Draws): readonly Record<string, unknown>[] {
  const hidden = { dense: { size: draws.between(1, 3), activation: draws.oneOf(activationNames) } };
  return draws.isOneIn(2) ? [hidden, { dense: {} }] : [{ dense: {} }];
}

/** A run as a case. */
export function caseOf(outcome: Outcome, model: TrainedModel = trainedModelOf(outcome)!): Case {
  const columns = featureColumnsOf(outcome.features);
  const questions = outcome.predictions.map(({ values, outputs, label }) => ({
    cells: columns.map((column) => cellOf(column, values)),
    outputs,
    label,
  }));
  return { outcome, model, questions };
}

/** The text of a random experiment: JSON, which is YAML as well. */
export function randomText(number: number): string {
  const draws = new Draws(90_000 + number);
  const features = randomFeatures(draws);
  const inputCount = features.reduce((sum, { categories }) => sum + (categories?.length ?? 1), 0);
  const { target, outputCount, outputs, answers } = randomTarget(draws);
  const row = (): Record<string, unknown> =>
    Object.fromEntries(features.map(({ name, categories, missing }) => {
      const isEmpty = missing !== undefined && draws.isOneIn(4);
      return [name, isEmpty ? "" : categories === undefined ? draws.number() * 3 : draws.oneOf(categories)];
    }));
  const rows = draws.list(draws.between(3, 5), () => ({ ...row(), ...answers() }));
  const hidden = draws.list(draws.between(0, 3), () => draws.between(1, 5));
  const activation = hidden.length === 0
    ? {}
    : { activation: hidden.map(() => draws.oneOf(activationNames)) };
  const output = draws.oneOf(outputs);
  const size = draws.oneOf(SIZES);
  const sizes = [inputCount, ...hidden, outputCount];
  const weightCount = hidden.concat(outputCount).reduce((sum, n, index) => sum + n * sizes[index], 0);
  return JSON.stringify({
    name: `model_${number}`,
    dataset: { features, ...target, rows },
    network: { hidden, ...activation, output },
    init: draws.isOneIn(3) ? { seed: draws.between(0, 99) } : {
      weights: draws.list(weightCount, () => draws.number() * size),
      biases: draws.list(hidden.reduce((sum, n) => sum + n, outputCount), () => draws.number()),
    },
    training: {
      epochs: draws.oneOf([0, 1, 3]),
      learning_rate: 0.01,
      ...(output === "softmax" ? { loss: "cross_entropy" } : {}),
    },
    queries: draws.list(4, (index) => ({
      name: `query ${index}`,
      ...row(),
      ...(index === 3 && features.every(({ categories }) => categories === undefined)
        ? Object.fromEntries(features.map(({ name }) => [name, draws.oneOf(EXTREMES)]))
        : {}),
    })),
  });
}

interface RandomFeature {
  readonly name: string;
  readonly categories?: readonly string[];
  readonly missing?: unknown;
}

function randomFeatures(draws: Draws): readonly RandomFeature[] {
  const first = draws.between(0, NAMES.length - 1);
  return draws.list(draws.between(1, 4), (index): RandomFeature => {
    const name = NAMES[(first + 7 * index) % NAMES.length];
    const missing = draws.isOneIn(3) ? { missing: draws.oneOf(["mean", 0, 0.25, -3]) } : {};
    if (draws.isOneIn(3)) {
      const word = draws.between(0, WORDS.length - 1);
      return {
        name,
        categories: draws.list(draws.between(1, 4), (k) => WORDS[(word + k) % WORDS.length]),
        ...missing,
      };
    }
    const scaling = {
      shift: draws.oneOf([0, 0, "mean", 1.5, -1e5]),
      scale: draws.oneOf([1, 1, "std", -2.5, 1e3]),
    };
    return { name, ...scaling, ...missing };
  });
}

interface RandomTarget {
  readonly target: Record<string, unknown>;
  readonly outputCount: number;
  /** The output activations that fit. */
  readonly outputs: readonly string[];
  readonly answers: () => Record<string, unknown>;
}

function randomTarget(draws: Draws): RandomTarget {
  const columns = draws.list(draws.between(1, 3), (index) => ({
    name: `answer ${"abc"[index]}`,
    shift: draws.oneOf([0, 0, 2.5, -1000]),
    scale: draws.oneOf([1, 1, -0.5, 1e6]),
  }));
  switch (draws.between(0, 4)) {
    case 0: {
      const labels = WORDS.slice(0, draws.between(2, WORDS.length));
      const answers = () => ({ answer: draws.oneOf(labels) });
      return {
        target: { target: { name: "answer", classes: labels } },
        outputCount: labels.length,
        outputs: outputNames,
        answers,
      };
    }
    case 1: {
      const classes = draws.oneOf([{ M: 0, F: 1 }, { low: -1, middle: 0.5, 'high "x"': 2 }, {
        "*/": 1,
        "\\": 1000,
        "?": -5,
      }]);
      const answers = () => ({ answer: draws.oneOf(Object.keys(classes)) });
      return {
        target: { target: { name: "answer", classes } },
        outputCount: 1,
        outputs: activationNames,
        answers,
      };
    }
    default: {
      const answers = () => Object.fromEntries(columns.map(({ name }) => [name, draws.number()]));
      const target = columns.length === 1 ? { target: columns[0] } : { targets: columns };
      return { target, outputCount: columns.length, outputs: activationNames, answers };
    }
  }
}
