// The formulas of a step: the engine's own update, read as expressions for one parameter.
// What must not change: `evaluate(formula)` gives the bits of `value`.
import type { Cells } from "../engine/cells.ts";
import { immediateStepOf } from "../engine/learning.ts";
import { moving } from "../engine/step.ts";
import { type LearningParameters, PARAMETER_CELL, updateOver } from "../engine/update.ts";
import { missing, neuronOf, teachingOf } from "./explained_parts.ts";
import { learnOne, named } from "./equations.ts";
import type { ExplainedLearning, ExplainedParameter, Explanation } from "./explanation.ts";
import {
  type Equation,
  equation,
  type Expression,
  expressions,
  type Quantity,
  quantity,
  type QuantityName,
  sum,
} from "./expression.ts";
import { reading, withoutSecondNames } from "./reading.ts";

/** The step of one parameter. */
export interface StepEquations {
  /** What all parameters need alike. */
  readonly ofStep: readonly Equation[];
  /** From its gradient to its new value. */
  readonly ofParameter: readonly Equation[];
}

/** The equations of a parameter's step, in the order in which the engine calculates them. */
export function stepEquations(explanation: Explanation, parameter: ExplainedParameter): StepEquations {
  const learning = teachingOf(explanation);
  return immediateStepOf(learning.rules) !== null
    ? { ofStep: [], ofParameter: [immediateEquation(explanation, parameter)] }
    : batchEquations(learning, parameter);
}

/** new w1 = w1 − (learning_rate·∂L/∂sum_h1)·x1: the trainer's order. */
function immediateEquation(explanation: Explanation, parameter: ExplainedParameter): Equation {
  const { rules, learningRate } = teachingOf(explanation);
  const immediate = immediateStepOf(rules) ?? missing("an immediate step");
  let formula: Expression = named(parameter);
  learnOne(parameter, neuronOf(explanation, parameter), (values) =>
    moving(
      expressions,
      { values, name: (_kind, _index, moved) => formula = moved },
      immediate,
      quantity("learning_rate", learningRate),
    ));
  return equation({ updated: parameter.name }, formula, parameter.updated);
}

/** The name of a row's gradient of the parameter in the step, by its place: g1, g2, …; the gradient itself for a single row. */
export function partName({ step: { rows, parts } }: ExplainedLearning, place: number): QuantityName {
  return rows.length === 1 ? { of: "L", by: parts.parameter } : `g${place + 1}`;
}

function batchEquations(learning: ExplainedLearning, parameter: ExplainedParameter): StepEquations {
  const { rules, step, learningRate } = learning;
  const memory = memoryOf(learning, parameter);
  const { o, equations } = reading((name) =>
    name === "sign"
      ? { signOf: parameter.name }
      : memory.find((cell) => cell.inRule === name)?.after.name ?? name
  );
  const [ofSteps, ofParameter] = [true, false].map((isOfSteps) =>
    memory.filter((cell) => cell.isOfSteps === isOfSteps).map(({ before }) => before)
  );
  const cells = new Map<number, Expression>([
    [PARAMETER_CELL.gradient, gradientSum(learning, parameter)],
    [PARAMETER_CELL.value, named(parameter)],
    ...ofParameter.map((before, cell): [number, Expression] => [cell, before]),
  ]);
  const own: Equation[] = [];
  const visitIt: LearningParameters<Expression>["each"] = (which, visit) => {
    if ((which === "weights") !== parameter.isWeight) return;
    const from = equations.length;
    visit(cellsOf(cells));
    own.push(...equations.slice(from));
  };
  updateOver(o, rules)(
    {
      each: visitIt,
      inDrawOrder: visitIt,
      ofSteps: { get: (cell) => ofSteps[cell], set: () => {} },
      scratch: { get: () => quantity("squares", step.sumOfSquares ?? NaN), set: () => {} },
    },
    quantity("learning_rate", learningRate),
    step.rows.length,
  );
  const moved = cells.get(PARAMETER_CELL.value) ?? missing(parameter.name);
  // What the engine remembers is the value, not what the formula comes to.
  const asRemembered = (found: Equation): Equation => {
    const after = memory.find(({ after: { name } }) => name === found.left)?.after;
    return after === undefined ? found : { ...found, value: after.value };
  };
  return {
    ofStep: equations.filter((found) => !own.includes(found)).map(asRemembered),
    ofParameter: [
      ...withoutSecondNames(own, [moved]).map(asRemembered),
      equation({ updated: parameter.name }, moved, parameter.updated),
    ],
  };
}

/** The gradients of the step's rows added up. */
function gradientSum(learning: ExplainedLearning, { name }: ExplainedParameter): Expression {
  const { parameter, gradients } = learning.step.parts;
  if (parameter !== name) return missing(`the gradients of ${name}`);
  return sum(...gradients.map((value, place) => quantity(partName(learning, place), value)));
}

/** What the optimizer remembers of each parameter, by the names after the step: new v. */
export function memoryNames(learning: ExplainedLearning): readonly QuantityName[] {
  return memoryOf(learning, learning.parameters[0]).filter(({ isOfSteps }) => !isOfSteps)
    .map(({ after }) => after.name);
}

/** One number that an optimizer remembers. */
interface Remembered {
  /** What the rule calls it. */
  readonly inRule: string;
  readonly isOfSteps: boolean;
  readonly before: Quantity;
  readonly after: Quantity;
}

/** What the optimizer remembers, by the names that the rule gives to what it puts there. */
function memoryOf(
  { rules: { optimizer }, step }: ExplainedLearning,
  { memory }: ExplainedParameter,
): readonly Remembered[] {
  const ofSteps: Remembered[] = [];
  const ofParameter: Remembered[] = [];
  const { o } = reading();
  const listening = (
    isOfSteps: boolean,
    { before, after }: ExplainedParameter["memory"],
  ): Cells<Expression> => ({
    get: (cell) => quantity(`memory${cell + 1}`, before[cell]),
    set(cell, value) {
      const inRule = value.kind === "quantity" && typeof value.name === "string"
        ? value.name
        : `memory${cell + 1}`;
      const [old, updated] = namesOf(inRule, step.number);
      const quantities = { before: quantity(old, before[cell]), after: quantity(updated, after[cell]) };
      (isOfSteps ? ofSteps : ofParameter)[cell] = { inRule, isOfSteps, ...quantities };
    },
  });
  const { beginStep, update } = optimizer.over(o);
  const value = quantity("value", 0);
  const ofStep = beginStep?.(listening(true, step.memory), value) ?? [];
  update(value, value, value, listening(false, memory), ofStep);
  return [...ofSteps, ...ofParameter];
}

/** beta1^6 and beta1^7 before and after step 7; v and new v. */
function namesOf(inRule: string, step: number): readonly [QuantityName, QuantityName] {
  const [base, power] = inRule.split("^");
  return power === "t" ? [`${base}^${step - 1}`, `${base}^${step}`] : [inRule, { updated: inRule }];
}

function cellsOf(values: Map<number, Expression>): Cells<Expression> {
  return {
    get: (cell) => values.get(cell) ?? missing(`cell ${cell}`),
    set: (cell, value) => void values.set(cell, value),
  };
}
