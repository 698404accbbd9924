// One random experiment from its number, as the text of an experiment file.
// Draw order: shape, features, target, rows, network, init, training, queries, sweep; each function draws in the order
// in which its lines stand. What must not change: any draw, or the frozen hashes belong to other experiments.

import { Draws } from "./draws.ts";
import type { NetworkSize, RandomFeature, Section, Shape } from "./random_shape.ts";
import { randomSweep } from "./random_sweep.ts";

const NAMES = ["weight", "height", "a.b", "x y", "Zoë", "1e3", "体重", "true", 'say "hi"', "a, b"];
const CLASSES: readonly Readonly<Record<string, number>>[] = [
  { no: 0, yes: 1 },
  { F: 1, M: -1 },
  { low: 0, middle: 0.5, high: 1 },
  { only: 1 },
  { "true": -2.5, "1": 1000, "x, y": 0 },
];
const ACTIVATIONS = ["sigmoid", "tanh", "relu", "identity"];
const LAYERS = {
  middle: [[8, 8], [10, 6], [7, 7, 4], [30]],
  large: [[20, 14], [17, 16], [24, 12, 6], [60], [12, 12, 12]],
};
const EPOCHS = { small: [0, 60], middle: [50, 60], large: [7, 12] } as const;
const LARGEST_SEEDS = [0, 2147483647, 2147483648, 4294967294, 4294967295];
const RATES = [0, 1e-300, 1e-5, 0.01, 0.1, 0.3, 0.5, 1, 2, 10, 50, 1e4, 1e30, 1e300];
const EXTREMES = [0, 5e-324, -1e-300, 1e-7, 1e15, -1e21, 1e160, 1e308, -1e308, 1.7976931348623157e308];

/** The text of a random experiment: JSON, which is YAML as well. */
export function randomExperiment(number: number, name: string): string {
  const draws = new Draws(number);
  const size = sizeOf(number);
  const isAsking = number % 50 === 11 || number % 50 === 29;
  const rowCount = isAsking ? 0 : draws.between(size === "small" ? 1 : 9, 12);
  const features = randomFeatures(draws, rowCount, draws.between(size === "large" ? 3 : 1, 4));
  const shape: Shape = { draws, size, rowCount, features };

  const dataset = randomDataset(shape, draws.isOneIn(2) && isAsking);
  const network = size !== "small" || !draws.isOneIn(10) ? randomNetwork(shape) : undefined;
  const init = draws.isOneIn(12) ? undefined : randomInit(shape, network?.hidden ?? [2]);
  const training = randomTraining(shape);
  const queries = randomQueries(shape);
  const sweep = number % 5 === 4 ? randomSweep(shape, init, queries) : undefined;
  return JSON.stringify({ name, dataset, network, init, training, queries, sweep });
}

/** Every fifth experiment is a sweep; both runs and sweeps come in all sizes. */
function sizeOf(number: number): NetworkSize {
  const place = number % 20;
  if (place === 3 || place === 4) return "large";
  return place === 7 || place === 9 ? "middle" : "small";
}

function randomFeatures(draws: Draws, rowCount: number, count: number): readonly RandomFeature[] {
  const first = draws.between(0, NAMES.length - 1);
  return draws.list(count, (index): RandomFeature => {
    const size = draws.isOneIn(30)
      ? draws.oneOf([1e160, 1e307, 1e-310])
      : draws.oneOf([1, 1, 1, 1, 1, 1, 0.125, 30, 1e5]);
    return {
      name: NAMES[(first + index) % NAMES.length],
      size,
      hasMean: rowCount > 1 && size >= 0.1 && size < 1e6,
    };
  });
}

function randomDataset({ draws, features, rowCount }: Shape, isWithoutTarget: boolean): Section {
  const columns = features.map(({ name, size, hasMean }): Section => ({
    name,
    unit: draws.isOneIn(4) ? draws.oneOf(["lb", "µm", "m, s"]) : undefined,
    shift: draws.oneOf([undefined, draws.number() * size, hasMean ? "mean" : 0]),
    scale: draws.oneOf([undefined, draws.between(1, 9) / 4, -2.5, size, hasMean ? "std" : 1]),
  }));
  if (isWithoutTarget) return { features: columns };
  const classes = draws.isOneIn(3) ? undefined : draws.oneOf(CLASSES);
  const size = draws.oneOf([1, 1, 1, 1, 1, 1, 1, 100, 1e155]);
  const rows = draws.list(rowCount, (row): Section => ({
    name: draws.isOneIn(2) ? `Row ${"abcdefghijkl"[row]}` : undefined,
    ...valuesOf(draws, features),
    answer: classes === undefined ? draws.number() * size : draws.oneOf(Object.keys(classes)),
  }));
  return { features: columns, target: { name: "answer", classes }, rows };
}

function valuesOf(draws: Draws, features: readonly RandomFeature[]): Section {
  return Object.fromEntries(features.map(({ name, size }) => [name, draws.number() * size]));
}

function randomNetwork({ draws, size }: Shape): { readonly hidden: readonly number[] } & Section {
  const small = draws.list(draws.between(0, 3), () => draws.oneOf([1, 2, 2, 3, 4, 5, 8]));
  return {
    hidden: size === "small" ? small : draws.oneOf(LAYERS[size]),
    activation: draws.oneOf([undefined, ...ACTIVATIONS]),
    output: draws.oneOf([undefined, ...ACTIVATIONS]),
  };
}

function randomInit({ draws, features, size }: Shape, hidden: readonly number[]): Section {
  const layerSizes = [features.length, ...hidden, 1];
  let weightCount = 0;
  for (let layer = 1; layer < layerSizes.length; layer++) {
    weightCount += layerSizes[layer - 1] * layerSizes[layer];
  }
  const biasCount = hidden.reduce((count, neuronCount) => count + neuronCount, 1);
  switch (draws.between(1, size === "large" ? 4 : 8)) {
    case 1:
    case 2:
      return { seed: draws.between(0, 99) };
    case 3:
      return { seed: draws.next() };
    case 4:
      return { seed: draws.oneOf(LARGEST_SEEDS) };
    case 5:
      return { weights: draws.number() };
    case 6:
      return { weights: draws.number(), biases: draws.number() };
    case 7:
      return { weights: draws.list(weightCount, () => draws.number()), biases: draws.number() };
    default:
      return {
        weights: draws.list(weightCount, () => draws.number()),
        biases: draws.list(biasCount, () => draws.number()),
      };
  }
}

function randomTraining({ draws, size, rowCount }: Shape): Section {
  const [fewest, most] = EPOCHS[size];
  const epochs = draws.between(fewest, most);
  return {
    learning_rate: draws.oneOf([
      undefined,
      draws.between(1, 200) / 1000,
      draws.between(1, 1000) / 500,
      draws.oneOf(RATES),
    ]),
    epochs: rowCount === 0 ? 0 : epochs,
    loss: draws.oneOf([undefined, "mse"]),
    log_every: draws.oneOf([undefined, 1, 2, 3, 7, draws.between(1, 60), 1000]),
  };
}

function randomQueries({ draws, features }: Shape): readonly Section[] {
  return draws.list(draws.between(0, 3), (index): Section => {
    const name = draws.isOneIn(2) ? ["Emily", "f(x, y)", '"Q"'][index] : undefined;
    const values = valuesOf(draws, features);
    const extremes = features.map((feature) => [feature.name, draws.oneOf(EXTREMES)]);
    return { name, ...values, ...(draws.isOneIn(3) ? Object.fromEntries(extremes) : {}) };
  });
}
