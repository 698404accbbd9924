// The Mersenne Twister MT19937, seeded from one integer as NumPy's RandomState and C++'s std::mt19937 are.
// Source: M. Matsumoto, T. Nishimura, ACM Transactions on Modeling and Computer Simulation 8 (1998) 3-30.
// Why the state is filled and renewed as words are drawn: it gives the same words as doing all 624 at once, and the few
// words that a small network's starting parameters need are cheap.

import { shown } from "../numeric/required_numbers.ts";

const STATE_SIZE = 624;
const MIDDLE = 397;
const HIGHEST_BIT = 0x80000000;
const LOWER_BITS = 0x7fffffff;
const TWIST = 0x9908b0df;
const SEED_MULTIPLIER = 1812433253;
const TEMPERED_BY_7 = 0x9d2c5680;
const TEMPERED_BY_15 = 0xefc60000;
/** Seeds are integers from 0 to this. */
export const LARGEST_SEED = 0xffffffff;
/** How many words are renewed at once: enough for the starting parameters of a small network. */
const RENEWED_AT_ONCE = 48;

/** A stream of 32-bit words, the same for the same seed. */
export class MersenneTwister {
  readonly #state = new Int32Array(STATE_SIZE);
  /** How many words of the state are filled. */
  #filledCount = 0;
  /** Words up to here are renewed and not drawn yet. */
  #renewedEnd = 0;
  #index = 0;

  /** @param seed as for {@linkcode MersenneTwister.seed}. */
  constructor(seed: number) {
    this.seed(seed);
  }

  /**
   * Restarts the stream.
   *
   * @param seed an integer in [0, 2^32 - 1].
   * @throws RangeError for anything else.
   */
  seed(seed: number): void {
    if (!Number.isInteger(seed) || seed < 0 || seed > LARGEST_SEED) {
      throw new RangeError(`seed must be an integer from 0 to ${LARGEST_SEED}: found ${shown(seed)}`);
    }
    this.#state[0] = seed;
    this.#filledCount = 1;
    this.#renewedEnd = 0;
    this.#index = 0;
  }

  /** The next word, an integer in [0, 2^32 - 1]. */
  nextWord(): number {
    if (this.#index === this.#renewedEnd) this.#renew();
    return tempered(this.#state[this.#index++]);
  }

  /** Renews the next words of the state, each from itself, the one after it and one far ahead. */
  #renew(): void {
    const from = this.#renewedEnd === STATE_SIZE ? 0 : this.#renewedEnd;
    const end = Math.min(from + RENEWED_AT_ONCE, STATE_SIZE);
    this.#fill(end + MIDDLE);
    const state = this.#state;
    for (let i = from; i < end; i++) {
      const next = i + 1 < STATE_SIZE ? i + 1 : 0;
      const middle = i + MIDDLE < STATE_SIZE ? i + MIDDLE : i + MIDDLE - STATE_SIZE;
      const joined = (state[i] & HIGHEST_BIT) | (state[next] & LOWER_BITS);
      state[i] = state[middle] ^ (joined >>> 1) ^ (-(joined & 1) & TWIST);
    }
    this.#index = from;
    this.#renewedEnd = end;
  }

  /** Fills the state to so many words, by Knuth's linear recurrence. */
  #fill(wantedCount: number): void {
    const state = this.#state;
    const count = Math.min(wantedCount, STATE_SIZE);
    if (this.#filledCount >= count) return;
    let word = state[this.#filledCount - 1];
    for (let i = this.#filledCount; i < count; i++) {
      word = (Math.imul(SEED_MULTIPLIER, word ^ (word >>> 30)) + i) | 0;
      state[i] = word;
    }
    this.#filledCount = count;
  }
}

/** Spreads the bits of a state word evenly. */
function tempered(word: number): number {
  word ^= word >>> 11;
  word ^= (word << 7) & TEMPERED_BY_7;
  word ^= (word << 15) & TEMPERED_BY_15;
  return (word ^ (word >>> 18)) >>> 0;
}

/** The numbers that make the twister, for whoever writes its code. */
export const MT19937 = {
  /** Words of the state. */
  stateSize: STATE_SIZE,
  /** How far ahead of a word the one stands that is mixed into it. */
  middle: MIDDLE,
  /** The bit of a word that is joined with the lower bits of the next. */
  highestBit: HIGHEST_BIT,
  lowerBits: LOWER_BITS,
  /** What is mixed into a word where the joined one is odd. */
  twist: TWIST,
  /** Each word of a new state is this times the one before, with its upper bits mixed in, plus its place. */
  seedMultiplier: SEED_MULTIPLIER,
  /** The bits that tempering may change after a shift by 7, and after one by 15. */
  temperedBy7: TEMPERED_BY_7,
  temperedBy15: TEMPERED_BY_15,
} as const;
