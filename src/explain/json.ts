// An explanation as JSON for other programs: every number in full, every neuron and parameter, keys in a fixed order.
// Why whole even for large networks: text and Markdown cut what nobody reads, and say that it is here.
import type { JsonObject, JsonValue } from "../experiment/config.ts";
import { chainOf } from "./chain.ts";
import type { ExplainedNeuron, Explanation } from "./explanation.ts";
import type { Equation } from "./expression.ts";
import { write } from "./notation.ts";
import { textNotation } from "./spellings.ts";

/**
 * An explanation as a value for JSON.
 *
 * Numbers are the engine's own; one that is not finite is null. With a parameter named, `chain` has its chain rule.
 */
export function explanationJson(explanation: Explanation): JsonObject {
  const { network, subject, state, inputs, layers, learning, parameter } = explanation;
  return {
    experiment: explanation.experiment,
    numerics: explanation.numerics,
    subject: { kind: subject.kind, name: subject.name, index: subject.index },
    state: {
      steps_done: state.stepsDone,
      step_count: state.stepCount,
      row_count: state.rowCount,
      next_row: state.nextRow,
      is_sweep: state.isSweep,
    },
    network: {
      sizes: [inputs.length, ...layers.map((neurons) => neurons.length)],
      hidden: network.activation,
      output: network.output,
    },
    inputs: inputs.map(({ name, feature, unit, raw, shift, scale, value }) => ({
      name,
      feature,
      unit,
      raw,
      shift: finite(shift),
      scale: finite(scale),
      value: finite(value),
    })),
    neurons: layers.flatMap((neurons, index) => neurons.map((neuron) => neuronJson(neuron, index + 1))),
    y_pred: finite(explanation.yPred),
    label: explanation.label,
    ...(learning === null ? {} : {
      y_true: learning.yTrue,
      learning_rate: learning.learningRate,
      parameters: learning.parameters.map(({ name, neuron, value, gradient, updated }) => ({
        name,
        neuron,
        value: finite(value),
        gradient: finite(gradient),
        updated: finite(updated),
      })),
      y_pred_after: finite(learning.yPredAfter),
      loss: { before: finite(learning.rowLoss.before), after: finite(learning.rowLoss.after) },
      mean_loss: { before: finite(learning.meanLoss.before), after: finite(learning.meanLoss.after) },
    }),
    ...(parameter === null ? {} : { chain: chainJson(explanation, parameter) }),
  };
}

function neuronJson(neuron: ExplainedNeuron, layer: number): JsonObject {
  const { name, activation, terms, bias, sum, output, backward } = neuron;
  return {
    name,
    layer,
    activation: activation.name,
    inputs: terms.map(({ input }) => input.name),
    weights: terms.map(({ weight }) => weight.name),
    bias: bias.name,
    sum: finite(sum.value),
    output: finite(output.value),
    ...(backward === null ? {} : {
      slope: finite(backward.slope),
      dL_doutput: finite(backward.lossByOutput),
      dL_dsum: finite(backward.delta),
    }),
  };
}

function chainJson(explanation: Explanation, name: string): JsonObject {
  const { equations, inEngineOrder } = chainOf(explanation, name);
  return {
    parameter: name,
    equations: equations.map(equationJson),
    in_engine_order: inEngineOrder.map(equationJson),
  };
}

function equationJson({ left, formula, value, isReordered }: Equation): JsonObject {
  const written = (view: "names" | "numbers"): JsonValue =>
    formula === null ? null : write(formula, textNotation, view, "full");
  return {
    quantity: textNotation.name(left),
    formula: written("names"),
    numbers: written("numbers"),
    value: finite(value),
    is_reordered: isReordered,
  };
}

/** JSON has no word for a number that is not finite. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
