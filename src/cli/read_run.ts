// The run in a result folder, for the commands that take one result.
// What must hold: a file that may not be read is told with the reason, and never called missing; a result that is as it was
// written but for its line ends is read, as `verify` and `compare` read it.

import type { FolderView } from "../host/folder_view.ts";
import { filesAsWritten } from "../results/line_ends.ts";
import { readStoredRun, STORED_RUN_FILES, type StoredRun } from "../results/stored_run.ts";
import type { StoredRead } from "../results/stored_text.ts";

/** A run that was read. */
export interface ReadRun extends StoredRun {
  /** Whether the line ends of its files were changed, and nothing else. */
  readonly hasOtherLineEnds: boolean;
}

/** The run in a folder, null for a sweep; or what is wrong with it. */
export async function readRun(folder: FolderView): Promise<StoredRead<ReadRun | null>> {
  const { files, unread } = await folder.read({ only: STORED_RUN_FILES });
  if (unread.size > 0) return { problems: [...unread].map(([file, message]) => ({ file, message })) };
  const read = readStoredRun(files);
  if (!("problems" in read)) {
    if (read.ok === null) return { ok: null };
    if (read.ok.changedFiles.length === 0) return { ok: { ...read.ok, hasOtherLineEnds: false } };
  }
  // Only of what is not as it was written the line ends are looked at: every file is hashed for that once more.
  const asWritten = filesAsWritten(files);
  const again = asWritten === null ? read : readStoredRun(asWritten);
  if ("problems" in again) return again;
  return { ok: again.ok === null ? null : { ...again.ok, hasOtherLineEnds: asWritten !== null } };
}
