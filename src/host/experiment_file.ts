// Reads an experiment file and the data file beside it from disk.
// What must not change: only the file that was named and files in its own folder are read, links followed and
// checked; nothing but regular files, and none above the stated size.

import { LIMITS } from "../experiment/limits.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { readExperiment } from "../experiment/reading/parse_experiment.ts";
import type { DataFileReader } from "../experiment/source/data_file.ts";
import type { Read } from "../experiment/source/problem.ts";
import { isTablePath, TEXT_TABLE } from "../experiment/source/table_name.ts";
import { textOf } from "../results/stored_text.ts";
import { quoted } from "../text/shell_word.ts";
import { alikeFile } from "./alike_file.ts";
import { dataTextOf, otherFileOf } from "../experiment/source/data_text.ts";
import { nameOfFile } from "../experiment/label.ts";
import { STANDARD_INPUT } from "./experiment_path.ts";
import { inWorld, isOfWorld, patiently, reasonOf } from "./world_error.ts";

/** What standard input is called in messages. */
export const STANDARD_INPUT_NAME = "standard input";

/**
 * Reads the experiment at a path, or from standard input.
 *
 * @param path `-` for standard input, whose data files lie where one stands.
 * @param overrides settings that follow the file, such as `seed=7`.
 * @throws WorldError where the file cannot be read at all.
 */
export function readExperimentFile(path: string, overrides: readonly string[]): Read<Experiment> {
  const isInput = path === STANDARD_INPUT;
  // A stored config, which must run again, contains the rows of its CSV file.
  const limitBytes = /(^|[/\\])config\.json$/.test(path) ? LIMITS.configBytes : LIMITS.fileBytes;
  const name = isInput ? STANDARD_INPUT_NAME : path;
  const file = isInput ? readInput(limitBytes) : inWorld(`read ${name}`, () => readText(path, limitBytes));
  if ("problems" in file) return file;
  return readExperiment(file.ok, {
    fileName: name,
    overrides,
    limitBytes,
    readDataFile: (name, encoding) => readDataFile(isInput ? "" : path, name, encoding),
  });
}

/** The bytes of a regular file of limited size, or why they are not read and what to do. */
export function readWithin(
  path: string,
  limitBytes: number,
): { readonly bytes: Uint8Array } | { readonly problem: string; readonly isTooLarge?: boolean } {
  const stat = Deno.statSync(path);
  if (stat.isDirectory) return { problem: "that is a folder, not a file" };
  if (!stat.isFile) return { problem: "that is not a file" };
  if (stat.size > limitBytes) {
    return { problem: `a file must have at most ${limitBytes} bytes: found ${stat.size}`, isTooLarge: true };
  }
  return { bytes: Deno.readFileSync(path) };
}

function unreadable(name: string, message: string, hint?: string): Read<string> {
  const place = { source: { name, text: "" }, start: 0, end: 0 };
  return { problems: [{ code: "unreadable", place, message, hint }] };
}

/** The text of an experiment file; a byte order mark is kept. */
function readText(path: string, limitBytes: number): Read<string> {
  if (isTablePath(path)) {
    const isText = TEXT_TABLE.test(path);
    const table = isText ? path : path.replace(/\.[^.]*$/, ".csv");
    const hint = `${isText ? "" : "save it as CSV: "}\`new ${nameOfFile(path) ?? "my_table"} --from ${
      quoted(table)
    }\` writes one for it`;
    return unreadable(path, "that is a table, not an experiment", hint);
  }
  try {
    const read = readWithin(path, limitBytes);
    return "problem" in read ? unreadable(path, read.problem) : experimentText(path, read.bytes);
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable && path.startsWith("/dev/")) {
      return unreadable(path, reasonOf(error), "pipe the experiment in, and write - for its file");
    }
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return unreadable(path, "there is no such file", "`new NAME` writes an experiment to start from");
  }
}

function experimentText(name: string, bytes: Uint8Array): Read<string> {
  const text = textOf(bytes);
  if (text !== null) return { ok: text };
  const other = otherFileOf(bytes);
  return other === null
    ? unreadable(name, "the file is not UTF-8 text", "save it as UTF-8")
    : unreadable(name, other, "an experiment is a YAML file in UTF-8: save it so, or name another");
}

/** The text of standard input. */
function readInput(limitBytes: number): Read<string> {
  const bytes = inputBytes(limitBytes);
  return bytes === null
    ? unreadable(
      STANDARD_INPUT_NAME,
      `an experiment must have at most ${limitBytes} bytes: found more`,
    )
    : experimentText(STANDARD_INPUT_NAME, bytes);
}

/** The bytes of standard input, whose writer may take a pause; null where there are more than so many. */
export function inputBytes(limitBytes: number): Uint8Array | null {
  const pieces: Uint8Array[] = [];
  let sizeBytes = 0;
  for (;;) {
    const piece = new Uint8Array(64 * 1024);
    const count = inWorld(`read ${STANDARD_INPUT_NAME}`, () => patiently(() => Deno.stdin.readSync(piece)));
    if (count === null) break;
    pieces.push(piece.subarray(0, count));
    sizeBytes += count;
    if (sizeBytes > limitBytes) return null;
  }
  const bytes = new Uint8Array(sizeBytes);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** The text of a data file, if it really is in the experiment's folder or below. */
function readDataFile(
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
    const read = readWithin(realFile, LIMITS.dataFileBytes);
    if ("bytes" in read) return dataTextOf(read.bytes, encoding);
    const { problem, isTooLarge = false } = read;
    const hint = isTooLarge ? "leave out rows, or columns that are not needed" : "name a file in it";
    return { problem, hint };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      const meant = alikeFile(folder + name, TEXT_TABLE)?.slice(folder.length);
      const hint = meant === undefined ? undefined : `did you mean ${meant}?`;
      return { problem: "there is no such file", hint };
    }
    if (!isOfWorld(error)) throw error;
    const isOfPermission = error instanceof Deno.errors.PermissionDenied;
    return {
      problem: reasonOf(error),
      hint: isOfPermission ? "let yourself read it: chmod u+r" : "look at the disk",
    };
  }
}
