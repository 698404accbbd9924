// Files and folders as results need them: looked at, opened, written, synced, moved and removed.
// What must not change: no link is followed at the end of a path, nothing but a regular file is opened, since a pipe would
// wait for ever, and nothing but `move` replaces what is there. A folder of results may come from a stranger.

import type { Read } from "../experiment/source/problem.ts";
import { inWorld, isUnsupported, persistently, WorldError } from "./world_error.ts";

/** The folder that something is in. */
export function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

/** What lies at a path. */
export type EntryKind = "file" | "folder" | "link" | "something else";

/** What lies at a path, itself and not what it links to; null for nothing. */
export function entryAt(path: string): EntryKind | null {
  const entry = lookAt(path);
  return entry === null ? null : kindOf(entry);
}

/** Whether anything of that name is there, a broken link included. */
export function exists(path: string): boolean {
  return lookAt(path) !== null;
}

/** When a file or what is in a folder was last changed, by the clock of its file system; null where nothing is there. */
export function changedMs(path: string): number | null {
  return lookAt(path)?.mtime?.getTime() ?? null;
}

function lookAt(path: string): Deno.FileInfo | null {
  return inWorld(`look at ${path}`, () => {
    try {
      return Deno.lstatSync(path);
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  });
}

/** What an entry of a folder is, or what was found at a path. */
export function kindOf(
  entry: Pick<Deno.FileInfo, "isSymlink" | "isDirectory" | "isFile">,
): EntryKind {
  if (entry.isSymlink) return "link";
  if (entry.isDirectory) return "folder";
  return entry.isFile ? "file" : "something else";
}

/** Whether an error says that nothing is there. */
export function isMissing(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory ||
    (error as { code?: unknown } | null)?.code === "ENOTDIR";
}

/** How a network file system says that a file was removed elsewhere. */
const STALE = /^stale file handle/i;

/** A file that is open for reading. */
export interface OpenFile {
  readonly file: Deno.FsFile;
  readonly sizeBytes: number;
}

/** What stands in the way of reading: nothing of the name is there, or it is no regular file. */
export type NotAFile =
  | "it is not there"
  | "it is a link"
  | "it is a folder"
  | "it is not a regular file"
  | "it changes while it is looked at";

/**
 * Opens a regular file for reading.
 *
 * @throws WorldError where the system refuses.
 */
export function openFile(path: string): Read<OpenFile, NotAFile> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const opened = openAsSeen(path);
    if (opened !== "another file") return opened;
  }
  return { problems: ["it changes while it is looked at"] };
}

/** How often it is looked again where another process puts a new file in the place of one. */
const ATTEMPTS = 3;

/** Opens what is seen to be a regular file, unless there is another one by then. */
function openAsSeen(path: string): Read<OpenFile, NotAFile> | "another file" {
  const entry = lookAt(path);
  if (entry === null) return { problems: ["it is not there"] };
  const kind = kindOf(entry);
  if (kind === "link" || kind === "folder") return { problems: [`it is a ${kind}`] };
  if (kind !== "file") return { problems: ["it is not a regular file"] };
  return inWorld(`read ${path}`, () => {
    let file: Deno.FsFile | null = null;
    let isSame = false;
    try {
      file = Deno.openSync(path, { read: true });
      const opened = file.statSync();
      // Of what is put there in between nothing is read; a pipe keeps us waiting, and that is all it can do.
      isSame = opened.ino === entry.ino && opened.dev === entry.dev;
      return isSame ? { ok: { file, sizeBytes: opened.size } } : "another file";
    } catch (error) {
      // Over a network an open file may be gone as well.
      if (isMissing(error) || STALE.test((error as Error).message)) return { problems: ["it is not there"] };
      throw error;
    } finally {
      if (!isSame) file?.close();
    }
  });
}

/**
 * The size of a regular file.
 *
 * @throws WorldError where the system refuses.
 */
export function sizeBytesOf(path: string): Read<number, NotAFile> {
  const opened = openFile(path);
  if ("problems" in opened) return opened;
  opened.ok.file.close();
  return { ok: opened.ok.sizeBytes };
}

/** Reads an open file to its end, or so many bytes of it. */
export function readBytes(file: Deno.FsFile, sizeBytes: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(sizeBytes);
  let at = 0;
  while (at < sizeBytes) {
    const count = persistently(() => file.readSync(bytes.subarray(at)));
    if (count === null) break;
    at += count;
  }
  return bytes.subarray(0, at);
}

/**
 * A small file, whole.
 *
 * @returns null where there is no such file, and where it is no regular one or too large.
 */
export function readFile(path: string, limitBytes: number): Uint8Array<ArrayBuffer> | null {
  const opened = openFile(path);
  if ("problems" in opened) return null;
  const { file, sizeBytes } = opened.ok;
  try {
    return sizeBytes > limitBytes ? null : inWorld(`read ${path}`, () => readBytes(file, sizeBytes));
  } finally {
    file.close();
  }
}

/** Bytes that are read at once from a file of any size. */
const BLOCK_BYTES = 1024 * 1024;

/**
 * The content of a regular file, block by block, as often as it is asked for; each block is valid until the next.
 *
 * @throws WorldError where there is no such file, while it is read.
 */
export function blocksOf(path: string): Iterable<Uint8Array> {
  return {
    *[Symbol.iterator]() {
      const opened = openFile(path);
      if ("problems" in opened) throw new WorldError(`cannot read ${path}: ${opened.problems[0]}`);
      const { file } = opened.ok;
      try {
        yield* blocksIn(file, path);
      } finally {
        file.close();
      }
    },
  };
}

/** What is left of an open file, block by block; each block is valid until the next. */
export function* blocksIn(file: Deno.FsFile, path: string): Iterable<Uint8Array> {
  const block = new Uint8Array(BLOCK_BYTES);
  while (true) {
    const count = inWorld(`read ${path}`, () => file.readSync(block));
    if (count === null) return;
    yield block.subarray(0, count);
  }
}

/** The names in a folder; none where it is not there or is no folder. */
export function namesIn(folder: string): readonly string[] {
  return entriesIn(folder).map(({ name }) => name);
}

/** What is in a folder; nothing where it is not there or is no folder. */
export function entriesIn(folder: string): readonly Deno.DirEntry[] {
  return inWorld(`read ${folder}`, () => {
    try {
      return [...Deno.readDirSync(folder)];
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  });
}

/**
 * Makes a folder where there is none, and those above it.
 *
 * @throws WorldError where something else has its name, a link to a folder too: what is written below must lie below.
 */
export function makeFolder(path: string): void {
  inWorld(`make the folder ${path}`, () => Deno.mkdirSync(path, { recursive: true }));
  if (entryAt(path) === "link") {
    throw new WorldError(`cannot write into ${path}: it is a link, which may lead anywhere`);
  }
}

/** Makes a file that is not there yet, open for writing. */
export function createFile(path: string): Deno.FsFile {
  return persistently(() => Deno.openSync(path, { write: true, createNew: true }));
}

/** Writes bytes at the end of an open file, whole. */
export async function writeBytes(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    try {
      at += await file.write(bytes.subarray(at));
    } catch (error) {
      if (!(error instanceof Deno.errors.Interrupted)) throw error;
    }
  }
}

/** Flushes what was written to a file to the disk, as far as the file system can say. */
export async function syncFile(file: Deno.FsFile): Promise<void> {
  try {
    await file.sync();
  } catch (error) {
    if (error instanceof Deno.errors.Interrupted) return await syncFile(file);
    if (!isUnsupported(error)) throw error;
  }
}

/** Has the names in a folder on the disk, where the system can (Windows cannot open a folder). */
export function syncFolder(path: string): void {
  let folder: Deno.FsFile;
  try {
    folder = Deno.openSync(path, { read: true });
  } catch {
    return;
  }
  try {
    persistently(() => folder.syncSync());
  } catch (error) {
    if (!isUnsupported(error)) throw error;
  } finally {
    folder.close();
  }
}

/** Gives something another name; what has that name already is replaced if it is a file or an empty folder. */
export function move(from: string, to: string): void {
  persistently(() => Deno.renameSync(from, to));
}

/** Removes a file, a link, or a folder with all it holds, if it is there. */
export function remove(path: string): void {
  inWorld(`remove ${path}`, () => {
    try {
      Deno.removeSync(path, { recursive: true });
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  });
}

/**
 * Takes a lock that others may hold, without waiting. It ends with the file or the process.
 *
 * @returns false where another holds it; true on a file system without locks, so nothing may depend on it alone.
 */
export function tryLock(file: Deno.FsFile): boolean {
  try {
    return persistently(() => file.tryLockSync(true));
  } catch (error) {
    if (isUnsupported(error)) return true;
    throw error;
  }
}
