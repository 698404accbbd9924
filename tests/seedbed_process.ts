// Starts the real program as a user does: its own process, with the permissions that the task gives it.
// Why not in-process: exit codes, signals, permissions and what is left on disk only show from outside.

import { projectPath } from "./project_path.ts";
import { taskOptions } from "./task_command.ts";

/** What a process left behind. */
export interface ProcessResult {
  readonly code: number;
  readonly signal: Deno.Signal | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The commands of the program, in the order of its help. */
export const COMMANDS: readonly string[] =
  "run plan queue work gpu explain verify compare show ask report export schema new web completions"
    .split(" ");

/**
 * The arguments of Deno for a command of the program: `["run", "experiments/gender.yaml"]`. A command is started by its
 * own file with the options of its task; anything else is for `main.ts` to answer, with those of `run`.
 */
export function denoArguments(commandLine: readonly string[]): readonly string[] {
  const [name, ...rest] = commandLine;
  return COMMANDS.includes(name) || name === "web:build"
    ? [...taskOptions(name), projectPath(`src/cli/${name.replace(":", "_")}.ts`), ...rest]
    : [...taskOptions("run"), projectPath("src/cli/main.ts"), ...commandLine];
}

/** Starts a command of the program. */
export function startSeedbed(commandLine: readonly string[], cwd?: string): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: [...denoArguments(commandLine)],
    cwd,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** Runs a command of the program to its end. */
export async function runSeedbed(commandLine: readonly string[], cwd?: string): Promise<ProcessResult> {
  return await resultOf(startSeedbed(commandLine, cwd));
}

/** A command that is at work for longer than this hangs: the longest of the tests takes a minute. */
const LONGEST_MS = 600_000;

/** Waits for a process. @throws Error where it hangs. */
export async function resultOf(process: Deno.ChildProcess): Promise<ProcessResult> {
  let isHung = false;
  const timer = setTimeout(() => {
    isHung = true;
    signalTo(process, "SIGKILL");
  }, LONGEST_MS);
  const { code, signal, stdout, stderr } = await process.output().finally(() => clearTimeout(timer));
  const decoder = new TextDecoder();
  const result = { code, signal, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
  if (isHung) throw new Error(`after ${LONGEST_MS} ms it had not ended: ${JSON.stringify(result)}`);
  return result;
}

/** Sends a signal to a process, unless it has just ended: its output may still be on the way. */
export function signalTo(process: Deno.ChildProcess, signal: Deno.Signal): void {
  try {
    process.kill(signal);
  } catch (error) {
    if (!(error instanceof TypeError && error.message.includes("already terminated"))) throw error;
  }
}
