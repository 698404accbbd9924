// The instructions of PTX on integers of 32 bits, as JavaScript: a register is a number from 0 to 2^32 - 1.
// Source: NVIDIA, Parallel Thread Execution ISA, "Integer Arithmetic", "Extended-Precision Integer Arithmetic", "Logic and Shift".

/** What the written JavaScript calls. */
export const WORD_HELP = {
  /** The lower 32 bits of a product. */
  lower: (a: number, b: number): number => Math.imul(a, b) >>> 0,
  /** The upper 32 bits of a product: no step of it is beyond 2^53. */
  upper(a: number, b: number): number {
    const shifted = (a >>> 16) * b + Math.floor((a & 0xffff) * b / 65536);
    return Math.floor(shifted / 65536);
  },
};

/** An instruction with its operands as expressions. */
type Written = (to: string, a: string, b: string, c: string) => string;

const MOST = 0xffffffff;

/** Keeps the lower 32 bits of a sum, which may be negative or beyond them. */
const wrapped = (expression: (a: string, b: string, c: string) => string): Written => (to, a, b, c) =>
  `${to} = (${expression(a, b, c)}) >>> 0;`;

/** The same, and says in the carry flag whether there is more. */
const carrying = (expression: (a: string, b: string, c: string) => string): Written => (to, a, b, c) =>
  `wide = ${expression(a, b, c)}; carry = wide > ${MOST} ? 1 : 0; ${to} = wide >>> 0;`;

/** By amounts beyond 31 nothing is left. */
const shifting = (operator: "<<" | ">>>"): Written => (to, a, b) =>
  `${to} = ${b} > 31 ? 0 : (${a} ${operator} ${b}) >>> 0;`;

const comparing = (operator: string): Written => (to, a, b) => `${to} = ${a} ${operator} ${b};`;

/** All that are known, by their names. */
export const WORD_INSTRUCTIONS: Readonly<Record<string, Written>> = {
  "mov.b32": wrapped((a) => a),
  "add.u32": wrapped((a, b) => `${a} + ${b}`),
  "sub.u32": wrapped((a, b) => `${a} - ${b}`),
  "mul.lo.u32": wrapped((a, b) => `help.lower(${a}, ${b})`),
  "mad.lo.u32": wrapped((a, b, c) => `help.lower(${a}, ${b}) + ${c}`),
  "div.u32": wrapped((a, b) => `Math.floor(${a} / ${b})`),
  "and.b32": wrapped((a, b) => `${a} & ${b}`),
  "or.b32": wrapped((a, b) => `${a} | ${b}`),
  "xor.b32": wrapped((a, b) => `${a} ^ ${b}`),
  "clz.b32": wrapped((a) => `Math.clz32(${a})`),
  "shl.b32": shifting("<<"),
  "shr.u32": shifting(">>>"),
  "selp.b32": (to, a, b, c) => `${to} = ${c} ? ${a} : ${b};`,
  "setp.ne.u32": comparing("!=="),
  "setp.ge.u32": comparing(">="),
  "add.cc.u32": carrying((a, b) => `${a} + ${b}`),
  "addc.cc.u32": carrying((a, b) => `${a} + ${b} + carry`),
  "addc.u32": wrapped((a, b) => `${a} + ${b} + carry`),
  "mad.lo.cc.u32": carrying((a, b, c) => `help.lower(${a}, ${b}) + ${c}`),
  "madc.lo.cc.u32": carrying((a, b, c) => `help.lower(${a}, ${b}) + ${c} + carry`),
  "mad.hi.cc.u32": carrying((a, b, c) => `help.upper(${a}, ${b}) + ${c}`),
  "madc.hi.cc.u32": carrying((a, b, c) => `help.upper(${a}, ${b}) + ${c} + carry`),
  "madc.hi.u32": wrapped((a, b, c) => `help.upper(${a}, ${b}) + ${c} + carry`),
};

/** An instruction on integers of 32 bits as a statement; null for any other. */
export function wordStatementOf(operation: string, operands: readonly string[]): string | null {
  const written = WORD_INSTRUCTIONS[operation];
  if (written === undefined) return null;
  const [to, a = "", b = "", c = ""] = operands.map((operand) => {
    if (operand.startsWith("%")) return operand.slice(1);
    const integer = Number(operand);
    if (Number.isInteger(integer) && integer >= 0 && integer <= MOST) return String(integer);
    throw new SyntaxError(`no integer of 32 bits: ${operand}`);
  });
  return written(to, a, b, c);
}
