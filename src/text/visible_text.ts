// Text as a person may see it: which characters can be seen, and how a stranger's text is shown in a message, on a
// terminal, in a drawing and in a page.
// Why a fixed list and not Unicode's classes: those grow with each version, and a file must be right or wrong on every
// engine alike. The list includes all that XML 1.0 cannot carry, so that a drawing is always well-formed.

/** Controls, line breaks, marks that reverse the direction of text, characters without width, halves of a pair. */
const UNSEEN =
  // deno-lint-ignore no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufff9-\uffff]/u;
const EVERY_UNSEEN = new RegExp(UNSEEN, "gu");

/** Whether all of a line can be seen, with no space at either end. */
export function isVisibleLine(text: string): boolean {
  return !UNSEEN.test(text) && text.trim() === text;
}

/** Whether all of a text of several lines can be seen. */
export function isVisibleText(text: string): boolean {
  return !UNSEEN.test(text.replaceAll("\n", ""));
}

/** One line with a stand-in for every character that cannot be seen, so that no file can draw on the terminal. */
export function visible(text: string): string {
  return text.replace(EVERY_UNSEEN, "\uFFFD");
}

/** As {@linkcode visible}, for a text of several lines. */
export function visibleLines(text: string): string {
  return text.replace(EVERY_UNSEEN, (character) => character === "\n" ? "\n" : "\uFFFD");
}

/** The longest text of the user's that a message repeats, in characters. */
const CLIP_LENGTH = 40;

/** A text of the user's on one line, short enough for a message; `nothing` where it is empty. */
export function clip(text: string): string {
  const line = text.slice(0, 1000).replace(/\s+/g, " ").trim();
  if (line === "") return text === "" ? "nothing" : "only spaces";
  const characters = [...line];
  if (characters.length <= CLIP_LENGTH) return line;
  return characters.slice(0, CLIP_LENGTH - 1).join("") + "…";
}
