// `new`: writes a commented experiment to start from: a small one of its own, one like those of the program, or one for a table.
// What must not change: a file that is there already is never touched.

import type { TableFile } from "../experiment/drafting/table_draft.ts";
import { isExperimentName, NAME_WANTED, nameHint, nameOfFile } from "../experiment/label.ts";
import { ExperimentError } from "../experiment/source/problem.ts";
import { isTablePath } from "../experiment/source/table_name.ts";
import { starterText } from "../experiment/starter.ts";
import { wrapped } from "../text/lines.ts";
import { visible } from "../text/visible_text.ts";
import { STANDARD_INPUT } from "../host/experiment_path.ts";
import { kindAt } from "../host/file_kind.ts";
import { messageColumns, paintError, printError } from "../host/terminal.ts";
import {
  type ShippedExperiment,
  shippedExperiment,
  shippedNames,
  writeExperiment,
} from "../host/shipped_experiments.ts";
import { quoted } from "../text/shell_word.ts";
import { suggestion } from "../text/suggest.ts";
import { type Arguments, type Command, refuseBackslash, refuseTilde, UsageError } from "./command.ts";
import { program } from "./launch.ts";
import { start } from "./start.ts";

export const newCommand: Command = {
  name: "new",
  usage: "NAME [--from FILE [--target COLUMN] | --like EXPERIMENT]",
  summary: "write a commented experiment to start from",
  description:
    "Writes NAME.yaml, a small experiment that runs as it is and explains every setting in comments.\n" +
    "With --from it fits a CSV file: its columns, its classes, its format; without NAME it is named after the " +
    "file.\n" +
    "With --like it is a copy of one of the program's own experiments, with its data.\n" +
    "An existing file is never overwritten.",
  options: [{
    name: "from",
    value: "FILE",
    help: "write an experiment that fits a CSV file",
  }, {
    name: "target",
    value: "COLUMN",
    help: "the column of that file to learn (default: the likeliest)",
  }, {
    name: "like",
    value: "EXPERIMENT",
    help: "start from one of the program's experiments, such as iris",
  }],
  examples: [
    ["new my_first", "write my_first.yaml here"],
    ["new experiments/my_first", "write it into experiments/"],
    ["new houses --from houses.csv", "write houses.yaml for that table"],
    ["new houses --from houses.csv --target rooms", "the same, learning the column rooms"],
    ["new my_flowers --like iris", "write my_flowers.yaml and iris.csv here: classes, batches, Adam"],
  ],
  run,
};

async function run(args: Arguments): Promise<number> {
  const { name, path } = placeOf(args);
  const [from, like, target] = ["from", "like", "target"].map((option) => args.value(option));
  const command = `${program()} run ${quoted(visible(path))}`;
  const { text, data, news } = from !== undefined
    ? await experimentFor(from, { name, path, command, target })
    : like === undefined
    ? { text: starterText(name, command), data: null, news: [] }
    : { ...experimentLike(like, name, path), news: [] };
  const written = writeExperiment(path, text, data);
  for (const file of written) printError(`${paintError("green", "written")} ${visible(file)}\n`);
  printNews(news);
  printError(`  run it with: ${command}\n`);
  return 0;
}

/** What the experiment is to be called, and its file; options that do not go together are refused. */
function placeOf(args: Arguments): { readonly name: string; readonly path: string } {
  const [given, ...rest] = args.positionals;
  const from = args.value("from");
  if (given === undefined && from === undefined) {
    throw new UsageError("new needs a name", `for example ${program()} new my_first`);
  }
  const table = [given ?? "", ...rest].find(isTablePath);
  if (from === undefined && table !== undefined) {
    const name = table === given ? nameOfFile(table) ?? EXAMPLE : given;
    const hint = `for a table write: ${program()} new ${quoted(name)} --from ${quoted(table)}`;
    throw new UsageError(`new takes a name, not a table: found ${table}`, hint);
  }
  if (rest.length > 0) throw new UsageError(`new takes one name: found also ${rest[0]}`);
  if (from !== undefined && args.has("like")) {
    throw new UsageError("--from and --like cannot be used together", "leave one of the two out");
  }
  if (args.has("target") && from === undefined) {
    throw new UsageError("--target names a column of a table", "add --from FILE");
  }
  const named = given ?? nameOfFile(from!);
  if (named === undefined) {
    throw new UsageError(
      `new needs a name, with letters from A to Z: there are none in ${from}`,
      `for example ${program()} new ${EXAMPLE} --from ${quoted(from!)}`,
    );
  }
  const path = named.replace(/\.ya?ml$/i, "") + ".yaml";
  refuseTilde(path);
  refuseBackslash(path);
  const name = path.slice(0, -".yaml".length).replace(/^.*[/\\]/, "");
  if (name === "") {
    throw new UsageError(
      `new needs a name: found the folder ${given}`,
      `for example ${program()} new ${quoted(`${given!.replace(/\/*$/, "")}/my_first`)}`,
    );
  }
  if (!isExperimentName(name)) {
    throw new UsageError(`a name must have ${NAME_WANTED}: found ${name}`, nameHint(name));
  }
  return { name, path };
}

/** A name for hints, where a table's own has no letter for one. */
const EXAMPLE = "my_table";

/** An experiment that fits a table, with a copy of it where it does not lie below the experiment's folder. */
async function experimentFor(
  from: string,
  { path, ...asked }: Pick<TableFile, "name" | "path" | "command" | "target">,
): Promise<ShippedExperiment & { readonly news: readonly string[] }> {
  if (from === STANDARD_INPUT) {
    const hint = "save the table to a file first: every run reads it again";
    throw new UsageError("--from needs a file: found -, which is standard input", hint);
  }
  if (kindAt(from) === null) refuseTilde(from);
  const { draftForTable } = await import("../experiment/drafting/draft_for_table.ts");
  const { draftNews } = await import("../experiment/drafting/draft_remarks.ts");
  const { readTableFile } = await import("../host/table_file.ts");
  const file = readTableFile(from, path);
  const read = draftForTable({ ...file, ...asked, calledHere: from, targetOption: "--target COLUMN" });
  if ("problems" in read) throw new ExperimentError(read.problems);
  return { text: read.ok.text(), data: file.copy, news: draftNews(read.ok, visible(path)) };
}

/** What a draft took for what, a remark a line, and more for a long one. */
function printNews(news: readonly string[]): void {
  for (const remark of news) {
    const lines = wrapped(visible(remark), messageColumns() - 2, "  ");
    printError(lines.map((line) => `  ${line}\n`).join(""));
  }
}

/** An experiment of the program under another name, whose comments speak of the new file. */
function experimentLike(like: string, name: string, path: string): ShippedExperiment {
  const names = shippedNames();
  if (!names.includes(like)) {
    // A file of one of them is as near as its name.
    const hint = suggestion(nameOfFile(like) ?? like, names) ?? `there are ${names.join(", ")}`;
    throw new UsageError(`there is no experiment ${like} to start from`, hint);
  }
  const { text, data } = shippedExperiment(like);
  return {
    text: text
      .replace(/^# yaml-language-server: .*\n#\n/, "") // the schema lies in the program's folder
      .replaceAll(`experiments/${like}.yaml`, () => quoted(visible(path))) // a $ in a path means itself
      .replace(`\nname: ${like}\n`, `\nname: ${name}\n`),
    data,
  };
}

if (import.meta.main) Deno.exit(await start(newCommand, Deno.args));
