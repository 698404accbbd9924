// A link that holds a whole experiment: `#1.` and then, packed and in letters, its text, its data files and the SHA-256 of
// the manifest that it gives. Whoever opens it trains it anew and sees whether the same bytes come out.
// What must not change: the text and the files travel as they are, byte for byte, so that the id, `experiment.yaml` and the
// manifest are the same on both sides; a link of version 1 can always be read.

import { LIMITS } from "../experiment/limits.ts";
import { isExperimentName } from "../experiment/label.ts";
import type { Read } from "../experiment/source/problem.ts";
import { deflated, inflated } from "../results/deflate.ts";
import { textOf } from "../results/stored_text.ts";
import type { PlayDocument } from "./document.ts";

/** Longer links are cut by mail programs and chats: then the file is sent. */
export const MOST_LINK_LENGTH = 8000;

/** What a link says. */
export interface Shared {
  readonly document: PlayDocument;
  /** The SHA-256 of `manifest.json`, as 64 hex digits; null where the sender had not trained it. */
  readonly manifestHash: string | null;
}

/** Why a link cannot be read, and what to do. */
export interface LinkProblem {
  readonly message: string;
  readonly hint: string;
}

const VERSION = "1";
const HASH_BYTES = 32;
/** What is between the name, the text, and the name and the text of each data file: no text has it. */
const BETWEEN = "\0";
/** What a link unpacks to at most, however few its letters are. */
const MOST_BYTES = LIMITS.fileBytes + LIMITS.dataFileBytes;

/**
 * The fragment of a link, from `#` on.
 *
 * @returns null where it would have more than {@linkcode MOST_LINK_LENGTH} characters.
 */
export async function linkFor(
  { document: { name, text, files }, manifestHash }: Shared,
): Promise<string | null> {
  const parts = [name, text, ...Object.entries(files).flat()];
  if (parts.some((part) => part.includes(BETWEEN) || /\p{Surrogate}/u.test(part))) return null;
  const written = new TextEncoder().encode(parts.join(BETWEEN));
  if (written.length > MOST_BYTES) return null;
  const bytes = new Uint8Array(HASH_BYTES + written.length);
  // Zeros are the hash of nothing that anyone has found.
  for (let at = 0; manifestHash !== null && at < HASH_BYTES; at++) {
    bytes[at] = Number(`0x${manifestHash.slice(2 * at, 2 * at + 2)}`);
  }
  bytes.set(written, HASH_BYTES);
  const link = `#${VERSION}.${lettersOf(await deflated(bytes))}`;
  return link.length > MOST_LINK_LENGTH ? null : link;
}

/**
 * What a link says, or why it cannot be read: it may come from anyone.
 *
 * @param fragment from `#` on, or without it.
 *
 * @example There and back
 * ```ts
 * const document = { name: "gender", text: "dataset: …\n", files: {} };
 * const read = await readLink((await linkFor({ document, manifestHash: null }))!);
 * if (!("ok" in read) || read.ok.document.text !== document.text) throw new Error("wrong");
 * ```
 */
export async function readLink(fragment: string): Promise<Read<Shared, LinkProblem>> {
  const [, version, letters] = /^#?(\w+)\.([\w-]*)$/.exec(fragment) ?? [];
  if (version === undefined) return refuse("it is not one of this page", "ask for the whole link");
  if (version !== VERSION) {
    return refuse(
      `it is of version ${version.slice(0, 12)}, and this page reads version ${VERSION}`,
      "open it where it was made",
    );
  }
  const packed = bytesFrom(letters);
  const bytes = packed === null ? null : await inflated(packed, MOST_BYTES);
  if (bytes === null || bytes.length < HASH_BYTES) {
    return refuse("it is cut or changed", "ask for the whole link");
  }
  const written = textOf(bytes.subarray(HASH_BYTES));
  const parts = written?.split(BETWEEN) ?? [];
  const [name, text, ...files] = parts;
  if (text === undefined || files.length % 2 !== 0 || !isExperimentName(name)) {
    return refuse("it holds no experiment", "ask for the file");
  }
  const named: Record<string, string> = {};
  for (let at = 0; at < files.length; at += 2) {
    if (files[at] === "__proto__") return refuse("it holds no experiment", "ask for the file");
    named[files[at]] = files[at + 1];
  }
  const hash = Array.from(bytes.subarray(0, HASH_BYTES), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );
  return {
    ok: { document: { name, text, files: named }, manifestHash: /^0+$/.test(hash) ? null : hash },
  };
}

function refuse(message: string, hint: string): { readonly problems: readonly LinkProblem[] } {
  return { problems: [{ message: `the link cannot be read: ${message}`, hint }] };
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Bytes as base64url without padding (RFC 4648). */
function lettersOf(bytes: Uint8Array): string {
  let letters = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const [first, second = 0, third = 0] = bytes.subarray(at, at + 3);
    const bits = first << 16 | second << 8 | third;
    letters += LETTERS[bits >> 18] + LETTERS[bits >> 12 & 63] + LETTERS[bits >> 6 & 63] + LETTERS[bits & 63];
  }
  return letters.slice(0, Math.ceil(bytes.length * 4 / 3));
}

/** The bytes of base64url; null for letters that no bytes have. */
function bytesFrom(letters: string): Uint8Array | null {
  if (letters.length % 4 === 1) return null;
  const bytes = new Uint8Array(Math.floor(letters.length * 3 / 4));
  let [bits, bitCount, at] = [0, 0, 0];
  for (const letter of letters) {
    bits = (bits << 6 | LETTERS.indexOf(letter)) & 0xffffff;
    bitCount += 6;
    if (bitCount < 8) continue;
    bitCount -= 8;
    bytes[at++] = bits >> bitCount & 255;
  }
  // Bits that are left over are zero where nobody changed them.
  return (bits & (1 << bitCount) - 1) === 0 ? bytes : null;
}
