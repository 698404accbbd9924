// Changes a tree without touching the old one: sets and removes the value at a path.
// Why trees and not values: what was changed keeps a place, and a message about it can say where it came from.

import type { Place } from "./problem.ts";
import type { Entry, MappingNode, TreeNode, TreePath } from "./yaml_tree.ts";

/** A tree with another node at a path; mappings on the way are made where they are missing. */
export function withNode(node: TreeNode, path: TreePath, value: TreeNode, keyPlace: Place): TreeNode {
  if (path.length === 0) return value;
  const [step, ...rest] = path;
  if (node.kind === "list" && typeof step === "number") {
    const items = node.items.map((item, at) => at === step ? withNode(item, rest, value, keyPlace) : item);
    return { ...node, items };
  }
  const empty: MappingNode = { kind: "mapping", place: value.place, entries: [] };
  const mapping = node.kind === "mapping" ? node : empty;
  const old = mapping.entries.find((entry) => entry.key === step);
  const entry: Entry = {
    key: String(step),
    keyPlace: old === undefined || rest.length === 0 ? keyPlace : old.keyPlace,
    value: withNode(old?.value ?? empty, rest, value, keyPlace),
  };
  const entries = old === undefined
    ? [...mapping.entries, entry]
    : mapping.entries.map((other) => other === old ? entry : other);
  return { ...mapping, entries };
}

/** A tree without the key at a path. */
export function withoutNode(node: TreeNode, path: TreePath): TreeNode {
  const [step, ...rest] = path;
  if (node.kind !== "mapping") return node;
  const entries = rest.length === 0
    ? node.entries.filter((entry) => entry.key !== step)
    : node.entries.map((entry) =>
      entry.key === step ? { ...entry, value: withoutNode(entry.value, rest) } : entry
    );
  return { ...node, entries };
}

/** A tree without the entries that meet a condition, in every mapping; null where that empties it. */
export function withoutEntries(node: TreeNode, isMeant: (entry: Entry) => boolean): TreeNode | null {
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
