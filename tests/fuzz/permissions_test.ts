// What each task of deno.json lets the program do, proved by trying everything else.
// Why: an experiment from a stranger can do nothing but be wrong, even if the reader had a hole.

import assert from "node:assert/strict";
import { projectPath } from "../project_path.ts";
import { COMMANDS } from "../seedbed_process.ts";
import { environmentOfTasks, taskOptions } from "../task_command.ts";

const path = (name: string): string => projectPath(name);

/** What the probe gets through with the options of a task. */
async function allowedIn(task: string): Promise<readonly string[]> {
  const folder = await Deno.makeTempDir();
  try {
    // A copy, or an import that gets through would write into the lock of the project.
    const lock = `${folder}/deno.lock`;
    const own = taskOptions(task).find((option) => option.startsWith("--lock="))!.slice("--lock=".length);
    await Deno.copyFile(own, lock);
    const options = taskOptions(task).map((option) =>
      option.startsWith("--lock=") ? `--lock=${lock}` : option
    );
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [...options, path("tests/fuzz/permission_probe.ts")],
      env: { NO_COLOR: "1" },
    }).output();
    assert.equal(code, 0, new TextDecoder().decode(stderr));
    const lines = new TextDecoder().decode(stdout).trim().split("\n");
    assert.equal(lines.length, 15, lines.join("\n"));
    await Deno.remove(path("tests/fuzz/permission_probe.tmp")).catch(() => {});
    const verdicts = lines.map((line) => line.split(": "));
    assert.deepEqual(verdicts.filter(([, verdict]) => !/^(allowed|refused)$/.test(verdict)), []);
    assert.equal(await Deno.readTextFile(lock), await Deno.readTextFile(own));
    return verdicts.filter(([, verdict]) => verdict === "allowed").map(([name]) => name);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const NETWORK = ["connect", "listen", "fetch", "resolve"];

const expected: Readonly<Record<string, readonly string[]>> = {
  run: ["read", "write"],
  read: ["read"],
  // It reads the experiments of the program, and whether data are there already.
  new: ["read", "write"],
  // Its processes are the openers of pages and no other.
  report: ["read"],
  // Of this machine's loopback interface alone; the other names of the probe are of other machines.
  web: ["connect", "listen", "fetch", "read"],
  none: [],
  // It may call libraries, too: the driver of the cards.
  gpu: ["open a library", "read", "write"],
  // What reaches a server reaches any: which one it is, is said on the command line.
  queue: [...NETWORK, "read", "write"],
  work: [...NETWORK, "read"],
};

for (const task of COMMANDS) {
  const set = taskOptions(task).find((option) => option.startsWith("-P="))!.slice("-P=".length);
  const files = expected[set].filter((name) => !NETWORK.includes(name)).join(", ") || "no files";
  const network = set === "web"
    ? "the loopback interface alone"
    : expected[set].includes("connect")
    ? "the network"
    : "no network";
  Deno.test(`${task}: ${network}, no code from outside, no environment, no process; ${files}`, async () => {
    assert.deepEqual(await allowedIn(task), expected[set]);
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
      ["completions", "bash"],
      ["npm:build", `${folder}/npm`],
      ["new", `${folder}/mine`],
      ["plan", experiment, "seed=1..50"],
      ["explain", experiment],
      ["run", experiment, "-o", out],
      // Workers of a sweep write their parts with the permissions of `run`, and none with those of `verify`.
      ["run", experiment, "seed=1..50", "--parquet", "-j", "2", "-o", out],
      // A sweep that is there is found without a server.
      ["queue", "ws://127.0.0.1:9", experiment, "seed=1..50", "-o", out],
      ["work", "--server-config"],
      // And without a card.
      ["gpu", experiment, "seed=1..50", "-o", out],
      ["run:gpu", experiment, "seed=1..50", "-o", out],
      ["verify", out, "-j", "2"],
      ["show", `${out}/gender/seed-42-fd52df8d`],
      [
        "ask",
        `${out}/gender/seed-42-fd52df8d`,
        path("experiments/people.csv"),
        "-o",
        `${folder}/answers.csv`,
      ],
      ["compare", out, "--html", `${folder}/page.html`],
      ["report", `${out}/gender/seed-42-fd52df8d`],
      ["web:build", `${folder}/site`],
      ["export", `${out}/gender/seed-42-fd52df8d`, "--to", "py", "-o", `${folder}/gender.py`],
    ];
    const { tasks } = JSON.parse(await Deno.readTextFile(path("deno.json")));
    // Each has a test of its own that starts its task: the server runs until it is ended, in tests/cli/web_test.ts, and the
    // site is made by way of a folder of the project, in tests/web/whole_site_test.ts.
    const commands = Object.keys(tasks).filter((name) =>
      tasks[name].command.includes("src/cli/") && name !== "web" && name !== "site"
    );
    assert.deepEqual([...new Set(lines.map(([name]) => name))].sort(), commands.sort());
    for (const line of lines) {
      const { code, stderr } = await new Deno.Command(Deno.execPath(), {
        args: ["task", "-q", ...line],
        cwd: path("."),
        clearEnv: true,
        env: environmentOfTasks(),
        stdin: "null",
      }).output();
      assert.equal(code, 0, `${line.join(" ")}\n${new TextDecoder().decode(stderr)}`);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
