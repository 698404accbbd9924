// "Did you mean": the known word that is nearest to what was typed.
// Why our own distance: two letters that changed places are one slip of the fingers, not two.

import { bothExactly, inForeignQuotes, lookAlike, withoutQuotesHint } from "./look_alike.ts";
import { clip } from "./visible_text.ts";

/**
 * The candidate nearest to a word, if it is near enough to be what was meant.
 *
 * @param candidates the words that would have been right.
 * @returns undefined where all differ in more than a third of their letters; upper and lower case are the same, and the ending of
 * two files says nothing of their names.
 */
export function nearestWord(written: string, candidates: readonly string[]): string | undefined {
  const word = inForeignQuotes(written) ?? written;
  let nearest: string | undefined;
  let nearestDistance = Infinity;
  for (const candidate of candidates) {
    const length = Math.max(word.length, candidate.length) - commonEnding(word, candidate).length;
    const limit = length < 3 ? 0 : Math.max(1, Math.floor(length / 3));
    if (Math.abs(word.length - candidate.length) > limit) continue;
    const distance = slipsBetween(word.toLowerCase(), candidate.toLowerCase());
    if (distance <= limit && distance < nearestDistance) [nearest, nearestDistance] = [candidate, distance];
  }
  return nearest;
}

/** What two words have behind the last point, with it: `.csv`; empty where it is not the same. */
function commonEnding(word: string, candidate: string): string {
  const [ending = ""] = /\.\w+$/.exec(word) ?? [];
  return candidate.toLowerCase().endsWith(ending.toLowerCase()) ? ending : "";
}

/** A hint that offers the nearest candidate; undefined where none is near. */
export function nearHint(word: string, candidates: readonly string[]): string | undefined {
  const quoted = inForeignQuotes(word);
  if (quoted !== undefined && candidates.includes(quoted)) return withoutQuotesHint(quoted);
  const twin = candidates.find((candidate) => lookAlike(candidate, word));
  if (twin !== undefined) return `they look alike: ${bothExactly(word, twin).join(" is not ")}`;
  const nearest = nearestWord(word, candidates);
  return nearest === undefined ? undefined : `did you mean ${clip(nearest)}?`;
}

/** So many candidates are few: all settings of a section can be offered. */
const FEW = 24;

/** Whether all of them can be offered. */
export function areFew(candidates: readonly unknown[]): boolean {
  return candidates.length <= FEW;
}

/** A hint that offers the nearest candidate, or all of them where none is near and there are few. */
export function suggestion(word: string, candidates: readonly string[]): string | undefined {
  const near = nearHint(word, candidates);
  if (near !== undefined) return near;
  return candidates.length > 0 && areFew(candidates)
    ? `known here: ${candidates.map(clip).join(", ")}`
    : undefined;
}

/** How many letters must be added, left out, changed, or swapped with their neighbour to turn one word into another. */
function slipsBetween(from: string, to: string): number {
  let before: number[] = [];
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const here = [row];
    for (let column = 1; column <= to.length; column++) {
      const change = above[column - 1] + (from[row - 1] === to[column - 1] ? 0 : 1);
      here[column] = Math.min(change, above[column] + 1, here[column - 1] + 1);
      const isSwap = row > 1 && column > 1 && from[row - 1] === to[column - 2] &&
        from[row - 2] === to[column - 1];
      if (isSwap) here[column] = Math.min(here[column], before[column - 2] + 1);
    }
    [before, above] = [above, here];
  }
  return above[to.length];
}
