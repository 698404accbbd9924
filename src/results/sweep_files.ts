// The result folder of a sweep as a map of file name to content: the same outcome gives the same bytes everywhere.
// What must not change: the manifest comes last and covers all others. Why apart from `result_files.ts`: a page that shows a run
// needs no statistics of trials.

import { experimentHash } from "../experiment/experiment_id.ts";
import { requireOptions } from "../numeric/required_objects.ts";
import { requireSweepOutcome, type SweepOutcome } from "../sweep/sweep_outcome.ts";
import type { FileMap } from "./file_content.ts";
import { hashedFiles } from "./hashed_files.ts";
import { sweepContents, type SweepFilesOptions } from "./sweep_contents.ts";

const OPTIONS: readonly string[] = ["lines", "summary", "extra"] satisfies (keyof SweepFilesOptions)[];

/**
 * The files of a sweep's result folder.
 *
 * @returns file name to text or bytes, `manifest.json` last.
 *
 * @example
 * ```ts
 * import { bytesOf, parseExperiment, sweepExperiment, sweepFiles } from "@seedbed/seedbed";
 * const text = "name: ask\ndataset: { features: [{ name: x }] }\ntraining: { epochs: 0 }\nqueries: [{ x: 1 }]";
 * const files = sweepFiles(sweepExperiment(parseExperiment(text, { overrides: ["seed=1..10"] })));
 * const lines = new TextDecoder().decode(bytesOf(files.get("trials.csv")!)).trimEnd().split("\n");
 * if (lines.length !== 11) throw new Error("a header and a line a trial");
 * ```
 */
export function sweepFiles(outcome: SweepOutcome, options: SweepFilesOptions = {}): FileMap {
  requireSweepOutcome(outcome);
  requireOptions(options, OPTIONS);
  return hashedFiles(sweepContents(outcome, experimentHash(outcome.plan.experiment), options));
}
