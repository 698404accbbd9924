// How the files of a sweep under way begin: what a file is, and a hash by which it is known to be whole.
// What must not change: the hash is of all that follows it, and what follows first is whose file it is.

/** Where each piece of the head begins: a mark, the version of the layout (u32), the SHA-256 of the rest, the sweep's identity. */
export const HEAD = { mark: 0, version: 12, hash: 16, identity: 48, end: 80 } as const;

/**
 * Writes the head but for the hash, which needs all that follows.
 *
 * @param mark what the file is, at most 12 letters of ASCII.
 * @param identity of the sweep: the SHA-256 of the experiment's canonical text, 32 bytes.
 */
export function putHead(file: Uint8Array, mark: string, version: number, identity: Uint8Array): void {
  file.set(new TextEncoder().encode(mark), HEAD.mark);
  new DataView(file.buffer, file.byteOffset).setUint32(HEAD.version, version, true);
  file.set(identity, HEAD.identity);
}

/** The SHA-256 of what follows the hash in the head. */
export async function digestOf(file: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", file.subarray(HEAD.identity)));
}
