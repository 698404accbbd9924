// Keeps the parts of a sweep under way on disk, and finds out which of them are whole.
// What must not change: a part is used again only if every byte is as it was written; whatever ended the last
// attempt, a part is there as a whole or is trained again.

import { nativeDigestOf } from "./native_hash.ts";
import { inWorld } from "./world_error.ts";

/** Another layout of parts needs another magic: then no part of an earlier program is used. */
const MAGIC = new TextEncoder().encode("seedbed-part-4\n\0");
const HASH_BYTES = 32;
const NEW = ".new";

/**
 * Writes a part: magic, SHA-256 of what follows, the part's bytes, which are gone afterwards.
 *
 * @throws WorldError where the disk or a permission forbids it.
 */
export async function keepPart(folder: string, part: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const file = new Uint8Array(MAGIC.length + HASH_BYTES + bytes.length);
  file.set(MAGIC);
  file.set(await nativeDigestOf(bytes), MAGIC.length);
  file.set(bytes, MAGIC.length + HASH_BYTES);
  const path = partPath(folder, part);
  inWorld(`keep part ${part}`, () => {
    Deno.writeFileSync(path + NEW, file);
    Deno.renameSync(path + NEW, path);
  });
  // Given back at once: many parts would fill much memory before they are collected.
  file.buffer.transfer(0);
  bytes.buffer.transfer(0);
}

/**
 * Reads a part.
 *
 * @returns null where the file is cut, changed or no part.
 */
export async function readPart(folder: string, part: number): Promise<Uint8Array | null> {
  const path = partPath(folder, part);
  const file = inWorld(`read ${path}`, () => Deno.readFileSync(path));
  if (!MAGIC.every((byte, index) => byte === file[index])) return null;
  const bytes = file.subarray(MAGIC.length + HASH_BYTES);
  const hash = await nativeDigestOf(bytes);
  return hash.every((byte, index) => byte === file[MAGIC.length + index]) ? bytes : null;
}

/** The parts that are there, by number. */
export function keptParts(folder: string): ReadonlySet<number> {
  const names = inWorld(`read ${folder}`, () => [...Deno.readDirSync(folder)].map(({ name }) => name));
  return new Set(names.filter((name) => /^part-\d{5,}$/.test(name)).map((name) => Number(name.slice(5))));
}

function partPath(folder: string, part: number): string {
  return `${folder}/part-${String(part).padStart(5, "0")}`;
}
