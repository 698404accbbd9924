// V8 with the option that joins operations on two vectors to one on vectors of 256 bits: the kernel keeps its bits.
// Why here: the option is the users' own choice (src/engine/README.md, "How fast"), and V8 calls it experimental.

import assert from "node:assert/strict";
import { projectPath } from "../../project_path.ts";
import { skipWithout } from "../../requirement.ts";

const FLAG = "--experimental-wasm-revectorize";

/** Runs tests of this folder in a V8 with options; all code is optimized from its first call on. */
async function testWith(flags: readonly string[], filter: string, files: readonly string[]) {
  const command = new Deno.Command(Deno.execPath(), {
    args: [
      ...["test", "-q", "-A", "--no-check", `--lock=${projectPath("tests/deno.lock")}`],
      `--v8-flags=${["--no-liftoff", ...flags].join()}`,
      `--filter=${filter}`,
      ...files.map((file) => projectPath(`tests/engine/kernel/${file}`)),
    ],
    env: { NO_COLOR: "1" },
  });
  const { success, stdout, stderr } = await command.output();
  const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  assert.ok(success, `${out.slice(-3000)}${err.slice(-3000)}`);
  return out;
}

/** What V8 says about the processor before it lists its options. */
function hasWideVectors(): boolean {
  if (Deno.build.arch !== "x86_64") return false;
  const command = new Deno.Command(Deno.execPath(), { args: ["run", "--v8-flags=--help", "-"] });
  return new TextDecoder().decode(command.outputSync().stdout).includes("AVX2=1");
}

const ignore = skipWithout(hasWideVectors(), "a processor with AVX2", "an x86-64 one has it");

Deno.test({
  name: "V8 joins the step of a network to operations on vectors of 256 bits, where it is told to",
  ignore,
  async fn() {
    const traced = ["--trace-wasm-revectorize"];
    const [joined, plain] = await Promise.all(
      [[FLAG, ...traced], traced].map((flags) => testWith(flags, "no hidden layer", ["kernel_test.ts"])),
    );
    assert.match(joined, /Decided to vectorize, [1-9]\d* revectorizable nodes/);
    assert.doesNotMatch(plain, /Decided to vectorize/);
  },
});

Deno.test({
  name: "on vectors of 256 bits the kernel gives the plain trainer's bits, whatever the network and its rows",
  ignore,
  async fn() {
    const out = await testWith([FLAG], "/columns|plain trainer's bits:|plain bits|own order/", [
      "columns_test.ts",
      "kernel_test.ts",
      "kernel_learning_test.ts",
    ]);
    const [, passed] = /(\d+) passed/.exec(out) ?? [];
    assert.ok(Number(passed) >= 27, out.slice(-500));
  },
});
