// Reads an experiment file and the data file beside it from disk.
// What must not change: only the file that was named and files in its own folder are read, links followed and
// checked; nothing but regular files, and none above the stated size.

import { LIMITS } from "../experiment/limits.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { readExperiment } from "../experiment/reading/parse_experiment.ts";
import type { DataFileReader } from "../experiment/source/data_file.ts";
import type { Read } from "../experiment/source/problem.ts";
import { textOf } from "../results/stored_text.ts";
import { dataTextOf } from "./data_text.ts";
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
    readDataFile: (name, encoding) => readDataFile(path, name, encoding),
  });
}

/** The bytes of a regular file of limited size, or why they are not read and what to do. */
export function readBytes(
  path: string,
  limitBytes: number,
): { readonly bytes: Uint8Array } | { readonly problem: string; readonly hint?: string } {
  const stat = Deno.statSync(path);
  if (stat.isDirectory) return { problem: "that is a folder, not a file" };
  if (!stat.isFile) return { problem: "that is not a file" };
  if (stat.size > limitBytes) {
    return { problem: `a file must have at most ${limitBytes} bytes: found ${stat.size}` };
  }
  return { bytes: Deno.readFileSync(path) };
}

/** The text of an experiment file; a byte order mark is kept. */
function readText(path: string, limitBytes: number): Read<string> {
  const refuse = (message: string, hint?: string): Read<string> => {
    const place = { source: { name: path, text: "" }, start: 0, end: 0 };
    return { problems: [{ code: "unreadable", place, message, hint }] };
  };
  try {
    const read = readBytes(path, limitBytes);
    if ("problem" in read) return refuse(read.problem, read.hint);
    const text = textOf(read.bytes);
    return text === null ? refuse("the file is not UTF-8 text", "save it as UTF-8") : { ok: text };
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return refuse("there is no such file", "`new NAME` writes an experiment to start from");
  }
}

/** The text of a data file, if it really is in the experiment's folder or below. */
export function readDataFile(
  experimentPath: string,
  name: string,
  encoding?: string,
): ReturnType<DataFileReader> {
  const folder = experimentPath.replace(/[^/\\]*$/, "") || "./";
  try {
    const realFolder = Deno.realPathSync(folder);
    const realFile = Deno.realPathSync(folder + name);
    const prefix = realFolder.endsWith("/") ? realFolder : `${realFolder}/`;
    if (!realFile.replaceAll("\\", "/").startsWith(prefix.replaceAll("\\", "/"))) {
      return { problem: "it leads out of the experiment's folder" };
    }
    const read = readBytes(realFile, LIMITS.dataFileBytes);
    if ("bytes" in read) return dataTextOf(read.bytes, encoding);
    const isLarge = read.problem.startsWith("a file");
    return { hint: isLarge ? "leave out rows, or columns that are not needed" : "name a file in it", ...read };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return { problem: "there is no such file" };
    const isOfPermission = error instanceof Deno.errors.PermissionDenied;
    return { problem: reasonOf(error), hint: isOfPermission ? "let yourself read it: chmod u+r" : "look at the disk" };
  }
}
