// What tells pinned runs and the one at work apart: what was set differently, and what came out.
// What must not change: the settings and answers that are listed, and what is said of the others, are those of `compare`.

import { type ComparedRun, compareOutcomes } from "../comparison/comparison.ts";
import { shortKeys } from "../comparison/comparison_names.ts";
import { followingNote } from "../comparison/settings_apart.ts";
import { settingTextsIn, shownQueries } from "../comparison/shown_parts.ts";
import { experimentId } from "../experiment/experiment_id.ts";
import { NOW } from "../report/run/loss_series.ts";
import type { Outcome } from "../run/outcome.ts";
import { asOutput, inWords, NONE } from "../text/number_words.ts";
import type { Pin } from "./pins.ts";

/** Runs beside each other: the one at work first, then the pins. */
export interface PinFacts {
  /** The settings that someone chose differently. */
  readonly keys: readonly string[];
  /** What they were asked; of very much the first. */
  readonly queries: readonly string[];
  /** What is not listed, without full stops. */
  readonly notes: readonly string[];
  readonly pins: readonly PinnedRun[];
}

/** One of them. */
export interface PinnedRun {
  readonly label: string;
  readonly id: string;
  readonly status: Outcome["status"];
  /** As people read it; `–` where it diverged, and where it has no rows. */
  readonly finalLoss: string;
  /** One for each of the keys. */
  readonly settings: readonly string[];
  /** One for each of the queries. */
  readonly answers: readonly string[];
}

/**
 * What tells pinned runs apart.
 *
 * @param current the run at work; null where none is trained.
 */
export function pinFacts(current: Outcome | null, pins: readonly Pin[]): PinFacts {
  const runs = [...(current === null ? [] : [{ label: NOW, outcome: current }]), ...pins];
  if (runs.length === 0) return { keys: [], queries: [], notes: [], pins: [] };
  const comparison = compareOutcomes(runs);
  const texts = comparison.keys.map((_, index) => settingTextsIn(comparison, index));
  const { shown, note } = shownQueries(comparison);
  return {
    keys: shortKeys(comparison.keys, []),
    queries: shown.map(({ name }) => name),
    notes: [followingNote(comparison.following), note].flatMap((each) => each ?? []),
    pins: comparison.runs.map(({ label, finalLoss, answers }, run) => ({
      label,
      id: experimentId(runs[run].outcome.experiment),
      status: runs[run].outcome.status,
      finalLoss: finalLoss === null ? NONE : inWords(finalLoss),
      settings: texts.map((ofKey) => ofKey[run]),
      answers: shown.map(({ index }) => answerText(answers[index])),
    })),
  };
}

function answerText(answer: ComparedRun["answers"][number]): string {
  if (answer === null) return asOutput(null);
  const output = asOutput(answer.output);
  return answer.label === null ? output : `${output} ${answer.label}`;
}
