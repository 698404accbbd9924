// Trains some trials of one variant side by side in a kernel's lanes, each for its own number of epochs.
// What must not change: a figure is written from a lane only while all its losses so far are finite; any other trial
// is handed to the plain trainer. The kernel's README says why a finite loss proves the lane right.

import { parameterCount } from "../engine/topology.ts";
import { learningOf } from "../engine/learning.ts";
import { plainTrainer } from "../engine/trainer.ts";
import type { Kernel } from "../engine/kernel/kernel.ts";
import type { TrialGroup } from "./grouped_trials.ts";
import { askedAlone, startOf, trainAlone } from "./train_alone.ts";
import type { TrialSheet } from "./trial_sheet.ts";

/** The lanes of a kernel while they train the trials of one group, as many at a time as there are lanes. */
export class LaneBatch {
  readonly #losses: Float64Array;
  readonly #outputs: Float64Array;
  /** What a trial starts with: its parameters, and zeros for what the optimizer remembers. */
  readonly #values: Float64Array;
  /** The parameters among them. */
  readonly #start: Float64Array;
  /** The place in the part of each lane's trial. */
  readonly #places: Uint32Array;
  #trials: readonly number[] = [];
  #isFinite: boolean[] = [];
  #epochsDone = 0;
  /** Lanes before this one have ended. */
  #endedCount = 0;

  // The arrays are made once for all batches of a group: a sweep has a hundred thousand batches.
  constructor(readonly kernel: Kernel, readonly group: TrialGroup, readonly sheet: TrialSheet) {
    const { laneCount } = kernel;
    this.#losses = new Float64Array(laneCount);
    this.#outputs = new Float64Array(laneCount * sheet.queryCount);
    this.#values = new Float64Array(kernel.valueCount);
    this.#start = this.#values.subarray(0, parameterCount(group.variant.topology));
    this.#places = new Uint32Array(laneCount);
  }

  /**
   * Trains trials of the group, at most one a lane.
   *
   * @param trials their indices in the group, by growing epochs.
   * @returns how many of them the kernel decided.
   */
  train(trials: readonly number[]): number {
    this.#begin(trials);
    this.#trainLanes();
    return this.#handOver();
  }

  #begin(trials: readonly number[]): void {
    const { kernel, group, sheet } = this;
    this.#trials = trials;
    this.#isFinite = trials.map(() => true);
    this.#epochsDone = 0;
    this.#endedCount = 0;
    for (let lane = 0; lane < kernel.laneCount; lane++) {
      // Spare lanes repeat the last trial.
      const at = trials[Math.min(lane, trials.length - 1)];
      if (lane < trials.length) {
        startOf(group, at, this.#start);
        this.#places[lane] = group.places[at];
        sheet.begin(this.#places[lane]);
      }
      kernel.setLane(lane, this.#values, group.learningRates[at]);
    }
  }

  /** Trains until every lane has ended or none of those left is finite. */
  #trainLanes(): void {
    const { logEvery } = this.group.variant;
    const lastEpochs = this.#epochsOf(this.#trials.length - 1);
    for (let epoch = 0; epoch < lastEpochs; epoch += logEvery) {
      this.#endLanesUpTo(epoch);
      if (!this.#isFinite.includes(true, this.#endedCount)) return;
      this.#trainUntil(epoch + 1);
      this.#log(epoch);
    }
    this.#endLanesUpTo(lastEpochs);
  }

  /** Gives the trials that the kernel could not decide to the plain trainer. @returns how many it decided. */
  #handOver(): number {
    const lost = this.#trials.filter((_, lane) => !this.#isFinite[lane]);
    if (lost.length > 0) {
      const { topology, data } = this.group.variant;
      const trainer = plainTrainer(topology, data, learningOf(this.group.variant));
      for (const at of lost) trainAlone(trainer, this.group, at, this.sheet);
    }
    return this.#trials.length - lost.length;
  }

  #epochsOf(lane: number): number {
    return this.group.epochs[this.#trials[lane]];
  }

  #trainUntil(epochs: number): void {
    this.kernel.trainEpochs(epochs - this.#epochsDone);
    this.#epochsDone = epochs;
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
      this.#trainUntil(this.#epochsOf(this.#endedCount));
      this.kernel.losses(this.#losses);
      this.kernel.outputs(this.group.variant.queryInputs, this.#outputs);
      while (this.#endedCount < laneCount && this.#epochsOf(this.#endedCount) === this.#epochsDone) {
        this.#endLane(this.#endedCount++);
      }
    }
  }

  #endLane(lane: number): void {
    if (!Number.isFinite(this.#losses[lane])) this.#isFinite[lane] = false;
    if (!this.#isFinite[lane]) return;
    const { kernel, group, sheet } = this;
    sheet.finalLoss(this.#places[lane], this.#losses[lane]);
    for (let query = 0; query < sheet.queryCount; query++) {
      let output = this.#outputs[query * kernel.laneCount + lane];
      // An extreme query may overflow where rows do not: then the plain feedforward decides.
      if (!Number.isFinite(output)) output = askedAlone(group.variant, query, kernel.valuesOf(lane));
      sheet.output(this.#places[lane], query, output);
    }
  }
}
