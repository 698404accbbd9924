// What a setting means, for whoever rests on its key or its value: from the settings themselves.
// What must not change: the words are those of the file format's documentation and of its messages.

import { exampleText, settingAt } from "./known_settings.ts";
import { placeAt } from "./text_place.ts";

/** What there is to know of a setting. */
export interface Hover {
  /** The word that it is told at. */
  readonly from: number;
  readonly to: number;
  /** Its dotted key: `training.learning_rate`. */
  readonly key: string;
  /** What it does, what it must be, what it is where it is left out, and what may stand there: as far as there is any. */
  readonly lines: readonly string[];
}

/**
 * What there is to know at an offset; null where it is no setting.
 *
 * @example
 * ```ts
 * const hover = hoverAt("training: { epochs: 1000 }", 13);
 * if (hover?.key !== "training.epochs" || hover.lines[2] !== "default: 1000") throw new Error(hover?.key);
 * ```
 */
export function hoverAt(text: string, offset: number): Hover | null {
  const { path, isKey, from, to, word } = placeAt(text, offset);
  if (word === "") return null;
  const own = isKey ? [...path, word.replace(/^(["'])(.*)\1$/, "$2")] : path;
  // An item of a list is told as its list.
  const whole = typeof own.at(-1) === "number" ? own.slice(0, -1) : own;
  const setting = settingAt(whole);
  if (setting === null) return null;
  const { kind, description, examples, default: otherwise } = setting;
  return {
    from,
    to,
    key: whole.filter((step) => typeof step === "string").join("."),
    lines: [
      description,
      `wanted: ${kind.wanted}`,
      ...(otherwise === undefined || typeof otherwise === "object" || otherwise === ""
        ? []
        : [`default: ${exampleText(otherwise)}`]),
      ...(examples.length === 0 ? [] : [`for example ${examples.map(exampleText).join(" or ")}`]),
    ],
  };
}

/** The same; where nothing is at the offset itself, what there is to know of the line's first word: for whoever has a caret there. */
export function hoverInLine(text: string, offset: number): Hover | null {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const [before] = /^[ -]*/.exec(text.slice(start))!;
  return hoverAt(text, offset) ?? hoverAt(text, start + before.length);
}
