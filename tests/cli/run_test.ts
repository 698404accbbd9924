// The command `run` from outside: what it prints where, what it writes, which exit code it leaves.
// The folder it writes is the golden one, so the file, the library and the program are one thing.

import assert from "node:assert/strict";
import { readGolden, readTexts } from "../library/golden_folder.ts";
import { canRun, skipWithout } from "../requirement.ts";
import { denoArguments, type ProcessResult, resultOf, runSeedbed, startSeedbed } from "../seedbed_process.ts";
import { projectPath } from "../project_path.ts";
import { PROGRAM_VERSION } from "../../src/experiment/versions.ts";
import { writeFolder } from "../results/folder_of_results.ts";
import { filesBy010, STORED_BY_0_1_0 } from "../results/stored_by_0_1_0.ts";
import { changeText, repairManifest } from "../results/stored_examples.ts";

const experiment = projectPath("experiments/gender.yaml");

/** Runs with a results folder of the test's own, in a folder of the test's own. */
function runTest(name: string, test: (folder: string) => Promise<void>, ignore = false): void {
  Deno.test({
    name,
    ignore,
    async fn() {
      const folder = await Deno.makeTempDir();
      try {
        await test(folder);
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    },
  });
}

/** The folder that a run says it wrote or found. */
function folderOf({ stderr }: ProcessResult): string {
  // Notes may follow.
  const found = /^(?:written|found) (\S+?):?(?: .*)?$/m.exec(stderr);
  assert.ok(found !== null, stderr);
  return found[1];
}

runTest("run writes the golden folder, prints its log and says where it is", async (folder) => {
  const result = await runSeedbed(["run", experiment], folder);
  assert.equal(result.code, 0, result.stderr);
  const golden = await readGolden();
  assert.equal(result.stdout, golden["log.txt"]);
  assert.match(result.stderr, /^written results\/gender\/seed-42-[0-9a-f]{8}\n$/);
  assert.deepEqual(await readTexts(`${folder}/${folderOf(result)}`), golden);
});

runTest("the same run again finds the same bytes and says so", async (folder) => {
  const first = await runSeedbed(["run", experiment], folder);
  const again = await runSeedbed(["run", experiment, "seed=42", "learning_rate=1e-1"], folder);
  assert.equal(again.code, 0);
  assert.equal(again.stdout, first.stdout);
  assert.equal(again.stderr, `found ${folderOf(first)}: the same bytes as before\n`);
});

runTest("whichever engine is asked for, the bytes are the same", async (folder) => {
  for (const seeds of ["seed=42", "seed=1..64"]) {
    const texts = [];
    for (const engine of ["plain", "wasm"]) {
      const result = await runSeedbed(["run", experiment, seeds, "--fresh", "--engine", engine], folder);
      assert.equal(result.code, 0, result.stderr);
      const stored = /results\/gender\/\S+?(?=:|$)/m.exec(result.stderr)![0];
      texts.push(await readTexts(`${folder}/${stored}`));
      if (engine === "wasm") assert.match(result.stderr, /trained again, the same bytes as before/);
    }
    assert.deepEqual(texts[0], texts[1]);
  }
});

runTest("an engine that is none is refused, and a card has a command of its own", async (folder) => {
  const none = await runSeedbed(["run", experiment, "--engine", "cuda"], folder);
  assert.equal(none.code, 2);
  assert.match(none.stderr, /^error: --engine must be plain or wasm: found cuda$/m);
  const card = await runSeedbed(["run", experiment, "--engine", "gpu"], folder);
  assert.equal(card.code, 2);
  assert.match(card.stderr, /deno task run:gpu FILE/);
});

runTest("a file that is worded differently and asks for the same finds the same folder", async (folder) => {
  const first = await runSeedbed(["run", experiment], folder);
  await Deno.writeTextFile(`${folder}/other.yaml`, `# my copy\n${await Deno.readTextFile(experiment)}`);
  const again = await runSeedbed(["run", "other.yaml"], folder);
  assert.equal(again.code, 0);
  assert.match(again.stderr, /^found .* \(its experiment\.yaml is worded differently and was kept\)\n$/);
  assert.equal(folderOf(again), folderOf(first));
});

runTest(
  "a folder of version 0.1.0 is found by its figures and kept; --fresh writes it anew",
  async (folder) => {
    const [name] = STORED_BY_0_1_0;
    const path = `results/${name}`;
    const files = filesBy010(name);
    // Other reports than this version's, whatever it draws.
    changeText(files, "report.html", "<body>", "<body><!-- drawn otherwise -->");
    repairManifest(files);
    await writeFolder(`${folder}/${path}`, files);
    const before = await readTexts(`${folder}/${path}`);
    const { code, stderr } = await runSeedbed(["run", `${path}/config.json`], folder);
    assert.equal(code, 0);
    assert.equal(
      stderr,
      `found ${path}: the same figures as before; its reports, drawn by an earlier version, were kept: ` +
        "--fresh draws them again\n",
    );
    assert.deepEqual(await readTexts(`${folder}/${path}`), before);
    const json = await runSeedbed(["run", `${path}/config.json`, "--json"], folder);
    assert.equal(JSON.parse(json.stdout).stored, "same_figures");
    const fresh = await runSeedbed(["run", `${path}/config.json`, "--fresh"], folder);
    assert.equal(fresh.code, 0);
    assert.match(
      fresh.stderr,
      /^replaced results\/slope\/\S+ \(.*report\.html, manifest\.json differed\)\n$/,
    );
    const { "manifest.json": manifest, "loss.csv": losses } = await readTexts(`${folder}/${path}`);
    assert.equal(JSON.parse(manifest).reports_drawn_by, PROGRAM_VERSION);
    assert.equal(losses, before["loss.csv"]);
  },
);

runTest("a config.json that was written, run again, gives its own folder", async (folder) => {
  const first = await runSeedbed(["run", experiment, "seed=7", "epochs=50"], folder);
  const again = await runSeedbed(["run", `${folderOf(first)}/config.json`], folder);
  assert.equal(again.code, 0, again.stderr);
  assert.equal(folderOf(again), folderOf(first));
});

runTest("overrides make another experiment in another folder", async (folder) => {
  const first = await runSeedbed(["run", experiment, "seed=7"], folder);
  const second = await runSeedbed(["run", experiment, "seed=7", "training.learning_rate=0.5"], folder);
  assert.match(folderOf(first), /^results\/gender\/seed-7-/);
  assert.match(folderOf(second), /^results\/gender\/seed-7-/);
  assert.notEqual(folderOf(first), folderOf(second));
  assert.notEqual(first.stdout, second.stdout);
});

runTest("--out puts the results anywhere, and --json prints them for programs", async (folder) => {
  const result = await runSeedbed(["run", experiment, "--json", "-o", `${folder}/deep/er/`], folder);
  assert.equal(result.code, 0, result.stderr);
  const { folder: written, stored, status, final_loss, predictions } = JSON.parse(result.stdout);
  assert.equal(stored, "written");
  assert.equal(status, "completed");
  assert.ok(written.startsWith(`${folder}/deep/er/gender/seed-42-`), written);
  assert.deepEqual(await readTexts(written), await readGolden());
  const { "loss.csv": losses, "predictions.csv": csv } = await readGolden();
  assert.ok(final_loss > 0 && final_loss < Number(losses.trim().split(",").at(-1)));
  const lines = predictions.map(({ name, output, label }: Record<string, unknown>) => [name, output, label]);
  const cells = csv.trim().split("\n").slice(1).map((line) => line.split(","));
  assert.deepEqual(lines, cells.map(([name, , , output, label]) => [name, Number(output), label]));
});

runTest("--json of several experiments is one list, of one it is that one alone", async (folder) => {
  const sweep = projectPath("experiments/gender_seeds.yaml");
  const settings = ["epochs=5", "--json"];
  const both = await runSeedbed(["run", experiment, experiment, ...settings], folder);
  assert.equal(both.code, 0, both.stderr);
  const [first, second] = JSON.parse(both.stdout);
  assert.deepEqual([first.stored, second.stored], ["written", "found"]);
  const alone = await runSeedbed(["run", experiment, ...settings], folder);
  assert.deepEqual(JSON.parse(alone.stdout), second);
  const mixed = await runSeedbed(["run", experiment, sweep, "seed=1..5", ...settings], folder);
  assert.equal(mixed.code, 0, mixed.stderr);
  assert.deepEqual(JSON.parse(mixed.stdout).map(({ trials }: { trials: number }) => trials), [5, 5]);
});

runTest("a run that diverges says so, writes it down and exits with 1", async (folder) => {
  const overrides = ["learning_rate=1e300", "network.activation=identity", "network.output=identity"];
  const result = await runSeedbed(["run", experiment, ...overrides], folder);
  assert.equal(result.code, 1, result.stderr);
  assert.match(result.stdout, /^Epoch \d+ loss: not finite, the run diverged\n/m);
  assert.match(
    result.stderr,
    /^note the run diverged at epoch 0: .*\n {2}write learning_rate: 0\.1 in training/m,
  );
  const files = await readTexts(`${folder}/${folderOf(result)}`);
  assert.match(files["model.json"], /"status": "diverged"/);
  for (const [name, text] of Object.entries(files)) assert.doesNotMatch(text, /\bNaN\b/, name);
});

runTest(
  "all mistakes are reported at once with their places, nothing is written, the exit code is 2",
  async (folder) => {
    await Deno.writeTextFile(
      `${folder}/xor.yaml`,
      "dataset: { features: [{ name: a }], target: { name: t }, rows: [{ a: 1, t: 0 }] }\n" +
        "training:\n  learning_rate: -0.1\n  epoch: 10\n",
    );
    const { code, stdout, stderr } = await runSeedbed(["run", "xor.yaml"], folder);
    assert.equal(code, 2);
    assert.equal(stdout, "");
    assert.match(stderr, /^xor\.yaml:3:18: training\.learning_rate must be .*: found -0\.1$/m);
    assert.match(stderr, /^ 3 \| {3}learning_rate: -0\.1\n {3}\| {18}\^{4}$/m);
    assert.match(stderr, /^xor\.yaml:4:3: .*epoch\n(.*\n)+ {2}did you mean (training\.)?epochs/m);
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["xor.yaml"]);
  },
);

runTest("a mistake on the command line exits with 2 and offers a way out", async (folder) => {
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [["run"], /run needs an experiment file/],
    [
      ["queue", "ws://h:1"],
      /needs an .* file\n {2}for example .* queue ws:\/\/h:1 experiments\/gender_seeds\.yaml\n/,
    ],
    [["run", "nowhere.yaml"], /nowhere\.yaml.*there is no such file/],
    [["run", experiment, "lerning_rate=0.5"], /did you mean .*learning_rate/],
    [["run", experiment, "--outt", "x"], /there is no option --outt\n {2}did you mean --out/],
    [["run", experiment, "--out"], /--out must have a value/],
    [["rnu", experiment], /there is no command rnu\n {2}did you mean run/],
    [
      ["run", projectPath("experiments/gender_seeds.yaml"), experiment, "--parquet"],
      /--parquet is for a sweep/,
    ],
    [["run", experiment, "-j", "0"], /--jobs must be a whole number from 1 to 1024: found 0/],
    [
      ["run", experiment, projectPath("experiments/gender_seeds.yaml"), "--jobs", "0"],
      /--jobs must be a whole/,
    ],
  ];
  for (const [args, message] of cases) {
    const { code, stdout, stderr } = await runSeedbed(args, folder);
    assert.equal(code, 2, stderr);
    assert.equal(stdout, "");
    assert.match(stderr, message);
  }
  assert.deepEqual([...Deno.readDirSync(folder)], [], "nothing was trained before the mistake was found");
});

runTest("--help explains the command with an example that starts with how it is started", async (folder) => {
  const { code, stdout, stderr } = await runSeedbed(["run", "--help"], folder);
  assert.equal(code, 0);
  assert.equal(stderr, "");
  assert.match(stdout, /Usage: deno task run FILE/);
  assert.match(stdout, /Examples:\n {2}deno task run experiments\/gender\.yaml/);
});

runTest("a reader that closes the pipe early still gets the result on disk", async (folder) => {
  const process = startSeedbed(["run", experiment], folder);
  await process.stdout.cancel();
  await process.stderr.cancel();
  const { code } = await process.status;
  assert.equal(code, 0);
  const [name] = [...Deno.readDirSync(`${folder}/results/gender`)].map((entry) => entry.name);
  assert.deepEqual(await readTexts(`${folder}/results/gender/${name}`), await readGolden());
});

const hasScript = await canRun("script", ["--version"]);
const skipsTerminal = Deno.build.os !== "linux" ||
  skipWithout(hasScript, "the program script", "util-linux has it");

/** What `run` shows in a terminal. */
async function inTerminal(folder: string, setUp: string, noColor: string): Promise<string> {
  const words = [Deno.execPath(), ...denoArguments(["run", experiment])];
  const line = words.map((word) => `'${word}'`).join(" ");
  const { stdout } = await resultOf(
    new Deno.Command("script", {
      args: ["-qec", `${setUp}; ${line}`, "/dev/null"],
      cwd: folder,
      env: { NO_COLOR: noColor, TERM: "xterm-256color" },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn(),
  );
  return stdout;
}

runTest("a terminal gets colours, and none with NO_COLOR", async (folder) => {
  assert.ok((await inTerminal(folder, ":", "")).includes("\x1b[32mwritten\x1b[39m results/gender/"));
  assert.ok(!(await inTerminal(folder, ":", "1")).includes("\x1b"));
}, skipsTerminal);

runTest("what became of a folder is wrapped at words where the terminal is narrow", async (folder) => {
  await inTerminal(folder, "stty cols 50", "1");
  const again = await inTerminal(folder, "stty cols 50", "1");
  assert.match(again, /^found results\/gender\/\S+: the same\r\n {2}bytes as before\r$/m);
}, skipsTerminal);
