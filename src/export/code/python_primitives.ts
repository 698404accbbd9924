// The operations that Python has no sign for, as functions of a file.
// What must not change: each gives the bits of `numeric/binary_arithmetic.ts`; ldexp and frexp are exact.

import { EXPONENT_CUT, ROUNDER } from "../../numeric/binary_arithmetic.ts";
import type { WrittenPrimitive } from "./language.ts";

/** The operations that are functions, in an order in which each can be written. */
export const pythonPrimitives: readonly WrittenPrimitive[] = [
  [
    "whereNaN",
    `
def where_nan(a, b):
    return b if a != a else a
`,
  ],
  [
    "greater",
    `
def greater(a, b):
    return b if a < b else a
`,
  ],
  [
    "lesser",
    `
def lesser(a, b):
    return b if b < a else a
`,
  ],
  [
    "maximum",
    `
def maximum(a, b):
    return a if a != a else b if b != b else a + b if a == 0.0 and b == 0.0 else b if a < b else a
`,
  ],
  [
    "oneWhereGreater",
    `
def one_where_greater(a, b):
    return 1.0 if a > b else 0.0
`,
  ],
  [
    "nearest",
    `
def nearest(x):
    """The nearest integer, ties to even."""
    size = abs(x)
    if size < 2251799813685248.0:
        return (${ROUNDER}.0 + x) - ${ROUNDER}.0
    if not size < 4503599627370496.0:
        return x
    whole = (size + 4503599627370496.0) - 4503599627370496.0
    return -whole if x < 0.0 else whole
`,
  ],
  [
    "scaledDown",
    `
def scaled_down(x, n):
    """x times 2^-n, n at most ${EXPONENT_CUT} either way."""
    return x * math.ldexp(1.0, int(-lesser(greater(n, -${EXPONENT_CUT}.0), ${EXPONENT_CUT}.0))) if n == n else n
`,
  ],
  [
    "exponent",
    `
def exponent(x):
    """The exponent that stands in the bits of x."""
    return float(math.frexp(x)[1] - 1)
`,
  ],
  [
    "significand",
    `
def significand(x):
    """x with the exponent of 1."""
    return abs(math.frexp(x)[0]) * 2.0
`,
  ],
];
