// Writes one file where the user wants it: aside first, then renamed.
// What must not change: no reader sees half of it, and a writer that fails leaves nothing behind.

import { exists } from "./disk.ts";
import { removeQuietly } from "./leftovers.ts";
import { inWorld, WorldError } from "./world_error.ts";

/**
 * Writes a file, over one that is there.
 *
 * @throws WorldError where it cannot be written.
 */
export function writeWhole(path: string, bytes: Uint8Array): void {
  const partial = `${path}.partial-${crypto.randomUUID()}`;
  inWorld(`write ${path}`, () => {
    try {
      Deno.writeFileSync(partial, bytes, { createNew: true });
      Deno.renameSync(partial, path);
    } catch (error) {
      removeQuietly(partial);
      throw error;
    }
  });
}

/** Refuses a path whose folder is not there, of which the system would say that the file is not there. */
export function requireFolderOf(path: string): void {
  const folder = path.replace(/[/\\]?[^/\\]*$/, "");
  if (folder !== "" && !exists(folder)) {
    throw new WorldError(`cannot write ${path}: there is no folder ${folder}, so make it first`);
  }
}

/** Refuses a path where something is already, or whose folder is not there. @param wayOut what to do where something is. */
export function requireFree(path: string, wayOut: string): void {
  if (exists(path)) {
    throw new WorldError(`${path} exists and was not changed: ${wayOut}, or remove it first`);
  }
  requireFolderOf(path);
}
