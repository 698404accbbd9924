// A formula as MathML, which every browser sets by itself: no script, no font and no network. Read from the formula's TeX.
// Why from TeX: each rule of the engine has its formula in TeX for Markdown, and a third spelling could say something else.

import { element, type Markup, text } from "../chart/svg.ts";
import type { Atom } from "./math_atom.ts";
import { TexReader } from "./tex_reader.ts";

/** A formula in one piece, by itself or in a line of words or numbers, where a derivative has a slash. */
export function mathOf(tex: string, where: "by itself" | "in a line"): Markup {
  return math(new TexReader(tex, where).whole());
}

/** A term with more characters may end its line at a multiplication sign or a comma. */
const LONGEST_TERM = 26;

/** A formula in pieces between which a line may end. */
export function mathPieces(tex: string): readonly Markup[] {
  return split(new TexReader(tex, "by itself").whole(), "before")
    .flatMap((term) => lengthOf(term) <= LONGEST_TERM ? [term] : split(inParts(term), "after"))
    .map(math);
}

/** A list in parentheses as its members, between which it may be broken. */
function inParts(atoms: readonly Atom[]): readonly Atom[] {
  return atoms.flatMap((atom) => atom.parts ?? [atom]);
}

function split(atoms: readonly Atom[], lineEnd: "before" | "after"): readonly (readonly Atom[])[] {
  const pieces: Atom[][] = [[]];
  for (const atom of atoms) {
    if (lineEnd === "before" && atom.lineEnd === lineEnd) pieces.push([]);
    pieces[pieces.length - 1].push(atom);
    if (lineEnd === "after" && atom.lineEnd === lineEnd) pieces.push([]);
  }
  return pieces.filter((piece) => piece.length > 0);
}

function lengthOf(atoms: readonly Atom[]): number {
  return atoms.map(({ markup }) => markup.replace(/<[^>]*>|&[^;]*;/g, "")).join("").length;
}

function math(atoms: readonly Atom[]): Markup {
  return element(
    "math",
    {},
    ...atoms.map(({ markup, infix }, index) =>
      // Where it stands first a browser would take it for the sign of what follows.
      infix !== undefined && (index === 0 || index === atoms.length - 1)
        ? element("mo", { form: "infix", ...(index === 0 ? { lspace: "0" } : {}) }, text(infix))
        : markup
    ),
  );
}
