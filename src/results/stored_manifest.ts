// Reads `manifest.json` back: which versions made a folder, and the hash and size of each file.
// What must not change: nothing that a manifest says is believed until the files confirm it.

import {
  FORMAT_VERSIONS,
  NUMERICS_VERSION,
  PROGRAM_HOMEPAGE,
  PROGRAM_VERSION,
  type ResultVersions,
  versionRefusal,
} from "../experiment/versions.ts";
import { bytesOf, type FileContent, sizeBytes } from "./file_content.ts";
import { type Manifest, type ManifestEntry, manifestText, withSums } from "./manifest.ts";
import { SUMS_FILE, sumsOf } from "./sha256_sums.ts";
import {
  damaged,
  isFiniteNumber,
  jsonIn,
  memberOf,
  type StoredFiles,
  type StoredProblem,
  type StoredRead,
} from "./stored_text.ts";

const FILE = "manifest.json";
/** A semantic version that is short enough for a line. */
const PROGRAM_VERSION_PATTERN = /^\d{1,6}\.\d{1,6}\.\d{1,6}([-+][0-9A-Za-z.+-]{1,32})?$/;

/** An address that fits a line: of a page, or of a package. */
const ADDRESS_PATTERN = /^(?:https:\/\/|jsr:)[\x21-\x7e]{1,200}$/;

/** The manifest of a folder, or what is wrong with it. */
export function readManifest(files: StoredFiles): StoredRead<Manifest> {
  const json = jsonIn(files, FILE);
  if ("problems" in json) return json;
  const [format, numerics, kind, id, program, list] = [
    "format",
    "numerics",
    "kind",
    "id",
    "program",
    "files",
  ].map((key) => memberOf(json.ok, key));
  const drawnBy = program === undefined
    ? memberOf(json.ok, "reports_drawn_by")
    : memberOf(program, "version") ?? null;
  const isWhole = isFiniteNumber(format) && isFiniteNumber(numerics) && typeof kind === "string" &&
    typeof id === "string" && list !== null && typeof list === "object";
  if (!isWhole) return damaged(FILE, "the file must have format, numerics, kind, id and files");
  if (drawnBy !== undefined && !(typeof drawnBy === "string" && PROGRAM_VERSION_PATTERN.test(drawnBy))) {
    const key = program === undefined ? "reports_drawn_by" : "program.version";
    return damaged(FILE, `${key} must be a version of the program, such as ${PROGRAM_VERSION}`);
  }
  const homepage = memberOf(program, "homepage") ?? null;
  if (program !== undefined && !(typeof homepage === "string" && ADDRESS_PATTERN.test(homepage))) {
    return damaged(FILE, `program.homepage must be an address, such as ${PROGRAM_HOMEPAGE}`);
  }
  const entries = new Map<string, ManifestEntry>();
  for (const [name, entry] of Object.entries(list)) {
    const [bytes, sha256] = [memberOf(entry, "bytes"), memberOf(entry, "sha256")];
    if (isFiniteNumber(bytes) && typeof sha256 === "string") entries.set(name, { bytes, sha256 });
  }
  const drawn = { reportsDrawnBy: drawnBy ?? null, homepage: homepage as string | null };
  return { ok: { format, numerics, kind, id, ...drawn, files: entries } };
}

/**
 * Whether another version of this program drew the reports, as the manifest says.
 *
 * Such reports may differ from those that this version draws, but they must have the hashes in the manifest. The claim
 * excuses nothing else: figures are always compared with what the experiment gives.
 */
export function hasReportsOfOtherVersion({ reportsDrawnBy }: Manifest): boolean {
  return reportsDrawnBy !== PROGRAM_VERSION;
}

/** What a folder should have that rightly keeps some files of its own. */
export interface KeptFolder {
  /** Its `SHA256SUMS`; null where its format has none. */
  readonly sums: string | null;
  /**
   * Its `manifest.json`.
   *
   * @param sumsHash the SHA-256 of `sums`.
   */
  manifest(sumsHash: string): string;
}

/**
 * The manifest and the sums that a folder should have, given that it rightly keeps some files of its own.
 *
 * @param made `manifest.json` as the folder's experiment gives it.
 * @param stored the folder's own manifest: it says who drew the reports, and its entries of the kept files are taken
 * over, so that the bytes of those files must be checked against it.
 * @param keptFiles the names of the kept files.
 */
export function folderKeeping(
  made: FileContent,
  stored: Manifest,
  keptFiles: readonly string[],
): KeptFolder {
  const read = readManifest(new Map([[FILE, bytesOf(made)]]));
  if ("problems" in read) throw new Error(`assertion failed: ${read.problems[0].message}`);
  const kept = keptFiles.flatMap((name) => {
    const entry = stored.files.get(name);
    return entry === undefined ? [] : [[name, entry] as const];
  });
  const files = new Map([...read.ok.files, ...kept]);
  // Another version may have been found elsewhere; this one knows its own address.
  const homepage = hasReportsOfOtherVersion(stored) ? stored.homepage : read.ok.homepage;
  const manifest = { ...read.ok, reportsDrawnBy: stored.reportsDrawnBy, homepage };
  const sums = read.ok.files.has(SUMS_FILE) ? sumsOf(files) : null;
  return {
    sums,
    manifest: (sha256) =>
      manifestText({
        ...manifest,
        files: sums === null ? files : withSums(files, { bytes: sizeBytes(sums), sha256 }),
      }),
  };
}

/** The version that drew the reports, in words. */
export function drawnByText(reportsDrawnBy: string | null): string {
  return reportsDrawnBy === null ? "an earlier version" : `version ${reportsDrawnBy}`;
}

/**
 * The versions of a folder that this program cannot make again; null where it can, or where no file names them.
 *
 * The config decides the numerics, because the folder is named by its hash: a manifest that disagrees was changed.
 */
export function otherVersionOf(files: StoredFiles): ResultVersions | null {
  const read = readManifest(files);
  const manifest = "ok" in read ? read.ok : null;
  const config = jsonIn(files, "config.json");
  const stated = "ok" in config ? memberOf(config.ok, "numerics") : undefined;
  const versions = {
    format: manifest?.format ?? FORMAT_VERSIONS[0],
    numerics: isFiniteNumber(stated) ? stated : manifest?.numerics ?? NUMERICS_VERSION,
  };
  return versionRefusal(versions) === null ? null : versions;
}

/** What is wrong with a folder that was made by other versions; null where that is not so. */
export function versionProblem(files: StoredFiles): StoredProblem | null {
  const message = versionRefusal(otherVersionOf(files));
  return message === null ? null : { file: FILE, message };
}
