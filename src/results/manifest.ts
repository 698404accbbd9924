// `manifest.json`: the SHA-256 and the size of every other file of a result folder.

import { sha256 } from "npm:@noble/hashes@2.0.1/sha2.js";
import { bytesToHex, utf8ToBytes } from "npm:@noble/hashes@2.0.1/utils.js";
import type { JsonObject } from "../experiment/config.ts";

/** A file's content: text, which is UTF-8 on disk, or bytes. */
export type FileContent = string | Uint8Array;

/** The files of a result folder by name, in a fixed order. */
export type FileMap = ReadonlyMap<string, FileContent>;

/** Version of the result files' layout. */
export const FORMAT_VERSION = 1;

/** A content as it lies on disk. */
export function bytesOf(content: FileContent): Uint8Array {
  return typeof content === "string" ? utf8ToBytes(content) : content;
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
  return bytesToHex(sha256(bytesOf(content)));
}

/** The manifest of a folder that holds these files. */
export function manifestOf(kind: "run" | "sweep", id: string, numerics: number, files: FileMap): JsonObject {
  return {
    format: FORMAT_VERSION,
    numerics,
    kind,
    id,
    files: Object.fromEntries(
      [...files].map((
        [name, content],
      ) => [name, { bytes: bytesOf(content).length, sha256: hashOf(content) }]),
    ),
  };
}
