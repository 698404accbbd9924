// What may serve as a name: of a feature, a row, a query or a class, and of an experiment, which names a folder.
// What must not change: what is a name today stays one, for names stand in results.

import { isVisibleLine } from "../text/visible_text.ts";
import { LIMITS } from "./limits.ts";

/** What a name must be, for messages. */
export const LABEL_WANTED = `1 to ${LIMITS.labelLength} visible characters without blanks at the ends`;

/** The way out of a name that is none. */
export const LABEL_HINT = "remove what cannot be seen, or shorten it";

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

/** What the name of an experiment must be, for messages. */
export const NAME_WANTED = `1 to ${LIMITS.nameLength} letters, digits, - and _`;

/** The characters of an experiment's name, for editors. */
export const NAME_PATTERN = /^[A-Za-z0-9_-]+$/;

/** Whether a text may name an experiment. */
export function isExperimentName(text: string): boolean {
  return text.length <= LIMITS.nameLength && NAME_PATTERN.test(text);
}

/** A name for an experiment that is close to a text; undefined where nothing of it can be kept. */
export function experimentNameLike(text: string): string | undefined {
  const name = text.replace(/[^A-Za-z0-9_-]+/g, "_").slice(0, 40);
  return name === "_" ? undefined : name;
}
