// What people should be told of a run that is done though nothing in it was wrong: it diverged, it learned nothing, or its
// hidden neurons are stuck.
// What must not change: a note changes no figure and no exit code; it says what is so, and a line that would help.

import { filled, standardize } from "../dataset/standardize.ts";
import { FeedforwardPass } from "../engine/feedforward.ts";
import { slopeOf } from "../engine/rules/activate.ts";
import { type Experiment, topologyOf, trainingDataOf } from "../experiment/experiment.ts";
import { inWords, withDecimals } from "../text/number_words.ts";
import { listed } from "../text/words.ts";
import type { Note } from "./notes.ts";
import type { Outcome } from "./outcome.ts";

/**
 * The notes on an outcome.
 *
 * @example A rate so large that the numbers leave every bound
 * ```ts
 * import { parseExperiment } from "../experiment/reading/parse_experiment.ts";
 * import { notesAfter } from "./notes_after.ts";
 * import { runExperiment } from "./outcome.ts";
 * const dataset = "{ features: [{ name: x }], target: { name: y }, rows: [{ x: 100, y: 200 }] }";
 * const text = `name: wild\ndataset: ${dataset}\nnetwork: { hidden: [], output: identity }`;
 * const [note] = notesAfter(runExperiment(parseExperiment(text)));
 * if (!note.message.includes("diverged")) throw new Error("wrong");
 * ```
 */
export function notesAfter(outcome: Outcome): readonly Note[] {
  if (outcome.experiment.training.epochs === 0) return [];
  if (outcome.status === "diverged") return [divergedNote(outcome)];
  return [flatLossNote(outcome), stuckNote(outcome)].filter((note) => note !== null);
}

function divergedNote({ divergedAtEpoch, experiment }: Outcome): Note {
  const when = divergedAtEpoch === null ? "at its end" : `in epoch ${divergedAtEpoch}`;
  const wide = wideFeatures(experiment);
  const scaling = wide === null ? "" : `; ${wide.words}: add shift: mean, scale: std to them`;
  return {
    message: `the run diverged ${when}: its numbers grew beyond what a double can hold`,
    hint: `try a smaller learning_rate than ${experiment.training.learningRate}, or clip_norm=1${scaling}`,
  };
}

/** The part of its first value that a loss must lose at least to have fallen. */
const LEAST_FALL = 0.01;
/** A mean loss below this is small by any measure: nothing was left to learn. */
const SMALL_LOSS = 1e-3;

/** A loss that has not fallen; where all answers are the same, that as well. */
function flatLossNote({ losses, finalLoss, predictions, experiment }: Outcome): Note | null {
  const first = losses[0]?.loss;
  if (first === undefined || finalLoss === null || losses.length < 2) return null;
  if (
    finalLoss < first * (1 - LEAST_FALL) || finalLoss < SMALL_LOSS || experiment.training.learningRate === 0
  ) {
    return null;
  }
  const answers = new Set(
    predictions.map(({ outputs }) => outputs?.map((output) => withDecimals(output, 3)).join()),
  );
  const same = predictions.length > 1 && answers.size === 1 ? ", and all answers are the same" : "";
  const way = finalLoss > first * (1 + LEAST_FALL) ? `rose from ${inWords(first)} to` : "stayed at";
  const wide = wideFeatures(experiment);
  return {
    message: `the loss did not fall: it ${way} ${inWords(finalLoss)}${same}${
      wide === null ? "" : `; ${wide.words}`
    }`,
    hint: wide === null
      ? "try another learning_rate, more epochs, another seed, or more hidden neurons"
      : "bring the inputs to one size: add shift: mean, scale: std to the features",
  };
}

/** Inputs beyond this saturate a neuron whose weight is 1. */
const WIDE_INPUT = 8;

/** The features whose inputs are far from 0; null where there are none. */
function wideFeatures({ dataset: { features, rows } }: Experiment): { readonly words: string } | null {
  let [least, most] = [Infinity, -Infinity];
  const names = features.flatMap((feature, index) => {
    if (typeof feature.shift !== "number" || typeof feature.scale !== "number") return [];
    const column = { ...feature, shift: feature.shift, scale: feature.scale, missing: undefined };
    let [low, high] = [Infinity, -Infinity];
    for (const { values } of rows) {
      const input = standardize(column, filled(column, values[index]));
      if (input < low) low = input;
      if (input > high) high = input;
    }
    if (!(high > WIDE_INPUT || low < -WIDE_INPUT)) return [];
    [least, most] = [Math.min(least, low), Math.max(most, high)];
    return [feature.name];
  });
  if (names.length === 0) return null;
  const inputs = names.length === 1 ? `the input ${names[0]} runs` : `the inputs ${listed(names, 4)} run`;
  return { words: `${inputs} from ${inWords(least)} to ${inWords(most)}` };
}

/** Rows that are looked at. */
const MOST_ROWS = 500;
/** A slope below this is next to none: of a sigmoid a hundredth of the steepest. */
const NO_SLOPE = 0.0025;

/** A layer most of whose neurons have no slope, and answer alike, in every row: saturated, or dead. */
function stuckNote({ experiment, parameters }: Outcome): Note | null {
  const { dataset: { rows, features }, network: { hidden, activation } } = experiment;
  if (parameters === null || rows.length < 2) return null;
  const pass = new FeedforwardPass(topologyOf(experiment));
  const { inputs } = trainingDataOf(experiment);
  const step = Math.max(1, Math.floor(rows.length / MOST_ROWS));
  const layers = hidden.map((count, layer) => ({
    name: typeof activation === "string" ? activation : activation[layer],
    neurons: Array.from({ length: count }, () => ({ isStuck: true, least: Infinity, most: -Infinity })),
  }));
  for (let row = 0; row < rows.length; row += step) {
    pass.run(parameters, inputs, row * features.length);
    let at = 0;
    for (const { name, neurons } of layers) {
      for (const neuron of neurons) {
        const output = pass.activations[features.length + at];
        neuron.isStuck &&= Math.abs(slopeOf(name, output, pass.weightedSums[at])) < NO_SLOPE;
        neuron.least = Math.min(neuron.least, output);
        neuron.most = Math.max(neuron.most, output);
        at++;
      }
    }
  }
  // A neuron that goes from one end to the other tells rows apart.
  const counts = layers.map(({ neurons }) =>
    neurons.filter(({ isStuck, least, most }) => isStuck && most - least < MOST_APART).length
  );
  const layer = counts.findIndex((count, index) => count > hidden[index] / 2);
  if (layer < 0) return null;
  const [count, size] = [counts[layer], hidden[layer]];
  const all = count === size
    ? size === 1 ? "the hidden neuron" : `all ${size} hidden neurons`
    : `${count} of ${size} hidden neurons`;
  return {
    message:
      `${all} in layer ${layer + 1} (${
        layers[layer].name
      }) answer every row alike, at an end where their slope ` +
      `is nearly 0: they learn nothing any more`,
    hint:
      "try a smaller learning_rate, inputs brought to one size (shift: mean, scale: std), or another seed",
  };
}

/** Answers of a neuron to two rows that are less apart than this are alike. */
const MOST_APART = 0.1;
