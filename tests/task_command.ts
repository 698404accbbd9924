// The command line of a task in deno.json, so that tests and benches start what a user starts.

import { projectPath } from "./project_path.ts";

/** What a task tells Deno before the program, for any working folder: `["run", "-q", …, "-P=run"]`. */
export function taskOptions(task: string): readonly string[] {
  const command: string = JSON.parse(Deno.readTextFileSync(projectPath("deno.json"))).tasks[task].command;
  const words = command.split(" ");
  const program = words.findIndex((word) => word.startsWith("src/cli/"));
  return words.slice(1, program).map((word) => word.replace(/^--lock=/, `--lock=${projectPath("")}`));
}

/** The environment in which a task is started from outside: a task within a task keeps what the outer one says of where it began. */
export function environmentOfTasks(): Record<string, string> {
  const { INIT_CWD: _, ...environment } = Deno.env.toObject();
  return environment;
}
