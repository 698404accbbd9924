// The SHA-256 of files, in plain JavaScript: it runs anywhere and at once.
// Why apart from the manifest: the command line hashes by the engine's own SHA-256 and need not load this one.

import { sha256 } from "npm:@noble/hashes@2.0.1/sha2.js";
import { bytesToHex } from "npm:@noble/hashes@2.0.1/utils.js";
import { type FileContent, type FileMap, piecesOf, sizeBytes } from "./file_content.ts";
import { type FolderContents, type ManifestEntry, manifestOf } from "./manifest.ts";

/**
 * The SHA-256 of a content, as 64 hex digits.
 *
 * @example
 * ```ts
 * if (!hashOf("").startsWith("e3b0c442")) throw new Error("wrong");
 * ```
 */
export function hashOf(content: FileContent): string {
  const hash = sha256.create();
  for (const piece of piecesOf(content)) hash.update(piece);
  return bytesToHex(hash.digest());
}

/** The files of a folder with their manifest, which comes last. */
export function hashedFiles(contents: FolderContents): FileMap {
  const files = new Map(contents.files);
  const entries = [...files].map(([name, content]): [string, ManifestEntry] => [
    name,
    { bytes: sizeBytes(content), sha256: hashOf(content) },
  ]);
  return new Map([...files, ["manifest.json", manifestOf(contents, new Map(entries))]]);
}
