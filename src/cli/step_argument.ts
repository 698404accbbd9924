// The steps that `--step` names: one, a range, or a list of both.
// What must not change: each is explained once, in the order of the training, however they are written.

import { rangeOf } from "../experiment/reading/sweep_text.ts";
import { UsageError } from "./command.ts";
import { MOST_LESSONS } from "./lesson_trials.ts";

/** The steps in rising order, each once; none where the option is not given. */
export function stepsOf(text: string | undefined): readonly number[] {
  if (text === undefined) return [];
  const steps = new Set<number>();
  for (const piece of text.split(",")) {
    const [from, to] = rangeOf(piece) ?? [Number(piece), Number(piece)];
    if (!/^[-\d. ]+$/.test(piece) || !Number.isInteger(from) || from > to) {
      throw new UsageError(
        `--step must be a whole number, a range such as 1..8, or a list such as 1,5,9: found ${text}`,
      );
    }
    if (to - from >= MOST_LESSONS) throw tooMany(to - from + 1);
    for (let step = from; step <= to; step++) steps.add(step);
  }
  if (steps.size > MOST_LESSONS) throw tooMany(steps.size);
  return [...steps].sort((a, b) => a - b);
}

function tooMany(count: number): UsageError {
  return new UsageError(`--step must name at most ${MOST_LESSONS} steps: found ${count}`, "name fewer");
}
