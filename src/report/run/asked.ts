// What was asked for, in sentences: the network, where it started, what it learned from and how.
// Why sentences: whoever has only the report learns from them what the experiment file said.

import {
  classLabelsOf,
  type Dataset,
  featureColumnsOf,
  outputNamesOf,
  type Target,
  targetNamesOf,
} from "../../dataset/dataset.ts";
import { tableRowsOf } from "../../dataset/held_out.ts";
import { areWordsOfRows } from "../../dataset/learned_words.ts";
import {
  type Experiment,
  featuresOf,
  inputShapeOf,
  topologyOf,
  type TrainingSettings,
} from "../../experiment/experiment.ts";
import { parameterCount } from "../../engine/topology.ts";
import { endNames } from "../../sweep/figures.ts";
import { asWritten } from "../../text/number_words.ts";
import { counted, listed } from "../../text/words.ts";
import { layerSentence } from "./layer_words.ts";
import {
  activationOf,
  batchWords,
  type IsSwept,
  optimizerWords,
  otherLearningWords,
} from "./learning_words.ts";

/**
 * The settings of an experiment in a few sentences.
 *
 * @param sweptKeys full keys of settings that differ from trial to trial.
 */
export function askedWords(experiment: Experiment, sweptKeys: readonly string[] = []): string {
  return `${networkSentence(experiment, sweptKeys)} ${trainingSentence(experiment, sweptKeys)}`;
}

function networkSentence(experiment: Experiment, sweptKeys: readonly string[]): string {
  const { dataset, network, init } = experiment;
  const { hidden, output, layers } = network;
  const isSwept = (key: string) => sweptKeys.includes(key);
  const areLayersOpen = sweptKeys.some((key) => key.startsWith("network.layers."));
  const hiddenParts = areLayersOpen
    ? ["layers that differ by trial"]
    : layers !== undefined
    ? layers.slice(0, -1).map((layer) => layerSentence(layer, false))
    : isSwept("network.hidden")
    ? ["hidden neurons that differ by trial"]
    : hidden.map((count, layer) =>
      `${counted(count, "hidden neuron")} (${
        isSwept("network.activation") ? "activation differs by trial" : activationOf(network, layer)
      })`
    );
  const areInputsOpen = differInInputs(dataset, sweptKeys);
  const inputs = areInputsOpen
    ? "inputs that depend on the words of each trial's rows"
    : enteringWords(experiment);
  const outputCount = outputNamesOf(dataset.target).length;
  const last = `${counted(outputCount, "output")} (${
    isSwept("network.output") ? "activation differs by trial" : output
  })`;
  const count = isSwept("network.hidden") || areLayersOpen || areInputsOpen
    ? "starting parameters are"
    : counted(parameterCount(topologyOf(experiment)), "starting parameter is", "starting parameters are");
  const start = isSwept("init.seed")
    ? `drawn from each trial's seed${schemeWords(experiment, sweptKeys)}`
    : sweptKeys.some((key) => key === "init.weights" || key === "init.biases")
    ? "given by each trial"
    : "seed" in init
    ? `drawn from seed ${init.seed}${schemeWords(experiment, sweptKeys)}`
    : "given in the experiment";
  return `A network of ${listed([inputs, ...hiddenParts, last])}; its ${count} ${start}.`;
}

/** `64 inputs`; of an image or of sentences, what they are. */
function enteringWords(experiment: Experiment): string {
  const input = experiment.network.layers === undefined ? null : inputShapeOf(experiment.dataset);
  if (input === null) return counted(featuresOf(experiment).length, "input");
  if (input.kind === "sentence") return `sentences of ${counted(input.wordCount, "different word")}`;
  const { rows, columns, channels } = input;
  return `images of ${rows} × ${columns} points${channels === 1 ? "" : ` of ${channels} numbers`}`;
}

/** Whether trials may have other inputs: they learn rows of their own, which decide upon the words that have one. */
function differInInputs({ features }: Dataset, sweptKeys: readonly string[]): boolean {
  return features.some(areWordsOfRows) && sweptKeys.some((key) => key.startsWith("dataset.validation."));
}

/** `, by he_normal`; empty for the classic scheme. */
function schemeWords({ init }: Experiment, sweptKeys: readonly string[]): string {
  if (sweptKeys.includes("init.scheme")) return ", by each trial's scheme";
  if (!("seed" in init) || init.scheme.name === "classic") return "";
  const { name, ...numbers } = init.scheme;
  const parts = Object.entries(numbers).map(([key, value]) =>
    sweptKeys.includes(`init.${key}`) ? `${key} by trial` : `${key} ${asWritten(value)}`
  );
  return `, by ${name}${parts.length === 0 ? "" : ` (${parts.join(", ")})`}`;
}

/** What decides how many rows are held out. */
const COUNTING = ["fraction", "folds", "fold", "stratify"] as const;

function trainingSentence(experiment: Experiment, sweptKeys: readonly string[]): string {
  const { dataset, training } = experiment;
  const { target, rows } = dataset;
  const { epochs, learningRate } = training;
  if (rows.length === 0) return "There are no rows to learn from: it answers with its starting parameters.";
  const isEpochsSwept = sweptKeys.includes("training.epochs");
  if (epochs === 0 && !isEpochsSwept) return "It was not trained: it answers with its starting parameters.";
  const classes = classWords(target);
  const names = targetNamesOf(target);
  const learned = names.length <= 6 ? listed(names) : counted(names.length, "column");
  // A column of words is one feature, however many inputs it has.
  const features = featureColumnsOf(dataset.features);
  const from = features.length <= 6
    ? listed(features.map(({ name }) => name))
    : counted(features.length, "feature");
  const times = isEpochsSwept
    ? "a number of epochs that differs by trial"
    : `${endNames(experiment).length === 0 ? "" : "at most "}${counted(epochs, "epoch")}`;
  const isSwept = (key: string) => sweptKeys.includes(key);
  const isRateOpen = experiment.sweep?.byTrial?.["training.learning_rate"] === null && sweptKeys.length > 0;
  const rate = isSwept("training.learning_rate")
    ? "each trial's learning rate"
    : isRateOpen
    ? "its optimizer's learning rate"
    : `a learning rate of ${asWritten(learningRate)}`;
  // How many rows are held out may differ from fold to fold.
  const isCountOpen = COUNTING.some((key) => isSwept(`dataset.validation.${key}`));
  const through = isCountOpen ? "the training rows" : counted(rows.length, "row");
  return `It learns ${learned}${classes} from ${from} in ${times} of ${through}, with a step after ${
    batchWords(training, isSwept) ?? "every row"
  } at ${rate}.${particulars(training, isSwept)}${heldOutWords(experiment, sweptKeys)}`;
}

/** ` 30 rows are held out.`; empty where none are. */
function heldOutWords({ dataset }: Experiment, sweptKeys: readonly string[]): string {
  const { validation } = dataset;
  if (validation === null) return "";
  if (sweptKeys.some((key) => key.startsWith("dataset.validation."))) {
    return ` Each trial holds out its own part of the ${counted(tableRowsOf(dataset).length, "row")}.`;
  }
  const { rows, split } = validation;
  const fold = split.kind === "folds" ? `, fold ${split.fold} of ${split.folds}` : "";
  return ` ${counted(rows.length, "row is", "rows are")} held out${fold}.`;
}

/** ` The optimizer is adam (…), with an l2 of 0.1.`; empty for plain stochastic gradient descent. */
function particulars(training: TrainingSettings, isSwept: IsSwept): string {
  const optimizer = optimizerWords(training, isSwept);
  const others = otherLearningWords(training, isSwept);
  const withOthers = others.length === 0 ? "" : ` with ${listed(others)}`;
  if (optimizer !== null) {
    return ` The optimizer is ${optimizer}${withOthers === "" ? "" : `,${withOthers}`}.`;
  }
  return withOthers === "" ? "" : ` It learns${withOthers}.`;
}

/** What the classes are; of a list, that each has an output. */
function classWords(target: Target | null): string {
  const count = classLabelsOf(target).length;
  if (target?.kind === "classes") {
    return count > 6
      ? ` (${counted(count, "class", "classes")}, an output each)`
      : ` (${listed(target.labels)}, an output each)`;
  }
  if (target?.kind !== "coded" || count > 6) return "";
  return ` (${target.classes.map(({ label, value }) => `${label} is ${asWritten(value)}`).join(", ")})`;
}
