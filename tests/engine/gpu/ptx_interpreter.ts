// Runs PTX without a card: the instructions that this project writes, and no other.
// Why: every text that is sent to a card can be held to the plain trainer's bits on any machine.

import type { Card, CardModule } from "../../../src/engine/gpu/card.ts";
import { requireWidths } from "./ptx_widths.ts";
import { WORD_HELP, wordStatementOf } from "./ptx_words.ts";

/** A card that is not there. Address 0 is nobody's, and room that was given back is used again. */
export class InterpretedCard implements Card {
  readonly #view: DataView;
  readonly #free = new Map<number, number[]>();
  readonly #sizes = new Map<number, number>();
  #used = 256;
  /** Calls of functions so far. */
  runCount = 0;
  /** Modules that are loaded and not given back. */
  moduleCount = 0;

  /** @param workAtOnce so little that long training is cut. */
  constructor(readonly workAtOnce = 10_000, sizeBytes = 1 << 24) {
    this.#view = new DataView(new ArrayBuffer(sizeBytes));
  }

  load(text: string): CardModule {
    const module = new InterpretedModule(text);
    let isLoaded = true;
    this.moduleCount++;
    return {
      unload: () => {
        if (!isLoaded) throw new RangeError("a module is given back once");
        isLoaded = false;
        this.moduleCount--;
      },
      run: (name, parameters, threadCount) => {
        if (!isLoaded) throw new RangeError("the module was given back");
        this.runCount++;
        module.run(name, parameters, this, threadCount);
      },
    };
  }

  allocate(sizeBytes: number): number {
    const size = Math.ceil(Math.max(1, sizeBytes) / 256) * 256;
    const known = this.#free.get(size)?.pop();
    if (known !== undefined) return known;
    const address = this.#used;
    this.#used += size;
    if (this.#used > this.#view.byteLength) throw new RangeError("the card is full");
    this.#sizes.set(address, size);
    return address;
  }

  free(address: number): void {
    const size = this.#sizes.get(address);
    if (size === undefined) throw new RangeError(`nothing lies at ${address}`);
    this.#free.set(size, [...this.#free.get(size) ?? [], address]);
  }

  write(address: number, numbers: Float64Array | Uint32Array): void {
    numbers.forEach((number, index) => {
      if (numbers instanceof Float64Array) this.store(address + 8 * index, number);
      else this.storeInteger(address + 4 * index, number);
    });
  }

  read(address: number, into: Float64Array): void {
    for (let index = 0; index < into.length; index++) into[index] = this.load64(address + 8 * index);
  }

  load64(address: number): number {
    return this.#view.getFloat64(this.#checked(address, 8), true);
  }

  loadInteger(address: number): number {
    return this.#view.getUint32(this.#checked(address, 4), true);
  }

  store(address: number, value: number): void {
    this.#view.setFloat64(this.#checked(address, 8), value, true);
  }

  storeInteger(address: number, value: number): void {
    this.#view.setUint32(this.#checked(address, 4), value, true);
  }

  #checked(address: number, size: number): number {
    if (address < 256 || address + size > this.#used || address % size !== 0) {
      throw new RangeError(`no number can be at ${address}`);
    }
    return address;
  }
}

type Thread = (
  parameters: readonly bigint[],
  memory: InterpretedCard,
  block: number,
  size: number,
  inBlock: number,
) => void;

/** A module whose functions can be called. */
class InterpretedModule {
  readonly #threads = new Map<string, Thread>();

  /** @throws SyntaxError at an instruction that it does not know. */
  constructor(text: string) {
    const entries = text.matchAll(/\.visible \.entry (\w+)\(\n([^)]*)\n\)\n\{\n([^}]*)\}/g);
    for (const [, name, parameters, body] of entries) {
      const names = [...parameters.matchAll(/\.param \.b64 (\w+)/g)].map(([, parameter]) => parameter);
      this.#threads.set(name, threadOf(names, body));
    }
  }

  /** Runs a function in so many threads, in blocks of some. */
  run(
    name: string,
    parameters: readonly number[],
    memory: InterpretedCard,
    threadCount: number,
    blockSize = 3,
  ): void {
    const thread = this.#threads.get(name);
    if (thread === undefined) throw new SyntaxError(`there is no function ${name}`);
    const values = parameters.map(BigInt);
    for (let block = 0; block < Math.ceil(threadCount / blockSize); block++) {
      for (let inBlock = 0; inBlock < blockSize; inBlock++) thread(values, memory, block, blockSize, inBlock);
    }
  }
}

const bits = new DataView(new ArrayBuffer(8));

/** What the written JavaScript calls. */
const HELP = {
  ...WORD_HELP,
  bitsOf(number: number): bigint {
    bits.setFloat64(0, number);
    return bits.getBigUint64(0);
  },
  numberOf(integer: bigint): number {
    bits.setBigUint64(0, integer);
    return bits.getFloat64(0);
  },
  /** To the nearest integer, ties to even, for numbers of any size. */
  nearest(x: number): number {
    const floor = Math.floor(x);
    const above = x - floor;
    if (above < 0.5) return floor === 0 && x < 0 ? -0 : floor;
    if (above > 0.5) return floor + 1 === 0 ? -0 : floor + 1;
    const even = floor % 2 === 0 ? floor : floor + 1;
    return even === 0 && x < 0 ? -0 : even;
  },
  /** PTX takes the number where one of the two is NaN. */
  max: (a: number, b: number): number => Number.isNaN(a) ? b : Number.isNaN(b) ? a : Math.max(a, b),
  unsigned: (integer: bigint): bigint => BigInt.asUintN(64, integer),
};

/** A function as JavaScript: one state for each run of instructions between two labels. */
function threadOf(parameters: readonly string[], body: string): Thread {
  const lines = body.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  const registers = new Set(body.match(/%[dbwp]\d+/g) ?? []);
  const states = new Map<string, number>();
  for (const line of lines) if (line.endsWith(":")) states.set(line.slice(0, -1), states.size + 1);
  const written = lines.map((line) => {
    if (line.endsWith(":")) return `case ${states.get(line.slice(0, -1))}:`;
    if (line.startsWith(".reg")) return "";
    return statementOf(line.replace(/;$/, ""), parameters, states);
  });
  const locals = [...registers].filter((name) => !/[<]/.test(name)).map((name) => name.slice(1));
  const source = `let ${
    locals.join(", ")
  }; let carry = 0; let wide = 0; let state = 0; for (;;) switch (state) { case 0:\n${written.join("\n")} }`;
  const build = new Function("help", `return (parameters, memory, block, size, inBlock) => {\n${source}\n};`);
  return build(HELP) as Thread;
}

const OPERATORS: Readonly<Record<string, string>> = { add: "+", sub: "-", mul: "*", div: "/" };
const COMPARISONS: Readonly<Record<string, string>> = { eq: "===", ne: "!==", lt: "<", gt: ">", ge: ">=" };
const SPECIAL: Readonly<Record<string, string>> = {
  "%ctaid.x": "block",
  "%ntid.x": "size",
  "%tid.x": "inBlock",
};

/** An instruction as a statement. */
function statementOf(
  instruction: string,
  parameters: readonly string[],
  states: ReadonlyMap<string, number>,
): string {
  const jump = /^(?:@%(p\d+) )?bra (\S+)$/.exec(instruction);
  if (jump !== null) {
    const go = `{ state = ${states.get(jump[2])}; continue; }`;
    return jump[1] === undefined ? go : `if (${jump[1]}) ${go}`;
  }
  if (instruction === "ret") return "return;";
  const [operation, ...rest] = instruction.split(" ");
  const operands = rest.join(" ").split(", ");
  requireWidths(operation, operands);
  const [name, ...types] = operation.split(".");
  const ofWords = wordStatementOf(operation, operands);
  if (ofWords !== null) return ofWords;
  const isInteger = /[bus]64$/.test(operation) && !operation.includes("f64");
  const value = (operand: string): string => valueOf(operand, isInteger);
  const [to, a, b, c] = operands;
  const result = to.slice(1);
  // How far to shift is 32 bits wide, whatever is shifted.
  const amount = (operand: string): string =>
    operand.startsWith("%") ? `BigInt(${operand.slice(1)})` : value(operand);
  const address = (operand: string): string => {
    const [, base, offset] = /^\[(%b\d+)\+(\d+)\]$/.exec(operand)!;
    return `Number(${base.slice(1)}) + ${offset}`;
  };
  switch (`${name}.${types.join(".")}`) {
    case "add.rn.f64":
    case "sub.rn.f64":
    case "mul.rn.f64":
    case "div.rn.f64":
      return `${result} = ${value(a)} ${OPERATORS[name]} ${value(b)};`;
    case "sqrt.rn.f64":
      return `${result} = Math.sqrt(${value(a)});`;
    case "cvt.rni.f64.f64":
      return `${result} = help.nearest(${value(a)});`;
    case "selp.f64":
    case "selp.b64":
      return `${result} = ${valueOf(c, false)} ? ${value(a)} : ${value(b)};`;
    case "max.f64":
      return `${result} = help.max(${value(a)}, ${value(b)});`;
    case "setp.nan.f64":
      return `${result} = Number.isNaN(${value(a)}) || Number.isNaN(${value(b)});`;
    case "setp.eq.f64":
    case "setp.ge.f64":
    case "setp.lt.f64":
    case "setp.gt.f64":
      return `${result} = ${value(a)} ${COMPARISONS[types[0]]} ${value(b)};`;
    case "setp.eq.u64":
    case "setp.ne.u64":
    case "setp.lt.u64":
    case "setp.ge.u64":
      return `${result} = ${value(a)} ${COMPARISONS[types[0]]} ${value(b)};`;
    case "mov.f64":
      return `${result} = ${value(a)};`;
    case "mov.b64":
      if (to.startsWith("%d")) return `${result} = help.numberOf(${valueOf(a, true)});`;
      return `${result} = ${a.startsWith("%d") ? `help.bitsOf(${a.slice(1)})` : valueOf(a, true)};`;
    case "shl.b64":
      return `${result} = help.unsigned(${value(a)} << ${amount(b)});`;
    case "shr.u64":
      return `${result} = ${value(a)} >> ${amount(b)};`;
    case "shr.s64":
      return `${result} = help.unsigned(BigInt.asIntN(64, ${value(a)}) >> ${amount(b)});`;
    case "and.b64":
      return `${result} = ${value(a)} & ${value(b)};`;
    case "or.b64":
      return `${result} = ${value(a)} | ${value(b)};`;
    case "add.s64":
    case "add.u64":
      return `${result} = help.unsigned(${value(a)} + ${value(b)});`;
    case "sub.u64":
      return `${result} = help.unsigned(${value(a)} - ${value(b)});`;
    case "mul.lo.u64":
      return `${result} = help.unsigned(${value(a)} * ${value(b)});`;
    case "mad.lo.u64":
    case "mad.lo.s64":
      return `${result} = help.unsigned(${value(a)} * ${value(b)} + ${value(c)});`;
    case "div.u64":
      return `${result} = ${value(a)} / ${value(b)};`;
    case "max.u64":
      return `${result} = ${value(a)} > ${value(b)} ? ${value(a)} : ${value(b)};`;
    case "min.u64":
      return `${result} = ${value(a)} < ${value(b)} ? ${value(a)} : ${value(b)};`;
    case "rem.u64":
      return `${result} = ${value(a)} % ${value(b)};`;
    case "mul.wide.u32":
      return `${result} = BigInt(${a.slice(1)}) * BigInt(${b.slice(1)});`;
    case "cvt.u64.u32":
      return `${result} = BigInt(${a.slice(1)});`;
    case "cvt.u32.u64":
      return `${result} = Number(BigInt.asUintN(32, ${valueOf(a, true)}));`;
    case "cvt.rn.f64.u32":
      return `${result} = ${a.slice(1)};`;
    case "cvt.rzi.u64.f64":
      return `${result} = BigInt(Math.trunc(${a.slice(1)}));`;
    case "cvt.rn.f64.u64":
      return `${result} = Number(${valueOf(a, true)});`;
    case "mov.u32":
      return `${result} = ${SPECIAL[a]};`;
    case "ld.param.b64":
      return `${result} = parameters[${parameters.indexOf(a.slice(1, -1))}];`;
    case "ld.global.f64":
      return `${result} = memory.load64(${address(a)});`;
    case "ld.global.u32":
      return `${result} = memory.loadInteger(${address(a)});`;
    case "st.global.u32":
      return `memory.storeInteger(${address(to)}, ${a.slice(1)});`;
    case "st.global.f64":
      return `memory.store(${address(to)}, ${valueOf(a, false)});`;
    default:
      throw new SyntaxError(`an instruction that is not known: ${instruction}`);
  }
}

/** An operand as an expression. */
function valueOf(operand: string, isInteger: boolean): string {
  if (operand.startsWith("%")) return operand.slice(1);
  if (operand.startsWith("0d")) return exactText(HELP.numberOf(BigInt(`0x${operand.slice(2)}`)));
  return isInteger ? `${BigInt(operand)}n` : operand;
}

function exactText(number: number): string {
  return Object.is(number, -0) ? "-0" : String(number);
}
