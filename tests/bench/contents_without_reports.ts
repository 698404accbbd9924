// What a run's result folder holds without its two reports, in place of src/results/run_contents.ts.
// Why by an import map, which `run_bench.ts` writes: all else stays the command as people run it.
import type { Outcome } from "../../src/run/outcome.ts";
import type { FolderContents } from "../../src/results/manifest.ts";
import { textFiles } from "../../src/results/run_files.ts";

/** The contents of a run's folder, but for the reports. */
export function runContents(outcome: Outcome, experimentHash: string): FolderContents {
  return { experiment: outcome.experiment, experimentHash, files: textFiles(outcome) };
}
