// Reads `sweep:`: which settings it varies, over which values, and which of them move together.
// Why ranges stay ranges: a million seeds are planned without a million numbers.

import { clip } from "../../text/visible_text.ts";
import { type Sweep, type SweepValue, type SweepValues, type SweptKey, valueCount } from "../experiment.ts";
import { LIMITS } from "../limits.ts";
import { type Place, type Problem, ProblemList } from "../source/problem.ts";
import {
  type MappingNode,
  Plain,
  scalarText,
  type TreeNode,
  type TreePath,
  valueOf,
} from "../source/yaml_tree.ts";
import { check } from "./breach.ts";
import { dotted, refusal } from "./breach_problems.ts";
import { findSetting, type NamedSetting, RIVALS } from "./named_setting.ts";
import { rangeOf, spacedValues } from "./sweep_text.ts";

/** The sweep that `sweep:` asks for, or every mistake in it. */
export function readSweep(
  node: TreeNode,
  settings: readonly NamedSetting[],
): { sweep: Sweep | null; problems: readonly Problem[] } {
  const reader = new SweepReader(settings);
  const groups = node.kind === "list" ? node.items : [node];
  const axes = groups
    .flatMap((group) => group.kind === "mapping" ? reader.axes(group) : []) // What is none is told with the other settings.
    .filter((axis) => axis.length > 0);
  let trialCount = 1;
  for (const [first] of axes) trialCount *= valueCount(first.values);
  if (trialCount > LIMITS.trials) {
    const message = `sweep must have at most ${LIMITS.trials} trials: found ${trialCount}`;
    reader.list.report("too_large", node.place, message, "sweep over fewer values");
  }
  return { sweep: axes.length === 0 ? null : { axes }, problems: reader.list.problems };
}

class SweepReader {
  readonly list = new ProblemList();
  readonly #settings: readonly NamedSetting[];
  readonly #keys = new Set<string>();

  constructor(settings: readonly NamedSetting[]) {
    this.#settings = settings;
  }

  axes(node: MappingNode): SweptKey[][] {
    return node.entries.flatMap(({ key, keyPlace, value }): SweptKey[][] => {
      if (key !== "zip") return [this.#sweptKey(key, keyPlace, value)];
      const groups = value.kind === "list" ? value.items : [value];
      return groups.map((group) => this.#zip(group));
    });
  }

  #zip(node: TreeNode): SweptKey[] {
    if (node.kind !== "mapping" || node.entries.length === 0) {
      const message = "sweep.zip must be a mapping of keys to equally many values: found " +
        (node.kind === "list" ? "a list" : node.kind === "mapping" ? "no key" : clip(scalarText(node)!));
      this.list.report(
        "wrong_value",
        node.place,
        message,
        "for example zip: { seed: [1, 2], epochs: [10, 20] }",
      );
      return [];
    }
    const keys = node.entries.flatMap(({ key, keyPlace, value }) => this.#sweptKey(key, keyPlace, value));
    const counts = keys.map(({ values }) => valueCount(values));
    if (counts.some((count) => count !== counts[0])) {
      const message = `sweep.zip must have equally many values for each key: found ${
        clip(counts.join(" and "))
      }`;
      this.list.report(
        "wrong_value",
        node.place,
        message,
        "lengthen the shorter, or take the keys out of zip",
      );
      return [];
    }
    return keys;
  }

  #sweptKey(key: string, keyPlace: Place, node: TreeNode): SweptKey[] {
    const refuse = (code: Problem["code"], message: string, hint?: string): SweptKey[] => {
      this.list.report(code, keyPlace, `sweep: ${message}`, hint);
      return [];
    };
    if (this.list.isFull) return [];
    const found = findSetting(this.#settings, key, keyPlace);
    if ("problems" in found) {
      const [{ code, message, hint }] = found.problems;
      return refuse(code, message, hint);
    }
    const setting = found.ok;
    // What names things or says where they are would be another experiment with another value.
    if (setting.kind.reach !== "swept") {
      return refuse(
        "not_allowed",
        `${clip(setting.key)} must be the same for all trials`,
        "take it out of sweep",
      );
    }
    if (this.#keys.has(setting.key)) {
      return refuse(
        "duplicate",
        `${clip(setting.key)} must stand here once: found it twice`,
        "remove one of the two",
      );
    }
    this.#keys.add(setting.key);
    for (const rivals of RIVALS) {
      if (!rivals.includes(setting.key) || !rivals.every((rival) => this.#keys.has(rival))) continue;
      return refuse("duplicate", `${rivals.join(" and ")} exclude each other`, "keep one of the two");
    }
    if (this.#keys.size > LIMITS.sweepKeys) {
      return refuse("too_large", `at most ${LIMITS.sweepKeys} keys may be varied`, "take some out");
    }
    const values = this.#values(setting, node);
    return values === null ? [] : [{ key: setting.key, values }];
  }

  #values(setting: NamedSetting, node: TreeNode): SweepValues | null {
    if (node.kind === "list" && node.items.length > 0) {
      return this.#list(setting, node.items.map(valueOf), (index) => node.items[index].place);
    }
    const text = scalarText(node) ?? "";
    const range = rangeOf(text);
    if (range !== null) return this.#range(setting, range.from, range.to, node.place);
    const spaced = spacedValues(text);
    if (spaced !== null && !("wanted" in spaced)) return this.#list(setting, spaced, () => node.place);
    const wanted = spaced?.wanted ?? "a range 1..100, a list, linspace(0, 1, 5) or geomspace(0.01, 1, 5)";
    const found = node.kind === "scalar" ? clip(text) : node.kind === "list" ? "an empty list" : "a mapping";
    const message = `sweep: ${clip(setting.key)} must be ${wanted}: found ${found}`;
    this.list.report("wrong_value", node.place, message, spaced === null ? sweepHint(text) : undefined);
    return null;
  }

  #range(setting: NamedSetting, from: number, to: number, place: Place): SweepValues | null {
    if (to < from) {
      const message = `sweep: ${clip(setting.key)} must be a range that runs upwards: found ${from}..${to}`;
      this.list.report("wrong_value", place, message, `write ${to}..${from}`);
      return null;
    }
    for (const end of [from, to]) if (this.#checked(setting, end, place) === undefined) return null;
    if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to)) {
      const message = `sweep: ${
        clip(setting.key)
      } must be a range of numbers below 2^53: found ${from}..${to}`;
      this.list.report("wrong_value", place, message);
      return null;
    }
    return { kind: "range", from: from + 0, to: to + 0 };
  }

  #list(
    setting: NamedSetting,
    items: readonly unknown[],
    placeOf: (index: number) => Place,
  ): SweepValues | null {
    if (items.length > LIMITS.sweepListValues) {
      const message =
        `sweep: ${clip(setting.key)} must have at most ${LIMITS.sweepListValues} listed values: ` +
        `found ${items.length}`;
      this.list.report("too_large", placeOf(0), message, "a range a..b may be longer");
      return null;
    }
    const values = items.map((item, index) => this.#checked(setting, item, placeOf(index)));
    const kept = values.filter((value) => value !== undefined);
    return kept.length === items.length ? { kind: "list", values: kept } : null;
  }

  #checked(setting: NamedSetting, item: unknown, place: Place): SweepValue | undefined {
    const checked = check(setting.kind, item);
    if ("value" in checked) return checked.value as SweepValue;
    const [{ path, kind }] = checked.breaches;
    const wrong = valueAtPath(item, path);
    const { message, hint } = refusal(kind ?? setting.kind, wrong, foundText(wrong));
    this.list.report("wrong_value", place, `sweep: ${clip(setting.key)}${dotted(path)} ${message}`, hint);
    return undefined;
  }
}

function valueAtPath(value: unknown, path: TreePath): unknown {
  return path.reduce((inner, step) => (inner as Record<string | number, unknown>)[step], value);
}

function foundText(value: unknown): string {
  if (value instanceof Plain) return clip(value.text);
  if (typeof value === "string") return `"${clip(value)}"`;
  if (typeof value === "number") return String(value);
  return Array.isArray(value) ? "a list" : "a mapping";
}

/** What to write in place of a text that is no range, where that can be guessed. */
function sweepHint(text: string): string | undefined {
  const ends = /^(\d+)\s*(?:-|:|\.{3,}|to)\s*(\d+)$/.exec(text);
  if (ends !== null) return `write ${ends[1]}..${ends[2]}`;
  if (/^[^,\s]+(,\s*[^,\s]+)+$/.test(text)) return `write it as a list: [${clip(text)}]`;
  if (/^(linspace|geomspace)\([^)]*$/.test(text)) return "between { and } put it in quotes";
  return text === "" || text.includes("(") || text.includes("..")
    ? undefined
    : `for one value write [${clip(text)}]`;
}
