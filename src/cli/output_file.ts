// Where a command writes what it would print: standard output, or a file that the user names.
// What must not change: no file is replaced unasked but a page of this program by another.

import { exists } from "../host/disk.ts";
import { kindAt } from "../host/file_kind.ts";
import { isFreeForPage, writePage } from "../host/page_file.ts";
import { paintError, print, printError } from "../host/terminal.ts";
import { requireFolderOf } from "../host/whole_file.ts";
import { visible } from "../text/visible_text.ts";
import { type Arguments, type Option, refuseBackslash, refuseTilde, UsageError } from "./command.ts";

/** The file, and whether it may replace another. */
export const FILE_OPTIONS: readonly Option[] = [
  { name: "out", short: "o", value: "FILE", help: "write to a file in place of standard output" },
  { name: "force", help: "let --out replace any file; a page of this program is replaced without it" },
];

/** What a file might be called that is no page. */
const EXAMPLES: Readonly<Record<string, string>> = { csv: "answers.csv", text: "lesson.txt" };

/**
 * Refuses to replace a file of another kind, a folder, and a path whose folder is not there, before any work is done.
 *
 * @param option that names the file.
 */
export function checkPlaceFor(args: Arguments, format: string, option: "out" | "html" = "out"): void {
  const path = args.value(option);
  if (path === undefined) return;
  refuseTilde(path);
  refuseBackslash(path);
  requireFolderOf(path);
  if (kindAt(path) === "folder") {
    const inIt = `${visible(path).replace(/\/+$/, "")}/${EXAMPLES[format] ?? `page.${format}`}`;
    throw new UsageError(`--${option} must be a file: ${visible(path)} is a folder`, `for example ${inIt}`);
  }
  if (args.has("force")) return;
  const isFree = format === "html" ? isFreeForPage(path) : !exists(path);
  if (isFree) return;
  const what = format === "html" ? ", which is not a page of Seedbed" : "";
  throw new UsageError(
    `--${option} would replace ${visible(path)}${what}`,
    "name another file, or add --force",
  );
}

/** Writes a text where the user wants it. */
export function put(args: Arguments, text: string): void {
  const path = args.value("out");
  if (path === undefined) return print(text);
  writePage(path, text);
  printError(`${paintError("green", "written")} ${visible(path)}\n`);
}
