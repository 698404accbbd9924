// In which form a command prints its table, and the page that it writes beside that.
// Why one for all commands: `--csv`, `--md` and `--html` must mean the same after each of them.

import { writePage } from "../host/page_file.ts";
import { paintError, printError } from "../host/terminal.ts";
import { visible } from "../text/visible_text.ts";
import { type Arguments, JSON_OPTION, type Option, UsageError } from "./command.ts";
import { checkPlaceFor } from "./output_file.ts";

/** The form of what is printed. */
export type OutputForm = "text" | typeof FORMS[number];

/** What other programs may want. */
const FORMS = ["json", "csv", "md"] as const;

/** The options that choose a form, and those of the page. */
export const FORM_OPTIONS: readonly Option[] = [
  JSON_OPTION,
  { name: "csv", help: "print CSV, a line a result, numbers in full" },
  { name: "md", help: "print the table in Markdown" },
  { name: "html", value: "FILE", help: "write a page" },
  { name: "force", help: "let --html replace a file that is not such a page" },
];

/**
 * The form that is asked for.
 *
 * @throws UsageError where there is more than one, or where the page may not be written.
 */
export function outputFormOf(args: Arguments, command: string): OutputForm {
  const forms = FORMS.filter((form) => args.has(form));
  if (forms.length > 1) {
    throw new UsageError(`${command} prints one of --json, --csv and --md: found ${forms.length} of them`);
  }
  checkPlaceFor(args, "html", "html");
  return forms[0] ?? "text";
}

/** Writes the page where one is asked for. */
export function writeAskedPage(args: Arguments, page: () => string): void {
  const path = args.value("html");
  if (path === undefined) return;
  writePage(path, page());
  printError(`${paintError("green", "written")} ${visible(path)}\n`);
}
