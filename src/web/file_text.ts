// The text of a file that somebody picked or dropped: a table, or an experiment.
// Why not `file.text()`: it takes all bytes for UTF-8, and spreadsheets write other encodings too.

import { anyTextOf, otherFileOf } from "../experiment/source/data_text.ts";
import { textOf } from "../results/stored_text.ts";

/** The text, or why there is none and what to do. */
export type FileText = { readonly text: string } | { readonly problem: string };

/** The text of a table, with what should be said of it where nothing in its bytes says their encoding; null for nothing. */
export type TableText = { readonly text: string; readonly said: string | null } | {
  readonly problem: string;
};

/** The bytes of a file; null where it cannot be read: it was changed or removed since it was taken. */
export async function fileBytes(file: File): Promise<Uint8Array | null> {
  return await file.arrayBuffer().then((buffer) => new Uint8Array(buffer), () => null);
}

/** The text of a table. */
export async function fileText(file: File): Promise<TableText> {
  const bytes = await fileBytes(file);
  if (bytes === null) return GONE;
  const read = anyTextOf(bytes);
  if ("text" in read) {
    const said = read.encoding === null
      ? null
      : `${file.name} is read as ${read.encoding}: if letters look wrong, save it as UTF-8`;
    return { text: read.text, said };
  }
  return { problem: read.hint === undefined ? read.problem : `${read.problem}: ${read.hint}` };
}

/** The text of an experiment, which is UTF-8 as on a terminal. */
export async function experimentText(file: File): Promise<FileText> {
  const bytes = await fileBytes(file);
  if (bytes === null) return GONE;
  const text = textOf(bytes);
  if (text !== null) return { text };
  return { problem: `${otherFileOf(bytes) ?? "it is not UTF-8 text"}: save it as UTF-8` };
}

const GONE = { problem: "it cannot be read: it was changed or removed; pick it again" } as const;
