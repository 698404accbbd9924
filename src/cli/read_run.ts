// The run in a result folder, for the commands that take one result.
// What must hold: a file that may not be read is told with the reason, and never called missing.

import type { FolderView } from "../host/folder_view.ts";
import { readStoredRun, STORED_RUN_FILES, type StoredRun } from "../results/stored_run.ts";
import type { StoredRead } from "../results/stored_text.ts";

/** The run in a folder, null for a sweep; or what is wrong with it. */
export async function readRun(folder: FolderView): Promise<StoredRead<StoredRun | null>> {
  const { files, unread } = await folder.read({ only: STORED_RUN_FILES });
  if (unread.size === 0) return readStoredRun(files);
  return { problems: [...unread].map(([file, message]) => ({ file, message })) };
}
