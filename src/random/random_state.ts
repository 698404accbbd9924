// Draws numbers exactly as NumPy's legacy RandomState does.
// Why: a seed must give the weights that np.random.seed gives, so that a run can be checked against NumPy.
// Source: numpy/random, _mt19937.pyx, mtrand.pyx and legacy-distributions.c. Only the logarithm differs: here it is
// correctly rounded, which equals NumPy on x86-64 Linux for all seeds from 0 to 1770.
import { log } from "../numeric/log.ts";
import { requireAtLeast0, requireInteger, requireNumber } from "../numeric/required_numbers.ts";
import { MersenneTwister } from "./mersenne_twister.ts";

/**
 * NumPy's legacy stream of random numbers.
 *
 * @example np.random.seed(42) and np.random.normal()
 * ```ts
 * import { RandomState } from "@seedbed/seedbed";
 * if (new RandomState(42).normal() !== 0.4967141530112327) throw new Error("wrong");
 * ```
 */
export class RandomState {
  readonly #twister: MersenneTwister;
  /** The second normal number of a pair, kept for the next call; other draws in between do not change it. */
  #keptNormal: number | undefined;

  /**
   * The stream that np.random.seed(seed) starts.
   *
   * @param seed an integer in [0, 2^32 - 1].
   * @throws RangeError for anything else.
   */
  constructor(seed: number) {
    this.#twister = new MersenneTwister(seed);
  }

  /**
   * Restarts the stream, as seed(seed); the kept normal number is dropped as well.
   *
   * @param seed an integer in [0, 2^32 - 1].
   * @throws RangeError for anything else.
   */
  seed(seed: number): void {
    this.#twister.seed(seed);
    this.#keptNormal = undefined;
  }

  /** A number in [0, 1), a multiple of 2^-53 made of two words, as random_sample(). */
  randomSample(): number {
    const upper27Bits = this.#twister.nextWord() >>> 5;
    const lower26Bits = this.#twister.nextWord() >>> 6;
    return (upper27Bits * 67108864 + lower26Bits) / 9007199254740992;
  }

  /**
   * A number in [low, high), as uniform(low, high): rounding may give high itself. NaN or infinite where high - low is.
   *
   * @throws TypeError where one of them is no number.
   */
  uniform(low: number, high: number): number {
    requireNumber("low", low);
    requireNumber("high", high);
    return low + (high - low) * this.randomSample();
  }

  /**
   * A normally distributed number, as normal(loc, scale).
   *
   * Marsaglia's polar method: a point drawn evenly from the unit disc gives two independent numbers.
   *
   * @param loc the mean.
   * @param scale the standard deviation, at least 0.
   * @throws RangeError for another scale, TypeError for a loc that is no number.
   */
  normal(loc = 0, scale = 1): number {
    requireNumber("loc", loc);
    requireAtLeast0("scale", scale);
    return loc + scale * this.#standardNormal();
  }

  /** Puts the items in random order, in place, as shuffle(items). */
  shuffle<Item>(items: { readonly length: number; [index: number]: Item }): void {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.#integerUpTo(i);
      const item = items[i];
      items[i] = items[j];
      items[j] = item;
    }
  }

  /**
   * The integers from 0 to n - 1 in random order, as permutation(n).
   *
   * @throws RangeError unless n is an integer of at least 0.
   */
  permutation(n: number): number[] {
    requireInteger("n", n, 0);
    const items = Array.from({ length: n }, (_, index) => index);
    this.shuffle(items);
    return items;
  }

  #standardNormal(): number {
    if (this.#keptNormal !== undefined) {
      const kept = this.#keptNormal;
      this.#keptNormal = undefined;
      return kept;
    }
    let x1: number;
    let x2: number;
    let r2: number;
    do {
      x1 = 2 * this.randomSample() - 1;
      x2 = 2 * this.randomSample() - 1;
      r2 = x1 * x1 + x2 * x2;
    } while (r2 >= 1 || r2 === 0);
    const factor = Math.sqrt(-2 * log(r2) / r2);
    this.#keptNormal = factor * x1;
    return factor * x2;
  }

  /** An integer in [0, max]: words are cut to the bits of max until one is at most max. */
  #integerUpTo(max: number): number {
    const mask = 0xffffffff >>> Math.clz32(max);
    let integer;
    do integer = (this.#twister.nextWord() & mask) >>> 0; while (integer > max);
    return integer;
  }
}
