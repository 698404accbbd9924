// Tells a breach of a setting: the key, what is wanted, what was found, and a way out.
// What must hold: one mistake is told once; a key that is missing where it is misspelt is one mistake.

import { nearestWord, suggestion } from "../../text/suggest.ts";
import { clip } from "../../text/visible_text.ts";
import { isMapping, type Kind } from "../kind.ts";
import { EXPERIMENT } from "../settings.ts";
import type { Problem } from "../source/problem.ts";
import { nodeAt, placeOf, Plain, type TreeNode, type TreePath, valueOf } from "../source/yaml_tree.ts";
import type { Breach } from "./breach.ts";

/** The problems of the breaches of an experiment file. */
export function breachProblems(breaches: readonly Breach[], root: TreeNode): readonly Problem[] {
  const misspelt = new Set(breaches.flatMap(({ path, kind }) => kind === null ? meantBy(path) : []));
  return breaches.flatMap(({ path, kind }): readonly Problem[] => {
    if (kind === null) return [unknownKeyProblem(path, root)];
    const node = nodeAt(root, path);
    if (node !== undefined) return [valueProblem(path, kind, node, root)];
    return misspelt.has(dotted(path)) ? [] : [missingProblem(path, kind, root)];
  });
}

/** The path that a misspelt one is likely to mean. */
function meantBy(path: TreePath): readonly string[] {
  const nearest = nearestWord(String(path.at(-1)), keysAt(path.slice(0, -1)));
  return nearest === undefined ? [] : [dotted([...path.slice(0, -1), nearest])];
}

function unknownKeyProblem(path: TreePath, root: TreeNode): Problem {
  const hint = unknownKeyHint(String(path.at(-1)), path.slice(0, -1));
  const message = `there is no key ${shown(path)}`;
  return { code: "unknown_key", place: placeOf(root, path, "key"), message, ...hinted(hint) };
}

function missingProblem(path: TreePath, kind: Kind, root: TreeNode): Problem {
  const message = `${shown(path)} is missing: it must be ${kind.wanted}`;
  return { code: "missing", place: placeOf(root, path, "key"), message };
}

function valueProblem(path: TreePath, kind: Kind, node: TreeNode, root: TreeNode): Problem {
  const key = path.length === 0 ? "the file" : shown(path);
  const found = node.kind === "scalar" && node.value instanceof Plain && node.value.text === ""
    ? "nothing"
    : clip(node.place.source.text.slice(node.place.start, node.place.end));
  const { message, hint } = refusal(kind, valueOf(node), found);
  return { code: "wrong_value", place: placeOf(root, path), message: `${key} ${message}`, ...hinted(hint) };
}

/** What is told of a value that its kind refuses, without its key: `must be a number: found x`. */
export function refusal(
  kind: Kind,
  value: unknown,
  foundText: string,
): { readonly message: string; readonly hint?: string } {
  const instead = kind.wantedInstead?.(value);
  const size = Array.isArray(value) ? value.length : isMapping(value) ? Object.keys(value).length : undefined;
  const found = instead === undefined ? foundText : size ?? foundText;
  return { message: `must be ${instead ?? kind.wanted}: found ${found}`, ...hinted(hintFor(kind, value)) };
}

function hintFor(kind: Kind, value: unknown): string | undefined {
  if (Array.isArray(value)) {
    if (kind.isMeantBy(value)) return undefined;
    return kind.json.type === "object"
      ? "write key: value without dashes or brackets"
      : "write it without brackets";
  }
  if (isMapping(value)) {
    return kind.json.type === "array" ? "write a list: begin each item with a dash" : undefined;
  }
  const text = value instanceof Plain ? value.text : String(value);
  return text === "" ? "give it a value, or remove the key" : kind.hint?.(text, typeof value === "string");
}

function hinted(hint: string | undefined): { readonly hint?: string } {
  return hint === undefined ? {} : { hint };
}

/** A path as people write it, what they named themselves shortened. */
function shown(path: TreePath): string {
  return dotted(path.map((step) => typeof step === "number" ? step : clip(step)));
}

/** A path as messages write it: `dataset.rows[2].weight`. */
export function dotted(path: TreePath): string {
  return path.map((step) => typeof step === "number" ? `[${step}]` : `.${step}`).join("").replace(/^\./, "");
}

function unknownKeyHint(key: string, path: TreePath): string | undefined {
  if (/^\d+$/.test(key)) return "a number must not have commas between its digits";
  const homes = homesOf(key, EXPERIMENT, []);
  if (homes.length === 1) return `it belongs in ${homes[0].slice(0, -1).join(".")}: ${homes[0].join(".")}`;
  const known = keysAt(path);
  if (path.length > 0 || nearestWord(key, known) !== undefined) return suggestion(key, known);
  // At the top, a misspelt setting may also have lost its section.
  const settings = known.flatMap((section) => keysAt([section]).map((name) => [section, name] as const));
  const nearest = nearestWord(key, settings.map(([, name]) => name));
  const meant = settings.find(([, name]) => name === nearest);
  return meant === undefined ? suggestion(key, known) : `did you mean ${meant.join(".")}?`;
}

/** The keys that may stand in the mapping at a path; none where the user chooses them (rows, classes). */
function keysAt(path: TreePath): readonly string[] {
  let kind: Kind | undefined = EXPERIMENT;
  for (const step of path) kind = typeof step === "number" ? kind?.item : kind?.keys?.[step]?.kind;
  return Object.keys(kind?.keys ?? {});
}

/** The paths of all keys of mappings that are called like this. */
function homesOf(key: string, { keys = {} }: Kind, path: readonly string[]): readonly (readonly string[])[] {
  return Object.entries(keys).flatMap(([name, { kind }]) => [
    ...(name === key ? [[...path, name]] : []),
    ...homesOf(key, kind, [...path, name]),
  ]);
}
