// Several runs side by side: what was set differently, what came out, and where they begin to differ.
// Why as plain data: a terminal, a CSV file and a report show the same comparison, each in its own way.
// What must not change: runs stay in the order in which they were given; sorting is the reader's choice.

import { indexOfLargest, outputNamesOf } from "../dataset/dataset.ts";
import type { JsonValue } from "../experiment/config.ts";
import { experimentId } from "../experiment/experiment_id.ts";
import { answerName, type EndName, endNames, LOSS_THRESHOLDS } from "../sweep/figures.ts";
import { firstEpochUnder, type TrainingEnds } from "../engine/training_run.ts";
import type { Outcome } from "../run/outcome.ts";
import { endsOfRun } from "../run/supervised.ts";
import { listed } from "../text/words.ts";
import { heldOutNote } from "./held_out_apart.ts";
import { judgedFigureNames, judgedFigures, judgedNote } from "./judged_figures.ts";
import { questionOf } from "./questions.ts";
import { settingsApart } from "./settings_apart.ts";

/** What must be known of a result before its figures are believed. */
export interface RunMark {
  /** In a word or two: `changed`, `copy of ben`. */
  readonly text: string;
  /** Without the name of an original: `copy`. */
  readonly brief: string;
  /** Why, in one line. */
  readonly why: string;
  /** Whether its figures count among the others all the same. */
  readonly isCounted: boolean;
}

/** An outcome under the name that sets it apart from the others. */
export interface NamedOutcome {
  readonly label: string;
  readonly outcome: Outcome;
  /** Null or left out where there is nothing to say. */
  readonly mark?: RunMark | null;
}

/** A result that has no outcome to compare, which stands in the table all the same. */
export interface NamedGap {
  readonly label: string;
  readonly mark: RunMark;
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
export interface ComparedRun extends Pick<Outcome, "divergedAtEpoch" | "finalLoss" | "losses"> {
  /** Its name among the others. */
  readonly label: string;
  /** Null where nothing is to be said of it. */
  readonly mark: RunMark | null;
  /** Null for a result that has no outcome, as the next two are. */
  readonly status: Outcome["status"] | null;
  /** The name of the experiment. */
  readonly name: string | null;
  /** The 8 hex digits of the experiment. */
  readonly id: string | null;
  /** One value for each of the comparison's keys; null where the run has no such setting. */
  readonly settings: readonly (JsonValue | null)[];
  /** The figures of its rows, learned and held out; empty where none of the runs holds any out. */
  readonly judged: ReadonlyMap<string, number | null>;
  /** The epochs that it ended with: the last one, and where it keeps the best one that as well. */
  readonly ends: TrainingEnds;
  /** Which of these its experiment asks for; none where all its epochs are made. */
  readonly endNames: readonly EndName[];
  /** For each of `LOSS_THRESHOLDS`, the first logged epoch whose loss is under it; null where none is. */
  readonly epochsUnder: readonly (number | null)[];
  /** One for each of the comparison's queries; null where the run was not asked. */
  readonly answers: readonly (ComparedAnswer | null)[];
  /** Whether the others are compared with this one: the first that counts. */
  readonly isFirst: boolean;
  /**
   * The first epoch that this run and the first one both logged with another loss; null where all are equal, and for
   * the first run itself.
   */
  readonly partsAtEpoch: number | null;
}

/** How the answers to a query range over the runs that count. */
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
  /** What they ask in words, where they all ask the same. */
  readonly question: string;
  /** Full dotted keys of the settings that were chosen differently in runs that count: see {@linkcode settingsApart}. */
  readonly keys: readonly string[];
  /** Keys of settings that differ only because one of `keys` does. */
  readonly following: readonly string[];
  /** Said of rows that runs which count hold out otherwise than each other; null where they are the same. */
  readonly heldOutNote: string | null;
  /** What a short heading of the figures of rows means; null where there is none. */
  readonly judgedNote: string | null;
  /** Every answer that a run gave, by query and of several numbers by number, in the order in which they first occur. */
  readonly queries: readonly ComparedQuery[];
  /** In the order given or sorted, those without an outcome last. */
  readonly runs: readonly ComparedRun[];
}

/** Whether a run's figures count in ranges. */
export function isCounted({ mark = null }: { readonly mark?: RunMark | null }): boolean {
  return mark === null || mark.isCounted;
}

/**
 * Compares runs.
 *
 * @param runs the others are compared with the first that counts.
 * @param gaps results without an outcome, which come last.
 */
export function compareOutcomes(runs: readonly NamedOutcome[], gaps: readonly NamedGap[] = []): Comparison {
  const experiments = runs.map(({ outcome }) => outcome.experiment);
  const counting = runs.map(isCounted);
  const { keys, values, following } = settingsApart(
    experiments,
    // A setting that only a forged config has otherwise is told with its mark.
    counting.includes(true) ? counting : counting.map(() => true),
  );
  const answered = runs.map(({ outcome }) => comparedAnswers(outcome));
  const queryNames = [...new Set(answered.flatMap((answers) => answers.map(([name]) => name)))];
  const namesJudged = judgedFigureNames(experiments);
  const firstIndex = Math.max(0, runs.findIndex(({ mark = null }) => isCounted({ mark })));
  const first = runs[firstIndex]?.outcome;
  const firstLosses = new Map(first?.losses.map(({ epoch, loss }) => [epoch, loss]));
  const compared = runs.map(({ label, outcome, mark = null }, index): ComparedRun => {
    const answers = new Map(answered[index]);
    return {
      label,
      mark,
      name: outcome.experiment.name,
      id: experimentId(outcome.experiment),
      settings: values[index],
      status: outcome.status,
      divergedAtEpoch: outcome.divergedAtEpoch,
      finalLoss: outcome.finalLoss,
      judged: judgedFigures(outcome, namesJudged),
      ends: endsOfRun(outcome),
      endNames: endNames(outcome.experiment),
      epochsUnder: LOSS_THRESHOLDS.map((threshold) => firstEpochUnder(outcome.losses, threshold)),
      answers: queryNames.map((name) => answers.get(name) ?? null),
      losses: outcome.losses,
      isFirst: index === firstIndex,
      partsAtEpoch: index === firstIndex ? null : partingEpoch(first, firstLosses, outcome),
    };
  });
  const counted = compared.filter(isCounted);
  const queries = queryNames.map((name, index) =>
    rangeOf(name, counted.map(({ answers }) => answers[index]))
  );
  const empty = gaps.map((gap) => emptyRun(gap, keys.length, queryNames.length));
  const questions = [...new Set(runs.map(({ outcome }) => questionOf(outcome.experiment)))];
  return {
    question: listed(questions, 3),
    keys,
    following,
    heldOutNote: heldOutNote(runs.filter(isCounted).map(({ outcome }) => outcome.experiment)),
    judgedNote: judgedNote(namesJudged, experiments),
    queries,
    runs: [...compared, ...empty],
  };
}

/** A row for a result without an outcome. */
function emptyRun({ label, mark }: NamedGap, keyCount: number, queryCount: number): ComparedRun {
  return {
    label,
    mark,
    status: null,
    name: null,
    id: null,
    settings: new Array<null>(keyCount).fill(null),
    divergedAtEpoch: null,
    finalLoss: null,
    ends: { lastEpoch: null, bestEpoch: null },
    endNames: [],
    judged: new Map(),
    epochsUnder: LOSS_THRESHOLDS.map(() => null),
    answers: new Array<null>(queryCount).fill(null),
    losses: [],
    isFirst: false,
    partsAtEpoch: null,
  };
}

/** The names of the experiments that were run, each once. */
export function experimentNames({ runs }: Pick<Comparison, "runs">): readonly string[] {
  return [...new Set(runs.flatMap(({ name }) => name ?? []))];
}

/** The figures of rows that some of the runs have. */
export function judgedNamesIn(runs: readonly ComparedRun[]): readonly string[] {
  return [...new Set(runs.flatMap(({ judged }) => [...judged.keys()]))];
}

/** The ends that some of the runs are asked for. */
export function endNamesIn(runs: readonly ComparedRun[]): readonly EndName[] {
  return [...new Set(runs.flatMap((run) => run.endNames))];
}

/** An end of a run; null where it has none. */
export function endCalled({ ends }: ComparedRun, name: EndName): number | null {
  return name === "last_epoch" ? ends.lastEpoch : ends.bestEpoch;
}

/** The first epoch of which two runs have another loss, or of which one alone has none, as it diverged. */
function partingEpoch(
  first: Outcome,
  losses: ReadonlyMap<number, number>,
  other: Outcome,
): number | null {
  const parting = other.losses.find(({ epoch, loss }) => losses.has(epoch) && losses.get(epoch) !== loss);
  if (parting !== undefined) return parting.epoch;
  if (first.divergedAtEpoch === other.divergedAtEpoch) return null;
  return Math.min(first.divergedAtEpoch ?? Infinity, other.divergedAtEpoch ?? Infinity);
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
