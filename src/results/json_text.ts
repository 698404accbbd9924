// JSON for people: two spaces of indent, and a list or object that fits in a line stays on it.
// What must not change: key order is the order given, numbers are their shortest text, -0 stays -0; the text holds
// nothing that cannot be seen, so that no name in it can draw on a terminal.

import type { JsonValue } from "../experiment/config.ts";
import { shortest } from "../text/decimal.ts";
import { withoutUnseen } from "../text/visible_text.ts";

/** A line may be this many characters long before a list or object is broken. */
const LINE_LENGTH = 100;

/**
 * A value as JSON text with a final line feed.
 *
 * @throws Error for a number that JSON cannot hold.
 *
 * @example
 * ```ts
 * const text = jsonText({ name: "Emily", output: 0.949 });
 * if (text !== '{ "name": "Emily", "output": 0.949 }\n') throw new Error(text);
 * ```
 */
export function jsonText(value: JsonValue): string {
  return written(value, 0) + "\n";
}

function written(value: JsonValue, indent: number): string {
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new Error(`assertion failed: ${value} in JSON`);
    return shortest(value);
  }
  if (value === null || typeof value !== "object") return quoted(value);
  const isList = Array.isArray(value);
  if (isTable(value)) {
    const inner = " ".repeat(indent + 2);
    const lines = value.map((cells) => `${inner}[${cells.map((cell) => written(cell, 0)).join(", ")}]`);
    return `[\n${lines.join(",\n")}\n${" ".repeat(indent)}]`;
  }
  const parts = isList
    ? value.map((item: JsonValue) => written(item, indent + 2))
    : Object.entries(value).map(([key, item]) => `${quoted(key)}: ${written(item, indent + 2)}`);
  const [open, close] = isList ? ["[", "]"] : ["{", "}"];
  if (parts.length === 0) return open + close;
  const padding = isList ? "" : " ";
  const line = open + padding + parts.join(", ") + padding + close;
  if (line.length + indent <= LINE_LENGTH && !line.includes("\n")) return line;
  const inner = " ".repeat(indent + 2);
  return `${open}\n${parts.map((part) => inner + part).join(",\n")}\n${" ".repeat(indent)}${close}`;
}

/** A table of a dataset: lists, the first of them words. Each of its rows has a line of its own, however long. */
function isTable(value: JsonValue): value is readonly (readonly JsonValue[])[] {
  if (!Array.isArray(value) || value.length < 2) return false;
  const [header]: readonly JsonValue[] = value;
  return Array.isArray(header) && header.length > 0 && header.every((cell) => typeof cell === "string") &&
    value.every(Array.isArray);
}

/** A text, a truth value or null as JSON; what cannot be seen is escaped, which reads back as the same. */
function quoted(value: string | boolean | null): string {
  return withoutUnseen(JSON.stringify(value), escaped);
}

/** `\u202e`; a character beyond the first 65,536 takes two. */
function escaped(character: string): string {
  return character.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
