// What was asked for, in sentences: the network, where it started, what it learned from and how.

import { type Experiment, topologyOf } from "../../experiment/experiment.ts";
import { parameterCount } from "../../network/topology.ts";
import type { Words } from "../document/block.ts";
import { asWritten, counted } from "../document/number_words.ts";

/**
 * The settings of an experiment in a few sentences.
 *
 * @example
 * ```ts
 * import { parseExperiment } from "../../experiment/parse_experiment.ts";
 * const text = "name: ask\ndataset: { features: [{ name: x }] }\nnetwork: { hidden: [] }\ntraining: { epochs: 0 }";
 * const words = askedWords(parseExperiment(text)).join("");
 * if (!words.startsWith("A network of 1 input and 1 output (sigmoid)")) throw new Error(words);
 * ```
 */
export function askedWords(experiment: Experiment): Words {
  return [`${networkSentence(experiment)} ${trainingSentence(experiment)}`];
}

function networkSentence(experiment: Experiment): string {
  const { dataset, network, init } = experiment;
  const { hidden, activation, output } = network;
  const parts = [
    counted(dataset.features.length, "input"),
    ...hidden.map((count) => `${counted(count, "hidden neuron")} (${activation})`),
    `1 output (${output})`,
  ];
  const last = parts.pop();
  const count = counted(parameterCount(topologyOf(experiment)), "parameter");
  const start = "seed" in init ? `drawn from seed ${init.seed}` : "given in the experiment";
  return `A network of ${parts.join(", ")} and ${last}; its ${count} at the start ${
    "seed" in init ? "are" : "are"
  } ${start}.`;
}

function trainingSentence({ dataset, training }: Experiment): string {
  const { target, features, rows } = dataset;
  const { epochs, learningRate } = training;
  if (rows.length === 0) return "There are no rows to learn from: it answers as it started.";
  if (epochs === 0) return "It was not trained: it answers as it started.";
  const classes = target?.classes == null || target.classes.length > 6
    ? ""
    : ` (${target.classes.map(({ label, value }) => `${label} is ${asWritten(value)}`).join(", ")})`;
  const from = features.length <= 6
    ? listed(features.map(({ name }) => name))
    : counted(features.length, "feature");
  return `It learns ${target?.name}${classes} from ${from}: ${counted(epochs, "time")} through ${
    counted(rows.length, "row")
  }, with a step after every row at a learning rate of ${asWritten(learningRate)}.`;
}

/** `a, b and c`. */
export function listed(names: readonly string[]): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
}
