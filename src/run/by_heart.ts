// Whether a run learned its rows by heart more than what they have in common, and what helps then.
// What must not change: a gap that luck alone would give is none; it follows from the verdict and the experiment.

import { layersOf } from "../engine/topology.ts";
import { type Experiment, topologyOf } from "../experiment/experiment.ts";
import { inWords, percentage } from "../text/number_words.ts";
import { clip } from "../text/visible_text.ts";
import { anyOf } from "../text/words.ts";
import type { Note } from "../experiment/note.ts";
import { tenfold } from "./step_advice.ts";
import { accuracyOf, type ColumnR2, LEAST_COMPARED, type Verdict } from "./verdict.ts";

/** Held-out rows of which an R² says something. */
export const LEAST_MEASURED = 10;

/** How much worse the held-out rows are answered at least, in R² or in the share that is right: of few rows less is luck. */
const LEAST_GAP = 0.2;
/** And so many times what is missing to 1 of the learned rows: from 0.6 to 0.4 is no learning by heart. */
const LEAST_RATIO = 3;

/** And so many times as large is the loss of the held-out rows. */
const LEAST_LOSS_RATIO = 1.5;

/** Whether one figure, at most 1, is far better of the learned rows than of the held-out ones. */
function isFarBetter(learned: number, heldOut: number): boolean {
  return learned - heldOut >= LEAST_GAP && 1 - heldOut >= LEAST_RATIO * (1 - learned);
}

/** The two figures in words where the gap between them is clear; null where it is not, or too few rows are held out. */
export function gapWords({ training, validation }: Verdict): string | null {
  if (training === null || validation === null) return null;
  const [learned, heldOut] = [accuracyOf(training), accuracyOf(validation)];
  if (learned !== null && heldOut !== null) {
    const isClear = validation.count >= LEAST_COMPARED && isFarBetter(learned, heldOut);
    return isClear ? `${percentage(learned)} right, held out ${percentage(heldOut)}` : null;
  }
  if (validation.count < LEAST_MEASURED || training.loss === null || validation.loss === null) return null;
  // Held-out targets that hardly vary have a low R² however near the answers are.
  if (validation.loss < LEAST_LOSS_RATIO * training.loss) return null;
  const pairs = validation.r2.flatMap((column): (readonly [ColumnR2, number])[] => {
    const same = training.r2.find(({ name }) => name === column.name);
    return same !== undefined && isFarBetter(same.value, column.value) ? [[column, same.value]] : [];
  });
  if (pairs.length === 0) return null;
  const [{ name, value }, of] = pairs.reduce((worst, pair) => pair[0].value < worst[0].value ? pair : worst);
  return `R² of ${clip(name)} ${inWords(of)}, held out ${inWords(value)}`;
}

/** Answers that are far better for the learned rows than for those held out. */
export function byHeartNote(experiment: Experiment, verdict: Verdict): Note | null {
  const gap = gapWords(verdict);
  return gap === null ? null : {
    message: `the training rows are answered far better than the held-out rows (${gap}): the network ` +
      "memorized them more than it learned what they have in common",
    hint: lessByHeart(experiment),
  };
}

/** A penalty that is small enough to be made larger. */
const SMALL_L2 = 0.001;

/** What makes a network learn less by heart. An earlier end helps where the validation loss has turned up, and is said there. */
export function lessByHeart(experiment: Experiment): string {
  const { l2 } = experiment.training;
  const isDeep = layersOf(topologyOf(experiment)).length > 1;
  const penalty = l2 === 0
    ? `add l2: ${SMALL_L2} to training`
    : l2 <= SMALL_L2
    ? `write l2: ${tenfold(l2, 10)} in training`
    : null;
  const ways = [isDeep ? "give the network fewer neurons" : null, penalty, "add training rows"]
    .filter((way) => way !== null);
  return anyOf(ways);
}
