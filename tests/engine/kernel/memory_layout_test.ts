// What finds room in a kernel's memory: asked before a kernel is made, and held to what making one would say.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import {
  fittingForm,
  fittingLaneCount,
  type RowForm,
  rowsFit,
} from "../../../src/engine/kernel/kernel_shape.ts";
import { layoutMemory } from "../../../src/engine/kernel/memory_layout.ts";
import { classicSettings, learningOf } from "../../../src/engine/learning.ts";
import type { OptimizerSettings } from "../../../src/engine/rules/optimizer.ts";
import { denseTopology, outputCountOf, parameterCount } from "../../../src/engine/topology.ts";
import type { TrainingData } from "../../../src/engine/training_data.ts";
import { LIMITS } from "../../../src/experiment/limits.ts";

/** Rows of which nobody looks at a number: only as long as these would be. */
function rowsOf(rowCount: number, inputCount: number, outputCount: number): TrainingData {
  return {
    inputs: { length: rowCount * inputCount } as Float64Array,
    targets: { length: rowCount * outputCount } as Float64Array,
  };
}

const optimizers = fc.constantFrom<OptimizerSettings>(
  { name: "sgd", momentum: 0, nesterov: false },
  { name: "sgd", momentum: 0.9, nesterov: false },
  { name: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
);
const sizes = fc.record({
  inputCount: fc.nat({ max: 99_999 }).map((count) => count + 1),
  hidden: fc.array(fc.integer({ min: 1, max: LIMITS.neuronsPerLayer }), { maxLength: 3 }),
  outputCount: fc.integer({ min: 1, max: 100 }),
}).filter(({ inputCount, hidden, outputCount }) =>
  parameterCount(denseTopology([inputCount, ...hidden, outputCount], "tanh", "sigmoid")) <= LIMITS.parameters
);

Deno.test("rows that fit by their count are never refused by a layout, whatever the network and its learning", () => {
  const forms = fc.constantFrom<RowForm>("table", "shared", "lanes");
  const batches = fc.constantFrom(1, 32);
  fc.assert(
    fc.property(
      sizes,
      optimizers,
      forms,
      batches,
      fc.integer({ min: 1, max: 100 }),
      (size, optimizer, rowForm, batch, percent) => {
        const { inputCount, hidden, outputCount } = size;
        const topology = denseTopology([inputCount, ...hidden, outputCount], "tanh", "sigmoid");
        const learning = learningOf({ ...classicSettings, optimizer, batchSize: batch });
        const form = fittingForm(topology);
        const laneCount = fittingLaneCount(topology, learning, form);
        // As many rows as fit, or a share of them.
        let rowCount: number = LIMITS.rows;
        while (!rowsFit(rowCount * (inputCount + outputCount), rowForm, laneCount)) {
          rowCount = Math.floor(rowCount * 0.99);
        }
        rowCount = Math.ceil(rowCount * percent / 100);
        const data = rowsOf(rowCount, inputCount, outputCountOf(topology));
        layoutMemory(topology, data, learning, { form, laneCount, rowForm });
      },
    ),
    { numRuns: 30 },
  );
});

Deno.test("a large table finds room in one order, and none where each of four networks has its own", () => {
  const topology = denseTopology([1000, 2, 1], "sigmoid", "sigmoid");
  const learning = learningOf(classicSettings);
  assert.equal(fittingLaneCount(topology, learning, "loops"), 4);
  const data = rowsOf(100_000, 1000, 1);
  const layout = (rowForm: RowForm) =>
    layoutMemory(topology, data, learning, { form: "loops", laneCount: 4, rowForm });
  assert.ok(rowsFit(100_000 * 1001, "table", 4));
  layout("table");
  assert.ok(!rowsFit(100_000 * 1001, "lanes", 4));
  assert.throws(() => layout("lanes"), /must fit in 2147418112 bytes: found 4\d{9} for 4 lanes/);
});
