// Trains a sweep again beside its stored trials, and keeps only what differs from them.
// Why: `verify` may write nothing, and the figures of ten million trials do not fit in memory. Where a part gives the lines
// that are stored, the stored lines are its figures.

import { areSameBytes } from "../results/file_content.ts";
import { PartRequests } from "../sweep/part_requests.ts";
import type { SweepPlan } from "../sweep/plan.ts";
import { BandCounter } from "../sweep/loss_bands.ts";
import { columnIn, type FigureSource, type SweepOutcome } from "../sweep/sweep_outcome.ts";
import { startThreads, trainParts } from "./sweep_threads.ts";
import type { TrialsFile } from "./trials_file.ts";
import { TrialTally } from "./trial_tally.ts";

/** A sweep as it was trained again. */
export interface CheckedSweep {
  readonly outcome: SweepOutcome;
  /** The lines of `trials.csv` without its header, part by part. */
  readonly lines: Iterable<Uint8Array>;
}

/** Bytes of the parts that differ: beyond them a sweep differs everywhere, and nothing is learned from the rest. */
const MOST_DIFFERENT_BYTES = 128 * 1024 * 1024;

/**
 * Trains a sweep again.
 *
 * @param stored the trials to compare with.
 * @param onProgress hears how many trials are done.
 * @returns null where so much differs that it cannot be held.
 */
export async function sweepChecked(
  plan: SweepPlan,
  stored: TrialsFile,
  workerCount: number,
  onProgress: (trialsDone: number) => void,
): Promise<CheckedSweep | null> {
  const threads = startThreads(plan, workerCount);
  const requests = new PartRequests(plan);
  const bands = new BandCounter(requests.frame.bandEpochs);
  const tally = new TrialTally(plan);
  const different = new Map<number, DifferentPart>();
  let differentBytes = 0;
  try {
    await trainParts(threads, {
      requests,
      identity: null,
      parts: Array.from({ length: plan.partCount }, (_, part) => part),
      collect: ({ part, figures, bins, lines }) => {
        if (!areSameBytes(stored.linesOf(part), lines)) {
          differentBytes += figures.byteLength + lines.length;
          if (differentBytes > MOST_DIFFERENT_BYTES) throw new TooDifferent();
          // Copied, since their memory is given back when this returns.
          different.set(part, { figures: figures.slice(), lines });
        }
        bands.add(bins);
        tally.ended(part);
        onProgress(tally.doneCount + tally.underwayCount);
      },
      onUnderway: ({ part, doneNs }) => {
        tally.underway(part, doneNs);
        onProgress(tally.doneCount + tally.underwayCount);
      },
    });
  } catch (error) {
    if (error instanceof TooDifferent) return null;
    throw error;
  } finally {
    threads.terminate();
  }
  return {
    outcome: { plan, figures: figuresOf(plan, stored, different), bands: bands.bands() },
    lines: {
      *[Symbol.iterator]() {
        for (let part = 0; part < plan.partCount; part++) {
          yield different.get(part)?.lines ?? stored.linesOf(part);
        }
      },
    },
  };
}

/** A part whose lines are not those that are stored. */
interface DifferentPart {
  readonly figures: Float64Array;
  readonly lines: Uint8Array;
}

class TooDifferent extends Error {}

function figuresOf(
  plan: SweepPlan,
  stored: TrialsFile,
  different: ReadonlyMap<number, DifferentPart>,
): FigureSource {
  return {
    ofPart: (part) => different.get(part)?.figures ?? stored.ofPart(part),
    column(part, figure) {
      const figures = different.get(part)?.figures;
      return figures === undefined ? stored.column(part, figure) : columnIn(plan, part, figure, figures);
    },
  };
}
