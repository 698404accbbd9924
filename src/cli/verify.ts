// `verify`: makes stored results again and compares every byte.
// Why it goes on after a difference: someone who checks a hundred folders wants to know about all of them.

import type { JsonObject } from "../experiment/config.ts";
import { readResultFolder } from "../host/result_reader.ts";
import { paint, paintError, print, printError, terminalColumns } from "../host/terminal.ts";
import { WorldError } from "../host/world_error.ts";
import { jsonText } from "../results/json_text.ts";
import type { Verification } from "../verify/verification.ts";
import { planVerification } from "../verify/verification_plan.ts";
import { verificationJson, verificationText } from "../verify/verification_text.ts";
import { concludeVerification } from "../verify/verify.ts";
import { type Arguments, type Command, JOBS_OPTION, JSON_OPTION, OUT_OPTION } from "./command.ts";
import { filesAgain } from "./files_again.ts";
import { foldersOf } from "./result_folders.ts";
import { start } from "./start.ts";
import { jobCount } from "./sweep_arguments.ts";

export const verifyCommand: Command = {
  name: "verify",
  usage: "DIR …",
  summary: "make stored results again and compare every byte",
  description: "Runs the stored config.json of each result folder again and compares every file\n" +
    "byte by byte, and every hash of manifest.json. For the first difference of a\n" +
    "file it says where it is and how far apart. A folder of results, a pattern or the\n" +
    "name of an experiment means all of its results. Nothing is written.\n" +
    "Reports drawn by another version of Seedbed may differ: then the figures must be\n" +
    "the same, and the reports must have the hashes in the manifest.\n" +
    "Exit code 0: all the same; 1: something differs; 3: a folder cannot be read.",
  options: [OUT_OPTION, JOBS_OPTION, JSON_OPTION],
  examples: [
    ["verify results/gender/seed-42-fd52df8d", "check one result, file by file"],
    ["verify gender", "check all results of the experiment gender"],
    ["verify results", "check everything"],
  ],
  run,
};

async function run(args: Arguments): Promise<number> {
  const folders = foldersOf(args, "verify");
  const workerCount = jobCount(args);
  const isJson = args.has("json");
  const counts = { same: 0, same_figures: 0, different: 0, unreadable: 0 };
  const all: JsonObject[] = [];
  for (const folder of folders) {
    const verification = await verifyFolder(folder, workerCount);
    if (verification instanceof WorldError) {
      counts.unreadable++;
      if (isJson) all.push({ folder, verdict: "unreadable", message: verification.message });
      else printError(`${paintError("red", "error")}: ${verification.message}\n`);
      continue;
    }
    const { verdict } = verification;
    counts[verdict === "same" || verdict === "same_figures" ? verdict : "different"]++;
    if (isJson) all.push(verificationJson(folder, verification));
    else {
      const options = { columns: terminalColumns(), emphasize: paint, isDetailed: folders.length === 1 };
      print(verificationText(folder, verification, options));
    }
  }
  if (isJson) print(jsonText({ results: all }));
  else if (folders.length > 1) {
    const parts = [
      `${counts.same} the same`,
      ...(counts.same_figures > 0 ? [`${counts.same_figures} with the same figures`] : []),
      ...(counts.different > 0 ? [`${counts.different} not`] : []),
      ...(counts.unreadable > 0 ? [`${counts.unreadable} unreadable`] : []),
    ];
    print(`${folders.length} results: ${parts.join(", ")}\n`);
  }
  return counts.unreadable > 0 ? 3 : counts.different > 0 ? 1 : 0;
}

async function verifyFolder(folder: string, workerCount: number): Promise<Verification | WorldError> {
  try {
    const { files, unread, large } = await readResultFolder(folder);
    const plan = planVerification(files, {
      unread,
      large,
      folderName: folder.slice(folder.lastIndexOf("/") + 1),
    });
    return concludeVerification(plan, await filesAgain(folder, plan, workerCount));
  } catch (error) {
    if (error instanceof WorldError) return error;
    throw error;
  }
}

if (import.meta.main) Deno.exit(await start(verifyCommand, Deno.args));
