// What writers that are gone left beside the results, and how it is removed.
// What must not change: only names that writers give are touched, and nothing is removed that may be in use or the only copy
// of a result. A writer counts as gone when it has given no sign of life for an hour and its lock can be taken; what is
// left is first given another name, so that nobody can make half of it a result.

import { FILE_LIMITS, FILES_BESIDE, isDroppedBySystem } from "../results/file_limits.ts";
import {
  changedMs,
  createFile,
  entriesIn,
  entryAt,
  exists,
  move,
  namesIn,
  parentOf,
  remove,
  tryLock,
} from "./disk.ts";
import { isPartFile } from "./part_names.ts";
import { inWorld, WorldError } from "./world_error.ts";

/** What belongs to a writer has a name that begins so: its folder, its lock, and the folder that it replaces. */
export const PARTIAL = ".partial-";
export const LOCK = ".lock";
export const REPLACED = ".replaced.";
const GONE = ".gone";
const [partial, lock, replaced, gone] = [PARTIAL, LOCK, REPLACED, GONE].map(RegExp.escape);
/** The parts of such a name: what the writer's names have in common, and what it is. */
const OWN_NAME = new RegExp(
  `^(${partial}[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(${lock}|${replaced}(.+)|${gone})?$`,
);

/** A writer that has given no sign of life for so long is gone, even where locks tell nothing. */
const GONE_AFTER_MS = 3_600_000;

/** Whether writers have given no sign of life at some paths for long; a time yet to come is no sign, but a stranger's. */
export function areQuiet(paths: readonly string[], nowMs: number): boolean {
  return paths.every((path) => Math.abs(nowMs - (changedMs(path) ?? 0)) >= GONE_AFTER_MS);
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
  quietly(() => {
    putBackReplaced(parent);
    const writers = new Map<string, string[]>();
    for (const name of namesIn(parent)) {
      const writer = OWN_NAME.exec(name)?.[1];
      if (writer !== undefined) writers.set(writer, [...writers.get(writer) ?? [], name]);
    }
    if (writers.size === 0) return;
    const nowMs = clockOf(parent);
    for (const [writer, names] of writers) removeLeftover(parent, writer, names, nowMs);
  });
}

/** Removes what the system lets it: a later run removes the rest, and what is asked of this one does not depend on it. */
export function quietly(removal: () => void): void {
  try {
    removal();
  } catch (error) {
    if (!(error instanceof WorldError)) throw error;
  }
}

function removeLeftover(parent: string, writer: string, names: readonly string[], nowMs: number): void {
  if (!areQuiet(names.map((name) => `${parent}/${name}`), nowMs)) return;
  whereUnlocked(`${parent}/${writer}${LOCK}`, () => {
    for (const name of names) {
      const replaced = OWN_NAME.exec(name)?.[3];
      // A result stays that could not be put back, as the system did not let it or a file has its name.
      const isOnlyCopy = replaced !== undefined &&
        (entryAt(`${parent}/${replaced}`) !== "folder" ||
          holdsMore(`${parent}/${name}`, `${parent}/${replaced}`));
      if (!name.endsWith(LOCK) && !isOnlyCopy) removeAtOnce(`${parent}/${name}`);
    }
    // Last, and while it is locked: until then another process sees that the rest is being removed.
    remove(`${parent}/${writer}${LOCK}`);
  });
}

/** Removes a folder of ours under another name, so that nobody who knows it can make half of it a result meanwhile. */
export function removeAtOnce(path: string): void {
  if (!isOurs(path)) return;
  const gone = `${parentOf(path)}/${PARTIAL}${crypto.randomUUID()}${GONE}`;
  try {
    move(path, gone);
    remove(gone);
  } catch {
    remove(path); // Where it cannot have another name, or another process has removed it.
  }
}

/** Whether something is no folder, or one that holds nothing but files of ours, and what systems drop into folders. */
function isOurs(path: string): boolean {
  if (entryAt(path) !== "folder") return true;
  return entriesIn(path).every(({ name, isDirectory }) =>
    !isDirectory && (FILE_LIMITS.has(name) || isPartFile(name) || isDroppedBySystem(name))
  );
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

/**
 * Removes a result in whose place another is, if the system lets us, unless a file beside it would be lost. Its name is free
 * at once: over a network a file that is being read keeps its folder until it is closed.
 */
export function removeReplaced(path: string, folder: string): void {
  quietly(() => {
    if (entryAt(path) === "folder" && !holdsMore(path, folder)) removeAtOnce(path);
  });
}

/** Whether a folder holds a file beside its result that another folder has not: whoever took the place did not know of it. */
function holdsMore(path: string, folder: string): boolean {
  return FILES_BESIDE.some((name) => exists(`${path}/${name}`) && !exists(`${folder}/${name}`));
}

/** Removes something of ours, if the system lets us. */
export function removeQuietly(path: string): void {
  quietly(() => isOurs(path) && remove(path));
}
