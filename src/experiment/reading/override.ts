// Settings changed on the command line: `learning_rate=0.5`, `weight.shift=140`, `seed=1..100`.
// Why on the tree and not on values: an override is then checked as the file is, what it changed keeps a place, and its
// mistakes are reported in the same words.

import { quoted } from "../../text/shell_word.ts";
import { clip } from "../../text/visible_text.ts";
import { isIdleBeside } from "../kind.ts";
import { numberOf } from "../source/plain_number.ts";
import { argumentPlace, type Place, type Problem, ProblemList } from "../source/problem.ts";
import { type Entry, nodeAt, scalarText, type TreeNode, type TreePath } from "../source/yaml_tree.ts";
import { TEXT_TABLE } from "../source/table_name.ts";
import { withNode, withoutNode } from "../source/changed_tree.ts";
import { misreadValue } from "./misread_value.ts";
import { findSetting } from "./find_setting.ts";
import { leavesOff, leftOffHint, optionalKey, withoutOptional } from "./left_off.ts";
import { type NamedSetting, RIVALS, settingsOf } from "./named_setting.ts";
import { scalarAt, sweepNodeOf, yamlNodeAt } from "./sweep_text.ts";
import { withoutSweptKey, withSweptKey } from "./swept_tree.ts";

/**
 * A tree with the arguments of the command line applied, in order.
 *
 * @param overrides arguments such as `learning_rate=0.5`; ranges and lists go into `sweep`.
 */
export function applyOverrides(
  root: TreeNode,
  overrides: readonly string[],
): { readonly root: TreeNode; readonly problems: readonly Problem[] } {
  const list = new ProblemList();
  const line: Line = { settings: overrides.length > 0 ? settingsOf(root) : [], taken: [], left: [], list };
  let overridden = root;
  for (const argument of overrides) overridden = applyOverride(overridden, argument, line);
  return { root: overridden, problems: list.problems };
}

/** A command line as far as it was read. */
interface Line {
  readonly settings: readonly NamedSetting[];
  /** The keys of the arguments so far. */
  readonly taken: string[];
  /** What they left off. */
  readonly left: string[];
  readonly list: ProblemList;
}

/** A tree with one argument applied, whose key joins those of the line, in place. */
function applyOverride(root: TreeNode, argument: string, line: Line): TreeNode {
  const { settings, taken, left, list } = line;
  const { source } = argumentPlace(argument);
  const equals = signOf(argument, settings);
  const keyPlace: Place = { source, start: 0, end: Math.max(0, equals) };
  if (equals <= 0) {
    const message = `a setting must be key=value: found ${clip(argument)}`;
    list.report("syntax", keyPlace, message, "for example learning_rate=0.5");
    return root;
  }
  const written = argument.slice(0, equals).trim();
  const text = argument.slice(equals + 1);
  const found = findSetting(settings, written);
  const optional = optionalKey("key" in found ? found.key : written);
  if (optional !== undefined && leavesOff(text)) {
    const part = taken.find((other) => other !== optional && isWithin(other, optional));
    if (part !== undefined) reportExcluded(part, `${optional}=${text.trim()}`, keyPlace, list);
    left.push(optional);
    return withoutOptional(root, optional, settings);
  }
  if ("message" in found) {
    const where = text.includes(",") ? "sweep" : "argument";
    list.report(
      "unknown_key",
      keyPlace,
      found.message,
      leftOffHint(optional ?? "", text, where) ?? rowHint(root, argument.slice(0, equals)) ??
        fileHint(settings, argument, equals) ?? found.hint,
    );
    return root;
  }
  const { key, path, kind } = found;
  const off = left.find((other) => key !== other && isWithin(key, other));
  if (off !== undefined) {
    reportExcluded(`${off}=none`, key, keyPlace, list);
    return root;
  }
  const place: Place = { source, start: equals + 1, end: argument.length };
  // The command line decides this key anew, so the file no longer sweeps it, and its rivals give way.
  let changed = withoutSweptKey(root, key, settings);
  const rivals = RIVALS.flatMap(([one, rival]) => isWithin(key, one) ? [rival] : []);
  const excluded = taken.find((other) => rivals.some((rival) => isWithin(other, rival)));
  if (excluded !== undefined) reportExcluded(excluded, key, keyPlace, list);
  taken.push(key);
  for (const rival of rivals) {
    changed = withoutNode(withoutSweptKey(changed, rival, settings), rival.split("."));
  }
  const isText = kind.reach === "text";
  const misread = isText ? null : misreadValue(found, written, text);
  if (misread !== null) {
    list.report("wrong_value", place, misread.message, misread.hint);
    return changed;
  }
  const swept = isText ? null : sweepNodeOf(place);
  const value = swept ?? (!isText && /^\s*[[{"']/.test(text) ? yamlNodeAt(place) : scalarAt(place));
  if ("problems" in value) {
    list.add(value.problems);
    return changed;
  }
  changed = withoutForeign(changed, key, value.ok, settings);
  return swept === null
    ? withNode(withWholeFile(changed, path), path, value.ok, keyPlace)
    : withSweptKey(changed, key, value.ok, keyPlace);
}

function reportExcluded(one: string, other: string, place: Place, list: ProblemList): void {
  list.report("duplicate", place, `${one} and ${other} exclude each other`, "keep one of the two");
}

/** Whether a key is another one or a part of it: how a file is written is part of the file. */
function isWithin(key: string, whole: string): boolean {
  return key === whole || key.startsWith(`${whole}.`);
}

/** Where the key of an argument ends: at its first equals sign, or at a later one where a name holds some. */
function signOf(argument: string, settings: readonly NamedSetting[]): number {
  const first = argument.indexOf("=");
  for (let equals = first, tried = 0; equals > 0 && tried < MOST_SIGNS; tried++) {
    if ("key" in findSetting(settings, argument.slice(0, equals).trim())) return equals;
    equals = argument.indexOf("=", equals + 1);
  }
  return first;
}

/** Equals signs at which a key may end. */
const MOST_SIGNS = 8;

/** The way out where a key names a row, which is part of the data and no setting. */
function rowHint(root: TreeNode, key: string): string | undefined {
  const rows = nodeAt(root, ["dataset", "rows"]);
  const name = key.trim().split(".")[0];
  if (rows?.kind !== "list" || !rows.items.some((row) => scalarText(nodeAt(row, ["name"])) === name)) {
    return undefined;
  }
  return `${clip(name)} is a row: rows are changed in the file, and queries can be set here`;
}

/** The way out where a section that may have a file is set to one: `queries=unseen.csv`. */
function fileHint(settings: readonly NamedSetting[], argument: string, equals: number): string | undefined {
  const [key, value] = [argument.slice(0, equals).trim(), argument.slice(equals + 1).trim()];
  if (!TEXT_TABLE.test(value) || "message" in findSetting(settings, `${key}.file`)) return undefined;
  return `write ${quoted(`${key}.file=${value}`)}`;
}

/** A tree in which the file that a path leads into is a mapping, as it may be written in place of its path alone. */
function withWholeFile(root: TreeNode, path: TreePath): TreeNode {
  const at = path.indexOf("file");
  const base = path.slice(0, at + 1);
  const node = nodeAt(root, base);
  if (at < 0 || base.length === path.length || node?.kind !== "scalar") return root;
  const entries = [{ key: "path", keyPlace: node.place, value: node }];
  return withNode(root, base, { kind: "mapping", place: node.place, entries }, node.place);
}

/**
 * A tree without what the file says of settings that belong to other words of a setting than those that it takes now, or
 * need it where it is 0 now: there is no other way to take them back. What the command line itself says stays, and is reported.
 */
function withoutForeign(
  root: TreeNode,
  key: string,
  value: TreeNode,
  settings: readonly NamedSetting[],
): TreeNode {
  const values = (value.kind === "list" ? value.items : [value]).map(scalarText)
    .map((text) => text === undefined ? undefined : numberOf(text) ?? text);
  let changed = root;
  for (const setting of settings) {
    const isForeign = values.length > 0 && values.every((value) => isIdleBeside(setting, key, value));
    if (!isForeign) continue;
    changed = withoutNode(withoutSweptKey(changed, setting.key, settings, isInFile), setting.path, isInFile);
  }
  return changed;
}

function isInFile({ keyPlace }: Entry): boolean {
  return keyPlace.source.isArgument !== true;
}
