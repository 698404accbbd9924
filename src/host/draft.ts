// Writes results that appear whole or not at all: aside, synced, and then given their name.
// What must not change: renaming is the only commit, names are unique, and the loser of a race looks at what is there and
// leaves. So it is right without any lock; the locks only tell earlier that a writer is gone.

import {
  createFile,
  entryAt,
  exists,
  isMissing,
  move,
  openFile,
  remove,
  syncFile,
  syncFolder,
  tryLock,
  writeBytes,
} from "./disk.ts";
import { LOCK, PARTIAL, removeQuietly, removeReplaced, REPLACED } from "./leftovers.ts";
import { inWorld, WorldError, worldError } from "./world_error.ts";

/** While it works it gives a sign at least so often. */
const SIGN_AFTER_MS = 60_000;
/** Times that a name is tried for, where others keep taking it and giving it up. */
const MOST_ATTEMPTS = 20;

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
   * Gives it the name of its result, in the place of an empty folder that has it.
   *
   * @returns false where anything else has that name already, which is left as it is.
   */
  commit(folder: string): boolean {
    this.#requireWhole();
    if (!this.#takeName(folder)) return false;
    syncFolder(this.parent);
    return true;
  }

  /**
   * Tried again where the name is free after all: another process may have taken away what was in the way, and not every
   * file system says that something was.
   *
   * @returns false where something has the name.
   */
  #takeName(folder: string): boolean {
    for (let attempt = 1;; attempt++) {
      try {
        move(this.folder, folder);
        return true;
      } catch (error) {
        if (exists(folder)) return false;
        if (attempt === MOST_ATTEMPTS) throw error;
      }
    }
  }

  /**
   * Puts it in the place of a result that is there. Nothing is looked at between the two renames: the longer the name is
   * free, the more often another takes it.
   */
  replace(folder: string): void {
    this.#requireWhole();
    const replaced = this.folder + REPLACED + folder.slice(this.parent.length + 1);
    for (let attempt = 1;; attempt++) {
      // From an attempt before, when another process put back the result of that name.
      removeReplaced(replaced, this.folder);
      try {
        takeAway(folder, replaced);
        if (this.#takeName(folder)) break;
        if (attempt === MOST_ATTEMPTS) {
          throw new WorldError(`cannot replace ${folder}: other processes keep writing it`);
        }
      } catch (error) {
        if (entryAt(folder) === "folder") removeReplaced(replaced, folder);
        else takeAway(replaced, folder);
        throw error;
      }
    }
    try {
      syncFolder(this.parent);
    } finally {
      // Also where that failed: the renaming came first, and file systems that keep names keep their order.
      removeReplaced(replaced, folder);
    }
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

/** Gives a folder another name, unless it is not there: another process may have been first. */
function takeAway(folder: string, to: string): void {
  try {
    move(folder, to);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

/** A failure to write a result, in words. */
export function cannotWrite(folder: string, error: unknown): unknown {
  return worldError(`write ${folder}`, error);
}
