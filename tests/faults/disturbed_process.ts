// Runs a command of the program in a disturbed world, and says what it did to the files there.

import { denoArguments, type ProcessResult, resultOf, signalTo } from "../seedbed_process.ts";
import { type Disturbance, disturbedEnvironment } from "./fault_injector.ts";

/** A command that runs for longer than this hangs, where nothing else is said; one that is stopped waits for another's end. */
const LONGEST_MS = 180_000;
/** How long a hanging command has after Ctrl-C. */
const FAREWELL_MS = 2000;

/** An operation on a file below the results folder. */
export interface Operation {
  /** Counted from 1. */
  readonly number: number;
  /** `create`, `open`, `write`, `sync`, `rename`, …: as the library names them. */
  readonly kind: string;
  /** Below the results folder, with `U` for each UUID. */
  readonly path: string;
  /** Whether the fault hit it. */
  readonly isHit: boolean;
}

/** What a disturbed process left behind. */
export interface DisturbedResult extends ProcessResult {
  readonly operations: readonly Operation[];
  readonly isHung: boolean;
  /** Whether it hung and went on after Ctrl-C. */
  readonly isDeaf: boolean;
  /** The most memory that it had, in bytes. */
  readonly peakBytes: number;
  /** The processor time that it took, to the last thirty milliseconds: that of the clock depends on what else runs. */
  readonly processorMs: number;
}

/** How to start it. */
export interface StartOptions {
  /** The results folder: operations below it are counted. */
  readonly outFolder: string;
  readonly disturbance?: Disturbance;
  /** A line for the shell that starts it, as `"$@"`: with another umask, or into another file. */
  readonly shell?: string;
  readonly user?: User;
  /** After so long it gets a Ctrl-C, and then is killed. */
  readonly longestMs?: number;
}

/** Another user of the machine. */
export interface User {
  readonly uid: number;
  /** Where that user's Deno has the packages. */
  readonly denoFolder: string;
}

/** A process that is disturbed. */
export interface DisturbedProcess {
  readonly pid: number;
  /** Does nothing where it has ended. */
  readonly kill: (signal: Deno.Signal) => void;
  readonly ended: Promise<DisturbedResult>;
}

/** Runs a command of the program with a disturbance to its end. */
export async function runDisturbed(
  commandLine: readonly string[],
  options: StartOptions,
): Promise<DisturbedResult> {
  return await (await startDisturbed(commandLine, options)).ended;
}

/** Starts a command of the program with a disturbance. */
export async function startDisturbed(
  commandLine: readonly string[],
  { outFolder, disturbance = {}, shell = 'exec "$@"', user, longestMs }: StartOptions,
): Promise<DisturbedProcess> {
  const logPath = await Deno.makeTempFile();
  if (user !== undefined) Deno.chmodSync(logPath, 0o666);
  const process = new Deno.Command("sh", {
    args: ["-c", shell, "sh", Deno.execPath(), ...denoArguments(commandLine)],
    env: {
      NO_COLOR: "1",
      ...(user === undefined ? {} : { DENO_DIR: user.denoFolder }),
      ...await disturbedEnvironment(outFolder, logPath, disturbance),
    },
    ...(user === undefined ? {} : { uid: user.uid, gid: user.uid }),
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const kill = (signal: Deno.Signal): void => signalTo(process, signal);
  return { pid: process.pid, kill, ended: endOf(process, logPath, outFolder, longestMs ?? LONGEST_MS) };
}

async function endOf(
  process: Deno.ChildProcess,
  logPath: string,
  outFolder: string,
  longestMs: number,
): Promise<DisturbedResult> {
  const ends = { isHung: false, isDeaf: false, peakBytes: 0, processorMs: 0 };
  const look = setInterval(() => {
    ends.peakBytes = Math.max(ends.peakBytes, peakBytesOf(process.pid));
    ends.processorMs = Math.max(ends.processorMs, processorMsOf(process.pid));
  }, 30);
  const timers = [
    setTimeout(() => {
      ends.isHung = true;
      signalTo(process, "SIGINT");
    }, longestMs),
    setTimeout(() => {
      ends.isDeaf = true;
      signalTo(process, "SIGKILL");
    }, longestMs + FAREWELL_MS),
  ];
  try {
    const result = await resultOf(process);
    return { ...result, ...ends, operations: operationsIn(await Deno.readTextFile(logPath), outFolder) };
  } finally {
    clearInterval(look);
    timers.forEach(clearTimeout);
    await Deno.remove(logPath);
  }
}

/** The most memory that a running process has had; 0 where it has ended. */
function peakBytesOf(pid: number): number {
  try {
    const [, kibibytes] = /VmHWM:\s+(\d+) kB/.exec(Deno.readTextFileSync(`/proc/${pid}/status`)) ?? [];
    return Number(kibibytes ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/** The processor time of a running process and all its threads, which the kernel counts in hundredths of a second. */
function processorMsOf(pid: number): number {
  try {
    const [, fields] = Deno.readTextFileSync(`/proc/${pid}/stat`).split(") ");
    const [user, system] = fields.split(" ").slice(11, 13).map(Number);
    return (user + system) * 10;
  } catch {
    return 0; // It has ended.
  }
}

/** Resolves when a process that is to be stopped at an operation has stopped there, or has ended before. */
export async function stopOf({ pid, ended }: DisturbedProcess): Promise<void> {
  let hasEnded = false;
  ended.then(() => hasEnded = true);
  while (!hasEnded && !isStopped(pid)) await new Promise((resolve) => setTimeout(resolve, 5));
}

function isStopped(pid: number): boolean {
  try {
    return /\) T /.test(Deno.readTextFileSync(`/proc/${pid}/stat`));
  } catch {
    return false; // It has ended.
  }
}

function operationsIn(log: string, outFolder: string): readonly Operation[] {
  return [...log.matchAll(/^(\d+) (\S+) (.*?)( !)?$/gm)].map(([, number, kind, path, hit]) => ({
    number: Number(number),
    kind,
    path: withoutIds(path.slice(outFolder.length + 1)),
    isHit: hit !== undefined,
  }));
}

/** A text with `U` for each UUID, so that two runs can be compared. */
export function withoutIds(text: string): string {
  return text.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "U");
}
