// Reads what a sweep varies: ranges `1..10000`, lists, `linspace(0.1, 1, 10)`, `geomspace(0.001, 1, 4)`, and
// `zip` for keys that move together.
// Why ranges stay ranges: a million seeds are planned without a million numbers.

import { exp } from "../numeric/exp.ts";
import { log } from "../numeric/log.ts";
import { parseDecimal } from "../numeric/decimal.ts";
import { type Sweep, type SweepValue, type SweepValues, type SweptKey, valueCount } from "./experiment.ts";
import { LIMITS } from "./limits.ts";
import type { Place, Problem, ProblemCode, SourceText } from "./problem.ts";
import { checkField } from "./schema.ts";
import { findSetting, type Setting } from "./setting.ts";
import { type MappingNode, parseYamlTree, Plain, type TreeNode, valueOf } from "./yaml_tree.ts";

const RANGE = /^\s*(-?\d+)\s*\.\.\s*(-?\d+)\s*$/;
const SPACING = /^\s*(linspace|geomspace)\(([^()]*)\)\s*$/;

/** Whether a value of the command line means several: `1..100`, `1,2,3`, `linspace(0.1, 1, 10)`. */
export function isSweepText(text: string): boolean {
  return RANGE.test(text) || SPACING.test(text) || splitList(text).length > 1;
}

/** The parts of `1,2,3` or `[2],[4,3]`: commas inside brackets do not part. */
function splitList(text: string): readonly string[] {
  const parts = [""];
  let depth = 0;
  for (const character of text) {
    if (character === "[" || character === "(") depth++;
    if (character === "]" || character === ")") depth--;
    if (character === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts;
}

/** The node that the same values would be in a file. */
export function sweepNodeOf(
  text: string,
  source: SourceText,
  start: number,
): { node: TreeNode } | { problems: readonly Problem[] } {
  const place: Place = { source, start, end: source.text.length };
  if (RANGE.test(text) || SPACING.test(text)) {
    return { node: { kind: "scalar", place, value: new Plain(text.trim()) } };
  }
  const items: TreeNode[] = [];
  for (const part of splitList(text)) {
    if (!part.trim().startsWith("[")) {
      items.push({ kind: "scalar", place, value: new Plain(part.trim()) });
      continue;
    }
    const parsed = parseYamlTree({ ...source, text: part });
    if ("problems" in parsed) return { problems: parsed.problems.map((problem) => ({ ...problem, place })) };
    items.push(parsed.root);
  }
  return { node: { kind: "list", place, items } };
}

/** The sweep that a `sweep:` mapping asks for, or every mistake in it. */
export function readSweep(
  node: TreeNode,
  settings: readonly Setting[],
): { sweep: Sweep | null; problems: readonly Problem[] } {
  const reader = new SweepReader(settings);
  if (node.kind !== "mapping") return { sweep: null, problems: [] }; // The schema has told it already.
  const axes = reader.axes(node).filter((axis) => axis.length > 0);
  let trialCount = 1;
  for (const [first] of axes) trialCount *= valueCount(first.values);
  if (trialCount > LIMITS.trials) {
    reader.report(
      "too_large",
      node.place,
      `a sweep must have at most ${LIMITS.trials} trials: found ${trialCount}`,
    );
  }
  return { sweep: axes.length === 0 ? null : { axes }, problems: reader.problems };
}

class SweepReader {
  readonly problems: Problem[] = [];
  #keys = new Set<string>();

  constructor(readonly settings: readonly Setting[]) {}

  axes(node: MappingNode): SweptKey[][] {
    return node.entries.flatMap(({ key, keyPlace, value }): SweptKey[][] => {
      if (key !== "zip") return [this.#sweptKey(key, keyPlace, value)];
      const groups = value.kind === "list" ? value.items : [value];
      return groups.map((group) => this.#zip(group));
    });
  }

  #zip(node: TreeNode): SweptKey[] {
    if (node.kind !== "mapping") {
      this.report("wrong_value", node.place, "sweep.zip must be a mapping of keys to lists of equal length");
      return [];
    }
    const keys = node.entries.flatMap(({ key, keyPlace, value }) => this.#sweptKey(key, keyPlace, value));
    const counts = keys.map(({ values }) => valueCount(values));
    if (counts.some((count) => count !== counts[0])) {
      const message = `the keys of sweep.zip must have equally many values: found ${counts.join(" and ")}`;
      this.report("wrong_value", node.place, message);
    }
    return keys;
  }

  #sweptKey(key: string, keyPlace: Place, node: TreeNode): SweptKey[] {
    const setting = findSetting(this.settings, key);
    if ("message" in setting) {
      this.report("unknown_key", keyPlace, `sweep: ${setting.message}`, setting.hint);
      return [];
    }
    if (["name", "description", "dataset.file"].includes(setting.key)) {
      this.report("not_allowed", keyPlace, `sweep: ${setting.key} cannot be varied`);
      return [];
    }
    if (this.#keys.has(setting.key)) {
      this.report("duplicate", keyPlace, `sweep: ${setting.key} stands here twice`, "remove one of the two");
      return [];
    }
    this.#keys.add(setting.key);
    if (this.#keys.size > LIMITS.sweepKeys) {
      this.report("too_large", keyPlace, `a sweep must vary at most ${LIMITS.sweepKeys} keys`);
      return [];
    }
    const values = this.#values(setting, node);
    return values === null ? [] : [{ key: setting.key, values }];
  }

  #values(setting: Setting, node: TreeNode): SweepValues | null {
    const wanted =
      `sweep: ${setting.key} must be a range such as 1..100, a list, linspace(0.1, 1, 10) or geomspace(0.01, 1, 5)`;
    if (node.kind === "scalar") {
      const text = node.value instanceof Plain ? node.value.text : node.value;
      const range = RANGE.exec(text);
      if (range !== null) return this.#range(setting, Number(range[1]), Number(range[2]), node.place);
      const spacing = SPACING.exec(text);
      const values = spacing === null ? null : spaced(spacing[1], spacing[2]);
      if (values === null) {
        this.report("wrong_value", node.place, `${wanted}: found ${text === "" ? "nothing" : text}`);
        return null;
      }
      return this.#list(setting, values, () => node.place);
    }
    if (node.kind === "mapping" || node.items.length === 0) {
      this.report(
        "wrong_value",
        node.place,
        `${wanted}: found ${node.kind === "list" ? "an empty list" : "a mapping"}`,
      );
      return null;
    }
    return this.#list(setting, node.items.map(valueOf), (index) => node.items[index].place);
  }

  #range(setting: Setting, from: number, to: number, place: Place): SweepValues | null {
    if (to < from || !Number.isSafeInteger(from) || !Number.isSafeInteger(to)) {
      this.report("wrong_value", place, `sweep: a range must run upwards: found ${from}..${to}`);
      return null;
    }
    for (const end of [from, to]) if (this.#checked(setting, end, place) === undefined) return null;
    return { kind: "range", from, to };
  }

  #list(setting: Setting, items: readonly unknown[], placeOf: (index: number) => Place): SweepValues | null {
    if (items.length > LIMITS.sweepListValues) {
      const message = `a list must have at most ${LIMITS.sweepListValues} values: found ${items.length}`;
      this.report("too_large", placeOf(0), `sweep: ${message}`, "a range a..b may be longer");
      return null;
    }
    const values = items.map((item, index) => this.#checked(setting, item, placeOf(index)));
    const kept = values.filter((value) => value !== undefined);
    return kept.length === items.length ? { kind: "list", values: kept } : null;
  }

  #checked(setting: Setting, item: unknown, place: Place): SweepValue | undefined {
    const result = checkField(setting.path, item);
    if ("value" in result) return result.value as SweepValue;
    const found = item instanceof Plain
      ? item.text
      : typeof item === "number"
      ? String(item)
      : "another kind of value";
    this.report("wrong_value", place, `sweep: ${setting.key} must be ${result.wanted}: found ${found}`);
    return undefined;
  }

  report(code: ProblemCode, place: Place, message: string, hint?: string): void {
    this.problems.push({ code, place, message, hint });
  }
}

/** Digits kept of a spaced value: enough to be exact, few enough to read as 0.3 and not 0.30000000000000004. */
const SPACED_DIGITS = 12;

/** The values of `linspace(from, to, count)` or `geomspace(from, to, count)`, both ends included. */
function spaced(kind: string, inner: string): readonly number[] | null {
  const [from, to, count, ...rest] = inner.split(",").map((part) => parseDecimal(part.trim()));
  if (from === undefined || to === undefined || count === undefined || rest.length > 0) return null;
  if (!Number.isInteger(count) || count < 2 || count > LIMITS.sweepListValues) return null;
  if (kind === "geomspace" && (from <= 0 || to <= 0)) return null;
  return Array.from({ length: count }, (_, index) => {
    if (index === 0 || index === count - 1) return index === 0 ? from : to;
    const share = index / (count - 1);
    const value = kind === "linspace"
      ? from + (to - from) * share
      : exp(log(from) + (log(to) - log(from)) * share);
    return Number(value.toPrecision(SPACED_DIGITS));
  });
}
