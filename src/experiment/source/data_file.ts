// Reads the CSV files beside an experiment, through the reader that the caller gives: those of `dataset.file` and
// `queries.file`.
// What must not change: no name leads out of the experiment's folder; a reader that follows links checks them as well.
// A table that is not written as it is said to be is one mistake, with the settings that read it.

import { exactly } from "../../text/look_alike.ts";
import { clip } from "../../text/visible_text.ts";
import { LIMITS } from "../limits.ts";
import type { Draft } from "../settings.ts";
import { type CsvFormat, PLAIN_FORMAT, separatorOf, separatorText, separatorWords } from "./csv_format.ts";
import { type CsvReading, type CsvTable, parseCsvTable } from "./csv_rows.ts";
import { otherFormatWords, shapeOf } from "./csv_shape.ts";
import { aboveWords, lineOfNames, linesAbove } from "./lines_above.ts";
import type { Place, Problem, SourceText } from "./problem.ts";
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
  /** Columns that the experiment names; without them the table is not what it is said to be. */
  readonly wanted: readonly string[];
  /** Those of the table of the rows, which another without a header line most likely has. */
  readonly likely: readonly string[];
  readonly mostRows: number;
  /** The name of the experiment file, in whose folder the data file is. */
  readonly experimentName: string;
  readonly read: DataFileReader | undefined;
  readonly placeOf: Placer;
}

/** The table of a data file. */
export interface DataTable {
  readonly table: CsvTable;
  /** Of the setting that names the file, for what is said of a table without a header line. */
  readonly place: Place;
  /** The setting by which the file says which column names its rows; null where it does not say so itself. */
  readonly rowNameSetting: string | null;
  /** What to write so that it is read with other settings. */
  readonly settingsHint: (settings: readonly (readonly [key: string, text: string])[]) => string;
}

/** What came of a data file; null without a table. */
export interface DataReading {
  readonly data: DataTable | null;
  readonly problems: readonly Problem[];
}

/** The path of a data file. */
export function pathOf(file: DataFile): string {
  return typeof file === "string" ? file : file.path;
}

/** How a data file is written. */
export function formatOfFile(file: DataFile, otherwise: CsvFormat = PLAIN_FORMAT): CsvFormat {
  if (typeof file === "string") return otherwise;
  const { separator, decimal, header, missing, rowName } = file;
  return {
    separator: separator === undefined ? otherwise.separator : separatorOf(separator) ?? ",",
    decimal: decimal ?? otherwise.decimal,
    header: header ?? otherwise.header,
    missing: missing === undefined ? otherwise.missing : typeof missing === "string" ? [missing] : missing,
    rowName: rowName ?? otherwise.rowName,
  };
}

/** The table of a data file, or why there is none. */
export function readDataTable(request: DataFileRequest): DataReading {
  const { file, setting, experimentName, read, placeOf, mostRows } = request;
  const path = pathOf(file);
  const key = setting.join(".");
  const place = placeOf(typeof file === "string" ? setting : [...setting, "path"]);
  const refuse = (code: Problem["code"], message: string, hint?: string): DataReading => ({
    data: null,
    problems: [{ code, place, message: `${key} ${message}`, hint }],
  });
  if (/^[a-z]+:\/\//i.test(path)) {
    const hint = "download it into the experiment's folder and name it without its address";
    return refuse("not_allowed", `must be a file, not an address: found ${clip(path)}`, hint);
  }
  if (/^([/\\~]|[A-Za-z]:)|(^|[/\\])\.\.([/\\]|$)/.test(path)) {
    const message = `must be in the experiment's folder: found ${clip(path)}`;
    return refuse("not_allowed", message, "put it beside the experiment and name it without a path");
  }
  if (read === undefined) {
    const message = `must be readable here: found ${clip(path)} and no folder`;
    return refuse("unreadable", message, "write the rows into the text, or give readDataFile");
  }
  const encoding = typeof file === "string" ? undefined : file.encoding;
  const found = read(path, encoding);
  if ("problem" in found) {
    const message = `must be a CSV file: found ${clip(path)}, but ${found.problem}`;
    const hint = path.includes("\\")
      ? `write it with / in place of \\: ${clip(path.replaceAll("\\", "/"))}`
      : found.looksLike === undefined
      ? found.hint ?? "it is looked for in the experiment's folder"
      : settingsHint(request, [["encoding", found.looksLike]]);
    return refuse("unreadable", message, hint);
  }
  if (found.text.length > LIMITS.dataFileBytes) {
    const message = `must have at most ${LIMITS.dataFileBytes} bytes: found ${found.text.length}`;
    return refuse("too_large", message, "leave some rows out");
  }
  const source = { name: experimentName.replace(/[^/\\]*$/, "") + path, text: found.text };
  const format = formatOfFile(file, request.otherwise);
  const reading = parseCsvTable(source, format, mostRows);
  const misread = misreadProblem(request, reading, format, source);
  if (misread !== null) return { data: null, problems: [misread] };
  const { table, problems } = reading;
  const hint: DataTable["settingsHint"] = (settings) => settingsHint(request, settings);
  // From a table without a right row nothing follows about its columns.
  const isLost = table === null || table.rowCount === 0 && problems.length > 0;
  const isNaming = typeof file !== "string" && file.rowName !== undefined;
  const rowNameSetting = isNaming ? `${key}.row_name` : null;
  return { data: isLost ? null : { table, place, rowNameSetting, settingsHint: hint }, problems };
}

/** What is wrong with a table that is not written as it is said to be; null where it may be. */
function misreadProblem(
  request: DataFileRequest,
  { table, problems }: CsvReading,
  format: CsvFormat,
  source: SourceText,
): Problem | null {
  const doubled = table === null ? null : doubleHeader(table, request);
  if (doubled !== null) return doubled;
  const absent = table === null ? [] : request.wanted.filter((column) => !hasColumn(table, column));
  if (problems.length === 0 && absent.length === 0) return null;
  const shape = shapeOf(source.text);
  const line = shape === null
    ? linesAbove(source.text)
    : absent.length > 0 && table !== null
    ? lineOfNames(table)
    : null;
  const words = otherFormatWords(source.text) ?? (line === null ? null : aboveWords(line));
  if (words !== null) {
    const [message, hint] = words;
    return { code: "syntax", place: firstLinePlace(source), message, hint };
  }
  if (shape === null) {
    const isUncut = table !== null && table.columns.length === 1 && absent.length > 0 &&
      request.wanted.length > 1;
    return isUncut ? uncutProblem(table, format, request) : null;
  }
  const isOtherwise = shape.separator !== format.separator;
  const lacksHeader = !shape.hasHeader && format.header === null &&
    (absent.length > 0 || table === null || isOtherwise);
  if (!isOtherwise && !lacksHeader) return null;
  const missed: string[] = [];
  if (isOtherwise) missed.push(`${separatorWords(format.separator)} between its columns`);
  if (lacksHeader) missed.push("a header line");
  const finding = isOtherwise ? separatorWords(shape.separator) : firstLineOf(source.text);
  const settings = [
    ...(isOtherwise ? [["separator", separatorText(shape.separator)] as const] : []),
    ...(shape.decimal !== format.decimal && isOtherwise ? [["decimal", `"${shape.decimal}"`] as const] : []),
    ...(lacksHeader ? [["header", headerText(request, shape.columnCount)] as const] : []),
  ];
  return {
    code: "syntax",
    place: table?.header ?? firstLinePlace(source),
    message: `the table must have ${missed.join(" and ")}: found ${finding}`,
    hint: settingsHint(request, settings),
  };
}

/** What is wrong with a table whose columns nothing separates that is looked for. */
function uncutProblem(table: CsvTable, format: CsvFormat, request: DataFileRequest): Problem {
  const { source } = table;
  return {
    code: "syntax",
    place: table.header ?? firstLinePlace(source),
    message: `the table must have ${separatorWords(format.separator)} between its columns: found ${
      clip(exactly(firstLineOf(source.text)))
    }`,
    hint: `write what separates them as the separator of ${request.setting.join(".")}`,
  };
}

function hasColumn({ columns, format }: CsvTable, name: string): boolean {
  return columns.includes(name) || columns.includes(`${name}.1`) || format.rowName === name;
}

/** The problem of a table whose names are given, and whose first line has them too; null for any other. */
function doubleHeader(table: CsvTable, { setting, placeOf }: DataFileRequest): Problem | null {
  const { columns, format: { header } } = table;
  if (!Array.isArray(header) || table.rowCount === 0) return null;
  const isNames = columns.every((name, index) => table.textOf(0, index).toLowerCase() === name.toLowerCase());
  if (!isNames) return null;
  return {
    code: "duplicate",
    place: placeOf([...setting, "header"], "key"),
    message: `${setting.join(".")}.header names the columns, and so does the first line of the table`,
    hint: "remove header",
  };
}

/** Names that a hint writes out. */
const MOST_NAMES = 12;

/** The header that would name columns: with the likely or the wanted names where there are as many, else numbered. */
function headerText({ likely, wanted }: DataFileRequest, columnCount: number): string {
  const names = [likely, wanted].find(({ length }) => length === columnCount && length <= MOST_NAMES);
  return names === undefined ? "none" : `[${names.map(yamlText).join(", ")}]`;
}

/** What to write so that a table is read: the settings of a file, as the file or the command line has it. */
function settingsHint(
  { file, setting, placeOf }: DataFileRequest,
  settings: readonly (readonly [key: string, text: string])[],
): string {
  const key = setting.join(".");
  const names = settings.some(([name, text]) => name === "header" && text === "none")
    ? "; the columns are then called c1, c2, …"
    : "";
  if (placeOf(setting).source.isArgument === true) {
    const texts = settings.map(([name, text]) => `'${key}.${name}=${text.replace(/^"(.)"$/, "$1")}'`);
    return `add ${texts.join(" ")}${names}`;
  }
  const texts = settings.map(([name, text]) => `${name}: ${text}`).join(", ");
  if (typeof file !== "string") return `write ${texts} in ${key}${names}`;
  return `write file: { path: ${yamlText(file)}, ${texts} }${names}`;
}

/** A text as YAML reads it back between brackets. */
export function yamlText(text: string): string {
  const isPlain =
    /^(-?\d+(\.\d+)?|[A-Za-z_\u00c0-\u024f][\w\u00c0-\u024f./-]*( [\w\u00c0-\u024f./-]+)*)$/.test(text) &&
    !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text);
  return isPlain ? text : JSON.stringify(text);
}

function firstLineOf(text: string): string {
  const { start, end } = firstLinePlace({ name: "", text });
  return clip(text.slice(start, end));
}

function firstLinePlace(source: SourceText): Place {
  const { text } = source;
  const start = Math.max(0, text.search(/[^\s\uFEFF]/));
  const length = text.slice(start, start + 10_000).search(/[\r\n]/);
  return { source, start, end: length < 0 ? Math.min(text.length, start + 10_000) : start + length };
}
