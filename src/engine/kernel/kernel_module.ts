// The three functions of a kernel: train, feedforward, addSquaredErrors.
// All addresses are fixed when the code is written, but for those of the rows that feedforward goes through.
import type { Topology } from "../topology.ts";
import { ColumnWriter } from "./columns.ts";
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
  /** Writes the outputs for the rows at address `inputs` to `blockOutputs`, [row][lane]. */
  feedforward(inputs: number, rowCount: number): void;
  /** Adds (yTrue - yPred)² of the rows in `blockOutputs`, whose targets start at `targets`, to `squaredErrors`. */
  addSquaredErrors(targets: number, rowCount: number): void;
}

/** The bytes of a kernel's module for one topology and one layout of memory. */
export function kernelModuleBytes(
  topology: Topology,
  layout: MemoryLayout,
  form: CodeForm,
): Uint8Array<ArrayBuffer> {
  const networkCode = (code: FunctionWriter): NetworkCode =>
    form === "straight"
      ? straightCode(code, topology, layout, fittingColumnHeight(layout.laneCount))
      : loopCode(code, topology, layout);
  return moduleBytes({
    train: trainFunction(layout, networkCode),
    feedforward: feedforwardFunction(layout, networkCode),
    addSquaredErrors: addSquaredErrorsFunction(layout),
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
      code.advance(target, 8);
    });
  });
  return code;
}

function feedforwardFunction(
  layout: MemoryLayout,
  networkCode: (code: FunctionWriter) => NetworkCode,
): FunctionWriter {
  const code = new FunctionWriter([I32, I32]);
  const [input, rowCounter] = [0, 1];
  const output = code.local(I32);
  const write = new ColumnWriter(code);
  const network = networkCode(code);
  code.setInteger(output, layout.blockOutputs);
  code.countDown(rowCounter, () => {
    const columns = network.writeFeedforward(input);
    columns.forEach((column, index) => write.store(output, network.columnOffsets[index], column));
    code.advance(input, layout.inputCount * 8);
    code.advance(output, layout.strideBytes);
  });
  return code;
}

/** Few operations a row, so a loop over the vectors would cost more than the work: one column for all lanes. */
function addSquaredErrorsFunction(layout: MemoryLayout): FunctionWriter {
  const code = new FunctionWriter([I32, I32]);
  const [target, rowCounter] = [0, 1];
  const output = code.local(I32);
  const write = new ColumnWriter(code);
  const offsets = layout.vectorOffsets;
  code.setInteger(output, layout.blockOutputs);
  code.countDown(rowCounter, () => {
    const difference = write.subtract(write.loadForAll(target, 0), write.load(output, offsets));
    const sums = offsets.map((offset) => layout.squaredErrors + offset);
    write.store(
      undefined,
      sums,
      write.add(write.load(undefined, sums), write.multiply(difference, difference)),
    );
    code.advance(target, 8);
    code.advance(output, layout.strideBytes);
  });
  return code;
}
