// The text in the bytes of a data file, as its encoding or its byte order mark says; else why there is none.
// What must not change: nothing is guessed. What the bytes look like is only told, with the setting that reads them so.

import { type EncodingName, encodingNames } from "../encoding.ts";
import type { DataFileReader } from "./data_file.ts";

/** The text of a data file, or what is wrong and what to do: something, or to say the encoding that its bytes look like. */
export type DataText = ReturnType<DataFileReader>;

/** What other programs' files begin with, and how their tables become text. */
const OTHER_FILES: readonly (readonly [bytes: readonly number[], what: string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], "it is a workbook or an archive, not a text"],
  [[0xd0, 0xcf, 0x11, 0xe0], "it is an old workbook, not a text"],
  [[0x1f, 0x8b], "it is compressed, not a text"],
  [[0x42, 0x5a, 0x68], "it is compressed, not a text"],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], "it is compressed, not a text"],
  [[0x28, 0xb5, 0x2f, 0xfd], "it is compressed, not a text"],
  [[0x50, 0x41, 0x52, 0x31], "it is a Parquet file, not a text"],
  [[0x25, 0x50, 0x44, 0x46], "it is a PDF, not a text"],
  [[0xff, 0xfe, 0, 0], "it is UTF-32"],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], "it is a database, not a text"],
];

/** What bytes are that are another program's file: `it is compressed, not a text`; null where none is known by them. */
export function otherFileOf(bytes: Uint8Array): string | null {
  return OTHER_FILES.find(([start]) => start.every((byte, index) => bytes[index] === byte))?.[1] ?? null;
}

/** The text of some bytes. */
export function dataTextOf(bytes: Uint8Array, encoding?: string): DataText {
  const other = otherFileOf(bytes);
  if (other !== null) {
    return { problem: other, hint: "unpack it, or save its table as CSV, and name that file" };
  }
  const named = (encoding ?? markOf(bytes) ?? "utf-8") as EncodingName;
  const text = decoded(bytes, named);
  if (text !== null) return { text };
  if (named.startsWith("utf-16") && bytes.length % 2 === 1) {
    const hint = "the file is cut off, or in another encoding: save it anew, or name that";
    return { problem: `its bytes are not ${named}: the last character has one byte of two`, hint };
  }
  if (encoding !== undefined) {
    const hint = `write another encoding: ${encodingNames.join(", ")}`;
    return { problem: `its bytes are not ${encoding}`, hint };
  }
  return { problem: "its bytes are not UTF-8 text", looksLike: likelyEncoding(bytes) };
}

/** The text of a table that has no settings yet: where its bytes are not UTF-8, in the encoding that they look like. */
export function anyTextOf(bytes: Uint8Array): DataText & { readonly encoding: string | null } {
  const plain = dataTextOf(bytes);
  const encoding = "looksLike" in plain ? plain.looksLike ?? null : null;
  return { ...(encoding === null ? plain : dataTextOf(bytes, encoding)), encoding };
}

/** The encoding that a byte order mark stands for. */
function markOf([first, second]: Uint8Array): EncodingName | null {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : null;
}

function decoded(bytes: Uint8Array, encoding: EncodingName): string | null {
  try {
    const text = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
    // What is UTF-16 without its mark is UTF-8 as well, with a NUL for every other character.
    return text.includes("\0") && likelyEncoding(bytes).startsWith("utf-16") ? null : text;
  } catch {
    return null;
  }
}

/** Bytes that are looked at. */
const SAMPLE_BYTES = 64 * 1024;

function likelyEncoding(bytes: Uint8Array): EncodingName {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  let even = 0;
  let odd = 0;
  sample.forEach((byte, index) => {
    if (byte === 0) index % 2 === 0 ? even++ : odd++;
  });
  if (odd > sample.length / 8 && odd > 4 * even) return "utf-16le";
  if (even > sample.length / 8 && even > 4 * odd) return "utf-16be";
  return "windows-1252";
}
