// The command `show` from outside, with the permission to read and no other.
import assert from "node:assert/strict";
import { type ProcessResult, runSeedbed } from "../seedbed_process.ts";
import { zipOf } from "../../src/results/zip_archive.ts";
import { folderTest, writeFolder, writeResults, writeSweep } from "../results/folder_of_results.ts";
import { DIVERGING, PEOPLE, storedFiles, storedSweepFiles } from "../results/stored_examples.ts";

async function show(root: string, ...args: readonly string[]): Promise<ProcessResult> {
  return await runSeedbed(["show", ...args], root);
}

folderTest("a result is shown in words, as a chart, and with its answers", async (root) => {
  const [folder] = await writeResults(root, [42]);
  for (const word of [folder, "people/seed-42", "people"]) {
    const { code, stdout, stderr } = await show(root, word);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^people\n/);
    assert.match(stdout, /gender \(M 0, F 1\) from weight \(lb, −135\) and height \(in, −66\), 4 rows/);
    assert.match(stdout, /2-2-1, sigmoid; 9 parameters, drawn from seed 42/);
    assert.match(stdout, /completed: loss 0\.238 → /);
    assert.match(stdout, /\nEmily +0\.\d{3} +█+\S* +F\n/);
    assert.match(stdout, new RegExp(`\n${folder}: \\d+ files`));
  }
});

folderTest("the result of a run is shown from a zip file as well, that of a sweep is not", async (root) => {
  await Deno.writeFile(`${root}/ben.zip`, zipOf(storedFiles(PEOPLE), "seed-42"));
  const { code, stdout, stderr } = await show(root, "ben.zip");
  assert.equal(code, 0, stderr);
  assert.match(stdout, /\nEmily +0\.\d{3} +█+\S* +F\n/);
  assert.match(stdout, /\nben\.zip\/seed-42: 9 files, \d+ kB; verify checks them\n$/);
  await Deno.writeFile(`${root}/sweep.zip`, zipOf(storedSweepFiles(PEOPLE, ["seed=1..4"])));
  const sweep = await show(root, "sweep.zip");
  assert.equal(sweep.code, 2);
  assert.match(sweep.stderr, /show needs a sweep in a folder: found sweep\.zip, in a zip file/);
});

folderTest("what is offered for results in a zip file works: none of them can be named", async (root) => {
  const two = ["a", "b"].flatMap((folder) =>
    [...storedFiles(PEOPLE)].map(([name, content]) => [`${folder}/${name}`, content] as const)
  );
  await Deno.writeFile(`${root}/two.zip`, zipOf(new Map(two)));
  assert.equal(
    (await show(root, "two.zip")).stderr,
    "error: show takes one result: found 2\n  unpack the zip file, and name one of\n" +
      "  two.zip/a\n  two.zip/b\n  or compare them\n",
  );
  await Deno.writeFile(
    `${root}/cut.zip`,
    zipOf(new Map([...storedFiles(PEOPLE), ["model.json", new Uint8Array([123])]]), "seed-42"),
  );
  assert.match(
    (await show(root, "cut.zip")).stderr,
    /^error: cut\.zip\/seed-42 cannot be shown\n[^]*\n {2}deno task verify cut\.zip says more\n$/,
  );
});

folderTest(
  "the trials of a sweep that the rows held out call best are read from its trials",
  async (root) => {
    const folder = await writeSweep(root, ["seed=1..4", "fraction=0.5"]);
    const { code, stdout, stderr } = await show(root, folder);
    assert.equal(code, 0, stderr);
    const told =
      /\ntrials by validation loss; [^]*?settings\n(?: {2}(?:best|middle|worst) +\S+ +seed=\d\n){3}/.exec(
        stdout,
      );
    assert.ok(told !== null, stdout);
    // The report, which was drawn as they were at hand, names the same.
    const report = await Deno.readTextFile(`${root}/${folder}/report.md`);
    for (const [, seed] of told[0].matchAll(/seed=(\d)/g)) {
      assert.match(report, new RegExp(`\n\\| \\w+ \\| ${seed} \\| [0-9.]+ \\| seed=${seed} \\|\n`));
    }
  },
);

folderTest("a file that is too large to be read is not called missing", async (root) => {
  const [folder] = await writeResults(root, [42]);
  await Deno.truncate(`${root}/${folder}/loss.csv`, 10 * 2 ** 30);
  const wanted = /\n {2}loss\.csv: it has 10737418240 bytes, more than any such file of a result\n/;
  assert.match((await show(root, folder)).stderr, wanted);
  assert.match((await runSeedbed(["export", folder, "--to", "py"], root)).stderr, wanted);
});

folderTest("a result with the line ends of Windows is shown and exported, which is said", async (root) => {
  const [folder] = await writeResults(root, [42]);
  const shown = await show(root, folder);
  const exported = await runSeedbed(["export", folder, "--to", "py", "-o", "before.py"], root);
  assert.equal(exported.stderr, "written before.py\n");
  for (const [name, bytes] of storedFiles(PEOPLE)) {
    const text = new TextDecoder().decode(bytes).replaceAll("\n", "\r\n");
    await Deno.writeTextFile(`${root}/${folder}/${name}`, text);
  }
  const warning = `line ends ${folder}: its line ends were changed\n  deno task verify ${folder} says more\n`;
  assert.deepEqual(await show(root, folder), { ...shown, stderr: warning });
  const again = await runSeedbed(["export", folder, "--to", "py", "-o", "after.py"], root);
  assert.equal(again.stderr, `${warning}written after.py\n`);
  assert.deepEqual(await Deno.readFile(`${root}/after.py`), await Deno.readFile(`${root}/before.py`));
  const report = await runSeedbed(["report", folder, "--open"], root);
  assert.equal(report.code, 1);
  assert.equal(
    report.stderr,
    `line ends ${folder}: its line ends were changed, and nothing else differs, but the report is not opened\n` +
      `  deno task verify ${folder} says more\n`,
  );
});

folderTest(
  "a sweep with the line ends of Windows, in all files or one, is shown, which is said",
  async (root) => {
    const folder = await writeSweep(root, ["seed=1..4"]);
    const shown = await show(root, folder);
    const warning =
      `line ends ${folder}: its line ends were changed\n  deno task verify ${folder} says more\n`;
    const files = storedSweepFiles(PEOPLE, ["seed=1..4"]);
    for (const names of [["trials.csv"], ["summary.json"], [...files.keys()]]) {
      for (const [name, bytes] of files) {
        const text = new TextDecoder().decode(bytes);
        const stored = names.includes(name) ? text.replaceAll("\n", "\r\n") : text;
        await Deno.writeTextFile(`${root}/${folder}/${name}`, stored);
      }
      assert.deepEqual(await show(root, folder), { ...shown, stderr: warning }, names.join());
    }
    const path = `${root}/${folder}/trials.csv`;
    await Deno.writeTextFile(path, (await Deno.readTextFile(path)).replace("completed", "complete"));
    assert.match((await show(root, folder)).stderr, /trials\.csv: the file is not what manifest\.json says/);
  },
);

folderTest("the id may be left out of a path, wherever one stands", async (root) => {
  const [first, second] = await writeResults(root, [7, 42]);
  const shown = await show(root, second);
  assert.equal(shown.code, 0);
  const short = await show(root, second.replace(/-[0-9a-f]{8}$/, ""));
  assert.deepEqual(short, shown);
  const dotted = await show(root, `./${second.replace(/-[0-9a-f]{8}$/, "")}`);
  assert.equal(dotted.code, 0, dotted.stderr);
  const inside = await show(`${root}/${first}/..`, "seed-42");
  assert.equal(inside.code, 0, inside.stderr);
});

folderTest("a diverged run says so and has no answers", async (root) => {
  await writeFolder(`${root}/results/diverging/seed-0-00000000`, storedFiles(DIVERGING));
  const { code, stdout } = await show(root, "diverging");
  assert.equal(code, 0);
  assert.match(stdout, /diverged: the loss was not finite at epoch \d+/);
  assert.match(stdout, /no answer/);
});

folderTest("show and report warn of a result with the name of another", async (root) => {
  const [folder, other] = await writeResults(root, [1, 2]);
  const sweep = await writeSweep(root, ["seed=1..4"]);
  const names = [[other, folder.slice(-8)], ["results/people/sweep-00000000", sweep.slice(-8)]] as const;
  await Deno.remove(`${root}/${other}`, { recursive: true });
  await Deno.rename(`${root}/${folder}`, `${root}/${other}`);
  await Deno.rename(`${root}/${sweep}`, `${root}/results/people/sweep-00000000`);
  for (const [name, id] of names) {
    const warning = `changed ${name}: it has the name of another result: the id of this one is ${id}\n`;
    for (const command of ["show", "report"]) {
      const { code, stderr } = await runSeedbed([command, name], root);
      assert.equal(code, 0, stderr);
      assert.ok(stderr.includes(`${warning}  deno task verify ${name} says more\n`), stderr);
    }
  }
  await Deno.rename(`${root}/${other}`, `${root}/results/people/mine`);
  assert.equal((await show(root, "results/people/mine")).stderr, "", "a name of one's own");
});

folderTest("JSON holds answers, losses and settings", async (root) => {
  await writeResults(root, [42]);
  const { stdout } = await show(root, "people", "--json");
  const json = JSON.parse(stdout);
  assert.equal(json.status, "completed");
  assert.equal(json.losses.length, 6);
  assert.equal(json.predictions[1].name, "=Frank, the tall");
  assert.deepEqual(json.config.init, { seed: 42 });
});

folderTest("several results are named, so that one can be chosen", async (root) => {
  const folders = await writeResults(root, [7, 42]);
  const { code, stderr } = await show(root, "people");
  assert.equal(code, 2);
  assert.match(stderr, /show takes one result: found 2/);
  // Beside each what sets it apart.
  folders.forEach((folder, index) =>
    assert.ok(stderr.includes(`  ${folder}  seed=${[7, 42][index]}\n`), stderr)
  );
});

folderTest("a damaged result is reported with its file and has exit code 1", async (root) => {
  const [folder] = await writeResults(root, [42]);
  await Deno.writeTextFile(`${root}/${folder}/predictions.csv`, "\u001b[31mname\n");
  const { code, stdout, stderr } = await show(root, folder);
  assert.equal(code, 1);
  assert.equal(stdout, "");
  assert.match(stderr, /predictions\.csv: the file must have a line for each of the 2 queries: found 0/);
});

folderTest("a sweep is shown with its statistics, and where a figure lies in it", async (root) => {
  const folder = await writeSweep(root, ["seed=1..40"]);
  const { code, stdout, stderr } = await show(root, "people", "--at", "Emily=0.8");
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^40 trials, all completed\n/);
  assert.match(stdout, /\nEmily\n/);
  assert.match(stdout, /0\.8 is at the \d+(st|nd|rd|th) percentile/);
  assert.match(stdout, /\nfinal loss\n/);
  assert.match(stdout, new RegExp(`\n${folder}: 6 files, \\d+ kB; verify checks them\n$`));
});

folderTest("the JSON of a sweep is its summary and the figure's place", async (root) => {
  const folder = await writeSweep(root, ["seed=1..40"]);
  const { stdout } = await show(root, folder, "--json", "--at", "Emily=2");
  const { folder: printed, at, ...summary } = JSON.parse(stdout);
  assert.equal(printed, folder);
  assert.deepEqual(at, { Emily: { figure: 2, share_at_most: 1 } });
  assert.deepEqual(summary, JSON.parse(await Deno.readTextFile(`${root}/${folder}/summary.json`)));
});

folderTest(
  "a damaged sweep is reported with its file; --at is for sweeps and for queries that they have",
  async (root) => {
    const [run] = await writeResults(root, [42]);
    const folder = await writeSweep(root, ["seed=1..10"]);
    const refused = await show(root, run, "--at", "Emily=0.5");
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /--at is for a sweep/);
    const unknown = await show(root, folder, "--at", "Emliy=0.5");
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /there is no query Emliy in people\n {2}did you mean Emily\?/);
    await Deno.truncate(`${root}/${folder}/trials.csv`, 300);
    const damaged = await show(root, folder);
    assert.equal(damaged.code, 1);
    assert.equal(damaged.stdout, "");
    assert.match(
      damaged.stderr,
      /cannot be shown\n {2}trials\.csv: the file is not what manifest\.json says\n {2}deno task verify/,
    );
  },
);

folderTest(
  "a stored sweep tells of every setting what it told when it was run: one trial each, and very many",
  async (root) => {
    const goals = ["all_rows_right=true", "epochs=20"];
    const single = await writeSweep(root, [...goals, "learning_rate=0.1,1", "hidden=[1],[2],[3]"]);
    const few = await show(root, single);
    assert.equal(few.code, 0, few.stderr);
    assert.match(
      few.stdout,
      /\nby setting\n +learning_rate +hidden +Emily +=Frank, the tall +final loss +all right\n/,
    );
    assert.equal(few.stdout.match(/ (yes|no)\n/g)?.length, 6);
    assert.match(few.stdout, /\nAll rows right by learning_rate and hidden, in % of 1 trial a cell/);
    const rates = Array.from({ length: 41 }, (_, index) => 0.1 * (index + 1)).join();
    const many = await writeSweep(root, [
      ...goals,
      `learning_rate=${rates}`,
      "hidden=[1],[2],[3],[4],[5]",
      "seed=1..2",
    ]);
    const shown = await show(root, many);
    assert.equal(shown.code, 0, shown.stderr);
    assert.match(shown.stdout, /\n205 settings are too many for a table: trials\.csv has their trials\n/);
    assert.match(
      shown.stdout,
      /\nAll rows right by learning_rate and hidden, in % of 2 trials a cell\n/,
    );
  },
);
