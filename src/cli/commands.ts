// The commands by name, each loaded only when it is called.
// Why by a path that is put together: Deno reads every module that an import names before it runs the first line,
// and the modules of ten commands take as long to read as an empty process takes to start.

import type { Command } from "./command.ts";

/** The commands in the order of the help; `name` is exported by `name.ts` as `nameCommand`. */
export const COMMAND_NAMES: readonly string[] = [
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

/** Loads a command of `COMMAND_NAMES`. */
export async function loadCommand(name: string): Promise<Command> {
  const module = await import(new URL(`./${name}.ts`, import.meta.url).href) as Record<string, Command>;
  return module[`${name}Command`];
}
