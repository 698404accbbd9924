// Reads the files of a result folder that may come from anyone.
// What must not change: only regular files that lie directly in the folder are read; no link is followed, no folder
// entered, nothing above the stated sizes taken into memory. What was not read is told with its reason.

import { inWorld, reasonOf } from "./world_error.ts";

/** How much of a folder is read. */
export const RESULT_LIMITS = {
  /** Entries that are looked at. */
  entries: 1000,
  fileBytes: 256 * 1024 * 1024,
  folderBytes: 1024 * 1024 * 1024,
} as const;

/** The files of a folder. */
export interface ReadFolder {
  /** By name. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** What lies there and was not read, with the reason. */
  readonly unread: ReadonlyMap<string, string>;
}

/**
 * Reads a result folder.
 *
 * @param only the names of the files to read; without them all are.
 * @throws WorldError where the folder itself cannot be read.
 */
export function readResultFolder(path: string, only?: readonly string[]): ReadFolder {
  const files = new Map<string, Uint8Array>();
  const unread = new Map<string, string>();
  const names = inWorld(`read ${path}`, () => [...Deno.readDirSync(path)].map(({ name }) => name)).sort();
  const wanted = only === undefined ? names : names.filter((name) => only.includes(name));
  let leftBytes: number = RESULT_LIMITS.folderBytes;
  for (const name of wanted.slice(0, RESULT_LIMITS.entries)) {
    const read = readRegularFile(`${path}/${name}`, Math.min(RESULT_LIMITS.fileBytes, leftBytes));
    if ("reason" in read) {
      unread.set(name, read.reason);
      continue;
    }
    leftBytes -= read.bytes.length;
    files.set(name, read.bytes);
  }
  const surplus = wanted.length - RESULT_LIMITS.entries;
  if (surplus > 0) unread.set(`(${surplus} more entries)`, "a result folder has few files");
  return { files, unread };
}

function readRegularFile(path: string, limitBytes: number): { bytes: Uint8Array } | { reason: string } {
  try {
    const entry = Deno.lstatSync(path);
    if (entry.isSymlink) return { reason: "it is a link" };
    if (entry.isDirectory) return { reason: "it is a folder" };
    if (!entry.isFile) return { reason: "it is not a regular file" };
    if (entry.size > limitBytes) return { reason: `it has ${entry.size} bytes, more than is read` };
    const file = Deno.openSync(path, { read: true });
    try {
      const opened = file.statSync();
      // Whoever swaps the file for a link in between gets nothing.
      if (opened.ino !== entry.ino || opened.dev !== entry.dev) {
        return { reason: "it changed while it was read" };
      }
      return { bytes: readUpTo(file, entry.size) };
    } finally {
      file.close();
    }
  } catch (error) {
    return { reason: `it cannot be read: ${reasonOf(error)}` };
  }
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
