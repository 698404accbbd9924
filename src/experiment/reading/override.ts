// Settings changed on the command line: `learning_rate=0.5`, `weight.shift=140`, `seed=1..100`.
// Why on the tree: an override then goes through the same schema as the file and is told with the same care.

import { type Place, ProblemList, type SourceText } from "../source/problem.ts";
import { findSetting, type Setting, settingsOf } from "./setting.ts";
import { isSweepText, partNodeOf, sweepNodeOf } from "./sweep_text.ts";
import { isEmpty, withNode, withoutEntries, withoutNode } from "../source/tree_edit.ts";
import { clip } from "../../text/visible_text.ts";
import { nodeAt, Plain, type TreeNode } from "../source/yaml_tree.ts";

/** Settings of which an experiment takes one or the other: naming one on the command line drops the other. */
const RIVALS: Readonly<Record<string, readonly string[]>> = {
  "init.seed": ["init.weights", "init.biases"],
  "init.weights": ["init.seed"],
  "dataset.file": ["dataset.rows"],
};

/**
 * A tree with the arguments of the command line applied, in order.
 *
 * @param overrides arguments such as `learning_rate=0.5`; ranges and lists become part of `sweep`.
 */
export function applyOverrides(
  root: TreeNode,
  overrides: readonly string[],
): { root: TreeNode; problems: ProblemList["problems"] } {
  const list = new ProblemList();
  const settings = overrides.length > 0 ? settingsOf(root) : [];
  let overridden = root;
  for (const argument of overrides) overridden = applyOverride(overridden, argument, settings, list);
  return { root: overridden, problems: list.problems };
}

function applyOverride(
  root: TreeNode,
  argument: string,
  settings: readonly Setting[],
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
  const setting = findSetting(settings, argument.slice(0, equals).trim());
  if ("message" in setting) {
    list.report("unknown_key", keyPlace, setting.message, setting.hint);
    return root;
  }
  const text = argument.slice(equals + 1);
  const place: Place = { source, start: equals + 1, end: argument.length };
  // The command line decides a swept key anew, alone or in a range of its own.
  let changed = withoutSweptKey(root, setting, settings);
  for (const rival of RIVALS[setting.key] ?? []) changed = withoutNode(changed, rival.split("."));
  const isSweep = !setting.isText && isSweepText(text);
  const value = isSweep ? sweepNodeOf(text, place) : singleNodeOf(text, setting.isText, place);
  if ("problems" in value) {
    list.add(value.problems);
    return changed;
  }
  return isSweep
    ? withSweptKey(changed, setting.key, value.node, keyPlace)
    : withNode(changed, setting.path, value.node, keyPlace);
}

/** One value of the command line: brackets and quotes are read as YAML, all else is taken as it stands. */
function singleNodeOf(
  text: string,
  isText: boolean,
  place: Place,
): { node: TreeNode } | { problems: ProblemList["problems"] } {
  if (!isText && /^\s*[[{"']/.test(text)) return partNodeOf(text, place.source, place.start);
  return { node: { kind: "scalar", place, value: new Plain(text.trim()) } };
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
function withoutSweptKey(root: TreeNode, setting: Setting, settings: readonly Setting[]): TreeNode {
  const sweep = nodeAt(root, ["sweep"]);
  if (sweep === undefined || sweep.kind === "scalar") return root;
  const rest = withoutEntries(sweep, ({ key }) => {
    const found = findSetting(settings, key);
    return "key" in found && found.key === setting.key;
  });
  if (isEmpty(rest)) return withoutNode(root, ["sweep"]);
  return withNode(root, ["sweep"], rest, sweep.place);
}
