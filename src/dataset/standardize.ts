// Turns raw rows into what the network sees, input = (value - shift) / scale, and its outputs into raw units again.
// What must not change: figures are taken of the rows that the caller gives, sums run from row 0 upwards, the standard
// deviation is that of the rows themselves (divided by their count, as NumPy's `std` does), and a shift of 0 with a scale
// of 1 changes no bit.

import { requireList, requireNumber, shown } from "../numeric/required_numbers.ts";
import { type ColumnRequest, outputNamesOf, type Row, type Target, type Tokens } from "./dataset.ts";
import { learnedIndices, wordsOfRows } from "./learned_words.ts";

/** A column with its shift and scale worked out. */
export interface Column extends ColumnRequest {
  /** Where a row has its raw value among those of all columns that were asked for. */
  readonly index: number;
  /** In raw units. */
  readonly shift: number;
  /** In raw units, never 0. */
  readonly scale: number;
  /** What an empty cell stands for, in raw units. */
  readonly missing?: number;
  /** Of a column of sentences: the words that the network knows, by first appearance in the rows that are learned. */
  readonly learnedWords?: readonly string[];
}

/** Mean of numbers, summed from index 0 upwards; NaN for none. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index];
  return sum / values.length;
}

/** Standard deviation of numbers, divided by their count: `numpy.std`. */
export function standardDeviation(values: ArrayLike<number>): number {
  const center = mean(values);
  let sum = 0;
  for (let index = 0; index < values.length; index++) {
    sum += (values[index] - center) * (values[index] - center);
  }
  return Math.sqrt(sum / values.length);
}

/** The middle of numbers in their order; of an even count the mean of the two in the middle. NaN for none. */
export function median(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The smallest of numbers; Infinity for none. */
function smallest(values: ArrayLike<number>): number {
  let least = Infinity;
  for (let index = 0; index < values.length; index++) if (values[index] < least) least = values[index];
  return least;
}

/** The largest of numbers less the smallest; -Infinity for none. */
function range(values: ArrayLike<number>): number {
  let most = -Infinity;
  for (let index = 0; index < values.length; index++) if (values[index] > most) most = values[index];
  return most - smallest(values);
}

/**
 * Columns with what they ask of the rows replaced by the figures of these: first what an empty cell stands for, from the
 * cells that are not empty; then shift and scale, from all of them.
 *
 * @param rows those from which figures are taken: for each its raw values, one a column, NaN where the cell is empty.
 * @returns one column for each request, but for words that no row has where the rows decide upon the words: see `Category`.
 * `shift` and `scale` may come out 0 or not finite where the rows do not allow them, which the experiment reader reports.
 * @throws RangeError for a shift, a scale or what an empty cell stands for that is neither a number nor one of the words;
 * TypeError for columns and rows that are no lists, and for a cell that figures are taken of and that is no number.
 *
 * @example Weights of 133, 160, 152 and 120 lb have a mean of 141.25
 * ```ts
 * import { fitColumns } from "@seedbed/seedbed";
 * const request = { name: "weight", unit: "lb", shift: "mean", scale: 1 } as const;
 * if (fitColumns([request], [[133], [160], [152], [120]])[0].shift !== 141.25) throw new Error("wrong");
 * ```
 */
export function fitColumns(
  requests: readonly ColumnRequest[],
  rows: readonly (readonly number[])[],
): readonly Column[] {
  requireRequests(requests, rows);
  // One for all columns: a table of 16 MiB has eighty of a hundred thousand rows.
  const values = new Float64Array(requests.every(isGiven) ? 0 : rows.length);
  return learnedIndices(requests, rows).map((index) => {
    const request = requests[index];
    if (isGiven(request)) {
      const { tokens } = request;
      return {
        ...request,
        index,
        ...(tokens === undefined ? {} : { learnedWords: wordsOfRows(tokens, rows) }),
      };
    }
    rows.forEach((row, at) => {
      requireNumber("a cell", row?.[index]);
      values[at] = row[index];
    });
    return { ...fitColumn(request, values), index };
  });
}

/** Refuses what no column can be made of, but for its cells. */
function requireRequests(requests: readonly ColumnRequest[], rows: readonly (readonly number[])[]): void {
  requireList("columns", requests);
  requireList("rows", rows);
  for (const request of requests) {
    requireFigure("shift", request?.shift, "mean", "min");
    requireFigure("scale", request?.scale, "std", "range");
    requireFigure("missing", request?.missing ?? 0, "mean", "median");
  }
}

function requireFigure(name: string, found: unknown, first: string, second: string): void {
  if (typeof found === "number" || found === first || found === second) return;
  throw new RangeError(`${name} must be a number, ${first} or ${second}: found ${shown(found)}`);
}

/** Whether a column asks for no figures of the rows. */
export function isGiven(request: ColumnRequest): request is Omit<Column, "index"> {
  const { shift, scale, missing } = request;
  return typeof shift === "number" && typeof scale === "number" && typeof missing !== "string";
}

/** @param values of the column; empty cells are filled in place. */
function fitColumn(
  { shift, scale, missing, ...labels }: ColumnRequest,
  values: Float64Array,
): Omit<Column, "index"> {
  const fill = missing === undefined ? undefined : fillOf(missing, values);
  if (fill !== undefined) {
    for (let at = 0; at < values.length; at++) if (Number.isNaN(values[at])) values[at] = fill;
  }
  return {
    ...labels,
    shift: shift === "mean" ? mean(values) : shift === "min" ? smallest(values) : shift,
    scale: scale === "std" ? standardDeviation(values) : scale === "range" ? range(values) : scale,
    ...(fill === undefined ? {} : { missing: fill }),
  };
}

function fillOf(missing: NonNullable<ColumnRequest["missing"]>, values: Float64Array): number {
  if (typeof missing === "number") return missing;
  const there = values.filter((value) => !Number.isNaN(value));
  return missing === "mean" ? mean(there) : median(there);
}

/** A raw value, or what stands for it where the cell is empty. */
export function filled({ missing }: Pick<Column, "missing">, value: number): number {
  return missing !== undefined && Number.isNaN(value) ? missing : value;
}

/**
 * One raw value as the network sees it.
 *
 * @throws TypeError where the column has no shift or no scale that is a number, or the value is none.
 *
 * @example Alice's weight of 133 lb, shifted by 135
 * ```ts
 * import { standardize } from "@seedbed/seedbed";
 * const weight = { name: "weight", unit: "lb", shift: 135, scale: 1 };
 * if (standardize(weight, 133) !== -2) throw new Error("wrong");
 * ```
 */
export function standardize(
  column: Pick<Column, "shift" | "scale" | "missing">,
  value: number,
): number {
  requireColumn(column);
  requireNumber("a value", value);
  return standardized(column, value);
}

/** The same without a check, for each cell of a table. */
function standardized(column: Pick<Column, "shift" | "scale" | "missing">, value: number): number {
  return (filled(column, value) - column.shift) / column.scale;
}

/** Refuses what has no shift and scale, or has them still to be worked out. */
function requireColumn(column: Pick<Column, "shift" | "scale">): void {
  requireNumber("shift", column?.shift);
  requireNumber("scale", column?.scale);
}

/** How many numbers enter a network with these features. */
export function inputCountOfColumns(features: readonly Pick<ColumnRequest, "tokens">[]): number {
  return features[0]?.tokens?.length ?? features.length;
}

/**
 * Rows or queries as network inputs, shape [count * inputCount], one after another.
 *
 * Of a word that has no input nothing is seen: all inputs of its column are 0. A sentence is the numbers of its words, with
 * -1 in front of those that are shorter than the longest; a word that no learned row has is left out of it.
 */
export function inputsOf(
  features: readonly Column[],
  rows: readonly Pick<Row, "values">[],
): Float64Array {
  const [{ tokens, learnedWords } = { tokens: undefined, learnedWords: undefined }] = features;
  if (tokens !== undefined) return sentencesOf(tokens, learnedWords!, rows);
  const inputs = new Float64Array(rows.length * features.length);
  let at = 0;
  for (const row of rows) {
    for (let input = 0; input < features.length; input++) {
      inputs[at++] = standardized(features[input], row.values[features[input].index]);
    }
  }
  return inputs;
}

function sentencesOf(
  { words, length }: Tokens,
  learnedWords: readonly string[],
  rows: readonly Pick<Row, "values">[],
): Float64Array {
  const numbers = new Map(learnedWords.map((word, number) => [word, number]));
  const numberOf = words.map((word) => numbers.get(word) ?? -1);
  const inputs = new Float64Array(rows.length * length).fill(-1);
  rows.forEach(({ values }, row) => {
    const known = values.map((word) => numberOf[word]).filter((number) => number >= 0);
    inputs.set(known, (row + 1) * length - known.length);
  });
  return inputs;
}

/**
 * What the network learns to answer, shape [rowCount * outputCount], one row after another.
 *
 * @param columns those of a target of numbers, with `mean` and `std` worked out; none for classes.
 */
export function targetsOf(
  target: Target | null,
  columns: readonly Column[],
  rows: readonly Pick<Row, "targets">[],
): Float64Array {
  const outputCount = outputNamesOf(target).length;
  const learned = new Float64Array(rows.length * outputCount);
  rows.forEach(({ targets }, row) => {
    if (target?.kind === "classes") learned[row * outputCount + targets[0]] = 1;
    else if (target?.kind === "coded") learned[row] = targets[0];
    else {columns.forEach((column, index) =>
        learned[row * outputCount + index] = standardized(column, targets[index])
      );}
  });
  return learned;
}

/**
 * An output in raw units: output * scale + shift.
 *
 * @param column the target's; undefined for classes, whose outputs have no units.
 * @throws TypeError where the column has no shift or no scale that is a number, or the output is none.
 *
 * @example A price of one standard deviation above its mean
 * ```ts
 * import { rawOutput } from "@seedbed/seedbed";
 * const price = { name: "price", unit: "EUR", shift: 250, scale: 40 };
 * if (rawOutput(price, 1) !== 290 || !Object.is(rawOutput({ ...price, shift: 0, scale: 1 }, -0), -0)) throw new Error("wrong");
 * ```
 */
export function rawOutput(column: Pick<Column, "shift" | "scale"> | undefined, output: number): number {
  requireNumber("an output", output);
  if (column === undefined) return output;
  requireColumn(column);
  // Without shift and scale it is the very output: adding 0 would lose the sign of -0.
  if (column.shift === 0 && column.scale === 1) return output;
  return output * column.scale + column.shift;
}
