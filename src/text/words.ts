// Words around numbers and names: singular or plural, units, lists with an "and", what a table leaves out.
// Why here: pages, terminals and lessons must say the same thing in the same words.

import { inFull } from "./number_words.ts";

/**
 * A count with its noun.
 *
 * @example
 * ```ts
 * if (counted(1, "row") !== "1 row" || counted(4, "query", "queries") !== "4 queries") throw new Error("wrong");
 * ```
 */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${inFull(count)} ${count === 1 ? one : many}`;
}

/**
 * Names in a sentence; where there are more than `most`, the last are only counted.
 *
 * @example
 * ```ts
 * if (listed(["a", "b", "c"]) !== "a, b and c" || listed(["a", "b", "c"], 2) !== "a and 2 more") throw new Error("wrong");
 * ```
 */
export function listed(names: readonly string[], most = Infinity): string {
  const shown = names.length > most
    ? [...names.slice(0, most - 1), `${names.length - most + 1} more`]
    : [...names];
  const last = shown.pop() ?? "";
  return shown.length === 0 ? last : `${shown.join(", ")} and ${last}`;
}

/** Words as a sentence begins. */
export function upperFirst(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** Names of which one is meant: `sgd, adam or adamw`. */
export function anyOf(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}

/** A name with its unit in parentheses, where it has one. */
export function withUnit(name: string, unit: string | null | undefined): string {
  return unit === null || unit === undefined || unit === "" ? name : `${name} (${unit})`;
}

/** How many of something a table shows, out of how many; `what` is a plural. */
export interface Shown {
  readonly shown: number;
  readonly count: number;
  readonly what: string;
}

/**
 * What a table leaves out, as a sentence after another one; empty where it shows all.
 *
 * @param file the file that has all.
 *
 * @example
 * ```ts
 * const note = cutNote([{ shown: 50, count: 60, what: "rows" }, { shown: 2, count: 2, what: "features" }], "all.csv");
 * if (note !== " The first 50 of 60 rows are shown; all.csv has all.") throw new Error(note);
 * ```
 */
export function cutNote(parts: readonly Shown[], file?: string): string {
  const cut = parts.filter(({ shown, count }) => shown < count)
    .map(({ shown, count, what }) => `first ${shown} of ${inFull(count)} ${what}`);
  if (cut.length === 0) return "";
  return ` The ${cut.join(" and the ")} are shown${file === undefined ? "" : `; ${file} has all`}.`;
}
