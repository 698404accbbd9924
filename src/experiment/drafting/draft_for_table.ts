// Writes an experiment that fits a table: what separates its columns, what its cells hold, what is most likely learned.
// What must not change: it runs as it is, and its comments say what was taken for what, so that nothing is guessed in silence.

import { isLabel, LABEL_HINT, LABEL_WANTED } from "../label.ts";
import { type CsvFormat, PLAIN_FORMAT } from "../source/csv_format.ts";
import { parseCsvTable } from "../source/csv_rows.ts";
import type { CsvTable } from "../source/csv_table.ts";
import { otherFormatWords, shapeOf, unevenSeparator } from "../source/csv_shape.ts";
import { aboveWords, lineOfNames, linesAbove } from "../source/lines_above.ts";
import { quoteProblem } from "../source/record_scanner.ts";
import type { Place, Problem, Read, SourceText } from "../source/problem.ts";
import { suggestion } from "../../text/suggest.ts";
import { clip } from "../../text/visible_text.ts";
import { areSentences, type ColumnProfile, profilesOf } from "./column_profile.ts";
import { missingMarksIn } from "./missing_marks.ts";
import { isIdentity, isName, rowNameColumn } from "./column_roles.ts";
import { targetColumn } from "./likely_target.ts";
import { decimalMarkOf } from "./decimal_mark.ts";
import { columnWords, HOW_SENTENCES_ARE_READ, whyLeftOut } from "./left_out.ts";
import { otherFlags, unitCell } from "./table_oddities.ts";
import { DraftWriter } from "./draft_writer.ts";
import type { Roles, TableFile } from "./table_draft.ts";

/** The text of an experiment for a table, or why there is none. */
export function experimentForTable(file: TableFile): Read<string> {
  const read = draftForTable(file);
  return "problems" in read ? read : { ok: read.ok.text() };
}

/** An experiment for a table that is to be written, or why there is none. */
export function draftForTable(file: TableFile): Read<DraftWriter> {
  const read = draftOf(file);
  return "problems" in read ? { problems: withEncoding(read.problems, file) } : read;
}

/** Problems of which the first says what the bytes were read as, where the file does not: then they may be none of the table's. */
function withEncoding(
  [first, ...others]: readonly Problem[],
  { encoding }: TableFile,
): readonly Problem[] {
  if (encoding === null) return [first, ...others];
  const words = `its bytes are read as ${encoding}: where letters look wrong, save it as UTF-8`;
  return [{ ...first, hint: first.hint === undefined ? words : `${first.hint}; ${words}` }, ...others];
}

function draftOf(file: TableFile): Read<DraftWriter> {
  const source = { name: file.calledHere ?? file.path, text: file.text };
  if (!isLabel(file.path)) {
    return refuse(source, `the path of the table must have ${LABEL_WANTED}`, LABEL_HINT);
  }
  const read = readTable(source);
  if ("problems" in read) return read;
  const table = read.ok;
  const marks = missingMarksIn(table);
  const profiles = profilesOf(table, marks);
  const wanted = file.target === undefined ? null : profiles.find(({ name }) => name === file.target);
  if (wanted === undefined) {
    const message = `the table must have a column ${clip(file.target!)}: found ${
      clip(table.columns.join(", "))
    }`;
    return refuse(source, message, suggestion(file.target!, table.columns), table.header);
  }
  if (wanted !== null && !canBeLearned(wanted)) {
    const why = whyLeftOut(wanted, table.format.decimal);
    const message = `the column ${clip(wanted.name)} cannot be learned: ${why}`;
    return refuse(source, message, hintForStrays(wanted), table.header);
  }
  const { target, ...others } = takenIn(table, marks, profiles, wanted);
  return target === null || others.features.length === 0
    ? refuse(source, ...tooFewWords(table, others))
    : { ok: new DraftWriter(file, table, marks, { target, ...others }) };
}

/** Whether a column holds numbers or a few words, and can be named. */
function canBeLearned({ kind, name }: ColumnProfile): boolean {
  return (kind === "numbers" || kind === "words") && isName(name);
}

function refuse(
  source: SourceText,
  message: string,
  hint?: string,
  place: Place | null = null,
): { readonly problems: readonly Problem[] } {
  const start = { source, start: 0, end: 0 };
  return { problems: [{ code: "wrong_value", place: place ?? start, message, hint }] };
}

/** The table in a text, written as it seems to be; or why it is none to learn from. */
function readTable(source: SourceText): Read<CsvTable> {
  const { text } = source;
  if (text.trim() === "") return refuse(source, "the table must have rows: found an empty file");
  const other = otherFormatWords(text);
  if (other !== null) return refuse(source, ...other);
  const shape = shapeOf(text);
  if (shape === null) return { problems: shapelessProblems(source) };
  const { separator, decimal, hasHeader } = shape;
  const format: CsvFormat = { ...PLAIN_FORMAT, separator, decimal, header: hasHeader ? null : "none" };
  const { table: read, problems } = parseCsvTable(source, format);
  if (read === null || problems.length > 0) return { problems };
  const mark = decimalMarkOf(read);
  const table = mark === decimal ? read : parseCsvTable(source, { ...format, decimal: mark }).table!;
  if (table.rowCount === 0) return refuse(source, "the table must have rows: found a header line alone");
  const line = lineOfNames(table);
  if (line !== null) return refuse(source, ...aboveWords(line));
  const unit = unitCell(table);
  if (unit === null) return { ok: table };
  const message = `the line after the header must hold numbers, as those below it do: found ${
    clip(unit.text)
  }`;
  const hint = "remove the line if it holds units or a second header";
  return { problems: [{ code: "wrong_value", place: unit.place, message, hint }] };
}

/** What is wrong with a text in which nothing separates columns. */
function shapelessProblems(source: SourceText): readonly Problem[] {
  // A quote that nothing closes is told as such, and so is a line that has other cells than the header line names.
  const separator = unevenSeparator(source.text);
  const { table, problems } = parseCsvTable(source, { ...PLAIN_FORMAT, separator: separator ?? "," });
  const fault = table === null || table.columns.length === 1 ? undefined : table.firstFault;
  if (fault !== undefined) return [quoteProblem(source, fault)];
  if (separator !== null && problems.length > 0 || problems.some(({ code }) => code === "syntax")) {
    return problems;
  }
  const line = linesAbove(source.text);
  const words = line !== null ? aboveWords(line) : [
    "the table must have two columns at least, with the same number of cells in nearly all rows",
    "is it a table? cells are separated by commas, semicolons, tabs, | or blanks",
  ] as const;
  return refuse(source, ...words).problems;
}

/** What the columns of a table are taken for; without a target where none can be. */
interface Taken extends Omit<Roles, "target"> {
  readonly target: ColumnProfile | null;
}

/** What the columns are taken for, by the rows that are learned: those without the target are dropped. */
function takenIn(
  table: CsvTable,
  marks: readonly string[],
  profiles: readonly ColumnProfile[],
  wanted: ColumnProfile | null,
): Taken {
  const taken = rolesIn(table, profiles, wanted);
  const { target } = taken;
  if (target === null || target.missingCount === 0) return taken;
  return rolesIn(table, profilesOf(table, marks, target.index).with(target.index, target), target);
}

/** @param wanted the column to learn; null where the likeliest is taken. */
function rolesIn(table: CsvTable, profiles: readonly ColumnProfile[], wanted: ColumnProfile | null): Taken {
  const rowName = rowNameColumn(
    profiles.filter((profile) => profile !== wanted),
    table.rowCount,
    profiles.length,
  );
  const telling = profiles.filter((profile) =>
    profile !== rowName && (profile === wanted || !isIdentity(profile, table.rowCount, profiles.length)) &&
    isName(profile.name)
  );
  const target = wanted ?? targetColumn(telling, table);
  const others = telling.filter((profile) => canBeLearned(profile) && profile !== target);
  const told = target === null ? [] : otherFlags(table, target, telling);
  const flags = told.length < others.length ? told : [];
  return { target, rowName, features: others.filter((profile) => !flags.includes(profile)), flags, profiles };
}

/** The way out for a column to learn of which a few cells are no numbers. */
function hintForStrays({ kind, isNearlyNumbers }: ColumnProfile): string | undefined {
  return kind === "unreadable" && isNearlyNumbers
    ? "write numbers there, or leave these cells empty: such rows are dropped"
    : undefined;
}

/** What else to say of a column whose texts are sentences. */
function sentencesHint({ words }: ColumnProfile): string {
  return areSentences(words) ? `; ${HOW_SENTENCES_ARE_READ}` : "";
}

/** What to say of a table without a column to learn, or without one to learn it from. */
function tooFewWords(
  table: CsvTable,
  { rowName, features, profiles }: Omit<Taken, "target">,
): readonly [message: string, hint?: string] {
  if (table.rowCount === 1) return ["the table must have two rows at least: found 1"];
  const left = profiles.filter((profile) => profile !== rowName && !features.includes(profile));
  const reasons = [
    ...(rowName === null ? [] : [`${columnWords(rowName)} (it tells rows apart${sentencesHint(rowName)})`]),
    ...left.slice(0, 3).map((profile) =>
      `${columnWords(profile)} (${whyLeftOut(profile, table.format.decimal)})`
    ),
  ];
  const found = features.length === 0 ? "none" : `only ${columnWords(features[0])}`;
  return [
    "the table must have two columns of numbers or of a few words, one to learn and one to learn it from: " +
    `found ${found}`,
    reasons.length === 0 ? undefined : `left out: ${reasons.join(", ")}`,
  ];
}
