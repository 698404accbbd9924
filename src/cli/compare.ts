// `compare`: stored runs side by side.
// Why damaged folders are left out with a message: the other runs can still be compared.

import { visible } from "../text/visible_text.ts";
import { isFreeForPage, writePage } from "../host/page_file.ts";
import { readResultFolder } from "../host/result_reader.ts";
import { paint, paintChart, paintError, print, printError, terminalColumns } from "../host/terminal.ts";
import { compareOutcomes, type Comparison, type NamedOutcome } from "../comparison/comparison.ts";
import { comparisonHtml } from "../comparison/comparison_report.ts";
import { comparisonColumns, sortedComparison } from "../comparison/comparison_table.ts";
import { comparisonText } from "../comparison/comparison_text.ts";
import { comparisonCsv, comparisonJson, comparisonMarkdown } from "../comparison/comparison_files.ts";
import { readStoredRun, STORED_RUN_FILES } from "../results/stored_run.ts";
import { type Arguments, type Command, JSON_OPTION, OUT_OPTION, UsageError } from "./command.ts";
import { compareSweeps, sortColumn } from "./compare_sweeps.ts";
import { foldersOf, labelsOf, printLeftOut, warnOfChanges } from "./result_folders.ts";
import { start } from "./start.ts";

export const compareCommand: Command = {
  name: "compare",
  usage: "A B …",
  summary: "show stored runs or sweeps side by side",
  description: "Shows what differs between the settings of stored runs, what came out, and\n" +
    "where their losses first differ. A and B are result folders, patterns, or the\n" +
    "names of experiments, which mean all their results. Sweeps are compared with\n" +
    "sweeps: how their losses and answers are spread.",
  options: [
    OUT_OPTION,
    {
      name: "sort",
      value: "KEY",
      help: "sort by a column such as final_loss; --sort=-KEY for descending",
    },
    { name: "only-changed", help: "leave out columns that are the same for all runs" },
    JSON_OPTION,
    { name: "csv", help: "print CSV, numbers in full" },
    { name: "md", help: "print a table in Markdown" },
    { name: "html", value: "FILE", help: "write a page with the charts laid over each other" },
    { name: "force", help: "let --html replace a file that is not such a page" },
  ],
  examples: [
    ["compare gender", "all results of the experiment gender"],
    ["compare gender/seed-42 gender/seed-7", "two of them"],
    ["compare 'results/*/seed-4?-*' --sort final_loss", "those that match, the best first"],
    ["compare gender --html gender.html", "a page to look at"],
    ["compare 'gender/sweep-*'", "sweeps: median and spread of each"],
  ],
  run,
};

/** What other programs may want. */
const FORMATS = ["json", "csv", "md"] as const;

async function run(args: Arguments): Promise<number> {
  const formats = FORMATS.filter((format) => args.has(format));
  if (formats.length > 1) {
    throw new UsageError(`compare prints one of --json, --csv and --md: found ${formats.length} of them`);
  }
  const { runs, sweepFolders } = await readRuns(foldersOf(args, "compare"));
  if (runs.length === 0) return await compareSweeps(sweepFolders, args, formats[0] ?? "text");
  const comparison = ordered(compareOutcomes(runs), args.value("sort"));
  const isOnlyChanged = args.has("only-changed");
  const page = args.value("html");
  if (page !== undefined) writeComparison(comparison, page, args.has("force"));
  switch (formats[0]) {
    case "json":
      print(comparisonJson(comparison));
      break;
    case "csv":
      print(comparisonCsv(comparison, { isOnlyChanged }));
      break;
    case "md":
      print(comparisonMarkdown(comparison, { isOnlyChanged }));
      break;
    default:
      print(
        comparisonText(comparison, {
          columns: terminalColumns(),
          emphasize: paint,
          paintChart,
          isOnlyChanged,
        }),
      );
  }
  return 0;
}

/** Writes the page; a file of another kind is left alone unless the user says so. */
function writeComparison(comparison: Comparison, path: string, isForced: boolean): void {
  if (!isForced && !isFreeForPage(path)) {
    throw new UsageError(
      `--html would replace ${visible(path)}, which is not a page of Seedbed`,
      "name another file, or add --force",
    );
  }
  writePage(path, comparisonHtml(comparison));
  printError(`${paintError("green", "written")} ${visible(path)}\n`);
}

/** The runs that can be read, and the folders of sweeps; why others cannot be read goes to standard error. */
async function readRuns(
  folders: readonly string[],
): Promise<{ runs: NamedOutcome[]; sweepFolders: string[] }> {
  const runs: NamedOutcome[] = [];
  const sweepFolders: string[] = [];
  const labels = labelsOf(folders);
  for (const [index, folder] of folders.entries()) {
    const read = readStoredRun((await readResultFolder(folder, { only: STORED_RUN_FILES })).files);
    if ("problems" in read) {
      printLeftOut(folder, read.problems);
    } else if (read.ok === null) {
      sweepFolders.push(folder);
    } else {
      runs.push({ label: visible(labels[index]), outcome: read.ok.outcome });
      warnOfChanges(folder, read.ok.changedFiles);
    }
  }
  if (runs.length + sweepFolders.length === 0) {
    throw new UsageError("compare needs results of runs or of sweeps: found none that can be read");
  }
  if (runs.length > 0 && sweepFolders.length > 0) {
    const what = sweepFolders.length === 1 ? "a sweep" : `${sweepFolders.length} sweeps`;
    printError(`${paintError("yellow", "left out")} ${what}: sweeps are compared with sweeps\n`);
    printError(`  compare ${sweepFolders.slice(0, 3).map(visible).join(" ")}\n`);
  }
  return { runs, sweepFolders };
}

/** The runs in the order of a column; the others are still compared with the run that was first. */
function ordered(comparison: Comparison, sort: string | undefined): Comparison {
  if (sort === undefined) return comparison;
  const { column, direction } = sortColumn(sort, comparisonColumns(comparison), comparison.keys);
  return sortedComparison(comparison, column, direction);
}

if (import.meta.main) Deno.exit(await start(compareCommand, Deno.args));
