// `manifest.json`: the SHA-256 and the size of every other file of a result folder.
// Why: with it a copied folder shows by itself whether it is whole, without running anything.

import { idOf } from "../experiment/config.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { FORMAT_VERSION } from "../experiment/versions.ts";
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

/** What a manifest says of one file. */
export interface ManifestEntry {
  /** Size of the file. */
  readonly bytes: number;
  /** 64 hex digits. */
  readonly sha256: string;
}

/** What a manifest says. */
export interface Manifest {
  /** Version of the files' layout. */
  readonly format: number;
  /** Version of the arithmetic. */
  readonly numerics: number;
  /** `run` or `sweep`; what else a later format may have. */
  readonly kind: string;
  /** The 8 hex digits of the experiment. */
  readonly id: string;
  /** What it says of each file, by name. */
  readonly files: ReadonlyMap<string, ManifestEntry>;
}

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
