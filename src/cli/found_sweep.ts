// A sweep read back from its folder.
// Why apart from `run_sweep.ts`: a sweep that is new need not wait for what reads a folder.

import { readResultFolder, RESULT_LIMITS } from "../host/result_reader.ts";
import { readStoredSweep, STORED_SWEEP_FILES, type StoredSweep } from "../results/stored_sweep.ts";
import { damaged, type StoredRead } from "../results/stored_text.ts";

const LINE_FEED = 10;

/** The sweep in a folder with the lines of its `trials.csv`, or what is wrong with it. */
export function foundSweep(
  folder: string,
): StoredRead<StoredSweep & { readonly lines: readonly Uint8Array[] }> {
  const { files, unread } = readResultFolder(folder, {
    only: STORED_SWEEP_FILES,
    fileBytes: RESULT_LIMITS.sweepBytes,
  });
  for (const [file, message] of unread) return damaged(file, message);
  const read = readStoredSweep(files);
  if ("problems" in read) return read;
  const trials = files.get("trials.csv")!;
  return { ok: { ...read.ok, lines: [trials.subarray(trials.indexOf(LINE_FEED) + 1)] } };
}
