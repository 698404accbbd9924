// Runs by PyTorch in float64, of every optimizer with batches, losses, activations, penalties, clipping and shuffling.
// Why two kinds of sameness: PyTorch's exp is rounded otherwise than ours, so its figures are within a tolerance; both of our
// engines, in every form of code and rows, have one and the same bits.
import assert from "node:assert/strict";
import { feedforward } from "../../src/engine/feedforward.ts";
import { Kernel } from "../../src/engine/kernel/kernel.ts";
import type { RowForm } from "../../src/engine/kernel/kernel_shape.ts";
import { classicSettings, type Learning, learningOf } from "../../src/engine/learning.ts";
import { streamAfterDrawing } from "../../src/engine/parameters.ts";
import type { Course } from "../../src/engine/course.ts";
import { rowsInOrder } from "../../src/engine/row_order.ts";
import type { ActivationName } from "../../src/engine/rules/activation.ts";
import type { LossName } from "../../src/engine/rules/loss.ts";
import { type OptimizerName, optimizers, type OptimizerSettings } from "../../src/engine/rules/optimizer.ts";
import type { Scheme, SchemeName } from "../../src/engine/rules/scheme.ts";
import type { OutputName } from "../../src/engine/rules/output.ts";
import { denseTopology, type Topology } from "../../src/engine/topology.ts";
import { plainTrainer } from "../../src/engine/trainer.ts";
import type { TrainingData } from "../../src/engine/training_data.ts";
import { train } from "../../src/engine/training_run.ts";
import learningRuns from "../vectors/learning_runs.json" with { type: "json" };

/** One run, as the file has it. */
interface Case {
  readonly id: number;
  readonly data: keyof typeof learningRuns.data;
  readonly outputs: number;
  readonly network: { hidden: number[]; activation: ActivationName | ActivationName[]; output: OutputName };
  readonly init: { seed: number; scheme?: SchemeName; sd?: number; bound?: number };
  readonly training: {
    optimizer: OptimizerName;
    learning_rate: number;
    loss: LossName;
    epochs: number;
    log_every: number;
    batch_size: number | "all";
    shuffle?: boolean;
    shuffle_seed?: number;
    momentum?: number;
    nesterov?: boolean;
    rho?: number;
    weight_decay?: number;
    l1?: number;
    l2?: number;
    clip_norm?: number;
    clip_value?: number;
  };
  readonly start: number[];
  readonly losses: number[];
  readonly final_loss: number;
  readonly parameters: number[];
  readonly outputs_of_first_rows: number[][];
}

const cases = learningRuns.cases as unknown as readonly Case[];

/** Of PyTorch's figures: its exp and tanh are off by another last bit in every step. */
const TOLERANCE = 1e-9;

for (const run of cases) {
  const { optimizer, loss, batch_size, shuffle, shuffle_seed, l1 = 0, l2 = 0 } = run.training;
  const order = shuffle ? ", shuffled" : shuffle_seed === undefined ? "" : `, shuffled by ${shuffle_seed}`;
  const title =
    `${run.data} by ${optimizer} on ${loss}, ${batch_size} a batch${order}, l1 ${l1}, l2 ${l2} (run ${run.id})`;
  Deno.test(`${title} learns as under PyTorch, with the same bits on every engine`, () => {
    const [topology, data, learning] = [topologyOf(run), dataOf(run), learningOfCase(run)];
    const { epochs, log_every } = run.training;
    const trained = train(plainTrainer(topology, data, learning), {
      ...courseOf(run, topology, data),
      parameters: Float64Array.from(run.start),
      epochs,
      logEvery: log_every,
    });
    assertClose(trained.losses.map(({ loss }) => loss), run.losses, "losses");
    assertClose([trained.finalLoss!], [run.final_loss], "final loss");
    assertClose([...trained.parameters], run.parameters, "parameters");
    const answers = run.outputs_of_first_rows.map((_, row) =>
      feedforward(
        topology,
        trained.parameters,
        data.inputs.subarray(row * topology.inputCount, (row + 1) * topology.inputCount),
      )
    );
    assertClose(answers.flatMap((answer) => [...answer]), run.outputs_of_first_rows.flat(), "answers");
    assertSameInKernels(run, trained.parameters, trained.finalLoss!);
  });
}

function assertSameInKernels(run: Case, parameters: Float64Array, finalLoss: number): void {
  const [topology, data, learning] = [topologyOf(run), dataOf(run), learningOfCase(run)];
  const isShuffled = courseOf(run, topology, data).rows !== null;
  const rowForms: readonly RowForm[] = isShuffled ? ["shared", "lanes"] : ["table", "shared", "lanes"];
  for (const rowForm of rowForms) {
    for (const form of ["straight", "loops"] as const) {
      for (const laneCount of form === "straight" ? [2, 4] : [1, 3]) {
        const kernel = Kernel.create(topology, data, { learning, rowForm, form, laneCount });
        const start = plainTrainer(topology, data, learning).startingValues(Float64Array.from(run.start));
        for (let lane = 0; lane < laneCount; lane++) {
          kernel.setLane(lane, start, courseOf(run, topology, data));
        }
        const losses = new Float64Array(laneCount);
        kernel.trainRows(0, run.training.epochs * kernel.rowCount);
        kernel.losses(losses);
        const where = `${rowForm} rows, ${form}, ${laneCount} lanes`;
        for (let lane = 0; lane < laneCount; lane++) {
          assert.deepEqual(kernel.valuesOf(lane).subarray(0, parameters.length), parameters, where);
          assert.equal(losses[lane], finalLoss, where);
        }
      }
    }
  }
}

function topologyOf({ data, outputs, network: { hidden, activation, output } }: Case): Topology {
  const { inputCount, layers } = denseTopology(
    [learningRuns.data[data].inputs[0].length, ...hidden, outputs],
    typeof activation === "string" ? activation : "identity",
    output,
  );
  return {
    inputCount,
    layers: layers.map((layer, index) =>
      typeof activation === "string" || index === layers.length - 1
        ? layer
        : { ...layer, activation: activation[index] }
    ),
  };
}

function dataOf({ data, outputs, network: { output } }: Case): TrainingData {
  const { inputs, targets } = learningRuns.data[data];
  return {
    inputs: Float64Array.from(inputs.flat()),
    targets: output === "softmax"
      ? Float64Array.from(
        targets.flatMap((label) => Array.from({ length: outputs }, (_, index) => index === label ? 1 : 0)),
      )
      : Float64Array.from(targets.flat() as number[]),
  };
}

function learningOfCase({ training }: Case): Learning {
  const { optimizer, loss, momentum, nesterov, rho, weight_decay, batch_size } = training;
  const given = { momentum, nesterov, rho, weightDecay: weight_decay };
  const defaults = Object.entries(optimizers[optimizer].defaults);
  const numbers = Object.fromEntries(
    defaults.map(([key, value]) => [key, new Map<string, unknown>(Object.entries(given)).get(key) ?? value]),
  );
  return learningOf({
    ...classicSettings,
    loss,
    optimizer: { name: optimizer, ...numbers } as OptimizerSettings,
    l1: training.l1 ?? 0,
    l2: training.l2 ?? 0,
    clipNorm: training.clip_norm ?? null,
    clipValue: training.clip_value ?? null,
    batchSize: batch_size,
  });
}

function courseOf({ init, training }: Case, topology: Topology, data: TrainingData): Course {
  const { learning_rate, shuffle, shuffle_seed } = training;
  const rowCount = data.inputs.length / topology.inputCount;
  const rows = rowsInOrder(
    shuffle ? "init" : shuffle_seed ?? "none",
    rowCount,
    () => streamAfterDrawing(topology, init.seed, schemeOf(init)),
  );
  return { learningRate: learning_rate, rows };
}

function schemeOf({ scheme = "classic", sd, bound }: Case["init"]): Scheme {
  return {
    name: scheme,
    ...(sd === undefined ? {} : { sd }),
    ...(bound === undefined ? {} : { bound }),
  } as Scheme;
}

function assertClose(found: readonly number[], expected: readonly number[], what: string): void {
  assert.equal(found.length, expected.length, what);
  found.forEach((value, index) => {
    const off = Math.abs(value - expected[index]) / Math.max(1, Math.abs(expected[index]));
    assert.ok(off < TOLERANCE, `${what} ${index}: found ${value}, expected ${expected[index]}`);
  });
}
