// One process at a time puts a sweep together; the others wait. What finished sweeps left behind is removed.
// What must not change: the lock saves work and decides nothing. Where it does not exclude, as on some network file
// systems, two processes train the same parts, and one of them finds that the other was first.

import { changedMs, entryAt, exists, namesIn, remove, tryLock } from "./disk.ts";
import { clockOf, GONE_AFTER_MS, removeAtOnce, whereUnlocked } from "./leftovers.ts";
import { parentOf } from "./result_store.ts";
import { inWorld, WorldError } from "./world_error.ts";

/** Beside the result folder `sweep-<id>`: the parts in `.sweep-<id>` and the lock file `.sweep-<id>.lock`. */
const PARTS_NAME = /^\.sweep-([0-9a-f]{8})(\.lock)?$/;
const LOCK = ".lock";

/** The folder of a sweep's parts while it is under way. */
export function partsFolder(parentFolder: string, id: string): string {
  return `${parentFolder}/.sweep-${id}`;
}

/** A sweep that this process alone puts together, as far as locks tell. */
export interface SweepLock {
  /** Lets the next process have it; the parts are kept, so that it can go on. */
  readonly release: () => void;
  /** Removes the parts and the lock file, and releases the lock. */
  readonly remove: () => void;
}

/** How often a process that waits looks again, in milliseconds. */
const WAIT_MS = 200;

/** Takes a sweep's lock; waits while another process holds it. */
export async function lockSweep(folder: string, onWait: () => void): Promise<SweepLock> {
  const path = folder + LOCK;
  for (let isFirst = true;; isFirst = false) {
    const file = openLock(path);
    const isTaken = !inWorld(`lock ${path}`, () => tryLock(file));
    // Its last holder removes the file: a lock on a removed file excludes nobody.
    if (!isTaken && isSameFile(file, path)) return lockOf(file, folder);
    file.close();
    if (!isTaken) continue;
    if (isFirst) onWait();
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  }
}

/** Another user's lock file can be locked without the right to write it. */
function openLock(path: string): Deno.FsFile {
  const kind = entryAt(path);
  if (kind !== null && kind !== "file") throw new WorldError(`cannot lock ${path}: it is not a regular file`);
  return inWorld(`write ${path}`, () => {
    try {
      return Deno.openSync(path, { write: true, create: true });
    } catch (error) {
      if (kind === null || !(error instanceof Deno.errors.PermissionDenied)) throw error;
      return Deno.openSync(path, { read: true });
    }
  });
}

/** Removes what is left of sweeps whose results are there, where nobody has been at work for long. */
export function removeFinished(parent: string): void {
  const ids = new Set(namesIn(parent).flatMap((name) => PARTS_NAME.exec(name)?.[1] ?? []));
  const finished = [...ids].filter((id) => exists(`${parent}/sweep-${id}`));
  if (finished.length === 0) return;
  try {
    const nowMs = clockOf(parent);
    for (const id of finished) {
      const folder = partsFolder(parent, id);
      const signs = [folder, folder + LOCK].map((path) => changedMs(path) ?? 0);
      if (nowMs - Math.max(...signs) >= GONE_AFTER_MS) {
        whereUnlocked(folder + LOCK, () => removeParts(folder));
      }
    }
  } catch (error) {
    // What cannot be removed now the next run removes; what is asked of this one does not depend on it.
    if (!(error instanceof WorldError)) throw error;
  }
}

/** Removes the parts of a sweep and the file of its lock, which is locked. */
function removeParts(folder: string): void {
  removeAtOnce(folder, parentOf(folder));
  remove(folder + LOCK);
}

function lockOf(file: Deno.FsFile, folder: string): SweepLock {
  return {
    release: () => file.close(),
    remove: () => {
      try {
        removeParts(folder);
      } catch (error) {
        if (!(error instanceof WorldError)) throw error;
      } finally {
        file.close();
      }
    },
  };
}

function isSameFile(file: Deno.FsFile, path: string): boolean {
  try {
    return file.statSync().ino === Deno.lstatSync(path).ino;
  } catch {
    return false;
  }
}
