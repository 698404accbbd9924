// Writes nodes of a tree as YAML: in brackets, on one line, as people write a row; long lists of rows a line each.
// What must hold: the reader gives the same node back, wherever the text is put.

import { Plain, type TreeNode } from "../experiment/source/yaml_tree.ts";

/** Where a text is put. */
export interface WrittenWhere {
  /** Whether brackets are around it, in which commas separate. */
  readonly isInBrackets: boolean;
  /** Blanks before the key or the dash that it belongs to. */
  readonly indent: number;
  /** What ends a line in the file. */
  readonly lineEnd: string;
}

/** A node on one line. */
export function nodeText(node: TreeNode, isInBrackets: boolean): string {
  switch (node.kind) {
    case "scalar":
      return node.value instanceof Plain
        ? plainText(node.value.text, isInBrackets)
        : wordText(node.value, isInBrackets);
    case "list":
      return `[${node.items.map((item) => nodeText(item, true)).join(", ")}]`;
    case "mapping":
      return node.entries.length === 0
        ? "{}"
        : `{ ${
          node.entries.map(({ key, value }) => `${keyText(key)}: ${nodeText(value, true)}`).join(", ")
        } }`;
  }
}

/** A key with its value; a list of mappings or lists gets a line for each of them where there are no brackets around it. */
export function entryText(
  key: string,
  value: TreeNode,
  { isInBrackets, indent, lineEnd }: WrittenWhere,
): string {
  const areRecords = value.kind === "list" && value.items.length > 0 &&
    value.items.every(({ kind }) => kind !== "scalar");
  if (isInBrackets || !areRecords) return `${keyText(key)}: ${nodeText(value, isInBrackets)}`;
  const dash = `${lineEnd}${" ".repeat(indent + 2)}- `;
  return `${keyText(key)}:${value.items.map((item) => dash + nodeText(item, false)).join("")}`;
}

/** Letters, digits and marks that mean nothing to YAML at the start of a text, and blanks between them. */
const PLAIN_START = /^[\w.+(\u00c0-\u024f\u0370-\u1fff/]|^-[\w.(]/;
const PLAIN_WORD = /^[^\s,[\]{}:#"'&*!|>%@`?\\]+( [^\s,[\]{}:#"'&*!|>%@`?\\]+)*$/;
/** Outside brackets, brackets and commas mean nothing. */
const PLAIN_OUTSIDE = /^[^\s:#"'&*!|>%@`?\\]+( [^\s:#"'&*!|>%@`?\\]+)*$/;

/** A scalar that stood without quotes, so that its setting decides what it is; quoted where it could not be read so. */
function plainText(text: string, isInBrackets: boolean): string {
  const isPlain = PLAIN_START.test(text) && (isInBrackets ? PLAIN_WORD : PLAIN_OUTSIDE).test(text);
  return isPlain && text !== "---" ? text : JSON.stringify(text);
}

/** A text that is a text whatever its setting asks for: what looks like anything else is in quotes. */
function wordText(text: string, isInBrackets: boolean): string {
  const isOther = /^[-+.\d]|^(true|false|null|yes|no|on|off|y|n|~)$/i.test(text);
  return isOther ? JSON.stringify(text) : plainText(text, isInBrackets);
}

function keyText(key: string): string {
  return /^[\w\u00c0-\u024f][\w\u00c0-\u024f.+/ -]*(?<! )$/.test(key) && !/^(true|false|null|~)$/i.test(key)
    ? key
    : JSON.stringify(key);
}
