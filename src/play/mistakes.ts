// The mistakes of a document at their places, and what mends them with one click.
// What must not change: a mend is tried before it is offered. It takes its mistake away and brings none in its place, or it
// is not shown.

import type { Problem, ProblemCode } from "../experiment/source/problem.ts";
import { nodeAt, type TreeNode, type TreePath } from "../experiment/source/yaml_tree.ts";
import { withNode, withoutNode } from "../experiment/source/changed_tree.ts";
import { applyOverrides } from "../experiment/reading/override.ts";
import { treeEdit } from "./tree_edit.ts";
import { parseYamlTree } from "../experiment/source/yaml_reader.ts";
import { editedText, type PlayDocument, type TextEdit } from "./document.ts";
import { fileNameOf, readDocument, sourceOf } from "./reading.ts";

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

/** What mends a mistake. */
export interface Fix {
  /** `Change to epochs`. */
  readonly label: string;
  readonly edit: TextEdit;
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
  for (const fix of [...textFixes(play, mistake, mistake.hint), ...treeFixes(play, mistake, mistake.hint)]) {
    const isNew = !fixes.some(({ label }) => label === fix.label);
    if (isNew && fixes.length < MOST_FIXES && isMended(play, mistake, fix.edit, before)) fixes.push(fix);
  }
  return fixes;
}

const MOST_FIXES = 4;

/** What a hint says to write in the place of the mistake. */
function* textFixes({ text }: PlayDocument, { from, to }: Mistake, hint: string): Generator<Fix> {
  const found = text.slice(from, to);
  const instead = (insert: string, label = `Change to ${clipLine(insert)}`): Fix => ({
    label,
    edit: { changes: [{ from, to, insert }], caret: from + insert.length },
  });
  const asked = /^did you mean (.+)\?$/.exec(hint)?.[1];
  if (asked !== undefined) {
    yield instead(asked);
    // A path names a key of its own section as well, where the last step is enough.
    yield instead(asked.slice(asked.lastIndexOf(".") + 1));
  }
  const written = /^write (?:it [^:]*: |the number alone: )?(.+?)(?:,? (?:if|or) .*| in its place)?$/.exec(
    hint,
  )?.[1];
  if (written !== undefined && /^([[{].*[\]}]|"[^"]*"|\S+)$/.test(written)) {
    yield instead(written);
    const lineEnd = text.slice(from).search(/[ \t]*(#.*)?(\r?\n|$)/) + from;
    if (lineEnd > to) {
      const edit: TextEdit = {
        changes: [{ from, to: lineEnd, insert: written }],
        caret: from + written.length,
      };
      yield { label: `Change to ${clipLine(written)}`, edit };
    }
  }
  if (hint === "remove the quotes") {
    yield instead(found.replace(/^(["'])(.*)\1$/s, "$2"), "Remove the quotes");
  }
  if (/without brackets/.test(hint)) {
    yield instead(found.replace(/^\[\s*(.*?)\s*\]$/s, "$1"), "Remove the brackets");
  }
  if (/^remove (it$|one )/.test(hint)) {
    yield instead("", `Remove ${clipLine(found)}`);
    const start = text.lastIndexOf("\n", from - 1) + 1;
    const line = /^[ \t]*[\w"'.]+:.*(\r?\n|$)/.exec(text.slice(start))?.[0];
    if (line !== undefined && text.slice(start, from).trim() === "") {
      const edit: TextEdit = {
        changes: [{ from: start, to: start + line.length, insert: "" }],
        caret: start,
      };
      yield { label: `Remove ${clipLine(line)}`, edit };
    }
  }
  if (hint.startsWith("close it with ")) {
    const close = hint.slice("close it with ".length);
    const lineEnd = text.slice(from).search(/\r?\n|$/) + from;
    yield {
      label: `Add ${close}`,
      edit: { changes: [{ from: lineEnd, to: lineEnd, insert: close }], caret: lineEnd + close.length },
    };
  }
}

/** What a hint says to set, to move or to take out, as a change of the tree. */
function* treeFixes(play: PlayDocument, { from, code }: Mistake, hint: string): Generator<Fix> {
  const source = sourceOf(play);
  const { root, problems } = parseYamlTree(source);
  if (root === null || problems.length > 0) return;
  const made = (label: string, wanted: TreeNode): readonly Fix[] => {
    const edit = treeEdit(source, root, wanted);
    return "ok" in edit ? [{ label, edit: edit.ok }] : [];
  };
  const path = pathAt(root, from);
  const value = path === null ? undefined : nodeAt(root, path);
  const meant = /^it belongs in [\w.]+: ([\w.]+)$/.exec(hint)?.[1] ??
    /^did you mean ([\w.]+\.\w+)\?$/.exec(hint)?.[1];
  if (code === "unknown_key" && meant !== undefined && path !== null && value !== undefined) {
    const home = meant.split(".");
    const moved = withNode(withoutNode(root, path), home, value, value.place);
    yield* made(`Move to ${home.slice(0, -1).join(".")}`, moved);
  }
  // Settings to write or to add: `write output: sigmoid, or loss: mse`.
  for (const [, key, text] of hint.matchAll(/(?:^| )(?:write|add|or) ([a-z_.]+): ([\w.+-]+)/g)) {
    const { root: changed, problems } = applyOverrides(root, [`${key}=${text}`]);
    if (problems.length === 0) yield* made(`Set ${key} to ${text}`, changed);
  }
  if (/\b(remove it|leave \w+ out|remove the key)\b/.test(hint)) {
    const left = /leave (\w+) out/.exec(hint)?.[1];
    const gone = left === undefined || path === null ? path : [...path.slice(0, -1), left];
    // What a trial lacks is not mended by varying nothing.
    if (gone !== null && gone[0] !== "sweep" && gone.every((step) => typeof step === "string")) {
      yield* made(`Remove ${gone[gone.length - 1]}`, withoutNode(root, gone));
    }
  }
}

/** The path of the key or value that begins at an offset; null where none does. */
function pathAt(node: TreeNode, offset: number, path: TreePath = []): TreePath | null {
  if (node.kind === "scalar") return null;
  const members = node.kind === "list"
    ? node.items.map((value, index) => ({ step: index, starts: [value.place.start], value }))
    : node.entries.map(({ key, keyPlace, value }) => ({
      step: key,
      starts: [keyPlace.start, value.place.start],
      value,
    }));
  for (const { step, starts, value } of members) {
    const inner = pathAt(value, offset, [...path, step]);
    if (inner !== null) return inner;
    if (starts.includes(offset)) return [...path, step];
  }
  return null;
}

function clipLine(line: string): string {
  const trimmed = line.trim();
  return trimmed.length > 40 ? `${trimmed.slice(0, 39)}…` : trimmed;
}

function problemsOf(play: PlayDocument): readonly Problem[] {
  const read = readDocument(play);
  return "problems" in read ? read.problems : [];
}

/** A mistake by what it says: its place moves with an edit. */
function keyOf({ code, message }: Pick<Problem, "code" | "message">): string {
  return `${code} ${message}`;
}

/** Whether an edit takes a mistake away and brings none in its place. */
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
  return problems.every((problem) =>
    before.has(keyOf(problem)) || problem.place.start > last || problem.place.end < first
  );
}
