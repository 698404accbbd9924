// Settings changed on the command line: `learning_rate=0.5`, `weight.shift=140`, `seed=1..100`.
// Why on the tree: an override then is held against the same settings as the file and is told with the same care.

import { clip } from "../../text/visible_text.ts";
import { type Place, type Problem, ProblemList, type Read, type SourceText } from "../source/problem.ts";
import { isEmpty, withNode, withoutEntries, withoutNode } from "../source/tree_edit.ts";
import { nodeAt, Plain, type TreeNode } from "../source/yaml_tree.ts";
import { findSetting, type NamedSetting, RIVALS, settingsOf } from "./named_setting.ts";
import { isSweepText, pieceNodeOf, sweepNodeOf } from "./sweep_text.ts";

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
  const settings = overrides.length > 0 ? settingsOf(root) : [];
  let overridden = root;
  for (const argument of overrides) overridden = applyOverride(overridden, argument, settings, list);
  return { root: overridden, problems: list.problems };
}

function applyOverride(
  root: TreeNode,
  argument: string,
  settings: readonly NamedSetting[],
  list: ProblemList,
): TreeNode {
  const source: SourceText = { name: "command line", text: argument, isArgument: true };
  const equals = argument.indexOf("=");
  const keyPlace: Place = { source, start: 0, end: Math.max(0, equals) };
  if (equals <= 0) {
    const message = `a setting must be key=value: found ${clip(argument)}`;
    list.report("syntax", keyPlace, message, "for example learning_rate=0.5");
    return root;
  }
  const found = findSetting(settings, argument.slice(0, equals).trim(), keyPlace);
  if ("problems" in found) {
    list.add(found.problems);
    return root;
  }
  const { key, path, kind } = found.ok;
  const text = argument.slice(equals + 1);
  const place: Place = { source, start: equals + 1, end: argument.length };
  // The command line decides a swept key anew, alone or in a range of its own, and its rivals give way.
  let changed = withoutSweptKey(root, key, settings);
  for (const pair of RIVALS.filter((pair) => pair.includes(key))) {
    for (const rival of pair) if (rival !== key) changed = withoutNode(changed, rival.split("."));
  }
  const isText = kind.reach === "text";
  const isSweep = !isText && isSweepText(text);
  const value = isSweep ? sweepNodeOf(text, place) : singleNodeOf(text, isText, place);
  if ("problems" in value) {
    list.add(value.problems);
    return changed;
  }
  return isSweep
    ? withSweptKey(changed, key, value.ok, keyPlace)
    : withNode(changed, path, value.ok, keyPlace);
}

/** One value of the command line: brackets and quotes are read as YAML, all else is taken as it stands. */
function singleNodeOf(text: string, isText: boolean, place: Place): Read<TreeNode> {
  if (!isText && /^\s*[[{"']/.test(text)) return pieceNodeOf(text, place.source, place.start);
  return { ok: { kind: "scalar", place, value: new Plain(text.trim()) } };
}

/** A tree in which a key is swept; a sweep that is a list of mappings gets one more. */
function withSweptKey(root: TreeNode, key: string, values: TreeNode, keyPlace: Place): TreeNode {
  const sweep = nodeAt(root, ["sweep"]);
  if (sweep?.kind !== "list") return withNode(root, ["sweep", key], values, keyPlace);
  const item: TreeNode = {
    kind: "mapping",
    place: values.place,
    entries: [{ key, keyPlace, value: values }],
  };
  return withNode(root, ["sweep"], { ...sweep, items: [...sweep.items, item] }, keyPlace);
}

/** A tree whose sweep leaves a setting alone. */
function withoutSweptKey(root: TreeNode, key: string, settings: readonly NamedSetting[]): TreeNode {
  const sweep = nodeAt(root, ["sweep"]);
  if (sweep === undefined || sweep.kind === "scalar") return root;
  const rest = withoutEntries(sweep, (entry) => {
    const found = findSetting(settings, entry.key, entry.keyPlace);
    return "ok" in found && found.ok.key === key;
  });
  if (isEmpty(rest)) return withoutNode(root, ["sweep"]);
  return withNode(root, ["sweep"], rest, sweep.place);
}
