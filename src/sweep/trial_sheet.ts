// The figures of a part's trials as they come in, each written where it belongs.
// What must not change: only finite numbers are written; figures that were not written stay NaN, and bins stay 0.

import { type AnswerShape, FIGURE, judgedFigure, outputFigure, rowsRightFigure } from "./figures.ts";
import type { Supervision } from "../engine/rules/schedule.ts";
import { keepsBest } from "../engine/supervisor.ts";
import type { TrainingEnds } from "../engine/training_run.ts";
import { lossBin } from "./loss_bins.ts";
import type { GroupedTrials, Variant } from "./grouped_trials.ts";
import { type KnownOutputs, rowJudge } from "./row_judge.ts";

/** Writes the figures of trials, in place. */
export class TrialSheet implements AnswerShape {
  readonly lossThresholds: readonly number[];
  readonly hasRowsRight: boolean;
  readonly queryCount: number;
  readonly outputCount: number;
  readonly judgedCount: number;
  /** Whose trials are judged at the moment, and how. */
  #judged: Variant | null = null;
  #judgeRows: ReturnType<typeof rowJudge> | null = null;
  readonly #figures: Float64Array;
  readonly #bins: Uint16Array;
  readonly #trialCount: number;
  readonly #bandOfEpoch: ReadonlyMap<number, number>;
  /**
   * For each trial, the highest loss threshold that it has not been under: -Infinity when there is none, 0 where nothing
   * was written for the trial, NaN where that is not known.
   */
  readonly #awaited: Float64Array;

  /** @param isContinued whether figures and bins hold what an earlier attempt wrote. */
  constructor(
    trials: Pick<GroupedTrials, "trialCount" | keyof AnswerShape | "bandEpochs">,
    figures: Float64Array,
    bins: Uint16Array,
    isContinued = false,
  ) {
    this.lossThresholds = trials.lossThresholds;
    this.hasRowsRight = trials.hasRowsRight;
    this.queryCount = trials.queryCount;
    this.outputCount = trials.outputCount;
    this.judgedCount = trials.judgedCount;
    this.#figures = figures;
    this.#bins = bins;
    this.#trialCount = trials.trialCount;
    this.#bandOfEpoch = new Map(trials.bandEpochs.map((epoch, index) => [epoch, index]));
    this.#awaited = new Float64Array(trials.trialCount).fill(isContinued ? NaN : 0);
  }

  /** Forgets a trial. */
  begin(place: number): void {
    for (let at = place; at < this.#figures.length; at += this.#trialCount) this.#figures[at] = NaN;
    if (this.#awaited[place] !== 0) {
      for (let at = place; at < this.#bins.length; at += this.#trialCount) this.#bins[at] = 0;
    }
    this.#awaited[place] = this.lossThresholds[0] ?? -Infinity;
  }

  /** Goes on with a trial whose figures are partly there. */
  resume(place: number): void {
    const { lossThresholds } = this;
    let index = 0;
    const at = (FIGURE.firstEpochUnder * this.#trialCount) + place;
    while (index < lossThresholds.length && !Number.isNaN(this.#figures[at + index * this.#trialCount])) {
      index++;
    }
    this.#awaited[place] = lossThresholds[index] ?? -Infinity;
  }

  /**
   * Takes the losses that some trials logged after one epoch; a trial's epochs come in order.
   *
   * @param places of the trials.
   * @param losses of the trials, one each; those that are not finite are left out.
   * @param count how many of the trials are meant, from the first.
   * @returns whether all of them were finite.
   */
  logged(places: Uint32Array, epoch: number, losses: Float64Array, count: number): boolean {
    const [bins, awaited] = [this.#bins, this.#awaited];
    const band = this.#bandOfEpoch.get(epoch);
    const firstBin = band === undefined ? -1 : band * this.#trialCount;
    let areFinite = true;
    for (let index = 0; index < count; index++) {
      const loss = losses[index];
      if (!(loss < Infinity)) {
        areFinite = false;
        continue;
      }
      const place = places[index];
      if (loss < awaited[place]) this.#passThresholds(place, epoch, loss);
      if (firstBin >= 0) bins[firstBin + place] = lossBin(loss) + 1;
    }
    return areFinite;
  }

  #passThresholds(place: number, epoch: number, loss: number): void {
    const { lossThresholds } = this;
    let index = lossThresholds.indexOf(this.#awaited[place]);
    for (; index < lossThresholds.length && loss < lossThresholds[index]; index++) {
      this.#set(place, FIGURE.firstEpochUnder + index, epoch);
    }
    this.#awaited[place] = lossThresholds[index] ?? -Infinity;
  }

  /** Takes the epoch whose loss was not finite: nothing is left that could answer a row rightly. */
  diverged(place: number, epoch: number): void {
    this.#set(place, FIGURE.divergedAtEpoch, epoch);
    if (this.hasRowsRight) this.#set(place, rowsRightFigure(this), 0);
  }

  /** Takes the loss of the final parameters. */
  finalLoss(place: number, loss: number): void {
    this.#set(place, FIGURE.finalLoss, loss);
  }

  /** Takes the answer to a query, one number an output; where one of them is not finite, none counts. */
  answer(place: number, query: number, outputs: Float64Array): void {
    for (let output = 0; output < outputs.length; output++) if (!Number.isFinite(outputs[output])) return;
    const first = outputFigure(this, query);
    for (let output = 0; output < outputs.length; output++) this.#set(place, first + output, outputs[output]);
  }

  /**
   * Takes what the rows of a trial's variant say of its final parameters; nothing where none are judged.
   *
   * @param valuesOf gives what the trainer holds: the parameters, and whatever follows them.
   * @param known what the trial answers to those rows, as far as its trainer knows.
   */
  judge(place: number, variant: Variant, valuesOf: () => Float64Array, known?: KnownOutputs): void {
    if (variant.judgedRows === null) return;
    if (this.#judged !== variant) {
      this.#judged = variant;
      this.#judgeRows = rowJudge(variant, variant.judgedRows);
    }
    const { loss, accuracy, macroF1, trainingAccuracy } = this.#judgeRows!(valuesOf(), known);
    if (this.hasRowsRight) this.#set(place, rowsRightFigure(this), trainingAccuracy === 1 ? 1 : 0);
    if (variant.judgedRows.heldOut === null) return;
    // Without classes there is the loss alone: see `judgedNames`.
    const ofClasses = macroF1 === undefined ? [] : [macroF1];
    const figures = accuracy === null ? [loss] : [trainingAccuracy ?? NaN, loss, accuracy, ...ofClasses];
    figures.forEach((value, index) => this.#set(place, judgedFigure(this, index), value));
  }

  /** Takes the epochs with which a trial ended, where they are kept: see `endNames`, whose figures are the last. */
  ended(place: number, { stop }: Supervision, { lastEpoch, bestEpoch }: TrainingEnds): void {
    const ends = keepsBest({ stop }) ? [lastEpoch, bestEpoch] : stop === null ? [] : [lastEpoch];
    ends.forEach((epoch, index) => {
      this.#set(place, judgedFigure(this, this.judgedCount - ends.length + index), epoch ?? NaN);
    });
  }

  #set(place: number, figure: number, value: number): void {
    this.#figures[figure * this.#trialCount + place] = value;
  }
}
