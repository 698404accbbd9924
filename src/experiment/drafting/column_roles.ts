// Which column of a table names its rows, and which is most likely the one to learn.
// Why a score: people put the target last, or first, or call it by one of a few names; a draft says which was taken.

import { isLabel } from "../label.ts";
import type { CsvTable } from "../source/csv_table.ts";
import { isMarkedNumber } from "../source/plain_number.ts";
import { areSentences, type ColumnProfile, isOfCodes } from "./column_profile.ts";
import type { Roles } from "./table_draft.ts";

/** What people call the column to learn, in lower case. */
const TARGET_NAMES: readonly string[] = [
  "target",
  "class",
  "label",
  "labels",
  "y",
  "outcome",
  "output",
  "response",
  "result",
  "species",
  "variety",
  "category",
  "diagnosis",
  "quality",
  "survived",
  "default",
  "churn",
  "income",
  "price",
  "saleprice",
  "medv",
  "mpg",
  "charges",
  "digit",
  "cultivar",
  "gender",
  "rent",
  "salary",
  "sales",
  "revenue",
  "yield",
  "grade",
  "klasse",
  "ziel",
  "ergebnis",
  "preis",
  "kaufpreis",
  "miete",
  "gehalt",
  "umsatz",
  "ertrag",
];

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
const TIME_NAMES: readonly string[] = [
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

/** The column that is most likely learned; null where none can be. */
export function targetColumn(profiles: readonly ColumnProfile[], rowCount: number): ColumnProfile | null {
  const usable = profiles.filter(({ name, kind }) => (kind === "numbers" || kind === "words") && name !== "");
  if (usable.length < 2) return null;
  // Beside x, y is a coordinate as a rule.
  const names = usable.map(({ name }) => name.toLowerCase());
  const isTargetName = (name: string, isLast: boolean): boolean =>
    TARGET_NAMES.includes(name) && (name !== "y" || isLast || !names.includes("x"));
  const wordColumns = usable.filter(({ kind }) => kind === "words");
  const scoreOf = (profile: ColumnProfile, at: number): number => {
    const isLast = at === usable.length - 1;
    const isFew = profile.kind === "words" || isOfCodes(profile, rowCount);
    const name = profile.name.toLowerCase();
    return (isTargetName(name, isLast) ? 12 : TIME_NAMES.includes(name) ? -9 : 0) +
      (isLast ? 3 : at === 0 ? 1 : 0) +
      (isFew && (isLast || at === 0 && isShortList(profile)) ? 3 : 0) +
      // The one column of words among figures.
      (wordColumns.length === 1 && wordColumns[0] === profile && usable.length > 3 ? 4 : 0) -
      // Where most rows lack it, there is little to learn.
      (profile.missingCount > rowCount / 2 ? 5 : 0);
  };
  const scores = usable.map(scoreOf);
  return usable[scores.lastIndexOf(Math.max(...scores))];
}

/** The column that would be learned if its cells, numbers in another writing, were read as numbers; null where none is. */
export function unreadTarget(
  { target, features, profiles }: Pick<Roles, "target" | "features" | "profiles">,
  { rowCount, format }: Pick<CsvTable, "rowCount" | "format">,
): ColumnProfile | null {
  const isMarked = ({ name, kind, strays }: ColumnProfile): boolean =>
    kind === "unreadable" && isName(name) && isMarkedNumber(strays[0], format.decimal);
  const usable = profiles.flatMap((profile): ColumnProfile[] => {
    if (isMarked(profile)) return [{ ...profile, kind: "numbers", isWhole: false }];
    return profile === target || features.includes(profile) ? [profile] : [];
  });
  const likeliest = targetColumn(usable, rowCount);
  return likeliest === null || likeliest.index === target.index ? null : profiles[likeliest.index];
}

/** Codes that may be classes where a table begins with them; more of them are rather counted or measured. */
const MOST_CODES_FIRST = 5;

function isShortList({ kind, words }: ColumnProfile): boolean {
  return kind === "words" || words.length <= MOST_CODES_FIRST;
}

/** Whether an experiment can name a column so. */
export function isName(name: string): boolean {
  return isLabel(name) && name !== "__proto__" && name !== "name";
}
