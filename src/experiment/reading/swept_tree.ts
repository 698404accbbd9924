// What a tree sweeps, changed by keys of the command line: one more, or none any longer.
// What must hold: a sweep that is left without a key is taken out, as an empty one is a mistake of the file.

import type { Place } from "../source/problem.ts";
import { type Entry, nodeAt, type TreeNode } from "../source/yaml_tree.ts";
import { withNode, withoutNode } from "../source/changed_tree.ts";
import { findSetting } from "./find_setting.ts";
import type { NamedSetting } from "./named_setting.ts";

/** A tree in which a key is swept; a sweep that is a list of mappings gets one more. */
export function withSweptKey(root: TreeNode, key: string, values: TreeNode, keyPlace: Place): TreeNode {
  const sweep = nodeAt(root, ["sweep"]);
  if (sweep?.kind !== "list") return withNode(root, ["sweep", key], values, keyPlace);
  const entries = [{ key, keyPlace, value: values }];
  const items: readonly TreeNode[] = [...sweep.items, { kind: "mapping", place: values.place, entries }];
  return withNode(root, ["sweep"], { ...sweep, items }, keyPlace);
}

/** A tree whose sweep does not vary a setting, where that meets a condition. */
export function withoutSweptKey(
  root: TreeNode,
  key: string,
  settings: readonly NamedSetting[],
  isMeant: (entry: Entry) => boolean = () => true,
): TreeNode {
  const sweep = nodeAt(root, ["sweep"]);
  if (sweep === undefined || sweep.kind === "scalar") return root;
  const rest = withoutEntries(sweep, (entry) => {
    const found = findSetting(settings, entry.key);
    return "key" in found && found.key === key && isMeant(entry);
  });
  return rest === null ? withoutNode(root, ["sweep"]) : withNode(root, ["sweep"], rest, sweep.place);
}

/** A tree without the entries that meet a condition, in every mapping; null where that empties it. */
function withoutEntries(node: TreeNode, isMeant: (entry: Entry) => boolean): TreeNode | null {
  if (node.kind === "scalar") return node;
  if (node.kind === "list") {
    const items = node.items.flatMap((item) => withoutEntries(item, isMeant) ?? []);
    return items.length === 0 && node.items.length > 0 ? null : { ...node, items };
  }
  const entries = node.entries.flatMap((entry) => {
    const value = isMeant(entry) ? null : withoutEntries(entry.value, isMeant);
    return value === null ? [] : { ...entry, value };
  });
  return entries.length === 0 && node.entries.length > 0 ? null : { ...node, entries };
}
