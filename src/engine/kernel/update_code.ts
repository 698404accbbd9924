// What happens to all parameters after a batch: update.ts read as WebAssembly, in loops over weights and biases.
// Why loops also beside straight code: every parameter has the same few instructions, so that spelling them out gains nothing.
import type { Cells } from "../cells.ts";
import type { Learning } from "../learning.ts";
import { PARAMETER_CELL, updateOver } from "../update.ts";
import { type Column, ColumnWriter } from "./columns.ts";
import { FunctionWriter, I32 } from "./instructions.ts";
import type { MemoryLayout } from "./memory_layout.ts";

/**
 * Writes the function that moves the parameters of all lanes.
 *
 * @param rowCount how many rows the batch has.
 */
export function updateFunction(learning: Learning, layout: MemoryLayout, rowCount: number): FunctionWriter {
  const code = new FunctionWriter([]);
  const write = new ColumnWriter(code);
  const [at, counter] = [code.local(I32), code.local(I32)];
  const { strideBytes, vectorOffsets, parameterCount, weightCount } = layout;

  /** Cells whose vectors lie at `base` and the address that belongs to an index. */
  function cellsAt(base: number | undefined, addressOf: (index: number) => number): Cells<Column> {
    const offsets = (index: number): number[] => vectorOffsets.map((offset) => addressOf(index) + offset);
    return {
      get: (index) => write.load(base, offsets(index)),
      set: (index, value) => write.store(base, offsets(index), value),
    };
  }

  const ofParameter = cellsAt(
    at,
    (cell) =>
      cell === PARAMETER_CELL.gradient
        ? layout.gradients
        : layout.values + (cell - PARAMETER_CELL.value) * parameterCount * strideBytes,
  );
  const firstOfSteps = layout.values +
    (layout.valueCount - learning.optimizer.memoryOfSteps.length) * strideBytes;
  const ranges = { weights: [0, weightCount], biases: [weightCount, parameterCount] } as const;
  updateOver(write, learning)(
    {
      each(which, visit) {
        const [from, to] = ranges[which];
        if (from === to) return;
        code.setInteger(at, from * strideBytes);
        code.setInteger(counter, to - from);
        code.countDown(counter, () => {
          visit(ofParameter);
          code.advance(at, strideBytes);
        });
      },
      ofSteps: cellsAt(undefined, (index) => firstOfSteps + index * strideBytes),
      scratch: cellsAt(undefined, () => layout.scratch),
    },
    write.load(undefined, vectorOffsets.map((offset) => layout.learningRates + offset)),
    rowCount,
  );
  return code;
}
