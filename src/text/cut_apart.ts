// Texts that are cut to fit beside each other and still tell what they name apart.
// Why no table cuts so unasked: the names of results need it, and the page, which has tables of other things, need not load it.

import { withoutLastJoiner } from "./visible_text.ts";
import { cellCount, shortened } from "./width.ts";

/**
 * Texts cut to so many cells: at their ends, or in the middle where two that differ would look the same.
 *
 * @returns a text for each, of which as many differ as a cut at one place can leave different.
 */
export function shortenedApart(texts: readonly string[], room: number): readonly string[] {
  const wantedCount = new Set(texts).size;
  let best = texts.map((text) => shortened(text, room, cellCount));
  let bestCount = new Set(best).size;
  const half = (room + 1) >> 1;
  // Near the middle first: the beginning says whose a thing is, and the end which.
  for (let off = 0; off <= half && bestCount < wantedCount; off++) {
    for (const headRoom of [half - off, half + off]) {
      const cut = texts.map((text) => shortenedInside(text, room, headRoom));
      const count = new Set(cut).size;
      if (count > bestCount) [best, bestCount] = [cut, count];
    }
  }
  return best;
}

/**
 * A text with an ellipsis in the place of what lies between its beginning and its end.
 *
 * @param headRoom cells for the beginning and the ellipsis.
 */
function shortenedInside(text: string, room: number, headRoom: number): string {
  if (cellCount(text) <= room) return text;
  const characters = [...text];
  let [head, tail, used] = ["", "", 1];
  for (const character of characters) {
    if (used + cellCount(character) > Math.min(headRoom, room)) break;
    head += character;
    used += cellCount(character);
  }
  for (const character of characters.reverse()) {
    if (used + cellCount(character) > room) break;
    tail = character + tail;
    used += cellCount(character);
  }
  return `${withoutLastJoiner(head).trimEnd()}…${withoutFirstUnset(tail)}`;
}

/** An end without blanks and without what would be set on the ellipsis, since the character that had it is gone. */
function withoutFirstUnset(end: string): string {
  const characters = [...end];
  const from = characters.findIndex((character) => cellCount(character) > 0 && character !== " ");
  return from < 0 ? "" : characters.slice(from).join("");
}
