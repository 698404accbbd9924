// A sheet of cells, and formulas from the engine's rules: what is written in a cell is also worked out here.
// What must not change: a formula has the engine's order of operations, so that a spreadsheet gets its numbers, but for the
// last bits of its own EXP and TANH.

import { numbers } from "../../numeric/numbers.ts";
import { shortest } from "../../text/decimal.ts";
import { formulasOf, type Primitive, type Spelling } from "../formulas.ts";
import { given, type Operation, operationsOf, type Value } from "../operations.ts";

/** How a cell looks. */
export type CellStyle = "plain" | "heading" | "input" | "note" | "title";

/** What is in a cell: a text, a number, or a formula with what it comes to. */
export interface Cell {
  readonly style: CellStyle;
  /** Without its equals sign; null for a cell without one. */
  readonly formula: string | null;
  /** A number that is not finite is worked out by the spreadsheet alone. */
  readonly value: number | string;
}

/** Where a cell is: column and row, both counted from 1. */
export interface Place {
  readonly column: number;
  readonly row: number;
}

/** Left of it stand names, activations, sums and biases; here weights begin, and pictures. */
export const FIRST_WEIGHT = 5;

/** A sheet that is being written. */
export class Sheet {
  /** Of the columns from the first on, in characters. */
  widths: readonly number[] = [];
  /** How many rows stay in sight at the top. */
  frozenRows = 0;
  readonly #cells = new Map<number, Map<number, Cell>>();

  /** @param name of letters, digits and spaces. */
  constructor(readonly name: string) {}

  /** Writes a text or a number. */
  put(place: Place, value: number | string, style: CellStyle = "plain"): void {
    this.#set(place, { style, formula: null, value });
  }

  /** Writes a formula. @param value what it comes to. */
  putFormula(place: Place, formula: string, value: number | string, style: CellStyle = "plain"): void {
    this.#set(place, { style, formula, value });
  }

  /** What is in a cell; nothing is an empty text. */
  valueAt({ column, row }: Place): number | string {
    return this.#cells.get(row)?.get(column)?.value ?? "";
  }

  /** The rows from the top, each with its cells from the left. */
  get rows(): ReadonlyMap<number, readonly { readonly reference: string; readonly cell: Cell }[]> {
    const sorted = [...this.#cells].sort(([a], [b]) => a - b);
    return new Map(sorted.map(([row, cells]) => [
      row,
      [...cells].sort(([a], [b]) => a - b).map(([column, cell]) => ({
        reference: referenceTo({ column, row }),
        cell,
      })),
    ]));
  }

  #set({ column, row }: Place, cell: Cell): void {
    const cells = this.#cells.get(row) ?? new Map<number, Cell>();
    cells.set(column, cell);
    this.#cells.set(row, cells);
  }
}

/** `B7`; with a sheet `Rows!B7`. */
export function referenceTo({ column, row }: Place, sheet?: Sheet): string {
  return `${sheet === undefined ? "" : `${sheet.name}!`}${columnLetters(column)}${row}`;
}

/** `$B$7`, which stays what it is where a formula is copied. */
export function fixedReferenceTo({ column, row }: Place): string {
  return `$${columnLetters(column)}$${row}`;
}

function columnLetters(column: number): string {
  const rest = (column - 1) % 26;
  const before = (column - 1 - rest) / 26;
  return (before === 0 ? "" : columnLetters(before)) + String.fromCharCode(65 + rest);
}

/** A number of a formula; what is called text in a sheet stands in double quotes. */
function formulaNumber(value: number): string {
  return shortest(value).toUpperCase();
}

/** A text of a formula. */
export function formulaText(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** Beyond this EXP is too large for a spreadsheet, which has no infinity. */
const LARGEST_EXPONENT = 709;

const CALLS: Readonly<Partial<Record<Primitive, (operands: readonly string[]) => string>>> = {
  squareRoot: ([a]) => `SQRT(${a})`,
  greater: ([a, b]) => `MAX(${a},${b})`,
  lesser: ([a, b]) => `MIN(${a},${b})`,
  maximum: ([a, b]) => `MAX(${a},${b})`,
  oneWhereGreater: ([a, b]) => `IF(${a}>${b},1,0)`,
  exp: ([x]) => `EXP(MIN(${x},${LARGEST_EXPONENT}))`,
  expm1: ([x]) => `2*TANH((${x})/2)/(1-TANH((${x})/2))`,
  log1p: ([x]) => `LN(1+${x})`,
  sigmoid: ([x]) => `1/(1+EXP(MIN(-(${x}),${LARGEST_EXPONENT})))`,
  tanh: ([x]) => `TANH(${x})`,
};

const SPELLING: Spelling = {
  number: formulaNumber,
  call(name, operands) {
    const call = CALLS[name];
    if (call === undefined) throw new Error(`assertion failed: a spreadsheet has no ${name}`);
    // What looks like a quotient must stay one value wherever it stands.
    const text = call(operands);
    return /^[A-Z]+\(/.test(text) ? text : `(${text})`;
  },
  mostCharacters: 2000,
};

/** Cells by the names under which graphs of operations know them, with their numbers. */
export class CellValues {
  readonly #values = new Map<string, number>();

  /** A cell as a value that formulas can use. @param reference as they will write it. */
  cell(reference: string, value: number): Value {
    this.#values.set(reference, value);
    return given(reference);
  }

  /**
   * Formulas for some values.
   *
   * @param place puts a value that is used twice into a cell of its own. @returns the reference to it.
   */
  formulas(
    results: readonly Value[],
    place: (label: string | null, formula: string, value: number) => string,
  ): readonly { readonly formula: string; readonly value: number }[] {
    const known = new Map<Value, number>();
    const calculate = numbers as unknown as Readonly<Record<string, (...operands: number[]) => number>>;
    const valueOf = (value: Value): number => {
      if (value.kind === "constant") return value.value;
      return value.kind === "given" ? this.#values.get(value.name)! : known.get(value)!;
    };
    for (const operation of operationsOf(results)) {
      known.set(operation, calculate[operation.name](...operation.operands.map(valueOf)));
    }
    const placed = (operation: Operation, text: string): string =>
      place(operation.label, text, valueOf(operation));
    const written = formulasOf(results, SPELLING, placed);
    return written.map((formula, index) => ({ formula, value: valueOf(results[index]) }));
  }

  /** One formula that needs no cell but its own. */
  formula(result: Value, place: (label: string | null, formula: string, value: number) => string) {
    return this.formulas([result], place)[0];
  }
}

/** For formulas that use nothing twice, such as weighted sums. */
export function noPlace(): string {
  throw new Error("assertion failed: a sum needs no other cell");
}
