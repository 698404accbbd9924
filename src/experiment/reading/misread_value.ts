// Values of the command line that would be read as something else than what was meant, without a word.
// Why refused: a sweep over 0 and 5 in place of a rate of 0.5 looks like an answer.

import { quoted } from "../../text/shell_word.ts";
import { clip } from "../../text/visible_text.ts";
import { anyOf } from "../../text/words.ts";
import type { Kind } from "../kind.ts";
import type { Problem } from "../source/problem.ts";
import { Plain } from "../source/yaml_tree.ts";
import { check } from "./breach.ts";
import type { NamedSetting } from "./named_setting.ts";
import { foreignSweepHint } from "./sweep_text.ts";

/**
 * What is wrong with a value that would be read as something else than what was meant, without a word: a decimal comma makes
 * two values of one, and a range of another tool is none here. Null for any other value.
 */
export function misreadValue(
  { key, kind }: NamedSetting,
  written: string,
  text: string,
): Pick<Problem, "message" | "hint"> | null {
  const settingOf = (value: string): string => quoted(`${written}=${value}`);
  if (kind.json.type === "array" && kind.reach === "swept" && /^\s*\d+(\s*,\s*\d+)+\s*$/.test(text)) {
    const sizes = text.split(",").map((size) => size.trim());
    return {
      message: `${key} must be one list or several: found ${clip(text)}, which may be either`,
      hint: `for one write ${settingOf(`[${sizes.join(",")}]`)}, for several ${
        settingOf(`[${sizes.join("],[")}]`)
      }`,
    };
  }
  const types = [kind, ...kind.choices ?? []].map(({ json }) => json.type);
  if (!types.includes("number") && !types.includes("integer") || types.includes("array")) return null;
  const foreign = foreignSweepHint(text, kind);
  if (foreign !== undefined) {
    return { message: `${key} must be ${kind.wanted}, or several: found ${clip(text)}`, hint: foreign };
  }
  const isWhole = !types.includes("number");
  const pieces = text.trim().split(",");
  if (pieces.length < 2 || !pieces.every((piece) => /^[-+]?\d+$/.test(piece))) return null;
  const hasLostZeros = pieces.slice(1).some((piece) => /^0\d/.test(piece));
  if (isWhole) {
    const isGrouped = hasLostZeros && pieces.slice(1).every((piece) => piece.length === 3);
    if (!isGrouped) return null;
    // Nobody tries 1 and 0 by 1,000.
    const whole = pieces.join("");
    return {
      message: `${key} must be one number or several: found ${clip(text)}, which may be either`,
      hint: "value" in check(kind, new Plain(whole)) ? `write ${settingOf(whole)}` : undefined,
    };
  }
  // Nobody lists 0 again and again: in 0,3,0,7 each is what stands before a point.
  const areFractions = pieces.length % 2 === 0 && pieces.every((piece, at) => at % 2 === 1 || piece === "0");
  const haveDecimals = hasLostZeros || areFractions;
  if (pieces.length !== 2 && !haveDecimals) return null;
  // Nobody writes 100.200 with a comma, and `weight=100,200` asks for two.
  if (!haveDecimals && pieces.every((piece) => piece.length > 2)) return null;
  if (haveDecimals && pieces.length > 2) {
    // Each second comma is then a decimal one.
    const numbers = pieces.map((piece, at) =>
      piece + (at === pieces.length - 1 ? "" : at % 2 === 0 ? "." : ",")
    ).join("");
    return {
      message: `${key} must be numbers with points: found ${clip(text)}`,
      hint: `for example ${settingOf(numbers)}`,
    };
  }
  const several = pieces.map((piece) => `${Number(piece)}.0`);
  const grouped = /^[-+]?[1-9]\d{0,2},\d{3}$/.test(text.trim()) ? [pieces.join("")] : [];
  return {
    message: `${key} must be one number or several: found ${clip(text)}, which may be either`,
    hint: eitherHint(kind, settingOf, [pieces.join("."), ...grouped], several),
  };
}

/** What to write for one number and for several, as far as those are taken. */
function eitherHint(
  kind: Kind,
  settingOf: (value: string) => string,
  ones: readonly string[],
  several: readonly string[],
): string {
  const isTaken = (text: string): boolean => "value" in check(kind, new Plain(text));
  const severalText = settingOf(several.join(","));
  if (!several.every(isTaken)) return `write ${anyOf(ones.map(settingOf))}`;
  const taken = ones.filter(isTaken).map(settingOf);
  return taken.length === 0
    ? `write ${severalText}`
    : `for one number write ${anyOf(taken)}, for several ${severalText}`;
}
