// Reads rows and queries by the columns of their experiment: every cell there and of the right kind, no column
// unknown, no name twice.

import {
  classLabelsOf,
  nameOfRow,
  type Query,
  type Row,
  type Target,
  targetNamesOf,
} from "../../dataset/dataset.ts";
import { nearestWord, suggestion } from "../../text/suggest.ts";
import { clip } from "../../text/visible_text.ts";
import { number } from "../kind.ts";
import { isLabel, LABEL_HINT, LABEL_WANTED } from "../label.ts";
import { isRoundedInteger, numberOf } from "../source/plain_number.ts";
import type { ProblemCode, ProblemList } from "../source/problem.ts";
import { Plain } from "../source/yaml_tree.ts";
import { refusal } from "./breach.ts";
import { type Records, textOf } from "./records.ts";
import type { Columns } from "./resolve_columns.ts";

/**
 * The rows of a dataset, in the order of the file.
 *
 * @param key the setting that holds them.
 */
export function resolveRows(
  records: Records,
  columns: Columns,
  list: ProblemList,
  key = "dataset.rows",
): readonly Row[] {
  const reader = new RecordReader(records, columns, list, targetNamesOf(columns.target));
  return reader.readAll(key, (index) => reader.row(index));
}

/** The queries, in the order of the file. */
export function resolveQueries(records: Records, columns: Columns, list: ProblemList): readonly Query[] {
  const reader = new RecordReader(records, columns, list, []);
  return reader.readAll("queries", (index) => reader.query(index));
}

const NUMBER = number();

/** Reads records one by one and reports what is wrong in them; a wrong cell reads as 0. */
class RecordReader {
  readonly #known: ReadonlySet<string>;
  /** Labels that are no class, reported once each. */
  readonly #unknownLabels = new Set<string>();

  /** @param others columns that a record has besides the features. */
  constructor(
    readonly records: Records,
    readonly columns: Columns,
    readonly list: ProblemList,
    others: readonly string[],
  ) {
    this.#known = new Set(["name", ...columns.features, ...others]);
  }

  readAll<Item extends Query>(key: string, read: (index: number) => Item): readonly Item[] {
    const items: Item[] = [];
    for (let index = 0; index < this.records.count && !this.list.isFull; index++) items.push(read(index));
    const seen = new Set<string>();
    items.forEach(({ name }, index) => {
      if (seen.has(name)) {
        const message = `${key} must have different names: found ${clip(name)} twice`;
        this.list.report("duplicate", this.records.placeOf(index, "name"), message, "rename one of the two");
      }
      seen.add(name);
    });
    return items;
  }

  row(index: number): Row {
    const { target } = this.columns;
    const reported = this.#rejectUnknown(index);
    const named = this.#named(index, nameOfRow(index), reported);
    const targets = targetNamesOf(target).map((name) =>
      reported.has(name) ? 0 : this.#target(index, name, target)
    );
    return { ...named, targets };
  }

  query(index: number): Query {
    return this.#named(index, `query ${index + 1}`, this.#rejectUnknown(index));
  }

  #named(index: number, nameOtherwise: string, reported: ReadonlySet<string>): Query {
    const cell = this.records.cellOf(index, "name");
    const name = cell === undefined ? nameOtherwise : textOf(cell);
    if (cell !== undefined && !isLabel(name)) {
      const message = `must be ${LABEL_WANTED}: found ${clip(name)}`;
      this.#report("wrong_value", index, "name", message, LABEL_HINT);
    }
    const { features } = this.columns;
    return { name, values: features.map((column) => reported.has(column) ? 0 : this.#number(index, column)) };
  }

  #number(index: number, column: string): number {
    const cell = this.records.cellOf(index, column);
    if (cell === undefined) {
      const hint = `add ${clip(column)}: with a number`;
      this.#report("missing", index, column, "is missing: it must be a number", hint);
      return 0;
    }
    const text = textOf(cell);
    // Why not by its kind: a table may have a million cells.
    const value = cell instanceof Plain ? numberOf(text) : undefined;
    if (value !== undefined && !isRoundedInteger(text)) return value;
    const { message, hint } = refusal(NUMBER, cell, clip(text));
    this.#report("wrong_value", index, column, message, text === "" ? undefined : hint);
    return 0;
  }

  /** The number that a column of the target holds, or that its class stands for. */
  #target(index: number, name: string, target: Target | null): number {
    if (target === null || target.kind === "numbers") return this.#number(index, name);
    const labels = classLabelsOf(target);
    const cell = this.records.cellOf(index, name);
    const text = cell === undefined ? undefined : textOf(cell);
    const found = text === undefined ? -1 : labels.indexOf(text);
    if (found >= 0) return target.kind === "coded" ? target.classes[found].value : found;
    const wanted = labels.length === 0 ? "must be a class" : `must be one of ${clip(labels.join(", "))}`;
    if (text === undefined) {
      this.#report("missing", index, name, `is missing: it ${wanted}`, `add ${clip(name)}: with a class`);
    } else if (!this.#unknownLabels.has(text)) {
      this.#unknownLabels.add(text);
      const hint = suggestion(text, labels) ?? "the classes are listed in dataset.target.classes";
      const found = `found ${clip(text)}${this.#furtherRows(index, name, text)}`;
      this.#report("wrong_value", index, name, `${wanted}: ${found}`, hint);
    }
    return 0;
  }

  /** `, and in 49 rows below`: a label that the list of classes lacks or misspells runs down the whole column. */
  #furtherRows(index: number, column: string, text: string): string {
    let count = 0;
    for (let below = index + 1; below < this.records.count; below++) {
      const cell = this.records.cellOf(below, column);
      if (cell !== undefined && textOf(cell) === text) count++;
    }
    return count === 0 ? "" : `, and in ${count} row${count === 1 ? "" : "s"} below`;
  }

  /**
   * Reports the columns of a record that are not known.
   *
   * @returns the columns whose absence is reported by now: those that no row has, and those that were misspelt.
   */
  #rejectUnknown(index: number): ReadonlySet<string> {
    const { records, columns } = this;
    // A table may hold more columns than the experiment looks at: the features choose among them.
    if (records.table !== null) return columns.absent;
    const isUnknown = (column: string): boolean => !this.#known.has(column) && !columns.others.has(column);
    const unknown = records.columnsOf(index).filter(isUnknown);
    if (unknown.length === 0) return columns.absent;
    const missing = [...this.#known].filter((column) => records.cellOf(index, column) === undefined);
    const reported = new Set(columns.absent);
    for (const column of unknown) {
      const isTarget = targetNamesOf(columns.target).includes(column);
      const why = isTarget ? ": a query has no target" : "";
      const message = `there is no key ${records.keyOf(index, column)}${why}`;
      const meant = nearestWord(column, missing);
      if (meant !== undefined) reported.add(meant);
      const candidates = meant === undefined ? [...this.#known] : [meant];
      const hint = isTarget ? "remove it" : suggestion(column, candidates);
      this.list.report("unknown_key", records.placeOf(index, column, "key"), message, hint);
    }
    return reported;
  }

  #report(code: ProblemCode, index: number, column: string, message: string, hint?: string): void {
    const key = this.records.keyOf(index, column);
    this.list.report(code, this.records.placeOf(index, column), `${key} ${message}`, hint);
  }
}
