// Holds README.md to the program: its commands are there, its files are there, its outputs are what is printed.

import assert from "node:assert/strict";
import { LIMITS } from "../src/experiment/limits.ts";
import { projectPath } from "./project_path.ts";
import { runSeedbed } from "./seedbed_process.ts";

const ROOT = new URL("../", import.meta.url);
const text = await Deno.readTextFile(new URL("README.md", ROOT));
const tasks: Record<string, unknown> = JSON.parse(await Deno.readTextFile(new URL("deno.json", ROOT))).tasks;

/** Fenced blocks of a language. */
function blocks(language: string): readonly string[] {
  return [...text.matchAll(new RegExp("^```" + language + "\\n(.*?)^```$", "gms"))].map(([, body]) => body);
}

Deno.test("every task that the README names is there", () => {
  const named = [...text.matchAll(/deno(?:@[\d.]+)? task (\w+)/g)].map(([, name]) => name);
  assert.ok(named.length > 10);
  assert.deepEqual(named.filter((name) => !Object.hasOwn(tasks, name)), []);
});

Deno.test("every file of the project that the README names is there", async () => {
  const named = text.match(/\b(?:src|tests|experiments)\/[\w/.-]+\.\w+/g) ?? [];
  const missing: string[] = [];
  for (const path of new Set(named)) {
    if (!path.endsWith("my_first.yaml")) {
      await Deno.stat(new URL(path, ROOT)).catch(() => missing.push(path));
    }
  }
  assert.ok(named.length > 20);
  assert.deepEqual(missing, []);
});

Deno.test("the README's outputs are what the commands print", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const shown = blocks("text");
    const root = projectPath("");
    const gender = await runSeedbed(["run", `${root}experiments/gender.yaml`], folder);
    const printed = gender.stdout + gender.stderr;
    for (const line of shown[0].trimEnd().split("\n").filter((line) => line !== "…")) {
      assert.ok(printed.includes(line + "\n"), `not printed by run: ${line}`);
    }
    const mistaken = "dataset: {}\ntraining:\n  learning_rate: -0.1\n";
    await Deno.mkdir(`${folder}/experiments`);
    await Deno.writeTextFile(`${folder}/experiments/xor.yaml`, mistaken);
    const told = await runSeedbed(["run", "experiments/xor.yaml"], folder);
    assert.ok(told.stderr.includes(shown[1]), `not told: ${shown[1]}\n${told.stderr}`);
    const sweep = await runSeedbed(
      ["run", `${root}experiments/gender_seeds.yaml`, "--at", "Emily=0.951"],
      folder,
    );
    assert.equal(sweep.stdout, shown[2]);
    const explained = await runSeedbed(
      ["explain", `${root}experiments/alice.yaml`, "--parameter", "w1"],
      folder,
    );
    assert.ok(explained.stdout.includes(shown[3]), `not explained: ${shown[3]}`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("the README's experiment is experiments/gender.yaml", async () => {
  const settings = (yaml: string): string => yaml.replace(/#.*$/gm, "").replace(/\s+/g, " ").trim();
  const file = await Deno.readTextFile(new URL("experiments/gender.yaml", ROOT));
  assert.equal(settings(blocks("yaml")[0]), settings(file));
});

Deno.test("the README's limits are those of the program", () => {
  assert.ok(text.includes("an experiment file of 4 MiB, a CSV of 16 MiB, 100,000 rows, 1000 features"));
  assert.deepEqual([LIMITS.fileBytes, LIMITS.dataFileBytes], [4 * 1024 * 1024, 16 * 1024 * 1024]);
  assert.deepEqual([LIMITS.rows, LIMITS.features, LIMITS.parameters], [100_000, 1000, 1_000_000]);
  assert.deepEqual([LIMITS.hiddenLayers, LIMITS.neuronsPerLayer], [16, 1024]);
  assert.deepEqual([LIMITS.updates, LIMITS.trials], [1e12, 10_000_000]);
});
