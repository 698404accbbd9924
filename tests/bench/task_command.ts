// The command line of a task in deno.json, so that a bench measures what a user starts.

/** The arguments for Deno of a task: `["run", "-q", …, "src/cli/run.ts"]`. */
export function taskArguments(task: string): string[] {
  const file = new URL("../../deno.json", import.meta.url);
  const command: string = JSON.parse(Deno.readTextFileSync(file)).tasks[task].command;
  return command.split(" ").slice(1);
}
