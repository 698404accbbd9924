// The permission sets of deno.json: what each task is started with, proved by trying everything else.
// Why: an experiment from a stranger can do nothing but be wrong, even if the reader had a hole.

import assert from "node:assert/strict";
import { projectPath } from "../project_path.ts";

const path = (name: string): string => projectPath(name);

/** What the probe gets through with a permission set. */
async function allowedWith(set: string): Promise<readonly string[]> {
  const args = ["run", "-q", "--no-prompt", `--config=${path("deno.json")}`, `-P=${set}`];
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [...args, path("tests/fuzz/permission_probe.ts")],
  }).output();
  assert.equal(code, 0, new TextDecoder().decode(stderr));
  const lines = new TextDecoder().decode(stdout).trim().split("\n");
  assert.equal(lines.length, 12);
  await Deno.remove(path("tests/fuzz/permission_probe.tmp")).catch(() => {});
  const verdicts = lines.map((line) => line.split(": "));
  assert.deepEqual(verdicts.filter(([, verdict]) => !/^(allowed|refused)$/.test(verdict)), []);
  return verdicts.filter(([, verdict]) => verdict === "allowed").map(([name]) => name);
}

const expected: Readonly<Record<string, readonly string[]>> = {
  run: ["read", "write"],
  read: ["read"],
  new: ["write"],
  // Its processes are the openers of pages and no other.
  report: ["read"],
  none: [],
};

for (const [set, allowed] of Object.entries(expected)) {
  Deno.test(`with the permissions "${set}": no network, no environment, no process; ${allowed.join(", ") || "no files"}`, async () => {
    assert.deepEqual(await allowedWith(set), allowed);
  });
}

Deno.test("every task that runs the program names a permission set and never asks", async () => {
  const { tasks, permissions } = JSON.parse(await Deno.readTextFile(path("deno.json")));
  const commands: readonly [string, string][] = Object.entries<{ command: string }>(tasks)
    .map(([name, { command }]): [string, string] => [name, command])
    .filter(([, command]) => command.includes("src/cli/"));
  assert.ok(commands.length >= 3);
  for (const [name, command] of commands) {
    const set = / -P=(\w+) /.exec(command)?.[1];
    assert.ok(set !== undefined && set in permissions, `${name}: ${command}`);
    assert.match(command, / --no-prompt /, name);
    assert.doesNotMatch(command, / (-A|--allow-)/, name);
  }
});

Deno.test("every command does its work with the permissions of its task", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const experiment = `${folder}/gender.yaml`;
    await Deno.copyFile(path("experiments/gender.yaml"), experiment);
    const out = `${folder}/results`;
    const lines: readonly (readonly string[])[] = [
      ["schema"],
      ["new", `${folder}/mine`],
      ["plan", experiment, "seed=1..50"],
      ["explain", experiment],
      ["run", experiment, "-o", out],
      // Workers of a sweep write their parts with the permissions of `run`, and none with those of `verify`.
      ["run", experiment, "seed=1..50", "--parquet", "-j", "2", "-o", out],
      ["verify", out, "-j", "2"],
      ["show", `${out}/gender/seed-42-fd52df8d`],
      ["compare", out, "--html", `${folder}/page.html`],
      ["report", `${out}/gender/seed-42-fd52df8d`],
    ];
    const { tasks } = JSON.parse(await Deno.readTextFile(path("deno.json")));
    const commands = Object.keys(tasks).filter((name) => tasks[name].command.includes("src/cli/"));
    assert.deepEqual([...new Set(lines.map(([name]) => name))].sort(), commands.sort());
    for (const line of lines) {
      const { code, stderr } = await new Deno.Command(Deno.execPath(), {
        args: ["task", "-q", ...line],
        cwd: path("."),
        stdin: "null",
      }).output();
      assert.equal(code, 0, `${line.join(" ")}\n${new TextDecoder().decode(stderr)}`);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
