// The settings of an experiment by name, as the command line and `sweep:` change them: `training.learning_rate`, and those of
// its own columns and queries, such as `dataset.features.weight.shift`.

import { type Kind, number, plainName, type Setting } from "../kind.ts";
import { namesOfLayers } from "../layer_list.ts";
import { EXPERIMENT } from "../settings.ts";
import { nodeAt, scalarText, type TreeNode, type TreePath } from "../source/yaml_tree.ts";

/** A setting with its full dotted name and its path in the tree. */
export interface NamedSetting extends Pick<Setting, "kind" | "belongsTo" | "needs" | "alsoCalled"> {
  readonly key: string;
  readonly path: TreePath;
}

/** Whether a key is among names of other tools, however it is spelt. */
export function isOneOf(key: string, names: readonly string[]): boolean {
  return names.some((name) => plainName(name) === plainName(key));
}

/** Every setting of an experiment: those of all experiments, and those of its own columns and queries, by name. */
export function settingsOf(root: TreeNode): readonly NamedSetting[] {
  const hasNumber = nodeAt(root, ["dataset", "target"]) !== undefined &&
    nodeAt(root, ["dataset", "target", "classes"]) === undefined;
  return [
    ...SETTINGS.filter(({ key }) => hasNumber || !NUMBER_SETTINGS.includes(key)),
    ...settingsOfItems(
      root,
      ["dataset", "features"],
      () => undefined,
      (item) => OF_MANY.some((key) => nodeAt(item, [key]) !== undefined) ? FIXED_SETTINGS : COLUMN_SETTINGS,
    ),
    ...settingsOfLayers(root),
    ...settingsOfItems(root, ["dataset", "targets"], () => undefined, () => TARGET_COLUMN_SETTINGS),
    ...settingsOfItems(root, ["queries"], (index) => `query ${index + 1}`, (query) => columnsOf(query, root)),
  ];
}

type Keys = Readonly<Record<string, Setting>>;

function settingsIn(keys: Keys, base: readonly string[]): readonly NamedSetting[] {
  return Object.entries(keys).flatMap(
    ([key, { kind, belongsTo, needs, alsoCalled }]): readonly NamedSetting[] => {
      const path = [...base, key];
      const inner = settingsIn(keysOfKind(kind), path);
      if (kind.keys !== undefined || kind.reach === "file") return inner;
      return [{ key: path.join("."), path, kind, belongsTo, needs, alsoCalled }, ...inner];
    },
  );
}

/** The keys of a mapping, or of the mapping that a value may be in place of something shorter. */
export function keysOfKind({ keys, choices = [] }: Pick<Kind, "keys" | "choices">): Keys {
  return keys ?? Object.assign({}, ...choices.map(({ keys }) => keys ?? {}));
}

/** The kind of the mapping at a path; one without keys where the user chooses them. */
export function mappingAt(path: TreePath): Pick<Kind, "keys" | "choices" | "elsewhere"> {
  let kind: Kind | undefined = EXPERIMENT;
  for (const step of path) {
    kind = kind === undefined
      ? undefined
      : typeof step === "number"
      ? kind.item
      : keysOfKind(kind)[step]?.kind;
  }
  return kind ?? {};
}

const SETTINGS = settingsIn(EXPERIMENT.keys!, []);

/** What is changed in the file alone, by its dotted keys: `dataset.rows`, `network.layers`. */
export const KEYS_OF_FILE = keysOfFile(EXPERIMENT.keys!, "");

function keysOfFile(keys: Keys, prefix: string): readonly string[] {
  return Object.entries(keys).flatMap(([key, { kind }]) => {
    const isOfFile = kind.keys === undefined && kind.reach === "file";
    return [...isOfFile ? [prefix + key] : [], ...keysOfFile(kind.keys ?? {}, `${prefix}${key}.`)];
  });
}

/** What only a target of one number has. */
export const NUMBER_SETTINGS = ["unit", "shift", "scale"].map((key) => `dataset.target.${key}`);

const COLUMN_SETTINGS = settingsIn(keysOfKind(EXPERIMENT.keys!.dataset.kind.keys!.features.kind.item!), [])
  .filter(({ key }) => key !== "name" && key !== "columns");
/** Keys of a feature with several columns or inputs. A trial could not say which column it means, and words have no shift or scale. */
const OF_MANY = ["columns", "categories", "tokens"];
/** The settings of such a feature, none of which can be swept. */
const FIXED_SETTINGS = COLUMN_SETTINGS.map(({ kind, ...setting }) => ({
  ...setting,
  kind: { ...kind, reach: "set" as const },
}));
const TARGET_COLUMN_SETTINGS = COLUMN_SETTINGS.filter(({ key }) => key !== "categories");

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
    const name = scalarText(nodeAt(item, ["name"]) ?? nodeAt(item, ["columns"])) ?? nameOtherwise(index);
    if (name === undefined) return [];
    return settingsOfItem(item).map(({ key, path, kind }) => ({
      key: [...base, name, key].join("."),
      path: [...base, index, ...path],
      kind,
    }));
  });
}

/** The settings of the layers of a network, each under its layer's name: `network.layers.conv1.filters`. */
function settingsOfLayers(root: TreeNode): readonly NamedSetting[] {
  const base = ["network", "layers"];
  const list = nodeAt(root, base);
  if (list?.kind !== "list") return [];
  const kinds = list.items.map((item) => item.kind === "mapping" ? item.entries[0]?.key ?? "" : "");
  const names = namesOfLayers(kinds.map((kind) => ({ [kind]: null })));
  return kinds.flatMap((kind, index) =>
    (LAYER_SETTINGS.get(kind) ?? []).map((setting) => ({
      ...setting,
      key: [...base, names[index], setting.key].join("."),
      path: [...base, index, kind, ...setting.path],
    }))
  );
}

const LAYER_SETTINGS: ReadonlyMap<string, readonly NamedSetting[]> = new Map(
  Object.entries(keysOfKind(EXPERIMENT.keys!.network.kind.keys!.layers.kind.item!)).map(([kind, setting]) =>
    [kind, settingsIn(keysOfKind(setting.kind), [])] as const
  ),
);

function columnsOf(query: TreeNode, root: TreeNode): readonly NamedSetting[] {
  if (query.kind !== "mapping") return [];
  const columns = query.entries.map(({ key }) => key).filter((key) => key !== "name");
  const features = nodeAt(root, ["dataset", "features"]);
  return columns.map((key) => ({
    key,
    path: [key],
    kind: mayBeWords(key, features) ? WORD : number(),
  }));
}

/** A word is known to be one of the categories only with the rows; no trial varies it, and it may hold commas, as a sentence may. */
const WORD = EXPERIMENT.keys!.dataset.kind.keys!.target.kind.keys!.name.kind;

/** Whether the feature of a column has categories or sentences, or a pattern has them that it may fit. */
function mayBeWords(column: string, features: TreeNode | undefined): boolean {
  if (features?.kind !== "list") return false;
  const named = features.items.find((item) => scalarText(nodeAt(item, ["name"])) === column);
  const items = named === undefined
    ? features.items.filter((item) => nodeAt(item, ["columns"]) !== undefined)
    : [named];
  return items.some((item) =>
    nodeAt(item, ["categories"]) !== undefined || nodeAt(item, ["tokens"]) !== undefined
  );
}

/** Pairs of settings of which an experiment takes one or the other; on the command line the first displaces the second. */
export const RIVALS: readonly (readonly [string, string])[] = rivalsIn(EXPERIMENT.keys!, "");

function rivalsIn(keys: Keys, prefix: string): readonly (readonly [string, string])[] {
  return Object.entries(keys).flatMap(([key, { kind, rivals = [] }]) => [
    ...rivals.map((rival) => [prefix + key, rival] as const),
    ...rivalsIn(keysOfKind(kind), `${prefix}${key}.`),
  ]);
}
