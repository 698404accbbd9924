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
  type Tokens,
} from "../../dataset/dataset.ts";
import { nearestWord, suggestion } from "../../text/suggest.ts";
import { clip } from "../../text/visible_text.ts";
import { isLabel } from "../label.ts";
import { isRoundedInteger, numberIn } from "../source/plain_number.ts";
import type { ProblemList } from "../source/problem.ts";
import { bareKey, colonHint, cutNumber, tightColon } from "./breach.ts";
import { CellRefusals, type Purpose } from "./cell_refusals.ts";
import { isEmpty, type LabelFinder, labelFinder } from "./labels.ts";
import type { CellReader, Records } from "./records.ts";
import type { Columns } from "./resolve_columns.ts";
import type { Feature } from "./resolve_features.ts";
import { looseNames } from "./row_names.ts";
import { wordsOf } from "./sentences.ts";

/** What rows and queries are read by. */
export interface RecordContext {
  readonly features: readonly Feature[];
  readonly columns: Columns;
  /** Whether the classes are those that other rows have. */
  readonly areClassesAll?: boolean;
  /** What the records are: rows, if nothing is said. */
  readonly purpose?: Purpose;
  /** For queries: the words that have an input, by the columns in which rows may have others. */
  readonly learned?: ReadonlyMap<string, readonly string[]>;
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
  const asked = { ...context, purpose: context.purpose ?? "queries" };
  const reader = new RecordReader(records, asked, list, [], (index) => `query ${index + 1}`);
  return reader.readAll("queries", (index) => reader.query(index));
}

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
  readonly #refusals: CellRefusals;
  readonly #features: readonly { feature: Feature; reader: CellReader; find: LabelFinder }[];
  readonly #inputCount: number;
  readonly #targets: readonly TargetReader[];
  readonly #names: CellReader | null;
  readonly #looseNames: readonly string[] | null;

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
    this.#refusals = new CellRefusals(records, context.purpose);
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
    this.#refusals.reportTo(this.list);
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
    const reported = this.#rejected(index);
    const targets = this.#targets.map((column) =>
      reported.has(column.name) ? 0 : this.#target(index, column, target)
    );
    return { name: this.#nameAt(index), values: this.#values(index, reported), targets };
  }

  query(index: number): Query {
    const reported = this.#rejected(index);
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
      if (feature.tokens !== undefined) {
        return reported.has(column) ? [] : this.#sentence(index, feature, reader, feature.tokens);
      }
      if (reported.has(column)) values.fill(0, at, at + inputs.length);
      else if (labels === null) values[at] = this.#number(index, column, reader, feature);
      else this.#category(index, feature, reader, find, values, at);
      at += inputs.length;
    }
    return values;
  }

  /** The numbers of the words of a sentence; a word that is none of them is reported and left out. */
  #sentence(index: number, { column }: Feature, reader: CellReader, { words }: Tokens): readonly number[] {
    const text = reader.textOf(index);
    if (text === undefined) {
      this.#refusals.empty(index, column, text, "a sentence");
      return [];
    }
    const learned = this.context.learned?.get(column) ?? words;
    if (isEmpty(text, this.records)) return [];
    return wordsOf(text).flatMap((word) => {
      if (learned.includes(word)) return [words.indexOf(word)];
      this.#refusals.unlearnedWord(index, column, learned, word);
      return [];
    });
  }

  #nameAt(index: number): string {
    if (this.#looseNames !== null) return this.#looseNames[index];
    const name = this.#names?.textOf(index);
    if (name === undefined) return this.#numberedName(index);
    if (!isLabel(name)) this.#refusals.name(index, name);
    return name;
  }

  /** @param feature undefined for a column of the target. */
  #number(index: number, column: string, reader: CellReader, feature?: Feature): number {
    const text = reader.textOf(index);
    if (text === undefined || isEmpty(text, this.records)) return this.#empty(index, column, text, feature);
    const isQuoted = reader.isQuoted(index);
    // Why not by its kind: a table may have a million cells.
    const value = isQuoted ? undefined : numberIn(text, this.records.decimal);
    if (value !== undefined && !isRoundedInteger(text)) return value;
    this.#refusals.number(index, column, text, isQuoted, feature);
    return 0;
  }

  /** NaN where an empty cell means something; else it is reported. */
  #empty(index: number, column: string, text: string | undefined, feature?: Feature): number {
    if (feature !== undefined && feature.missing !== "error" && feature.missing !== "drop") return NaN;
    const what = feature === undefined || feature.labels === null ? "a number" : "a category";
    this.#refusals.empty(index, column, text, what, { feature });
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
      const learned = this.context.learned?.get(feature.column) ?? labels;
      if (found < 0) this.#refusals.category(index, feature.column, learned, text);
      else if (!learned.includes(labels[found])) {
        this.#refusals.unlearned(index, feature.column, learned, text);
      }
    }
    into.fill(otherwise, at, at + labels.length);
    if (found >= 0) into[at + found] = 1;
  }

  /** The number that a column of the target holds, or that its class stands for. */
  #target(index: number, { name, reader, labels, find }: TargetReader, target: Target | null): number {
    if (labels === null) return this.#number(index, name, reader);
    const text = reader.textOf(index);
    if (text === undefined || isEmpty(text, this.records)) {
      this.#refusals.empty(index, name, text, "a class", { labels });
      return 0;
    }
    const found = find(text);
    if (found < 0) {
      const areAll = this.context.areClassesAll === true;
      this.#refusals.class(index, name, text, { labels, target, areAll });
      return 0;
    }
    return target?.kind === "coded" ? target.classes[found].value : found;
  }

  /** Reports columns that are not known and cells whose quotes are wrong. @returns those of which no more is to be said. */
  #rejected(index: number): ReadonlySet<string> {
    const reported = this.#rejectUnknown(index);
    const { records } = this;
    if (!records.hasFaults) return reported;
    const read = records.nameColumn === null ? this.#known : new Set([...this.#known, records.nameColumn]);
    const faulty = [...read].filter((column) => this.#refusals.quotes(index, column));
    return faulty.length === 0 ? reported : new Set([...reported, ...faulty]);
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
      const bare = bareKey(column, missing, records.reader(column).textOf(index) === "");
      const meant = bare ??
        (tight === null
          ? nearestWord(column, missing)
          : missing.find((name) => name === column.split(":")[0]));
      if (meant !== undefined) reported.add(meant);
      const candidates = meant === undefined ? [...this.#known] : [meant];
      const cut = meant === undefined ? cutNumber(column) : null;
      const hint = isTarget
        ? "remove it"
        : bare !== undefined
        ? colonHint(bare, column)
        : tight ?? cut ?? suggestion(column, candidates);
      this.list.report("unknown_key", records.placeOf(index, column, "key"), message, hint);
    }
    // Of a row that would be dropped nothing is missing.
    for (const { feature: { column, missing: rule }, reader } of this.#features) {
      if (rule === "drop" && isEmpty(reader.textOf(index) ?? "", records)) reported.add(column);
    }
    return reported;
  }
}
