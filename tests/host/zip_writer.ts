// Writes zip files for tests, right ones and wrong ones.
import { crc32, deflateRawSync } from "node:zlib";

/** One file or folder of a zip file; what is not said is as it should be. */
export interface ZipPart {
  /** With a slash at its end for a folder. */
  readonly name: string;
  readonly bytes?: Uint8Array;
  readonly isStored?: boolean;
  /** A lie about its size, unpacked. */
  readonly sizeBytes?: number;
  readonly crc32?: number;
  /** Another name in its own header, of the same length. */
  readonly ownName?: string;
  readonly method?: number;
  readonly flags?: number;
  /** The kind and rights that Unix writes: 0o120777 for a link. */
  readonly unixMode?: number;
  /** Shares the header and the bytes of an earlier part, by its index. */
  readonly sharedWith?: number;
}

/** The bytes of a zip file. */
export function zipOf(parts: readonly ZipPart[], comment = ""): Uint8Array<ArrayBuffer> {
  const pieces: Uint8Array[] = [];
  const listed: Uint8Array[] = [];
  const starts: number[] = [];
  let at = 0;
  for (const part of parts) {
    const { name, bytes = new Uint8Array(), isStored = false, unixMode, sharedWith } = part;
    const packed = isStored ? bytes : new Uint8Array(deflateRawSync(bytes));
    const nameBytes = new TextEncoder().encode(name);
    const common = new Uint8Array(26);
    const view = new DataView(common.buffer);
    view.setUint16(0, 20, true);
    view.setUint16(2, part.flags ?? 1 << 11, true);
    view.setUint16(4, part.method ?? (isStored ? 0 : 8), true);
    view.setUint32(10, part.crc32 ?? crc32(bytes), true);
    view.setUint32(14, packed.length, true);
    view.setUint32(18, part.sizeBytes ?? bytes.length, true);
    view.setUint16(22, nameBytes.length, true);
    const start = sharedWith === undefined ? at : starts[sharedWith];
    starts.push(start);
    if (sharedWith === undefined) {
      const ownName = part.ownName === undefined ? nameBytes : new TextEncoder().encode(part.ownName);
      const local = joined([numbers32(0x04034b50), common, ownName, packed]);
      pieces.push(local);
      at += local.length;
    }
    const end = new Uint8Array(14);
    const endView = new DataView(end.buffer);
    endView.setUint32(6, unixMode === undefined ? 0 : unixMode * 65_536, true);
    endView.setUint32(10, start, true);
    const madeBy = new Uint8Array([20, unixMode === undefined ? 0 : 3]);
    listed.push(joined([numbers32(0x02014b50), madeBy, common, end, nameBytes]));
  }
  const list = joined(listed);
  const commentBytes = new TextEncoder().encode(comment);
  const last = new Uint8Array(18);
  const view = new DataView(last.buffer);
  view.setUint16(4, parts.length, true);
  view.setUint16(6, parts.length, true);
  view.setUint32(8, list.length, true);
  view.setUint32(12, at, true);
  view.setUint16(16, commentBytes.length, true);
  return joined([...pieces, list, numbers32(0x06054b50), last, commentBytes]);
}

/** The files of a folder as parts below a prefix. */
export function zipParts(prefix: string, files: ReadonlyMap<string, Uint8Array>): readonly ZipPart[] {
  return [...files].map(([name, bytes]) => ({ name: prefix + name, bytes }));
}

function numbers32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
