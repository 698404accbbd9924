// The changes of a text that turn its tree into another one: what did not change keeps its words, its place and its comments.
// What must hold: the edited text reads as the wanted tree. That is tried each time; a text that cannot be edited so is
// refused, and nothing is ever written half-way.

import { type Entry, type MappingNode, textIn, type TreeNode } from "../experiment/source/yaml_tree.ts";
import { parseYamlTree } from "../experiment/source/yaml_reader.ts";
import type { Problem, Read, SourceText } from "../experiment/source/problem.ts";
import { EXPERIMENT } from "../experiment/settings.ts";
import { editedText, type TextChange, type TextEdit } from "./document.ts";
import { entryText, nodeText } from "./yaml_writer.ts";

type ListNode = Extract<TreeNode, { kind: "list" }>;

/** The edit that makes a tree of a text into another, whose nodes that did not change are the same. */
export function treeEdit(source: SourceText, old: TreeNode, wanted: TreeNode): Read<TextEdit> {
  const changes = new TreeChanges(source.text, old).between(old, wanted);
  const text = editedText(source.text, { changes, caret: null });
  const { root, problems } = parseYamlTree({ ...source, text });
  if (root !== null && problems.length === 0 && isAlike(root, wanted)) {
    const last = changes[changes.length - 1];
    const before = changes.slice(0, -1).reduce(
      (sum, { from, to, insert }) => sum + insert.length - (to - from),
      0,
    );
    return { ok: { changes, caret: last === undefined ? null : last.from + before + last.insert.length } };
  }
  const place = { source, start: changes[0]?.from ?? 0, end: changes[0]?.to ?? 0 };
  return { problems: [{ code: "not_allowed", place, ...REFUSAL }] };
}

const REFUSAL: Pick<Problem, "message" | "hint"> = {
  message: "this place is written in a way that only a person can change",
  hint: "change it in the text",
};

/** Keys below which the order of keys counts: that of trials, and of classes. */
const ORDERED: readonly string[] = ["sweep", "classes"];

/** Whether two trees say the same, wherever they lie. */
function isAlike(a: TreeNode, b: TreeNode, isOrdered = false): boolean {
  if (a.kind === "scalar") return b.kind === "scalar" && textIn(a.value) === textIn(b.value);
  if (a.kind === "list") {
    return b.kind === "list" && a.items.length === b.items.length &&
      a.items.every((item, index) => isAlike(item, b.items[index], isOrdered));
  }
  if (b.kind !== "mapping" || a.entries.length !== b.entries.length) return false;
  const others = new Map(b.entries.map(({ key, value }) => [key, value]));
  return a.entries.every(({ key, value }, index) => {
    const other = others.get(key);
    return other !== undefined && (!isOrdered || b.entries[index].key === key) &&
      isAlike(value, other, isOrdered || ORDERED.includes(key));
  });
}

/** The mappings of a tree in which the order of keys counts. */
function orderedMappings(
  node: TreeNode,
  isOrdered = false,
  found: Set<TreeNode> = new Set(),
): ReadonlySet<TreeNode> {
  if (node.kind === "list" && isOrdered) {
    for (const item of node.items) orderedMappings(item, isOrdered, found);
  }
  if (node.kind !== "mapping") return found;
  if (isOrdered) found.add(node);
  for (const { key, value } of node.entries) {
    orderedMappings(value, isOrdered || ORDERED.includes(key), found);
  }
  return found;
}

/** Finds the changes of one text. */
class TreeChanges {
  readonly #changes: TextChange[] = [];
  readonly #lineEnd: string;
  readonly #ordered: ReadonlySet<TreeNode>;

  constructor(readonly text: string, readonly root: TreeNode) {
    this.#ordered = orderedMappings(root);
    this.#lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  }

  between(old: TreeNode, wanted: TreeNode): readonly TextChange[] {
    this.#node(old, wanted, null);
    // Of two at one place the one that only inserts comes first.
    return this.#changes.sort((a, b) => a.from - b.from || a.to - b.to);
  }

  #change(from: number, to: number, insert: string): void {
    this.#changes.push({ from, to, insert });
  }

  /** @param entry whose value the old node is; null for an item of a list and the root. */
  #node(old: TreeNode, wanted: TreeNode, entry: Entry | null): void {
    if (old === wanted) return;
    if (
      old.kind === "mapping" && wanted.kind === "mapping" && old.entries.length > 0 &&
      wanted.entries.length > 0
    ) {
      return this.#mapping(old, wanted);
    }
    if (old.kind === "list" && wanted.kind === "list") {
      const before = new Set(old.items);
      const hasKept = wanted.items.some((item) => before.has(item));
      if (hasKept || old.items.length === wanted.items.length) return this.#list(old, wanted);
    }
    if (old.kind === "scalar" && wanted.kind === "scalar" && textIn(old.value) === textIn(wanted.value)) {
      return;
    }
    const { start, end } = old.place;
    const isInBrackets = this.#isInBrackets(start);
    if (entry !== null && wanted.kind === "list") {
      const { start: from } = entry.keyPlace;
      const where = { isInBrackets, indent: from - this.#lineStart(from), lineEnd: this.#lineEnd };
      return this.#change(from, Math.max(end, entry.keyPlace.end), entryText(entry.key, wanted, where));
    }
    const text = nodeText(wanted, isInBrackets);
    if (entry === null) return this.#change(start, end, text);
    const colon = this.#colonAfter(entry);
    if (start === end) {
      return this.#change(colon, colon, `${this.text[colon - 1] === ":" ? "" : ":"} ${text}`);
    }
    // What stood below its key, line by line, comes beside it.
    const isBelow = /^\s*$/.test(this.text.slice(colon, start)) &&
      this.text.slice(colon, start).includes("\n");
    this.#change(isBelow ? colon : start, end, isBelow ? ` ${text}` : text);
  }

  /** The offset after the colon of a key. */
  #colonAfter({ keyPlace: { end } }: Entry): number {
    const colon = /^[ \t]*:/.exec(this.text.slice(end, end + 80));
    return colon === null ? end : end + colon[0].length;
  }

  #mapping(old: MappingNode, wanted: MappingNode): void {
    const values = new Map(wanted.entries.map(({ key, value }) => [key, value]));
    // A key that has to come later than it stands is taken out and written anew.
    const isReordered = this.#ordered.has(old) && isInOtherOrder(old, wanted);
    const isKept = ({ key, value }: Entry): boolean =>
      values.has(key) && (!isReordered || isUnchanged(values.get(key)!, value));
    for (const entry of old.entries) {
      if (isKept(entry)) this.#node(entry.value, values.get(entry.key)!, entry);
    }
    const known = new Set(old.entries.filter(isKept).map(({ key }) => key));
    const added = wanted.entries.filter(({ key }) => !known.has(key));
    const removed = old.entries.filter((entry) => !isKept(entry));
    const placeOf = (index: number) => endsOf(old.entries[index]);
    // A new key takes the place of one that it drives out, unless it must come last.
    const [first] = removed;
    const isInPlace = first !== undefined && added.length > 0 &&
      (!this.#ordered.has(old) || old.entries.indexOf(first) > old.entries.findLastIndex(isKept));
    const gone = isInPlace ? removed.slice(1) : removed;
    this.#removed(old, old.entries.map((entry) => gone.includes(entry)), placeOf);
    const where = this.#where(old);
    const texts = added.map(({ key, value }) => entryText(key, value, where));
    if (isInPlace) {
      const separator = where.isInBrackets ? ", " : this.#lineEnd + " ".repeat(where.indent);
      const { start, end } = endsOf(first);
      this.#change(start, end, texts.join(separator));
    } else {
      const kept = old.entries.filter(isKept);
      added.forEach(({ key }, index) => this.#insert(old, kept, key, texts[index]));
    }
  }

  #where(node: TreeNode): { isInBrackets: boolean; indent: number; lineEnd: string } {
    const { start } = node.place;
    const isInBrackets = this.#isBracketed(node);
    return { isInBrackets, indent: start - this.#lineStart(start), lineEnd: this.#lineEnd };
  }

  #isBracketed({ place: { start } }: TreeNode): boolean {
    return this.text[start] === "{" || this.text[start] === "[";
  }

  /** Whether a place lies within brackets, whose commas and colons are more than text. */
  #isInBrackets(offset: number): boolean {
    const within = (node: TreeNode): boolean => {
      const { start, end } = node.place;
      if (node.kind === "scalar" || offset < start || offset > end) return false;
      if (this.#isBracketed(node) && offset > start) return true;
      return node.kind === "list" ? node.items.some(within) : node.entries.some(({ value }) => within(value));
    };
    return within(this.root);
  }

  /** Puts an entry after those before which it does not belong. */
  #insert(old: MappingNode, kept: readonly Entry[], key: string, entry: string): void {
    const after = (old === this.root ? predecessorOf(key, kept) : undefined) ?? kept[kept.length - 1];
    const { end } = endsOf(after);
    if (this.#isBracketed(old)) return this.#change(end, end, `, ${entry}`);
    const at = this.#lineStop(end);
    this.#change(at, at, this.#lineEnd + " ".repeat(this.#where(old).indent) + entry);
  }

  /** Takes out members of a collection, with what separates them from the others. */
  #removed(
    old: TreeNode,
    isRemoved: readonly boolean[],
    placeOf: (index: number) => { readonly start: number; readonly end: number },
  ): void {
    const isBracketed = this.#isBracketed(old);
    const count = isRemoved.length;
    for (let first = 0; first < count; first++) {
      if (!isRemoved[first]) continue;
      let last = first;
      while (last + 1 < count && isRemoved[last + 1]) last++;
      const [start, end] = [placeOf(first).start, placeOf(last).end];
      if (isBracketed) {
        if (last + 1 < count) this.#change(start, placeOf(last + 1).start, "");
        else this.#change(placeOf(first - 1).end, end, "");
      } else {
        const line = this.#lineStart(start);
        const isWholeLine = /^[ \t]*(- *)?$/.test(this.text.slice(line, start)) &&
          (old.kind === "list" || this.text.slice(line, start).trim() === "");
        if (isWholeLine) {
          const stop = this.#lineStop(end);
          const isLastLine = stop >= this.text.length;
          const before = isLastLine && line > 0 ? this.#lineStop(line - 1) : line;
          this.#change(before, isLastLine ? stop : stop + this.#lineBreakAt(stop), "");
        } else if (last + 1 < count) this.#change(start, placeOf(last + 1).start, "");
      }
      first = last;
    }
  }

  #list(old: ListNode, wanted: ListNode): void {
    const [before, after] = [new Set(old.items), new Set(wanted.items)];
    const isKept = (item: TreeNode): boolean => after.has(item);
    const isNew = (item: TreeNode): boolean => !before.has(item);
    const keptBefore = old.items.filter(isKept);
    const keptAfter = wanted.items.filter((item) => !isNew(item));
    const isSameLength = old.items.length === wanted.items.length;
    if (
      isSameLength &&
      old.items.every((item, index) =>
        item === wanted.items[index] || !isKept(item) && isNew(wanted.items[index])
      )
    ) {
      old.items.forEach((item, index) => this.#node(item, wanted.items[index], null));
      return;
    }
    if (keptBefore.some((item, index) => item !== keptAfter[index])) return this.#moved(old, wanted);
    this.#removed(old, old.items.map((item) => !isKept(item)), (index) => old.items[index].place);
    wanted.items.forEach((item, index) => {
      if (!isNew(item)) return;
      const next = wanted.items.slice(index + 1).find((other) => !isNew(other));
      this.#insertItem(old, item, next);
    });
  }

  /** @param next the first item after it that is there already; undefined where it comes last. */
  #insertItem(old: ListNode, item: TreeNode, next: TreeNode | undefined): void {
    const isBracketed = this.#isBracketed(old);
    const written = nodeText(item, isBracketed);
    if (next !== undefined) {
      const { start } = next.place;
      const line = this.#lineStart(start);
      if (!isBracketed) {
        return this.#change(line, line, `${this.text.slice(line, start)}${written}${this.#lineEnd}`);
      }
      return this.#change(start, start, `${written},${this.#gapBefore(start)}`);
    }
    const last = old.items[old.items.length - 1].place;
    if (isBracketed) return this.#change(last.end, last.end, `,${this.#gapBefore(last.start)}${written}`);
    const line = this.#lineStart(last.start);
    const dash = /^[ \t]*- */.exec(this.text.slice(line, last.start))?.[0] ??
      " ".repeat(Math.max(0, last.start - line - 2)) + "- ";
    const at = this.#lineStop(last.end);
    this.#change(at, at, `${this.#lineEnd}${dash}${written}`);
  }

  /** What separates an item in brackets from the one before it: a line of its own where it has one. */
  #gapBefore(start: number): string {
    const line = this.#lineStart(start);
    const before = this.text.slice(line, start);
    return before.trim() === "" && line > 0 ? this.#lineEnd + before : " ";
  }

  /** Items that change places take their lines with them, comments included; in brackets their words alone. */
  #moved(old: ListNode, wanted: ListNode): void {
    const stretch = ({ place: { start, end } }: TreeNode): readonly [number, number] =>
      this.#isBracketed(old) ? [start, end] : [start, this.#lineStop(end)];
    old.items.forEach((item, index) => {
      if (item === wanted.items[index]) return;
      const [from, to] = stretch(item);
      this.#change(from, to, this.text.slice(...stretch(wanted.items[index])));
    });
  }

  #lineStart(offset: number): number {
    return this.text.lastIndexOf("\n", offset - 1) + 1;
  }

  /** Where the line of the last character before an offset ends, before its line break. */
  #lineStop(offset: number): number {
    let at = offset;
    while (at > 0 && /[\r\n]/.test(this.text[at - 1])) at--;
    const stop = this.text.slice(at).search(/\r?\n/);
    return stop < 0 ? this.text.length : at + stop;
  }

  #lineBreakAt(offset: number): number {
    return this.text[offset] === "\r" ? 2 : offset < this.text.length ? 1 : 0;
  }
}

/** The last of the entries of an experiment that come before a key; undefined where none does. */
function predecessorOf(key: string, entries: readonly Entry[]): Entry | undefined {
  const order = Object.keys(EXPERIMENT.keys!);
  const rank = order.indexOf(key);
  return rank < 0 ? undefined : entries.filter((entry) => order.indexOf(entry.key) < rank).at(-1);
}

/** Whether a node says what it said, where it stood. */
function isUnchanged(a: TreeNode, b: TreeNode): boolean {
  return a === b || a.place === b.place && isAlike(a, b);
}

/** Whether keys of both mappings come in another order. */
function isInOtherOrder(old: MappingNode, wanted: MappingNode): boolean {
  const keysIn = (one: MappingNode, other: MappingNode) =>
    one.entries.map(({ key }) => key).filter((key) => other.entries.some((entry) => entry.key === key));
  const order = keysIn(wanted, old);
  return keysIn(old, wanted).some((key, index) => key !== order[index]);
}

/** Where an entry begins and ends. */
function endsOf({ keyPlace, value }: Entry): { readonly start: number; readonly end: number } {
  return { start: keyPlace.start, end: Math.max(keyPlace.end, value.place.end) };
}
