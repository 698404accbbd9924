// The way out of a wrong value, where what was found and what is wanted let it be guessed.
// Why by the words `wanted`: file, command line and sweep all have them, and then give the same hints.

import { numberHint } from "../source/plain_number.ts";
import { nearestWord } from "../../text/suggest.ts";
import { clip } from "../../text/visible_text.ts";
import { Plain } from "../source/yaml_tree.ts";

/**
 * What to write in place of a value.
 *
 * @param value as `valueOf` gives it, or a number.
 * @param wanted the schema's words for what must stand there.
 *
 * @example
 * ```ts
 * import { Plain } from "../source/yaml_tree.ts";
 * const hint = valueHint(new Plain("3"), "a list of layer sizes such as [2] or [8, 8], or []");
 * if (hint !== "write it as a list: [3]") throw new Error(hint);
 * ```
 */
export function valueHint(value: unknown, wanted: string): string | undefined {
  const isNumberWanted = /number/.test(wanted);
  if (Array.isArray(value)) {
    if (/mapping|^a feature|^a target/.test(wanted)) return "write key: value without dashes or brackets";
    return /list/.test(wanted) ? undefined : "write it without brackets";
  }
  if (typeof value === "string" && isNumberWanted) return "remove the quotes";
  if (typeof value === "object" && !(value instanceof Plain)) {
    return /^a list/.test(wanted) ? "write a list: begin each item with a dash" : undefined;
  }
  const text = value instanceof Plain ? value.text : String(value);
  if (text === "") return "give it a value, or remove the key";
  if (/^a list of (layer sizes|numbers)/.test(wanted)) return `write it as a list: [${clip(text)}]`;
  if (/^a feature/.test(wanted)) return `write { name: ${clip(text)} }`;
  if (/64-bit float/.test(wanted)) return `it would be rounded to ${Number(text)}`;
  if (/letters, digits, - and _$/.test(wanted)) {
    const name = text.replace(/[^A-Za-z0-9_-]+/g, "_").slice(0, 40);
    return name === "_" ? undefined : `for example ${name}`;
  }
  if (/visible characters/.test(wanted)) return "remove what cannot be seen, or shorten it";
  const words = /^one of (.*)$/.exec(wanted)?.[1].split(", ") ??
    [/ (?:or|,) (mean|std)$/.exec(wanted)?.[1] ?? ""];
  const nearest = nearestWord(text, words.filter((word) => word !== ""));
  if (nearest !== undefined) return `did you mean ${nearest}?`;
  return isNumberWanted ? numberHint(text) : undefined;
}
