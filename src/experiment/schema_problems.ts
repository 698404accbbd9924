// Tells a breach of the schema: the key, what is wanted, what was found, and a way out.

import type { Breach } from "./check_schema.ts";
import type { JsonSchema } from "./json_schema.ts";
import { LIMITS } from "./limits.ts";
import { numberHint } from "./number_text.ts";
import type { Problem } from "./problem.ts";
import { experimentJsonSchema, knownKeys } from "./schema.ts";
import { nearestWord, suggestion } from "./suggest.ts";
import { clip } from "./visible_text.ts";
import { nodeAt, placeOf, Plain, type TreeNode } from "./yaml_tree.ts";

/** The problems of one breach: one for each unknown key, else one. */
export function problemsOf(breach: Breach, root: TreeNode): readonly Problem[] {
  const { path, wanted, unknownKeys } = breach;
  if (unknownKeys.length > 0) {
    return unknownKeys.slice(0, LIMITS.problems).map((key) => ({
      code: "unknown_key",
      place: placeOf(root, [...path, key], "key"),
      message: `there is no key ${dotted([...path, clip(key)])}`,
      ...hinted(unknownKeyHint(key, path)),
    }));
  }
  const key = path.length === 0
    ? "the file"
    : dotted(path.map((step) => typeof step === "number" ? step : clip(step)));
  const node = nodeAt(root, path);
  if (node === undefined) {
    const message = `${key} is missing: it must be ${wanted}`;
    return [{ code: "missing", place: placeOf(root, path, "key"), message }];
  }
  const message = `${key} must be ${wanted}: found ${foundText(node)}`;
  return [{ code: "wrong_value", place: placeOf(root, path), message, ...hinted(valueHint(node, wanted)) }];
}

function hinted(hint: string | undefined): { readonly hint?: string } {
  return hint === undefined ? {} : { hint };
}

/** A path as people write it: `dataset.rows[2].weight`. */
function dotted(path: readonly (string | number)[]): string {
  return path.map((step) => typeof step === "number" ? `[${step}]` : `.${step}`).join("").replace(/^\./, "");
}

/** A node as it stands in its file, shortened. */
function foundText(node: TreeNode): string {
  if (node.kind === "scalar" && node.value instanceof Plain && node.value.text === "") return "nothing";
  return clip(node.place.source.text.slice(node.place.start, node.place.end));
}

function unknownKeyHint(key: string, path: readonly (string | number)[]): string | undefined {
  const homes = homesOf(key, experimentJsonSchema(), []);
  if (homes.length === 1) return `it belongs in ${homes[0].slice(0, -1).join(".")}: ${homes[0].join(".")}`;
  const known = knownKeys(path);
  if (path.length > 0 || nearestWord(key, known) !== undefined) return suggestion(key, known);
  // At the top, a misspelt setting may also have lost its section.
  const settings = known.flatMap((section) => knownKeys([section]).map((name) => [section, name] as const));
  const nearest = nearestWord(key, settings.map(([, name]) => name));
  const meant = settings.find(([, name]) => name === nearest);
  return meant === undefined ? suggestion(key, known) : `did you mean ${meant.join(".")}?`;
}

/** The paths of all mappings' keys that are called like this. */
function homesOf(key: string, schema: JsonSchema, path: readonly string[]): readonly (readonly string[])[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => [
    ...(name === key ? [[...path, name]] : []),
    ...homesOf(key, inner, [...path, name]),
  ]);
}

function valueHint(node: TreeNode, wanted: string): string | undefined {
  const isMappingWanted = /^(a|an experiment:) mapping/.test(wanted);
  if (node.kind === "list") {
    return isMappingWanted ? "write key: value without dashes or brackets" : undefined;
  }
  if (node.kind === "mapping") return undefined;
  if (!(node.value instanceof Plain)) return /number/.test(wanted) ? "remove the quotes" : undefined;
  const { text } = node.value;
  if (text === "") return "give it a value, or remove the key";
  if (/^a list of (layer sizes|numbers)/.test(wanted)) return `write it as a list: [${clip(text)}]`;
  if (/^a feature/.test(wanted)) return `write { name: ${clip(text)} }`;
  if (/64-bit float/.test(wanted)) return `it would be rounded to ${Number(text)}`;
  const words = /^one of (.*)$/.exec(wanted)?.[1].split(", ") ??
    [/ (?:or|,) (mean|std)$/.exec(wanted)?.[1] ?? ""];
  const nearest = nearestWord(text, words.filter((word) => word !== ""));
  if (nearest !== undefined) return `did you mean ${nearest}?`;
  return /number/.test(wanted) ? numberHint(text) : undefined;
}
