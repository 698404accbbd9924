// How starting weights are spread: each scheme one entry.
// What must not change: `classic` draws every parameter from the standard normal distribution, biases too, in draw order;
// every other scheme draws the weights alone, in that order, and biases are 0.
import type { RandomState } from "../../random/random_state.ts";
import type { Formula } from "./activation_contract.ts";

/** A scheme with its number, as data: as an experiment has it, and as it is sent to a worker. */
export type Scheme =
  | { readonly name: "classic" | "glorot_uniform" | "glorot_normal" | "he_uniform" | "he_normal" }
  | {
    readonly name: "normal";
    /** Standard deviation of the weights, at least 0. */
    readonly sd: number;
  }
  | {
    readonly name: "uniform";
    /** Weights lie in [-bound, bound). */
    readonly bound: number;
  };

/** The name of a scheme, as an experiment file spells it. */
export type SchemeName = Scheme["name"];

/** What every scheme has. */
export interface SchemeRule {
  /** As an experiment file spells it. */
  readonly name: SchemeName;
  /** How people write the distribution of a weight, `in` and `out` the sizes of the layers that it joins. */
  readonly formula: Formula;
  /** Whether biases are drawn as well, after all weights; else they are 0. */
  readonly drawsBiases: boolean;
  /** From what kind of distribution a number is drawn, see {@linkcode draws}. */
  readonly distribution: Distribution;
  /**
   * How wide the distribution is: a standard deviation or a bound.
   *
   * @param given the scheme's own number, of {@linkcode numberOf}.
   */
  spread(inputCount: number, outputCount: number, given: number): number;
}

/** A kind of distribution around 0. */
export type Distribution = "normal" | "uniform";

/** Draws one number of a distribution: its spread is a standard deviation, or a bound. */
export const draws: Readonly<Record<Distribution, (random: RandomState, spread: number) => number>> = {
  normal: (random, sd) => random.normal(0, sd),
  uniform: (random, bound) => random.uniform(-bound, bound),
};

/** As np.random.seed and np.random.normal() do. */
export const classicScheme: Scheme = { name: "classic" };

const classic: SchemeRule = {
  name: "classic",
  formula: { text: "normal(0, 1)", tex: "\\mathcal{N}(0, 1)" },
  drawsBiases: true,
  distribution: "normal",
  spread: () => 1,
};

const normal: SchemeRule = {
  name: "normal",
  formula: { text: "normal(0, sd)", tex: "\\mathcal{N}(0, \\mathrm{sd})" },
  drawsBiases: false,
  distribution: "normal",
  spread: (_inputCount, _outputCount, sd) => sd,
};

const uniform: SchemeRule = {
  name: "uniform",
  formula: { text: "uniform(−bound, bound)", tex: "\\mathcal{U}(-\\mathrm{bound}, \\mathrm{bound})" },
  drawsBiases: false,
  distribution: "uniform",
  spread: (_inputCount, _outputCount, bound) => bound,
};

/** X. Glorot, Y. Bengio, Understanding the difficulty of training deep feedforward neural networks, 2010. */
const glorotUniform: SchemeRule = {
  name: "glorot_uniform",
  formula: {
    text: "uniform(−b, b) with b = √(6/(in + out))",
    tex: "\\mathcal{U}(-b, b) \\text{ with } b = \\sqrt{6 / (\\mathrm{in} + \\mathrm{out})}",
  },
  drawsBiases: false,
  distribution: "uniform",
  spread: (inputCount, outputCount) => Math.sqrt(6 / (inputCount + outputCount)),
};

const glorotNormal: SchemeRule = {
  name: "glorot_normal",
  formula: {
    text: "normal(0, √(2/(in + out)))",
    tex: "\\mathcal{N}(0, \\sqrt{2 / (\\mathrm{in} + \\mathrm{out})})",
  },
  drawsBiases: false,
  distribution: "normal",
  spread: (inputCount, outputCount) => Math.sqrt(2 / (inputCount + outputCount)),
};

/** K. He and others, Delving deep into rectifiers, 2015. */
const heUniform: SchemeRule = {
  name: "he_uniform",
  formula: {
    text: "uniform(−b, b) with b = √(6/in)",
    tex: "\\mathcal{U}(-b, b) \\text{ with } b = \\sqrt{6 / \\mathrm{in}}",
  },
  drawsBiases: false,
  distribution: "uniform",
  spread: (inputCount) => Math.sqrt(6 / inputCount),
};

const heNormal: SchemeRule = {
  name: "he_normal",
  formula: { text: "normal(0, √(2/in))", tex: "\\mathcal{N}(0, \\sqrt{2 / \\mathrm{in}})" },
  drawsBiases: false,
  distribution: "normal",
  spread: (inputCount) => Math.sqrt(2 / inputCount),
};

/** Every scheme by name, in the order in which they are listed to users. */
export const schemes: Readonly<Record<SchemeName, SchemeRule>> = {
  classic,
  normal,
  uniform,
  glorot_uniform: glorotUniform,
  glorot_normal: glorotNormal,
  he_uniform: heUniform,
  he_normal: heNormal,
};

/** The number that a scheme comes with; NaN where it has none. */
export function numberOf(scheme: Scheme): number {
  if ("sd" in scheme) return scheme.sd;
  return "bound" in scheme ? scheme.bound : NaN;
}

/** The names of all schemes, in the order in which they are listed to users. */
export const schemeNames = Object.keys(schemes) as readonly SchemeName[];
