// An explanation as JSON for other programs: every number in full, every neuron and parameter, keys in a fixed order.
// Why whole even for large networks: text and Markdown cut what nobody reads, and say that it is here.
import type { JsonObject, JsonValue } from "../experiment/config.ts";
import { immediateStepOf } from "../engine/learning.ts";
import { orNull } from "../run/scores.ts";
import { isScaled, teachingOf } from "./explained_parts.ts";
import { chainOf } from "./chain.ts";
import type {
  ExplainedAnswer,
  ExplainedLearning,
  ExplainedNeuron,
  ExplainedState,
  ExplainedSubject,
  Explanation,
} from "./explanation.ts";
import type { Equation } from "./expression.ts";
import { write } from "./notation.ts";
import { textNotation } from "./spellings.ts";
import { memoryNames, stepEquations } from "./step_equations.ts";

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
    subject: subjectJson(subject),
    state: {
      steps_done: state.stepsDone,
      step_count: state.stepCount,
      row_count: state.rowCount,
      next_row: state.nextRows[0] ?? null,
      ...(state.rowsPerStep > 1 ? { next_rows: [...state.nextRows] } : {}),
      is_sweep: state.isSweep,
      ...endJson(state),
    },
    network: {
      sizes: [inputs.length, ...layers.map((neurons) => neurons.length)],
      hidden: typeof network.activation === "string" ? network.activation : [...network.activation],
      output: network.output,
    },
    inputs: inputs.map(({ name, feature, unit, raw, isEmpty, shift, scale, value }) => ({
      name,
      feature,
      unit,
      raw,
      ...(isEmpty ? { is_empty: true } : {}),
      shift: orNull(shift),
      scale: orNull(scale),
      value: orNull(value),
    })),
    neurons: layers.flatMap((neurons, index) => neurons.map((neuron) => neuronJson(neuron, index + 1))),
    ...answerJson(explanation),
    ...judgedJson(explanation),
    ...(learning === null ? {} : learningJson(explanation, learning)),
    ...(parameter === null ? {} : { chain: chainJson(explanation, parameter) }),
  };
}

/** Which row or query. */
export function subjectJson({ kind, isHeldOut, name, index }: ExplainedSubject): JsonObject {
  return { kind, name, index, ...(isHeldOut ? { is_held_out: true } : {}) };
}

/** Whether it stands as the run ends, and what is kept then. */
export function endJson({ end }: Pick<ExplainedState, "end">): JsonObject {
  return end === null ? {} : { is_end: true, kept_epoch: end.keptEpoch };
}

/** What is right for a row that is held out, and how wrong the answer is. */
export function judgedJson({ judged }: Pick<ExplainedAnswer, "judged">): JsonObject {
  if (judged === null) return {};
  return { y_true: oneOrAll(judged.targets.map(({ value }) => value)), loss: orNull(judged.rowLoss.before) };
}

/** The answer; where it is more than one number of the network, with what each stands for. */
export function answerJson({ outputs, label }: Pick<ExplainedAnswer, "outputs" | "label">): JsonObject {
  return {
    y_pred: oneOrAll(outputs.map(({ value }) => value)),
    ...(outputs.length === 1 && !isScaled(outputs[0]) ? {} : {
      outputs: outputs.map(({ name, of, value, raw }) => ({
        name,
        of,
        value: orNull(value),
        raw: orNull(raw),
      })),
    }),
    label,
  };
}

function learningJson(explanation: Explanation, learning: ExplainedLearning): JsonObject {
  const { rules, step, rowLoss, stepLoss, meanLoss } = learning;
  const isImmediate = immediateStepOf(rules) !== null;
  const course = ({ before, after }: typeof rowLoss): JsonObject => ({
    before: orNull(before),
    after: orNull(after),
  });
  return {
    y_true: oneOrAll(learning.targets.map(({ value }) => value)),
    learning_rate: learning.learningRate,
    ...(isImmediate ? {} : { step: stepJson(explanation, learning) }),
    parameters: learning.parameters.map((parameter) => ({
      name: parameter.name,
      neuron: parameter.neuron,
      value: orNull(parameter.value),
      gradient: orNull(parameter.gradient),
      ...(isImmediate ? {} : {
        mean_gradient: orNull(parameter.meanGradient),
        learned_gradient: orNull(parameter.learnedGradient),
        memory_before: parameter.memory.before.map(orNull),
        memory_after: parameter.memory.after.map(orNull),
      }),
      updated: orNull(parameter.updated),
    })),
    y_pred_after: oneOrAll(learning.outputsAfter),
    loss: course(rowLoss),
    ...(step.rows.length > 1 ? { step_loss: course(stepLoss) } : {}),
    mean_loss: course(meanLoss),
  };
}

function stepJson({ subject, state }: Explanation, learning: ExplainedLearning): JsonObject {
  const { rules: { optimizer, penalties, clipping }, step } = learning;
  return {
    number: step.number,
    is_next: state.nextRows.includes(subject.name),
    rows: [...step.rows],
    optimizer: optimizer.name,
    penalties: penalties.map(({ name }) => name),
    clipping: clipping?.name ?? null,
    memory: memoryNames(learning).map((name) =>
      typeof name === "object" && "updated" in name ? name.updated : ""
    ),
    memory_of_steps_before: step.memory.before.map(orNull),
    memory_of_steps_after: step.memory.after.map(orNull),
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
    sum: orNull(sum.value),
    output: orNull(output.value),
    ...(backward === null ? {} : {
      slope: orNull(backward.slope ?? NaN),
      dL_doutput: orNull(backward.lossByOutput ?? NaN),
      dL_dsum: orNull(backward.delta),
    }),
  };
}

function chainJson(explanation: Explanation, name: string): JsonObject {
  const { parameter, equations, own, inEngineOrder } = chainOf(explanation, name);
  const learning = teachingOf(explanation);
  const isImmediate = immediateStepOf(learning.rules) !== null;
  const { rows, parts } = learning.step;
  const step = isImmediate ? null : stepEquations(explanation, parameter);
  return {
    parameter: name,
    equations: [...equations, ...own].map(equationJson),
    in_engine_order: inEngineOrder.map(equationJson),
    ...(step === null ? {} : {
      row_gradients: rows.map((row, place) => ({ row, gradient: orNull(parts.gradients[place]) })),
      step: [...step.ofStep, ...step.ofParameter].map(equationJson),
    }),
  };
}

/** An equation as a terminal writes it, by names and by numbers, with its value. */
export function equationJson({ left, formula, value, isReordered }: Equation): JsonObject {
  const written = (view: "names" | "numbers"): JsonValue =>
    formula === null ? null : write(formula, textNotation, view, "full");
  return {
    quantity: textNotation.name(left),
    formula: written("names"),
    numbers: written("numbers"),
    value: orNull(value),
    is_reordered: isReordered,
  };
}

/** One number by itself, several as a list. */
export function oneOrAll(values: readonly number[]): JsonValue {
  return values.length === 1 ? orNull(values[0]) : values.map(orNull);
}
