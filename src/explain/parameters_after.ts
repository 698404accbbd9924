// Where a network stands after some steps of its training.
// What must not change: these are the bits that the run itself has at that point.
import { type Experiment, startingParameters, topologyOf } from "../experiment/experiment.ts";
import { ExperimentError } from "../experiment/source/problem.ts";
import { fastTraining } from "../run/outcome.ts";
import { plainTrainer } from "../engine/trainer.ts";
import type { TrainingData } from "../engine/training_data.ts";
import type { ExplainOptions } from "./explain_options.ts";

/**
 * The parameters after a number of steps: whole epochs, then the first rows of the next one.
 *
 * @param options what the user asked for, to name it in the message.
 * @throws ExperimentError when training diverges before that.
 */
export function parametersAfter(
  experiment: Experiment,
  data: TrainingData,
  stepsDone: number,
  options: ExplainOptions,
): Float64Array {
  const topology = topologyOf(experiment);
  const { learningRate, logEvery } = experiment.training;
  const start = startingParameters(experiment);
  if (stepsDone === 0) return start;
  const rowCount = data.targets.length;
  const epochs = Math.floor(stepsDone / rowCount);
  const run = fastTraining(topology, data, {
    parameters: start,
    learningRate,
    epochs,
    logEvery,
    onProgress: options.onProgress,
  });
  const rest = stepsDone - epochs * rowCount;
  const parameters = run.parameters.slice();
  const firstRows = {
    inputs: data.inputs.subarray(0, rest * topology.sizes[0]),
    targets: data.targets.subarray(0, rest),
  };
  plainTrainer(topology, firstRows).trainEpochs(parameters, learningRate, rest > 0 ? 1 : 0);
  if (run.status === "completed" && parameters.every(Number.isFinite)) return parameters;

  const text = options.step === undefined ? `--epoch ${options.epoch}` : `--step ${options.step}`;
  const at = run.divergedAtEpoch ?? epochs;
  throw new ExperimentError([{
    code: "not_allowed",
    place: { source: { name: "command line", text, isArgument: true }, start: 0, end: text.length },
    message: `there are no numbers to explain: training diverged in epoch ${at}`,
    hint: "explain an earlier step, or lower the learning rate: learning_rate=…",
  }]);
}
