// Several runs side by side: what was set differently, what came out, and where they begin to differ.
// Why as plain data: a terminal, a CSV file and a report show the same comparison, each in its own way.
// What must not change: runs stay in the order in which they were given; sorting is the reader's choice.

import { indexOfLargest, outputNamesOf } from "../dataset/dataset.ts";
import type { JsonValue } from "../experiment/config.ts";
import { experimentId } from "../experiment/experiment_id.ts";
import { answerName, type JudgedName, judgedNames, LOSS_THRESHOLDS } from "../sweep/figures.ts";
import { firstEpochUnder, type LoggedLoss } from "../engine/training_run.ts";
import type { Outcome } from "../run/outcome.ts";
import { type RowsVerdict, verdictOf } from "../run/verdict.ts";
import { differingKeys, settingListOf } from "../experiment/setting_list.ts";

/** An outcome under the name that sets it apart from the others. */
export interface NamedOutcome {
  readonly label: string;
  readonly outcome: Outcome;
}

/** One number that a run answers: of classes the largest output, of several numbers each by itself. */
export interface ComparedAnswer {
  /** Null where the run has no answer. */
  readonly output: number | null;
  /** Null without classes or answer. */
  readonly label: string | null;
  /** The output of each class; empty where there is one output, or no answer. */
  readonly classes: ReadonlyMap<string, number>;
}

/** The answers of a run by what they are called: the query alone, or of several numbers `query.name`. */
function comparedAnswers(
  { experiment, predictions }: Outcome,
): readonly (readonly [name: string, answer: ComparedAnswer])[] {
  const { target } = experiment.dataset;
  const names = outputNamesOf(target);
  const none: ReadonlyMap<string, number> = new Map();
  return predictions.flatMap(({ name, outputs, label }) => {
    if (target?.kind === "classes") {
      const classes = new Map(outputs?.map((output, index) => [names[index], output]));
      const output = outputs === null ? null : outputs[indexOfLargest(outputs)];
      return [[name, { output, label, classes }] as const];
    }
    return names.map((_, index) => {
      const output = outputs === null ? null : outputs[index];
      return [answerName(name, names, index), { output, label, classes: none }] as const;
    });
  });
}

/** One run of a comparison. */
export interface ComparedRun extends Pick<Outcome, "status" | "divergedAtEpoch" | "finalLoss" | "losses"> {
  /** Its name among the others. */
  readonly label: string;
  /** The name of the experiment. */
  readonly name: string;
  /** The 8 hex digits of the experiment. */
  readonly id: string;
  /** One value for each of the comparison's keys; null where the run has no such setting. */
  readonly settings: readonly (JsonValue | null)[];
  /** The figures of its rows, learned and held out; empty where none are held out. */
  readonly judged: ReadonlyMap<JudgedName, number | null>;
  /** For each of `LOSS_THRESHOLDS`, the first logged epoch whose loss is under it; null where none is. */
  readonly epochsUnder: readonly (number | null)[];
  /** One for each of the comparison's queries; null where the run was not asked. */
  readonly answers: readonly (ComparedAnswer | null)[];
  /** Whether the others are compared with this one. */
  readonly isFirst: boolean;
  /**
   * The first epoch that this run and the first one both logged with another loss; null where all are equal, and for
   * the first run itself.
   */
  readonly partsAtEpoch: number | null;
}

/** How the answers to a query range over the runs. */
interface ComparedQuery {
  readonly name: string;
  /** Runs that answered with a finite number. */
  readonly answerCount: number;
  /** Null where no run answered, as `greatest` is. */
  readonly least: number | null;
  readonly greatest: number | null;
  /** Labels with how many runs gave them, the most frequent first; empty without classes. */
  readonly labels: readonly { readonly label: string; readonly count: number }[];
}

/** Several runs side by side. */
export interface Comparison {
  /** Full dotted keys of the settings that are not the same in all runs. */
  readonly keys: readonly string[];
  /** Every answer that a run gave, by query and of several numbers by number, in the order in which they first occur. */
  readonly queries: readonly ComparedQuery[];
  /** At least one, in the order given or sorted. */
  readonly runs: readonly ComparedRun[];
}

/**
 * Compares runs.
 *
 * @param runs at least one; the others are compared with the first.
 */
export function compareOutcomes(runs: readonly NamedOutcome[]): Comparison {
  const lists = runs.map(({ outcome }) => settingListOf(outcome.experiment));
  const keys = differingKeys(lists);
  const answered = runs.map(({ outcome }) => comparedAnswers(outcome));
  const queryNames = [...new Set(answered.flatMap((answers) => answers.map(([name]) => name)))];
  const first = runs[0].outcome;
  const firstLosses = new Map(first.losses.map(({ epoch, loss }) => [epoch, loss]));
  const compared = runs.map(({ label, outcome }, index): ComparedRun => {
    const answers = new Map(answered[index]);
    return {
      label,
      name: outcome.experiment.name,
      id: experimentId(outcome.experiment),
      settings: keys.map((key) => lists[index].get(key) ?? null),
      status: outcome.status,
      divergedAtEpoch: outcome.divergedAtEpoch,
      finalLoss: outcome.finalLoss,
      judged: judgedOf(outcome),
      epochsUnder: LOSS_THRESHOLDS.map((threshold) => firstEpochUnder(outcome.losses, threshold)),
      answers: queryNames.map((name) => answers.get(name) ?? null),
      losses: outcome.losses,
      isFirst: index === 0,
      partsAtEpoch: index === 0 ? null : partingEpoch(firstLosses, outcome.losses),
    };
  });
  const queries = queryNames.map((name, index) =>
    rangeOf(name, compared.map(({ answers }) => answers[index]))
  );
  return { keys, queries, runs: compared };
}

function judgedOf(outcome: Outcome): ComparedRun["judged"] {
  const { training, validation } = verdictOf(outcome);
  const accuracyOf = (rows: RowsVerdict | null): number | null =>
    rows === null || rows.right === null ? null : rows.right / rows.count;
  const figures: Readonly<Record<JudgedName, number | null>> = {
    accuracy: accuracyOf(training),
    validation_loss: validation?.loss ?? null,
    validation_accuracy: accuracyOf(validation),
  };
  return new Map(judgedNames(outcome.experiment).map((name) => [name, figures[name]]));
}

/** The figures of rows that some of the runs have. */
export function judgedNamesIn(runs: readonly ComparedRun[]): readonly JudgedName[] {
  return [...new Set(runs.flatMap(({ judged }) => [...judged.keys()]))];
}

function partingEpoch(first: ReadonlyMap<number, number>, losses: readonly LoggedLoss[]): number | null {
  return losses.find(({ epoch, loss }) => first.has(epoch) && first.get(epoch) !== loss)?.epoch ?? null;
}

function rangeOf(name: string, answers: readonly (ComparedAnswer | null)[]): ComparedQuery {
  let [least, greatest, answerCount] = [Infinity, -Infinity, 0];
  const counts = new Map<string, number>();
  for (const answer of answers) {
    if (answer === null || answer.output === null) continue;
    answerCount++;
    least = Math.min(least, answer.output);
    greatest = Math.max(greatest, answer.output);
    if (answer.label !== null) counts.set(answer.label, (counts.get(answer.label) ?? 0) + 1);
  }
  const labels = [...counts].map(([label, count]) => ({ label, count })).sort((a, b) => b.count - a.count);
  const range = answerCount > 0 ? { least, greatest } : { least: null, greatest: null };
  return { name, answerCount, ...range, labels };
}
