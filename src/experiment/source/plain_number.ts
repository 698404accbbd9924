// A number in a user's file: read as decimal digits only, with a hint about what to write where it is none.
// Why -0 becomes 0: the canonical text of an experiment has one zero (RFC 8785), so the numbers must have one too.

import { parseDecimal } from "../../text/decimal.ts";
import { exactly, inForeignQuotes, withoutQuotesHint } from "../../text/look_alike.ts";
import { inUsualDigits } from "../../text/usual_digits.ts";
import { withoutUnseen } from "../../text/visible_text.ts";

/** The number that a text stands for; undefined where it is none, or beyond those that a double can tell from 0 or hold. */
export function numberOf(text: string): number | undefined {
  const digits = shortInteger(text);
  if (digits >= 0) return digits;
  const number = parseDecimal(text);
  if (number !== 0) return number;
  return isTooSmall(text) ? undefined : 0;
}

/** The number of up to nine digits; -1 for any other text. Why: tables are full of them. */
function shortInteger(text: string): number {
  if (text.length > 9 || text.length === 0) return -1;
  let number = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return -1;
    number = 10 * number + digit;
  }
  return number;
}

/** Whether digits other than 0 are lost in reading a number: it is nearer to 0 than to any double. */
function isTooSmall(text: string): boolean {
  return parseDecimal(text) === 0 && /^[^eE]*[1-9]/.test(text);
}

/** The number in a cell of a table with another decimal mark, where a point is none. */
export function numberIn(text: string, decimal: "." | ","): number | undefined {
  if (decimal === ".") return numberOf(text);
  return text.includes(".") ? undefined : numberOf(text.replace(",", "."));
}

/**
 * Whether a whole number would be changed by reading it: 9007199254740993 becomes 9007199254740992.
 * The shortest text of a double is never such a number, so what was written out can be read again.
 */
export function isRoundedInteger(text: string): boolean {
  // Fewer digits are held exactly, and a table may have a million cells.
  if (text.length < 16 || !/^[-+]?\d+$/.test(text)) return false;
  const number = numberOf(text);
  if (number === undefined || Number.isSafeInteger(number)) return false;
  return String(number) !== text && BigInt(text) !== BigInt(number);
}

/** The number that a text stands for, where no other whole number is written differently and read as the same. */
export function exactNumberOf(text: string): number | undefined {
  return isRoundedInteger(text) ? undefined : numberOf(text);
}

/** How codes are written, and numbers hardly ever: `01`, `1E2`. */
const CODE = /^[-+]?0\d|e/i;

/** The number by which two labels are one, as 1 and 1.0 are; undefined for a label that is only itself, as the code 01 is. */
export function labelNumberOf(text: string): number | undefined {
  return CODE.test(text) ? undefined : exactNumberOf(text);
}

/** Blanks and marks that people put between digits, never behind a 0: U+00A0, U+202F and U+2009 are blanks. */
const GROUPED = /^[-+]?[1-9]\d{0,2}(?:([,.'’_ \u00a0\u202f\u2009])\d{3})(?:\1\d{3})*$/;
const GROUPED_WITH_REST = /^[-+]?[1-9]\d{0,2}(?:[,_'’ \u00a0\u202f\u2009]\d{3})+\.\d+$/;

/** The number of a percentage such as `12.5 %`, as text; null for any other text. */
export function percentIn(text: string, decimal: "." | "," = "."): string | null {
  const number = /^([-+]?\d+(?:[.,]\d+)?)\s*%$/.exec(text)?.[1] ?? null;
  return number?.includes(decimal === "." ? "," : ".") ? null : number;
}

/** Digits, or groups of three of them between commas; or digits with a decimal comma. */
const AMOUNT = String.raw`(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?)`;
const CURRENCY = "$€£¥₽₹₺₴₩";
/** Letters, signs and currencies; those of Chinese and Japanese that count money alone, for others count classes. */
const WITH_UNIT = new RegExp(String.raw`^([-+]?${AMOUNT})\s*[a-z°µμΩ℃²³‰łč円元원${CURRENCY}]+$`, "i");
const WITH_CURRENCY = new RegExp(String.raw`^([-+]?)[${CURRENCY}]\s*([-+]?${AMOUNT})$`);

/** Days, as `2023-05-02` and `2.5.2023`. */
const DATE = /^\d{4}-\d\d-\d\d|^\d{1,2}[./]\d{1,2}[./]\d{2,4}$/;

/** Hours and minutes, or minutes and seconds; or all three. */
const TIME = /^(\d{1,3}):([0-5]\d)(?::([0-5]\d))?$/;

/** Whether a number in another writing may be a word as well, where there are few of them: `08:30`, or the digits of another script. */
export function mayBeWord(text: string): boolean {
  return TIME.test(text) || inUsualDigits(text) !== text;
}

/** Whether a text is no number, but holds one in another writing: `70,100`, `$12`, `5 km`; a date is none, and no time. */
export function isMarkedNumber(text: string, decimal: "." | ","): boolean {
  return /\d/.test(inUsualDigits(text)) && !DATE.test(text) && !TIME.test(text) &&
    numberIn(text, decimal) === undefined &&
    numberHintIn(text, decimal) !== undefined;
}

/** What to write in place of a text that is not a number, where that can be guessed. */
export function numberHint(text: string): string | undefined {
  const seen = withoutUnseen(text, () => "").trim();
  if (seen !== text && numberOf(seen) !== undefined) {
    return `remove what is not seen beside it: ${exactly(text)}`;
  }
  const quoted = inForeignQuotes(text);
  if (quoted !== undefined && numberOf(quoted) !== undefined) return withoutQuotesHint(quoted);
  const usual = inUsualDigits(text);
  if (usual !== text) {
    return numberOf(usual) === undefined ? numberHint(usual) : `write it in usual digits: ${usual}`;
  }
  const grouped = GROUPED.exec(text);
  if (grouped !== null) {
    const whole = text.replaceAll(grouped[1], "");
    const isOneComma = grouped[1] === "," && text.split(",").length === 2;
    return isOneComma
      ? `write ${whole}, or ${text.replace(",", ".")} if the comma is a decimal point`
      : write(whole);
  }
  if (/^[-+]?\d*,\d+(e[-+]?\d+)?$/i.test(text)) return `write it with a point: ${text.replace(",", ".")}`;
  if (GROUPED_WITH_REST.test(text)) return write(text.replace(/[^\d.+-]/g, ""));
  if (/^[-+]?\d{1,3}(\.\d{3})+,\d+$/.test(text)) {
    return write(text.replaceAll(".", "").replace(",", "."));
  }
  if (/^[-+]?0[xob][0-9a-f]+$/i.test(text)) return "write it in decimal digits";
  if (/^[-+]?\.?(inf|infinity|nan)$/i.test(text)) return "only finite numbers can be computed with";
  if (Math.abs(Number(text)) === Infinity) return "the largest number is about 1.8e308";
  if (isTooSmall(text)) return "the smallest number above 0 is about 4.9e-324: write 0";
  if (/^[\u2212\u2013\u2014]\d+(\.\d+)?$/.test(text)) return `write it with a hyphen: -${text.slice(1)}`;
  const percent = percentIn(text);
  if (percent !== null) return `write ${hundredth(percent)}`;
  const multiple = /^([-+]?)(\d+)(?:\.(\d+))?\s*([kKM])$/.exec(text);
  if (multiple !== null) {
    const [, sign, whole, rest = "", letter] = multiple;
    const places = letter === "M" ? 6 : 3;
    if (rest.length <= places) {
      const number = (sign + whole + rest.padEnd(places, "0")).replace(/^([-+]?)0+(?=\d)/, "$1");
      return `write ${number} if ${letter} stands for ${letter === "M" ? "a million" : "a thousand"}`;
    }
  }
  if (DATE.test(text)) {
    return "a date is no number: write how many days it is after another one, or its year and month";
  }
  const time = TIME.exec(text);
  if (time !== null) {
    const smallest = time.slice(1).reduce(
      (sum, part) => part === undefined ? sum : 60 * sum + Number(part),
      0,
    );
    return `a time is no number: write it in its smallest unit: ${smallest}`;
  }
  const inBrackets = /^\((\d+(?:\.\d+)?)\)$/.exec(text);
  if (inBrackets !== null) return `write -${inBrackets[1]} if the brackets stand for a minus`;
  const unit = WITH_UNIT.exec(text);
  if (unit !== null) return writeAlone(unit[1]);
  const money = WITH_CURRENCY.exec(text);
  return money === null ? undefined : writeAlone(money[1] + money[2]);
}

/** Of a number that has a unit; a comma that cannot stand between thousands is a decimal one. */
function writeAlone(number: string): string {
  const isDecimal = /^[-+]?\d+,\d+$/.test(number) && !GROUPED.test(number);
  return isDecimal
    ? `write the number alone, with a point: ${number.replace(",", ".")}`
    : `write the number alone: ${number.replaceAll(",", "")}`;
}

/** The same for a cell of a table with another decimal mark. */
export function numberHintIn(text: string, decimal: "." | ","): string | undefined {
  if (decimal === ".") return numberHint(text);
  const hint = numberHint(withMarksExchanged(text));
  if (hint === undefined) return numberHint(text); // such as of a date, whose points are none of a number
  return withMarksExchanged(hint).replace(
    /\b(comma|point)\b/g,
    (mark) => mark === "comma" ? "point" : "comma",
  );
}

/** A text in which points beside digits are commas, and commas points. */
function withMarksExchanged(text: string): string {
  return text.replace(/(?<=\d)[.,](?=\d)/g, (mark) => mark === "." ? "," : ".");
}

function write(number: string): string {
  return `write it without marks between the digits: ${number}`;
}

/** A decimal number with its point two places further left. */
export function hundredth(text: string): string {
  const [, sign, whole, rest = ""] = /^([-+]?)(\d+)(?:\.(\d+))?$/.exec(text)!;
  const digits = whole.padStart(3, "0");
  const moved = `${digits.slice(0, -2)}.${digits.slice(-2)}${rest}`.replace(/^0+(?=\d)/, "");
  return sign + moved.replace(/\.?0+$/, "");
}
