// Text files whose line ends were made those of Windows, and how they were before.
// Why: a checkout or an editor does that without being asked, and nobody who only uses Windows should look like a forger.

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
