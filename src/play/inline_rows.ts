// The rows of data files, brought into the text of their experiment: from there on they can be dragged and edited.
// What must not change: the experiment. Its id is compared, since what a file leaves open, such as `classes: all`, is
// answered by its rows alone.

import { configOf, type JsonObject, type JsonValue } from "../experiment/config.ts";
import { experimentHash } from "../experiment/experiment_id.ts";
import { withNode, withoutNode } from "../experiment/source/changed_tree.ts";
import type { Place, Read } from "../experiment/source/problem.ts";
import { nodeAt, Plain, type TreeNode } from "../experiment/source/yaml_tree.ts";
import { parseYamlTree } from "../experiment/source/yaml_reader.ts";
import { editedText, type PlayDocument, type TextEdit } from "./document.ts";
import { readDocument, sourceOf } from "./reading.ts";
import { fileSettingOf, pathOf, rowTables } from "./row_table.ts";
import { treeEdit } from "./tree_edit.ts";

/** The edit that writes the rows of all data files into the text. */
export function inlineEdit(play: PlayDocument): Read<TextEdit> {
  const source = sourceOf(play);
  const { root, problems } = parseYamlTree(source);
  if (root === null || problems.length > 0) return { problems };
  const read = readDocument(play);
  if ("problems" in read) return read;
  const config = configOf(read.ok);
  let inlined = root;
  for (const table of rowTables) {
    const setting = fileSettingOf(table);
    const file = nodeAt(root, setting);
    if (file === undefined) continue;
    const rows = pathOf(table).reduce<JsonValue>((value, key) => (value as JsonObject)[key], config);
    const node = nodeFrom(rows, file.place);
    inlined = withNode(withoutNode(inlined, setting), pathOf(table), node, file.place);
  }
  const edit = treeEdit(source, root, inlined);
  if ("problems" in edit) return edit;
  const after = readDocument({ ...play, text: editedText(play.text, edit.ok) });
  if ("problems" in after) return after;
  if (experimentHash(after.ok) === experimentHash(read.ok)) return edit;
  const place = { source, start: 0, end: 0 };
  const message = "the rows of the file cannot be written into the text: the experiment would be another one";
  return {
    problems: [{ code: "not_allowed", place, message, hint: "edit the file, and drop it here again" }],
  };
}

/** A value of a config as a node. */
function nodeFrom(value: JsonValue, place: Place): TreeNode {
  if (Array.isArray(value)) {
    return { kind: "list", place, items: value.map((item: JsonValue) => nodeFrom(item, place)) };
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([key, member]) => ({
      key,
      keyPlace: place,
      value: nodeFrom(member, place),
    }));
    return { kind: "mapping", place, entries };
  }
  return { kind: "scalar", place, value: typeof value === "string" ? value : new Plain(String(value)) };
}
