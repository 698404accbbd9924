// Ranges of parts and of trials as people read them.
// What must not change: trials are counted from 1, as in `trials.csv`, and a part is called as its file is, from 0.

import { nameOfPart } from "../threads/part_file.ts";

/** A range of numbers `[from, to)`, counted from 0, not empty. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** The files of a range of parts: `part-00003 to part-00007`. */
export function filesOfRange({ from, to }: Range): string {
  return to - from === 1 ? nameOfPart(from) : `${nameOfPart(from)} to ${nameOfPart(to - 1)}`;
}

/** A range of trials: `trials 1 to 512`, `trial 3`. */
export function wordsOfTrials({ from, to }: Range): string {
  return to - from === 1 ? `trial ${to}` : `trials ${from + 1} to ${to}`;
}
