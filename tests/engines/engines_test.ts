// The promise itself: every experiment and every reference vector gives the same bytes in every engine.
// An engine that is not installed is skipped with a line that says what to install; SEEDBED_REQUIRE_ALL=1 makes that
// a failure.

import assert from "node:assert/strict";
import { requireOrSkip, requiresAll } from "../requirement.ts";
import { bundleProgram, type EngineOutput, runEngine, writeScript } from "./engine_run.ts";
import { findEngines } from "./engines.ts";
import { classicSet, learningSet } from "../oracle/experiments.ts";
import { frozenHashes } from "../oracle/frozen_hashes.ts";
import { readProgramInput, readSweepInput } from "./program_input.ts";

const shipped = { ...frozenHashes(classicSet).shipped, ...frozenHashes(learningSet).shipped };

/** Adds up the bits of what the engine's own functions give at 20,000 places. */
const UNPINNED_PROGRAM = `
  var say = typeof print === "function" ? print : console.log, cell = new Float64Array(1);
  var words = new Uint32Array(cell.buffer), sum = 0;
  for (var i = 1; i <= 20000; i++) {
    for (var y of [Math.exp(i / 777), Math.tanh(i / 7777), Math.pow(i / 999, 1.7), Math.log(i / 333)]) {
      cell[0] = y;
      sum = (Math.imul(sum, 31) + words[0] + words[1]) | 0;
    }
  }
  say(String(sum));
`;

const [thisDeno, ...others] = findEngines();
const folder = await Deno.makeTempDir();
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
const input = await readProgramInput();
const program = await bundleProgram();
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
  for (const page of ["worksheet", "lesson", "film"]) {
    assert.ok(expected.hashes.some((line) => line.startsWith(`${page} `)), `no ${page}`);
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

const sweepPath = `${folder}/sweeps.js`;
const sweepInput = await readSweepInput();
await writeScript(sweepPath, program, sweepInput);

// QuickJS would take an hour, of V8 the oldest is enough, and what this Deno gives is held to them in tests/oracle.
const spared = ["QuickJS", "Deno 2.0.6", "Node 26"];
for (const engine of others.filter(({ name }) => !spared.includes(name))) {
  Deno.test({
    name: `${engine.name} gives the frozen bytes for sweeps with all their trials`,
    ignore: !requiresAll || engine.command === null || sweepInput.experiments.length === 0,
    async fn() {
      const { code, error, hashes } = await runEngine(engine, sweepPath);
      assert.equal(code, 0, error);
      for (const { fileName } of sweepInput.experiments) {
        const frozen = frozenFiles(fileName.replace(".yaml", ""));
        const found = hashes.map((line) => line.split(" ")).filter(([name, file]) =>
          name === fileName && file in frozen
        );
        assert.deepEqual(Object.fromEntries(found.map(([, file, hash]) => [file, hash])), frozen, fileName);
      }
    },
  });
}

/** The frozen hashes of the files of a shipped experiment. */
function frozenFiles(name: string): Readonly<Record<string, string>> {
  const { folder: _, ...files } = shipped[name];
  return files;
}

Deno.test("no result needs a function that ECMAScript does not pin down: with none of them there, the bytes are the same", async () => {
  const path = `${folder}/forbidden.js`;
  await writeScript(path, program, input, ["forbidden_math.js"]);
  const found = await runEngine(thisDeno, path);
  assertWhole(found);
  assert.deepEqual(found.hashes, expected.hashes);
});

Deno.test("the comparison can tell engines apart: their own exp, tanh and pow do not all agree", async () => {
  const path = `${folder}/unpinned.js`;
  await Deno.writeTextFile(path, UNPINNED_PROGRAM);
  const there = [thisDeno, ...others].filter(({ command }) => command !== null);
  const outputs = await Promise.all(there.map((engine) => runEngine(engine, path)));
  for (const { code, error } of outputs) assert.equal(code, 0, error);
  const distinct = new Set(outputs.map(({ hashes }) => hashes.join()));
  console.log(`  ${there.length} engines, ${distinct.size} different answers from Math itself`);
  if (there.length > 4) assert.ok(distinct.size > 1);
});

Deno.test("the functions really throw then, and give NaN while a library loads", async () => {
  const path = `${folder}/throwing.js`;
  await writeScript(path, "console.log(Math.sin(1)); seedbedArm(); Math.exp(1);", input, [
    "forbidden_math.js",
  ]);
  const found = await runEngine(thisDeno, path);
  assert.equal(found.code, 1);
  assert.deepEqual(found.hashes, ["NaN"]);
  assert.match(found.error, /Math\.exp was called/);
});

function assertWhole({ code, error, hashes }: EngineOutput): void {
  assert.equal(code, 0, error);
  assert.ok(hashes.length > 40, `${hashes.length} lines only`);
}
