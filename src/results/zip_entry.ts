// The bytes of one entry of a zip file, stored or deflated.
// What must not change: no entry gives more bytes than it says, and what its checksum denies is not read.

import type { Read } from "../experiment/source/problem.ts";
import { crc32 } from "./crc32.ts";
import { inflated } from "./deflate.ts";
import type { ReadAt, ZipEntry } from "./zip_directory.ts";
import { HEADER_BYTES, HEADER_MARK } from "./zip_format.ts";

/** The most that a byte of deflated data can become. */
const MOST_DEFLATED = 1032;
const [STORED, DEFLATED] = [0, 8];

/** Why nobody can say here what an entry holds, damaged or not; null where it can be unpacked. */
export function whyNotUnpacked({ method, isEncrypted }: ZipEntry): string | null {
  if (isEncrypted) return "it is encrypted";
  return method === STORED || method === DEFLATED
    ? null
    : `it is packed by method ${method}: stored (0) and deflated (8) are read`;
}

/** The bytes of an entry, or why it has none. What is read is read before the first wait. */
export async function entryBytes(entry: ZipEntry, readAt: ReadAt): Promise<Read<Uint8Array, string>> {
  const { method, sizeBytes, packedBytes } = entry;
  const refusal = whyNotUnpacked(entry);
  if (refusal !== null) return { problems: [refusal] };
  const isPossible = method === STORED ? packedBytes === sizeBytes : sizeBytes <= packedBytes * MOST_DEFLATED;
  const packed = isPossible ? packedBytesOf(entry, readAt) : null;
  if (packed === null) return { problems: ["its size or its name is not what the zip file says"] };
  const bytes = method === STORED ? packed : await inflated(packed, sizeBytes);
  if (bytes === null) {
    return { problems: ["its packed bytes are damaged, or give more than the zip file says"] };
  }
  if (bytes.length !== sizeBytes) return { problems: ["its size is not what the zip file says"] };
  return crc32(bytes) === entry.crc32
    ? { ok: bytes }
    : { problems: ["its checksum is not that in the zip file"] };
}

/** The packed bytes of an entry; null where its own header denies what the list says. */
function packedBytesOf(
  { start, end, packedBytes, rawName }: ZipEntry,
  readAt: ReadAt,
): Uint8Array<ArrayBuffer> | null {
  const bytes = readAt(start, HEADER_BYTES + rawName.length);
  if (bytes.length < HEADER_BYTES + rawName.length) return null;
  const header = new DataView(bytes.buffer, bytes.byteOffset);
  // Whoever unpacks it from its beginning goes by this name.
  const isNamedAlike = header.getUint16(26, true) === rawName.length &&
    rawName.every((byte, index) => bytes[HEADER_BYTES + index] === byte);
  if (header.getUint32(0, true) !== HEADER_MARK || !isNamedAlike) return null;
  const at = start + HEADER_BYTES + rawName.length + header.getUint16(28, true);
  return at + packedBytes > end ? null : readAt(at, packedBytes);
}
