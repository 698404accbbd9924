// The files that a result may have, and how large each may be.
// Why by name and before a byte is read: a folder of results may come from a stranger, and a file of a few bytes on their
// disk may read as gigabytes here.

import { LIMITS } from "../experiment/limits.ts";

const MIB = 1024 * 1024;

/** What the columns of a run's tables are, as `export` writes it beside them. */
export const DATA_PACKAGE_FILE = "datapackage.json";
/** Who made a run and what its files are, as `export` writes it beside them. */
export const RO_CRATE_FILE = "ro-crate-metadata.json";

/**
 * Files that are no part of a result, and belong beside it: `export` makes each of them of the result alone, or of what it
 * says itself, so that anybody can check it. No manifest names them.
 */
export const FILES_BESIDE: readonly string[] = [DATA_PACKAGE_FILE, RO_CRATE_FILE];

/** Bytes of each file at most; no result has another file in it or beside it. */
export const FILE_LIMITS: ReadonlyMap<string, number> = new Map([
  ["experiment.yaml", LIMITS.fileBytes],
  ["config.json", LIMITS.configBytes],
  ["log.txt", 64 * MIB],
  ["loss.csv", 16 * MIB],
  ["predictions.csv", 64 * MIB],
  ["model.json", 64 * MIB],
  ["evaluation.json", 64 * MIB],
  ["trials.csv", 8192 * MIB],
  ["summary.json", 64 * MIB],
  ["report.md", 64 * MIB],
  ["report.html", 64 * MIB],
  ["trials.parquet", 8192 * MIB],
  ["SHA256SUMS", MIB],
  ["manifest.json", MIB],
  [DATA_PACKAGE_FILE, 64 * MIB],
  [RO_CRATE_FILE, 64 * MIB],
]);

/** The largest size that a file of a name may have; 0 for one that no result has. */
export function limitBytesOf(name: string): number {
  return FILE_LIMITS.get(name) ?? 0;
}

/** Whether a name is one that systems drop into folders: it is nobody's work, and no part of a result. */
export function isDroppedBySystem(name: string): boolean {
  return /^(\.DS_Store|\._.+|\.localized|\.directory|Thumbs\.db|ehthumbs\.db|desktop\.ini)$/i.test(name);
}
