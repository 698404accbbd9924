// The functions of a kernel: train, feedforward, addLosses, and what train calls where it learns from batches.
// All addresses are fixed when the code is written, but for those of the rows that are gone through.
import { batchSizeOf, immediateStepOf, type Learning } from "../learning.ts";
import { isMatchedLoss, lossOfRow } from "../rules/loss.ts";
import { layersOf, outputLayerOf, type Topology } from "../topology.ts";
import { type Column, ColumnWriter } from "./columns.ts";
import { FunctionWriter, I32, type Local } from "./instructions.ts";
import { fittingColumnHeight } from "./kernel_shape.ts";
import { loopCode } from "./loop_code.ts";
import { DOUBLE_SIZE_BYTES, type MemoryLayout } from "./memory_layout.ts";
import { laneNumbers, type NetworkCode, type StoredNumbers } from "./network_code.ts";
import { straightCode } from "./straight_code.ts";
import { updateFunction } from "./update_code.ts";
import { moduleBytes } from "./wasm_module.ts";

/** What a kernel's module exports. Counts must be at least 1. */
export interface KernelExports {
  /**
   * Goes through trained rows again and again, in all lanes.
   *
   * @param input where the inputs of the first row lie, and so `target`.
   * @param stepCount steps of whole batches from there on.
   * @param epochCount how often.
   */
  train(input: number, target: number, stepCount: number, epochCount: number): void;
  /** Learns about trained rows without a step, where steps are not made at once. */
  addGradients?(input: number, target: number, rowCount: number): void;
  /** The same for so many times `rowsAtOnce` rows, where that is more than one. */
  addGradientsOfRows?(input: number, target: number, times: number): void;
  /** Makes the step of a whole batch, where steps are not made at once. */
  update?(): void;
  /** Makes the step of the last batch of an epoch, where it has fewer rows. */
  updateAfterRest?(): void;
  /** Writes what the output layer makes of so many times `rowsAtOnce` rows at `inputs` to `blockOutputs` and `blockSums`. */
  feedforward(inputs: number, times: number): void;
  /** Adds the losses of the rows of the last `feedforward`, whose targets start at `targets`, to `lossSums`. */
  addLosses(targets: number, rowCount: number): void;
}

/** The bytes of a kernel's module for one topology and one layout of memory. */
export function kernelModuleBytes(
  topology: Topology,
  learning: Learning,
  layout: MemoryLayout,
): Uint8Array<ArrayBuffer> {
  const networkCode: CodeWriter = (code, rowCount) =>
    layout.form === "straight"
      ? straightCode(code, topology, learning, layout, fittingColumnHeight(layout.laneCount))
      : loopCode(code, learning, layout, rowCount);
  const outputName = outputLayerOf(layersOf(topology)).activation.name;
  const asked = {
    feedforward: feedforwardFunction(layout, learning, networkCode),
    addLosses: addLossesFunction(layout, learning, outputName),
  };
  return moduleBytes(
    immediateStepOf(learning) !== null || layout.rowCount === 0
      ? { train: trainFunction(layout, networkCode), ...asked }
      // First, since `train` calls them by their indices in the module.
      : { ...batchFunctions(layout, learning, networkCode), ...asked },
  );
}

/** Writes a network's passes through some rows into a function. */
type CodeWriter = (code: FunctionWriter, rowCount: number) => NetworkCode;

/** Each row is a step. */
function trainFunction(layout: MemoryLayout, networkCode: CodeWriter): FunctionWriter {
  return stepsFunction((code) => {
    const network = networkCode(code, 1);
    return (input, target) => {
      network.writeLearning(input, target);
      advanceRows(code, layout, input, target, 1);
    };
  });
}

/** Each batch is a step, made of the calls of two functions. */
function batchFunctions(
  layout: MemoryLayout,
  learning: Learning,
  networkCode: CodeWriter,
): Record<string, FunctionWriter> {
  const { rowsAtOnce } = layout;
  const batchSize = batchSizeOf(learning, layout.rowCount);
  const restCount = layout.rowCount % batchSize;
  const functions: Record<string, FunctionWriter> = {
    addGradients: addGradientsFunction(layout, networkCode, 1),
    update: updateFunction(learning, layout, batchSize),
    ...(restCount === 0 ? {} : { updateAfterRest: updateFunction(learning, layout, restCount) }),
    ...(rowsAtOnce > 1 ? { addGradientsOfRows: addGradientsFunction(layout, networkCode, rowsAtOnce) } : {}),
  };
  const indexOf = (name: string): number => Object.keys(functions).indexOf(name);
  const train = stepsFunction((code) => (input, target) => {
    const learn = (name: string, times: number, rowCount: number): void => {
      if (times === 0) return;
      code.call(indexOf(name), [input, target, { constant: times }]);
      advanceRows(code, layout, input, target, times * rowCount);
    };
    if (rowsAtOnce > 1) learn("addGradientsOfRows", Math.floor(batchSize / rowsAtOnce), rowsAtOnce);
    learn("addGradients", rowsAtOnce > 1 ? batchSize % rowsAtOnce : batchSize, 1);
    code.call(indexOf("update"));
  });
  return { ...functions, train };
}

/** @param stepIn what writes a step into a function: from the rows at two addresses, which it moves on. */
function stepsFunction(
  stepIn: (code: FunctionWriter) => (input: Local, target: Local) => void,
): FunctionWriter {
  const code = new FunctionWriter([I32, I32, I32, I32]);
  const [firstInput, firstTarget, stepCount, epochCounter] = [0, 1, 2, 3];
  const [input, target, stepCounter] = [code.local(I32), code.local(I32), code.local(I32)];
  const writeStep = stepIn(code);
  code.countDown(epochCounter, () => {
    code.copy(firstInput, input);
    code.copy(firstTarget, target);
    code.copy(stepCount, stepCounter);
    code.countDown(stepCounter, () => writeStep(input, target));
  });
  return code;
}

function addGradientsFunction(
  layout: MemoryLayout,
  networkCode: CodeWriter,
  rowCount: number,
): FunctionWriter {
  const code = new FunctionWriter([I32, I32, I32]);
  const [input, target, counter] = [0, 1, 2];
  const network = networkCode(code, rowCount);
  code.countDown(counter, () => {
    network.writeLearning(input, target);
    advanceRows(code, layout, input, target, rowCount);
  });
  return code;
}

/** Goes on by some trained rows. */
function advanceRows(
  code: FunctionWriter,
  { inputCount, outputCount, trainedValueBytes }: MemoryLayout,
  input: Local,
  target: Local,
  rowCount: number,
): void {
  code.advance(input, rowCount * inputCount * trainedValueBytes);
  code.advance(target, rowCount * outputCount * trainedValueBytes);
}

function feedforwardFunction(
  layout: MemoryLayout,
  { loss }: Learning,
  networkCode: CodeWriter,
): FunctionWriter {
  const code = new FunctionWriter([I32, I32]);
  const [input, counter] = [0, 1];
  const row = code.local(I32);
  const { rowsAtOnce } = layout;
  const network = networkCode(code, rowsAtOnce);
  const store = (address: number, lanes: StoredNumbers, columns: readonly Column[]): void =>
    columns.forEach((column, k) => lanes.store(row, address + k * layout.strideBytes, column));
  code.setInteger(row, 0);
  code.countDown(counter, () => {
    network.writeFeedforward(input).forEach(({ sums, activations }, index) => {
      store(layout.blockOutputs, network.groups[index], activations);
      if (isMatchedLoss(loss)) store(layout.blockSums, network.groups[index], sums);
    });
    code.advance(input, rowsAtOnce * layout.inputCount * DOUBLE_SIZE_BYTES);
    code.advance(row, rowsAtOnce * layout.outputCount * layout.strideBytes);
  });
  return code;
}

/** Few operations a row, so a loop over the vectors would cost more than the work: one column for all lanes. */
function addLossesFunction(layout: MemoryLayout, { loss }: Learning, outputName: string): FunctionWriter {
  const code = new FunctionWriter([I32, I32]);
  const [target, rowCounter] = [0, 1];
  const row = code.local(I32);
  const write = new ColumnWriter(code);
  const lanes = laneNumbers(write, layout);
  const { strideBytes } = layout;
  const ofOutputs = <Value>(valueOf: (k: number) => Value): Value[] =>
    Array.from({ length: layout.outputCount }, (_, k) => valueOf(k));
  const load = (address: number) => (k: number): Column => lanes.load(row, address + k * strideBytes);
  code.setInteger(row, 0);
  code.countDown(rowCounter, () => {
    const yTrue = ofOutputs((k) => write.loadTwice(target, [k * DOUBLE_SIZE_BYTES]));
    const value = lossOfRow(write, loss, outputName, yTrue, {
      activations: isMatchedLoss(loss) ? [] : ofOutputs(load(layout.blockOutputs)),
      sums: isMatchedLoss(loss) ? ofOutputs(load(layout.blockSums)) : [],
    });
    const sums = lanes.load(undefined, layout.lossSums);
    lanes.store(undefined, layout.lossSums, write.add(sums, value));
    code.advance(target, layout.outputCount * DOUBLE_SIZE_BYTES);
    code.advance(row, layout.outputCount * strideBytes);
  });
  return code;
}
