// A run that can stand at any step of its training and go from there to any other, forth and back.
// What must not change: wherever it stands, and however it came there, its values have the bits of a run that was trained
// straight up to that step.

import { courseOf, type Experiment, startingParameters } from "../experiment/experiment.ts";
import type { Course } from "../engine/row_order.ts";
import { learningOf, stepCountOf } from "../engine/learning.ts";
import type { Trainer } from "../engine/trainer.ts";
import { type LoggedLoss, nextPause } from "../engine/training_run.ts";
import { fastTrainer } from "./outcome.ts";

/** Numbers that may be kept to go back quickly: 32 MB. */
const KEPT_NUMBERS = 4_000_000;
/** The most places in a training that are kept. */
const MOST_KEPT = 100;

/** How a session trains. */
export interface SessionOptions {
  /** Hears how many epochs are done, with the part of one that is under way; it cannot change a result. */
  readonly onProgress?: (epochsDone: number) => void;
}

/**
 * A run that stands at a step.
 *
 * @example Forth, back and forth again, with the same bits
 * ```ts
 * import { parseExperiment } from "../experiment/reading/parse_experiment.ts";
 * import { Session } from "./session.ts";
 * const session = new Session(parseExperiment(`
 * name: or
 * dataset:
 *   features: [{ name: a }, { name: b }]
 *   target: { name: either }
 *   rows: [{ a: 0, b: 0, either: 0 }, { a: 0, b: 1, either: 1 }, { a: 1, b: 0, either: 1 }]
 * `));
 * session.goTo(100);
 * const parameters = session.parameters.join();
 * session.goTo(7);
 * session.goTo(100);
 * if (session.parameters.join() !== parameters) throw new Error("wrong");
 * ```
 */
export class Session {
  /** Steps of the whole training: epochs times the steps of one, a row or a batch each. */
  readonly stepCount: number;
  readonly #experiment: Experiment;
  readonly #trainer: Trainer;
  readonly #course: Course;
  readonly #onProgress: (epochsDone: number) => void;
  readonly #parameterCount: number;
  readonly #values: Float64Array;
  /** Values by the epoch before which they are met; those of epoch 0 are the start. */
  readonly #kept = new Map<number, Float64Array>();
  readonly #epochsPerKept: number;
  readonly #stepsPerEpoch: number;
  readonly #losses: LoggedLoss[] = [];
  #stepsDone = 0;
  #divergedAtEpoch: number | null = null;

  /**
   * Stands at the start.
   *
   * @param experiment a single run; its sweep, if it has one, is not looked at.
   */
  constructor(experiment: Experiment, options: SessionOptions = {}) {
    const { epochs } = experiment.training;
    const start = startingParameters(experiment);
    this.#experiment = experiment;
    this.#trainer = fastTrainer(experiment);
    this.#onProgress = options.onProgress ?? (() => {});
    this.#parameterCount = start.length;
    this.#values = this.#trainer.startingValues(start);
    this.#course = courseOf(experiment);
    this.#stepsPerEpoch = stepCountOf(learningOf(experiment.training), this.#trainer.rowCount);
    this.stepCount = epochs * this.#stepsPerEpoch;
    const keptCount = Math.max(1, Math.min(MOST_KEPT, Math.floor(KEPT_NUMBERS / this.#values.length)));
    this.#epochsPerKept = Math.max(1, Math.ceil(epochs / keptCount));
    this.#keep(0);
  }

  /** Steps made so far. */
  get stepsDone(): number {
    return this.#stepsDone;
  }

  /** The parameters where it stands, flat in draw order: a copy. */
  get parameters(): Float64Array {
    return this.#values.slice(0, this.#parameterCount);
  }

  /** The parameters, and after them what else is learned from, see `ValuePlaces`: a copy. */
  get values(): Float64Array {
    return this.#values.slice();
  }

  /** The epoch whose logged loss was not finite, after which there is nothing to go to; null where none was met yet. */
  get divergedAtEpoch(): number | null {
    return this.#divergedAtEpoch;
  }

  /** The finite losses that a run logs, as far as the session ever went. */
  get losses(): readonly LoggedLoss[] {
    return this.#losses;
  }

  /** The mean loss over all rows where it stands; NaN without rows. */
  get loss(): number {
    return this.#trainer.loss(this.#values);
  }

  /**
   * Goes to a step, or to the end of the epoch in which training diverges before it.
   *
   * @param stepsDone from 0 to `stepCount`.
   * @throws RangeError for any other.
   */
  goTo(stepsDone: number): void {
    if (!Number.isSafeInteger(stepsDone) || stepsDone < 0 || stepsDone > this.stepCount) {
      throw new RangeError(`a step must be an integer from 0 to ${this.stepCount}: found ${stepsDone}`);
    }
    if (stepsDone < this.#stepsDone) this.#goBack(Math.floor(stepsDone / this.#stepsPerEpoch));
    while (this.#stepsDone < Math.min(stepsDone, this.#lastStep())) this.#goOn(stepsDone);
  }

  /** The step beyond which there is none: the end of the training, or of the epoch in which it diverged. */
  #lastStep(): number {
    return this.#divergedAtEpoch === null
      ? this.stepCount
      : (this.#divergedAtEpoch + 1) * this.#stepsPerEpoch;
  }

  /** Stands before an epoch again, or before an earlier one whose values were kept. */
  #goBack(epoch: number): void {
    let from = epoch - epoch % this.#epochsPerKept;
    while (from > 0 && !this.#kept.has(from)) from -= this.#epochsPerKept;
    this.#values.set(this.#kept.get(from)!);
    this.#stepsDone = from * this.#stepsPerEpoch;
  }

  /** Makes some of the steps that lead to `stepsDone`, at most to where a loss is logged or values are kept. */
  #goOn(stepsDone: number): void {
    const { logEvery } = this.#experiment.training;
    const stepsPerEpoch = this.#stepsPerEpoch;
    const epoch = Math.floor(this.#stepsDone / stepsPerEpoch);
    if (this.#stepsDone % stepsPerEpoch === 0) this.#keep(epoch);
    const endEpoch = epoch + Math.min(
      logEvery - (epoch + logEvery - 1) % logEvery, // the loss of epoch 0 is logged after one, then after each logEvery
      this.#epochsPerKept - epoch % this.#epochsPerKept,
    );
    const to = Math.min(stepsDone, endEpoch * stepsPerEpoch);
    this.#trainUntil(this.#rowsAfter(to));
    this.#stepsDone = to;
    if (to % stepsPerEpoch === 0) this.#endEpoch(to / stepsPerEpoch - 1);
  }

  #trainUntil(end: number): void {
    const { rowCount, rowsAtOnce } = this.#trainer;
    for (let rowsDone = this.#rowsAfter(this.#stepsDone); rowsDone < end;) {
      const pause = nextPause(rowsDone, rowsAtOnce, rowCount, end);
      this.#trainer.trainRows(this.#values, this.#course, rowsDone, pause);
      rowsDone = pause;
      this.#onProgress(rowsDone / rowCount);
    }
  }

  /** Rows that are learned in the first steps, counted through all epochs. */
  #rowsAfter(stepsDone: number): number {
    const { rowCount, batchSize } = this.#trainer;
    const epoch = Math.floor(stepsDone / this.#stepsPerEpoch);
    return epoch * rowCount + Math.min(rowCount, stepsDone % this.#stepsPerEpoch * batchSize);
  }

  #keep(epoch: number): void {
    if (epoch % this.#epochsPerKept === 0 && !this.#kept.has(epoch)) {
      this.#kept.set(epoch, this.#values.slice());
    }
  }

  /** Logs the loss after an epoch as a run does, once. */
  #endEpoch(epoch: number): void {
    const { epochs, logEvery } = this.#experiment.training;
    const isLogged = epoch % logEvery === 0 && this.#losses.length === epoch / logEvery;
    if (this.#divergedAtEpoch === null && (isLogged || epoch === epochs - 1)) {
      const loss = this.loss;
      if (!Number.isFinite(loss)) this.#divergedAtEpoch = epoch;
      else if (isLogged) this.#losses.push({ epoch, loss });
    }
  }
}
