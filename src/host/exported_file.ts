// Writes a file that the user takes away, and reads one back to be checked.
// What must not change: nothing that is there when it begins is overwritten, and a file is there whole or not at all.

import { areSameBytes } from "../results/file_content.ts";
import { exists, openFile, readBytes } from "./disk.ts";
import { writeWhole } from "./whole_file.ts";
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
  if (exists(path)) {
    const found = readExport(path);
    if (areSameBytes(found, bytes)) return false;
    throw new WorldError(
      `${path} exists and was not changed: take another name with -o, or remove it first`,
    );
  }
  const folder = path.replace(/[/\\]?[^/\\]*$/, "");
  if (folder !== "" && !exists(folder)) {
    throw new WorldError(`cannot write ${path}: there is no folder ${folder}, so make it first`);
  }
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
