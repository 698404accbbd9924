// What may serve as the name of a feature, a row, a query or a class.
// What must not change: what is a name today stays one, for names stand in results.

import { isVisibleLine } from "../text/visible_text.ts";
import { LIMITS } from "./limits.ts";

/** What a name must be, for messages. */
export const LABEL_WANTED = `1 to ${LIMITS.labelLength} visible characters without blanks at the ends`;

/**
 * Whether a text may serve as a name.
 *
 * @example
 * ```ts
 * import { isLabel } from "./label.ts";
 * if (!isLabel("Zoë 2") || isLabel(" x") || isLabel("a\u202Eb")) throw new Error("wrong");
 * ```
 */
export function isLabel(text: string): boolean {
  return text.length > 0 && text.length <= LIMITS.labelLength && isVisibleLine(text);
}
