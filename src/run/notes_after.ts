// What people should be told of a run when it is over: what shows only in what it learned.
// What must not change: a note changes no figure and no exit code; it says what is so, and a line that would help.

import { labelOfRow } from "../dataset/dataset.ts";
import { inputsOf } from "../dataset/standardize.ts";
import { optimizers } from "../engine/rules/optimizer.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { asWritten, inWords } from "../text/number_words.ts";
import { counted } from "../text/words.ts";
import { farWords, largestAnswer, scaling } from "./far_numbers.ts";
import { type Note, notesOn, outOfReachNote } from "./notes.ts";
import type { Outcome } from "./outcome.ts";
import { stuckLayersOf } from "./stuck_neurons.ts";
import { supervisedOf } from "./supervised.ts";
import { isStillFalling, type Verdict, verdictOf } from "./verdict.ts";

/**
 * Every note on a run: those on its experiment, and those on what came of it.
 *
 * @example A step that is far too large
 * ```ts
 * import { parseExperiment } from "../experiment/reading/parse_experiment.ts";
 * import { runExperiment } from "./outcome.ts";
 * const text = "name: line\ndataset: { features: [{ name: x }], target: { name: y }, rows: [{ x: 3, y: 1 }, { x: 1, y: 2 }] }";
 * const overrides = ["output=identity", "hidden=[]", "learning_rate=9"];
 * const [note] = notesAfter(runExperiment(parseExperiment(text, { overrides })));
 * if (!note.message.startsWith("the run diverged")) throw new Error(note.message);
 * ```
 */
export function notesAfter(outcome: Outcome): readonly Note[] {
  const { experiment, status } = outcome;
  const before = notesOn(experiment);
  if (status === "diverged") return [...before, divergedNote(outcome)];
  const verdict = verdictOf(outcome);
  const notLearned = notLearnedNotes(outcome, verdict);
  const others = [notLearned.length > 0 ? null : alwaysNote(outcome, verdict), turnedNote(outcome, verdict)];
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

/** What makes the steps of a training smaller. */
export function smallerSteps(experiment: Experiment): string {
  const { training } = experiment;
  const other = scaling(experiment) ?? (isClipped(training) ? null : "clip_norm: 1 to it");
  return `write learning_rate: ${smallerRate(training)} in training${
    other === null ? "" : `, or add ${other}`
  }`;
}

/** Whether steps are clipped. */
export function isClipped({ clipNorm, clipValue }: Experiment["training"]): boolean {
  return clipNorm !== null || clipValue !== null;
}

/** Why it learned nothing, where it did not: the first cause explains those after it. */
function notLearnedNotes(outcome: Outcome, verdict: Verdict): readonly Note[] {
  const vast = vastNote(outcome, verdict);
  if (vast !== null) return [vast];
  if (outOfReachNote(outcome.experiment) !== null) return [];
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

/** A parameter beyond this, times the largest answer, came from steps that were too large: networks that learn answers around
 * 1 stay within some hundreds. */
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
  // Whoever kept an earlier epoch knows that the loss went on from there.
  const kept = supervisedOf(outcome)?.kept ?? null;
  if (kept !== null && kept.epoch < losses[losses.length - 1].epoch) return null;
  const isStalled = course.way === "stayed" || rows.right !== null && !isStillFalling(course);
  const classes = outcome.experiment.dataset.rows.map(({ targets: [value] }) => value);
  if (!isStalled || (rows.right !== null && rows.right > mostFrequent(classes)[1])) return null;
  if (training.learningRate === 0) {
    const rate = optimizers[training.optimizer.name].learningRate;
    return {
      message: "nothing was learned: learning_rate is 0",
      hint: `write learning_rate: ${asWritten(rate)} in training`,
    };
  }
  const isRising = course.way === "rose" || course.end === "rising";
  const went = course.way === "rose" ? "rose to" : isRising ? "rose again to" : "stayed at";
  const answers = rows.right === null ? "" : ", and the answers are no better than the most frequent class";
  const far = farWords(outcome.experiment);
  const hint = isRising ? calmer(training) : further(training);
  return {
    message: `the loss ${went} ${inWords(course.last)}${answers}${far}`,
    hint: far === ""
      ? `${hint}${"seed" in init ? ", or try another seed" : ""}`
      : `add ${scaling(outcome.experiment)}`,
  };
}

// Who follows one of these two and then the other is not led in a circle: a rate is raised no higher than where it is lowered
// no more, and lowered no lower than where it is not yet raised.

/** What keeps a loss from rising. */
function calmer(training: Experiment["training"]): string {
  if (training.learningRate > lowRate(training)) {
    return `write learning_rate: ${smallerRate(training)} in training`;
  }
  return training.batchSize === "all" ? "add clip_norm: 1 to training" : "write batch_size: all in training";
}

/** What moves a loss that stays. */
function further(training: Experiment["training"]): string {
  const { learningRate, epochs } = training;
  if (isVast(training)) return `write learning_rate: ${smallerRate(training)} in training`;
  if (10 * learningRate <= lowRate(training)) {
    return `write learning_rate: ${tenfold(learningRate, 10)} in training`;
  }
  return epochs < MANY_EPOCHS ? `write epochs: ${10 * epochs} in training` : "give the network more neurons";
}

/** A loss that stayed for so many epochs hardly waits for more of them. */
const MANY_EPOCHS = 10_000;

/** A tenth of the usual rate of the optimizer. */
function lowRate({ optimizer }: Experiment["training"]): number {
  return optimizers[optimizer.name].learningRate / 10;
}

/** A rate so many times the usual one of its optimizer is the cause where nothing is learned: it leaps over all there is. */
const VAST_RATE = 100;

function isVast({ optimizer, learningRate }: Experiment["training"]): boolean {
  return learningRate >= VAST_RATE * optimizers[optimizer.name].learningRate;
}

/** The usual rate of the optimizer in place of a vast one, which a tenth of it would be too; else a tenth of it. */
function smallerRate(training: Experiment["training"]): string {
  return isVast(training)
    ? asWritten(optimizers[training.optimizer.name].learningRate)
    : tenfold(training.learningRate, 0.1);
}

/** The most frequent of one or more values, the first of them among equals, and how often it comes. */
function mostFrequent<T>(values: readonly T[]): readonly [value: T, count: number] {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, each) => each[1] > best[1] ? each : best);
}

/** A loss below this has nowhere to go. */
const SMALL_LOSS = 0.001;

/** From here on a penalty is taken for the cause where nothing is learned: the classic network learns with an l2 of 0.1, and not
 * with 1; xor with a weight_decay of 0.1 at a pinch, and not with 0.3. */
const STRONG_PENALTY = 0.1;

/** A strong penalty, which is the cause of whatever else there would be to say. */
function penaltyNote({ experiment: { training } }: Outcome, { course }: Verdict): Note | null {
  const { l2, l1, optimizer } = training;
  const penalties = { l2, l1, weight_decay: optimizer.name === "adamw" ? optimizer.weightDecay : 0 };
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

/** Held-out rows of which a share says something. */
const LEAST_HELD_OUT = 20;

/** Answers for held-out rows of which as many would be right if the most frequent class were answered for each. */
function alwaysNote({ experiment: { dataset } }: Outcome, { validation }: Verdict): Note | null {
  if (validation === null || validation.right === null || validation.count < LEAST_HELD_OUT) return null;
  const [label, count] = mostFrequent(dataset.validation!.rows.map((row) => labelOfRow(dataset.target, row)));
  if (validation.right > count) return null;
  return {
    message: `of ${validation.count} held-out rows ${validation.right} are right, and ${count} would be ` +
      `if ${label} were answered for each`,
    hint: "look at the recall of the other classes in the report, and learn more rows of them",
  };
}

/** A validation loss that has turned up by more than this part is no noise. */
const TURNED = 0.1;

/** A validation loss that was lower before the end, or was none at all. */
function turnedNote({ experiment, losses }: Outcome, { validation, best }: Verdict): Note | null {
  if (validation === null || losses.length === 0) return null;
  if (best === null) {
    return {
      message: "the validation loss was never a finite number",
      hint: "look in the held-out rows for numbers that are vast beside those that are learned",
    };
  }
  if (best.epoch === losses[losses.length - 1].epoch) return null;
  if (validation.loss !== null && validation.loss <= best.loss * (1 + TURNED)) return null;
  const now = validation.loss === null ? "no number" : inWords(validation.loss);
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

/** A rate times 10 or a tenth of it, without the digits of a rounding. */
function tenfold(rate: number, factor: 10 | 0.1): string {
  return asWritten(Number((rate * factor).toPrecision(3)));
}
