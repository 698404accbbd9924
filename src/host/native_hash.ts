// SHA-256 by the engine: in threads of its own, and at full speed from the start.
// Why beside results/hashed_files.ts: that one runs anywhere and at once, but takes ten times as long, and longer still
// in a process that has just started.
// What must not change: both give the same hashes and the same files.

import type { Hash } from "node:crypto";
import { bytesOf, type FileContent, type FileMap, piecesOf, sizeBytes } from "../results/file_content.ts";
import {
  type FolderContents,
  type ManifestEntry,
  manifestOf,
  ownSums,
  withSums,
} from "../results/manifest.ts";
import { SUMS_FILE } from "../results/sha256_sums.ts";
import { allBegun } from "./all_begun.ts";

/**
 * Larger contents are hashed piece by piece: Web Crypto wants them whole, twice in memory. To hash smaller ones whole takes
 * less than to load the hash for pieces.
 */
export const WHOLE_BYTES = 16_000_000;

/** A content that is small enough to be handled whole; null for one that is not, or that is made piece by piece. */
export function smallContent(content: FileContent): string | Uint8Array | null {
  const isAtHand = typeof content === "string" || content instanceof Uint8Array || Array.isArray(content);
  if (!isAtHand || sizeBytes(content) > WHOLE_BYTES) return null;
  return typeof content === "string" ? content : bytesOf(content);
}

/** The SHA-256 of a file's content, as 64 hex digits. */
export async function nativeHashOf(content: FileContent): Promise<string> {
  const small = smallContent(content);
  if (small !== null) {
    const digest = await crypto.subtle.digest("SHA-256", bytesOf(small) as Uint8Array<ArrayBuffer>);
    return new Uint8Array(digest).toHex();
  }
  const pieces = await HashedPieces.of(content);
  for (const _ of pieces);
  return pieces.hash();
}

/** The SHA-256 of a text, as a page's policy writes it. */
export async function nativeHashBase64(text: string): Promise<string> {
  return Uint8Array.fromHex(await nativeHashOf(text)).toBase64();
}

/** A content that is hashed while its pieces are used, once. */
export class HashedPieces implements Iterable<Uint8Array> {
  private constructor(readonly content: FileContent, readonly digest: Hash) {}

  /** Why it is waited for: only now is the hash loaded, which takes longer than all that a small sweep does at its end. */
  static async of(content: FileContent): Promise<HashedPieces> {
    const { createHash } = await import("node:crypto");
    return new HashedPieces(content, createHash("sha256"));
  }

  *[Symbol.iterator](): Generator<Uint8Array> {
    for (const piece of piecesOf(this.content)) {
      this.digest.update(piece);
      yield piece;
    }
  }

  /** The SHA-256 of the pieces so far, as 64 hex digits; nothing can be hashed afterwards. */
  hash(): string {
    return this.digest.digest("hex");
  }
}

/** The files of a folder with their sums and their manifest, which comes last; each is hashed while the next is made. */
export async function nativelyHashedFiles(contents: FolderContents): Promise<FileMap> {
  const files = new Map<string, FileContent>();
  const hashed = new Map(
    await allBegun(contents.files, async ([name, content]) => {
      files.set(name, content);
      return [name, await entryOf(content)] as const;
    }),
  );
  const sums = ownSums(contents, hashed);
  if (sums === null) return new Map([...files, ["manifest.json", manifestOf(contents, hashed)]]);
  const all = withSums(hashed, await entryOf(sums));
  return new Map([...files, [SUMS_FILE, sums], ["manifest.json", manifestOf(contents, all)]]);
}

/** What a manifest says of a content. */
export async function entryOf(content: FileContent): Promise<ManifestEntry> {
  const small = smallContent(content);
  if (small !== null) return { bytes: sizeBytes(small), sha256: await nativeHashOf(small) };
  const pieces = await HashedPieces.of(content);
  let bytes = 0;
  for (const piece of pieces) bytes += piece.length;
  return { bytes, sha256: pieces.hash() };
}
