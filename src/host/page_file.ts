// Writes a page where the user wants it: whole or not at all, and over nothing that is not a page of this program.
// Why pages have a mark: a slip of the finger, `--html data.csv`, must not cost anyone a file.

import { entryAt } from "./disk.ts";
import { writeWhole } from "./whole_file.ts";
import { inWorld } from "./world_error.ts";

/** Every page of this program has this near its beginning. */
const MARK = '<meta name="generator" content="Seedbed"/>';

/**
 * Whether a path may be written without asking: nothing is there, or a page of this program.
 *
 * @throws WorldError where it cannot be read.
 */
export function isFreeForPage(path: string): boolean {
  const kind = entryAt(path);
  if (kind !== "file") return kind === null;
  return inWorld(`read ${path}`, () => {
    const file = Deno.openSync(path, { read: true });
    try {
      const beginning = new Uint8Array(1024);
      const count = file.readSync(beginning) ?? 0;
      return new TextDecoder().decode(beginning.subarray(0, count)).includes(MARK);
    } finally {
      file.close();
    }
  });
}

/** Writes a page, over one that is there. */
export function writePage(path: string, text: string): void {
  writeWhole(path, new TextEncoder().encode(text));
}
