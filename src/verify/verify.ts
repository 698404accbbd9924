// Says whether a result folder holds what its experiment gives: makes every file again and compares the bytes.
// Why in three steps (plan, make, conclude): the command line makes a sweep again on all cores and the library on one,
// and both are judged by the same code.
// What must not change: no content of a folder throws; a folder counts as the same only if every byte is; no claim of
// a manifest excuses a figure.

import { RESULT_NAME } from "../experiment/config.ts";
import { experimentId, resultFolder } from "../experiment/experiment_id.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { requireOptions } from "../numeric/required_objects.ts";
import { runExperiment } from "../run/run_experiment.ts";
import { compareNaturally } from "../text/natural_order.ts";
import { sweepExperiment } from "../sweep/sweep_outcome.ts";
import { checkBeside } from "./beside_check.ts";
import { checkFile, extraFile, isWrong, refuted, wantedNames } from "./file_check.ts";
import { bytesOf, type FileMap } from "../results/file_content.ts";
import { originOf } from "./origin.ts";
import { resultFiles } from "../results/result_files.ts";
import type { StoredProblem } from "../results/stored_text.ts";
import { sweepFiles } from "../results/sweep_files.ts";
import type { FileCheck, Verification } from "./verification.ts";
import { type NotInMemory, planVerification, type VerificationPlan } from "./verification_plan.ts";

/** How to verify. */
export interface VerifyOptions extends NotInMemory {
  /** Hears how many of all epochs, or of all trials of a sweep, are done. */
  readonly onProgress?: (done: number) => void;
}

const OPTIONS: readonly string[] = [
  "folderName",
  "unread",
  "large",
  "onProgress",
] satisfies (keyof VerifyOptions)[];

/**
 * Verifies the files of a result folder by running its experiment again, here and now, on one core.
 *
 * @param files file name to bytes, or to text, as `resultFiles` gives it.
 * @returns what is the same and what is not, whatever the files hold. A sweep's `trials.parquet` is compared with its hash.
 * @throws TypeError for what is no map.
 *
 * @example A digit that somebody changed
 * ```ts
 * import { parseExperiment, resultFiles, runExperiment, verify } from "@seedbed/seedbed";
 * const experiment = parseExperiment("name: ask\ndataset: { features: [{ name: x }] }\ntraining: { epochs: 0 }");
 * const files = new Map(resultFiles(runExperiment(experiment)));
 * if (verify(files).verdict !== "same") throw new Error("wrong");
 * files.set("loss.csv", "epoch,loss\n0,0.25\n");
 * const check = verify(files).files.find(({ name }) => name === "loss.csv");
 * if (check?.verdict !== "different" || check.difference?.line !== 2) throw new Error("wrong");
 * ```
 */
export function verify(files: FileMap, options: VerifyOptions = {}): Verification {
  if (Object(files).get === undefined) throw new TypeError("files must be a Map of file name to content");
  requireOptions(options, OPTIONS);
  const stored = new Map([...files].map(([name, content]) => [name, bytesOf(content)]));
  const plan = planVerification(stored, options);
  const { experiment } = plan;
  return concludeVerification(plan, experiment === null ? null : filesOf(experiment, options.onProgress));
}

function filesOf(experiment: Experiment, onProgress: VerifyOptions["onProgress"]): FileMap {
  if (experiment.sweep === null) return resultFiles(runExperiment(experiment, { onProgress }));
  return sweepFiles(sweepExperiment(experiment, { onProgress }));
}

/**
 * Judges every file of a folder.
 *
 * @param made the files as the plan's experiment makes them; null where they were not made again.
 * @param problems files that cannot be what the experiment gives, whatever their hashes are, and why.
 */
export function concludeVerification(
  plan: VerificationPlan,
  made: FileMap | null,
  problems: readonly StoredProblem[] = [],
): Verification {
  const { files, unread, large, experiment, manifest, version } = plan;
  const found = new Set([...files.keys(), ...unread.keys(), ...large.keys()]);
  const isResult = found.has("config.json") || found.has("manifest.json");
  const names = [...new Set([...wantedNames(plan, made), ...problems.map(({ file }) => file)])];
  const extras = [...found].filter((name) => !names.includes(name)).sort(compareNaturally);
  const checks = isResult ? names.map((name) => refuted(checkFile(name, plan, made), problems)) : [];
  const beside = checkBeside(extras, plan, made);
  const isJudged = manifest !== null || made !== null;
  const all = [...checks, ...extras.map((name) => beside.get(name) ?? extraFile(name, plan, isJudged))];
  const nameWanted = wantedFolderName(plan);
  const isMade = made !== null;
  return {
    verdict: isResult ? verdictOn(all, { nameWanted, version, isMade }) : "not_a_result",
    kind: kindOf(plan),
    name: experiment?.name ?? null,
    id: experiment === null ? manifest?.id ?? null : experimentId(experiment),
    nameWanted,
    version,
    reportsDrawnBy: manifest?.reportsDrawnBy ?? null,
    files: all,
    origin: experiment === null ? null : originOf(files, experiment),
  };
}

/** The verdict on a result with these files. */
function verdictOn(
  files: readonly FileCheck[],
  { nameWanted, version, isMade }: Pick<Verification, "nameWanted" | "version"> & {
    readonly isMade: boolean;
  },
): Verification["verdict"] {
  const wrong = files.filter(({ verdict }) => isWrong(verdict));
  if (nameWanted !== null || wrong.some(({ verdict }) => verdict !== "line_ends")) return "different";
  if (wrong.length > 0) return "line_ends";
  if (version !== null) return "other_version";
  if (!isMade) return "unchecked";
  return files.some(({ verdict }) => verdict === "other_version") ? "same_figures" : "same";
}

/** What a folder should be called that has the name of another result; null for the right name, or one of somebody's own. */
function wantedFolderName({ folderName, experiment }: VerificationPlan): string | null {
  if (folderName === null || experiment === null || !RESULT_NAME.test(folderName)) return null;
  const wanted = resultFolder(experiment).split("/")[1];
  return wanted === folderName ? null : wanted;
}

function kindOf({ experiment, manifest }: VerificationPlan): Verification["kind"] {
  if (experiment !== null) return experiment.sweep === null ? "run" : "sweep";
  return manifest?.kind === "run" || manifest?.kind === "sweep" ? manifest.kind : null;
}
