// What a column of a table seems to hold: numbers, a few words, names, or nothing that can be learned from.
// Why only for drafting: an experiment says what its columns are; this is for the one who has not written it yet.

import { isLabel } from "../label.ts";
import type { CsvTable } from "../source/csv_table.ts";
import { isRoundedInteger, numberIn } from "../source/plain_number.ts";
import { positionOf } from "../source/problem.ts";
import { RepeatTally, StrayTally, WordTally } from "./column_tallies.ts";
import { isMissing, STRAY_SHARE } from "./missing_marks.ts";
import { type StandIn, standInAmong } from "./stand_ins.ts";

/** What a column seems to hold. */
export type ColumnKind = "numbers" | "vast" | "words" | "names" | "constant" | "empty" | "unreadable";

/** A column with what there is in it. */
export interface ColumnProfile {
  readonly name: string;
  /** From 0, in the table. */
  readonly index: number;
  readonly kind: ColumnKind;
  /** Cells that are empty, or hold a mark that stands for nothing. */
  readonly missingCount: number;
  /** Different texts, by first appearance, as many as are counted. */
  readonly words: readonly string[];
  /** Whether there are more of them. */
  readonly hasMoreWords: boolean;
  /** Whether no two cells are the same, and none is empty. */
  readonly isAllDifferent: boolean;
  /** Whether none is empty, and nine in ten at least are other than all before. */
  readonly isNearlyAllDifferent: boolean;
  /** Of numbers: whether all are whole, the smallest, the largest, and the one in the middle. */
  readonly isWhole: boolean;
  /** Whether it counts the rows of the table as they come, from 0 or 1 on. */
  readonly isNumbering: boolean;
  /** The number that seems to stand for nothing, if any. */
  readonly standIn: StandIn | null;
  readonly least: number;
  readonly most: number;
  readonly middle: number;
  /** The text that comes most often. */
  readonly commonWord: string;
  /** The cells that hold the rarest of the words; 0 where there are none, or more than are counted. */
  readonly rarestCount: number;
  /** The cells that hold another word than the commonest. */
  readonly otherCount: number;
  /** Cells that are no numbers, marks of empty ones apart. */
  readonly strayCount: number;
  /** Different texts of theirs, by first appearance, as many as are counted. */
  readonly strays: readonly string[];
  /** Whether the column is one of numbers but for those. */
  readonly isNearlyNumbers: boolean;
  /** The line of the file, from 1, with the first of those in a column of numbers; null in any other. */
  readonly strayLine: number | null;
}

/** Of the cells of a column of names so many may be the same as one before: copied rows. */
const REPEATED_SHARE = 0.1;

/**
 * What each column of a table seems to hold.
 *
 * @param learned the column without which a row is not learned; null where all rows are.
 */
export function profilesOf(
  table: CsvTable,
  marks: readonly string[],
  learned: number | null = null,
): readonly ColumnProfile[] {
  const rows = Array.from({ length: table.rowCount }, (_, row) => row)
    .filter((row) => learned === null || !isMissing(table.textOf(row, learned), marks));
  return table.columns.map((_, index) => profileOf(table, index, marks, rows));
}

function profileOf(
  table: CsvTable,
  index: number,
  marks: readonly string[],
  rows: readonly number[],
): ColumnProfile {
  const { decimal } = table.format;
  const [words, strays, repeats] = [new WordTally(), new StrayTally(decimal), new RepeatTally()];
  const numbers: number[] = [];
  const mostRepeats = REPEATED_SHARE * rows.length;
  let missingCount = 0;
  for (const row of rows) {
    const text = table.textOf(row, index);
    if (isMissing(text, marks)) {
      missingCount++;
      continue;
    }
    words.add(text);
    // Beyond that no cell need be held beside all others.
    if (missingCount === 0 && repeats.count <= mostRepeats) repeats.add(text);
    // Digits beyond those that a number holds are a name.
    const number = isRoundedInteger(text) ? undefined : numberIn(text, decimal);
    if (number === undefined) strays.add(text, row);
    else numbers.push(number);
  }
  const sorted = numbers.toSorted((a, b) => a - b);
  const areNumbers = isNearlyNumbers(strays.count, numbers.length);
  const commonWord = words.common();
  return {
    name: table.columns[index],
    index,
    kind: kindOf(rows.length - missingCount, words, strays, sorted),
    isAllDifferent: missingCount === 0 && repeats.count === 0,
    isNearlyAllDifferent: missingCount === 0 && repeats.count <= mostRepeats,
    missingCount,
    words: words.all,
    hasMoreWords: words.hasMore,
    isWhole: numbers.every(Number.isInteger),
    isNumbering: numbers.length === rows.length &&
      [0, 1].some((first) => numbers.every((number, at) => number === first + rows[at])),
    standIn: standInAmong(sorted),
    least: sorted[0] ?? NaN,
    most: sorted.at(-1) ?? NaN,
    middle: middleOf(sorted),
    commonWord,
    rarestCount: words.rarestCount(),
    otherCount: rows.length - missingCount - words.countOf(commonWord),
    strayCount: strays.count,
    strays: strays.texts,
    isNearlyNumbers: areNumbers,
    strayLine: strays.firstRow === null || !areNumbers
      ? null
      : positionOf(table.source.text, table.placeOf(strays.firstRow, index).start).line,
  };
}

/** Digits that are enough for a number between two others. */
const MIDDLE_DIGITS = 10;

/**
 * The median of sorted numbers; of whole ones the larger of the two in the middle, for nobody has 3.5 rooms. Why between them
 * else: of a short table a point of cells alone would often be a row of it.
 */
function middleOf(sorted: readonly number[]): number {
  const upper = sorted[sorted.length >> 1] ?? NaN;
  if (sorted.length % 2 === 1 || sorted.every(Number.isInteger)) return upper;
  return Number(((sorted[(sorted.length >> 1) - 1] + upper) / 2).toPrecision(MIDDLE_DIGITS));
}

/** Whether a column is one of numbers, but for a few cells. */
function isNearlyNumbers(strayCount: number, numberCount: number): boolean {
  return strayCount > 0 && strayCount <= STRAY_SHARE * numberCount;
}

/** Squares of numbers beyond this cannot be added up over a table, which a standard deviation takes. */
const VAST = 1e150;

/** @param numbers in growing order. */
function kindOf(
  thereCount: number,
  words: WordTally,
  strays: StrayTally,
  numbers: readonly number[],
): ColumnKind {
  if (thereCount === 0) return "empty";
  const wordCount = words.all.length;
  if (wordCount === 1) return "constant";
  if (strays.count === 0) return Math.max(-numbers[0], numbers.at(-1)!) > VAST ? "vast" : "numbers";
  if (isNearlyNumbers(strays.count, numbers.length)) return "unreadable";
  const isFew = !words.hasMore && wordCount <= Math.max(2, thereCount / 2) && wordCount <= MOST_CATEGORIES;
  // Of 2, 3, 4 and 5more none is a number with its unit.
  const areSteps = numbers.length > 0 && wordCount <= Math.min(MOST_CODES, thereCount / 4);
  if (strays.markedCount > strays.count / 2 && !areSteps) return "unreadable";
  if (isFew && words.all.every(isLabel)) return "words";
  return strays.markedCount + strays.wordlikeCount > strays.count / 2 ? "unreadable" : "names";
}

/** Words of a column that may have an input each in a draft. */
const MOST_CATEGORIES = 50;

/** Different values that may each be a class, where they are whole numbers. */
const MOST_CODES = 12;

/** Whether a column holds 0 and 1, and nothing else. */
export function isFlag({ kind, isWhole, least, most }: ColumnProfile): boolean {
  return kind === "numbers" && isWhole && least === 0 && most === 1;
}

/** Whether a column of numbers has so few of them that each may be a class. */
export function isOfCodes(profile: ColumnProfile, rowCount: number): boolean {
  const { kind, words, hasMoreWords, isWhole, missingCount } = profile;
  return kind === "numbers" && isWhole && !hasMoreWords && words.length <= MOST_CODES &&
    rowCount - missingCount >= (isFlag(profile) ? 4 : 4 * words.length);
}

/** Whether most texts of a column are made of several words: of three, or where names would have as many, of more. */
export function areSentences(texts: readonly string[], wordCount = 3): boolean {
  return 2 * texts.filter((text) => text.split(/\s+/).length >= wordCount).length > texts.length;
}
