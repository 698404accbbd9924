// Arithmetic on columns of vectors: its operations write WebAssembly, in lockstep.
// Why: one addition takes several cycles but two can start in each; with every operation written for the whole
// column before the next one, the processor always finds work that does not wait. The numbers of a column never meet, but
// where `halves` puts them together, so a number's bits do not depend on the height of the column or on the others.
import type { Arithmetic, ValueName } from "../../numeric/arithmetic.ts";
import { type BinaryArithmetic, EXPONENT_CUT, ROUNDER, TWO_TO_52 } from "../../numeric/binary_arithmetic.ts";
import { expOver } from "../../numeric/exp.ts";
import { expm1Over } from "../../numeric/expm1.ts";
import { log1pOver } from "../../numeric/log1p.ts";
import { sigmoidOver, tanhOver } from "../../numeric/sigmoid.ts";
import { type FunctionWriter, type Half, type Local, V128 } from "./instructions.ts";
import { VECTOR_OPERATION } from "./opcodes.ts";

/** Local variables that hold two doubles each; or ONE, which stands for as many as there are. */
export type Column = readonly Local[];

/** All bits of a double's fraction set, and no other. */
const LARGEST_SUBNORMAL = 2.225073858507201e-308;

/** The size of a vector in memory. */
export const VECTOR_SIZE_BYTES = 16;

/** Writes operations on columns into a function. Results are new local variables; nothing is overwritten. */
export class ColumnWriter implements Arithmetic<Column>, BinaryArithmetic<Column> {
  readonly #code: FunctionWriter;
  /** ROUNDER - n for what `nearest` has given, by the first vector of n. */
  readonly #roundedFrom = new Map<Local, Column>();
  /** e^x, number by number. */
  readonly exp = expOver<Column>(this);
  /** e^x - 1, number by number. */
  readonly expm1 = expm1Over<Column>(this);
  /** ln (1 + x), number by number; NaN where x is infinite or at most -1. */
  readonly log1p = log1pOver<Column>(this);
  /** The sigmoid, number by number; NaN where x is infinite, and it may be NaN beyond ±2^49, see `nearest`. */
  readonly sigmoid = sigmoidOver<Column>(this);
  /** The hyperbolic tangent, likewise. */
  readonly tanh = tanhOver<Column>(this);

  /** Starts to write into the function `code`. */
  constructor(code: FunctionWriter) {
    this.#code = code;
  }

  /** a + b, number by number. */
  add(a: Column, b: Column): Column {
    return this.#operate(VECTOR_OPERATION.add, a, b);
  }

  /** a - b, number by number. */
  subtract(a: Column, b: Column): Column {
    return this.#operate(VECTOR_OPERATION.subtract, a, b);
  }

  /** a * b, number by number; a factor of 1, which changes no bit, writes nothing. */
  multiply(a: Column, b: Column): Column {
    if (this.#code.isConstant(b[0], 1)) return a;
    return this.#operate(VECTOR_OPERATION.multiply, a, b);
  }

  /** sum + a * b, rounded twice, vector by vector: so many products need not wait for their sums, but registers are few. */
  addProduct(sum: Column, a: Column, b: Column): Column {
    const height = Math.max(sum.length, a.length, b.length);
    return Array.from({ length: height }, (_, index) => {
      this.#code.get(vectorAt(sum, index));
      this.#code.get(vectorAt(a, index));
      this.#code.get(vectorAt(b, index));
      this.#code.operate(VECTOR_OPERATION.multiply);
      this.#code.operate(VECTOR_OPERATION.add);
      return this.#code.keep();
    });
  }

  /** a / b, number by number. */
  divide(a: Column, b: Column): Column {
    return this.#operate(VECTOR_OPERATION.divide, a, b);
  }

  /** `b < a ? b : a`; a NaN in `a` stays. */
  lesser(a: Column, b: Column): Column {
    return this.#operate(VECTOR_OPERATION.lesser, a, b);
  }

  /** `a < b ? b : a`; a NaN in `a` stays. */
  greater(a: Column, b: Column): Column {
    return this.#operate(VECTOR_OPERATION.greater, a, b);
  }

  /** The greater of the two, 0 above -0; NaN where one is NaN. */
  maximum(a: Column, b: Column): Column {
    return this.#operate(VECTOR_OPERATION.maximum, a, b);
  }

  /** `a > b ? 1 : 0`. */
  oneWhereGreater(a: Column, b: Column): Column {
    const mask = this.#operate(VECTOR_OPERATION.isGreater, a, b);
    return this.#operate(VECTOR_OPERATION.bothBits, mask, this.constant(1));
  }

  /** √a, number by number. */
  squareRoot(a: Column): Column {
    return this.#change(a, () => this.#code.squareRoot());
  }

  /**
   * The nearest integers, ties to even, for |a| below 2^51 - 1; NaN from -2^51 downwards, and beyond 2^51 they may be off: a
   * sigmoid or tanh is 1 there whatever they are.
   *
   * Why not the instruction for it: it is none of those that V8 joins to operations on vectors twice as wide.
   */
  nearest(a: Column): Column {
    const rounder = this.constant(ROUNDER);
    const rounded = this.subtract(rounder, a);
    // As integers: that costs less, and of two doubles above 0 the greater has the greater bits; others are below.
    const largest = this.constant(2 * TWO_TO_52 - 1); // of the doubles that are one apart
    const isBeyond = this.#operate(VECTOR_OPERATION.hasGreaterBits, rounded, largest);
    const nearest = this.#operate(
      VECTOR_OPERATION.eitherBits, // all bits set are a NaN
      this.subtract(rounder, rounded),
      isBeyond,
    );
    this.#roundedFrom.set(nearest[0], rounded);
    return nearest;
  }

  /** See `BinaryArithmetic`: -n is added to the exponent that stands in the upper bits of a double. */
  scaledDown(x: Column, n: Column): Column {
    // ROUNDER - n holds -n in its lowest bits; a shift moves them to where a double has its exponent.
    const rounded = this.#roundedFrom.get(n[0]) ?? this.subtract(this.constant(ROUNDER), n);
    const belowCut = this.lesser(rounded, this.constant(ROUNDER + EXPONENT_CUT));
    const cut = this.greater(belowCut, this.constant(ROUNDER - EXPONENT_CUT));
    const exponent = this.#change(cut, () => this.#code.shiftLeft(52));
    return this.#operate(VECTOR_OPERATION.addBits, x, exponent);
  }

  /** See `BinaryArithmetic`: the bits that Infinity has set are those of an exponent. */
  exponent(x: Column): Column {
    const field = this.#operate(VECTOR_OPERATION.bothBits, x, this.constant(Infinity));
    const integer = this.#change(field, () => this.#code.shiftRight(52));
    const biased = this.#operate(VECTOR_OPERATION.eitherBits, integer, this.constant(TWO_TO_52));
    return this.subtract(biased, this.constant(TWO_TO_52 + 1023));
  }

  /** See `BinaryArithmetic`: the bits of the fraction with the exponent of 1. */
  significand(x: Column): Column {
    const fraction = this.#operate(VECTOR_OPERATION.bothBits, x, this.constant(LARGEST_SUBNORMAL));
    return this.#operate(VECTOR_OPERATION.eitherBits, fraction, this.constant(1));
  }

  /** The same number everywhere. */
  constant(value: number): Column {
    return [this.#code.constant(value)];
  }

  /** The column itself. */
  named(_name: ValueName, column: Column): Column {
    return column;
  }

  /** A vector for each of the offsets, which holds the double at `base + offset` twice. */
  loadTwice(base: Local | undefined, offsets: readonly number[]): Column {
    return offsets.map((offset) => {
      this.#code.loadTwice(base, offset);
      return this.#code.keep();
    });
  }

  /** The vectors at `base + offset` for each of the offsets. */
  load(base: Local | undefined, offsets: readonly number[]): Column {
    return offsets.map((offset) => {
      this.#code.load(base, offset);
      return this.#code.keep();
    });
  }

  /** Stores the column's vectors at `base + offset` for each of the offsets, in memory. */
  store(base: Local | undefined, offsets: readonly number[], column: Column): void {
    offsets.forEach((offset, index) => this.#code.store(base, offset, vectorAt(column, index)));
  }

  /** Stores the lower double of each of the column's vectors at `base + offset` for each of the offsets. */
  storeLower(base: Local | undefined, offsets: readonly number[], column: Column): void {
    offsets.forEach((offset, index) => this.#code.storeHalf("lower", base, offset, vectorAt(column, index)));
  }

  /** The doubles at `base + offset` for each of the offsets, two a vector; an odd last one twice. */
  loadPacked(base: Local | undefined, offsets: readonly number[]): Column {
    return Array.from({ length: Math.ceil(offsets.length / 2) }, (_, index) => {
      const [lower, upper = lower] = offsets.slice(2 * index, 2 * index + 2);
      this.#code.loadPair(base, lower, upper);
      return this.#code.keep();
    });
  }

  /** Stores what `loadPacked` loads. */
  storePacked(base: Local | undefined, offsets: readonly number[], column: Column): void {
    offsets.forEach((offset, index) => {
      const half = index % 2 === 0 ? "lower" : "upper";
      this.#code.storeHalf(half, base, offset, vectorAt(column, Math.floor(index / 2)));
    });
  }

  /** The lower, or the upper, double of each vector of `a` beside that of `b`. */
  halves(half: Half, a: Column, b: Column): Column {
    return this.#combine(a, b, () => this.#code.halves(half));
  }

  /** New local variables for a value that changes in a loop; they start with `column`. */
  variable(column: Column): Column {
    return column.map((local) => {
      this.#code.get(local);
      return this.#code.keep(V128);
    });
  }

  /** Overwrites the local variables of `variable` in place. */
  assign(variable: Column, column: Column): void {
    variable.forEach((local, index) => this.#code.copy(vectorAt(column, index), local));
  }

  #change(a: Column, instruction: () => void): Column {
    return a.map((local) => {
      this.#code.get(local);
      instruction();
      return this.#code.keep();
    });
  }

  #operate(operation: number, a: Column, b: Column): Column {
    return this.#combine(a, b, () => this.#code.operate(operation));
  }

  #combine(a: Column, b: Column, instruction: () => void): Column {
    const height = Math.max(a.length, b.length);
    const column: Local[] = [];
    for (let index = 0; index < height; index++) {
      this.#code.get(vectorAt(a, index));
      this.#code.get(vectorAt(b, index));
      instruction();
      column.push(this.#code.keep());
    }
    return column;
  }
}

function vectorAt(column: Column, index: number): Local {
  return column.length === 1 ? column[0] : column[index];
}
