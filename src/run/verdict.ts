// Did it learn? What a finished run came to: how many rows it answers rightly, and where its loss went.
// What must not change: it follows from the outcome alone, whether fresh or read back, and changes nothing.

import { classLabelsOf, type NumbersTarget, type Target } from "../dataset/dataset.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { mostFrequent } from "../judging/most_frequent.ts";
import type { LoggedEpoch, Outcome } from "./outcome.ts";
import { answersOf, rightCountOf, type RowAnswers } from "./row_answers.ts";
import { differIn, numbersScores, orNull } from "./scores.ts";
import { type Supervised, supervisedOf, supervisedWords } from "./supervised.ts";

/** Rows of which it says something what one class for all of them would have right. */
export const LEAST_COMPARED = 20;

/** How the answers to some rows are. */
export interface RowsVerdict {
  /** How many rows. */
  readonly count: number;
  /** How many are answered as their own class; null without classes. */
  readonly right: number | null;
  /** The class that most of them have, the first among equals, and how many do; null without classes. */
  readonly always: { readonly label: string; readonly count: number } | null;
  /** Their mean loss; null where it is not finite. */
  readonly loss: number | null;
  /** R² of each column of numbers, see `rSquared`; none for classes, and for a column in which all rows are alike. */
  readonly r2: readonly ColumnR2[];
}

/** R² of one column of numbers. */
export interface ColumnR2 {
  /** Of the column. */
  readonly name: string;
  /** At most 1; 0 where always answering the mean of these rows is as good. */
  readonly value: number;
}

/** The share of some rows that is answered rightly; null without classes or rows. */
export function accuracyOf(rows: RowsVerdict | null): number | null {
  return rows === null || rows.right === null ? null : rows.right / rows.count;
}

/** Where a loss went. */
export interface LossCourse {
  /** After the first logged epoch. */
  readonly first: number;
  /** At the end. */
  readonly last: number;
  /** `stayed` where it changed by less than a hundredth of what it was; null of a single epoch, which has none before it. */
  readonly way: "fell" | "stayed" | "rose" | null;
  /**
   * Where its last tenth took it: `falling` below all that its second half had reached, `rising` to its highest,
   * `flat` where it changed by less than a hundredth of what it was there, or rose below a thousandth of the first loss,
   * `unsteady` where it went far up or down on the way.
   */
  readonly end: "falling" | "flat" | "rising" | "unsteady";
  /** Whether `training.stop` ended the run or kept an epoch before its last: then more epochs are nothing to hope for. */
  readonly isStopped: boolean;
}

/** Whether a loss that fell was still on its way down where its epochs ran out. */
export function isStillFalling({ way, end, isStopped }: LossCourse): boolean {
  return way === "fell" && end === "falling" && !isStopped;
}

/** What a run came to. */
export interface Verdict {
  /** The rows that were learned; null where there are none, or the run diverged. */
  readonly training: RowsVerdict | null;
  /** The rows that were held out; null where there are none, or the run diverged. */
  readonly validation: RowsVerdict | null;
  /** The loss of the rows that are learned; null where none was logged, or the run diverged. */
  readonly course: LossCourse | null;
  /** The logged epoch with the least validation loss; null without one. */
  readonly best: { readonly epoch: number; readonly loss: number } | null;
  /** Where it was stopped, which epoch was kept and how its rate changed, in words; null for nothing of that. */
  readonly supervision: string | null;
}

/** A smaller part of a loss is no change. */
const LEAST_CHANGE = 0.01;

/**
 * The verdict on a run.
 *
 * @example
 * ```ts
 * import { parseExperiment, runExperiment, verdictOf } from "@seedbed/seedbed";
 * const { training, course } = verdictOf(runExperiment(parseExperiment(`
 * name: or
 * dataset:
 *   features: [{ name: a }, { name: b }]
 *   target: { name: either, classes: { "no": 0, "yes": 1 } }
 *   rows: [{ a: 0, b: 0, either: "no" }, { a: 0, b: 1, either: "yes" }, { a: 1, b: 1, either: "yes" }]
 * `)));
 * if (training?.right !== 3 || course?.way !== "fell") throw new Error("wrong");
 * ```
 */
export function verdictOf(outcome: Outcome): Verdict {
  const answers = answersOf(outcome);
  const supervised = supervisedOf(outcome);
  return {
    training: rowsVerdict(outcome.experiment, answers?.training ?? null),
    validation: rowsVerdict(outcome.experiment, answers?.validation ?? null),
    course: lossCourse(outcome, supervised),
    best: bestEpoch(outcome.losses),
    supervision: supervised === null ? null : supervisedWords(outcome, supervised),
  };
}

function rowsVerdict({ dataset: { target } }: Experiment, answers: RowAnswers | null): RowsVerdict | null {
  if (answers === null) return null;
  return {
    count: answers.rows.length,
    right: rightCountOf(answers),
    always: alwaysOf(target, answers),
    loss: orNull(answers.loss),
    r2: target?.kind === "numbers" ? columnsR2(target, answers) : [],
  };
}

function alwaysOf(target: Target | null, { classes }: RowAnswers): RowsVerdict["always"] {
  if (classes === null) return null;
  const [label, count] = mostFrequent(classes.truth);
  return { label: classLabelsOf(target)[label], count };
}

function columnsR2(target: NumbersTarget, answers: RowAnswers): readonly ColumnR2[] {
  return numbersScores(target, answers).flatMap(({ name, r2 }, index) =>
    r2 === null || !differIn(answers, index) ? [] : [{ name, value: r2 }]
  );
}

/** Where an epoch is kept that need not be the last, what came after it is left out. */
function lossCourse(
  { experiment, losses, finalLoss }: Outcome,
  supervised: Supervised | null,
): LossCourse | null {
  if (losses.length === 0 || finalLoss === null) return null;
  const { earlyEnd, kept } = supervised ?? { earlyEnd: null, kept: null };
  const until = kept === null ? losses : losses.filter(({ epoch }) => epoch <= kept.epoch);
  const first = until[0].loss;
  const change = changeOf(first, finalLoss);
  const way = change < 0 ? "fell" : change > 0 ? "rose" : "stayed";
  return {
    first,
    last: finalLoss,
    way: experiment.training.epochs === 1 || kept !== null && until.length === 1 ? null : way,
    end: endOf(until.map(({ loss }) => loss), finalLoss),
    isStopped: earlyEnd !== null || until.length < losses.length,
  };
}

/** A swing by more than this part of a loss is no noise. */
const SWING = 0.25;
/** Nobody sees a loss rise from less than this part of the first one. */
const LEAST_SEEN = 0.001;

function endOf(losses: readonly number[], last: number): LossCourse["end"] {
  const tenth = Math.floor((losses.length - 1) * 0.9);
  const late = losses[tenth];
  const change = changeOf(late, last);
  const before = losses.slice(tenth / 2, tenth);
  const tail = [...losses.slice(tenth), last];
  if (tail.every((loss) => loss < LEAST_SEEN * losses[0])) return change < 0 ? "falling" : "flat";
  const high = Math.max(late, last) * (1 + SWING);
  if (tail.some((loss) => loss > high || loss < Math.min(late, last) * (1 - SWING))) return "unsteady";
  // Of losses that go up and down two points say nothing: it falls below where it was, or ends highest.
  if (change < 0 && before.every((loss) => loss > last)) return "falling";
  if (change > 0 && tail.every((loss) => loss <= last)) return "rising";
  return change === 0 || before.every((loss) => loss <= high) ? "flat" : "unsteady";
}

/** Whether a loss went down (-1), up (1) or nowhere (0). */
function changeOf(before: number, after: number): -1 | 0 | 1 {
  if (after < before * (1 - LEAST_CHANGE)) return -1;
  return after > before * (1 + LEAST_CHANGE) ? 1 : 0;
}

/** The logged epoch with the least validation loss, the first among equals. */
function bestEpoch(losses: readonly LoggedEpoch[]): Verdict["best"] {
  let best: Verdict["best"] = null;
  for (const { epoch, heldOut } of losses) {
    if (heldOut !== undefined && heldOut.loss < (best?.loss ?? Infinity)) {
      best = { epoch, loss: heldOut.loss };
    }
  }
  return best;
}
