// What is said of a sweep's result folder that is damaged.
// Why the way out depends on the command line: --fresh is an option of `run`, and excludes some others there.

import { paintError, printMessage } from "../host/terminal.ts";
import type { StoredProblem } from "../results/stored_text.ts";
import { visible } from "../text/visible_text.ts";
import type { Arguments } from "./command.ts";

/** Options of `run` that exclude --fresh. */
const WITHOUT_FRESH = ["only-merge", "join", "shard"];

/** Says what is wrong with a folder, and how to have it made again. @param command that found it. */
export function printDamaged(
  folder: string,
  [{ file, message }]: readonly StoredProblem[],
  args: Arguments,
  command: "run" | "another command",
): void {
  const damaged = paintError("red", "damaged");
  printMessage(`${damaged} ${visible(`${folder}: ${file}: ${message}`)}; left as it was\n`);
  const excluding = WITHOUT_FRESH.find((name) => args.has(name));
  const fresh = command === "run" ? "--fresh" : "run --fresh with the same settings";
  const inPlace = excluding === undefined ? "" : ` in place of --${excluding}`;
  printMessage(`  ${fresh}${inPlace} trains the sweep again and replaces the folder\n`);
}
