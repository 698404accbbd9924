// `verify`: makes stored results again and compares every byte.
// Why it goes on whatever it meets: someone who checks a hundred folders wants to know about all of them.

import { isInteractive, paint, paintError, print, printMessage, terminalColumns } from "../host/terminal.ts";
import { differenceText } from "../verify/assignment_difference.ts";
import { classCsv, classHtml, classJson, classMarkdown } from "../verify/class_files.ts";
import { type CheckedPlace, type ClassRow, classRows } from "../verify/class_rows.ts";
import { classText } from "../verify/class_text.ts";
import { verificationText } from "../verify/verification_text.ts";
import { saidOtherwise } from "../verify/written_otherwise.ts";
import { PlaceChecker, tellUnreadable } from "./checked_places.ts";
import { type Arguments, type Command, JOBS_OPTION, OUT_OPTION } from "./command.ts";
import { experimentNamed, isSetting } from "./experiment_argument.ts";
import { FORM_OPTIONS, outputFormOf, writeAskedPage } from "./output_forms.ts";
import { placesOf } from "./result_folders.ts";
import { start } from "./start.ts";
import { jobCount } from "./sweep_arguments.ts";

export const verifyCommand: Command = {
  name: "verify",
  usage: "DIR …",
  takes: "results",
  summary: "run stored results again and compare every byte",
  description:
    "Runs the stored config.json of each result folder again and compares every file byte by byte, and " +
    "every hash in manifest.json. For the first difference in a file it says where it is and how large. A folder of " +
    "results at any depth, a zip file, a pattern or the name of an experiment means all of its results. Nothing is " +
    "unpacked, and nothing is written except by --html.\n" +
    "Several results have a line each. The mark of a line is changed; line ends (those of Windows, and nothing else); " +
    "copy (the same id and the same experiment.yaml as another of them); another version; no result; or unreadable. " +
    "With --against FILE each is compared with the experiment that was handed out: not as assigned names every " +
    "setting and every cell that differs. Settings change that experiment, as for other commands: with seed=1..30 each " +
    "result may have another of these seeds, and any trial of a sweep that was handed out is as assigned.\n" +
    "Reports drawn by another version of Seedbed may differ: then the figures must be the same, and the reports must " +
    "have the hashes in the manifest.\n" +
    "Exit code 0: all the same, including copies, and as assigned; 1: another mark; 3: something cannot be read.",
  options: [
    {
      name: "against",
      value: "FILE",
      help:
        "compare each result with the experiment that was handed out; seed=1..30 allows each its own seed",
    },
    OUT_OPTION,
    JOBS_OPTION,
    ...FORM_OPTIONS,
  ],
  examples: [
    ["verify results/gender/seed-42-fd52df8d", "check one result, file by file"],
    ["verify gender", "check all results of the experiment gender"],
    ["verify results", "check everything"],
    [
      "verify class --against gender.yaml --html class.html",
      "what a class handed in, as folders and zip files",
    ],
    ["verify class --against gender.yaml seed=1..30", "the same, each with a seed of their own"],
  ],
  run,
};

async function run(args: Arguments): Promise<number> {
  const format = outputFormOf(args, "verify");
  const against = args.value("against");
  const isOverride = (word: string): boolean => against !== undefined && isSetting(word);
  const words = args.positionals.filter((word) => !isOverride(word));
  const places = placesOf({ ...args, positionals: words }, "verify");
  const assignment = against === undefined
    ? null
    : await experimentNamed(against, args.positionals.filter(isOverride));
  const checker = new PlaceChecker({ workerCount: jobCount(args), budgetMs: Infinity });
  const checked: CheckedPlace[] = [];
  for (const place of places) checked.push((await checker.check(place)).checked);
  const rows = classRows(checked, assignment);
  const isOne = format === "text" && rows.length === 1; // which says itself why it cannot be read
  if (!isOne) tellUnreadable(checked);
  writeAskedPage(args, () => classHtml(rows));
  switch (format) {
    case "json":
      print(classJson(rows));
      break;
    case "csv":
      print(classCsv(rows));
      break;
    case "md":
      print(classMarkdown(rows));
      break;
    case "text":
      if (isOne) printOne(rows[0]);
      else print(classText(rows, { columns: isInteractive() ? terminalColumns() : null, emphasize: paint }));
  }
  return exitCode(rows);
}

/** One result, file by file. */
function printOne(row: ClassRow): void {
  const { path, verification, differences, remark, written } = row;
  if (verification === null) {
    printMessage(
      `${paintError("red", "error")}: ${row.verdict === "unreadable" ? remark : `${path}: ${remark}`}\n`,
    );
    return;
  }
  print(
    verificationText(path, verification, {
      columns: terminalColumns(),
      emphasize: paint,
      saidOtherwise: saidOtherwise(written),
    }),
  );
  if (differences === null) return;
  const [style, words] = differences.length === 0
    ? ["green", "as assigned"] as const
    : ["yellow", "not as assigned"] as const;
  print(
    [paint(style, words), ...differences.map((difference) => `  ${differenceText(difference)}`)].map((line) =>
      `${line}\n`
    ).join(""),
  );
}

function exitCode(rows: readonly ClassRow[]): number {
  if (rows.some(({ verdict }) => verdict === "unreadable")) return 3;
  return rows.some(({ marks }) => marks.some((mark) => mark !== "copy")) ? 1 : 0;
}

if (import.meta.main) Deno.exit(await start(verifyCommand, Deno.args));
