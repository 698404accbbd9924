// Makes edits of what the hint of a mistake tells to do.
// Why by the tree wherever there is one: what is taken out of it goes with its value and its comma, and what is moved keeps
// how it is written. A text that is no tree is mended at its letters.

import { nodeAt, type TreeNode, type TreePath } from "../experiment/source/yaml_tree.ts";
import { withNode, withoutNode } from "../experiment/source/changed_tree.ts";
import type { ProblemCode, SourceText } from "../experiment/source/problem.ts";
import { applyOverrides } from "../experiment/reading/override.ts";
import { parseYamlTree } from "../experiment/source/yaml_reader.ts";
import type { PlayDocument, TextEdit } from "./document.ts";
import { sourceOf } from "./reading.ts";
import { treeEdit } from "./tree_edit.ts";
import type { WayOut } from "./ways_out.ts";

/** What mends a mistake. */
export interface Fix {
  /** `Change to epochs`. */
  readonly label: string;
  readonly edit: TextEdit;
}

/** Where a mistake is in the text, as offsets, and its kind. */
interface MendedMistake {
  readonly from: number;
  readonly to: number;
  readonly code: ProblemCode;
}

/** Mends one mistake of a document. */
export class Mender {
  readonly #text: string;
  readonly #found: string;
  readonly #source: SourceText;
  /** Null where the text is no tree. */
  readonly #root: TreeNode | null;
  /** Of the key or value that the mistake is about. */
  readonly #path: TreePath | null;

  constructor(play: PlayDocument, readonly mistake: MendedMistake) {
    this.#text = play.text;
    this.#found = play.text.slice(mistake.from, mistake.to);
    this.#source = sourceOf(play);
    const { root, problems } = parseYamlTree(this.#source);
    this.#root = problems.length === 0 ? root : null;
    this.#path = this.#root === null ? null : pathAt(this.#root, mistake.from);
  }

  fixesBy(way: WayOut): readonly Fix[] {
    switch (way.kind) {
      case "rename":
        return this.#instead(way.to, `Change to ${clipLine(way.to)}`);
      case "write":
        return this.#writing(way.text);
      case "unquote":
        return this.#instead(this.#found.replace(/^(["'])(.*)\1$/s, "$2"), "Remove the quotes");
      case "unbracket":
        return this.#instead(this.#found.replace(/^\[\s*(.*?)\s*\]$/s, "$1"), "Remove the brackets");
      case "close": {
        const end = this.#lineEnd(/\r?\n|$/);
        return this.#replacing(end, end, way.mark, `Add ${way.mark}`);
      }
      case "move":
        return this.#moving(way.to.split("."));
      case "set":
        return this.#setting(way.key, way.value);
      case "remove":
        return this.#removing(way.key);
    }
  }

  #replacing(from: number, to: number, insert: string, label: string): readonly Fix[] {
    return [{ label, edit: { changes: [{ from, to, insert }], caret: from + insert.length } }];
  }

  /** Another text in the place of the mistake. */
  #instead(insert: string, label: string): readonly Fix[] {
    return this.#replacing(this.mistake.from, this.mistake.to, insert, label);
  }

  /** Where something is first found from the mistake on, such as the end of its line. */
  #lineEnd(end: RegExp): number {
    return this.#text.slice(this.mistake.from).search(end) + this.mistake.from;
  }

  #writing(text: string): readonly Fix[] {
    const label = `Change to ${clipLine(text)}`;
    const lineEnd = this.#lineEnd(/[ \t]*(#.*)?(\r?\n|$)/);
    const line = lineEnd > this.mistake.to ? this.#replacing(this.mistake.from, lineEnd, text, label) : [];
    return [...this.#instead(text, label), ...line];
  }

  #moving(home: readonly string[]): readonly Fix[] {
    const value = this.#root === null || this.#path === null ? undefined : nodeAt(this.#root, this.#path);
    if (this.mistake.code !== "unknown_key" || value === undefined) return [];
    const moved = withNode(withoutNode(this.#root!, this.#path!), home, value, value.place);
    return this.#made(`Move to ${home.slice(0, -1).join(".")}`, moved);
  }

  #setting(key: string, value: string): readonly Fix[] {
    if (this.#root === null) return [];
    const { root, problems } = applyOverrides(this.#root, [`${key}=${value}`]);
    return problems.length > 0 ? [] : this.#made(`Set ${key} to ${value}`, root);
  }

  /** Without what the mistake is about, or without a key beside it. */
  #removing(sibling: string | null): readonly Fix[] {
    if (this.#root === null || this.#path === null) return this.#removingText();
    const path = sibling === null ? this.#path : [...this.#path.slice(0, -1), sibling];
    // What a trial lacks is not mended by varying nothing.
    if (path[0] === "sweep" && this.mistake.code !== "duplicate") return [];
    const last = path[path.length - 1];
    const label = `Remove ${typeof last === "string" ? last : clipLine(this.#found)}`;
    return this.#made(label, withoutNode(this.#root, path));
  }

  /** Without the mistake, or without the line that it begins. */
  #removingText(): readonly Fix[] {
    const { from } = this.mistake;
    const start = this.#text.lastIndexOf("\n", from - 1) + 1;
    const line = /^[ \t]*[\w"'.]+:.*(\r?\n|$)/.exec(this.#text.slice(start))?.[0];
    const isBegun = line !== undefined && this.#text.slice(start, from).trim() === "";
    return [
      ...this.#instead("", `Remove ${clipLine(this.#found)}`),
      ...(isBegun ? this.#replacing(start, start + line.length, "", `Remove ${clipLine(line)}`) : []),
    ];
  }

  #made(label: string, wanted: TreeNode): readonly Fix[] {
    const edit = treeEdit(this.#source, this.#root!, wanted);
    return "ok" in edit ? [{ label, edit: edit.ok }] : [];
  }
}

/** The path of the key or value that begins at an offset; null where none does. */
function pathAt(node: TreeNode, offset: number, path: TreePath = []): TreePath | null {
  if (node.kind === "scalar") return null;
  const members = node.kind === "list"
    ? node.items.map((value, index) => ({ step: index, starts: [value.place.start], value }))
    : node.entries.map(({ key, keyPlace, value }) => ({
      step: key,
      starts: [keyPlace.start, value.place.start],
      value,
    }));
  for (const { step, starts, value } of members) {
    const inner = pathAt(value, offset, [...path, step]);
    if (inner !== null) return inner;
    if (starts.includes(offset)) return [...path, step];
  }
  return null;
}

function clipLine(line: string): string {
  const trimmed = line.trim();
  return trimmed.length > 40 ? `${trimmed.slice(0, 39)}…` : trimmed;
}
