// Explains what a network computes for one row, and what it learns from it: the engine's own numbers, in order.
// What must not change: nothing here calculates what the engine calculates, and the parameters after some steps have the
// bits that the run itself has at that point.

import { labelOf } from "../dataset/dataset.ts";
import { inputsOf } from "../dataset/standardize.ts";
import { type Experiment, featuresOf, topologyOf } from "../experiment/experiment.ts";
import { argumentPlace, ExperimentError } from "../experiment/source/problem.ts";
import { backpropagate } from "../engine/backpropagation.ts";
import { FeedforwardPass } from "../engine/feedforward.ts";
import { learningOf } from "../engine/learning.ts";
import { isDense, parameterCount, type Topology } from "../engine/topology.ts";
import type { LayerSubject } from "./layer_numbers.ts";
import { Session } from "../run/session.ts";
import { type ExplainOptions, readExplainOptions, requireExplainOptions } from "./explain_options.ts";
import { explainedLearning } from "./explained_learning.ts";
import { explainedInputs, explainedLayers, explainedOutputs } from "./explained_network.ts";
import type { Explanation } from "./explanation.ts";
import { standingFor } from "./standing.ts";
import { askedOf, judgedRow, learnedTargets } from "./subject_rows.ts";

/**
 * The arithmetic of an experiment's network for one row: inputs, weighted sums, activations, loss, derivatives, the
 * step, and the loss after it.
 *
 * Of a sweep, the experiment itself is explained, before any key is varied.
 *
 * It knows networks of dense layers alone; {@linkcode explainJson} has the numbers of others as well.
 *
 * @param options which row, which parameter, and when; by default the row that would be learned first, at the start; a query and a held-out
 * row by default as the run ends.
 * @returns the numbers, under the names that people see.
 * @throws ExperimentError when there is no such row, query, parameter or step, training diverges before it, or there are layers
 * that are not dense.
 *
 * @example Alice with all weights 1 and all biases 0
 * ```ts
 * import { explain, parseExperiment } from "@seedbed/seedbed";
 * const experiment = parseExperiment(`
 * name: alice
 * dataset:
 *   features: [{ name: weight, shift: 135 }, { name: height, shift: 66 }]
 *   target: { name: gender, classes: { M: 0, F: 1 } }
 *   rows: [{ name: Alice, weight: 133, height: 65, gender: F }]
 * init: { weights: 1, biases: 0 }
 * `);
 * const { learning } = explain(experiment);
 * if (Math.abs(learning!.parameters[0].gradient - 0.02146953526581111) > 1e-15) throw new Error("wrong");
 * ```
 */
export function explain(experiment: Experiment, options: ExplainOptions = {}): Explanation {
  requireExplainOptions(options);
  return explainOn(new Session(experiment, { onProgress: options.onProgress }), experiment, options);
}

/**
 * The arithmetic of several steps, each as {@linkcode explain} has it; the network is trained once for all of them.
 *
 * @param steps counted from 1, in any order.
 * @throws ExperimentError as {@linkcode explain} does, for the first step that cannot be explained.
 */
export function explainSteps(
  experiment: Experiment,
  steps: readonly number[],
  options: Omit<ExplainOptions, "step" | "epoch"> = {},
): readonly Explanation[] {
  const session = new Session(experiment, { onProgress: options.onProgress });
  return steps.map((step) => explainOn(session, experiment, { ...options, step }));
}

/**
 * Like {@linkcode explain}, on a session of the experiment that there is already: what it kept on its way is used again.
 *
 * @param session stands wherever it likes, and is moved.
 */
export function explainOn(
  session: Session,
  experiment: Experiment,
  options: ExplainOptions = {},
): Explanation {
  const task = readExplainOptions(experiment, options);
  if ("problems" in task) throw new ExperimentError(task.problems);
  requireDense(experiment);
  const { subject, state, values, learningRate } = standingFor(session, experiment, task.ok, options);
  const { dataset: { target }, training } = experiment;
  const topology = topologyOf(experiment);
  const features = featuresOf(experiment);
  const parameters = values.subarray(0, parameterCount(topology));

  const asked = askedOf(experiment, subject);
  const inputs = inputsOf(features, [asked]);
  const targets = learnedTargets(experiment, subject);
  const back = targets === null
    ? null
    : backpropagate(topology, parameters, inputs, targets, learningOf(training));
  const pass = back ?? forward(topology, parameters, inputs);
  const inputNames = explainedInputs(features, asked.values, inputs);
  const layers = explainedLayers(topology, parameters, inputNames, pass, back, learningOf(training));
  const outputs = explainedOutputs(experiment, layers[layers.length - 1]);
  return {
    experiment: experiment.name,
    numerics: experiment.numerics,
    network: experiment.network,
    subject,
    state,
    inputs: inputNames,
    layers,
    outputs,
    isOfClasses: target?.kind === "classes",
    label: outputs.every(({ value }) => Number.isFinite(value))
      ? labelOf(target, outputs.map(({ value }) => value))
      : null,
    learning: back === null ? null : explainedLearning(experiment, {
      row: subject.index,
      nextRows: task.ok.plan.rowsOf(state.stepsDone),
      stepsDone: state.stepsDone,
      values,
      learningRate,
      back,
      layers,
      parameter: options.parameter ?? null,
    }),
    judged: judgedRow(experiment, subject, parameters),
    parameter: options.parameter ?? null,
  };
}

/**
 * What lessons about a network with other layers than dense ones are about: one a step, the network trained once for all.
 *
 * @param steps counted from 1, in any order; without them it is as the options say, once.
 * @throws ExperimentError with every mistake in the options, or where training does not come so far.
 */
export function layerSubjects(
  experiment: Experiment,
  options: ExplainOptions = {},
  steps: readonly number[] = [],
): readonly LayerSubject[] {
  const session = new Session(experiment, { onProgress: options.onProgress });
  const asked = steps.length === 0 ? [options] : steps.map((step) => ({ ...options, step }));
  return asked.map((one) => layerSubjectOn(session, experiment, one));
}

/**
 * What one lesson about such a network is about, on a session of the experiment that there is already.
 *
 * @param session stands wherever it likes, and is moved.
 * @throws ExperimentError with every mistake in the options, or where training does not come so far.
 */
export function layerSubjectOn(
  session: Session,
  experiment: Experiment,
  options: ExplainOptions,
): LayerSubject {
  const task = readExplainOptions(experiment, options);
  if ("problems" in task) throw new ExperimentError(task.problems);
  const { subject, state, values } = standingFor(session, experiment, task.ok, options);
  return {
    experiment,
    asked: askedOf(experiment, subject),
    yTrue: learnedTargets(experiment, subject),
    subject,
    state,
    parameters: values.slice(0, parameterCount(topologyOf(experiment))),
    learning: learningOf(experiment.training),
    parameter: options.parameter ?? null,
  };
}

/** An explanation knows dense layers alone; see `layer_lesson.ts` and `layer_sheet.ts` for the others. */
function requireDense(experiment: Experiment): void {
  if (isDense(topologyOf(experiment))) return;
  const text = experiment.name;
  throw new ExperimentError([{
    code: "not_allowed",
    place: argumentPlace(text),
    message: `explain() knows networks of dense layers alone: found others in ${text}`,
    hint: "explainJson() has the numbers of any layers, and the command explain lessons and worksheets",
  }]);
}

function forward(topology: Topology, parameters: Float64Array, inputs: Float64Array): FeedforwardPass {
  const pass = new FeedforwardPass(topology);
  pass.run(parameters, inputs);
  return pass;
}
