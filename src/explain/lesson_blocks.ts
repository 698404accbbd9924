// What a lesson is made of: paragraphs, lists, equations and tables, before anyone decides how they look.
// Why text comes in pieces: what a user named must be escaped in Markdown, and names must become TeX there.
import type { Equation, Expression, QuantityName } from "./expression.ts";
import type { View } from "./notation.ts";

/** A piece of running text: our words, the user's, a name, a number, what is typed, or a formula. */
export type Inline =
  | string
  | { readonly user: string }
  | { readonly name: QuantityName }
  | { readonly number: number }
  | { readonly code: string }
  | { readonly expression: Expression; readonly view: View }
  | { readonly formula: { readonly text: string; readonly tex: string } };

/** What a section is made of. */
export type Block =
  | { readonly kind: "paragraph"; readonly text: readonly Inline[] }
  | { readonly kind: "list"; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: "equations"; readonly equations: readonly Equation[] }
  | {
    readonly kind: "table";
    readonly header: readonly Inline[];
    readonly rows: readonly (readonly Inline[])[];
  };

/** One step of the lesson. */
export interface Section {
  readonly title: readonly Inline[];
  readonly blocks: readonly Block[];
}

/** The whole lesson. */
export interface Lesson {
  readonly title: readonly Inline[];
  readonly introduction: readonly Block[];
  readonly sections: readonly Section[];
}

/** Rows of a table before the rest is only counted. */
const TABLE_ROWS = 24;

/** A paragraph of running text. */
export function paragraph(...text: readonly Inline[]): Block {
  return { kind: "paragraph", text };
}

/** A table of one row an item, cut to a readable length, and a line that says so. */
export function cutTable<Item>(
  header: readonly Inline[],
  items: readonly Item[],
  rowOf: (item: Item) => readonly Inline[],
  what: string,
): readonly Block[] {
  const table: Block = { kind: "table", header, rows: items.slice(0, TABLE_ROWS).map(rowOf) };
  if (items.length <= TABLE_ROWS) return [table];
  return [
    table,
    paragraph(`… and ${items.length - TABLE_ROWS} more ${what}: `, { code: "--json" }, " lists them all."),
  ];
}

/** What a column of a table holds: whole numbers need no decimal places, other numbers all the same ones. */
export function columnKind(rows: readonly (readonly Inline[])[], index: number): "text" | "whole" | "number" {
  const numbers = rows.map((row) => row[index]).flatMap((cell) =>
    typeof cell === "object" && "number" in cell ? [cell.number] : []
  );
  if (numbers.length < rows.length) return "text";
  return numbers.every(Number.isInteger) ? "whole" : "number";
}
