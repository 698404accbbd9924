// Whether the folder of a report agrees with its manifest, by size and hash of every file.
// What must not change: nothing is trained; what lies in the folder and is neither in the manifest nor what `export` gives
// of these figures is a change.

import { readResultFolder } from "../host/result_reader.ts";
import { FILE_LIMITS, FILES_BESIDE, isDroppedBySystem } from "../results/file_limits.ts";
import type { Manifest } from "../results/manifest.ts";
import { hashOf } from "../results/hashed_files.ts";
import { filesAsWritten } from "../results/line_ends.ts";
import { sumLine } from "../results/sha256_sums.ts";
import { readManifest } from "../results/stored_manifest.ts";
import { readStoredRun } from "../results/stored_run.ts";
import type { StoredFiles } from "../results/stored_text.ts";
import { checkFileBeside } from "../verify/beside_check.ts";
import type { FileCheck } from "../verify/verification.ts";

/** What was found of a report and of the folder that it is in. */
export interface CheckedReport {
  readonly folder: string;
  readonly path: string;
  readonly hasReport: boolean;
  /** Files that are not as the manifest says, or not there. */
  readonly changed: readonly string[];
  /** Whether the line ends of those were changed, and nothing else. */
  readonly hasOtherLineEnds: boolean;
  /** Files of the result, with the manifest. */
  readonly fileCount: number;
  /** Files beside them that are as `export` gives them. */
  readonly exported: readonly string[];
  /** The hashes that its manifest names, and that of the manifest, for `sha256sum -c`. */
  readonly sums: string;
  /** Null where it cannot be read. */
  readonly manifest: Manifest | null;
}

/** Reads the folder of a report and holds it against its manifest. */
export async function checkReport(folder: string): Promise<CheckedReport> {
  const { files, unread, large } = await readResultFolder(folder);
  const checked = { folder, path: `${folder}/report.html` };
  const read = readManifest(files);
  if ("problems" in read) {
    return {
      ...checked,
      hasReport: files.has("report.html"),
      changed: ["manifest.json"],
      hasOtherLineEnds: false,
      fileCount: files.size + large.size,
      exported: [],
      sums: "",
      manifest: null,
    };
  }
  const listed = read.ok.files;
  const beside = besideVerdicts(files, read.ok);
  const names = [...new Set([...listed.keys(), ...files.keys(), ...unread.keys(), ...large.keys()])]
    .filter((name) => name !== "manifest.json" && !isDroppedBySystem(name));
  const exported = names.filter((name) => beside.get(name) === "same");
  const changed = names.filter((name) => {
    if (beside.has(name)) return !exported.includes(name);
    const bytes = files.get(name);
    const found = bytes === undefined ? large.get(name)?.hash() ?? null : hashOf(bytes);
    return found === null || listed.get(name)?.sha256 !== found;
  });
  const ofResult = changed.filter((name) => !beside.has(name));
  const hasOtherLineEnds = changed.length > 0 &&
    changed.every((name) => beside.has(name) ? beside.get(name) === "line_ends" : files.has(name)) &&
    (ofResult.length === 0 || ofResult.every((name) => listed.has(name)) && filesAsWritten(files) !== null);
  return {
    ...checked,
    hasReport: listed.has("report.html") && files.has("report.html"),
    changed,
    hasOtherLineEnds,
    fileCount: names.length + 1 - exported.length,
    exported,
    sums: sumsText(folder, read.ok, files),
    manifest: read.ok,
  };
}

/** What was found of each file that may lie beside a run, held against the figures as they are stored. */
function besideVerdicts(
  files: StoredFiles,
  manifest: Manifest,
): ReadonlyMap<string, FileCheck["verdict"]> {
  const names = FILES_BESIDE.filter((name) => files.has(name) && !manifest.files.has(name));
  if (names.length === 0) return new Map();
  const run = readStoredRun(filesAsWritten(files) ?? files);
  const outcome = "ok" in run ? run.ok?.outcome : undefined;
  if (outcome === undefined) return new Map();
  return new Map(names.map((name) => [name, checkFileBeside(name, files.get(name)!, outcome).verdict]));
}

function sumsText(folder: string, { files: listed }: Manifest, files: StoredFiles): string {
  // Other names and hashes are a stranger's text, and no result has them.
  const lines = [...listed].filter(([name, { sha256 }]) =>
    FILE_LIMITS.has(name) && /^[0-9a-f]{64}$/.test(sha256)
  ).map(([name, { sha256 }]) => sumLine(sha256, `${folder}/${name}`));
  return lines.join("") + sumLine(hashOf(files.get("manifest.json")!), `${folder}/manifest.json`);
}
