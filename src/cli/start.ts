// Starts one command: reads its arguments, runs it, and turns what went wrong into a message and an exit code.
// What must not change: 0 done; 1 a verification differs or a trial failed; 2 a mistake of the user's; 3 the world
// failed; 70 a bug of ours.

import { describeProblem, ExperimentError } from "../experiment/source/problem.ts";
import { turnOfTheLoop } from "../threads/event_loop.ts";
import { wrapped } from "../text/lines.ts";
import {
  isInteractive,
  paintError,
  print,
  printError,
  terminalColumns,
  wasSilenced,
} from "../host/terminal.ts";
import { inWorld, isOfWorld, worldError } from "../host/world_error.ts";
import { type Command, commandHelp, readArguments, UsageError } from "./command.ts";

/**
 * How a task of `deno.json` says where the user stands: `deno task` itself starts every program in the project's folder.
 * Why an argument: the environment, which knows it as well, stays closed.
 */
const STANDING = "--standing-in=";

/** Goes where the user stands. @returns what follows on the command line. */
function withoutStanding(args: readonly string[]): readonly string[] {
  const [first, ...rest] = args;
  if (!first?.startsWith(STANDING)) return args;
  const folder = first.slice(STANDING.length);
  if (folder !== "" && folder !== Deno.cwd()) inWorld(`go to ${folder}`, () => Deno.chdir(folder));
  return rest;
}

/** Runs a command with what follows its name on the command line. @returns the exit code. */
export async function start(command: Command, args: readonly string[]): Promise<number> {
  try {
    const commandArguments = await readArguments(command, withoutStanding(args));
    if (commandArguments === null) {
      print(commandHelp(command, isInteractive() ? terminalColumns() : Infinity));
      return 0;
    }
    const code = await command.run(commandArguments);
    return code === 0 && wasSilenced() ? 3 : code;
  } catch (error) {
    return exitCodeOf(error);
  } finally {
    // In its first turn Deno keeps the compiled modules for the next start: a command that waits for nothing needs one.
    await turnOfTheLoop();
  }
}

/** Lines wrapped at words to the width of a terminal, but for those that show a line of a file; as they are for a pipe. */
function fitting(text: string): string {
  if (!Deno.stderr.isTerminal()) return text;
  const columns = terminalColumns();
  return text.split("\n").flatMap((line) => {
    if (/^ +\d* *\| /.test(line) || line.length <= columns) return [line];
    const margin = /^ */.exec(line)![0];
    return wrapped(line.slice(margin.length), columns - margin.length, "  ").map((part) => margin + part);
  }).join("\n");
}

/** Prints what went wrong. @returns the exit code. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof ExperimentError) {
    printError(error.problems.map((problem) => fitting(describeProblem(problem)) + "\n").join(""));
    return 2;
  }
  if (error instanceof UsageError) {
    printError(fitting(`${paintError("red", "error")}: ${error.message}`) + "\n");
    for (const line of error.hint) printError(fitting(`  ${line}`) + "\n");
    return 2;
  }
  if (isOfWorld(error)) {
    const { message } = worldError("go on", error) as Error;
    printError(`${paintError("red", "error")}: ${message}\n`);
    return 3;
  }
  const trace = error instanceof Error ? error.stack ?? error.message : String(error);
  printError(`this is a bug in Seedbed, please report it with the command line:\n${trace}\n`);
  return 70;
}
