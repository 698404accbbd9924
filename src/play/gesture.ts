// Everything that can be done to an experiment without typing, as data, and the edit of the text that it comes to.
// What must hold: the edited text reads as the command line's `key=value` does, with the same settings giving way.

import { LIMITS } from "../experiment/limits.ts";
import { findSetting } from "../experiment/reading/find_setting.ts";
import { settingsOf } from "../experiment/reading/named_setting.ts";
import { applyOverrides } from "../experiment/reading/override.ts";
import { withoutNode } from "../experiment/source/changed_tree.ts";
import type { Place, Read } from "../experiment/source/problem.ts";
import { parseYamlTree } from "../experiment/source/yaml_reader.ts";
import { nodeAt, type TreeNode } from "../experiment/source/yaml_tree.ts";
import { editedText, type PlayDocument, type TextEdit, wholeEdit } from "./document.ts";
import { inlineEdit } from "./inline_rows.ts";
import { pastedRows } from "./pasted_table.ts";
import { readDocument, sourceOf } from "./reading.ts";
import { RowEdit, type TypedCells } from "./row_edit.ts";
import { fileSettingOf, rowName, type RowTable, writtenRows } from "./row_table.ts";
import { treeEdit } from "./tree_edit.ts";

/** A change of an experiment. */
export type Gesture =
  /** As on the command line: `seed` and `7`, `weight.shift` and `140`, `seed` and `1..100`. */
  | { readonly kind: "set"; readonly key: string; readonly value: string }
  /** Back to its default. */
  | { readonly kind: "unset"; readonly key: string }
  /** Cells of a row by column, its name among them. */
  | { readonly kind: "cells"; readonly table: RowTable; readonly row: number; readonly cells: TypedCells }
  | { readonly kind: "add"; readonly table: RowTable; readonly cells: TypedCells; readonly at?: number }
  | { readonly kind: "remove"; readonly table: RowTable; readonly row: number }
  | { readonly kind: "move"; readonly table: RowTable; readonly row: number; readonly to: number }
  /** A table with the columns of the experiment, as text. */
  | {
    readonly kind: "paste";
    readonly table: RowTable;
    readonly text: string;
    readonly mode: "replace" | "append";
  }
  /** The rows of data files into the text. */
  | { readonly kind: "inline" };

/**
 * The edit of the text that a gesture comes to.
 *
 * A gesture on rows of a data file brings them into the text first.
 *
 * @param shownRowCount how many rows of the gesture's table were seen by whoever made it: where the text has come to have more
 * or fewer, the number of a row would be another row's. By default that is not asked.
 *
 * @example The seed, and the comment beside it stays
 * ```ts
 * import { editedText } from "./document.ts";
 * const text = "dataset: { features: [{ name: x }] }\ninit: { seed: 42 } # luck\ntraining: { epochs: 0 }\n";
 * const edit = editFor({ name: "ask", text, files: {} }, { kind: "set", key: "seed", value: "7" });
 * if (!("ok" in edit) || !editedText(text, edit.ok).includes("init: { seed: 7 } # luck")) throw new Error("wrong");
 * ```
 */
export function editFor(
  play: PlayDocument,
  gesture: Gesture,
  shownRowCount: number | null = null,
): Read<TextEdit> {
  if (gesture.kind === "inline") return inlineEdit(play);
  const source = sourceOf(play);
  if (play.text.length > LIMITS.fileBytes) {
    const read = readDocument(play);
    if ("problems" in read) return read;
  }
  const { root, problems } = parseYamlTree(source);
  if (root === null || problems.length > 0) return { problems };
  if ("table" in gesture && nodeAt(root, fileSettingOf(gesture.table)) !== undefined) {
    return editAfterInlining(play, gesture);
  }
  const place: Place = { source, start: 0, end: 0 };
  if ("table" in gesture && shownRowCount !== null) {
    const rowCount = writtenRows(root, gesture.table)?.items.length ?? 0;
    if (rowCount !== shownRowCount) return { problems: [{ code: "wrong_value", place, ...OTHER_ROWS }] };
  }
  const wanted = treeAfter(play, root, gesture, place);
  if ("problems" in wanted) return wanted;
  const edit = treeEdit(source, root, wanted.ok);
  const isOfRows = gesture.kind === "add" || gesture.kind === "remove";
  return "ok" in edit && isOfRows ? readableAfter(play, edit.ok, place) : edit;
}

/**
 * An edit that adds or removes a row, unless a text that reads would no longer read with it: the cells of the one are then
 * still to be filled, and without the other the table would go on to show it beside a text that no longer has it.
 */
function readableAfter(play: PlayDocument, edit: TextEdit, place: Place): Read<TextEdit> {
  const after = readDocument({ ...play, text: editedText(play.text, edit) });
  if ("ok" in after || "problems" in readDocument(play)) return { ok: edit };
  // Where they are is in a text that nobody sees.
  return { problems: after.problems.map((problem) => ({ ...problem, place })) };
}

/** Rows are shown as they were when the text was last understood. */
const OTHER_ROWS = {
  message: "the rows shown are of an earlier text: mend the mistakes in the text first",
  hint: "or take the last change back",
};

function editAfterInlining(play: PlayDocument, gesture: Gesture): Read<TextEdit> {
  const inlined = inlineEdit(play);
  if ("problems" in inlined) return inlined;
  const text = editedText(play.text, inlined.ok);
  const edit = editFor({ ...play, text }, gesture);
  if ("problems" in edit) return edit;
  return { ok: { ...wholeEdit(play.text, editedText(text, edit.ok)), caret: edit.ok.caret } };
}

function treeAfter(
  play: PlayDocument,
  root: TreeNode,
  gesture: Exclude<Gesture, { readonly kind: "inline" }>,
  place: Place,
): Read<TreeNode> {
  switch (gesture.kind) {
    case "set": {
      const { root: changed, problems } = applyOverrides(root, [`${gesture.key}=${gesture.value}`]);
      return problems.length > 0 ? { problems } : { ok: changed };
    }
    case "unset": {
      const found = findSetting(settingsOf(root), gesture.key);
      return "message" in found
        ? { problems: [{ code: "unknown_key", place, ...found }] }
        : { ok: withoutNode(root, found.path) };
    }
    case "cells":
      return new RowEdit(root, gesture.table, place).withCells(gesture.row, gesture.cells);
    case "add":
      return new RowEdit(root, gesture.table, place).withRow(gesture.cells, gesture.at);
    case "remove":
      return new RowEdit(root, gesture.table, place).withoutRow(gesture.row);
    case "move":
      return new RowEdit(root, gesture.table, place).withMovedRow(gesture.row, gesture.to);
    case "paste": {
      const read = readDocument(play);
      if ("problems" in read) return read;
      const there = gesture.mode === "append" ? writtenRows(root, gesture.table) : null;
      const names = there?.items.map((_, index) => rowName(there, index, gesture.table)) ?? [];
      const rows = pastedRows(read.ok, gesture.table, gesture.text, names);
      if ("problems" in rows) return rows;
      return new RowEdit(root, gesture.table, place).withRows(rows.ok, gesture.mode);
    }
  }
}
