// What a report is made of: sections of words, tables, figures and commands, told once for HTML and for Markdown.
// Why: two texts that people compare must not differ in what they say; each renderer decides only how it looks.

import type { ChartFrame } from "../../chart/svg.ts";

/** A piece of a sentence. Texts are never markup: each renderer escapes them in its own way. */
export type Piece = string | { readonly code: string } | { readonly strong: string };

/** A sentence or a few. */
export type Words = readonly Piece[];

/** A part of the report with a heading. */
export interface Section {
  readonly kind: "section";
  /** For links into the page: lower-case letters and hyphens, unlike every other section's. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** A paragraph. */
export interface Paragraph {
  readonly kind: "paragraph";
  readonly words: Words;
}

/** What must not be overlooked, such as a run that diverged. */
export interface Alert {
  readonly kind: "alert";
  readonly words: Words;
}

/** A share of a bar's length, from 0 to 1, and the side of the middle on which it counts. */
export interface BarCell {
  /** The share. */
  readonly bar: number;
  /** Decides the colour. */
  readonly side: "low" | "high";
}

/** One cell of a table. */
export type Cell = string | BarCell;

/** One column of a table. */
export interface Column {
  readonly title: string;
  /** Numbers stand at the right; a bar has no text of its own, so the number beside it must say the same. */
  readonly kind: "text" | "number" | "bar";
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
  readonly draw: (frame: Pick<ChartFrame, "id" | "styles">) => string;
  /** The chart as lines of text, for Markdown; null where the tables say it all. */
  readonly lines: (() => readonly string[]) | null;
  /** The caption of the lines, where they show something else than the chart. */
  readonly linesCaption?: Words;
}

/** Charts that stand beside each other where there is room. */
export interface Figures {
  readonly kind: "figures";
  readonly figures: readonly Figure[];
}

/** Two blocks that stand beside each other where there is room. */
export interface Beside {
  readonly kind: "beside";
  readonly blocks: readonly [Block, Block];
}

/** Command lines, each after a comment that says what it does. */
export interface Commands {
  readonly kind: "commands";
  readonly lines: readonly { readonly command: string; readonly does: string }[];
}

/** A part of a section. */
export type Block = Section | Paragraph | Alert | Table | Figures | Beside | Commands;

/** A whole report. */
export interface ReportDocument {
  /** What kind of report it is, as "One run". */
  readonly kind: string;
  /** What it is about. */
  readonly title: string;
  /** In the user's words; empty for none. */
  readonly description: string;
  readonly blocks: readonly Block[];
}
