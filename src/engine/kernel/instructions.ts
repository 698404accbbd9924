// WebAssembly instructions as bytes: a writer for the body of one function.
// Why: a kernel is written for one topology at run time, so its source is this code and not a file of text.
// What an instruction does to a result is said in opcodes.ts; what the writer adds is their order.

import { ALIGNMENT, INNERMOST, NO_VALUES, OPCODE, VECTOR_OPCODE } from "./opcodes.ts";

/** The type byte of a parameter or a local variable. */
export type ValueType = typeof I32 | typeof V128;
/** 32-bit integer: addresses and counters. */
export const I32 = 0x7f;
/** A vector: two doubles. */
export const V128 = 0x7b;

/** The number of a parameter or a local variable of a function. */
export type Local = number;

/** One of the two doubles of a vector: the lower one lies first in memory. */
export type Half = "lower" | "upper";

/** A double whose bits are all 0. */
const ZERO = new Uint8Array(8);

/** Unsigned LEB128, the number format of WebAssembly. */
export function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}

/** Signed LEB128 of a 32-bit integer. */
export function signed(value: number): number[] {
  return value >= -64 && value < 64 ? [value & 127] : [(value & 127) | 128, ...signed(value >> 7)];
}

/** Writes the body of one function, instruction after instruction, in the order of the calls. */
export class FunctionWriter {
  /** The types of the function's parameters, which are its first local variables. */
  readonly parameters: readonly ValueType[];
  readonly #localTypes: ValueType[] = [];
  /** By the text of the number: a Map takes 0 and -0 for one. */
  readonly #constants = new Map<string, Local>();
  readonly #opening: number[] = [];
  /** Vectors that were kept in the innermost loop so far. */
  #keptInLoop: Local[] = [];
  readonly #code: number[] = [];

  /** Starts a function without instructions; its parameters are the local variables 0, 1, …. */
  constructor(parameters: readonly ValueType[]) {
    this.parameters = parameters;
  }

  /** Declares a local variable; it holds zero until it is set. */
  local(type: ValueType): Local {
    this.#localTypes.push(type);
    return this.parameters.length + this.#localTypes.length - 1;
  }

  /** Takes the value on top of the stack into a new local variable. */
  keep(type: ValueType = V128): Local {
    const local = this.local(type);
    this.set(local);
    if (type === V128) this.#keptInLoop.push(local);
    return local;
  }

  /** Pushes the value of a local variable. */
  get(local: Local): void {
    this.#code.push(OPCODE.getLocal);
    this.#putUnsigned(local);
  }

  /** Takes the value on top of the stack into a local variable. */
  set(local: Local): void {
    this.#code.push(OPCODE.setLocal);
    this.#putUnsigned(local);
  }

  /** Pushes a 32-bit integer. */
  integer(value: number): void {
    this.#code.push(OPCODE.integer, ...signed(value | 0));
  }

  /** local = value, for addresses and counters. */
  setInteger(local: Local, value: number): void {
    this.integer(value);
    this.set(local);
  }

  /** to = from. */
  copy(from: Local, to: Local): void {
    this.get(from);
    this.set(to);
  }

  /** local = local + by, for addresses and counters. */
  advance(local: Local, by: number): void {
    this.get(local);
    this.integer(by);
    this.#code.push(OPCODE.addIntegers);
    this.set(local);
  }

  /** local = from + by. */
  setAdvanced(local: Local, from: Local, by: number): void {
    this.copy(from, local);
    this.advance(local, by);
  }

  /** local = local + other. */
  add(local: Local, other: Local): void {
    this.get(local);
    this.get(other);
    this.#code.push(OPCODE.addIntegers);
    this.set(local);
  }

  /** local = from * factor + plus, of integers. */
  setProduct(local: Local, from: Local, factor: number, plus: number): void {
    this.get(from);
    this.integer(factor);
    this.#code.push(OPCODE.multiplyIntegers);
    this.integer(plus);
    this.#code.push(OPCODE.addIntegers);
    this.set(local);
  }

  /** Adds 1 to a local variable where the double at `base` is at least 0. */
  countWhereAtLeastZero(counter: Local, base: Local): void {
    this.get(counter);
    this.#loadDouble(base);
    this.#code.push(
      OPCODE.double,
      ...ZERO,
      OPCODE.doubleIsAtLeast,
      OPCODE.addIntegers,
    );
    this.set(counter);
  }

  /** local = the double at `base`, which is an integer. */
  setFromDouble(local: Local, base: Local): void {
    this.#loadDouble(base);
    this.#code.push(OPCODE.integerOfDouble);
    this.set(local);
  }

  /** What `body` writes is done where a local variable is above 0. */
  whereAboveZero(local: Local, body: () => void): void {
    this.#code.push(OPCODE.block, NO_VALUES);
    this.get(local);
    this.integer(0);
    this.#code.push(OPCODE.integerIsAtMost, OPCODE.branchIf, INNERMOST);
    body();
    this.#code.push(OPCODE.end);
  }

  /** What `body` writes is done where two local variables are equal. */
  whereEqual(a: Local, b: Local, body: () => void): void {
    this.#code.push(OPCODE.block, NO_VALUES);
    this.get(a);
    this.get(b);
    this.#code.push(OPCODE.integersDiffer, OPCODE.branchIf, INNERMOST);
    body();
    this.#code.push(OPCODE.end);
  }

  /** A local variable that holds `value` twice, set once at the function's start, before any loop. */
  constant(value: number): Local {
    const key = keyOf(value);
    const known = this.#constants.get(key);
    if (known !== undefined) return known;
    const local = this.local(V128);
    const bytes = new Uint8Array(new Float64Array([value, value]).buffer);
    this.#opening.push(OPCODE.vector, VECTOR_OPCODE.constant, ...bytes, OPCODE.setLocal, ...unsigned(local));
    this.#constants.set(key, local);
    return local;
  }

  /** Whether a local variable is the constant `value`. */
  isConstant(local: Local, value: number): boolean {
    return this.#constants.get(keyOf(value)) === local;
  }

  /** Pushes the vector at address `base + offset`; `base` undefined stands for 0. */
  load(base: Local | undefined, offset: number): void {
    this.#pushAddress(base);
    this.#simd(VECTOR_OPCODE.load);
    this.#putAlignmentAndOffset(ALIGNMENT.vector, offset);
  }

  /** Pushes a vector that holds the double at `base + offset` twice. */
  loadTwice(base: Local | undefined, offset: number): void {
    this.#pushAddress(base);
    this.#simd(VECTOR_OPCODE.loadTwice);
    this.#putAlignmentAndOffset(ALIGNMENT.double, offset);
  }

  /** Stores the vector in `value` at `base + offset`. */
  store(base: Local | undefined, offset: number, value: Local): void {
    this.#pushAddress(base);
    this.get(value);
    this.#simd(VECTOR_OPCODE.store);
    this.#putAlignmentAndOffset(ALIGNMENT.vector, offset);
  }

  /** Pushes a vector of the doubles at `base + lower` and `base + upper`. */
  loadPair(base: Local | undefined, lower: number, upper: number): void {
    this.#pushAddress(base);
    this.#pushAddress(base);
    this.#simd(VECTOR_OPCODE.loadLower);
    this.#putAlignmentAndOffset(ALIGNMENT.double, lower);
    this.#simd(VECTOR_OPCODE.loadUpper);
    this.#putAlignmentAndOffset(ALIGNMENT.double, upper);
    this.#code.push(1);
  }

  /** Stores the lower or the upper double of the vector in `value` at `base + offset`. */
  storeHalf(half: Half, base: Local | undefined, offset: number, value: Local): void {
    this.#pushAddress(base);
    this.get(value);
    this.#simd(VECTOR_OPCODE.storeHalf);
    this.#putAlignmentAndOffset(ALIGNMENT.double, offset);
    this.#code.push(half === "lower" ? 0 : 1);
  }

  /** Pushes the lower, or the upper, doubles of the two vectors on top of the stack, side by side. */
  halves(half: Half): void {
    const first = half === "lower" ? 0 : 8;
    this.#simd(VECTOR_OPCODE.shuffle);
    for (const from of [first, 16 + first]) {
      for (let byte = 0; byte < 8; byte++) this.#code.push(from + byte);
    }
  }

  /** Pushes the result of an operation on the two vectors on top of the stack. */
  operate(operation: number): void {
    this.#simd(operation);
  }

  /** Takes the square root of each double of the vector on top of the stack. */
  squareRoot(): void {
    this.#simd(VECTOR_OPCODE.squareRoot);
  }

  /** Shifts the 64 bits of each double of the vector on top of the stack to the left. */
  shiftLeft(bitCount: number): void {
    this.integer(bitCount);
    this.#simd(VECTOR_OPCODE.shiftLeft);
  }

  /** Shifts the 64 bits of each double of the vector on top of the stack to the right and puts zeros in front. */
  shiftRight(bitCount: number): void {
    this.integer(bitCount);
    this.#simd(VECTOR_OPCODE.shiftRight);
  }

  /** Calls the function of this index in the module, which must take the integers given and return nothing. */
  call(functionIndex: number, integers: readonly (Local | { readonly constant: number })[] = []): void {
    for (const integer of integers) {
      if (typeof integer === "number") this.get(integer);
      else this.integer(integer.constant);
    }
    this.#code.push(OPCODE.call);
    this.#putUnsigned(functionIndex);
  }

  /**
   * Repeats what `body` writes while `counter`, which counts down by one a round, is not zero. The
   * counter must be at least 1 at the start.
   *
   * Vectors that a round keeps are zero at its end: an engine that joins operations to wider vectors would else take them for
   * something that the next round reads, and keep each on its own. Optimized code leaves that zero out, as nobody reads it.
   */
  countDown(counter: Local, body: () => void): void {
    const keptOutside = this.#keptInLoop;
    this.#keptInLoop = [];
    this.#code.push(OPCODE.loop, NO_VALUES);
    body();
    for (const local of this.#keptInLoop) this.copy(this.constant(0), local);
    this.#keptInLoop = keptOutside;
    this.advance(counter, -1);
    this.get(counter);
    this.#code.push(OPCODE.branchIf, INNERMOST, OPCODE.end);
  }

  /** Repeats what `body` writes so many times, counted by a local variable; for 0 nothing is written. */
  repeat(counter: Local, count: number, body: () => void): void {
    if (count === 0) return;
    this.setInteger(counter, count);
    this.countDown(counter, body);
  }

  /** The function's entry in the code section: size, local variables, instructions. */
  bytes(): Uint8Array {
    const runs = this.#localRuns();
    const parts = [[...unsigned(runs.length), ...runs.flat()], this.#opening, this.#code, [OPCODE.end]];
    const size = parts.reduce((sum, part) => sum + part.length, 0);
    const prefix = unsigned(size);
    const bytes = new Uint8Array(prefix.length + size);
    bytes.set(prefix);
    let at = prefix.length;
    for (const part of parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  }

  /** Local variables are declared as runs of one type: [count, type]. */
  #localRuns(): number[][] {
    const runs: { count: number; type: ValueType }[] = [];
    for (const type of this.#localTypes) {
      const run = runs.at(-1);
      if (run?.type === type) run.count++;
      else runs.push({ count: 1, type });
    }
    return runs.map(({ count, type }) => [...unsigned(count), type]);
  }

  #loadDouble(base: Local): void {
    this.get(base);
    this.#code.push(OPCODE.loadDouble);
    this.#putAlignmentAndOffset(ALIGNMENT.double, 0);
  }

  #pushAddress(base: Local | undefined): void {
    if (base === undefined) this.integer(0);
    else this.get(base);
  }

  #putAlignmentAndOffset(alignmentPower: number, offset: number): void {
    this.#code.push(alignmentPower);
    this.#putUnsigned(offset);
  }

  #simd(operation: number): void {
    this.#code.push(OPCODE.vector);
    this.#putUnsigned(operation);
  }

  /** As `unsigned`, without an array for each number: most bytes of a kernel are written here. */
  #putUnsigned(value: number): void {
    let rest = value;
    while (rest > 127) {
      this.#code.push((rest & 127) | 128);
      rest >>>= 7;
    }
    this.#code.push(rest);
  }
}

function keyOf(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}
