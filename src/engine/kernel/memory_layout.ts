// Where everything lies in a kernel's memory.
// Per-lane values come first and side by side, [value][lane], so that one vector load brings two lanes; the rows,
// which all lanes share, come after them.
import { biasCount, parameterCount, type Topology } from "../topology.ts";
import type { TrainingData } from "../training_data.ts";
import { VECTOR_SIZE_BYTES } from "./columns.ts";

const DOUBLE_SIZE_BYTES = 8;
const PAGE_SIZE_BYTES = 65536;
/** Addresses stay below 2^31, which every engine allows and an i32 holds without a sign. */
const LARGEST_SIZE_BYTES = 0x80000000 - PAGE_SIZE_BYTES;
/** Outputs are computed this many rows at a time, so that memory does not grow with their number. */
const BLOCK_ROW_COUNT = 64;

/** Addresses in bytes, each a multiple of 16, and what they are computed from. */
export interface MemoryLayout {
  /** Networks that are trained at once, two a vector. */
  readonly laneCount: number;
  /** Inputs a row. */
  readonly inputCount: number;
  /** Rows to learn from. */
  readonly rowCount: number;
  /** Rows that fit in one block of `blockInputs` and `blockOutputs`. */
  readonly blockRowCount: number;
  /** From one value to the next, within the lanes' values. */
  readonly strideBytes: number;
  /** Where the vectors of one value lie, from its first lane: 0, 16, … */
  readonly vectorOffsets: readonly number[];
  /** [parameter][lane], in draw order. */
  readonly parameters: number;
  /** [lane]. */
  readonly learningRates: number;
  /** [lane]: the sum of squared errors so far. */
  readonly squaredErrors: number;
  /** [neuron][lane], for code in loops. */
  readonly activations: number;
  /** [neuron][lane]: dL/dsum, for code in loops. */
  readonly deltas: number;
  /** [row][lane]. */
  readonly blockOutputs: number;
  /** [row][input]. */
  readonly blockInputs: number;
  /** [row][input]. */
  readonly inputs: number;
  /** [row]. */
  readonly targets: number;
  /** The memory's size in pages of 64 KiB. */
  readonly pageCount: number;
}

/**
 * Lays out the memory of a kernel.
 *
 * @param laneCount how many networks are trained at once.
 * @throws RangeError when it is not even, the data do not fit the topology, or it would not fit in 2 GiB.
 */
export function layoutMemory(topology: Topology, data: TrainingData, laneCount: number): MemoryLayout {
  const inputCount = topology.sizes[0];
  const rowCount = data.targets.length;
  if (!Number.isSafeInteger(laneCount) || laneCount < 2 || laneCount % 2 !== 0) {
    throw new RangeError(`laneCount must be an even integer of at least 2: found ${laneCount}`);
  }
  if (data.inputs.length !== rowCount * inputCount) {
    throw new RangeError(
      `${rowCount} rows must have ${rowCount * inputCount} inputs: found ${data.inputs.length}`,
    );
  }
  const strideBytes = laneCount * DOUBLE_SIZE_BYTES;
  let sizeBytes = 0;
  const reserve = (bytes: number): number => {
    const address = sizeBytes;
    sizeBytes += Math.ceil(bytes / VECTOR_SIZE_BYTES) * VECTOR_SIZE_BYTES;
    return address;
  };
  const addresses = {
    parameters: reserve(parameterCount(topology) * strideBytes),
    learningRates: reserve(strideBytes),
    squaredErrors: reserve(strideBytes),
    activations: reserve(biasCount(topology) * strideBytes),
    deltas: reserve(biasCount(topology) * strideBytes),
    blockOutputs: reserve(BLOCK_ROW_COUNT * strideBytes),
    blockInputs: reserve(BLOCK_ROW_COUNT * inputCount * DOUBLE_SIZE_BYTES),
    inputs: reserve(rowCount * inputCount * DOUBLE_SIZE_BYTES),
    targets: reserve(rowCount * DOUBLE_SIZE_BYTES),
  };
  if (sizeBytes > LARGEST_SIZE_BYTES) {
    throw new RangeError(
      `a kernel must fit in ${LARGEST_SIZE_BYTES} bytes: found ${sizeBytes} for ${laneCount} lanes of ` +
        `${parameterCount(topology)} parameters and ${rowCount} rows; take fewer lanes`,
    );
  }
  const vectorOffsets = Array.from({ length: laneCount / 2 }, (_, index) => index * VECTOR_SIZE_BYTES);
  const pageCount = Math.ceil(sizeBytes / PAGE_SIZE_BYTES);
  return {
    ...addresses,
    laneCount,
    inputCount,
    rowCount,
    blockRowCount: BLOCK_ROW_COUNT,
    strideBytes,
    vectorOffsets,
    pageCount,
  };
}
