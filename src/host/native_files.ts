// The files of a result folder as `results/hashed_files.ts` gives them, hashed by the engine.
// What must not change: the same bytes as there.

import { canonicalText } from "../experiment/config.ts";
import type { Experiment } from "../experiment/experiment.ts";
import type { FileContent, FileMap } from "../results/file_content.ts";
import { type FolderContents, withManifest } from "../results/manifest.ts";
import { nativeHashOf } from "./native_hash.ts";

/** The SHA-256 of an experiment's canonical text, as 64 hex digits. */
export async function nativeExperimentHash(experiment: Experiment): Promise<string> {
  return await nativeHashOf(canonicalText(experiment));
}

/** The files of a folder with their manifest; each is hashed while the next is made. */
export async function nativelyHashedFiles(contents: FolderContents): Promise<FileMap> {
  const files = new Map<string, FileContent>();
  const hashes: Promise<readonly [name: string, hash: string]>[] = [];
  for (const [name, content] of contents.files) {
    files.set(name, content);
    hashes.push(nativeHashOf(content).then((hash) => [name, hash]));
  }
  return withManifest(contents, files, new Map(await Promise.all(hashes)));
}
