// Numbers for the frozen experiments: a small generator in 32-bit integers, so that they are the same everywhere.
// What must not change: the constants and what each method draws, or every frozen experiment becomes another one.

/** Draws numbers one after another; the same stream gives the same numbers. */
export class Draws {
  #state: number;

  /**
   * Begins a stream.
   *
   * @param stream any integer.
   */
  constructor(stream: number) {
    this.#state = Math.imul(stream, 0x632be5ab);
  }

  /** An integer in [0, 2^32 - 1]: one step of splitmix32. */
  next(): number {
    this.#state = (this.#state + 0x9e3779b9) | 0;
    let z = this.#state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  }

  /** An integer in [first, last], both below 2^53. */
  between(first: number, last: number): number {
    return first + this.next() % (last - first + 1);
  }

  /** Whether one of `count` equally likely cases came. */
  isOneIn(count: number): boolean {
    return this.between(1, count) === 1;
  }

  /** One of the items. */
  oneOf<Item>(items: readonly Item[]): Item {
    return items[this.between(0, items.length - 1)];
  }

  /** `count` items, each made by `draw`. */
  list<Item>(count: number, draw: (index: number) => Item): Item[] {
    return Array.from({ length: count }, (_, index) => draw(index));
  }

  /** A number in [-2, 2]: every other time with three decimals, else with all the digits that a double can show. */
  number(): number {
    return this.isOneIn(2) ? this.between(-2000, 2000) / 1000 : (this.next() - 2147483648) / 1073741824;
  }

  /** Any finite double: all powers of two are equally likely. */
  double(): number {
    const words = new Uint32Array([this.next(), this.next()]);
    const exponent = (words[1] >>> 20) & 0x7ff;
    if (exponent === 0x7ff) words[1] ^= 0x400 << 20; // neither Infinity nor NaN
    return new Float64Array(words.buffer)[0];
  }
}
