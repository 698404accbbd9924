// Which results the words of a command line mean, and what is said about those that are not as they should be.
// Why one for all commands: what `verify gender` checks is what `compare gender` compares.

import { visible } from "../text/visible_text.ts";
import type { FolderView } from "../host/folder_view.ts";
import type { FoundPlace } from "../host/place_walk.ts";
import { findResults } from "../host/result_finder.ts";
import { paintError, printError, printMessage } from "../host/terminal.ts";
import { WorldError } from "../host/world_error.ts";
import { RESULT_NAME } from "../experiment/config.ts";
import { isDroppedBySystem } from "../results/file_limits.ts";
import type { Manifest } from "../results/manifest.ts";
import type { StoredProblem } from "../results/stored_text.ts";
import { MISNAMED, OTHER_LINE_ENDS } from "../verify/sentences.ts";
import { type Arguments, outFolderOf, refuseBackslash, refuseTilde, UsageError } from "./command.ts";
import { program } from "./launch.ts";
import { verifyLine } from "./stored_line.ts";

/**
 * The results that the words mean, each once, in the order of the words, with the places where there is none.
 *
 * Of several words, one that means a folder or a file without a result is such a place, since a shell may have written it
 * (`class/*`); a word that means nothing at all is a slip of the user's.
 *
 * @param command its name, for messages.
 * @param out the results folder.
 * @throws UsageError for a word that means nothing, and where there is no word, or none but files that the system drops.
 */
export function placesOf(
  args: Arguments,
  command: string,
  out: string = outFolderOf(args),
): readonly FoundPlace[] {
  if (args.positionals.length === 0) {
    throw new UsageError(
      `${command} needs a result folder or the name of an experiment`,
      `for example ${program()} ${command} results/gender`,
    );
  }
  const words = args.positionals.filter((word) => !isDroppedBySystem(word.slice(word.lastIndexOf("/") + 1)));
  if (words.length === 0) {
    throw new UsageError(`${command} needs a result: found only files that the system drops into folders`);
  }
  const places = words.flatMap((word): readonly FoundPlace[] => {
    const found = findResults(
      word,
      out,
      words.length === 1 ? "the only one" : "one of several",
    );
    if ("ok" in found) return found.ok;
    const { message, hint, isThere } = found.problems[0];
    if (!isThere) {
      refuseTilde(word);
      refuseBackslash(word);
    }
    if (!isThere || words.length === 1) throw new UsageError(message, hint);
    const path = word.replace(/(.)\/+$/, "$1");
    return [{ kind: "no_result", path, message: message.replace(`${word} is`, "it is") }];
  });
  return [...new Map(places.map((place) => [place.path, place])).values()];
}

/**
 * The results that the words mean, on the disk or in zip files.
 *
 * @param out the results folder.
 * @throws UsageError also where there is none.
 */
export function resultsOf(
  args: Arguments,
  command: string,
  out: string = outFolderOf(args),
): readonly FolderView[] {
  const places = placesOf(args, command, out);
  const results = places.flatMap((place) => {
    if (place.kind === "unreadable") throw new WorldError(place.message);
    return place.kind === "result" ? [place.folder] : [];
  });
  if (results.length > 0) return results;
  const [{ path, message }] = places.filter((place) => place.kind !== "result");
  throw new UsageError(`${command} needs a result: ${path}: ${message}`);
}

/**
 * The path of a result on the disk.
 *
 * @param what what the command needs: `report needs a folder`.
 * @throws UsageError where it lies in a zip file.
 */
export function pathOnDisk({ path, isOnDisk }: FolderView, what: string): string {
  if (isOnDisk) return path;
  throw new UsageError(`${what}: found ${path}, in a zip file`, "unpack it, or `verify` it as it is");
}

/**
 * Says which files of a result were changed after they were written, and that its folder has the name of another one, so that
 * nobody relies on them unawares.
 */
export function warnOfChanges(
  { path, argument }: Pick<FolderView, "path" | "argument">,
  { id }: Manifest,
  changedFiles: readonly string[] = [],
): void {
  const files = changedFiles.map(visible).join(", ");
  const was = changedFiles.length === 1 ? "was" : "were";
  const named = RESULT_NAME.exec(path.slice(path.lastIndexOf("/") + 1))?.[1] ?? id;
  const warnings = [
    ...(files === "" ? [] : [`${files} ${was} changed after writing`]),
    ...(named === id ? [] : [`${MISNAMED}: the id of this one is ${visible(id)}`]),
  ];
  if (warnings.length === 0) return;
  for (const warning of warnings) {
    printMessage(`${paintError("yellow", "changed")} ${visible(path)}: ${warning}\n`);
  }
  printError(verifyLine(argument));
}

/** Says that a result has other line ends, and that its figures are those that were written all the same. */
export function warnOfLineEnds({ path, argument }: Pick<FolderView, "path" | "argument">): void {
  printMessage(`${paintError("yellow", "line ends")} ${visible(path)}: ${OTHER_LINE_ENDS}\n`);
  printError(verifyLine(argument));
}

/** Says what is wrong with a folder. */
export function printProblems({ argument }: FolderView, problems: readonly StoredProblem[]): void {
  for (const { file, message } of problems) printMessage(`  ${visible(`${file}: ${message}`)}\n`);
  printError(verifyLine(argument));
}
