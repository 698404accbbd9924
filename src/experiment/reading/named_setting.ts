// The settings of an experiment by name: what `learning_rate` or `weight.shift` means on the command line and
// in `sweep:`.

import { nearestWord } from "../../text/suggest.ts";
import { clip } from "../../text/visible_text.ts";
import { type Belonging, type Kind, number, type Setting } from "../kind.ts";
import { EXPERIMENT } from "../settings.ts";
import type { Problem } from "../source/problem.ts";
import { nodeAt, scalarText, type TreeNode, type TreePath } from "../source/yaml_tree.ts";

/** A setting with its full dotted name and its path in the tree. */
export interface NamedSetting {
  readonly key: string;
  readonly path: TreePath;
  readonly kind: Kind;
  readonly belongsTo?: Belonging;
  readonly needs?: string;
  readonly alsoCalled?: readonly string[];
}

/** Names offered at once. */
const OFFERED = 6;

/**
 * The setting that a key means, which is a full dotted path or the end of exactly one; or why it means none.
 *
 * A target's shift, scale and unit are named with it, and what holds rows out as well: `shift` alone is that of a feature, `seed`
 * that of the start.
 */
export function findSetting(
  settings: readonly NamedSetting[],
  key: string,
): NamedSetting | Required<Pick<Problem, "message" | "hint">> {
  const exact = settings.find((setting) => setting.key === key);
  if (exact !== undefined) return exact;
  const ending = settings.filter((setting) => setting.key.endsWith(`.${key}`));
  const others = ending.filter((setting) => !isNamedWithItsHome(setting));
  const matches = others.length > 0 ? others : ending;
  if (matches.length === 1) return matches[0];
  const shown = (several: readonly NamedSetting[], joint: string): string =>
    several.slice(0, OFFERED).map((setting) => clip(setting.key)).join(joint);
  if (matches.length > 1) {
    return { message: `${clip(key)} could mean ${shown(matches, " or ")}`, hint: "write more of the path" };
  }
  const inside = settings.filter((setting) => setting.key.startsWith(`${key}.`));
  if (inside.length > 0) {
    const hint = `name one of them: ${shown(inside, ", ")}`;
    return { message: `${clip(key)} holds several settings`, hint };
  }
  // A dotted key is compared with full paths, a single word with their last steps.
  const candidates = settings.map(({ key: full }) =>
    key.includes(".") ? full : full.slice(full.lastIndexOf(".") + 1)
  );
  const last = key.slice(key.lastIndexOf(".") + 1);
  const sameElsewhere = settings.find(({ alsoCalled = [] }) => isOneOf(last, alsoCalled));
  if (sameElsewhere !== undefined) {
    return { message: `there is no setting ${clip(key)}`, hint: `did you mean ${sameElsewhere.key}?` };
  }
  if (NUMBER_SETTINGS.includes(key)) {
    const hint = "only a target of numbers has a unit, a shift and a scale";
    return { message: `there is no setting ${key}`, hint };
  }
  const nearest = nearestWord(key, candidates);
  const sections = new Set(settings.map((setting) => setting.key.split(".")[0]));
  const hint = nearest === undefined
    ? `settings begin with ${[...sections].join(", ")}`
    : `did you mean ${settings[candidates.indexOf(nearest)].key}?`;
  return { message: `there is no setting ${clip(key)}`, hint };
}

/** Whether a key is among names of other tools, however it is spelt. */
export function isOneOf(key: string, names: readonly string[]): boolean {
  const plain = (name: string) => name.toLowerCase().replaceAll(/[-_ ]/g, "");
  return names.some((name) => plain(name) === plain(key));
}

function isNamedWithItsHome({ key }: NamedSetting): boolean {
  return key.startsWith("dataset.target") || key.startsWith("dataset.validation.");
}

/** Every setting of an experiment: those of all experiments, and those of its own columns and queries, by name. */
export function settingsOf(root: TreeNode): readonly NamedSetting[] {
  const hasNumber = nodeAt(root, ["dataset", "target"]) !== undefined &&
    nodeAt(root, ["dataset", "target", "classes"]) === undefined;
  return [
    ...SETTINGS.filter(({ key }) => hasNumber || !NUMBER_SETTINGS.includes(key)),
    ...settingsOfItems(root, ["dataset", "features"], () => undefined, () => COLUMN_SETTINGS),
    ...settingsOfItems(root, ["dataset", "targets"], () => undefined, () => COLUMN_SETTINGS),
    ...settingsOfItems(root, ["queries"], (index) => `query ${index + 1}`, columnsOf),
  ];
}

type Keys = Readonly<Record<string, Setting>>;

function settingsIn(keys: Keys, base: readonly string[]): readonly NamedSetting[] {
  return Object.entries(keys).flatMap(
    ([key, { kind, belongsTo, needs, alsoCalled }]): readonly NamedSetting[] => {
      const path = [...base, key];
      if (kind.keys !== undefined) return settingsIn(kind.keys, path);
      return kind.reach === "file" ? [] : [{ key: path.join("."), path, kind, belongsTo, needs, alsoCalled }];
    },
  );
}

const SETTINGS = settingsIn(EXPERIMENT.keys!, []);
/** What only a target of one number has. */
const NUMBER_SETTINGS = ["unit", "shift", "scale"].map((key) => `dataset.target.${key}`);

const COLUMN_SETTINGS = settingsIn(EXPERIMENT.keys!.dataset.kind.keys!.features.kind.item!.keys!, [])
  .filter(({ key }) => key !== "name");

/** The settings of the items of a list; the item's name is part of theirs. */
function settingsOfItems(
  root: TreeNode,
  base: readonly string[],
  nameOtherwise: (index: number) => string | undefined,
  settingsOfItem: (item: TreeNode) => readonly NamedSetting[],
): readonly NamedSetting[] {
  const list = nodeAt(root, base);
  if (list?.kind !== "list") return [];
  return list.items.flatMap((item, index) => {
    const name = scalarText(nodeAt(item, ["name"])) ?? nameOtherwise(index);
    if (name === undefined) return [];
    return settingsOfItem(item).map(({ key, path, kind }) => ({
      key: [...base, name, key].join("."),
      path: [...base, index, ...path],
      kind,
    }));
  });
}

function columnsOf(query: TreeNode): readonly NamedSetting[] {
  if (query.kind !== "mapping") return [];
  const columns = query.entries.map(({ key }) => key).filter((key) => key !== "name");
  return columns.map((key) => ({ key, path: [key], kind: number() }));
}

/** Pairs of settings of which an experiment takes one or the other; on the command line the first displaces the second. */
export const RIVALS: readonly (readonly [string, string])[] = rivalsIn(EXPERIMENT.keys!, "");

function rivalsIn(keys: Keys, prefix: string): readonly (readonly [string, string])[] {
  return Object.entries(keys).flatMap(([key, { kind, rivals = [] }]) => [
    ...rivals.map((rival) => [prefix + key, rival] as const),
    ...rivalsIn(kind.keys ?? {}, `${prefix}${key}.`),
  ]);
}
