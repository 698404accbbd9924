// Alt and an arrow key move the number at the caret; with Shift by ten.
// Why Alt: it is what most editors use for lines, and here lines seldom move while numbers always do.

import type { TextEdit } from "../play/document.ts";
import { scrubEdit } from "../play/scrub.ts";

/** The edit that a key is for; null where it is for something else. */
export function scrubKey(
  event: Pick<KeyboardEvent, "key" | "altKey" | "shiftKey" | "ctrlKey" | "metaKey">,
  text: string,
  offset: number,
): TextEdit | null {
  const way = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
  if (way === 0 || !event.altKey || event.ctrlKey || event.metaKey) return null;
  return scrubEdit(text, offset, way * (event.shiftKey ? 10 : 1));
}
