// How an experiment names a data file: its path, how it is written, and what to write so that it is read otherwise.
// Why one form: the rows, held-out rows and queries may each have a file, in the file or on the command line.

import { quoted } from "../../text/shell_word.ts";
import { yamlText } from "../../text/yaml_text.ts";
import type { Draft } from "../settings.ts";
import { type CsvFormat, PLAIN_FORMAT, separatorOf } from "./csv_format.ts";
import type { Placer, TreePath } from "./yaml_tree.ts";

/**
 * Reads a file of the experiment's folder by name.
 *
 * @param encoding how its bytes stand for characters; without it they are UTF-8, or what a byte order mark says.
 * @returns its text; or why there is none, and what to do, or the encoding that its bytes look like.
 */
export type DataFileReader = (
  name: string,
  encoding?: string,
) => { readonly text: string } | {
  readonly problem: string;
  readonly hint?: string;
  readonly looksLike?: string;
};

/** A data file as an experiment names it: its path, or how it is written as well. */
export type DataFile = NonNullable<Draft["dataset"]["file"]>;

/** A data file with everything that its reading depends on. */
export interface DataFileRequest {
  readonly file: DataFile;
  /** Its setting: `dataset.file` or `queries.file`. */
  readonly setting: TreePath;
  /** The format where the file does not say its own. */
  readonly otherwise: CsvFormat;
  /** The encoding of bytes that are not UTF-8, where the file does not say its own. */
  readonly encodingOtherwise?: string;
  /** Columns that the experiment names; without them the table is not what it is said to be. */
  readonly wanted: readonly string[];
  /** Those of the table of the rows, which another without a header line most likely has. */
  readonly likely: readonly string[];
  readonly mostRows: number;
  /** Set where its settings stand after its path on a command line, by their own names: of a stored result no file is written. */
  readonly isAsked?: boolean;
  /** The name of the experiment file, in whose folder the data file is. */
  readonly experimentName: string;
  readonly read: DataFileReader | undefined;
  readonly placeOf: Placer;
}

/** The path of a data file. */
export function pathOf(file: DataFile): string {
  return typeof file === "string" ? file : file.path;
}

/** The encoding that a data file says of itself. */
export function encodingOf(file: DataFile | undefined): string | undefined {
  return typeof file === "object" ? file.encoding : undefined;
}

/** How a data file is written. */
export function formatOfFile(file: DataFile, otherwise: CsvFormat = PLAIN_FORMAT): CsvFormat {
  if (typeof file === "string") return otherwise;
  const { separator, decimal, header, missing, rowName } = file;
  return {
    separator: separator === undefined ? otherwise.separator : separatorOf(separator) ?? ",",
    decimal: decimal ?? otherwise.decimal,
    isDecimalSaid: decimal !== undefined || otherwise.isDecimalSaid,
    header: header ?? otherwise.header,
    missing: missing === undefined ? otherwise.missing : typeof missing === "string" ? [missing] : missing,
    rowName: rowName ?? otherwise.rowName,
  };
}

/** What to write so that a table is read: the settings of a file, as the file or the command line has it. */
export function settingsHint(
  request: DataFileRequest,
  settings: readonly (readonly [key: string, text: string])[],
): string {
  const { file, setting, placeOf, isAsked = false } = request;
  const key = setting.join(".");
  const names = settings.some(([name, text]) => name === "header" && text === "none")
    ? "; the columns are then called c1, c2, …"
    : "";
  if (placeOf(setting).source.isArgument === true) {
    const base = isAsked ? "" : `${key}.`;
    const texts = settings.map(([name, text]) => quoted(`${base}${name}=${text.replace(/^"(.)"$/, "$1")}`));
    return `add ${isAsked ? "after the table: " : ""}${texts.join(" ")}${names}`;
  }
  const texts = settings.map(([name, text]) => `${name}: ${text}`).join(", ");
  if (typeof file !== "string") return `write ${texts} in ${key}${names}`;
  return `write file: { path: ${yamlText(file)}, ${texts} }${names}`;
}
