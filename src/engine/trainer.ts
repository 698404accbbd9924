// Learning in plain loops over flat arrays: what step.ts says of a row and update.ts of a batch, without an object for each
// number.
// This file DEFINES every result: a faster engine is right when it gives these bits. All gradients of a step use the
// parameters from before the step.
import { requireDoubles } from "../numeric/required_numbers.ts";
import { BackwardPass } from "./backward_pass.ts";
import {
  batchSizeOf,
  classicLearning,
  type Learning,
  requireFit,
  requireValues,
  startingValues,
  valueCount,
} from "./learning.ts";
import { type PlainLearner, plainLearner } from "./plain_learner.ts";
import type { Course } from "./course.ts";
import { requireRows } from "./row_order.ts";
import { layersOf, operationCount, parameterCount, type Topology } from "./topology.ts";
import { rowCountOf, type TrainingData } from "./training_data.ts";

/** Trains one network on one set of rows. */
export interface Trainer {
  /** How many rows there are. */
  readonly rowCount: number;
  /** How many rows each step learns from, but for the last of an epoch, which may have fewer. */
  readonly batchSize: number;
  /** How many numbers `values` has, see {@linkcode ValuePlaces}. */
  readonly valueCount: number;
  /**
   * About how many rows it learns in between a twentieth and a third of a second, at least 1: asked for so many, it can say
   * how far it is.
   */
  readonly rowsAtOnce: number;
  /**
   * What a network with these parameters holds before its first row.
   *
   * @throws RangeError where they are not as many as the network has, TypeError where they are no Float64Array.
   */
  startingValues(parameters: Float64Array): Float64Array;
  /**
   * Changes the values in place: learns the rows from `from` up to, but not including, `to`, which are counted through all
   * epochs. Training may be cut at any row without a change of the result.
   *
   * @throws RangeError unless they are integers and `from` is at least 0.
   */
  trainRows(values: Float64Array, course: Course, from: number, to: number): void;
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
 * import { denseTopology, plainTrainer } from "@seedbed/seedbed";
 * const topology = denseTopology([1, 1], "sigmoid", "sigmoid");
 * const data = { inputs: new Float64Array([-1, 1]), targets: new Float64Array([0, 1]) };
 * const trainer = plainTrainer(topology, data);
 * const values = trainer.startingValues(new Float64Array(2));
 * const lossBefore = trainer.loss(values);
 * trainer.trainRows(values, { learningRate: 0.1, rows: null }, 0, trainer.rowCount);
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

/** Between a twentieth and a third of a second: plain descent spends some 10 ns on each parameter, Adam some 60. */
const PARAMETER_UPDATES_AT_ONCE = 5_000_000;

class PlainTrainer implements Trainer {
  readonly rowCount: number;
  readonly batchSize: number;
  readonly valueCount: number;
  readonly rowsAtOnce: number;
  readonly #parameterCount: number;
  readonly #learning: Learning;
  readonly #pass: BackwardPass;
  readonly #learner: PlainLearner;

  constructor(topology: Topology, data: TrainingData, learning: Learning) {
    requireFit(layersOf(topology), learning);
    this.rowCount = rowCountOf(topology, data);
    this.batchSize = batchSizeOf(learning, this.rowCount);
    this.#parameterCount = parameterCount(topology);
    this.valueCount = valueCount(learning, this.#parameterCount);
    this.rowsAtOnce = Math.max(1, Math.floor(PARAMETER_UPDATES_AT_ONCE / operationCount(topology)));
    this.#learning = learning;
    this.#pass = new BackwardPass(topology, data, learning.loss);
    this.#learner = plainLearner(topology, learning, this.#pass);
  }

  startingValues(parameters: Float64Array): Float64Array {
    requireDoubles("parameters", parameters, this.#parameterCount);
    return startingValues(this.#learning, parameters);
  }

  trainRows(values: Float64Array, { learningRate, rows }: Course, from: number, to: number): void {
    requireValues(values, this.valueCount);
    requireRows(from, to);
    const { rowCount } = this;
    for (let row = from; row < to && rowCount > 0;) {
      const epoch = Math.floor(row / rowCount);
      const first = row - epoch * rowCount;
      const end = Math.min(rowCount, first + to - row);
      this.#learner.learn(values, learningRate, rows === null ? null : rows.of(epoch), first, end);
      row += end - first;
    }
  }

  loss(values: Float64Array): number {
    requireValues(values, this.valueCount);
    let sum = 0;
    for (let row = 0; row < this.rowCount; row++) sum += this.#pass.loss(values, row);
    return sum / this.rowCount;
  }
}
