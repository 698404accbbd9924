// The natural logarithm on a card, correctly rounded: the long way of `src/numeric/log.ts` with the very same integers.
// Why always the long way: a correctly rounded number is the same by any way; integers are quick on every card, doubles are not.
//
// An integer of 320 bits is ten limbs of 32, the lowest first, and stands for itself / 2^320.
import { decompose } from "../../numeric/binary.ts";
import { FIXED_BITS, fixedLn2 } from "../../numeric/log.ts";
import type { Operand, PtxCode } from "./ptx_code.ts";

const LIMB_BITS = 32;
const LIMB_COUNT = FIXED_BITS / LIMB_BITS;
const FRACTION_BITS = 52;
const EXPONENT_OF_1 = 1023;
/** The sign of a double, where its exponent has been moved to the lowest bits. */
const SIGN = 0x800;

/** The limbs of a number, the lowest first, each a register or a number that stands in the instruction. */
type Limbs = readonly Operand[];

/**
 * Writes ln x for a normal x in (0, 1).
 *
 * x = m 2^-k, ln x = -(k ln 2 - 2 (s + s³/3 + s⁵/5 + …)), s = (m - 1) / (m + 1), m and k as in `log.ts`
 *
 * @returns a new register.
 */
export function logOf(code: PtxCode, x: Operand): Operand {
  const { k, significand } = partsOf(code, x);
  const one = String(1n << BigInt(FRACTION_BITS + 1));
  const isAtLeast1 = code.operate("p", "setp.ge.u64", significand, one);
  const more = code.operate("b", "sub.u64", significand, one);
  const less = code.operate("b", "sub.u64", one, significand);
  const distance = code.operate("b", "selp.b64", more, less, isAtLeast1);
  const series = inverseTanh(code, quotient(code, distance, code.operate("b", "add.u64", significand, one)));
  // k ln 2 less twice the series, or plus that where m is below 1: above 0 in either case.
  const factor = code.operate("b", "selp.b64", "0xFFFFFFFFFFFFFFFE", "2", isAtLeast1);
  return negativeDouble(code, combined(code, k, factor, series));
}

/** x as m 2^-k, m in [√½, √2): m's integer, which is m 2^53, and k. */
function partsOf(code: PtxCode, x: Operand): { readonly k: Operand; readonly significand: Operand } {
  const bits = code.operate("b", "mov.b64", x);
  const exponent = code.operate("b", "shr.u64", bits, String(FRACTION_BITS));
  const fraction = code.operate("b", "and.b64", bits, "0x000FFFFFFFFFFFFF");
  const whole = code.operate("b", "or.b64", fraction, "0x0010000000000000");
  const isHalved = code.operate("p", "setp.ge.u64", whole, String(decompose(Math.sqrt(2)).significand));
  const doubled = code.operate("b", "shl.b64", whole, "1");
  const ofWhole = code.operate("b", "sub.u64", String(EXPONENT_OF_1), exponent);
  const ofHalf = code.operate("b", "sub.u64", String(EXPONENT_OF_1 - 1), exponent);
  return {
    significand: code.operate("b", "selp.b64", whole, doubled, isHalved),
    k: code.operate("b", "selp.b64", ofHalf, ofWhole, isHalved),
  };
}

/** a / b below 1, by long division, a byte at a time: b is below 2^56. */
function quotient(code: PtxCode, a: Operand, b: Operand): Limbs {
  const rest = code.operate("b", "mov.b64", a);
  const limbs: Operand[] = [];
  for (let index = 0; index < LIMB_COUNT; index++) {
    const limb = code.operate("b", "mov.b64", "0");
    code.repeat(LIMB_BITS / 8, () => {
      code.write(`shl.b64 ${rest}, ${rest}, 8`);
      const digit = code.operate("b", "div.u64", rest, b);
      code.write(`sub.u64 ${rest}, ${rest}, ${code.operate("b", "mul.lo.u64", digit, b)}`);
      code.write(`shl.b64 ${limb}, ${limb}, 8`);
      code.write(`or.b64 ${limb}, ${limb}, ${digit}`);
    });
    limbs.unshift(code.operate("w", "cvt.u32.u64", limb));
  }
  return limbs;
}

/** s + s³/3 + s⁵/5 + … until the powers vanish, each cut to 320 bits as it is made. */
function inverseTanh(code: PtxCode, s: Limbs): Limbs {
  const square = upperProduct(code, s, s);
  const power = s.map((limb) => code.operate("w", "mov.b32", limb));
  const total = s.map(() => code.operate("w", "mov.b32", "0"));
  const divisor = code.operate("w", "mov.b32", "1");
  const again = code.label();
  code.mark(again);
  addTo(code, total, divided(code, power, divisor));
  upperProduct(code, power, square).forEach((limb, index) => code.write(`mov.b32 ${power[index]}, ${limb}`));
  code.write(`add.u32 ${divisor}, ${divisor}, 2`);
  const left = power.reduce((any, limb) => code.operate("w", "or.b32", any, limb));
  code.jumpIf(code.operate("p", "setp.ne.u32", left, "0"), again);
  return total;
}

/** The upper half of a product: row by row, the lower halves of the products of limbs and then the upper ones, with their carries. */
function upperProduct(code: PtxCode, a: Limbs, b: Limbs): Limbs {
  const product = Array.from({ length: 2 * LIMB_COUNT }, () => code.operate("w", "mov.b32", "0"));
  const last = LIMB_COUNT - 1;
  for (const [row, limb] of a.entries()) {
    b.forEach((other, index) => {
      const into = product[row + index];
      code.write(`${index === 0 ? "mad" : "madc"}.lo.cc.u32 ${into}, ${limb}, ${other}, ${into}`);
    });
    code.write(`addc.u32 ${product[row + LIMB_COUNT]}, ${product[row + LIMB_COUNT]}, 0`);
    b.forEach((other, index) => {
      const into = product[row + index + 1];
      const operation = index === 0 ? "mad.hi.cc" : index < last ? "madc.hi.cc" : "madc.hi";
      code.write(`${operation}.u32 ${into}, ${limb}, ${other}, ${into}`);
    });
  }
  return product.slice(LIMB_COUNT);
}

/** A number divided by an integer below 2^16, half a limb at a time from the uppermost on. */
function divided(code: PtxCode, limbs: Limbs, divisor: Operand): Limbs {
  const rest = code.operate("w", "mov.b32", "0");
  const half = (lower: Operand): Operand => {
    const dividend = code.operate("w", "or.b32", code.operate("w", "shl.b32", rest, "16"), lower);
    const digit = code.operate("w", "div.u32", dividend, divisor);
    const product = code.operate("w", "mul.lo.u32", digit, divisor);
    code.write(`sub.u32 ${rest}, ${dividend}, ${product}`);
    return digit;
  };
  return limbs.toReversed().map((limb) => {
    const upper = half(code.operate("w", "shr.u32", limb, "16"));
    const lower = half(code.operate("w", "and.b32", limb, "0xFFFF"));
    return code.operate("w", "or.b32", code.operate("w", "shl.b32", upper, "16"), lower);
  }).reverse();
}

/** Adds a number to another, in place; the sum is below 1. */
function addTo(code: PtxCode, sum: Limbs, addend: Limbs): void {
  const last = LIMB_COUNT - 1;
  sum.forEach((limb, index) => {
    const operation = index === 0 ? "add.cc" : index < last ? "addc.cc" : "addc";
    code.write(`${operation}.u32 ${limb}, ${limb}, ${addend[index]}`);
  });
}

/** k ln 2 + factor * series, which is at least 0: the limbs, and one more for what is before the point. */
function combined(code: PtxCode, k: Operand, factor: Operand, series: Limbs): Limbs {
  const ln2 = fixedLn2();
  let carry: Operand = "0";
  const limbs = series.map((limb, index) => {
    const ofLn2 = ln2 >> BigInt(LIMB_BITS * index) & 0xffffffffn;
    const first = code.operate("b", "mad.lo.u64", k, String(ofLn2), carry);
    const wide = code.operate("b", "cvt.u64.u32", limb);
    const sum = code.operate("b", "mad.lo.u64", wide, factor, first);
    // What goes on to the next limb may be below 0.
    carry = code.operate("b", "shr.s64", sum, String(LIMB_BITS));
    return code.operate("w", "cvt.u32.u64", sum);
  });
  return [...limbs, code.operate("w", "cvt.u32.u64", carry)];
}

/** The double nearest to minus a number above 0, ties to even. */
function negativeDouble(code: PtxCode, limbs: Limbs): Operand {
  const scale = code.operate("b", "mov.b64", String(SIGN + EXPONENT_OF_1 - LIMB_BITS));
  const [again, found] = [code.label(), code.label()];
  const top = limbs.length - 1;
  code.mark(again);
  code.jumpIf(code.operate("p", "setp.ne.u32", limbs[top], "0"), found);
  for (let index = top; index > 0; index--) code.write(`mov.b32 ${limbs[index]}, ${limbs[index - 1]}`);
  code.write(`mov.b32 ${limbs[0]}, 0`);
  code.write(`sub.u64 ${scale}, ${scale}, ${LIMB_BITS}`);
  code.write(`bra ${again}`);
  code.mark(found);
  const upper = joined(code, limbs[top], limbs[top - 1]);
  const lower = joined(code, limbs[top - 2], limbs[top - 3]);
  const left = code.operate("w", "clz.b32", limbs[top]);
  const right = code.operate("w", "sub.u32", "64", left);
  const begun = code.operate("b", "shl.b64", upper, left);
  const first = code.operate("b", "or.b64", begun, code.operate("b", "shr.u64", lower, right));
  // The first 64 bits are rounded; the last of them is also set where anything follows, so that no tie is seen where none is.
  const after = limbs.slice(0, top - 3).reduce((any, limb) => code.operate("w", "or.b32", any, limb));
  const shifted = code.operate("b", "shl.b64", lower, left);
  const rest = code.operate("b", "or.b64", shifted, code.operate("b", "cvt.u64.u32", after));
  const isMore = code.operate("p", "setp.ne.u64", rest, "0");
  const marked = code.operate("b", "or.b64", first, code.operate("b", "selp.b64", "1", "0", isMore));
  const rounded = code.operate("d", "cvt.rn.f64.u64", marked);
  const exponent = code.operate("b", "sub.u64", scale, code.operate("b", "cvt.u64.u32", left));
  const power = code.operate("b", "shl.b64", exponent, String(FRACTION_BITS));
  return code.operate("d", "mul.rn.f64", rounded, code.operate("d", "mov.b64", power));
}

/** Two limbs as one integer of 64 bits. */
function joined(code: PtxCode, upper: Operand, lower: Operand): Operand {
  const shifted = code.operate("b", "shl.b64", code.operate("b", "cvt.u64.u32", upper), String(LIMB_BITS));
  return code.operate("b", "or.b64", shifted, code.operate("b", "cvt.u64.u32", lower));
}
