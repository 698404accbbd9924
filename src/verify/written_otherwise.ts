// What `experiment.yaml` says otherwise than the config that the result was made of, with both values.
// Why no mark of its own: settings of a command line are recorded nowhere but in the config, so that a text that was edited
// afterwards, with its hash, looks like one that was overridden. Both are said as they are.

import type { Experiment } from "../experiment/experiment.ts";
import type { StoredFiles } from "../results/stored_text.ts";
import { differencesFrom } from "./assignment.ts";
import type { AssignmentDifference } from "./assignment_difference.ts";
import { experimentAlone } from "./origin.ts";
import type { Verification } from "./verification.ts";

/**
 * The settings and cells that differ: what the file says is `assigned`, what the config says `found`.
 *
 * @param experiment that of the config; null where none could be read.
 */
export function writtenOtherwise(
  files: StoredFiles,
  { origin }: Verification,
  experiment: Experiment | null,
): readonly AssignmentDifference[] {
  if (origin?.kind !== "overrides" || experiment === null) return [];
  const written = experimentAlone(files, experiment);
  return written === null ? [] : differencesFrom(written, experiment);
}

/** Settings that are named. */
const MOST_NAMED = 6;

/**
 * `says epochs 2000, the result was made with epochs 1000`; null where both say the same.
 *
 * @param written what the file says otherwise than the config.
 * @param leftOut short names of settings that are not told.
 */
export function saidOtherwise(
  written: readonly AssignmentDifference[],
  leftOut: readonly string[] = [],
): string | null {
  const told = written.filter(({ key }) => !leftOut.includes(key));
  if (told.length === 0) return null;
  const named = told.slice(0, MOST_NAMED);
  const [inFile, inResult] = [
    named.map((difference) => wordsOf(difference, "assigned")),
    named.map((difference) => wordsOf(difference, "found")),
  ].map((words) => words.join(", "));
  const count = told.length - named.length;
  return `says ${inFile}, the result was made with ${inResult}${count === 0 ? "" : ` (and ${count} more)`}`;
}

function wordsOf(difference: AssignmentDifference, side: "assigned" | "found"): string {
  if (difference.kind === "value") return `${difference.key} ${difference[side] ?? "nothing"}`;
  const isThere = difference.kind === (side === "assigned" ? "missing" : "added");
  return isThere ? difference.key : `no ${difference.key}`;
}
