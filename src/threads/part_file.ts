// A trained part as the bytes of a file: magic, SHA-256 of what follows, the part.
// Why here and not where files are written: the thread that trains a part hashes it too, while the others train.
// What must not change: a part is used again only if every byte is as it was written.

import { type KeptPart, partBytes, partOfBytes } from "../results/part_bytes.ts";
import type { SweepFrame } from "../sweep/grouped_trials.ts";

/** Another layout of parts needs another magic: then no part of an earlier program is used. */
const MAGIC = new TextEncoder().encode("seedbed-part-4\n\0");
const HASH_BYTES = 32;
const HEAD_BYTES = MAGIC.length + HASH_BYTES;

/**
 * A part as the bytes of a file.
 *
 * @param identity of the sweep, 32 bytes.
 */
export async function partFile(
  frame: SweepFrame,
  identity: Uint8Array,
  part: KeptPart,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = partBytes(frame, identity, part);
  const file = new Uint8Array(HEAD_BYTES + bytes.length);
  file.set(MAGIC);
  file.set(await digestOf(bytes), MAGIC.length);
  file.set(bytes, HEAD_BYTES);
  return file;
}

/** A part read back; null where the bytes are cut, changed, or not that part of that sweep. */
export async function partOfFile(
  frame: SweepFrame,
  identity: Uint8Array,
  part: number,
  file: Uint8Array<ArrayBuffer>,
): Promise<KeptPart | null> {
  if (!MAGIC.every((byte, index) => byte === file[index])) return null;
  const bytes = file.subarray(HEAD_BYTES);
  const hash = await digestOf(bytes);
  if (!hash.every((byte, index) => byte === file[MAGIC.length + index])) return null;
  return partOfBytes(frame, identity, part, bytes);
}

async function digestOf(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}
