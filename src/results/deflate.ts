// Packs bytes and unpacks them (RFC 1951, without a frame), by the streams that browsers and Deno have.
// What must not change: whatever is packed is unpacked to the same bytes; what would unpack to more than is asked for is
// given up as soon as it does. Packed bytes may differ from engine to engine, so nothing hashes them.

import { bytesOf } from "./file_content.ts";

/** Bytes in fewer bytes, mostly. */
export async function deflated(bytes: Uint8Array): Promise<Uint8Array> {
  const packed = await piped(bytes, new CompressionStream("deflate-raw"), Infinity);
  if (packed === null) throw new Error("assertion failed: bytes could not be packed");
  return packed;
}

/**
 * The bytes that were packed.
 *
 * @param mostBytes how many they may be.
 * @returns null for bytes that are not packed so, are cut short, go on after their end, or unpack to more.
 */
export async function inflated(packed: Uint8Array, mostBytes: number): Promise<Uint8Array | null> {
  return await piped(packed, new DecompressionStream("deflate-raw"), mostBytes);
}

async function piped(
  bytes: Uint8Array,
  through: CompressionStream | DecompressionStream,
  mostBytes: number,
): Promise<Uint8Array | null> {
  const writer = through.writable.getWriter();
  // What goes wrong is told by the reader as well.
  const written = writer.write(bytes as Uint8Array<ArrayBuffer>).then(() => writer.close()).catch(() => {});
  const reader = through.readable.getReader();
  const pieces: Uint8Array[] = [];
  let sizeBytes = 0;
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      sizeBytes += read.value.length;
      if (sizeBytes > mostBytes) {
        await reader.cancel();
        return null;
      }
      pieces.push(read.value);
    }
    await written;
  } catch {
    return null;
  }
  return bytesOf(pieces);
}
