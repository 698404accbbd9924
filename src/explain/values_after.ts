// The values of a network after some steps of its training.
// What must not change: these are the bits that the run itself has at that point.
import type { Experiment } from "../experiment/experiment.ts";
import { ExperimentError } from "../experiment/source/problem.ts";
import { Session } from "../run/session.ts";
import type { ExplainOptions } from "./explain_options.ts";

/**
 * The parameters, and what the optimizer remembers, after a number of steps: whole epochs, then the first rows of the next one.
 *
 * @param options what the user asked for, to name it in the message.
 * @throws ExperimentError when training diverges before that.
 */
export function valuesAfter(
  experiment: Experiment,
  stepsDone: number,
  options: ExplainOptions,
): Float64Array {
  const rowCount = experiment.dataset.rows.length;
  const session = new Session(experiment, {
    onProgress: (steps) => options.onProgress?.(steps / rowCount),
  });
  session.goTo(stepsDone);
  const { values } = session;
  if (session.stepsDone === stepsDone && values.every(Number.isFinite)) return values;

  const text = options.step === undefined ? `--epoch ${options.epoch}` : `--step ${options.step}`;
  const at = session.divergedAtEpoch ?? Math.floor(stepsDone / rowCount);
  throw new ExperimentError([{
    code: "not_allowed",
    place: { source: { name: "command line", text, isArgument: true }, start: 0, end: text.length },
    message: `there are no numbers to explain: training diverged in epoch ${at}`,
    hint: "explain an earlier step, or lower the learning rate: learning_rate=…",
  }]);
}
