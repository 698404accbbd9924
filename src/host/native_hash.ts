// SHA-256 by the engine: in threads of its own, and at full speed from the start.
// Why beside results/hashed_files.ts: that one runs anywhere and at once, but takes ten times as long, and longer still
// in a process that has just started.
// What must not change: both give the same hashes and the same files.

import { bytesOf, type FileContent, type FileMap, piecesOf, sizeBytes } from "../results/file_content.ts";
import { type FolderContents, withManifest } from "../results/manifest.ts";

/** Larger contents are hashed piece by piece: Web Crypto wants them whole, twice in memory. */
const WHOLE_BYTES = 16_000_000;

/** The SHA-256 of a file's content, as 64 hex digits. */
export async function nativeHashOf(content: FileContent): Promise<string> {
  if (sizeBytes(content) <= WHOLE_BYTES) {
    const digest = await crypto.subtle.digest("SHA-256", bytesOf(content) as Uint8Array<ArrayBuffer>);
    return new Uint8Array(digest).toHex();
  }
  // Loaded only here: it takes longer than all that a small sweep does at its end.
  const { createHash } = await import("node:crypto");
  const hash = createHash("sha256");
  for (const piece of piecesOf(content)) hash.update(piece);
  return hash.digest("hex");
}

/** The files of a folder with their manifest; each is hashed while the next is made. */
export async function nativelyHashedFiles(contents: FolderContents): Promise<FileMap> {
  const files = new Map<string, FileContent>();
  const hashes: Promise<readonly [name: string, hash: string]>[] = [];
  for (const [name, content] of contents.files) {
    files.set(name, content);
    hashes.push(nativeHashOf(content).then((hash) => [name, hash]));
  }
  return withManifest(contents, files, new Map(await Promise.all(hashes)));
}
