// The program's entry: finds the command, runs it, and turns what went wrong into a message and an exit code.
// What must not change: 0 done; 1 a verification differs or a trial failed; 2 a mistake of the user's; 3 the world
// failed; 70 a bug of ours.

import { describeProblem, ExperimentError } from "../experiment/problem.ts";
import { suggestion } from "../experiment/suggest.ts";
import { paintError, print, printError } from "../host/terminal.ts";
import { WorldError } from "../host/world_error.ts";
import { commandHelp, PROGRAM, readArguments, twoColumns, UsageError } from "./command.ts";
import { COMMAND_NAMES, loadCommand } from "./commands.ts";

/** Runs the program. @returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const [name, ...rest] = args;
    if (name === undefined || name === "--help" || name === "-h" || name === "help") {
      print(await programHelp());
      return name === undefined ? 2 : 0;
    }
    if (!COMMAND_NAMES.includes(name)) {
      throw new UsageError(`there is no command ${name}`, suggestion(name, COMMAND_NAMES));
    }
    const command = await loadCommand(name);
    const commandArguments = await readArguments(command, rest);
    if (commandArguments === null) {
      print(commandHelp(command));
      return 0;
    }
    return await command.run(commandArguments);
  } catch (error) {
    return exitCodeOf(error);
  }
}

function exitCodeOf(error: unknown): number {
  if (error instanceof ExperimentError) {
    printError(error.problems.map((problem) => describeProblem(problem) + "\n").join(""));
    return 2;
  }
  if (error instanceof UsageError) {
    printError(`${paintError("red", "error")}: ${error.message}\n`);
    if (error.hint !== undefined) printError(`  ${error.hint}\n`);
    return 2;
  }
  if (error instanceof WorldError) {
    printError(`${paintError("red", "error")}: ${error.message}\n`);
    return 3;
  }
  const trace = error instanceof Error ? error.stack ?? error.message : String(error);
  printError(`this is a bug in Seedbed, please report it with the command line:\n${trace}\n`);
  return 70;
}

async function programHelp(): Promise<string> {
  const commands = await Promise.all(COMMAND_NAMES.map(loadCommand));
  return [
    "Seedbed runs small neural networks from a file, with the same bytes on every machine.\n",
    `Usage: ${PROGRAM} COMMAND …\n`,
    `Commands:\n${
      twoColumns(commands.map(({ name, usage, summary }) => [`${name} ${usage}`.trimEnd(), summary] as const))
    }\n`,
    `${PROGRAM} COMMAND --help explains a command with examples.\n`,
  ].join("\n");
}

if (import.meta.main) Deno.exit(await main(Deno.args));
