// Reads the files of a result folder that may come from anyone.
// What must not change: only regular files directly in the folder are read; no link is followed, no folder entered,
// nothing above the stated sizes taken into memory. What was not read is listed with the reason.

import { sha256 } from "npm:@noble/hashes@2.0.1/sha2.js";
import { bytesToHex } from "npm:@noble/hashes@2.0.1/utils.js";
import type { Read } from "../experiment/source/problem.ts";
import type { LargeFile } from "../verify/verification_plan.ts";
import { inWorld, reasonOf } from "./world_error.ts";

/** How much of a folder is read. */
export const RESULT_LIMITS = {
  /** Entries that are looked at. */
  entries: 1000,
  fileBytes: 256 * 1024 * 1024,
  folderBytes: 1024 * 1024 * 1024,
  /** Enough for the files of a sweep of ten million trials. */
  sweepBytes: 4 * 1024 * 1024 * 1024,
} as const;

/** The files of a folder, by name. */
interface ReadFolder {
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** What is there and was not read, with the reason. */
  readonly unread: ReadonlyMap<string, string>;
  /** Regular files above the limit. */
  readonly large: ReadonlyMap<string, LargeFile>;
}

/** What is read of a folder. */
interface ReadOptions {
  /** The names of the files to read; without them all are. */
  readonly only?: readonly string[];
  /** The size of a file at most; without it `RESULT_LIMITS.fileBytes`. */
  readonly fileBytes?: number;
}

/**
 * Reads a result folder.
 *
 * @throws WorldError where the folder itself cannot be read.
 */
export function readResultFolder(path: string, { only, fileBytes }: ReadOptions = {}): ReadFolder {
  const files = new Map<string, Uint8Array>();
  const unread = new Map<string, string>();
  const large = new Map<string, LargeFile>();
  const names = inWorld(`read ${path}`, () => [...Deno.readDirSync(path)].map(({ name }) => name)).sort();
  const wanted = only === undefined ? names : names.filter((name) => only.includes(name));
  const limitBytes = fileBytes ?? RESULT_LIMITS.fileBytes;
  let leftBytes = Math.max(limitBytes, RESULT_LIMITS.folderBytes);
  for (const name of wanted.slice(0, RESULT_LIMITS.entries)) {
    const opened = openRegularFile(`${path}/${name}`);
    if ("problems" in opened) {
      unread.set(name, opened.problems[0]);
      continue;
    }
    const { file, sizeBytes } = opened.ok;
    try {
      if (sizeBytes > Math.min(limitBytes, leftBytes)) {
        large.set(name, { sizeBytes, hash: () => hashOf(`${path}/${name}`, sizeBytes) });
        continue;
      }
      leftBytes -= sizeBytes;
      files.set(name, readUpTo(file, sizeBytes));
    } catch (error) {
      unread.set(name, unreadable(error));
    } finally {
      file.close();
    }
  }
  const surplus = wanted.length - RESULT_LIMITS.entries;
  if (surplus > 0) unread.set(`(${surplus} more entries)`, "a result folder has few files");
  return { files, unread, large };
}

/** Opens a regular file, or says why it cannot. */
function openRegularFile(
  path: string,
): Read<{ readonly file: Deno.FsFile; readonly sizeBytes: number }, string> {
  try {
    const entry = Deno.lstatSync(path);
    if (entry.isSymlink) return { problems: ["it is a link"] };
    if (entry.isDirectory) return { problems: ["it is a folder"] };
    if (!entry.isFile) return { problems: ["it is not a regular file"] };
    const file = Deno.openSync(path, { read: true });
    const opened = file.statSync();
    if (opened.ino === entry.ino && opened.dev === entry.dev) return { ok: { file, sizeBytes: opened.size } };
    // Swapping the file for a link in between gains nothing.
    file.close();
    return { problems: ["it changed while it was read"] };
  } catch (error) {
    return { problems: [unreadable(error)] };
  }
}

function unreadable(error: unknown): string {
  return `it cannot be read: ${reasonOf(error)}`;
}

function readUpTo(file: Deno.FsFile, sizeBytes: number): Uint8Array {
  const bytes = new Uint8Array(sizeBytes);
  let at = 0;
  while (at < sizeBytes) {
    const count = file.readSync(bytes.subarray(at));
    if (count === null) break;
    at += count;
  }
  return bytes.subarray(0, at);
}

const BLOCK_BYTES = 1024 * 1024;

/** The SHA-256 of a file that is not taken into memory; null where it cannot be read or its size has changed. */
function hashOf(path: string, sizeBytes: number): string | null {
  const opened = openRegularFile(path);
  if ("problems" in opened) return null;
  const { file } = opened.ok;
  try {
    const hash = sha256.create();
    const block = new Uint8Array(BLOCK_BYTES);
    let leftBytes = sizeBytes;
    while (leftBytes > 0) {
      const count = file.readSync(block.subarray(0, Math.min(block.length, leftBytes)));
      if (count === null) return null;
      hash.update(block.subarray(0, count));
      leftBytes -= count;
    }
    return file.readSync(block) === null ? bytesToHex(hash.digest()) : null;
  } catch {
    return null;
  } finally {
    file.close();
  }
}
