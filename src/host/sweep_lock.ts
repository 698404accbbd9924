// One process at a time runs a sweep; the others wait. What finished sweeps left behind is removed.
// What must not change: it is a lock of the operating system, so that a killed process holds nothing.

import { exists, namesIn } from "./result_store.ts";
import { inWorld } from "./world_error.ts";

/** Beside the result folder `sweep-<id>`: the parts in `.sweep-<id>` and the lock file `.sweep-<id>.lock`. */
const PREFIX = ".sweep-";
const LOCK = ".lock";

/** The folder of a sweep's parts while it is under way. */
export function partsFolder(parentFolder: string, id: string): string {
  return `${parentFolder}/${PREFIX}${id}`;
}

/** A sweep that this process alone runs. */
interface SweepLock {
  /** Lets the next process have it; the parts are kept, so that it can go on. */
  readonly release: () => void;
  /** Removes the parts and the lock file, and releases the lock. */
  readonly remove: () => void;
}

/** Takes a sweep's lock; waits while another process holds it. */
export async function lockSweep(folder: string, onWait: () => void): Promise<SweepLock> {
  const path = folder + LOCK;
  while (true) {
    const file = inWorld(`write ${path}`, () => Deno.openSync(path, { write: true, create: true }));
    if (!file.tryLockSync(true)) {
      onWait();
      await file.lock(true);
    }
    // Its last holder removes the file: a lock on a removed file excludes nobody.
    if (isSameFile(file, path)) return lockOf(file, folder);
    file.close();
  }
}

/** Removes what is left of sweeps whose result folders are there, unless a process is working on them. */
export function removeFinished(parentFolder: string): void {
  for (const name of namesIn(parentFolder)) {
    if (!name.startsWith(PREFIX)) continue;
    const id = name.slice(PREFIX.length).replace(LOCK, "");
    if (!exists(`${parentFolder}/sweep-${id}`)) continue;
    const folder = partsFolder(parentFolder, id);
    const file = openQuietly(folder + LOCK);
    if (file === null) continue;
    if (file.tryLockSync(true) && isSameFile(file, folder + LOCK)) lockOf(file, folder).remove();
    else file.close();
  }
}

/** Removes a file or a folder with all it holds, if it is there. */
export function removeWhole(path: string): void {
  inWorld(`remove ${path}`, () => {
    try {
      Deno.removeSync(path, { recursive: true });
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  });
}

function lockOf(file: Deno.FsFile, folder: string): SweepLock {
  return {
    release: () => file.close(),
    remove: () => {
      removeWhole(folder);
      removeWhole(folder + LOCK);
      file.close();
    },
  };
}

function isSameFile(file: Deno.FsFile, path: string): boolean {
  try {
    return file.statSync().ino === Deno.statSync(path).ino;
  } catch {
    return false;
  }
}

function openQuietly(path: string): Deno.FsFile | null {
  try {
    return Deno.openSync(path, { write: true, create: true });
  } catch {
    return null;
  }
}
