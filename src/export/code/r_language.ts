// How R spells functions, statements, numbers and texts.
// What must not change: a number is read as the same double, which R does not promise of decimals, and the file is ASCII, since
// R reads it in the system's encoding.

import { wrapped } from "../../text/lines.ts";
import { type Language, snakeCased } from "./language.ts";

/** Names of its own begin with pinned_: exp and tanh would take the place of R's in a workspace. */
export const r: Language = {
  functionName: (name) => name === "squareRoot" ? "sqrt" : `pinned_${snakeCased(name)}`,
  statement: (name, text) => `${name} <- ${text}`,
  number: rNumber,
};

/** A number: in decimals where few of them are exactly it, else in binary digits, by hexadecimal ones. */
export function rNumber(value: number): string {
  const hasFewDigits = Math.abs(value) < 1000 && Number.isInteger(value * 1024);
  const isPlain = (hasFewDigits || Number.isSafeInteger(value)) && !Object.is(value, -0);
  return isPlain ? String(value) : binaryNumber(value);
}

/** `0x1.8p+1` for 3: 2 to a power, times a number below 2 with all of its digits. */
function binaryNumber(value: number): string {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  const [high, low] = [bits.getUint32(0), bits.getUint32(4)];
  const exponent = (high >>> 20) & 0x7ff;
  const digits = (high & 0xfffff).toString(16).padStart(5, "0") + low.toString(16).padStart(8, "0");
  const fraction = digits.replace(/0+$/, "");
  const power = exponent === 0 ? -1022 : exponent - 1023;
  const point = fraction === "" ? "" : `.${fraction}`;
  return `${high >>> 31 === 1 ? "-" : ""}0x${exponent === 0 ? 0 : 1}${point}p${power < 0 ? "" : "+"}${power}`;
}

/** A text of the user's as a string of R. */
export function rString(text: string): string {
  return JSON.stringify(text).replace(
    /[^ -~]/gu,
    (character) => `\\U{${character.codePointAt(0)!.toString(16)}}`,
  );
}

/** How long lines are, where they can be cut. */
const LINE_LENGTH = 100;

/** A vector: on one line where it fits, else on lines of their own. */
export function rVector(pieces: readonly string[], margin = ""): string {
  const line = `c(${pieces.join(", ")})`;
  if (margin.length + line.length <= LINE_LENGTH) return line;
  const commaed = pieces.map((piece, index) => index === pieces.length - 1 ? piece : `${piece},`);
  const lines = wrapped(commaed, LINE_LENGTH - margin.length - 2);
  return `c(\n${lines.map((text) => `${margin}  ${text}`).join("\n")}\n${margin})`;
}
