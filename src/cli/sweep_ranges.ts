// Ranges of parts and of trials as people read them.
// What must not change: both are counted from 1, as shards are, and trials as in `trials.csv`; that files of parts and JSON
// count parts from 0 is the programs' affair.

/**
 * A range in words: `trials 1 to 512`, `part 3`.
 *
 * @param range `[from, to)`, counted from 0, not empty.
 */
export function wordsOfRange(
  noun: string,
  { from, to }: { readonly from: number; readonly to: number },
): string {
  return to - from === 1 ? `${noun} ${from + 1}` : `${noun}s ${from + 1} to ${to}`;
}
