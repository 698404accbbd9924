// Writes result folders that appear whole or not at all: written aside, synced, renamed.
// What must not change: a reader never sees half a folder, whatever kills the writer; what a killed writer leaves
// behind is recognised by its unlocked lock file and removed by the next one.

import { bytesOf, type FileContent, type FileMap, piecesOf } from "../results/file_content.ts";
import { REPORT_FILES } from "../results/manifest.ts";
import { hasReportsOfOtherVersion, manifestKeeping, readManifest } from "../results/stored_manifest.ts";
import { textOf } from "../results/stored_text.ts";
import { nativeHashOf } from "./native_hash.ts";
import { inWorld, reasonOf, WorldError } from "./world_error.ts";

/** What became of a result folder. */
export type StoreResult =
  /** It was not there and is now. */
  | { readonly kind: "written" }
  | FoundFolder
  /** It was there with other bytes, and was replaced. */
  | { readonly kind: "replaced"; readonly files: readonly string[] };

/** A result folder that was there, and was left alone. */
type FoundFolder =
  /** With the same bytes; `experiment.yaml`, which may be worded differently, was kept as it was. */
  | { readonly kind: "found"; readonly isReworded: boolean }
  /** With the same figures, but with reports that another version of the program drew; null where it is not named. */
  | {
    readonly kind: "same_figures";
    readonly files: readonly string[];
    readonly reportsDrawnBy: string | null;
  }
  /** With other bytes. */
  | { readonly kind: "differs"; readonly files: readonly string[] };

/** The names of a writer's folder, its lock file and the folder that it replaces all begin with `.partial-<uuid>`. */
const PARTIAL = ".partial-";
const LOCK = ".lock";
const REPLACED = "-replaced";
const UUID_LENGTH = 36;

/**
 * Stores the files of a result folder.
 *
 * @param folder the folder's path; its parents are made where they are missing.
 * @param ifDifferent what to do with a folder of other bytes that is there already.
 * @throws WorldError where the disk or a permission forbids it; nothing of the folder is left then.
 */
export async function storeFolder(
  folder: string,
  files: FileMap,
  ifDifferent: "keep" | "replace" = "keep",
): Promise<StoreResult> {
  const found = exists(folder) ? await compareFolder(folder, files) : null;
  const parent = folder.slice(0, folder.lastIndexOf("/"));
  if (found === null) inWorld(`make the folder ${parent}`, () => Deno.mkdirSync(parent, { recursive: true }));
  removeLeftovers(parent);
  if (found !== null && (found.kind === "found" || ifDifferent === "keep")) return found;
  const { partial, lock } = inWorld(`write ${parent}`, () => lockedPartial(parent));
  const replaced = found === null ? [] : [partial + REPLACED];
  let leftovers = [partial];
  try {
    Deno.mkdirSync(partial);
    await Promise.all(
      [...files].map(([name, content]) => writeSynced(`${partial}/${name}`, piecesOf(content))),
    );
    syncFolder(partial);
    for (const path of replaced) Deno.renameSync(folder, path);
    try {
      Deno.renameSync(partial, folder);
      leftovers = replaced;
    } catch (error) {
      if (!exists(folder)) {
        for (const path of replaced) Deno.renameSync(path, folder);
        throw error;
      }
      // Another process was first; its folder must be the same.
      leftovers = [partial, ...replaced];
      return await compareFolder(folder, files);
    }
    syncFolder(parent);
    return found === null ? { kind: "written" } : { kind: "replaced", files: found.files };
  } catch (error) {
    throw error instanceof WorldError ? error : new WorldError(`cannot write ${folder}: ${reasonOf(error)}`);
  } finally {
    leftovers.forEach(removeQuietly);
    removeQuietly(partial + LOCK);
    lock.close();
  }
}

/**
 * Compares the files of a folder on disk with what they should hold.
 *
 * The figures decide. The wording of `experiment.yaml` may differ, and so may reports that another version of the program
 * drew; those files must have the hashes of the folder's own manifest, which must be right in everything else.
 */
async function compareFolder(folder: string, files: FileMap): Promise<FoundFolder> {
  const differing = [...files].flatMap(([name, content]) => {
    const found = readQuietly(`${folder}/${name}`);
    return found === null || !holds(found, content) ? [name] : [];
  });
  if (differing.length === 0) return { kind: "found", isReworded: false };
  const differs = { kind: "differs", files: differing } as const;
  const bytes = readQuietly(`${folder}/manifest.json`);
  const read = readManifest(bytes === null ? new Map() : new Map([["manifest.json", bytes]]));
  if (bytes === null || "problems" in read) return differs;
  const manifest = read.ok;
  const isOtherVersion = hasReportsOfOtherVersion(manifest);
  const kept = differing.filter((name) => name !== "manifest.json");
  const mayDiffer = ["experiment.yaml", ...(isOtherVersion ? REPORT_FILES : [])];
  if (!kept.every((name) => mayDiffer.includes(name))) return differs;
  if (!holds(bytes, manifestKeeping(files.get("manifest.json")!, manifest, kept))) return differs;
  for (const name of kept) {
    const found = readQuietly(`${folder}/${name}`);
    if (found === null || await nativeHashOf(found) !== manifest.files.get(name)?.sha256) return differs;
  }
  if (!isOtherVersion) return { kind: "found", isReworded: true };
  return { kind: "same_figures", files: differing, reportsDrawnBy: manifest.reportsDrawnBy };
}

/** Whether bytes are those of a content. */
function holds(bytes: Uint8Array, content: FileContent): boolean {
  if (typeof content === "string" && textOf(bytes) === content) return true; // many bytes at a time
  const wanted = bytesOf(content);
  return bytes.length === wanted.length && bytes.every((byte, index) => byte === wanted[index]);
}

/** The name of a folder to write into, with its lock file, held until it is closed or the process ends. */
function lockedPartial(parent: string): { readonly partial: string; readonly lock: Deno.FsFile } {
  while (true) {
    const partial = `${parent}/${PARTIAL}${crypto.randomUUID()}`;
    const lock = Deno.openSync(partial + LOCK, { write: true, createNew: true });
    lock.lockSync(true);
    // Another process may have taken the file for a leftover and removed it before it was locked.
    if (exists(partial + LOCK)) return { partial, lock };
    lock.close();
  }
}

/** Removes what writers that were killed left in a folder; those at work hold their locks. */
export function removeLeftovers(parent: string): void {
  const names = namesIn(parent).filter((name) => name.startsWith(PARTIAL));
  const writers = new Set(names.map((name) => name.slice(0, PARTIAL.length + UUID_LENGTH)));
  for (const writer of writers) removeLeftover(`${parent}/${writer}`);
}

function removeLeftover(partial: string): void {
  const lock = openQuietly(partial + LOCK);
  try {
    if (lock !== null && !lock.tryLockSync(true)) return;
    removeQuietly(partial);
    removeQuietly(partial + REPLACED);
    // Last, and while it is locked: until then another process sees that the rest is being removed.
    removeQuietly(partial + LOCK);
  } finally {
    lock?.close();
  }
}

/** The names in a folder; none where it cannot be read, because then nothing in it is ours to remove. */
export function namesIn(folder: string): readonly string[] {
  try {
    return [...Deno.readDirSync(folder)].map(({ name }) => name);
  } catch {
    return [];
  }
}

function openQuietly(path: string): Deno.FsFile | null {
  try {
    return Deno.openSync(path, { write: true });
  } catch {
    return null; // There is none: its writer is gone.
  }
}

async function writeSynced(path: string, pieces: readonly Uint8Array[]): Promise<void> {
  const file = await Deno.open(path, { write: true, createNew: true });
  try {
    for (const bytes of pieces) {
      for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
    }
    await file.sync();
  } finally {
    file.close();
  }
}

/** Syncs the names in a folder to the disk, where the system can (Windows cannot open a folder). */
function syncFolder(path: string): void {
  let folder: Deno.FsFile;
  try {
    folder = Deno.openSync(path, { read: true });
  } catch {
    return;
  }
  try {
    folder.syncSync();
  } finally {
    folder.close();
  }
}

/** Whether anything of that name is there, a broken link included. */
export function exists(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw new WorldError(`cannot look at ${path}: ${reasonOf(error)}`);
  }
}

function readQuietly(path: string): Uint8Array | null {
  try {
    return Deno.readFileSync(path);
  } catch {
    return null;
  }
}

/** Removes a file or a folder, if the system lets us. */
export function removeQuietly(path: string): void {
  try {
    Deno.removeSync(path, { recursive: true });
  } catch {
    // It is gone already, or the next run removes it.
  }
}
