// What a network learns from: numbers only, already shifted and scaled.
// Why flat: loops run fast over it, and an engine takes it into its own memory in one copy.

import { requireMade } from "../numeric/required_objects.ts";
import { wordsOf } from "./rnn.ts";
import { layersOf, outputCountOf, type Topology } from "./topology.ts";

/** The rows to learn from, in the order of the table; a `Course` says in which they are learned. */
export interface TrainingData {
  /** Shape [rowCount * inputCount], row-major: input i of row r is at r * inputCount + i. */
  readonly inputs: Float64Array;
  /** Shape [rowCount * outputCount], row-major: what the network should answer for each row. */
  readonly targets: Float64Array;
}

/**
 * How many rows there are.
 *
 * @throws RangeError when inputs or targets end within a row, or are not of as many rows, or are not words where words enter.
 */
export function rowCountOf(topology: Topology, data: TrainingData): number {
  requireMade("data", "trainingDataOf", data, "inputs", "targets");
  const { inputs, targets } = data;
  const rowCount = inputs.length / topology.inputCount;
  const outputCount = outputCountOf(topology);
  if (!Number.isInteger(rowCount) || targets.length !== rowCount * outputCount) {
    throw new RangeError(
      `rows must have ${topology.inputCount} inputs and ${outputCount} targets each: ` +
        `found ${inputs.length} inputs and ${targets.length} targets`,
    );
  }
  requireWords(topology, inputs);
  return rowCount;
}

/** Refuses rows of sentences that are not made of the network's words. */
export function requireWords(topology: Topology, inputs: ArrayLike<number>): void {
  const [first] = layersOf(topology);
  if (first.kind !== "rnn") return;
  for (let from = 0; from < inputs.length; from += first.inputCount) {
    wordsOf(first, Array.prototype.slice.call(inputs, from, from + first.inputCount));
  }
}
