// What a page is made of: sections of words, tables, figures, formulas and commands, written once for every format.
// Why: two texts that people compare must not differ in what they say; each format decides only how it looks.

import type { ChartFrame } from "../chart/svg.ts";

/** A formula in both spellings. A blank where no line may end is a no-break space in `text`. */
export interface Formula {
  /** For a terminal, as `∂L/∂w1`. */
  readonly text: string;
  /** For Markdown and, as MathML, for HTML. Nothing in it may mean something to Markdown, which reads it before TeX does. */
  readonly tex: string;
}

/** A gap that is filled in by hand, or what belongs there. */
export interface Blank {
  readonly kind: "blank";
  /** Its number on the sheet, from 1; null for one that takes a calculation, whose result has a number of its own. */
  readonly number: number | null;
  /** What belongs there; null on a sheet that is handed out. */
  readonly answer: string | Formula | null;
}

/** A piece of a sentence. Texts are never markup: each format escapes them in its own way. */
export type Piece = string | { readonly code: string } | { readonly strong: string } | Formula | Blank;

/** A sentence or a few. */
export type Words = readonly Piece[];

/** A part of a page with a heading. */
export interface Section {
  readonly kind: "section";
  /** For links into the page: lower-case letters and hyphens, unlike every other section's. */
  readonly id: string;
  readonly title: Words;
  readonly blocks: readonly Block[];
  /** Whether it begins on a page of its own where it is printed. */
  readonly isOnOwnPage?: boolean;
}

/** One cell of a table: words, or a bar as long as its share from 0 to 1, coloured by its side of the middle. */
export type Cell = Piece | { readonly bar: number; readonly side: "low" | "high" };

/** One column of a table. */
export interface Column {
  readonly title: Piece;
  /** Numbers are aligned at the right; a bar has no text of its own, so the number beside it must say the same. */
  readonly kind: "text" | "number" | "bar";
}

/** Columns of one kind with these titles. */
export function headings(kind: Column["kind"], ...titles: readonly Piece[]): readonly Column[] {
  return titles.map((title) => ({ title, kind }));
}

/** A table; the first cell of a row is the row's name. */
export interface Table {
  readonly kind: "table";
  readonly caption: Words;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

/** One chart with its caption. */
export interface Figure {
  /** For the SVG: letters and hyphens, unlike every other figure's. */
  readonly id: string;
  readonly caption: Words;
  /** The chart as SVG text. */
  readonly draw: (frame: Omit<ChartFrame, "title" | "description">) => string;
  /** The chart as lines of text; null where the tables say it all. */
  readonly lines: (() => readonly string[]) | null;
  /** The caption of the lines, where they show something other than the chart. */
  readonly linesCaption?: Words;
}

/** A part of a page or a section. */
export type Block =
  | Section
  | { readonly kind: "paragraph"; readonly words: Words }
  /** What must not be overlooked, such as a run that diverged. */
  | { readonly kind: "alert"; readonly words: Words }
  | { readonly kind: "list"; readonly items: readonly Words[] }
  /** Equations under each other, each as the sides that its equals signs join. */
  | { readonly kind: "equations"; readonly equations: readonly (readonly (Formula | Blank)[])[] }
  | Table
  /** Charts, beside each other where there is room; small ones that belong together are dense. */
  | { readonly kind: "figures"; readonly figures: readonly Figure[]; readonly isDense?: boolean }
  /** Two blocks, beside each other where there is room. */
  | { readonly kind: "beside"; readonly blocks: readonly [Block, Block] }
  /** Command lines, each after a comment that says what it does. */
  | { readonly kind: "commands"; readonly lines: readonly (readonly [command: string, does: string])[] };

/** A whole page. */
export interface Page {
  /** What kind of page it is, as "One run"; empty where its title says it. */
  readonly kind: string;
  /** What it is about. */
  readonly title: string;
  /** In the user's words; empty for none. */
  readonly description: string;
  readonly blocks: readonly Block[];
  /** Who made it, at its foot; left out where a page keeps the bytes that it always had. */
  readonly signature?: Signature;
}

/** A program and where it is found. */
export interface Signature {
  /** With its version: `Seedbed 0.2.0`. */
  readonly name: string;
  readonly homepage: string;
}

/** A piece as plain text, without what only its looks say; of a gap what belongs there. */
export function pieceText(piece: Piece): string {
  if (typeof piece === "string") return piece;
  if ("kind" in piece) return piece.answer === null ? "" : pieceText(piece.answer);
  return "text" in piece ? piece.text : "code" in piece ? piece.code : piece.strong;
}

/** A paragraph of these words. */
export function paragraph(...words: Words): Block {
  return { kind: "paragraph", words };
}

/** A part of a page with a heading; one without blocks is left out of its page by {@linkcode filled}. */
export function section(id: string, title: string | Words, blocks: readonly Block[]): Section {
  return { kind: "section", id, title: typeof title === "string" ? [title] : title, blocks };
}

/** The sections that hold something. */
export function filled(sections: readonly Section[]): readonly Section[] {
  return sections.filter(({ blocks }) => blocks.length > 0);
}
