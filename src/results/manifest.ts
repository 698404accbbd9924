// `manifest.json`: the SHA-256 and the size of every other file of a result folder.
// Why: with it a copied folder shows by itself whether it is whole, without running anything.

import { sha256 } from "npm:@noble/hashes@2.0.1/sha2.js";
import { bytesToHex, concatBytes, utf8ToBytes } from "npm:@noble/hashes@2.0.1/utils.js";
import type { JsonObject } from "../experiment/config.ts";

/** A file's content: text, which is UTF-8 on disk, or bytes, in pieces where there are many. */
export type FileContent = string | Uint8Array | readonly Uint8Array[];

/** The files of a result folder by name, in a fixed order. */
export type FileMap = ReadonlyMap<string, FileContent>;

/** Version of the result files' layout. */
export const FORMAT_VERSION = 1;

/** A content as it lies on disk, in one or more pieces. */
export function piecesOf(content: FileContent): readonly Uint8Array[] {
  if (typeof content === "string") return [utf8ToBytes(content)];
  return content instanceof Uint8Array ? [content] : content;
}

/**
 * A content as it lies on disk, in one piece.
 *
 * @example
 * ```ts
 * import { bytesOf } from "./manifest.ts";
 * if (bytesOf("1 µm").length !== 5) throw new Error("µ takes two bytes of UTF-8");
 * ```
 */
export function bytesOf(content: FileContent): Uint8Array {
  const pieces = piecesOf(content);
  return pieces.length === 1 ? pieces[0] : concatBytes(...pieces);
}

/** The size of a content on disk, in bytes. */
export function sizeBytes(content: FileContent): number {
  return piecesOf(content).reduce((sum, piece) => sum + piece.length, 0);
}

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

/**
 * The manifest of a folder that holds these files.
 *
 * @param hashes by file name, where they are known already: an engine's own SHA-256 takes a tenth of the time.
 */
export function manifestOf(
  kind: "run" | "sweep",
  id: string,
  numerics: number,
  files: FileMap,
  hashes: ReadonlyMap<string, string> = new Map(),
): JsonObject {
  return {
    format: FORMAT_VERSION,
    numerics,
    kind,
    id,
    files: Object.fromEntries(
      [...files].map((
        [name, content],
      ) => [name, { bytes: sizeBytes(content), sha256: hashes.get(name) ?? hashOf(content) }]),
    ),
  };
}
