// Judges one file of a result folder: by the bytes that it should have, else by its hash.
// Why hashes as well: nothing can make an experiment file again, and a very large file is not taken into memory.

import { experimentId } from "../experiment/experiment_id.ts";
import { firstDifference, firstDifferentByte } from "./first_difference.ts";
import { hashOf } from "../results/hashed_files.ts";
import { withLineFeeds, withOtherLineEnds } from "../results/line_ends.ts";
import { bytesOf, type FileContent, type FileMap, sizeBytes } from "../results/file_content.ts";
import { isDroppedBySystem } from "../results/file_limits.ts";
import { type Manifest, REPORT_FILES } from "../results/manifest.ts";
import {
  drawnByText,
  folderKeeping,
  hasReportsOfOtherVersion,
  type KeptFolder,
  readManifest,
} from "../results/stored_manifest.ts";
import { PARQUET_FILE, SUMS_FILE } from "../results/sha256_sums.ts";
import type { StoredProblem } from "../results/stored_text.ts";
import type { FileCheck } from "./verification.ts";
import type { LargeFile, VerificationPlan } from "./verification_plan.ts";
import { LINE_ENDS_NOTE, VOUCHED_FOR } from "./sentences.ts";

/**
 * The names of the files that a folder should have, in their order.
 *
 * @param made the files as the plan's experiment makes them; null where they were not made again.
 */
export function wantedNames(
  { experiment, manifest }: VerificationPlan,
  made: FileMap | null,
): readonly string[] {
  if (made === null) return [...new Set([...manifest?.files.keys() ?? [], "config.json", "manifest.json"])];
  const names = [...made.keys()];
  const isParquetStored = experiment?.sweep != null && manifest?.files.has(PARQUET_FILE) === true;
  return isParquetStored && !made.has(PARQUET_FILE)
    ? [...names.slice(0, -1), PARQUET_FILE, "manifest.json"]
    : names;
}

/** Whether a verdict says that a file is not as it was written. */
export function isWrong(verdict: FileCheck["verdict"]): boolean {
  return verdict === "different" || verdict === "line_ends" || verdict === "missing" || verdict === "extra";
}

/** A file that no result has. What a system leaves in every folder that somebody looked at is noted, and changes nothing. */
export function extraFile(name: string, plan: VerificationPlan, isJudged: boolean): FileCheck {
  const isDropped = isDroppedBySystem(name);
  const reason = isDropped ? "left by the operating system" : plan.unread.get(name);
  return {
    name,
    verdict: isJudged && !isDropped ? "extra" : "unchecked",
    by: null,
    sizeBytes: storedSize(name, plan),
    wantedBytes: null,
    difference: null,
    notes: reason === undefined ? [] : [reason],
  };
}

/** A file that the folder should have. */
export function checkFile(name: string, plan: VerificationPlan, made: FileMap | null): FileCheck {
  const { files, unread, large, manifest } = plan;
  const [stored, largeFile] = [files.get(name), large.get(name)];
  if (largeFile !== undefined) return checkLarge(name, largeFile, plan, made);
  const wanted = made === null ? null : wantedContent(name, plan, made);
  const base: CheckBase = {
    name,
    by: null,
    sizeBytes: storedSize(name, plan),
    wantedBytes: wanted === null ? manifest?.files.get(name)?.bytes ?? null : sizeBytes(wanted),
    difference: null,
    notes: [],
  };
  if (stored === undefined) {
    const reason = unread.get(name);
    if (reason === undefined) return { ...base, verdict: "missing" };
    return { ...base, verdict: "different", notes: [`${reason}, so it was not read`] };
  }
  return wanted === null ? checkHash(base, stored, plan) : checkBytes(base, stored, wanted, plan);
}

/** The finding about a file, where there are problems with it that no hash excuses. */
export function refuted(check: FileCheck, problems: readonly StoredProblem[]): FileCheck {
  const reasons = problems.filter(({ file }) => file === check.name).map(({ message }) => message);
  const isRead = check.sizeBytes !== null; // else it is said already why it was not
  if (reasons.length === 0 || !isRead) return check;
  const vouched = check.verdict === "same" ? [VOUCHED_FOR] : [];
  const others = check.verdict === "different" ? check.notes : [];
  return { ...check, verdict: "different", by: null, notes: [...reasons, ...vouched, ...others] };
}

type CheckBase = Omit<FileCheck, "verdict">;

function storedSize(name: string, { files, large }: VerificationPlan): number | null {
  return files.get(name)?.length ?? large.get(name)?.sizeBytes ?? null;
}

function checkBytes(
  base: CheckBase,
  stored: Uint8Array,
  wanted: FileContent,
  plan: VerificationPlan,
): FileCheck {
  const { name } = base;
  const offset = firstDifferentByte(stored, wanted);
  if (offset !== null && isReportOfOtherVersion(name, plan)) return checkOtherReport(base, stored, plan);
  const asWritten = withLineFeeds(stored);
  if (offset !== null && asWritten !== stored && firstDifferentByte(asWritten, wanted) === null) {
    return { ...base, by: "bytes", verdict: "line_ends", notes: [LINE_ENDS_NOTE] };
  }
  // What was edited is not its line ends, where those differ as well.
  const difference = offset === null ? null : firstDifference(name, asWritten, wanted, plan.experiment);
  const check = { ...base, by: "bytes", difference } as const;
  if (name === "manifest.json" && plan.manifest === null) {
    return { ...check, verdict: "different", notes: manifestNotes(plan) };
  }
  if (name === "config.json" && plan.judge === "experiment.yaml") {
    const notes = plan.configProblems.map(({ message }) => message);
    const judge = "experiment.yaml, whose config has the hash in manifest.json, was run in its place";
    return { ...check, verdict: "different", notes: [...notes, judge] };
  }
  const entry = plan.manifest?.files.get(name);
  const isVouchedFor = (): boolean => entry !== undefined && entry.sha256 === hashOf(stored);
  if (offset !== null) {
    const notes = [
      ...(difference === null ? [`the first difference is in byte ${offset + 1}`] : []),
      ...(offset === stored.length ? ["it was cut: what is there is right"] : []),
      ...(isVouchedFor() ? [VOUCHED_FOR] : []),
    ];
    return { ...check, verdict: "different", notes };
  }
  if (name === "config.json" && isConfigBlamed(plan) && entry !== undefined && !isVouchedFor()) {
    const notes = [
      "its hash is not the one in manifest.json, and the other files were compared with what it says now",
    ];
    return { ...check, verdict: "different", by: "hash", notes };
  }
  return { ...check, verdict: "same", notes: name === "manifest.json" ? manifestNotes(plan) : [] };
}

/** What is wrong with the manifest; or who drew the reports, if it was another version. */
function manifestNotes({ manifest, manifestProblems }: VerificationPlan): readonly string[] {
  if (manifest === null) return manifestProblems.map(({ message }) => message);
  if (!hasReportsOfOtherVersion(manifest)) return [];
  return [`the reports were drawn by ${drawnByText(manifest.reportsDrawnBy)}`];
}

function isReportOfOtherVersion(name: string, { manifest }: VerificationPlan): boolean {
  return REPORT_FILES.includes(name) && manifest !== null && hasReportsOfOtherVersion(manifest);
}

/** A report that another version drew differently: only its hash can show whether it was changed. */
function checkOtherReport(base: CheckBase, stored: Uint8Array, plan: VerificationPlan): FileCheck {
  const check = checkHash(base, stored, plan);
  if (check.verdict !== "same") return check;
  return { ...check, verdict: "other_version", notes: ["unchanged, by its hash"] };
}

/** Where config and manifest contradict each other, the id shows which of them was changed. */
function isConfigBlamed({ experiment, manifest }: VerificationPlan): boolean {
  return experiment !== null && manifest?.id !== experimentId(experiment);
}

function checkHash(base: CheckBase, stored: Uint8Array, plan: VerificationPlan): FileCheck {
  const { name } = base;
  if (name === "manifest.json") {
    const verdict = plan.manifest === null ? "different" : "unchecked";
    return { ...base, verdict, notes: manifestNotes(plan) };
  }
  if (name === "config.json" && plan.configProblems.length > 0) {
    const notes = plan.configProblems.map(({ message }) => `it cannot be run: ${message}`);
    return { ...base, verdict: "different", notes };
  }
  const entry = plan.manifest?.files.get(name);
  if (entry === undefined) return withoutHash(base, plan);
  const check = { ...base, by: "hash", wantedBytes: entry.bytes } as const;
  const isListed = (bytes: Uint8Array): boolean =>
    entry.bytes === bytes.length && entry.sha256 === hashOf(bytes);
  if (isListed(stored)) return { ...check, verdict: "same" };
  if (withOtherLineEnds(stored).some(isListed)) {
    return { ...check, verdict: "line_ends", notes: [LINE_ENDS_NOTE] };
  }
  const what = entry.sha256 === hashOf(stored) ? "size" : "hash";
  return { ...check, verdict: "different", notes: [`its ${what} is not the one in manifest.json`] };
}

function withoutHash(base: CheckBase, { manifest }: VerificationPlan): FileCheck {
  return {
    ...base,
    verdict: manifest === null ? "unchecked" : "different",
    notes: [manifest === null ? "there is no hash to compare it with" : "manifest.json does not name it"],
  };
}

/** A file too large for memory is compared by size and hash, with what the manifest of the files as made says of it. */
function checkLarge(name: string, file: LargeFile, plan: VerificationPlan, made: FileMap | null): FileCheck {
  const again = made?.has(name) === true ? entriesOf(made).get(name) : undefined;
  const wanted = again ?? plan.manifest?.files.get(name);
  const base: CheckBase = {
    name,
    by: null,
    sizeBytes: file.sizeBytes,
    wantedBytes: wanted?.bytes ?? null,
    difference: null,
    notes: [],
  };
  if (wanted === undefined) return withoutHash(base, plan);
  if (file.sizeBytes !== wanted.bytes) return { ...base, verdict: "different" };
  const found = file.hash();
  if (found === wanted.sha256) return { ...base, by: "hash", verdict: "same" };
  const source = again === undefined ? "the one in manifest.json" : "that of what the experiment gives";
  const note = found === null ? "it cannot be read to its end" : `its hash is not ${source}`;
  return { ...base, by: "hash", verdict: "different", notes: [note] };
}

/** What the manifest of files says of each. */
function entriesOf(made: FileMap): Manifest["files"] {
  const read = readManifest(new Map([["manifest.json", bytesOf(made.get("manifest.json")!)]]));
  if ("problems" in read) throw new Error(`assertion failed: ${read.problems[0].message}`);
  return read.ok.files;
}

/** What a file should hold; null where only its hash can be checked. */
function wantedContent(name: string, plan: VerificationPlan, made: FileMap): FileContent | null {
  const content = made.get(name);
  if (content === undefined || name === "experiment.yaml") return null;
  if (plan.manifest === null || name !== "manifest.json" && name !== SUMS_FILE) return content;
  const { sums, manifest } = wantedFolder(made.get("manifest.json")!, plan, made);
  return name === SUMS_FILE ? sums : manifest(hashOf(sums ?? ""));
}

/** The manifest and the sums with the stored entries of the files that are checked against it: where those were changed, it was not. */
function wantedFolder(content: FileContent, plan: VerificationPlan, made: FileMap): KeptFolder {
  const { files, manifest } = plan;
  const kept = wantedNames(plan, made).filter((name) => {
    const [stored, wanted] = [files.get(name), made.get(name)];
    if (wanted === undefined || name === "experiment.yaml") return true;
    const isAsMade = stored !== undefined && firstDifferentByte(stored, wanted) === null;
    return isReportOfOtherVersion(name, plan) && !isAsMade;
  });
  return folderKeeping(content, manifest!, kept);
}
