// The figures of a part's trials while they come in, each written where it belongs.
// What must not change: only finite numbers are written; what no one wrote stays NaN, and bins stay 0.

import { FIGURE, figureCount, LOSS_THRESHOLDS } from "./figures.ts";
import { lossBin } from "./loss_bins.ts";
import type { PartJob } from "./part_job.ts";

/** Writes the figures of trials, in place. */
export class TrialSheet {
  readonly queryCount: number;
  readonly #figures: Float64Array;
  readonly #bins: Uint16Array;
  readonly #width: number;
  readonly #bandCount: number;
  readonly #bandOfEpoch: ReadonlyMap<number, number>;

  constructor(job: Pick<PartJob, "queryCount" | "bandEpochs">, figures: Float64Array, bins: Uint16Array) {
    this.queryCount = job.queryCount;
    this.#figures = figures;
    this.#bins = bins;
    this.#width = figureCount(job.queryCount);
    this.#bandCount = job.bandEpochs.length;
    this.#bandOfEpoch = new Map(job.bandEpochs.map((epoch, index) => [epoch, index]));
  }

  /** Forgets a trial. */
  begin(place: number): void {
    this.#figures.fill(NaN, place * this.#width, (place + 1) * this.#width);
    this.#bins.fill(0, place * this.#bandCount, (place + 1) * this.#bandCount);
  }

  /** The index of an epoch among those of the bands; -1 where it is none of them. */
  bandAt(epoch: number): number {
    return this.#bandOfEpoch.get(epoch) ?? -1;
  }

  /**
   * Takes a finite logged loss; a trial's epochs come in order.
   *
   * @param band what {@linkcode bandAt} says of the epoch.
   */
  logged(place: number, epoch: number, loss: number, band: number): void {
    const first = place * this.#width + FIGURE.firstEpochUnder;
    for (let index = 0; index < LOSS_THRESHOLDS.length && loss < LOSS_THRESHOLDS[index]; index++) {
      if (Number.isNaN(this.#figures[first + index])) this.#figures[first + index] = epoch;
    }
    if (band >= 0) this.#bins[place * this.#bandCount + band] = lossBin(loss) + 1;
  }

  /** Takes the epoch whose loss was not finite. */
  diverged(place: number, epoch: number): void {
    this.#figures[place * this.#width + FIGURE.divergedAtEpoch] = epoch;
  }

  /** Takes the loss of the final parameters. */
  finalLoss(place: number, loss: number): void {
    this.#figures[place * this.#width + FIGURE.finalLoss] = loss;
  }

  /** Takes the answer to a query; one that is not finite is none. */
  output(place: number, query: number, output: number): void {
    if (Number.isFinite(output)) this.#figures[place * this.#width + FIGURE.outputs + query] = output;
  }
}
