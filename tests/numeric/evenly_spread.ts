// Numbers that look random, the same at every run: what error bounds are checked at.

/** `count` numbers in [low, high), evenly spread by the golden ratio's multiples. */
export function evenlySpread(count: number, low: number, high: number): number[] {
  return Array.from({ length: count }, (_, index) => {
    const fraction = (index * 0.6180339887498949 + 0.37) % 1;
    return low + (high - low) * fraction;
  });
}
