// Walks a tree of folders and zip files for results, and notes where there should be one and is none.
// What must not change: no link is followed, and no zip file within a zip file is looked into.
// Why not every folder without a result is noted: a hand-in may be a whole checkout, with sources beside its results. So
// these are: a folder directly in the one that was named, an empty folder, and every zip file.

import { isDroppedBySystem } from "../results/file_limits.ts";
import { diskFolder, type FolderView } from "./folder_view.ts";
import { WorldError } from "./world_error.ts";
import { zipFolder } from "./zip_file.ts";
import { isArchiveName, isZipName } from "./zip_name.ts";

/** What was found in a tree. */
export type FoundPlace =
  /** A result folder. */
  | { readonly kind: "result"; readonly path: string; readonly folder: FolderView }
  /** A folder or a file that holds none, or that cannot be read, with the reason. */
  | { readonly kind: "no_result" | "unreadable"; readonly path: string; readonly message: string };

/** Whether a folder of the disk is a result folder, as far as its names show. */
export function isResultAt(path: string): boolean {
  return diskFolder(path).isResult();
}

/** Folders that are looked into for one word. */
const MOST_VISITED = 100_000;

/** Whether a place was named by the user, or lies directly in what was named, or deeper. */
type Nearness = "named" | "near" | "deep";

/** One walk, which ends at a limit. */
export class PlaceWalk {
  #visitedCount = 0;

  /** Whether the limit was met, which is told once: nothing is looked into any more. */
  get #isOver(): boolean {
    return this.#visitedCount > MOST_VISITED;
  }

  /** The places below a folder, in natural order. */
  below(folder: FolderView): readonly FoundPlace[] {
    return this.#placesIn(folder, "near");
  }

  /** A folder that may be a result itself. */
  inFolder(folder: FolderView, nearness: Nearness): readonly FoundPlace[] {
    if (this.#isOver) return [];
    if (folder.isResult()) return [{ kind: "result", path: folder.path, folder }];
    try {
      const below = this.#placesIn(folder, nearness === "named" ? "near" : "deep");
      if (below.some(({ kind }) => kind !== "no_result") || below.length > 1) return below;
      const why = whyNone(folder);
      return nearness === "deep" && why !== EMPTY ? below : [noResult(folder.path, why)];
    } catch (error) {
      return [unreadable(folder.path, error)];
    }
  }

  /** A zip file, which is noted wherever it lies. */
  inZip(path: string, nearness: Nearness): readonly FoundPlace[] {
    if (this.#isOver) return [];
    try {
      const folder = zipFolder(path);
      if (folder.isResult()) return [{ kind: "result", path, folder }];
      const below = this.#placesIn(folder, nearness === "named" ? "near" : "deep");
      if (below.length > 0) return below;
      return [noResult(path, whyNone(folder))];
    } catch (error) {
      return [unreadable(path, error)];
    }
  }

  /** @param nearness of what lies directly in the folder. */
  #placesIn(folder: FolderView, nearness: "near" | "deep"): readonly FoundPlace[] {
    this.#visitedCount++;
    if (this.#isOver) {
      throw new WorldError(
        `cannot look for results in ${folder.path}: at most ${MOST_VISITED} folders are read`,
      );
    }
    return namedEntries(folder).flatMap(({ name, kind }): readonly FoundPlace[] => {
      const path = `${folder.path}/${name}`;
      if (kind === "folder") return this.inFolder(folder.inner(name), nearness);
      if (kind !== "file") return [];
      if (isZipName(name)) return folder.isOnDisk ? this.inZip(path, nearness) : [noResult(path, NESTED)];
      return nearness === "near" && isArchiveName(name) ? [noResult(path, OTHER_ARCHIVE)] : [];
    });
  }
}

const EMPTY = "it is empty";
const NOTHING = "there is no config.json and no manifest.json in it or below";
const NESTED = "it is a zip file within a zip file, which is not looked into";
const OTHER_ARCHIVE = "only folders and zip files are looked into: unpack it";

/** Why there is no result in a folder that was looked into: a link in it may be what was meant. */
export function whyNone(folder: FolderView): string {
  const entries = namedEntries(folder);
  if (entries.length === 0) return EMPTY;
  const link = entries.find(({ kind }) => kind === "link");
  return link === undefined
    ? NOTHING
    : `${NOTHING}; ${folder.path}/${link.name} is a link and is not followed`;
}

function noResult(path: string, message: string): FoundPlace {
  return { kind: "no_result", path, message };
}

function unreadable(path: string, error: unknown): FoundPlace {
  if (!(error instanceof WorldError)) throw error;
  return { kind: "unreadable", path, message: error.message };
}

/** What is in a folder but for hidden entries and what systems leave in folders and zip files. */
function namedEntries(folder: FolderView): ReturnType<FolderView["entries"]> {
  return folder.entries().filter(({ name }) =>
    !name.startsWith(".") && name !== "__MACOSX" && !isDroppedBySystem(name)
  );
}
