// The numbers of WebAssembly's instructions, those that a kernel is made of.
// What must not change: only instructions whose result is the same on every machine stand here: no relaxed SIMD, no fused
// multiply-add. Source: the WebAssembly 2.0 core specification, section 5.4.

/** Instructions other than those on vectors. */
export const OPCODE = {
  block: 0x02,
  loop: 0x03,
  end: 0x0b,
  branchIf: 0x0d,
  call: 0x10,
  getLocal: 0x20,
  setLocal: 0x21,
  loadDouble: 0x2b,
  integer: 0x41,
  double: 0x44,
  integersDiffer: 0x47,
  integerIsAtMost: 0x4c,
  doubleIsAtLeast: 0x66,
  addIntegers: 0x6a,
  multiplyIntegers: 0x6c,
  integerOfDouble: 0xaa,
  /** The number of an instruction on vectors follows. */
  vector: 0xfd,
} as const;

/** Instructions on vectors that have a method of their own. */
export const VECTOR_OPCODE = {
  load: 0x00,
  loadTwice: 0x0a,
  store: 0x0b,
  constant: 0x0c,
  shuffle: 0x0d,
  loadUpper: 0x57,
  storeHalf: 0x5b,
  loadLower: 0x5d,
  shiftLeft: 0xcb,
  shiftRight: 0xcd,
  squareRoot: 0xef,
} as const;

/** The type of a block or loop that takes nothing from the stack and leaves nothing there. */
export const NO_VALUES = 0x40;
/** What a branch leads to: out of the innermost block, or to the beginning of the innermost loop. */
export const INNERMOST = 0;
/** A hint to the engine, as 2 to this power: layers of an odd size have vectors at multiples of 8 bytes too. */
export const ALIGNMENT = { double: 3, vector: 4 } as const;

/** Operations that take two vectors and give one. */
export const VECTOR_OPERATION = {
  add: 0xf0,
  subtract: 0xf1,
  multiply: 0xf2,
  divide: 0xf3,
  /** The greater of the two, 0 above -0; NaN where one is NaN. */
  maximum: 0xf5,
  /** `b < a ? b : a`, so a NaN in `a` stays. */
  lesser: 0xf6,
  /** `a < b ? b : a`, so a NaN in `a` stays. */
  greater: 0xf7,
  /** Adds the bits of the doubles as 64-bit integers. */
  addBits: 0xce,
  /** All bits set where `a > b`, none elsewhere and for NaN. */
  isGreater: 0x4a,
  /** All bits set where the bits of `a`, as a 64-bit integer with a sign, are greater than those of `b`, none elsewhere. */
  hasGreaterBits: 0xd9,
  /** The bits set in both. */
  bothBits: 0x4e,
  /** The bits set in one or both. */
  eitherBits: 0x50,
} as const;
