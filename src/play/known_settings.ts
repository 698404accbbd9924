// Which settings may stand at a path of an experiment file, and what may be written for one: from the settings themselves.
// What must not change: nothing is listed here that the settings do not say; a setting that is added is known at once.

import type { Kind, Setting } from "../experiment/kind.ts";
import { keysOfKind, settingsOf } from "../experiment/reading/named_setting.ts";
import { EXPERIMENT } from "../experiment/settings.ts";
import { nodeAt, scalarText, type TreeNode, type TreePath } from "../experiment/source/yaml_tree.ts";
import { yamlText } from "../text/yaml_text.ts";
import { shortest } from "../text/decimal.ts";

/** The kinds that a value at a path may be of; none where nothing is known. */
export function kindsAt(path: TreePath): readonly Kind[] {
  let kinds: readonly Kind[] = [EXPERIMENT];
  for (const step of path) {
    kinds = kinds.flatMap((kind): readonly Kind[] => [kind, ...kind.choices ?? []]).flatMap((kind) => {
      if (typeof step === "number") {
        return kind.json.type === "array" && kind.item !== undefined ? [kind.item] : [];
      }
      const setting = kind.keys?.[step];
      if (setting !== undefined) return [setting.kind];
      return kind.item !== undefined && kind.json.type === "object" ? [kind.item] : [];
    });
  }
  return [...new Set(kinds)];
}

/** The settings that a mapping at a path may have, by key. */
export function settingsAt(path: TreePath): Readonly<Record<string, Setting>> {
  return Object.assign({}, ...kindsAt(path).map(keysOfKind));
}

/** The setting at a path; null where the user chooses the key, or none is known. */
export function settingAt(path: TreePath): Setting | null {
  const last = path.at(-1);
  return typeof last === "string" ? settingsAt(path.slice(0, -1))[last] ?? null : null;
}

/** What may be written for a value: words, true and false, and examples that fit on a line. */
export function valuesFor(kinds: readonly Kind[], examples: readonly unknown[] = []): readonly string[] {
  const all = kinds.flatMap((kind) => [kind, ...kind.choices ?? []]);
  const words = all.flatMap(({ words = [], json }) =>
    json.type === "boolean" ? ["true", "false"] : words.map(yamlText)
  );
  return [...new Set([...words, ...examples.map(exampleText)])].filter((text) =>
    text.length <= LONGEST_VALUE
  );
}

/** Characters of a value that is offered. */
const LONGEST_VALUE = 60;

/** An example as YAML on one line. */
export function exampleText(example: unknown): string {
  if (typeof example === "number") return shortest(example);
  if (typeof example === "string") return yamlText(example);
  if (Array.isArray(example)) return `[${example.map(exampleText).join(", ")}]`;
  if (typeof example === "object" && example !== null) {
    const entries = Object.entries(example).map(([key, value]) => `${yamlText(key)}: ${exampleText(value)}`);
    return `{ ${entries.join(", ")} }`;
  }
  return String(example);
}

/** The columns that rows and queries of a file have: those of its features and its target. */
export function columnsOf(root: TreeNode | null, isQuery: boolean): readonly string[] {
  if (root === null) return [];
  const named = (path: TreePath): readonly string[] => {
    const node = nodeAt(root, path);
    const items = node?.kind === "list" ? node.items : node === undefined ? [] : [node];
    return items.flatMap((item) => scalarText(nodeAt(item, ["name"])) ?? []);
  };
  const targets = isQuery ? [] : [...named(["dataset", "target"]), ...named(["dataset", "targets"])];
  return ["name", ...named(["dataset", "features"]), ...targets];
}

/** The classes of a file, as far as it lists them. */
export function classesOf(root: TreeNode | null): readonly string[] {
  const node = root === null ? undefined : nodeAt(root, ["dataset", "target", "classes"]);
  if (node?.kind === "mapping") return node.entries.map(({ key }) => key);
  return node?.kind === "list" ? node.items.flatMap((item) => scalarText(item) ?? []) : [];
}

/** The dotted keys that a sweep of a file may vary, with what they are. */
export function sweptSettings(
  root: TreeNode | null,
): readonly { readonly key: string; readonly kind: Kind }[] {
  if (root === null) return [];
  const swept = settingsOf(root).filter(({ kind, key }) => kind.reach === "swept" && !/\bfile\b/.test(key));
  // How it learns and starts is varied more often than what it sees.
  const rank = (key: string): number =>
    key.startsWith("init.seed") ? 0 : /^(dataset|queries)/.test(key) ? 2 : 1;
  return swept.sort((a, b) => rank(a.key) - rank(b.key));
}
