// Whether a result folder on disk is whole: every file with every byte, or not there at all.
// What it should hold is worked out in this process, so a writer that was killed has no say in it.

import assert from "node:assert/strict";
import { parseExperiment, resultFiles, resultFolder, runExperiment } from "../../mod.ts";
import { bytesOf } from "../../src/results/file_content.ts";

/** An experiment file with the folder that it must give. */
export interface ExpectedFolder {
  readonly experimentPath: string;
  /** Its path below the results folder: `gender/seed-42-1f3c9a07`. */
  readonly folder: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Writes an experiment file and works out what must come of it. */
export async function expectFolder(folder: string, name: string, text: string): Promise<ExpectedFolder> {
  const experimentPath = `${folder}/${name}.yaml`;
  await Deno.writeTextFile(experimentPath, text);
  const experiment = parseExperiment(text, { fileName: experimentPath });
  const files = resultFiles(runExperiment(experiment));
  const bytes = new Map([...files].map(([name, content]) => [name, bytesOf(content)]));
  return { experimentPath, folder: resultFolder(experiment), files: bytes };
}

/** Whether the folder is there; fails where it is there and not whole. */
export function isWholeOrAbsent(outFolder: string, expected: ExpectedFolder): boolean {
  const folder = `${outFolder}/${expected.folder}`;
  const names = namesIn(folder);
  if (names === null) return false;
  assert.deepEqual(names, [...expected.files.keys()].sort(), `${folder} is not whole`);
  for (const [name, bytes] of expected.files) {
    assert.deepEqual(Deno.readFileSync(`${folder}/${name}`), bytes, `${folder}/${name} is not whole`);
  }
  return true;
}

/** What writers left beside the result folders: names that begin with `.partial-`. */
export function leftovers(outFolder: string, expected: ExpectedFolder): readonly string[] {
  const parent = `${outFolder}/${expected.folder.split("/")[0]}`;
  return (namesIn(parent) ?? []).filter((name) => name.startsWith("."));
}

/** Lets two hours pass for what lies hidden in a folder, so that its writers count as gone. */
export function makeOld(folder: string): void {
  const past = new Date(Date.now() - 2 * 3_600_000);
  for (const name of namesIn(folder) ?? []) {
    if (name.startsWith(".")) Deno.utimeSync(`${folder}/${name}`, past, past);
  }
}

function namesIn(folder: string): readonly string[] | null {
  try {
    return [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
