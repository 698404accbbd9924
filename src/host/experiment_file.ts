// Reads an experiment file and the data file beside it from disk.
// What must not change: only the file that was named and files in its own folder are read, links followed and
// checked; nothing but regular files, and none above the stated size.

import { LIMITS } from "../experiment/limits.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { readExperiment } from "../experiment/reading/parse_experiment.ts";
import type { Read } from "../experiment/source/problem.ts";
import { textOf } from "../results/stored_text.ts";
import { inWorld, reasonOf } from "./world_error.ts";

/**
 * Reads the experiment at a path.
 *
 * @param overrides settings that follow the file, such as `seed=7`.
 * @throws WorldError where the file cannot be read at all.
 */
export function readExperimentFile(path: string, overrides: readonly string[]): Read<Experiment> {
  // A stored config, which must run again, contains the rows of its CSV file.
  const limitBytes = /(^|[/\\])config\.json$/.test(path) ? LIMITS.configBytes : LIMITS.fileBytes;
  const file = inWorld(`read ${path}`, () => readText(path, limitBytes));
  if ("problems" in file) return file;
  return readExperiment(file.ok, {
    fileName: path,
    overrides,
    limitBytes,
    readDataFile: (name) => readDataFile(path, name),
  });
}

/** The text of a regular UTF-8 file of limited size; a byte order mark is kept. */
function readText(path: string, limitBytes: number): Read<string> {
  const refuse = (message: string, hint?: string): Read<string> => {
    const place = { source: { name: path, text: "" }, start: 0, end: 0 };
    return { problems: [{ code: "unreadable", place, message, hint }] };
  };
  let bytes: Uint8Array;
  try {
    const stat = Deno.statSync(path);
    if (stat.isDirectory) return refuse("that is a folder, not a file");
    if (!stat.isFile) return refuse("that is not a file");
    if (stat.size > limitBytes) {
      return refuse(`a file must have at most ${limitBytes} bytes: found ${stat.size}`);
    }
    bytes = Deno.readFileSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return refuse("there is no such file", "`new NAME` writes an experiment to start from");
  }
  const text = textOf(bytes);
  return text === null ? refuse("the file is not UTF-8 text", "save it as UTF-8") : { ok: text };
}

/** The text of a data file, if it really is in the experiment's folder or below. */
function readDataFile(experimentPath: string, name: string): { text: string } | { problem: string } {
  const folder = experimentPath.replace(/[^/\\]*$/, "") || "./";
  try {
    const realFolder = Deno.realPathSync(folder);
    const realFile = Deno.realPathSync(folder + name);
    const prefix = realFolder.endsWith("/") ? realFolder : `${realFolder}/`;
    if (!realFile.replaceAll("\\", "/").startsWith(prefix.replaceAll("\\", "/"))) {
      return { problem: "it leads out of the experiment's folder" };
    }
    const file = readText(realFile, LIMITS.dataFileBytes);
    return "ok" in file ? { text: file.ok } : { problem: file.problems[0].message };
  } catch (error) {
    return { problem: error instanceof Deno.errors.NotFound ? "there is no such file" : reasonOf(error) };
  }
}
