// Reads the files of a zip file that may come from anyone: stored or packed, with one folder around them or none.
// What must not change: no content of it throws, nothing unpacks to more than a result can have, and no name leads out of
// the one folder.

import { isDroppedBySystem, limitBytesOf } from "./file_limits.ts";
import type { Read } from "../experiment/source/problem.ts";
import { readZipDirectory, type ZipEntry } from "./zip_directory.ts";
import { entryBytes } from "./zip_entry.ts";

/** How much of a zip file is read, and of a folder as it would be zipped. */
export const ZIP_LIMITS = {
  /** Files in it. */
  entries: 1000,
  /** Bytes of all its files, unpacked. */
  folderBytes: 512 * 1024 * 1024,
  /** Bytes of a file that no result has. */
  strangeBytes: 16 * 1024 * 1024,
} as const;

/** How large a file of a name may be, where so many bytes are left for all. */
export function mostBytesOf(name: string, leftBytes: number): number {
  return Math.min(leftBytes, Math.max(limitBytesOf(name), ZIP_LIMITS.strangeBytes));
}

/** What is wrong with a zip file: what is wanted, what was found and a way out, without a full stop. */
export interface ZipProblem {
  readonly message: string;
  readonly hint: string;
}

/** The files of a zip file. */
export interface UnzippedFolder {
  /** By name, without their folder. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The name of the folder that all of them are in; null where they are in none. */
  readonly folderName: string | null;
}

const AGAIN = "download it again";

/**
 * The files of a zip file, or the first thing that is wrong with it.
 *
 * @example What was zipped comes out again
 * ```ts
 * import { zipOf } from "./zip_archive.ts";
 * const read = await readZip(zipOf(new Map([["log.txt", "a\n"]]), "gender"));
 * if (!("ok" in read) || read.ok.folderName !== "gender" || !read.ok.files.has("log.txt")) throw new Error("wrong");
 * ```
 */
export async function readZip(bytes: Uint8Array): Promise<Read<UnzippedFolder, ZipProblem>> {
  const listed = readZipDirectory(bytes.length, (start, sizeBytes) => bytes.slice(start, start + sizeBytes));
  if ("problems" in listed) return refuse(listed.problems[0], AGAIN);
  const entries = listed.ok.filter(({ path, kind }) => kind !== "folder" && !isOfSystem(path));
  if (entries.length > ZIP_LIMITS.entries) {
    return refuse(`it has ${entries.length} files, and a result has few`, ONE_RESULT);
  }
  const folder = folderOf(entries);
  const files = new Map<string, Uint8Array>();
  let leftBytes: number = ZIP_LIMITS.folderBytes;
  for (const entry of entries) {
    const name = folder === null ? entry.path : entry.path.slice(folder.length + 1);
    if (entry.kind !== "file" || name.includes("/")) {
      const found = entry.kind === "file" ? "" : `, which is a ${entry.kind}`;
      return refuse(
        `the files of a result lie in one folder: found ${shown(entry.path)}${found}`,
        ONE_RESULT,
      );
    }
    const content = await contentOf(bytes, entry, mostBytesOf(name, leftBytes));
    if ("problems" in content) return content;
    leftBytes -= content.ok.length;
    files.set(name, content.ok);
  }
  const folderName = folder === null ? null : folder.slice(folder.lastIndexOf("/") + 1);
  return { ok: { files, folderName } };
}

const ONE_RESULT = "drop the zip file of one result";

function refuse(message: string, hint: string): { readonly problems: readonly ZipProblem[] } {
  return { problems: [{ message: `the zip file cannot be read: ${message}`, hint }] };
}

/** What a system puts beside a person's files. */
function isOfSystem(path: string): boolean {
  return path.startsWith("__MACOSX/") || isDroppedBySystem(path.slice(path.lastIndexOf("/") + 1));
}

/** The folder that all files are in; null where they are in none, or in several. */
function folderOf(entries: readonly ZipEntry[]): string | null {
  const folder = entries[0]?.path.split("/").slice(0, -1).join("/") ?? "";
  const isOne = folder !== "" && entries.every(({ path }) => path.startsWith(`${folder}/`));
  return isOne ? folder : null;
}

async function contentOf(
  bytes: Uint8Array,
  entry: ZipEntry,
  mostBytes: number,
): Promise<Read<Uint8Array, ZipProblem>> {
  const { path, sizeBytes, isEncrypted } = entry;
  if (sizeBytes > mostBytes) {
    return refuse(`${shown(path)} has ${sizeBytes} bytes, more than such a file of a result`, "leave it out");
  }
  const content = await entryBytes(entry, (start, size) => bytes.slice(start, start + size));
  if ("ok" in content) return content;
  const hint = isEncrypted ? "zip it without a password" : AGAIN;
  return refuse(`${shown(path)}: ${content.problems[0]}`, hint);
}

/** A path in a message. */
function shown(path: string): string {
  return JSON.stringify(path.length <= 80 ? path : `${path.slice(0, 79)}…`);
}
