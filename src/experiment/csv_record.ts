// Reads one record of a CSV text (RFC 4180): its cells, where each stands, and where the next record begins.
// Why our own: a message must point at the cell it speaks of, and the packages that read CSV in a browser bring a
// stand-in for Node's Buffer that Deno refuses to load. Blanks around a cell do not belong to it.

/** One cell: its text, and the stretch it stands in, quotes included. */
export interface CsvCellRange {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What keeps a record from being one. */
export interface CsvFault {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly hint: string;
}

/** One record and where the next begins. */
export interface CsvRecord {
  readonly cells: readonly CsvCellRange[];
  readonly fault: CsvFault | null;
  /** Offset of the next record; the text's length at its end. */
  readonly next: number;
}

/**
 * The record that begins at an offset.
 *
 * @param start the offset of a record's first character.
 * @returns its cells; one empty cell for a blank line.
 *
 * @example
 * ```ts
 * const { cells, next } = readCsvRecord('Ann, "5\'2"" tall"\nBob,6', 0);
 * if (cells[1].text !== `5'2" tall` || cells[1].start !== 5 || next !== 18) throw new Error("wrong");
 * ```
 */
export function readCsvRecord(text: string, start: number): CsvRecord {
  const cells: CsvCellRange[] = [];
  let fault: CsvFault | null = null;
  let at = start;
  for (;;) {
    while (isBlank(text[at])) at++;
    const cellStart = at;
    if (text[at] === '"') {
      const close = closingQuote(text, at);
      if (close < 0) {
        const message = 'a cell that begins with " must end with "';
        const end = lineEndAfter(text, at);
        fault ??= { start: at, end: at + 1, message, hint: HINT };
        return { cells, fault, next: pastLineBreak(text, end) };
      }
      at = close + 1;
      cells.push({ text: text.slice(cellStart + 1, close).replaceAll('""', '"'), start: cellStart, end: at });
      while (isBlank(text[at])) at++;
      if (!isCellEnd(text[at])) {
        const message = 'a quoted cell must end at its closing ": found more after it';
        fault ??= { start: at, end: at + 1, message, hint: HINT };
        while (!isCellEnd(text[at])) at++;
      }
    } else {
      while (!isCellEnd(text[at])) at++;
      const cell = text.slice(cellStart, at).trimEnd();
      const quote = cell.indexOf('"');
      if (quote >= 0) {
        const place = cellStart + quote;
        const message = 'a cell must be quoted whole: found " inside it';
        fault ??= { start: place, end: place + 1, message, hint: HINT };
      }
      cells.push({ text: cell, start: cellStart, end: cellStart + cell.length });
    }
    if (text[at] !== ",") return { cells, fault, next: pastLineBreak(text, at) };
    at++;
  }
}

const HINT = 'put the whole cell in " and double every " inside it';

function isBlank(character: string | undefined): boolean {
  return character === " " || character === "\t";
}

function isCellEnd(character: string | undefined): boolean {
  return character === undefined || character === "," || character === "\n" || character === "\r";
}

/** The offset of the quote that closes the one at `open`; -1 where none does. */
function closingQuote(text: string, open: number): number {
  let at = text.indexOf('"', open + 1);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}

function lineEndAfter(text: string, at: number): number {
  while (at < text.length && text[at] !== "\n" && text[at] !== "\r") at++;
  return at;
}

function pastLineBreak(text: string, at: number): number {
  if (at >= text.length) return text.length;
  return text[at] === "\r" && text[at + 1] === "\n" ? at + 2 : at + 1;
}
