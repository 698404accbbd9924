// Numbers that stand for nothing, such as -999: which a column of numbers seems to have.
// What must not change: one that might be measured is not told; it is far from all others, and comes more than once.

import { shortest } from "../../text/decimal.ts";
import { clip } from "../../text/visible_text.ts";
import { counted, listed } from "../../text/words.ts";

/** What people write for a number that they have not. */
const STAND_INS: readonly number[] = [-99999, -9999, -999, -99, -9, -1, 99, 999, 9999, 99999, 999999];
/** Negative ones that nothing is measured as where no other number is negative. */
const LEAST_PLAIN = -99;

/** Such numbers in a column. */
export interface StandIn {
  /** One, or several of them, growing. */
  readonly values: readonly number[];
  /** The cells of all of them. */
  readonly count: number;
  /** The other numbers: from the least to the largest. */
  readonly least: number;
  readonly most: number;
}

/** The numbers of a column that seem to stand for nothing; null where none does. @param sorted in growing order. */
export function standInAmong(sorted: readonly number[]): StandIn | null {
  if (!STAND_INS.includes(sorted[0]) && !STAND_INS.includes(sorted[sorted.length - 1])) return null;
  const others = sorted.filter((number) => !STAND_INS.includes(number));
  const [least, most] = [others[0], others.at(-1)];
  if (least === undefined || most === undefined || others.length <= sorted.length / 2) return null;
  const countOf = (value: number): number => sorted.filter((number) => number === value).length;
  const values = STAND_INS.filter((value) => countOf(value) > 1 && isFar(value, least, most));
  const count = values.reduce((sum, value) => sum + countOf(value), 0);
  return values.length === 0 ? null : { values, count, least, most };
}

/** Whether a number is farther from others than these are from each other, or is the only kind of negative one. */
function isFar(value: number, least: number, most: number): boolean {
  if (least === most) return false;
  return Math.max(least - value, value - most) > most - least || value <= LEAST_PLAIN && least >= 0;
}

/** Such a number in a column of a table. */
export interface ColumnStandIn {
  readonly name: string;
  readonly standIn: StandIn;
  /** How its cells have it: `-999`, and somewhere `-999.0`. */
  readonly texts: readonly string[];
  /** Whether it is in the column to learn; as a class where that has some. */
  readonly learned: "number" | "class" | null;
  /** Other columns in which such a text says something, which a mark of the file would take from them. */
  readonly elsewhere: readonly string[];
}

/**
 * What is said of them: of the column to learn, and of all features that have the same number.
 *
 * @param hasMarks whether the file's missing has other texts already.
 */
export function standInRemarks(found: readonly ColumnStandIn[], hasMarks: boolean): readonly string[] {
  const groups = Map.groupBy(found, ({ standIn, learned }) => `${standIn.values} ${learned}`);
  return [...groups.values()].map((group) => standInRemark(group, hasMarks));
}

/** Columns that are named. */
const MOST_NAMED = 4;

function standInRemark(group: readonly ColumnStandIn[], hasMarks: boolean): string {
  const [{ standIn: { count, least, most }, learned }] = group;
  const texts = [...new Set(group.flatMap(({ texts }) => texts))];
  const which = `${listed(group.map(({ name }) => clip(name)), MOST_NAMED)} ${
    group.length === 1 ? "has" : "have"
  } ${listed(texts)}`;
  const where = group.length > 1
    ? ", far from the rest"
    : ` in ${counted(count, "row")}, far from the rest (${shortest(least)} to ${shortest(most)})`;
  const stands = texts.length === 1 ? "it stands" : "they stand";
  const elsewhere = [...new Set(group.flatMap(({ elsewhere }) => elsewhere))];
  // A mark of the file would take the number from every column.
  const marked = elsewhere.length === 0
    ? `${howMarked(texts, hasMarks)} and`
    : `empty those cells in the file (${listed(elsewhere.map((name) => clip(name)), MOST_NAMED)} ${
      elsewhere.length === 1 ? "has" : "have"
    } it too) and add`;
  return `${which}${where}: if ${stands} for nothing,\n${marked} ${wayOut(group.length, learned)}.`;
}

function wayOut(columnCount: number, learned: ColumnStandIn["learned"]): string {
  if (learned === "class") return "missing: drop to target, and take it out of its classes";
  if (learned === "number") return "missing: drop to target";
  return `missing: median to ${columnCount === 1 ? "its feature" : "their features"}`;
}

/**
 * How texts are read as empty cells, without a full stop.
 *
 * @param hasMarks whether the file's missing has other texts already.
 */
export function howMarked(texts: readonly string[], hasMarks: boolean): string {
  const marks = texts.map((text) => JSON.stringify(text)).join(", ");
  return `add ${hasMarks ? `${marks} to missing of file` : `missing: [${marks}] to file: { path: … }`}`;
}
