// What is said of loss bands whose trials grow fewer: those that were stopped, that diverged, or that make fewer epochs.
// Why: a median may rise or fall only because some trials are no longer in it.

import type { LossBand } from "../../sweep/loss_bands.ts";
import { inFull } from "../../text/number_words.ts";
import { counted } from "../../text/words.ts";

/** `of 125 trials 3 logged epoch 36`; empty where all trials logged as long as the first. */
export function fewerTrialsWords(bands: readonly LossBand[]): string {
  const [first, last] = [bands[0], bands[bands.length - 1]];
  if (last.count === first.count) return "";
  return `of ${counted(first.count, "trial")} ${inFull(last.count)} logged epoch ${last.epoch}`;
}
