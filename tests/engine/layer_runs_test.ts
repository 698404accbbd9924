// Runs by PyTorch in float64 with convolutions, max-pools and recurrences.
// Why two kinds of sameness: PyTorch's exp is rounded otherwise than ours, so its figures are within a tolerance; what is drawn
// is the same to the last bit, and so are the step itself and the flat loops.
import assert from "node:assert/strict";
import { feedforward } from "../../src/engine/feedforward.ts";
import { drawParameters } from "../../src/engine/parameters.ts";
import { plainTrainer } from "../../src/engine/trainer.ts";
import { train } from "../../src/engine/training_run.ts";
import { layerRuns, learningCaseOf } from "./layer_runs.ts";
import { assertAllAgree } from "./learning_cases.ts";

/** Of PyTorch's figures: its exp and tanh are off by another last bit in every step. */
const TOLERANCE = 1e-9;

for (const run of layerRuns) {
  const { optimizer, batch_size, clip_value } = run.training;
  const kinds = run.layers.flatMap((layer) => Object.keys(layer)).join(", ");
  const title = `${kinds} by ${optimizer}, ${batch_size} a batch, gradients up to ${clip_value ?? "any"}`;
  Deno.test(`${title}, learn as under PyTorch (run ${run.id})`, () => {
    const { topology, data, learning } = learningCaseOf(run);
    assert.deepEqual(
      [...drawParameters(topology, run.init.seed, { name: run.init.scheme, sd: run.init.sd })],
      run.start,
    );
    const { epochs, log_every, learning_rate } = run.training;
    const trained = train(plainTrainer(topology, data, learning), {
      learningRate: learning_rate,
      rows: null,
      parameters: Float64Array.from(run.start),
      epochs,
      logEvery: log_every,
    });
    assertClose(trained.losses.map(({ loss }) => loss), run.losses, "losses");
    assertClose([...trained.parameters], run.parameters, "parameters");
    const answers = run.outputs_of_first_rows.flatMap((_, row) => {
      const from = row * topology.inputCount;
      return [
        ...feedforward(topology, trained.parameters, data.inputs.subarray(from, from + topology.inputCount)),
      ];
    });
    assertClose(answers, run.outputs_of_first_rows.flat(), "answers");
  });

  Deno.test(`${title}, are the same bits in flat loops, in WebAssembly and as the step itself (run ${run.id})`, () => {
    const all = learningCaseOf(run);
    for (const rowForm of ["shared", "lanes"] as const) {
      assert.equal(assertAllAgree(all, { form: "loops", rowForm, cuts: [7] }), 1);
    }
  });
}

function assertClose(found: readonly number[], expected: readonly number[], what: string): void {
  assert.equal(found.length, expected.length, what);
  found.forEach((value, index) => {
    const off = Math.abs(value - expected[index]) / Math.max(1e-3, Math.abs(expected[index]));
    assert.ok(off < TOLERANCE, `${what} ${index}: found ${value}, expected ${expected[index]}`);
  });
}
