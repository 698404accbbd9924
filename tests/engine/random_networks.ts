// Networks, parameters and rows of many kinds, for the properties that every one of them has.
import fc from "npm:fast-check@4.3.0";
import { activationNames } from "../../src/engine/rules/activation.ts";
import { denseTopology, outputCountOf, parameterCount, type Topology } from "../../src/engine/topology.ts";
import type { TrainingData } from "../../src/engine/training_data.ts";

/** A network somewhere on its way, and what it learns from. */
export interface Example {
  /** Up to three inputs, up to two hidden layers of up to four neurons, and up to three outputs. */
  readonly topology: Topology;
  /** Each in [-2, 2]. */
  readonly parameters: Float64Array;
  /** One to four rows, everything in [-2, 2]. */
  readonly data: TrainingData;
  /** In [0, 0.5]. */
  readonly learningRate: number;
}

const small = fc.double({ min: -2, max: 2, noNaN: true });

function numbers(count: number): fc.Arbitrary<Float64Array> {
  return fc.array(small, { minLength: count, maxLength: count }).map((items) => Float64Array.from(items));
}

const sizes: fc.Arbitrary<readonly number[]> = fc.tuple(
  fc.integer({ min: 1, max: 3 }),
  fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 2 }),
  fc.integer({ min: 1, max: 3 }),
).map(([inputCount, hiddenSizes, outputCount]) => [inputCount, ...hiddenSizes, outputCount]);

const names = fc.constantFrom(...activationNames);

const topologies: fc.Arbitrary<Topology> = fc.record({ sizes, hidden: names, output: names })
  .map(({ sizes, hidden, output }) => denseTopology(sizes, hidden, output));

/** Any {@linkcode Example}. */
export const examples: fc.Arbitrary<Example> = fc.tuple(topologies, fc.integer({ min: 1, max: 4 })).chain(
  ([topology, rowCount]) =>
    fc.record({
      topology: fc.constant(topology),
      parameters: numbers(parameterCount(topology)),
      data: fc.record({
        inputs: numbers(rowCount * topology.inputCount),
        targets: numbers(rowCount * outputCountOf(topology)),
      }),
      learningRate: fc.double({ min: 0, max: 0.5, noNaN: true }),
    }),
);

/** One row to learn from. */
export interface Row {
  /** Shape [inputCount]. */
  readonly inputs: Float64Array;
  /** Shape [outputCount]. */
  readonly yTrue: Float64Array;
}

/** The rows of some data, in their order. */
export function rowsOf({ topology, data }: Pick<Example, "topology" | "data">): Row[] {
  const [inputCount, outputCount] = [topology.inputCount, outputCountOf(topology)];
  return Array.from({ length: data.targets.length / outputCount }, (_, row) => ({
    inputs: data.inputs.subarray(row * inputCount, (row + 1) * inputCount),
    yTrue: data.targets.subarray(row * outputCount, (row + 1) * outputCount),
  }));
}
