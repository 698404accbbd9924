// Writes results that appear whole or not at all: aside, synced, and then given their name.
// What must not change: renaming is the only commit, names are unique, and the loser of a race looks at what is there and
// leaves. So it is right without any lock; the locks only tell earlier that a writer is gone. Nothing is removed that may
// be the only copy of a result.

import {
  changedMs,
  createFile,
  entryAt,
  exists,
  move,
  namesIn,
  openFile,
  remove,
  syncFile,
  syncFolder,
  tryLock,
  writeBytes,
} from "./disk.ts";
import { inWorld, WorldError, worldError } from "./world_error.ts";

/** What belongs to a writer has a name that begins so: its folder, its lock, and the folder that it replaces. */
const PARTIAL = ".partial-";
const LOCK = ".lock";
const REPLACED = ".replaced.";
/** The parts of such a name: what the writer's names have in common, and what it is. */
const OWN_NAME =
  /^(\.partial-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(\.lock|\.replaced\.(.+)|\.gone)?$/;
const GONE = ".gone";

/** A writer that has given no sign of life for so long is gone, even where locks tell nothing. */
export const GONE_AFTER_MS = 3_600_000;
/** While it works it gives a sign at least so often. */
const SIGN_AFTER_MS = 60_000;
/** Times that a result is taken out of the way, where others keep putting one there. */
const MOST_REPLACEMENTS = 20;

/** A result while it is written. */
export class Draft {
  readonly #sizes = new Map<string, number>();
  #signMs = performance.now();

  private constructor(
    readonly parent: string,
    /** What it is written into; it becomes the result folder. */
    readonly folder: string,
    readonly lock: Deno.FsFile,
  ) {}

  /**
   * Begins one.
   *
   * @param parent the folder that will hold the result folder.
   */
  static begin(parent: string): Draft {
    return inWorld(`write ${parent}`, () => {
      const folder = `${parent}/${PARTIAL}${crypto.randomUUID()}`;
      const lock = createFile(folder + LOCK);
      try {
        tryLock(lock);
        Deno.mkdirSync(folder);
        return new Draft(parent, folder, lock);
      } catch (error) {
        lock.close();
        remove(folder + LOCK);
        throw error;
      }
    });
  }

  /** Writes a file and has it on the disk. @returns its size in bytes. */
  async write(name: string, pieces: Iterable<Uint8Array>): Promise<number> {
    const file = createFile(`${this.folder}/${name}`);
    let sizeBytes = 0;
    try {
      for (const bytes of pieces) {
        this.#giveSign();
        await writeBytes(file, bytes);
        sizeBytes += bytes.length;
      }
      await syncFile(file);
    } finally {
      file.close();
    }
    this.#sizes.set(name, sizeBytes);
    return sizeBytes;
  }

  /**
   * Gives it the name of its result.
   *
   * @returns false where something has that name already, which is left as it is.
   */
  commit(folder: string): boolean {
    this.#requireWhole();
    try {
      move(this.folder, folder);
    } catch (error) {
      if (exists(folder)) return false;
      throw error;
    }
    syncFolder(this.parent);
    return true;
  }

  /** Puts it in the place of a result that is there. */
  replace(folder: string): void {
    const replaced = this.folder + REPLACED + folder.slice(this.parent.length + 1);
    for (let attempt = 1;; attempt++) {
      if (exists(folder)) {
        remove(replaced); // From an attempt before, when another process put back the result of that name.
        move(folder, replaced);
      }
      try {
        if (this.commit(folder)) break;
        if (attempt === MOST_REPLACEMENTS) {
          throw new WorldError(`cannot replace ${folder}: other processes keep writing it`);
        }
      } catch (error) {
        if (exists(folder)) removeQuietly(replaced);
        else move(replaced, folder);
        throw error;
      }
    }
    removeQuietly(replaced);
  }

  /** Moves some of its files into a result that is there, in the order in which they were written. */
  moveFilesInto(folder: string): void {
    this.#requireWhole();
    for (const name of this.#sizes.keys()) move(`${this.folder}/${name}`, `${folder}/${name}`);
    syncFolder(folder);
  }

  /** Removes what is left of it, when it is committed or given up. */
  end(): void {
    removeQuietly(this.folder);
    removeQuietly(this.folder + LOCK);
    this.lock.close();
  }

  /** A process that took this one for gone, where locks tell nothing, may have removed files. */
  #requireWhole(): void {
    syncFolder(this.folder);
    for (const [name, sizeBytes] of this.#sizes) {
      const opened = openFile(`${this.folder}/${name}`);
      if ("ok" in opened) opened.ok.file.close();
      if (!("ok" in opened) || opened.ok.sizeBytes !== sizeBytes) {
        throw new WorldError(`cannot write ${this.parent}: ${name} changed after it was written`);
      }
    }
  }

  /** A byte in the lock's file sets its time, by the clock of the file system. */
  #giveSign(): void {
    if (performance.now() - this.#signMs < SIGN_AFTER_MS) return;
    this.#signMs = performance.now();
    this.lock.writeSync(new Uint8Array(1));
  }
}

/**
 * Puts back results that a writer took out of the way and did not live to replace.
 *
 * A writer that is alive finds its result there again, and takes it out of the way once more.
 */
export function putBackReplaced(parent: string): void {
  for (const name of namesIn(parent)) {
    const result = OWN_NAME.exec(name)?.[3];
    if (result === undefined || entryAt(`${parent}/${name}`) !== "folder") continue;
    if (exists(`${parent}/${result}`)) continue;
    try {
      move(`${parent}/${name}`, `${parent}/${result}`);
    } catch {
      // Another process has done it, or the folder is read-only: then what is there is not found, and stays.
    }
  }
}

/** Removes what writers that are gone left in a folder; not what may be the only copy of a result. */
export function removeLeftovers(parent: string): void {
  putBackReplaced(parent);
  const writers = new Map<string, string[]>();
  for (const name of namesIn(parent)) {
    const writer = OWN_NAME.exec(name)?.[1];
    if (writer !== undefined) writers.set(writer, [...writers.get(writer) ?? [], name]);
  }
  if (writers.size === 0) return;
  try {
    const nowMs = clockOf(parent);
    for (const [writer, names] of writers) removeLeftover(parent, writer, names, nowMs);
  } catch (error) {
    // What cannot be removed now the next run removes; what is asked of this one does not depend on it.
    if (!(error instanceof WorldError)) throw error;
  }
}

function removeLeftover(parent: string, writer: string, names: readonly string[], nowMs: number): void {
  const signs = names.map((name) => changedMs(`${parent}/${name}`) ?? nowMs);
  if (nowMs - Math.max(...signs) < GONE_AFTER_MS) return;
  whereUnlocked(`${parent}/${writer}${LOCK}`, () => {
    for (const name of names) {
      const replaced = OWN_NAME.exec(name)?.[3];
      // A result whose name is free could not be put back above: it stays.
      if (name.endsWith(LOCK) || (replaced !== undefined && !exists(`${parent}/${replaced}`))) continue;
      removeAtOnce(`${parent}/${name}`, parent);
    }
    // Last, and while it is locked: until then another process sees that the rest is being removed.
    remove(`${parent}/${writer}${LOCK}`);
  });
}

/** Removes a folder under another name, so that nobody who knows it can make half of it a result meanwhile. */
export function removeAtOnce(path: string, parent: string): void {
  const gone = `${parent}/${PARTIAL}${crypto.randomUUID()}${GONE}`;
  try {
    move(path, gone);
    remove(gone);
  } catch {
    remove(path); // Where it cannot have another name, or another process has removed it.
  }
}

/** Does something while a lock file is locked, unless another process holds it or its file cannot be opened. */
export function whereUnlocked(path: string, action: () => void): void {
  const kind = entryAt(path);
  if (kind === null) return action();
  if (kind !== "file") return;
  let lock: Deno.FsFile;
  try {
    lock = Deno.openSync(path, { write: true });
  } catch {
    return; // It is another user's, or gone: what it guards is not ours to judge.
  }
  try {
    if (tryLock(lock)) action();
  } finally {
    lock.close();
  }
}

/** The time by the clock of a folder's file system, which may be another machine's. */
export function clockOf(folder: string): number {
  const path = `${folder}/${PARTIAL}${crypto.randomUUID()}${LOCK}`;
  return inWorld(`write ${folder}`, () => {
    createFile(path).close();
    try {
      return changedMs(path) ?? 0;
    } finally {
      remove(path);
    }
  });
}

/** Removes something, if the system lets us; what is left the next run removes. */
export function removeQuietly(path: string): void {
  try {
    remove(path);
  } catch (error) {
    if (!(error instanceof WorldError)) throw error;
  }
}

/** A failure to write a result, in words. */
export function cannotWrite(folder: string, error: unknown): unknown {
  return worldError(`write ${folder}`, error);
}
