// How much room a text takes, in an SVG and in a terminal, and how it is cut to fit.
// Why an estimate: pages are drawn without a browser, so nothing can be measured. It errs on the wide side (DejaVu Sans,
// the widest of the common system fonts): a label too far away is better than two on top of each other.

import { withoutLastJoiner } from "./visible_text.ts";

/** The width of a line of text, in user units as its font size is. */
export function textWidth(content: string, fontSize: number): number {
  let hundredths = 0; // whole numbers, so that the order of adding does not matter
  for (const character of content) hundredths += characterWidth(character);
  return hundredths * fontSize / 100;
}

/** In hundredths of the font size. */
function characterWidth(character: string): number {
  if (isWide(character)) return 105;
  if ("ijl.,:;|!'`() ".includes(character)) return 36;
  if ("mwMW@%—".includes(character)) return 96;
  if (character >= "A" && character <= "Z") return 72;
  if (SUPERSCRIPTS.includes(character)) return 42;
  return 63;
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻";

/** How many terminal cells a text takes: two for a Chinese character, none for a combining accent. */
export function cellCount(content: string): number {
  let cells = 0;
  for (const character of content) cells += isCombining(character) ? 0 : isWide(character) ? 2 : 1;
  return cells;
}

/** The cells that the widest of some texts takes. */
export function widestOf(texts: readonly string[]): number {
  return texts.reduce((widest, text) => Math.max(widest, cellCount(text)), 0);
}

/** Whether a character is East Asian and wide, or an emoji, by its Unicode block. */
function isWide(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return (code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) || (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) || (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0x1f300 && code <= 0x1faff) || (code >= 0x20000 && code <= 0x3fffd);
}

function isCombining(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return (code >= 0x300 && code <= 0x36f) || (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x20d0 && code <= 0x20ff) || (code >= 0xfe00 && code <= 0xfe0f);
}

/**
 * A line of text cut to a size, with an ellipsis where it was cut.
 *
 * @param room the most that it may measure.
 * @param measure `cellCount`, or `textWidth` at a font size.
 */
export function shortened(content: string, room: number, measure: (content: string) => number): string {
  if (measure(content) <= room) return content;
  let kept = "";
  for (const character of content) {
    if (measure(`${kept}${character}…`) > room) break;
    kept += character;
  }
  return `${withoutLastJoiner(kept).trimEnd()}…`;
}

/**
 * The name of a category's column, such as `color=red`, cut to so many user units: what tells it from its neighbours stands at
 * its end, so that the column's name is cut first.
 */
export function fittedCategory(content: string, room: number, fontSize: number): string {
  const at = content.lastIndexOf("=");
  const category = at < 0 ? "" : content.slice(at);
  const left = room - textWidth(category, fontSize);
  const isCut = textWidth(content, fontSize) > room;
  return isCut && at > 0 && left >= LEAST_NAME * fontSize
    ? fitted(content.slice(0, at), left, fontSize) + category
    : fitted(content, room, fontSize);
}

/** Of a column's name less than so many letters tells nothing. */
const LEAST_NAME = 2;

/** A text cut to so many user units at a font size. */
export function fitted(content: string, room: number, fontSize: number): string {
  return shortened(content, room, (part) => textWidth(part, fontSize));
}
