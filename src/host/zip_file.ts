// The folders in a zip file, read where they lie: nothing of it is ever written to the disk.
// What must not change: no entry gives more bytes than it says, and none says more than such a file of a result can have;
// what is in a zip file is no zip file to look into; what its checksum denies is not read.

import { FILE_LIMITS, limitBytesOf } from "../results/file_limits.ts";
import { compareNaturally } from "../text/natural_order.ts";
import { type EntryKind, openFile, readBytes } from "./disk.ts";
import { type FolderView, MARKS_OF_RESULT } from "./folder_view.ts";
import { type ReadFolder, type ReadOptions, RESULT_LIMITS } from "./result_reader.ts";
import { inWorld, WorldError } from "./world_error.ts";
import { type ReadAt, readZipDirectory, type ZipEntry } from "../results/zip_directory.ts";
import { entryBytes, whyNotUnpacked } from "../results/zip_entry.ts";

/** Bytes that the files of results in one zip file may have together, unpacked. */
const MOST_UNPACKED_BYTES = 1024 * 1024 * 1024;

/**
 * The outermost folder of a zip file.
 *
 * @throws WorldError where it cannot be read, or is not to be trusted.
 */
export function zipFolder(path: string): FolderView {
  const read = withFile(path, (readAt, sizeBytes) => readZipDirectory(sizeBytes, readAt));
  if ("problems" in read) throw new WorldError(`cannot read ${path}: ${read.problems[0]}`);
  const unpackedBytes = read.ok.filter(({ path }) => FILE_LIMITS.has(lastPart(path)))
    .reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (unpackedBytes > MOST_UNPACKED_BYTES) {
    throw new WorldError(
      `cannot read ${path}: its results must have at most ${MOST_UNPACKED_BYTES} bytes: found ${unpackedBytes}; ` +
        "unpack it and name the folder",
    );
  }
  return folderAt(path, read.ok, "");
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** @param prefix of the paths in the folder: empty, or with a slash at its end. */
function folderAt(zipPath: string, all: readonly ZipEntry[], prefix: string): FolderView {
  const below = all.filter(({ path }) => path.startsWith(prefix));
  const kinds = kindsOf(below, prefix);
  const path = `${zipPath}/${prefix}`.replace(/\/$/, "");
  return {
    path,
    argument: zipPath,
    isOnDisk: false,
    entries: () =>
      [...kinds].map(([name, kind]) => ({ name, kind })).sort((a, b) => compareNaturally(a.name, b.name)),
    inner: (name) => folderAt(zipPath, below, `${prefix}${name}/`),
    isResult: () => MARKS_OF_RESULT.some((name) => kinds.has(name)),
    read: (options) => readFiles(zipPath, below, prefix, options),
  };
}

/** What is directly in a folder, by name; a folder need not be listed itself. */
function kindsOf(below: readonly ZipEntry[], prefix: string): ReadonlyMap<string, EntryKind> {
  const kinds = new Map<string, EntryKind>();
  for (const { path, kind } of below) {
    const [name, inside] = path.slice(prefix.length).split("/", 2);
    if (name !== "") kinds.set(name, inside === undefined ? kind : "folder");
  }
  return kinds;
}

/** The files of one folder, as `readResultFolder` reads those on the disk. */
async function readFiles(
  zipPath: string,
  below: readonly ZipEntry[],
  prefix: string,
  { only }: ReadOptions = {},
): Promise<ReadFolder> {
  const files = new Map<string, Uint8Array>();
  const unread = new Map<string, string>();
  const large = new Map<string, { sizeBytes: number; hash: () => null }>();
  const direct = below.map((entry) => ({ entry, name: entry.path.slice(prefix.length) }))
    .filter(({ name }) => name !== "" && !name.includes("/") && (only?.includes(name) ?? true));
  for (const { name, entry } of direct.slice(0, RESULT_LIMITS.entries)) {
    const { kind, sizeBytes } = entry;
    if (kind !== "file") {
      unread.set(name, kind === "something else" ? "it is not a regular file" : `it is a ${kind}`);
    } else if (!FILE_LIMITS.has(name)) large.set(name, { sizeBytes, hash: () => null });
    else if (sizeBytes > limitBytesOf(name)) {
      unread.set(name, `it has ${sizeBytes} bytes, more than any such file of a result`);
    } else if (sizeBytes > RESULT_LIMITS.fileBytes) {
      throw new WorldError(
        `cannot read ${zipPath}: ${entry.path} has ${sizeBytes} bytes; unpack it and name the folder`,
      );
    } else if (whyNotUnpacked(entry) !== null) {
      throw new WorldError(
        `cannot read ${zipPath}: ${entry.path}: ${whyNotUnpacked(entry)}; unpack it and name the folder`,
      );
    } else {
      const unpacked = await withFile(zipPath, (readAt) => entryBytes(entry, readAt));
      if ("ok" in unpacked) files.set(name, unpacked.ok);
      else unread.set(name, unpacked.problems[0]);
    }
  }
  for (const [name, kind] of kindsOf(below, prefix)) {
    if (kind === "folder" && only === undefined) unread.set(name, "it is a folder");
  }
  const surplus = direct.length - RESULT_LIMITS.entries;
  if (surplus > 0) unread.set(`(${surplus} more entries)`, "a result folder has few files");
  return { files, unread, large };
}

/** Does something with an open zip file. */
function withFile<Result>(path: string, use: (readAt: ReadAt, sizeBytes: number) => Result): Result {
  const opened = openFile(path);
  if ("problems" in opened) throw new WorldError(`cannot read ${path}: ${opened.problems[0]}`);
  const { file, sizeBytes } = opened.ok;
  try {
    return inWorld(`read ${path}`, () =>
      use((start, count) => {
        file.seekSync(start, Deno.SeekMode.Start);
        return readBytes(file, Math.max(0, Math.min(count, sizeBytes - start)));
      }, sizeBytes));
  } finally {
    file.close();
  }
}
