// Many results as the rows of one table: what was found of each, which are copies, and what each has otherwise than the
// assignment.
// Why data: the terminal, CSV, Markdown, JSON and a page show the same rows, each in its own way.
// What must not change: every place has its row, in the order given; nothing that is read throws.

import type { Experiment } from "../experiment/experiment.ts";
import { hashOf } from "../results/hashed_files.ts";
import { withLineFeeds } from "../results/line_ends.ts";
import type { StoredFiles } from "../results/stored_text.ts";
import { assignedTo } from "./assigned_trial.ts";
import { differencesFrom } from "./assignment.ts";
import type { AssignmentDifference } from "./assignment_difference.ts";
import { findingText } from "./finding_text.ts";
import { saidOtherwise } from "./written_otherwise.ts";
import { VERDICT_MARKS } from "./sentences.ts";
import type { Verification } from "./verification.ts";

/** What is known of one place before it is held against the others. */
export type CheckedPlace =
  | {
    readonly kind: "result";
    /** As a person finds it. */
    readonly path: string;
    readonly verification: Verification;
    /** Null where none could be read. */
    readonly experiment: Experiment | null;
    /** What its `experiment.yaml` says otherwise. */
    readonly written: readonly AssignmentDifference[];
    /** Of what its author wrote, by {@linkcode wordingHash}. */
    readonly wordingHash: string;
  }
  | { readonly kind: "no_result" | "unreadable"; readonly path: string; readonly message: string };

type CheckedResult = Extract<CheckedPlace, { kind: "result" }>;

/** What stands beside a row; a row without marks is as it should be. */
export type Mark =
  | "changed"
  | "line ends"
  | "copy"
  | "another version"
  | "not made again"
  | "not as assigned"
  | "no result"
  | "unreadable";

/** The marks of rows whose figures are no further evidence: they stay out of ranges and counts. */
const MARKS_LEFT_OUT: readonly Mark[] = ["changed", "copy", "another version", "no result", "unreadable"];

/** One row. */
export interface ClassRow {
  readonly path: string;
  readonly verdict: Verification["verdict"] | "unreadable";
  readonly marks: readonly Mark[];
  /** The path of the row that it is a copy of; null where it is none. */
  readonly copyOf: string | null;
  /** The path of a row before it with the same id in other words, or as assigned as well; null where there is none. */
  readonly sameAs: string | null;
  /** Why it has its mark and what its `experiment.yaml` says otherwise, in one line; empty where there is nothing to say. */
  readonly remark: string;
  /** What it has otherwise than the assignment; null where there is none, or nothing that could be held against it. */
  readonly differences: readonly AssignmentDifference[] | null;
  /** What its `experiment.yaml` says otherwise than its config. */
  readonly written: readonly AssignmentDifference[];
  /** Null for a place without a result. */
  readonly verification: Verification | null;
}

/**
 * The SHA-256 of what the author of a result wrote: `experiment.yaml`, whatever its line ends; of nothing for a sweep, of
 * which no such file is kept.
 */
export function wordingHash(files: StoredFiles): string {
  return hashOf(withLineFeeds(files.get("experiment.yaml") ?? new Uint8Array()));
}

/**
 * The rows of some places.
 *
 * A copy has the same id and the same wording as another result among them; the first of those that came out again is the
 * original, else the first that is not changed, and one with other line ends only where no other is left. What was handed out
 * makes the same folder for everybody: so a result with the id and the wording of the assignment is no copy of another such
 * one, and only said to be the same. A trial of a sweep that was handed out was chosen by its author, and is a copy as any
 * other.
 *
 * @param assignment what was handed out, of which each trial of a sweep is as assigned; null where nothing is held against it.
 */
export function classRows(
  places: readonly CheckedPlace[],
  assignment: Experiment | null,
): readonly ClassRow[] {
  const originals = originalsOf(places);
  const idsOfWording = idsByWording(places);
  const firstOfId = new Map<string, string>();
  const assignedHash = assignment === null
    ? null
    : wordingHash(new Map([["experiment.yaml", new TextEncoder().encode(assignment.sourceText)]]));
  return places.map((place): ClassRow => {
    if (place.kind !== "result") return emptyRow(place);
    const { path, verification, experiment, written } = place;
    const assigned = assignment === null || experiment === null ? null : assignedTo(assignment, experiment);
    const differences = assigned === null || experiment === null
      ? null
      : differencesFrom(assigned, experiment);
    const key = keyOf(place);
    const original = key === null ? path : originals.get(key) ?? path;
    const isAsAssigned = differences?.length === 0 && assigned === assignment &&
      (place.wordingHash === assignedHash || experiment?.sweep != null);
    const copyOf = original === path || isAsAssigned ? null : original;
    const { id } = verification;
    const first = id === null ? path : firstOfId.get(id) ?? path;
    if (id !== null && copyOf === null) firstOfId.set(id, first);
    const sameAs = copyOf === null && first !== path ? first : null;
    const isOverridden = place.wordingHash === assignedHash || idsOfWording.get(place.wordingHash)!.size > 1;
    return {
      path,
      verdict: verification.verdict,
      marks: [
        ...marksOf(verification.verdict),
        ...(copyOf === null ? [] : ["copy" as const]),
        ...(differences === null || differences.length === 0 ? [] : ["not as assigned" as const]),
      ],
      copyOf,
      sameAs,
      remark: remarkOn(place, isOverridden),
      differences,
      written,
      verification,
    };
  });
}

/**
 * Why a row has its mark, and what its `experiment.yaml` says otherwise than its config.
 *
 * @param isOverridden whether the text is the one that was handed out, or has given results of other settings too: then a
 * command line set them, and not every one of these results is told so.
 */
function remarkOn({ verification, written }: CheckedResult, isOverridden: boolean): string {
  const finding = findingText(verification);
  // The name of a result's folder has the seed, which many give on their command line.
  const said = saidOtherwise(written, ["seed"]);
  const isChanged = verification.files.some(({ name, verdict }) =>
    name === "experiment.yaml" && verdict === "different"
  );
  if (said === null || isOverridden && !isChanged) return finding;
  const file = finding.startsWith("experiment.yaml: ") ? "it" : "experiment.yaml";
  return [...(finding === "" ? [] : [finding]), `${file} ${said}`].join("; ");
}

/** The ids of the results that have the same wording. */
function idsByWording(places: readonly CheckedPlace[]): ReadonlyMap<string, ReadonlySet<string | null>> {
  const ids = new Map<string, Set<string | null>>();
  for (const place of places) {
    if (place.kind !== "result") continue;
    const { wordingHash, verification: { id } } = place;
    ids.set(wordingHash, (ids.get(wordingHash) ?? new Set()).add(id));
  }
  return ids;
}

/** Whether a row's figures count among those of the others. */
export function isCounted({ marks }: Pick<ClassRow, "marks">): boolean {
  return !marks.some((mark) => MARKS_LEFT_OUT.includes(mark));
}

/** The marks as one text: `changed, copy of class/anna`; `same` or `same figures` without any. */
export function marksText(
  { marks, verdict, copyOf }: Pick<ClassRow, "marks" | "verdict" | "copyOf">,
): string {
  if (marks.length === 0) return VERDICT_MARKS[verdict].words;
  return marks.map((mark) => mark === "copy" ? `copy of ${copyOf}` : mark).join(", ");
}

function emptyRow({ kind, path, message }: Exclude<CheckedPlace, { kind: "result" }>): ClassRow {
  const verdict = kind === "no_result" ? "not_a_result" : kind;
  return {
    path,
    verdict,
    marks: marksOf(verdict),
    copyOf: null,
    sameAs: null,
    remark: message,
    differences: null,
    written: [],
    verification: null,
  };
}

function marksOf(verdict: ClassRow["verdict"]): readonly Mark[] {
  const { words } = VERDICT_MARKS[verdict];
  return words === "same" || words === "same figures" ? [] : [words];
}

/** What two copies have in common; null for a result that cannot be known. */
function keyOf(place: CheckedResult): string | null {
  const { id, kind } = place.verification;
  return id === null ? null : `${kind} ${id} ${place.wordingHash}`;
}

/** The path of the original for each key: the first of those that nothing speaks more for. */
function originalsOf(places: readonly CheckedPlace[]): ReadonlyMap<string, string> {
  const best = new Map<string, { readonly path: string; readonly rank: number }>();
  for (const place of places) {
    const key = place.kind === "result" ? keyOf(place) : null;
    if (place.kind !== "result" || key === null) continue;
    const rank = rankOf(place.verification);
    if (rank > (best.get(key)?.rank ?? -1)) best.set(key, { path: place.path, rank });
  }
  return new Map([...best].map(([key, { path }]) => [key, path]));
}

/** How much speaks for a result being the original: that it is not changed, that it came out again, its line ends. */
function rankOf(verification: Verification): number {
  if (verification.verdict === "different") return 0;
  return 1 + (isMadeAgain(verification) ? 2 : 0) + (verification.verdict === "line_ends" ? 0 : 1);
}

/** Whether files of a result were made again, and not only their hashes looked at. */
function isMadeAgain({ files }: Verification): boolean {
  return files.some(({ by }) => by === "bytes");
}
