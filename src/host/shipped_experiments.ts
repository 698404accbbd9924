// The experiments that come with the program, to start another one from.
// What must not change: a file that is there already is never touched.

import { readExperiment } from "../experiment/reading/parse_experiment.ts";
import { exists } from "./disk.ts";
import { inWorld, WorldError } from "./world_error.ts";

const FOLDER = new URL("../../experiments/", import.meta.url);

/** Their names. */
export function shippedNames(): readonly string[] {
  return inWorld("read the experiments of the program", () => [...Deno.readDirSync(FOLDER)])
    .flatMap(({ name }) => name.endsWith(".yaml") ? [name.slice(0, -".yaml".length)] : []).sort();
}

/** An experiment with the data file that it reads, if any. */
export interface ShippedExperiment {
  readonly text: string;
  readonly data: { readonly name: string; readonly text: string } | null;
}

/** The experiment of a name that is among {@linkcode shippedNames}. */
export function shippedExperiment(name: string): ShippedExperiment {
  const textOf = (file: string): string =>
    inWorld(`read ${file}`, () => Deno.readTextFileSync(new URL(file, FOLDER)));
  const text = textOf(`${name}.yaml`);
  let data: ShippedExperiment["data"] = null;
  readExperiment(text, {
    readDataFile(file) {
      data = { name: file, text: textOf(file) };
      return data;
    },
  });
  return { text, data };
}

/**
 * Writes an experiment, and its data beside it where they are not there yet.
 *
 * @param path of the experiment file; nothing may be there.
 * @returns the paths of the files that were written.
 * @throws WorldError where it is, or where other data have the name of its own.
 */
export function writeExperiment(path: string, text: string, data: ShippedExperiment["data"]): string[] {
  if (exists(path)) throw new WorldError(`cannot write ${path}: it is there already; take another name`);
  const dataPath = data === null ? null : path.replace(/[^/\\]*$/, "") + data.name;
  const written = dataPath !== null && writeData(dataPath, data!.text) ? [dataPath] : [];
  inWorld(`write ${path}`, () => Deno.writeTextFileSync(path, text, { createNew: true }));
  return [path, ...written];
}

/** @returns whether it was not there yet. */
function writeData(path: string, text: string): boolean {
  return inWorld(`write ${path}`, () => {
    try {
      Deno.writeTextFileSync(path, text, { createNew: true });
      return true;
    } catch (error) {
      if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
      if (Deno.readTextFileSync(path) === text) return false;
      throw new WorldError(`cannot write ${path}: it is there already, with other data; take another folder`);
    }
  });
}
