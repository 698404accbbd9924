// Notes on a result, as a list in its report.
// Why one place: those of a run and of a sweep read alike.

import type { Block, Words } from "../document/page.ts";
import type { Note } from "../experiment/note.ts";

/** The notes one by one, each with its way out; nothing where there are none. */
export function noteBlocks(notes: readonly Note[]): readonly Block[] {
  if (notes.length === 0) return [];
  const items = notes.map(({ message, hint }): Words => [{ strong: "Note" }, ` ${message}: ${hint}.`]);
  return [{ kind: "list", items }];
}
