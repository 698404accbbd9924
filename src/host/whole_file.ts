// Writes one file where the user wants it: aside first, then renamed.
// What must not change: no reader sees half of it, and a writer that fails leaves nothing behind.

import { removeQuietly } from "./leftovers.ts";
import { inWorld } from "./world_error.ts";

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
