// Where everything lies in a kernel's memory.
// Per-lane values come first and side by side, [value][lane], so that one vector load brings two lanes; the rows,
// which all lanes share unless each has an order of its own, come after them.
import { immediateStepOf, type Learning, valueCount } from "../learning.ts";
import { biasCount, outputCountOf, parameterCount, type Topology, weightCount } from "../topology.ts";
import { rowCountOf, type TrainingData } from "../training_data.ts";
import { VECTOR_SIZE_BYTES } from "./columns.ts";

const DOUBLE_SIZE_BYTES = 8;
const PAGE_SIZE_BYTES = 65536;
/** Addresses stay below 2^31, which every engine allows and an i32 holds without a sign. */
const LARGEST_SIZE_BYTES = 0x80000000 - PAGE_SIZE_BYTES;
/** Outputs are computed this many rows at a time, so that memory does not grow with their number. */
const BLOCK_ROW_COUNT = 64;

/**
 * Which rows are trained: those of the table as it stands, or a copy of them in the order of an epoch, either one for all
 * lanes or one a lane.
 */
export type RowForm = "table" | "shared" | "lanes";

/** Addresses in bytes, each a multiple of 16, and what they are computed from. */
export interface MemoryLayout {
  /** Networks that are trained at once, two a vector. */
  readonly laneCount: number;
  /** Inputs a row. */
  readonly inputCount: number;
  /** Outputs, and targets a row. */
  readonly outputCount: number;
  /** Parameters of the network. */
  readonly parameterCount: number;
  /** Those of them that are weights, which come first. */
  readonly weightCount: number;
  /** Parameters, and numbers that the optimizer remembers. */
  readonly valueCount: number;
  /** Rows to learn from. */
  readonly rowCount: number;
  /** Rows that fit in one block of `blockInputs`, `blockOutputs` and `blockSums`. */
  readonly blockRowCount: number;
  /** From one value to the next, within the lanes' values. */
  readonly strideBytes: number;
  /** Where the vectors of one value lie, from its first lane: 0, 16, … */
  readonly vectorOffsets: readonly number[];
  /** [value][lane]: the parameters in draw order, then what the optimizer remembers. */
  readonly values: number;
  /** [lane]. */
  readonly learningRates: number;
  /** [parameter][lane]: the sums of a batch, where steps are not made at once. */
  readonly gradients: number;
  /** [lane]: room for a number while a step is made. */
  readonly scratch: number;
  /** [lane]: the sum of the rows' losses so far. */
  readonly lossSums: number;
  /** [neuron][lane], for code in loops. */
  readonly sums: number;
  /** [neuron][lane], for code in loops. */
  readonly activations: number;
  /** [neuron][lane]: dL/dsum, for code in loops. */
  readonly deltas: number;
  /** [row][output][lane]: activations. */
  readonly blockOutputs: number;
  /** [row][output][lane]: weighted sums. */
  readonly blockSums: number;
  /** [row][input]. */
  readonly blockInputs: number;
  /** [row][input]. */
  readonly inputs: number;
  /** [row][output]. */
  readonly targets: number;
  /** Which rows are trained. */
  readonly rowForm: RowForm;
  /** [row][input], and [lane] where every lane has its own rows: those that are trained, in their order. */
  readonly trainedInputs: number;
  /** [row][output], and [lane] likewise. */
  readonly trainedTargets: number;
  /** From one value of a trained row to the next. */
  readonly trainedValueBytes: number;
  /** The memory's size in pages of 64 KiB. */
  readonly pageCount: number;
}

/**
 * Lays out the memory of a kernel.
 *
 * @param laneCount how many networks are trained at once.
 * @param rowForm by default all lanes learn the rows as they stand.
 * @throws RangeError when it is not even, the data do not fit the topology, or it would not fit in 2 GiB.
 */
export function layoutMemory(
  topology: Topology,
  data: TrainingData,
  learning: Learning,
  laneCount: number,
  rowForm: RowForm = "table",
): MemoryLayout {
  if (!Number.isSafeInteger(laneCount) || laneCount < 2 || laneCount % 2 !== 0) {
    throw new RangeError(`laneCount must be an even integer of at least 2: found ${laneCount}`);
  }
  const counts = {
    laneCount,
    rowCount: rowCountOf(topology, data),
    inputCount: topology.inputCount,
    outputCount: outputCountOf(topology),
    parameterCount: parameterCount(topology),
    weightCount: weightCount(topology),
    valueCount: valueCount(learning, parameterCount(topology)),
    blockRowCount: BLOCK_ROW_COUNT,
  };
  const neuronCount = biasCount(topology);
  const strideBytes = laneCount * DOUBLE_SIZE_BYTES;
  let sizeBytes = 0;
  const reserve = (bytes: number): number => {
    const address = sizeBytes;
    sizeBytes += Math.ceil(bytes / VECTOR_SIZE_BYTES) * VECTOR_SIZE_BYTES;
    return address;
  };
  const trainedValueBytes = rowForm === "lanes" ? strideBytes : DOUBLE_SIZE_BYTES;
  const isAtOnce = immediateStepOf(learning) !== null;
  const blockOutputsBytes = BLOCK_ROW_COUNT * counts.outputCount * strideBytes;
  const addresses = {
    values: reserve(counts.valueCount * strideBytes),
    learningRates: reserve(strideBytes),
    gradients: reserve(isAtOnce ? 0 : counts.parameterCount * strideBytes),
    scratch: reserve(strideBytes),
    lossSums: reserve(strideBytes),
    sums: reserve(neuronCount * strideBytes),
    activations: reserve(neuronCount * strideBytes),
    deltas: reserve(neuronCount * strideBytes),
    blockOutputs: reserve(blockOutputsBytes),
    blockSums: reserve(blockOutputsBytes),
    blockInputs: reserve(BLOCK_ROW_COUNT * counts.inputCount * DOUBLE_SIZE_BYTES),
    inputs: reserve(data.inputs.length * DOUBLE_SIZE_BYTES),
    targets: reserve(data.targets.length * DOUBLE_SIZE_BYTES),
  };
  const trained = rowForm === "table"
    ? { trainedInputs: addresses.inputs, trainedTargets: addresses.targets }
    : {
      trainedInputs: reserve(data.inputs.length * trainedValueBytes),
      trainedTargets: reserve(data.targets.length * trainedValueBytes),
    };
  if (sizeBytes > LARGEST_SIZE_BYTES) {
    throw new RangeError(
      `a kernel must fit in ${LARGEST_SIZE_BYTES} bytes: found ${sizeBytes} for ${laneCount} lanes of ` +
        `${counts.parameterCount} parameters and ${counts.rowCount} rows; take fewer lanes`,
    );
  }
  const vectorOffsets = Array.from({ length: laneCount / 2 }, (_, index) => index * VECTOR_SIZE_BYTES);
  return {
    ...addresses,
    ...trained,
    ...counts,
    rowForm,
    trainedValueBytes,
    strideBytes,
    vectorOffsets,
    pageCount: Math.ceil(sizeBytes / PAGE_SIZE_BYTES),
  };
}
