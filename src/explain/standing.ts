// Brings a training to the place that is explained: after some steps, or as the run ends.
// What must not change: the parameters have the bits that the run itself has there; where training does not come so far, that is
// the user's mistake, with a way out.

import type { Experiment } from "../experiment/experiment.ts";
import { argumentPlace, ExperimentError } from "../experiment/source/problem.ts";
import type { Session } from "../run/session.ts";
import type { ExplainOptions, ExplainTask } from "./explain_options.ts";
import { optionWords } from "./subject_option.ts";
import type { ExplainedState, ExplainedSubject, RunEnd } from "./explanation.ts";

/** A training where it is explained. */
export interface Standing {
  /** Which row or query. */
  readonly subject: ExplainedSubject;
  /** How far it is. */
  readonly state: ExplainedState;
  /** The parameters, and what else is learned from: a copy. */
  readonly values: Float64Array;
  /** Of the next step. */
  readonly learningRate: number;
}

/**
 * Goes to where a task stands.
 *
 * @param session stands wherever it likes, and is moved.
 * @param options what the user asked for, to name it in the message.
 * @throws ExperimentError when training diverges or is stopped before that.
 */
export function standingFor(
  session: Session,
  experiment: Experiment,
  { subject, when, plan }: ExplainTask,
  options: ExplainOptions,
): Standing {
  const { stepCount, stepsPerEpoch, rowsPerStep } = plan;
  const [stepsDone, end] = when === "end" ? endOf(session, stepsPerEpoch, options) : [when, null];
  goTo(session, stepsDone, stepsPerEpoch, options);
  const { dataset: { rows }, training, sweep } = experiment;
  const next = plan.rowsOf(stepsDone);
  return {
    subject: subject ?? { kind: "row", isHeldOut: false, name: rows[next[0]].name, index: next[0] },
    state: {
      stepsDone,
      stepCount,
      stepsPerEpoch,
      rowsPerStep,
      rowCount: rows.length,
      nextRows: stepsDone < stepCount ? next.map((index) => rows[index].name) : [],
      shuffle: training.shuffle,
      isSweep: sweep !== null,
      end,
    },
    values: session.values,
    learningRate: session.learningRate,
  };
}

/** How many steps made the network that the run ends with: those up to the best epoch, where that is kept. */
function endOf(
  session: Session,
  stepsPerEpoch: number,
  options: ExplainOptions,
): readonly [stepsDone: number, end: RunEnd] {
  session.goTo(session.stepCount);
  // What is kept of a run that diverged after its best epoch is no result either.
  if (session.divergedAtEpoch !== null) throw noNumbers("diverged", session, stepsPerEpoch, options);
  const { keptEpoch, stepsDone } = session;
  return [keptEpoch === null ? stepsDone : (keptEpoch + 1) * stepsPerEpoch, { keptEpoch }];
}

/** Whole epochs, then the first steps of the next one. */
function goTo(session: Session, stepsDone: number, stepsPerEpoch: number, options: ExplainOptions): void {
  if (stepsDone === 0) {
    session.goTo(0);
    return;
  }
  // A run that ended after the last whole epoch would look at its loss there, logged or not.
  session.goTo(stepsDone - stepsDone % stepsPerEpoch);
  const hasFiniteLoss = session.stepsDone === 0 || Number.isFinite(session.loss);
  if (hasFiniteLoss) session.goTo(stepsDone);
  const isFinite = hasFiniteLoss && session.divergedAtEpoch === null && session.values.every(Number.isFinite);
  if (isFinite && session.stepsDone === stepsDone) return;
  throw noNumbers(isFinite ? "stopped" : "diverged", session, stepsPerEpoch, options);
}

function noNumbers(
  why: "diverged" | "stopped",
  session: Session,
  stepsPerEpoch: number,
  options: ExplainOptions,
): ExperimentError {
  const [asked = "explain"] = optionWords(options, ["step", "epoch", "query", "row", "heldOut"]);
  const at = session.divergedAtEpoch ?? Math.ceil(session.stepsDone / stepsPerEpoch) - 1;
  const [what, instead] = why === "stopped"
    ? [`was stopped after epoch ${session.endedAtEpoch}`, "give --epoch end"]
    : [`diverged by epoch ${at}`, "lower the learning rate: learning_rate=…"];
  return new ExperimentError([{
    code: "not_allowed",
    place: argumentPlace(asked),
    message: `there are no numbers to explain: training ${what}`,
    hint: `explain an earlier step, or ${instead}`,
  }]);
}
