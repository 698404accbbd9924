// Settings changed on the command line: `learning_rate=0.5`, `weight.shift=140`, `seed=1..100`.
// Why on the tree: an override then goes through the same schema as the file and is told with the same care.

import type { Place, Problem, SourceText } from "./problem.ts";
import { findSetting, type Setting, settingsOf } from "./setting.ts";
import { isSweepText, sweepNodeOf } from "./sweep_axes.ts";
import {
  type Entry,
  type MappingNode,
  nodeAt,
  parseYamlTree,
  Plain,
  type TreeNode,
  type TreePath,
} from "./yaml_tree.ts";

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
): { root: TreeNode; problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const settings = overrides.length > 0 ? settingsOf(root) : [];
  for (const argument of overrides) {
    const source: SourceText = { name: "command line", text: argument, isArgument: true };
    const equals = argument.indexOf("=");
    const at = (start: number, end: number): Place => ({ source, start, end });
    if (equals <= 0) {
      const message = `a setting must have the form key=value: found ${
        argument === "" ? "nothing" : argument
      }`;
      problems.push({
        code: "syntax",
        place: at(0, argument.length),
        message,
        hint: "for example learning_rate=0.5",
      });
      continue;
    }
    const setting = findSetting(settings, argument.slice(0, equals));
    if ("message" in setting) {
      problems.push({
        code: "unknown_key",
        place: at(0, equals),
        message: setting.message,
        hint: setting.hint,
      });
      continue;
    }
    const text = argument.slice(equals + 1);
    const keyPlace = at(0, equals);
    root = withoutSweptKey(root, setting, settings);
    if (!setting.isText && isSweepText(text)) {
      const value = sweepNodeOf(text, source, equals + 1);
      if ("problems" in value) problems.push(...value.problems);
      else root = withNode(root, ["sweep", setting.key], value.node, keyPlace);
      continue;
    }
    const value = singleNodeOf(text, setting.isText, source, equals + 1);
    if ("problems" in value) {
      problems.push(...value.problems);
      continue;
    }
    for (const rival of RIVALS[setting.key] ?? []) root = withoutNode(root, rival.split("."));
    root = withNode(root, setting.path, value.node, keyPlace);
  }
  return { root, problems };
}

/** One value of the command line: brackets and quotes are read as YAML, all else is taken as it stands. */
function singleNodeOf(
  text: string,
  isText: boolean,
  source: SourceText,
  start: number,
): { node: TreeNode } | { problems: readonly Problem[] } {
  const place: Place = { source, start, end: source.text.length };
  if (isText || !/^\s*[[{"']/.test(text)) {
    return { node: { kind: "scalar", place, value: new Plain(text.trim()) } };
  }
  const parsed = parseYamlTree({ ...source, text });
  if ("root" in parsed) return { node: movedTo(parsed.root, place) };
  return { problems: parsed.problems.map((problem) => ({ ...problem, place })) };
}

/** A node whose every place is one place: the argument it came from. */
function movedTo(node: TreeNode, place: Place): TreeNode {
  if (node.kind === "scalar") return { ...node, place };
  if (node.kind === "list") return { ...node, place, items: node.items.map((item) => movedTo(item, place)) };
  const entries = node.entries.map((entry) => ({
    ...entry,
    keyPlace: place,
    value: movedTo(entry.value, place),
  }));
  return { ...node, place, entries };
}

/** A tree without a key of `sweep`: the command line decides it anew, alone or in a range of its own. */
function withoutSweptKey(root: TreeNode, setting: Setting, settings: readonly Setting[]): TreeNode {
  const sweep = nodeAt(root, ["sweep"]);
  if (sweep?.kind !== "mapping") return root;
  const isMeant = (entry: Entry): boolean => {
    const found = findSetting(settings, entry.key);
    return !("message" in found) && found.key === setting.key;
  };
  const withoutMeant = (node: TreeNode): TreeNode =>
    node.kind === "mapping"
      ? { ...node, entries: node.entries.filter((entry) => !isMeant(entry)) }
      : node.kind === "list"
      ? { ...node, items: node.items.map(withoutMeant) }
      : node;
  const entries = sweep.entries
    .filter((entry) => !isMeant(entry))
    .map((entry) => entry.key === "zip" ? { ...entry, value: withoutMeant(entry.value) } : entry)
    .filter((entry) => entry.key !== "zip" || !isEmpty(entry.value));
  if (entries.length === 0) return withoutNode(root, ["sweep"]);
  return withNode(root, ["sweep"], { ...sweep, entries }, sweep.place);
}

function isEmpty(node: TreeNode): boolean {
  return node.kind === "mapping"
    ? node.entries.length === 0
    : node.kind === "list" && node.items.every(isEmpty);
}

/** A tree with another node at a path; mappings on the way are made where they are missing. */
function withNode(node: TreeNode, path: TreePath, value: TreeNode, keyPlace: Place): TreeNode {
  if (path.length === 0) return value;
  const [step, ...rest] = path;
  if (node.kind === "list" && typeof step === "number") {
    return {
      ...node,
      items: node.items.map((item, at) => at === step ? withNode(item, rest, value, keyPlace) : item),
    };
  }
  const empty: MappingNode = { kind: "mapping", place: value.place, entries: [] };
  const mapping = node.kind === "mapping" ? node : empty;
  const old = mapping.entries.find((entry) => entry.key === step);
  const entry: Entry = {
    key: String(step),
    keyPlace: old === undefined || rest.length === 0 ? keyPlace : old.keyPlace,
    value: withNode(old?.value ?? empty, rest, value, keyPlace),
  };
  const entries = old === undefined
    ? [...mapping.entries, entry]
    : mapping.entries.map((other) => other === old ? entry : other);
  return { ...mapping, entries };
}

function withoutNode(node: TreeNode, path: TreePath): TreeNode {
  const [step, ...rest] = path;
  if (node.kind !== "mapping") return node;
  const entries = rest.length === 0
    ? node.entries.filter((entry) => entry.key !== step)
    : node.entries.map((entry) =>
      entry.key === step ? { ...entry, value: withoutNode(entry.value, rest) } : entry
    );
  return { ...node, entries };
}
