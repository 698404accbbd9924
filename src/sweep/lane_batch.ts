// Trains some trials of one variant side by side in a kernel's lanes, each for its own number of epochs.
// What must not change: a figure is written from a lane only while all its losses so far are finite; any other trial
// is left to the plain trainer. The kernel's README says why a finite loss proves the lane right.

import { rawOutput } from "../dataset/standardize.ts";
import { learningOf, startingValues } from "../engine/learning.ts";
import { parameterCount } from "../engine/topology.ts";
import { rowCountOf } from "../engine/training_data.ts";
import { nextLoggedEpoch, nextPause } from "../engine/training_run.ts";
import type { Kernel } from "../engine/kernel/kernel.ts";
import type { LanesCheckpoint } from "./checkpoint.ts";
import type { TrialGroup } from "./grouped_trials.ts";
import { askedAlone, courseOf, startOf } from "./train_alone.ts";
import type { TrialSheet } from "./trial_sheet.ts";

/** The lanes of a kernel while they train the trials of one group, as many at a time as there are lanes. */
export class LaneBatch {
  readonly #losses: Float64Array;
  /** The outputs of all lanes for all queries, as the kernel gives them. */
  readonly #outputs: Float64Array;
  /** Those of one lane for one query. */
  readonly #answer: Float64Array;
  /** What a trial starts with: its parameters, and what the optimizer remembers before the first step. */
  readonly #values: Float64Array;
  /** The parameters among them. */
  readonly #start: Float64Array;
  /** The place in the part of each lane's trial. */
  readonly #places: Uint32Array;
  /** Rows of the table. */
  readonly #rowCount: number;
  #trials: readonly number[] = [];
  #isFinite: boolean[] = [];
  /** Rows that all lanes have learned, counted through all epochs. */
  #rowsDone = 0;
  /** Lanes before this one have ended. */
  #endedCount = 0;

  /**
   * @param rowsAtOnce about how many rows are learned before `onRows` is called.
   * @param onRows hears how many rows were learned by all lanes since it was called before.
   */
  // The arrays are made once for all batches of a group: a sweep has a hundred thousand batches.
  constructor(
    readonly kernel: Kernel,
    readonly group: TrialGroup,
    readonly sheet: TrialSheet,
    readonly rowsAtOnce: number = Infinity,
    readonly onRows: (rowCount: number) => void = () => {},
  ) {
    const { laneCount } = kernel;
    this.#losses = new Float64Array(laneCount);
    this.#outputs = new Float64Array(laneCount * sheet.queryCount * sheet.outputCount);
    this.#answer = new Float64Array(sheet.outputCount);
    const { topology, learning, data } = group.variant;
    this.#rowCount = rowCountOf(topology, data);
    this.#values = startingValues(learningOf(learning), new Float64Array(parameterCount(topology)));
    this.#start = this.#values.subarray(0, parameterCount(topology));
    this.#places = new Uint32Array(laneCount);
  }

  /**
   * Trains trials of the group, at most one a lane.
   *
   * @param trials their indices in the group, by growing epochs.
   * @param checkpoint where they stand; by default at their start.
   * @returns those that the kernel could not decide, which are the plain trainer's.
   */
  train(trials: readonly number[], checkpoint: LanesCheckpoint | null = null): readonly number[] {
    this.#trials = trials;
    if (checkpoint === null) this.#begin();
    else this.#resume(checkpoint);
    this.#trainLanes();
    return trials.filter((_, lane) => !this.#isFinite[lane]);
  }

  /** Where the lanes stand. */
  checkpoint(): LanesCheckpoint {
    const { kernel } = this;
    const laneCount = this.#trials.length;
    const values = new Float64Array(laneCount * kernel.valueCount);
    for (let lane = 0; lane < laneCount; lane++) {
      kernel.valuesOf(lane, values.subarray(lane * kernel.valueCount, (lane + 1) * kernel.valueCount));
    }
    return {
      places: this.#places.slice(0, laneCount),
      rowsDone: this.#rowsDone,
      endedCount: this.#endedCount,
      isFinite: Uint8Array.from(this.#isFinite, Number),
      values,
    };
  }

  #begin(): void {
    const { group, sheet } = this;
    this.#isFinite = this.#trials.map(() => true);
    this.#rowsDone = 0;
    this.#endedCount = 0;
    this.#fillLanes((lane, at) => {
      startOf(group, at, this.#start);
      sheet.begin(this.#places[lane]);
      return this.#values;
    });
  }

  #resume({ rowsDone, endedCount, isFinite, values }: LanesCheckpoint): void {
    const { kernel, sheet } = this;
    this.#isFinite = Array.from(isFinite, Boolean);
    this.#rowsDone = rowsDone;
    this.#endedCount = endedCount;
    this.#fillLanes((lane) => {
      sheet.resume(this.#places[lane]);
      return values.subarray(lane * kernel.valueCount, (lane + 1) * kernel.valueCount);
    });
  }

  /** Gives each lane a trial and what it holds; spare lanes repeat the last. */
  #fillLanes(valuesOf: (lane: number, at: number) => Float64Array): void {
    const { kernel, group } = this;
    const trials = this.#trials;
    let values = this.#values;
    for (let lane = 0; lane < kernel.laneCount; lane++) {
      const at = trials[Math.min(lane, trials.length - 1)];
      if (lane < trials.length) {
        this.#places[lane] = group.places[at];
        values = valuesOf(lane, at);
      }
      kernel.setLane(lane, values, courseOf(group, at));
    }
  }

  /** Trains until every lane has ended or none of those left is finite. */
  #trainLanes(): void {
    const { logEvery } = this.group.variant;
    const lastEpochs = this.#epochsOf(this.#trials.length - 1);
    let epoch = nextLoggedEpoch(this.#rowsDone, this.#rowCount, logEvery);
    for (; epoch < lastEpochs; epoch += logEvery) {
      this.#endLanesUpTo(epoch);
      if (!this.#isFinite.includes(true, this.#endedCount)) return;
      this.#trainUntil(epoch + 1);
      this.#log(epoch);
    }
    this.#endLanesUpTo(lastEpochs);
  }

  #epochsOf(lane: number): number {
    return this.group.epochs[this.#trials[lane]];
  }

  #trainUntil(epochs: number): void {
    const end = epochs * this.#rowCount;
    while (this.#rowsDone < end) {
      const pause = nextPause(this.#rowsDone, this.rowsAtOnce, this.#rowCount, end);
      const count = pause - this.#rowsDone;
      this.kernel.trainRows(this.#rowsDone, pause);
      this.#rowsDone = pause;
      this.onRows(count);
    }
  }

  #log(epoch: number): void {
    this.kernel.losses(this.#losses);
    const [from, to] = [this.#endedCount, this.#trials.length];
    // What is written for a lane that was infinite before is forgotten when the plain trainer begins.
    if (this.sheet.logged(this.#places, epoch, this.#losses, from, to)) return;
    for (let lane = from; lane < to; lane++) {
      if (!(this.#losses[lane] < Infinity)) this.#isFinite[lane] = false;
    }
  }

  /** Trains the lanes with at most so many epochs to their ends, and writes down what came out. */
  #endLanesUpTo(epochs: number): void {
    const laneCount = this.#trials.length;
    while (this.#endedCount < laneCount && this.#epochsOf(this.#endedCount) <= epochs) {
      const epochsDone = this.#epochsOf(this.#endedCount);
      this.#trainUntil(epochsDone);
      this.kernel.losses(this.#losses);
      this.kernel.outputs(this.group.variant.queryInputs, this.#outputs);
      while (this.#endedCount < laneCount && this.#epochsOf(this.#endedCount) <= epochsDone) {
        this.#endLane(this.#endedCount++);
      }
    }
  }

  #endLane(lane: number): void {
    if (!Number.isFinite(this.#losses[lane])) this.#isFinite[lane] = false;
    if (!this.#isFinite[lane]) return;
    const { kernel, group, sheet } = this;
    const { variant } = group;
    const answer = this.#answer;
    sheet.finalLoss(this.#places[lane], this.#losses[lane]);
    for (let query = 0; query < sheet.queryCount; query++) {
      let isFinite = true;
      for (let output = 0; output < answer.length; output++) {
        const value = this.#outputs[(query * answer.length + output) * kernel.laneCount + lane];
        isFinite &&= Number.isFinite(value);
        answer[output] = rawOutput(variant.targetColumns[output], value);
      }
      // An extreme query may overflow where rows do not: then the plain feedforward decides.
      if (!isFinite) askedAlone(variant, query, kernel.valuesOf(lane), answer);
      sheet.answer(this.#places[lane], query, answer);
    }
    sheet.judge(this.#places[lane], variant, () => kernel.valuesOf(lane));
  }
}
