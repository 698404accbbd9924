// How several values are written in one text: `1..100`, `linspace(0.1, 1, 10)`, `geomspace(0.001, 1, 4)`, and on
// the command line `1,2,3`.

import { exp } from "../../numeric/exp.ts";
import { log } from "../../numeric/log.ts";
import { LIMITS } from "../limits.ts";
import { numberOf } from "../source/plain_number.ts";
import type { Place, Read, SourceText } from "../source/problem.ts";
import { parseYamlTree } from "../source/yaml_reader.ts";
import { movedBy } from "../source/tree_edit.ts";
import { Plain, type TreeNode } from "../source/yaml_tree.ts";

const RANGE = /^\s*(-?\d+)\s*\.\.\s*(-?\d+)\s*$/;
const SPACING = /^\s*(linspace|geomspace)\s*\(([^()]*)\)\s*$/;

/**
 * Whether a value of the command line means several.
 *
 * @example A list is one value of a setting that holds a list
 * ```ts
 * if (!isSweepText("1..100") || !isSweepText("1,2") || isSweepText("[1, 2]")) throw new Error("wrong");
 * ```
 */
export function isSweepText(text: string): boolean {
  return text.includes("..") || SPACING.test(text) || splitList(text).length > 1;
}

/** All whole numbers between two, both included. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The range `a..b`; null for any other text. */
export function rangeOf(text: string): Range | null {
  const range = RANGE.exec(text);
  return range === null ? null : { from: Number(range[1]), to: Number(range[2]) };
}

/** The pieces of `1,2,3` or `[2],[4,3]`: commas inside brackets do not separate. */
function splitList(text: string): readonly string[] {
  const pieces: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    if ("[({".includes(text[at])) depth++;
    if ("])}".includes(text[at])) depth--;
    if (text[at] !== "," || depth !== 0) continue;
    pieces.push(text.slice(start, at));
    start = at + 1;
  }
  return [...pieces, text.slice(start)];
}

/** The node that the values of the command line would be in a file. */
export function sweepNodeOf(text: string, place: Place): Read<TreeNode> {
  const pieces = splitList(text);
  if (pieces.length === 1 || SPACING.test(text)) {
    return { ok: { kind: "scalar", place, value: new Plain(text.trim()) } };
  }
  const items: TreeNode[] = [];
  let start = place.start;
  for (const piece of pieces) {
    if (/^\s*[[{]/.test(piece)) {
      const read = pieceNodeOf(piece, place.source, start);
      if ("problems" in read) return read;
      items.push(read.ok);
    } else {
      const itemPlace = { ...place, start, end: start + piece.length };
      items.push({ kind: "scalar", place: itemPlace, value: new Plain(piece.trim()) });
    }
    start += piece.length + 1;
  }
  return { ok: { kind: "list", place, items } };
}

/**
 * The node of a piece of a text that is YAML, with its places in the whole.
 *
 * @param start where the piece begins.
 */
export function pieceNodeOf(text: string, source: SourceText, start: number): Read<TreeNode> {
  const { root, problems } = parseYamlTree({ ...source, text });
  if (root !== null && problems.length === 0) return { ok: movedBy(root, source, start) };
  const place: Place = { source, start, end: start + text.length };
  return { problems: problems.map((problem) => ({ ...problem, place })) };
}

/** Digits kept of a spaced value: enough to be exact, few enough to read as 0.3 and not 0.30000000000000004. */
const SPACED_DIGITS = 12;

/**
 * The values of `linspace(from, to, count)` or `geomspace(from, to, count)`, both ends included.
 *
 * @returns null for any other text; what is wanted where its numbers do not fit.
 *
 * @example
 * ```ts
 * if (String(spacedValues("linspace(0, 1, 5)")) !== "0,0.25,0.5,0.75,1") throw new Error("wrong");
 * if (String(spacedValues("geomspace(1, 100, 3)")) !== "1,10,100") throw new Error("wrong");
 * ```
 */
export function spacedValues(text: string): readonly number[] | { readonly wanted: string } | null {
  const [, kind, inner] = SPACING.exec(text) ?? [];
  if (kind === undefined) return null;
  const numbers = inner.split(",").map((number) => numberOf(number.trim()));
  const [from, to, count] = numbers;
  if (numbers.length !== 3 || from === undefined || to === undefined || count === undefined) {
    return { wanted: `${kind}(first, last, count), three numbers` };
  }
  if (!Number.isInteger(count) || count < 2 || count > LIMITS.sweepListValues) {
    return { wanted: `${kind} with a count from 2 to ${LIMITS.sweepListValues}` };
  }
  if (kind === "geomspace" && (from <= 0 || to <= 0)) {
    return { wanted: "geomspace between numbers above 0" };
  }
  return Array.from({ length: count }, (_, index) => {
    if (index === 0 || index === count - 1) return index === 0 ? from : to;
    const share = index / (count - 1);
    const value = kind === "linspace"
      ? from * (1 - share) + to * share
      : exp(log(from) + (log(to) - log(from)) * share);
    return Number(value.toPrecision(SPACED_DIGITS));
  });
}
