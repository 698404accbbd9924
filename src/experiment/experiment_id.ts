// What tells experiments apart: the SHA-256 of everything that they ask for.
// Why apart from the canonical text: the command line has the engine's own SHA-256, and need not load this one.

import { sha256 } from "npm:@noble/hashes@2.0.1/sha2.js";
import { bytesToHex, utf8ToBytes } from "npm:@noble/hashes@2.0.1/utils.js";
import { canonicalText, folderOf, idOf } from "./config.ts";
import { type Experiment, requireExperiment } from "./experiment.ts";

/** The SHA-256 of the canonical text, as 64 hex digits. */
export function experimentHash(experiment: Experiment): string {
  requireExperiment(experiment);
  return bytesToHex(sha256(utf8ToBytes(canonicalText(experiment))));
}

/**
 * The first 8 hex digits of the SHA-256 of the canonical text: known before the run.
 *
 * @throws TypeError for what is no experiment.
 *
 * @example Only what a file asks for counts, not how it is written
 * ```ts
 * import { experimentId, parseExperiment } from "@seedbed/seedbed";
 * const text = "name: ask\ndataset: { features: [{ name: x }] }\ntraining: { epochs: 0 }";
 * const reworded = `# asks\n${text.replace("epochs: 0", "epochs: 0, learning_rate: 0.1")}`;
 * if (experimentId(parseExperiment(text)) !== experimentId(parseExperiment(reworded))) throw new Error("wrong");
 * ```
 */
export function experimentId(experiment: Experiment): string {
  return idOf(experimentHash(experiment));
}

/**
 * The folder of an experiment's results below the results folder, with `/` between its parts.
 *
 * @returns for example `gender/seed-42-1f3c9a07`.
 * @throws TypeError for what is no experiment.
 *
 * @example
 * ```ts
 * import { parseExperiment, resultFolder } from "@seedbed/seedbed";
 * const text = "name: ask\ndataset: { features: [{ name: x }] }\ninit: { seed: 7 }\ntraining: { epochs: 0 }";
 * if (!/^ask\/seed-7-[0-9a-f]{8}$/.test(resultFolder(parseExperiment(text)))) throw new Error("wrong");
 * ```
 */
export function resultFolder(experiment: Experiment): string {
  return folderOf(experiment, experimentHash(experiment));
}
