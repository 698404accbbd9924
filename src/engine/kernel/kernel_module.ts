// The three functions of a kernel: train, feedforward, addLosses.
// All addresses are fixed when the code is written, but for those of the rows that feedforward goes through.
import type { Learning } from "../learning.ts";
import { lossOfRow } from "../rules/loss.ts";
import type { Topology } from "../topology.ts";
import { type Column, ColumnWriter } from "./columns.ts";
import { FunctionWriter, I32 } from "./instructions.ts";
import { type CodeForm, fittingColumnHeight } from "./kernel_shape.ts";
import { loopCode } from "./loop_code.ts";
import type { MemoryLayout } from "./memory_layout.ts";
import type { NetworkCode } from "./network_code.ts";
import { straightCode } from "./straight_code.ts";
import { moduleBytes } from "./wasm_module.ts";

/** What a kernel's module exports. Counts must be at least 1. */
export interface KernelExports {
  /** Makes one step a row, for each epoch and all lanes. */
  train(epochCount: number): void;
  /** Writes what the output layer makes of the rows at address `inputs` to `blockOutputs` and `blockSums`. */
  feedforward(inputs: number, rowCount: number): void;
  /** Adds the losses of the rows of the last `feedforward`, whose targets start at `targets`, to `lossSums`. */
  addLosses(targets: number, rowCount: number): void;
}

/** The bytes of a kernel's module for one topology and one layout of memory. */
export function kernelModuleBytes(
  topology: Topology,
  learning: Learning,
  layout: MemoryLayout,
  form: CodeForm,
): Uint8Array<ArrayBuffer> {
  const networkCode = (code: FunctionWriter): NetworkCode =>
    form === "straight"
      ? straightCode(code, topology, learning, layout, fittingColumnHeight(layout.laneCount))
      : loopCode(code, topology, learning, layout);
  return moduleBytes({
    train: trainFunction(layout, networkCode),
    feedforward: feedforwardFunction(layout, learning, networkCode),
    addLosses: addLossesFunction(layout, learning),
  });
}

function trainFunction(
  layout: MemoryLayout,
  networkCode: (code: FunctionWriter) => NetworkCode,
): FunctionWriter {
  const code = new FunctionWriter([I32]);
  const epochCounter = 0;
  const [rowCounter, input, target] = [code.local(I32), code.local(I32), code.local(I32)];
  const network = networkCode(code);
  code.countDown(epochCounter, () => {
    code.setInteger(rowCounter, layout.rowCount);
    code.setInteger(input, layout.inputs);
    code.setInteger(target, layout.targets);
    code.countDown(rowCounter, () => {
      network.writeStep(input, target);
      code.advance(input, layout.inputCount * 8);
      code.advance(target, layout.outputCount * 8);
    });
  });
  return code;
}

function feedforwardFunction(
  layout: MemoryLayout,
  { loss }: Learning,
  networkCode: (code: FunctionWriter) => NetworkCode,
): FunctionWriter {
  const code = new FunctionWriter([I32, I32]);
  const [input, rowCounter] = [0, 1];
  const row = code.local(I32);
  const write = new ColumnWriter(code);
  const network = networkCode(code);
  const store = (address: number, group: readonly number[], columns: readonly Column[]): void =>
    columns.forEach((column, k) =>
      write.store(row, group.map((offset) => address + k * layout.strideBytes + offset), column)
    );
  code.setInteger(row, 0);
  code.countDown(rowCounter, () => {
    network.writeFeedforward(input).forEach(({ sums, activations }, index) => {
      store(layout.blockOutputs, network.groups[index], activations);
      if ("overRow" in loss) store(layout.blockSums, network.groups[index], sums);
    });
    code.advance(input, layout.inputCount * 8);
    code.advance(row, layout.outputCount * layout.strideBytes);
  });
  return code;
}

/** Few operations a row, so a loop over the vectors would cost more than the work: one column for all lanes. */
function addLossesFunction(layout: MemoryLayout, { loss }: Learning): FunctionWriter {
  const code = new FunctionWriter([I32, I32]);
  const [target, rowCounter] = [0, 1];
  const row = code.local(I32);
  const write = new ColumnWriter(code);
  const { strideBytes, vectorOffsets } = layout;
  const ofOutputs = <Value>(valueOf: (k: number) => Value): Value[] =>
    Array.from({ length: layout.outputCount }, (_, k) => valueOf(k));
  const load = (address: number) => (k: number): Column =>
    write.load(row, vectorOffsets.map((offset) => address + k * strideBytes + offset));
  code.setInteger(row, 0);
  code.countDown(rowCounter, () => {
    const yTrue = ofOutputs((k) => write.loadForAll(target, k * 8));
    const value = lossOfRow(write, loss, yTrue, {
      activations: "overRow" in loss ? [] : ofOutputs(load(layout.blockOutputs)),
      sums: "overRow" in loss ? ofOutputs(load(layout.blockSums)) : [],
    });
    const sums = vectorOffsets.map((offset) => layout.lossSums + offset);
    write.store(undefined, sums, write.add(write.load(undefined, sums), value));
    code.advance(target, layout.outputCount * 8);
    code.advance(row, layout.outputCount * strideBytes);
  });
  return code;
}
