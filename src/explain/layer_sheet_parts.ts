// What the parts of a sheet about layers share: the gaps, the rests that stand for what a sheet leaves out, and what was shown
// in a table, so that it is not given twice.
// Why rests: nobody weighs the 81 numbers that enter an output by hand; the sheet asks for one of the products and gives the
// sum of the others.

import type { Piece, Section, Words } from "../document/page.ts";
import type { Blanks } from "./blanks.ts";
import {
  constant,
  type Equation,
  evaluate,
  type Expression,
  expressions,
  type Quantity,
  quantity,
  type QuantityName,
} from "./expression.ts";
import type { LayerFocus } from "./layer_focus.ts";
import { type LayerNumbers, summed } from "./layer_numbers.ts";
import { LessonWriter, named } from "./lesson_pieces.ts";
import { textNotation } from "./spellings.ts";

/** A sum of more terms than this is worked out for the one that the sheet follows, and a rest. */
export const MOST_TERMS = 4;

/** A part of a sheet. */
export interface SheetPart {
  /** What it is about, in a word, beside what it is given. */
  readonly about: string;
  readonly section: Section;
}

/** A sum of few terms. */
export interface FewTerms {
  readonly formula: Expression;
  /** What stands for the terms that are left out; null where none is. */
  readonly rest: Quantity | null;
}

/** What the parts of one sheet share. */
export class LayerSheet {
  readonly numbers: LayerNumbers;
  readonly writer: LessonWriter;
  readonly #shown = new Set<string>();
  #laidCount = 0;
  #restCount = 0;
  #productCount = 0;

  constructor(readonly focus: LayerFocus, digits: LessonWriter["digits"], readonly blanks: Blanks) {
    this.numbers = focus.numbers;
    this.writer = new LessonWriter(digits, blanks);
  }

  /** How many numbers stand in tables as given. */
  get shownCount(): number {
    return this.#shown.size + this.#laidCount;
  }

  /** How many rests there are. */
  get restCount(): number {
    return this.#restCount;
  }

  /** A number that a table gives where it lies, without its name: where a formula names it, it is given again. */
  lay({ value }: Quantity): number {
    this.#laidCount++;
    return value;
  }

  /** A number that a table gives. */
  show({ name, value }: Quantity): number {
    this.#shown.add(textNotation.name(name));
    return value;
  }

  /** A number that a table repeats: given, unless the sheet has asked for it. */
  given(quantity: Quantity): Piece {
    return this.blanks.isAsked(quantity.name)
      ? this.writer.found(quantity.name, quantity.value)
      : this.writer.number(this.show(quantity));
  }

  /** Whether a table gives it. */
  isShown(name: QuantityName): boolean {
    return this.#shown.has(textNotation.name(name));
  }

  /** A product that a table asks for, under a name of its own: p1, p2, …. */
  product(of: Expression): Quantity {
    return quantity(`p${++this.#productCount}`, evaluate(of));
  }

  /**
   * A sum as it is worked out by hand: in full where it is short, else one term and a rest that is given.
   *
   * @param own the term that is worked out, by its place.
   */
  few(terms: readonly Expression[], own: number): FewTerms {
    return terms.length <= MOST_TERMS
      ? { formula: summed(terms), rest: null }
      : this.some([terms[own]], terms.filter((_, index) => index !== own));
  }

  /** The sum of some terms, and a rest for the others. */
  some(terms: readonly Expression[], others: readonly Expression[]): FewTerms {
    if (terms.length + others.length === 0) return { formula: constant(0), rest: null };
    if (others.length === 0) return { formula: summed(terms), rest: null };
    const rest = quantity(`rest${++this.#restCount}`, evaluate(summed(others)));
    return { formula: summed([...terms, rest]), rest };
  }
}

/** An equation whose terms do not stand in the engine's order, so that the last digits may differ. */
export function reordered(equation: Equation, { rest }: FewTerms): Equation {
  return rest === null ? equation : { ...equation, isReordered: true };
}

/** What some rests stand for, as a sentence after another one; nothing where there is none. */
export function restWords(sums: readonly FewTerms[], what: string): Words {
  const names = sums.flatMap(({ rest }) => rest === null ? [] : [named(rest.name)]);
  if (names.length === 0) return [];
  return names.length === 1
    ? [" ", names[0], ` is ${what}.`]
    : [" ", names[0], " to ", names[names.length - 1], ` are ${what}.`];
}

/** `a + b` with a bias, if there is one. */
export function withBias(sum: Expression, bias: Quantity | null): Expression {
  return bias === null ? sum : expressions.add(sum, bias);
}
