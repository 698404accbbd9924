// The result folder of a run as a map of file name to content: the same outcome gives the same bytes everywhere.
// What must not change: the manifest comes last and covers all others.

import { experimentHash } from "../experiment/experiment_id.ts";
import { type Outcome, requireOutcome } from "../run/outcome.ts";
import type { FileMap } from "./file_content.ts";
import { hashedFiles } from "./hashed_files.ts";
import { runContents } from "./run_contents.ts";

/**
 * The files of a run's result folder.
 *
 * @returns file name to text or bytes, `manifest.json` last.
 * @throws TypeError for what is no outcome of a run: that of a sweep has `sweepFiles`.
 *
 * @example
 * ```ts
 * import { parseExperiment, resultFiles, runExperiment } from "@seedbed/seedbed";
 * const text = "name: ask\ndataset: { features: [{ name: x }] }\ntraining: { epochs: 0 }\nqueries: [{ x: 1 }]";
 * const files = resultFiles(runExperiment(parseExperiment(text)));
 * if (!files.has("predictions.csv") || files.get("experiment.yaml") !== text) throw new Error("wrong");
 * ```
 */
export function resultFiles(outcome: Outcome): FileMap {
  requireOutcome(outcome);
  return hashedFiles(runContents(outcome, experimentHash(outcome.experiment)));
}
