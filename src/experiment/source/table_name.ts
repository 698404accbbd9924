// How the names of tables end: one list for all who tell a table by its name, on a terminal and on the page.
// Why by the name: what a file holds is seen when it is read; a name says earlier what somebody probably means.

/** Text, as the data file of an experiment is. */
export const TEXT_TABLE_ENDINGS: readonly string[] = ["csv", "tsv", "tab", "dat", "data", "txt"];
/** What is a table and no text: it must be saved as CSV first. */
const OTHER_TABLE_ENDINGS: readonly string[] = ["xls", "xlsx", "ods", "parquet"];

/** A name that a table has which is text. */
export const TEXT_TABLE: RegExp = endingWith(TEXT_TABLE_ENDINGS);

/** A name that nothing but a table has: a `.txt` may be anything. */
const TABLE = endingWith(
  [...TEXT_TABLE_ENDINGS, ...OTHER_TABLE_ENDINGS].filter((ending) => ending !== "txt"),
);

/** Whether a path names a table and can name nothing else. */
export function isTablePath(path: string): boolean {
  return TABLE.test(path);
}

function endingWith(endings: readonly string[]): RegExp {
  return new RegExp(`\\.(${endings.join("|")})$`, "i");
}
