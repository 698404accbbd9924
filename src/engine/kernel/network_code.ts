// What the two ways of writing a network's passes, straight and in loops, have in common.
// Why two: straight code is fastest but grows with the number of weights, and compiling it takes ever longer;
// loops stay small. Both do the operations of the plain trainer in its order, so both give its bits.
import type { Local } from "./instructions.ts";
import type { Column } from "./columns.ts";

/** Writes the passes of one network through one row into one function. */
export interface NetworkCode {
  /** Byte offsets, from the first lane of a value, of the vectors in each column of the output. */
  readonly columnOffsets: readonly (readonly number[])[];
  /**
   * Writes a feedforward pass.
   *
   * @param input holds the address of the row's first input.
   * @returns the output neuron's activation, for each column.
   */
  writeFeedforward(input: Local): readonly Column[];
  /**
   * Writes a step of gradient descent: feedforward, backpropagation, and new parameters in place.
   *
   * @param input holds the address of the row's first input.
   * @param target holds the address of the row's target.
   */
  writeStep(input: Local, target: Local): void;
}
