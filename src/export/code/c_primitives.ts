// The operations that C has no sign for, as functions of a file.
// What must not change: each gives the bits of `numeric/binary_arithmetic.ts`.

import { EXPONENT_CUT, ROUNDER } from "../../numeric/binary_arithmetic.ts";
import type { WrittenPrimitive } from "./language.ts";

/** The operations that are functions, in an order in which each can be written. */
export const cPrimitives: readonly WrittenPrimitive[] = [
  [
    "whereNaN",
    `
static double pinned_whereNaN(double a, double b) {
    return a != a ? b : a;
}
`,
  ],
  [
    "greater",
    `
static double pinned_greater(double a, double b) {
    return a < b ? b : a;
}
`,
  ],
  [
    "lesser",
    `
static double pinned_lesser(double a, double b) {
    return b < a ? b : a;
}
`,
  ],
  [
    "maximum",
    `
static double pinned_maximum(double a, double b) {
    return a != a ? a : b != b ? b : a == 0.0 && b == 0.0 ? a + b : a < b ? b : a;
}
`,
  ],
  [
    "oneWhereGreater",
    `
static double pinned_oneWhereGreater(double a, double b) {
    return a > b ? 1.0 : 0.0;
}
`,
  ],
  [
    "nearest",
    `
/* The nearest integer, ties to even. */
static double pinned_nearest(double x) {
    const double size = x < 0.0 ? -x : x;
    double whole;
    if (size < 2251799813685248.0) return (${ROUNDER}.0 + x) - ${ROUNDER}.0;
    if (!(size < 4503599627370496.0)) return x;
    whole = (size + 4503599627370496.0) - 4503599627370496.0;
    return x < 0.0 ? -whole : whole;
}
`,
  ],
  [
    "scaledDown",
    `
/* x times 2^-n, n at most ${EXPONENT_CUT} either way. */
static double pinned_scaledDown(double x, double n) {
    const double cut = n < -${EXPONENT_CUT}.0 ? -${EXPONENT_CUT}.0 : n < ${EXPONENT_CUT}.0 ? n : ${EXPONENT_CUT}.0;
    const uint64_t bits = (uint64_t) (1023 - (int) cut) << 52;
    double power;
    memcpy(&power, &bits, sizeof power);
    return x * power;
}
`,
  ],
  [
    "exponent",
    `
/* The exponent that stands in the bits of x. */
static double pinned_exponent(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return (double) ((int) (bits >> 52 & 0x7ff) - 1023);
}
`,
  ],
  [
    "significand",
    `
/* x with the exponent of 1. */
static double pinned_significand(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    bits = (bits & 0xfffffffffffffu) | (uint64_t) 0x3ff << 52;
    memcpy(&x, &bits, sizeof x);
    return x;
}
`,
  ],
];
