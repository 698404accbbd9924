// What people should be told of a run when it is over: what shows only in what it learned.
// What must not change: a note changes no figure and no exit code; it says what is so, and a line that would help.

import { classLabelsOf } from "../dataset/dataset.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { countsOf } from "../judging/most_frequent.ts";
import { inWords } from "../text/number_words.ts";
import { clip } from "../text/visible_text.ts";
import { counted, listed } from "../text/words.ts";
import { byHeartNote, gapWords, LEAST_MEASURED, lessByHeart } from "./by_heart.ts";
import { notLearnedNotes } from "./not_learned.ts";
import type { Note } from "../experiment/note.ts";
import { notesOn } from "./notes.ts";
import { foldsNote } from "./notes_held_out.ts";
import { type Outcome, requireOutcome } from "./outcome.ts";
import { answersOf } from "./row_answers.ts";
import { calmer, further, smallerSteps, usualRate } from "./step_advice.ts";
import { isStillFalling, LEAST_COMPARED, type Verdict, verdictOf } from "./verdict.ts";

/**
 * Every note on a run: those on its experiment, and those on what came of it.
 *
 * @example A step that is far too large
 * ```ts
 * import { notesAfter, parseExperiment, runExperiment } from "@seedbed/seedbed";
 * const text = "name: line\ndataset: { features: [{ name: x }], target: { name: y }, rows: [{ x: 3, y: 1 }, { x: 1, y: 2 }] }";
 * const overrides = ["output=identity", "hidden=[]", "learning_rate=9"];
 * const [note] = notesAfter(runExperiment(parseExperiment(text, { overrides })));
 * if (!note.message.startsWith("the run diverged")) throw new Error(note.message);
 * ```
 */
export function notesAfter(outcome: Outcome): readonly Note[] {
  requireOutcome(outcome);
  const { experiment, status } = outcome;
  const before = [...notesOn(experiment), foldsNote(experiment)].filter((note) => note !== null);
  if (status === "diverged") return [...before, divergedNote(outcome)];
  const verdict = verdictOf(outcome);
  const notLearned = notLearnedNotes(outcome, verdict);
  const turned = turnedNote(outcome, verdict);
  const others = [
    notLearned.length > 0
      ? null
      : oneClassNote(outcome, verdict, turned !== null) ?? alwaysNote(outcome, verdict) ??
        missedNote(outcome) ??
        meanNote(outcome, verdict) ?? (turned === null ? byHeartNote(experiment, verdict) : null),
    turned,
  ];
  return [...before, ...notLearned, ...others.filter((note) => note !== null)];
}

/** When a run diverged, to end a sentence with; between two logged epochs nobody looks. */
export function divergedWhen({ experiment, divergedAtEpoch }: Outcome): string {
  if (divergedAtEpoch === null) return "after the last epoch";
  const isSeen = divergedAtEpoch === 0 || experiment.training.logEvery === 1;
  return `${isSeen ? "at" : "by"} epoch ${divergedAtEpoch}`;
}

function divergedNote(outcome: Outcome): Note {
  const { experiment } = outcome;
  const when = divergedWhen(outcome);
  const { learningRate, epochs } = experiment.training;
  if (learningRate === 0 || epochs === 0) {
    return { message: `the run diverged ${when} without a step`, hint: "write smaller weights in init" };
  }
  return {
    message: `the run diverged ${when}: its steps were too large`,
    hint: smallerSteps(experiment),
  };
}

/** Held-out rows that are answered alike by chance hardly ever; where the learned ones are as well, fewer will do. */
const LEAST_ALIKE = 10;

/**
 * One class as the answer for every held-out row, of which not all have it.
 *
 * @param hasTurned whether more epochs make what is said of these rows worse, so that none are advised.
 */
function oneClassNote(outcome: Outcome, { course }: Verdict, hasTurned: boolean): Note | null {
  const { dataset: { target }, training } = outcome.experiment;
  const { validation, training: learned } = answersOf(outcome) ?? {};
  if (!validation?.classes || !learned?.classes || training.epochs === 0) return null;
  // Of one class alone nothing else can be learned, and another note says so.
  if (new Set(learned.classes.truth).size < 2) return null;
  const { truth, answers: [answer, ...others] } = validation.classes;
  if (others.some((other) => other !== answer)) return null;
  const isOfLearned = learned.classes.answers.every((other) => other === answer);
  if (truth.length < LEAST_ALIKE && !isOfLearned) return null;
  const right = truth.filter((label) => label === answer).length;
  if (right === truth.length) return null;
  const answered = clip(classLabelsOf(target)[answer]);
  return {
    message: isOfLearned
      ? `every row, training or held-out, is answered ${answered}, which is right for ${right} of ${
        counted(truth.length, "held-out row")
      }`
      : `every held-out row is answered ${answered}, which is right for ${right} of ${truth.length}`,
    hint: course !== null && isStillFalling(course) && !hasTurned
      ? further(training)
      : "add training rows of the other classes, or add features that tell them apart",
  };
}

/** Answers for held-out rows of which as many would be right if the most frequent class were answered for each. */
function alwaysNote({ experiment }: Outcome, verdict: Verdict): Note | null {
  const { validation } = verdict;
  if (validation?.right == null || validation.always === null || validation.count < LEAST_COMPARED) {
    return null;
  }
  const { label, count } = validation.always;
  if (validation.right > count) return null;
  return {
    message: `of ${validation.count} held-out rows ${validation.right} are right, and ${count} would be ` +
      `if ${clip(label)} were answered for each`,
    hint: gapWords(verdict) === null
      ? "look at the recall of the other classes in the report, and add training rows of them"
      : lessByHeart(experiment),
  };
}

/** Held-out rows of a class, of which by chance hardly all are answered wrongly, or all but a quarter. */
const LEAST_MISSED = { none: 5, few: 8 };

/** The share of all rows from which on a class of which few are right is hidden by the others. */
const MOST_RIGHT = 0.6;

/** Classes that are learned, and of whose held-out rows none or few are right: a share of all rows hides those of which there are few. */
function missedNote(outcome: Outcome): Note | null {
  const { validation, training } = answersOf(outcome) ?? {};
  if (!validation?.classes || !training?.classes) return null;
  const { truth, answers } = validation.classes;
  const learned = new Set(training.classes.truth);
  const rightOnes = truth.filter((label, row) => answers[row] === label);
  const mostAreRight = rightOnes.length >= MOST_RIGHT * truth.length;
  const counts = [truth, rightOnes].map((some) => countsOf(some));
  const missed = classLabelsOf(outcome.experiment.dataset.target).flatMap((label, index) => {
    const [count, right] = counts.map((some) => some.get(index) ?? 0);
    const isMissed = right === 0
      ? count >= LEAST_MISSED.none
      : mostAreRight && right <= count / 4 && count >= LEAST_MISSED.few;
    return isMissed && learned.has(index) ? [{ label: clip(label), count, right }] : [];
  });
  if (missed.length === 0) return null;
  const [{ label, count, right }] = missed;
  const isOne = missed.length === 1;
  const them = isOne ? "it" : "them";
  const those = missed.map(({ label, count, right }) => `${label} (${right} of ${count})`);
  const some = right === 0 ? "none" : `only ${right}`;
  return {
    message: isOne
      ? `${some} of the ${count} held-out rows of ${label} ${right > 1 ? "are" : "is"} answered ${label}`
      : `hardly any held-out row of them is right: ${listed(those)}`,
    hint: `add training rows of ${them}, or add features that tell ${them} apart`,
  };
}

/** Numbers for held-out rows that are no better than one number for all of them. */
function meanNote({ experiment }: Outcome, verdict: Verdict): Note | null {
  const { validation, training: learned } = verdict;
  if (validation === null || validation.count < LEAST_MEASURED) return null;
  const [worst, ...others] = validation.r2.filter(({ value }) => value <= 0);
  if (worst === undefined) return null;
  const many = others.length === 0 ? "" : ` (and so ${counted(others.length, "other column")})`;
  const ofLearned = learned?.r2.find(({ name }) => name === worst.name)?.value ?? null;
  const isUnlearned = ofLearned !== null && ofLearned <= 0;
  const likewise = isUnlearned ? `, and on the training rows ${inWords(ofLearned)}` : "";
  return {
    message: `on the held-out rows ${clip(worst.name)} is answered no better than by their mean` +
      `${many}: R² ${inWords(worst.value)}${likewise}`,
    hint: meanHint(experiment, verdict, isUnlearned),
  };
}

/** What helps by the cause: nothing was learned, it was learned by heart, or there is little to learn. */
function meanHint(experiment: Experiment, verdict: Verdict, isUnlearned: boolean): string {
  const { training } = experiment;
  if (isUnlearned && training.epochs > 0 && training.learningRate > 0) {
    const { way, end } = verdict.course ?? { way: null, end: "flat" };
    const isWild = way === "rose" || end === "rising" || end === "unsteady";
    return isWild || training.learningRate > 10 * usualRate(training) ? calmer(training) : further(training);
  }
  return gapWords(verdict) !== null
    ? lessByHeart(experiment)
    : "add features that say more of it, or more rows, and look at another validation.seed";
}

/** A validation loss that has turned up by more than this part is no noise. */
const TURNED = 0.1;

/** A validation loss that was lower before the end, or was none at all. */
function turnedNote({ experiment, losses }: Outcome, { validation, best }: Verdict): Note | null {
  if (validation === null || losses.length === 0) return null;
  if (best === null) {
    return {
      message: "the validation loss was never a finite number",
      hint: "look in the held-out rows for numbers far larger than in the training rows",
    };
  }
  if (best.epoch === losses[losses.length - 1].epoch) return null;
  if (validation.loss !== null && validation.loss <= best.loss * (1 + TURNED)) return null;
  const now = validation.loss === null ? "no number" : inWords(validation.loss);
  // To keep the best epoch would be to keep a network that has learned next to nothing.
  if (best.epoch === losses[0].epoch) {
    const { logEvery } = experiment.training;
    return {
      message: `the validation loss was never better than at epoch ${best.epoch}: ${
        inWords(best.loss)
      }, ${now} at the end`,
      hint: `${logEvery === 1 ? "" : "add log_every: 1 to see whether it ever fell, "}` +
        "take a smaller learning_rate, or add training rows",
    };
  }
  return {
    message: `the validation loss has turned up: ${
      inWords(best.loss)
    } at epoch ${best.epoch}, ${now} at the end`,
    hint: `add ${
      experiment.training.stop === null
        ? `stop: { patience: ${patienceFor(losses.length)} } to training`
        : `patience: ${patienceFor(losses.length)} to stop`
    }, which keeps the best epoch${experiment.training.l2 > 0 ? "" : ", or l2: 0.001"}`,
  };
}

/** A patience that can end a training which logs so many epochs. */
function patienceFor(loggedCount: number): number {
  return Math.min(20, Math.max(1, Math.floor(loggedCount / 4)));
}
