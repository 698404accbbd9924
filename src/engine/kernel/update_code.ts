// What happens to all parameters after a batch: update.ts read as WebAssembly, in loops over weights and biases.
// Why loops also beside straight code: every parameter has the same few instructions, so that spelling them out gains nothing.
import type { Cells } from "../cells.ts";
import type { Learning } from "../learning.ts";
import { biasCountOf } from "../layers.ts";
import { type LearningParameters, placeOfCell, updateOver } from "../update.ts";
import { type Column, ColumnWriter } from "./columns.ts";
import { FunctionWriter, I32 } from "./instructions.ts";
import { DOUBLE_SIZE_BYTES, type MemoryLayout } from "./memory_layout.ts";
import { cellsOfLanes, laneNumbers } from "./network_code.ts";

/** Goes through some parameters. */
type Walk = LearningParameters<Column>["each"];

/**
 * Writes the function that moves the parameters of all lanes.
 *
 * @param rowCount how many rows the batch has.
 */
export function updateFunction(learning: Learning, layout: MemoryLayout, rowCount: number): FunctionWriter {
  const code = new FunctionWriter([]);
  const write = new ColumnWriter(code);
  const lanes = laneNumbers(write, layout);
  const each = walkInColumns(code, write, layout);
  updateOver(write, learning)(
    {
      each,
      inDrawOrder: layout.form === "straight" ? each : walkInPairs(code, write, layout),
      ofSteps: cellsOfLanes(lanes, layout, layout.memoryOfSteps),
      scratch: cellsOfLanes(lanes, layout, layout.scratch),
    },
    lanes.load(undefined, layout.learningRates),
    rowCount,
  );
  return code;
}

/** Column after column, whatever parameters are in it. */
function walkInColumns(code: FunctionWriter, write: ColumnWriter, layout: MemoryLayout): Walk {
  const [at, counter] = [code.local(I32), code.local(I32)];
  const { vectorOffsets, columnBytes, weightBytes, endBytes } = layout.block;
  const ranges = { weights: [0, weightBytes], biases: [weightBytes, endBytes] } as const;
  const addresses = (cell: number): number[] => vectorOffsets.map((vector) => blockOf(layout, cell) + vector);
  const cells: Cells<Column> = {
    get: (cell) => write.load(at, addresses(cell)),
    set: (cell, value) => write.store(at, addresses(cell), value),
  };
  return (which, visit) => {
    const [from, to] = ranges[which];
    if (from === to) return;
    code.setInteger(at, from);
    code.setInteger(counter, (to - from) / columnBytes);
    code.countDown(counter, () => {
      visit(cells);
      code.advance(at, columnBytes);
    });
  };
}

/** Parameter after parameter in draw order, where the neurons of a vector are two: for sums over all parameters. */
function walkInPairs(code: FunctionWriter, write: ColumnWriter, layout: MemoryLayout): Walk {
  const [at, pairCounter, counter] = [code.local(I32), code.local(I32), code.local(I32)];
  const { layers } = layout.paired;

  /** The cells of one neuron of a pair, each number twice in its vector. */
  function cellsOf(neuron: 0 | 1): Cells<Column> {
    const addresses = (cell: number): number[] =>
      layout.block.vectorOffsets.map((lane) => blockOf(layout, cell) + lane + neuron * DOUBLE_SIZE_BYTES);
    return {
      get: (cell) => write.loadTwice(at, addresses(cell)),
      set: (cell, value) => write.storeLower(at, addresses(cell), value),
    };
  }

  /** Visits so many cells, and comes back to the first. */
  function visitRow(visit: () => void, count: number, apart: number): void {
    code.repeat(counter, count, () => {
      visit();
      code.advance(at, apart);
    });
    code.advance(at, -count * apart);
  }

  return (which, visit) => {
    for (const { layer, tables, firstBias } of layers) {
      if (which === "biases") {
        const count = biasCountOf(layer);
        if (count === 0) continue;
        code.setInteger(at, firstBias * DOUBLE_SIZE_BYTES);
        visitRow(() => visit(cellsOf(0)), count, DOUBLE_SIZE_BYTES);
        continue;
      }
      for (const { inputCount, outputCount, first, pairDistance, inputDistance } of tables) {
        const visitNeuron = (neuron: 0 | 1): void =>
          visitRow(() => visit(cellsOf(neuron)), inputCount, inputDistance * DOUBLE_SIZE_BYTES);
        code.setInteger(at, first * DOUBLE_SIZE_BYTES);
        code.repeat(pairCounter, Math.floor(outputCount / 2), () => {
          visitNeuron(0);
          visitNeuron(1);
          code.advance(at, pairDistance * DOUBLE_SIZE_BYTES);
        });
        if (outputCount % 2 === 1) visitNeuron(0);
      }
    }
  };
}

/** Where the block of a cell begins. */
function blockOf({ values, gradients, block }: MemoryLayout, cell: number): number {
  return values + placeOfCell(cell, gradients - values, block.sizeBytes);
}
