// Two result folders that version 0.1.0 wrote: a run with its rows from a CSV file, and a sweep.
// What must not change: their bytes. Each later version must find, show, verify and compare them.

import { ROOT } from "../architecture/layers.ts";

const FOLDER = new URL("tests/golden/stored_by_0_1_0/", ROOT);

/** The run and the sweep by their folders below a results folder. */
export const STORED_BY_0_1_0: readonly string[] = ["slope/seed-0-0ce6804a", "ask/sweep-bae216d2"];

/** The files of one of the folders, in a map that a test may change. */
export function filesBy010(folder: string): Map<string, Uint8Array> {
  const url = new URL(`${folder}/`, FOLDER);
  const names = [...Deno.readDirSync(url)].map(({ name }) => name);
  return new Map(names.map((name) => [name, Deno.readFileSync(new URL(name, url))]));
}
