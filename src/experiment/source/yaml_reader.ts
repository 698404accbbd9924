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
import { type Entry, Plain, textIn, type TreeNode } from "./yaml_tree.ts";

const EMPTY_HINT = "`new NAME` writes a commented experiment to start from";

/** A text as a tree. */
interface YamlTree {
  /** Null where the text is not a tree at all. */
  readonly root: TreeNode | null;
  /** What is wrong in its text. */
  readonly problems: readonly Problem[];
  /** Numbers that a comma cuts in two, as in `{ x: 0,1 }`: mistakes also where a setting takes any text. */
  readonly cut?: readonly Problem[];
}

/** The tree of a YAML text, or of the part of it from `start` to `end`. */
export function parseYamlTree(source: SourceText, start = 0, end: number = source.text.length): YamlTree {
  // Spaces in place of what comes before keep every offset that of the whole text.
  // So does a line feed in place of a carriage return alone, with which the files of old computers end their lines.
  const text = " ".repeat(start) + source.text.slice(start, end).replaceAll(/\r(?!\n)/g, "\n");
  const place: Place = { source, start, end: start };
  if (text.trim() === "") {
    const message = "the file is empty";
    return { root: null, problems: [{ code: "missing", place, message, hint: EMPTY_HINT }] };
  }
  let events: Event[];
  try {
    events = parseEvents(text, { maxDepth: LIMITS.yamlDepth });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return { root: null, problems: [yamlMistake(source, text, error.reason, error.mark?.position ?? 0)] };
  }
  const composer = new Composer(source, text, events);
  const root = composer.compose();
  const isEmpty = root?.kind === "scalar" && root.value instanceof Plain && root.value.text === "";
  const isTree = root !== null && !isEmpty;
  if (!isTree) composer.list.report("missing", place, "the file contains no experiment", EMPTY_HINT);
  return { root: isTree ? root : null, problems: composer.list.problems, cut: composer.cut.problems };
}

/** A number with commas between its digits, or a list in round brackets, as far as a comma cuts it. */
const CUT_VALUE = /^[-+]?[\d.]+(,\d+)+$|^\([^()]*\)?$/;
/** Characters of the longest value that is joined. */
const MOST_CUT = 40;

/** Builds the tree in one pass over the parser's events. */
class Composer {
  readonly list = new ProblemList();
  readonly cut = new ProblemList();
  #next = 0;
  /** Where the last scalar ended: the end of a collection in the source. */
  #end = 0;
  /** Each key once: the rows of a large table all have the same. */
  readonly #keys = new Map<string, string>();

  /** @param events changed in place: each is dropped once it is read, since they take as much memory as the tree. */
  constructor(readonly source: SourceText, readonly text: string, readonly events: (Event | null)[]) {}

  compose(): TreeNode | null {
    const documentCount = this.events.filter((event) => event?.type === EVENT_ID.DOCUMENT).length;
    const first = this.#take();
    if (first === null || documentCount === 0 || this.#isAtPop()) return null;
    if (first.type === EVENT_ID.DOCUMENT && first.directives.length > 0) {
      const hint = "remove the line that starts with %";
      this.#report("not_allowed", 0, 1, "YAML directives are not supported", hint);
    }
    const root = this.#node();
    if (documentCount > 1) {
      const end = this.#end;
      const start = Math.max(end, end + this.text.slice(end).search(/^(---|\.\.\.)/m));
      const message = "a file must hold one experiment: found a second document";
      this.#report("not_allowed", start, start + 3, message, "write each experiment into a file of its own");
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
      this.#report("not_allowed", event.tagStart, event.tagEnd, "tags are not supported", "remove the tag");
    }
    if ("anchorStart" in event && event.anchorStart >= 0) {
      const what = event.type === EVENT_ID.ALIAS ? "aliases" : "anchors";
      const start = event.anchorStart - 1;
      this.#report(
        "not_allowed",
        start,
        event.anchorEnd,
        `${what} are not supported`,
        "write the value out wherever it is used",
      );
    }
    switch (event.type) {
      case EVENT_ID.SCALAR: {
        const isPlain = event.style === SCALAR_STYLE.PLAIN;
        const value = event.valueStart < 0 ? "" : getScalarValue(this.text, event);
        const quoteLength =
          event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED ? 1 : 0;
        const start = event.valueStart < 0 ? this.#end : event.valueStart - quoteLength;
        this.#end = event.valueStart < 0 ? this.#end : event.valueEnd + quoteLength;
        const place = this.#place(start, this.#end);
        return { kind: "scalar", place, value: isPlain ? new Plain(value) : value };
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
        // A key with its value may be an item of a list, without braces of its own.
        if (this.text[event.start] === "{") this.#skipPast("}");
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
      if (this.#joined(entries, keyNode, value)) continue;
      const { start, end } = keyNode.place;
      if (keyNode.kind !== "scalar") {
        const message = "a key must be a word: found a list or a mapping";
        this.#report("syntax", start, end, message, "put the key in quotes");
        continue;
      }
      const key = this.#sameKey(textIn(keyNode.value));
      if (seen.has(key)) {
        const message = `the key ${clip(key)} is given twice`;
        this.#report("duplicate", start, end, message, "remove one of the two");
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

  /** Joins a key that a comma cut off the value before it, the 1 of `{ x: 0,1 }`: so its setting says what to write. */
  #joined(entries: Entry[], { place: { end } }: TreeNode, value: TreeNode): boolean {
    const last = entries.at(-1);
    if (last === undefined || value.place.start !== value.place.end) return false;
    // A key with a colon is one, though nothing follows.
    if (/^\s*:/.test(this.text.slice(end, end + MOST_CUT))) return false;
    const { start } = last.value.place;
    const text = this.text.slice(start, Math.min(end, start + MOST_CUT));
    if (!CUT_VALUE.test(text) || end - start > MOST_CUT) return false;
    const place = this.#place(start, end);
    entries[entries.length - 1] = { ...last, value: { kind: "scalar", place, value: new Plain(text) } };
    const message = `a value between { and } must not have a comma: found ${text}`;
    this.cut.report("wrong_value", place, message, `write it in quotes: "${text}"`);
    return true;
  }

  #sameKey(key: string): string {
    const known = this.#keys.get(key);
    if (known === undefined) this.#keys.set(key, key);
    return known ?? key;
  }

  /** Moves the end of a flow collection past its closing bracket, over white space, commas and comments. */
  #skipPast(bracket: string): void {
    const { text } = this;
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

  #report(code: Problem["code"], start: number, end: number, message: string, hint: string): void {
    this.list.report(code, this.#place(start, end), message, hint);
  }
}
