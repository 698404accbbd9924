// The formula of every number on the way forward, back, and of the step: the engine's own rules, read as expressions.
// Why neuron by neuron: a network may have a million parameters, of which people read a few formulas.
// What must not change: `evaluate(formula)` gives the bits of `value` unless `isReordered` says otherwise.
import { backward, forward, type Learner } from "../engine/dense.ts";
import type { NeuronActivation } from "../engine/rules/activation_contract.ts";
import { immediateStepOf } from "../engine/learning.ts";
import { lossOfRow } from "../engine/rules/loss.ts";
import type { Cells } from "../engine/cells.ts";
import { completed, deltaOf as stepToDelta, moving } from "../engine/step.ts";
import type { Layer } from "../engine/topology.ts";
import { onNumbers } from "../numeric/numbers.ts";
import type {
  ExplainedInput,
  ExplainedNeuron,
  ExplainedParameter,
  Explanation,
  NamedNumber,
} from "./explanation.ts";
import {
  call,
  constant,
  difference,
  type Equation,
  equation,
  type Expression,
  expressions,
  type Quantity,
  quantity,
  type QuantityName,
} from "./expression.ts";

/** x1 = (weight - shift) / scale, without a shift of 0 and a scale of 1. */
export function inputEquation({ name, feature, raw, shift, scale, value }: ExplainedInput): Equation {
  const column = quantity({ feature }, raw);
  const shifted = shift === 0 ? column : difference(column, constant(shift));
  const formula = scale === 1 ? shifted : expressions.divide(shifted, constant(scale));
  return equation(name, formula, value);
}

/** sum_h1 = w1·x1 + w2·x2 + b1 */
export function sumEquation(neuron: ExplainedNeuron): Equation {
  const { terms, bias, sum, activation } = neuron;
  const parameters = [...terms.map(({ weight }) => weight), bias].map(named);
  const layer = layerOf({ inputCount: terms.length, outputCount: 1, activation });
  const inputs = terms.map(({ input }) => named(input));
  const pass = forward(expressions, layer, reading(parameters), inputs, (_kind, _index, value) => value);
  return equation(sum.name, completed(pass).sums[0], sum.value);
}

/** h1 = sigmoid(sum_h1) */
export function outputEquation({ sum, activation, output }: ExplainedNeuron): Equation {
  const formula = call(activation.name, onNumbers(activation, (o) => activation.over(o)).value, named(sum));
  return equation(output.name, formula, output.value);
}

/** L = (y_true − y_pred)² */
export function lossEquation(explanation: Explanation): Equation {
  const yPred = quantity("y_pred", explanation.yPred);
  return equation("L", lossFormula(explanation, yPred), teachingOf(explanation).rowLoss.before);
}

/** The loss of the row for an answer. */
export function lossFormula(explanation: Explanation, yPred: Quantity): Expression {
  const { rules } = teachingOf(explanation);
  const outputs = { sums: [named(outputNeuronOf(explanation).sum)], activations: [yPred] };
  const { activation } = outputNeuronOf(explanation);
  return lossOfRow(expressions, rules.loss, activation.name, [yTrueOf(explanation)], outputs);
}

/** ∂L/∂y_pred = −2·(y_true − y_pred) */
export function lossSlopeEquation(explanation: Explanation): Equation {
  const { rules: { loss } } = teachingOf(explanation);
  if (!("over" in loss)) throw new Error(`assertion failed: ${loss.name} has no slope`);
  const yPred = quantity("y_pred", explanation.yPred);
  const formula = loss.over(expressions).slope(yTrueOf(explanation), yPred);
  const { lossByOutput } = backwardOf(outputNeuronOf(explanation));
  return equation({ of: "L", by: "y_pred" }, formula, lossByOutput);
}

function yTrueOf(explanation: Explanation): Quantity {
  return quantity("y_true", teachingOf(explanation).yTrue);
}

/** sigmoid′(sum_h1) = h1·(1 − h1), and so on for each activation. */
export function slopeEquation(neuron: ExplainedNeuron): Equation {
  const { activation, sum, output } = neuron;
  const left: QuantityName = { slopeOf: activation.name, at: sum.name };
  const { slope: value } = backwardOf(neuron);
  const formula = activation.over(expressions).slope(named(output), named(sum));
  // What is 1 on one side of 0 and 0 on the other is explained by that side.
  const condition = formula.kind === "comparison" ? { name: sum.name, isAboveZero: value === 1 } : null;
  const isCalculated = formula.kind !== "constant" && condition === null;
  return { left, formula: isCalculated ? formula : null, value, condition, isReordered: false };
}

/** ∂L/∂h1 = ∂L/∂sum_h3·w5 + ∂L/∂sum_h4·w7, over the neurons that h1 enters. */
export function lossByOutputEquation(neuron: ExplainedNeuron, above: readonly ExplainedNeuron[]): Equation {
  const { name } = neuron.output;
  const weights = above.map(({ terms }) => {
    const { weight } = terms.find(({ input }) => input.name === name) ?? missing(name);
    return named(weight);
  });
  const biases = above.map(({ bias }) => named(bias));
  const layer = layerOf({ inputCount: 1, outputCount: above.length, activation: above[0].activation });
  const [formula] = completed(
    backward(
      expressions,
      layer,
      reading([...weights, ...biases]),
      [named(neuron.output)],
      above.map(deltaOf),
      learner(() => {}),
    ),
  );
  return equation({ of: "L", by: name }, formula, backwardOf(neuron).lossByOutput);
}

/** ∂L/∂sum_h1 = ∂L/∂h1·sigmoid′(sum_h1) */
export function deltaEquation(neuron: ExplainedNeuron): Equation {
  const { activation, sum, output } = neuron;
  const { lossByOutput, delta } = backwardOf(neuron);
  const byOutput = quantity({ of: "L", by: output.name }, lossByOutput);
  const layer = layerOf({ inputCount: 1, outputCount: 1, activation });
  const outputs = { sums: [named(sum)], activations: [named(output)] };
  const formula = stepToDelta(
    expressions,
    layer,
    0,
    byOutput,
    outputs,
    (kind, _index, value) => kind === "slope" ? slopeOf(neuron) : value,
  );
  return equation({ of: "L", by: sum.name }, formula, delta);
}

/** ∂L/∂w1 = ∂L/∂sum_h1·x1, and for a bias ∂L/∂b1 = ∂L/∂sum_h1 */
export function gradientEquation(parameter: ExplainedParameter, neuron: ExplainedNeuron): Equation {
  let formula: Expression = deltaOf(neuron);
  learnOne(parameter, neuron, () => learner((gradient) => formula = gradient));
  return equation({ of: "L", by: parameter.name }, formula, parameter.gradient);
}

/** new w1 = w1 − (learning_rate·∂L/∂sum_h1)·x1: the trainer's order. */
export function updateEquation(
  parameter: ExplainedParameter,
  neuron: ExplainedNeuron,
  { rules, learningRate }: Pick<NonNullable<Explanation["learning"]>, "rules" | "learningRate">,
): Equation {
  let formula: Expression = named(parameter);
  const immediate = immediateStepOf(rules);
  if (immediate === null) throw new Error("assertion failed: a step that takes more than a gradient");
  const rate = quantity("learning_rate", learningRate);
  learnOne(
    parameter,
    neuron,
    (values) =>
      moving(expressions, { values, name: (_kind, _index, moved) => formula = moved }, immediate, rate),
  );
  return equation({ updated: parameter.name }, formula, parameter.updated);
}

/** Goes back through a neuron with one parameter: a weight with its input, or the bias alone. */
function learnOne(
  parameter: ExplainedParameter,
  neuron: ExplainedNeuron,
  begin: (values: Cells<Expression>) => Learner<Expression>,
): void {
  const weighed = neuron.terms.find(({ weight }) => weight.name === parameter.name);
  const inputs = weighed === undefined ? [] : [named(weighed.input)];
  const layer = layerOf({ inputCount: inputs.length, outputCount: 1, activation: neuron.activation });
  const values = reading([named(parameter), named(neuron.bias)]);
  const all = begin(values);
  const onlyOne = weighed === undefined ? all : { ...all, bias: () => {} };
  completed(backward(expressions, layer, values, inputs, [deltaOf(neuron)], onlyOne));
}

/** A learner that moves nothing and takes the gradients. */
function learner(take: (gradient: Expression) => void): Learner<Expression> {
  const taken = (_index: number, _value: Expression, gradient: Expression): void => take(gradient);
  return { factor: (delta) => delta, weight: taken, bias: taken };
}

/** A layer whose weights come first, then its biases; not the first one, so that it passes derivatives down. */
function layerOf(shape: Pick<Layer, "inputCount" | "outputCount" | "activation">): Layer {
  return { ...shape, weightOffset: 0, biasOffset: shape.inputCount * shape.outputCount, firstNeuron: 1 };
}

/** Values to read; what is written is reported by name. */
function reading(values: readonly Expression[]): Cells<Expression> {
  return { get: (index) => values[index] ?? missing(`value ${index}`), set: () => {} };
}

function named({ name, value }: NamedNumber): Quantity {
  return quantity(name, value);
}

/** ∂L/∂sum of a neuron as a quantity. */
export function deltaOf(neuron: ExplainedNeuron): Quantity {
  return quantity({ of: "L", by: neuron.sum.name }, backwardOf(neuron).delta);
}

/** The slope of a neuron's activation function as a quantity. */
export function slopeOf({ activation, sum, backward }: ExplainedNeuron): Quantity {
  return quantity({ slopeOf: activation.name, at: sum.name }, backward === null ? NaN : backward.slope);
}

/** The activation functions of some layers, each once, in their order. */
export function activationsOf(layers: Explanation["layers"]): readonly NeuronActivation[] {
  return [...new Set(layers.map(([{ activation }]) => activation))];
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
export function teachingOf({ learning }: Explanation): NonNullable<Explanation["learning"]> {
  return learning ?? missing("a target");
}

function missing(what: string): never {
  throw new Error(`assertion failed: ${what} is missing`);
}

/** The neuron whose weighted sum a parameter enters. */
export function neuronOf({ layers }: Explanation, { neuron }: ExplainedParameter): ExplainedNeuron {
  return layers.flat().find(({ name }) => name === neuron) ?? missing(neuron);
}
