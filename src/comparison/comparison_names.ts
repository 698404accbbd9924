// What runs and settings are called side by side: short names that still differ.
// What must not change: two things that differ never get the same name.

import type { JsonValue } from "../experiment/config.ts";
import { shortest } from "../text/decimal.ts";
import { NONE } from "../text/number_words.ts";
import { counted } from "../text/words.ts";
import { isRowsKey, rowsIdentity, rowsText } from "./rows_apart.ts";

/** The key that an end means by itself, on a command line as well: another key keeps more of its parts. */
const KEY_OF_END: ReadonlyMap<string, string> = new Map([["seed", "init.seed"], ["rows", "dataset.rows"]]);

/** What the keys of columns, layers and queries begin with: of these the name is kept, `weight.shift`, `target.shift`. */
const NAMED = [
  /^dataset\.(?=target\.)/,
  /^dataset\.(features|targets)\./,
  /^network\.layers\./,
  /^queries\./,
];

/** Each key's shortest end that no other name has, and that does not mean another key. */
export function shortKeys(keys: readonly string[], taken: readonly string[]): readonly string[] {
  return keys.map((key) => {
    const parts = key.split(".");
    const start = NAMED.map((named) => named.exec(key)?.[0]).find((found) => found !== undefined);
    const most = start === undefined ? parts.length - 1 : start.split(".").length - 1;
    for (let from = most; from > 0; from--) {
      const end = parts.slice(from).join(".");
      const isTaken = taken.includes(end) || (KEY_OF_END.get(end) ?? key) !== key ||
        keys.some((other) => other !== key && other.endsWith(`.${end}`));
      if (!isTaken) return end;
    }
    return key;
  });
}

/** Keys of what is there or not: a column, a query. */
const BEING_THERE = /^(dataset\.(features|targets)|queries)\./;

/** Settings of one key as texts; two values that differ never look the same: `4 values (a)` and `4 values (b)`. */
export function settingTexts(key: string, values: readonly (JsonValue | null)[]): readonly string[] {
  const isFlag = !BEING_THERE.test(key);
  return keptApart(values.map((value) => ({
    // Of a setting that is true or false, as a file has it; of one that is there or not, in words.
    text: typeof value === "boolean" && isFlag ? String(value) : settingText(value),
    whole: JSON.stringify(value),
  })));
}

/**
 * The same; rows are counted, and those that are others than in the first result.
 *
 * @param first the value that the others are compared with.
 */
export function settingTextsOf(
  key: string,
  values: readonly (JsonValue | null)[],
  first: JsonValue | null,
): readonly string[] {
  if (
    !isRowsKey(key) ||
    values.every((value) => value === null || shortList(value as readonly JsonValue[]) !== null)
  ) return settingTexts(key, values);
  return keptApart(
    values.map((value) => ({ text: rowsText(key, value, first), whole: rowsIdentity(value) })),
  );
}

/** Texts of which those of values that differ have letters where they look the same. */
function keptApart(
  texts: readonly { readonly text: string; readonly whole: string }[],
): readonly string[] {
  const variants = new Map<string, string[]>();
  for (const { text, whole } of texts) {
    const same = variants.get(text) ?? [];
    if (!same.includes(whole)) variants.set(text, [...same, whole]);
  }
  return texts.map(({ text, whole }) => {
    const same = variants.get(text) ?? [];
    return same.length === 1 ? text : `${text} (${letters(same.indexOf(whole))})`;
  });
}

/** a, b, …, z, aa, ab, … */
function letters(index: number): string {
  const last = String.fromCharCode(97 + index % 26);
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}

/** A setting in a cell of a table. */
export function settingText(value: JsonValue): string {
  if (value === null) return NONE;
  if (typeof value === "number") return shortest(value);
  if (typeof value === "string") return value.replace(/\s+/g, " ");
  if (value === true) return "yes";
  if (Array.isArray(value)) return shortList(value) ?? counted(value.length, "value");
  return JSON.stringify(value);
}

/** A list as it is written; null where that is long. */
function shortList(list: readonly JsonValue[]): string | null {
  const text = `[${list.map((item) => settingText(item)).join(", ")}]`;
  return text.length <= 24 && !list.some((item) => typeof item === "object") ? text : null;
}

/** What a swept setting takes in turn, as it is typed on a command line: `1..50`, `0.1,0.5`. */
export function sweptText(values: JsonValue): string {
  return Array.isArray(values)
    ? values.map((value) => typeof value === "object" ? JSON.stringify(value) : String(value)).join(",")
    : String(values);
}

/** The runs' names without their ids where they differ without them. */
export function briefLabels(labels: readonly string[]): readonly string[] {
  const brief = labels.map((label) => label.replace(/-[0-9a-f]{8}$/, ""));
  const counts = new Map<string, number>();
  for (const label of brief) counts.set(label, (counts.get(label) ?? 0) + 1);
  return brief.map((label, index) => counts.get(label) === 1 ? label : labels[index]);
}

/**
 * Short names of results: without what all paths begin with, `seed-42-fd52df8d`, and without the folders on the way that
 * most of them have, as long as no two become the same: `anna/seed-1-ff6c3a29` for `class/anna/results/gender/seed-1-…`.
 */
export function labelsOf(paths: readonly string[]): readonly string[] {
  const parts = paths.map((path) => path.split("/"));
  const shortest = Math.min(...parts.map(({ length }) => length));
  let shared = 0;
  while (shared < shortest - 1 && parts.every((one) => one[shared] === parts[0][shared])) shared++;
  const own = parts.map((one) => one.slice(shared));
  const whole = own.map((one) => one.join("/"));
  const counts = new Map<string, number>();
  for (const name of own.flatMap((one) => [...new Set(one.slice(1, -1))])) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const brief = own.map((one) =>
    one.filter((name, at) => at === 0 || at === one.length - 1 || (counts.get(name) ?? 0) * 2 <= paths.length)
      .join("/")
  );
  return new Set(brief).size === new Set(whole).size ? brief : whole;
}
