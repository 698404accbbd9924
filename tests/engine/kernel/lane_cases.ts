// Work for the kernel and the plain trainer alike: the two must agree on all of it, to the last bit.
import fc from "npm:fast-check@4.3.0";
import { type ActivationName, activationNames } from "../../../src/engine/rules/activation.ts";
import type { CodeForm } from "../../../src/engine/kernel/kernel_shape.ts";
import { denseTopology, outputCountOf, parameterCount, type Topology } from "../../../src/engine/topology.ts";
import type { TrainingData } from "../../../src/engine/training_data.ts";

/** Networks that learn side by side. */
export interface LaneCase {
  /** What is special about it. */
  readonly name: string;
  /** The shape of every network. */
  readonly topology: Topology;
  /** What all learn from. */
  readonly data: TrainingData;
  /** One set of parameters a lane. */
  readonly parameters: readonly Float64Array[];
  /** One learning rate a lane. */
  readonly learningRates: readonly number[];
  /** How many epochs all learn. */
  readonly epochCount: number;
  /** Rows to answer afterwards, shape [rowCount * inputCount]. */
  readonly questions: Float64Array;
}

/** Lanes of a kernel that has room for so many networks: straight code has two a vector. */
export function lanesFor(networkCount: number, form: CodeForm): number {
  return form === "straight" ? 2 * Math.ceil(networkCount / 2) : networkCount;
}

/** Doubles in [-1, 1), the same for the same seed (a Weyl sequence, mixed). */
export function doubles(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) / 2 ** 31;
  };
}

/** How a case is made: its shape, and the seed of all its numbers. */
export interface CaseShape {
  readonly sizes: readonly number[];
  readonly hidden: ActivationName;
  readonly output: ActivationName;
  readonly laneCount: number;
  readonly rowCount: number;
  readonly epochCount: number;
  /** Parameters lie in [-parameterSize, parameterSize). */
  readonly parameterSize: number;
  /** Learning rates lie in [0, learningRate). */
  readonly learningRate: number;
  readonly seed: number;
}

/** The case of a shape. */
export function caseOf(shape: CaseShape, name = JSON.stringify(shape)): LaneCase {
  const { laneCount, rowCount, epochCount, parameterSize, learningRate, seed } = shape;
  const topology = denseTopology(shape.sizes, shape.hidden, shape.output);
  const next = doubles(seed);
  const filled = (count: number, size: number) => Float64Array.from({ length: count }, () => size * next());
  const lanes = Array.from({ length: laneCount });
  const inputCount = topology.inputCount;
  return {
    name,
    topology,
    data: {
      inputs: filled(rowCount * inputCount, 3),
      targets: filled(rowCount * outputCountOf(topology), 1),
    },
    parameters: lanes.map(() => filled(parameterCount(topology), parameterSize)),
    learningRates: lanes.map(() => Math.abs(learningRate * next())),
    epochCount,
    questions: filled(3 * inputCount, 5),
  };
}

const usual = {
  hidden: "sigmoid",
  output: "sigmoid",
  laneCount: 4,
  rowCount: 4,
  epochCount: 50,
  parameterSize: 1.5,
  learningRate: 0.5,
  seed: 1,
} as const;

/** Cases that each have a reason of their own. */
export const namedCases: readonly LaneCase[] = [
  caseOf({ ...usual, sizes: [2, 2, 1], laneCount: 16, epochCount: 1000 }, "the classic network in 16 lanes"),
  caseOf({ ...usual, sizes: [2, 2, 1], laneCount: 2, epochCount: 20_000 }, "many calls into WebAssembly"),
  caseOf({ ...usual, sizes: [2, 8, 8, 1], hidden: "tanh", laneCount: 8 }, "two hidden layers of tanh"),
  caseOf({ ...usual, sizes: [4, 8, 1], laneCount: 6 }, "an odd number of vectors"),
  caseOf({ ...usual, sizes: [3, 1], output: "identity", learningRate: 0.01 }, "no hidden layer"),
  caseOf({ ...usual, sizes: [1, 1] }, "one weight"),
  caseOf({ ...usual, sizes: [1, 1, 1, 1, 1], hidden: "relu" }, "layers of one neuron"),
  caseOf(
    { ...usual, sizes: [2, 9, 17, 1], hidden: "tanh", laneCount: 2 },
    "layers one neuron wider than tiles",
  ),
  caseOf(
    { ...usual, sizes: [2, 33, 50, 1], hidden: "tanh", laneCount: 1 },
    "one network whose layers are a neuron and a pair wider than tiles",
  ),
  caseOf({ ...usual, sizes: [2, 15, 3, 1], hidden: "relu", laneCount: 2 }, "layers narrower than tiles"),
  caseOf({ ...usual, sizes: [2, 3, 2], laneCount: 16 }, "two outputs"),
  caseOf(
    { ...usual, sizes: [3, 9], hidden: "tanh", rowCount: 130 },
    "outputs wider than tiles, more rows than blocks",
  ),
  caseOf({ ...usual, sizes: [2, 2, 1], rowCount: 0 }, "no row"),
  caseOf({ ...usual, sizes: [2, 2, 1], epochCount: 0 }, "no epoch"),
  caseOf({ ...usual, sizes: [2, 3, 1], rowCount: 129, epochCount: 3 }, "one row more than two blocks"),
  caseOf({ ...usual, sizes: [2, 3, 1], rowCount: 5000, epochCount: 2 }, "thousands of rows"),
  caseOf({ ...usual, sizes: [2, 2, 1], parameterSize: 1e4 }, "sigmoids far in saturation"),
  caseOf({ ...usual, sizes: [2, 2, 1], parameterSize: 1e-310 }, "subnormal parameters"),
  caseOf({ ...usual, sizes: [2, 4, 1], hidden: "relu", output: "identity", learningRate: 3 }, "divergence"),
];

/** Shapes of any kind up to some dozens of parameters. */
export const shapes: fc.Arbitrary<CaseShape> = fc.record({
  sizes: fc.tuple(
    fc.integer({ min: 1, max: 4 }),
    fc.array(fc.integer({ min: 1, max: 10 }), { maxLength: 3 }),
    fc.constantFrom(1, 1, 2, 3),
  ).map(([inputCount, hiddenSizes, outputCount]) => [inputCount, ...hiddenSizes, outputCount]),
  hidden: fc.constantFrom(...activationNames),
  output: fc.constantFrom(...activationNames),
  laneCount: fc.integer({ min: 1, max: 10 }),
  rowCount: fc.integer({ min: 0, max: 6 }),
  epochCount: fc.integer({ min: 0, max: 30 }),
  parameterSize: fc.constantFrom(0.5, 1, 2, 10, 1e3),
  learningRate: fc.constantFrom(0, 0.01, 0.3, 1),
  seed: fc.integer(),
});

/** Shapes whose numbers are so large that many weighted sums overflow. */
export const overflowingShapes: fc.Arbitrary<CaseShape> = fc.tuple(
  shapes,
  fc.constantFrom(1e16, 1e18, 1e31, 1e100, 1e160, 1e250, 1e307),
  fc.constantFrom(0, 0.1, 1e20, 1e200),
).map(([shape, parameterSize, learningRate]) => ({ ...shape, parameterSize, learningRate }));
