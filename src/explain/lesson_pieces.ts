// The pieces of a lesson: names, numbers and arithmetic, each as a terminal shows it and in TeX.
// What must not change: nothing here calculates; every number comes from the explanation.
import type { Block, Column, Formula, Piece, Words } from "../document/page.ts";
import { paragraph } from "../document/page.ts";
import { type Digits, inFormula, inFormulaColumn, NONE } from "../text/number_words.ts";
import type { Equation, Expression, QuantityName } from "./expression.ts";
import { equationParts, type View, write } from "./notation.ts";
import { texNotation, textNotation } from "./spellings.ts";

/** Rows of a table before the rest is only counted. */
const TABLE_ROWS = 24;

/** A column of a table: what it is called, and what it says of each item. */
export interface LessonColumn<Item> {
  readonly title: Piece;
  readonly of: (item: Item) => Piece | number;
}

/** A formula that no line end breaks. */
export function formula({ text, tex }: Formula): Formula {
  return { text: text.replaceAll(" ", "\u00a0"), tex };
}

/** The name of a quantity. */
export function named(name: QuantityName): Formula {
  return formula({ text: textNotation.name(name), tex: texNotation.name(name) });
}

/** Writes the pieces that hold numbers, all with the same digits. */
export class LessonWriter {
  /** @param digits decimal places, or "full". */
  constructor(readonly digits: Digits) {}

  number(value: number): Piece {
    return numberPiece(inFormula(value, this.digits));
  }

  expression(expression: Expression, view: View): Formula {
    const [text, tex] = [textNotation, texNotation].map((notation) =>
      write(expression, notation, view, this.digits)
    );
    return { text, tex };
  }

  /** Equations, each without a side that says the same as the one before. */
  equations(equations: readonly Equation[]): Block {
    return {
      kind: "equations",
      equations: equations.map((equation) => {
        const tex = equationParts(equation, texNotation, this.digits);
        return equationParts(equation, textNotation, this.digits)
          .map((text, index) => ({ text, tex: tex[index] }))
          .filter(({ text }, index, sides) => text !== sides[index - 1]?.text);
      }),
    };
  }

  /** A table of one row an item, cut to a readable length, and a line that says so. */
  table<Item>(
    caption: Words,
    columns: readonly LessonColumn<Item>[],
    items: readonly Item[],
    what: string,
  ): readonly Block[] {
    const shown = items.slice(0, TABLE_ROWS);
    const written = columns.map((column) => this.#column(column, shown));
    const table: Block = {
      kind: "table",
      caption,
      columns: written.map(({ column }) => column),
      rows: shown.map((_, row) => written.map(({ cells }) => cells[row])),
    };
    return shown.length === items.length
      ? [table]
      : [table, moreIn("--json", items.length - TABLE_ROWS, what)];
  }

  /** Whole numbers need no decimal places, other numbers all have the same ones. */
  #column<Item>(
    { title, of }: LessonColumn<Item>,
    items: readonly Item[],
  ): { readonly column: Column; readonly cells: readonly Piece[] } {
    const values = items.map(of);
    const areWhole = values.every((value) => Number.isInteger(value) || value === NONE);
    const cells = values.map((value) =>
      typeof value !== "number"
        ? value
        : areWhole
        ? this.number(value)
        : numberPiece(inFormulaColumn(value, this.digits))
    );
    return {
      column: { title, kind: values.every((value) => isNumber(value) || value === NONE) ? "number" : "text" },
      cells,
    };
  }
}

/** Where the rest of a long list is found. */
export function moreIn(option: string, count: number, what: string): Block {
  return paragraph(`… and ${count} more ${what}: `, { code: option }, " lists them all.");
}

function isNumber(value: unknown): boolean {
  return typeof value === "number";
}

/** Plain text reads well in Markdown's source too; only a power of ten needs TeX. */
function numberPiece(text: string): Piece {
  return text.includes("e") ? { text, tex: texNotation.number(text) } : text;
}
