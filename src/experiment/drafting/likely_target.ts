// Which column of a table is most likely the one to learn.
// Why a score: people put the target last, or first, or call it by one of a few names; a draft says which was taken.

import type { CsvTable } from "../source/csv_table.ts";
import { isMarkedNumber } from "../source/plain_number.ts";
import { type ColumnProfile, isOfCodes } from "./column_profile.ts";
import { isName, TIME_NAMES } from "./column_roles.ts";
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

/** Names among them that are features just as often: a last column of two values is then the likelier target. */
const ALSO_FEATURES: readonly string[] = [
  "category",
  "gender",
  "gehalt",
  "grade",
  "income",
  "miete",
  "rent",
  "revenue",
  "salary",
  "umsatz",
];

/**
 * The column to learn: the likeliest; null where none can be. Where the numbers of the likeliest are in another writing, the
 * likeliest of the others: how some other column is written decides nothing.
 */
export function targetColumn(profiles: readonly ColumnProfile[], table: TableFacts): ColumnProfile | null {
  const otherwise = likeliestOf(profiles, table.rowCount);
  const likeliest = likeliestOf(profiles.map((profile) => asRead(profile, table)), table.rowCount);
  return otherwise === null ? null : profiles.find((profile) => profile === likeliest) ?? otherwise;
}

/** What roles depend on besides columns. */
type TableFacts = Pick<CsvTable, "rowCount" | "format">;

/** The column that is most likely learned of those that can be; null where there are no two. */
function likeliestOf(profiles: readonly ColumnProfile[], rowCount: number): ColumnProfile | null {
  const usable = profiles.filter(({ name, kind }) => (kind === "numbers" || kind === "words") && name !== "");
  if (usable.length < 2) return null;
  // Beside x, y is a coordinate as a rule.
  const names = profiles.map(({ name }) => name.toLowerCase());
  const endsWithTwo = hasTwoValues(usable[usable.length - 1]);
  const isTargetName = (name: string, isLast: boolean): boolean =>
    TARGET_NAMES.includes(name) && (name !== "y" || isLast || !names.includes("x")) &&
    (isLast || !endsWithTwo || !ALSO_FEATURES.includes(name));
  const wordColumns = usable.filter(({ kind }) => kind === "words");
  const scoreOf = (profile: ColumnProfile, at: number): number => {
    const isLast = at === usable.length - 1;
    const isFew = profile.kind === "words" || isOfCodes(profile, rowCount);
    const name = profile.name.toLowerCase();
    return (isTargetName(name, isLast) ? 12 : TIME_NAMES.includes(name) ? -9 : 0) +
      (isLast ? 3 : at === 0 ? 1 : 0) +
      (isFew && (isLast || at === 0 && isShortList(profile)) ? 3 : 0) +
      // The one column of words among figures; between others it is rather one of the features.
      (wordColumns.length === 1 && wordColumns[0] === profile && usable.length > 3
        ? isLast || at === 0 ? 4 : 2
        : 0) -
      // Where most rows lack it, there is little to learn.
      (profile.missingCount > rowCount / 2 ? 5 : 0);
  };
  const scores = usable.map(scoreOf);
  return usable[scores.lastIndexOf(Math.max(...scores))];
}

/** The column that would be learned if its cells, numbers in another writing, were read as numbers; null where none is. */
export function unreadTarget(
  { target, features, profiles }: Pick<Roles, "target" | "features" | "profiles">,
  table: TableFacts,
): ColumnProfile | null {
  const usable = profiles.map((profile) => asRead(profile, table))
    .filter((profile) => profile === target || features.includes(profile) || !profiles.includes(profile));
  const likeliest = likeliestOf(usable, table.rowCount);
  return likeliest === null || profiles.includes(likeliest) ? null : profiles[likeliest.index];
}

/** A column of numbers in another writing, as if they were read; any other as it is. */
function asRead(profile: ColumnProfile, { format }: TableFacts): ColumnProfile {
  const { name, kind, strays } = profile;
  const isMarked = kind === "unreadable" && isName(name) && isMarkedNumber(strays[0], format.decimal);
  return isMarked ? { ...profile, kind: "numbers", isWhole: false } : profile;
}

/** Whether there are two answers to what a column asks: yes and no, 0 and 1. */
function hasTwoValues({ words, hasMoreWords }: ColumnProfile): boolean {
  return words.length === 2 && !hasMoreWords;
}

/** Codes that may be classes where a table begins with them; more of them are rather counted or measured. */
const MOST_CODES_FIRST = 5;

function isShortList({ kind, words }: ColumnProfile): boolean {
  return kind === "words" || words.length <= MOST_CODES_FIRST;
}
