// What the two ways of writing a network's passes, straight and in loops, have in common.
// Why two: straight code is fastest but grows with the number of weights, and compiling it takes ever longer;
// loops stay small. Both do the operations of the plain trainer in its order, so both give its bits.
import type { Outputs } from "../rules/loss.ts";
import type { Column } from "./columns.ts";
import type { Local } from "./instructions.ts";

/** Writes the passes of one network through one row into one function. */
export interface NetworkCode {
  /** For each group of lanes, the byte offsets of its vectors from the first lane of a value. */
  readonly groups: readonly (readonly number[])[];
  /**
   * Writes a feedforward pass.
   *
   * @param input holds the address of the row's first input.
   * @returns what the output layer made of the row, for each group.
   */
  writeFeedforward(input: Local): readonly Outputs<Column>[];
  /**
   * Writes a step of learning: feedforward, backpropagation, and new values in place.
   *
   * @param input holds the address of the row's first input.
   * @param target holds the address of the row's first target.
   */
  writeStep(input: Local, target: Local): void;
}
