// The experiments that come with the program, to start another one from.
// What must not change: a file that is there already is never touched, and of what cannot be written whole nothing is left.

import { readExperiment } from "../experiment/reading/parse_experiment.ts";
import { areSameBytes } from "../results/file_content.ts";
import { removeQuietly } from "./leftovers.ts";
import { requireFree } from "./whole_file.ts";
import { inWorld, WorldError } from "./world_error.ts";

const FOLDER = new URL("../../experiments/", import.meta.url);

/** Their names. */
export function shippedNames(): readonly string[] {
  return shippedFiles().flatMap((name) => name.endsWith(".yaml") ? [name.slice(0, -".yaml".length)] : [])
    .sort();
}

/** Their files, and those of the tables that they read. */
export function shippedFiles(): readonly string[] {
  return inWorld("read the experiments of the program", () => [...Deno.readDirSync(FOLDER)])
    .map(({ name }) => name).filter((name) => /\.(yaml|csv)$/.test(name));
}

/** An experiment with the data file that it reads, if any. */
export interface ShippedExperiment {
  readonly text: string;
  readonly data: { readonly name: string; readonly bytes: Uint8Array } | null;
}

/** The experiment of a name that is among {@linkcode shippedNames}. */
export function shippedExperiment(name: string): ShippedExperiment {
  const bytesOf = (file: string): Uint8Array =>
    inWorld(`read ${file}`, () => Deno.readFileSync(new URL(file, FOLDER)));
  const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  const text = textOf(bytesOf(`${name}.yaml`));
  let data: ShippedExperiment["data"] = null;
  readExperiment(text, {
    readDataFile(file) {
      const bytes = bytesOf(file);
      data = { name: file, bytes };
      return { text: textOf(bytes) };
    },
  });
  return { text, data };
}

/**
 * Writes an experiment, and its data beside it where they are not there yet.
 *
 * @param path of the experiment file; nothing may be there.
 * @returns the paths of the files that were written.
 * @throws WorldError where it is, where its folder is not, or where other data have the name of its own.
 */
export function writeExperiment(path: string, text: string, data: ShippedExperiment["data"]): string[] {
  requireFree(path, "take another name");
  const dataPath = data === null ? null : path.replace(/[^/\\]*$/, "") + data.name;
  const written = dataPath !== null && writeData(dataPath, data!.bytes) ? [dataPath] : [];
  try {
    inWorld(`write ${path}`, () => writeNew(path, new TextEncoder().encode(text)));
  } catch (error) {
    written.forEach(removeQuietly);
    throw error;
  }
  return [path, ...written];
}

/** @returns whether it was not there yet. */
function writeData(path: string, bytes: Uint8Array): boolean {
  return inWorld(`write ${path}`, () => {
    try {
      writeNew(path, bytes);
      return true;
    } catch (error) {
      if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
      if (areSameBytes(Deno.readFileSync(path), bytes)) return false;
      throw new WorldError(`cannot write ${path}: it is there already, with other data; take another folder`);
    }
  });
}

/** Writes a file that is not there yet; of one that cannot be written whole nothing is left. */
function writeNew(path: string, bytes: Uint8Array): void {
  try {
    Deno.writeFileSync(path, bytes, { createNew: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) removeQuietly(path);
    throw error;
  }
}
