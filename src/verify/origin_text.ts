// What `experiment.yaml` says otherwise than the config that the result was made of, in words.
// Why no mark of its own: settings of a command line are recorded nowhere but in the config, so that a text that was edited
// afterwards, with its hash, looks like one that was overridden. Both are said as they are.

import type { AssignmentDifference } from "./assignment_difference.ts";
import type { Origin } from "./origin.ts";

/** Settings that are named. */
const MOST_NAMED = 6;

/**
 * `says epochs 2000, the result was made with epochs 1000`; null where both say the same, or nobody can tell.
 *
 * @param leftOut short names of settings that are not told.
 */
export function saidOtherwise(origin: Origin | null, leftOut: readonly string[] = []): string | null {
  if (origin?.kind !== "overrides") return null;
  const told = origin.differences.filter(({ key }) => !leftOut.includes(key));
  if (told.length === 0) return null;
  const named = told.slice(0, MOST_NAMED);
  const [written, made] = [
    named.map((difference) => wordsOf(difference, "assigned")),
    named.map((difference) => wordsOf(difference, "found")),
  ].map((words) => words.join(", "));
  const count = told.length - named.length;
  return `says ${written}, the result was made with ${made}${count === 0 ? "" : ` (and ${count} more)`}`;
}

function wordsOf(difference: AssignmentDifference, side: "assigned" | "found"): string {
  if (difference.kind === "value") return `${difference.key} ${difference[side] ?? "nothing"}`;
  const isThere = difference.kind === (side === "assigned" ? "missing" : "added");
  return isThere ? difference.key : `no ${difference.key}`;
}
