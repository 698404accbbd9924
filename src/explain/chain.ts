// The chain rule for one parameter, link by link, from the loss down to it.
// Where one path leads from the parameter to the answer, the links are those of the classic article:
//   ∂L/∂w1 = ∂L/∂y_pred · ∂y_pred/∂h1 · ∂h1/∂w1
// Deeper down there are many paths, which meet in ∂L/∂sum of each neuron.
import {
  deltaEquation,
  gradientEquation,
  lossByOutputEquation,
  lossSlopeEquation,
  neuronOf,
  outputNeuronOf,
  slopeEquation,
  slopeOf,
  teachingOf,
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

/** The chain rule for one parameter. */
export interface Chain {
  readonly parameter: ExplainedParameter;
  /** The neuron whose weighted sum the parameter enters. */
  readonly neuron: ExplainedNeuron;
  /** The derivatives whose product is the gradient, where there is one path; else null. */
  readonly links: readonly Quantity[] | null;
  /** Each link with its formula, the gradient last. */
  readonly equations: readonly Equation[];
  /** With one path: the same factors in the order in which the program multiplies them, where it is another. */
  readonly inEngineOrder: readonly Equation[];
  /** The layers above the neuron's, whose ∂L/∂sum the equations take as known, from the output down. */
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

  const toOutput = downTo(explanation, neuron, layersAbove);
  const gradient = gradientEquation(parameter, neuron);
  if (layersAbove.length > 1) {
    const equations = [...toOutput, gradient];
    return { parameter, neuron, links: null, equations, inEngineOrder: [], layersAbove };
  }
  const links = linksOf(explanation, parameter, neuron, layersAbove.length === 0);
  const [byAnswer, ...others] = links;
  const onTheWay = layersAbove.length === 0 ? [neuron] : [outputNeuronOf(explanation), neuron];
  const slopes = onTheWay.map(slopeEquation);
  const factors = links.map(({ left, value }) => quantity(left, value));
  // The output neuron's bias has two factors and nothing to put in another order.
  const hasOtherOrder = layersAbove.length > 0 || neuron.bias.name !== name;
  const whole = equation({ of: "L", by: name }, product(...factors), parameter.gradient);
  const chained: Equation = { ...whole, isReordered: hasOtherOrder };
  return {
    parameter,
    neuron,
    links: factors,
    equations: [byAnswer, ...others.flatMap((link, index) => [slopes[index], link]), chained],
    inEngineOrder: hasOtherOrder
      ? [...toOutput.filter(({ left }) => isLossDerivative(left)).slice(1), gradient]
      : [],
    layersAbove,
  };
}

function isLossDerivative(name: QuantityName): boolean {
  return typeof name === "object" && "of" in name && name.of === "L";
}

/** From the loss to ∂L/∂sum of a neuron: the output neuron's way, then the neuron's own. */
function downTo(
  explanation: Explanation,
  neuron: ExplainedNeuron,
  layersAbove: readonly (readonly ExplainedNeuron[])[],
): readonly Equation[] {
  const output = outputNeuronOf(explanation);
  const top = [lossSlopeEquation(explanation), slopeEquation(output), deltaEquation(output)];
  if (layersAbove.length === 0) return top;
  const above = layersAbove[layersAbove.length - 1];
  return [...top, lossByOutputEquation(neuron, above), slopeEquation(neuron), deltaEquation(neuron)];
}

/** ∂L/∂y_pred, ∂y_pred/∂h1 and ∂h1/∂w1; without the middle one for the output neuron's own parameters. */
function linksOf(
  explanation: Explanation,
  parameter: ExplainedParameter,
  neuron: ExplainedNeuron,
  isOutput: boolean,
): readonly Equation[] {
  const term = neuron.terms.find(({ weight }) => weight.name === parameter.name);
  const slope = slopeOf(neuron);
  const own = { of: neuron.output.name, by: parameter.name };
  const byParameter = term === undefined
    ? equation(own, slope, slope.value)
    : productEquation(own, quantity(term.input.name, term.input.value), slope);
  if (isOutput) return [lossSlopeEquation(explanation), byParameter];

  const output = outputNeuronOf(explanation);
  const way = output.terms.find(({ input }) => input.name === neuron.output.name);
  if (way === undefined) throw new Error(`assertion failed: ${neuron.name} enters no output`);
  const between = { of: "y_pred", by: neuron.output.name };
  const byHidden = productEquation(between, quantity(way.weight.name, way.weight.value), slopeOf(output));
  return [lossSlopeEquation(explanation), byHidden, byParameter];
}

/** A link that the engine never forms on its own: two of its numbers, multiplied. */
function productEquation(left: QuantityName, one: Quantity, other: Quantity): Equation {
  return equation(left, product(one, other), one.value * other.value);
}
