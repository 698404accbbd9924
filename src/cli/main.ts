// The program with all its commands: finds the one that is named and starts it.
// Why each command can be started by itself as well (`deno.json` does): a module that is imported while the program
// runs takes twice as long to load as one that an import names, since each is checked against the permissions.

import { suggestion } from "../text/suggest.ts";
import { isInteractive, print, terminalColumns } from "../host/terminal.ts";
import { type Command, PROGRAM, twoColumns, UsageError } from "./command.ts";
import { exitCodeOf, start } from "./start.ts";

/** The commands in the order of the help; `name` is exported by `name.ts` as `nameCommand`. */
const COMMAND_NAMES: readonly string[] = [
  "run",
  "plan",
  "explain",
  "verify",
  "compare",
  "show",
  "report",
  "schema",
  "new",
];

/** Runs the program. @returns the exit code. */
async function main([name, ...args]: readonly string[]): Promise<number> {
  try {
    if (name === undefined || name === "--help" || name === "-h" || name === "help") {
      print(await programHelp());
      return name === undefined ? 2 : 0;
    }
    if (!COMMAND_NAMES.includes(name)) {
      throw new UsageError(`there is no command ${name}`, suggestion(name, COMMAND_NAMES));
    }
    return await start(await loadCommand(name), args);
  } catch (error) {
    return exitCodeOf(error);
  }
}

/** Loads a command by a computed path: the modules of the others need not be read. */
async function loadCommand(name: string): Promise<Command> {
  const module = await import(new URL(`./${name}.ts`, import.meta.url).href) as Record<string, Command>;
  return module[`${name}Command`];
}

async function programHelp(): Promise<string> {
  const commands = await Promise.all(COMMAND_NAMES.map(loadCommand));
  return [
    "Seedbed runs small neural networks from a file, with the same bytes on every machine.\n",
    `Usage: ${PROGRAM} COMMAND …\n`,
    `Commands:\n${
      twoColumns(
        commands.map(({ name, usage, summary }) => [`${name} ${usage}`.trimEnd(), summary] as const),
        isInteractive() ? terminalColumns() : Infinity,
      )
    }\n`,
    `${PROGRAM} COMMAND --help explains a command with examples.\n`,
  ].join("\n");
}

if (import.meta.main) Deno.exit(await main(Deno.args));
