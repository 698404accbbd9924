// What an experiment is drafted from: a table, the marks of its empty cells, and what each of its columns is taken for.
// Why apart: the features, the remarks and the text of a draft all read it, and none of them changes it.

import type { CsvTable } from "../source/csv_table.ts";
import type { ColumnProfile } from "./column_profile.ts";

/** A table to write an experiment for. */
export interface TableFile {
  /** The experiment's name. */
  readonly name: string;
  /** The path of the data file from the experiment's folder. */
  readonly path: string;
  /** What messages call it, where that is not its path: whoever reads them may stand elsewhere. */
  readonly calledHere?: string;
  readonly text: string;
  /** What its bytes were read as, where the file does not say so itself. */
  readonly encoding: string | null;
  /** The column to learn, where it is said; else the likeliest is taken. */
  readonly target?: string;
  /** How another column is chosen where a command writes the draft: `--target COLUMN`. */
  readonly targetOption?: string;
  /** The command that runs the experiment. */
  readonly command: string;
}

/** What the columns of a table are to an experiment. */
export interface Roles {
  readonly target: ColumnProfile;
  readonly rowName: ColumnProfile | null;
  readonly features: readonly ColumnProfile[];
  /** Columns that would tell the target: with it, one of them is 1 in each row. */
  readonly flags: readonly ColumnProfile[];
  readonly profiles: readonly ColumnProfile[];
}

/** A draft that is to be written. */
export interface TableDraft {
  readonly file: TableFile;
  readonly table: CsvTable;
  /** Cells that mean nothing, such as `NA`. */
  readonly marks: readonly string[];
  readonly roles: Roles;
}
