// What the network is given to learn from, in the words of the experiment file: features, target, rows.
// What must not change: rows and columns keep the order of the file, because training follows it.

import { requireLength, shown } from "../numeric/required_numbers.ts";
import { requireMade } from "../numeric/required_objects.ts";

/** A column of numbers as the experiment file asks for it: an input of the network, or a number that it learns. */
export interface ColumnRequest {
  /** Its name in the rows. */
  readonly name: string;
  /** Unit of the raw values, for labels only; null where none is given. */
  readonly unit: string | null;
  /** Subtracted from each raw value: a number in raw units, or the mean or the smallest value of the rows. */
  readonly shift: number | "mean" | "min";
  /** Divides the shifted value: a number other than 0, or the standard deviation or the range of the rows. */
  readonly scale: number | "std" | "range";
  /** What an empty cell stands for: a number in raw units, or the mean or the median of the rows; else none may be empty. */
  readonly missing?: number | "mean" | "median";
  /** Of a column of words: the word for which this input is 1. Left out for a column of numbers. */
  readonly category?: Category;
  /** Of a point of an image: the image. Left out for any other column. */
  readonly image?: ImageFeature;
  /** Of a column of sentences: its words. A row then has the numbers of the words of its sentence as its values. */
  readonly tokens?: Tokens;
}

/** The words of a column of sentences. */
export interface Tokens {
  /** Those that any row has, by first appearance, the rows of the table first. */
  readonly words: readonly string[];
  /** How many words the longest sentence has, those of queries among them. */
  readonly length: number;
}

/** An image whose points are columns of the rows, row by row, of each point all channels. */
export interface ImageFeature {
  /** What it is called. */
  readonly name: string;
  /** The pattern that its columns fit. */
  readonly pattern: string;
  /** Rows and columns, and channels where a point has several numbers. */
  readonly shape: readonly number[];
}

/** One word of a column of words, which has an input for each. */
export interface Category {
  /** The column in the rows. */
  readonly column: string;
  /** The word. */
  readonly label: string;
  /** Whether it has an input only where a row that is learned has the word: `categories: all` beside held-out rows. */
  readonly isOfLearned?: boolean;
}

/** What the input of a category is called. */
export function categoryName({ column, label }: Pick<Category, "column" | "label">): string {
  return `${column}=${label}`;
}

/** One class of a coded target: its label and the number that the network learns for it. */
export interface TargetClass {
  /** Its name in rows and answers. */
  readonly label: string;
  /** The number that the network learns for it. */
  readonly value: number;
}

/** Numbers: one output a column, which learns (value - shift) / scale and answers in raw units. */
export interface NumbersTarget {
  /** Tells the kinds of targets apart. */
  readonly kind: "numbers";
  /** At least one. */
  readonly columns: readonly ColumnRequest[];
}

/** Classes on one scale, each with a number of its own: a single output. */
export interface CodedTarget {
  /** Tells the kinds of targets apart. */
  readonly kind: "coded";
  /** Its column. */
  readonly name: string;
  /** From the smallest value to the largest. */
  readonly classes: readonly TargetClass[];
}

/** Classes side by side: one output a class, which learns 1 for its own rows and 0 for the others. */
export interface ClassesTarget {
  /** Tells the kinds of targets apart. */
  readonly kind: "classes";
  /** Its column. */
  readonly name: string;
  /** One a class, in the order of the outputs. */
  readonly labels: readonly string[];
}

/** What the network learns to answer. */
export type Target = NumbersTarget | CodedTarget | ClassesTarget;

/** One question to the trained network. */
export interface Query {
  /** For people. */
  readonly name: string;
  /** Raw feature values in the order of the features; NaN for an empty cell. Of a sentence, the numbers of its words. */
  readonly values: readonly number[];
}

/** One example to learn from. */
export interface Row extends Query {
  /** What to learn: the raw number of each column, the value of a coded class, or the index of a class. */
  readonly targets: readonly number[];
}

/** What a row is called that has no name, by its index. */
export function nameOfRow(index: number): string {
  return `row ${index + 1}`;
}

/** A share of the rows. */
export interface FractionSplit {
  /** Tells the kinds of splits apart. */
  readonly kind: "fraction";
  /** More than 0, less than 1; rounded up to whole rows. */
  readonly fraction: number;
  /** From which the rows are drawn, 0 to 2^32 - 1. */
  readonly seed: number;
  /** Whether the same share of each class is held out. */
  readonly stratify: boolean;
}

/** One of several folds, as in cross-validation. */
export interface FoldSplit {
  /** Tells the kinds of splits apart. */
  readonly kind: "folds";
  /** How many there are, at least 2. */
  readonly folds: number;
  /** Which of them is held out, counted from 0. */
  readonly fold: number;
  /** From which the rows are drawn, 0 to 2^32 - 1. */
  readonly seed: number;
  /** Whether each fold has nearly the same share of each class. */
  readonly stratify: boolean;
}

/** Rows of the table by their names. */
export interface NamedRows {
  /** Tells the kinds of splits apart. */
  readonly kind: "names";
  /** In the order of the table. */
  readonly names: readonly string[];
}

/** Rows that are written for it, and stand in no table of rows to learn. */
export interface GivenRows {
  /** Tells the kinds of splits apart. */
  readonly kind: "rows";
}

/** How it is decided which rows are held out. */
export type Split = FractionSplit | FoldSplit | NamedRows | GivenRows;

/** The rows that are held out of a dataset. */
export interface Validation {
  /** How they were chosen. */
  readonly split: Split;
  /** In the order of the table. */
  readonly rows: readonly Row[];
  /** Where each stood in the table, ascending; none for rows that are written for it. */
  readonly indices: readonly number[];
}

/** Features, target and rows of one experiment. */
export interface Dataset {
  /** The network's inputs, in order. */
  readonly features: readonly ColumnRequest[];
  /** Null only where there are no rows. */
  readonly target: Target | null;
  /** Those that are learned, in their order. */
  readonly rows: readonly Row[];
  /** Those that are held out from learning; null where all are learned. */
  readonly validation: Validation | null;
}

/** A column of the rows of which inputs are made: one of a column of numbers, one for each category of words. */
export interface FeatureColumn {
  /** Its name in the rows. */
  readonly name: string;
  /** The index of its first input. */
  readonly first: number;
  /** Its words, one an input; null for a column of numbers. */
  readonly labels: readonly string[] | null;
  /** The words of a column of sentences. */
  readonly words?: readonly string[];
}

/**
 * The columns of the rows that features are made of, in their order.
 *
 * @example A column of two words has two inputs
 * ```ts
 * const inputs = ["red", "green"].map((label) => ({ name: `color=${label}`, category: { column: "color", label } }));
 * const columns = featureColumnsOf([{ name: "weight" }, ...inputs]);
 * if (columns.map(({ name }) => name).join() !== "weight,color") throw new Error("wrong");
 * if (cellOf(columns[1], [133, 0, 1]) !== "green") throw new Error("wrong");
 * ```
 */
export function featureColumnsOf(
  features: readonly Pick<ColumnRequest, "name" | "category" | "tokens">[],
): readonly FeatureColumn[] {
  const columns: (FeatureColumn & { labels: string[] | null })[] = [];
  features.forEach(({ name, category, tokens }, first) => {
    const last = columns.at(-1);
    if (tokens !== undefined) columns.push({ name, first, labels: null, words: tokens.words });
    else if (category === undefined) columns.push({ name, first, labels: null });
    else if (last?.labels && last.name === category.column) last.labels.push(category.label);
    else columns.push({ name: category.column, first, labels: [category.label] });
  });
  return columns;
}

/** What a row or query has in a column: a number, a word, a sentence, or null where the cell is empty. */
export function cellOf(
  { first, labels, words }: FeatureColumn,
  values: readonly number[],
): number | string | null {
  if (words !== undefined) return values.map((word) => words[word]).join(" ");
  if (Number.isNaN(values[first])) return null;
  return labels === null ? values[first] : labels.find((_, index) => values[first + index] === 1) ?? null;
}

/** The columns of the rows that hold a target. */
export function targetNamesOf(target: Target | null): readonly string[] {
  if (target === null) return [];
  return target.kind === "numbers" ? target.columns.map(({ name }) => name) : [target.name];
}

/**
 * The names of a network's outputs, in their order: a class each for a list of classes, else a column each.
 *
 * @returns `output` alone where there is no target.
 *
 * @example
 * ```ts
 * import { outputNamesOf } from "@seedbed/seedbed";
 * const species = { kind: "classes", name: "species", labels: ["setosa", "versicolor", "virginica"] } as const;
 * if (outputNamesOf(species).length !== 3 || outputNamesOf(null)[0] !== "output") throw new Error("wrong");
 * ```
 */
export function outputNamesOf(target: Target | null): readonly string[] {
  if (target === null) return ["output"];
  requireMade("a target", "parseExperiment", target, "kind");
  return target.kind === "classes" ? target.labels : targetNamesOf(target);
}

/**
 * The label of an answer: the class of the largest output, first among equals; for coded classes the one whose value is
 * nearest, halfway between two the higher one.
 *
 * @param outputs the network's answer, shape [outputCount], all finite.
 * @returns null where the target has no classes.
 * @throws RangeError where it has some and there are not as many outputs, or one is not finite; TypeError for what is no list.
 *
 * @example
 * ```ts
 * import { labelOf } from "@seedbed/seedbed";
 * const gender = { kind: "coded", name: "gender", classes: [{ label: "M", value: 0 }, { label: "F", value: 1 }] } as const;
 * if (labelOf(gender, [0.949]) !== "F" || labelOf(gender, [0.5]) !== "F") throw new Error("wrong");
 * const species = { kind: "classes", name: "species", labels: ["setosa", "versicolor", "virginica"] } as const;
 * if (labelOf(species, [0.1, 0.7, 0.2]) !== "versicolor") throw new Error("wrong");
 * ```
 */
export function labelOf(target: Target | null, outputs: ArrayLike<number>): string | null {
  if (target?.kind !== "classes" && target?.kind !== "coded") return null;
  requireAnswer(outputs, target.kind === "classes" ? target.labels.length : 1);
  return classLabelsOf(target)[answeredClassOf(target, outputs)];
}

/** Refuses what is no answer of a network with so many outputs. */
function requireAnswer(outputs: ArrayLike<number>, outputCount: number): void {
  requireLength("outputs", outputs, outputCount);
  for (let index = 0; index < outputCount; index++) {
    if (Number.isFinite(outputs[index])) continue;
    throw new RangeError(`outputs must be finite numbers: found ${shown(outputs[index])}`);
  }
}

/** The index of the largest of some numbers; the first among equals. */
export function indexOfLargest(numbers: ArrayLike<number>): number {
  let largest = 0;
  for (let index = 1; index < numbers.length; index++) if (numbers[index] > numbers[largest]) largest = index;
  return largest;
}

/** The index of the class whose value is nearest; halfway between two that of the higher one. */
function nearestClass(classes: readonly TargetClass[], output: number): number {
  let nearest = 0;
  classes.forEach(({ value }, index) => {
    const gain = Math.abs(output - classes[nearest].value) - Math.abs(output - value);
    if (gain > 0 || (gain === 0 && value > classes[nearest].value)) nearest = index;
  });
  return nearest;
}

/** The class of an answer, counted from 0 in the order of the target's classes; -1 where it has none. See {@linkcode labelOf}. */
export function answeredClassOf(target: Target | null, outputs: ArrayLike<number>): number {
  if (target?.kind === "classes") return indexOfLargest(outputs);
  return target?.kind === "coded" ? nearestClass(target.classes, outputs[0]) : -1;
}

/** The class of a row, likewise. */
export function classOf(target: Target | null, { targets: [value] }: Pick<Row, "targets">): number {
  if (target?.kind === "classes") return value;
  return target?.kind === "coded" ? target.classes.findIndex((candidate) => candidate.value === value) : -1;
}

/** The labels of a target's classes; empty where it has none. */
export function classLabelsOf(target: Target | null): readonly string[] {
  if (target?.kind === "coded") return target.classes.map(({ label }) => label);
  return target?.kind === "classes" ? target.labels : [];
}

/** The label that a row has; null where the target has no classes. */
export function labelOfRow(target: Target | null, row: Pick<Row, "targets">): string | null {
  return classLabelsOf(target)[classOf(target, row)] ?? null;
}

/** What a row has in the columns of its target: a label, or numbers. */
export function targetCellsOf(
  target: Target | null,
  row: Pick<Row, "targets">,
): readonly (string | number)[] {
  const label = labelOfRow(target, row);
  return label === null ? row.targets : [label];
}
