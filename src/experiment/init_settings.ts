// The settings of the section init: where the parameters start, drawn by a scheme or given one by one.
// What must hold: a drawn start and a given one are rivals; see `settings.ts` for the rest.

import { schemeNames } from "../engine/rules/scheme.ts";
import { LARGEST_SEED } from "../random/mersenne_twister.ts";
import { list, mapping } from "./collection_kind.ts";
import { either, number, wholeNumber, word } from "./kind.ts";
import { LIMITS } from "./limits.ts";

const parameterValues = either(
  number(),
  list(number(), "a list of numbers", 0, LIMITS.parameters),
  "one number for all, or a list with a number for each",
);

/** What is taken for the one of the two that is used and left out: the resolver knows which that is. */
export const INIT_DEFAULTS = { seed: 0, scheme: "classic", biases: 0 } as const;

export const init = mapping({
  seed: {
    kind: wholeNumber(0, LARGEST_SEED),
    default: INIT_DEFAULTS.seed,
    rivals: ["init.weights", "init.biases"],
    description: "Draws the starting parameters as NumPy's np.random.seed and np.random.normal would",
    examples: [42],
    alsoCalled: ["random_state", "random_seed"],
  },
  scheme: {
    kind: word(schemeNames, {
      default: "write classic",
      gaussian: "write normal, and sd",
      glorot: "write glorot_uniform or glorot_normal",
      he: "write he_uniform or he_normal",
      kaiming: "write he_uniform or he_normal",
      kaimingnormal: "write he_normal",
      kaiminguniform: "write he_uniform",
      randomnormal: "write normal, and sd",
      randomuniform: "write uniform, and bound",
      xavier: "write glorot_uniform or glorot_normal",
      xaviernormal: "write glorot_normal",
      xavieruniform: "write glorot_uniform",
    }),
    default: INIT_DEFAULTS.scheme,
    isYoung: true,
    rivals: ["init.weights", "init.biases"],
    description:
      "How the starting parameters are drawn: classic draws weights and biases from the standard " +
      "normal distribution, every other scheme the weights alone, and biases start at 0",
    examples: ["glorot_uniform", "he_normal"],
    alsoCalled: ["initializer", "initialization", "kernel_initializer", "weight_init", "method"],
  },
  sd: {
    kind: number({ above: 0 }),
    isYoung: true,
    belongsTo: { key: "init.scheme", words: ["normal"] },
    rivals: ["init.weights", "init.biases"],
    description: "Standard deviation of the weights; with scheme: normal",
    examples: [0.1],
    alsoCalled: ["std", "stddev", "sigma", "scale"],
  },
  bound: {
    kind: number({ above: 0 }),
    isYoung: true,
    belongsTo: { key: "init.scheme", words: ["uniform"] },
    rivals: ["init.weights", "init.biases"],
    description: "Weights lie between -bound and bound; with scheme: uniform",
    examples: [0.5],
    alsoCalled: ["limit", "range", "minval", "maxval"],
  },
  weights: {
    kind: parameterValues,
    rivals: ["init.seed", "init.scheme", "init.sd", "init.bound"],
    description:
      "Starting weights in place of a seed: one number for all, or w1, w2, … layer by layer, neuron by neuron",
    examples: [1, [0, 1, 0, 1, 0, 1]],
  },
  biases: {
    kind: parameterValues,
    description: "Starting biases, along with weights: one number for all, or b1, b2, …; 0 where left out",
    examples: [0, [0, 0, 0]],
  },
});
