// Reads a table that an experiment is to be written for, or that a trained network is asked about, wherever it lies.
// What must not change: an experiment reads only what lies in its folder, so a table from elsewhere is copied there.

import { LIMITS } from "../experiment/limits.ts";
import { ExperimentError } from "../experiment/source/problem.ts";
import { kindAt, leadsNowhere } from "./file_kind.ts";
import { anyTextOf } from "../experiment/source/data_text.ts";
import { quoted } from "../text/shell_word.ts";
import { likelyTable, lostAddress } from "./lost_experiment.ts";
import { inputBytes, readWithin, STANDARD_INPUT_NAME } from "./experiment_file.ts";
import { STANDARD_INPUT } from "./experiment_path.ts";
import { inWorld } from "./world_error.ts";

/** A table file with what an experiment needs to know of it. */
export interface ReadTableFile {
  /** Its path from the experiment's folder. */
  readonly path: string;
  readonly text: string;
  /** What its bytes look like, where the file does not say so itself and they are not UTF-8. */
  readonly encoding: string | null;
  /** What must be written beside the experiment; null where it is there. */
  readonly copy: { readonly name: string; readonly bytes: Uint8Array } | null;
}

/**
 * Reads the table at a path for an experiment at another one.
 *
 * @throws ExperimentError where it is no table that can be read, WorldError where it cannot be read at all.
 */
export function readTableFile(path: string, experimentPath: string): ReadTableFile {
  const refuse = (message: string, hint?: string): never => refuseTable(path, message, hint);
  const bytes = tableBytes(path);
  const decoded = anyTextOf(bytes);
  if ("problem" in decoded) return refuse(decoded.problem, decoded.hint);
  const inside = pathInside(path, experimentPath);
  const name = path.replace(/^.*[/\\]/, "");
  const folder = experimentPath.replace(/[^/\\]*$/, "");
  if (
    inside === null && kindAt(folder + name) !== null && pathInside(folder + name, experimentPath) === null
  ) {
    return refuse("that is a link out of the experiment's folder", "put the file itself in its place");
  }
  return {
    path: inside ?? name,
    text: decoded.text,
    encoding: decoded.encoding,
    copy: inside === null ? { name, bytes } : null,
  };
}

/**
 * The bytes of the table at a path.
 *
 * @throws ExperimentError where there is no file that may be one, WorldError where it cannot be read at all.
 */
function tableBytes(path: string): Uint8Array {
  const address = lostAddress(path);
  if (address !== null) refuseTable(path, address.message, address.hint);
  if (leadsNowhere(path)) refuseTable(path, "that is a link that leads nowhere");
  if (kindAt(path) === null) {
    const meant = likelyTable(path);
    refuseTable(path, "there is no such file", meant === null ? undefined : `did you mean ${quoted(meant)}?`);
  }
  const read = inWorld(`read ${path}`, () => readWithin(path, LIMITS.dataFileBytes));
  return "problem" in read ? refuseTable(path, read.problem) : read.bytes;
}

/** The bytes of the table at a path, or of standard input. @param path `-` for standard input. @returns also its name. */
export function tableOrInput(path: string): { readonly name: string; readonly bytes: Uint8Array } {
  if (path !== STANDARD_INPUT) return { name: path, bytes: tableBytes(path) };
  const bytes = inputBytes(LIMITS.dataFileBytes) ??
    refuseTable(STANDARD_INPUT_NAME, `a table must have at most ${LIMITS.dataFileBytes} bytes: found more`);
  return { name: STANDARD_INPUT_NAME, bytes };
}

function refuseTable(path: string, message: string, hint?: string): never {
  const place = { source: { name: path, text: "" }, start: 0, end: 0 };
  throw new ExperimentError([{ code: "unreadable", place, message, hint }]);
}

/** The path of a file from the folder of an experiment; null where it does not lie below that folder. */
function pathInside(path: string, experimentPath: string): string | null {
  const folder = inWorld(
    `look at the folder of ${experimentPath}`,
    () => Deno.realPathSync(experimentPath.replace(/[^/\\]*$/, "") || "."),
  ).replaceAll("\\", "/");
  const real = inWorld(`look at ${path}`, () => Deno.realPathSync(path)).replaceAll("\\", "/");
  const prefix = folder.endsWith("/") ? folder : `${folder}/`;
  return real.startsWith(prefix) ? real.slice(prefix.length) : null;
}
