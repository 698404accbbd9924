// What the two ways of writing a network's passes, straight and in loops, have in common.
// Why two: straight code is fastest but grows with the number of weights, and compiling it takes ever longer;
// loops stay small. Both do the operations of the plain trainer in its order, so both give its bits.
import type { Cells } from "../cells.ts";
import type { Outputs } from "../rules/loss.ts";
import type { Column, ColumnWriter } from "./columns.ts";
import type { Local } from "./instructions.ts";
import { DOUBLE_SIZE_BYTES, laneVectors, type MemoryLayout } from "./memory_layout.ts";

/** Writes the passes of one network through some rows into one function. */
export interface NetworkCode {
  /** The lanes, cut into groups: each has a column of its own, for all of the rows. */
  readonly groups: readonly StoredNumbers[];
  /**
   * Writes a feedforward pass.
   *
   * @param input holds the address of the first row's first input.
   * @returns what the output layer made of the rows, for each group.
   */
  writeFeedforward(input: Local): readonly Outputs<Column>[];
  /**
   * Writes what is learned from the rows: feedforward, backpropagation, and then new parameters in place, or their gradients
   * added to those of the batch.
   *
   * @param input holds the address of the first trained row's first input.
   * @param target holds the address of its first target.
   */
  writeLearning(input: Local, target: Local): void;
}

/** Numbers that are put into memory. */
export interface StoredNumbers {
  /** Stores the numbers of a group's lanes, that of lane 0 at `base + offset`. */
  store(base: Local | undefined, offset: number, column: Column): void;
}

/** Numbers of which every lane has one, [lane] in memory, as columns. */
export interface LaneNumbers extends StoredNumbers {
  /** Loads them from there. */
  load(base: Local | undefined, offset: number): Column;
}

/**
 * Numbers of lanes in columns: straight code has two lanes a vector, loops have the number of one lane twice.
 *
 * @param vectors of lanes, for straight code; by default all.
 */
export function laneNumbers(
  write: ColumnWriter,
  { form, laneCount }: MemoryLayout,
  vectors: readonly number[] = laneVectors(laneCount),
): LaneNumbers {
  if (form === "straight") {
    const offsets = (offset: number): number[] => vectors.map((vector) => offset + vector);
    return {
      load: (base, offset) => write.load(base, offsets(offset)),
      store: (base, offset, column) => write.store(base, offsets(offset), column),
    };
  }
  const offsets = (offset: number): number[] =>
    Array.from({ length: laneCount }, (_, lane) => offset + lane * DOUBLE_SIZE_BYTES);
  return {
    load: (base, offset) => write.loadTwice(base, offsets(offset)),
    store: (base, offset, column) => write.storeLower(base, offsets(offset), column),
  };
}

/** An output of rows that follow each other, [row][output][lane], in columns with two lanes or rows a vector. */
export function numbersOfOutputs(write: ColumnWriter, layout: MemoryLayout, rowCount: number): StoredNumbers {
  const { laneCount, outputCount, strideBytes } = layout;
  const offsets = (offset: number): number[] =>
    Array.from({ length: laneCount * rowCount }, (_, index) => {
      const [lane, row] = [Math.floor(index / rowCount), index % rowCount];
      return offset + row * outputCount * strideBytes + lane * DOUBLE_SIZE_BYTES;
    });
  return { store: (base, offset, column) => write.storePacked(base, offsets(offset), column) };
}

/** Numbers of which every lane has one, as cells that lie in memory from an address on. */
export function cellsOfLanes(
  lanes: LaneNumbers,
  { strideBytes }: MemoryLayout,
  address: number,
): Cells<Column> {
  return {
    get: (index) => lanes.load(undefined, address + index * strideBytes),
    set: (index, value) => lanes.store(undefined, address + index * strideBytes, value),
  };
}

/**
 * Loads a number of a trained row: the same for all lanes, or one a lane.
 *
 * @param lanes those that are to have it.
 * @param base holds the address of the row's first number.
 * @param index of the number in the row.
 */
export function trainedNumber(
  write: ColumnWriter,
  { rowForm, trainedValueBytes }: MemoryLayout,
  lanes: LaneNumbers,
  base: Local,
  index: number,
): Column {
  const offset = index * trainedValueBytes;
  return rowForm === "lanes" ? lanes.load(base, offset) : write.loadTwice(base, [offset]);
}
