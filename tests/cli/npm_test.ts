// The npm package: made by its task, packed by npm, started by Node in a folder of its own.
// The package of Deno that it depends on is stood in for by the Deno that runs the tests: nothing is fetched but what the
// lock names.
import assert from "node:assert/strict";
import { hasProgram, printedBy } from "../foreign_process.ts";
import { projectPath } from "../project_path.ts";
import { COMMANDS } from "../seedbed_process.ts";
import { requireOrSkip } from "../requirement.ts";
import { taskOptions } from "../task_command.ts";
import { until } from "../waiting.ts";
import { lineOf } from "../web/web_driver.ts";

const ignore = requireOrSkip(
  await hasProgram("node") && await hasProgram("npm"),
  "Node and npm",
  "Node 18 or later",
);

/** A folder with the package installed below it, as npm would. */
async function installed(root: string): Promise<string> {
  const modules = `${root}/node_modules`;
  await Deno.mkdir(`${modules}/deno`, { recursive: true });
  await printedBy([
    Deno.execPath(),
    ...["run", ...taskOptions("npm:build").slice(1)],
    projectPath("src/cli/npm_build.ts"),
    `${root}/built`,
  ]);
  const [tarball] = await printedBy(["npm", "pack", "--silent", "--pack-destination", root, `${root}/built`]);
  await printedBy(["tar", "-xzf", `${root}/${tarball}`, "-C", modules]);
  await Deno.rename(`${modules}/package`, `${modules}/seedbed`);
  await Deno.writeTextFile(`${modules}/deno/package.json`, '{ "name": "deno" }');
  const standIn = `exports.runInstall = () => ${JSON.stringify(Deno.execPath())};`;
  await Deno.writeTextFile(`${modules}/deno/install_api.cjs`, standIn);
  return `${modules}/seedbed/seedbed.mjs`;
}

/** A command of the installed package, where a folder is. */
async function seedbed(program: string, cwd: string, ...args: readonly string[]) {
  const command = new Deno.Command("node", {
    args: [program, ...args],
    cwd,
    env: { NO_COLOR: "1" },
    stdin: "null",
  });
  const { code, stdout, stderr } = await command.output();
  return { code, stdout: new TextDecoder().decode(stdout), stderr: new TextDecoder().decode(stderr) };
}

Deno.test({
  name: "the npm package holds the program, and is it wherever one stands",
  ignore,
  async fn(t) {
    const root = await Deno.makeTempDir();
    try {
      const program = await installed(root);
      await t.step("it holds no test, and depends on Deno in one version alone", async () => {
        const file = JSON.parse(await Deno.readTextFile(`${root}/built/package.json`));
        assert.deepEqual(file.dependencies, { deno: Deno.version.deno });
        const { version } = JSON.parse(await Deno.readTextFile(projectPath("deno.json")));
        assert.equal(file.version, version);
        const parts = [...Deno.readDirSync(`${root}/built/program`)].map(({ name }) => name).sort();
        assert.deepEqual(parts, ["deno.json", "deno.lock", "experiments", "mod.ts", "src"]);
      });

      await t.step("every link and picture of its README leads to something in it", async () => {
        const text = await Deno.readTextFile(`${root}/built/README.md`);
        const targets = [...text.matchAll(/\]\((?!\w+:)([^)#]+)/g)].map(([, target]) => target);
        assert.ok(targets.length > 10 && targets.some((target) => target.endsWith(".png")));
        for (const target of targets) await Deno.stat(`${root}/built/${target}`);
      });

      await t.step("it runs, sweeps, verifies and exports where one stands, and says seedbed", async () => {
        const here = `${root}/my folder`;
        await Deno.mkdir(here);
        const made = await seedbed(program, here, "new", "gender", "--like", "gender");
        assert.deepEqual([made.code, made.stderr], [
          0,
          "written gender.yaml\n  run it with: seedbed run gender.yaml\n",
        ]);
        const run = await seedbed(program, here, "run", "gender.yaml");
        assert.equal(run.code, 0, run.stderr);
        assert.match(run.stderr, /^written results\/gender\/seed-42-fd52df8d\n/);
        assert.equal((await seedbed(program, here, "run", "gender.yaml", "seed=1..40")).code, 0);
        assert.match((await seedbed(program, here, "verify", "results")).stdout, /2 results: 2 the same/);
        const exported = await seedbed(program, here, "export", "gender/seed-42", "--to", "py");
        assert.equal(exported.stderr, "written gender.py\n");
        const help = await seedbed(program, here, "run", "--help");
        assert.match(help.stdout, /^Usage: seedbed run FILE/m);
        const missing = await seedbed(program, here, "run");
        assert.match(missing.stderr, /for example seedbed run /);
        const bare = await seedbed(program, here);
        assert.equal(bare.code, 2);
        assert.match(bare.stdout, /^Usage: seedbed COMMAND …$/m);
        const unknown = await seedbed(program, here, "rum");
        assert.deepEqual([unknown.code, unknown.stderr], [
          2,
          "error: there is no command rum\n  did you mean run?\n",
        ]);
        const said = [made, run, help, missing, bare, unknown].map(({ stdout, stderr }) => stdout + stderr)
          .join("");
        assert.doesNotMatch(said, /deno task/);
      });

      await t.step("every command is there, and its help says seedbed", async () => {
        for (const name of COMMANDS) {
          const { code, stdout, stderr } = await seedbed(program, root, name, "--help");
          assert.equal(code, 0, stderr);
          assert.match(stdout, new RegExp(`^Usage: seedbed ${name}\\b`, "m"));
          assert.doesNotMatch(stdout, /deno task/, name);
        }
        // With a card or without one.
        const gpu = await seedbed(program, root, "gpu", `${root}/my folder/gender.yaml`, "seed=1..2");
        assert.doesNotMatch(gpu.stdout + gpu.stderr, /deno task|internal error/);
        const config = await seedbed(program, root, "work", "--server-config", "--name", "alice");
        assert.equal(config.code, 0, config.stderr);
        assert.match(config.stdout, /^jetstream/m);
      });

      await t.step("the playground is made and served from the package", async () => {
        const command = new Deno.Command("node", {
          args: [program, "web", "--no-open", "--port", "0"],
          cwd: root,
          env: { NO_COLOR: "1" },
          stdout: "piped",
          stderr: "inherit",
        });
        const process = command.spawn();
        const [url] = await lineOf(process.stdout, /http:\S+/);
        const page = await (await fetch(url)).text();
        process.kill("SIGTERM");
        await process.status;
        assert.match(page, /<script type="application\/json" id="site">.*"program":"seedbed"/);
      });

      await t.step("its folder must be new", async () => {
        const again = await new Deno.Command(Deno.execPath(), {
          args: ["run", "-A", "--no-lock", projectPath("src/cli/npm_build.ts"), `${root}/built`],
          env: { NO_COLOR: "1" },
        }).output();
        assert.equal(again.code, 2);
        assert.match(new TextDecoder().decode(again.stderr), /built is there already\n {2}remove it first/);
      });

      await t.step("a signal that ends the launcher ends the command", async () => {
        if (Deno.build.os === "windows") return;
        const args = [
          program,
          "run",
          projectPath("experiments/gender.yaml"),
          "epochs=90000000",
          "log_every=1000000",
        ];
        const command = new Deno.Command("node", { args, cwd: root, stdout: "null", stderr: "null" });
        const child = command.spawn();
        // Whoever trains is seen in the list of processes by the folder of its program, as the launcher is.
        const running = async (): Promise<readonly string[]> =>
          (await printedBy(["ps", "-A", "-o", "args"])).filter((line) =>
            line.includes(`${root}/node_modules`)
          );
        await until("the launcher has started the command", async () => (await running()).length === 2);
        child.kill("SIGTERM");
        const { signal, code } = await child.status;
        assert.ok(signal === "SIGTERM" || code === 143, `${signal} ${code}`);
        await until("the command has ended too", async () => (await running()).length === 0);
      });
    } finally {
      await Deno.remove(root, { recursive: true });
    }
  },
});
