// Tells a breach of the schema: the key, what is wanted, what was found, and a way out.
// What must hold: one mistake is told once; a key that is missing where it is misspelt is one mistake.

import type { Breach } from "./check_schema.ts";
import { experimentJsonSchema, type JsonSchema, knownKeys } from "../json_schema.ts";
import { LIMITS } from "../limits.ts";
import type { Problem } from "../source/problem.ts";
import { nearestWord, suggestion } from "../../text/suggest.ts";
import { valueHint } from "./value_hint.ts";
import { clip } from "../../text/visible_text.ts";
import { nodeAt, placeOf, Plain, type TreeNode, valueOf } from "../source/yaml_tree.ts";

/** The problems of breaches: one for each unknown key, else one a breach. */
export function schemaProblems(breaches: readonly Breach[], root: TreeNode): readonly Problem[] {
  const meant = new Set(
    breaches.flatMap(({ path, unknownKeys }) =>
      unknownKeys.slice(0, LIMITS.problems).map((key) =>
        dotted([...path, nearestWord(key, knownKeys(path)) ?? key])
      )
    ),
  );
  return breaches.slice(0, LIMITS.problems).flatMap((breach) => {
    if (breach.unknownKeys.length > 0) return unknownKeyProblems(breach, root);
    const isMissing = nodeAt(root, breach.path) === undefined;
    // A key that is missing where one is misspelt is one mistake.
    if (isMissing) return meant.has(dotted(breach.path)) ? [] : [missingProblem(breach, root)];
    return [valueProblem(breach, root)];
  });
}

function unknownKeyProblems({ path, unknownKeys }: Breach, root: TreeNode): readonly Problem[] {
  return unknownKeys.slice(0, LIMITS.problems).map((key) => ({
    code: "unknown_key",
    place: placeOf(root, [...path, key], "key"),
    message: `there is no key ${shown([...path, key])}`,
    ...hinted(unknownKeyHint(key, path)),
  }));
}

function missingProblem({ path, wanted }: Breach, root: TreeNode): Problem {
  const message = `${shown(path)} is missing: it must be ${wanted}`;
  return { code: "missing", place: placeOf(root, path, "key"), message };
}

function valueProblem({ path, wanted }: Breach, root: TreeNode): Problem {
  const node = nodeAt(root, path) ?? root;
  const key = path.length === 0 ? "the file" : shown(path);
  const count = node.kind === "list"
    ? node.items.length
    : node.kind === "mapping"
    ? node.entries.length
    : null;
  const found = count !== null && / at (least|most) \d+$/.test(wanted) ? String(count) : foundText(node);
  const message = `${key} must be ${wanted}: found ${found}`;
  return {
    code: "wrong_value",
    place: placeOf(root, path),
    message,
    ...hinted(valueHint(valueOf(node), wanted)),
  };
}

/** A path as people write it, what they named themselves shortened. */
function shown(path: readonly (string | number)[]): string {
  return dotted(path.map((step) => typeof step === "number" ? step : clip(step)));
}

function hinted(hint: string | undefined): { readonly hint?: string } {
  return hint === undefined ? {} : { hint };
}

/** A path as messages write it: `dataset.rows[2].weight`. */
export function dotted(path: readonly (string | number)[]): string {
  return path.map((step) => typeof step === "number" ? `[${step}]` : `.${step}`).join("").replace(/^\./, "");
}

/** A node as it stands in its file, shortened. */
function foundText(node: TreeNode): string {
  if (node.kind === "scalar" && node.value instanceof Plain && node.value.text === "") return "nothing";
  return clip(node.place.source.text.slice(node.place.start, node.place.end));
}

function unknownKeyHint(key: string, path: readonly (string | number)[]): string | undefined {
  if (/^\d+$/.test(key)) return "a number must not have commas between its digits";
  const homes = homesOf(key, experimentJsonSchema, []);
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
