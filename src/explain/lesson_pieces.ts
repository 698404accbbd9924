// The pieces of a lesson: names, numbers and arithmetic, each as a terminal shows it and in TeX.
// What must not change: nothing here calculates; every number comes from the explanation.
import type { Block, Column, Formula, Piece, Words } from "../document/page.ts";
import { paragraph } from "../document/page.ts";
import { type Digits, inFormula, inFormulaColumn, NONE } from "../text/number_words.ts";
import { counted } from "../text/words.ts";
import type { Blanks } from "./blanks.ts";
import type { Equation, Expression, QuantityName } from "./expression.ts";
import { equationParts, type Notation, SHOWN_TERMS, type View, write } from "./notation.ts";
import { texNotation, textNotation } from "./spellings.ts";

/** Rows of a table before the rest is only counted. */
const TABLE_ROWS = 24;

/** A column of a table: what it is called, and what it says of each item. */
export interface LessonColumn<Item> {
  readonly title: Piece;
  readonly of: (item: Item) => Piece | number;
  /** What a worksheet asks for in this column; null for what it says or leaves out. */
  readonly asks?: (item: Item) => QuantityName | null;
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
  readonly #notations: readonly [text: Notation, tex: Notation];

  /**
   * @param digits decimal places, or "full".
   * @param blanks what a worksheet asks for; null for a lesson, which says everything.
   */
  constructor(readonly digits: Digits, readonly blanks: Blanks | null = null) {
    const shownTerms = this.atMost(SHOWN_TERMS);
    this.#notations = [{ ...textNotation, shownTerms }, { ...texNotation, shownTerms }];
  }

  /** How many of many items are shown: a worksheet leaves out nothing that is asked for. */
  atMost(count: number): number {
    return this.blanks === null ? count : Infinity;
  }

  /** A number that is given. */
  number(value: number): Piece {
    return numberPiece(inFormula(value, this.digits));
  }

  /** A number that is worked out: on a worksheet a gap. */
  found(name: QuantityName, value: number): Piece {
    const piece = this.number(value);
    return this.blanks === null ? piece : this.blanks.number(name, piece as string | Formula);
  }

  /** A word that is worked out, such as the class that is the answer. */
  foundWord(name: QuantityName, word: string): Piece {
    return this.blanks === null ? word : this.blanks.number(name, word);
  }

  expression(expression: Expression, view: View): Formula {
    const [text, tex] = this.#notations.map((notation) => write(expression, notation, view, this.digits));
    return { text, tex };
  }

  #asked(cell: Piece, name: QuantityName | null): Piece {
    return this.blanks === null || name === null || cell === NONE
      ? cell
      : this.blanks.number(name, cell as string | Formula);
  }

  /** Equations under each other; a worksheet leaves gaps in them. */
  equations(equations: readonly Equation[]): Block {
    return {
      kind: "equations",
      equations: equations.map((equation) => {
        const sides = this.sides(equation);
        return this.blanks === null ? sides : this.blanks.equation(equation, sides);
      }),
    };
  }

  /** What its equals signs join, without a side that says the same as the one before. */
  sides(equation: Equation): readonly Formula[] {
    const [texts, tex] = this.#notations.map((notation) => equationParts(equation, notation, this.digits));
    return texts
      .map((text, index) => ({ text, tex: tex[index] }))
      .filter(({ text }, index, sides) => text !== sides[index - 1]?.text);
  }

  /**
   * A table of one row an item, cut to a readable length, and a line that says so; a worksheet's is whole.
   *
   * @param what one item.
   * @param restIn the option that lists all of it; null where none does.
   */
  table<Item>(
    caption: Words,
    columns: readonly LessonColumn<Item>[],
    items: readonly Item[],
    what: string,
    restIn: string | null = "--json",
  ): readonly Block[] {
    const shown = items.slice(0, this.atMost(TABLE_ROWS));
    const written = columns.map((column) => this.#column(column, shown));
    const table: Block = {
      kind: "table",
      caption,
      columns: written.map(({ column }) => column),
      // Row by row, as a worksheet numbers what it asks for.
      rows: shown.map((item, row) =>
        written.map(({ cells }, index) => this.#asked(cells[row], columns[index].asks?.(item) ?? null))
      ),
    };
    return shown.length === items.length ? [table] : [table, moreIn(restIn, items.length - TABLE_ROWS, what)];
  }

  /** Whole numbers need no decimal places, other numbers all have the same ones. */
  #column<Item>(
    { title, of, asks }: LessonColumn<Item>,
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
    const areNumbers = values.every((value) => isNumber(value) || value === NONE);
    return {
      column: { title, kind: areNumbers && (this.blanks === null || asks === undefined) ? "number" : "text" },
      cells,
    };
  }
}

/**
 * Where the rest of a long list is found; null for nowhere.
 *
 * @param what one of them.
 * @param zeroCount how many of them are 0, where that is said.
 */
export function moreIn(option: string | null, count: number, what: string, zeroCount = 0): Block {
  const more = `… and ${counted(count, `more ${what}`)}${zeroWords(zeroCount, count)}`;
  return option === null
    ? paragraph(`${more}.`)
    : paragraph(`${more}: `, { code: option }, " lists them all.");
}

function zeroWords(zeroCount: number, count: number): string {
  if (zeroCount === 0) return "";
  if (zeroCount < count) return `, ${zeroCount} of them 0`;
  return count === 1 ? " that is 0" : " that are 0";
}

function isNumber(value: unknown): boolean {
  return typeof value === "number";
}

/** Plain text reads well in Markdown's source too; only a power of ten needs TeX. */
function numberPiece(text: string): Piece {
  return text.includes("e") ? { text, tex: texNotation.number(text) } : text;
}
