// One random network with its data and learning rate, from its number.
// Why beside the experiments: here the trainers themselves are compared, with numbers that no file would ask for.

import { denseTopology, type Topology, type TrainingData } from "../../mod.ts";
import { Draws } from "./draws.ts";
import type { Topology as FrozenTopology } from "./trainer_0_1_0.ts";

/** A network somewhere on its way, and what it learns from. */
export interface RandomNetwork {
  readonly topology: Topology;
  /** The same as 0.1.0 writes it. */
  readonly frozenTopology: FrozenTopology;
  readonly parameters: Float64Array;
  readonly data: TrainingData;
  readonly learningRate: number;
  readonly epochCount: number;
}

const ACTIVATIONS = ["sigmoid", "tanh", "relu", "identity"] as const;
/** Every size but 1 leads some networks to Infinity and NaN. */
const SIZES = [1, 1, 1, 1, 1, 1, 40, 1e5, 1e-200, 1e160, 1e307];

/** A network with one to four inputs, up to three hidden layers and one to twelve rows. */
export function randomNetwork(number: number): RandomNetwork {
  const draws = new Draws(-1 - number);
  const sizes = [draws.between(1, 4), ...draws.list(draws.between(0, 3), () => draws.between(1, 9)), 1];
  const [hidden, output] = [draws.oneOf(ACTIVATIONS), draws.oneOf(ACTIVATIONS)];
  let count = 0;
  for (let layer = 1; layer < sizes.length; layer++) count += (sizes[layer - 1] + 1) * sizes[layer];
  const rowCount = draws.between(1, 12);
  const numbers = (length: number, size: number): Float64Array =>
    Float64Array.from(draws.list(length, () => draws.number() * size));
  return {
    topology: denseTopology(sizes, hidden, output),
    frozenTopology: { sizes, hidden, output },
    parameters: numbers(count, draws.oneOf(SIZES)),
    data: {
      inputs: numbers(rowCount * sizes[0], draws.oneOf(SIZES)),
      targets: numbers(rowCount, draws.oneOf(SIZES)),
    },
    learningRate: draws.oneOf([draws.between(0, 1000) / 1000, draws.oneOf([1e-8, 5, 1e3, 1e300])]),
    epochCount: draws.between(0, 30),
  };
}
