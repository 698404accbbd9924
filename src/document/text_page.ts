// A page as plain text for a terminal: wrapped to its width, equals signs and columns aligned.
// What must not change: no line is wider than asked for, unless a name of the user's is.

import { unitBar } from "../chart/terminal_blocks.ts";
import { hanging, wrapped } from "../text/lines.ts";
import { stackedTableLines, tableLines, type TextColumn } from "../text/text_table.ts";
import { cellCount } from "../text/width.ts";
import type { Blank, Block, Cell, Formula, Page, Table, Words } from "./page.ts";

/** How a page is written as text. */
export interface TextPageOptions {
  /** Columns of the terminal: lines are no wider, nor than 100, since longer lines of prose are hard to read. */
  readonly width: number;
  /** Makes a heading stand out. */
  readonly emphasize: (heading: string) => string;
}

const NARROWEST = 30;
const WIDEST = 100;

/** What a section's blocks are indented by, and what equations and tables are indented by further. */
const INDENT = 3;
const FURTHER = 2;

/** A page as plain text, with its final line feed. */
export function textPage(
  { kind, title, description, blocks }: Page,
  { width: columns, emphasize }: TextPageOptions,
): string {
  const width = Math.max(NARROWEST, Math.min(columns, WIDEST));
  const lines = [
    emphasize(title),
    ...[kind, description].filter((line) => line !== "").flatMap((line) => wrapped(line, width)),
    "",
    ...blocksText(blocks, 0, { width, emphasize }),
  ];
  return lines.map((line) => line.trimEnd().replaceAll(UNBROKEN, " ") + "\n").join("");
}

/** Stands in for a blank where a line must not end. */
const UNBROKEN = "\u00a0";

/** A blank line sets off sections, and whatever follows equations or a table. */
function blocksText(blocks: readonly Block[], indent: number, options: TextPageOptions): readonly string[] {
  return blocks.flatMap((block, index) => {
    const above = lastOf(blocks[index - 1])?.kind;
    const isApart = above === "equations" || above === "table" || block.kind === "section";
    return [...(isApart ? [""] : []), ...blockText(block, indent, options)];
  });
}

/** What a block ends with. */
function lastOf(block: Block | undefined): Block | undefined {
  return block?.kind === "beside" ? lastOf(block.blocks[1]) : block;
}

function blockText(block: Block, indent: number, options: TextPageOptions): readonly string[] {
  const room = options.width - indent;
  const indented = (lines: readonly string[], further = 0): readonly string[] =>
    lines.map((line) => " ".repeat(indent + further) + line);
  switch (block.kind) {
    case "section":
      return [
        ...indented(wrapped(wordsText(block.title), room, " ".repeat(INDENT)).map(options.emphasize)),
        ...blocksText(block.blocks, indent + INDENT, options),
      ];
    case "paragraph":
    case "alert":
      return indented(wrapped(wordsText(block.words), room));
    case "list":
      return indented(
        block.items.flatMap((words) => hanging("  ", wrapped(wordsText(words), room - 4), "  ")),
      );
    case "equations":
      return indented(block.equations.flatMap((sides) => equationText(sides, room - FURTHER)), FURTHER);
    case "table":
      return [
        ...indented(wrapped(wordsText(block.caption), room)),
        ...indented(tableText(block, room - FURTHER), FURTHER),
      ];
    case "figures":
      return block.figures.flatMap(({ lines, caption, linesCaption = caption }) =>
        lines === null ? [] : indented([...lines(), ...wrapped(wordsText(linesCaption), room)])
      );
    case "beside":
      return blocksText(block.blocks, indent, options);
    case "commands":
      return indented(block.lines.flatMap(([command, does]) => [`# ${does}`, command]));
  }
}

function wordsText(words: Words): string {
  return words.map(cellText).join("");
}

function cellText(cell: Cell): string {
  if (typeof cell === "string") return cell;
  if ("kind" in cell) return blankText(cell);
  if ("tex" in cell) return cell.text;
  if ("code" in cell) return cell.code.replaceAll(" ", UNBROKEN);
  return "strong" in cell ? cell.strong : unitBar(cell.bar, 12);
}

/** `(3) ________`, and for the key what belongs there. */
function blankText({ number, answer }: Blank): string {
  const gap = answer === null ? "_".repeat(number === null ? 20 : 8) : cellText(answer);
  return number === null ? gap : `(${number})${UNBROKEN}${gap}`;
}

/** On one line where it fits, else one line for each equals sign; a left side that takes too much room has one to itself. */
function equationText(equation: readonly (Formula | Blank)[], room: number): readonly string[] {
  const [left, ...sides] = equation.map(cellText);
  const line = [left, ...sides].join(" = ");
  if (cellCount(line) <= room) return [line];
  const beside = sidesText(left, sides, room);
  const isTooWide = beside.some((text) => cellCount(text) > room);
  return isTooWide ? [left, ...sidesText("  ", sides, room)] : beside;
}

/** What equals a left side, which stands before the first equals sign. */
function sidesText(left: string, sides: readonly string[], room: number): readonly string[] {
  const margin = " ".repeat(cellCount(left));
  const sideRoom = room - margin.length - 5;
  return sides.flatMap((side, index) => {
    const terms = side.split(/(?= [+−] )/);
    const pieces = terms.flatMap((term) =>
      cellCount(term) <= sideRoom ? [term] : term.split(/(?<=·)|(?<=, )|(?= \/ )/)
    );
    return hanging(`${index === 0 ? left : margin} = `, wrapped(pieces, sideRoom, "", ""), "  ");
  });
}

/** Where the table is too wide, each row becomes a few lines: a number cut short would be another number. */
function tableText({ columns, rows }: Table, room: number): readonly string[] {
  const textColumns = columns.map(({ title, kind }, index): TextColumn => ({
    heading: cellText(title),
    align: kind === "number" ? "right" : "left",
    texts: rows.map((cells) => cellText(cells[index])),
  }));
  return tableLines(textColumns, room, null, "whole") ?? stackedTableLines(textColumns, room);
}
