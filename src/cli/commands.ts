// The commands of the program by their names, for whoever needs one of them or all.
// Why by a computed path: the modules of the other commands are then not read at all. What each command always needs it
// imports by name, since a module that is imported while the program runs takes twice as long to load.

import type { Command } from "./command.ts";

/** The commands in the order of the help; `name` is exported by `name.ts` as `nameCommand`. */
export const COMMAND_NAMES: readonly string[] = [
  "run",
  "plan",
  "queue",
  "work",
  "gpu",
  "explain",
  "verify",
  "compare",
  "show",
  "ask",
  "report",
  "export",
  "schema",
  "new",
  "web",
  "completions",
];

/** Loads a command. @param name one of {@linkcode COMMAND_NAMES}. */
export async function loadCommand(name: string): Promise<Command> {
  const module = await import(new URL(`./${name}.ts`, import.meta.url).href) as Record<string, Command>;
  return module[`${name}Command`];
}

/** Loads all of them, in their order. */
export async function loadCommands(): Promise<readonly Command[]> {
  return await Promise.all(COMMAND_NAMES.map(loadCommand));
}
