// Reads `dataset.file`: the CSV file beside an experiment, through the reader that the caller gives.
// What must not change: no name leads out of the experiment's folder; a reader that follows links checks them as well.

import { clip } from "../../text/visible_text.ts";
import { LIMITS } from "../limits.ts";
import { type CsvReading, parseCsvTable } from "./csv_rows.ts";
import type { Problem } from "./problem.ts";
import type { Placer } from "./yaml_tree.ts";

/**
 * Reads a file of the experiment's folder by name.
 *
 * @param key the setting that names it: `dataset.file`, or `dataset.validation.file`.
 */
export type DataFileReader = (
  name: string,
  key: string,
) => { readonly text: string } | { readonly problem: string };

/**
 * The table of a file that a setting names; none where it has no data file, or rows as well.
 *
 * @param base the path of the setting `file` without its last step.
 * @param experimentName the name of the experiment file, in whose folder the data file is.
 */
export function readTable(
  { file, rows }: { readonly file?: string; readonly rows?: unknown },
  experimentName: string,
  read: DataFileReader | undefined,
  placeOf: Placer,
  base: readonly string[] = ["dataset"],
): CsvReading {
  if (file === undefined || rows !== undefined) return { table: null, problems: [] };
  const key = [...base, "file"].join(".");
  const place = placeOf([...base, "file"]);
  const refuse = (code: Problem["code"], message: string, hint: string): CsvReading => ({
    table: null,
    problems: [{ code, place, message, hint }],
  });
  if (/^([/\\]|[A-Za-z]:)|(^|[/\\])\.\.([/\\]|$)/.test(file)) {
    const message = `${key} must be in the experiment's folder: found ${clip(file)}`;
    return refuse("not_allowed", message, "put it beside the experiment and name it without a path");
  }
  if (read === undefined) {
    const message = `${key} must be readable here: found ${clip(file)} and no folder`;
    return refuse("unreadable", message, "write the rows into the text, or give readDataFile");
  }
  const found = read(file, key);
  if ("problem" in found) {
    const message = `${key} must be a CSV file: found ${clip(file)}, but ${found.problem}`;
    return refuse("unreadable", message, "it is looked for in the experiment's folder");
  }
  if (found.text.length > LIMITS.dataFileBytes) {
    const message = `${key} must have at most ${LIMITS.dataFileBytes} bytes: found ${found.text.length}`;
    return refuse("too_large", message, "leave some rows out");
  }
  const folder = experimentName.replace(/[^/\\]*$/, "");
  return parseCsvTable({ name: folder + file, text: found.text });
}
