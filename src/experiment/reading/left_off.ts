// What an experiment may go without, and how a line that starts it says so: `stop=none` is a file without `stop`.
// What must not change: the experiment has the id of such a file, so nothing stands in the place of what is left off.

import { withoutNode } from "../source/changed_tree.ts";
import type { TreeNode } from "../source/yaml_tree.ts";
import type { NamedSetting } from "./named_setting.ts";
import { withoutSweptKey } from "./swept_tree.ts";

/** Dotted keys of what is there only where it is asked for. */
const OPTIONAL: readonly string[] = [
  "dataset.validation",
  "training.clip_norm",
  "training.clip_value",
  "training.schedule",
  "training.stop",
  "queries",
  "sweep",
];

/** The value that leaves a setting off. */
const NONE = "none";

/** What people write for it, as far as it is refused. */
const NONES: readonly string[] = [NONE, "off", "null", "no", "false", "0", "~", "{}", "[]"];

/** Whether a value of the command line leaves its setting off. */
export function leavesOff(text: string): boolean {
  return text.trim() === NONE;
}

/** What may be left off that a key of the command line means, by its dotted key; undefined where it means a part of it, or else. */
export function optionalKey(key: string): string | undefined {
  return OPTIONAL.find((optional) => `.${optional}`.endsWith(`.${key}`));
}

/** A tree without what may be left off, in its section and in its sweep. */
export function withoutOptional(
  root: TreeNode,
  optional: string,
  settings: readonly NamedSetting[],
): TreeNode {
  const swept = settings.filter(({ key }) => key === optional || key.startsWith(`${optional}.`));
  const changed = swept.reduce((tree, { key }) => withoutSweptKey(tree, key, settings), root);
  return withoutNode(changed, optional.split("."));
}

/** The way out where a value that leaves nothing off was probably meant to: on the command line, in a file, or in a sweep. */
export function leftOffHint(
  key: string,
  found: string,
  where: "argument" | "file" | "sweep",
): string | undefined {
  const optional = OPTIONAL.find((one) => key === one || key.replace(/\.[^.[]+$/, "") === one);
  const texts = where === "sweep" ? found.split(",") : [found];
  if (optional === undefined || !texts.some((text) => NONES.includes(text.trim().toLowerCase()))) {
    return undefined;
  }
  const name = optional.replace(/^.*\./, "");
  switch (where) {
    case "argument":
      return `to go without ${name}, write ${name}=${NONE}`;
    case "file":
      return `to go without ${name}, remove ${optional}`;
    case "sweep":
      return `a sweep cannot go without ${name}: run that alone, with ${name}=${NONE}`;
  }
}
