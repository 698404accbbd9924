// One process at a time puts a sweep together; the others wait. What finished sweeps left behind is removed.
// What must not change: the lock saves work and decides nothing. Where it does not exclude, as on some network file
// systems, two processes train the same parts, and one of them finds that the other was first.

import { RESULT_NAME } from "../experiment/config.ts";
import { pause } from "../threads/event_loop.ts";
import { entryAt, exists, isMissing, namesIn, parentOf, remove, tryLock } from "./disk.ts";
import { areQuiet, clockOf, LOCK, quietly, removeAtOnce, whereUnlocked } from "./leftovers.ts";
import { inWorld, WorldError } from "./world_error.ts";

/** Beside the result folder `sweep-<id>`: the parts in `.sweep-<id>` and the lock file `.sweep-<id>.lock`; so for a run. */
function resultOfParts(name: string): string | null {
  const result = (name.endsWith(LOCK) ? name.slice(0, -LOCK.length) : name).slice(1);
  return name.startsWith(".") && RESULT_NAME.test(result) ? result : null;
}

/** The folder of a result's parts, or of a run's checkpoint, while it is under way. */
export function partsFolder(resultFolder: string): string {
  const parent = parentOf(resultFolder);
  return `${parent}/.${resultFolder.slice(parent.length + 1)}`;
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
/** Times that a lock is not there although it was seen: on a network file system another host's view may be seconds old. */
const MOST_MISSES = 100;

/** Takes a sweep's lock; waits while another process holds it. */
export async function lockSweep(folder: string, onWait: () => void): Promise<SweepLock> {
  const path = folder + LOCK;
  let hasWaited = false;
  for (let missCount = 0;;) {
    const file = openLock(path, missCount++ < MOST_MISSES);
    if (file !== null) {
      const isTaken = !inWorld(`lock ${path}`, () => tryLock(file));
      // Its last holder removes the file: a lock on a removed file excludes nobody.
      if (!isTaken && isSameFile(file, path)) return lockOf(file, folder);
      file.close();
      if (isTaken) {
        missCount = 0;
        if (!hasWaited) onWait();
        hasWaited = true;
      }
    }
    await pause(WAIT_MS);
  }
}

/**
 * Opens the file of a lock, or makes it. Another user's can be locked without the right to write it.
 *
 * @param mayMiss whether null is given back where another process removes it at this moment.
 */
function openLock(path: string, mayMiss: boolean): Deno.FsFile | null {
  const kind = entryAt(path);
  if (kind !== null && kind !== "file") throw new WorldError(`cannot lock ${path}: it is not a regular file`);
  return inWorld(`write ${path}`, () => {
    try {
      return Deno.openSync(path, { write: true, create: true });
    } catch (error) {
      if (mayMiss && isMissing(error) && exists(parentOf(path))) return null;
      if (kind === null || !(error instanceof Deno.errors.PermissionDenied)) throw error;
      return Deno.openSync(path, { read: true });
    }
  });
}

/** Removes what is left of sweeps and long runs whose results are there, where nobody has been at work for long. */
export function removeFinished(parent: string): void {
  const names = new Set(namesIn(parent).flatMap((name) => resultOfParts(name) ?? []));
  const finished = [...names].map((name) => `${parent}/${name}`).filter(exists);
  if (finished.length === 0) return;
  quietly(() => {
    const nowMs = clockOf(parent);
    for (const folder of finished.map(partsFolder)) {
      if (areQuiet([folder, folder + LOCK], nowMs)) whereUnlocked(folder + LOCK, () => removeParts(folder));
    }
  });
}

/** Removes the parts of a sweep and the file of its lock, which is locked, or the checkpoint of a run. */
export function removeParts(folder: string): void {
  quietly(() => {
    removeAtOnce(folder);
    remove(folder + LOCK);
  });
}

function lockOf(file: Deno.FsFile, folder: string): SweepLock {
  return {
    release: () => file.close(),
    remove: () => {
      removeParts(folder);
      file.close();
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
