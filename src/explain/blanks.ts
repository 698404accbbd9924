// What a worksheet asks for: gaps with numbers in the order of the sheet, and what must be given so that they can be filled.
// What must not change: the sheet and its key are made in the same way, so that a gap has the same number on both; whatever
// a formula needs is either asked for or given.
import type { Blank, Formula } from "../document/page.ts";
import { type Equation, quantitiesIn, type Quantity, type QuantityName } from "./expression.ts";
import { textNotation } from "./spellings.ts";

/** The gaps of one sheet. */
export class Blanks {
  readonly #numbers = new Map<string, number>();
  readonly #used = new Map<string, Quantity>();

  /** @param isKey whether the gaps hold what belongs there. */
  constructor(readonly isKey: boolean) {}

  /** How many different numbers and words are asked for. */
  get count(): number {
    return this.#numbers.size;
  }

  /** Whether there is a gap for it already. */
  isAsked(name: QuantityName): boolean {
    return this.#numbers.has(textNotation.name(name));
  }

  /** A gap for a quantity; one that is asked for again keeps its number. */
  number(name: QuantityName, answer: string | Formula): Blank {
    const key = textNotation.name(name);
    const number = this.#numbers.get(key) ?? this.count + 1;
    this.#numbers.set(key, number);
    return { kind: "blank", number, answer: this.isKey ? answer : null };
  }

  /**
   * An equation with gaps for the calculation and for what comes out.
   *
   * @param sides as a lesson writes them: the quantity, its formula, the numbers put in, the result.
   */
  equation({ left, formula }: Equation, sides: readonly Formula[]): readonly (Formula | Blank)[] {
    for (const quantity of formula === null ? [] : quantitiesIn(formula)) {
      this.#used.set(textNotation.name(quantity.name), quantity);
    }
    const inNames = formula === null || sides.length < 3 ? [] : [sides[1]];
    const calculation: readonly Blank[] = sides.length < 4
      ? []
      : [{ kind: "blank", number: null, answer: this.isKey ? sides[2] : null }];
    return [sides[0], ...inNames, ...calculation, this.number(left, sides[sides.length - 1])];
  }

  /** What the formulas of the sheet need and no gap asks for, in the order in which it is first needed. */
  given(): readonly Quantity[] {
    return [...this.#used].filter(([name]) => !this.#numbers.has(name)).map(([, quantity]) => quantity);
  }
}
