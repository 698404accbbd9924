// The SHA-256 of files, in plain JavaScript: it runs anywhere and at once.
// Why apart from the manifest: the command line hashes by the engine's own SHA-256 and need not load this one.

import { sha256 } from "npm:@noble/hashes@2.0.1/sha2.js";
import { bytesToHex } from "npm:@noble/hashes@2.0.1/utils.js";
import { type FileContent, type FileMap, piecesOf, requirePiece, sizeBytes } from "./file_content.ts";
import { type FolderContents, type ManifestEntry, manifestOf, ownSums, withSums } from "./manifest.ts";
import { SUMS_FILE } from "./sha256_sums.ts";

/**
 * The SHA-256 of a content, as 64 hex digits.
 *
 * @throws TypeError for what is neither a text nor bytes, in one piece or in several.
 *
 * @example
 * ```ts
 * import { hashOf } from "@seedbed/seedbed";
 * if (!hashOf("").startsWith("e3b0c442")) throw new Error("wrong");
 * ```
 */
export function hashOf(content: FileContent): string {
  const hash = sha256.create();
  for (const piece of piecesOf(content)) {
    requirePiece(piece);
    hash.update(piece);
  }
  return bytesToHex(hash.digest());
}

/** The files of a folder with their sums and their manifest, which comes last. */
export function hashedFiles(contents: FolderContents): FileMap {
  const files = new Map(contents.files);
  const entryOf = (content: FileContent): ManifestEntry => ({
    bytes: sizeBytes(content),
    sha256: hashOf(content),
  });
  const entries = new Map([...files].map(([name, content]) => [name, entryOf(content)]));
  const sums = ownSums(contents, entries);
  if (sums === null) return new Map([...files, ["manifest.json", manifestOf(contents, entries)]]);
  const all = withSums(entries, entryOf(sums));
  return new Map([...files, [SUMS_FILE, sums], ["manifest.json", manifestOf(contents, all)]]);
}
