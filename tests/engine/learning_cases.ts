// Networks that learn side by side in any way, and what each engine makes of them: all must agree to the last bit.
// Three engines: the step itself over numbers, the plain trainer's flat loops, and the kernel in all its forms.
import assert from "node:assert/strict";
import { backpropagate, stepped } from "../../src/engine/backpropagation.ts";
import { feedforward } from "../../src/engine/feedforward.ts";
import { Kernel } from "../../src/engine/kernel/kernel.ts";
import type { CodeForm } from "../../src/engine/kernel/kernel_shape.ts";
import type { RowForm } from "../../src/engine/kernel/kernel_shape.ts";
import { batchSizeOf, type Learning, startingValues } from "../../src/engine/learning.ts";
import type { Course } from "../../src/engine/course.ts";
import { ShuffledRows } from "../../src/engine/row_order.ts";
import type { InputShape, LayerShape } from "../../src/engine/layer_shapes.ts";
import { outputCountOf, parameterCount, type Topology } from "../../src/engine/topology.ts";
import { plainTrainer } from "../../src/engine/trainer.ts";
import type { TrainingData } from "../../src/engine/training_data.ts";
import { RandomState } from "../../src/random/random_state.ts";
import { countCalls } from "./kernel/counted_calls.ts";
import { doubles, lanesFor } from "./kernel/lane_cases.ts";
import { rowsOf } from "./random_networks.ts";

/** Networks that learn side by side from the same rows. */
export interface LearningCase {
  readonly topology: Topology;
  readonly learning: Learning;
  readonly data: TrainingData;
  /** One network a lane. */
  readonly lanes: readonly LearningLane[];
  readonly epochCount: number;
}

/** What differs from network to network. */
export interface LearningLane {
  readonly start: Float64Array;
  readonly learningRate: number;
  /** The seed of the order of its rows; null for that of the table. */
  readonly shuffleSeed: number | null;
}

/** How the kernel does it; none of it may change a result. */
export interface KernelForm {
  readonly form: CodeForm;
  readonly rowForm: RowForm;
  /** Rows, counted through all epochs, at which one call ends and the next begins, ascending. */
  readonly cuts: readonly number[];
}

/** What a network has become. */
export interface Trained {
  /** The parameters, and what else is learned from. */
  readonly values: Float64Array;
  readonly loss: number;
  /** The answers to the rows, row by row. */
  readonly answers: readonly number[];
}

/** How a case is made: its shape, and the seed of all its numbers. */
export interface LearningShape {
  readonly inputCount: number;
  readonly input?: InputShape;
  readonly layers: readonly LayerShape[];
  readonly learning: Learning;
  readonly rowCount: number;
  readonly epochCount: number;
  readonly lanes: readonly Omit<LearningLane, "start">[];
  /** Parameters lie in [-parameterSize, parameterSize). */
  readonly parameterSize: number;
  readonly seed: number;
}

/** Inputs in [-2, 2), of an image quarters, so that some are equal, or words; targets in [-2, 2), or where the loss is one of classes all of a row on one output. */
export function caseOf(shape: LearningShape): LearningCase {
  const { inputCount, input, layers, learning, rowCount } = shape;
  const topology = { inputCount, ...(input === undefined ? {} : { input }), layers };
  const next = doubles(shape.seed);
  const filled = (length: number, size: number) => Float64Array.from({ length }, () => size * next());
  const outputCount = outputCountOf(topology);
  const inputs = inputsOf(topology, filled(rowCount * inputCount, 2));
  const targets = filled(rowCount * outputCount, 2);
  if ("forms" in learning.loss) {
    targets.fill(0);
    for (let row = 0; row < rowCount; row++) targets[row * outputCount + row % outputCount] = 1;
  }
  const lanes = shape.lanes.map((lane) => ({
    ...lane,
    start: filled(parameterCount(topology), shape.parameterSize),
  }));
  return { topology, learning, data: { inputs, targets }, lanes, epochCount: shape.epochCount };
}

/** What enters a network, made of numbers in [-2, 2): each row of words has some -1 in front, or nothing else. */
function inputsOf({ inputCount, input }: Topology, numbers: Float64Array): Float64Array {
  if (input === undefined) return numbers;
  if (input.kind === "image") return numbers.map((x) => Math.round(4 * x) / 4);
  return numbers.map((x, index) => {
    const place = index % inputCount;
    const first = Math.floor((numbers[index - place] + 2) / 4 * (inputCount + 1));
    return place < first ? -1 : Math.floor((x + 2) / 4 * input.wordCount);
  });
}

/** How a network goes through its rows, from the start. */
export function courseOf(
  { topology, data }: LearningCase,
  { learningRate, shuffleSeed }: LearningLane,
): Course {
  const rowCount = data.inputs.length / topology.inputCount;
  const rows = shuffleSeed === null ? null : new ShuffledRows(rowCount, () => new RandomState(shuffleSeed));
  return { learningRate, rows };
}

/** The step itself over numbers, again and again. */
export function trainedInNumbers(all: LearningCase, lane: LearningLane): Trained {
  const { topology, learning, epochCount } = all;
  const rows = rowsOf(all);
  const batchSize = batchSizeOf(learning, rows.length);
  const course = courseOf(all, lane);
  let values = startingValues(learning, lane.start);
  for (let epoch = 0; epoch < epochCount; epoch++) {
    const ordered = course.rows === null ? rows : Array.from(course.rows.of(epoch), (row) => rows[row]);
    for (let from = 0; from < rows.length; from += batchSize) {
      const batch = ordered.slice(from, from + batchSize);
      const inputs = batch.flatMap((row) => [...row.inputs]);
      const yTrue = batch.flatMap((row) => [...row.yTrue]);
      values = stepped(topology, values, inputs, yTrue, lane.learningRate, learning);
    }
  }
  const parameters = values.subarray(0, lane.start.length);
  const backs = rows.map(({ inputs, yTrue }) => backpropagate(topology, parameters, inputs, yTrue, learning));
  return {
    values,
    loss: backs.reduce((sum, { loss }) => sum + loss, 0) / rows.length,
    answers: backs.flatMap(({ yPred }) => yPred),
  };
}

/** The trainer that defines the result. */
export function trainedInFlatLoops(all: LearningCase, lane: LearningLane): Trained {
  const { topology, learning, data, epochCount } = all;
  const trainer = plainTrainer(topology, data, learning);
  const values = trainer.startingValues(lane.start);
  trainer.trainRows(values, courseOf(all, lane), 0, epochCount * trainer.rowCount);
  const answers = rowsOf(all).flatMap(({ inputs }) => [...feedforward(topology, values, inputs)]);
  return { values, loss: trainer.loss(values), answers };
}

/** All networks in the lanes of one kernel. */
export function trainedInKernel(all: LearningCase, { form, rowForm, cuts }: KernelForm): Trained[] {
  const { topology, learning, data, lanes, epochCount } = all;
  const laneCount = lanesFor(lanes.length, form);
  const kernel = Kernel.create(topology, data, { learning, laneCount, form, rowForm });
  lanes.forEach((lane, index) =>
    kernel.setLane(index, startingValues(learning, lane.start), courseOf(all, lane))
  );
  let rowsDone = 0;
  for (const cut of [...cuts, epochCount * kernel.rowCount]) {
    kernel.trainRows(rowsDone, cut);
    rowsDone = cut;
  }
  const losses = new Float64Array(laneCount);
  kernel.losses(losses);
  const answers = new Float64Array(data.targets.length * laneCount);
  kernel.outputs(data.inputs, answers);
  return lanes.map((_, lane) => ({
    values: kernel.valuesOf(lane),
    loss: losses[lane],
    answers: Array.from(data.targets, (_, index) => answers[index * laneCount + lane]),
  }));
}

/** Equality of all bits, except that any NaN equals any other. */
export function assertSameBits(found: Trained, wanted: Trained, what: string): void {
  const list = ({ values, loss, answers }: Trained): number[] => [...values, loss, ...answers];
  const expected = list(wanted);
  list(found).forEach((value, index) => {
    assert.ok(Object.is(value, expected[index]), `${what}: ${value} at ${index}, not ${expected[index]}`);
  });
}

/**
 * Holds all engines to the plain trainer's bits, and the kernel to have done its work itself.
 *
 * @returns how many networks were finite in WebAssembly, which promises nothing of others.
 */
export function assertAllAgree(all: LearningCase, kernelForm: KernelForm): number {
  let inKernel: Trained[] = [];
  const calls = countCalls(() => inKernel = trainedInKernel(all, kernelForm));
  const { train, addGradients = 0, addGradientsOfRows = 0 } = calls;
  assert.equal(train + addGradients + addGradientsOfRows > 0, all.epochCount > 0);
  assert.ok(calls.feedforward > 0 && calls.addLosses > 0);
  const compared = all.lanes.filter((lane, index) => {
    const plain = trainedInFlatLoops(all, lane);
    assertSameBits(trainedInNumbers(all, lane), plain, `numbers, network ${index}`);
    if (!isPromised(inKernel[index], lane)) return false;
    const { answers, ...rest } = inKernel[index];
    // An answer that is not finite is asked for again by the plain feedforward.
    const kept = answers.map((answer, at) => Number.isFinite(answer) ? answer : plain.answers[at]);
    assertSameBits({ ...rest, answers: kept }, plain, `${JSON.stringify(kernelForm)}, network ${index}`);
    return true;
  });
  return compared.length;
}

/** Whether the kernel answers for a lane: its parameters and its loss are finite, whatever the optimizer remembers. */
function isPromised({ values, loss }: Trained, { start }: LearningLane): boolean {
  return Number.isFinite(loss) && values.subarray(0, start.length).every(Number.isFinite);
}
