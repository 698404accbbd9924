// The formulas of the loss and of where the way back begins: the engine's own rules, read as expressions.
// What must not change: `evaluate(formula)` gives the bits of `value` unless `isReordered` says otherwise.
import { formFor, lossOfRow, type Outputs, overOutputs } from "../engine/rules/loss.ts";
import { log } from "../numeric/log.ts";
import { isOfWholeLayer, outputNeuronsOf, teachingOf } from "./explained_parts.ts";
import { decided, deltaOf, lossByOutputOf, named } from "./equations.ts";
import type { ExplainedAnswer, ExplainedNeuron, Explanation } from "./explanation.ts";
import {
  call,
  constant,
  type Equation,
  equation,
  type Expression,
  type Quantity,
  quantity,
  type QuantityName,
} from "./expression.ts";
import { neededFor, reading } from "./reading.ts";

/** L = (y_true − y_pred)², after what it is made of, if it has any parts. */
export function lossEquations(explanation: ExplainedAnswer): readonly Equation[] {
  const neurons = outputNeuronsOf(explanation);
  const outputs = {
    sums: neurons.map(({ sum }) => named(sum)),
    activations: neurons.map(({ output }) => named(output)),
  };
  return readLoss(explanation, outputs, "L", teachingOf(explanation).rowLoss.before, (name) => name);
}

/** new L = (y_true − new y_pred)², for a loss of the answers alone; else none. */
export function lossAfterEquations(explanation: Explanation): readonly Equation[] {
  const { rules: { loss }, outputsAfter, rowLoss } = teachingOf(explanation);
  if (!("over" in loss)) return [];
  const activations = outputNeuronsOf(explanation).map(({ output }, index) =>
    quantity({ updated: output.name }, outputsAfter[index])
  );
  const updated = (name: string): QuantityName => ({ updated: name });
  return readLoss(explanation, { sums: [], activations }, updated("L"), rowLoss.after, updated);
}

/** The loss of a row as equations, its parts numbered where each of several outputs has its own. */
function readLoss(
  explanation: ExplainedAnswer,
  outputs: Outputs<Expression>,
  left: QuantityName,
  value: number,
  nameOf: (name: string) => QuantityName,
): readonly Equation[] {
  const [{ activation }] = outputNeuronsOf(explanation);
  const areNumbered = "over" in activation && explanation.outputs.length > 1;
  const counts = new Map<string, number>();
  const { o, equations } = reading((name) => {
    if (!areNumbered) return nameOf(name);
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return nameOf(`${name}${count}`);
  });
  const { rules: { loss } } = teachingOf(explanation);
  const formula = lossOfRow(o, loss, activation.name, targetsOf(explanation), outputs);
  const last = equations[equations.length - 1];
  // With one output its part is the whole.
  if (formula.kind === "quantity" && formula.name === last?.left) {
    return [...equations.slice(0, -1), { ...last, left, value }];
  }
  return [...neededFor([formula], equations), equation(left, formula, value)];
}

/** L = −log(y2), of the right class y2: what softmax and cross-entropy come to; null for any other loss, and at y2 = 0. */
export function surpriseEquation(explanation: ExplainedAnswer): Equation | null {
  const { rowLoss, targets } = teachingOf(explanation);
  const right = outputNeuronsOf(explanation)[targets.findIndex(({ value }) => value === 1)];
  if (!isOfWholeLayer(explanation) || right === undefined || right.output.value === 0) return null;
  const formula: Expression = { kind: "negative", of: call("log", log, named(right.output)) };
  return { ...equation("L", formula, rowLoss.before), isReordered: true };
}

/** ∂L/∂y_pred = −2·(y_true − y_pred), for a loss of the answers. */
export function lossSlopeEquation(explanation: ExplainedAnswer, neuron: ExplainedNeuron): Equation {
  const { rules: { loss } } = teachingOf(explanation);
  if (!("over" in loss)) throw new Error(`assertion failed: ${loss.name} has no slope`);
  const { o, conditions } = reading();
  const neurons = outputNeuronsOf(explanation);
  const yTrue = targetsOf(explanation)[neurons.indexOf(neuron)];
  const slope = loss.over(o).slope(yTrue, named(neuron.output));
  const condition = conditions.find(({ isGreater }) => isGreater) ?? conditions[0] ?? null;
  const { name, value } = lossByOutputOf(neuron);
  return decided(name, overOutputs(o, slope, neurons.length), value, condition);
}

/** ∂L/∂sum_o1 = y1 − t1, for a loss that is made for the output's activation. */
export function matchedDeltaEquation(explanation: ExplainedAnswer, neuron: ExplainedNeuron): Equation {
  const neurons = outputNeuronsOf(explanation);
  const form = formFor(teachingOf(explanation).rules.loss, neuron.activation.name);
  if (form === null) throw new Error("assertion failed: a loss of the answers");
  const targets = teachingOf(explanation).targets.map(named);
  const formulas = form.overRow(reading().o).deltas(targets, neurons.map(({ output }) => named(output)));
  const { name, value } = deltaOf(neuron);
  return equation(name, formulas[neurons.indexOf(neuron)], value);
}

/** The targets; those of classes as the numbers 0 and 1, so that only the right one's terms stay. */
function targetsOf(explanation: ExplainedAnswer): readonly (Quantity | Expression)[] {
  const { targets } = teachingOf(explanation);
  return isOfWholeLayer(explanation) ? targets.map(({ value }) => constant(value)) : targets.map(named);
}
