// Sweeps for the tests: the classic network over a few axes, named corner cases, and random ones.

import fc from "npm:fast-check@4.3.0";
import type { Experiment, TrainingSettings } from "../../src/experiment/experiment.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import {
  BOXES,
  FLOWERS,
  HELD_OUT,
  HELD_OUT_NUMBERS,
  HELD_OUT_WORDS,
  PRICES,
  SHUFFLED_FLOWERS,
} from "../many_outputs.ts";
import { classicSettings } from "../../src/engine/learning.ts";
import type { Shuffle } from "../../src/engine/row_order.ts";
import { activationNames } from "../../src/engine/rules/activation.ts";
import { optimizers, type OptimizerSettings } from "../../src/engine/rules/optimizer.ts";
import { learningSettings } from "../engine/random_learnings.ts";

/** A sweep with what is special about it. */
export interface SweepCase {
  readonly name: string;
  readonly experiment: Experiment;
}

/** The classic experiment, short, without a sweep. */
export const PEOPLE = `
name: people
dataset:
  features: [{ name: weight, shift: 135 }, { name: height, shift: 66 }]
  target: { name: gender, classes: { M: 0, F: 1 } }
  rows:
    - { weight: 133, height: 65, gender: F }
    - { weight: 160, height: 72, gender: M }
    - { weight: 152, height: 70, gender: M }
    - { weight: 120, height: 60, gender: F }
training: { epochs: 60, log_every: 7 }
queries: [{ name: Emily, weight: 128, height: 63 }, { name: Frank, weight: 155, height: 68 }]
`;

/** A network whose numbers leave the doubles at high rates: one neuron without limits. */
export const WILD = `
name: wild
dataset: { features: [{ name: x }], target: { name: y }, rows: [{ x: 1000, y: 1 }, { x: -1000, y: 5 }] }
network: { hidden: [], output: identity }
training: { epochs: 120, learning_rate: 0.001, log_every: 1 }
queries: [{ x: 3 }, { x: 1.0e+308 }]
`;

/** Images of two strokes, of which filters and the greatest of squares are taken. */
const STROKES = `
name: strokes
dataset:
  features: [{ name: pixels, columns: "p*", shape: [4, 4] }]
  target: { name: stroke, classes: all }
  rows:
    - [stroke, p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15]
    - [down, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0]
    - [across, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0]
    - [down, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0]
network: { layers: [{ conv: { filters: 2, size: 2, activation: relu } }, { maxpool: { size: 2 } }, { dense: {} }] }
training: { epochs: 12, log_every: 5 }
`;

/** Sentences of several lengths, one of them empty. */
const MOODS = `
name: moods
dataset:
  features: [{ name: text, tokens: words }]
  target: { name: mood, classes: [bad, good] }
  rows:
    - [text, mood]
    - [i am happy, good]
    - ["", bad]
    - [sad sad am i, bad]
    - [happy, good]
network: { layers: [{ rnn: { size: 3 } }, { dense: { size: 2 } }, { dense: {} }] }
training: { epochs: 12, log_every: 5 }
queries: [{ text: i am sad }]
`;

/** The experiment of a text with overrides. */
export function people(...overrides: string[]): Experiment {
  return parseExperiment(PEOPLE, { overrides });
}

/** The same, starting from given parameters. */
function given(...overrides: string[]): Experiment {
  return parseExperiment(PEOPLE + "init: { weights: 0.5, biases: -1 }\n", { overrides });
}

function wild(...overrides: string[]): Experiment {
  return parseExperiment(WILD, { overrides });
}

const SHORT = { overrides: ["seed=1..30", "epochs=60"] };
/** The experiment with other ways to learn. */
export function learning(experiment: Experiment, training: Partial<TrainingSettings>): Experiment {
  return { ...experiment, training: { ...experiment.training, ...training } };
}

const adam: OptimizerSettings = { name: "adam", ...optimizers.adam.defaults };
const momentum: OptimizerSettings = { name: "sgd", momentum: 0.9, nesterov: true };

/** Sweeps that learn in other ways than the classic one, each with a reason of its own. */
export const learningSweeps: readonly SweepCase[] = [
  {
    name: "adam in batches, an order for each seed",
    experiment: learning(people("seed=1..40", "epochs=5,60"), {
      optimizer: adam,
      batchSize: 3,
      shuffle: "init",
    }),
  },
  {
    name: "momentum, one order for all seeds",
    experiment: learning(people("seed=1..40"), { optimizer: momentum, batchSize: 2, shuffle: 7 }),
  },
  {
    name: "one order for all rates, from the seed",
    experiment: learning(people("learning_rate=0,0.1,1,10", "epochs=3,30"), { shuffle: "init" }),
  },
  {
    name: "given parameters, shuffled",
    experiment: learning(given("learning_rate=0.01,0.1"), { optimizer: adam, shuffle: 0 }),
  },
  {
    name: "an order for each seed and hidden layers",
    experiment: learning(people("hidden=[],[2],[3,2]", "seed=1..12"), { optimizer: adam, shuffle: "init" }),
  },
  {
    name: "huber with penalties and a clipped norm, all rows a batch",
    experiment: learning(people("seed=1..20"), {
      loss: "huber",
      l1: 0.01,
      l2: 0.1,
      clipNorm: 0.1,
      batchSize: "all",
    }),
  },
  {
    name: "cross-entropy behind sigmoid with clipped values",
    experiment: learning(people("seed=1..20"), {
      loss: "cross_entropy",
      clipValue: 0.1,
      optimizer: momentum,
    }),
  },
  {
    name: "softmax by adam in shuffled batches, from a file",
    experiment: parseExperiment(SHUFFLED_FLOWERS, { overrides: ["seed=1..20", "epochs=5,30"] }),
  },
  {
    name: "optimizers, batches and orders, each swept",
    experiment: parseExperiment(SHUFFLED_FLOWERS, {
      overrides: ["optimizer=sgd,adam,rmsprop", "batch_size=1,4,all", "shuffle_seed=0..5", "epochs=20"],
    }),
  },
  {
    name: "rmsprop on mae that diverges at some rates",
    experiment: learning(wild("learning_rate=0.001,1.0e+200,1.0e+306", "seed=1..17"), {
      loss: "mae",
      optimizer: { name: "rmsprop", ...optimizers.rmsprop.defaults },
      shuffle: "init",
    }),
  },
  {
    name: "momentum on mse that diverges at some rates",
    experiment: learning(wild("learning_rate=1.0e-7,0.001,10,1.0e+200", "seed=1..17"), {
      optimizer: momentum,
      batchSize: 2,
    }),
  },
];

/** Sweeps whose trials are supervised, each with a reason of its own. */
export const supervisedSweeps: readonly SweepCase[] = [
  {
    name: "rates that fall by steps, also between logged epochs",
    experiment: people("schedule.step=1,10,25", "schedule.factor=0.5,0.9", "seed=1..9", "epochs=8,60"),
  },
  {
    name: "rates that fall on plateaus of the held-out rows",
    experiment: parseExperiment(HELD_OUT, {
      overrides: [
        "schedule.plateau=1,2",
        "factor=0.3",
        "log_every=3",
        "fold=0,1",
        "seed=1..8",
        "learning_rate=0.5",
      ],
    }),
  },
  {
    name: "a plateau of the learned rows in shuffled batches",
    experiment: people(
      "schedule.plateau=1",
      "optimizer=adam",
      "learning_rate=1",
      "batch_size=2",
      "shuffle=true",
      "seed=1..20",
    ),
  },
  {
    name: "trials that stop at epochs of their own and keep the best",
    experiment: parseExperiment(HELD_OUT, {
      overrides: [
        "patience=1,3",
        "log_every=2",
        "fold=0,2",
        "seed=1..9",
        "epochs=20,60",
        "learning_rate=0.8",
      ],
    }),
  },
  {
    name: "an end under a loss, a patience and a schedule at once",
    experiment: people(
      "loss_under=0.2,0.05",
      "patience=4",
      "schedule.step=20",
      "seed=1..20",
      "epochs=10,300",
      "log_every=3",
    ),
  },
  {
    name: "the best of all epochs, where none ends a trial",
    experiment: people("patience=1000", "learning_rate=3.0,30.0", "seed=1..20", "log_every=1"),
  },
  {
    name: "trials that stop beside some that diverge",
    experiment: wild("patience=2", "learning_rate=1.0e-7,0.001,10,1.0e+200", "seed=1..17"),
  },
  {
    name: "trials that would diverge later than they stop",
    experiment: wild("loss_under=1.0e+300", "patience=1", "learning_rate=0.001,10", "seed=1..9"),
  },
  {
    name: "held-out rows whose loss is too large for the kernel",
    experiment: parseExperiment(
      "name: overflow\ndataset: { features: [{ name: x }], target: { name: y }, rows: [{ x: 1, y: 1 }, { x: 2, y: 0 }],\n" +
        "  validation: { rows: [{ x: 1.0e+308, y: 1 }] } }\n" +
        "network: { hidden: [3] }\ntraining: { epochs: 20, learning_rate: 5, log_every: 1, stop: { patience: 2 } }\n" +
        "sweep: { seed: 1..50, activation: [sigmoid, relu] }",
    ),
  },
];

/** Sweeps that each have a reason of their own. */
export const namedSweeps: readonly SweepCase[] = [
  ...learningSweeps,
  ...supervisedSweeps,
  { name: "seeds", experiment: people("seed=1..100") },
  { name: "one trial", experiment: people("seed=5..5") },
  { name: "rates and seeds share a batch", experiment: people("seed=1..30", "learning_rate=0,0.1,1,10") },
  {
    name: "epochs of all lengths share a batch",
    experiment: people("seed=1..9", "epochs=0,1,2,7,8,9,61,200"),
  },
  { name: "epochs of a range", experiment: people("epochs=0..40", "seed=1..3") },
  { name: "no epoch", experiment: people("seed=1..20", "epochs=0") },
  { name: "losses logged once", experiment: people("seed=1..20", "log_every=1000") },
  { name: "losses logged at different epochs", experiment: people("seed=1..20", "log_every=1,5,1000") },
  { name: "hidden layers", experiment: people("seed=1..20", "hidden=[],[1],[2],[3,2]") },
  { name: "activations", experiment: people("activation=sigmoid,tanh,relu,identity", "seed=1..20") },
  { name: "a shift", experiment: people("weight.shift=-500,0,135,500", "seed=1..20") },
  {
    name: "given parameters over rates",
    experiment: given("learning_rate=0.1,0.2,0.5"),
  },
  {
    name: "seeds in place of given parameters",
    experiment: given("seed=1..20"),
  },
  {
    name: "keys that move together",
    experiment: parseExperiment(
      PEOPLE + "sweep: { zip: { init.seed: [3, 5, 8], training.epochs: [10, 0, 30] }, hidden: [[2], [4]] }",
    ),
  },
  {
    name: "no rows",
    experiment: parseExperiment(
      "name: ask\ndataset: { features: [{ name: x }] }\ntraining: { epochs: 0 }\nqueries: [{ x: 1 }]\n" +
        "sweep: { seed: 1..40 }",
    ),
  },
  { name: "no queries", experiment: parseExperiment(WILD.replace(/queries.*/, "sweep: { seed: 1..40 }")) },
  {
    name: "divergence at some rates",
    experiment: wild("learning_rate=1.0e-7,0.001,10,1.0e+200", "seed=1..17"),
  },
  {
    name: "divergence that only the final loss shows",
    experiment: wild("learning_rate=0.001", "log_every=1000", "epochs=1..120"),
  },
  {
    name: "divergence between logged epochs",
    experiment: wild("learning_rate=0.001,0.002", "log_every=7", "seed=1..9"),
  },
  { name: "an output a class", experiment: parseExperiment(FLOWERS, SHORT) },
  { name: "several numbers", experiment: parseExperiment(BOXES, SHORT) },
  {
    name: "folds, splits and starts",
    experiment: parseExperiment(HELD_OUT, {
      overrides: ["fold=0..3", "validation.seed=2,5", "seed=1..6", "epochs=30"],
    }),
  },
  {
    name: "folds that learn words of their own, with other inputs",
    experiment: parseExperiment(HELD_OUT_WORDS, {
      overrides: ["fold=0..2", "hidden=[2],[]", "seed=1..9", "epochs=20"],
    }),
  },
  {
    name: "held-out rows at ends of several lengths",
    experiment: parseExperiment(HELD_OUT, { overrides: ["epochs=1..40", "seed=1..3"] }),
  },
  {
    name: "held-out numbers, and divergence at some rates",
    experiment: parseExperiment(HELD_OUT_NUMBERS, {
      overrides: ["learning_rate=0.05,1e9", "shuffle_seed=1..3", "seed=1..4"],
    }),
  },
  {
    name: "the shift and the scale of a target",
    experiment: parseExperiment(PRICES, {
      overrides: ["target.shift=0,mean,250", "dataset.target.scale=1,std,-100", "seed=1..6", "epochs=40"],
    }),
  },
  {
    name: "the shift of one of several targets",
    experiment: parseExperiment(BOXES, { overrides: ["area.shift=0,mean", "seed=1..6", "epochs=40"] }),
  },
  {
    name: "an answer of which one output is too large",
    experiment: parseExperiment(BOXES, { overrides: ["area.scale=1.0e+308", "epochs=0", "seed=1..20"] }),
  },
  {
    name: "sums that overflow in front of sigmoids",
    experiment: parseExperiment(
      "name: overflow\ndataset: { features: [{ name: x }, { name: z }], target: { name: y }, rows: " +
        "[{ x: 1.0e+308, z: 1.0e+308, y: 1 }, { x: -1.0e+308, z: 2, y: 0 }] }\n" +
        "training: { epochs: 20, learning_rate: 1.0e-300, log_every: 3 }\n" +
        "queries: [{ x: 1.0e+308, z: 1.0e+308 }, { x: 1, z: 2 }]\nsweep: { seed: 1..50, activation: [sigmoid, tanh, relu] }",
    ),
  },
  {
    name: "optimizers, each with its own learning rate and numbers",
    experiment: people(
      "optimizer=sgd,adagrad,rmsprop,adam,adamw",
      "momentum=0,0.9",
      "seed=1..10",
      "epochs=20",
    ),
  },
  {
    name: "batches in orders of their own and in one for all",
    experiment: people("batch_size=1,3,all", "shuffle_seed=1..4", "seed=1..5", "epochs=7,12"),
  },
  {
    name: "orders from the seeds of the start",
    experiment: people("shuffle=false,true", "seed=1..20", "epochs=11", "log_every=3"),
  },
  {
    name: "losses and penalties",
    experiment: people("loss=mse,mae,huber,cross_entropy", "l1=0,0.01", "l2=0,0.01", "seed=1..5", "epochs=9"),
  },
  {
    name: "cut gradients and layers with activations of their own",
    experiment: people(
      ...["hidden=[3,2]", "activation=tanh,[tanh,relu]", "clip_norm=0.1,1", "optimizer=adam", "seed=1..5"],
      "epochs=9",
    ),
  },
  {
    name: "all rows right, and other thresholds",
    experiment: people(
      "all_rows_right=true",
      "loss_thresholds=[0.05,0.3,0.2]",
      "learning_rate=0.1,1",
      "seed=1..30",
      "epochs=0,60",
    ),
  },
  { name: "no threshold", experiment: people("loss_thresholds=[]", "seed=1..20") },
  {
    name: "all rows right of listed classes, held out and not",
    experiment: parseExperiment(HELD_OUT, {
      overrides: ["all_rows_right=true", "fold=0..3", "seed=1..6", "epochs=1,30"],
    }),
  },
  {
    name: "all rows right at the best epoch, which is kept",
    experiment: people("all_rows_right=true", "patience=2", "learning_rate=0.1,1,5", "seed=1..20"),
  },
  {
    name: "all rows right at the best epoch for held-out rows",
    experiment: parseExperiment(HELD_OUT, {
      overrides: ["all_rows_right=true", "patience=2", "seed=1..20", "epochs=60"],
    }),
  },
  {
    name: "all rows right where some diverge",
    experiment: people(
      ...["all_rows_right=true", "hidden=[]", "output=identity", "learning_rate=0.0001,1.0e+200"],
      "seed=1..20",
    ),
  },
  {
    name: "filters of an image, with edges and without",
    experiment: parseExperiment(STROKES, {
      overrides: ["conv1.filters=1,3,2", "conv1.padding=0..1", "maxpool1.ties=first,all", "seed=1..3"],
    }),
  },
  {
    name: "words of sentences, in batches in orders of their own",
    experiment: parseExperiment(MOODS, {
      overrides: ["rnn1.size=1,3,2", "optimizer=sgd,adam", "batch_size=1,3,all", "shuffle=true", "seed=1..3"],
    }),
  },
];

const columns = ["a", "b", "c"];

const targets = {
  coded: { target: { name: "y", classes: { no: 0, yes: 1 } } },
  classes: { target: { name: "y", classes: ["no", "yes", "maybe"] } },
  numbers: { targets: [{ name: "y", shift: 3, scale: -2 }, { name: "z" }] },
};

const targetCells = {
  coded: (row: number) => ({ y: row % 2 ? "yes" : "no" }),
  classes: (row: number) => ({ y: ["no", "yes", "maybe"][row % 3] }),
  numbers: (row: number) => ({ y: row / 4, z: -row }),
};

/** Random sweeps: topologies, activations, ways to learn, data, rates, epochs, axes, divergence, extreme queries. */
export const sweeps: fc.Arbitrary<Experiment> = fc.record({
  way: fc.oneof(
    fc.constant(classicSettings),
    fc.constantFrom("mse", "mae", "huber").chain((loss) => learningSettings(loss, 4)),
  ),
  shuffle: fc.constantFrom<Shuffle>("none", "none", "init", 7),
  featureCount: fc.integer({ min: 1, max: 3 }),
  rowCount: fc.integer({ min: 0, max: 5 }),
  queryCount: fc.integer({ min: 0, max: 3 }),
  numbers: fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 40, maxLength: 40 }),
  size: fc.constantFrom(1, 1, 1, 30, 1e5, 1e160),
  querySize: fc.constantFrom(1, 1, 1e3, 1e307),
  hidden: fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 2 }),
  activation: fc.constantFrom(...activationNames),
  output: fc.constantFrom(...activationNames),
  rate: fc.constantFrom(0, 0.01, 0.3, 2, 50, 1e30),
  epochs: fc.integer({ min: 0, max: 25 }),
  logEvery: fc.integer({ min: 1, max: 30 }),
  isGiven: fc.boolean(),
  supervision: fc.oneof(
    fc.constant({}),
    fc.record({
      schedule: fc.constantFrom({ step: 1, factor: 0.9 }, { step: 4, factor: 0.1 }, {
        plateau: 1,
        factor: 0.5,
      }),
      stop: fc.constantFrom({ patience: 1 }, { patience: 3, loss_under: 0.2 }, { loss_under: 0.1 }),
    }, { requiredKeys: [] }),
  ),
  target: fc.constantFrom("coded", "coded", "classes", "numbers"),
  goals: fc.constantFrom({}, {}, { all_rows_right: true }, {
    all_rows_right: true,
    loss_thresholds: [0.4, 0.2],
  }),
  axes: fc.subarray(
    [
      ["init.seed", "4294967280..4294967295"],
      ["training.epochs", [0, 1, 6, 20]],
      ["training.epochs", [3, 25, 4]],
      ["training.learning_rate", [0.1, 0, 5]],
      ["training.log_every", [2, 9]],
      ["network.hidden", [[], [2], [3, 2]]],
      ["network.activation", ["tanh", "relu", "sigmoid"]],
      ["network.output", ["identity", "sigmoid"]],
      ["training.optimizer", ["sgd", "adam", "rmsprop"]],
      ["training.momentum", [0, 0.5]],
      ["training.batch_size", [2, "all", 1]],
      ["training.shuffle_seed", "3..9"],
      ["training.schedule.step", [2, 7]],
      ["training.stop.patience", [1, 2, 100]],
      ["dataset.features.a.shift", [0, -7.5, "mean"]],
      ["zip", { "init.seed": [7, 8, 9], "training.epochs": [5, 0, 17] }],
      ["zip", { "training.log_every": [3, 4], "training.learning_rate": [0.2, 0.4] }],
    ] as const,
    { minLength: 1, maxLength: 3 },
  ),
}).map((shape) => {
  const { axes, featureCount, rowCount, queryCount } = shape;
  let next = 0;
  const number = (): number => shape.numbers[next++ % shape.numbers.length];
  const names = columns.slice(0, featureCount);
  const record = (size: number): Record<string, number> =>
    Object.fromEntries(names.map((name) => [name, number() * size]));
  const used = new Set<string>();
  const free = axes.filter(([key, values]) => {
    const keys = key === "zip" ? Object.keys(values) : [key];
    // Without rows there is no mean, and nothing to learn in any epoch.
    const needsRows = keys.includes("training.epochs") || keys.includes("dataset.features.a.shift");
    if (keys.some((each) => used.has(each)) || (needsRows && rowCount === 0)) return false;
    keys.forEach((each) => used.add(each));
    return true;
  });
  const experiment = parseExperiment(JSON.stringify({
    name: "random",
    dataset: {
      features: names.map((name) => ({ name })),
      ...targets[shape.target],
      rows: Array.from(
        { length: rowCount },
        (_, row) => ({ ...record(shape.size), ...targetCells[shape.target](row) }),
      ),
    },
    network: { hidden: shape.hidden, activation: shape.activation, output: shape.output },
    init: shape.isGiven ? { weights: 0.3, biases: -0.2 } : { seed: 11 },
    training: {
      learning_rate: shape.rate,
      epochs: rowCount === 0 ? 0 : shape.epochs,
      log_every: shape.logEvery,
      ...shape.supervision,
    },
    queries: Array.from(
      { length: queryCount },
      (_, query) => ({ name: `q${query}`, ...record(shape.querySize) }),
    ),
    // Rows can be right where there are some, and classes.
    goals: rowCount === 0 || shape.target === "numbers" ? {} : shape.goals,
    sweep: (free.length > 0 ? free : [["init.seed", "1..5"] as const]).map(([key, values]) => ({
      [key]: values,
    })),
  }));
  // Given parameters leave no stream to draw orders from.
  const shuffle = shape.isGiven && shape.shuffle === "init" ? 7 : shape.shuffle;
  return learning(experiment, { ...shape.way, shuffle });
});
