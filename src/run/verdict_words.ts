// A verdict on a run in words, as the terminal, a report and the page have it.
// Why beside the verdict: what people read may be worded anew, and what a run came to stays what it is.

import { inFull, inWords, percentage } from "../text/number_words.ts";
import { clip } from "../text/visible_text.ts";
import { counted } from "../text/words.ts";
import { type ColumnR2, LEAST_COMPARED, type LossCourse, type RowsVerdict, type Verdict } from "./verdict.ts";

/** A verdict in words, without full stops; null where there is nothing to say. */
export interface VerdictWords {
  /** About the rows that are learned and their loss: `4 of 4 rows right; loss fell from 0.238 to 0.00238, still falling`. */
  readonly learned: string | null;
  /**
   * About the rows that are held out: `29 of 30 rows right (96.7%; always low: 70.0%); loss 0.137, lowest 0.112 at epoch 50`,
   * and where numbers are learned `16 rows, R² 0.97; loss 0.032`.
   */
  readonly heldOut: string | null;
  /** How it went on: `stopped after epoch 340 of 1000: no better validation loss in 20 logged epochs`. */
  readonly supervision: string | null;
}

/** A verdict in sentences that name which rows they are about: `training rows: 4 of 4 rows right`, `held out: …`. */
export function verdictSentences(verdict: Verdict): readonly string[] {
  const { learned, heldOut, supervision } = verdictWords(verdict);
  return [
    ...(learned === null ? [] : [`training rows: ${learned}`]),
    ...(heldOut === null ? [] : [`held out: ${heldOut}`]),
    ...(supervision === null ? [] : [supervision]),
  ];
}

/** The words of a verdict. */
export function verdictWords({ training, validation, course, best, supervision }: Verdict): VerdictWords {
  const parts = [
    ...(training?.right == null ? [] : [rightText(training, training.right)]),
    ...(training === null || training.r2.length === 0 ? [] : [r2Text(training.r2)]),
    ...(course === null ? [] : [courseText(course)]),
  ];
  const learned = parts.length === 0 ? null : parts.join("; ");
  if (validation === null) return { learned, heldOut: null, supervision };
  const loss = validation.loss === null ? "loss not finite" : `loss ${inWords(validation.loss)}`;
  const isLowest = best === null || (validation.loss !== null && validation.loss <= best.loss);
  const lowest = isLowest ? "" : `, lowest ${inWords(best.loss)} at epoch ${best.epoch}`;
  const count = validation.right !== null
    ? rightText(validation, validation.right, validation.always)
    : [counted(validation.count, "row"), ...(validation.r2.length === 0 ? [] : [r2Text(validation.r2)])].join(
      ", ",
    );
  return { learned, heldOut: `${count}; ${loss}${lowest}`, supervision };
}

/**
 * `4 of 4 rows right`, `142 of 150 rows right (94.7%)`, `54 of 60 rows right (90.0%; always low: 70.0%)`
 *
 * @param always the class that most of them have, where it is to be told what it alone would have right.
 */
export function rightText(
  { count }: Pick<RowsVerdict, "count">,
  right: number,
  always: RowsVerdict["always"] = null,
): string {
  const compared = always === null || count < LEAST_COMPARED
    ? ""
    : `; always ${clip(always.label)}: ${percentage(always.count / count)}`;
  const share = count < 10 ? "" : ` (${percentage(right / count)}${compared})`;
  return `${inFull(right)} of ${counted(count, "row")} right${share}`;
}

/** Columns of which each R² is told. */
const MOST_R2 = 3;

/** `R² 0.97`, `R² of width 0.97, of height 0.5` */
function r2Text(columns: readonly ColumnR2[]): string {
  if (columns.length === 1) return `R² ${inWords(columns[0].value)}`;
  const text = ({ name, value }: ColumnR2): string => `of ${clip(name)} ${inWords(value)}`;
  if (columns.length <= MOST_R2) return `R² ${columns.map(text).join(", ")}`;
  const sorted = [...columns].sort((a, b) => a.value - b.value);
  return `R² ${text(sorted[0])} to ${text(sorted[sorted.length - 1])}`;
}

/** How a loss that fell went at its end. */
const END_WORDS = {
  falling: "still falling",
  flat: "flat now",
  rising: "rising now",
  unsteady: "going up and down",
} as const;

function courseText(course: LossCourse): string {
  const { first, last, way, end } = course;
  if (way === null) return `loss ${inWords(last)}`;
  if (way === "stayed") return `loss stayed at ${inWords(last)}`;
  const path = `loss ${way} from ${inWords(first)} to ${inWords(last)}`;
  // Where it was stopped, or an earlier epoch kept, it went nowhere from there.
  return way === "fell" && !course.isStopped ? `${path}, ${END_WORDS[end]}` : path;
}
