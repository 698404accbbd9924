// Says whether a result folder holds what its experiment gives: makes every file again and compares the bytes.
// Why in three steps (plan, make, conclude): making a sweep again takes workers, so whoever has them makes the files
// and the judging stays one.
// What must not change: no content of a folder throws; a folder counts as the same only if every byte is.

import { configOf, experimentId } from "../experiment/config.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { runExperiment } from "../outcome/outcome.ts";
import { compareNaturally } from "../report/natural_order.ts";
import { type Difference, firstDifference } from "./first_difference.ts";
import { jsonText } from "./json_text.ts";
import { bytesOf, type FileMap, hashOf } from "./manifest.ts";
import { resultFiles } from "./result_files.ts";
import { experimentAlone, type Origin, originOf } from "./origin.ts";
import { type OtherVersion, otherVersionOf, readManifest, type StoredManifest } from "./stored_manifest.ts";
import { readConfig } from "./stored_run.ts";
import { jsonOf, type StoredFiles, type StoredProblem } from "./stored_text.ts";

/** What was found out about one file of a folder. */
export interface FileCheck {
  /** The file's name in its folder. */
  readonly name: string;
  /** `unchecked`: nothing is there to hold it against. */
  readonly verdict: "same" | "different" | "missing" | "extra" | "unchecked";
  /** Made again and compared byte by byte, or held against its hash in `manifest.json`. */
  readonly by: "bytes" | "hash" | null;
  /** Size as stored; null where it is missing or was not read. */
  readonly sizeBytes: number | null;
  /** Size as it should be; null where that is not known. */
  readonly wantedBytes: number | null;
  /** The first difference; null where there is none to show. */
  readonly difference: Difference | null;
  /** What else there is to say, one sentence each, without a full stop. */
  readonly notes: readonly string[];
}

/** What was found out about a result folder. */
export interface Verification {
  /**
   * `same`: every file is there, no other is, and every byte is right. `other_version`: made by another version of
   * the numerics or the format, and not changed since as far as its hashes tell. `unchecked`: its hashes hold, but
   * it was not made again. `not_a_result`: it holds neither a config nor a manifest.
   */
  readonly verdict: "same" | "different" | "other_version" | "unchecked" | "not_a_result";
  /** Null where neither config nor manifest tells. */
  readonly kind: "run" | "sweep" | null;
  /** The experiment that it was held against; null where none could be read. */
  readonly name: string | null;
  /** The first 8 hex digits of the experiment's hash; null with it. */
  readonly id: string | null;
  /** Set where the folder was made by other versions than this program's. */
  readonly version: OtherVersion | null;
  /** One check a file, those that should be there first. */
  readonly files: readonly FileCheck[];
  /** How `experiment.yaml` is related to the config; null where one of them cannot be read. */
  readonly origin: Origin | null;
}

/** How to verify. */
export interface VerifyOptions {
  /** What lies in the folder and was not read, with the reason: a link, a folder, a file too large. */
  readonly unread?: ReadonlyMap<string, string>;
  /** Hears how many of all epochs are done. */
  readonly onProgress?: (epochsDone: number) => void;
}

/** A folder read and understood, before its files are made again. */
export interface VerificationPlan {
  /** The files as they were read. */
  readonly files: StoredFiles;
  /** What was not read, with the reason. */
  readonly unread: ReadonlyMap<string, string>;
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

/**
 * Verifies the files of a run's folder by running its experiment again.
 *
 * @param files file name to bytes.
 * @returns what is the same and what is not; never an exception.
 *
 * @example A digit that somebody changed
 * ```ts
 * import { parseExperiment } from "../experiment/parse_experiment.ts";
 * import { runExperiment } from "../outcome/outcome.ts";
 * import { bytesOf } from "./manifest.ts";
 * import { resultFiles } from "./result_files.ts";
 * import { verify } from "./verify.ts";
 * const experiment = parseExperiment("name: ask\ndataset: { features: [{ name: x }] }\ntraining: { epochs: 0 }");
 * const files = new Map([...resultFiles(runExperiment(experiment))].map(([name, text]) => [name, bytesOf(text)]));
 * if (verify(files).verdict !== "same") throw new Error("wrong");
 * files.set("loss.csv", new TextEncoder().encode("epoch,loss\n0,0.25\n"));
 * const check = verify(files).files.find(({ name }) => name === "loss.csv");
 * if (check?.verdict !== "different" || check.difference?.line !== 2) throw new Error("wrong");
 * ```
 */
export function verify(files: StoredFiles, options: VerifyOptions = {}): Verification {
  const plan = planVerification(files, options.unread);
  const { experiment } = plan;
  const canRun = experiment !== null && experiment.sweep === null;
  const made = canRun ? resultFiles(runExperiment(experiment, { onProgress: options.onProgress })) : null;
  return concludeVerification(plan, made);
}

/** Finds out what a folder is and which experiment would make it. */
export function planVerification(
  files: StoredFiles,
  unread: ReadonlyMap<string, string> = new Map(),
): VerificationPlan {
  const read = readManifest(files);
  const manifest = "manifest" in read ? read.manifest : null;
  const manifestProblem = "problem" in read ? read.problem : null;
  const version = otherVersionOf(files);
  const known = { files, unread, manifest, manifestProblem, version };
  if (version !== null) return { ...known, configProblem: null, experiment: null, judge: null };

  const config = readConfig(files);
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

/**
 * Judges every file of a folder.
 *
 * @param made the files as the plan's experiment makes them; null where they were not made again.
 */
export function concludeVerification(plan: VerificationPlan, made: FileMap | null): Verification {
  const { files, unread, experiment, manifest, version } = plan;
  const isResult = ["config.json", "manifest.json"].some((name) => files.has(name) || unread.has(name));
  const names = made !== null
    ? [...made.keys()]
    : [...new Set([...manifest?.files.keys() ?? [], "config.json", "manifest.json"])];
  const extras = [...files.keys(), ...unread.keys()].filter((name) => !names.includes(name))
    .sort(compareNaturally);
  const checks = isResult ? names.map((name) => checkFile(name, plan, made)) : [];
  const all = [...checks, ...extras.map((name) => extraFile(name, plan, manifest !== null || made !== null))];
  const hasChanged = all.some(({ verdict }) => verdict !== "same" && verdict !== "unchecked");
  const kind = experiment !== null
    ? experiment.sweep === null ? "run" : "sweep"
    : manifest?.kind === "run" || manifest?.kind === "sweep"
    ? manifest.kind
    : null;
  return {
    verdict: !isResult
      ? "not_a_result"
      : hasChanged
      ? "different"
      : version !== null
      ? "other_version"
      : made === null
      ? "unchecked"
      : "same",
    kind,
    name: experiment?.name ?? null,
    id: experiment === null ? manifest?.id ?? null : experimentId(experiment),
    version,
    files: all,
    origin: experiment === null ? null : originOf(files, experiment),
  };
}

function extraFile(name: string, { files, unread }: VerificationPlan, isJudged: boolean): FileCheck {
  const reason = unread.get(name);
  return {
    name,
    verdict: isJudged ? "extra" : "unchecked",
    by: null,
    sizeBytes: files.get(name)?.length ?? null,
    wantedBytes: null,
    difference: null,
    notes: reason === undefined ? [] : [reason],
  };
}

function checkFile(name: string, plan: VerificationPlan, made: FileMap | null): FileCheck {
  const { files, unread, manifest } = plan;
  const stored = files.get(name);
  const entry = manifest?.files.get(name);
  const wanted = made === null ? null : wantedContent(name, plan, made);
  const base = {
    name,
    by: null,
    sizeBytes: stored?.length ?? null,
    wantedBytes: wanted?.length ?? entry?.bytes ?? null,
    difference: null,
    notes: [],
  } as const;
  if (stored === undefined) {
    const reason = unread.get(name);
    if (reason === undefined) return { ...base, verdict: "missing" };
    return { ...base, verdict: "different", notes: [`${reason}, so it was not read`] };
  }
  // Nothing can make the experiment file again: its own hash is all there is to hold it against.
  if (wanted !== null && name !== "experiment.yaml") return checkBytes(base, stored, wanted, plan);
  return checkHash(base, stored, plan);
}

type CheckBase = Omit<FileCheck, "verdict">;

function checkBytes(
  base: CheckBase,
  stored: Uint8Array,
  wanted: Uint8Array,
  plan: VerificationPlan,
): FileCheck {
  const { name } = base;
  const difference = firstDifference(name, stored, wanted, plan.experiment);
  const entry = plan.manifest?.files.get(name);
  const isVouchedFor = entry !== undefined && entry.sha256 === hashOf(stored);
  const check = { ...base, by: "bytes", difference } as const;
  if (name === "manifest.json" && plan.manifestProblem !== null) {
    return { ...check, verdict: "different", notes: [plan.manifestProblem.message] };
  }
  if (name === "config.json" && plan.judge === "experiment.yaml") {
    const notes = plan.configProblem === null ? [] : [plan.configProblem.message];
    const judge = "experiment.yaml, whose config has the hash in manifest.json, was run in its place";
    return { ...check, verdict: "different", notes: [...notes, judge] };
  }
  if (difference !== null) {
    const isCut = stored.length < wanted.length && stored.every((byte, at) => byte === wanted[at]);
    const notes = [
      ...(isCut ? ["it was cut: what is there is right"] : []),
      ...(isVouchedFor ? ["it has the hash in manifest.json all the same"] : []),
    ];
    return { ...check, verdict: "different", notes };
  }
  if (name === "config.json" && entry !== undefined && !isVouchedFor && isConfigBlamed(plan)) {
    const notes = [
      "it has not the hash in manifest.json, and the other files were held against what it says now",
    ];
    return { ...check, verdict: "different", by: "hash", notes };
  }
  return { ...check, verdict: "same" };
}

/** A config and a manifest that contradict each other: the id tells which of them is the one of the folder. */
function isConfigBlamed({ experiment, manifest }: VerificationPlan): boolean {
  return experiment !== null && manifest?.id !== experimentId(experiment);
}

function checkHash(base: CheckBase, stored: Uint8Array, plan: VerificationPlan): FileCheck {
  const { name } = base;
  if (name === "manifest.json") {
    const { manifestProblem } = plan;
    if (manifestProblem === null) return { ...base, verdict: "unchecked" };
    return { ...base, verdict: "different", notes: [manifestProblem.message] };
  }
  if (name === "config.json" && plan.configProblem !== null) {
    return { ...base, verdict: "different", notes: [`it cannot be run: ${plan.configProblem.message}`] };
  }
  const entry = plan.manifest?.files.get(name);
  if (entry === undefined) {
    const isSilent = plan.manifest === null;
    return {
      ...base,
      verdict: isSilent ? "unchecked" : "different",
      notes: [isSilent ? "there is no hash to hold it against" : "manifest.json does not name it"],
    };
  }
  const isSame = entry.sha256 === hashOf(stored) && entry.bytes === stored.length;
  const notes = isSame ? [] : ["it has not the hash in manifest.json"];
  return { ...base, by: "hash", verdict: isSame ? "same" : "different", wantedBytes: entry.bytes, notes };
}

/** What a file should hold. */
function wantedContent(name: string, plan: VerificationPlan, made: FileMap): Uint8Array | null {
  const content = made.get(name);
  if (content === undefined) return null;
  if (name === "experiment.yaml") return null;
  return bytesOf(name === "manifest.json" ? wantedManifest(String(content), plan) : content);
}

/** The manifest with the stored entry of `experiment.yaml`: where that file was changed, the manifest was not. */
function wantedManifest(text: string, { manifest }: VerificationPlan): string {
  const entry = manifest?.files.get("experiment.yaml");
  const json = jsonOf("manifest.json", bytesOf(text));
  if (entry === undefined || "problem" in json) return text;
  const made = json.value as Readonly<Record<string, unknown>> & {
    readonly files: Readonly<Record<string, unknown>>;
  };
  const files = { ...made.files };
  if ("experiment.yaml" in files) files["experiment.yaml"] = { bytes: entry.bytes, sha256: entry.sha256 };
  return jsonText({ ...made, files } as Parameters<typeof jsonText>[0]);
}
