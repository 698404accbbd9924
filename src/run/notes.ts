// What people should be told of an experiment though nothing in it is wrong.
// What must not change: a note changes no figure and no exit code; it says what is so, and a line that would help.

import { classLabelsOf, targetNamesOf } from "../dataset/dataset.ts";
import { rowOrderOf } from "../dataset/row_order.ts";
import { inputsOf, targetsOf } from "../dataset/standardize.ts";
import { outputActivations } from "../engine/rules/output.ts";
import { layersOf } from "../engine/topology.ts";
import { loggedCount } from "../engine/training_run.ts";
import type { Note } from "../experiment/note.ts";
import { type Experiment, featuresOf, targetColumnsOf, topologyOf } from "../experiment/experiment.ts";
import { asWritten, inWords } from "../text/number_words.ts";
import { counted, listed } from "../text/words.ts";
import { inPlaceWords } from "./far_numbers.ts";
import { farValueNote } from "./far_value_note.ts";
import { copiesNote, unjudgedNote, unlearnedNote, untaughtNote } from "./notes_held_out.ts";

/**
 * The notes on an experiment, before it is run.
 *
 * @example A sigmoid cannot answer 250
 * ```ts
 * import { parseExperiment } from "../experiment/reading/parse_experiment.ts";
 * import { notesOn } from "./notes.ts";
 * const dataset = "{ features: [{ name: size }], target: { name: price }, rows: [{ size: 40, price: 250 }] }";
 * const [note] = notesOn(parseExperiment(`name: houses\ndataset: ${dataset}`));
 * if (!note.message.includes("price")) throw new Error("wrong");
 * ```
 */
export function notesOn(experiment: Experiment): readonly Note[] {
  const swept = experiment.sweep?.axes.flat().map(({ key }) => key) ?? [];
  const isSwept = (...beginnings: readonly string[]): boolean =>
    swept.some((key) => beginnings.some((beginning) => key.startsWith(beginning)));
  const isOfFolds = experiment.dataset.validation?.split.kind === "folds";
  // What differs from trial to trial is not said of all.
  const notes = [
    isSwept("network.output", "dataset.target") ? null : outOfReachNote(experiment),
    isSwept("dataset.features") ? null : unscaledNote(experiment),
    isSwept("dataset.features", "dataset.target") ? null : farValueNote(experiment),
    isSwept("init", "network") ? null : alikeStartNote(experiment),
    isSwept("training.shuffle", "training.batch_size", "dataset.validation") ? null : sortedNote(experiment),
    isSwept("dataset.validation") ? null : untaughtNote(experiment),
    isSwept(isOfFolds ? "dataset.validation.folds" : "dataset.validation") ? null : unjudgedNote(experiment),
    isSwept("dataset.validation") ? null : unlearnedNote(experiment),
    isSwept("dataset.validation") ? null : copiesNote(experiment),
    isSwept("training.epochs", "training.log_every", "training.schedule") ? null : scheduleNote(experiment),
    isSwept("training.epochs", "training.log_every", "training.stop") ? null : stopNote(experiment),
  ];
  return notes.filter((note) => note !== null);
}

/** Inputs whose root mean square is larger than this are far from where activations differ. */
const LARGE_INPUT = 30;

/** Inputs so large that a neuron gives the same for all of them. */
function unscaledNote(experiment: Experiment): Note | null {
  const { dataset: { rows }, training: { epochs } } = experiment;
  const features = featuresOf(experiment);
  if (epochs === 0 || rows.length === 0 || features[0].tokens !== undefined) return null;
  const squares = new Float64Array(features.length);
  inputsOf(features, rows).forEach((input, at) => squares[at % features.length] += input * input);
  const large = features.filter((_, index) => squares[index] > LARGE_INPUT * LARGE_INPUT * rows.length);
  if (large.length === 0) return null;
  const names = listed(large.map(({ name }) => name), MOST_NAMED);
  const asked = experiment.dataset.features.filter(({ name }) => large.some((one) => one.name === name));
  const size = large.length === 1 ? "is a number" : "are numbers";
  return {
    message: `${names} ${size} far from 0 as the network sees ${large.length === 1 ? "it" : "them"}`,
    hint: `add shift: mean, scale: std to ${names}${inPlaceWords(asked)}`,
  };
}

/** Features that are named one by one. */
const MOST_NAMED = 6;

/** One number for all starting weights: each neuron of a hidden layer is then corrected as the others are, in every step. */
export function alikeStartNote(experiment: Experiment): Note | null {
  const { init, dataset: { rows }, training: { epochs, learningRate } } = experiment;
  if ("seed" in init) return null;
  const [[weight, ...otherWeights], [bias, ...otherBiases]] = [[init.weights].flat(), [init.biases].flat()];
  if (otherWeights.some((other) => other !== weight) || otherBiases.some((other) => other !== bias)) {
    return null;
  }
  const hidden = layersOf(topologyOf(experiment)).slice(0, -1);
  const hasSeveral = hidden.some(({ kind, outputCount }) => kind === "dense" && outputCount > 1);
  if (!hasSeveral || epochs === 0 || learningRate === 0 || rows.length === 0) return null;
  return {
    message: `all weights start at ${asWritten(weight)}, so the neurons of a hidden layer stay identical`,
    hint: "draw them at random: init: { seed: 0 }",
  };
}

/** Rows sorted by class, or in blocks of one class, of which each step sees one class alone. */
function sortedNote({ dataset: { rows, target }, init, training }: Experiment): Note | null {
  const { shuffle, batchSize, epochs } = training;
  if (classLabelsOf(target).length === 0 || shuffle !== "none" || epochs === 0) return null;
  if (batchSize === "all" || batchSize >= rows.length) return null;
  const { kind, blockCount } = rowOrderOf(rows.map(({ targets: [value] }) => value));
  if (kind === "mixed" || (kind === "blocks" && rows.length < batchSize * blockCount)) return null;
  const order = kind === "sorted" ? "are sorted by class" : "come in blocks of one class";
  return {
    message: `the rows ${order}, and each epoch learns one class after the other`,
    hint: `add ${"seed" in init ? "shuffle: true" : "shuffle_seed: 0"} to training`,
  };
}

/** How many epochs a run logs that makes all of them; 0 where nothing is learned. */
function loggedEpochCount({ dataset: { rows }, training: { epochs, logEvery } }: Experiment): number {
  return rows.length === 0 ? 0 : loggedCount(epochs, logEvery);
}

/** A schedule that ends no epoch of the run with another rate. */
function scheduleNote(experiment: Experiment): Note | null {
  const { schedule, epochs } = experiment.training;
  const count = loggedEpochCount(experiment);
  if (schedule === null || count === 0) return null;
  if ("step" in schedule) {
    return schedule.step < epochs ? null : {
      message: `the learning rate never changes: it would change after ${
        counted(schedule.step, "epoch")
      }, and there are ${epochs}`,
      hint: `write a schedule.step below ${epochs}, or more epochs`,
    };
  }
  return schedule.plateau < count ? null : {
    message: `the learning rate never changes: schedule.plateau ${waitsInVain(schedule.plateau, count)}`,
    hint: `${moreLogged(experiment)}, or write a smaller schedule.plateau`,
  };
}

/** A way to stop that can end no run before its last logged epoch. */
function stopNote(experiment: Experiment): Note | null {
  const { stop, logEvery } = experiment.training;
  const count = loggedEpochCount(experiment);
  if (stop === null || count === 0) return null;
  if (stop.patience !== null && stop.patience >= count) {
    return {
      message: `stop.patience cannot end the run: it ${waitsInVain(stop.patience, count)}`,
      hint: `${moreLogged(experiment)}, or write a smaller stop.patience`,
    };
  }
  if (stop.lossUnder === null || stop.patience !== null || count > 1 || logEvery === 1) return null;
  return {
    message: "stop.loss_under looks at epoch 0 alone, since no other is logged",
    hint: moreLogged(experiment),
  };
}

function waitsInVain(patience: number, count: number): string {
  return `waits for ${counted(patience, "logged epoch")} without a better loss, and ${
    counted(count, "is logged", "are logged")
  }`;
}

/** What makes more epochs be looked at. */
function moreLogged({ training: { logEvery } }: Experiment): string {
  return logEvery === 1 ? "make more epochs" : "write log_every: 1 in training";
}

/** Targets beyond what the output's activation can give, which a run learns towards for ever. */
export function outOfReachNote(experiment: Experiment): Note | null {
  const { dataset: { target, rows }, network: { output }, training: { epochs } } = experiment;
  if (target === null || target.kind === "classes" || epochs === 0) return null;
  const [low, high] = outputActivations[output].range;
  if (low === -Infinity && high === Infinity) return null;
  const columns = targetNamesOf(target).map((name) => ({ name, least: Infinity, most: -Infinity }));
  targetsOf(target, targetColumnsOf(experiment), rows).forEach((value, at) => {
    const column = columns[at % columns.length];
    if (value < column.least) column.least = value;
    if (value > column.most) column.most = value;
  });
  const beyond = columns.filter(({ least, most }) => least < low || most > high);
  if (beyond.length === 0) return null;
  const beyondNames = beyond.map(({ name }) => name);
  const least = Math.min(...beyond.map((column) => column.least));
  const most = Math.max(...beyond.map((column) => column.most));
  const reach = high === Infinity
    ? `only numbers from ${inWords(low)} on`
    : `only ${inWords(low)} to ${inWords(high)}`;
  const range = least === most
    ? `are ${besideWords(least, least < low ? low : high)}`
    : `go from ${besideWords(least, low)} to ${besideWords(most, high)}`;
  const message = `the output ${output} can answer ${reach}, but the targets of ${
    listed(beyondNames, MOST_NAMED)
  } ${range}`;
  if (target.kind === "coded") {
    return {
      message,
      hint: `list the classes: classes: [${target.classes.map(({ label }) => label).join(", ")}]`,
    };
  }
  if (least === most) return { message, hint: "write output: identity" };
  const isScaled = target.columns.every(({ name, shift, scale }) =>
    !beyondNames.includes(name) || shift !== 0 || scale !== 1
  );
  const scaling = isScaled ? "" : "add shift: mean, scale: std to the target, and ";
  return { message, hint: `${scaling}leave output out, or write output: identity` };
}

/** A number in words that are not those of a limit unless it is the limit. */
function besideWords(value: number, limit: number): string {
  return inWords(value) === inWords(limit) ? asWritten(value) : inWords(value);
}
