// The fast engine: networks of one topology, one a lane, trained at once by WebAssembly that is written for them.
// What must not change: a lane whose parameters and loss are finite has the bits that the plain trainer gives.
import type { Lanes } from "../lanes.ts";
import { batchSizeOf, classicLearning, type Learning, requireFit } from "../learning.ts";
import type { Course } from "../course.ts";
import { requireRows, type ShuffledRows } from "../row_order.ts";
import { layersOf, operationCount, type Topology } from "../topology.ts";
import type { TrainingData } from "../training_data.ts";
import { type KernelExports, kernelModuleBytes } from "./kernel_module.ts";
import { type CodeForm, fittingForm, fittingLaneCount, type RowForm } from "./kernel_shape.ts";
import { DOUBLE_SIZE_BYTES, layoutMemory, type MemoryLayout, valuePlacesOf } from "./memory_layout.ts";

/** What may be chosen about a kernel; nothing but `learning` changes a result. */
export interface KernelOptions {
  /** How the networks learn; by default plain stochastic gradient descent on the mean squared error. */
  readonly learning?: Learning;
  /** How many networks are trained at once, in straight code an even number; by default the fastest for the topology. */
  readonly laneCount?: number;
  /** How the code is written; by default what is fastest for the topology. */
  readonly form?: CodeForm;
  /** Which rows the lanes learn; by default all those of the table, in its order. */
  readonly rowForm?: RowForm;
}

/**
 * One call into WebAssembly does about this many multiplications of a weight, or a single step. Engines run quickly compiled
 * code at first and change to optimized code between calls, so the first calls must be short.
 */
const WORK_PER_CALL = 100_000;

/**
 * Networks of one topology that learn from the same rows, each with parameters and a learning rate of its own.
 *
 * Only numbers that are finite are promised. A weighted sum beyond ±2^49 in front of a sigmoid or tanh may leave
 * NaN in the lane, which reaches its parameters and stays; train such a lane again with the plain trainer.
 *
 * @example Two networks that differ in their learning rate
 * ```ts
 * import { denseTopology } from "../topology.ts";
 * import { Kernel } from "./kernel.ts";
 * const topology = denseTopology([1, 1], "sigmoid", "sigmoid");
 * const data = { inputs: new Float64Array([-1, 1]), targets: new Float64Array([0, 1]) };
 * const kernel = Kernel.create(topology, data, { laneCount: 2 });
 * kernel.setLane(0, new Float64Array(2), { learningRate: 0.1, rows: null });
 * kernel.setLane(1, new Float64Array(2), { learningRate: 0.5, rows: null });
 * kernel.trainRows(0, 100 * 2); // a hundred epochs
 * const losses = new Float64Array(2);
 * kernel.losses(losses);
 * if (!(losses[1] < losses[0])) throw new Error("wrong");
 * ```
 */
export class Kernel implements Lanes {
  /** How many networks are trained at once. */
  readonly laneCount: number;
  /** How many rows are learned from. */
  readonly rowCount: number;
  /** How many numbers a lane holds, see `ValuePlaces`. */
  readonly valueCount: number;
  /** The size of its memory. */
  readonly sizeBytes: number;
  readonly #layout: MemoryLayout;
  readonly #exports: KernelExports;
  /** [lane], in the memory. */
  readonly #lossSums: Float64Array;
  /** Of each lane that was asked for. */
  readonly #places: Int32Array[] = [];
  /** The order of each lane's rows; null for that of the table. */
  readonly #rows: (ShuffledRows | null)[];
  readonly #data: TrainingData;
  readonly #memory: Float64Array;
  readonly #batchSize: number;
  readonly #stepsPerCall: number;
  /** 0 where a call does less than an epoch, where rows are copied anew for each epoch, or where the last batch is smaller. */
  readonly #epochsPerCall: number;
  /** The epoch in whose order the trained rows stand; -1 for none. */
  #orderedEpoch = -1;

  /**
   * Writes and compiles a kernel, at once and in memory only.
   *
   * @param data the rows; they are copied.
   * @throws RangeError when data, topology and learning do not go together, the number of lanes does not fit the form of
   * the code, or the memory would exceed 2 GiB.
   */
  static create(topology: Topology, data: TrainingData, options: KernelOptions = {}): Kernel {
    return new Kernel(topology, data, options);
  }

  private constructor(topology: Topology, data: TrainingData, options: KernelOptions) {
    const { learning = classicLearning, form = fittingForm(topology), rowForm } = options;
    requireFit(layersOf(topology), learning);
    this.laneCount = options.laneCount ?? fittingLaneCount(topology, learning, form);
    this.#data = data;
    this.#layout = layoutMemory(topology, data, learning, { form, laneCount: this.laneCount, rowForm });
    this.valueCount = this.#layout.valuePlaces.end;
    this.rowCount = this.#layout.rowCount;
    this.#batchSize = batchSizeOf(learning, this.rowCount);
    const workPerStep = operationCount(topology) * this.laneCount * Math.max(1, this.#batchSize);
    this.#stepsPerCall = Math.max(1, Math.floor(WORK_PER_CALL / workPerStep));
    const isOfWholeSteps = this.#layout.rowForm === "table" && this.rowCount % this.#batchSize === 0;
    this.#epochsPerCall = isOfWholeSteps
      ? Math.floor(this.#stepsPerCall * this.#batchSize / this.rowCount)
      : 0;

    const memory = new WebAssembly.Memory({ initial: this.#layout.pageCount });
    const module = new WebAssembly.Module(kernelModuleBytes(topology, learning, this.#layout));
    const instance = new WebAssembly.Instance(module, { kernel: { memory } });
    this.#exports = instance.exports as unknown as KernelExports;
    this.#memory = new Float64Array(memory.buffer);
    this.sizeBytes = memory.buffer.byteLength;
    this.#memory.set(data.inputs, this.#layout.inputs / DOUBLE_SIZE_BYTES);
    this.#memory.set(data.targets, this.#layout.targets / DOUBLE_SIZE_BYTES);
    const { lossSums } = this.#layout;
    this.#rows = new Array(this.laneCount).fill(null);
    this.#lossSums = this.#memory.subarray(
      lossSums / DOUBLE_SIZE_BYTES,
      lossSums / DOUBLE_SIZE_BYTES + this.laneCount,
    );
  }

  /**
   * Puts a network into a lane, in place of what was there.
   *
   * @param lane in [0, laneCount).
   * @param values the parameters, flat in draw order, and what else is learned from, see `ValuePlaces`; they are copied.
   * @param course shuffled rows need a kernel whose rows are not those of the table; where all lanes share theirs, lane 0
   * says which.
   * @throws RangeError when there is no such lane, the number of values is another, or the kernel knows no order but that of
   * the table.
   */
  setLane(lane: number, values: Float64Array, { learningRate, rows }: Course): void {
    const memory = this.#memory;
    if (rows !== null && this.#layout.rowForm === "table") {
      throw new RangeError("shuffled rows need a kernel whose rowForm is shared or lanes: found table");
    }
    const places = this.#placesOf(lane, values.length);
    for (let index = 0; index < places.length; index++) memory[places[index]] = values[index];
    this.setLearningRate(lane, learningRate);
    if (this.#rows[lane] !== rows) this.#orderedEpoch = -1;
    this.#rows[lane] = rows;
  }

  /** Changes the learning rate of a lane. @throws RangeError when there is no such lane. */
  setLearningRate(lane: number, learningRate: number): void {
    this.#requireLane(lane);
    this.#memory[this.#layout.learningRates / DOUBLE_SIZE_BYTES + lane] = learningRate;
  }

  /**
   * The values of a lane: its parameters, in draw order, and what else is learned from.
   *
   * @param into filled in place and returned, shape [valueCount]; by default a new array.
   * @throws RangeError when there is no such lane or `into` has another length.
   */
  valuesOf(lane: number, into: Float64Array = new Float64Array(this.valueCount)): Float64Array {
    const places = this.#placesOf(lane, into.length);
    for (let index = 0; index < places.length; index++) into[index] = this.#memory[places[index]];
    return into;
  }

  /**
   * Trains all lanes, in place: learns the rows from `from` up to, but not including, `to`, which are counted through all
   * epochs. Long training may be cut at any row without a change of the result.
   *
   * @throws RangeError unless they are integers and `from` is at least 0.
   */
  trainRows(from: number, to: number): void {
    requireRows(from, to);
    for (let row = from; row < to && this.rowCount > 0;) row = this.#trainSome(row, to);
  }

  /** Learns some epochs, or a piece of one. @returns the row after them. */
  #trainSome(from: number, to: number): number {
    const { rowCount } = this;
    const epoch = Math.floor(from / rowCount);
    const first = from - epoch * rowCount;
    const epochCount = first === 0 ? Math.min(this.#epochsPerCall, Math.floor((to - from) / rowCount)) : 0;
    if (epochCount > 0) {
      this.#trainSteps(0, rowCount / this.#batchSize, epochCount);
      return from + epochCount * rowCount;
    }
    this.#orderRows(epoch);
    const end = Math.min(rowCount, first + to - from);
    return from - first + this.#trainBatches(first, end);
  }

  /** Learns whole batches from a place of an epoch on, or else a piece of one. @returns the place after them. */
  #trainBatches(from: number, end: number): number {
    const batchSize = this.#batchSize;
    const inBatch = from % batchSize;
    const stepCount = inBatch === 0 ? Math.min(this.#stepsPerCall, Math.floor((end - from) / batchSize)) : 0;
    if (stepCount > 0) {
      this.#trainSteps(from, stepCount, 1);
      return from + stepCount * batchSize;
    }
    const { update, updateAfterRest } = this.#exports;
    const wholeEnd = from - inBatch + batchSize;
    const batchEnd = Math.min(wholeEnd, this.rowCount);
    const to = Math.min(batchEnd, end);
    this.#addGradients(from, to);
    if (to === wholeEnd) update!();
    else if (to === batchEnd) updateAfterRest!();
    return to;
  }

  #addGradients(from: number, to: number): void {
    const { addGradients, addGradientsOfRows } = this.#exports;
    const { rowsAtOnce } = this.#layout;
    const times = addGradientsOfRows === undefined ? 0 : Math.floor((to - from) / rowsAtOnce);
    if (times > 0) addGradientsOfRows!(this.#trainedInput(from), this.#trainedTarget(from), times);
    const rest = from + times * rowsAtOnce;
    if (rest < to) addGradients!(this.#trainedInput(rest), this.#trainedTarget(rest), to - rest);
  }

  #trainSteps(from: number, stepCount: number, epochCount: number): void {
    this.#exports.train(this.#trainedInput(from), this.#trainedTarget(from), stepCount, epochCount);
  }

  /** Where the inputs of a trained row lie. */
  #trainedInput(place: number): number {
    const { trainedInputs, trainedValueBytes, inputCount } = this.#layout;
    return trainedInputs + place * inputCount * trainedValueBytes;
  }

  /** Where the targets of a trained row lie. */
  #trainedTarget(place: number): number {
    const { trainedTargets, trainedValueBytes, outputCount } = this.#layout;
    return trainedTargets + place * outputCount * trainedValueBytes;
  }

  /** Copies the rows in the order of an epoch to where they are trained. */
  #orderRows(epoch: number): void {
    if (this.#layout.rowForm === "table" || epoch === this.#orderedEpoch) return;
    this.#orderedEpoch = epoch;
    const { rowForm, inputCount, outputCount, trainedInputs, trainedTargets } = this.#layout;
    const { inputs, targets } = this.#data;
    const orders = Array.from(
      { length: rowForm === "lanes" ? this.laneCount : 1 },
      (_, lane) => this.#rows[lane]?.of(epoch) ?? null,
    );
    copyRows(inputs, inputCount, orders, this.#memory, trainedInputs / DOUBLE_SIZE_BYTES);
    copyRows(targets, outputCount, orders, this.#memory, trainedTargets / DOUBLE_SIZE_BYTES);
  }

  /**
   * Computes the loss of every lane: the mean over all rows, summed from row 0 upwards.
   *
   * @param into filled in place, shape [laneCount]; NaN when there is no row.
   */
  losses(into: Float64Array): void {
    const { rowCount, inputCount, outputCount, blockRowCount, inputs, targets } = this.#layout;
    this.#lossSums.fill(0);
    for (let row = 0; row < rowCount; row += blockRowCount) {
      const input = inputs + row * inputCount * DOUBLE_SIZE_BYTES;
      const target = targets + row * outputCount * DOUBLE_SIZE_BYTES;
      this.#addLosses(input, target, Math.min(blockRowCount, rowCount - row));
    }
    for (let lane = 0; lane < this.laneCount; lane++) into[lane] = this.#lossSums[lane] / rowCount;
  }

  /**
   * Computes the loss of every lane over any rows, as `losses` does over those that are learned.
   *
   * @param data inputs of shape [rowCount * inputCount] and targets of shape [rowCount * outputCount], row-major.
   * @param into filled in place, shape [laneCount]; NaN when there is no row.
   * @throws RangeError when inputs are not whole rows.
   */
  lossesOf({ inputs, targets }: TrainingData, into: Float64Array): void {
    const { inputCount, outputCount, blockRowCount, blockInputs, blockTargets } = this.#layout;
    const rowCount = this.#rowCountIn(inputs);
    this.#lossSums.fill(0);
    for (let row = 0; row < rowCount; row += blockRowCount) {
      const end = Math.min(row + blockRowCount, rowCount);
      this.#memory.set(inputs.subarray(row * inputCount, end * inputCount), blockInputs / DOUBLE_SIZE_BYTES);
      this.#memory.set(
        targets.subarray(row * outputCount, end * outputCount),
        blockTargets / DOUBLE_SIZE_BYTES,
      );
      this.#addLosses(blockInputs, blockTargets, end - row);
    }
    for (let lane = 0; lane < this.laneCount; lane++) into[lane] = this.#lossSums[lane] / rowCount;
  }

  /** Adds the losses of some rows of a block, whose inputs and targets lie at these addresses. */
  #addLosses(inputs: number, targets: number, rowCount: number): void {
    this.#exports.feedforward(inputs, Math.ceil(rowCount / this.#layout.rowsAtOnce));
    this.#exports.addLosses(targets, rowCount);
  }

  /**
   * Computes what every lane's network answers to any rows.
   *
   * @param inputs shape [rowCount * inputCount], row-major, shifted and scaled.
   * @param into filled in place, shape [rowCount * outputCount * laneCount]: output k of a lane for row r is at
   * (r * outputCount + k) * laneCount + lane. It may be NaN where a weighted sum was beyond ±2^49 in front of a sigmoid or tanh.
   * @throws RangeError when inputs are not whole rows or `into` has another length.
   */
  outputs(inputs: Float64Array, into: Float64Array): void {
    const { rowsAtOnce, inputCount, outputCount, blockRowCount, blockInputs, blockOutputs } = this.#layout;
    const rowCount = this.#rowCountIn(inputs);
    const rowSize = outputCount * this.laneCount;
    if (into.length !== rowCount * rowSize) {
      throw new RangeError(`into must have ${rowCount * rowSize} outputs: found ${into.length}`);
    }
    for (let row = 0; row < rowCount; row += blockRowCount) {
      const count = Math.min(blockRowCount, rowCount - row);
      this.#memory.set(
        inputs.subarray(row * inputCount, (row + count) * inputCount),
        blockInputs / DOUBLE_SIZE_BYTES,
      );
      this.#exports.feedforward(blockInputs, Math.ceil(count / rowsAtOnce));
      const from = blockOutputs / DOUBLE_SIZE_BYTES;
      into.set(this.#memory.subarray(from, from + count * rowSize), row * rowSize);
    }
  }

  #rowCountIn(inputs: Float64Array): number {
    const { inputCount } = this.#layout;
    const rowCount = inputs.length / inputCount;
    if (Number.isInteger(rowCount)) return rowCount;
    throw new RangeError(`rows must have ${inputCount} inputs each: found ${inputs.length} inputs`);
  }

  #requireLane(lane: number): void {
    if (!Number.isInteger(lane) || lane < 0 || lane >= this.laneCount) {
      throw new RangeError(`lane must be an integer from 0 to ${this.laneCount - 1}: found ${lane}`);
    }
  }

  /** Where the values of a lane lie in memory, counted in doubles. */
  #placesOf(lane: number, count: number): Int32Array {
    this.#requireLane(lane);
    if (count !== this.valueCount) {
      throw new RangeError(`a lane must have ${this.valueCount} values: found ${count}`);
    }
    return this.#places[lane] ??= valuePlacesOf(this.#layout, lane);
  }
}

/**
 * Copies rows, those that all lanes learn at the same place beside each other, number by number.
 *
 * Why place by place: lane by lane would write, once a lane, through all of a memory that is larger than the fastest cache; for
 * a thousand rows of many numbers that takes twice as long.
 *
 * @param orders one a lane; null for that of the table.
 */
function copyRows(
  values: Float64Array,
  width: number,
  orders: readonly (Int32Array | null)[],
  into: Float64Array,
  first: number,
): void {
  const rowCount = values.length / width;
  const laneCount = orders.length;
  for (let place = 0; place < rowCount; place++) {
    for (let lane = 0; lane < laneCount; lane++) {
      const order = orders[lane];
      const from = (order === null ? place : order[place]) * width;
      let to = first + place * width * laneCount + lane;
      for (let index = 0; index < width; index++, to += laneCount) into[to] = values[from + index];
    }
  }
}
