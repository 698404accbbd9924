// The chain rule: every formula gives the engine's bits, every link is a derivative.
import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { neuronOf } from "../../src/explain/explained_parts.ts";
import { chainOf, wayDown, wayFromLoss } from "../../src/explain/chain.ts";
import {
  gradientEquation,
  inputEquation,
  outputEquation,
  outputEquations,
  rawEquation,
  sumEquation,
} from "../../src/explain/equations.ts";
import { explain } from "../../src/explain/explain.ts";
import type { Explanation } from "../../src/explain/explanation.ts";
import { type Equation, evaluate } from "../../src/explain/expression.ts";
import { lossAfterEquations, lossEquations } from "../../src/explain/loss_equations.ts";
import { stepEquations } from "../../src/explain/step_equations.ts";
import { stepPlanOf } from "../../src/explain/step_plan.ts";
import { textNotation } from "../../src/explain/spellings.ts";
import worked from "../vectors/worked_examples.json" with { type: "json" };
import { alice, experiments, learners } from "./explanations.ts";

/** Every equation that an explanation can show, outside of chains and steps. */
function equationsOf(explanation: Explanation): readonly Equation[] {
  const { layers, inputs, outputs, learning } = explanation;
  return [
    ...inputs.map(inputEquation),
    ...outputs.map(rawEquation),
    ...lossEquations(explanation),
    ...lossAfterEquations(explanation),
    ...layers.flatMap((neurons, index) => [
      ...outputEquations(neurons),
      ...neurons.flatMap((neuron) => [
        sumEquation(neuron),
        ...(index + 1 < layers.length
          ? wayDown(neuron, layers[index + 1])
          : wayFromLoss(explanation, neuron)),
      ]),
    ]),
    ...learning!.parameters.map((parameter) => gradientEquation(parameter, neuronOf(explanation, parameter))),
  ];
}

function assertBits(equations: readonly Equation[]): void {
  for (const { left, formula, value, isReordered } of equations) {
    if (formula === null || isReordered) continue;
    assert.equal(evaluate(formula), value, textNotation.name(left));
  }
}

Deno.test("every formula, calculated in the order in which it is written, has the engine's bits", () => {
  fc.assert(
    fc.property(fc.oneof(experiments, learners), (experiment) => {
      const explanation = explain(experiment);
      const chains = explanation.learning!.parameters.map(({ name }) => chainOf(explanation, name));
      assertBits(equationsOf(explanation));
      assertBits(
        chains.flatMap(({ equations, own, inEngineOrder }) => [...equations, ...own, ...inEngineOrder]),
      );
    }),
    { seed: 13, numRuns: 400 },
  );
});

Deno.test("every formula of a step has the engine's bits, wherever training stands and for a row by itself", () => {
  fc.assert(
    fc.property(learners, fc.nat(), fc.nat(), fc.boolean(), (experiment, pickStep, pickRow, isNext) => {
      const { rows } = experiment.dataset;
      const step = 1 + pickStep % stepPlanOf(experiment).stepCount;
      const row = isNext ? undefined : rows[pickRow % rows.length].name;
      for (const { name } of explain(experiment).learning!.parameters) {
        const explanation = explain(experiment, { step, row, parameter: name });
        const parameter = explanation.learning!.parameters.find((candidate) => candidate.name === name)!;
        const { ofStep, ofParameter } = stepEquations(explanation, parameter);
        assertBits([...ofStep, ...ofParameter]);
        assert.equal(ofParameter.at(-1)!.value, parameter.updated);
      }
    }),
    { seed: 19, numRuns: 200 },
  );
});

Deno.test("a chain ends with the engine's gradient, and its links multiply to it but for rounding", () => {
  fc.assert(
    fc.property(experiments, (experiment) => {
      const explanation = explain(experiment);
      for (const { name, gradient } of explanation.learning!.parameters) {
        const { equations, own, inEngineOrder, links } = chainOf(explanation, name);
        const last = [...equations, ...own].at(-1)!;
        assert.deepEqual([textNotation.name(last.left), last.value], [`∂L/∂${name}`, gradient]);
        if (inEngineOrder.length > 0) assert.equal(inEngineOrder.at(-1)!.value, gradient);
        // Two to five roundings apart, each at most 2^-53; below 1e-290 a product may lose digits to underflow.
        const tolerance = Math.max(1e-15 * Math.abs(gradient), 1e-290);
        assert.ok(Math.abs(evaluate(last.formula!) - gradient) <= tolerance);
        assert.equal(links === null, explanation.layers.length > 2 && !isNearAnswer(explanation, name));
      }
    }),
    { seed: 17, numRuns: 200 },
  );
});

/** Whether a parameter belongs to the output neuron or to the last hidden layer, from where one path leads up. */
function isNearAnswer({ layers }: Explanation, parameter: string): boolean {
  return layers.slice(-2).flat().some(({ bias, terms }) =>
    bias.name === parameter || terms.some(({ weight }) => weight.name === parameter)
  );
}

Deno.test("Alice's chain for w1 has the three links of the classic worked example", () => {
  const { links, inEngineOrder } = chainOf(explain(alice()), "w1");
  const example = worked.alice_numpy;
  const expected = [
    ["∂L/∂y_pred", example.dL_dypred],
    ["∂y_pred/∂h1", example.dypred_dh1],
    ["∂h1/∂w1", example.dh1_dw1],
  ] as const;
  links!.forEach(({ name, value }, index) => {
    assert.equal(textNotation.name(name), expected[index][0]);
    // NumPy's exp rounds its last digit otherwise.
    assert.ok(Math.abs(value - expected[index][1]) <= 1e-15);
  });
  assert.deepEqual(inEngineOrder.map(({ left }) => textNotation.name(left)), [
    "∂L/∂sum_o1",
    "∂L/∂h1",
    "∂L/∂sum_h1",
    "∂L/∂w1",
  ]);
});

Deno.test("the links of a chain are derivatives: finite differences of the answer agree", () => {
  const explanation = explain(alice());
  const { links } = chainOf(explanation, "w1");
  const [[h1], [o1]] = explanation.layers;
  const h = 1e-6;
  const byHidden = (change: number): number => {
    const moved = sumEquation({
      ...o1,
      terms: o1.terms.map((term) =>
        term.input.name === "h1" ? { ...term, input: { name: "h1", value: term.input.value + change } } : term
      ),
    });
    return evaluate(
      outputEquation({ ...o1, sum: { name: "sum_o1", value: evaluate(moved.formula!) } }).formula!,
    );
  };
  const byWeight = (change: number): number => {
    const moved = sumEquation({
      ...h1,
      terms: h1.terms.map((term) =>
        term.weight.name === "w1"
          ? { ...term, weight: { name: "w1", value: term.weight.value + change } }
          : term
      ),
    });
    return evaluate(
      outputEquation({ ...h1, sum: { name: "sum_h1", value: evaluate(moved.formula!) } }).formula!,
    );
  };
  const slopes = [byHidden, byWeight].map((f) => (f(h) - f(-h)) / (2 * h));
  // h² times a third derivative below 1, and rounding of 1e-16 over 2h.
  slopes.forEach((slope, index) => assert.ok(Math.abs(slope - links![index + 1].value) < 1e-9));
});
