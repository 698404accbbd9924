// A run that can stand at any step of its training and go from there to any other, back and forth.
// What must not change: wherever it stands, and however it came there, its values have the bits of a run that was trained
// straight up to that step.

import {
  courseOf,
  type Experiment,
  requireExperiment,
  startingParameters,
} from "../experiment/experiment.ts";
import { shown } from "../numeric/required_numbers.ts";
import { requireOptions } from "../numeric/required_objects.ts";
import type { Course } from "../engine/course.ts";
import { learningOf, stepCountOf } from "../engine/learning.ts";
import type { Trainer } from "../engine/trainer.ts";
import { isSupervised, Supervisor } from "../engine/supervisor.ts";
import { loggedCount, nextHeldEpoch, nextPause, standingCount } from "../engine/training_run.ts";
import { judgeOf } from "../sweep/row_judge.ts";
import { askingEngine, fastTrainer } from "./fast_engine.ts";
import { type LoggedEpoch, supervisedLoss } from "./outcome.ts";

/** Numbers that may be kept to go back quickly: 8 MB, which a phone has as well. */
const KEPT_NUMBERS = 1_000_000;
/** The most places in a training that are kept. */
const MOST_KEPT = 100;

/** How a session trains. */
export interface SessionOptions {
  /**
   * Hears how many epochs are done, with the part of one that is under way; it cannot change a result. What it throws ends
   * `goTo`, which then stands at the last place that was kept: anywhere from the start up to where it was interrupted. It is
   * called in the middle of a way, on which `goTo` refuses to go another.
   */
  readonly onProgress?: (epochsDone: number) => void;
}

/**
 * A run that stands at a step.
 *
 * @example There, back and there again, with the same bits
 * ```ts
 * import { parseExperiment, Session } from "@seedbed/seedbed";
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
  /** What the training goes on from, see `standingCount`. */
  readonly #standing: Float64Array;
  /** What the trainer holds, among it. */
  readonly #values: Float64Array;
  readonly #supervisor: Supervisor | null;
  readonly #judge: ReturnType<typeof judgeOf>;
  /** Where the training stood, by the epoch before which that was; before epoch 0 is the start. */
  readonly #kept = new Map<number, Float64Array>();
  readonly #epochsPerKept: number;
  readonly #stepsPerEpoch: number;
  readonly #losses: LoggedEpoch[] = [];
  #stepsDone = 0;
  #isOnItsWay = false;
  #divergedAtEpoch: number | null = null;
  #endedAtEpoch: number | null = null;

  /**
   * Stands at the start.
   *
   * @param experiment a single run; its sweep, if it has one, is not looked at.
   * @throws TypeError for what is no experiment.
   */
  constructor(experiment: Experiment, options: SessionOptions = {}) {
    requireExperiment(experiment);
    requireOptions(options, ["onProgress"]);
    const { training } = experiment;
    const { epochs, learningRate, logEvery } = training;
    const start = startingParameters(experiment);
    this.#experiment = experiment;
    this.#trainer = fastTrainer(experiment);
    this.#onProgress = options.onProgress ?? (() => {});
    this.#parameterCount = start.length;
    const { valueCount } = this.#trainer;
    this.#standing = new Float64Array(standingCount(training, valueCount, start.length));
    this.#values = this.#standing.subarray(0, valueCount);
    this.#values.set(this.#trainer.startingValues(start));
    this.#supervisor = isSupervised(training)
      ? Supervisor.start(training, learningRate, start.length, this.#standing.subarray(valueCount))
      : null;
    this.#judge = judgeOf(experiment, askingEngine(experiment, loggedCount(epochs, logEvery)));
    this.#course = courseOf(experiment);
    this.#stepsPerEpoch = stepCountOf(learningOf(experiment.training), this.#trainer.rowCount);
    this.stepCount = epochs * this.#stepsPerEpoch;
    const keptCount = Math.max(1, Math.min(MOST_KEPT, Math.floor(KEPT_NUMBERS / this.#standing.length)));
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

  /** The parameters, and after them what else is learned from, see {@linkcode ValuePlaces}: a copy. */
  get values(): Float64Array {
    return this.#values.slice();
  }

  /** The epoch whose logged loss was not finite, after which there is nothing to go to; null where none was met yet. */
  get divergedAtEpoch(): number | null {
    return this.#divergedAtEpoch;
  }

  /** The epoch after which the run is stopped, possibly its last; null where none was met yet. */
  get endedAtEpoch(): number | null {
    return this.#endedAtEpoch;
  }

  /** The learning rate of the next step. */
  get learningRate(): number {
    return this.#supervisor?.learningRate ?? this.#course.learningRate;
  }

  /** The parameters that a run which ended here would keep: where it stands, or those of the best logged epoch. */
  get keptParameters(): Float64Array {
    return this.#supervisor?.bestParameters?.slice() ?? this.parameters;
  }

  /** The best logged epoch, where a run which ended here would keep that; null where it would keep where it stands. */
  get keptEpoch(): number | null {
    const supervisor = this.#supervisor;
    return supervisor === null || supervisor.bestParameters === null ? null : supervisor.best?.epoch ?? null;
  }

  /** What a run logs, as far as the session ever went. */
  get losses(): readonly LoggedEpoch[] {
    return this.#losses;
  }

  /** The mean loss over all rows where it stands; NaN without rows. */
  get loss(): number {
    return this.#trainer.loss(this.#values);
  }

  /**
   * Goes to a step, or to the end of the epoch in which training diverges, or is stopped, before it.
   *
   * @param stepsDone from 0 to `stepCount`.
   * @throws RangeError for any other, and Error where it is on its way already, to whoever hears of that.
   */
  goTo(stepsDone: number): void {
    if (!Number.isSafeInteger(stepsDone) || stepsDone < 0 || stepsDone > this.stepCount) {
      throw new RangeError(
        `a step must be an integer from 0 to ${this.stepCount}: found ${shown(stepsDone)}`,
      );
    }
    if (this.#isOnItsWay) throw new Error("goTo is on its way");
    this.#isOnItsWay = true;
    try {
      if (stepsDone < this.#stepsDone) this.#goBack(Math.floor(stepsDone / this.#stepsPerEpoch));
      while (this.#stepsDone < Math.min(stepsDone, this.#lastStep())) this.#goOn(stepsDone);
    } finally {
      this.#isOnItsWay = false;
    }
  }

  /** The step beyond which there is none: the end of the training, or of the epoch in which it diverged or was stopped. */
  #lastStep(): number {
    const lastEpoch = this.#divergedAtEpoch ?? this.#endedAtEpoch;
    return lastEpoch === null ? this.stepCount : (lastEpoch + 1) * this.#stepsPerEpoch;
  }

  /** Stands before an epoch again, or before an earlier one whose values were kept. */
  #goBack(epoch: number): void {
    let from = epoch - epoch % this.#epochsPerKept;
    while (from > 0 && !this.#kept.has(from)) from -= this.#epochsPerKept;
    this.#standing.set(this.#kept.get(from)!);
    this.#stepsDone = from * this.#stepsPerEpoch;
  }

  /** Makes some of the steps that lead to `stepsDone`, at most to where a loss is logged, the rate may change or values are kept. */
  #goOn(stepsDone: number): void {
    const { logEvery } = this.#experiment.training;
    const stepsPerEpoch = this.#stepsPerEpoch;
    const epoch = Math.floor(this.#stepsDone / stepsPerEpoch);
    if (this.#stepsDone % stepsPerEpoch === 0) this.#keep(epoch);
    const endEpoch = Math.min(
      nextHeldEpoch(epoch, logEvery, this.#supervisor) + 1,
      epoch + this.#epochsPerKept - epoch % this.#epochsPerKept,
    );
    const to = Math.min(stepsDone, endEpoch * stepsPerEpoch);
    try {
      this.#trainUntil(this.#rowsAfter(to));
    } catch (error) {
      // Whoever hears how far it is may end it so, in the middle of a step: its rows must not be learned twice.
      this.#goBack(epoch);
      throw error;
    }
    this.#stepsDone = to;
    if (to % stepsPerEpoch === 0) this.#endEpoch(to / stepsPerEpoch - 1);
  }

  #trainUntil(end: number): void {
    const { rowCount, rowsAtOnce } = this.#trainer;
    const course: Course = { ...this.#course, learningRate: this.learningRate };
    for (let rowsDone = this.#rowsAfter(this.#stepsDone); rowsDone < end;) {
      const pause = nextPause(rowsDone, rowsAtOnce, rowCount, end);
      this.#trainer.trainRows(this.#values, course, rowsDone, pause);
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
      this.#kept.set(epoch, this.#standing.slice());
    }
  }

  /** Logs the loss after an epoch as a run does, once, and lets the supervisor hear of it each time. */
  #endEpoch(epoch: number): void {
    const { epochs, logEvery } = this.#experiment.training;
    const isLogged = epoch % logEvery === 0;
    const isNew = isLogged && this.#losses.length === epoch / logEvery;
    if (this.#divergedAtEpoch === null && (isNew || epoch === epochs - 1)) {
      const loss = this.loss;
      if (!Number.isFinite(loss)) this.#divergedAtEpoch = epoch;
      else if (isNew) this.#losses.push({ epoch, loss, ...this.#heldOut() });
    }
    const logged = isLogged ? this.#losses[epoch / logEvery] : undefined;
    if (logged !== undefined) this.#supervisor?.logged(epoch, supervisedLoss(logged), this.parameters);
    this.#supervisor?.ended(epoch);
    this.#endedAtEpoch ??= this.#supervisor?.endedAtEpoch ?? null;
  }

  #heldOut(): Pick<LoggedEpoch, "heldOut"> {
    return this.#judge === null ? {} : { heldOut: this.#judge(this.#values) };
  }
}
