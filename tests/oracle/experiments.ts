// The experiments whose results are frozen: those that 0.1.0 shipped, and a thousand random ones.
// Why both: the shipped ones are what people ran and published; the random ones go where nobody has looked yet.
// What must not change: the list, its names, and what each of them asks for.

import { parseExperiment } from "../../mod.ts";
import type { Experiment } from "../../mod.ts";
import { randomExperiment } from "./random_experiment.ts";

/** An experiment with the name under which its hashes are kept. */
export interface FrozenExperiment {
  readonly name: string;
  readonly text: string;
}

const FOLDER = new URL("../../experiments/", import.meta.url);
const SHIPPED = [
  "alice",
  "feedforward",
  "gender",
  "gender_csv",
  "gender_mean_shift",
  "gender_seeds",
  "neuron",
  "or",
  "xor",
  "xor_rates",
];
const RANDOM_COUNT = 1000;

/** What 0.1.0 shipped and a later version changed, as 0.1.0 had it. */
const CHANGED: ReadonlyMap<string, URL> = new Map([
  ["xor_rates", new URL("xor_rates_0_1_0.yaml", import.meta.url)],
]);

/** The experiments of `experiments/`, as 0.1.0 shipped them. */
export const shippedExperiments: readonly FrozenExperiment[] = SHIPPED.map((name) => ({
  name,
  text: Deno.readTextFileSync(CHANGED.get(name) ?? new URL(`${name}.yaml`, FOLDER)),
}));

/** The random experiments: every fifth is a sweep, every tenth has a large network. */
export const randomExperiments: readonly FrozenExperiment[] = Array.from(
  { length: RANDOM_COUNT },
  (_, index) => {
    const name = `random_${String(index).padStart(3, "0")}`;
    return { name, text: randomExperiment(index, name) };
  },
);

/** Reads a frozen experiment; a CSV file that it names lies in `experiments/`. */
export function parsed({ name, text }: FrozenExperiment): Experiment {
  return parseExperiment(text, {
    fileName: `${name}.yaml`,
    readDataFile: (file) => ({ text: Deno.readTextFileSync(new URL(file, FOLDER)) }),
  });
}
