// The order in which people expect names with numbers: seed-7 before seed-42.
// Why not `localeCompare`: it differs between machines.

/**
 * Compares two texts for `sort`, runs of digits by the numbers that they write.
 *
 * @example
 * ```ts
 * if (["seed-42", "seed-7"].sort(compareNaturally).join() !== "seed-7,seed-42") throw new Error("wrong");
 * ```
 */
export function compareNaturally(left: string, right: string): number {
  const [a, b] = [left, right].map((text) => text.match(/\d+|\D+/g) ?? []);
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const areNumbers = /^\d/.test(a[at]) && /^\d/.test(b[at]);
    if (areNumbers && Number(a[at]) !== Number(b[at])) return Number(a[at]) - Number(b[at]);
    if (a[at] !== b[at]) return a[at] < b[at] ? -1 : 1;
  }
  return a.length - b.length;
}
