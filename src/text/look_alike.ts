// Texts that look the same and are not: blanks of other widths, marks of other alphabets, accents of their own.
// Why fixed lists and not Unicode's classes: those grow with each version, and a message must be the same on every engine.

import { isWide, narrow } from "./usual_digits.ts";
import { clip, withoutUnseen } from "./visible_text.ts";

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

/** What is said of a character that looks like another one; undefined where it is itself. */
export function lookAlikeWords(
  character: string,
): { readonly message: string; readonly hint: string } | undefined {
  const meant = lookAlikeOf(character);
  if (meant === undefined) return undefined;
  return {
    message: `${numbered(character)} looks like ${
      meant === " " ? "a blank" : meant
    } and is another character`,
    hint: meant === " " ? "write a usual blank in its place" : `write ${meant} in its place`,
  };
}

/** Whether two different texts look the same to a reader. */
export function lookAlike(one: string, other: string): boolean {
  if (one === other) return false;
  if (asSeen(one) === asSeen(other)) return true;
  // A letter with its accent is one character, or two: the letter, and a mark of its own. Two marks are seen to differ.
  const hasMark = MARKS.test(one) !== MARKS.test(other);
  return hasMark && withOneAccent(asSeen(one)) === withOneAccent(asSeen(other));
}

/** Words of a list that look like one before them, each behind that one, so that a reader sees where they differ. */
export function alikeAmong(words: readonly string[]): readonly (readonly [string, string])[] {
  const known = new Map<string, string[]>();
  return words.flatMap((word) => {
    const key = withoutAccents(asSeen(word));
    const others = known.get(key) ?? [];
    known.set(key, [...others, word]);
    const twin = others.find((other) => lookAlike(other, word));
    return twin === undefined ? [] : [bothExactly(twin, word)];
  });
}

/** Usual letters, each with those of the Cyrillic and the Greek alphabet that look like it. */
const LETTERS: readonly string[] = [
  "A\u0410\u0391",
  "B\u0412\u0392",
  "C\u0421",
  "E\u0415\u0395",
  "H\u041d\u0397",
  "I\u0406\u0399",
  "J\u0408",
  "K\u041a\u039a",
  "M\u041c\u039c",
  "N\u039d",
  "O\u041e\u039f",
  "P\u0420\u03a1",
  "S\u0405",
  "T\u0422\u03a4",
  "X\u0425\u03a7",
  "Y\u03a5",
  "Z\u0396",
  "a\u0430",
  "c\u0441",
  "e\u0435",
  "i\u0456",
  "j\u0458",
  "o\u043e\u03bf",
  "p\u0440",
  "s\u0455",
  "x\u0445",
  "y\u0443",
];

/** The usual letter that one of another alphabet looks like, or one of full width; undefined for any other character. */
function letterLike(character: string): string | undefined {
  if (isWide(character)) return narrow(character);
  return LETTERS.find((letters) => letters.indexOf(character) > 0)?.[0];
}

/** What nearly every text is made of, of which nothing looks like anything else. */
const USUAL = /^[ -~]*$/;

/** A text as a reader sees it: without what cannot be seen, and with usual characters in place of those that look like them. */
function asSeen(text: string): string {
  if (USUAL.test(text)) return text.trim(); // a table may have ten thousand words
  const plain = [...text].map((character) => lookAlikeOf(character) ?? letterLike(character) ?? character)
    .join("");
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

/** A text in the letters of English, as far as that is usual: `groesse`, `cafe`. */
export function inEnglishLetters(text: string): string {
  const spelt = text.replace(/[\u00c4\u00d6\u00dc\u00e4\u00f6\u00fc]|(?<=[AOUaou])\u0308/g, "$&e").replaceAll(
    "\u00df",
    "ss",
  );
  return withoutAccents(spelt);
}

/** What is between quotation marks that are none to YAML, as in „M“ and «M»; undefined where none are around a text. */
export function inForeignQuotes(text: string): string | undefined {
  return /^[\u2018-\u201f\u2039\u203a\u00ab\u00bb]([^]+)[\u2018-\u201f\u2039\u203a\u00ab\u00bb]$/.exec(text)
    ?.[1]
    .trim();
}

/** A text without a quotation mark at either end. */
export function withoutQuotes(text: string): string {
  return text.replace(/^["'\xab\xbb\u2018-\u203a]|["'\xab\xbb\u2018-\u203a]$/g, "");
}

/** The way out of such quotation marks. */
export function withoutQuotesHint(text: string): string {
  return `write it without these quotes: ${clip(text)}`;
}

function withoutAccents(text: string): string {
  if (USUAL.test(text)) return text;
  const below = (character: string): string =>
    ACCENTED.find((letters) => letters.includes(character))?.[0] ?? character;
  return [...text].map((character) => MARKS.test(character) ? "" : below(character)).join("");
}

/** A text in which each letter with an accent is the letter and a mark of its own, whatever its accent. */
function withOneAccent(text: string): string {
  return [...text].map((character) => {
    const letter = withoutAccents(character);
    return letter === character ? character : `${letter}\u0301`;
  }).join("");
}

/** A character by its number: `U+00A0`. */
export function numbered(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;
}

/** Two texts that look alike, so that a reader sees where they differ: where else nothing does, letters stand with their numbers. */
export function bothExactly(one: string, other: string): readonly [string, string] {
  const both = [exactly(one), exactly(other)] as const;
  return both[0] === one && both[1] === other ? [lettersNumbered(one), lettersNumbered(other)] : both;
}

function lettersNumbered(text: string): string {
  return [...text].map((character) =>
    letterLike(character) === undefined ? character : `<${numbered(character)}>`
  ).join("");
}

/**
 * A text in which each character that a reader would take for another one, or would not see, stands with its number; not
 * letters, which are of the language of the text.
 */
export function exactly(text: string): string {
  return [...text].map((character, index, all) => {
    const isEnd = index === 0 || index === all.length - 1;
    const isMark = MARKS.test(character);
    const isHidden = withoutUnseen(character, () => "") === "" || character === " " && isEnd;
    return isMark || isHidden || lookAlikeOf(character) !== undefined
      ? `<${numbered(character)}>`
      : character;
  }).join("");
}
