// Finds the experiment that a word of the command line means: a file, a result folder, a name without its ending.
// What must not change: a file that is there is meant by its own path, whatever else its name could mean.

import { kindAt } from "./file_kind.ts";

/** The word for standard input. */
export const STANDARD_INPUT = "-";

/** Whether a word is the path of a file or a folder. */
export function isPath(word: string): boolean {
  const kind = kindAt(word);
  return kind === "file" || kind === "folder";
}

/** The path of the experiment that a word means; null where there is none. */
export function experimentPath(word: string): string | null {
  if (word === STANDARD_INPUT) return word;
  const kind = kindAt(word);
  if (kind === "folder") {
    const config = `${word.replace(/\/+$/, "")}/config.json`;
    return kindAt(config) === "file" ? config : null;
  }
  if (kind !== null) return word;
  if (/\.(ya?ml|json)$/i.test(word)) return null;
  // `run gender`, as `verify gender` means its results.
  const named = [`${word}.yaml`, `${word}.yml`, `experiments/${word}.yaml`];
  return named.find((path) => kindAt(path) === "file") ?? null;
}
