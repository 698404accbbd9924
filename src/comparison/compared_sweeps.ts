// Sweeps that are compared: what each has of the others' settings, goals, figures and answers.
// What must not change: what one of them lacks is null and no zero.

import type { JsonValue } from "../experiment/config.ts";
import { type Experiment, variesSplit } from "../experiment/experiment.ts";
import { type Distribution, quantileAt } from "../sweep/distribution.ts";
import type { NamedFigure } from "../sweep/figures.ts";
import { type Goal, goalsOf } from "../sweep/goals.ts";
import { LUCK_KINDS, type LuckKind } from "../sweep/luck.ts";
import type { SweepSummary } from "../sweep/summary.ts";
import { outputsByName, type QuerySummary } from "../sweep/trial_statistics.ts";
import type { RunMark } from "./comparison.ts";
import { type SettingsApart, settingsApart } from "./settings_apart.ts";

/** A sweep under the name that sets it apart from the others. */
export interface NamedSweep {
  /** Its name among the others. */
  readonly label: string;
  /** Null or left out where there is nothing to say. */
  readonly mark?: RunMark | null;
  readonly experiment: Experiment;
  readonly summary: SweepSummary;
}

/** The settings that were chosen differently, by their dotted keys, with one value a sweep. */
export function differingSettings(
  sweeps: readonly NamedSweep[],
): ReadonlyMap<string, readonly (JsonValue | null)[]> {
  const { keys, values } = apartOf(sweeps);
  return new Map(keys.map((key, index) => [key, values.map((ofSweep) => ofSweep[index])]));
}

/** The keys of settings that differ only because one of those does. */
export function followingSettings(sweeps: readonly NamedSweep[]): readonly string[] {
  return apartOf(sweeps).following;
}

function apartOf(sweeps: readonly NamedSweep[]): SettingsApart {
  return settingsApart(sweeps.map(({ experiment }) => experiment), sweeps.map(() => true));
}

/** The goals that some sweep has: all rows right first, then the thresholds, falling. */
export function goalsIn(sweeps: readonly NamedSweep[]): readonly Goal[] {
  const thresholds = new Set(sweeps.flatMap(({ experiment }) => experiment.goals.lossThresholds));
  const goals = {
    allRowsRight: sweeps.some(({ experiment }) => experiment.goals.allRowsRight),
    macroF1: false, // of which nothing is counted
    lossThresholds: [...thresholds].sort((a, b) => b - a),
  };
  return sweeps.length === 0 ? [] : goalsOf({ ...sweeps[0].experiment, goals });
}

/** The share of a sweep's trials that reached a goal; null where it is none of its goals. */
export function shareReached({ experiment, summary }: NamedSweep, { brief }: Goal): number | null {
  const goal = goalsOf(experiment).find((own) => own.brief === brief);
  return goal === undefined ? null : goal.countIn(summary) / summary.trialCount;
}

/** The figures that judge the trials of some sweep. */
export function judgedNamesIn(sweeps: readonly NamedSweep[]): readonly NamedFigure[] {
  return [...new Set(sweeps.flatMap(({ summary }) => summary.judged.map(({ name }) => name)))];
}

/** The figures of held-out rows, where some sweep holds out others in turn: their mean over the folds is what they are for. */
export function meanNamesIn(sweeps: readonly NamedSweep[]): readonly NamedFigure[] {
  return sweeps.some(({ experiment }) => variesSplit(experiment.sweep))
    ? judgedNamesIn(sweeps).filter((name) => name.startsWith("validation_"))
    : [];
}

/** How a figure that judges trials is spread; null where a sweep has none. */
export function judgedCalled({ summary }: NamedSweep, name: NamedFigure): Distribution | null {
  return summary.judged.find((judged) => judged.name === name)?.spread ?? null;
}

/** The figure whose luck is compared: every sweep with held-out rows has it. */
export const LUCK_FIGURE = "validation_loss";

/** The kinds of chance that some sweep varies, beside something else. */
export function luckKindsIn(sweeps: readonly NamedSweep[]): readonly LuckKind[] {
  return LUCK_KINDS.filter((kind) => sweeps.some((sweep) => luckIn(sweep, kind) !== null));
}

/** The share of the variance of the validation loss that goes with a kind of chance. */
export function luckIn({ summary }: NamedSweep, kind: LuckKind): number | null {
  const shares = summary.luck.find(({ figure }) => figure === LUCK_FIGURE)?.shares ?? [];
  return shares.find((one) => one.kind === kind)?.share ?? null;
}

/** The names of the queries of any sweep, each once. */
export function queryNames(sweeps: readonly NamedSweep[]): readonly string[] {
  return [...new Set(sweeps.flatMap(({ summary }) => summary.queries.map(({ name }) => name)))];
}

/** A sweep's query by its name; null where it has none. */
export function queryOf({ summary }: NamedSweep, name: string): QuerySummary | null {
  return summary.queries.find((query) => query.name === name) ?? null;
}

/** What the outputs of a query are called in any sweep. */
export function answerNames(sweeps: readonly NamedSweep[], name: string): readonly string[] {
  const names = sweeps.flatMap((sweep) => {
    const query = queryOf(sweep, name);
    return query === null ? [] : [...outputsByName(query).keys()];
  });
  return names.length === 0 ? [name] : [...new Set(names)];
}

/** How an answer to a query is spread; null where there is none. */
export function outputCalled(query: QuerySummary | null, answer: string): Distribution | null {
  return query === null ? null : outputsByName(query).get(answer) ?? null;
}

/** The labels that answer a query in any sweep. */
export function labelNames(sweeps: readonly NamedSweep[], name: string): readonly string[] {
  const labels = sweeps.flatMap((sweep) => queryOf(sweep, name)?.labels ?? []);
  return [...new Set(labels.map(({ label }) => label))];
}

/** The share of a label; null where it is none of the query. */
export function shareOf(query: QuerySummary | null, label: string): number | null {
  return query?.labels.find((candidate) => candidate.label === label)?.share ?? null;
}

/** A quantile; null without a spread. */
export function quantileOf(spread: Distribution | null, share: number): number | null {
  return spread === null ? null : quantileAt(spread, share);
}
