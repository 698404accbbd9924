// Writes a file that the user takes away, and reads one back to be checked.
// What must not change: nothing that is there when it begins is overwritten, and a file is there whole or not at all.

import { areSameBytes } from "../results/file_content.ts";
import { exists, openFile, readBytes } from "./disk.ts";
import { requireFree, writeWhole } from "./whole_file.ts";
import { inWorld, WorldError } from "./world_error.ts";

/** Larger than any export: a million parameters as text. */
const LIMIT_BYTES = 256 * 1024 * 1024;

/**
 * Writes a file.
 *
 * @returns false where a file with the same bytes is there already.
 * @throws WorldError where something else is there, and where its folder is not.
 */
export function writeExport(path: string, bytes: Uint8Array): boolean {
  if (exists(path) && areSameBytes(readExport(path), bytes)) return false;
  requireFree(path, "take another name with -o");
  writeWhole(path, bytes);
  return true;
}

/**
 * A file that is to be checked.
 *
 * @throws WorldError where it is not there, no regular file, or larger than any export.
 */
export function readExport(path: string): Uint8Array {
  const opened = openFile(path);
  if ("problems" in opened) throw new WorldError(`cannot read ${path}: ${opened.problems[0]}`);
  const { file, sizeBytes } = opened.ok;
  try {
    if (sizeBytes > LIMIT_BYTES) {
      throw new WorldError(`cannot read ${path}: it has ${sizeBytes} bytes, more than any export`);
    }
    return inWorld(`read ${path}`, () => readBytes(file, sizeBytes));
  } finally {
    file.close();
  }
}
