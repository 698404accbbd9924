// The text of a table's file that somebody picked or dropped.
// Why not `file.text()`: it takes all bytes for UTF-8, and spreadsheets write other encodings too.

import { anyTextOf } from "../experiment/source/data_text.ts";

/** @returns the text, or why there is none and what to do. */
export async function fileText(
  file: File,
): Promise<{ readonly text: string } | { readonly problem: string }> {
  const read = anyTextOf(new Uint8Array(await file.arrayBuffer()));
  if ("text" in read) return { text: read.text };
  return { problem: read.hint === undefined ? read.problem : `${read.problem}: ${read.hint}` };
}
