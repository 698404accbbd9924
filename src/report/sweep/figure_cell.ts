// A figure of a sweep as a cell of a column.
// Why not as in a sentence: 0.98 over 0.951 hides which is larger.

import { asFigure, asOutput } from "../../text/number_words.ts";

/** Figures that are shares of rows, or means of such. */
const SHARES = /(accuracy|macro_f1)$/;

/** A figure, or none: a share with three decimal places, as answers are, any other at its shortest. */
export function figureCell(name: string, figure: number | null | undefined): string {
  return SHARES.test(name) ? asOutput(figure ?? null) : asFigure(figure);
}
