// The settings of an experiment by name: what `learning_rate` or `weight.shift` means on the command line and
// in `sweep:`.
// Why from the schema: a setting that is added there can be overridden and swept at once.

import { experimentJsonSchema, type JsonSchema } from "../json_schema.ts";
import { nearestWord } from "../../text/suggest.ts";
import { clip } from "../../text/visible_text.ts";
import { nodeAt, Plain, type TreeNode, type TreePath } from "../source/yaml_tree.ts";

/** What a key of the command line or of `sweep:` means: its full dotted name and where it stands. */
export interface Setting {
  readonly key: string;
  readonly path: TreePath;
  /** Whether the schema wants text there, in which a comma is just a comma. */
  readonly isText: boolean;
}

/**
 * The setting that a key means: a full dotted path, or the end of exactly one.
 *
 * @returns a message and a hint where it means none, or several.
 */
export function findSetting(
  settings: readonly Setting[],
  key: string,
): Setting | { readonly message: string; readonly hint?: string } {
  const exact = settings.find((setting) => setting.key === key);
  if (exact !== undefined) return exact;
  const matches = settings.filter((setting) => setting.key.endsWith(`.${key}`));
  if (matches.length === 1) return matches[0];
  if (matches.length > 1) {
    const offered = matches.slice(0, 6).map((setting) => setting.key);
    return {
      message: `${clip(key)} could mean ${offered.map((full) => clip(full)).join(" or ")}`,
      hint: "write more of the path",
    };
  }
  // A dotted key is held against full paths, a single word against their last parts.
  const candidates = settings.map((setting) => key.includes(".") ? setting.key : lastPart(setting.key));
  const nearest = nearestWord(key, candidates);
  const inside = settings.filter((setting) => setting.key.startsWith(`${key}.`)).map((setting) =>
    setting.key
  );
  if (inside.length > 0) {
    const offered = inside.slice(0, 6).map((full) => clip(full));
    return {
      message: `${clip(key)} holds several settings`,
      hint: `name one of them: ${offered.join(", ")}`,
    };
  }
  const meant = nearest === undefined ? undefined : settings[candidates.indexOf(nearest)].key;
  const top = [...new Set(settings.map((setting) => setting.key.split(".")[0]))];
  return {
    message: `there is no setting ${clip(key)}`,
    hint: meant === undefined ? `settings begin with ${top.join(", ")}` : `did you mean ${meant}?`,
  };
}

function lastPart(key: string): string {
  return key.slice(key.lastIndexOf(".") + 1);
}

/** Every setting of an experiment: those of the schema, and those of its own features and queries, by name. */
export function settingsOf(root: TreeNode): readonly Setting[] {
  const settings: Setting[] = [];
  collect(experimentJsonSchema, [], settings);
  for (const [listPath, kind] of [[["dataset", "features"], "feature"], [["queries"], "query"]] as const) {
    const list = nodeAt(root, listPath);
    if (list?.kind !== "list") continue;
    list.items.forEach((item, index) => {
      const name = scalarText(nodeAt(item, ["name"])) ??
        (kind === "query" ? `query ${index + 1}` : undefined);
      if (name === undefined) return;
      const columns = kind === "feature"
        ? ["unit", "shift", "scale"]
        : keysOf(item).filter((key) => key !== "name");
      for (const column of columns) {
        const key = [...listPath, name, column].join(".");
        settings.push({ key, path: [...listPath, index, column], isText: column === "unit" });
      }
    });
  }
  return settings;
}

function collect(schema: JsonSchema, path: readonly string[], into: Setting[]): void {
  for (const [key, inner] of Object.entries(schema.properties ?? {})) {
    if (key === "sweep" || key === "rows" || key === "queries" || key === "features" || key === "numerics") {
      continue;
    }
    if (inner.properties !== undefined) collect(inner, [...path, key], into);
    else {
      const isText = [inner.type].flat().includes("string") && inner.enum === undefined;
      into.push({ key: [...path, key].join("."), path: [...path, key], isText });
    }
  }
}

function keysOf(node: TreeNode): readonly string[] {
  return node.kind === "mapping" ? node.entries.map((entry) => entry.key) : [];
}

function scalarText(node: TreeNode | undefined): string | undefined {
  if (node?.kind !== "scalar") return undefined;
  return node.value instanceof Plain ? node.value.text : node.value;
}
