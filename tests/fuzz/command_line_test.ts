// Hostile files through the real program: an exit code that means what it says, never 70, and nothing written for a
// file with a mistake (seed 9).

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { parseExperiment, resultFolder } from "../../mod.ts";
import { caseCount } from "../requirement.ts";
import { resultOf, signalTo, startSeedbed } from "../seedbed_process.ts";
import { checkInput } from "./check_input.ts";
import { type HostileInput, hostileInput } from "./hostile_inputs.ts";

/** A process starts in a tenth of a second; one that is not done after this hangs. */
const HANGS_AFTER_MS = 60_000;

Deno.test("the program takes hostile files and arguments as the reader does", async () => {
  const inputs = fc.sample(hostileInput, { seed: 9, numRuns: caseCount(24, 48) }).map(asOnDisk);
  const codes: Record<number, number> = {};
  const next = inputs.values();
  const work = async (): Promise<void> => {
    for (const input of next) {
      const code = await checkProcess(input);
      codes[code] = (codes[code] ?? 0) + 1;
    }
  };
  await Promise.all([work(), work()]);
  assert.ok(codes[0] > 0 && codes[2] > 0, JSON.stringify(codes));
  console.log(`  exit codes: ${JSON.stringify(codes)}`);
});

/** The input as a file system and a command line can carry it. */
function asOnDisk(input: HostileInput): HostileInput {
  const throughUtf8 = (text: string): string =>
    new TextDecoder("utf-8", { ignoreBOM: true }).decode(new TextEncoder().encode(text));
  const dataFiles = Object.entries(input.dataFiles).map(([name, text]) => [name, throughUtf8(text)]);
  return {
    ...input,
    text: throughUtf8(input.text),
    dataFiles: Object.fromEntries(dataFiles),
    overrides: input.overrides.map(throughUtf8).filter((word) =>
      !word.includes("\0") && !word.startsWith("-")
    ),
  };
}

/** Runs the program on an input. @returns its exit code; -1 for one that would be too much work. */
async function checkProcess(input: HostileInput): Promise<number> {
  const checked = checkInput(input);
  assert.ok("is" in checked, JSON.stringify(checked));
  if (checked.is === "read") return -1;
  const folder = await Deno.makeTempDir();
  try {
    for (const [name, text] of Object.entries({ ...input.dataFiles, "hostile.yaml": input.text })) {
      await Deno.writeTextFile(`${folder}/${name}`, text);
    }
    const process = startSeedbed(["run", "hostile.yaml", ...input.overrides], folder);
    const timer = setTimeout(() => signalTo(process, "SIGKILL"), HANGS_AFTER_MS);
    const { code, signal, stderr } = await resultOf(process);
    clearTimeout(timer);
    const shown = `${JSON.stringify(input).slice(0, 3000)}\n${stderr.slice(0, 2000)}`;
    assert.equal(signal, null, `it hangs: ${shown}`);
    const names = [...Deno.readDirSync(folder)].map(({ name }) => name);
    if (checked.is === "mistake") {
      assert.equal(code, 2, shown);
      assert.ok(!names.includes("results"), `something was written: ${shown}`);
    } else {
      assert.ok(code === 0 || code === 1, shown);
      assert.ok(Deno.statSync(`${folder}/results/${folderOf(input)}/manifest.json`).isFile, shown);
    }
    return code;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function folderOf({ text, overrides, dataFiles }: HostileInput): string {
  const readDataFile = (name: string): { text: string } => ({ text: dataFiles[name] });
  return resultFolder(parseExperiment(text, { fileName: "hostile.yaml", overrides, readDataFile }));
}
