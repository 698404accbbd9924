// The operations that JavaScript has no sign for, as functions of a module.
// What must not change: powers of two are made of a double's bits, since `**` and Math.pow may differ between engines.

import { EXPONENT_CUT, ROUNDER } from "../../numeric/binary_arithmetic.ts";
import type { WrittenPrimitive } from "./language.ts";

const POWER_OF_TWO = `
const parts = new DataView(new ArrayBuffer(8)); // of a double: its sign, its exponent and its fraction

/** 2^k for an integer k, from its bits. */
function powerOfTwo(k) {
  parts.setUint32(0, (k + 1023) << 20);
  parts.setUint32(4, 0);
  return parts.getFloat64(0);
}
`;

/** The operations that are functions, in an order in which each can be written. */
export const javaScriptPrimitives: readonly WrittenPrimitive[] = [
  [
    "whereNaN",
    `
function whereNaN(a, b) {
  return Number.isNaN(a) ? b : a;
}
`,
  ],
  [
    "greater",
    `
function greater(a, b) {
  return a < b ? b : a;
}
`,
  ],
  [
    "lesser",
    `
function lesser(a, b) {
  return b < a ? b : a;
}
`,
  ],
  [
    "maximum",
    `
function maximum(a, b) {
  return Math.max(a, b);
}
`,
  ],
  [
    "oneWhereGreater",
    `
function oneWhereGreater(a, b) {
  return a > b ? 1 : 0;
}
`,
  ],
  [
    "nearest",
    `
/** The nearest integer, ties to even. */
function nearest(x) {
  if (Math.abs(x) < 2251799813685248) return (${ROUNDER} + x) - ${ROUNDER};
  const size = Math.abs(x);
  if (!(size < 4503599627370496)) return x;
  const whole = (size + 4503599627370496) - 4503599627370496;
  return x < 0 ? -whole : whole;
}
`,
  ],
  [
    "scaledDown",
    `${POWER_OF_TWO}
/** x times 2^-n, n at most ${EXPONENT_CUT} either way. */
function scaledDown(x, n) {
  return x * powerOfTwo(-Math.max(-${EXPONENT_CUT}, Math.min(${EXPONENT_CUT}, n)));
}
`,
  ],
  [
    "exponent",
    `
/** The exponent that stands in the bits of x. */
function exponent(x) {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, x);
  return ((bits.getUint32(0) >>> 20) & 0x7ff) - 1023;
}
`,
  ],
  [
    "significand",
    `
/** x with the exponent of 1. */
function significand(x) {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, x);
  bits.setUint32(0, (bits.getUint32(0) & 0xfffff) | 0x3ff00000);
  return bits.getFloat64(0);
}
`,
  ],
];
