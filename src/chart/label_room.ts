// How labels make room for each other.
// Why: labels stand beside what they name instead of in a legend, and curves often end close together.

/** A label along one direction: where it wants its middle to be, and how much room it takes. */
export interface Wish {
  /** Where its middle wants to be. */
  readonly middle: number;
  /** How much room it takes. */
  readonly size: number;
}

/**
 * Middles without overlap, in the order of the wishes, with the least sum of squared moves, then kept between the ends.
 *
 * Once the sizes before each label are taken away this is isotonic regression, solved by pooling adjacent violators.
 *
 * @param wishes in any order; labels that want the same position keep the order in which they are given.
 * @param from, to the ends; if the labels need more room than that, they run over the end.
 *
 * @example Two labels that want the same position share the move
 * ```ts
 * const middles = spread([{ middle: 50, size: 10 }, { middle: 50, size: 10 }], 0, 100);
 * if (middles.join() !== "45,55") throw new Error("wrong");
 * ```
 */
export function spread(wishes: readonly Wish[], from: number, to: number): readonly number[] {
  const order = wishes.map((_, index) => index).sort((a, b) => wishes[a].middle - wishes[b].middle || a - b);
  const pools: { start: number; count: number }[] = [];
  const before: number[] = [];
  let total = 0;
  for (const index of order) {
    const { middle, size } = wishes[index];
    before.push(total);
    let pool = { start: middle - size / 2 - total, count: 1 };
    total += size;
    while (pools.length > 0 && pools[pools.length - 1].start > pool.start) {
      const previous = pools[pools.length - 1];
      const count = previous.count + pool.count;
      pool = { start: (previous.start * previous.count + pool.start * pool.count) / count, count };
      pools.pop();
    }
    pools.push(pool);
  }
  const latest = Math.max(from, to - total);
  const starts = pools.flatMap(({ start, count }) =>
    new Array<number>(count).fill(Math.max(from, Math.min(latest, start)))
  );
  const middles = new Array<number>(wishes.length);
  order.forEach((index, rank) => {
    middles[index] = starts[rank] + before[rank] + wishes[index].size / 2;
  });
  return middles;
}
