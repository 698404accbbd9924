// Where everything lies in a kernel's memory.
// Per-lane values come first; the rows, which all lanes share unless each has an order of its own, come after them.
import { immediateStepOf, type Learning, type ValuePlaces, valuePlaces } from "../learning.ts";
import { isDense, outputCountOf, parameterCount, type Topology, weightCount } from "../topology.ts";
import { rowCountOf, type TrainingData } from "../training_data.ts";
import { VECTOR_SIZE_BYTES } from "./columns.ts";
import {
  type CodeForm,
  FILTER_PRODUCTS_AT_MOST,
  fittingRowCount,
  kernelKnows,
  type RowForm,
} from "./kernel_shape.ts";
import { type PairedNetwork, pairedNetwork, parameterPlaces } from "./neuron_pairs.ts";

/** The size of a number in memory. */
export const DOUBLE_SIZE_BYTES = 8;
const PAGE_SIZE_BYTES = 65536;
/** Addresses stay below 2^31, which every engine allows and an i32 holds without a sign. */
const LARGEST_SIZE_BYTES = 0x80000000 - PAGE_SIZE_BYTES;
/** Outputs are computed this many rows at a time, so that memory does not grow with their number. */
const BLOCK_ROW_COUNT = 64;

/**
 * How a number for every parameter lies in memory: a block. Straight code has the lanes of a parameter side by side, loops
 * have the pairs of neurons of one lane after those of the other.
 */
export interface BlockLayout {
  /** A block of all lanes. */
  readonly sizeBytes: number;
  /** Where the vectors of a column lie, from the first. */
  readonly vectorOffsets: readonly number[];
  /** From one column to the next. */
  readonly columnBytes: number;
  /** The columns of the weights end and those of the biases start here, from the start of the block. */
  readonly weightBytes: number;
  /** The columns of the biases end here. */
  readonly endBytes: number;
  /** Where each parameter of lane 0 lies, counted in doubles, in draw order. */
  readonly places: Int32Array;
  /** From a parameter of one lane to that of the next, counted in doubles. */
  readonly laneDistance: number;
}

/** Addresses in bytes, each a multiple of 16, and what they are computed from. */
export interface MemoryLayout {
  /** How the code is written. */
  readonly form: CodeForm;
  /** Networks that are trained at once. */
  readonly laneCount: number;
  /** Inputs a row. */
  readonly inputCount: number;
  /** Outputs, and targets a row. */
  readonly outputCount: number;
  /** Parameters of the network. */
  readonly parameterCount: number;
  /** Where the values of a network lie when they are given or taken. */
  readonly valuePlaces: ValuePlaces;
  /** Rows to learn from. */
  readonly rowCount: number;
  /** Rows that fit in one block of `blockInputs`, `blockTargets`, `blockOutputs` and `blockSums`. */
  readonly blockRowCount: number;
  /** Rows that code in loops can go through side by side, each with neurons of its own. */
  readonly rowsAtOnce: number;
  /** From one number of which every lane has one to the next. */
  readonly strideBytes: number;
  /** How each block of numbers for all parameters lies in memory. */
  readonly block: BlockLayout;
  /** Blocks: the parameters, then what the optimizer remembers of each. */
  readonly values: number;
  /** [number][lane]: what the optimizer remembers of the steps. */
  readonly memoryOfSteps: number;
  /** [lane]. */
  readonly learningRates: number;
  /** A block: the sums of a batch, where steps are not made at once. */
  readonly gradients: number;
  /** [lane]: room for a number while a step is made. */
  readonly scratch: number;
  /** [number][lane]: the inputs and targets of the row at hand, for straight code whose lanes have rows of their own. */
  readonly row: number;
  /** [lane]: the sum of the rows' losses so far. */
  readonly lossSums: number;
  /** The pairs of neurons, for code in loops. */
  readonly paired: PairedNetwork;
  /** [lane][row][neuron], for code in loops. */
  readonly sums: number;
  /** [lane][row][neuron], for code in loops. */
  readonly activations: number;
  /** [lane][row][neuron]: dL/dsum, for code in loops. */
  readonly deltas: number;
  /** [row][output][lane]: activations. */
  readonly blockOutputs: number;
  /** [row][output][lane]: weighted sums. */
  readonly blockSums: number;
  /** [row][input]. */
  readonly blockInputs: number;
  /** [row][output]. */
  readonly blockTargets: number;
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
  /** Room for the gradients of one word's weights, for a recurrence. */
  readonly wordSums: number;
  /** The memory's size in pages of 64 KiB. */
  readonly pageCount: number;
}

/** What a layout is made for. */
export interface LayoutOptions {
  readonly form: CodeForm;
  /** How many networks are trained at once: an even number in straight code. */
  readonly laneCount: number;
  /** By default all lanes learn the rows as they stand. */
  readonly rowForm?: RowForm;
}

/** What of a layout is no address. */
type Measures = Pick<
  MemoryLayout,
  | ("form" | "laneCount" | "rowForm" | "paired" | "block" | "valuePlaces")
  | ("rowCount" | "inputCount" | "outputCount" | "parameterCount" | "blockRowCount" | "rowsAtOnce")
  | ("strideBytes" | "trainedValueBytes")
>;

/**
 * Lays out the memory of a kernel.
 *
 * @throws RangeError when the number of lanes does not fit the form, the data do not fit the topology, or it would not fit
 * in 2 GiB.
 */
export function layoutMemory(
  topology: Topology,
  data: TrainingData,
  learning: Learning,
  options: LayoutOptions,
): MemoryLayout {
  requireLaneCount(options.form, options.laneCount);
  requireKnown(topology, options.form, options.laneCount);
  const measures = measuresOf(topology, data, learning, options);
  const room = new Room();
  const addresses = addressesOf(room, measures, data, learning);
  // Some rows side by side may begin with the last one; what lies behind it is read, and what it gives is never looked at.
  room.take((measures.rowsAtOnce - 1) * measures.inputCount * DOUBLE_SIZE_BYTES);
  requireSize(room.sizeBytes, measures);
  return { ...addresses, ...measures, pageCount: Math.ceil(room.sizeBytes / PAGE_SIZE_BYTES) };
}

function measuresOf(
  topology: Topology,
  data: TrainingData,
  learning: Learning,
  { form, laneCount, rowForm = "table" }: LayoutOptions,
): Measures {
  const paired = pairedNetwork(topology);
  const strideBytes = laneCount * DOUBLE_SIZE_BYTES;
  return {
    ...{ form, laneCount, rowForm, paired, strideBytes },
    block: form === "straight" ? lanesSideBySide(topology, laneCount) : neuronsSideBySide(paired, laneCount),
    rowCount: rowCountOf(topology, data),
    inputCount: topology.inputCount,
    outputCount: outputCountOf(topology),
    parameterCount: parameterCount(topology),
    valuePlaces: valuePlaces(learning, parameterCount(topology)),
    blockRowCount: BLOCK_ROW_COUNT,
    rowsAtOnce: fittingRowCount(topology, form, laneCount),
    trainedValueBytes: rowForm === "lanes" ? strideBytes : DOUBLE_SIZE_BYTES,
  };
}

/** Memory that is taken piece after piece. */
class Room {
  /** How much is taken. */
  sizeBytes = 0;

  /** The address of so many bytes that nothing else takes. */
  take(bytes: number): number {
    const address = this.sizeBytes;
    this.sizeBytes += Math.ceil(bytes / VECTOR_SIZE_BYTES) * VECTOR_SIZE_BYTES;
    return address;
  }
}

function addressesOf(
  room: Room,
  { form, rowForm, paired, block, inputCount, outputCount, rowsAtOnce, strideBytes, trainedValueBytes }:
    Measures,
  data: TrainingData,
  learning: Learning,
): Omit<MemoryLayout, keyof Measures | "pageCount"> {
  const { memoryOfParameter, memoryOfSteps } = learning.optimizer;
  const isAtOnce = immediateStepOf(learning) !== null;
  const blockOutputsBytes = BLOCK_ROW_COUNT * outputCount * strideBytes;
  const neuronsBytes = form === "straight" ? 0 : paired.neuronSize * rowsAtOnce * strideBytes;
  const addresses = {
    values: room.take((1 + memoryOfParameter) * block.sizeBytes),
    memoryOfSteps: room.take(memoryOfSteps.length * strideBytes),
    learningRates: room.take(strideBytes),
    gradients: room.take(isAtOnce ? 0 : block.sizeBytes),
    scratch: room.take(strideBytes),
    row: room.take(form === "straight" && rowForm === "lanes" ? (inputCount + outputCount) * strideBytes : 0),
    lossSums: room.take(strideBytes),
    sums: room.take(neuronsBytes),
    activations: room.take(neuronsBytes),
    deltas: room.take(neuronsBytes),
    wordSums: room.take(wordSumsBytes(paired)),
    blockOutputs: room.take(blockOutputsBytes),
    blockSums: room.take(blockOutputsBytes),
    blockInputs: room.take(BLOCK_ROW_COUNT * inputCount * DOUBLE_SIZE_BYTES),
    blockTargets: room.take(BLOCK_ROW_COUNT * outputCount * DOUBLE_SIZE_BYTES),
    inputs: room.take(data.inputs.length * DOUBLE_SIZE_BYTES),
    targets: room.take(data.targets.length * DOUBLE_SIZE_BYTES),
  };
  if (rowForm === "table") {
    return { ...addresses, trainedInputs: addresses.inputs, trainedTargets: addresses.targets };
  }
  return {
    ...addresses,
    trainedInputs: room.take(data.inputs.length * trainedValueBytes),
    trainedTargets: room.take(data.targets.length * trainedValueBytes),
  };
}

function requireSize(sizeBytes: number, { laneCount, parameterCount, rowCount }: Measures): void {
  if (sizeBytes <= LARGEST_SIZE_BYTES) return;
  throw new RangeError(
    `a kernel must fit in ${LARGEST_SIZE_BYTES} bytes: found ${sizeBytes} for ${laneCount} lanes of ` +
      `${parameterCount} parameters and ${rowCount} rows; take fewer lanes`,
  );
}

function wordSumsBytes({ layers: [{ layer, pairCount }] }: PairedNetwork): number {
  return layer.kind === "rnn" ? pairCount * VECTOR_SIZE_BYTES : 0;
}

function requireLaneCount(form: CodeForm, laneCount: number): void {
  const isEven = form !== "straight" || laneCount % 2 === 0;
  if (Number.isSafeInteger(laneCount) && laneCount >= 1 && isEven) return;
  const wanted = form === "straight" ? "an even integer of at least 2" : "an integer of at least 1";
  throw new RangeError(`laneCount must be ${wanted}: found ${laneCount}`);
}

/** Refuses networks that the kernel has no code for, and forms of code that have none for them. */
function requireKnown(topology: Topology, form: CodeForm, laneCount: number): void {
  if (!kernelKnows(topology)) {
    throw new RangeError(
      `a kernel must have filters of at most ${FILTER_PRODUCTS_AT_MOST} products, those at the edges counted; ` +
        "the plain trainer takes larger ones",
    );
  }
  if (isDense(topology) || (form === "loops" && laneCount === 1)) return;
  throw new RangeError(
    `a kernel of other layers than dense ones has loops and one lane: found ${form}, ${laneCount}`,
  );
}

/** Where the vectors that hold the lanes of straight code lie, from the first lane. */
export function laneVectors(laneCount: number): number[] {
  return Array.from({ length: Math.floor(laneCount / 2) }, (_, vector) => vector * VECTOR_SIZE_BYTES);
}

/** Blocks [parameter][lane]. */
function lanesSideBySide(topology: Topology, laneCount: number): BlockLayout {
  const count = parameterCount(topology);
  const columnBytes = laneCount * DOUBLE_SIZE_BYTES;
  return {
    sizeBytes: count * columnBytes,
    vectorOffsets: laneVectors(laneCount),
    columnBytes,
    weightBytes: weightCount(topology) * columnBytes,
    endBytes: count * columnBytes,
    places: Int32Array.from({ length: count }, (_, parameter) => parameter * laneCount),
    laneDistance: 1,
  };
}

/** Blocks [lane][pairs of a network]. */
function neuronsSideBySide(paired: PairedNetwork, laneCount: number): BlockLayout {
  const laneBytes = paired.parameterSize * DOUBLE_SIZE_BYTES;
  return {
    sizeBytes: laneCount * laneBytes,
    vectorOffsets: Array.from({ length: laneCount }, (_, lane) => lane * laneBytes),
    columnBytes: VECTOR_SIZE_BYTES,
    weightBytes: paired.weightSize * DOUBLE_SIZE_BYTES,
    endBytes: laneBytes,
    places: parameterPlaces(paired),
    laneDistance: paired.parameterSize,
  };
}

/** Where each value of a lane lies, counted in doubles, in the order of `ValuePlaces`. */
export function valuePlacesOf(layout: MemoryLayout, lane: number): Int32Array {
  const { block: { places, laneDistance, sizeBytes }, valuePlaces, laneCount, parameterCount } = layout;
  const all = new Int32Array(valuePlaces.end);
  const placeBlock = (from: number, address: number): void => {
    const first = address / DOUBLE_SIZE_BYTES + lane * laneDistance;
    for (let parameter = 0; parameter < parameterCount; parameter++) {
      all[from + parameter] = first + places[parameter];
    }
  };
  for (let from = 0; from < valuePlaces.ofSteps; from += parameterCount) {
    placeBlock(from, layout.values + from / parameterCount * sizeBytes);
  }
  for (let index = valuePlaces.ofSteps; index < valuePlaces.gradients; index++) {
    all[index] = layout.memoryOfSteps / DOUBLE_SIZE_BYTES + (index - valuePlaces.ofSteps) * laneCount + lane;
  }
  if (valuePlaces.gradients < valuePlaces.end) placeBlock(valuePlaces.gradients, layout.gradients);
  return all;
}
