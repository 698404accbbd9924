// Reads rows and queries by the columns of their experiment: every cell there and of the right kind, no column
// unknown, no name twice.
// What must hold: a mistake that repeats down a column is one mistake with a count.

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
import { isRoundedInteger, numberHintIn, numberIn } from "../source/plain_number.ts";
import type { ProblemList } from "../source/problem.ts";
import { Plain } from "../source/yaml_tree.ts";
import { refusal, tightColon } from "./breach.ts";
import { CellMistakes } from "./cell_mistakes.ts";
import { isEmpty, type LabelFinder, labelFinder } from "./labels.ts";
import { categoryHint, decimalHint, emptyHint, markHint, percentHint } from "./cell_hints.ts";
import type { CellReader, Records } from "./records.ts";
import type { Columns } from "./resolve_columns.ts";
import type { Feature } from "./resolve_features.ts";
import { looseNames } from "./row_names.ts";

/** What rows and queries are read by. */
export interface RecordContext {
  readonly features: readonly Feature[];
  readonly columns: Columns;
}

/**
 * The rows of a dataset, in the order of the file.
 *
 * @param key the setting that holds them.
 */
export function resolveRows(
  records: Records,
  context: RecordContext,
  list: ProblemList,
  key = "dataset.rows",
): readonly Row[] {
  const reader = new RecordReader(records, context, list, targetNamesOf(context.columns.target), nameOfRow);
  return reader.readAll(key, (index) => reader.row(index));
}

/** The queries, in the order of the file. */
export function resolveQueries(
  records: Records,
  context: RecordContext,
  list: ProblemList,
): readonly Query[] {
  const reader = new RecordReader(records, context, list, [], (index) => `query ${index + 1}`);
  return reader.readAll("queries", (index) => reader.query(index));
}

const NUMBER = number();

/** A column of the target and how its cells are read. */
interface TargetReader {
  readonly name: string;
  readonly reader: CellReader;
  readonly labels: readonly string[] | null;
  readonly find: LabelFinder;
}

/** Reads records one by one and reports what is wrong in them; a wrong cell reads as 0. */
class RecordReader {
  readonly #known: ReadonlySet<string>;
  readonly #mistakes: CellMistakes;
  readonly #features: readonly { feature: Feature; reader: CellReader; find: LabelFinder }[];
  readonly #inputCount: number;
  readonly #targets: readonly TargetReader[];
  readonly #names: CellReader | null;
  readonly #looseNames: readonly string[] | null;
  readonly #categoryHints = new Map<string, string | undefined>();

  /**
   * @param others columns that a record has besides the features.
   * @param nameOtherwise what a record is called that has no name.
   */
  constructor(
    readonly records: Records,
    readonly context: RecordContext,
    readonly list: ProblemList,
    readonly others: readonly string[],
    readonly nameOtherwise: (index: number) => string,
  ) {
    const { features, columns: { target } } = context;
    this.#known = new Set(["name", ...features.map(({ column }) => column), ...others]);
    this.#mistakes = new CellMistakes(records);
    this.#features = features.map((feature) => ({
      feature,
      reader: records.reader(feature.column),
      find: labelFinder(feature.labels ?? []),
    }));
    this.#inputCount = features.reduce((sum, { inputs }) => sum + inputs.length, 0);
    const labels = classLabelsOf(target);
    const isOfClasses = target !== null && target.kind !== "numbers";
    this.#targets = others.map((name) => ({
      name,
      reader: records.reader(name),
      labels: isOfClasses ? labels : null,
      find: labelFinder(labels),
    }));
    const { nameColumn, hasLooseNames } = records;
    this.#names = nameColumn === null ? null : records.reader(nameColumn);
    this.#looseNames = hasLooseNames && this.#names !== null
      ? looseNames(this.#names, records.count, (index) => this.#numberedName(index))
      : null;
  }

  readAll<Item extends Query>(key: string, read: (index: number) => Item): readonly Item[] {
    const items: Item[] = [];
    for (let index = 0; index < this.records.count && !this.list.isFull; index++) items.push(read(index));
    this.#mistakes.reportTo(this.list);
    if (this.#names === null || this.#looseNames !== null) return items;
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
    const { target } = this.context.columns;
    const reported = this.#rejectUnknown(index);
    const targets = this.#targets.map((column) =>
      reported.has(column.name) ? 0 : this.#target(index, column, target)
    );
    return { name: this.#nameAt(index), values: this.#values(index, reported), targets };
  }

  query(index: number): Query {
    const reported = this.#rejectUnknown(index);
    return { name: this.#nameAt(index), values: this.#values(index, reported) };
  }

  #numberedName(index: number): string {
    return this.nameOtherwise(this.records.numberOf(index));
  }

  #values(index: number, reported: ReadonlySet<string>): readonly number[] {
    const values = new Array<number>(this.#inputCount);
    let at = 0;
    for (const { feature, reader, find } of this.#features) {
      const { column, labels, inputs } = feature;
      if (reported.has(column)) values.fill(0, at, at + inputs.length);
      else if (labels === null) values[at] = this.#number(index, column, reader, feature);
      else this.#category(index, feature, reader, find, values, at);
      at += inputs.length;
    }
    return values;
  }

  #nameAt(index: number): string {
    if (this.#looseNames !== null) return this.#looseNames[index];
    const name = this.#names?.textOf(index);
    if (name === undefined) return this.#numberedName(index);
    if (!isLabel(name)) {
      const message = `must be ${LABEL_WANTED}: found ${clip(name)}`;
      this.#mistakes.add("wrong_value", index, "name", "name", message, LABEL_HINT);
    }
    return name;
  }

  /** @param feature undefined for a column of the target. */
  #number(index: number, column: string, reader: CellReader, feature?: Feature): number {
    const text = reader.textOf(index);
    if (text === undefined || isEmpty(text, this.records)) return this.#empty(index, column, text, feature);
    const { decimal } = this.records;
    const isQuoted = reader.isQuoted(index);
    // Why not by its kind: a table may have a million cells.
    const value = isQuoted ? undefined : numberIn(text, decimal);
    if (value !== undefined && !isRoundedInteger(text)) return value;
    if (this.#reportFault(index, column)) return 0;
    const { message, hint } = refusal(NUMBER, isQuoted ? text : new Plain(text), clip(text));
    const better = decimalHint(text, this.records) ?? markHint(text, this.records) ??
      percentHint(text, decimal) ?? numberHintIn(text, decimal) ?? hint ??
      (feature === undefined ? undefined : this.#categoryHint(column));
    // Cells with the same way out are one mistake.
    this.#mistakes.add(
      "wrong_value",
      index,
      column,
      `number ${better?.replace(/[\d.,+-]+/g, "")}`,
      message,
      better,
    );
    return 0;
  }

  /** Looked for once a column: it reads them all. */
  #categoryHint(column: string): string | undefined {
    if (!this.#categoryHints.has(column)) {
      this.#categoryHints.set(column, categoryHint(column, this.records));
    }
    return this.#categoryHints.get(column);
  }

  /** NaN where an empty cell means something; else it is reported. */
  #empty(index: number, column: string, text: string | undefined, feature?: Feature): number {
    if (feature !== undefined && feature.missing !== "error" && feature.missing !== "drop") return NaN;
    const wanted = feature?.labels === null || feature === undefined ? "a number" : "a category";
    if (text === undefined) {
      const hint = `add ${clip(column)}: with ${wanted}`;
      this.#mistakes.add("missing", index, column, "missing", `is missing: it must be ${wanted}`, hint);
      return 0;
    }
    const message = `must be ${wanted}: found ${clip(text)}`;
    this.#mistakes.add(
      "wrong_value",
      index,
      column,
      "empty",
      message,
      emptyHint(column, this.records, feature),
    );
    return 0;
  }

  #category(
    index: number,
    feature: Feature,
    reader: CellReader,
    find: LabelFinder,
    into: number[],
    at: number,
  ): void {
    const text = reader.textOf(index);
    const labels = feature.labels!;
    let found = -1;
    let otherwise = 0;
    if (text === undefined || isEmpty(text, this.records)) {
      otherwise = this.#empty(index, feature.column, text, feature);
    } else {
      found = find(text);
      if (found < 0) this.#unknownLabel(index, feature.column, text, labels, "categories");
    }
    into.fill(otherwise, at, at + labels.length);
    if (found >= 0) into[at + found] = 1;
  }

  /** The number that a column of the target holds, or that its class stands for. */
  #target(index: number, { name, reader, labels, find }: TargetReader, target: Target | null): number {
    if (labels === null) return this.#number(index, name, reader);
    const text = reader.textOf(index);
    if (text === undefined || isEmpty(text, this.records)) {
      const wanted = labels.length === 0 ? "a class" : `one of ${clip(labels.join(", "))}`;
      const [message, hint] = text === undefined
        ? [`is missing: it must be ${wanted}`, `add ${clip(name)}: with a class`]
        : [`must be ${wanted}: found ${clip(text)}`, emptyHint(name, this.records)];
      this.#mistakes.add(text === undefined ? "missing" : "wrong_value", index, name, "empty", message, hint);
      return 0;
    }
    const found = find(text);
    if (found < 0) {
      this.#unknownLabel(index, name, text, labels, "classes", target);
      return 0;
    }
    return target?.kind === "coded" ? target.classes[found].value : found;
  }

  #unknownLabel(
    index: number,
    column: string,
    text: string,
    labels: readonly string[],
    setting: "classes" | "categories",
    target: Target | null = null,
  ): void {
    if (this.#reportFault(index, column)) return;
    const wanted = labels.length === 0
      ? `must be one of the ${setting}`
      : `must be one of ${clip(labels.join(", "))}`;
    const hint = markHint(text, this.records) ?? codeHint(text, target) ?? suggestion(text, labels) ??
      (setting === "classes"
        ? "the classes are listed in dataset.target.classes"
        : "add it to the categories of the feature");
    this.#mistakes.add("wrong_value", index, column, `label ${text}`, `${wanted}: found ${clip(text)}`, hint);
  }

  /** Whether the quotes of a cell are wrong, which is then what is told. */
  #reportFault(index: number, column: string): boolean {
    const fault = this.records.faultOf(index, column);
    if (fault !== undefined) this.#mistakes.addFault(index, column, fault);
    return fault !== undefined;
  }

  /**
   * Reports the columns of a record that are not known.
   *
   * @returns the columns whose absence is reported by now: those that no row has, and those that were misspelt.
   */
  #rejectUnknown(index: number): ReadonlySet<string> {
    const { records, context: { columns } } = this;
    // A table may hold more columns than the experiment looks at: the features choose among them.
    if (records.table !== null) return columns.absent;
    const isUnknown = (column: string): boolean => !this.#known.has(column) && !columns.others.has(column);
    const unknown = records.columnsOf(index).filter(isUnknown);
    if (unknown.length === 0) return columns.absent;
    const missing = [...this.#known].filter((column) => records.reader(column).textOf(index) === undefined);
    const reported = new Set(columns.absent);
    for (const column of unknown) {
      const isTarget = targetNamesOf(columns.target).includes(column);
      const why = isTarget ? ": a query has no target" : "";
      const message = `there is no key ${records.keyOf(index, column)}${why}`;
      const tight = tightColon(column);
      const meant = tight === null
        ? nearestWord(column, missing)
        : missing.find((name) => name === column.split(":")[0]);
      if (meant !== undefined) reported.add(meant);
      const candidates = meant === undefined ? [...this.#known] : [meant];
      const hint = isTarget ? "remove it" : tight ?? suggestion(column, candidates);
      this.list.report("unknown_key", records.placeOf(index, column, "key"), message, hint);
    }
    return reported;
  }
}

/** The way out where a column holds the numbers of coded classes, and not their names. */
function codeHint(text: string, target: Target | null): string | undefined {
  if (target?.kind !== "coded" || !target.classes.some(({ value }) => value === numberIn(text, "."))) {
    return undefined;
  }
  const classes = target.classes.map(({ value }) => `"${value}": ${value}`).join(", ");
  return `the column holds the numbers themselves: leave classes out, or write classes: { ${classes} }`;
}
