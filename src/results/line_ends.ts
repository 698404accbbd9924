// Text files whose line ends were made those of Windows, or of an experiment from there were made LF, and how they were before.
// Why: a checkout or an editor does that without being asked, and nobody who only uses Windows should look like a forger.

import { hashOf } from "./hashed_files.ts";
import { readManifest } from "./stored_manifest.ts";
import type { StoredFiles } from "./stored_text.ts";

const [LINE_FEED, RETURN] = [10, 13];

/**
 * The bytes of a text with LF in place of CR LF; the same array where it has none.
 *
 * @example
 * ```ts
 * const bytes = new TextEncoder().encode("a\r\nb\rc\r\n");
 * if (new TextDecoder().decode(withLineFeeds(bytes)) !== "a\nb\rc\n") throw new Error("wrong");
 * ```
 */
export function withLineFeeds(bytes: Uint8Array): Uint8Array {
  if (!bytes.includes(RETURN)) return bytes;
  const kept = bytes.filter((byte, at) => byte !== RETURN || bytes[at + 1] !== LINE_FEED);
  return kept.length === bytes.length ? bytes : kept;
}

/**
 * The bytes of a text as they may have been before its line ends were changed: with LF, and with CR LF, at the end of every
 * line.
 */
export function withOtherLineEnds(bytes: Uint8Array): readonly Uint8Array[] {
  const withFeeds = withLineFeeds(bytes);
  const ends = withFeeds.reduce((count, byte) => byte === LINE_FEED ? count + 1 : count, 0);
  const withReturns = new Uint8Array(withFeeds.length + ends);
  let at = 0;
  for (const byte of withFeeds) {
    if (byte === LINE_FEED) withReturns[at++] = RETURN;
    withReturns[at++] = byte;
  }
  return [withFeeds, withReturns];
}

/** A content in pieces with LF in place of CR LF, as often as it is asked for; a pair may lie across two of them. */
export function piecesWithLineFeeds(pieces: Iterable<Uint8Array>): Iterable<Uint8Array> {
  return {
    *[Symbol.iterator]() {
      let isReturnHeld = false;
      for (const piece of pieces) {
        if (piece.length === 0) continue;
        if (isReturnHeld && piece[0] !== LINE_FEED) yield Uint8Array.of(RETURN);
        isReturnHeld = piece[piece.length - 1] === RETURN;
        yield withLineFeeds(isReturnHeld ? piece.subarray(0, -1) : piece);
      }
      if (isReturnHeld) yield Uint8Array.of(RETURN);
    },
  };
}

/**
 * The files as they were written, where nothing but line ends was changed: those whose hash is not in the manifest have it
 * with others.
 *
 * @returns null where no file is changed, and where one is changed otherwise.
 */
export function filesAsWritten(files: StoredFiles): StoredFiles | null {
  const manifest = readManifest(files);
  if ("problems" in manifest) return null;
  const written = new Map(files);
  let changedCount = 0;
  for (const [name, bytes] of files) {
    const wanted = manifest.ok.files.get(name)?.sha256;
    if (wanted === undefined || hashOf(bytes) === wanted) continue;
    const asWritten = withOtherLineEnds(bytes).find((some) => hashOf(some) === wanted);
    if (asWritten === undefined) return null;
    written.set(name, asWritten);
    changedCount++;
  }
  return changedCount === 0 ? null : written;
}
