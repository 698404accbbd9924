// Which row or query to explain, and after how many steps: what the user asked for, checked against the experiment.
// A mistake becomes a Problem with a way out, as in an experiment file, so that the command line reports both alike.
import { type Experiment, featuresOf, topologyOf } from "../experiment/experiment.ts";
import { argumentPlace, type Problem, type Read } from "../experiment/source/problem.ts";
import { requireOptions } from "../numeric/required_objects.ts";
import { suggestion } from "../text/suggest.ts";
import { counted } from "../text/words.ts";
import { biasCount, isDense, parameterNames, weightCount } from "../engine/topology.ts";
import type { ExplainedSubject } from "./explanation.ts";
import { type StepPlan, stepPlanOf } from "./step_plan.ts";
import { type Report, subjectOf, type SubjectOptions } from "./subject_option.ts";

/** What to explain. */
export interface ExplainOptions extends SubjectOptions {
  /** A parameter such as w1 or b3 whose chain rule is wanted in full. */
  readonly parameter?: string;
  /** Just before this step of the training, counted from 1, one step a batch of rows. */
  readonly step?: number;
  /**
   * After this many epochs, from 0; "end" is as the run ends: with the network of the best epoch where that is kept, else with
   * the last. Default: 0, the start, for a row that is learned; the end for a query and for a row that is held out.
   */
  readonly epoch?: number | "end";
  /** Called with the number of epochs that are done on the way there, with the part of one that is under way. */
  readonly onProgress?: (epochsDone: number) => void;
}

const OPTIONS: readonly string[] = [
  "row",
  "heldOut",
  "query",
  "parameter",
  "step",
  "epoch",
  "onProgress",
] satisfies (keyof ExplainOptions)[];

/** @throws TypeError for options that are no object, and for one that is not known. */
export function requireExplainOptions(options: ExplainOptions): void {
  requireOptions(options, OPTIONS);
}

/** What is to be explained. */
export interface ExplainTask {
  /** Null for the row that training would learn from next. */
  readonly subject: ExplainedSubject | null;
  /** After so many steps, or as the run ends. */
  readonly when: number | "end";
  readonly plan: StepPlan;
}

/** Reads the options, or finds every mistake in them. */
export function readExplainOptions(experiment: Experiment, options: ExplainOptions): Read<ExplainTask> {
  const problems: Problem[] = [];
  const report: Report = (code, argument, message, hint) => {
    problems.push({ code, place: argumentPlace(argument), message, hint });
  };
  const plan = stepPlanOf(experiment);
  const given = whenOf(experiment, options, plan, report);
  const subject = subjectOf(experiment, options, report);
  checkParameter(experiment, options, subject, report);
  if (problems.length > 0) return { problems };
  const isLearned = subject === null || subject.kind === "row" && !subject.isHeldOut;
  return { ok: { subject, when: given ?? (isLearned ? 0 : "end"), plan } };
}

/** Where in the training; null where that is not said, or wrong. */
function whenOf(
  experiment: Experiment,
  { step, epoch }: ExplainOptions,
  { stepCount, stepsPerEpoch }: StepPlan,
  report: Report,
): number | "end" | null {
  const { epochs } = experiment.training;
  const rowCount = experiment.dataset.rows.length;
  const ofOne = rowCount === stepsPerEpoch ? counted(rowCount, "row") : counted(stepsPerEpoch, "step");
  const isWithin = (value: number, from: number, to: number): boolean =>
    Number.isSafeInteger(value) && value >= from && value <= to;

  if (step !== undefined && epoch !== undefined) {
    const anEpoch = rowCount === stepsPerEpoch ? "" : " an epoch";
    const hint = epoch === "end"
      ? "leave one of the two out"
      : `with ${ofOne}${anEpoch}, step ${epoch * stepsPerEpoch + 1} is the first after ${
        counted(epoch, "epoch")
      }`;
    const message = "a step and an epoch cannot both be given";
    report("not_allowed", `--step ${step} --epoch ${epoch}`, message, hint);
    return null;
  }
  if (step !== undefined) {
    if (isWithin(step, 1, stepCount)) return step - 1;
    if (stepCount === 0) {
      const why = rowCount === 0 ? "it has no rows" : "training.epochs is 0";
      report("wrong_value", `--step ${step}`, `this experiment makes no steps: ${why}`);
      return null;
    }
    const hint = `it makes ${counted(stepCount, "step")}: ${counted(epochs, "epoch")} × ${ofOne}`;
    report("wrong_value", `--step ${step}`, `a step must be from 1 to ${stepCount}: found ${step}`, hint);
    return null;
  }
  if (epoch === undefined) return null;
  if (epoch === "end") return "end";
  if (isWithin(epoch, 0, epochs)) return epoch * stepsPerEpoch;
  const hint = epoch > epochs ? `to train longer, write epochs=${epoch} after the file` : undefined;
  report("wrong_value", `--epoch ${epoch}`, `an epoch must be from 0 to ${epochs}: found ${epoch}`, hint);
  return null;
}

function checkParameter(
  experiment: Experiment,
  { parameter }: ExplainOptions,
  subject: ExplainedSubject | null,
  report: Report,
): void {
  if (parameter === undefined) return;
  const topology = topologyOf(experiment);
  const names = parameterNames(topology, featuresOf(experiment)[0].learnedWords);
  if (!names.includes(parameter) && !isDense(topology)) {
    const hint = suggestion(parameter, names) ?? `for example ${names[0]} or ${names[names.length - 1]}`;
    report("unknown_key", `--parameter ${parameter}`, `there is no parameter ${parameter}`, hint);
    return;
  }
  if (!names.includes(parameter)) {
    const range = (letter: string, count: number): string =>
      count === 1 ? `${letter}1` : `${letter}1 … ${letter}${count}`;
    const hint = `there are ${range("w", weightCount(topology))} and ${range("b", biasCount(topology))}`;
    report("unknown_key", `--parameter ${parameter}`, `there is no parameter ${parameter}`, hint);
    return;
  }
  if (subject?.kind !== "query" && !subject?.isHeldOut) return;
  const [message, instead] = subject.isHeldOut
    ? [
      `${subject.name} is held out, so nothing is learned from it and no parameter has a gradient`,
      "a learned row",
    ]
    : ["a query has no target, so nothing is learned from it and no parameter has a gradient", "a row"];
  const hint = experiment.dataset.rows.length > 0 ? `name ${instead} instead: --row …` : undefined;
  report("not_allowed", `--parameter ${parameter}`, message, hint);
}
