// What may be typed at a place: keys that are not there yet, words, columns, classes, each with what it means.
// What must not change: everything is asked of the settings and of the text itself, so that whatever is offered can be read.

import { findSetting } from "../experiment/reading/find_setting.ts";
import { nodeAt, type TreeNode, type TreePath } from "../experiment/source/yaml_tree.ts";
import { parseYamlTree } from "../experiment/source/yaml_reader.ts";
import { settingsOf } from "../experiment/reading/named_setting.ts";
import { yamlText } from "../text/yaml_text.ts";
import {
  classesOf,
  columnsOf,
  exampleText,
  kindsAt,
  settingAt,
  settingsAt,
  sweptSettings,
  valuesFor,
} from "./known_settings.ts";
import { placeAt, type TextPlace } from "./text_place.ts";

/** What is offered at a place. */
export interface Completion {
  /** The word that an option takes the place of. */
  readonly from: number;
  readonly to: number;
  readonly options: readonly CompletionOption[];
}

/** Something that may be typed. */
export interface CompletionOption {
  readonly label: string;
  /** What is written: a key with its colon, where it has none. */
  readonly insert: string;
  /** What it must be, in a few words; empty for a value. */
  readonly detail: string;
  /** What it means, in a sentence; empty where nothing is known. */
  readonly info: string;
  readonly kind: "key" | "value";
}

/**
 * What may be typed at an offset; null where nothing is known.
 *
 * @example A key of training
 * ```ts
 * const found = completionAt("training: { ep", 14);
 * if (!found?.options.some(({ insert }) => insert === "epochs: ")) throw new Error("wrong");
 * ```
 */
export function completionAt(text: string, offset: number): Completion | null {
  if (isInComment(text, offset)) return null;
  const place = placeAt(text, offset);
  const root = treeAround(text, place);
  const options = place.isKey ? keyOptions(text, place, root) : valueOptions(place, root);
  return options.length === 0 ? null : { from: place.from, to: place.to, options };
}

function isInComment(text: string, offset: number): boolean {
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  return /(^|\s)#/.test(line.replace(/"[^"]*"|'[^']*'/g, ""));
}

/** Stands where a key is typed, so that the rest of the text can be read. */
const TYPED = "__typed__";

/** The tree of the text as if the word that is typed were a key or a value, as far as the text is one. */
function treeAround(text: string, { from, to, isKey }: TextPlace): TreeNode | null {
  const hasColon = /^[ \t]*:/.test(text.slice(to));
  const typed = isKey && !hasColon ? `${TYPED}: 1` : TYPED;
  const { root } = parseYamlTree({ name: "", text: text.slice(0, from) + typed + text.slice(to) });
  // Where that is no YAML, whole lines above may still tell the columns.
  return root ?? parseYamlTree({ name: "", text: text.slice(0, text.lastIndexOf("\n", from - 1) + 1) }).root;
}

function keyOptions(text: string, place: TextPlace, root: TreeNode | null): readonly CompletionOption[] {
  const { path, word, to, keysBefore } = place;
  const node = root === null ? undefined : nodeAt(root, path);
  const taken = [...keysBefore, ...(node?.kind === "mapping" ? node.entries.map(({ key }) => key) : [])];
  const hasColon = /^[ \t]*:/.test(text.slice(to));
  const option = (label: string, detail: string, info: string): CompletionOption => ({
    label,
    insert: hasColon ? yamlText(label) : `${yamlText(label)}: `,
    detail,
    info,
    kind: "key",
  });
  const options = path[0] === "sweep"
    ? sweptSettings(root).map(({ key, kind }) =>
      option(key, kind.wanted, settingAt(key.split("."))?.description ?? "")
    )
    : isOfRecords(path)
    ? columnsOf(root, path[0] === "queries").map((column) => option(column, "", ""))
    : Object.entries(settingsAt(path)).map(([key, { kind, description }]) =>
      option(key, kind.wanted, description)
    );
  // An item of a list may be a value as well.
  const isItem = typeof path.at(-1) === "number" && options.length === 0;
  return isItem
    ? valueOptions(place, root)
    : options.filter(({ label }) => label === word || !taken.includes(label));
}

/** Whether a path is that of a row or a query, whose keys are columns. */
function isOfRecords(path: TreePath): boolean {
  const [first, second] = path;
  return typeof path.at(-1) === "number" &&
    (first === "queries" && path.length === 2 ||
      first === "dataset" && path.at(-2) === "rows" && second !== undefined);
}

function valueOptions({ path }: TextPlace, root: TreeNode | null): readonly CompletionOption[] {
  const option = (label: string, info = ""): CompletionOption => ({
    label,
    insert: label,
    detail: "",
    info,
    kind: "value",
  });
  if (isOfRecords(path.slice(0, -1))) {
    const targets = columnsOf(root, false).slice(columnsOf(root, true).length);
    return targets.includes(String(path.at(-1)))
      ? classesOf(root).map((label) => option(yamlText(label)))
      : [];
  }
  if (path[0] === "sweep") {
    const found = root === null
      ? null
      : findSetting(settingsOf(root), String(path.filter((step) => typeof step === "string").at(-1)));
    if (found === null || "message" in found) return [];
    const setting = settingAt(found.path);
    const seeds = found.key === "init.seed" ? ["1..10", "1..10000"] : [];
    return [...seeds, ...valuesFor([found.kind], setting?.examples)].map((text) => option(text));
  }
  const setting = settingAt(path);
  const info = setting?.description ?? "";
  const otherwise = setting?.default;
  const values = valuesFor(kindsAt(path), setting?.examples);
  const words = otherwise === undefined || typeof otherwise === "object"
    ? values
    : [...new Set([...values, exampleText(otherwise)])];
  return words.map((text) => option(text, info));
}
