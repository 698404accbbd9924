// What the two ways of writing a network's passes, straight and in loops, have in common.
// Why two: straight code is fastest but grows with the number of weights, and compiling it takes ever longer;
// loops stay small. Both do the operations of the plain trainer in its order, so both give its bits.
import type { Outputs } from "../rules/loss.ts";
import type { Column, ColumnWriter } from "./columns.ts";
import type { Local } from "./instructions.ts";
import type { MemoryLayout } from "./memory_layout.ts";

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
   * Writes what is learned from a row: feedforward, backpropagation, and then new parameters in place, or their gradients
   * added to those of the batch.
   *
   * @param input holds the address of the trained row's first input.
   * @param target holds the address of its first target.
   */
  writeLearning(input: Local, target: Local): void;
}

/**
 * Loads a number of a trained row: the same for all lanes, or one a lane.
 *
 * @param base holds the address of the row's first number.
 * @param index of the number in the row.
 * @param vectors the byte offsets of the lanes' vectors.
 */
export function trainedNumber(
  write: ColumnWriter,
  { rowForm, trainedValueBytes }: MemoryLayout,
  base: Local,
  index: number,
  vectors: readonly number[],
): Column {
  const offset = index * trainedValueBytes;
  return rowForm === "lanes"
    ? write.load(base, vectors.map((vector) => offset + vector))
    : write.loadForAll(base, offset);
}
