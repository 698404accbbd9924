// Compares a result folder that is there with what its files should hold.
// What must not change: the figures decide. Only the wording of the experiment, reports that another version drew and line
// ends may differ, and each is told.

import { areSameBytes, bytesOf, type FileContent, type FileMap, piecesOf } from "../results/file_content.ts";
import { limitBytesOf } from "../results/file_limits.ts";
import { piecesWithLineFeeds, withOtherLineEnds } from "../results/line_ends.ts";
import { type Manifest, REPORT_FILES } from "../results/manifest.ts";
import { SUMS_FILE } from "../results/sha256_sums.ts";
import { folderKeeping, hasReportsOfOtherVersion, readManifest } from "../results/stored_manifest.ts";
import { textOf } from "../results/stored_text.ts";
import { blocksIn, openFile, readBytes, readFile } from "./disk.ts";
import { nativeHashOf } from "./native_hash.ts";
import { inWorld } from "./world_error.ts";

/** A result folder that was there, and was left alone. */
export type FoundFolder =
  /** With the same bytes; `experiment.yaml`, which may be worded differently, was kept as it was. */
  | { readonly kind: "found"; readonly isReworded: boolean }
  /** With the same figures, but with reports that another version of the program drew; null where it is not named. */
  | {
    readonly kind: "same_figures";
    readonly files: readonly string[];
    readonly reportsDrawnBy: string | null;
  }
  /** With other line ends in some files, and nothing else that would not have been found. */
  | { readonly kind: "line_ends"; readonly files: readonly string[] }
  /** With other bytes. */
  | { readonly kind: "differs"; readonly files: readonly string[] };

/**
 * Compares the files of a folder on disk with what they should hold.
 *
 * The figures decide. The wording of `experiment.yaml` may differ, and so may reports that another version of the program
 * drew; those files must have the hashes of the folder's own manifest, which must be right in everything else.
 */
export async function compareFolder(folder: string, files: FileMap): Promise<FoundFolder> {
  const unequal = [...files].filter(([name, content]) => !isSame(`${folder}/${name}`, content));
  if (unequal.length === 0) return { kind: "found", isReworded: false };
  const differing = unequal.filter(([name, content]) => !isSameAsWritten(`${folder}/${name}`, content))
    .map(([name]) => name);
  const others = unequal.map(([name]) => name).filter((name) => !differing.includes(name));
  if (differing.length === 0) return { kind: "line_ends", files: others };
  const differs = { kind: "differs", files: differing } as const;
  const bytes = readFile(`${folder}/manifest.json`, limitBytesOf("manifest.json"));
  const read = readManifest(bytes === null ? new Map() : new Map([["manifest.json", bytes]]));
  if (bytes === null || "problems" in read) return differs;
  const manifest = read.ok;
  const isOtherVersion = hasReportsOfOtherVersion(manifest);
  const kept = differing.filter((name) => name !== "manifest.json" && name !== SUMS_FILE);
  if (!kept.includes("experiment.yaml") && await hasOtherWording(manifest, files)) {
    kept.push("experiment.yaml");
  }
  const mayDiffer = ["experiment.yaml", ...(isOtherVersion ? REPORT_FILES : [])];
  if (!kept.every((name) => mayDiffer.includes(name))) return differs;
  const wanted = folderKeeping(files.get("manifest.json")!, manifest, kept);
  const follow = new Map([["manifest.json", wanted.manifest(await nativeHashOf(wanted.sums ?? ""))]]);
  if (wanted.sums !== null) follow.set(SUMS_FILE, wanted.sums);
  const withOthers = new Set(others);
  for (const [name, text] of follow) {
    if (isSame(`${folder}/${name}`, text)) continue;
    if (!isSameAsWritten(`${folder}/${name}`, text)) return differs;
    withOthers.add(name);
  }
  for (const name of kept) {
    const found = readFile(`${folder}/${name}`, limitBytesOf(name));
    const hash = manifest.files.get(name)?.sha256;
    if (found === null) return differs;
    if (await nativeHashOf(found) === hash) continue;
    const hashes = await Promise.all(withOtherLineEnds(found).map(nativeHashOf));
    if (!hashes.some((other) => other === hash)) return differs;
    withOthers.add(name);
  }
  if (withOthers.size > 0) return { kind: "line_ends", files: [...withOthers] };
  if (!isOtherVersion) return { kind: "found", isReworded: true };
  return { kind: "same_figures", files: differing, reportsDrawnBy: manifest.reportsDrawnBy };
}

/** Whether the experiment file that a manifest names is another one, which was made this one since: by its line ends. */
async function hasOtherWording(manifest: Manifest, files: FileMap): Promise<boolean> {
  const [entry, wanted] = [manifest.files.get("experiment.yaml"), files.get("experiment.yaml")];
  return entry !== undefined && wanted !== undefined && entry.sha256 !== await nativeHashOf(bytesOf(wanted));
}

/** Whether a file is there and holds a content. */
export function isSame(path: string, content: FileContent): boolean {
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

/** Whether a file is there and holds a content with CR LF for LF. */
function isSameAsWritten(path: string, content: FileContent): boolean {
  // Opened once: another process may take the folder away at any time.
  const opened = openFile(path);
  if ("problems" in opened) return false;
  const { file } = opened.ok;
  try {
    return holds(piecesWithLineFeeds(blocksIn(file, path)), piecesOf(content));
  } finally {
    file.close();
  }
}

/** Whether pieces, one after another, are the same bytes as others that may be cut elsewhere. */
function holds(pieces: Iterable<Uint8Array>, others: Iterable<Uint8Array>): boolean {
  const wanted = others[Symbol.iterator]();
  let left: Uint8Array = new Uint8Array();
  for (const found of pieces) {
    let at = 0;
    while (at < found.length) {
      while (left.length === 0) {
        const next = wanted.next();
        if (next.done) return false;
        left = next.value;
      }
      const count = Math.min(left.length, found.length - at);
      if (!areSameBytes(found.subarray(at, at + count), left.subarray(0, count))) return false;
      [at, left] = [at + count, left.subarray(count)];
    }
  }
  return left.length === 0 && wanted.next().done === true;
}
