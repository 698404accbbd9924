// The commands by name. Each is loaded only when it is called, so that `run` does not wait for the others.
// Why: a command must not pay for the modules of another.

import type { Command } from "./command.ts";

/** How to load each command, in the order of the help. */
export const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  run: async () => (await import("./run.ts")).runCommand,
  plan: async () => (await import("./plan.ts")).planCommand,
  explain: async () => (await import("./explain.ts")).explainCommand,
  schema: async () => (await import("./schema.ts")).schemaCommand,
  new: async () => (await import("./new.ts")).newCommand,
};
