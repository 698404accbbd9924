// One picture of a run where it stands: its numbers and its charts.
// What must not change: all of it is of one moment, wherever the chain rule moves the session on the way.

import { outputNamesOf } from "../dataset/dataset.ts";
import { parameterNames } from "../engine/topology.ts";
import { topologyOf } from "../experiment/experiment.ts";
import { outputSpanOf, shareOf } from "../report/run/output_span.ts";
import { answerText } from "../results/answer_text.ts";
import type { Outcome } from "../run/outcome.ts";
import { keptEarlier } from "../run/supervised.ts";
import { accuracyOf, verdictOf } from "../run/verdict.ts";
import { asOutput, inWords } from "../text/number_words.ts";
import type { ChainFacts } from "./chain_facts.ts";
import { type ChartRequest, type ChartSource, type DrawnChart, drawnChart } from "./frame_charts.ts";
import type { StandingRun } from "./standing_run.ts";
import { epochOf, MOST_JUDGED_ROWS, MOST_PARAMETERS, standOf, type ViewState } from "./view.ts";

/** One output of an answer. */
export interface AnsweredOutput {
  /** The class or the column. */
  readonly of: string;
  readonly value: number | null;
  /** With three decimal places, as in `log.txt`. */
  readonly text: string;
  /** From the least to the greatest that it can be; null where it has no bounds. */
  readonly share: number | null;
}

/** The answer to a query. */
export interface FrameAnswer {
  readonly name: string;
  readonly outputs: readonly AnsweredOutput[];
  readonly label: string | null;
  /** As in `log.txt`: `0.949 - F`. */
  readonly text: string;
}

/** A weight or bias where a run stands. */
export interface FrameParameter {
  readonly name: string;
  readonly value: number;
}

/** A run where it stands. */
export interface Frame {
  readonly stepsDone: number;
  /** Whole epochs that are learned. */
  readonly epoch: number;
  /** The rows that are learned next; none at the end. */
  readonly nextRows: readonly string[];
  readonly loss: number | null;
  /** The same as people read it. */
  readonly lossText: string | null;
  /** Whose it is: `loss`; of an epoch that is logged `epoch 10 in the log: loss`; where an earlier one is kept `kept: epoch 60, loss`. */
  readonly lossName: string;
  readonly heldOutLoss: number | null;
  /** Shares of rows answered rightly; null without classes. */
  readonly accuracy: number | null;
  readonly heldOutAccuracy: number | null;
  readonly answers: readonly FrameAnswer[];
  readonly parameters: readonly FrameParameter[];
  readonly charts: readonly DrawnChart[];
  readonly chain: ChainFacts | null;
}

/** What a frame is made of. */
export interface FrameSource extends ChartSource {
  /** Tells the chain rule; null where it is not loaded, which it is where a view follows anything. */
  readonly chainFacts: ((run: StandingRun, view: ViewState) => ChainFacts | null) | null;
}

/** The picture of a run where a view stands. */
export function frameOf(source: FrameSource, view: ViewState, charts: readonly ChartRequest[]): Frame {
  const { run } = source;
  // What is not trained yet cannot be looked at.
  if (run.outcome === null && standOf(view, run.length) > run.trainedTo) {
    return frameOf(source, { ...view, stand: run.trainedTo }, charts);
  }
  // First what moves the session away, then where it stands.
  const chain = source.chainFacts?.(run, view) ?? null;
  const outcome = run.at(view);
  const { experiment, parameters, predictions, stepsDone } = outcome;
  const { length } = run;
  const names = parameterNames(topologyOf(experiment), outcome.features[0]?.learnedWords).slice(
    0,
    MOST_PARAMETERS,
  );
  const shown = parameters ?? run.session.parameters;
  return {
    stepsDone,
    epoch: epochOf(stepsDone, length),
    nextRows: stepsDone >= length.lastStep
      ? []
      : run.plan.rowsOf(stepsDone).map((row) => experiment.dataset.rows[row].name),
    loss: outcome.finalLoss,
    lossText: outcome.finalLoss === null ? null : inWords(outcome.finalLoss),
    lossName: lossName(run, view, stepsDone),
    ...judgedOf(outcome),
    answers: predictions.map((prediction) => ({
      name: prediction.name,
      outputs: outputsOf(outcome, prediction.outputs),
      label: prediction.label,
      text: answerText(experiment.dataset.target, prediction),
    })),
    parameters: names.map((name, index) => ({ name, value: shown[index] })),
    charts: charts.flatMap((chart) => drawnChart(chart, outcome, source) ?? []),
    chain,
  };
}

function lossName(
  { outcome, experiment, length }: StandingRun,
  { stand }: ViewState,
  stepsDone: number,
): string {
  const kept = stand === "end" && outcome !== null ? keptEarlier(outcome) : null;
  if (kept !== null) return `kept: epoch ${kept.epoch}, loss`;
  // The log counts from 0, and has the loss after an epoch.
  const epoch = stepsDone / length.stepsPerEpoch - 1;
  return epoch >= 0 && epoch % experiment.training.logEvery === 0
    ? `epoch ${epoch} in the log: loss`
    : "loss";
}

function judgedOf(outcome: Outcome): Pick<Frame, "heldOutLoss" | "accuracy" | "heldOutAccuracy"> {
  const { rows, validation } = outcome.experiment.dataset;
  if (rows.length + (validation?.rows.length ?? 0) > MOST_JUDGED_ROWS) {
    return { heldOutLoss: null, accuracy: null, heldOutAccuracy: null };
  }
  const { training, validation: heldOut } = verdictOf(outcome);
  return {
    heldOutLoss: heldOut?.loss ?? null,
    accuracy: accuracyOf(training),
    heldOutAccuracy: accuracyOf(heldOut),
  };
}

function outputsOf({ experiment }: Outcome, outputs: readonly number[] | null): readonly AnsweredOutput[] {
  return outputNamesOf(experiment.dataset.target).map((of, index) => {
    const value = outputs?.[index] ?? null;
    const span = outputSpanOf(experiment, index);
    return {
      of,
      value,
      text: asOutput(value),
      share: value === null || span === null ? null : shareOf(span, value),
    };
  });
}
