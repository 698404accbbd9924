// The chain rule for one parameter, link by link, from the loss down to it.
// Where one path leads from the parameter to the answer, the links are those of the classic article:
//   ∂L/∂w1 = ∂L/∂y_pred · ∂y_pred/∂h1 · ∂h1/∂w1
// Deeper down, and to several outputs, there are many paths, which meet in ∂L/∂sum of each neuron.
import { isMatched, neuronOf, outputNeuronsOf, teachingOf } from "./explained_parts.ts";
import {
  deltaEquation,
  gradientEquation,
  lossByOutputEquation,
  slopeEquation,
  slopeOf,
} from "./equations.ts";
import type { ExplainedNeuron, ExplainedParameter, Explanation } from "./explanation.ts";
import {
  type Equation,
  equation,
  product,
  type Quantity,
  quantity,
  type QuantityName,
} from "./expression.ts";
import { lossSlopeEquation, matchedDeltaEquation } from "./loss_equations.ts";

/** The chain rule for one parameter. */
export interface Chain {
  readonly parameter: ExplainedParameter;
  /** The neuron whose weighted sum the parameter enters. */
  readonly neuron: ExplainedNeuron;
  /** The derivatives whose product is the gradient, where there is one path; else null. */
  readonly links: readonly Quantity[] | null;
  /** With one path: each link with its formula. With many: from the loss to ∂L/∂sum of the neuron's layer above, if there is one. */
  readonly equations: readonly Equation[];
  /** With many paths: from there to the gradient, which is last. */
  readonly own: readonly Equation[];
  /** With one path: the same factors in the order in which the program multiplies them, where it is another. */
  readonly inEngineOrder: readonly Equation[];
  /** The layers above the neuron's, from the output down; between them ∂L/∂sum is taken as known. */
  readonly layersAbove: readonly (readonly ExplainedNeuron[])[];
}

/**
 * The chain rule for one parameter of an explained row.
 *
 * @param name a parameter of the network: w1, b3.
 */
export function chainOf(explanation: Explanation, name: string): Chain {
  const parameter = teachingOf(explanation).parameters.find((candidate) => candidate.name === name);
  const { layers } = explanation;
  if (parameter === undefined) throw new Error(`assertion failed: no ${name}`);
  const neuron = neuronOf(explanation, parameter);
  const depth = layers.findIndex((neurons) => neurons.includes(neuron));
  const layersAbove = layers.slice(depth + 1).toReversed();
  const chain = { parameter, neuron, layersAbove };
  const isOnePath = layersAbove.length === 0 || layersAbove.length === 1 && layersAbove[0].length === 1;
  return isOnePath
    ? { ...chain, ...onePath(explanation, chain) }
    : { ...chain, ...manyPaths(explanation, chain) };
}

type Found = Pick<Chain, "parameter" | "neuron" | "layersAbove">;
type Way = Pick<Chain, "links" | "equations" | "own" | "inEngineOrder">;

function onePath(explanation: Explanation, { parameter, neuron, layersAbove }: Found): Way {
  const output = layersAbove.length === 0 ? neuron : layersAbove[0][0];
  const fromLoss = wayFromLoss(explanation, output);
  const links = [
    ...(output === neuron ? [] : [linkBetween(output, neuron)]),
    linkToParameter(parameter, neuron),
  ];
  const all = [{ slope: null, link: fromLoss[0] }, ...links];
  const factors = all.map(({ link: { left, value } }) => quantity(left, value));
  // Two factors have no other order, and a bias of the output weighs nothing.
  const hasOtherOrder = output !== neuron || !isMatched(neuron) && parameter.isWeight;
  const whole = equation({ of: "L", by: parameter.name }, product(...factors), parameter.gradient);
  const own = output === neuron ? [] : wayDown(neuron, layersAbove[0]);
  return {
    links: factors,
    equations: [
      ...all.flatMap(({ slope, link }) => slope === null ? [link] : [slope, link]),
      { ...whole, isReordered: hasOtherOrder },
    ],
    own: [],
    inEngineOrder: hasOtherOrder
      ? [
        ...[...fromLoss, ...own].filter(({ left }) => isLossDerivative(left)).slice(1),
        gradientEquation(parameter, neuron),
      ]
      : [],
  };
}

function manyPaths(explanation: Explanation, { parameter, neuron, layersAbove }: Found): Way {
  return {
    links: null,
    equations: outputNeuronsOf(explanation).flatMap((output) => wayFromLoss(explanation, output)),
    own: [...wayDown(neuron, layersAbove[layersAbove.length - 1]), gradientEquation(parameter, neuron)],
    inEngineOrder: [],
  };
}

/** From the loss to ∂L/∂sum of an output: ∂L/∂output, the slope and their product, or at once. */
export function wayFromLoss(explanation: Explanation, output: ExplainedNeuron): readonly Equation[] {
  return isMatched(output)
    ? [matchedDeltaEquation(explanation, output)]
    : [lossSlopeEquation(explanation, output), slopeEquation(output), deltaEquation(output)];
}

/** From ∂L/∂sum of the layer above to ∂L/∂sum of a neuron. */
export function wayDown(neuron: ExplainedNeuron, above: readonly ExplainedNeuron[]): readonly Equation[] {
  return [lossByOutputEquation(neuron, above), slopeEquation(neuron), deltaEquation(neuron)];
}

function isLossDerivative(name: QuantityName): boolean {
  return typeof name === "object" && "of" in name && name.of === "L";
}

/** A link of the chain, and the slope that it needs. */
interface Link {
  readonly slope: Equation | null;
  readonly link: Equation;
}

/** ∂y_pred/∂h1 = w5·slope; from the sum, where the loss is made for the output: ∂sum_o1/∂h1 = w5. */
function linkBetween(output: ExplainedNeuron, { name, output: { name: below } }: ExplainedNeuron): Link {
  const way = output.terms.find(({ input }) => input.name === below);
  if (way === undefined) throw new Error(`assertion failed: ${name} enters no output`);
  return linkOf(output, below, quantity(way.weight.name, way.weight.value));
}

/** ∂h1/∂w1 = x1·slope, and for a bias the slope alone. */
function linkToParameter({ name }: ExplainedParameter, neuron: ExplainedNeuron): Link {
  const term = neuron.terms.find(({ weight }) => weight.name === name);
  return linkOf(neuron, name, term === undefined ? null : quantity(term.input.name, term.input.value));
}

/** @param factor what the sum changes by when `by` grows; null for 1. */
function linkOf(neuron: ExplainedNeuron, by: string, factor: Quantity | null): Link {
  if (isMatched(neuron)) {
    const left = { of: neuron.sum.name, by };
    const value = factor === null ? 1 : factor.value;
    return { slope: null, link: { left, formula: factor, value, condition: null, isReordered: false } };
  }
  const left = { of: neuron.output.name, by };
  const slope = slopeOf(neuron);
  const link = factor === null
    ? equation(left, slope, slope.value)
    // The engine never forms it on its own.
    : equation(left, product(factor, slope), factor.value * slope.value);
  return { slope: slopeEquation(neuron), link };
}
