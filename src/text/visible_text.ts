// Text as a person may see it: which characters can be seen, and how a stranger's text is shown in a message, on a
// terminal, in a drawing and in a page.
// Why fixed lists and not Unicode's classes: those grow with each version, and a file must be right or wrong on every
// engine alike. The list of what is not seen includes all that XML 1.0 cannot carry, so that a drawing is always well-formed.

/**
 * Controls, line breaks, marks that reverse the direction of text, halves of a pair, code points that are no characters,
 * and what takes no room or only room: Unicode's default ignorable code points, and blanks that no program takes for a
 * space.
 */
const UNSEEN = "[" + [
  "\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f",
  "\\u2028-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ud800-\\udfff\\ufdd0-\\ufdef\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\uffff",
  "\\u{16fe4}\\u{1bca0}-\\u{1bca3}\\u{1d159}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}",
].join("") + "]";

/** Signs and emoji, which a selector draws in another way and a joiner makes into one. */
const SYMBOL =
  "[\\u00a9\\u00ae\\u203c\\u2049\\u2100-\\u27ff\\u2900-\\u2bff\\u3030\\u303d\\u3297\\u3299\\u{1f000}-\\u{1faff}]";

/** Letters of the scripts that join or divide them by U+200C and U+200D, from Arabic to the scripts of India. */
const JOINED_LETTER =
  "[\\u0620-\\u074f\\u0750-\\u077f\\u07ca-\\u07ff\\u0840-\\u0dff\\u1000-\\u109f\\u1780-\\u17b3" +
  "\\u17b6-\\u17ff\\u1820-\\u18aa\\u1b00-\\u1c4f\\ua800-\\uabff\\u{10a00}-\\u{11fff}]";

/** Where a character of the list is seen after all, because it changes how its neighbours look. */
const SEEN = [
  // The flags of England, Scotland and Wales; they begin with a symbol.
  "\\u{1f3f4}\\u{e0067}\\u{e0062}" +
  "(?:\\u{e0065}\\u{e006e}\\u{e0067}|\\u{e0073}\\u{e0063}\\u{e0074}|\\u{e0077}\\u{e006c}\\u{e0073})\\u{e007f}",
  `${SYMBOL}[\\ufe00-\\ufe0f]?(?:\\u200d${SYMBOL}\\ufe0f?)*`,
  "[0-9#*]\\ufe0f\\u20e3", // a key, such as 1️⃣
  `${JOINED_LETTER}[\\u200c\\u200d]`,
  "[\\u1807\\u1820-\\u18aa][\\u180b-\\u180f]{1,2}", // a form of a Mongolian letter
  "[\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}][\\ufe00-\\ufe02\\u{e0100}-\\u{e01ef}]", // of a Chinese character
].join("|");

const SEEN_OR_UNSEEN = new RegExp(`(${SEEN})|${UNSEEN}`, "gu");
/** What nearly every text is made of. */
const PLAIN = /^[ -~]*$/;

/** Whether all of a line can be seen, with no space at either end. */
export function isVisibleLine(text: string): boolean {
  return withoutUnseen(text, () => "") === text && text.trim() === text;
}

/** Whether all of a text of several lines can be seen. */
export function isVisibleText(text: string): boolean {
  return withoutUnseen(text, (character) => character === "\n" ? "\n" : "") === text;
}

/** A text in which something else stands for every character that cannot be seen. */
export function withoutUnseen(text: string, standIn: (character: string) => string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(SEEN_OR_UNSEEN, (found, seen: string | undefined) => seen ?? standIn(found));
}

/** One line with a stand-in for every character that cannot be seen, so that no file can draw on the terminal. */
export function visible(text: string): string {
  return withoutUnseen(text, () => "\uFFFD");
}

/** As {@linkcode visible}, for a text of several lines. */
export function visibleLines(text: string): string {
  return withoutUnseen(text, (character) => character === "\n" ? "\n" : "\uFFFD");
}

/** The longest text of the user's that a message repeats, in characters. */
const CLIP_LENGTH = 40;

/** A text of the user's on one line, visible and short enough for a message; `nothing` where it is empty. */
export function clip(text: string): string {
  const line = visible(text.slice(0, 1000).replace(/\s+/g, " ").trim());
  if (line === "") return text === "" ? "nothing" : "only spaces";
  const characters = [...line];
  if (characters.length <= CLIP_LENGTH) return line;
  return withoutLastJoiner(characters.slice(0, CLIP_LENGTH - 1).join("")) + "…";
}

/** A text that was cut, without a joiner that has lost what it joined. */
export function withoutLastJoiner(text: string): string {
  return text.replace(/\u200d$/, "");
}
