// "Did you mean": the known word that is nearest to what was typed.
// What must not change: it only ever offers words that would be accepted.

import leven from "npm:leven@4.1.0";

/**
 * The candidate nearest to a word, if it is near enough to be what was meant.
 *
 * @param candidates the words that would have been right.
 * @returns undefined where none differs in at most a third of its letters.
 *
 * @example
 * ```ts
 * if (nearestWord("lerning_rate", ["epochs", "learning_rate"]) !== "learning_rate") throw new Error("wrong");
 * if (nearestWord("colour", ["epochs", "learning_rate"]) !== undefined) throw new Error("wrong");
 * ```
 */
export function nearestWord(word: string, candidates: readonly string[]): string | undefined {
  let nearest: string | undefined;
  let nearestDistance = Infinity;
  for (const candidate of candidates) {
    const limit = Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 3));
    const distance = leven(word.toLowerCase(), candidate.toLowerCase(), { maxDistance: limit + 1 });
    if (distance <= limit && distance < nearestDistance) [nearest, nearestDistance] = [candidate, distance];
  }
  return nearest;
}

/** A hint that offers the nearest candidate, else all of them where they are few; undefined for none. */
export function suggestion(word: string, candidates: readonly string[]): string | undefined {
  const nearest = nearestWord(word, candidates);
  if (nearest !== undefined) return `did you mean ${nearest}?`;
  return candidates.length > 0 && candidates.length <= 12
    ? `known here: ${candidates.join(", ")}`
    : undefined;
}
