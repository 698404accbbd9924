// The mistakes of a document at their places, and what mends them with one click.
// What must not change: a mend is tried before it is offered. It takes its mistake away and brings none in its place, or it
// is not shown.

import type { Problem, ProblemCode } from "../experiment/source/problem.ts";
import { editedText, type PlayDocument, type TextEdit } from "./document.ts";
import { type Fix, Mender } from "./mender.ts";
import { fileNameOf, readDocument } from "./reading.ts";
import { waysOut } from "./ways_out.ts";

/** A mistake in the text, or in a data file beside it. */
export interface Mistake {
  /** Offsets in the text, or in the data file. */
  readonly from: number;
  readonly to: number;
  readonly code: ProblemCode;
  readonly message: string;
  readonly hint: string | null;
  /** The data file that it is in; null for the text. */
  readonly file: string | null;
}

/** Problems as mistakes of a document; what has no place in it stands at its start. */
export function mistakesIn(play: PlayDocument, problems: readonly Problem[]): readonly Mistake[] {
  const name = fileNameOf(play);
  return problems.map(({ place: { source, start, end }, code, message, hint = null }) => {
    const file = Object.keys(play.files).find((path) =>
      source.name === path && play.files[path] === source.text
    );
    const isHere = file !== undefined || source.name === name && source.text === play.text;
    return {
      from: isHere ? start : 0,
      to: isHere ? Math.max(start, end) : 0,
      code,
      message,
      hint,
      file: file ?? null,
    };
  });
}

/** What mends a mistake, each tried: at most a few. */
export function fixesFor(play: PlayDocument, mistake: Mistake): readonly Fix[] {
  if (mistake.file !== null || mistake.hint === null) return [];
  const before = new Set(problemsOf(play).map(keyOf));
  const fixes: Fix[] = [];
  const mender = new Mender(play, mistake);
  for (const way of waysOut(mistake.hint)) {
    for (const fix of mender.fixesBy(way)) {
      const isNew = !fixes.some(({ label }) => label === fix.label);
      if (isNew && fixes.length < MOST_FIXES && isMended(play, mistake, fix.edit, before)) fixes.push(fix);
    }
  }
  return fixes;
}

const MOST_FIXES = 4;

function problemsOf(play: PlayDocument): readonly Problem[] {
  const read = readDocument(play);
  return "problems" in read ? read.problems : [];
}

/** A mistake by what it says: its place moves with an edit. */
function keyOf({ code, message }: Pick<Problem, "code" | "message">): string {
  return `${code} ${message}`;
}

/** Whether an edit takes a mistake away and brings none in its place, nor a text that cannot be read. */
function isMended(
  play: PlayDocument,
  mistake: Mistake,
  edit: TextEdit,
  before: ReadonlySet<string>,
): boolean {
  const text = editedText(play.text, edit);
  if (text === play.text) return false;
  const problems = problemsOf({ ...play, text });
  if (problems.some((problem) => keyOf(problem) === keyOf(mistake))) return false;
  const first = edit.changes[0].from;
  const last = edit.changes.reduce((end, { to, insert }) => Math.max(end, to) + insert.length, 0);
  const isElsewhere = ({ place }: Problem): boolean => place.start > last || place.end < first;
  return problems.every((problem) =>
    before.has(keyOf(problem)) ||
    isElsewhere(problem) && (problem.code !== "syntax" || mistake.code === "syntax")
  );
}
