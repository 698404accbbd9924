// A number in a user's file: read as decimal digits only, with a hint about what to write where it is none.
// Why -0 becomes 0: the canonical text of an experiment has one zero (RFC 8785), so the numbers must have one too.

import { parseDecimal } from "../../text/decimal.ts";

/** The number that a text stands for; undefined where it is none or too large for a double. */
export function numberOf(text: string): number | undefined {
  const number = parseDecimal(text);
  return number === 0 ? 0 : number;
}

/**
 * Whether a whole number would be changed by reading it: 9007199254740993 becomes 9007199254740992.
 * The shortest text of a double is never such a number, so what was written out can be read again.
 */
export function isRoundedInteger(text: string): boolean {
  if (!/^[-+]?\d+$/.test(text)) return false;
  const number = numberOf(text);
  if (number === undefined || Number.isSafeInteger(number)) return false;
  return String(number) !== text && BigInt(text) !== BigInt(number);
}

/** What to write in place of a text that is not a number, where that can be guessed. */
export function numberHint(text: string): string | undefined {
  if (/^[-+]?\d*,\d+$/.test(text)) return `write it with a point: ${text.replace(",", ".")}`;
  if (/^[-+]?\d{1,3}([,_' ]\d{3})+(\.\d+)?$/.test(text)) {
    return `write it without marks between the digits: ${text.replace(/[,_' ]/g, "")}`;
  }
  if (/^[-+]?0[xob][0-9a-f]+$/i.test(text)) return "write it in decimal digits";
  if (/^[-+]?\.?(inf|infinity|nan)$/i.test(text)) return "only finite numbers can be computed with";
  if (Math.abs(Number(text)) === Infinity) return "the largest number is about 1.8e308";
  const unit = /^([-+]?\d+(?:\.\d+)?)\s*[a-z%°$€]+$/i.exec(text);
  return unit === null ? undefined : `write the number alone: ${unit[1]}`;
}
