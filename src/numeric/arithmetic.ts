// The operations that may reach a result, over values of any kind: numbers, vectors of WebAssembly, a card's registers,
// formulas.
// Why: whatever is written over this interface is written once, and each engine, and the explanation, is a reading of it.
// A function over an arithmetic is given one and gives a function of its values. So each reading has functions of its
// own, which JavaScript engines compile for its kind of value alone; shared ones made the plain trainer ten times slower.
// What must not change: every operation is IEEE 754's on doubles, rounded once, or is made of such operations alone.

/** What people call a value in a formula: a word, or what is left of 1 without the number of that name. */
export type ValueName = string | { readonly oneMinus: string };

/** What a number, a column of vectors, a register and a formula can all do. */
export interface Arithmetic<V> {
  /** A number that stands in the rule itself. */
  constant(value: number): V;
  /** The value itself; a reading that is shown to people puts the name in its place. */
  named(name: ValueName, value: V): V;
  /** a + b */
  add(a: V, b: V): V;
  /** a - b */
  subtract(a: V, b: V): V;
  /** a * b */
  multiply(a: V, b: V): V;
  /** a / b */
  divide(a: V, b: V): V;
  /** √a */
  squareRoot(a: V): V;
  /** `a < b ? b : a`: the greater of the two; a NaN in `a` stays. */
  greater(a: V, b: V): V;
  /** `b < a ? b : a`: the lesser of the two; a NaN in `a` stays. */
  lesser(a: V, b: V): V;
  /** The greater of the two, 0 above -0; NaN where one is NaN. */
  maximum(a: V, b: V): V;
  /** `a > b ? 1 : 0` */
  oneWhereGreater(a: V, b: V): V;
  /** e^x, of `exp.ts` */
  exp(x: V): V;
  /** e^x - 1, of `expm1.ts` */
  expm1(x: V): V;
  /** ln (1 + x), of `log1p.ts` */
  log1p(x: V): V;
  /** 1 / (1 + e^-x), of `sigmoid.ts` */
  sigmoid(x: V): V;
  /** tanh x, of `sigmoid.ts` */
  tanh(x: V): V;
}
