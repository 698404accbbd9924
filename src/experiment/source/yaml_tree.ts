// The tree of a YAML file, in which every node knows its place.
// Why a tree of our own: the setting decides the type, not the look of the text, so scalars stay text until a setting
// asks for a number; and a message must point at the key or value that it is about.

import type { Place } from "./problem.ts";

/** A scalar written without quotes: a number, a word, or nothing, as its setting decides. */
export class Plain {
  /** @param text the scalar without the white space around it. */
  constructor(readonly text: string) {}
}

/** The text of a scalar with quotes or without; what is no scalar stays as it is. */
export function textIn<Value>(value: Plain | Value): string | Value {
  return value instanceof Plain ? value.text : value;
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

/** Any node of the tree; the value of a scalar is a string where it was quoted or a block. */
export type TreeNode =
  | { readonly kind: "scalar"; readonly place: Place; readonly value: Plain | string }
  | { readonly kind: "list"; readonly place: Place; readonly items: readonly TreeNode[] }
  | MappingNode;

/** The tree as plain values: mappings without a prototype, lists, `Plain` and strings. */
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
  return textIn(node.value);
}

/** A path into the tree: keys of mappings and indices of lists. */
export type TreePath = readonly (string | number)[];

/** Where a value, or with the side `key` its key, is written; for what is missing, the nearest node above it. */
export type Placer = (path: TreePath, side?: "key" | "value") => Place;

/** The `Placer` of a tree. */
export function placer(root: TreeNode): Placer {
  return (path, side) => {
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
  };
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
