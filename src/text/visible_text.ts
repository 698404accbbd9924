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

/** Characters that look like another one, or like nothing, and what they are taken for by a reader. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  "\u00a0": " ",
  "\u2000": " ",
  "\u2002": " ",
  "\u2003": " ",
  "\u2009": " ",
  "\u202f": " ",
  "\u3000": " ",
  "\u2010": "-",
  "\u2011": "-",
  "\u2013": "-",
  "\u2014": "-",
  "\u2212": "-",
  "\u2018": "'",
  "\u2019": "'",
  "\u201c": '"',
  "\u201d": '"',
  "\u201e": '"',
  "\uff08": "(",
  "\uff09": ")",
  "\uff0c": ",",
  "\uff1a": ":",
  "\uff1b": ";",
  "\uff1d": "=",
  "\uff3b": "[",
  "\uff3d": "]",
  "\uff5b": "{",
  "\uff5d": "}",
};

/** The character that another one looks like; undefined where it is itself. */
export function lookAlikeOf(character: string): string | undefined {
  return Object.hasOwn(LOOK_ALIKES, character) ? LOOK_ALIKES[character] : undefined;
}

/** Whether two different texts look the same to a reader. */
export function lookAlike(one: string, other: string): boolean {
  if (one === other) return false;
  if (asSeen(one) === asSeen(other)) return true;
  // A letter with its accent is one character, or two: the letter, and a mark of its own.
  const hasMark = MARKS.test(one) || MARKS.test(other);
  return hasMark && withoutAccents(asSeen(one)) === withoutAccents(asSeen(other));
}

/** A text as a reader sees it: without what cannot be seen, and with usual characters in place of those that look like them. */
function asSeen(text: string): string {
  const plain = [...text].map((character) => lookAlikeOf(character) ?? character).join("");
  return withoutUnseen(plain, () => "").trim();
}

/** Accents that are characters of their own. */
const MARKS = /[\u0300-\u036f]/;

/** Letters with an accent, by the letter below it. Why a list: what Unicode calls one grows with each version. */
const ACCENTED: readonly string[] = [
  "A\u00c0\u00c1\u00c2\u00c3\u00c4\u00c5\u0100\u0102\u0104",
  "C\u00c7\u0106\u0108\u010a\u010c",
  "D\u010e",
  "E\u00c8\u00c9\u00ca\u00cb\u0112\u0114\u0116\u0118\u011a",
  "G\u011c\u011e\u0120\u0122",
  "I\u00cc\u00cd\u00ce\u00cf\u0128\u012a\u012c\u012e\u0130",
  "L\u0139\u013b\u013d",
  "N\u00d1\u0143\u0145\u0147",
  "O\u00d2\u00d3\u00d4\u00d5\u00d6\u014c\u014e\u0150",
  "R\u0154\u0156\u0158",
  "S\u015a\u015c\u015e\u0160",
  "T\u0162\u0164",
  "U\u00d9\u00da\u00db\u00dc\u0168\u016a\u016c\u016e\u0170\u0172",
  "Y\u00dd\u0176\u0178",
  "Z\u0179\u017b\u017d",
  "a\u00e0\u00e1\u00e2\u00e3\u00e4\u00e5\u0101\u0103\u0105",
  "c\u00e7\u0107\u0109\u010b\u010d",
  "d\u010f",
  "e\u00e8\u00e9\u00ea\u00eb\u0113\u0115\u0117\u0119\u011b",
  "g\u011d\u011f\u0121\u0123",
  "i\u00ec\u00ed\u00ee\u00ef\u0129\u012b\u012d\u012f",
  "l\u013a\u013c\u013e",
  "n\u00f1\u0144\u0146\u0148",
  "o\u00f2\u00f3\u00f4\u00f5\u00f6\u014d\u014f\u0151",
  "r\u0155\u0157\u0159",
  "s\u015b\u015d\u015f\u0161",
  "t\u0163\u0165",
  "u\u00f9\u00fa\u00fb\u00fc\u0169\u016b\u016d\u016f\u0171\u0173",
  "y\u00fd\u00ff\u0177",
  "z\u017a\u017c\u017e",
];
const BELOW: ReadonlyMap<string, string> = new Map(
  ACCENTED.flatMap(([letter, ...accented]) => accented.map((one) => [one, letter] as const)),
);

function withoutAccents(text: string): string {
  return [...text].map((character) => MARKS.test(character) ? "" : BELOW.get(character) ?? character).join("");
}

/** A character by its number: `U+00A0`. */
export function numbered(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;
}

/** A text in which each character that a reader would take for another one, or would not see, stands with its number. */
export function exactly(text: string): string {
  return [...text].map((character, index, all) => {
    const isEnd = index === 0 || index === all.length - 1;
    const isMark = MARKS.test(character);
    const isHidden = withoutUnseen(character, () => "") === "" || character === " " && isEnd;
    return isMark || isHidden || lookAlikeOf(character) !== undefined ? `<${numbered(character)}>` : character;
  }).join("");
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
