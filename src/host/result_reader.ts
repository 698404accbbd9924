// Reads the files of a result folder that may come from anyone.
// What must not change: only regular files directly in the folder are read, no link is followed, no folder entered, and
// nothing is taken into memory that is larger than such a file can be. What was not read is listed with the reason.

import { FILE_LIMITS, limitBytesOf } from "../results/file_limits.ts";
import type { LargeFile } from "../verify/verification_plan.ts";
import { blocksOf, openFile, readBytes } from "./disk.ts";
import { HashedPieces } from "./native_hash.ts";
import { Progress } from "./progress.ts";
import { inWorld } from "./world_error.ts";

/** How much of a folder is read. */
export const RESULT_LIMITS = {
  /** Entries that are looked at. */
  entries: 1000,
  fileBytes: 256 * 1024 * 1024,
  folderBytes: 512 * 1024 * 1024,
} as const;

/** The files of a folder, by name. */
export interface ReadFolder {
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** What is there and was not read, with the reason. */
  readonly unread: ReadonlyMap<string, string>;
  /** Regular files above the limit, and those that no result has. */
  readonly large: ReadonlyMap<string, LargeFile>;
}

/** What is read of a folder. */
export interface ReadOptions {
  /** The names of the files to read; without them all are. */
  readonly only?: readonly string[];
}

/**
 * Reads a result folder.
 *
 * @throws WorldError where the folder or one of its files cannot be read.
 */
export async function readResultFolder(path: string, { only }: ReadOptions = {}): Promise<ReadFolder> {
  const files = new Map<string, Uint8Array>();
  const unread = new Map<string, string>();
  const large = new Map<string, LargeFile>();
  const names = inWorld(`read ${path}`, () => [...Deno.readDirSync(path)].map(({ name }) => name)).sort();
  // Files that a result has are looked for by name, first: a listing may fail half-way without a word, or be very long.
  const wanted = only ?? [...new Set([...FILE_LIMITS.keys(), ...names])];
  let leftBytes: number = RESULT_LIMITS.folderBytes;
  for (const name of wanted.slice(0, RESULT_LIMITS.entries)) {
    const opened = openFile(`${path}/${name}`);
    if ("problems" in opened) {
      if (opened.problems[0] !== "it is not there") unread.set(name, opened.problems[0]);
      continue;
    }
    const { file, sizeBytes } = opened.ok;
    try {
      if (FILE_LIMITS.has(name) && sizeBytes > limitBytesOf(name)) {
        unread.set(name, `it has ${sizeBytes} bytes, more than any such file of a result`);
      } else if (!FILE_LIMITS.has(name) || sizeBytes > Math.min(RESULT_LIMITS.fileBytes, leftBytes)) {
        const hash = FILE_LIMITS.has(name) ? await hashOfFile(`${path}/${name}`, sizeBytes) : null;
        large.set(name, { sizeBytes, hash: () => hash });
      } else {
        leftBytes -= sizeBytes;
        files.set(name, inWorld(`read ${path}/${name}`, () => readBytes(file, sizeBytes)));
      }
    } finally {
      file.close();
    }
  }
  const surplus = wanted.length - RESULT_LIMITS.entries;
  if (surplus > 0) unread.set(`(${surplus} more entries)`, "a result folder has few files");
  return { files, unread, large };
}

/** The SHA-256 of a file that is not taken into memory; null where its size has changed. */
async function hashOfFile(path: string, sizeBytes: number): Promise<string | null> {
  const progress = new Progress({ label: "reading", total: sizeBytes });
  try {
    const pieces = await HashedPieces.of(blocksOf(path));
    let countBytes = 0;
    for (const block of pieces) progress.update(countBytes += block.length);
    return countBytes === sizeBytes ? pieces.hash() : null;
  } finally {
    progress.end();
  }
}
