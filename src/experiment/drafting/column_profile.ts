// What a column of a table seems to hold: numbers, a few words, names, or nothing that can be learned from.
// Why only for drafting: an experiment says what its columns are; this is for the one who has not written it yet.

import { isLabel } from "../label.ts";
import type { CsvTable } from "../source/csv_table.ts";
import {
  isRoundedInteger,
  labelNumberOf,
  mayBeWord,
  numberHintIn,
  numberIn,
} from "../source/plain_number.ts";
import { positionOf } from "../source/problem.ts";
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

/** Different texts that are counted: more of them are no classes. */
const MOST_WORDS = 200;
/** Different texts in place of numbers that are counted: nobody writes more of them for nothing. */
const MOST_STRAYS = 4;
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
  const counts = new Map<string | number, number>();
  const words: string[] = [];
  const numbers: number[] = [];
  const seen = new Set<string>();
  const strays = new Set<string>();
  let firstStray: number | null = null;
  let [missingCount, strayCount, markedCount, wordlikeCount, repeatCount] = [0, 0, 0, 0, 0];
  let hasMoreWords = false;
  const mostRepeats = REPEATED_SHARE * rows.length;
  for (const row of rows) {
    const text = table.textOf(row, index);
    if (isMissing(text, marks)) {
      missingCount++;
      continue;
    }
    // Beyond that no cell need be held beside all others.
    if (missingCount === 0 && repeatCount <= mostRepeats && seen.size === seen.add(text).size) repeatCount++;
    // Digits beyond those that a number holds are a name.
    const number = isRoundedInteger(text) ? undefined : numberIn(text, table.format.decimal);
    if (number === undefined) {
      strayCount++;
      firstStray ??= row;
      if (numberHintIn(text, table.format.decimal) !== undefined) {
        if (mayBeWord(text)) wordlikeCount++;
        else markedCount++;
      }
      if (strays.size < MOST_STRAYS) strays.add(text);
    } else numbers.push(number);
    const key = labelNumberOf(text) ?? text; // 1 and 1.0 are one word, 1 and 01 are two
    const count = counts.get(key);
    if (count !== undefined || counts.size < MOST_WORDS) {
      counts.set(key, (count ?? 0) + 1);
      if (count === undefined) words.push(text);
    } else hasMoreWords = true;
  }
  const countOf = (word: string): number => counts.get(labelNumberOf(word) ?? word)!;
  const sorted = numbers.toSorted((a, b) => a - b);
  const thereCount = rows.length - missingCount;
  const areNumbers = isNearlyNumbers(strayCount, numbers.length);
  const commonWord = words.reduce(
    (best, word) => countOf(word) > countOf(best) ? word : best,
    words[0] ?? "",
  );
  return {
    name: table.columns[index],
    index,
    kind: kindOf({
      thereCount,
      strayCount,
      markedCount,
      wordlikeCount,
      numbers: sorted,
      words,
      hasMoreWords,
    }),
    isAllDifferent: missingCount === 0 && repeatCount === 0,
    isNearlyAllDifferent: missingCount === 0 && repeatCount <= mostRepeats,
    missingCount,
    words,
    hasMoreWords,
    isWhole: numbers.every(Number.isInteger),
    isNumbering: numbers.length === rows.length &&
      [0, 1].some((first) => numbers.every((number, at) => number === first + rows[at])),
    standIn: standInAmong(sorted),
    least: sorted[0] ?? NaN,
    most: sorted.at(-1) ?? NaN,
    middle: middleOf(sorted),
    commonWord,
    rarestCount: hasMoreWords || words.length === 0 ? 0 : Math.min(...counts.values()),
    otherCount: words.length === 0 ? 0 : thereCount - countOf(commonWord),
    strayCount,
    strays: [...strays],
    isNearlyNumbers: areNumbers,
    strayLine: firstStray === null || !areNumbers
      ? null
      : positionOf(table.source.text, table.placeOf(firstStray, index).start).line,
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

function kindOf({ thereCount, strayCount, markedCount, wordlikeCount, numbers, words, hasMoreWords }: {
  readonly thereCount: number;
  readonly strayCount: number;
  /** Of these the ones that are numbers with marks, units or percent. */
  readonly markedCount: number;
  /** Those that may be words as well. */
  readonly wordlikeCount: number;
  /** In growing order. */
  readonly numbers: ArrayLike<number>;
  readonly words: readonly string[];
  readonly hasMoreWords: boolean;
}): ColumnKind {
  if (thereCount === 0) return "empty";
  if (words.length === 1) return "constant";
  const numberCount = numbers.length;
  if (strayCount === 0) {
    return Math.max(-numbers[0], numbers[numberCount - 1]) > VAST ? "vast" : "numbers";
  }
  if (isNearlyNumbers(strayCount, numberCount)) return "unreadable";
  const isFew = !hasMoreWords && words.length <= Math.max(2, thereCount / 2) &&
    words.length <= MOST_CATEGORIES;
  // Of 2, 3, 4 and 5more none is a number with its unit.
  const areSteps = numberCount > 0 && words.length <= Math.min(MOST_CODES, thereCount / 4);
  if (markedCount > strayCount / 2 && !areSteps) return "unreadable";
  if (isFew && words.every(isLabel)) return "words";
  return markedCount + wordlikeCount > strayCount / 2 ? "unreadable" : "names";
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
