// The tree of a YAML file, in which every node knows its place.
// Why a tree of our own: the setting, not the look of the text, decides the type, so scalars stay text until a
// field asks for a number; and a message must point at the key or value it speaks of.

import type { Place } from "./problem.ts";

/** A text that stood in the file without quotes: a number, a word, or nothing, as its field decides. */
export class Plain {
  /** @param text the scalar as it was written, without the blanks around it. */
  constructor(readonly text: string) {}
}

/** A scalar: `Plain` where it stood without quotes, a string where it was quoted or a block. */
export interface ScalarNode {
  readonly kind: "scalar";
  readonly place: Place;
  readonly value: Plain | string;
}

/** A list. */
export interface ListNode {
  readonly kind: "list";
  readonly place: Place;
  readonly items: readonly TreeNode[];
}

/** One key of a mapping with its value. */
export interface Entry {
  readonly key: string;
  readonly keyPlace: Place;
  readonly value: TreeNode;
}

/** A mapping, entries in file order. */
export interface MappingNode {
  readonly kind: "mapping";
  readonly place: Place;
  readonly entries: readonly Entry[];
}

/** Any node of the tree. */
export type TreeNode = ScalarNode | ListNode | MappingNode;

/** The tree as plain values for the schema: mappings without a prototype, lists, `Plain` and strings. */
export function valueOf(node: TreeNode): unknown {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "list") return node.items.map(valueOf);
  const value: Record<string, unknown> = Object.create(null);
  for (const entry of node.entries) value[entry.key] = valueOf(entry.value);
  return value;
}

/** The text of a scalar; undefined for any other node. */
export function scalarText(node: TreeNode | undefined): string | undefined {
  if (node?.kind !== "scalar") return undefined;
  return node.value instanceof Plain ? node.value.text : node.value;
}

/** A path into the tree: keys of mappings and indices of lists. */
export type TreePath = readonly (string | number)[];

/**
 * The place that a path means: of the value, or of the nearest node above it that exists.
 *
 * @param side `key` for the key of the last step, where it has one.
 */
export function placeOf(root: TreeNode, path: TreePath, side: "key" | "value" = "value"): Place {
  let node = root;
  let keyPlace = root.place;
  for (const step of path) {
    if (node.kind === "mapping") {
      const entry = node.entries.find((candidate) => candidate.key === step);
      if (entry === undefined) return keyPlace;
      node = entry.value;
      keyPlace = entry.keyPlace;
    } else if (node.kind === "list" && typeof step === "number" && step < node.items.length) {
      node = node.items[step];
      keyPlace = node.place;
    } else {
      return node.place;
    }
  }
  return side === "key" || node.place.start === node.place.end ? keyPlace : node.place;
}

/** `placeOf` for one tree. */
export function placer(root: TreeNode): (path: TreePath, side?: "key" | "value") => Place {
  return (path, side) => placeOf(root, path, side);
}

/** The node at a path; undefined where there is none. */
export function nodeAt(root: TreeNode, path: TreePath): TreeNode | undefined {
  let node: TreeNode | undefined = root;
  for (const step of path) {
    if (node?.kind === "mapping") node = node.entries.find((entry) => entry.key === step)?.value;
    else if (node?.kind === "list" && typeof step === "number") node = node.items[step];
    else return undefined;
  }
  return node;
}
