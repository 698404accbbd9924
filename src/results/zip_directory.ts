// Reads what a zip file says that it holds: the list at its end.
// What must not change: the file is a stranger's. A name that leads out of it, a name that stands twice, and packed bytes
// that two entries share are refused before anything is unpacked; so is whatever two readers could take in two ways.

import { END_BYTES, END_MARK, ENTRY_BYTES, ENTRY_MARK, HEADER_BYTES, UTF8_FLAG } from "./zip_format.ts";
import type { Read } from "../experiment/source/problem.ts";

/** What an entry is. */
export type ZipEntryKind = "file" | "folder" | "link" | "something else";

/** Some bytes of a file. */
export type ReadAt = (start: number, sizeBytes: number) => Uint8Array<ArrayBuffer>;

/** One file or folder in a zip file. */
export interface ZipEntry {
  /** Its parts separated by slashes, without one at the end. */
  readonly path: string;
  /** Its name as it is written, which its own header repeats. */
  readonly rawName: Uint8Array;
  readonly kind: ZipEntryKind;
  /** Whether its bytes are encrypted: such an entry is listed, and not read. */
  readonly isEncrypted: boolean;
  /** 0: stored as it is; 8: deflated. */
  readonly method: number;
  readonly crc32: number;
  readonly sizeBytes: number;
  readonly packedBytes: number;
  /** Where its own header begins. */
  readonly start: number;
  /** Where the next entry, or the list of all, begins: its bytes lie before that. */
  readonly end: number;
}

/** Entries that are looked at. */
export const MOST_ZIP_ENTRIES = 20_000;
/** Folders within folders. */
const MOST_PARTS = 100;
const MOST_LIST_BYTES = 16 * 1024 * 1024;

const MOST_COMMENT_BYTES = 65_535;
/** In place of a number that does not fit: the number is in a younger form of the list, which no zip of results needs. */
const ELSEWHERE = 0xffffffff;
/** The flag of an entry whose bytes are encrypted. */
const ENCRYPTED = 1;
/** Of the kinds of files that Unix writes into the upper half of the attributes. */
const [KIND_MASK, LINK, FOLDER, REGULAR] = [0o170000, 0o120000, 0o040000, 0o100000];

/** The entries of a zip file in their order, or why it is not read. */
export function readZipDirectory(sizeBytes: number, readAt: ReadAt): Read<readonly ZipEntry[], string> {
  const tailStart = Math.max(0, sizeBytes - END_BYTES - MOST_COMMENT_BYTES);
  const tail = viewOf(readAt(tailStart, sizeBytes - tailStart));
  const at = endAt(tail);
  if (at === null) return refused("it is no zip file, or it is cut off");
  const [disk, count, listBytes, listStart] = [
    tail.getUint16(at + 4, true),
    tail.getUint16(at + 10, true),
    tail.getUint32(at + 12, true),
    tail.getUint32(at + 16, true),
  ];
  if (disk !== 0 || count !== tail.getUint16(at + 8, true)) {
    return refused("it is a part of a larger zip file");
  }
  if (count > MOST_ZIP_ENTRIES) {
    return refused(`a zip file must have at most ${MOST_ZIP_ENTRIES} entries: found ${count}`);
  }
  if (listStart + listBytes !== tailStart + at || listBytes > MOST_LIST_BYTES) {
    return refused("the list at its end is not where it says");
  }
  return readEntries(viewOf(readAt(listStart, listBytes)), count, listStart);
}

function refused(why: string): { readonly problems: readonly string[] } {
  return { problems: [why] };
}

function viewOf(bytes: Uint8Array<ArrayBuffer>): DataView<ArrayBuffer> {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Where the last record begins, whose comment must reach to the end of the file; null where there is none. */
function endAt(tail: DataView): number | null {
  for (let at = tail.byteLength - END_BYTES; at >= 0; at--) {
    const isEnd = tail.getUint32(at, true) === END_MARK;
    if (isEnd && at + END_BYTES + tail.getUint16(at + 20, true) === tail.byteLength) return at;
  }
  return null;
}

type Listed = Omit<ZipEntry, "end">;

function readEntries(
  list: DataView<ArrayBuffer>,
  count: number,
  listStart: number,
): Read<readonly ZipEntry[], string> {
  const entries: Listed[] = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + ENTRY_BYTES > list.byteLength || list.getUint32(at, true) !== ENTRY_MARK) {
      return refused("the list at its end is damaged");
    }
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((part) => list.getUint16(at + part, true));
    const next = at + ENTRY_BYTES + nameBytes + extraBytes + commentBytes;
    if (next > list.byteLength) return refused("the list at its end is damaged");
    const entry = listedEntry(list, at, nameBytes);
    if (typeof entry === "string") return refused(entry);
    entries.push(entry);
    at = next;
  }
  const twice = nameThatStandsTwice(entries);
  if (twice !== null) return refused(`it holds ${twice} twice`);
  return withEnds(entries, listStart);
}

/** One entry of the list, or why the whole file is refused. */
function listedEntry(list: DataView<ArrayBuffer>, at: number, nameBytes: number): Listed | string {
  const flags = list.getUint16(at + 8, true);
  const [crc32, packedBytes, sizeBytes] = [16, 20, 24].map((part) => list.getUint32(at + part, true));
  const start = list.getUint32(at + 42, true);
  if ([packedBytes, sizeBytes, start].includes(ELSEWHERE)) return "it is of the kind for more than 4 GiB";
  const bytes = new Uint8Array(list.buffer, list.byteOffset + at + ENTRY_BYTES, nameBytes);
  // Some programs of Windows write their own separator.
  const name = nameOf(bytes, (flags & UTF8_FLAG) !== 0).replaceAll("\\", "/");
  if (leadsOut(name)) return `a name in it leads out of it: ${name}`;
  if (name.split("/").length > MOST_PARTS) return `a name in it has more than ${MOST_PARTS} parts`;
  return {
    path: name.split("/").filter((part) => part !== "" && part !== ".").join("/"),
    rawName: bytes,
    kind: kindOf(name, list.getUint8(at + 5), list.getUint32(at + 38, true)),
    isEncrypted: (flags & ENCRYPTED) !== 0,
    method: list.getUint16(at + 10, true),
    crc32,
    sizeBytes,
    packedBytes,
    start,
  };
}

function leadsOut(name: string): boolean {
  return name === "" || name.startsWith("/") || /^[a-z]:/i.test(name) || name.includes("\0") ||
    name.split("/").includes("..");
}

const [UNIX, MACOS] = [3, 19];

/** @param system that wrote the attributes. */
function kindOf(name: string, system: number, attributes: number): ZipEntryKind {
  const unixKind = system === UNIX || system === MACOS ? (attributes >>> 16) & KIND_MASK : 0;
  if (unixKind === LINK) return "link";
  if (name.endsWith("/") || unixKind === FOLDER) return "folder";
  return unixKind === 0 || unixKind === REGULAR ? "file" : "something else";
}

/** The upper half of the code page that zip files are in where they do not say UTF-8. */
const CODE_PAGE_437 = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧" +
  "╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";

function nameOf(bytes: Uint8Array, isUtf8: boolean): string {
  try {
    return new TextDecoder("utf-8", { fatal: !isUtf8, ignoreBOM: true }).decode(bytes);
  } catch {
    return [...bytes].map((byte) => byte < 128 ? String.fromCharCode(byte) : CODE_PAGE_437[byte - 128])
      .join("");
  }
}

/** A name that two entries have, or that is both a file and the folder of another; null for none. */
function nameThatStandsTwice(entries: readonly Listed[]): string | null {
  const kinds = new Map<string, ZipEntryKind>();
  for (const { path, kind } of entries) {
    if (kinds.has(path)) return path;
    kinds.set(path, kind);
  }
  for (const { path } of entries) {
    for (let slash = path.lastIndexOf("/"); slash > 0; slash = path.lastIndexOf("/", slash - 1)) {
      const above = path.slice(0, slash);
      if ((kinds.get(above) ?? "folder") !== "folder") return above;
    }
  }
  return null;
}

/** The entries with where each ends; what would overlap is refused, since a few bytes could be unpacked a million times. */
function withEnds(entries: readonly Listed[], listStart: number): Read<readonly ZipEntry[], string> {
  const starts = [...entries.map(({ start }) => start), listStart].sort((a, b) => a - b);
  const ends = new Map<number, number>();
  for (const [index, start] of starts.entries()) {
    // Of two that begin together the first has no room at all.
    if (!ends.has(start)) ends.set(start, starts[index + 1] ?? listStart);
  }
  const whole = entries.map((entry): ZipEntry => ({ ...entry, end: ends.get(entry.start)! }));
  const overlapping = whole.find(({ start, end, packedBytes }) => start + HEADER_BYTES + packedBytes > end);
  return overlapping === undefined
    ? { ok: whole }
    : refused(`${overlapping.path} overlaps with another file`);
}
