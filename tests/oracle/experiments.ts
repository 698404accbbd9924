// The experiments whose results are frozen: those that a version shipped, and many random ones of its language.
// Why both: the shipped ones are what people ran and published; the random ones go where nobody has looked yet.
// What must not change: the lists, their names, and what each of them asks for.

import { parseExperiment } from "../../mod.ts";
import type { Experiment } from "../../mod.ts";
import { randomExperiment } from "./random_experiment.ts";
import { randomLearning } from "./random_learning.ts";

/** An experiment with the name under which its hashes are kept. */
export interface FrozenExperiment {
  readonly name: string;
  readonly text: string;
}

/** What a version gave first. */
export interface FrozenSet {
  readonly version: string;
  /** The experiments of `experiments/`, as the version shipped them. */
  readonly shipped: readonly FrozenExperiment[];
  readonly random: readonly FrozenExperiment[];
}

const FOLDER = new URL("../../experiments/", import.meta.url);

/** What 0.1.0 shipped and a later version changed, as 0.1.0 had it. */
const CHANGED: ReadonlyMap<string, URL> = new Map([
  ["xor_rates", new URL("xor_rates_0_1_0.yaml", import.meta.url)],
]);

/** The classic network: of the random experiments every fifth is a sweep, every tenth has a large network. */
export const classicSet: FrozenSet = {
  version: "0.1.0",
  shipped: [
    ...["alice", "feedforward", "gender", "gender_csv", "gender_mean_shift", "gender_seeds"],
    ...["neuron", "or", "xor", "xor_rates"],
  ].map((name) => shipped(name, CHANGED.get(name))),
  random: randomOnes("random", 1000, randomExperiment),
};

/** Any table, images and sentences, learned in any way: every fourth is a sweep, two of eight have layers. */
export const learningSet: FrozenSet = {
  version: "0.2.0",
  shipped: [
    ...["activations", "batch_sizes", "digits", "digits_cnn", "digits_dense", "iris", "moons"],
    ...["optimizers", "overfit", "sentiment_rnn", "spiral", "wine_folds", "xor_rates"],
  ].map((name) => shipped(name)),
  random: randomOnes("learning", 240, randomLearning),
};

function shipped(name: string, file = new URL(`${name}.yaml`, FOLDER)): FrozenExperiment {
  return { name, text: Deno.readTextFileSync(file) };
}

function randomOnes(
  kind: string,
  count: number,
  textOf: (number: number, name: string) => string,
): readonly FrozenExperiment[] {
  return Array.from({ length: count }, (_, number) => {
    const name = `${kind}_${String(number).padStart(3, "0")}`;
    return { name, text: textOf(number, name) };
  });
}

/** Reads a frozen experiment; a CSV file that it names lies in `experiments/`. */
export function parsed({ name, text }: FrozenExperiment): Experiment {
  return parseExperiment(text, {
    fileName: `${name}.yaml`,
    readDataFile: (file) => ({ text: Deno.readTextFileSync(new URL(file, FOLDER)) }),
  });
}
