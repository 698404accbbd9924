// Runs a command of the program in a disturbed world, and says what it did to the files there.

import { denoArguments, type ProcessResult, resultOf } from "../seedbed_process.ts";
import { type Disturbance, disturbedEnvironment } from "./fault_injector.ts";

/** A command that runs for longer than this hangs. */
const LONGEST_MS = 60_000;

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
}

/** How to start it. */
interface StartOptions {
  /** The results folder: operations below it are counted. */
  readonly outFolder: string;
  readonly disturbance?: Disturbance;
  readonly permissions?: string;
  readonly uid?: number;
}

/** Runs a command of the program with a disturbance to its end. */
export async function runDisturbed(
  commandLine: readonly string[],
  { outFolder, disturbance = {}, permissions }: StartOptions,
): Promise<DisturbedResult> {
  const logPath = await Deno.makeTempFile();
  try {
    const process = new Deno.Command(Deno.execPath(), {
      args: [...denoArguments(commandLine, permissions)],
      env: { NO_COLOR: "1", ...await disturbedEnvironment(outFolder, logPath, disturbance) },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    let isHung = false;
    const timer = setTimeout(() => {
      isHung = true;
      process.kill("SIGKILL");
    }, LONGEST_MS);
    const result = await resultOf(process);
    clearTimeout(timer);
    return { ...result, isHung, operations: operationsIn(await Deno.readTextFile(logPath), outFolder) };
  } finally {
    await Deno.remove(logPath);
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
