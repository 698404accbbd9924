// How a CSV text seems to be written: what separates its columns, whether its first line names them, what its decimal mark is.
// Why: a table that cannot be read as it is said to be is one mistake, and the way out names the settings that read it.
// What must not change: no reading depends on it; it is for messages, and for an experiment that is written for a file.

import { clip } from "../../text/visible_text.ts";
import { numberIn } from "./plain_number.ts";
import { recordsOf } from "./csv_rows.ts";
import type { CsvFormat } from "./csv_format.ts";

/** How a text seems to be written. */
export interface CsvShape {
  readonly separator: string;
  readonly decimal: CsvFormat["decimal"];
  readonly hasHeader: boolean;
  readonly columnCount: number;
}

/** Characters that are looked at, and records among them. */
export const SAMPLE_LENGTH = 256 * 1024;
const SAMPLE_RECORDS = 400;

/** Those that are seldom in a text come first; blanks separate only where nothing else does. */
const CANDIDATES = ["\t", ";", "|", ",", "space"] as const;

/** Texts that stand for nothing in the tables that people publish, in lower case. */
const MISSING_MARKS: readonly string[] = [
  "?",
  "na",
  "n/a",
  "n.a.",
  "nan",
  "null",
  "none",
  "nil",
  "-",
  "--",
  "–",
  ".",
  "*",
  "#n/a",
  "missing",
  "unknown",
  "(null)",
  "<na>",
  "not available",
  "k.a.",
  "k. a.",
  "keine angabe",
  "unbekannt",
];

/** Whether a text is empty or a mark that stands for nothing. */
export function isMissingMark(text: string): boolean {
  return text === "" || MISSING_MARKS.includes(text.toLowerCase());
}

/** How a text seems to be written; null where nothing separates columns in it. */
export function shapeOf(text: string): CsvShape | null {
  for (const share of [1, EVEN_SHARE]) {
    for (const separator of CANDIDATES) {
      const records = sampleOf(text, separator, share);
      if (records === null || separator === "\t" && isInBlankColumns(records)) continue;
      const body = records.slice(1);
      const decimal = decimalOf(separator, body.length === 0 ? records : body);
      return { separator, decimal, hasHeader: hasHeader(records, decimal), columnCount: records[0].length };
    }
  }
  return null;
}

/**
 * What separates the columns of a table of which too many lines have more or fewer cells than the header line: half of them agree
 * with it, or all with each other, but for the last of those that have one cell more. Null for any other text.
 */
export function unevenSeparator(text: string): string | null {
  return CANDIDATES.find((separator) => {
    const [header, ...records] = recordsOf(text.slice(0, SAMPLE_LENGTH), separator, SAMPLE_RECORDS) ?? [];
    if (records.length === 0) return false;
    const lengths = records.map((record) => record.length);
    const isNameShort = lengths.length > 1 &&
      lengths.slice(0, -1).every((length) => length === header.length + 1);
    // Words of prose are no cells, and a single one is no table.
    if (isNameShort || separator === "space" || header.length < 2) return isNameShort;
    const fitCount = lengths.filter((length) => length === header.length).length;
    return 2 * fitCount >= lengths.length ||
      lengths[0] > 1 && lengths.every((length) => length === lengths[0]);
  }) ?? null;
}

/** Whether the first cells are columns themselves, with runs of blanks between them and a tab before the last alone. */
function isInBlankColumns(records: readonly (readonly string[])[]): boolean {
  return records.every(([first]) => /\S {2,}\S/.test(first));
}

/** The share of records with as many cells as the first one, where not all have them. */
const EVEN_SHARE = 0.9;

/** The first records of a text where a separator cuts so many of them into as many cells as the first; else null. */
export function sampleOf(
  text: string,
  separator: string,
  share: number,
): readonly (readonly string[])[] | null {
  const isCut = text.length > SAMPLE_LENGTH;
  const records = recordsOf(isCut ? text.slice(0, SAMPLE_LENGTH) : text, separator, SAMPLE_RECORDS);
  // The last record of a part may be a part itself.
  if (isCut && records !== null && records.length > 1 && records.length < SAMPLE_RECORDS) records.pop();
  if (records === null || records.length === 0 || records[0].length < 2) return null;
  const width = records[0].length;
  const namedCount = records[0].findLastIndex((name) => name !== "") + 1;
  const even = records.flatMap((record) => fitted(record, namedCount, width));
  return even.length >= share * records.length ? even : null;
}

/**
 * A record in a list, with as many cells as the first one has; no record where it has others.
 * Separators at the end of a line separate nothing, be it that of the names or another.
 */
function fitted(
  record: readonly string[],
  namedCount: number,
  width: number,
): readonly (readonly string[])[] {
  if (record.length < namedCount || record.slice(width).some((cell) => cell !== "")) return [];
  return [Array.from({ length: width }, (_, column) => record[column] ?? "")];
}

function decimalOf(separator: string, records: readonly (readonly string[])[]): CsvFormat["decimal"] {
  let commas = 0;
  let points = 0;
  for (const record of records) {
    for (const text of record) {
      const cell = text.replace(/^[$€£]\s*|\s*[%$€£]$/g, "");
      // Between commas a cell with a comma is in quotes, and may be a number with groups of digits.
      if (separator === "," && /^[-+]?\d{1,3}(,\d{3})+$/.test(cell)) continue;
      if (/^[-+]?\d+(\.\d{3})*,\d+(e[-+]?\d+)?$/i.test(cell)) commas++;
      // Points between groups of three digits are no decimal points where commas are.
      else if (!/^[-+]?[1-9]\d{0,2}(\.\d{3})+$/.test(cell) && /^[-+]?\d+\.\d+(e[-+]?\d+)?$/i.test(cell)) {
        points++;
      }
    }
  }
  return commas > points ? "," : ".";
}

/**
 * Whether the first record names the columns: it has words over numbers, or over words that do not come again. Numbers over
 * numbers are names only where a word beside them is one for certain, as in a table with a column a year.
 */
function hasHeader(
  [first, ...records]: readonly (readonly string[])[],
  decimal: CsvFormat["decimal"],
): boolean {
  if (records.length === 0) return first.every((cell) => numberIn(cell, decimal) === undefined);
  let [isOverNumbers, isNumbers, isOverOtherWords, isNewEverywhere] = [false, false, false, true];
  for (const [index, cell] of first.entries()) {
    const below = records.map((record) => record[index]).filter((text) => !isMissingMark(text));
    const numbers = below.filter((text) => numberIn(text, decimal) !== undefined);
    if (cell !== "" && below.includes(cell)) isNewEverywhere = false;
    if (below.length > 0 && numbers.length >= 0.9 * below.length) {
      if (numberIn(cell, decimal) !== undefined) isNumbers = true;
      else if (!isMissingMark(cell)) isOverNumbers = true;
    } else if (numbers.length === 0 && !below.includes(cell) && isNewEverywhere) {
      isOverOtherWords ||= new Set(below).size <= below.length / 4;
    }
  }
  if (isNumbers) return isOverOtherWords && first.every((cell) => !/[.,]/.test(cell));
  return isOverNumbers || isNewEverywhere;
}

/** The line below the names of a Markdown table; a row of marks for nothing is none. */
const MARKDOWN_RULE = /^(?=.*(?:--|:))\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)+\|?\s*$/;

/** What a text is that is no table, and the way out; null for any other. */
export function otherFormatWords(text: string): readonly [message: string, hint: string] | null {
  const start = text.slice(0, 1000).trimStart();
  if (/^<(!doctype|html|\?xml)\b/i.test(start)) {
    return [
      "the file must be a table: found a web page",
      "download the data itself, not the page that shows it",
    ];
  }
  if (/^(\{\s*"|\[\s*[{[])/.test(start)) {
    return [
      "the file must be a table: found JSON",
      "save it as CSV: a line with the names of the columns, then a line a row",
    ];
  }
  const [names, rule = ""] = start.split(/\r\n|[\r\n]/, 2);
  if (MARKDOWN_RULE.test(rule)) {
    const bars = names.startsWith("|") ? ", and the | at both ends of every other line" : "";
    return ["the file must be a table: found one in Markdown", `remove the line ${clip(rule.trim())}${bars}`];
  }
  return null;
}
