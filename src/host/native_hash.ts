// SHA-256 by the engine: in threads of its own, and ready when the program starts.
// Why beside results/hashed_files.ts: that one runs anywhere and at once, but takes ten times as long, and longer still
// in a process that has just started.

import { bytesOf, type FileContent, piecesOf, sizeBytes } from "../results/file_content.ts";

/** Larger contents are hashed piece by piece: Web Crypto wants them whole, twice in memory. */
const WHOLE_BYTES = 16_000_000;

/** The SHA-256 of bytes, 32 bytes. */
export async function nativeDigestOf(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>));
}

/** The SHA-256 of a file's content, as 64 hex digits. */
export async function nativeHashOf(content: FileContent): Promise<string> {
  if (sizeBytes(content) <= WHOLE_BYTES) return (await nativeDigestOf(bytesOf(content))).toHex();
  // Loaded only here: it takes longer than a small sweep's whole end.
  const { createHash } = await import("node:crypto");
  const hash = createHash("sha256");
  for (const piece of piecesOf(content)) hash.update(piece);
  return hash.digest("hex");
}
