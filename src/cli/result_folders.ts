// Which result folders the words of a command line mean.
// Why for all commands alike: what `verify gender` checks is what `compare gender` compares.

import { findResults } from "../host/result_finder.ts";
import { type Arguments, UsageError } from "./command.ts";

/**
 * The result folders that are meant, each once, in the order of the words.
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
  const out = (args.value("out") ?? "results").replace(/(.)\/+$/, "$1");
  const folders = args.positionals.flatMap((word) => {
    const found = findResults(word, out);
    if ("message" in found) throw new UsageError(found.message, found.hint);
    return found.folders;
  });
  return [...new Set(folders)];
}
