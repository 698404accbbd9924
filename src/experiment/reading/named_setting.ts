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
 * A target's shift, scale and unit are named with it, and so are the file of the queries and what holds rows out: `shift`
 * alone is that of a feature, `file` that of the rows, `seed` that of the start.
 */
export function findSetting(
  settings: readonly NamedSetting[],
  key: string,
): NamedSetting | Required<Pick<Problem, "message" | "hint">> {
  const exact = settings.find((setting) => setting.key === key);
  if (exact !== undefined) return exact;
  const ending = settings.filter((setting) => setting.key.endsWith(`.${key}`));
  const others = ending.filter((setting) => !isSecondary(setting));
  const matches = others.length > 0 ? others : ending;
  if (matches.length === 1) return matches[0];
  const shown = (several: readonly NamedSetting[], joint: string): string =>
    several.slice(0, OFFERED).map((setting) => clip(setting.key)).join(joint);
  if (matches.length > 1) {
    const more = shortestName(matches[0].key, settings);
    return {
      message: `${clip(key)} could mean ${shown(matches, " or ")}`,
      hint: `write more of the path, for example ${clip(more)}`,
    };
  }
  const inside = settings.filter((setting) =>
    `.${setting.key}`.includes(`.${key}.`) && !isSecondary(setting)
  );
  if (inside.length > 0) {
    const hint = `name one of them: ${
      inside.slice(0, OFFERED).map(({ key: full }) => clip(full.slice(`.${full}`.indexOf(`.${key}.`)))).join(
        ", ",
      )
    }`;
    return { message: `${clip(key)} holds several settings`, hint };
  }
  const byIndex = /^(?:dataset\.)?(features|targets|queries)\[(\d+)\]\.(.+)$/.exec(key) ??
    /^(?:dataset\.)?(features|targets|queries)\.(\d+)\.(.+)$/.exec(key);
  if (byIndex !== null) {
    const names = new Set(settings.flatMap(({ key: full }) => {
      const prefix = byIndex[1] === "queries" ? "queries." : `dataset.${byIndex[1]}.`;
      return full.startsWith(prefix) && full.endsWith(`.${byIndex[3]}`)
        ? [full.slice(prefix.length, -byIndex[3].length - 1)]
        : [];
    }));
    const name = [...names][Number(byIndex[2])];
    const hint = name === undefined
      ? "columns and queries go by their names"
      : `columns and queries go by their names: ${clip(`${name}.${byIndex[3]}`)}`;
    return { message: `there is no setting ${clip(key)}`, hint };
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

/** The shortest end of a key that means it and no other setting. */
function shortestName(key: string, settings: readonly NamedSetting[]): string {
  const steps = key.split(".");
  for (let from = steps.length - 1; from > 0; from--) {
    const name = steps.slice(from).join(".");
    const found = settings.filter((setting) => setting.key.endsWith(`.${name}`));
    if (found.length === 1) return name;
  }
  return key;
}

/** Whether a key is among names of other tools, however it is spelt. */
export function isOneOf(key: string, names: readonly string[]): boolean {
  const plain = (name: string) => name.toLowerCase().replaceAll(/[-_ ]/g, "");
  return names.some((name) => plain(name) === plain(key));
}

function isSecondary({ key }: NamedSetting): boolean {
  return ["dataset.target", "dataset.validation.", "queries.file"].some((start) => key.startsWith(start));
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
      (item) => nodeAt(item, ["columns"]) === undefined ? COLUMN_SETTINGS : PATTERN_SETTINGS,
    ),
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
export function keysOfKind({ keys, choices = [] }: Kind): Keys {
  return keys ?? Object.assign({}, ...choices.map(({ keys }) => keys ?? {}));
}

const SETTINGS = settingsIn(EXPERIMENT.keys!, []);
/** What only a target of one number has. */
const NUMBER_SETTINGS = ["unit", "shift", "scale"].map((key) => `dataset.target.${key}`);

const COLUMN_SETTINGS = settingsIn(keysOfKind(EXPERIMENT.keys!.dataset.kind.keys!.features.kind.item!), [])
  .filter(({ key }) => key !== "name" && key !== "columns");
/** Those of several columns at once: a trial could not say which is meant. */
const PATTERN_SETTINGS = COLUMN_SETTINGS.map(({ kind, ...setting }) => ({
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

/** A word is known to be one of the categories only with the rows; no trial varies it, and it may hold commas. */
const WORD = EXPERIMENT.keys!.dataset.kind.keys!.target.kind.keys!.name.kind;

/** Whether the feature of a column has categories, or a pattern has them that it may fit. */
function mayBeWords(column: string, features: TreeNode | undefined): boolean {
  if (features?.kind !== "list") return false;
  const named = features.items.find((item) => scalarText(nodeAt(item, ["name"])) === column);
  const items = named === undefined
    ? features.items.filter((item) => nodeAt(item, ["columns"]) !== undefined)
    : [named];
  return items.some((item) => nodeAt(item, ["categories"]) !== undefined);
}

/** Pairs of settings of which an experiment takes one or the other; on the command line the first displaces the second. */
export const RIVALS: readonly (readonly [string, string])[] = rivalsIn(EXPERIMENT.keys!, "");

function rivalsIn(keys: Keys, prefix: string): readonly (readonly [string, string])[] {
  return Object.entries(keys).flatMap(([key, { kind, rivals = [] }]) => [
    ...rivals.map((rival) => [prefix + key, rival] as const),
    ...rivalsIn(keysOfKind(kind), `${prefix}${key}.`),
  ]);
}
