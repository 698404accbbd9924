// Which row or query to explain, and after how many steps: what the user asked for, checked against the experiment.
// A mistake becomes a Problem with a way out, as in an experiment file, so that the command line reports both alike.
import { type Experiment, featuresOf, topologyOf } from "../experiment/experiment.ts";
import { argumentPlace, type Problem, type ProblemCode, type Read } from "../experiment/source/problem.ts";
import { suggestion } from "../text/suggest.ts";
import { counted } from "../text/words.ts";
import { biasCount, isDense, parameterNames, weightCount } from "../engine/topology.ts";
import type { ExplainedSubject } from "./explanation.ts";
import { type StepPlan, stepPlanOf } from "./step_plan.ts";

/** What to explain. */
export interface ExplainOptions {
  /** The name of a row; default: the first of those that training would learn from next. */
  readonly row?: string;
  /** The name of a query, in place of a row: forward only. Without rows the first query is the default. */
  readonly query?: string;
  /** A parameter such as w1 or b3 whose chain rule is wanted in full. */
  readonly parameter?: string;
  /** Just before this step of the training, counted from 1, one step a batch of rows. */
  readonly step?: number;
  /** After this many epochs, from 0; default 0, the start. */
  readonly epoch?: number;
  /** Called with the number of epochs that are done on the way there, with the part of one that is under way. */
  readonly onProgress?: (epochsDone: number) => void;
}

/** Reads the options, or finds every mistake in them. */
export function readExplainOptions(
  experiment: Experiment,
  options: ExplainOptions,
): Read<{ readonly subject: ExplainedSubject; readonly stepsDone: number; readonly plan: StepPlan }> {
  const problems: Problem[] = [];
  const report: Report = (code, argument, message, hint) => {
    problems.push({ code, place: argumentPlace(argument), message, hint });
  };
  const plan = stepPlanOf(experiment);
  const stepsDone = stepsDoneOf(experiment, options, plan, report);
  const subject = subjectOf(experiment, options, plan.rowsOf(stepsDone)[0], report);
  checkParameter(experiment, options, subject, report);
  return problems.length > 0 || subject === null ? { problems } : { ok: { subject, stepsDone, plan } };
}

type Report = (code: ProblemCode, argument: string, message: string, hint?: string) => void;

function stepsDoneOf(
  experiment: Experiment,
  { step, epoch }: ExplainOptions,
  { stepCount, stepsPerEpoch }: StepPlan,
  report: Report,
): number {
  const { epochs } = experiment.training;
  const rowCount = experiment.dataset.rows.length;
  const ofOne = rowCount === stepsPerEpoch ? counted(rowCount, "row") : counted(stepsPerEpoch, "step");
  const isWithin = (value: number, from: number, to: number): boolean =>
    Number.isSafeInteger(value) && value >= from && value <= to;

  if (step !== undefined && epoch !== undefined) {
    const first = epoch * stepsPerEpoch + 1;
    const hint = `with ${ofOne}${
      rowCount === stepsPerEpoch ? "" : " an epoch"
    }, step ${first} is the first after ${counted(epoch, "epoch")}`;
    const message = "a step and an epoch cannot both be given";
    report("not_allowed", `--step ${step} --epoch ${epoch}`, message, hint);
    return 0;
  }
  if (step !== undefined) {
    if (isWithin(step, 1, stepCount)) return step - 1;
    if (stepCount === 0) {
      const why = rowCount === 0 ? "it has no rows" : "training.epochs is 0";
      report("wrong_value", `--step ${step}`, `this experiment makes no steps: ${why}`);
      return 0;
    }
    const hint = `it makes ${counted(stepCount, "step")}: ${counted(epochs, "epoch")} × ${ofOne}`;
    report("wrong_value", `--step ${step}`, `a step must be from 1 to ${stepCount}: found ${step}`, hint);
    return 0;
  }
  if (epoch === undefined || isWithin(epoch, 0, epochs)) return (epoch ?? 0) * stepsPerEpoch;
  const hint = epoch > epochs ? `to train longer, write epochs=${epoch} after the file` : undefined;
  report("wrong_value", `--epoch ${epoch}`, `an epoch must be from 0 to ${epochs}: found ${epoch}`, hint);
  return 0;
}

function subjectOf(
  experiment: Experiment,
  { row, query }: ExplainOptions,
  nextRow: number,
  report: Report,
): ExplainedSubject | null {
  const { dataset, queries } = experiment;
  const { rows } = dataset;
  if (row !== undefined && query !== undefined) {
    const message = "a row and a query cannot both be explained";
    report("not_allowed", `--row ${row} --query ${query}`, message, "leave one of the two out");
    return null;
  }
  const kind = query !== undefined || row === undefined && rows.length === 0 ? "query" : "row";
  const items = kind === "row" ? rows : queries;
  const wanted = row ?? query;
  if (wanted === undefined) {
    if (items.length === 0) {
      const message = "there is nothing to explain: the experiment has neither rows nor queries";
      report("missing", "explain", message, "add a query such as queries: [{ name: Emily, weight: 128 }]");
      return null;
    }
    const index = kind === "row" ? nextRow : 0;
    return { kind, name: items[index].name, index };
  }
  const index = items.findIndex(({ name }) => name === wanted);
  if (index >= 0) return { kind, name: wanted, index };
  if (kind === "row" && dataset.validation?.rows.some(({ name }) => name === wanted)) {
    const message = `${wanted} is held out: nothing is learned from it`;
    report(
      "not_allowed",
      `--row ${wanted}`,
      message,
      "name a row that is learned, or ask its values as a query",
    );
    return null;
  }
  const other = kind === "row" ? queries : rows;
  const isOther = other.some(({ name }) => name === wanted);
  const elsewhere = kind === "row"
    ? `${wanted} is a query: --query ${wanted}`
    : `${wanted} is a row: --row ${wanted}`;
  const hint = isOther ? elsewhere : suggestion(String(wanted), items.map(({ name }) => name)) ??
    (items.length === 0 ? `the experiment has no ${kind === "row" ? "rows" : "queries"}` : undefined);
  report("unknown_key", `--${kind} ${wanted}`, `there is no ${kind} ${wanted}`, hint);
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
  if (subject?.kind === "query") {
    const message = "a query has no target, so nothing is learned from it and no parameter has a gradient";
    const hint = experiment.dataset.rows.length > 0 ? "name a row instead: --row …" : undefined;
    report("not_allowed", `--parameter ${parameter}`, message, hint);
  }
}
