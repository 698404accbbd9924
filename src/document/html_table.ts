// A table of a page as HTML: it scrolls on a screen that is too narrow, and is printed smaller or row by row on paper.
// Why by its widest texts: what a browser would cut off on paper can be known from what stands in the cells.

import { text } from "../chart/svg.ts";
import { headHtml, pieceHtml, wordsHtml } from "./html_words.ts";
import { type Cell, type Column, pieceText, type Table } from "./page.ts";

/**
 * A table with its caption, which is outside, so that it does not scroll with a table that is wider than a phone.
 *
 * @param id of the caption, by which screen readers name the table.
 */
export function tableHtml({ caption, columns, rows }: Table, id: string): string {
  const size = tableSize(columns, rows);
  const head = columns.map((column) =>
    `<th scope="col"${classesOf(column, column.title)}>${headHtml(column.title)}</th>`
  ).join("");
  const body = rows.map((cells) =>
    `<tr>${cells.map((cell, index) => cellHtml(cell, columns[index], index, size)).join("")}</tr>`
  );
  // What is wider than a phone scrolls, and what scrolls must be reached by keyboard.
  const classes = [...(columns.length > MOST_WIDE ? ["many"] : []), ...(size === "usual" ? [] : [size])];
  const many = classes.length === 0 ? "" : ` class="${classes.join(" ")}"`;
  return `<p class="caption" id="${id}">${
    wordsHtml(caption)
  }</p>\n<div class="scroll" tabindex="0" role="group" aria-labelledby="${id}">` +
    `<table${many} aria-labelledby="${id}">\n<thead><tr>${head}</tr></thead>\n` +
    `<tbody>\n${body.join("\n")}\n</tbody>\n</table></div>`;
}

/** What is longer than a line of words keeps the room of one, so that a phone does not break it after every word. */
function classesOf({ kind }: Column, cell: Cell): string {
  const isLong = typeof cell === "string" && cell.length > WRAPPED;
  const classes = [...(kind === "number" ? ["n"] : []), ...(isLong ? ["long"] : [])];
  return classes.length === 0 ? "" : ` class="${classes.join(" ")}"`;
}

/** Tables of more columns have them closer together. */
const MOST_WIDE = 8;
/** A longer name may be broken into lines. */
const LONGEST_WHOLE = 20;

/** How much of a sheet of paper a table takes: what is wider than it is printed smaller, or row by row. */
type TableSize = "usual" | "narrow-print" | "rows-print";

/** Characters that fit on a sheet at the usual size, and at the smallest that can be read. */
const [SHEET, SMALL_SHEET] = [100, 130];
/** Characters of a bar, and of the room after a column. */
const [BAR, GAP] = [16, 2];
/** Characters of a line of words at least. */
const WRAPPED = 24;

function tableSize(columns: readonly Column[], rows: readonly (readonly Cell[])[]): TableSize {
  let width = 0;
  columns.forEach(({ title }, index) => {
    // Titles are broken into lines.
    let widest = Math.min(12, cellWidth(title));
    for (const cells of rows) widest = Math.max(widest, cellWidth(cells[index]));
    width += widest + GAP;
  });
  return width <= SHEET ? "usual" : width <= SMALL_SHEET ? "narrow-print" : "rows-print";
}

function cellWidth(cell: Cell): number {
  if (typeof cell === "string") return wrappedWidth(cell);
  if ("bar" in cell) return BAR;
  if ("kind" in cell) return 14;
  return "tex" in cell ? cell.text.length : "code" in cell ? cell.code.length : cell.strong.length;
}

/** A line of words may end between them, so that a long one is no reason to take the table apart. */
function wrappedWidth(words: string): number {
  if (words.length <= WRAPPED) return words.length;
  return words.split(" ").reduce((widest, word) => Math.max(widest, word.length), WRAPPED);
}

function cellHtml(cell: Cell, column: Column, index: number, size: TableSize): string {
  if (typeof cell === "object" && "bar" in cell) {
    const percent = String(Math.round(cell.bar * 1000) / 10);
    const side = cell.side === "high" ? ' class="high"' : "";
    return `<td><span class="bar" aria-hidden="true"><i${side} style="width:${percent}%"></i></span></td>`;
  }
  if (index === 0) {
    const isWhole = column.kind === "text" && typeof cell === "string" && cell.length <= LONGEST_WHOLE;
    return `<th scope="row"${isWhole ? ' class="whole"' : classesOf(column, cell)}>${headHtml(cell)}</th>`;
  }
  // On paper each number of a row that is too long needs the name of its column beside it.
  const name = size === "rows-print" ? ` data-column="${text(pieceText(column.title))}"` : "";
  return `<td${classesOf(column, cell)}${name}>${pieceHtml(cell)}</td>`;
}
