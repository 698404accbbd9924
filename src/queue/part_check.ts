// Which trial of a part that a worker sent is trained again, and whether it comes out the same.
// What must not change: it is drawn after the part has come, by numbers that nobody can foretell. Whoever drew it by a hash
// of the part would let a liar try parts until the draw suits him.

import { type AnswerShape, FIGURE, figureCount, firstOutput, judgedFigure } from "../sweep/figures.ts";
import type { SweepFrame } from "../sweep/grouped_trials.ts";
import { PLAIN_SLOWNESS } from "../engine/training_cost.ts";
import { partRange, settingsAt, type SweepPlan, trialCountOfPart, wordOf } from "../sweep/plan.ts";
import type { KeptPart } from "../threads/part_file.ts";

/** Checks cost at most this share of the training, but for the first part of each worker. */
const MOST_COST = 0.05;

/**
 * The place of the trial of a part that is trained again; null for most parts of few, long trials.
 *
 * @param isFirst whether it is the first part of its worker.
 * @param random gives numbers in [0, 1) that nobody can foretell.
 */
export function drawnPlace(
  plan: Pick<SweepPlan, "trialCount" | "partSize">,
  part: number,
  isFirst: boolean,
  random: () => number = unforeseen,
): number | null {
  const trialCount = trialCountOfPart(plan, part);
  // The plain trainer checks what the kernel trained.
  const cost = PLAIN_SLOWNESS / trialCount;
  if (!isFirst && random() * cost >= MOST_COST) return null;
  return Math.floor(random() * trialCount);
}

function unforeseen(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] / 2 ** 32;
}

/**
 * The first difference between what a worker sent and what came out here, in words; null where every bit is the same.
 *
 * @param place of the trial that was trained here.
 */
export function differenceOf(
  plan: SweepPlan,
  frame: SweepFrame,
  place: number,
  sent: KeptPart,
  trained: KeptPart,
): string | null {
  const { from, to } = partRange(frame, sent.part);
  const trialCount = to - from;
  for (let figure = 0; figure < figureCount(frame); figure++) {
    const [theirs, ours] = [sent, trained].map(({ figures }) => figures[figure * trialCount + place]);
    if (Object.is(theirs, ours)) continue;
    return `${trialText(plan, from + place)} has ${figureWord(frame, figure)} ${theirs}, and here ${ours}`;
  }
  for (let epoch = 0; epoch < frame.bandEpochs.length; epoch++) {
    const [theirs, ours] = [sent, trained].map(({ bins }) => bins[epoch * trialCount + place]);
    if (theirs !== ours) {
      return `${trialText(plan, from + place)} has another loss at epoch ${
        frame.bandEpochs[epoch]
      } than here`;
    }
  }
  return null;
}

function trialText(plan: SweepPlan, trial: number): string {
  const settings = Object.entries(settingsAt(plan, trial));
  return `trial ${trial + 1} (${settings.map(([key, value]) => `${key}=${textOf(value)}`).join(" ")})`;
}

function textOf(value: ReturnType<typeof settingsAt>[string]): string {
  return Array.isArray(value) ? `[${value.join(",")}]` : wordOf(value as string | number | boolean);
}

/** What a figure is, in the order in which a trial has them. */
function figureWord(shape: AnswerShape, figure: number): string {
  if (figure === FIGURE.finalLoss) return "the loss";
  if (figure === FIGURE.divergedAtEpoch) return "the diverged epoch";
  if (figure < firstOutput(shape)) return "a first epoch";
  return figure < judgedFigure(shape, 0) ? "an answer" : "a score";
}
