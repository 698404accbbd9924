// Finds out what a folder is, and which experiment would make it again.
// What must not change: no content of a folder throws, and nothing is trained here.

import { configOf } from "../experiment/config.ts";
import { experimentId } from "../experiment/experiment_id.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { planOf } from "../sweep/plan.ts";
import { sweepSizeProblem } from "../sweep/sweep_size.ts";
import { jsonText } from "../results/json_text.ts";
import { hashOf } from "../results/hashed_files.ts";
import { experimentAlone } from "./origin.ts";
import {
  type OtherVersion,
  otherVersionOf,
  readManifest,
  type StoredManifest,
} from "../results/stored_manifest.ts";
import { readConfig } from "../results/stored_config.ts";
import type { StoredFiles, StoredProblem } from "../results/stored_text.ts";

/** A file that is too large to be held in memory. */
export interface LargeFile {
  /** Its size on disk. */
  readonly sizeBytes: number;
  /** Reads it piece by piece for its SHA-256, as 64 hex digits; null where it cannot be read. */
  readonly hash: () => string | null;
}

/** What lies in a folder and is not among its files in memory. */
export interface NotInMemory {
  /** What was not read, with the reason: a link, a folder. */
  readonly unread?: ReadonlyMap<string, string>;
  /** Files that are too large; they are held against hashes. */
  readonly large?: ReadonlyMap<string, LargeFile>;
}

/** A folder read and understood, before its files are made again. */
export interface VerificationPlan extends Required<NotInMemory> {
  /** The files as they were read. */
  readonly files: StoredFiles;
  /** Null where it is missing or damaged. */
  readonly manifest: StoredManifest | null;
  /** What is wrong with the manifest. */
  readonly manifestProblem: StoredProblem | null;
  /** What is wrong with the config. */
  readonly configProblem: StoredProblem | null;
  /** Set where the folder was made by other versions than this program's. */
  readonly version: OtherVersion | null;
  /** What to run again; null where there is nothing that this program could run. */
  readonly experiment: Experiment | null;
  /** The file that the experiment was read from. */
  readonly judge: "config.json" | "experiment.yaml" | null;
}

/** Finds out what a folder is and which experiment would make it. */
export function planVerification(files: StoredFiles, others: NotInMemory = {}): VerificationPlan {
  const read = readManifest(files);
  const manifest = "manifest" in read ? read.manifest : null;
  const manifestProblem = "problem" in read ? read.problem : null;
  const version = otherVersionOf(files);
  const { unread = new Map(), large = new Map() } = others;
  const known = { files, unread, large, manifest, manifestProblem, version };
  if (version !== null) return { ...known, configProblem: null, experiment: null, judge: null };

  const config = runnableConfig(files);
  const configProblem = "problem" in config ? config.problem : null;
  const fromConfig = "experiment" in config ? config.experiment : null;
  const configBytes = files.get("config.json");
  const wantedHash = manifest?.files.get("config.json")?.sha256;
  const isConfigDoubted = fromConfig === null ||
    wantedHash !== undefined && manifest?.id !== experimentId(fromConfig) &&
      hashOf(configBytes ?? "") !== wantedHash;
  // A config that was changed cannot judge the rest; the experiment file can, if the manifest vouches for it.
  const fromYaml = isConfigDoubted && wantedHash !== undefined ? experimentAlone(files, fromConfig) : null;
  if (fromYaml !== null && hashOf(jsonText(configOf(fromYaml))) === wantedHash) {
    return { ...known, configProblem, experiment: fromYaml, judge: "experiment.yaml" };
  }
  return {
    ...known,
    configProblem,
    experiment: fromConfig,
    judge: fromConfig === null ? null : "config.json",
  };
}

/** The experiment of the config, if it is of a size that can be run. */
function runnableConfig(files: StoredFiles): ReturnType<typeof readConfig> {
  const config = readConfig(files);
  if ("problem" in config || config.experiment.sweep === null) return config;
  const message = sweepSizeProblem(planOf(config.experiment));
  return message === null ? config : { problem: { file: "config.json", message } };
}
