// Several runs side by side: what was set differently, what came out, and where they begin to differ.
// Why as plain data: a terminal, a CSV file and a report show the same comparison, each in its own way.
// What must not change: runs stay in the order in which they were given; sorting is the reader's choice.

import type { JsonValue } from "../experiment/config.ts";
import { experimentId } from "../experiment/experiment_id.ts";
import { LOSS_THRESHOLDS } from "../sweep/figures.ts";
import { firstEpochUnder, type LoggedLoss } from "../engine/training_run.ts";
import type { Outcome } from "../run/outcome.ts";
import { differingKeys, settingListOf } from "../experiment/setting_list.ts";

/** An outcome under the name that sets it apart from the others. */
export interface NamedOutcome {
  /** Its name among the others. */
  readonly label: string;
  /** What came out. */
  readonly outcome: Outcome;
}

/** An answer as the comparison shows it. */
export interface ComparedAnswer {
  /** Null where the run diverged or the output is not finite. */
  readonly output: number | null;
  /** The label of the nearest class; null without classes or output. */
  readonly label: string | null;
}

/** One run of a comparison. */
export interface ComparedRun {
  /** Its name among the others. */
  readonly label: string;
  /** The name of the experiment. */
  readonly name: string;
  /** The 8 hex digits of the experiment. */
  readonly id: string;
  /** One value for each of the comparison's keys; null where the run has no such setting. */
  readonly settings: readonly (JsonValue | null)[];
  /** `diverged` where a loss was not finite. */
  readonly status: Outcome["status"];
  /** The epoch whose loss was not finite; null for a completed run. */
  readonly divergedAtEpoch: number | null;
  /** The loss of the final parameters; null where there is none. */
  readonly finalLoss: number | null;
  /** For each threshold, the first logged epoch whose loss is under it; null where none is. */
  readonly epochsUnder: readonly (number | null)[];
  /** One for each of the comparison's queries; null where the run was not asked. */
  readonly answers: readonly (ComparedAnswer | null)[];
  /** The finite losses at the logged epochs. */
  readonly losses: readonly LoggedLoss[];
  /** Whether the others are compared with this one. */
  readonly isFirst: boolean;
  /**
   * The first epoch that this run and the first one both logged with another loss; null where all are equal, and for
   * the first run itself.
   */
  readonly partsAtEpoch: number | null;
}

/** How often a label was given. */
export interface LabelCount {
  /** The label of a class. */
  readonly label: string;
  /** Runs that gave it. */
  readonly count: number;
}

/** How an answer ranges over the runs. */
export interface ComparedQuery {
  /** The query's name. */
  readonly name: string;
  /** Runs that answered with a finite number. */
  readonly answerCount: number;
  /** Null where no run answered. */
  readonly least: number | null;
  /** Null where no run answered. */
  readonly greatest: number | null;
  /** Labels with how many runs gave them, the most frequent first; empty without classes. */
  readonly labels: readonly LabelCount[];
}

/** Several runs side by side. */
export interface Comparison {
  /** Full dotted keys of the settings that are not the same in all runs. */
  readonly keys: readonly string[];
  /** Losses for which each run says when it first fell below them. */
  readonly thresholds: readonly number[];
  /** Every query that a run was asked, in the order in which they first stand. */
  readonly queries: readonly ComparedQuery[];
  /** At least one, in the order given or sorted. */
  readonly runs: readonly ComparedRun[];
}

/**
 * Compares runs.
 *
 * @param runs at least one; the others are compared with the first.
 *
 * @example Two learning rates
 * ```ts
 * import { parseExperiment } from "../experiment/reading/parse_experiment.ts";
 * import { runExperiment } from "../run/outcome.ts";
 * const text = `
 * name: slope
 * dataset: { features: [{ name: x }], target: { name: y }, rows: [{ x: 1, y: 1 }] }
 * training: { epochs: 30 }
 * queries: [{ name: again, x: 1 }]
 * `;
 * const runs = ["0.1", "0.5"].map((rate) => ({
 *   label: rate,
 *   outcome: runExperiment(parseExperiment(text, { overrides: [`learning_rate=${rate}`] })),
 * }));
 * const comparison = compareOutcomes(runs);
 * if (comparison.keys.join() !== "training.learning_rate") throw new Error("wrong");
 * if (comparison.runs[1].partsAtEpoch !== 0) throw new Error("wrong");
 * ```
 */
export function compareOutcomes(runs: readonly NamedOutcome[]): Comparison {
  const lists = runs.map(({ outcome }) => settingListOf(outcome.experiment));
  const keys = differingKeys(lists);
  const queryNames = [...new Set(runs.flatMap(({ outcome }) => outcome.predictions.map(({ name }) => name)))];
  const first = runs[0].outcome;
  const firstLosses = new Map(first.losses.map(({ epoch, loss }) => [epoch, loss]));
  const compared = runs.map(({ label, outcome }, index): ComparedRun => {
    const answers = new Map(outcome.predictions.map(({ name, output, label }) => [name, { output, label }]));
    return {
      label,
      name: outcome.experiment.name,
      id: experimentId(outcome.experiment),
      settings: keys.map((key) => lists[index].get(key) ?? null),
      status: outcome.status,
      divergedAtEpoch: outcome.divergedAtEpoch,
      finalLoss: outcome.finalLoss,
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
  return { keys, thresholds: LOSS_THRESHOLDS, queries, runs: compared };
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
  const hasAnswers = answerCount > 0;
  return {
    name,
    answerCount,
    least: hasAnswers ? least : null,
    greatest: hasAnswers ? greatest : null,
    labels,
  };
}
