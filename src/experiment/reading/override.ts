// Settings changed on the command line: `learning_rate=0.5`, `weight.shift=140`, `seed=1..100`.
// Why on the tree: an override is then checked as the file is, and its mistakes are reported in the same words.

import { clip } from "../../text/visible_text.ts";
import { type Place, type Problem, ProblemList, type Read, type SourceText } from "../source/problem.ts";
import { withNode, withoutEntries, withoutNode } from "../source/tree_edit.ts";
import { nodeAt, Plain, type TreeNode } from "../source/yaml_tree.ts";
import { findSetting, type NamedSetting, RIVALS, settingsOf } from "./named_setting.ts";
import { isSweepText, sweepNodeOf, yamlNodeAt } from "./sweep_text.ts";

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
  // What the file says of this key in `sweep`, or anywhere of its rivals, gives way to the command line.
  let changed = withoutSweptKey(root, key, settings);
  for (const pair of RIVALS.filter((pair) => pair.includes(key))) {
    for (const rival of pair) if (rival !== key) changed = withoutNode(changed, rival.split("."));
  }
  const isText = kind.reach === "text";
  const isSweep = !isText && isSweepText(text);
  const isYaml = !isText && /^\s*[[{"']/.test(text);
  const value: Read<TreeNode> = isSweep
    ? sweepNodeOf(text, place)
    : isYaml
    ? yamlNodeAt(place)
    : { ok: { kind: "scalar", place, value: new Plain(text.trim()) } };
  if ("problems" in value) {
    list.add(value.problems);
    return changed;
  }
  return isSweep
    ? withSweptKey(changed, key, value.ok, keyPlace)
    : withNode(changed, path, value.ok, keyPlace);
}

/** A tree in which a key is swept; a sweep that is a list of mappings gets one more. */
function withSweptKey(root: TreeNode, key: string, values: TreeNode, keyPlace: Place): TreeNode {
  const sweep = nodeAt(root, ["sweep"]);
  if (sweep?.kind !== "list") return withNode(root, ["sweep", key], values, keyPlace);
  const entries = [{ key, keyPlace, value: values }];
  const items: readonly TreeNode[] = [...sweep.items, { kind: "mapping", place: values.place, entries }];
  return withNode(root, ["sweep"], { ...sweep, items }, keyPlace);
}

/** A tree whose sweep leaves a setting alone. */
function withoutSweptKey(root: TreeNode, key: string, settings: readonly NamedSetting[]): TreeNode {
  const sweep = nodeAt(root, ["sweep"]);
  if (sweep === undefined || sweep.kind === "scalar") return root;
  const rest = withoutEntries(sweep, (entry) => {
    const found = findSetting(settings, entry.key, entry.keyPlace);
    return "ok" in found && found.ok.key === key;
  });
  return rest === null ? withoutNode(root, ["sweep"]) : withNode(root, ["sweep"], rest, sweep.place);
}
