// The pieces of which a formula in MathML is put together: names, numbers, signs, fences, rows.
// Why each says where a line may end: a long formula is broken before a sign, and never within a number.

import { type Attributes, element, type Markup, text } from "../chart/svg.ts";

/** A piece of a row of mathematics, and whether a line may end before or after it. */
export interface Atom {
  readonly markup: Markup;
  /** Before plus, minus and relations; after a sign of multiplication, where a term is long. */
  readonly lineEnd: "none" | "before" | "after";
  /** A sign that has something at its left, and may lose it at a line's beginning. */
  readonly infix?: string;
  /** A list in parentheses in its pieces: where it is long, a line may end after a comma. */
  readonly parts?: readonly Atom[];
}

/** The sign of multiplication. */
export const MULTIPLICATION = "⋅";

/** Plus and minus belong to what follows where nothing stands before them. */
const SIGNED: readonly string[] = ["+", "−"];

/** A name, a number, a sign or a word by itself. */
export function plain(name: "mi" | "mn" | "mo" | "mtext", content: string, attributes = {}): Atom {
  return { markup: element(name, attributes, text(content)), lineEnd: "none" };
}

/** A sign between two things, or before one. */
export function signAtom(sign: string, isFirst: boolean): Atom {
  if (isFirst && SIGNED.includes(sign)) {
    return { markup: element("mo", { form: "prefix" }, text(sign)), lineEnd: "none" };
  }
  const lineEnd = sign === MULTIPLICATION ? "after" : "before";
  return { markup: element("mo", {}, text(sign)), lineEnd, infix: sign };
}

/** A parenthesis, or the line at a side of a size. */
export function fence(token: string, attributes: Attributes): Markup {
  return element("mo", attributes, text(token.replace(/^\\[lr]vert$/, "|")));
}

/** Between the members of a list. */
export const COMMA: Atom = plain("mo", ",");

/** Atoms as one. */
export function mrow(atoms: readonly Atom[]): Markup {
  return atoms.length === 1 ? atoms[0].markup : element("mrow", {}, ...atoms.map(({ markup }) => markup));
}
