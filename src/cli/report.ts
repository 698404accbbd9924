// `report`: where the report of a result is and whether it is as it was written; with --open, the browser shows it.
// What must not change: a page is opened only if it is byte for byte what this program draws of the figures beside it,
// since it may be anyone's.

import { visible } from "../text/visible_text.ts";
import { openPage } from "../host/page_opener.ts";
import { readResultFolder } from "../host/result_reader.ts";
import { paintError, print, printError } from "../host/terminal.ts";
import { jsonText } from "../results/json_text.ts";
import { hashOf } from "../results/hashed_files.ts";
import { drawnByText, hasReportsOfOtherVersion, readManifest } from "../results/stored_manifest.ts";
import { textOf } from "../results/stored_text.ts";
import { type Arguments, type Command, JSON_OPTION, OUT_OPTION, PROGRAM, UsageError } from "./command.ts";
import { foldersOf, nameOneOf } from "./result_folders.ts";
import { start } from "./start.ts";

export const reportCommand: Command = {
  name: "report",
  usage: "DIR",
  summary: "say where the report of a result is, and open it",
  description:
    "Prints the path of report.html and says whether the folder is as it was written, by the hashes in its\n" +
    "manifest. Nothing is run; verify makes every byte again. DIR is a result folder, or its name below the\n" +
    "results folder, also without the id, or with its first digits.",
  options: [{ name: "open", help: "open the report in the browser" }, OUT_OPTION, JSON_OPTION],
  examples: [
    ["report gender/seed-42 --open", "look at the report of a run"],
    ["report results/gender", "the paths of all reports of an experiment"],
  ],
  run,
};

async function run(args: Arguments): Promise<number> {
  const folders = foldersOf(args, "report");
  if (args.has("open") && folders.length > 1) {
    throw new UsageError(`report --open opens one report: found ${folders.length}`, nameOneOf(folders));
  }
  const reports: CheckedReport[] = [];
  for (const folder of folders) reports.push(await checkReport(folder));
  if (args.has("json")) {
    const json = reports.map(({ path, hasReport, changed }) => ({ path, has_report: hasReport, changed }));
    print(jsonText(json));
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
  printError(`${paintError("red", "not opened")} ${visible(problem)}\n`);
  printError(`  ${PROGRAM} verify ${visible(folders[0])} says more\n`);
  return 1;
}

/** Why a page is not one that this program draws; null for one that is. */
async function foreignPage(folder: string): Promise<string | null> {
  const { files } = await readResultFolder(folder);
  const manifest = readManifest(files);
  if ("ok" in manifest && hasReportsOfOtherVersion(manifest.ok)) {
    return `the report was drawn by ${
      drawnByText(manifest.ok.reportsDrawnBy)
    }, so this one cannot tell whether it ` +
      "holds anything else; run its config.json with --fresh to draw it again";
  }
  const { pageAgain } = await import("../host/page_again.ts");
  const page = await pageAgain(folder, files);
  if ("problems" in page) return `${page.problems[0].file}: ${page.problems[0].message}`;
  return textOf(files.get("report.html")!) === page.ok
    ? null
    : "the report is not what the figures beside it give";
}

interface CheckedReport {
  readonly folder: string;
  readonly path: string;
  readonly hasReport: boolean;
  /** Files that are not as the manifest says, or not there. */
  readonly changed: readonly string[];
  readonly fileCount: number;
}

async function checkReport(folder: string): Promise<CheckedReport> {
  const { files, unread, large } = await readResultFolder(folder);
  const checked = { folder, path: `${folder}/report.html`, fileCount: files.size + large.size };
  const read = readManifest(files);
  if ("problems" in read) return { ...checked, hasReport: false, changed: ["manifest.json"] };
  const listed = read.ok.files;
  const names = new Set([...listed.keys(), ...files.keys(), ...unread.keys(), ...large.keys()]);
  names.delete("manifest.json");
  const changed = [...names].filter((name) => {
    const bytes = files.get(name);
    const found = bytes === undefined ? large.get(name)?.hash() ?? null : hashOf(bytes);
    return found === null || listed.get(name)?.sha256 !== found;
  });
  return { ...checked, hasReport: listed.has("report.html") && files.has("report.html"), changed };
}

function printReport({ folder, path, hasReport, changed, fileCount }: CheckedReport): void {
  if (!hasReport) {
    printError(`${paintError("red", "no report")} ${visible(folder)}: run its config.json to write one\n`);
    printError(`  ${PROGRAM} run ${visible(folder)}/config.json\n`);
    return;
  }
  print(`${visible(path)}\n`);
  if (changed.length === 0) {
    printError(`${paintError("green", "intact")} all ${fileCount} files are as they were written\n`);
    return;
  }
  const names = changed.map(visible).join(", ");
  printError(`${paintError("red", "changed")} ${names}: not as written, so the report is not opened\n`);
  printError(`  ${PROGRAM} verify ${visible(folder)} says more\n`);
}

if (import.meta.main) Deno.exit(await start(reportCommand, Deno.args));
