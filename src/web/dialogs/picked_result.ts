// A result that was picked or dropped, before it is verified: a zip file, or the files that lie directly in one folder.
// What must not change: a folder is the same picked or dropped, files of two results never become one, and nothing is read
// that is larger than such a file of a result can be.

/// <reference lib="dom" />

import type { Read } from "../../experiment/source/problem.ts";
import { mostBytesOf, readZip, type UnzippedFolder, ZIP_LIMITS } from "../../results/zip_reader.ts";
import { fileBytes } from "../file_text.ts";

/** What may be a result. */
export type PickedResult =
  | { readonly kind: "zip"; readonly file: File }
  | {
    readonly kind: "folder";
    /** Null where the browser does not say it. */
    readonly name: string | null;
    readonly files: readonly File[];
    /** The names of the folders in it, into which nobody looks. */
    readonly folders: readonly string[];
  };

/** A folder that was picked: of such a one the browser gives all files, those in folders below it too. */
export function pickedFolder(files: readonly File[]): PickedResult {
  const paths = files.map((file) => file.webkitRelativePath.split("/"));
  return {
    kind: "folder",
    name: paths[0]?.[0] || null,
    files: files.filter((_, index) => paths[index].length <= 2),
    folders: [...new Set(paths.filter(({ length }) => length > 2).map(([, folder]) => folder))],
  };
}

/** A folder that was dropped; null where it cannot be read. */
export async function droppedFolder(folder: FileSystemDirectoryEntry): Promise<PickedResult | null> {
  try {
    const entries = await entriesOf(folder);
    const files = entries.filter((entry): entry is FileSystemFileEntry => entry.isFile);
    return {
      kind: "folder",
      name: folder.name,
      files: await Promise.all(
        files.map((entry) => new Promise<File>((resolve, reject) => entry.file(resolve, reject))),
      ),
      folders: entries.filter(({ isDirectory }) => isDirectory).map(({ name }) => name),
    };
  } catch {
    return null;
  }
}

/** All of them: a browser gives some at a time. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const found: FileSystemEntry[] = [];
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject)
    );
    if (entries.length === 0) return found;
    found.push(...entries);
  }
}

/** The files of a result, or why there are none. */
export async function resultIn(
  picked: PickedResult,
): Promise<Read<UnzippedFolder, { readonly message: string }>> {
  if (picked.kind === "folder") return await filesIn(picked);
  const { file } = picked;
  if (file.size > ZIP_LIMITS.folderBytes) return refuse(tooLarge(file));
  const bytes = await fileBytes(file);
  return bytes === null ? refuse(unreadable(file)) : await readZip(bytes);
}

async function filesIn(
  { name, files, folders }: Extract<PickedResult, { readonly kind: "folder" }>,
): Promise<Read<UnzippedFolder, { readonly message: string }>> {
  const isResult = files.some((file) => file.name === "manifest.json" || file.name === "config.json");
  if (!isResult && folders.length > 0) {
    const some = folders.length > MOST_NAMES ? [...folders.slice(0, MOST_NAMES), "…"] : folders;
    return refuse(
      `${name ?? "the folder"} holds no result itself: take one of its folders: ${some.join(", ")}`,
    );
  }
  if (files.length === 0) return refuse("the folder is empty");
  if (files.length > ZIP_LIMITS.entries) {
    return refuse(`the folder has ${files.length} files, and a result has few: take that of one result`);
  }
  let leftBytes: number = ZIP_LIMITS.folderBytes;
  for (const file of files) {
    if (file.size > mostBytesOf(file.name, leftBytes)) return refuse(tooLarge(file));
    leftBytes -= file.size;
  }
  const found = new Map<string, Uint8Array>();
  for (const file of files) {
    const bytes = await fileBytes(file);
    if (bytes === null) return refuse(unreadable(file));
    found.set(file.name, bytes);
  }
  return { ok: { files: found, folderName: name } };
}

/** Folders that are named. */
const MOST_NAMES = 5;

function tooLarge({ name, size }: File): string {
  return `${name} has ${size} bytes, more than such a file of a result: leave it out`;
}

function unreadable({ name }: File): string {
  return `${name} cannot be read: it was changed or removed; pick it again`;
}

function refuse(message: string): { readonly problems: readonly { readonly message: string }[] } {
  return { problems: [{ message }] };
}
