// The text of a table's file that somebody picked or dropped, in whatever encoding a spreadsheet wrote it.

import { anyTextOf } from "../experiment/source/data_text.ts";

/** @returns the text, or why there is none and what to do. */
export async function fileText(
  file: File,
): Promise<{ readonly text: string } | { readonly problem: string }> {
  const read = anyTextOf(new Uint8Array(await file.arrayBuffer()));
  if ("text" in read) return { text: read.text };
  return { problem: read.hint === undefined ? read.problem : `${read.problem}: ${read.hint}` };
}
