// `report`: where the report of a result is and whether its folder agrees with its manifest; with --open, the browser shows it.
// What must not change: a page is opened only if it is byte for byte what this program draws of the figures beside it,
// since it may be anyone's.

import { visible } from "../text/visible_text.ts";
import { counted } from "../text/words.ts";
import { openPage } from "../host/page_opener.ts";
import { readResultFolder } from "../host/result_reader.ts";
import { paintError, print, printError, printMessage } from "../host/terminal.ts";
import { jsonText } from "../results/json_text.ts";
import { drawnByText, hasReportsOfOtherVersion, readManifest } from "../results/stored_manifest.ts";
import { textOf } from "../results/stored_text.ts";
import { AS_EXPORTED, LINE_ENDS } from "../verify/sentences.ts";
import { beside } from "./beside.ts";
import { type CheckedReport, checkReport } from "./checked_report.ts";
import { type Arguments, type Command, JSON_OPTION, OUT_OPTION, UsageError } from "./command.ts";
import { quoted } from "../text/shell_word.ts";
import { program } from "./launch.ts";
import { pathOnDisk, resultsOf, warnOfChanges } from "./result_folders.ts";
import { nameOneOf } from "./several_results.ts";
import { start } from "./start.ts";
import { verifyLine } from "./stored_line.ts";

export const reportCommand: Command = {
  name: "report",
  usage: "DIR",
  takes: "results",
  summary: "say where the report of a result is, and open it",
  description:
    "Prints the path of report.html and says whether the folder agrees with its manifest, by size and hash of every " +
    "file. Nothing is run, and whoever wrote the folder wrote its manifest: verify makes every byte again.\n" +
    "DIR is a result folder, or its name below the results folder, with the id, its first digits, or without it.",
  options: [
    { name: "open", help: "open the report in the browser" },
    { name: "sums", help: "print the hashes in the manifest for sha256sum -c" },
    OUT_OPTION,
    JSON_OPTION,
  ],
  examples: [
    ["report gender/seed-42 --open", "look at the report of a run"],
    ["report results/gender", "the paths of all reports of an experiment"],
    ["report results/gender --sums | sha256sum -c", "check them without this program"],
  ],
  run,
};

async function run(args: Arguments): Promise<number> {
  const results = resultsOf(args, "report");
  if (args.has("open") && results.length > 1) {
    throw new UsageError(`report --open opens one report: found ${results.length}`, await nameOneOf(results));
  }
  const folders = results.map((result) => pathOnDisk(result, "report needs a folder"));
  const reports: CheckedReport[] = [];
  for (const folder of folders) reports.push(await checkReport(folder));
  if (args.has("json")) {
    const json = reports.map(({ path, hasReport, changed }) => ({
      path,
      has_report: hasReport,
      changed,
      run_again: false,
    }));
    print(jsonText(json));
  } else if (args.has("sums")) {
    print(reports.map(({ sums }) => sums).join(""));
  } else {
    reports.forEach(printReport);
  }
  const isWhole = reports.every(({ hasReport, changed }) => hasReport && changed.length === 0);
  if (!args.has("open") || !isWhole) return isWhole ? 0 : 1;
  const problem = await foreignPage(folders[0]);
  if (problem === null) {
    await openPage(reports[0].path);
    return 0;
  }
  printMessage(`${paintError("red", "not opened")} ${visible(problem)}\n`);
  printError(verifyLine(folders[0]));
  return 1;
}

/** Why a page is not one that this program draws; null for one that is. */
async function foreignPage(folder: string): Promise<string | null> {
  const { files } = await readResultFolder(folder);
  const manifest = readManifest(files);
  if ("ok" in manifest && hasReportsOfOtherVersion(manifest.ok)) {
    return `the report was drawn by ${
      drawnByText(manifest.ok.reportsDrawnBy)
    }, so this version cannot tell whether it ` +
      "holds anything else; run its config.json with --fresh to draw it again";
  }
  const againPath = beside("../host/page_again.ts", import.meta.url);
  const { pageAgain } = await import(againPath) as typeof import("../host/page_again.ts");
  const page = await pageAgain(folder, files);
  if ("problems" in page) return `${page.problems[0].file}: ${page.problems[0].message}`;
  return textOf(files.get("report.html")!) === page.ok
    ? null
    : "the report is not what the figures beside it give";
}

function printReport(report: CheckedReport): void {
  const { folder, path, hasReport, changed, hasOtherLineEnds, fileCount, exported, manifest } = report;
  if (!hasReport) {
    printMessage(`${paintError("red", "no report")} ${visible(folder)}: run its config.json to write one\n`);
    printError(`  ${program()} run ${quoted(`${visible(folder)}/config.json`)}\n`);
    return;
  }
  print(`${visible(path)}\n`);
  if (manifest !== null) warnOfChanges({ path: folder, argument: folder }, manifest);
  if (changed.length === 0) {
    const also = exported.map((name) => `; ${name} is ${AS_EXPORTED}`).join("");
    const files = `not run again: ${counted(fileCount, "file")}${also}`;
    printError(`${paintError("green", "agrees with its manifest")}; ${files}\n`);
    return;
  }
  if (hasOtherLineEnds) {
    const why = `${LINE_ENDS}, but the report is not opened`;
    printMessage(`${paintError("yellow", "line ends")} ${visible(folder)}: ${why}\n`);
    printError(verifyLine(folder));
    return;
  }
  const names = changed.map(visible).join(", ");
  printMessage(`${paintError("red", "changed")} ${names}: not as written, so the report is not opened\n`);
  printError(verifyLine(folder));
}

if (import.meta.main) Deno.exit(await start(reportCommand, Deno.args));
