// Ranges of parts and of trials as people read them.
// What must not change: parts are counted from 0, as their files are, and trials from 1, as in `trials.csv`.

/**
 * A range in words: `trials 1 to 512`, `part 3`.
 *
 * @param range `[from, to)`, counted from 0, not empty.
 * @param first what the first of all is called: 0 or 1.
 */
export function wordsOfRange(
  noun: string,
  { from, to }: { readonly from: number; readonly to: number },
  first: 0 | 1,
): string {
  return to - from === 1 ? `${noun} ${from + first}` : `${noun}s ${from + first} to ${to - 1 + first}`;
}
