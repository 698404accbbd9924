// A folder that may hold results, on the disk or within a zip file: what is in it, and its files.
// Why one for both: what `verify` finds in a tree of folders it must find in a zip file of the same tree.

import { compareNaturally } from "../text/natural_order.ts";
import { type EntryKind, isMissing, kindOf } from "./disk.ts";
import { type ReadFolder, type ReadOptions, readResultFolder } from "./result_reader.ts";
import { inWorld } from "./world_error.ts";

/** A folder on the disk or in a zip file. */
export interface FolderView {
  /** As a person finds it: that of a zip file goes on with what is in it, `class/ben.zip/gender`. */
  readonly path: string;
  /** What names it, or what it lies in, on a command line: the folder itself, or its zip file. */
  readonly argument: string;
  /** Whether it lies on the disk, where other programs find it. */
  readonly isOnDisk: boolean;
  /**
   * What is in it, in natural order.
   *
   * @throws WorldError where it cannot be read.
   */
  entries(): readonly { readonly name: string; readonly kind: EntryKind }[];
  /** A folder in it. */
  inner(name: string): FolderView;
  /** Whether it holds what every result folder has; damaged ones may have lost one of the two. */
  isResult(): boolean;
  /**
   * Its files.
   *
   * @throws WorldError where they cannot be read.
   */
  read(options?: ReadOptions): Promise<ReadFolder>;
}

/** What every result folder has. */
export const MARKS_OF_RESULT: readonly string[] = ["manifest.json", "config.json"];

/** A folder on the disk. */
export function diskFolder(path: string): FolderView {
  return {
    path,
    argument: path,
    isOnDisk: true,
    entries: () =>
      inWorld(
        `read ${path}`,
        () =>
          [...Deno.readDirSync(path)].map((entry) => ({ name: entry.name, kind: kindOf(entry) }))
            .sort((a, b) => compareNaturally(a.name, b.name)),
      ),
    inner: (name) => diskFolder(`${path}/${name}`),
    isResult: () => MARKS_OF_RESULT.some((name) => mayBeThere(`${path}/${name}`)),
    read: (options) => readResultFolder(path, options),
  };
}

function mayBeThere(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    // What may not be looked at is taken for a result, so that reading it says why it cannot be read.
    return !isMissing(error);
  }
}
