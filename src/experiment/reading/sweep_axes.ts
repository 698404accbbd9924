// Reads `sweep:`: which settings it varies, over which values, and which of them move together.
// Why ranges stay ranges: a million seeds are planned without a million numbers.

import { clip } from "../../text/visible_text.ts";
import { type Sweep, type SweepValue, type SweepValues, type SweptKey, valueCount } from "../experiment.ts";
import { LIMITS } from "../limits.ts";
import { type Place, type Problem, type ProblemCode, ProblemList } from "../source/problem.ts";
import { type MappingNode, Plain, scalarText, type TreeNode, valueOf } from "../source/yaml_tree.ts";
import { check, dotted, refusal } from "./breach.ts";
import { findSetting } from "./find_setting.ts";
import { leftOffHint } from "./left_off.ts";
import { type NamedSetting, RIVALS } from "./named_setting.ts";
import { foreignSweepHint, rangeOf, spacedValues } from "./sweep_text.ts";

/** The sweep that `sweep:` asks for, or every mistake in it. */
export function readSweep(
  node: TreeNode,
  settings: readonly NamedSetting[],
): { sweep: Sweep | null; problems: readonly Problem[] } {
  const reader = new SweepReader(settings);
  const groups = node.kind === "list" ? node.items : [node];
  const axes = groups
    // A group that is no mapping is reported with the other settings.
    .flatMap((group) => group.kind === "mapping" ? reader.axes(group) : [])
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
  readonly #keys = new Set<string>();

  constructor(readonly settings: readonly NamedSetting[]) {}

  axes(node: MappingNode): readonly (readonly SweptKey[])[] {
    return node.entries.flatMap(({ key, keyPlace, value }) => {
      if (key !== "zip") return [this.#sweptKey(key, keyPlace, value)];
      const groups = value.kind === "list" ? value.items : [value];
      return groups.map((group) => this.#zip(group));
    });
  }

  #zip(node: TreeNode): readonly SweptKey[] {
    if (node.kind !== "mapping" || node.entries.length === 0) {
      const found = node.kind === "list" ? "a list" : scalarText(node) ?? "no key";
      const message = `sweep.zip must be a mapping of keys with the same number of values: found ${
        clip(found)
      }`;
      return this.#refuse(node.place, message, "for example zip: { seed: [1, 2], epochs: [10, 20] }");
    }
    const keys = node.entries.flatMap(({ key, keyPlace, value }) => this.#sweptKey(key, keyPlace, value));
    const counts = keys.map(({ values }) => valueCount(values));
    if (counts.every((count) => count === counts[0])) return keys;
    const found = clip(counts.join(" and "));
    const message = `sweep.zip must have the same number of values for each key: found ${found}`;
    return this.#refuse(node.place, message, "lengthen the shorter one, or take the keys out of zip");
  }

  #refuse(place: Place, message: string, hint?: string, code: ProblemCode = "wrong_value"): readonly [] {
    this.list.report(code, place, message, hint);
    return [];
  }

  /** The key with its values, as the only item; none where one of them is wrong. */
  #sweptKey(name: string, place: Place, node: TreeNode): readonly SweptKey[] {
    if (this.list.isFull) return [];
    const found = findSetting(this.settings, name);
    if ("message" in found) return this.#refuse(place, `sweep: ${found.message}`, found.hint, "unknown_key");
    const { key, kind } = found;
    const shown = shownKey(found);
    // Another name or another file would make it another experiment.
    if (kind.reach !== "swept") {
      const message = `${shown} must be the same for all trials`;
      const mayBeList = [kind, ...kind.choices ?? []].some(({ json }) => json.type === "array");
      const hint = place.source.isArgument === true && node.kind === "list" && mayBeList
        ? `write one list in brackets: ${clip(`[${node.items.map(scalarText).join(",")}]`)}`
        : place.source.isArgument === true
        ? "give it one value"
        : "take it out of sweep";
      return this.#refuse(place, message, hint, "not_allowed");
    }
    if (this.#keys.has(key)) {
      const message = `${shown} must be varied once: found it twice`;
      return this.#refuse(place, message, "remove one of the two", "duplicate");
    }
    this.#keys.add(key);
    const rivals = RIVALS.find((pair) => pair.includes(key) && pair.every((rival) => this.#keys.has(rival)));
    if (rivals !== undefined) {
      const message = `sweep: ${rivals.join(" and ")} exclude each other`;
      return this.#refuse(place, message, "keep one of the two", "duplicate");
    }
    if (this.#keys.size > LIMITS.sweepKeys) {
      const message = `sweep: at most ${LIMITS.sweepKeys} keys may be varied`;
      return this.#refuse(place, message, "take some out", "too_large");
    }
    return this.#values(found, node).map((values) => ({ key, values }));
  }

  /** The values that a node asks for, as the only item; none where one of them is wrong. */
  #values(setting: NamedSetting, node: TreeNode): readonly SweepValues[] {
    if (node.kind === "list" && node.items.length > 0) {
      return this.#list(setting, node.items.map(valueOf), (index) => node.items[index].place);
    }
    const text = scalarText(node) ?? "";
    const range = rangeOf(text);
    if (range !== null) return this.#range(setting, ...range, node.place);
    const spaced = spacedValues(text);
    if (spaced !== null && !("wanted" in spaced)) return this.#list(setting, spaced, () => node.place);
    const wanted = spaced?.wanted ?? "a range 1..100, a list, linspace(0, 1, 5) or geomspace(0.01, 1, 5)";
    const found = node.kind === "scalar" ? clip(text) : node.kind === "list" ? "an empty list" : "a mapping";
    const hint = spaced === null ? sweepHint(text, setting) : undefined;
    return this.#refuse(node.place, `${shownKey(setting)} must be ${wanted}: found ${found}`, hint);
  }

  #range(setting: NamedSetting, from: number, to: number, place: Place): readonly SweepValues[] {
    if (to < from) {
      const message = `${shownKey(setting)} must be an ascending range: found ${from}..${to}`;
      return this.#refuse(place, message, `write ${to}..${from}`);
    }
    for (const end of [from, to]) if (this.#checked(setting, end, place).length === 0) return [];
    if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to)) {
      const message = `${shownKey(setting)} must be a range of numbers below 2^53: found ${from}..${to}`;
      return this.#refuse(place, message);
    }
    return [{ kind: "range", from, to }];
  }

  #list(
    setting: NamedSetting,
    items: readonly unknown[],
    placeOf: (index: number) => Place,
  ): readonly SweepValues[] {
    if (items.length > LIMITS.sweepListValues) {
      const message = `${
        shownKey(setting)
      } must have at most ${LIMITS.sweepListValues} listed values: found ${items.length}`;
      return this.#refuse(placeOf(0), message, "a range a..b may be longer", "too_large");
    }
    const values = items.flatMap((item, index) => this.#checked(setting, item, placeOf(index)));
    return values.length === items.length ? [{ kind: "list", values }] : [];
  }

  /** A value as its kind reads it, as the only item; none where it is wrong. */
  #checked(setting: NamedSetting, item: unknown, place: Place): readonly SweepValue[] {
    const checked = check(setting.kind, item);
    if ("value" in checked) return [checked.value as SweepValue];
    const [{ path, kind: breached }] = checked.breaches;
    const wrong = path.reduce((inner, step) => (inner as Record<string | number, unknown>)[step], item);
    const { message, hint } = refusal(breached ?? setting.kind, wrong, foundText(wrong));
    const words = `${shownKey(setting)}${dotted(path)} ${message}`;
    return this.#refuse(place, words, hint ?? leftOffHint(setting.key, foundText(wrong), "sweep"));
  }
}

/** A swept setting in a message. */
function shownKey({ key }: NamedSetting): string {
  return `sweep: ${clip(key)}`;
}

function foundText(value: unknown): string {
  if (value instanceof Plain) return clip(value.text);
  if (typeof value === "string") return `"${clip(value)}"`;
  if (typeof value === "number") return String(value);
  return Array.isArray(value) ? "a list" : "a mapping";
}

/** What to write in place of a text that is no range, where that can be guessed. */
function sweepHint(text: string, { kind }: NamedSetting): string | undefined {
  const foreign = foreignSweepHint(text, kind);
  if (foreign !== undefined) return foreign;
  if (/^[^,\s]+(,\s*[^,\s]+)+$/.test(text)) return `write it as a list: [${clip(text)}]`;
  if (/^(linspace|geomspace)\([^)]*$/.test(text)) return "put it in quotes inside { }";
  return text === "" || text.includes("(") || text.includes("..")
    ? undefined
    : `for one value write [${clip(text)}]`;
}
