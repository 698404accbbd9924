// Arithmetic on the registers of a GPU's thread: its operations write PTX.
// What must not change: each operation is the one of numbers, bit for bit, but for the bits of a NaN; a lane with a NaN is
// trained again by the plain trainer.
import type { Arithmetic, ValueName } from "../../numeric/arithmetic.ts";
import { type BinaryArithmetic, EXPONENT_CUT, ROUNDER, TWO_TO_52 } from "../../numeric/binary_arithmetic.ts";
import { expOver } from "../../numeric/exp.ts";
import { expm1Over } from "../../numeric/expm1.ts";
import { log1pOver } from "../../numeric/log1p.ts";
import { sigmoidOver, tanhOver } from "../../numeric/sigmoid.ts";
import { exactly, type Operand, type PtxCode } from "./ptx_code.ts";

/** Fields of a double's bits, as integers. */
const BITS = { exponent: "0x7FF0000000000000", fraction: "0x000FFFFFFFFFFFFF", one: "0x3FF0000000000000" };
const BITS_OF_TWO_TO_52 = "0x4330000000000000";

/** Writes operations on numbers into a function. Results are new registers; nothing is overwritten. */
export class RegisterArithmetic implements Arithmetic<Operand>, BinaryArithmetic<Operand> {
  readonly #code: PtxCode;
  /** e^x */
  readonly exp = expOver<Operand>(this);
  /** e^x - 1 */
  readonly expm1 = expm1Over<Operand>(this);
  /** ln (1 + x); NaN where x is infinite or at most -1. */
  readonly log1p = log1pOver<Operand>(this);
  /** The sigmoid; NaN where x is infinite. */
  readonly sigmoid = sigmoidOver<Operand>(this);
  /** The hyperbolic tangent; NaN where x is infinite. */
  readonly tanh = tanhOver<Operand>(this);

  /** Starts to write into the function `code`. */
  constructor(code: PtxCode) {
    this.#code = code;
  }

  /** The number, which stands in the instructions that use it. */
  constant(value: number): Operand {
    return exactly(value);
  }

  /** The number itself. */
  named(_name: ValueName, value: Operand): Operand {
    return value;
  }

  /** a + b */
  add(a: Operand, b: Operand): Operand {
    return this.#code.operate("d", "add.rn.f64", a, b);
  }

  /** a - b */
  subtract(a: Operand, b: Operand): Operand {
    return this.#code.operate("d", "sub.rn.f64", a, b);
  }

  /** a * b */
  multiply(a: Operand, b: Operand): Operand {
    return this.#code.operate("d", "mul.rn.f64", a, b);
  }

  /** a / b */
  divide(a: Operand, b: Operand): Operand {
    return this.#code.operate("d", "div.rn.f64", a, b);
  }

  /** √a */
  squareRoot(a: Operand): Operand {
    return this.#code.operate("d", "sqrt.rn.f64", a);
  }

  /** `a < b ? b : a`; a NaN in `a` stays. */
  greater(a: Operand, b: Operand): Operand {
    return this.#either(b, a, "lt", a, b);
  }

  /** `b < a ? b : a`; a NaN in `a` stays. */
  lesser(a: Operand, b: Operand): Operand {
    return this.#either(b, a, "lt", b, a);
  }

  /** The greater of the two, 0 above -0; NaN where one is NaN, which the card's own instruction drops. */
  maximum(a: Operand, b: Operand): Operand {
    const greater = this.#code.operate("d", "max.f64", a, b);
    return this.#either(this.add(a, b), greater, "nan", a, b);
  }

  /** `a > b ? 1 : 0` */
  oneWhereGreater(a: Operand, b: Operand): Operand {
    return this.#either(exactly(1), exactly(0), "gt", a, b);
  }

  /** The nearest integer, ties to even. */
  nearest(a: Operand): Operand {
    return this.#code.operate("d", "cvt.rni.f64.f64", a);
  }

  /** See `BinaryArithmetic`: -n is added to the exponent that stands in the upper bits of a double. */
  scaledDown(x: Operand, n: Operand): Operand {
    // ROUNDER - n holds -n in its lowest bits; a shift moves them to where a double has its exponent.
    const rounded = this.subtract(exactly(ROUNDER), n);
    const belowCut = this.lesser(rounded, exactly(ROUNDER + EXPONENT_CUT));
    const cut = this.greater(belowCut, exactly(ROUNDER - EXPONENT_CUT));
    const exponent = this.#code.operate("b", "shl.b64", this.#bitsOf(cut), "52");
    return this.#number(this.#code.operate("b", "add.s64", this.#bitsOf(x), exponent));
  }

  /** See `BinaryArithmetic`. */
  exponent(x: Operand): Operand {
    const field = this.#code.operate("b", "and.b64", this.#bitsOf(x), BITS.exponent);
    const integer = this.#code.operate("b", "shr.u64", field, "52");
    const biased = this.#code.operate("b", "or.b64", integer, BITS_OF_TWO_TO_52);
    return this.subtract(this.#number(biased), exactly(TWO_TO_52 + 1023));
  }

  /** See `BinaryArithmetic`: the bits of the fraction with the exponent of 1. */
  significand(x: Operand): Operand {
    const fraction = this.#code.operate("b", "and.b64", this.#bitsOf(x), BITS.fraction);
    return this.#number(this.#code.operate("b", "or.b64", fraction, BITS.one));
  }

  #either(
    isSo: Operand,
    otherwise: Operand,
    comparison: "lt" | "gt" | "nan",
    a: Operand,
    b: Operand,
  ): Operand {
    const predicate = this.#code.operate("p", `setp.${comparison}.f64`, a, b);
    return this.#code.operate("d", "selp.f64", isSo, otherwise, predicate);
  }

  #bitsOf(x: Operand): Operand {
    const register = x.startsWith("%") ? x : this.#code.operate("d", "mov.f64", x);
    return this.#code.operate("b", "mov.b64", register);
  }

  #number(bits: Operand): Operand {
    return this.#code.operate("d", "mov.b64", bits);
  }
}
