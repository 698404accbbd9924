// The promise itself: every experiment and every reference vector gives the same bytes in every engine.
// An engine that is not installed is skipped with a line that says what to install; SEEDBED_REQUIRE_ALL=1 makes that
// a failure.

import assert from "node:assert/strict";
import { requireOrSkip } from "../requirement.ts";
import { bundleProgram, type EngineOutput, runEngine, writeScript } from "./engine_run.ts";
import { findEngines } from "./engines.ts";
import { readProgramInput } from "./program_input.ts";

const [thisDeno, ...others] = findEngines();
const folder = await Deno.makeTempDir();
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
const input = await readProgramInput();
const program = await bundleProgram(folder);
const scriptPath = `${folder}/script.js`;
await writeScript(scriptPath, program, input);
const expected = await runEngine(thisDeno, scriptPath);

Deno.test(`${thisDeno.name} hashes all experiments and vectors, with the kernel`, () => {
  assertWhole(expected);
  assert.deepEqual(expected.notes, ["# kernel used"]);
  assert.ok(input.experiments.length > 0);
  for (const { fileName } of input.experiments) {
    assert.ok(expected.hashes.some((line) => line.startsWith(`${fileName} `)), `${fileName} gave no files`);
  }
});

for (const engine of others) {
  Deno.test({
    name: `${engine.name} gives the same bytes`,
    ignore: requireOrSkip(engine.command !== null, engine.name, engine.install),
    async fn() {
      const found = await runEngine(engine, scriptPath);
      assertWhole(found);
      assert.deepEqual(found.hashes, expected.hashes);
    },
  });
}

Deno.test("no result needs a function that ECMAScript does not pin down: with all of them throwing, the bytes are the same", async () => {
  const path = `${folder}/forbidden.js`;
  await writeScript(path, program, input, ["forbidden_math.js"]);
  const found = await runEngine(thisDeno, path);
  assertWhole(found);
  assert.deepEqual(found.hashes, expected.hashes);
});

Deno.test("the functions really throw then", async () => {
  const path = `${folder}/throwing.js`;
  await writeScript(path, "Math.exp(1);", input, ["forbidden_math.js"]);
  const found = await runEngine(thisDeno, path);
  assert.equal(found.code, 1);
  assert.match(found.error, /Math\.exp was called/);
});

function assertWhole({ code, error, hashes }: EngineOutput): void {
  assert.equal(code, 0, error);
  assert.ok(hashes.length > 40, `${hashes.length} lines only`);
}
