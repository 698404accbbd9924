// `manifest.json`: the SHA-256 and the size of every other file of a result folder, and who drew its reports.
// Why: it shows whether a copied folder is whole, without running anything, and whether a report that differs was
// drawn by another version of the program or changed.

import { formatOf, idOf, type JsonObject } from "../experiment/config.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { PROGRAM_HOMEPAGE, PROGRAM_VERSION, type ResultVersions } from "../experiment/versions.ts";
import type { FileContent } from "./file_content.ts";
import { jsonText } from "./json_text.ts";
import { PARQUET_FILE, SUMS_FILE, sumsOf } from "./sha256_sums.ts";

/** A result folder that has no manifest yet. */
export interface FolderContents {
  /** What was made. */
  readonly experiment: Experiment;
  /** The SHA-256 of its canonical text. */
  readonly experimentHash: string;
  /** The files in order, each made when it is asked for. */
  readonly files: Iterable<readonly [name: string, content: FileContent]>;
}

/** The files that each version of the program may draw in its own way; all others hold figures, which never move. */
export const REPORT_FILES: readonly string[] = ["report.md", "report.html"];

/** What a manifest says about one file. */
export interface ManifestEntry {
  readonly bytes: number;
  readonly sha256: string;
}

/** What a manifest says. */
export interface Manifest extends ResultVersions {
  /** `run` or `sweep`; a later format may have others. */
  readonly kind: string;
  /** The 8 hex digits of the experiment. */
  readonly id: string;
  /** The version of this program that drew the reports; null where the manifest names none. */
  readonly reportsDrawnBy: string | null;
  /** Where that program is found; null in format 1, which does not say. */
  readonly homepage: string | null;
  /** By name. */
  readonly files: ReadonlyMap<string, ManifestEntry>;
}

/**
 * The manifest of a folder.
 *
 * @param files the size and the hash of each of its other files, by name.
 */
export function manifestOf(
  { experiment, experimentHash }: Omit<FolderContents, "files">,
  files: ReadonlyMap<string, ManifestEntry>,
): string {
  return manifestText({
    format: formatOf(experiment),
    numerics: experiment.numerics,
    kind: experiment.sweep === null ? "run" : "sweep",
    id: idOf(experimentHash),
    reportsDrawnBy: PROGRAM_VERSION,
    homepage: formatOf(experiment) > 1 ? PROGRAM_HOMEPAGE : null,
    files,
  });
}

/** The text of `SHA256SUMS` for the files of a folder; null in format 1, which has no such file. */
export function ownSums(
  { experiment }: Pick<FolderContents, "experiment">,
  files: ReadonlyMap<string, ManifestEntry>,
): string | null {
  return formatOf(experiment) > 1 ? sumsOf(files) : null;
}

/** The entries with that of `SHA256SUMS`, after all files but the one that may come later. */
export function withSums(
  files: ReadonlyMap<string, ManifestEntry>,
  sums: ManifestEntry,
): ReadonlyMap<string, ManifestEntry> {
  const entries = [...files].filter(([name]) => name !== SUMS_FILE);
  const isLast = ([name]: readonly [string, ManifestEntry]): boolean => name === PARQUET_FILE;
  return new Map([
    ...entries.filter((entry) => !isLast(entry)),
    [SUMS_FILE, sums],
    ...entries.filter(isLast),
  ]);
}

/** A manifest as the text of its file. */
export function manifestText(manifest: Manifest): string {
  const { format, numerics, kind, id, reportsDrawnBy, homepage, files } = manifest;
  const program: JsonObject = homepage === null
    ? (reportsDrawnBy === null ? {} : { reports_drawn_by: reportsDrawnBy })
    : { program: { name: "Seedbed", version: reportsDrawnBy, homepage } };
  return jsonText({
    format,
    numerics,
    kind,
    id,
    ...program,
    files: Object.fromEntries([...files].map(([name, { bytes, sha256 }]): [string, JsonObject] => [
      name,
      { bytes, sha256 },
    ])),
  });
}
