// Result folders on disk for the tests of the commands that read them.
import { experimentId } from "../../src/experiment/experiment_id.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import type { FileMap } from "../../src/results/file_content.ts";
import { PEOPLE, storedFiles, storedSweepFiles } from "./stored_examples.ts";

/** Writes the results of the short classic experiment for some seeds. @returns their folders below `root`. */
export async function writeResults(root: string, seeds: readonly number[]): Promise<readonly string[]> {
  const folders: string[] = [];
  for (const seed of seeds) {
    const overrides = [`seed=${seed}`];
    const id = experimentId(parseExperiment(PEOPLE, { overrides }));
    const folder = `results/people/seed-${seed}-${id}`;
    await writeFolder(`${root}/${folder}`, storedFiles(PEOPLE, overrides));
    folders.push(folder);
  }
  return folders;
}

/** Writes the result of a sweep of the short classic experiment. @returns its folder below `root`. */
export async function writeSweep(
  root: string,
  overrides: readonly string[],
  extra?: FileMap,
): Promise<string> {
  const id = experimentId(parseExperiment(PEOPLE, { overrides }));
  const folder = `results/people/sweep-${id}`;
  await writeFolder(`${root}/${folder}`, storedSweepFiles(PEOPLE, overrides, extra));
  return folder;
}

/** Writes files into a new folder. */
export async function writeFolder(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  for (const [name, bytes] of files) await Deno.writeFile(`${folder}/${name}`, bytes);
}

/** A test with a folder of its own that is removed afterwards. */
export function folderTest(name: string, test: (root: string) => void | Promise<void>): void {
  Deno.test(name, async () => {
    const root = await Deno.makeTempDir();
    try {
      await test(root);
    } finally {
      await Deno.remove(root, { recursive: true });
    }
  });
}
