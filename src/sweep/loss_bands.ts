// Bands of the loss by epoch: at each of about a hundred epochs, how the losses of all trials are spread.
// Why counts in fine bins: parts come in any order from any worker, and counts add up the same in every order.

import { loggedCount } from "../engine/training_run.ts";
import { type Experiment, type SweepValues, valueAt, valueCount } from "../experiment/experiment.ts";
import { DRAWN_SHARES } from "./distribution.ts";
import { LOSS_BIN_COUNT, lossOfBin } from "./loss_bins.ts";

/** Epochs at which losses are counted: at most this many, evenly chosen among the logged ones. */
const MOST_BAND_EPOCHS = 128;

/** The epochs of the bands: those that the longest trials log, thinned to about a hundred. */
export function bandEpochs(experiment: Experiment): readonly number[] {
  const swept = experiment.sweep?.axes.flat() ?? [];
  const extreme = (key: string, otherwise: number, choose: (...values: number[]) => number): number => {
    const values = swept.find((candidate) => candidate.key === key)?.values;
    return values === undefined ? otherwise : choose(...endsOf(values));
  };
  const { epochs, logEvery } = experiment.training;
  const longest = extreme("training.epochs", epochs, Math.max);
  const finest = extreme("training.log_every", logEvery, Math.min);
  const count = loggedCount(longest, finest);
  const stride = Math.max(1, Math.ceil(count / MOST_BAND_EPOCHS));
  return Array.from({ length: Math.ceil(count / stride) }, (_, index) => index * stride * finest);
}

function endsOf(values: SweepValues): number[] {
  if (values.kind === "list") return values.values as number[];
  return [valueAt(values, 0) as number, valueAt(values, valueCount(values) - 1) as number];
}

/** Digits kept of a band's losses: the bins are not finer. */
const BAND_DIGITS = 4;

function bandLoss(bin: number): number {
  return Number(lossOfBin(bin).toPrecision(BAND_DIGITS));
}

/** What stands for every loss beyond it, however large. */
export const LARGEST_BAND_LOSS: number = bandLoss(LOSS_BIN_COUNT - 1);

/** How the losses of all trials that logged at one epoch are spread; quantiles are exact to 0.2%. */
export interface LossBand {
  /** Counted from 0. */
  readonly epoch: number;
  /** Trials that logged a finite loss at this epoch. */
  readonly count: number;
  /** 5% of the trials are below. */
  readonly p05: number;
  /** 25% of the trials are below. */
  readonly p25: number;
  /** Half of the trials are below. */
  readonly median: number;
  /** 75% of the trials are below. */
  readonly p75: number;
  /** 95% of the trials are below. */
  readonly p95: number;
}

/** Counts losses by epoch and bin; the order in which trials come does not matter. */
export class BandCounter {
  readonly #counts: Uint32Array;
  readonly #totals: Uint32Array;
  /** The first bin of each epoch that has a loss, plus 1: the many empty ones before it need not be searched. */
  readonly #firstBins: Uint16Array;

  constructor(readonly epochs: readonly number[]) {
    this.#counts = new Uint32Array(epochs.length * LOSS_BIN_COUNT);
    this.#totals = new Uint32Array(epochs.length);
    this.#firstBins = new Uint16Array(epochs.length).fill(65535);
  }

  /**
   * Adds trials.
   *
   * @param bins shape [epochCount * trialCount]: the bin of each loss plus 1, or 0 where none was logged.
   */
  add(bins: Uint16Array): void {
    const trialCount = bins.length / this.epochs.length;
    for (let epoch = 0; epoch < this.epochs.length; epoch++) {
      const logged = bins.subarray(epoch * trialCount, (epoch + 1) * trialCount);
      const { total, first } = countedInto(this.#countsOf(epoch), logged);
      this.#totals[epoch] += total;
      this.#firstBins[epoch] = Math.min(this.#firstBins[epoch], first);
    }
  }

  /** The bands of all epochs at which any trial logged. */
  bands(): readonly LossBand[] {
    return this.epochs.flatMap((epoch, index): LossBand[] => {
      const total = this.#totals[index];
      if (total === 0) return [];
      const [p05, p25, median, p75, p95] = ranked(
        this.#countsOf(index),
        this.#firstBins[index] - 1,
        DRAWN_SHARES.map((share) => share * (total - 1)),
      );
      return [{ epoch, count: total, p05, p25, median, p75, p95 }];
    });
  }

  #countsOf(epoch: number): Uint32Array {
    return this.#counts.subarray(epoch * LOSS_BIN_COUNT, (epoch + 1) * LOSS_BIN_COUNT);
  }
}

/**
 * Counts the losses of one epoch, in place.
 *
 * Why not within the loop over the epochs: a function that is called a hundred times a part is compiled sooner.
 *
 * @returns how many there were, and the first of their bins, plus 1; 65535 for none.
 */
function countedInto(counts: Uint32Array, logged: Uint16Array): { total: number; first: number } {
  let total = 0;
  let first = 65535;
  for (let at = 0; at < logged.length; at++) {
    const bin = logged[at];
    if (bin === 0) continue;
    counts[bin - 1]++;
    total++;
    if (bin < first) first = bin;
  }
  return { total, first };
}

/** The losses at the given ranks (from 0, growing), each the middle of its bin; bins before `firstBin` are empty. */
function ranked(counts: Uint32Array, firstBin: number, ranks: readonly number[]): number[] {
  let bin = firstBin;
  let below = 0; // losses in the bins before this one
  return ranks.map((rank) => {
    const least = Math.floor(rank);
    while (below + counts[bin] <= least) below += counts[bin++];
    return bandLoss(bin);
  });
}
