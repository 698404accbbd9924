// Many verified results as lines: one a result, and what they come to.
// Why a reason may go below its line on a terminal: nothing is cut, and the marks still stand under each other. Where no
// terminal says how wide it is, every result has one line and no other.

import { aligned, wrapped } from "../text/lines.ts";
import { counted } from "../text/words.ts";
import type { Emphasize } from "../text/terminal_style.ts";
import { visible } from "../text/visible_text.ts";
import { cellCount, shortened } from "../text/width.ts";
import { differencesText } from "./assignment_difference.ts";
import { type ClassRow, type Mark, marksText } from "./class_rows.ts";
import { VERDICT_MARKS } from "./sentences.ts";

/** How to write the lines. */
export interface ClassTextOptions {
  /** Columns of the terminal; null where each result is to have one line, however long. */
  readonly columns: number | null;
  readonly emphasize: Emphasize;
}

/** Paths are lined up to this width; what is longer pushes its own line. */
const MOST_PATH_WIDTH = 60;
/** A terminal with less room beside the marks has all below them. */
const LEAST_ROOM = 40;
/** Differences from the assignment that a line names. */
const MOST_DIFFERENCES = 6;

/** A line a result, and a last one that counts them. */
export function classText(rows: readonly ClassRow[], { columns, emphasize }: ClassTextOptions): string {
  const marks = rows.map((row) => visible(shortMarks(row)));
  const paths = rows.map(({ path }) => visible(path));
  const [markWidth, pathWidth] = [marks, paths].map((texts) => Math.max(...texts.map(cellCount)));
  const lines = rows.flatMap((row, index) => {
    const why = visible(rowWords(row, MOST_DIFFERENCES));
    const mark = `${emphasize(styleOf(row), aligned(marks[index], markWidth, "left"))}  `;
    const path = aligned(paths[index], why === "" ? 0 : Math.min(pathWidth, MOST_PATH_WIDTH), "left");
    if (columns !== null && columns - markWidth - 2 < LEAST_ROOM) {
      const below = why === "" ? [] : wrapped(why, columns - 2);
      return [
        mark,
        `  ${shortened(paths[index], columns - 2, cellCount)}`,
        ...below.map((line) => `  ${emphasize("dim", line)}`),
      ];
    }
    const room = columns === null ? Infinity : columns - markWidth - 2;
    if (cellCount(`${path}  ${why}`.trimEnd()) <= room) return [`${mark}${path}  ${why}`];
    const below = wrapped(why, room).map((line) => " ".repeat(markWidth + 2) + emphasize("dim", line));
    return [mark + shortened(paths[index], room, cellCount), ...(why === "" ? [] : below)];
  });
  const counts = columns === null ? [countsText(rows)] : wrapped(countsText(rows), columns, "  ");
  return [...lines, ...counts].map((line) => `${line.trimEnd()}\n`).join("");
}

/** `25 results: 17 the same, 4 changed, 1 no result`. */
export function countsText(rows: readonly ClassRow[]): string {
  const count = (isOne: (row: ClassRow) => boolean): number => rows.filter(isOne).length;
  const parts: readonly (readonly [number, string, string?])[] = [
    [count((row) => row.marks.length === 0 && row.verdict !== "same_figures"), "the same"],
    [count((row) => row.marks.length === 0 && row.verdict === "same_figures"), "with the same figures"],
    ...MARK_WORDS.map(([mark, ...words]) => [count(({ marks }) => marks[0] === mark), ...words] as const),
  ];
  const told = parts.filter(([number]) => number > 0)
    .map(([number, words, ofOne = words]) => counted(number, ofOne, words));
  return `${counted(rows.length, "result")}: ${told.join(", ")}`;
}

/** What follows a count, and a count of one; a row is counted under its first mark. */
const MARK_WORDS: readonly (readonly [mark: Mark, words: string, ofOne?: string])[] = [
  ["not as assigned", "not as assigned"],
  ["copy", "copies", "copy"],
  ["line ends", "with other line ends"],
  ["changed", "changed"],
  ["another version", "of another version"],
  ["not made again", "not made again"],
  ["no result", "without a result"],
  ["unreadable", "unreadable"],
];

/** What there is to say about a row, in one line. */
export function rowWords(
  { remark, copyOf, sameAs, differences, marks }: ClassRow,
  mostDifferences = Infinity,
): string {
  const parts = [
    ...(copyOf === null ? [] : [`copy of ${copyOf}`]),
    ...(marks.includes("not as assigned") ? [differencesText(differences ?? [], mostDifferences)] : []),
    ...(differences?.length === 0 ? ["as assigned"] : []),
    ...(remark === "" ? [] : [remark]),
    ...(sameAs === null ? [] : [`the same experiment as ${sameAs}`]),
  ];
  return parts.join("; ");
}

/** The marks without the path of an original, which the words name. */
export function shortMarks(row: ClassRow): string {
  return row.marks.length === 0 ? marksText(row) : row.marks.join(", ");
}

const RED_MARKS: ReadonlySet<string> = new Set(
  Object.values(VERDICT_MARKS).filter(({ style }) => style === "red").map(({ words }) => words),
);

function styleOf({ marks }: ClassRow): "green" | "yellow" | "red" {
  if (marks.length === 0) return "green";
  return marks.some((mark) => RED_MARKS.has(mark)) ? "red" : "yellow";
}
