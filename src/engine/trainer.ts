// Learning in plain loops over flat arrays: what step.ts says of a row and update.ts of a batch, without an object for each
// number.
// This file DEFINES every result: a faster engine is right when it gives these bits. All gradients of a step use the
// parameters from before the step.
import { BackwardPass } from "./backward_pass.ts";
import {
  batchSizeOf,
  classicLearning,
  type Learning,
  requireFit,
  requireValues,
  startingValues,
  stepCountOf,
  valueCount,
} from "./learning.ts";
import { type PlainLearner, plainLearner } from "./plain_learner.ts";
import type { Course } from "./row_order.ts";
import { layersOf, parameterCount, type Topology } from "./topology.ts";
import { rowCountOf, type TrainingData } from "./training_data.ts";

/** Trains one network on one set of rows. */
export interface Trainer {
  /** How many rows there are. */
  readonly rowCount: number;
  /** How many steps an epoch makes: one a row, or one a batch. */
  readonly stepCount: number;
  /** How many numbers `values` has: the parameters, then what the optimizer remembers. */
  readonly valueCount: number;
  /** What a network with these parameters holds before its first step. */
  startingValues(parameters: Float64Array): Float64Array;
  /**
   * Changes the values in place: each epoch from `from` up to, but not including, `to` goes through all rows.
   *
   * @param values the parameters, flat in draw order, and after them what the optimizer remembers.
   */
  trainEpochs(values: Float64Array, course: Course, from: number, to: number): void;
  /**
   * Changes the values in place: the steps of an epoch from `from` up to, but not including, `to`.
   *
   * @throws RangeError when an epoch has no such steps.
   */
  trainSteps(values: Float64Array, course: Course, epoch: number, from: number, to: number): void;
  /** The mean loss over all rows, summed from row 0 upwards; NaN when there is no row. */
  loss(values: Float64Array): number;
}

/**
 * The trainer that defines the result.
 *
 * @param learning by default plain stochastic gradient descent on the mean squared error.
 * @throws RangeError when data, topology and learning do not go together.
 *
 * @example One epoch brings the loss down
 * ```ts
 * import { denseTopology } from "./topology.ts";
 * import { plainTrainer } from "./trainer.ts";
 * const topology = denseTopology([1, 1], "sigmoid", "sigmoid");
 * const data = { inputs: new Float64Array([-1, 1]), targets: new Float64Array([0, 1]) };
 * const trainer = plainTrainer(topology, data);
 * const values = trainer.startingValues(new Float64Array(2));
 * const lossBefore = trainer.loss(values);
 * trainer.trainEpochs(values, { learningRate: 0.1, rows: null }, 0, 1);
 * if (!(trainer.loss(values) < lossBefore)) throw new Error("wrong");
 * ```
 */
export function plainTrainer(
  topology: Topology,
  data: TrainingData,
  learning: Learning = classicLearning,
): Trainer {
  return new PlainTrainer(topology, data, learning);
}

class PlainTrainer implements Trainer {
  readonly rowCount: number;
  readonly stepCount: number;
  readonly valueCount: number;
  readonly #learning: Learning;
  readonly #pass: BackwardPass;
  readonly #learner: PlainLearner;
  readonly #batchSize: number;

  constructor(topology: Topology, data: TrainingData, learning: Learning) {
    this.rowCount = rowCountOf(topology, data);
    this.stepCount = stepCountOf(learning, this.rowCount);
    this.valueCount = valueCount(learning, parameterCount(topology));
    this.#learning = learning;
    requireFit(layersOf(topology), learning);
    this.#pass = new BackwardPass(topology, data, learning.loss);
    this.#learner = plainLearner(topology, learning, this.#pass);
    this.#batchSize = batchSizeOf(learning, this.rowCount);
  }

  startingValues(parameters: Float64Array): Float64Array {
    return startingValues(this.#learning, parameters);
  }

  trainEpochs(values: Float64Array, course: Course, from: number, to: number): void {
    for (let epoch = from; epoch < to; epoch++) this.trainSteps(values, course, epoch, 0, this.stepCount);
  }

  trainSteps(values: Float64Array, course: Course, epoch: number, from: number, to: number): void {
    requireValues(values, this.valueCount);
    requireSteps(this.stepCount, from, to);
    const order = course.rows === null ? null : course.rows.of(epoch);
    for (let step = from; step < to; step++) {
      const first = step * this.#batchSize;
      const end = Math.min(first + this.#batchSize, this.rowCount);
      this.#learner.step(values, course.learningRate, order, first, end);
    }
  }

  loss(values: Float64Array): number {
    requireValues(values, this.valueCount);
    let sum = 0;
    for (let row = 0; row < this.rowCount; row++) sum += this.#pass.loss(values, row);
    return sum / this.rowCount;
  }
}

/** Refuses steps that an epoch does not have. */
function requireSteps(stepCount: number, from: number, to: number): void {
  if (!(from >= 0 && to <= stepCount)) {
    throw new RangeError(`steps must be from 0 up to ${stepCount}: found ${from} up to ${to}`);
  }
}
