// The command line of a task in deno.json, so that a bench measures what a user starts.

import { projectPath } from "../project_path.ts";

/** The arguments for Deno of a task, for any working folder: `["run", "-q", …, "src/cli/run.ts"]`. */
export function taskArguments(task: string): string[] {
  const command: string = JSON.parse(Deno.readTextFileSync(projectPath("deno.json"))).tasks[task].command;
  return command.split(" ").slice(1).map((word) => word.replace(/^--lock=/, `--lock=${projectPath("")}`));
}
