// Digits of other scripts, and characters of full width, in the digits and letters that numbers are written in here.
// Why a fixed list and not Unicode's classes: those grow with each version, and a message must be the same on every engine.

/** The zeros of other scripts, whose nine other digits follow: full width, Arabic, Persian, Devanagari, Bengali, Thai. */
const ZEROS = ["\uff10", "\u0660", "\u06f0", "\u0966", "\u09e6", "\u0e50"] as const;

/** A text in characters of usual width, with the digits of other scripts and their marks in the usual ones. */
export function inUsualDigits(text: string): string {
  return /^[ -~]*$/.test(text) ? text : [...text].map((character) => {
    if (isWide(character)) return narrow(character);
    if (character === "\u066b") return ".";
    if (character === "\u066c") return ",";
    const digits = ZEROS.map((zero) => character.charCodeAt(0) - zero.charCodeAt(0));
    return String(digits.find((digit) => digit >= 0 && digit <= 9) ?? character);
  }).join("");
}

/** Whether a character is a Latin letter, a digit or a mark of full width, as they stand beside Chinese characters. */
export function isWide(character: string): boolean {
  return /[\uff01-\uff5e]/.test(character);
}

/** Such a character in its usual width. */
export function narrow(character: string): string {
  return String.fromCharCode(character.charCodeAt(0) - 0xfee0);
}
