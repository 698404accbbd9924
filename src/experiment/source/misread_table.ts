// What is wrong with a table that is not written as it is said to be: that is one mistake, with the settings that read it.
// Why before its cells: a wrong separator would make a mistake of every one of them.

import { exactly } from "../../text/look_alike.ts";
import { clip } from "../../text/visible_text.ts";
import { yamlText } from "../../text/yaml_text.ts";
import { counted } from "../../text/words.ts";
import { type CsvFormat, separatorText, separatorWords } from "./csv_format.ts";
import type { CsvReading } from "./csv_rows.ts";
import { copiesIn, type CsvTable } from "./csv_table.ts";
import { otherFormatWords, shapeOf } from "./csv_shape.ts";
import { type DataFileRequest, settingsHint } from "./data_file.ts";
import { aboveWords, lineOfNames, linesAbove } from "./lines_above.ts";
import type { Place, Problem, SourceText } from "./problem.ts";

/** What is wrong with a table that is not written as it is said to be; null where it may be. */
export function misreadProblem(
  request: DataFileRequest,
  { table, problems }: CsvReading,
  format: CsvFormat,
  source: SourceText,
): Problem | null {
  const doubled = table === null ? null : doubleHeader(table, request);
  if (doubled !== null) return doubled;
  const absent = table === null ? [] : request.wanted.filter((column) => !hasColumn(table, column));
  if (absent.length > 0 && format.header === "none" && areNamesDecided(request)) {
    return namelessProblem(table!, request);
  }
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
    const isUncut = table !== null && table.columns.length === 1 && request.wanted.length > 1 &&
      absent.length === request.wanted.length;
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
  const header = lacksHeader ? headerText(request, shape.columnCount) : null;
  const settings = [
    ...(isOtherwise ? [["separator", separatorText(shape.separator)] as const] : []),
    ...(shape.decimal !== format.decimal && isOtherwise ? [["decimal", `"${shape.decimal}"`] as const] : []),
    ...(header === null ? [] : [["header", header] as const]),
  ];
  const hints = [
    ...(settings.length > 0 ? [settingsHint(request, settings)] : []),
    ...(lacksHeader && header === null ? [namingHint(request, shape.columnCount)] : []),
  ];
  return {
    code: "syntax",
    place: table?.header ?? firstLinePlace(source),
    message: `the table must have ${missed.join(" and ")}: found ${finding}`,
    hint: hints.join("; "),
  };
}

/** Whether what columns are called is decided before this table: by the rows, which features and target are named after. */
function areNamesDecided({ setting: [section] }: DataFileRequest): boolean {
  return section !== "dataset";
}

/** What is wrong with a table without a header line whose columns are called c1, c2, …, while others are wanted. */
function namelessProblem({ columns, source }: CsvTable, request: DataFileRequest): Problem {
  const header = headerText(request, columns.length);
  return {
    code: "missing",
    place: firstLinePlace(source),
    message: `the columns must have the names of the features: found ${clip(columns.join(", "))}`,
    hint: header === null
      ? namingHint(request, columns.length)
      : `in place of none, header must name them: ${header}`,
  };
}

/** How to name columns of which only who wrote the table knows which is which. */
function namingHint({ setting, wanted, isAsked }: DataFileRequest, columnCount: number): string {
  const needed = wanted.length <= MOST_NAMES ? wanted.join(", ") : clip(wanted.join(", "));
  const where = isAsked === true ? "'header=[…]' after the table" : `${setting.join(".")}.header`;
  return `name its ${counted(columnCount, "column")} in their order in ${where}; needed are ${needed}`;
}

/** What is wrong with a table in which none of the separators looked for occurs. */
function uncutProblem(table: CsvTable, format: CsvFormat, request: DataFileRequest): Problem {
  const { source } = table;
  return {
    code: "syntax",
    place: table.header ?? firstLinePlace(source),
    message: `the table must have ${separatorWords(format.separator)} between its columns: found ${
      clip(exactly(firstLineOf(source.text)))
    }`,
    hint: request.isAsked === true
      ? "say what separates them after the table: 'separator=…'"
      : `write what separates them as the separator of ${request.setting.join(".")}`,
  };
}

function hasColumn(table: CsvTable, name: string): boolean {
  return table.columns.includes(name) || copiesIn(table, name).length > 0 || table.format.rowName === name;
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

/**
 * The header that would name columns: with the likely or the wanted names where there are as many, else numbered; null where
 * numbers are of no use.
 */
function headerText(request: DataFileRequest, columnCount: number): string | null {
  const { likely, wanted } = request;
  const names = [likely, wanted].find(({ length }) => length === columnCount && length <= MOST_NAMES);
  if (names !== undefined) return `[${names.map(yamlText).join(", ")}]`;
  return areNamesDecided(request) ? null : "none";
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
