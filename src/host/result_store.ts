// Stores results: what becomes of one whose name is free, and of one that is there already.
// What must not change: the figures decide. A folder that is there is left as it was unless it is to be replaced, and then
// nothing is lost but files of a result; what `export` wrote beside them is kept.

import { type FileContent, type FileMap, piecesOf } from "../results/file_content.ts";
import { FILE_LIMITS, FILES_BESIDE, isDroppedBySystem, limitBytesOf } from "../results/file_limits.ts";
import {
  type FolderContents,
  type Manifest,
  type ManifestEntry,
  manifestOf,
  manifestText,
  ownSums,
  withSums,
} from "../results/manifest.ts";
import { SUMS_FILE } from "../results/sha256_sums.ts";
import { allBegun } from "./all_begun.ts";
import { blocksOf, entriesIn, entryAt, exists, makeFolder, parentOf, readFile } from "./disk.ts";
import { cannotWrite, Draft } from "./draft.ts";
import { compareFolder, type FoundFolder, isSame } from "./folder_comparison.ts";
import { putBackReplaced, removeLeftovers } from "./leftovers.ts";
import { HashedPieces, nativeHashOf, nativelyHashedFiles, smallContent } from "./native_hash.ts";
import { WorldError } from "./world_error.ts";

/** What became of a result folder. */
export type StoreResult =
  /** It was not there and is now. */
  | { readonly kind: "written" }
  | FoundFolder
  /** It was there with other bytes, if only line ends, and was replaced; files beside it were kept as they were. */
  | {
    readonly kind: "replaced";
    readonly was: Exclude<FoundFolder["kind"], "found">;
    readonly files: readonly string[];
    readonly kept: readonly string[];
  };

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
      return { kind: "replaced", was: found.kind, files: found.files, kept };
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
