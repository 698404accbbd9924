// One random experiment of the language of 0.2.0 from its number, as the text of an experiment file: tables, images and
// sentences, each learned in any way.
// Draw order: kind, dataset, network, init, training, queries, sweep; each function draws in the order in which its lines
// stand. What must not change: any draw, or the frozen hashes belong to other experiments.

import { Draws } from "./draws.ts";
import type { Section } from "./random_shape.ts";

const ACTIVATIONS = [
  ...["sigmoid", "tanh", "relu", "identity"],
  ...["leaky_relu", "elu", "softplus", "silu", "gelu_tanh"],
];
/** Outputs with a loss that fits them. */
const ENDS = {
  classes: [
    ...["cross_entropy", "cross_entropy"].map((loss) => ({ output: "softmax", loss })),
    ...["cross_entropy", "mse"].map((loss) => ({ output: "sigmoid", loss })),
  ],
  numbers: [
    ...["mse", "mae", "huber"].map((loss) => ({ output: "identity", loss })),
    ...["tanh", "softplus"].map((output) => ({ output, loss: "mse" })),
  ],
} as const;
const SCHEMES: readonly Section[] = [
  ...["classic", "glorot_uniform", "glorot_normal", "he_uniform", "he_normal"].map((scheme) => ({ scheme })),
  { scheme: "normal", sd: 0.3 },
  { scheme: "uniform", bound: 0.7 },
];
const OPTIMIZERS: readonly Section[] = [
  {},
  { momentum: 0.9 },
  { momentum: 0.75, nesterov: true },
  { optimizer: "adagrad" },
  { optimizer: "rmsprop", rho: 0.8 },
  { optimizer: "adam" },
  { optimizer: "adam", beta1: 0.5, beta2: 0.9, epsilon: 1e-3 },
  { optimizer: "adamw", weight_decay: 0.02 },
];
const SCHEDULES: readonly Section[] = [{ step: 3, factor: 0.5 }, { plateau: 2, factor: 0.1 }, {
  factor: 0.9,
}];
const STOPS: readonly Section[] = [{ patience: 2 }, { loss_under: 0.2 }, { patience: 3, loss_under: 0.01 }];
const RATES = [0.001, 0.01, 0.03, 0.1, 0.5, 2];
const WORDS = ["red", "green", "blue", "体重", "a, b"];
const LABELS = ["setosa", "versicolor", "virginica", "x, y"];

/** What the parts of an experiment must know of each other. */
interface Data {
  /** All of `dataset` but the rows that are held out. */
  readonly dataset: Section;
  readonly rowCount: number;
  /** What a query asks. */
  readonly query: () => Section;
  /** The layers below the last: of images and sentences, which have layers of their own. */
  readonly layers: readonly Section[] | null;
  readonly isOfClasses: boolean;
  /** Whether what is left knows all words. */
  readonly mayHoldOut: boolean;
}

/** The text of a random experiment: JSON, which is YAML as well. */
export function randomLearning(number: number, name: string): string {
  const draws = new Draws(200_000 + number);
  const data = number % 8 === 5 ? images(draws) : number % 8 === 6 ? sentences(draws) : table(draws);
  const { dataset, rowCount, query, layers, isOfClasses, mayHoldOut } = data;
  const isSweep = number % 4 === 3;
  const end = draws.oneOf(isOfClasses ? ENDS.classes : ENDS.numbers);
  return JSON.stringify({
    name,
    dataset: { ...dataset, validation: mayHoldOut ? randomValidation(draws, rowCount) : undefined },
    network: layers === null
      ? { ...hidden(draws, isSweep), output: end.output }
      : { layers: [...layers, { dense: { activation: end.output } }] },
    init: { seed: draws.between(0, 9999), ...draws.oneOf(isSweep ? [{}] : SCHEMES) },
    training: { loss: end.loss, ...randomTraining(draws, rowCount, isSweep) },
    queries: draws.list(2, (index) => ({ name: `query ${index}`, ...query() })),
    goals: draws.isOneIn(4) ? { all_rows_right: isOfClasses, loss_thresholds: [0.1, 0.5] } : undefined,
    sweep: isSweep ? randomSweep(draws, layers === null) : undefined,
  });
}

/** Numbers and words, some of which are missing. */
function table(draws: Draws): Data {
  const rowCount = draws.between(6, 40);
  const features = draws.list(draws.between(1, 5), (index): Section => {
    const missing = draws.isOneIn(3) ? draws.oneOf(["mean", 0, 1.5]) : undefined;
    return draws.isOneIn(4) ? { name: `words ${index}`, categories: WORDS, missing } : {
      name: `number ${index}`,
      shift: draws.oneOf([undefined, "mean", draws.number()]),
      scale: draws.oneOf([undefined, 2, -0.5, "std"]),
      missing,
    };
  });
  const cells = (): Section =>
    Object.fromEntries(features.map(({ name, categories, missing }) => {
      if (missing !== undefined && draws.isOneIn(5)) return [name, ""];
      return [name, categories === undefined ? draws.number() * 3 : draws.oneOf(WORDS)];
    }));
  const { target, answers, isOfClasses } = randomTarget(draws);
  const rows = draws.list(rowCount, () => ({ ...cells(), ...answers() }));
  const dataset = { features, ...target, rows };
  return { dataset, rowCount, query: cells, layers: null, isOfClasses, mayHoldOut: true };
}

/** Filters over small images, and what keeps the largest of each square. */
function images(draws: Draws): Data {
  const [side, channels, rowCount] = [draws.between(4, 6), draws.between(1, 2), draws.between(6, 12)];
  const keys = Array.from({ length: side * side * channels }, (_, index) => `p${100 + index}`);
  const pixels = (): Section => Object.fromEntries(keys.map((key) => [key, draws.number()]));
  const { target, answers, isOfClasses } = randomTarget(draws);
  const conv = {
    filters: draws.between(1, 4),
    size: draws.between(2, 3),
    padding: draws.between(0, 1),
    bias: draws.isOneIn(2),
    activation: draws.oneOf(ACTIVATIONS),
  };
  const pool = { size: 2, ties: draws.oneOf(["first", "all"]) };
  const rows = draws.list(rowCount, () => ({ ...pixels(), ...answers() }));
  return {
    dataset: {
      features: [{ name: "image", columns: "p*", shape: [side, side, channels], shift: 0.5, scale: 2 }],
      ...target,
      rows,
    },
    rowCount,
    query: pixels,
    layers: draws.isOneIn(2) ? [{ conv }, { maxpool: pool }] : [{ conv }],
    isOfClasses,
    mayHoldOut: true,
  };
}

/** A state that goes through sentences of no to six words. */
function sentences(draws: Draws): Data {
  const rowCount = draws.between(6, 12);
  const text = (): Section => ({ text: draws.list(draws.between(0, 6), () => draws.oneOf(WORDS)).join(" ") });
  const { target, answers, isOfClasses } = randomTarget(draws);
  const rnn = { size: draws.between(1, 5), activation: draws.oneOf(ACTIVATIONS) };
  const rows = [
    { text: WORDS.join(" "), ...answers() },
    ...draws.list(rowCount - 1, () => ({ ...text(), ...answers() })),
  ];
  return {
    dataset: { features: [{ name: "text", tokens: "words" }], ...target, rows },
    rowCount,
    query: text,
    layers: [{ rnn }],
    isOfClasses,
    mayHoldOut: false,
  };
}

interface Target {
  readonly target: Section;
  readonly answers: () => Section;
  readonly isOfClasses: boolean;
}

/** One class of several, one number, or several numbers. */
function randomTarget(draws: Draws): Target {
  if (draws.isOneIn(2)) {
    const labels = LABELS.slice(0, draws.between(2, LABELS.length));
    return {
      target: { target: { name: "answer", classes: labels } },
      answers: () => ({ answer: draws.oneOf(labels) }),
      isOfClasses: true,
    };
  }
  const columns = draws.list(draws.between(1, 3), (index): Section => ({
    name: `answer ${index}`,
    shift: draws.oneOf([undefined, 0.5, -3]),
    scale: draws.oneOf([undefined, 2, -0.25]),
  }));
  return {
    target: columns.length === 1 ? { target: columns[0] } : { targets: columns },
    answers: () => Object.fromEntries(columns.map(({ name }) => [name, draws.number()])),
    isOfClasses: false,
  };
}

function randomValidation(draws: Draws, rowCount: number): Section | undefined {
  const seed = draws.between(0, 99);
  return draws.oneOf([
    undefined,
    undefined,
    { fraction: 0.25, seed },
    { folds: 3, fold: draws.between(0, 2), seed },
    { fraction: 1.5 / rowCount, seed },
  ]);
}

/**
 * As wide as makes a kernel of straight code, of loops over lanes, and of loops over the neurons of one network.
 *
 * @param isSweep one activation for all layers, of which there may be others.
 */
function hidden(draws: Draws, isSweep: boolean): Section {
  const sizes = draws.oneOf([[], [2], [3], [4, 3], [8, 8], [30], [12, 9], [40]]);
  const activations = sizes.map(() => draws.oneOf(ACTIVATIONS));
  return { hidden: sizes, activation: isSweep || sizes.length === 0 ? activations[0] : activations };
}

function randomTraining(draws: Draws, rowCount: number, isSweep: boolean): Section {
  const strength = draws.oneOf([0.001, 0.05]);
  return {
    epochs: draws.between(1, 12),
    learning_rate: draws.oneOf(RATES),
    ...draws.oneOf(isSweep ? [{}] : OPTIMIZERS),
    ...draws.oneOf<Section>([{}, {}, { l1: strength }, { l2: strength }, { l1: strength, l2: 0.01 }]),
    ...draws.oneOf<Section>([{}, {}, { clip_norm: 0.5 }, { clip_value: 0.1 }]),
    batch_size: draws.oneOf([undefined, 1, 2, 5, rowCount, "all"]),
    ...draws.oneOf<Section>([{}, { shuffle: true }, { shuffle_seed: draws.between(0, 99) }]),
    schedule: draws.isOneIn(4) ? draws.oneOf(SCHEDULES) : undefined,
    stop: draws.isOneIn(4) ? draws.oneOf(STOPS) : undefined,
    log_every: draws.oneOf([undefined, 1, 4, 100]),
  };
}

/** One axis or two, at most forty trials. */
function randomSweep(draws: Draws, isDense: boolean): Section {
  const seeds = `${draws.between(0, 99)}..${draws.between(102, 107)}`;
  const axes: readonly Section[] = [
    { "training.learning_rate": [0.01, 0.3] },
    { "training.optimizer": ["adagrad", "rmsprop", "adam", "adamw"] },
    { "training.batch_size": [1, 3, "all"] },
    { "training.shuffle_seed": "1..3" },
    { "training.epochs": [1, 4, 9] },
    { "training.l2": [0, 0.01] },
    { "init.scheme": ["classic", "he_normal", "glorot_uniform"] },
    isDense ? { "network.hidden": [[], [3], [20]] } : { "training.l1": [0, 0.1] },
  ];
  return draws.isOneIn(3) ? { "init.seed": seeds } : { ...draws.oneOf(axes), "init.seed": "1..4" };
}
