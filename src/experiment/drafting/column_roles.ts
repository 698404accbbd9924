// Which column of a table names its rows, and which is most likely the one to learn.
// Why a score: people put the target last, or first, or call it by one of a few names; a draft says which was taken.

import { type ColumnProfile, isOfCodes } from "./column_profile.ts";

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
  "klasse",
  "ziel",
];

/** What people call a column that tells rows apart, in lower case. */
const ID_NAMES: readonly string[] = ["id", "index", "key", "no", "nr", "row", "rowid", "rownames", "unnamed: 0", "#"];

/** The column that names the rows: one called name, else names or numbers that are all different; null for none. */
export function rowNameColumn(profiles: readonly ColumnProfile[], rowCount: number): ColumnProfile | null {
  const named = profiles.find(({ name }) => name === "name");
  if (named !== undefined) return named;
  const isUnique = ({ words, hasMoreWords, missingCount }: ColumnProfile): boolean =>
    missingCount === 0 && (hasMoreWords || words.length === rowCount);
  const ids = profiles.filter(({ name, kind }) => (kind === "numbers" || kind === "names") && isIdName(name));
  const names = profiles.filter(({ name, kind }) => kind === "names" && name !== "");
  return names.find(({ name }) => /name/i.test(name)) ?? ids.find(isUnique) ?? names.find(isUnique) ?? null;
}

function isIdName(name: string): boolean {
  const plain = name.toLowerCase();
  return ID_NAMES.includes(plain) || /(^|[a-z_ ])id$/.test(plain) || /[a-z]Id$/.test(name);
}

/** The column that is most likely learned; null where none can be. */
export function targetColumn(profiles: readonly ColumnProfile[], rowCount: number): ColumnProfile | null {
  const usable = profiles.filter(({ name, kind }) => (kind === "numbers" || kind === "words") && name !== "");
  if (usable.length < 2) return null;
  const scoreOf = (profile: ColumnProfile, at: number): number => {
    const isFew = profile.kind === "words" || isOfCodes(profile, rowCount);
    const isEnd = at === 0 || at === usable.length - 1;
    return (TARGET_NAMES.includes(profile.name.toLowerCase()) ? 6 : 0) +
      (at === usable.length - 1 ? 3 : at === 0 ? 1 : 0) +
      (isFew && isEnd ? 3 : 0) - (isIdName(profile.name) ? 9 : 0) -
      // Where most rows lack it, there is little to learn.
      (profile.missingCount > rowCount / 2 ? 5 : 0);
  };
  const scores = usable.map(scoreOf);
  return usable[scores.lastIndexOf(Math.max(...scores))];
}
