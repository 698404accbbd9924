// Writes arithmetic down: one walk over the tree for plain text and TeX, which differ in how they spell its parts.
// Why the care for parentheses: a teacher writes 1·(−2) + 1·(−1), never 1·−2 + 1·−1.
import { type Equation, evaluate, type Expression, type QuantityName } from "./expression.ts";
import { type Digits, inFormula } from "../text/number_words.ts";

/** Whether an expression shows its formula or the numbers put in. */
export type View = "names" | "numbers";

/** How the parts of arithmetic are spelled. */
export interface Notation {
  readonly times: string;
  /** Between factors that carry a slash of their own: ∂L/∂h1·w5 would read as ∂L over all the rest. */
  readonly timesApart: string;
  readonly minus: string;
  readonly ellipsis: string;
  /** Sums of more terms show five of them. */
  readonly shownTerms: number;
  /** @param text the number as a terminal shows it: −3, 5.31e−4, ∞. */
  number(text: string): string;
  name(name: QuantityName): string;
  call(functionName: string, argument: string): string;
  /** @param isCompound on which sides a division in one line needs parentheses. */
  quotient(
    left: string,
    right: string,
    isCompound: { readonly left: boolean; readonly right: boolean },
  ): string;
  grouped(inner: string): string;
  squared(base: string): string;
  size(inner: string): string;
  /** What follows a result that the greater of two numbers decides. */
  because(left: string, isGreater: boolean, right: string): string;
}

/** Terms that a sum shows where it is read; one that is worked out by hand shows all. */
export const SHOWN_TERMS = 6;

/** Spells an expression in one view. */
export function write(expression: Expression, notation: Notation, view: View, digits: Digits): string {
  return new Writer(notation, view, digits).write(expression, true);
}

/** The parts of an equation that its equals signs join: its left side, its formula, the numbers put in, the result. */
export function equationParts(equation: Equation, notation: Notation, digits: Digits): readonly string[] {
  const { left, formula, value, condition } = equation;
  const views = formula === null ? [] : (["names", "numbers"] as const);
  const side = (of: QuantityName | number): string =>
    typeof of === "number" ? notation.number(inFormula(of, digits)) : notation.name(of);
  const why = condition === null
    ? ""
    : notation.because(side(condition.left), condition.isGreater, side(condition.right));
  return [
    notation.name(left),
    ...views.map((view) => write(formula!, notation, view, digits)),
    notation.number(inFormula(value, digits)) + why,
  ];
}

function isCompound({ kind }: Expression): boolean {
  return kind === "sum" || kind === "difference";
}

function isProductOrQuotient({ kind }: Expression): boolean {
  return kind === "product" || kind === "quotient";
}

function isDerivative(expression: Expression): boolean {
  return expression.kind === "quantity" && typeof expression.name === "object" && "of" in expression.name;
}

class Writer {
  constructor(readonly notation: Notation, readonly view: View, readonly digits: Digits) {}

  /** @param isHead whether nothing comes before it, so that a minus needs no parentheses. */
  write(expression: Expression, isHead: boolean): string {
    const { notation } = this;
    switch (expression.kind) {
      case "quantity":
        if (this.view === "names") return notation.name(expression.name);
        return this.number(expression.value, isHead);
      case "constant":
        return this.number(expression.value, isHead);
      case "negative": {
        const text = notation.minus + this.#operand(expression.of, false);
        return isHead ? text : notation.grouped(text);
      }
      case "sum":
        return this.sum(expression.terms, isHead);
      case "difference":
        return `${this.write(expression.left, isHead)} ${notation.minus} ${
          this.#operand(expression.right, false)
        }`;
      case "product":
        return this.#product(expression.factors, isHead);
      case "quotient":
        return notation.quotient(
          this.write(expression.left, true),
          this.write(expression.right, isCompound(expression.right)),
          {
            left: isCompound(expression.left),
            right: isCompound(expression.right) || isProductOrQuotient(expression.right),
          },
        );
      case "square":
        return notation.squared(this.#base(expression.base));
      case "size":
        return notation.size(this.write(expression.of, true));
      case "comparison": {
        const [left, right] = [expression.left, expression.right].map((side) => this.write(side, true));
        return `[${left} > ${right}]`;
      }
      case "call": {
        const { name, operands } = expression;
        const shown = this.#someOf([...operands.keys()]);
        return notation.call(
          name,
          this.#listed(shown, (index) => this.write(operands[index], true)).join(", "),
        );
      }
    }
  }

  sum(terms: readonly Expression[], isHead: boolean): string {
    const termAt = (index: number): string =>
      index === 0 ? this.write(terms[0], isHead) : this.#operand(terms[index], false);
    return this.#listed(this.#shownTerms(terms), termAt).join(" + ");
  }

  /** The indices of the terms that are shown: of many, those that are 0 only where hardly any is not. */
  #shownTerms(terms: readonly Expression[]): readonly number[] {
    const all = [...terms.keys()];
    if (all.length <= this.notation.shownTerms) return all;
    const telling = all.filter((index) => index === all.length - 1 || evaluate(terms[index]) !== 0);
    return this.#someOf(telling.length > 1 ? telling : all);
  }

  /** Of many the first three and the last two. */
  #someOf(indices: readonly number[]): readonly number[] {
    return indices.length <= this.notation.shownTerms
      ? indices
      : [...indices.slice(0, 3), ...indices.slice(-2)];
  }

  /** What is shown of a list, with an ellipsis wherever something is left out. */
  #listed(shown: readonly number[], textAt: (index: number) => string): readonly string[] {
    return shown.flatMap((index, at) => {
      const isNext = index === (at === 0 ? 0 : shown[at - 1] + 1);
      return isNext ? [textAt(index)] : [this.notation.ellipsis, textAt(index)];
    });
  }

  number(value: number, isHead: boolean): string {
    const text = this.notation.number(inFormula(value, this.digits));
    return value < 0 && !isHead ? this.notation.grouped(text) : text;
  }

  /** Sums and differences in parentheses, the rest as it is. */
  #operand(expression: Expression, isHead: boolean): string {
    return isCompound(expression)
      ? this.notation.grouped(this.write(expression, true))
      : this.write(expression, isHead);
  }

  #product(factors: readonly Expression[], isHead: boolean): string {
    const { times, timesApart } = this.notation;
    const hasSlash = this.view === "names" && factors.some(isDerivative);
    return factors.map((factor, index) => this.#factor(factor, isHead && index === 0))
      .join(hasSlash ? timesApart : times);
  }

  /** A product or a quotient inside a product in parentheses too: they say what is calculated first. */
  #factor(expression: Expression, isHead: boolean): string {
    if (!isProductOrQuotient(expression)) return this.#operand(expression, isHead);
    return this.notation.grouped(this.write(expression, true));
  }

  #base(expression: Expression): string {
    if (expression.kind !== "quantity" && expression.kind !== "constant") {
      return this.notation.grouped(this.write(expression, true));
    }
    const isName = this.view === "names" && expression.kind === "quantity";
    const isCompound = isName
      ? isDerivative(expression)
      : inFormula(expression.value, this.digits).includes("e");
    return isCompound ? this.notation.grouped(this.write(expression, true)) : this.write(expression, false);
  }
}
