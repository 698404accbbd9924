// Into which bars a histogram sorts whole numbers that lie on a grid, such as the epochs at which a training looks at its loss.
// Why not between round values: bars that hold now one step of the grid and now two, or none, look like a comb.

/** Widths of bars, in steps of the grid, up to ten of them; then ten times as many, and so on. */
const NICE = [1, 2, 5] as const;

/**
 * The edges of bars of which each holds as many steps of the grid; null where the values are not all whole, or all the same.
 *
 * @param sorted rising.
 * @param mostBars how many there are at most.
 * @returns rising, at least two; a bar holds its lower edge and not its upper one.
 *
 * @example Losses were looked at after every 70 epochs
 * ```ts
 * import { wholeEdges } from "./whole_edges.ts";
 * if (wholeEdges([140, 210, 210, 350], 20)!.join() !== "140,210,280,350,420") throw new Error("wrong");
 * ```
 */
export function wholeEdges(sorted: ArrayLike<number>, mostBars: number): readonly number[] | null {
  const values = distinctWhole(sorted);
  if (values === null || values.length < 2) return null;
  const [min, max] = [values[0], values[values.length - 1]];
  const step = stepOf(values);
  const offset = ((min % step) + step) % step;
  for (let tens = 1;; tens *= 10) {
    for (const steps of NICE) {
      const width = step * steps * tens;
      const first = Math.floor((min - offset) / width) * width + offset;
      const count = Math.floor((max - first) / width) + 1;
      if (count > mostBars) continue;
      return Array.from({ length: count + 1 }, (_, index) => first + index * width);
    }
  }
}

/** The step of the grid. The greatest value may lie off it: a training that is not stopped ends where its epochs do. */
function stepOf(values: readonly number[]): number {
  const step = commonStep(values);
  return step > 1 || values.length < 3 ? step : commonStep(values.slice(0, -1));
}

/** Of what all values are multiples; where that is 1, of what their differences are. */
function commonStep(values: readonly number[]): number {
  const divisor = values.reduce(greatestDivisor, 0);
  return divisor > 1 ? divisor : values.map((value) => value - values[0]).reduce(greatestDivisor, 0);
}

function greatestDivisor(a: number, b: number): number {
  let [larger, smaller] = [Math.abs(a), Math.abs(b)];
  while (smaller > 0) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}

/** Each value once; null where one is not whole. */
function distinctWhole(sorted: ArrayLike<number>): readonly number[] | null {
  const values: number[] = [];
  for (let index = 0; index < sorted.length; index++) {
    if (!Number.isSafeInteger(sorted[index])) return null;
    if (sorted[index] !== values[values.length - 1]) values.push(sorted[index]);
  }
  return values;
}
