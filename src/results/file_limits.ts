// The files that a result may have, and how large each may be.
// Why by name and before a byte is read: a folder of results may come from a stranger, and a file of a few bytes on their
// disk may read as gigabytes here.

import { LIMITS } from "../experiment/limits.ts";

const MIB = 1024 * 1024;

/** Bytes of each file at most; no result has another file. */
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
]);

/** The largest size that a file of a name may have; 0 for one that no result has. */
export function limitBytesOf(name: string): number {
  return FILE_LIMITS.get(name) ?? 0;
}

/** Whether a name is one that systems drop into folders: it is nobody's work, and no part of a result. */
export function isDroppedBySystem(name: string): boolean {
  return /^(\.DS_Store|\._.+|\.localized|\.directory|Thumbs\.db|ehthumbs\.db|desktop\.ini)$/i.test(name);
}
