// Reads YAML into a tree in which every node knows its place in the file.
// Why a tree of our own: the schema, not the look of the text, decides the type, so scalars stay text until a
// field asks for a number; and a message must point at the key or value it speaks of.
// What must not change: one document, no aliases, no tags, no duplicate or prototype keys.

import {
  COLLECTION_STYLE,
  type Event,
  EVENT_ID,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  YAMLException,
} from "npm:js-yaml@5.5.0";
import { LIMITS } from "./limits.ts";
import type { Place, Problem, SourceText } from "./problem.ts";

/** A text that stood in the file without quotes: a number, a word, or nothing, as its field decides. */
export class Plain {
  /** @param text the scalar as it was written, without the blanks around it. */
  constructor(readonly text: string) {}
}

/** A scalar: `Plain` where it stood without quotes, a string where it was quoted or a block. */
export interface ScalarNode {
  readonly kind: "scalar";
  readonly place: Place;
  readonly value: Plain | string;
}

/** A list. */
export interface ListNode {
  readonly kind: "list";
  readonly place: Place;
  readonly items: readonly TreeNode[];
}

/** One key of a mapping with its value. */
export interface Entry {
  readonly key: string;
  readonly keyPlace: Place;
  readonly value: TreeNode;
}

/** A mapping, entries in file order. */
export interface MappingNode {
  readonly kind: "mapping";
  readonly place: Place;
  readonly entries: readonly Entry[];
}

/** Any node of the tree. */
export type TreeNode = ScalarNode | ListNode | MappingNode;

/**
 * The tree of a YAML text.
 *
 * @returns the root node, or every problem that keeps the text from being one plain tree.
 */
export function parseYamlTree(source: SourceText): { root: TreeNode } | { problems: readonly Problem[] } {
  const at = (start: number, end: number): Place => ({ source, start, end });
  if (source.text.trim() === "" || source.text.trim() === "\uFEFF") {
    const hint = "`new NAME` writes a commented experiment to start from";
    return { problems: [{ code: "syntax", place: at(0, 0), message: "the file is empty", hint }] };
  }
  let events: Event[];
  try {
    events = parseEvents(source.text, { maxDepth: LIMITS.yamlDepth });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const position = Math.min(error.mark?.position ?? 0, source.text.length);
    const message = `this is not YAML: ${error.reason}`;
    return { problems: [{ code: "syntax", place: at(position, position + 1), message }] };
  }
  const composer = new Composer(source, events);
  const root = composer.compose();
  return composer.problems.length > 0 || root === null ? { problems: composer.problems } : { root };
}

/** Walks the parser's events once and builds the tree. */
class Composer {
  readonly problems: Problem[] = [];
  #next = 0;
  /** Where the last scalar ended: the end of a collection in the source. */
  #end = 0;

  constructor(readonly source: SourceText, readonly events: readonly Event[]) {}

  compose(): TreeNode | null {
    const documents = this.events.filter((event) => event.type === EVENT_ID.DOCUMENT);
    const first = this.events[0];
    if (documents.length === 0 || this.events[1].type === EVENT_ID.POP) {
      this.#report("syntax", 0, 0, "the file holds no experiment");
      return null;
    }
    if (first.type === EVENT_ID.DOCUMENT && first.directives.length > 0) {
      this.#report(
        "not_allowed",
        0,
        1,
        "YAML directives are not allowed here",
        "remove the line that starts with %",
      );
    }
    this.#next = 1;
    const root = this.#node();
    if (documents.length > 1) {
      const start = Math.max(0, this.source.text.indexOf("\n---", this.#end - 1) + 1);
      this.#report("not_allowed", start, start + 3, "one file holds one experiment: found a second document");
    }
    return root;
  }

  #node(): TreeNode {
    const event = this.events[this.#next++];
    if ("tagStart" in event && event.tagStart >= 0) {
      this.#report(
        "not_allowed",
        event.tagStart,
        event.tagEnd,
        "tags are not allowed here",
        "remove the tag",
      );
    }
    if ("anchorStart" in event && event.anchorStart >= 0) {
      const what = event.type === EVENT_ID.ALIAS ? "aliases" : "anchors";
      const start = event.anchorStart - 1;
      this.#report(
        "not_allowed",
        start,
        event.anchorEnd,
        `${what} are not allowed here`,
        "write the value out",
      );
    }
    switch (event.type) {
      case EVENT_ID.SCALAR: {
        const isPlain = event.style === SCALAR_STYLE.PLAIN;
        const value = event.valueStart < 0 ? "" : getScalarValue(this.source.text, event);
        const quoteLength =
          event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED ? 1 : 0;
        const start = event.valueStart < 0 ? this.#end : event.valueStart - quoteLength;
        this.#end = event.valueStart < 0 ? this.#end : event.valueEnd + quoteLength;
        return {
          kind: "scalar",
          place: this.#place(start, this.#end),
          value: isPlain ? new Plain(value) : value,
        };
      }
      case EVENT_ID.SEQUENCE: {
        const items: TreeNode[] = [];
        this.#end = Math.max(this.#end, event.start + 1);
        while (this.events[this.#next].type !== EVENT_ID.POP) items.push(this.#node());
        this.#next++;
        if (event.style === COLLECTION_STYLE.FLOW) this.#skipPast("]");
        return { kind: "list", place: this.#place(event.start, this.#end), items };
      }
      case EVENT_ID.MAPPING: {
        this.#end = Math.max(this.#end, event.start + (event.style === COLLECTION_STYLE.FLOW ? 1 : 0));
        const entries = this.#entries();
        if (event.style === COLLECTION_STYLE.FLOW) this.#skipPast("}");
        return { kind: "mapping", place: this.#place(event.start, this.#end), entries };
      }
      case EVENT_ID.ALIAS:
        this.#end = event.anchorEnd;
        return { kind: "scalar", place: this.#place(event.anchorStart - 1, event.anchorEnd), value: "" };
      default:
        throw new Error(`assertion failed: event ${event.type} inside a document`);
    }
  }

  #entries(): Entry[] {
    const entries: Entry[] = [];
    const seen = new Set<string>();
    while (this.events[this.#next].type !== EVENT_ID.POP) {
      const keyNode = this.#node();
      const value = this.#node();
      const { start, end } = keyNode.place;
      if (keyNode.kind !== "scalar") {
        this.#report("syntax", start, end, "a key must be a word: found a list or a mapping");
        continue;
      }
      const key = keyNode.value instanceof Plain ? keyNode.value.text : keyNode.value;
      if (seen.has(key)) {
        this.#report("duplicate", start, end, `the key ${key} stands here twice`, "remove one of the two");
      } else if (key === "__proto__") {
        this.#report("not_allowed", start, end, "the key __proto__ is not allowed", "choose another name");
      } else {
        entries.push({ key, keyPlace: keyNode.place, value });
      }
      seen.add(key);
    }
    this.#next++;
    return entries;
  }

  /** Moves the end of a flow collection past its closing bracket. */
  #skipPast(bracket: string): void {
    const close = this.source.text.indexOf(bracket, this.#end);
    if (close >= 0) this.#end = close + 1;
  }

  #place(start: number, end: number): Place {
    return { source: this.source, start, end: Math.max(start, end) };
  }

  #report(code: Problem["code"], start: number, end: number, message: string, hint?: string): void {
    this.problems.push({ code, place: this.#place(start, end), message, hint });
  }
}

/** The tree as plain values for the schema: mappings without a prototype, lists, `Plain` and strings. */
export function valueOf(node: TreeNode): unknown {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "list") return node.items.map(valueOf);
  const value: Record<string, unknown> = Object.create(null);
  for (const entry of node.entries) value[entry.key] = valueOf(entry.value);
  return value;
}

/** A path into the tree: keys of mappings and indices of lists. */
export type TreePath = readonly (string | number)[];

/**
 * The place that a path means: of the value, or of the nearest node above it that exists.
 *
 * @param part `key` for the key of the last step, where it has one.
 */
export function placeOf(root: TreeNode, path: TreePath, part: "key" | "value" = "value"): Place {
  let node = root;
  let keyPlace = root.place;
  for (const step of path) {
    if (node.kind === "mapping") {
      const entry = node.entries.find((candidate) => candidate.key === step);
      if (entry === undefined) return keyPlace;
      node = entry.value;
      keyPlace = entry.keyPlace;
    } else if (node.kind === "list" && typeof step === "number" && step < node.items.length) {
      node = node.items[step];
      keyPlace = node.place;
    } else {
      return node.place;
    }
  }
  return part === "key" || node.place.start === node.place.end ? keyPlace : node.place;
}

/** The node at a path; undefined where there is none. */
export function nodeAt(root: TreeNode, path: TreePath): TreeNode | undefined {
  let node: TreeNode | undefined = root;
  for (const step of path) {
    if (node?.kind === "mapping") node = node.entries.find((entry) => entry.key === step)?.value;
    else if (node?.kind === "list" && typeof step === "number") node = node.items[step];
    else return undefined;
  }
  return node;
}
