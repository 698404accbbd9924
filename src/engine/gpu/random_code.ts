// The stream of random numbers of a seed on a card: `src/random/` in the instructions of a thread.
// What must not change: the words are those of the Mersenne Twister, and the numbers made of them those of `RandomState`.
import { MT19937 } from "../../random/mersenne_twister.ts";
import { logOf } from "./log_code.ts";
import { exactly, type Operand, type PtxCode } from "./ptx_code.ts";
import { RegisterArithmetic } from "./registers.ts";

/** The size of a word of the state. */
export const WORD_BYTES = 4;

/** What the state of one stream takes of a card's memory, in bytes. */
export const STREAM_BYTES = MT19937.stateSize * WORD_BYTES;

/** Bits as they stand in an instruction. */
function bits(word: number): Operand {
  return `0x${word.toString(16).toUpperCase()}`;
}

/** Writes what draws numbers. */
export class RandomCode {
  readonly #code: PtxCode;
  readonly #o: RegisterArithmetic;
  /** The address of the first word of the state. */
  readonly #state: Operand;
  /** From a word of the state to the next, in bytes: words of one number of all streams lie side by side. */
  readonly #stride: Operand;
  /** The place of the next word in the state. */
  readonly #index: Operand;

  /**
   * Writes what fills the state from its first word, the seed, which lies in memory already.
   *
   * @param streamCount a register.
   * @param stream the number of the thread's stream.
   */
  constructor(code: PtxCode, states: Operand, streamCount: Operand, stream: Operand) {
    this.#code = code;
    this.#o = new RegisterArithmetic(code);
    this.#stride = code.operate("b", "mul.lo.u64", streamCount, String(WORD_BYTES));
    this.#state = code.operate("b", "mad.lo.u64", stream, String(WORD_BYTES), states);
    this.#fill();
    this.#index = code.operate("w", "mov.b32", "0");
  }

  /** Fills the state by Knuth's linear recurrence. */
  #fill(): void {
    const code = this.#code;
    const address = code.operate("b", "mov.b64", this.#state);
    const word = code.operate("w", "ld.global.u32", `[${address}+0]`);
    const index = code.operate("w", "mov.b32", "1");
    code.repeat(MT19937.stateSize - 1, () => {
      const upper = code.operate("w", "shr.u32", word, "30");
      const mixed = code.operate("w", "xor.b32", word, upper);
      code.write(`mad.lo.u32 ${word}, ${mixed}, ${MT19937.seedMultiplier}, ${index}`);
      code.write(`add.u32 ${index}, ${index}, 1`);
      code.write(`add.u64 ${address}, ${address}, ${this.#stride}`);
      code.write(`st.global.u32 [${address}+0], ${word}`);
    });
  }

  /** The next word of the twister. */
  #nextWord(): Operand {
    const code = this.#code;
    const here = this.#address(this.#index);
    const following = this.#after(1);
    const [word, next, middle] = [here, this.#address(following), this.#address(this.#after(MT19937.middle))]
      .map((address) => code.operate("w", "ld.global.u32", `[${address}+0]`));
    code.write(`mov.b32 ${this.#index}, ${following}`);
    const upper = code.operate("w", "and.b32", word, bits(MT19937.highestBit));
    const joined = code.operate(
      "w",
      "or.b32",
      upper,
      code.operate("w", "and.b32", next, bits(MT19937.lowerBits)),
    );
    const odd = code.operate("w", "and.b32", joined, "1");
    const halved = code.operate("w", "shr.u32", joined, "1");
    const mixed = code.operate("w", "xor.b32", middle, halved);
    const twist = code.operate("w", "mul.lo.u32", odd, bits(MT19937.twist));
    const twisted = code.operate("w", "xor.b32", mixed, twist);
    code.write(`st.global.u32 [${here}+0], ${twisted}`);
    return this.#tempered(twisted);
  }

  #tempered(word: Operand): Operand {
    const code = this.#code;
    const mixed = (shift: "shl.b32" | "shr.u32", count: number, from: Operand, mask?: number): Operand => {
      const shifted = code.operate("w", shift, from, String(count));
      const kept = mask === undefined ? shifted : code.operate("w", "and.b32", shifted, bits(mask));
      return code.operate("w", "xor.b32", from, kept);
    };
    const by7 = mixed("shl.b32", 7, mixed("shr.u32", 11, word), MT19937.temperedBy7);
    return mixed("shr.u32", 18, mixed("shl.b32", 15, by7, MT19937.temperedBy15));
  }

  /** The place so many words after the next one: after the last comes the first. */
  #after(count: number): Operand {
    const code = this.#code;
    const place = code.operate("w", "add.u32", this.#index, String(count));
    const isBeyond = code.operate("p", "setp.ge.u32", place, String(MT19937.stateSize));
    const wrapped = code.operate("w", "sub.u32", place, String(MT19937.stateSize));
    return code.operate("w", "selp.b32", wrapped, place, isBeyond);
  }

  #address(place: Operand): Operand {
    const wide = this.#code.operate("b", "cvt.u64.u32", place);
    return this.#code.operate("b", "mad.lo.u64", wide, this.#stride, this.#state);
  }

  /** A number in [0, 1), as `RandomState.randomSample`. */
  sample(): Operand {
    const [code, o] = [this.#code, this.#o];
    const [upper, lower] = [5, 6].map((shift) => {
      const word = code.operate("w", "shr.u32", this.#nextWord(), String(shift));
      return code.operate("d", "cvt.rn.f64.u32", word);
    });
    const sum = o.add(o.multiply(upper, o.constant(67108864)), lower);
    return o.divide(sum, o.constant(9007199254740992));
  }

  /** Two normal numbers of mean 0 and standard deviation 1, in the order in which `RandomState` gives them. */
  normals(): readonly [Operand, Operand] {
    const [code, o] = [this.#code, this.#o];
    const again = code.label();
    code.mark(again);
    const [x1, x2] = [1, 2].map(() => o.subtract(o.multiply(o.constant(2), this.sample()), o.constant(1)));
    const r2 = o.add(o.multiply(x1, x1), o.multiply(x2, x2));
    code.jumpIf(code.operate("p", "setp.ge.f64", r2, exactly(1)), again);
    code.jumpIf(code.operate("p", "setp.eq.f64", r2, exactly(0)), again);
    const factor = o.squareRoot(o.divide(o.multiply(o.constant(-2), logOf(code, r2)), r2));
    return [o.multiply(factor, x2), o.multiply(factor, x1)];
  }
}
