// Reads YAML into a tree of nodes with their places.
// What must not change: one document, no aliases, no tags, no duplicate or prototype keys; no text makes it throw.

import {
  COLLECTION_STYLE,
  type Event,
  EVENT_ID,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  YAMLException,
} from "npm:js-yaml@5.5.0";
import { LIMITS } from "../limits.ts";
import { yamlMistake } from "./yaml_mistake.ts";
import { type Place, type Problem, ProblemList, type SourceText } from "./problem.ts";
import { clip } from "../../text/visible_text.ts";
import { type Entry, Plain, type TreeNode } from "./yaml_tree.ts";

/** The way out for who has nothing yet. */
const EMPTY_HINT = "`new NAME` writes a commented experiment to start from";

/**
 * The tree of a YAML text.
 *
 * @returns the root node, with the problems of its look; null where the text is not a tree at all.
 */
export function parseYamlTree(
  source: SourceText,
): { readonly root: TreeNode | null; readonly problems: readonly Problem[] } {
  const at = (start: number, end: number): Place => ({ source, start, end });
  if (source.text.trim() === "" || source.text.trim() === "\uFEFF") {
    return {
      root: null,
      problems: [{ code: "missing", place: at(0, 0), message: "the file is empty", hint: EMPTY_HINT }],
    };
  }
  let events: Event[];
  try {
    events = parseEvents(source.text, { maxDepth: LIMITS.yamlDepth });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return { root: null, problems: [yamlMistake(source, error.reason, error.mark?.position ?? 0)] };
  }
  const composer = new Composer(source, events);
  const root = composer.compose();
  if (root === null || root.kind === "scalar" && root.value instanceof Plain && root.value.text === "") {
    composer.list.report("missing", at(0, 0), "the file holds no experiment", EMPTY_HINT);
    return { root: null, problems: composer.list.problems };
  }
  return { root, problems: composer.list.problems };
}

/** Walks the parser's events once and builds the tree. */
class Composer {
  readonly list = new ProblemList();
  #next = 0;
  /** Where the last scalar ended: the end of a collection in the source. */
  #end = 0;
  /** Each key once: the rows of a large table all have the same. */
  readonly #keys = new Map<string, string>();

  /** @param events given away: what was read is let go, since they take as much memory as the tree. */
  constructor(readonly source: SourceText, readonly events: (Event | null)[]) {}

  compose(): TreeNode | null {
    const documentCount = this.events.filter((event) => event?.type === EVENT_ID.DOCUMENT).length;
    const first = this.#take();
    if (first === null || documentCount === 0 || this.#isAtPop()) return null;
    if (first.type === EVENT_ID.DOCUMENT && first.directives.length > 0) {
      this.#report(
        "not_allowed",
        0,
        1,
        "YAML directives are not read here",
        "remove the line that starts with %",
      );
    }
    const root = this.#node();
    if (documentCount > 1) {
      const end = this.#end;
      const start = Math.max(end, end + this.source.text.slice(end).search(/^(---|\.\.\.)/m));
      this.#report(
        "not_allowed",
        start,
        start + 3,
        "a file must hold one experiment: found a second document",
        "write each experiment into a file of its own",
      );
    }
    return root;
  }

  #take(): Event | null {
    const event = this.events[this.#next] ?? null;
    this.events[this.#next++] = null;
    return event;
  }

  #isAtPop(): boolean {
    return this.events[this.#next]?.type === EVENT_ID.POP;
  }

  #node(): TreeNode {
    const event = this.#take();
    if (event === null) throw new Error("assertion failed: a document ends in the middle");
    if ("tagStart" in event && event.tagStart >= 0) {
      this.#report(
        "not_allowed",
        event.tagStart,
        event.tagEnd,
        "tags are not read here",
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
        `${what} are not read here`,
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
        while (!this.#isAtPop()) items.push(this.#node());
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
    while (!this.#isAtPop()) {
      const keyNode = this.#node();
      const value = this.#node();
      const { start, end } = keyNode.place;
      if (keyNode.kind !== "scalar") {
        this.#report(
          "syntax",
          start,
          end,
          "a key must be a word: found a list or a mapping",
          "put the key in quotes",
        );
        continue;
      }
      const key = this.#sameKey(keyNode.value instanceof Plain ? keyNode.value.text : keyNode.value);
      if (seen.has(key)) {
        this.#report(
          "duplicate",
          start,
          end,
          `the key ${clip(key)} stands here twice`,
          "remove one of the two",
        );
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

  #sameKey(key: string): string {
    const known = this.#keys.get(key);
    if (known === undefined) this.#keys.set(key, key);
    return known ?? key;
  }

  /** Moves the end of a flow collection past its closing bracket, over blanks, commas and comments. */
  #skipPast(bracket: string): void {
    const { text } = this.source;
    let at = this.#end;
    while (at < text.length && text[at] !== bracket) {
      const lineEnd = text[at] === "#" ? text.indexOf("\n", at) : at;
      at = lineEnd < 0 ? text.length : lineEnd + 1;
    }
    if (at < text.length) this.#end = at + 1;
  }

  #place(start: number, end: number): Place {
    return { source: this.source, start, end: Math.max(start, end) };
  }

  #report(code: Problem["code"], start: number, end: number, message: string, hint?: string): void {
    this.list.report(code, this.#place(start, end), message, hint);
  }
}
