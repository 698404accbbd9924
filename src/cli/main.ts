// The program with all its commands: finds the one that is named and starts it.
// Why each command can be started by itself as well, as `deno.json` and the npm package do: that is the quicker way.

import { suggestion } from "../text/suggest.ts";
import { isInteractive, print, terminalColumns } from "../host/terminal.ts";
import { twoColumns, UsageError, versionText } from "./command.ts";
import { program, withoutLaunch } from "./launch.ts";
import { COMMAND_NAMES, loadCommand, loadCommands } from "./commands.ts";
import { exitCodeOf, start } from "./start.ts";

/** Runs the program. @returns the exit code. */
async function main(started: readonly string[]): Promise<number> {
  try {
    const [name, ...args] = withoutLaunch(started);
    if (name === undefined || name === "--help" || name === "-h" || name === "help") {
      print(await programHelp());
      return name === undefined ? 2 : 0;
    }
    if (name === "--version" || name === "-V" || name === "version") {
      print(versionText());
      return 0;
    }
    if (!COMMAND_NAMES.includes(name)) {
      throw new UsageError(`there is no command ${name}`, suggestion(name, COMMAND_NAMES));
    }
    return await start(await loadCommand(name), args);
  } catch (error) {
    return exitCodeOf(error);
  }
}

async function programHelp(): Promise<string> {
  const commands = await loadCommands();
  return [
    "Seedbed runs small neural networks from a file, with the same bytes on every machine.\n",
    `Usage: ${program()} COMMAND …\n`,
    `Commands:\n${
      twoColumns(
        commands.map(({ name, usage, summary }) => [`${name} ${usage}`.trimEnd(), summary] as const),
        isInteractive() ? terminalColumns() : Infinity,
      )
    }\n`,
    `${program()} COMMAND --help explains a command with examples, --version says which version this is.`,
    `${program()} new my_first writes an experiment to start from.\n`,
  ].join("\n");
}

if (import.meta.main) Deno.exit(await main(Deno.args));
