// The program with all its commands: it names each of them, and finds the one that is asked for.
import assert from "node:assert/strict";
import { projectPath } from "../project_path.ts";
import { COMMANDS, denoArguments, type ProcessResult, resultOf } from "../seedbed_process.ts";

async function main(...args: readonly string[]): Promise<ProcessResult> {
  const deno = denoArguments([]);
  return await resultOf(
    new Deno.Command(Deno.execPath(), { args: [...deno, ...args], stdout: "piped", stderr: "piped" }).spawn(),
  );
}

Deno.test("the help names every command and every task", async () => {
  const { code, stdout } = await main("--help");
  assert.equal(code, 0);
  const listed = [...stdout.matchAll(/^ {2}(\w+) /gm)].map(([, name]) => name);
  assert.deepEqual(listed, COMMANDS);
  const { tasks } = JSON.parse(Deno.readTextFileSync(projectPath("deno.json")));
  for (const name of COMMANDS) assert.ok(Object.hasOwn(tasks, name), name);
});

Deno.test("the tasks of all commands are alike but for the permission set and the file", () => {
  const { tasks } = JSON.parse(Deno.readTextFileSync(projectPath("deno.json")));
  for (const name of COMMANDS) {
    const [options, permissions, file] = tasks[name].command.split(/ (?=-P=|src\/)/);
    assert.equal(
      options,
      "deno run -q --no-prompt --lock=deno.lock --frozen --no-remote --v8-flags=--no-lazy,--min-semi-space-size=16",
      name,
    );
    assert.match(permissions, /^-P=\w+$/, name);
    // Where the user stands, which the schema does not depend on.
    const standing = name === "schema" ? "" : ' --standing-in="$INIT_CWD"';
    assert.equal(file, `src/cli/${name}.ts${standing}`);
  }
});

Deno.test("a command answers alike whether found by name or started by its own file", async () => {
  const found = await main("schema");
  const own = await resultOf(
    new Deno.Command(Deno.execPath(), {
      args: [...denoArguments(["schema"])],
      stdout: "piped",
      stderr: "piped",
    }).spawn(),
  );
  assert.equal(found.code, 0);
  assert.match(found.stdout, /"\$schema"/);
  assert.deepEqual(found, own);
});

Deno.test("without a command the help is shown and the exit code is 2", async () => {
  const [bare, asked] = [await main(), await main("help")];
  assert.equal(bare.code, 2);
  assert.equal(bare.stdout, asked.stdout);
});
