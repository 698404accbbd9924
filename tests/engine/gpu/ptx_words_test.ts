// The interpreter's integers of 32 bits against the same in integers of any size.

import assert from "node:assert/strict";
import { RandomState } from "../../../src/random/random_state.ts";
import { WORD_HELP, WORD_INSTRUCTIONS, wordStatementOf } from "./ptx_words.ts";

/** What comes of three operands and the carry flag. */
type Reference = (a: bigint, b: bigint, c: bigint, carry: bigint) => bigint;

const by = (amount: bigint, shifted: bigint): bigint => amount > 31n ? 0n : shifted;

/** Each instruction as its definition says, before what does not fit is cut off. */
const REFERENCES: Readonly<Record<string, Reference>> = {
  "mov.b32": (a) => a,
  "add.u32": (a, b) => a + b,
  "sub.u32": (a, b) => a - b,
  "mul.lo.u32": (a, b) => a * b,
  "mad.lo.u32": (a, b, c) => a * b + c,
  "div.u32": (a, b) => b === 0n ? 0n : a / b,
  "and.b32": (a, b) => a & b,
  "or.b32": (a, b) => a | b,
  "xor.b32": (a, b) => a ^ b,
  "clz.b32": (a) => BigInt(32 - (a === 0n ? 0 : a.toString(2).length)),
  "shl.b32": (a, b) => by(b, a << b % 64n),
  "shr.u32": (a, b) => by(b, a >> b % 64n),
  "selp.b32": (a, b, c) => c === 0n ? b : a,
  "setp.ne.u32": (a, b) => a === b ? 0n : 1n,
  "setp.ge.u32": (a, b) => a < b ? 0n : 1n,
  "add.cc.u32": (a, b) => a + b,
  "addc.cc.u32": (a, b, _c, carry) => a + b + carry,
  "addc.u32": (a, b, _c, carry) => a + b + carry,
  "mad.lo.cc.u32": (a, b, c) => a * b % 2n ** 32n + c,
  "madc.lo.cc.u32": (a, b, c, carry) => a * b % 2n ** 32n + c + carry,
  "mad.hi.cc.u32": (a, b, c) => a * b / 2n ** 32n + c,
  "madc.hi.cc.u32": (a, b, c, carry) => a * b / 2n ** 32n + c + carry,
  "madc.hi.u32": (a, b, c, carry) => a * b / 2n ** 32n + c + carry,
};

const EDGES = [0, 1, 2, 31, 32, 33, 65535, 65536, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 2, 2 ** 32 - 1];

Deno.test("an instruction on 32 bits keeps the lower 32, and those with .cc say whether there was a carry", () => {
  assert.deepEqual(Object.keys(REFERENCES), Object.keys(WORD_INSTRUCTIONS));
  const stream = new RandomState(72);
  const any = (): number => Math.floor(stream.randomSample() * 4294967296);
  const numbers = [...EDGES, ...Array.from({ length: 12 }, any)];
  for (const [operation, reference] of Object.entries(REFERENCES)) {
    const statement = wordStatementOf(operation, ["%d", "%a", "%b", "%c"])!;
    const run = new Function("help", "a", "b", "c", "carry", `let d, wide; ${statement} return [d, carry];`);
    for (const a of numbers) {
      for (const b of numbers) {
        if (b === 0 && operation === "div.u32") continue;
        const [c, carry] = [numbers[(a + b) % numbers.length], (a + b) % 2];
        const whole = reference(BigInt(a), BigInt(b), BigInt(c), BigInt(carry));
        const wantedCarry = operation.includes(".cc") ? Number(whole >> 32n) : carry;
        const wanted = [Number(BigInt.asUintN(32, whole)), wantedCarry];
        const found = run(WORD_HELP, a, b, c, carry).map(Number);
        assert.deepEqual(found, wanted, `${operation} ${a}, ${b}, ${c} with carry ${carry}`);
      }
    }
  }
});

Deno.test("an operand that has more than 32 bits is refused", () => {
  assert.throws(() => wordStatementOf("add.u32", ["%w0", "%w1", "4294967296"]), SyntaxError);
  assert.equal(wordStatementOf("add.u64", ["%b0", "%b1", "1"]), null);
});
