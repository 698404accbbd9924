// A result folder as one zip file: its files as they are, in their order, none of them packed.
// What must not change: equal files give equal bytes, and so one SHA-256: each entry has the same date, the same attributes
// and nothing of the machine that wrote it. Why not packed: packers differ from engine to engine.

import { crc32 } from "./crc32.ts";
import { bytesOf, type FileMap } from "./file_content.ts";
import {
  END_BYTES,
  END_MARK,
  ENTRY_BYTES,
  ENTRY_MARK,
  HEADER_BYTES,
  HEADER_MARK,
  UTF8_FLAG,
} from "./zip_format.ts";

/** 1 January 1980, midnight: the first date that a zip file can say. */
const DOS_DATE = 0x21;
const DOS_TIME = 0;
/** Version 2.0 of the format. */
const VERSION = 20;
/** A regular file that its owner may write and all may read, as Unix says it. */
const UNIX_FILE = 0o100644;
const MADE_ON_UNIX = 3;
/** Sizes and offsets that a zip file can say without its later extensions. */
const MOST_BYTES = 0xffffffff;

/**
 * Files as a zip file.
 *
 * @param files file name to content.
 * @param folder of all files, such as `seed-42-fd52df8d`; empty for none.
 * @throws RangeError for more than 4 GiB.
 *
 * @example
 * ```ts
 * const zip = zipOf(new Map([["log.txt", "Emily: 0.949 - F\n"]]), "gender");
 * if (new TextDecoder().decode(zip.subarray(30, 44)) !== "gender/log.txt") throw new Error("wrong");
 * ```
 */
export function zipOf(files: FileMap, folder = ""): Uint8Array {
  const entries = [...files].map(([name, content]) => {
    const bytes = bytesOf(content);
    const path = new TextEncoder().encode(folder === "" ? name : `${folder}/${name}`);
    return { bytes, path, crc: crc32(bytes) };
  });
  const localBytes = entries.reduce(
    (sum, { bytes, path }) => sum + HEADER_BYTES + path.length + bytes.length,
    0,
  );
  const centralBytes = entries.reduce((sum, { path }) => sum + ENTRY_BYTES + path.length, 0);
  if (localBytes + centralBytes > MOST_BYTES || entries.length > 0xffff) {
    throw new RangeError("a zip file must have at most 4 GiB and 65,535 files");
  }
  const zip = new ZipWriter(localBytes + centralBytes + END_BYTES);
  const offsets = entries.map(({ bytes, path, crc }) => {
    const offset = zip.at;
    zip.four(HEADER_MARK).header({ crc, sizeBytes: bytes.length, pathBytes: path.length });
    zip.bytes(path).bytes(bytes);
    return offset;
  });
  entries.forEach(({ bytes, path, crc }, index) => {
    zip.four(ENTRY_MARK).two(VERSION | MADE_ON_UNIX << 8);
    zip.header({ crc, sizeBytes: bytes.length, pathBytes: path.length });
    // No comment, the first disk, no inner attributes.
    zip.two(0).two(0).two(0).four(UNIX_FILE * 0x10000).four(offsets[index]).bytes(path);
  });
  zip.four(END_MARK).two(0).two(0).two(entries.length).two(entries.length);
  return zip.four(centralBytes).four(localBytes).two(0).written;
}

/** Writes little-endian numbers one after another. */
class ZipWriter {
  readonly written: Uint8Array;
  readonly #view: DataView;
  at = 0;

  constructor(sizeBytes: number) {
    this.written = new Uint8Array(sizeBytes);
    this.#view = new DataView(this.written.buffer);
  }

  two(value: number): this {
    this.#view.setUint16(this.at, value, true);
    this.at += 2;
    return this;
  }

  four(value: number): this {
    this.#view.setUint32(this.at, value, true);
    this.at += 4;
    return this;
  }

  bytes(bytes: Uint8Array): this {
    this.written.set(bytes, this.at);
    this.at += bytes.length;
    return this;
  }

  /** What an entry says of its file in both places where it stands. */
  header({ crc, sizeBytes, pathBytes }: { crc: number; sizeBytes: number; pathBytes: number }): this {
    // Stored, not packed: both sizes are the same. Nothing extra follows the name.
    this.two(VERSION).two(UTF8_FLAG).two(0).two(DOS_TIME).two(DOS_DATE);
    return this.four(crc).four(sizeBytes).four(sizeBytes).two(pathBytes).two(0);
  }
}
