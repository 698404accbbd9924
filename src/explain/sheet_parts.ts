// What every worksheet and its key have alike, whatever the layers of the network: the line for a name, how the gaps are to be
// filled, and when a sheet is too long.

import { type Block, type Page, paragraph, type Words } from "../document/page.ts";
import { argumentPlace, type Problem } from "../experiment/source/problem.ts";
import { fixed } from "../text/decimal.ts";
import { type Digits, inFull, leastWithDecimals } from "../text/number_words.ts";
import type { NamedNumber } from "./explanation.ts";
import type { Quantity } from "./expression.ts";
import { LessonWriter, named } from "./lesson_pieces.ts";

/** Different numbers that a sheet asks for, at most: two or three printed pages. */
export const MOST_BLANKS = 150;
/** Numbers that a sheet gives, at most. */
const MOST_GIVEN = 200;

/** The sheet to hand out, or the same with every gap filled in. */
export type SheetKind = "sheet" | "key";

/** Keeps a name and its number on one line. */
export const EQUALS = "\u00a0=\u00a0";

const gap = { kind: "blank", number: null, answer: null } as const;
const nameLine: Block = paragraph("Name ", gap, "   Date ", gap);

/** A sheet as a page. */
export function sheetPage(title: string, blocks: readonly Block[], which: SheetKind): Page {
  return {
    kind: which === "key" ? "Answer key" : "Worksheet",
    title,
    description: "",
    blocks: [...(which === "key" ? [] : [nameLine]), ...blocks],
  };
}

/** How the gaps are to be filled, or how they were. */
export function fillWords(digits: Digits, which: SheetKind): Block {
  const places = digits === "full" ? "all digits" : `${digits} decimal places`;
  const [begin, end] = which === "sheet"
    ? [
      `Fill the gaps in the order of their numbers, with ${places}.`,
      " A number that is asked for again keeps its number: copy it.",
    ]
    : [
      `The gaps of the worksheet, filled in with ${places}.`,
      " The program rounds only what it shows, so an answer that was worked out from rounded numbers may differ from " +
      "it in the last digits.",
    ];
  const isByHand = digits !== "full" && digits <= MOST_BY_HAND;
  return paragraph(begin, ...(isByHand ? smallWords(digits) : []), end);
}

/** More decimal places than anybody works with by hand need no example. */
const MOST_BY_HAND = 8;

/** Where a lesson does not round to so many decimal places, each with an example. */
function smallWords(digits: number): Words {
  const { least, kept } = leastWithDecimals(digits);
  const small = least * 0.5612345678;
  const writer = new LessonWriter(digits);
  return [
    ` A number under ${inFull(least)} keeps ${kept} digits, such as `,
    writer.number(small),
    ` for ${
      fixed(small, digits - 1 + kept)
    }; one a little under 1 keeps ${kept} digits of what it lacks, such as `,
    writer.number(1 - small),
    ".",
  ];
}

/** A number that is given, under its name. */
export function equal({ name, value }: NamedNumber | Quantity, writer: LessonWriter): Words {
  return [named(name), EQUALS, writer.number(value)];
}

/** Words after each other, with commas. */
export function joined(parts: readonly Words[]): Words {
  return parts.flatMap((words, index) => index === 0 ? words : [", ", ...words]);
}

/**
 * What is wrong with a sheet that asks for too much or gives too much; null where nothing is.
 *
 * @param subject the name of the row or query.
 * @param hint the way out.
 */
export function tooLong(
  subject: string,
  { blanks, given }: { readonly blanks: number; readonly given: number },
  hint: string,
): Problem | null {
  if (blanks <= MOST_BLANKS && given <= MOST_GIVEN) return null;
  const text = "--worksheet";
  const found = blanks > MOST_BLANKS
    ? `must ask for at most ${MOST_BLANKS} numbers: ${subject}'s would ask for ${blanks}`
    : `must give at most ${MOST_GIVEN} numbers: ${subject}'s would give ${given}`;
  return {
    code: "too_large",
    place: argumentPlace(text),
    message: `a worksheet ${found}`,
    hint,
  };
}
