// The operations that R has no sign for, as functions of a file.
// What must not change: each gives the bits of `numeric/binary_arithmetic.ts`; a comparison with NaN is NA in R, which no
// condition takes.

import { EXPONENT_CUT, ROUNDER } from "../../numeric/binary_arithmetic.ts";
import type { WrittenPrimitive } from "./language.ts";

/** The operations that are functions, in an order in which each can be written. */
export const rPrimitives: readonly WrittenPrimitive[] = [
  [
    "whereNaN",
    `
pinned_where_nan <- function(a, b) if (is.nan(a)) b else a
`,
  ],
  [
    "greater",
    `
pinned_greater <- function(a, b) if (isTRUE(a < b)) b else a
`,
  ],
  [
    "lesser",
    `
pinned_lesser <- function(a, b) if (isTRUE(b < a)) b else a
`,
  ],
  [
    "maximum",
    `
pinned_maximum <- function(a, b) {
  if (is.nan(a)) a else if (is.nan(b)) b else if (a == 0 && b == 0) a + b else if (a < b) b else a
}
`,
  ],
  [
    "oneWhereGreater",
    `
pinned_one_where_greater <- function(a, b) if (isTRUE(a > b)) 1 else 0
`,
  ],
  [
    "nearest",
    `
# The nearest integer, ties to even.
pinned_nearest <- function(x) {
  size <- abs(x)
  if (isTRUE(size < 2251799813685248)) return((${ROUNDER} + x) - ${ROUNDER})
  if (!isTRUE(size < 4503599627370496)) return(x)
  whole <- (size + 4503599627370496) - 4503599627370496
  if (x < 0) -whole else whole
}
`,
  ],
  [
    "scaledDown",
    `
# x times 2^-n, n at most ${EXPONENT_CUT} either way.
pinned_scaled_down <- function(x, n) {
  if (is.nan(n)) return(n)
  n <- min(max(n, -${EXPONENT_CUT}), ${EXPONENT_CUT})
  half_or_two <- if (n < 0) 2 else 0.5
  power <- 1
  for (time in seq_len(abs(n))) power <- power * half_or_two
  x * power
}
`,
  ],
  [
    "exponent",
    `
# The exponent that stands in the bits of x.
pinned_exponent <- function(x) {
  if (!is.finite(x) || x == 0) return(-1)
  x <- abs(x)
  exponent <- 0
  while (x >= 2) {
    x <- x / 2
    exponent <- exponent + 1
  }
  while (x < 1) {
    x <- x * 2
    exponent <- exponent - 1
  }
  exponent
}
`,
  ],
  [
    "significand",
    `
# x with the exponent of 1.
pinned_significand <- function(x) {
  x <- abs(x)
  if (!is.finite(x) || x == 0) return(x)
  while (x >= 2) x <- x / 2
  while (x < 1) x <- x * 2
  x
}
`,
  ],
];
