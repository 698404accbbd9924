// What is odd about a table that can be read: a line of units, a row of totals, classes that differ in case alone, rows
// that a mark in place of the target drops, and columns of which one is 1 in each row.
// What must not change: nothing of it is mended in silence; a person is told, and decides.

import { alikeAmong } from "../../text/look_alike.ts";
import { clip } from "../../text/visible_text.ts";
import { counted, listed } from "../../text/words.ts";
import type { CsvTable } from "../source/csv_table.ts";
import { isMissingMark } from "../source/csv_shape.ts";
import { isOfNumbersBelow } from "../source/lines_above.ts";
import { numberIn } from "../source/plain_number.ts";
import type { Place } from "../source/problem.ts";
import { doubtfulPoints } from "../source/thousands.ts";
import { type ColumnProfile, isFlag, isOfCodes } from "./column_profile.ts";
import { isMissing } from "./missing_marks.ts";
import { type ColumnStandIn, standInRemarks } from "./stand_ins.ts";
import type { Roles } from "./table_draft.ts";

/** The first cell of a line of units below the header line; null where that line is a row. */
export function unitCell(table: CsvTable): { readonly place: Place; readonly text: string } | null {
  if (table.header === null || table.rowCount < 3) return null;
  const units = table.columns.flatMap((_, column) => {
    const first = table.textOf(0, column);
    return !isMissingMark(first) && isOfNumbersBelow(table, column, 1) ? [column] : [];
  });
  const isNumber = (column: number): boolean =>
    numberIn(table.textOf(0, column), table.format.decimal) !== undefined;
  if (units.length < 2 || units.some(isNumber)) return null;
  return { place: table.placeOf(0, units[0]), text: table.textOf(0, units[0]) };
}

/** Words for figures over all rows, in lower case. */
const TOTALS: readonly string[] = [
  "total",
  "totals",
  "grand total",
  "sum",
  "average",
  "mean",
  "summe",
  "gesamt",
  "mittelwert",
];

/** What is said of a last row that seems to sum up the others; null where it does not, or has nothing to learn. */
export function totalsRemark(
  table: CsvTable,
  target: ColumnProfile,
  marks: readonly string[],
): string | null {
  const last = table.rowCount - 1;
  if (isMissing(table.textOf(last, target.index), marks)) return null;
  const word = table.columns.map((_, column) => table.textOf(last, column))
    .find((text, column) =>
      TOTALS.includes(text.toLowerCase().replace(/:$/, "")) &&
      (last === 0 || table.textOf(last - 1, column) !== text)
    );
  return word === undefined
    ? null
    : `The last row seems to sum up the others (${
      clip(word)
    }), and is learned with them: remove it from the file.`;
}

/** What is said of points that may stand between thousands, as in 2.393 beside 718; null where none may. */
export function pointsRemark(table: CsvTable, profiles: readonly ColumnProfile[]): string | null {
  const numbers = profiles.filter(({ kind }) => kind === "numbers").map(({ name }) => name);
  const doubt = doubtfulPoints(table, numbers);
  return doubt === null ? null : `${doubt.message}:
${doubt.mend}, and add decimal: "," to file: { path: … } (or decimal: "." where they are decimal points).`;
}

/** What is said of words that look the same and are not; null where none do. */
export function lookAlikeRemark({ name, kind, words }: ColumnProfile): string | null {
  const alike = kind === "words" ? alikeAmong(words) : [];
  return alike.length === 0
    ? null
    : `${clip(name)} has ${
      alikeWords(alike)
    }, which look alike and are different words: write them alike in the file.`;
}

/** What is said of words that differ in case alone; null where none do. */
export function caseRemark({ name, kind, words }: ColumnProfile): string | null {
  if (kind !== "words") return null;
  const alike = Object.values(Object.groupBy(words, (word) => word.toLowerCase()))
    .flatMap((group = []) => group.length > 1 ? [group] : []);
  return alike.length === 0
    ? null
    : `${clip(name)} has ${alikeWords(alike)}: if they mean the same, write them alike in the file.`;
}

/** What is said of numbers that may be codes, such as postcodes: some begin with a 0 that a number has not. Null where none do. */
export function codesRemark({ name, kind, words }: ColumnProfile): string | null {
  const code = kind === "numbers" ? words.find((word) => /^0\d/.test(word)) : undefined;
  return code === undefined ? null : `${clip(name)} is taken for a number, though it has ${clip(code)}: ` +
    "a code is no size; leave the feature out, or write categories: all in place of shift and scale.";
}

/** What is said of rows that are dropped for a mark in the column to learn; null where none are. */
export function droppedRemark(
  table: CsvTable,
  { name, index, kind }: ColumnProfile,
  marks: readonly string[],
): string | null {
  const found = Array.from({ length: table.rowCount }, (_, row) => table.textOf(row, index))
    .filter((text) => marks.includes(text));
  if (found.length === 0) return null;
  const words = [...new Set(found)];
  const drop = `In ${clip(name)}, ${listed(words.map((word) => clip(word)))} ${
    words.length === 1 ? "is" : "are"
  } read as missing, which drops ${counted(found.length, "row")}`;
  return kind === "words" ? `${drop}: a class must have another word in the file.` : `${drop}.`;
}

/** What is said of numbers that seem to stand for nothing, such as -999. */
export function standInWords(
  table: CsvTable,
  { target, features }: Pick<Roles, "target" | "features">,
  marks: readonly string[],
): readonly string[] {
  const isClass = target.kind !== "numbers" || isOfCodes(target, table.rowCount);
  const profiles = [target, ...features];
  const textsOf = (index: number): readonly string[] =>
    Array.from({ length: table.rowCount }, (_, row) => table.textOf(row, index));
  const found = profiles.flatMap(({ name, index, standIn }): ColumnStandIn[] => {
    if (standIn === null) return [];
    const isOne = (text: string): boolean =>
      standIn.values.includes(numberIn(text, table.format.decimal) ?? NaN);
    const texts = new Set(textsOf(index).filter(isOne));
    const elsewhere = profiles.filter((other) =>
      other.index !== index && other.standIn?.values.join() !== standIn.values.join() &&
      textsOf(other.index).some((text) => texts.has(text))
    ).map(({ name }) => name);
    const learned = index !== target.index ? null : isClass ? "class" : "number";
    return [{ name, standIn, texts: [...texts], learned, elsewhere }];
  });
  return standInRemarks(found, marks.length > 0);
}

/** Columns beside the one to learn that tell its value: with it, exactly one of them is 1 in each row. */
export function otherFlags(
  table: CsvTable,
  target: ColumnProfile,
  profiles: readonly ColumnProfile[],
): readonly ColumnProfile[] {
  if (!isFullFlag(target)) return [];
  const at = profiles.indexOf(target);
  for (const step of [-1, 1]) {
    const group = [target];
    for (let next = at + step; next in profiles && isFullFlag(profiles[next]); next += step) {
      group.push(profiles[next]);
      if (group.length > 2 && isOneInEachRow(table, group)) {
        return group.slice(1).sort((a, b) => a.index - b.index);
      }
    }
  }
  return [];
}

/** What is said of them. */
export function flagsRemark(target: ColumnProfile, others: readonly ColumnProfile[]): string {
  const names = [target, ...others].sort((a, b) => a.index - b.index).map(({ name }) => clip(name));
  return `In each row one of ${listed(names)} is 1, so that the others tell ${
    clip(target.name)
  } and are left out; ` +
    "to learn them all, write targets with all of them in place of target.";
}

function isFullFlag(profile: ColumnProfile): boolean {
  return isFlag(profile) && profile.missingCount === 0;
}

function isOneInEachRow(table: CsvTable, group: readonly ColumnProfile[]): boolean {
  for (let row = 0; row < table.rowCount; row++) {
    const ones = group.filter(({ index }) => numberIn(table.textOf(row, index), table.format.decimal) === 1);
    if (ones.length !== 1) return false;
  }
  return true;
}

/** Groups of words that are named. */
const MOST_ALIKE = 3;

/** Groups of words that are much the same, in a sentence: `red and Red, no and NO`. */
function alikeWords(groups: readonly (readonly string[])[]): string {
  const shown = groups.slice(0, MOST_ALIKE).map((words) => listed(words.map((word) => clip(word))));
  return shown.join(", ") + (groups.length > MOST_ALIKE ? ", …" : "");
}
