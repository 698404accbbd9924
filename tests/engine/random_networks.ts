// Networks, parameters and rows of many kinds, for the properties that every one of them has.
import fc from "npm:fast-check@4.3.0";
import { activationNames } from "../../src/engine/rules/activation.ts";
import { parameterCount, type Topology } from "../../src/engine/topology.ts";
import type { TrainingData } from "../../src/engine/training_data.ts";

/** A network somewhere on its way, and what it learns from. */
export interface Example {
  /** Up to three inputs and up to two hidden layers of up to four neurons. */
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

const topologies: fc.Arbitrary<Topology> = fc.record({
  sizes: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 2 }))
    .map(([inputCount, hiddenSizes]) => [inputCount, ...hiddenSizes, 1]),
  hidden: fc.constantFrom(...activationNames),
  output: fc.constantFrom(...activationNames),
});

/** Any {@linkcode Example}. */
export const examples: fc.Arbitrary<Example> = fc.tuple(topologies, fc.integer({ min: 1, max: 4 })).chain(
  ([topology, rowCount]) =>
    fc.record({
      topology: fc.constant(topology),
      parameters: numbers(parameterCount(topology)),
      data: fc.record({ inputs: numbers(rowCount * topology.sizes[0]), targets: numbers(rowCount) }),
      learningRate: fc.double({ min: 0, max: 0.5, noNaN: true }),
    }),
);
