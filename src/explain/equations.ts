// The formula of every number on the way forward and back: the engine's own rules, read as expressions.
// Why neuron by neuron: a network may have a million parameters, of which people read a few formulas.
// What must not change: `evaluate(formula)` gives the bits of `value` unless `isReordered` says otherwise.
import type { Learner } from "../engine/layer_contract.ts";
import { backward, forward } from "../engine/dense.ts";
import type { Cells } from "../engine/cells.ts";
import { completed, deltaOf as stepToDelta } from "../engine/step.ts";
import type { DenseLayer } from "../engine/layers.ts";
import { onNumbers } from "../numeric/numbers.ts";
import { backwardOf, missing } from "./explained_parts.ts";
import type {
  ExplainedInput,
  ExplainedNeuron,
  ExplainedOutput,
  ExplainedParameter,
  NamedNumber,
} from "./explanation.ts";
import {
  call,
  type Condition,
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
import { neededFor, reading } from "./reading.ts";

/** x1 = (weight - shift) / scale, without a shift of 0 and a scale of 1. */
export function inputEquation(
  { name, feature, raw, shift, scale, value }: Omit<ExplainedInput, "isEmpty">,
): Equation {
  const column = quantity({ feature }, raw);
  const shifted = shift === 0 ? column : difference(column, constant(shift));
  const formula = scale === 1 ? shifted : expressions.divide(shifted, constant(scale));
  return equation(name, formula, value);
}

/** price = y_pred·scale + shift, in raw units, without a shift of 0 and a scale of 1. */
export function rawEquation({ of, name, value, shift, scale, raw }: ExplainedOutput): Equation {
  const answer = quantity(name, value);
  const scaled = scale === 1 ? answer : expressions.multiply(answer, constant(scale));
  return equation({ predicted: of }, shift === 0 ? scaled : expressions.add(scaled, constant(shift)), raw);
}

/** t1 = (price − shift) / scale */
export function targetEquation(
  { of, shift, scale }: ExplainedOutput,
  target: NamedNumber,
  raw: number,
): Equation {
  return inputEquation({ ...target, feature: of, unit: null, raw, shift, scale });
}

/** sum_h1 = w1·x1 + w2·x2 + b1 */
export function sumEquation(neuron: ExplainedNeuron): Equation {
  const { terms, bias, sum, activation } = neuron;
  const parameters = [...terms.map(({ weight }) => weight), bias].map(named);
  const layer = layerOf({ inputCount: terms.length, outputCount: 1, activation });
  const inputs = terms.map(({ input }) => named(input));
  const pass = forward(expressions, layer, cellsOf(parameters), inputs, (_kind, _index, value) => value);
  return equation(sum.name, completed(pass).sums[0], sum.value);
}

/** What a neuron makes of its sum, forward and back. */
export type NeuronEnd = Pick<ExplainedNeuron, "name" | "activation" | "sum" | "output" | "backward">;

/** h1 = sigmoid(sum_h1) */
export function outputEquation({ sum, activation, output }: NeuronEnd): Equation {
  if (!("over" in activation)) return missing(`a function of one neuron in ${activation.name}`);
  const formula = call(activation.name, onNumbers(activation, (o) => activation.over(o)).value, named(sum));
  return equation(output.name, formula, output.value);
}

/** What each neuron of a layer makes of its sum: a formula each, or those of the layer as a whole, as e1 = e^(sum_o1 − largest). */
export function outputEquations(neurons: readonly ExplainedNeuron[]): readonly Equation[] {
  const [{ activation }] = neurons;
  if ("over" in activation) return neurons.map(outputEquation);
  const { o, equations } = reading();
  const formulas = activation.overLayer(o)(neurons.map(({ sum }) => named(sum)));
  return [
    ...neededFor(formulas, equations),
    ...formulas.map((formula, k) => equation(neurons[k].output.name, formula, neurons[k].output.value)),
  ];
}

/** A layer on the way forward, neuron by neuron; of one that works as a whole the sums first. */
export function layerEquations(neurons: readonly ExplainedNeuron[]): readonly Equation[] {
  return "over" in neurons[0].activation
    ? neurons.flatMap((neuron) => [sumEquation(neuron), outputEquation(neuron)])
    : [...neurons.map(sumEquation), ...outputEquations(neurons)];
}

/** sigmoid′(sum_h1) = h1·(1 − h1), and so on for each activation. */
export function slopeEquation(neuron: NeuronEnd): Equation {
  const { activation, sum, output } = neuron;
  if (!("over" in activation)) return missing(`a slope of ${activation.name}`);
  const left: QuantityName = { slopeOf: activation.name, at: sum.name };
  const { o, conditions } = reading();
  const formula = activation.over(o).slope(named(output), named(sum));
  // An activation is above 0 where its sum is, and people look at the sum.
  const [condition = null] = conditions.map((found) => ({ ...found, left: sum.name }));
  return decided(left, formula, slopeOf(neuron).value, condition);
}

/** An equation whose formula is left out where it is a number already. */
export function decided(
  left: QuantityName,
  formula: Expression,
  value: number,
  condition: Condition | null,
): Equation {
  return {
    left,
    formula: formula.kind === "constant" ? null : formula,
    value,
    condition,
    isReordered: false,
  };
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
      cellsOf([...weights, ...biases]),
      [named(neuron.output)],
      above.map(deltaOf),
      learner(() => {}),
    ),
  );
  return equation({ of: "L", by: name }, formula, lossByOutputOf(neuron).value);
}

/** ∂L/∂sum_h1 = ∂L/∂h1·sigmoid′(sum_h1) */
export function deltaEquation(neuron: NeuronEnd): Equation {
  const { activation, sum, output } = neuron;
  const layer = layerOf({ inputCount: 1, outputCount: 1, activation });
  const outputs = { sums: [named(sum)], activations: [named(output)] };
  const formula = stepToDelta(
    expressions,
    layer,
    0,
    lossByOutputOf(neuron),
    outputs,
    (kind, _index, value) => kind === "slope" ? slopeOf(neuron) : value,
  );
  return equation({ of: "L", by: sum.name }, formula, deltaOf(neuron).value);
}

/** ∂L/∂w1 = ∂L/∂sum_h1·x1, and for a bias ∂L/∂b1 = ∂L/∂sum_h1 */
export function gradientEquation(parameter: ExplainedParameter, neuron: ExplainedNeuron): Equation {
  let formula: Expression = deltaOf(neuron);
  learnOne(parameter, neuron, () => learner((gradient) => formula = gradient));
  return equation({ of: "L", by: parameter.name }, formula, parameter.gradient);
}

/** Goes back through a neuron with one parameter: a weight with its input, or the bias alone. */
export function learnOne(
  parameter: ExplainedParameter,
  neuron: ExplainedNeuron,
  begin: (values: Cells<Expression>) => Learner<Expression>,
): void {
  const weighed = neuron.terms.find(({ weight }) => weight.name === parameter.name);
  const inputs = weighed === undefined ? [] : [named(weighed.input)];
  const layer = layerOf({ inputCount: inputs.length, outputCount: 1, activation: neuron.activation });
  const values = cellsOf([named(parameter), named(neuron.bias)]);
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
function layerOf(shape: Pick<DenseLayer, "inputCount" | "outputCount" | "activation">): DenseLayer {
  const biasOffset = shape.inputCount * shape.outputCount;
  return { ...shape, kind: "dense", weightOffset: 0, biasOffset, firstNeuron: 1 };
}

/** Values to read; what is written is reported by name. */
export function cellsOf(values: readonly Expression[]): Cells<Expression> {
  return { get: (index) => values[index] ?? missing(`value ${index}`), set: () => {} };
}

/** A number by its name. */
export function named({ name, value }: NamedNumber): Quantity {
  return quantity(name, value);
}

/** ∂L/∂sum of a neuron as a quantity. */
export function deltaOf(neuron: NeuronEnd): Quantity {
  return quantity({ of: "L", by: neuron.sum.name }, backwardOf(neuron).delta);
}

/** The slope of a neuron's activation function as a quantity. */
export function slopeOf(neuron: NeuronEnd): Quantity {
  const { activation, sum } = neuron;
  const value = backwardOf(neuron).slope ?? missing(`the slope of ${neuron.name}`);
  return quantity({ slopeOf: activation.name, at: sum.name }, value);
}

/** ∂L/∂output of a neuron as a quantity. */
export function lossByOutputOf(neuron: NeuronEnd): Quantity {
  const { name } = neuron.output;
  return quantity({ of: "L", by: name }, backwardOf(neuron).lossByOutput ?? missing(`∂L/∂${name}`));
}
