// Stores results: what becomes of one whose name is free, and of one that is there already.
// What must not change: the figures decide. A folder that is there is left as it was unless it is to be replaced, and then
// nothing is lost but files of a result; what `export` wrote beside them is kept.

import { areSameBytes, type FileContent, type FileMap, piecesOf } from "../results/file_content.ts";
import { FILE_LIMITS, FILES_BESIDE, isDroppedBySystem, limitBytesOf } from "../results/file_limits.ts";
import {
  type FolderContents,
  type Manifest,
  type ManifestEntry,
  manifestOf,
  manifestText,
  ownSums,
  REPORT_FILES,
  withSums,
} from "../results/manifest.ts";
import { SUMS_FILE } from "../results/sha256_sums.ts";
import { folderKeeping, hasReportsOfOtherVersion, readManifest } from "../results/stored_manifest.ts";
import { textOf } from "../results/stored_text.ts";
import { allBegun } from "./all_begun.ts";
import { blocksOf, entriesIn, entryAt, exists, makeFolder, openFile, readBytes, readFile } from "./disk.ts";
import { cannotWrite, Draft } from "./draft.ts";
import { putBackReplaced, removeLeftovers } from "./leftovers.ts";
import { HashedPieces, nativeHashOf, nativelyHashedFiles, smallContent } from "./native_hash.ts";
import { inWorld, WorldError } from "./world_error.ts";

/** What became of a result folder. */
export type StoreResult =
  /** It was not there and is now. */
  | { readonly kind: "written" }
  | FoundFolder
  /** It was there with other bytes, and was replaced; files beside it were kept as they were. */
  | { readonly kind: "replaced"; readonly files: readonly string[]; readonly kept: readonly string[] };

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

/**
 * Stores a result.
 *
 * @param folder the result folder's path; its parents are made where they are missing.
 * @param ifDifferent what to do with a folder of other bytes that is there already.
 * @throws WorldError where the disk or a permission forbids it; nothing of the folder is left then.
 */
export async function storeFolder(
  folder: string,
  contents: FolderContents,
  ifDifferent: "keep" | "replace" = "keep",
): Promise<StoreResult> {
  const parent = parentOf(folder);
  makeFolder(parent);
  putBackReplaced(parent);
  try {
    const isThere = isResultThere(folder);
    if (isThere && ifDifferent === "keep") {
      return await compareFolder(folder, await nativelyHashedFiles(contents));
    }
    if (isThere) requireReplaceable(folder);
    const draft = Draft.begin(parent);
    try {
      const files = await write(draft, contents);
      if (!isThere && draft.commit(folder)) return { kind: "written" };
      const found = await compareFolder(folder, files);
      if (found.kind === "found" || ifDifferent === "keep") return found;
      const kept = await keepFilesBeside(draft, folder);
      draft.replace(folder);
      return { kind: "replaced", files: found.files, kept };
    } finally {
      draft.end();
    }
  } catch (error) {
    throw cannotWrite(folder, error);
  } finally {
    removeLeftovers(parent);
  }
}

/**
 * Adds a file to a result that is there, and the manifest that names it.
 *
 * @param stored the folder's manifest as it was read: a result that was replaced meanwhile gets no file.
 * @param manifest the new `manifest.json`, given the file's size and hash.
 * @returns whether it was added, or found: another process added the same meanwhile. A file that its manifest names and
 * that is not there as it says is added again.
 * @throws WorldError where the disk or a permission forbids it, or where the folder has another manifest by now.
 */
export async function addToFolder(
  folder: string,
  stored: Manifest,
  name: string,
  content: Iterable<Uint8Array>,
  manifest: (entry: ManifestEntry) => string,
): Promise<"added" | "found"> {
  const parent = parentOf(folder);
  try {
    const draft = Draft.begin(parent);
    try {
      const entry = await writeHashed(draft, name, content);
      const text = manifest(entry);
      await draft.write("manifest.json", piecesOf(text));
      const isNamed = isSame(`${folder}/manifest.json`, text);
      if (isNamed && isSame(`${folder}/${name}`, blocksOf(`${draft.folder}/${name}`))) return "found";
      if (!isNamed && !isSame(`${folder}/manifest.json`, manifestText(stored))) {
        throw new WorldError(`cannot add ${name} to ${folder}: its manifest.json is another by now`);
      }
      draft.moveFilesInto(folder);
      return "added";
    } finally {
      draft.end();
    }
  } catch (error) {
    throw cannotWrite(folder, error);
  }
}

/** The folder that a result folder is in. */
export function parentOf(folder: string): string {
  return folder.slice(0, folder.lastIndexOf("/"));
}

/**
 * Whether a result folder is there.
 *
 * @throws WorldError where something else has its name.
 */
export function isResultThere(folder: string): boolean {
  const kind = entryAt(folder);
  if (kind === null || kind === "folder") return kind !== null;
  throw new WorldError(
    `cannot use ${folder}: it is ${kind === "something else" ? kind : `a ${kind}`}, not a folder`,
  );
}

/**
 * Refuses to replace a folder that holds more than a result.
 *
 * @throws WorldError where it does.
 */
export function requireReplaceable(folder: string): void {
  const foreign = entriesIn(folder).flatMap(({ name, isDirectory, isFile }) => {
    if (FILES_BESIDE.includes(name)) return isFile ? [] : [name];
    return (FILE_LIMITS.has(name) || isDroppedBySystem(name)) && !isDirectory ? [] : [name];
  }).sort();
  if (foreign.length === 0) return;
  throw new WorldError(
    `cannot replace ${folder}: it holds ${foreign[0]}, which is no file of a result; move it away first`,
  );
}

/**
 * Takes the files beside a result over into the draft that will replace it.
 *
 * @returns their names.
 * @throws WorldError for one that is too large to be taken over.
 */
async function keepFilesBeside(draft: Draft, folder: string): Promise<readonly string[]> {
  const kept: string[] = [];
  for (const name of FILES_BESIDE) {
    const path = `${folder}/${name}`;
    if (!exists(path)) continue;
    const bytes = readFile(path, limitBytesOf(name));
    if (bytes === null) {
      throw new WorldError(
        `cannot replace ${folder}: it holds ${name}, larger than export writes it; move it away first`,
      );
    }
    await draft.write(name, [bytes]);
    kept.push(name);
  }
  return kept;
}

/** Writes the files, their sums and their manifest. @returns all of them, to be read from the disk. */
async function write(draft: Draft, contents: FolderContents): Promise<FileMap> {
  const hashed = new Map(
    await allBegun(
      contents.files,
      async ([name, content]) => [name, await writeHashed(draft, name, content)] as const,
    ),
  );
  const sums = ownSums(contents, hashed);
  const entries = sums === null ? hashed : withSums(hashed, await writeHashed(draft, SUMS_FILE, sums));
  await draft.write("manifest.json", piecesOf(manifestOf(contents, entries)));
  return new Map(
    [...entries.keys(), "manifest.json"].map((name) => [name, blocksOf(`${draft.folder}/${name}`)]),
  );
}

/** Writes a file and hashes it: a large one as it is written, others beside that and in other threads. */
async function writeHashed(draft: Draft, name: string, content: FileContent): Promise<ManifestEntry> {
  const small = smallContent(content);
  if (small !== null) {
    const [sha256, bytes] = await Promise.all([nativeHashOf(small), draft.write(name, piecesOf(small))]);
    return { bytes, sha256 };
  }
  const pieces = await HashedPieces.of(content);
  const bytes = await draft.write(name, pieces);
  return { bytes, sha256: pieces.hash() };
}

/**
 * Compares the files of a folder on disk with what they should hold.
 *
 * The figures decide. The wording of `experiment.yaml` may differ, and so may reports that another version of the program
 * drew; those files must have the hashes of the folder's own manifest, which must be right in everything else.
 */
async function compareFolder(folder: string, files: FileMap): Promise<FoundFolder> {
  const differing = [...files].flatMap(([name, content]) =>
    isSame(`${folder}/${name}`, content) ? [] : [name]
  );
  if (differing.length === 0) return { kind: "found", isReworded: false };
  const differs = { kind: "differs", files: differing } as const;
  const bytes = readFile(`${folder}/manifest.json`, limitBytesOf("manifest.json"));
  const read = readManifest(bytes === null ? new Map() : new Map([["manifest.json", bytes]]));
  if (bytes === null || "problems" in read) return differs;
  const manifest = read.ok;
  const isOtherVersion = hasReportsOfOtherVersion(manifest);
  const kept = differing.filter((name) => name !== "manifest.json" && name !== SUMS_FILE);
  const mayDiffer = ["experiment.yaml", ...(isOtherVersion ? REPORT_FILES : [])];
  if (!kept.every((name) => mayDiffer.includes(name))) return differs;
  const wanted = folderKeeping(files.get("manifest.json")!, manifest, kept);
  if (wanted.sums !== null && !isSame(`${folder}/${SUMS_FILE}`, wanted.sums)) return differs;
  if (textOf(bytes) !== wanted.manifest(await nativeHashOf(wanted.sums ?? ""))) return differs;
  for (const name of kept) {
    const found = readFile(`${folder}/${name}`, limitBytesOf(name));
    if (found === null || await nativeHashOf(found) !== manifest.files.get(name)?.sha256) return differs;
  }
  if (!isOtherVersion) return { kind: "found", isReworded: true };
  return { kind: "same_figures", files: differing, reportsDrawnBy: manifest.reportsDrawnBy };
}

/** Whether a file is there and holds a content. */
function isSame(path: string, content: FileContent): boolean {
  const opened = openFile(path);
  if ("problems" in opened) return false;
  const { file, sizeBytes } = opened.ok;
  try {
    let leftBytes = sizeBytes;
    for (const wanted of piecesOf(content)) {
      leftBytes -= wanted.length;
      if (leftBytes < 0) return false;
      const found = inWorld(`read ${path}`, () => readBytes(file, wanted.length));
      if (
        found.length !== wanted.length ||
        !areEqual(found, wanted, typeof content === "string" ? content : null)
      ) {
        return false;
      }
    }
    return leftBytes === 0;
  } finally {
    file.close();
  }
}

/** Whether bytes are the same; by their text, where that is known: many at a time. */
function areEqual(a: Uint8Array, b: Uint8Array, text: string | null): boolean {
  if (text !== null && textOf(a) === text) return true;
  return areSameBytes(a, b);
}
