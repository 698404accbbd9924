// What a file of a result folder holds, as text or as bytes.
// What must not change: text is UTF-8 on disk.

import { shown } from "../numeric/required_numbers.ts";

/** A file's content: text, which is UTF-8 on disk, or bytes; where there are many, in pieces that can be had again. */
export type FileContent = string | Uint8Array | Iterable<Uint8Array>;

/** The files of a result folder by name, in a fixed order. */
export type FileMap = ReadonlyMap<string, FileContent>;

/**
 * A content as it is on disk, in one or more pieces.
 *
 * @throws TypeError for what is no content; its pieces are looked at as they come, see {@linkcode requirePiece}.
 */
export function piecesOf(content: FileContent): Iterable<Uint8Array> {
  if (typeof content === "string") return [new TextEncoder().encode(content)];
  if (content instanceof Uint8Array) return [content];
  // Any other typed array is numbers, not pieces.
  if (!ArrayBuffer.isView(content) && typeof content?.[Symbol.iterator] === "function") return content;
  throw new TypeError(`a content must be a text, a Uint8Array or pieces of it: found ${shown(content)}`);
}

/** @throws TypeError for what is no piece of a content. */
export function requirePiece(piece: Uint8Array): void {
  if (piece instanceof Uint8Array) return;
  throw new TypeError(`a piece of a content must be a Uint8Array: found ${shown(piece)}`);
}

/**
 * A content as it is on disk, in one piece.
 *
 * @throws TypeError for what is neither a text nor bytes, in one piece or in several.
 *
 * @example
 * ```ts
 * import { bytesOf } from "@seedbed/seedbed";
 * if (bytesOf("1 µm").length !== 5) throw new Error("µ takes two bytes of UTF-8");
 * ```
 */
export function bytesOf(content: FileContent): Uint8Array<ArrayBuffer> {
  // No content lies in shared memory, which `Blob` and `Response` do not take.
  if (content instanceof Uint8Array) return content as Uint8Array<ArrayBuffer>;
  if (typeof content === "string") return new TextEncoder().encode(content);
  const bytes = new Uint8Array(sizeBytes(content));
  let at = 0;
  for (const piece of content) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** The size of a content on disk, in bytes. */
export function sizeBytes(content: FileContent): number {
  let sum = 0;
  for (const piece of piecesOf(content)) {
    requirePiece(piece);
    sum += piece.length;
  }
  return sum;
}

/** Whether two files have the same bytes. */
export function areSameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
