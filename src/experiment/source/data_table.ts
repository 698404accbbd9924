// Reads the CSV files beside an experiment, through the reader that the caller gives.
// What must not change: no name leads out of the experiment's folder; a reader that follows links checks them as well.

import { clip } from "../../text/visible_text.ts";
import { LIMITS } from "../limits.ts";
import type { CsvFormat } from "./csv_format.ts";
import { parseCsvTable, recordsOf } from "./csv_rows.ts";
import type { CsvTable } from "./csv_table.ts";
import {
  type DataFileReader,
  type DataFileRequest,
  encodingOf,
  formatOfFile,
  pathOf,
  settingsHint,
} from "./data_file.ts";
import { misreadProblem } from "./misread_table.ts";
import type { Place, Problem } from "./problem.ts";

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

/** The table of a data file in the experiment's folder, or why there is none. */
export function readDataTable(request: DataFileRequest): DataReading {
  const path = pathOf(request.file);
  const refuse = refusalOf(request);
  if (/^[a-z]+:\/\//i.test(path)) {
    const hint = "download it into the experiment's folder and name it without its address";
    return refuse("not_allowed", `must be a file, not an address: found ${clip(path)}`, hint);
  }
  if (/^([/\\~]|[A-Za-z]:[/\\])|(^|[/\\])\.\.([/\\]|$)/.test(path)) {
    const message = `must be in the experiment's folder: found ${clip(path)}`;
    return refuse("not_allowed", message, "put it beside the experiment and name it without a path");
  }
  return readTableAnywhere(request);
}

/** The same wherever it lies: the user has typed its path, and no file has it. */
export function readTableAnywhere(request: DataFileRequest): DataReading {
  const { file, setting, experimentName, read, mostRows } = request;
  const path = pathOf(file);
  const refuse = refusalOf(request);
  if (read === undefined) {
    const message = `must be readable here: found ${clip(path)} and no folder`;
    return refuse("unreadable", message, "write the rows into the text, or give readDataFile");
  }
  const found = readAs(path, read, request);
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
    const message = `must have at most ${LIMITS.dataFileBytes} characters: found ${found.text.length}`;
    return refuse("too_large", message, "leave some rows out");
  }
  const source = { name: experimentName.replace(/[^/\\]*$/, "") + path, text: found.text };
  const format = withOwnNames(formatOfFile(file, request.otherwise), request, found.text);
  const reading = parseCsvTable(source, format, mostRows);
  const misread = misreadProblem(request, reading, format, source);
  if (misread !== null) return { data: null, problems: [misread] };
  const { table, problems } = reading;
  const hint: DataTable["settingsHint"] = (settings) => settingsHint(request, settings);
  // From a table without a right row nothing follows about its columns.
  const isLost = table === null || table.rowCount === 0 && problems.length > 0;
  const isNaming = typeof file !== "string" && file.rowName !== undefined;
  const rowNameSetting = isNaming ? `${setting.join(".")}.row_name` : null;
  const data = isLost ? null : { table, place: placeOfFile(request), rowNameSetting, settingsHint: hint };
  return { data, problems };
}

/** Says why there is no table: the message goes on after the setting's key. */
type Refusal = (code: Problem["code"], message: string, hint?: string) => DataReading;

function refusalOf(request: DataFileRequest): Refusal {
  const place = placeOfFile(request);
  const key = request.setting.join(".");
  return (code, message, hint) => ({
    data: null,
    problems: [{ code, place, message: `${key} ${message}`, hint }],
  });
}

/** Where the experiment names the file. */
function placeOfFile({ file, setting, placeOf }: DataFileRequest): Place {
  return placeOf(typeof file === "string" ? setting : [...setting, "path"]);
}

/**
 * What a reader gives of a file. What is UTF-8 is read so, and only other bytes in the encoding of the file of the rows: a
 * file of queries that was saved as UTF-8 beside rows in another encoding keeps its letters.
 */
function readAs(path: string, read: DataFileReader, { file, encodingOtherwise }: DataFileRequest): FileText {
  const own = encodingOf(file);
  const found = requiredReading(read(path, own));
  if (own !== undefined || encodingOtherwise === undefined || !("looksLike" in found)) return found;
  const again = requiredReading(read(path, encodingOtherwise));
  return "text" in again ? again : found;
}

type FileText = ReturnType<DataFileReader>;

/** Refuses what a reader of the caller's gives in place of a text: plain JavaScript has no types that would. */
function requiredReading(found: FileText): FileText {
  const { text, problem }: { readonly text?: unknown; readonly problem?: unknown } = Object(found);
  if (typeof text === "string" || typeof problem === "string") return found;
  throw new TypeError("readDataFile must return { text } or { problem }, of a text each, and no promise");
}

/** A file that begins with names of the columns has a line of them, even where the file of the rows has none. */
function withOwnNames(format: CsvFormat, { file, wanted }: DataFileRequest, text: string): CsvFormat {
  const { header, separator, rowName } = format;
  const isOwn = typeof file !== "string" && file.header !== undefined;
  if (isOwn || !Array.isArray(header)) return format;
  const [first = []] = recordsOf(text, separator, 1) ?? [];
  const names = first.filter((name) => name !== "");
  const areKnown = names.every((name) => header.includes(name) || name === "name" || name === rowName);
  const areDifferent = names.length > 0 && new Set(names).size === names.length;
  const areWanted = wanted.length > 0 && wanted.every((name) => names.includes(name));
  return areDifferent && (areKnown || areWanted) ? { ...format, header: null } : format;
}
