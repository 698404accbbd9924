// `manifest.json`: the SHA-256 and the size of every other file of a result folder.
// Why: with it a copied folder shows by itself whether it is whole, without running anything.

import { idOf } from "../experiment/config.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { type FileContent, type FileMap, sizeBytes } from "./file_content.ts";
import { jsonText } from "./json_text.ts";

/** A result folder that has no manifest yet. */
export interface FolderContents {
  /** What was made. */
  readonly experiment: Experiment;
  /** The SHA-256 of its canonical text. */
  readonly experimentHash: string;
  /** The files in order, each made when it is asked for. */
  readonly files: Iterable<readonly [name: string, content: FileContent]>;
}

/** Version of the result files' layout. */
export const FORMAT_VERSION = 1;

/**
 * The files of a folder with their manifest, which comes last.
 *
 * @param files the files of `contents`, by name.
 * @param hashes the SHA-256 of each of them, as 64 hex digits.
 */
export function withManifest(
  { experiment, experimentHash }: FolderContents,
  files: FileMap,
  hashes: ReadonlyMap<string, string>,
): FileMap {
  const manifest = jsonText({
    format: FORMAT_VERSION,
    numerics: experiment.numerics,
    kind: experiment.sweep === null ? "run" : "sweep",
    id: idOf(experimentHash),
    files: Object.fromEntries(
      [...files].map(([name, content]) => [name, { bytes: sizeBytes(content), sha256: hashes.get(name)! }]),
    ),
  });
  return new Map([...files, ["manifest.json", manifest]]);
}
