// What is said of loss bands where they are not what they seem: their trials grow fewer, are few, or lose beyond all bounds.
// Why: a median may move only because some trials are no longer in it, and a line may be flat only because it is cut off.

import { LARGEST_BAND_LOSS, type LossBand } from "../../sweep/loss_bands.ts";
import { inFull, inWords } from "../../text/number_words.ts";
import { counted } from "../../text/words.ts";

/** A loss of a band; of the largest is known only that it is larger. */
export function bandLossWords(loss: number): string {
  return loss < LARGEST_BAND_LOSS ? inWords(loss) : `>${inWords(LARGEST_BAND_LOSS)}`;
}

/** Among so many trials two that are neighbours are close to each other. */
const MANY_TRIALS = 100;

/** Whether it shows that for a quantile between two trials, where all other medians lie, a band has the lower of the two. */
export function hasFewTrials(bands: readonly LossBand[]): boolean {
  return bands[0].count > 1 && bands[0].count < MANY_TRIALS;
}

/** `3 of 125 trials got as far as epoch 36`; empty where all trials logged as long as the first. */
export function fewerTrialsWords(bands: readonly LossBand[]): string {
  const [first, last] = [bands[0], bands[bands.length - 1]];
  if (last.count === first.count) return "";
  return `${inFull(last.count)} of ${counted(first.count, "trial")} got as far as epoch ${last.epoch}`;
}

/** What a reader of the bands should know, in sentences; empty for nothing. */
export function bandNote(bands: readonly LossBand[]): string {
  const fewer = fewerTrialsWords(bands);
  return [
    ...(fewer === "" ? [] : [`Later losses are those of fewer trials: ${fewer}.`]),
    ...(hasFewTrials(bands)
      ? ["Where a quantile falls between two trials, the lower of them is drawn."]
      : []),
    ...(bands.some(({ p95 }) => p95 >= LARGEST_BAND_LOSS)
      ? [`Losses above ${inWords(LARGEST_BAND_LOSS)} are drawn as that number.`]
      : []),
  ].join(" ");
}
