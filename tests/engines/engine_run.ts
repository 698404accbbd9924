// Builds the one script that every engine runs, and runs it.
// The script holds everything: shims, input, bundle. So an engine needs no module loader and no files.

import { ROOT } from "../architecture/layers.ts";
import { bundledText } from "../bundled_text.ts";
import type { Engine } from "./engines.ts";
import type { ProgramInput } from "./program_input.ts";
import { projectPath } from "../project_path.ts";

/** What an engine printed. */
export interface EngineOutput {
  readonly code: number;
  /** The lines with hashes, in order. */
  readonly hashes: readonly string[];
  /** Lines that say how the hashes came about. */
  readonly notes: readonly string[];
  readonly error: string;
}

/** The hash program with all it imports, as one script without modules. */
export async function bundleProgram(): Promise<string> {
  return await bundledText(projectPath("tests/engines/hash_program.ts"), "--format=iife");
}

/** The script for an engine: preludes, shims, input and program in this order. */
export async function writeScript(
  path: string,
  program: string,
  input: ProgramInput,
  preludes: readonly string[] = [],
): Promise<void> {
  const folder = new URL("tests/engines/", ROOT);
  const parts = await Promise.all(
    ["shims.js", ...preludes].map((name) => Deno.readTextFile(new URL(name, folder))),
  );
  // Each part in a scope of its own; the input as a global that the program finds.
  const scopes = parts.map((part) => `(function () {${part}})();\n`);
  await Deno.writeTextFile(
    path,
    `${scopes.join("")}var seedbedInput = ${JSON.stringify(input)};\n${program}`,
  );
}

/** Runs a script in an engine; one that takes longer than five minutes is ended: the slowest needs half a minute of a processor that may be shared. */
export async function runEngine(engine: Engine, scriptPath: string): Promise<EngineOutput> {
  if (engine.command === null) throw new Error(`assertion failed: ${engine.name} is not installed`);
  const [program, ...args] = engine.command;
  const { code, stdout, stderr } = await new Deno.Command(program, {
    args: [...args, scriptPath],
    env: { NO_COLOR: "1", ...engine.env },
    signal: AbortSignal.timeout(300_000),
  }).output();
  const lines = new TextDecoder().decode(stdout).split("\n").filter((line) => line !== "");
  return {
    code,
    hashes: lines.filter((line) => !line.startsWith("#")),
    notes: lines.filter((line) => line.startsWith("#")),
    error: new TextDecoder().decode(stderr).slice(0, 2000),
  };
}
