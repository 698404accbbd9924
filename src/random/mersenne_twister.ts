// The Mersenne Twister MT19937, seeded from one integer as NumPy's RandomState and C++'s std::mt19937 are.
// Source: M. Matsumoto, T. Nishimura, ACM Transactions on Modeling and Computer Simulation 8 (1998) 3-30.
// Why the state is filled and renewed as words are drawn: it gives the same words as doing all 624 at once, and the few
// words that a small network's starting parameters need are cheap.

const STATE_SIZE = 624;
const MIDDLE = 397;
const HIGHEST_BIT = 0x80000000;
const LOWER_BITS = 0x7fffffff;
const TWIST = 0x9908b0df;
const SEED_MULTIPLIER = 1812433253;
/** How many words are filled beyond those that are needed now. */
const FILLED_AHEAD = 64;

/** A stream of 32-bit words, the same for the same seed. */
export class MersenneTwister {
  readonly #state = new Uint32Array(STATE_SIZE);
  /** How many words of the state are filled. */
  #filledCount = 0;
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
    if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
      throw new RangeError(`seed must be an integer from 0 to 4294967295: found ${seed}`);
    }
    this.#state[0] = seed;
    this.#filledCount = 1;
    this.#index = 0;
  }

  /** The next word, an integer in [0, 2^32 - 1]. */
  nextWord(): number {
    const state = this.#state;
    const i = this.#index;
    const next = i + 1 < STATE_SIZE ? i + 1 : 0;
    const middle = i + MIDDLE < STATE_SIZE ? i + MIDDLE : i + MIDDLE - STATE_SIZE;
    if (middle >= this.#filledCount) this.#fill(middle + FILLED_AHEAD);
    this.#index = next;

    const joined = (state[i] & HIGHEST_BIT) | (state[next] & LOWER_BITS);
    const word = state[middle] ^ (joined >>> 1) ^ ((joined & 1) === 0 ? 0 : TWIST);
    state[i] = word;
    return tempered(word);
  }

  /** Fills the state to so many words, by Knuth's linear recurrence. */
  #fill(wantedCount: number): void {
    const state = this.#state;
    const count = Math.min(wantedCount, STATE_SIZE);
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
  word ^= (word << 7) & 0x9d2c5680;
  word ^= (word << 15) & 0xefc60000;
  return (word ^ (word >>> 18)) >>> 0;
}
