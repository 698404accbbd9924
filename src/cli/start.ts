// Starts one command: reads its arguments, runs it, and turns what went wrong into a message and an exit code.
// What must not change: 0 done; 1 the answer is no: something differs, is damaged, diverged or was refused; 2 a mistake of
// the user's; 3 the world failed; 70 a bug of ours.

import { describeProblemWithin, ExperimentError } from "../experiment/source/problem.ts";
import { turnOfTheLoop } from "../threads/event_loop.ts";
import {
  isInteractive,
  messageColumns,
  paintError,
  PIPE_COLUMNS,
  print,
  printError,
  printMessage,
  terminalColumns,
  wasSilenced,
} from "../host/terminal.ts";
import { isOfWorld, worldError } from "../host/world_error.ts";
import { beside } from "./beside.ts";
import { type Command, commandHelp, readArguments, UsageError, versionText } from "./command.ts";
import { program, withoutLaunch } from "./launch.ts";

/** Runs a command with what follows its name on the command line. @returns the exit code. */
export async function start(command: Command, args: readonly string[]): Promise<number> {
  try {
    const commandArguments = await readArguments(
      command,
      withoutLaunch(args),
      (rawName) => wayOut(command, rawName),
    );
    if (commandArguments === "version") {
      print(versionText());
      return 0;
    }
    if (commandArguments === "help") {
      // What reads a pipe seldom wraps at words.
      print(commandHelp(command, isInteractive() ? terminalColumns() : PIPE_COLUMNS));
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

/**
 * The way out for an option that a command does not have: how to write the command that is called so, as in
 * `run FILE --queue URL`, or that `run` has it, where the command is about experiments or results.
 */
async function wayOut({ takes }: Command, rawName: string): Promise<string | undefined> {
  const path = beside("./commands.ts", import.meta.url);
  const { COMMAND_NAMES, loadCommand } = await import(path) as typeof import("./commands.ts");
  const name = rawName.replace(/^--/, "");
  if (COMMAND_NAMES.includes(name)) {
    return `${name} is a command of its own: ${program()} ${name} ${(await loadCommand(name)).usage}`;
  }
  if (typeof takes !== "string") return undefined;
  const { options } = await loadCommand("run");
  return options.some((option) => `--${option.name}` === rawName)
    ? `${rawName} is an option of run`
    : undefined;
}

/** Prints what went wrong. @returns the exit code. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof ExperimentError) {
    const columns = messageColumns();
    printMessage(error.problems.map((problem) => `${describeProblemWithin(problem, columns)}\n`).join(""));
    return 2;
  }
  if (error instanceof UsageError) {
    printMessage(`${paintError("red", "error")}: ${error.message}\n`);
    for (const line of error.hint) printMessage(`  ${line}\n`);
    return 2;
  }
  if (isOfWorld(error)) {
    const { message } = worldError("go on", error) as Error;
    printMessage(`${paintError("red", "error")}: ${message}\n`);
    return 3;
  }
  const trace = error instanceof Error ? error.stack ?? error.message : String(error);
  printError(`this is a bug in Seedbed, please report it with the command line:\n${trace}\n`);
  return 70;
}
