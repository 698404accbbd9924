// Where two JSON files first hold different values: by its path, and in `model.json` by the weight or bias.
// What must not change: no text of a stranger's file makes this throw or recurse without bound.

import { type Experiment, topologyOf } from "../experiment/experiment.ts";
import { dotted } from "../experiment/reading/breach.ts";
import { shortest } from "../text/decimal.ts";
import { around, type Difference, ulpBetween } from "./difference.ts";
import { parameterNameAt } from "../results/model_layers.ts";
import { jsonIn, memberOf, type UncheckedJson } from "../results/stored_text.ts";

/** Where two JSON files first hold different values; null where only the way they are written differs. */
export function jsonDifference(
  name: string,
  found: Uint8Array,
  wanted: Uint8Array,
  line: number,
  experiment: Experiment | null,
): Difference | null {
  const [foundJson, wantedJson] = [found, wanted].map((bytes) => jsonIn(new Map([[name, bytes]]), name));
  if ("problems" in foundJson || "problems" in wantedJson) return null;
  const leaf = firstDifferentLeaf(foundJson.ok, wantedJson.ok, []);
  if (leaf === null) return null;
  const parameter = name === "model.json" && experiment !== null
    ? parameterAt(leaf.path, experiment)
    : undefined;
  const place = parameter === undefined ? { key: dotted(leaf.path) } : { parameter };
  const [foundText, wantedText] = [leafText(leaf.found), leafText(leaf.wanted)];
  const ulp = ulpBetween(foundText, wantedText);
  return around({ line, place, found: foundText, wanted: wantedText, ulp });
}

type JsonPath = readonly (string | number)[];

interface Leaf {
  readonly path: JsonPath;
  readonly found: UncheckedJson;
  readonly wanted: UncheckedJson;
}

/** Walks what is wanted, so that the depth of a stranger's file does not matter. */
function firstDifferentLeaf(found: UncheckedJson, wanted: UncheckedJson, path: JsonPath): Leaf | null {
  if (Array.isArray(wanted) && Array.isArray(found)) {
    for (const [index, item] of wanted.entries()) {
      if (index >= found.length) return { path: [...path, index], found: undefined, wanted: item };
      const leaf = firstDifferentLeaf(found[index], item, [...path, index]);
      if (leaf !== null) return leaf;
    }
    if (found.length === wanted.length) return null;
    return { path: [...path, wanted.length], found: found[wanted.length], wanted: undefined };
  }
  if (isObject(wanted) && isObject(found)) {
    for (const [key, item] of Object.entries(wanted)) {
      const leaf = firstDifferentLeaf(memberOf(found, key), item, [...path, key]);
      if (leaf !== null) return leaf;
    }
    const surplus = Object.keys(found).find((key) => !Object.hasOwn(wanted, key));
    if (surplus === undefined) return null;
    return { path: [...path, surplus], found: memberOf(found, surplus), wanted: undefined };
  }
  return Object.is(found, wanted) ? null : { path, found, wanted };
}

function isObject(value: UncheckedJson): value is object {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function leafText(value: UncheckedJson): string | null {
  if (value === undefined) return null;
  if (typeof value === "number") return shortest(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (isObject(value)) return `an object of ${Object.keys(value).length}`;
  return typeof value === "string" ? value : String(value);
}

/** The name of the weight or bias at a path of `model.json`. */
function parameterAt([root, ...place]: JsonPath, experiment: Experiment): string | undefined {
  return root === "layers" ? parameterNameAt(topologyOf(experiment), place) : undefined;
}
