// Changes a tree without touching the old one: sets and removes the value at a path.
// Why trees and not values: what was changed keeps a place, and a message about it can say where it came from.

import type { Place, SourceText } from "./problem.ts";
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

/** A tree without the entries that meet a condition, in every mapping; what is emptied by that goes too. */
export function withoutEntries(node: TreeNode, isMeant: (entry: Entry) => boolean): TreeNode {
  if (node.kind === "scalar") return node;
  if (node.kind === "list") {
    const items = node.items.flatMap((item) => kept(item, withoutEntries(item, isMeant)));
    return { ...node, items };
  }
  const entries = node.entries.filter((entry) => !isMeant(entry)).flatMap((entry) => {
    return kept(entry.value, withoutEntries(entry.value, isMeant)).map((value) => ({ ...entry, value }));
  });
  return { ...node, entries };
}

function kept(before: TreeNode, after: TreeNode): readonly TreeNode[] {
  return isEmpty(after) && !isEmpty(before) ? [] : [after];
}

/** Whether a list or a mapping holds nothing. */
export function isEmpty(node: TreeNode): boolean {
  return node.kind === "mapping" && node.entries.length === 0 ||
    node.kind === "list" && node.items.length === 0;
}

/** A node that was read from a piece of a text, with its places in the whole. */
export function movedBy(node: TreeNode, source: SourceText, offset: number): TreeNode {
  const moved = (place: Place): Place => ({ source, start: place.start + offset, end: place.end + offset });
  const place = moved(node.place);
  if (node.kind === "scalar") return { ...node, place };
  if (node.kind === "list") {
    return { ...node, place, items: node.items.map((item) => movedBy(item, source, offset)) };
  }
  const entries = node.entries.map((entry) => ({
    ...entry,
    keyPlace: moved(entry.keyPlace),
    value: movedBy(entry.value, source, offset),
  }));
  return { ...node, place, entries };
}
