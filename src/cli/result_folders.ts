// Which result folders the words of a command line mean, and what is said about folders that are not as they should be.
// Why one for all commands: what `verify gender` checks is what `compare gender` compares.

import { visible } from "../text/visible_text.ts";
import { findResults } from "../host/result_finder.ts";
import { paintError, printError } from "../host/terminal.ts";
import type { StoredProblem } from "../results/stored_text.ts";
import { type Arguments, outFolderOf, UsageError } from "./command.ts";

/**
 * The result folders that the words mean, each once, in the order of the words.
 *
 * @param command its name, for messages.
 * @throws UsageError for a word that means none, and where there is no word.
 */
export function foldersOf(args: Arguments, command: string): readonly string[] {
  if (args.positionals.length === 0) {
    throw new UsageError(
      `${command} needs a result folder or the name of an experiment`,
      `for example ${command} results/gender`,
    );
  }
  const folders = args.positionals.flatMap((word) => {
    const found = findResults(word, outFolderOf(args));
    if ("problems" in found) throw new UsageError(found.problems[0].message, found.problems[0].hint);
    return found.ok;
  });
  return [...new Set(folders)];
}

/** Results that are named where one has to be chosen. */
const MOST_NAMED = 12;

/** Lines that ask the user to name one of several folders. */
export function nameOneOf(folders: readonly string[]): readonly string[] {
  const more = folders.length > MOST_NAMED ? [`and ${folders.length - MOST_NAMED} more`] : [];
  return ["name one of", ...folders.slice(0, MOST_NAMED), ...more];
}

/** Says which files of a result were changed after they were written, so that nobody relies on them unawares. */
export function warnOfChanges(folder: string, changedFiles: readonly string[]): void {
  if (changedFiles.length === 0) return;
  const files = changedFiles.map(visible).join(", ");
  const was = changedFiles.length === 1 ? "was" : "were";
  printError(
    `${paintError("yellow", "changed")} ${visible(folder)}: ${files} ${was} changed after writing\n`,
  );
  printError(`  verify ${visible(folder)} says more\n`);
}

/** The folders without what they all begin with: `seed-42-fd52df8d`, or `gender/seed-42-fd52df8d` for several. */
export function labelsOf(folders: readonly string[]): readonly string[] {
  const parts = folders.map((folder) => folder.split("/"));
  const shortest = Math.min(...parts.map(({ length }) => length));
  let shared = 0;
  while (shared < shortest - 1 && parts.every((one) => one[shared] === parts[0][shared])) shared++;
  return parts.map((one) => one.slice(shared).join("/"));
}

/** Says that a folder is left out, and why it cannot be read. */
export function printLeftOut(folder: string, problems: readonly StoredProblem[]): void {
  printError(`${paintError("yellow", "left out")} ${visible(folder)}\n`);
  printProblems(folder, problems);
}

/** Says what is wrong with a folder. */
export function printProblems(folder: string, problems: readonly StoredProblem[]): void {
  for (const { file, message } of problems) printError(`  ${visible(`${file}: ${message}`)}\n`);
  printError(`  verify ${visible(folder)} says more\n`);
}
