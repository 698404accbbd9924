// The SHA-256 of what 0.1.0 gave for the frozen experiments, and of what this version gives.
// What must not change: the hashes in the file. Only another list of experiments may write them anew, and only where
// src/ still gives the bits of 0.1.0: `deno test -A tests/oracle/oracle_test.ts -- --update`.

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
import { type FrozenExperiment, parsed, randomExperiments, shippedExperiments } from "./experiments.ts";

/** The frozen hashes, as they lie in the file. */
export interface FrozenHashes {
  /** For each shipped experiment its result folder and the hash of each file. */
  readonly shipped: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** For each random experiment its result folder, a space and one hash of all files together. */
  readonly random: Readonly<Record<string, string>>;
}

const FILE = new URL("hashes_0_1_0.json", import.meta.url);
/** Enough to tell a thousand results apart. */
const SHORT_HASH_LENGTH = 16;
/** Reports may be worded anew; the manifest has their hashes; the experiment is what was read. */
const UNFROZEN = ["report.md", "report.html", "manifest.json", "experiment.yaml"];

/** The hashes of 0.1.0. */
export function frozenHashes(): FrozenHashes {
  return JSON.parse(Deno.readTextFileSync(FILE));
}

/** Writes the hashes of this version in place of those of 0.1.0. */
export function writeFrozenHashes(): void {
  const hashes: FrozenHashes = {
    shipped: Object.fromEntries(
      shippedExperiments.map((experiment) => [experiment.name, hashesOfFiles(experiment)]),
    ),
    random: Object.fromEntries(
      randomExperiments.map((experiment) => [experiment.name, hashOfAll(experiment)]),
    ),
  };
  Deno.writeTextFileSync(FILE, JSON.stringify(hashes, null, 2) + "\n");
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
