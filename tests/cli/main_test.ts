// The program with all its commands: it names each of them, and finds the one that is asked for.
import assert from "node:assert/strict";
import { commandHelp } from "../../src/cli/command.ts";
import { exportCommand } from "../../src/cli/export.ts";
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
  const listed = [...stdout.matchAll(/^ {2}([\w:]+) /gm)].map(([, name]) => name);
  assert.deepEqual(listed, COMMANDS);
  const { tasks } = JSON.parse(Deno.readTextFileSync(projectPath("deno.json")));
  for (const name of COMMANDS) assert.ok(Object.hasOwn(tasks, name), name);
});

Deno.test("through a pipe, the help of every command fits 80 columns, and its paragraphs fill them", async () => {
  for (const name of COMMANDS) {
    const { stdout } = await main(name, "--help");
    const [description] = stdout.split("\n\nUsage: ");
    const lines = stdout.split("\n");
    assert.deepEqual(lines.filter((line) => line.length > 80), [], name);
    // A line that ends within a sentence ends because the next word had no room.
    description.split("\n").forEach((line, index, all) => {
      const [next] = (all[index + 1] ?? "").split(" ");
      if (next === "" || /[.:]$/.test(line)) return;
      assert.ok(line.length + 1 + next.length > 80, `${name}: ${line}`);
    });
  }
});

Deno.test("in a narrow terminal what is said of a word in a list stays beside it", () => {
  const help = commandHelp(exportCommand, 60);
  assert.deepEqual(help.split("\n").filter((line) => line.length > 60), []);
  assert.match(help, /\n {2}xlsx {9}a spreadsheet of formulas, and for small\n {15}plain runs every step\n/);
});

Deno.test("the tasks of all commands are alike but for the permission set, the file, and the lock of what reaches a server", () => {
  const { tasks } = JSON.parse(Deno.readTextFileSync(projectPath("deno.json")));
  for (const name of COMMANDS) {
    const [options, permissions, file] = tasks[name].command.split(/ (?=-P=|src\/)/);
    // What reaches a server has packages of its own; so has the page, and a bundler.
    const lock = ["queue", "work"].includes(name) ? "src/queue/" : name === "web" ? "src/web/" : "";
    const bundler = name === "web" ? "--unstable-bundle " : "";
    assert.equal(
      options,
      `deno run -q --no-prompt --lock=${lock}deno.lock --frozen --no-remote ${bundler}` +
        "--v8-flags=--no-lazy",
      name,
    );
    assert.match(permissions, /^-P=\w+$/, name);
    // Where the user stands, which the schema and the completions do not depend on.
    const standing = name === "schema" || name === "completions" ? "" : ' --standing-in="$INIT_CWD"';
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
