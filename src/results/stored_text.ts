// Reads the bytes of a stored file as text or JSON; damage is data.
// Why every value is checked: a result folder may come from a stranger or from a broken disk, and reading it must never
// throw, loop or take a value for what it is not.

import type { Read } from "../experiment/source/problem.ts";

/** Something that is wrong in a stored file. */
export interface StoredProblem {
  /** The file's name in its folder. */
  readonly file: string;
  /** What is wanted and what was found, without a full stop. */
  readonly message: string;
}

/** What was read of a folder, or everything that is wrong with it; never an exception. */
export type StoredRead<T> = Read<T, StoredProblem>;

/** One file that is wrong, as what was read. */
export function damaged(file: string, message: string): { readonly problems: readonly StoredProblem[] } {
  return { problems: [{ file, message }] };
}

/** What is said of a file that has another size or hash. */
export const UNLIKE_MANIFEST = "the file is not what manifest.json says";

/** Everything that is wrong with what was read. */
export function problemsIn(...reads: readonly StoredRead<unknown>[]): readonly StoredProblem[] {
  return reads.flatMap((read) => "problems" in read ? read.problems : []);
}

/** A JSON value that was read from a file and checked for nothing yet. */
export type UncheckedJson = unknown;

/** Files of a result folder by name, as bytes. */
export type StoredFiles = ReadonlyMap<string, Uint8Array>;

/** The text of UTF-8 bytes, a byte order mark kept; null for bytes that are not UTF-8. */
export function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The text of a file of a folder, or why there is none. */
export function textIn(files: StoredFiles, file: string): StoredRead<string> {
  const bytes = files.get(file);
  if (bytes === undefined) return damaged(file, "the file is missing");
  const text = textOf(bytes);
  return text === null ? damaged(file, "the file is not UTF-8 text") : { ok: text };
}

/** Lists, objects and members of objects that are read of a file: 64 MiB of them would take gigabytes and a quarter of a minute. */
const MOST_PIECES = 2_000_000;
const [QUOTE, BACKSLASH, BRACKET, BRACE, COLON] = new TextEncoder().encode('"\\[{:');

/** How many lists, objects and members of objects a JSON text has. */
function pieceCount(bytes: Uint8Array): number {
  // Each takes two bytes at least.
  if (bytes.length < 2 * MOST_PIECES) return 0;
  let count = 0;
  let isInText = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) isInText = !isInText;
    else if (isInText) at += byte === BACKSLASH ? 1 : 0;
    else if (byte === BRACKET || byte === BRACE || byte === COLON) count++;
  }
  return count;
}

/** The value of a JSON file of a folder, or why there is none. */
export function jsonIn(files: StoredFiles, file: string): StoredRead<UncheckedJson> {
  const text = textIn(files, file);
  if ("problems" in text) return text;
  if (pieceCount(files.get(file)!) > MOST_PIECES) {
    return damaged(
      file,
      `the file holds more than ${MOST_PIECES} lists, objects and members, as no result does`,
    );
  }
  try {
    return { ok: JSON.parse(text.ok) };
  } catch {
    // Every engine words this differently, and some give up on deep nesting: one message for all.
    const isEmpty = text.ok.trim() === "";
    return damaged(file, isEmpty ? "the file is empty" : "the file is not JSON: it is damaged or cut");
  }
}

/** A member of an unchecked object; undefined where there is none of its own. */
export function memberOf(value: UncheckedJson, key: string): UncheckedJson {
  if (value === null || typeof value !== "object" || !Object.hasOwn(value, key)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[key];
}

/** Whether an unchecked value is a number that a result may hold. */
export function isFiniteNumber(value: UncheckedJson): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
