// The SHA-256 of what a version gave first for its frozen experiments, and of what this version gives.
// What must not change: the hashes in the files. Only another list of experiments may write them anew, and only where
// src/ still gives the same bits: `deno test -A tests/oracle/oracle_test.ts -- --update`.

import {
  bytesOf,
  type Engine,
  type FileMap,
  hashOf,
  resultFiles,
  resultFolder,
  runExperiment,
  sweepExperiment,
  sweepFiles,
} from "../../mod.ts";
import { type FrozenExperiment, type FrozenSet, parsed } from "./experiments.ts";

/** The frozen hashes, as they lie in the file. */
export interface FrozenHashes {
  /** For each shipped experiment its result folder and the hash of each file. */
  readonly shipped: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** For each random experiment its result folder, a space and one hash of all files together. */
  readonly random: Readonly<Record<string, string>>;
}

/** Enough to tell a thousand results apart. */
const SHORT_HASH_LENGTH = 16;
/** Reports may be worded anew; the manifest and the sums have their hashes; the experiment is what was read. */
const UNFROZEN = ["report.md", "report.html", "SHA256SUMS", "manifest.json", "experiment.yaml"];

/** The hashes of the version that froze a set. */
export function frozenHashes(set: FrozenSet): FrozenHashes {
  return JSON.parse(Deno.readTextFileSync(fileOf(set)));
}

/** Writes the hashes of this version in place of those. */
export function writeFrozenHashes(set: FrozenSet): void {
  const hashes: FrozenHashes = {
    shipped: Object.fromEntries(
      set.shipped.map((experiment) => [experiment.name, hashesOfFiles(experiment)]),
    ),
    random: Object.fromEntries(set.random.map((experiment) => [experiment.name, hashOfAll(experiment)])),
  };
  Deno.writeTextFileSync(fileOf(set), JSON.stringify(hashes, null, 2) + "\n");
}

function fileOf({ version }: FrozenSet): URL {
  return new URL(`hashes_${version.replaceAll(".", "_")}.json`, import.meta.url);
}

/** The result folder under `folder`, then the hash of each file under its name. */
export function hashesOfFiles(frozen: FrozenExperiment): Readonly<Record<string, string>> {
  const { folder, files } = resultOf(frozen);
  return { folder, ...Object.fromEntries([...files].map(([name, content]) => [name, hashOf(content)])) };
}

/**
 * The result folder and one hash of all files with their names.
 *
 * @param engine which engine trains the trials of a sweep.
 */
export function hashOfAll(frozen: FrozenExperiment, engine?: Engine): string {
  const { folder, files } = resultOf(frozen, engine);
  const pieces = [...files].flatMap(([name, content]) => [bytesOf(`\n${name}\n`), bytesOf(content)]);
  return `${folder} ${hashOf(pieces).slice(0, SHORT_HASH_LENGTH)}`;
}

function resultOf(
  frozen: FrozenExperiment,
  engine?: Engine,
): { readonly folder: string; readonly files: FileMap } {
  try {
    const experiment = parsed(frozen);
    const files = experiment.sweep === null
      ? resultFiles(runExperiment(experiment))
      : sweepFiles(sweepExperiment(experiment, { engine }));
    return {
      folder: resultFolder(experiment),
      files: new Map([...files].filter(([name]) => !UNFROZEN.includes(name))),
    };
  } catch (cause) {
    throw new Error(`${frozen.name} gives no result`, { cause });
  }
}
