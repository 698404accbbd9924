// Writes an experiment that fits a table: what separates its columns, what its cells hold, what is most likely learned.
// What must not change: it runs as it is, and its comments say what was taken for what, so that nothing is guessed in silence.

import { isLabel, LABEL_HINT, LABEL_WANTED } from "../label.ts";
import { type CsvFormat, PLAIN_FORMAT } from "../source/csv_format.ts";
import { parseCsvTable } from "../source/csv_rows.ts";
import { otherFormatWords, shapeOf, shortHeaderSeparator } from "../source/csv_shape.ts";
import { aboveWords, lineOfNames, linesAbove } from "../source/lines_above.ts";
import { QUOTE_HINT } from "../source/record_scanner.ts";
import type { Problem, Read } from "../source/problem.ts";
import { clip } from "../../text/visible_text.ts";
import { missingMarksIn, profilesOf } from "./column_profile.ts";
import { isIdentity, isName, rowNameColumn, targetColumn } from "./column_roles.ts";
import { columnWords, whyLeftOut } from "./left_out.ts";
import { otherFlags, unitCell } from "./table_oddities.ts";
import { DraftWriter, type TableFile } from "./draft_writer.ts";

/** The text of an experiment for a table, or why there is none. */
export function experimentForTable(file: TableFile): Read<string> {
  const source = { name: file.path, text: file.text };
  const refuse = (message: string, hint?: string): Read<string> => {
    const problem: Problem = { code: "wrong_value", place: { source, start: 0, end: 0 }, message, hint };
    return { problems: [problem] };
  };
  if (!isLabel(file.path)) return refuse(`the path of the table must have ${LABEL_WANTED}`, LABEL_HINT);
  if (file.text.trim() === "") return refuse("the table must have rows: found an empty file");
  const other = otherFormatWords(file.text);
  if (other !== null) return refuse(...other);
  const shape = shapeOf(file.text);
  if (shape === null) {
    // A quote that nothing closes is told as such, and so is a header line that is a name short.
    const separator = shortHeaderSeparator(file.text);
    const { table, problems } = parseCsvTable(source, { ...PLAIN_FORMAT, separator: separator ?? "," });
    const fault = table === null || table.columns.length === 1 ? undefined : table.firstFault;
    if (fault !== undefined) {
      const place = { source, start: fault.at, end: fault.at + 1 };
      return { problems: [{ code: "syntax", place, message: fault.message, hint: QUOTE_HINT }] };
    }
    if (separator !== null && problems.length > 0 || problems.some(({ code }) => code === "syntax")) {
      return { problems };
    }
    const line = linesAbove(file.text);
    if (line !== null) return refuse(...aboveWords(line));
    return refuse(
      "the table must have two columns at least, with the same number of cells in nearly all rows",
      "is it a table? cells are separated by commas, semicolons, tabs, | or blanks",
    );
  }
  const format: CsvFormat = {
    ...PLAIN_FORMAT,
    separator: shape.separator,
    decimal: shape.decimal,
    header: shape.hasHeader ? null : "none",
  };
  const { table, problems } = parseCsvTable(source, format);
  if (table === null || problems.length > 0) return { problems };
  if (table.rowCount === 0) return refuse("the table must have rows: found a header line alone");
  const line = lineOfNames(table);
  if (line !== null) return refuse(...aboveWords(line));
  const unit = unitCell(table);
  if (unit !== null) {
    const message = `the line after the header must hold numbers, as those below it do: found ${
      clip(unit.text)
    }`;
    const hint = "remove the line if it holds units or a second header";
    return { problems: [{ code: "wrong_value", place: unit.place, message, hint }] };
  }
  const marks = missingMarksIn(table);
  const profiles = profilesOf(table, marks);
  const rowName = rowNameColumn(profiles, table.rowCount);
  const telling = profiles.filter((profile) =>
    profile !== rowName && !isIdentity(profile, table.rowCount) && isName(profile.name)
  );
  const target = targetColumn(telling, table.rowCount);
  const others = telling.filter((profile) =>
    (profile.kind === "numbers" || profile.kind === "words") && profile !== target
  );
  const told = target === null ? [] : otherFlags(table, target, telling);
  const flags = told.length < others.length ? told : [];
  const features = others.filter((profile) => !flags.includes(profile));
  if (target === null || features.length === 0) {
    if (table.rowCount === 1) return refuse("the table must have two rows at least: found 1");
    const left = profiles.filter((profile) => profile !== rowName && !features.includes(profile));
    const reasons = left.slice(0, 3).map((profile) =>
      `${columnWords(profile)} (${whyLeftOut(profile, format.decimal)})`
    );
    const naming = rowName === null ? [] : [`${columnWords(rowName)} (it tells rows apart)`];
    return refuse(
      "the table must have two columns of numbers or of a few words, one to learn and one to learn it from: found " +
        `${features.length === 0 ? "none" : `only ${columnWords(features[0])}`}`,
      [...naming, ...reasons].length === 0 ? undefined : `left out: ${[...naming, ...reasons].join(", ")}`,
    );
  }
  return { ok: new DraftWriter(file, table, marks, { target, rowName, features, flags, profiles }).text() };
}
