// Trains a sweep again beside its stored trials, and keeps only what differs from them.
// Why: `verify` may write nothing, and the figures of ten million trials do not fit in memory. Where a part gives the lines
// that are stored, the stored lines are its figures.

import { areSameBytes } from "../results/file_content.ts";
import { damaged, type StoredRead } from "../results/stored_text.ts";
import { partRange, type SweepPlan } from "../sweep/plan.ts";
import { BandCounter, bandEpochs } from "../sweep/loss_bands.ts";
import { columnIn, type FigureSource, type SweepOutcome } from "../sweep/sweep_outcome.ts";
import { trainAllParts } from "./sweep_threads.ts";
import { TRIALS_FILE, type TrialsFile } from "./trials_file.ts";

/** A sweep as it was trained again. */
export interface CheckedSweep {
  readonly outcome: SweepOutcome;
  /** The lines of `trials.csv` without its header, part by part. */
  readonly lines: Iterable<Uint8Array>;
}

const LINE_FEED = 10;

/** Bytes of the parts that differ: beyond them a sweep differs everywhere, and nothing is learned from the rest. */
const MOST_DIFFERENT_BYTES = 128 * 1024 * 1024;

/**
 * Trains a sweep again.
 *
 * @param stored the trials to compare with.
 * @param onProgress hears how many trials are done.
 * @param mostDifferentBytes of lines that differ, and of their figures.
 * @returns a problem where so much differs that it cannot be held.
 */
export async function sweepChecked(
  plan: SweepPlan,
  stored: TrialsFile,
  workerCount: number,
  onProgress: (trialsDone: number) => void,
  mostDifferentBytes: number = MOST_DIFFERENT_BYTES,
): Promise<StoredRead<CheckedSweep>> {
  const bands = new BandCounter(bandEpochs(plan.experiment));
  const different = new Map<number, DifferentPart>();
  let differentBytes = 0;
  try {
    await trainAllParts(plan, workerCount, ({ part, figures, bins, lines }) => {
      if (!areSameBytes(stored.linesOf(part), lines)) {
        // Copied, since their memory is given back when this returns.
        different.set(part, { figures: figures.slice(), lines });
        differentBytes += figures.byteLength + lines.length;
        if (differentBytes > mostDifferentBytes) throw new TooDifferent();
      }
      bands.add(bins);
    }, onProgress);
  } catch (error) {
    if (!(error instanceof TooDifferent)) throw error;
    return damaged(TRIALS_FILE, tooDifferentText(plan, stored, different));
  }
  const lines = {
    *[Symbol.iterator]() {
      for (let part = 0; part < plan.partCount; part++) {
        yield different.get(part)?.lines ?? stored.linesOf(part);
      }
    },
  };
  const outcome = { plan, figures: figuresOf(plan, stored, different), bands: bands.bands() };
  return { ok: { outcome, lines } };
}

/** A part whose lines are not those that are stored. */
interface DifferentPart {
  readonly figures: Float64Array;
  readonly lines: Uint8Array;
}

class TooDifferent extends Error {}

/** What is said of trials of which too much differs. */
function tooDifferentText(
  plan: SweepPlan,
  stored: TrialsFile,
  different: ReadonlyMap<number, DifferentPart>,
): string {
  const part = Math.min(...different.keys());
  const { lines } = different.get(part)!;
  const trial = partRange(plan, part).from + 1 + sameLineCount(stored.linesOf(part), lines);
  return `line ${trial + 1}, trial ${trial}, differs, and so many others that the rest was not compared`;
}

/** How many whole lines are the same before the first that differs. */
function sameLineCount(a: Uint8Array, b: Uint8Array): number {
  let count = 0;
  for (let at = 0; a[at] === b[at]; at++) if (a[at] === LINE_FEED) count++;
  return count;
}

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
