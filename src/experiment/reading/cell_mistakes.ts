// Mistakes in cells: up to three of a kind in a column are told one by one, more of them as one with a count.
// Why: 891 rows with a word in a column of numbers are one mistake, and hide every other one.

import { counted } from "../../text/words.ts";
import { type QuoteFault, quoteProblem } from "../source/record_scanner.ts";
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
  /** Texts that are no class or category, by column: those that are told one by one. */
  readonly #labels = new Map<string, Set<string>>();

  constructor(readonly records: Records) {}

  /**
   * Adds a mistake.
   *
   * @param kind mistakes of one kind in a column are one.
   * @param message without the cell's key.
   */
  add(code: ProblemCode, index: number, column: string, kind: string, message: string, hint?: string): void {
    this.#add(column, kind, MOST_SINGLE, () => this.#problem(code, index, column, message, hint));
  }

  /** Adds a text that is no class or category: a kind of its own, until a column has too many of them. */
  addLabel(index: number, column: string, text: string, message: string, hint?: string): void {
    const told = this.#labels.get(column) ?? new Set();
    this.#labels.set(column, told);
    if (told.size < MOST_LABELS) told.add(text);
    const kind = told.has(text) ? `label ${text}` : "label";
    this.#add(column, kind, 1, () => this.#problem("wrong_value", index, column, message, hint));
  }

  /** Adds a cell whose quotes are wrong. */
  addFault(index: number, column: string, fault: QuoteFault): void {
    const { source } = this.records.placeOf(index, column);
    this.#add(column, "quotes", MOST_SINGLE, () => quoteProblem(source, fault));
  }

  #problem(code: ProblemCode, index: number, column: string, message: string, hint?: string): Problem {
    const { records } = this;
    return {
      code,
      place: records.placeOf(index, column),
      message: `${records.keyOf(index, column)} ${message}`,
      hint,
    };
  }

  /** @param most those of a kind that are told one by one. */
  #add(column: string, kind: string, most: number, problem: () => Problem): void {
    const key = `${column}\n${kind}`;
    const group = this.#groups.get(key) ?? { problems: [], count: 0 };
    this.#groups.set(key, group);
    group.count++;
    if (group.problems.length < most) group.problems.push(problem());
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
  return `, and in ${counted(count, "more row")}`;
}
