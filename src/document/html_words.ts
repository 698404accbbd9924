// Words of a page as HTML: plain text, formulas, code, and gaps to write in.
// What must not change: every text is escaped, whoever wrote it.

import { type Markup, text } from "../chart/svg.ts";
import { mathOf, mathPieces } from "./mathml.ts";
import type { Blank, Formula, Piece, Words } from "./page.ts";

/** The letters of Hebrew, Arabic and their neighbours. */
const LEFTWARD = "[\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufefc]+";

/** Words that are written from right to left. */
const LEFTWARD_WORDS = new RegExp(`${LEFTWARD}(?:[ -]${LEFTWARD})*`, "g");

/**
 * Text as markup in which a name written from right to left keeps to its place: without `<bdi>` two of them would change
 * places, and what stands between them would be turned around.
 */
export function proseHtml(content: string): Markup {
  return text(content).replace(LEFTWARD_WORDS, "<bdi>$&</bdi>") as Markup;
}

/** Words as markup. */
export function wordsHtml(words: Words): Markup {
  return words.map(pieceHtml).join("") as Markup;
}

/** One piece as markup. */
export function pieceHtml(piece: Piece): string {
  if (typeof piece === "string") return proseHtml(piece);
  if ("kind" in piece) return blankHtml(piece);
  if ("tex" in piece) return mathOf(piece.tex, "in a line");
  return "code" in piece ? `<code>${text(piece.code)}</code>` : `<strong>${proseHtml(piece.strong)}</strong>`;
}

/** `(3)` and a line to write on, which no line end parts, or what belongs there. */
function blankHtml({ number, answer }: Blank): string {
  const label = number === null ? "" : `<span class="number">(${number})</span> `;
  if (answer === null) {
    const room = number === null ? "wide blank" : "blank";
    const line = `<span class="${room}" role="img" aria-label="to fill in">&#160;</span>`;
    return number === null ? line : `<span class="whole">${label}${line}</span>`;
  }
  const answered = typeof answer === "string" ? text(answer) : mathPieces(answer.tex).join(" ");
  return `${label}<span class="answer">${answered}</span>`;
}

/** A formula names its row or column in words, for readers that do not know MathML. */
export function headHtml(piece: Piece): string {
  if (typeof piece === "string" || !("tex" in piece)) return pieceHtml(piece);
  return `<span class="said">${text(piece.text)}</span><span aria-hidden="true">${pieceHtml(piece)}</span>`;
}

/** An equation of more characters is set in pieces, between which a line may end. */
const LONGEST_WHOLE_EQUATION = 34;

/** An equation, with gaps or without, as a paragraph. */
export function equationHtml(sides: readonly (Formula | Blank)[]): string {
  if (sides.every((side) => !("kind" in side))) {
    const formulas = sides as readonly Formula[];
    const whole = formulas.map(({ tex }) => tex).join(" = ");
    const isShort = formulas.map(({ text }) => text).join(" = ").length <= LONGEST_WHOLE_EQUATION;
    return `<p class="equation">${isShort ? mathOf(whole, "by itself") : mathPieces(whole).join(" ")}</p>`;
  }
  const pieces = sides.map((side, index) => {
    const equals = index === 0 ? "" : "= ";
    if ("kind" in side) {
      // No line ends between the sign and the number of a gap.
      const given = `${equals}${blankHtml(side)}`;
      return side.answer === null && side.number !== null ? `<span class="whole">${given}</span>` : given;
    }
    return mathPieces(`${equals}${side.tex}`).join(" ");
  });
  return `<p class="equation">${pieces.join(" ")}</p>`;
}
