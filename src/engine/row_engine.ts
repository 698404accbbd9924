// What trains a network and asks it about many rows: the plain engine here, and the kernel where it pays.
// What must not change: every engine gives the bits of the plain one. Why the kernel is elsewhere (`run/fast_engine.ts`):
// a sweep has kernels of its own, with many networks in each.

import { FeedforwardPass } from "./feedforward.ts";
import { shown } from "../numeric/required_numbers.ts";
import type { Learning } from "./learning.ts";
import type { Topology } from "./topology.ts";
import { plainTrainer, type Trainer } from "./trainer.ts";
import type { TrainingData } from "./training_data.ts";

/**
 * Which engine trains; none of it changes a figure. `fastest` takes the WebAssembly kernel where the work repays it,
 * `wasm` wherever there can be one, `plain` never.
 */
export type Engine = "fastest" | "wasm" | "plain";

const ENGINES: readonly Engine[] = ["fastest", "wasm", "plain"];

/** @throws RangeError for an engine that there is not. */
export function requireEngine(engine: Engine): void {
  if (ENGINES.includes(engine)) return;
  throw new RangeError(`engine must be one of ${ENGINES.join(", ")}: found ${shown(engine)}`);
}

/**
 * Asks a network about rows.
 *
 * @param parameters flat, in draw order.
 * @param inputs shape [rowCount * inputCount], row-major, shifted and scaled.
 * @returns shape [rowCount * outputCount], row-major; not all need be finite.
 */
export type RowAsker = (parameters: Float64Array, inputs: Float64Array) => Float64Array;

/** What trains networks and asks them. */
export interface RowEngine {
  readonly trainer: (topology: Topology, data: TrainingData, learning: Learning) => Trainer;
  readonly asker: (topology: Topology, learning: Learning) => RowAsker;
}

/** The engine that defines every result. */
export const plainEngine: RowEngine = {
  trainer: plainTrainer,
  asker(topology) {
    const pass = new FeedforwardPass(topology);
    const { inputCount } = topology;
    const outputCount = pass.outputs.length;
    return (parameters, inputs) => {
      const rowCount = inputs.length / inputCount;
      const outputs = new Float64Array(rowCount * outputCount);
      for (let row = 0; row < rowCount; row++) {
        pass.run(parameters, inputs, row * inputCount);
        outputs.set(pass.outputs, row * outputCount);
      }
      return outputs;
    };
  },
};
