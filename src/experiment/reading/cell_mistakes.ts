// Mistakes in cells: up to three of a kind in a column are told one by one, more of them as one with a count.
// Why: 891 rows with a word in a column of numbers are one mistake, and hide every other one.

import { inFull } from "../../text/number_words.ts";
import { QUOTE_HINT, type QuoteFault } from "../source/record_scanner.ts";
import type { Problem, ProblemCode, ProblemList } from "../source/problem.ts";
import type { Records } from "./records.ts";

/** Mistakes of a kind that are told one by one. */
const MOST_SINGLE = 3;
/** Texts that are no class or category of a column, of which each is told. */
const MOST_LABELS = 5;

interface Group {
  readonly problems: Problem[];
  count: number;
}

/** Gathers the mistakes in the cells of records. */
export class CellMistakes {
  readonly #groups = new Map<string, Group>();
  /** Kinds of labels that are none, by column: each text is a kind of its own, until there are too many. */
  readonly #labelGroups = new Map<string, number>();

  constructor(readonly records: Records) {}

  /**
   * Adds a mistake.
   *
   * @param kind mistakes of one kind in a column are one; `label …` names a text that is no class or category.
   * @param message without the cell's key.
   */
  add(code: ProblemCode, index: number, column: string, kind: string, message: string, hint?: string): void {
    const { records } = this;
    this.#add(column, kind, () => ({
      code,
      place: records.placeOf(index, column),
      message: `${records.keyOf(index, column)} ${message}`,
      hint,
    }));
  }

  /** Adds a cell whose quotes are wrong. */
  addFault(index: number, column: string, { at, message }: QuoteFault): void {
    const { source } = this.records.placeOf(index, column);
    this.#add(column, "quotes", () => ({
      code: "syntax",
      place: { source, start: at, end: at + 1 },
      message,
      hint: QUOTE_HINT,
    }));
  }

  #add(column: string, kind: string, problem: () => Problem): void {
    const isLabel = kind.startsWith("label ");
    let key = `${column}\n${kind}`;
    if (isLabel && !this.#groups.has(key)) {
      const groups = (this.#labelGroups.get(column) ?? 0) + 1;
      if (groups > MOST_LABELS) key = `${column}\nlabel`;
      else this.#labelGroups.set(column, groups);
    }
    const group = this.#groups.get(key) ?? { problems: [], count: 0 };
    this.#groups.set(key, group);
    group.count++;
    if (group.problems.length < (isLabel ? 1 : MOST_SINGLE)) group.problems.push(problem());
  }

  /** Reports them, each kind where it occurs first. */
  reportTo(list: ProblemList): void {
    for (const { problems, count } of this.#groups.values()) {
      if (count <= problems.length) list.add(problems);
      else list.add([{ ...problems[0], message: problems[0].message + moreRows(count - 1) }]);
      if (list.isFull) return;
    }
  }
}

function moreRows(count: number): string {
  return `, and in ${inFull(count)} more row${count === 1 ? "" : "s"}`;
}
