// Reads `dataset.file`: the CSV file beside an experiment, through the reader that the caller gives.
// What must not change: no name leads out of the experiment's folder; a reader that follows links checks them as well.

import { clip } from "../../text/visible_text.ts";
import { LIMITS } from "../limits.ts";
import type { Draft } from "../settings.ts";
import { type CsvReading, parseCsvTable } from "./csv_rows.ts";
import type { Problem } from "./problem.ts";
import type { Placer } from "./yaml_tree.ts";

/** Reads a file of the experiment's folder by name. */
export type DataFileReader = (name: string) => { readonly text: string } | { readonly problem: string };

/**
 * The table of `dataset.file`; none where the experiment has no data file, or rows as well.
 *
 * @param experimentName the name of the experiment file, in whose folder the data file is.
 */
export function readTable(
  { file, rows }: Draft["dataset"],
  experimentName: string,
  read: DataFileReader | undefined,
  placeOf: Placer,
): CsvReading {
  if (file === undefined || rows !== undefined) return { table: null, problems: [] };
  const place = placeOf(["dataset", "file"]);
  const refuse = (code: Problem["code"], message: string, hint: string): CsvReading => ({
    table: null,
    problems: [{ code, place, message, hint }],
  });
  if (/^([/\\]|[A-Za-z]:)|(^|[/\\])\.\.([/\\]|$)/.test(file)) {
    const message = `dataset.file must be in the experiment's folder: found ${clip(file)}`;
    return refuse("not_allowed", message, "put it beside the experiment and name it without a path");
  }
  if (read === undefined) {
    const message = `dataset.file must be readable here: found ${clip(file)} and no folder`;
    return refuse("unreadable", message, "write the rows into the text, or give readDataFile");
  }
  const found = read(file);
  if ("problem" in found) {
    const message = `dataset.file must be a CSV file: found ${clip(file)}, but ${found.problem}`;
    return refuse("unreadable", message, "it is looked for in the experiment's folder");
  }
  if (found.text.length > LIMITS.dataFileBytes) {
    const message =
      `dataset.file must have at most ${LIMITS.dataFileBytes} bytes: found ${found.text.length}`;
    return refuse("too_large", message, "leave some rows out");
  }
  const folder = experimentName.replace(/[^/\\]*$/, "");
  return parseCsvTable({ name: folder + file, text: found.text });
}
