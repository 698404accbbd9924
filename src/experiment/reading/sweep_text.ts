// How several values are written in one text: `1..100`, `linspace(0.1, 1, 10)`, `geomspace(0.001, 1, 4)`, and on
// the command line `1,2,3`.

import { exp } from "../../numeric/exp.ts";
import { log } from "../../numeric/log.ts";
import { type Kind, withoutMarks } from "../kind.ts";
import { LIMITS } from "../limits.ts";
import { numberOf } from "../source/plain_number.ts";
import type { Place, Read } from "../source/problem.ts";
import { parseYamlTree } from "../source/yaml_reader.ts";
import { Plain, type TreeNode } from "../source/yaml_tree.ts";

const RANGE = /^\s*(-?\d+)\s*\.\.\s*(-?\d+)\s*$/;
const SPACING = /^\s*(linspace|geomspace)\s*\(([^()]*)\)\s*$/;

/** The first and the last number of the range `a..b`; null for any other text. */
export function rangeOf(text: string): readonly [from: number, to: number] | null {
  const range = RANGE.exec(text);
  return range === null ? null : [Number(range[1]) + 0, Number(range[2]) + 0]; // + 0 makes -0 to 0.
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

/** The node that several values of the command line would be in a file; null for one value, as a list in brackets is. */
export function sweepNodeOf(place: Place): Read<TreeNode> | null {
  const text = textAt(place);
  const pieces = splitList(text);
  const isSpacing = SPACING.test(text);
  if (pieces.length === 1 && !isSpacing && !text.includes("..")) return null;
  if (pieces.length === 1 || isSpacing) return scalarAt(place);
  const items: TreeNode[] = [];
  let { start } = place;
  for (const piece of pieces) {
    const itemPlace: Place = { ...place, start, end: start + piece.length };
    const read = /^\s*[[{]/.test(piece) ? yamlNodeAt(itemPlace) : scalarAt(itemPlace);
    if ("problems" in read) return read;
    items.push(read.ok);
    start = itemPlace.end + 1;
  }
  return { ok: { kind: "list", place, items } };
}

function textAt({ source, start, end }: Place): string {
  return source.text.slice(start, end);
}

/** The node of a part of a text that is taken as it is. */
export function scalarAt(place: Place): Read<TreeNode> {
  return { ok: { kind: "scalar", place, value: new Plain(textAt(place).trim()) } };
}

/** The node of a part of a text that is YAML. */
export function yamlNodeAt({ source, start, end }: Place): Read<TreeNode> {
  const { root, problems } = parseYamlTree(source, start, end);
  return root !== null && problems.length === 0 ? { ok: root } : { problems };
}

/** Significant digits of a spaced value: enough to be exact, few enough for 0.3 and not 0.30000000000000004. */
const SPACED_DIGITS = 12;

/**
 * The values of `linspace(from, to, count)` or `geomspace(from, to, count)`, both ends included.
 *
 * @returns null for any other text; what is wanted where its numbers do not fit.
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

/** Steps that a hint writes out. */
const MOST_STEPS = 20;

/** What to write in place of a range or a spacing as other tools have them; undefined for any other text. */
export function foreignSweepHint(text: string, { json }: Kind): string | undefined {
  const plain = text.split("..").map((end) => withoutMarks(end.trim())).join("..");
  if (json.type === "integer" && rangeOf(text) === null && rangeOf(plain) !== null) return `write ${plain}`;
  const ends = /^\s*(\d+)\s*(?:[-\u2010-\u2015\u2212:]|\.{3,}|…|to)\s*(\d+)\s*$/.exec(text);
  if (ends !== null) return `write ${ends[1]}..${ends[2]}`;
  // Those that are known here are hints only with the name of their library.
  if (SPACING.test(text)) return undefined;
  const call =
    /^\s*(?:\w+\.)*(range|arange|logspace|linspace|geomspace|choice|uniform|loguniform)\s*\(([^()]*)\)\s*$/
      .exec(text);
  if (call === null) return undefined;
  const numbers = call[2].split(",").map((number) => numberOf(number.trim()));
  const [first, second, third] = numbers;
  if (numbers.some((number) => number === undefined) || first === undefined) {
    return call[1] === "choice" ? "write the values with commas between them" : undefined;
  }
  switch (call[1]) {
    case "range":
    case "arange":
      return rangeHint(second === undefined ? 0 : first, second ?? first, third ?? 1);
    case "logspace":
      return second === undefined
        ? undefined
        : `write geomspace(${powerOfTen(first)},${powerOfTen(second)},${third ?? 50})`;
    case "geomspace":
      return second === undefined ? undefined : `write geomspace(${first},${second},${third ?? 10})`;
    case "loguniform":
      return second === undefined ? undefined : `write geomspace(${first},${second},10)`;
    default:
      return second === undefined ? undefined : `write linspace(${first},${second},${third ?? 10})`;
  }
}

/** Of numbers from a first one up to but not including a last one. */
function rangeHint(from: number, end: number, step: number): string | undefined {
  const count = Math.ceil((end - from) / step);
  if (!(count > 0 && step > 0)) return undefined;
  if (step === 1 && Number.isInteger(from)) return `write ${from}..${from + count - 1}`;
  if (count > MOST_STEPS || count < 2) return undefined;
  const values = Array.from(
    { length: count },
    (_, index) => Number((from + index * step).toPrecision(SPACED_DIGITS)),
  );
  return `write ${values.join(",")}`;
}

function powerOfTen(exponent: number): number {
  return Number.isInteger(exponent)
    ? Number(`1e${exponent}`)
    : Number(exp(exponent * log(10)).toPrecision(SPACED_DIGITS));
}
