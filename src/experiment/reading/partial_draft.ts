// What is left of a file with breaches, so that its rows and queries are checked all the same.
// Why: a person mends a file once. What must hold: nothing is reported that only follows from what was left out.

import { nearestWord } from "../../text/suggest.ts";
import { LIMITS } from "../limits.ts";
import { type Draft, EXPERIMENT } from "../settings.ts";
import { STATED_KEYS } from "../stated.ts";
import { Plain, type TreeNode, type TreePath, valueOf } from "../source/yaml_tree.ts";
import { type Breach, check } from "./breach.ts";

/** A value on the way to a draft; mappings without a prototype, as `valueOf` makes them. */
type Value = Record<string | number, unknown>;

/**
 * The draft of a file without the values that were refused.
 *
 * @returns null where the refused values decide what the rest means.
 */
export function partialDraft(root: TreeNode, breaches: readonly Breach[]): Draft | null {
  if (breaches.length > LIMITS.problems || breaches.some(isDecisive)) return null;
  const value = valueOf(root) as Value;
  for (const { path } of breaches) remove(value, path);
  const checked = check(EXPERIMENT, value);
  if ("breaches" in checked) return null;
  // An unknown key beside a missing target is most likely the target, misspelt.
  const { target, targets } = checked.value.dataset;
  const isTargetMisspelt = target === undefined && targets === undefined &&
    breaches.some(({ path, kind }) => kind === null && path.length === 2 && path[0] === "dataset");
  return isTargetMisspelt ? null : checked.value;
}

/** Whether more than a number is refused: a number of the training that no other setting asks for decides nothing else. */
export function isDeciding({ path, kind }: Breach): boolean {
  const isNumber = kind?.json.type === "number" || kind?.json.type === "integer";
  const isOfTraining = path.length === 2 && path[0] === "training";
  return !isNumber || !isOfTraining || STATED_KEYS.some(({ setting }) => setting.needs === path.join("."));
}

/** The section that a breach leaves unclear; null where an unknown key may be of any. */
export function sectionOf({ path, kind }: Breach): string | null {
  if (path.length === 0) return null;
  const [section] = path.map(String);
  return path.length > 1 || kind !== null
    ? section
    : nearestWord(section, Object.keys(EXPERIMENT.keys!)) ?? null;
}

/** Whether a breach leaves open which columns there are or what their cells mean. */
function isDecisive({ path, kind }: Breach): boolean {
  if (path.length === 0) return true;
  if (path[0] !== "dataset") return false;
  if (path[1] === "target" || path[1] === "targets" || path[1] === "file") return true;
  if (kind === null) return false;
  return path.length === 1 || path[1] === "features" && (path.length < 4 || path[3] === "name");
}

/** What is read in place of a refused setting of a feature that decides about every cell: without it each would seem wrong. */
const STAND_INS: Readonly<Record<string, string>> = {
  categories: "all",
  missing: "mean",
  tokens: "words",
};

/** Removes the value at a path, in place: a row becomes empty, and with any other item its whole list goes. */
function remove(value: Value, path: TreePath): void {
  let node: unknown = value;
  for (const [depth, step] of path.entries()) {
    const isLast = depth === path.length - 1;
    const isRow = typeof step === "number" && (path[depth - 1] === "rows" || path[0] === "queries");
    if (typeof node !== "object" || node === null) return;
    const inner = node as Value;
    if (isRow && isLast) inner[step] = Object.create(null);
    else if (isLast || typeof path[depth + 1] === "number" && !isReadByItem(step)) {
      delete inner[step];
      if (path[1] === "features") standIn(inner, String(step), value.dataset as Value);
      return;
    } else node = inner[step];
  }
}

/** Gives a feature what stands in for a refused setting, or for the one that an unknown key was meant to be. */
function standIn(feature: Value, key: string, { rows, file }: Value): void {
  // What has lost its shape is no image any more, and only images have a name.
  if (nearestWord(key, ["shape"]) !== undefined && feature.columns !== undefined) delete feature.name;
  const meant = nearestWord(key, Object.keys(STAND_INS));
  // Without rows nothing has all the words.
  if (meant === undefined || rows === undefined && file === undefined) return;
  feature[meant] ??= new Plain(STAND_INS[meant]);
}

function isReadByItem(key: string | number): boolean {
  return key === "rows" || key === "queries" || key === "features";
}
