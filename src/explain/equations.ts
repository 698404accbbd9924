// The formula of every number on the way forward, back, and of the step, as the engine calculates it.
// What must not change: `evaluate(formula)` gives the bits of `value` unless `isReordered` says otherwise.
import type { ExplainedInput, ExplainedNeuron, ExplainedParameter, Explanation } from "./explanation.ts";
import {
  constant,
  difference,
  type Equation,
  equation,
  type Expression,
  product,
  type Quantity,
  quantity,
  type QuantityName,
  sum,
} from "./expression.ts";

/** x1 = (weight - shift) / scale, without a shift of 0 and a scale of 1. */
export function inputEquation({ name, feature, raw, shift, scale, value }: ExplainedInput): Equation {
  const column = quantity({ feature }, raw);
  const shifted = shift === 0 ? column : difference(column, constant(shift));
  const formula: Expression = scale === 1
    ? shifted
    : { kind: "quotient", left: shifted, right: constant(scale) };
  return equation(name, formula, value);
}

/** sum_h1 = w1·x1 + w2·x2 + b1 */
export function sumEquation({ sum: { name, value }, terms, bias }: ExplainedNeuron): Equation {
  const weighted = terms.map(({ weight, input }) =>
    product(quantity(weight.name, weight.value), quantity(input.name, input.value))
  );
  return equation(name, sum(...weighted, quantity(bias.name, bias.value)), value);
}

/** h1 = sigmoid(sum_h1) */
export function outputEquation({ sum, activation, output }: ExplainedNeuron): Equation {
  const argument = quantity(sum.name, sum.value);
  return equation(output.name, { kind: "call", activation, argument }, output.value);
}

/** L = (y_true − y_pred)² */
export function lossEquation(explanation: Explanation): Equation {
  const { rowLoss: { before } } = learningOf(explanation);
  return equation("L", { kind: "square", base: miss(explanation) }, before);
}

/** ∂L/∂y_pred = −2·(y_true − y_pred) */
export function lossSlopeEquation(explanation: Explanation): Equation {
  const output = outputNeuronOf(explanation);
  const { lossByOutput } = backwardOf(output);
  return equation(
    { of: "L", by: "y_pred" },
    product(constant(-2), miss(explanation)),
    lossByOutput,
  );
}

function miss(explanation: Explanation): Expression {
  return difference(
    quantity("y_true", learningOf(explanation).yTrue),
    quantity("y_pred", explanation.yPred),
  );
}

/** sigmoid′(sum_h1) = h1·(1 − h1), and so on for each activation. */
export function slopeEquation(neuron: ExplainedNeuron): Equation {
  const { activation, sum, output } = neuron;
  const left: QuantityName = { slopeOf: activation, at: sum.name };
  const a = quantity(output.name, output.value);
  const { slope } = backwardOf(neuron);
  switch (activation) {
    case "sigmoid":
      return equation(left, product(a, difference(constant(1), a)), slope);
    case "tanh":
      return equation(left, difference(constant(1), { kind: "square", base: a }), slope);
    case "relu": {
      const condition = { name: sum.name, isAboveZero: slope === 1 };
      return { left, formula: null, value: slope, condition, isReordered: false };
    }
    case "identity":
      return { left, formula: null, value: slope, condition: null, isReordered: false };
  }
}

/** ∂L/∂h1 = ∂L/∂sum_h3·w5 + ∂L/∂sum_h4·w7, over the neurons that h1 enters. */
export function lossByOutputEquation(neuron: ExplainedNeuron, above: readonly ExplainedNeuron[]): Equation {
  const { name } = neuron.output;
  const ways = above.map((upper) => {
    const { weight } = upper.terms.find(({ input }) => input.name === name) ?? missing(name);
    return product(deltaOf(upper), quantity(weight.name, weight.value));
  });
  return equation({ of: "L", by: name }, sum(...ways), backwardOf(neuron).lossByOutput);
}

/** ∂L/∂sum_h1 = ∂L/∂h1·sigmoid′(sum_h1) */
export function deltaEquation(neuron: ExplainedNeuron): Equation {
  const { lossByOutput, delta } = backwardOf(neuron);
  const byOutput = quantity({ of: "L", by: neuron.output.name }, lossByOutput);
  return equation({ of: "L", by: neuron.sum.name }, product(byOutput, slopeOf(neuron)), delta);
}

/** ∂L/∂w1 = ∂L/∂sum_h1·x1, and for a bias ∂L/∂b1 = ∂L/∂sum_h1 */
export function gradientEquation(parameter: ExplainedParameter, neuron: ExplainedNeuron): Equation {
  const weighed = neuron.terms.find(({ weight }) => weight.name === parameter.name);
  const delta = deltaOf(neuron);
  const formula = weighed === undefined
    ? delta
    : product(delta, quantity(weighed.input.name, weighed.input.value));
  return equation({ of: "L", by: parameter.name }, formula, parameter.gradient);
}

/** new w1 = w1 − (learning_rate·∂L/∂sum_h1)·x1: the trainer's order. */
export function updateEquation(
  parameter: ExplainedParameter,
  neuron: ExplainedNeuron,
  learningRate: number,
): Equation {
  const weighed = neuron.terms.find(({ weight }) => weight.name === parameter.name);
  const step = product(quantity("learning_rate", learningRate), deltaOf(neuron));
  const change = weighed === undefined
    ? step
    : product(step, quantity(weighed.input.name, weighed.input.value));
  const formula = difference(quantity(parameter.name, parameter.value), change);
  return equation({ updated: parameter.name }, formula, parameter.updated);
}

/** ∂L/∂sum of a neuron as a quantity. */
export function deltaOf(neuron: ExplainedNeuron): Quantity {
  return quantity({ of: "L", by: neuron.sum.name }, backwardOf(neuron).delta);
}

/** The slope of a neuron's activation function as a quantity. */
export function slopeOf({ activation, sum, backward }: ExplainedNeuron): Quantity {
  return quantity({ slopeOf: activation, at: sum.name }, backward === null ? NaN : backward.slope);
}

/** The output neuron. */
export function outputNeuronOf({ layers }: Explanation): ExplainedNeuron {
  return layers[layers.length - 1][0];
}

/** The derivatives of a neuron of an explained row. */
export function backwardOf(neuron: ExplainedNeuron): NonNullable<ExplainedNeuron["backward"]> {
  return neuron.backward ?? missing(`the way back of ${neuron.name}`);
}

/** What an explained row teaches. */
export function learningOf({ learning }: Explanation): NonNullable<Explanation["learning"]> {
  return learning ?? missing("a target");
}

function missing(what: string): never {
  throw new Error(`assertion failed: ${what} is missing`);
}

/** The neuron whose weighted sum a parameter enters. */
export function neuronOf({ layers }: Explanation, { neuron }: ExplainedParameter): ExplainedNeuron {
  return layers.flat().find(({ name }) => name === neuron) ?? missing(neuron);
}
