// The activation functions and their slopes, written as vector operations.
// What must not change: operation for operation and constant for constant these are src/numeric/sigmoid.ts and
// src/engine/rules/activation.ts. A new activation gets one case in each of the two functions here.
import type { ActivationName } from "../rules/activation.ts";
import { EXPONENT_CUT, INVERSE_LN2, P0, P1, Q0, Q1, Q2, ROUNDER } from "../../numeric/sigmoid.ts";
import type { Column, ColumnWriter } from "./columns.ts";

/** Writes the activation of neurons whose weighted sums, bias included, are `x`. */
export function writeActivation(write: ColumnWriter, name: ActivationName, x: Column): Column {
  switch (name) {
    case "sigmoid":
      return writeSigmoid(write, x);
    case "tanh":
      return writeTanh(write, x);
    case "relu":
      return write.greater(x, write.constant(0)); // x < 0 ? 0 : x, so a NaN stays
    case "identity":
      return x;
  }
}

/**
 * Writes `upstream` times the slope of the activation, with the slope computed from the activation `a` as
 * the plain trainer does.
 */
export function writeTimesSlope(
  write: ColumnWriter,
  name: ActivationName,
  upstream: Column,
  a: Column,
): Column {
  const one = write.constant(1);
  switch (name) {
    case "sigmoid":
      return write.multiply(upstream, write.multiply(a, write.subtract(one, a)));
    case "tanh":
      return write.multiply(upstream, write.subtract(one, write.multiply(a, a)));
    case "relu":
      return write.multiply(upstream, write.oneWhereGreater(a, write.constant(0)));
    case "identity":
      return upstream; // times 1 leaves every bit as it is
  }
}

function writeSigmoid(write: ColumnWriter, x: Column): Column {
  const { p, q, exponent } = writeQuotient(write, write.multiply(x, write.constant(INVERSE_LN2)));
  const numerator = write.add(q, p);
  // |f| is at most 1/2, so q - p is far from 0 and from overflow: adding k to its exponent multiplies it by 2^k.
  const rest = write.addBits(write.subtract(q, p), exponent);
  return write.divide(numerator, write.add(numerator, rest));
}

function writeTanh(write: ColumnWriter, x: Column): Column {
  const { p, q, exponent } = writeQuotient(write, write.multiply(x, write.constant(2 * INVERSE_LN2)));
  const one = write.constant(1);
  const s = write.addBits(one, exponent);
  const less = write.subtract(one, s);
  const more = write.add(one, s);
  return write.divide(
    write.add(write.multiply(q, less), write.multiply(p, more)),
    write.add(write.multiply(q, more), write.multiply(p, less)),
  );
}

/** p and q of src/numeric/sigmoid.ts for t, and its k as what must be added to a double's bits for a factor of 2^k. */
function writeQuotient(write: ColumnWriter, t: Column): { p: Column; q: Column; exponent: Column } {
  const f = write.subtract(t, write.nearest(t)); // NaN for an infinite t
  const z = write.multiply(f, f);
  const p = write.multiply(
    f,
    write.add(write.multiply(write.add(z, write.constant(P1)), z), write.constant(P0)),
  );
  const q = write.add(
    write.multiply(write.add(write.multiply(write.constant(Q2), z), write.constant(Q1)), z),
    write.constant(Q0),
  );
  // ROUNDER - t holds k in its lowest bits; a shift moves them to where a double has its exponent.
  const rounded = write.subtract(write.constant(ROUNDER), t);
  const belowCut = write.lesser(rounded, write.constant(ROUNDER + EXPONENT_CUT));
  const cut = write.greater(belowCut, write.constant(ROUNDER - EXPONENT_CUT));
  return { p, q, exponent: write.shiftLeft(cut, 52) };
}
