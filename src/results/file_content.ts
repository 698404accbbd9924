// What a file of a result folder holds, as text or as bytes.
// What must not change: text is UTF-8 on disk.

/** A file's content: text, which is UTF-8 on disk, or bytes, in pieces where there are many. */
export type FileContent = string | Uint8Array | readonly Uint8Array[];

/** The files of a result folder by name, in a fixed order. */
export type FileMap = ReadonlyMap<string, FileContent>;

/** A content as it is on disk, in one or more pieces. */
export function piecesOf(content: FileContent): readonly Uint8Array[] {
  if (typeof content === "string") return [new TextEncoder().encode(content)];
  return content instanceof Uint8Array ? [content] : content;
}

/**
 * A content as it is on disk, in one piece.
 *
 * @example
 * ```ts
 * import { bytesOf } from "./file_content.ts";
 * if (bytesOf("1 µm").length !== 5) throw new Error("µ takes two bytes of UTF-8");
 * ```
 */
export function bytesOf(content: FileContent): Uint8Array {
  const pieces = piecesOf(content);
  if (pieces.length === 1) return pieces[0];
  const bytes = new Uint8Array(sizeBytes(pieces));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** The size of a content on disk, in bytes. */
export function sizeBytes(content: FileContent): number {
  return piecesOf(content).reduce((sum, piece) => sum + piece.length, 0);
}
