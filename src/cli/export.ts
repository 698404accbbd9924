// `export`: a result as code, a spreadsheet or a model that other programs load; with --check, whether a file is one.
// What must not change: nothing is run, and a file that is there already is never overwritten.

import { type ExportForm, exportForms, type ExportSettings } from "../export/forms.ts";
import { writeExport } from "../host/exported_file.ts";
import { kindAt } from "../host/file_kind.ts";
import { paintError, print, printError } from "../host/terminal.ts";
import { inWorld } from "../host/world_error.ts";
import { hashOf } from "../results/hashed_files.ts";
import { jsonText } from "../results/json_text.ts";
import { quoted } from "../text/shell_word.ts";
import { suggestion } from "../text/suggest.ts";
import { visible } from "../text/visible_text.ts";
import { anyOf } from "../text/words.ts";
import {
  type Arguments,
  type Command,
  JSON_OPTION,
  refuseBackslash,
  refuseTilde,
  RESULTS_OPTION,
  UsageError,
} from "./command.ts";
import { checkExport, fileOf } from "./export_check.ts";
import { runOf } from "./run_argument.ts";
import { start } from "./start.ts";

const FORM_NAMES = exportForms.map(({ name }) => name);

export const exportCommand: Command = {
  name: "export",
  usage: "DIR --to FORM [-o FILE]",
  takes: "results",
  summary: "take a trained network away, as code or for other programs",
  description:
    "Writes the trained network of a result as one file. Nothing is run, and an existing file is never overwritten. " +
    "DIR is a result folder, its name below the results folder, with or without the id, or a zip file with it.\n" +
    exportForms.map(({ name, words }) =>
      `  ${name.padEnd(Math.max(...FORM_NAMES.map((one) => one.length)))}  ${words}`
    )
      .join("\n"),
  options: [
    { name: "to", value: "FORM", words: FORM_NAMES, help: `one of ${FORM_NAMES.join(", ")}` },
    {
      name: "out",
      short: "o",
      value: "FILE",
      help: "the file to write (default: named after the experiment, here)",
    },
    { name: "check", value: "FILE", help: "write nothing; say whether a file is what the result gives" },
    { name: "float32", help: "for onnx: 32-bit numbers instead of 64-bit" },
    { name: "author", value: "NAME", help: "for ro-crate: who made the result" },
    { name: "license", value: "URL", help: "for ro-crate: the address of its licence" },
    { name: "date", value: "YYYY-MM-DD", help: "for ro-crate: when it is published" },
    RESULTS_OPTION,
    JSON_OPTION,
  ],
  examples: [
    ["export gender/seed-42 --to py", "write gender.py, which answers python3 gender.py 128 63"],
    ["export gender/seed-42 --to c -o model.c", "the same bits in C"],
    ["export gender/seed-42 --to xlsx", "a spreadsheet in which every neuron is a formula"],
    ["export gender/seed-42 --check gender.py", "whether that file is what the result gives"],
  ],
  run,
};

async function run(args: Arguments): Promise<number> {
  const to = args.value("to");
  const check = args.value("check");
  const form = to === undefined ? null : formNamed(to);
  if (form === null && check === undefined) {
    throw new UsageError("export needs a form", `write --to ${anyOf(FORM_NAMES)}`);
  }
  const settings = settingsOf(args, form);
  const out = args.value("out");
  if (check !== undefined && out !== undefined) {
    throw new UsageError("--check and --out cannot be used together", "leave one of the two out");
  }
  [check, out].forEach((path) => path === undefined || refuseTilde(path));
  if (out !== undefined) refuseBackslash(out);
  const { folder, outcome } = await runOf(args, "export", "exported");
  if (outcome === null) return 1;
  if (check !== undefined) {
    return checkExport({ folder, outcome, path: check, form, settings }, args.has("json"));
  }

  const file = fileOf(outcome, form!, settings);
  const path = out === undefined
    ? file.name
    : kindAt(out) === "folder"
    ? `${out.replace(/\/+$/, "")}/${file.name}`
    : out;
  const isNew = writeExport(path, file.bytes);
  if (args.has("json")) {
    const { bytes } = file;
    print(
      jsonText({
        folder,
        form: form!.name,
        path,
        bytes: bytes.length,
        sha256: hashOf(bytes),
        written: isNew,
      }),
    );
    return 0;
  }
  const done = isNew ? paintError("green", "written") : paintError("green", "unchanged");
  printError(`${done} ${visible(path)}\n`);
  if (form!.describesFiles === true && kindAt(folder) === "folder" && !liesIn(path, folder)) {
    printError(
      `  it describes the files of ${visible(folder)} and belongs beside them: -o ${
        quoted(visible(folder))
      }\n`,
    );
  }
  return 0;
}

/** Whether a file lies in a folder, however the two are written. */
function liesIn(path: string, folder: string): boolean {
  const holder = path.replace(/[^/]*$/, "") || ".";
  return inWorld(`look at ${holder}`, () => Deno.realPathSync(holder) === Deno.realPathSync(folder));
}

function formNamed(name: string): ExportForm {
  const form = exportForms.find((one) => one.name === name);
  if (form !== undefined) return form;
  throw new UsageError(`there is no form ${name}`, suggestion(name, FORM_NAMES));
}

/** The settings of the command line, which the form must take. */
function settingsOf(args: Arguments, form: ExportForm | null): ExportSettings {
  const credit = ["author", "license", "date"] as const;
  const given = credit.filter((name) => args.has(name));
  const refuse = (option: string, setting: keyof ExportSettings): void => {
    if (form === null || form.takes.includes(setting)) return;
    const forms = exportForms.filter(({ takes }) => takes.includes(setting)).map(({ name }) => name);
    throw new UsageError(`--${option} is for ${anyOf(forms)}: found --to ${form.name}`, "leave it out");
  };
  if (args.has("float32")) refuse("float32", "float32");
  if (given.length > 0) refuse(given[0], "credit");
  const isAsked = given.length > 0 || form?.takes.includes("credit") === true;
  const missing = credit.filter((name) => !args.has(name));
  if (isAsked && missing.length > 0) {
    throw new UsageError(
      `ro-crate needs an author, a license and a date: --${missing[0]} is missing`,
      'for example --author "Ada Lovelace" --license https://spdx.org/licenses/CC-BY-4.0 --date 2030-01-31',
    );
  }
  const [author = "", license = "", date = ""] = credit.map((name) => args.value(name));
  return {
    ...(args.has("float32") ? { float32: true } : {}),
    ...(isAsked ? { credit: { author, license, date } } : {}),
  };
}

if (import.meta.main) Deno.exit(await start(exportCommand, Deno.args));
