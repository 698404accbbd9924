// Why a run learned nothing, where it did not: neurons that are stuck, a penalty, steps that are too large or too small.
// What must not change: the first cause explains those after it, so that one thing is said and not several.

import { inputsOf } from "../dataset/standardize.ts";
import { learningOf, stepCountOf } from "../engine/learning.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { mostFrequent } from "../judging/most_frequent.ts";
import { asWritten, inWords } from "../text/number_words.ts";
import { counted } from "../text/words.ts";
import { farWords, largestAnswer, scaling } from "./far_numbers.ts";
import type { Note } from "../experiment/note.ts";
import { alikeStartNote, outOfReachNote } from "./notes.ts";
import type { Outcome } from "./outcome.ts";
import { calmer, further, isVast, smallerRate, smallerSteps, tenfold, usualRate } from "./step_advice.ts";
import { stuckLayersOf } from "./stuck_neurons.ts";
import { isStillFalling, type Verdict } from "./verdict.ts";

/** Why it learned nothing, where it did not: the first cause explains those after it. */
export function notLearnedNotes(outcome: Outcome, verdict: Verdict): readonly Note[] {
  const vast = vastNote(outcome, verdict);
  if (vast !== null) return [vast];
  if (outOfReachNote(outcome.experiment) !== null || alikeStartNote(outcome.experiment) !== null) return [];
  if (areAlike(outcome)) return alikeNotes(verdict);
  const note = stuckNote(outcome, verdict) ?? stayedNote(outcome, verdict);
  return note === null ? [] : [penaltyNote(outcome, verdict) ?? note];
}

/** Whether the network sees the same of every row: then so does each of its neurons, which says nothing of them. */
function areAlike({ experiment, features }: Outcome): boolean {
  const { rows } = experiment.dataset;
  const inputs = inputsOf(features, rows);
  const inputCount = inputs.length / rows.length;
  return rows.length > 1 && inputs.every((input, at) => input === inputs[at % inputCount]);
}

function alikeNotes({ course }: Verdict): readonly Note[] {
  if (course === null || course.last < SMALL_LOSS) return [];
  return [{
    message: "the network sees the same of every row, and answers all of them alike",
    hint: "add a feature whose values differ from row to row",
  }];
}

/**
 * A parameter beyond this, times the largest answer, came from steps that were too large: networks that learn answers around 1
 * stay within some hundreds.
 */
const VAST_PARAMETER = 1e6;

/** A run that all but diverged. */
function vastNote({ experiment, parameters, startingParameters }: Outcome, { course }: Verdict): Note | null {
  if (course === null || course.last < SMALL_LOSS) return null;
  const largest = largestOf(parameters ?? []);
  // No answer is smaller than 1 here: for nearly every run the rows are not looked at.
  if (largest <= VAST_PARAMETER || largest <= VAST_PARAMETER * largestAnswer(experiment)) return null;
  if (largest <= 2 * largestOf(startingParameters)) return null;
  return {
    message: `a weight or bias has grown to ${inWords(largest)}: the steps were too large`,
    hint: smallerSteps(experiment),
  };
}

function largestOf(values: Iterable<number>): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return largest;
}

/** A loss that does not fall any more, with answers no better than those of a network that has learned nothing. */
function stayedNote(outcome: Outcome, { training: rows, course }: Verdict): Note | null {
  const { losses, experiment: { init, training } } = outcome;
  if (course === null || rows === null || losses.length < 2 || course.last < SMALL_LOSS) return null;
  // Whoever kept an earlier epoch knows that the loss went on from there, and whoever ended a run wants no more of its epochs.
  if (course.isStopped) return null;
  const isStalled = course.way === "stayed" || rows.right !== null && !isStillFalling(course);
  const classes = outcome.experiment.dataset.rows.map(({ targets: [value] }) => value);
  if (!isStalled || (rows.right !== null && rows.right > mostFrequent(classes)[1])) return null;
  if (training.learningRate === 0) {
    return {
      message: "nothing was learned: learning_rate is 0",
      hint: `write learning_rate: ${asWritten(usualRate(training))} in training`,
    };
  }
  const isWild = course.way === "rose" || course.end === "rising" || course.end === "unsteady";
  const went = course.way === "rose"
    ? "rose to"
    : course.end === "rising"
    ? "rose again to"
    : course.end === "unsteady"
    ? "goes up and down, and ended at"
    : "stayed at";
  const answers = rows.right === null ? "" : ", and the answers are no better than the most frequent class";
  const far = farWords(outcome.experiment);
  const hint = isWild ? calmer(training) : further(training);
  return {
    message: `the loss ${went} ${inWords(course.last)}${answers}${far}`,
    hint: far === ""
      ? `${hint}${"seed" in init ? ", or try another seed" : ""}`
      : `add ${scaling(outcome.experiment)}`,
  };
}

/** A loss below this has nowhere to go. */
const SMALL_LOSS = 0.001;

/**
 * From here on a penalty is taken for the cause where nothing is learned: the classic network learns with an l2 of 0.1, and not
 * with 1; xor with a weight_decay of 0.1 at a pinch, and not with 0.3.
 */
const STRONG_PENALTY = 0.1;

/** A share of every weight, which no network misses that is not trained to its end. */
const LITTLE_DECAY = 0.1;

/** A strong penalty, which is the cause of whatever else there would be to say. */
function penaltyNote({ experiment }: Outcome, { course }: Verdict): Note | null {
  const { training: { l2, l1 } } = experiment;
  const penalties = { l2, l1, weight_decay: decayOf(experiment) };
  const strong = Object.entries(penalties).find(([, strength]) => strength >= STRONG_PENALTY);
  if (strong === undefined) return null;
  const [key, strength] = strong;
  return {
    message: `${key} pulls every weight towards 0${
      course === null ? "" : `: the loss ended at ${inWords(course.last)}`
    }`,
    hint: `write ${key}: ${tenfold(strength, 0.1)} in training`,
  };
}

/** The weight_decay; 0 where all steps together take too little off a weight, for each takes only the rate times it. */
function decayOf({ training, dataset }: Experiment): number {
  const { optimizer, learningRate, epochs } = training;
  if (!("weightDecay" in optimizer)) return 0;
  const stepCount = epochs * stepCountOf(learningOf(training), dataset.rows.length);
  return learningRate * optimizer.weightDecay * stepCount < LITTLE_DECAY ? 0 : optimizer.weightDecay;
}

/** Hidden layers of which half or more give every row the same: the first of them, which those behind it follow. */
function stuckNote(outcome: Outcome, { course }: Verdict): Note | null {
  const { experiment } = outcome;
  if (experiment.training.epochs === 0) return null;
  const [first, ...others] = stuckLayersOf(outcome);
  if (first === undefined) return null;
  const { name: layer, neuronCount, stuckCount, kind } = first;
  const stayed = course?.way === "stayed" ? `the loss stayed at ${inWords(course.last)}: ` : "";
  const who = stuckCount === neuronCount
    ? `every neuron of ${layer} gives`
    : `${stuckCount} of ${neuronCount} neurons of ${layer} give`;
  const what = kind === null ? "" : `: ${kind}`;
  const likewise = others.length === 0
    ? ""
    : `, and likewise in ${counted(others.length, "layer")} behind it`;
  return {
    message: `${stayed}${who} the same for every row${what}${likewise}${farWords(experiment)}`,
    hint: movingAgain(experiment, kind !== "dead"),
  };
}

/** What lets stuck neurons move; what is there already, or is not the cause, is not advised. */
function movingAgain(experiment: Experiment, isBounded: boolean): string {
  const { init, training } = experiment;
  const scaled = scaling(experiment);
  const isSmall = !("scheme" in init) || init.scheme.name === "glorot_uniform";
  if (isBounded && !isSmall && !isVast(training)) {
    return `add ${scaled === null ? "" : `${scaled}, or `}scheme: glorot_uniform to init`;
  }
  const rate = `write learning_rate: ${smallerRate(training)} in training`;
  return scaled === null ? rate : `add ${scaled}, or ${rate}`;
}
