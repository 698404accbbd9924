// Finds out what a folder is, and which experiment would make it again.
// What must not change: no content of a folder throws, and nothing is trained here.

import { configOf } from "../experiment/config.ts";
import { experimentId } from "../experiment/experiment_id.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { planOf, sweepSizeProblem } from "../sweep/plan.ts";
import { jsonText } from "../results/json_text.ts";
import { hashOf } from "../results/hashed_files.ts";
import { experimentAlone } from "./origin.ts";
import type { ResultVersions } from "../experiment/versions.ts";
import type { Manifest } from "../results/manifest.ts";
import { otherVersionOf, readManifest } from "../results/stored_manifest.ts";
import { readConfig } from "../results/stored_config.ts";
import {
  damaged,
  problemsIn,
  type StoredFiles,
  type StoredProblem,
  type StoredRead,
} from "../results/stored_text.ts";

/** A file that is too large to be held in memory. */
export interface LargeFile {
  /** Its size on disk. */
  readonly sizeBytes: number;
  /** Reads it piece by piece for its SHA-256, as 64 hex digits; null where it cannot be read. */
  readonly hash: () => string | null;
}

/** What is known of a folder beside its files in memory. */
export interface NotInMemory {
  /** What it is called; null where nobody knows. */
  readonly folderName?: string | null;
  /** What was not read, with the reason: a link, a folder. */
  readonly unread?: ReadonlyMap<string, string>;
  /** Files that are too large; they are compared with hashes. */
  readonly large?: ReadonlyMap<string, LargeFile>;
}

/** A folder read and understood, before its files are made again. */
export interface VerificationPlan extends Required<NotInMemory> {
  /** The files as they were read. */
  readonly files: StoredFiles;
  /** Null where it is missing or damaged. */
  readonly manifest: Manifest | null;
  /** What is wrong with the manifest. */
  readonly manifestProblems: readonly StoredProblem[];
  /** What is wrong with the config. */
  readonly configProblems: readonly StoredProblem[];
  /** Set where the folder was made by other versions than this program's. */
  readonly version: ResultVersions | null;
  /** What to run again; null where there is nothing that this program could run. */
  readonly experiment: Experiment | null;
  /** The file that the experiment was read from. */
  readonly judge: "config.json" | "experiment.yaml" | null;
}

/** Finds out what a folder is and which experiment would make it. */
export function planVerification(files: StoredFiles, others: NotInMemory = {}): VerificationPlan {
  const read = readManifest(files);
  const manifest = "ok" in read ? read.ok : null;
  const version = otherVersionOf(files);
  const { unread = new Map(), large = new Map(), folderName = null } = others;
  const known = { files, unread, large, folderName, manifest, manifestProblems: problemsIn(read), version };
  if (version !== null) return { ...known, configProblems: [], experiment: null, judge: null };

  const config = runnableConfig(files);
  const configProblems = problemsIn(config);
  const fromConfig = "ok" in config ? config.ok : null;
  const configBytes = files.get("config.json");
  const wantedHash = manifest?.files.get("config.json")?.sha256;
  const isConfigDoubted = fromConfig === null ||
    wantedHash !== undefined && manifest?.id !== experimentId(fromConfig) &&
      hashOf(configBytes ?? "") !== wantedHash;
  // A config that was changed cannot judge the rest; the experiment file can, if the manifest vouches for it.
  const fromYaml = isConfigDoubted && wantedHash !== undefined ? experimentAlone(files, fromConfig) : null;
  if (fromYaml !== null && hashOf(jsonText(configOf(fromYaml))) === wantedHash) {
    return { ...known, configProblems, experiment: fromYaml, judge: "experiment.yaml" };
  }
  return {
    ...known,
    configProblems,
    experiment: fromConfig,
    judge: fromConfig === null ? null : "config.json",
  };
}

/** The experiment of the config, if it is of a size that can be run. */
function runnableConfig(files: StoredFiles): StoredRead<Experiment> {
  const config = readConfig(files);
  if ("problems" in config || config.ok.sweep === null) return config;
  const message = sweepSizeProblem(planOf(config.ok));
  return message === null ? config : damaged("config.json", message);
}
