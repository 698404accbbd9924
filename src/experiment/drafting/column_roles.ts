// Which columns of a table only tell its rows apart, and which of them names the rows.
// Why by names and numbers alike: a number that counts rows is no size, and some count them by another name than id.

import { isLabel } from "../label.ts";
import { areSentences, type ColumnProfile } from "./column_profile.ts";

/** What people call a column that tells rows apart, in lower case. */
const ID_NAMES: readonly string[] = [
  "id",
  "index",
  "key",
  "no",
  "nr",
  "row",
  "rowid",
  "rownames",
  "unnamed: 0",
  "#",
];

/** How the name of a first column ends that numbers the rows, with gaps too; elsewhere a number may be measured. */
const NUMBER_NAME = /(^|[_ -])nr\.?$|(nummer|number)$/i;

/** How a column is called that tells rows, or what they are of, apart even where a number comes again. */
const REPEATED_ID = /(^|[_ .-])(id|Id|ID)$|[a-z](Id|ID)$|^([Ii]ndex|[Rr]ow)$/;
/** The same in one word of small letters, which `acid`, `humid` and `bid` are not. */
const WHOSE_ID =
  /^(account|batch|case|client|customer|device|employee|event|item|member|obs|order|patient|person|plot|product|record|row|run|sample|session|site|specimen|station|student|subject|test|transaction|trial|unit|user)id$/i;
/** Different numbers of such a column up to which they may be codes of a few groups. */
const MOST_GROUPS = 12;

/** What may be measured at 1, 2, 3, …, in lower case. */
const COORDINATES: readonly string[] = ["x", "y", "t", "n", "step", "position"];

/** What people call a column that tells when a row was measured, in lower case: hardly what is learned. */
export const TIME_NAMES: readonly string[] = [
  "date",
  "time",
  "year",
  "quarter",
  "month",
  "week",
  "weekday",
  "day",
  "hour",
  "datum",
  "monat",
  "wochentag",
];

/** Words of a name, such as that of a car; sentences have more. */
const LONGEST_NAME = 4;
/** Rows from which on a numbering may leave some numbers out. */
const MANY_ROWS = 50;

/** Whether a column only tells rows apart. */
export function isIdentity(profile: ColumnProfile, rowCount: number, columnCount: number): boolean {
  const { name, kind, index, isAllDifferent, isWhole, isNumbering, least, most } = profile;
  if (kind !== "numbers" && kind !== "names") return false;
  // A copied row has the number of the first, and a patient with several rows is still no size.
  if (!isAllDifferent) return kind === "numbers" && isWhole && columnCount > 2 && isRepeatedId(profile);
  if (isIdName(name) || index === 0 && NUMBER_NAME.test(name)) return kind === "names" || isWhole;
  // Of two columns the first is what the other is learned from, and days go by while something happens.
  const mayNumber = kind === "numbers" && isWhole && columnCount > 2 && rowCount > 9 &&
    !TIME_NAMES.includes(name.toLowerCase());
  if (!mayNumber) return false;
  if (index > 0) return isNumbering && !COORDINATES.includes(name.toLowerCase());
  if (rowCount < MANY_ROWS) return most - least === rowCount - 1;
  // Measurements are spread more widely; where no name says what they are, they are nobody's.
  return most - least < 2 * rowCount || name === `c${index + 1}`;
}

/** Whether a column whose numbers come again is called as what tells rows apart, and has too many of them for codes. */
function isRepeatedId({ name, words }: ColumnProfile): boolean {
  return REPEATED_ID.test(name) && words.length > MOST_GROUPS;
}

/** The column that names the rows: one called name, else names, or what only tells rows apart; null for none. */
export function rowNameColumn(
  profiles: readonly ColumnProfile[],
  rowCount: number,
  columnCount: number,
): ColumnProfile | null {
  const named = profiles.filter(({ name }) => isLabel(name));
  return named.find(({ name }) => name === "name") ??
    named.find(({ name, kind }) => kind === "names" && /name/i.test(name)) ??
    named.find((profile) => profile.isAllDifferent && isIdentity(profile, rowCount, columnCount)) ??
    named.find((profile) => profile.isAllDifferent && areNames(profile)) ??
    // Copied rows have the names of the first; of two rows with one name the second gets a number.
    named.find((profile) => profile.isNearlyAllDifferent && areNames(profile)) ??
    null;
}

function areNames({ kind, words }: ColumnProfile): boolean {
  return kind === "names" && !areSentences(words, LONGEST_NAME + 1);
}

function isIdName(name: string): boolean {
  return ID_NAMES.includes(name.toLowerCase()) || REPEATED_ID.test(name) || WHOSE_ID.test(name);
}

/** Whether an experiment can name a column so. */
export function isName(name: string): boolean {
  return isLabel(name) && name !== "__proto__" && name !== "name";
}
