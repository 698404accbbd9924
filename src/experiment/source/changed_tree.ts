// A tree of a file with one of its nodes changed: what did not change is the same node as before.
// Why: whoever compares both trees finds at once what changed, and every other node keeps its place in the text.

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

/** A tree without the key or the item at a path, a key where that meets a condition. */
export function withoutNode(
  node: TreeNode,
  path: TreePath,
  isMeant: (entry: Entry) => boolean = () => true,
): TreeNode {
  const [step, ...rest] = path;
  if (node.kind === "scalar") return node;
  if (node.kind === "list") {
    const items = rest.length === 0
      ? node.items.filter((_, at) => at !== step)
      : node.items.map((item, at) => at === step ? withoutNode(item, rest, isMeant) : item);
    return { ...node, items };
  }
  const entries = rest.length === 0
    ? node.entries.filter((entry) => entry.key !== step || !isMeant(entry))
    : node.entries.map((entry) =>
      entry.key === step ? { ...entry, value: withoutNode(entry.value, rest, isMeant) } : entry
    );
  return { ...node, entries };
}
