// The command `export` from outside: what it writes, what it refuses, and whether a file is what a result gives.
import assert from "node:assert/strict";
import { exportForms } from "../../src/export/forms.ts";
import { type ProcessResult, runSeedbed } from "../seedbed_process.ts";
import { zipOf } from "../../src/results/zip_archive.ts";
import { folderTest, writeFolder, writeResults, writeSweep } from "../results/folder_of_results.ts";
import { DIVERGING, PEOPLE, storedFiles } from "../results/stored_examples.ts";

const CREDIT = ["--author", "Ada", "--license", "https://spdx.org/licenses/MIT", "--date", "2030-01-31"];

async function exported(root: string, ...args: readonly string[]): Promise<ProcessResult> {
  return await runSeedbed(["export", ...args], root);
}

folderTest("each form is written where one stands, and found to be what the result gives", async (root) => {
  const [folder] = await writeResults(root, [42]);
  for (const { name, fileName, takes } of exportForms) {
    const more = takes.includes("credit") ? CREDIT : [];
    const path = fileName("people", {});
    const written = await exported(root, "people", "--to", name, ...more);
    const where = ["datapackage", "ro-crate"].includes(name)
      ? `  it describes the files of ${folder} and belongs beside them: -o ${folder}\n`
      : "";
    assert.deepEqual([written.code, written.stderr, written.stdout], [0, `written ${path}\n${where}`, ""]);
    const checked = await exported(root, folder, "--check", path, ...more);
    assert.deepEqual([checked.code, checked.stderr], [
      0,
      `same ${path} is what ${folder} gives as ${name}\n`,
    ]);
  }
  const again = await exported(root, "people", "--to", "py");
  assert.deepEqual([again.code, again.stderr], [0, "unchanged people.py\n"]);
});

folderTest("the result in a zip file gives what its folder gives", async (root) => {
  await writeFolder(`${root}/results/people/seed-42`, storedFiles(PEOPLE));
  await Deno.writeFile(`${root}/ben.zip`, zipOf(storedFiles(PEOPLE)));
  assert.equal((await exported(root, "ben.zip", "--to", "py")).code, 0);
  const checked = await exported(root, "people", "--check", "people.py");
  assert.deepEqual([checked.code, checked.stderr], [
    0,
    "same people.py is what results/people/seed-42 gives as py\n",
  ]);
});

folderTest("-o names the file, or the folder for it; what is there with other bytes stays", async (root) => {
  await writeResults(root, [42]);
  await Deno.mkdir(`${root}/away`);
  assert.equal((await exported(root, "people", "--to", "c", "-o", "away")).stderr, "written away/people.c\n");
  assert.equal((await exported(root, "people", "--to", "c", "-o", "away/x.c")).stderr, "written away/x.c\n");
  await Deno.writeTextFile(`${root}/mine.py`, "mine\n");
  const refused = await exported(root, "people", "--to", "py", "-o", "mine.py");
  assert.equal(refused.code, 3);
  assert.match(refused.stderr, /mine\.py exists and was not changed: take another name with -o/);
  assert.equal(await Deno.readTextFile(`${root}/mine.py`), "mine\n");
  const nowhere = await exported(root, "people", "--to", "py", "-o", "no/where.py");
  assert.equal(nowhere.code, 3);
  assert.match(nowhere.stderr, /cannot write no\/where\.py: there is no folder no, so make it first/);
  assert.deepEqual([...Deno.readDirSync(root)].map(({ name }) => name).sort(), [
    "away",
    "mine.py",
    "results",
  ]);
});

folderTest(
  "what is written beside a result's own files is checked by verify, and keeps no command from the result",
  async (root) => {
    const [folder] = await writeResults(root, [42, 7]);
    const inside = `${root}/${folder}`;
    const beside = await runSeedbed(["export", ".", "--to", "datapackage"], inside);
    assert.deepEqual([beside.code, beside.stderr], [0, "written datapackage.json\n"]);
    assert.equal((await runSeedbed(["export", ".", "--to", "ro-crate", ...CREDIT], inside)).code, 0);
    const verified = await runSeedbed(["verify", folder], root);
    assert.equal(verified.code, 0, verified.stdout);
    assert.match(verified.stdout, /^same .*\n[^]*\n {2}datapackage\.json +same +as export gives it\n/);
    assert.match(verified.stdout, /\n {2}ro-crate-metadata\.json +same +as export gives it\n$/);
    const reported = await runSeedbed(["report", folder], root);
    assert.deepEqual([reported.code, reported.stderr], [
      0,
      "agrees with its manifest; not run again: 9 files; datapackage.json is as export gives it; " +
      "ro-crate-metadata.json is as export gives it\n",
    ]);
    assert.doesNotMatch((await runSeedbed(["compare", "people"], root)).stdout, /changed/);
    assert.equal((await runSeedbed(["show", folder], root)).stderr, "");

    await Deno.writeTextFile(`${inside}/loss.csv`, "epoch,loss\n");
    const fresh = await runSeedbed(["run", `${folder}/config.json`, "--fresh"], root);
    assert.match(
      fresh.stderr,
      /^replaced \S+ \(.*differed; datapackage\.json and ro-crate-metadata\.json kept as before, /,
    );
    assert.match((await runSeedbed(["verify", folder], root)).stdout, /datapackage\.json +same /);

    const path = `${inside}/datapackage.json`;
    await Deno.writeTextFile(path, (await Deno.readTextFile(path)).replace("learned", "liked"));
    const changed = await runSeedbed(["verify", folder], root);
    assert.equal(changed.code, 1);
    assert.match(
      changed.stdout,
      /datapackage\.json +extra +line \d+,\s+resources\[0\][^]*liked[^]*not as export/,
    );
    assert.match(
      (await runSeedbed(["report", folder], root)).stderr,
      /^changed datapackage\.json, .*: not as/,
    );
  },
);

folderTest("--check says where a file differs, and that another result's file is none", async (root) => {
  const [first, second] = await writeResults(root, [7, 42]);
  await exported(root, first, "--to", "js");
  await exported(root, first, "--to", "onnx", "--float32");
  const other = await exported(root, second, "--check", "people.mjs");
  assert.equal(other.code, 1);
  assert.match(other.stderr, /^different people\.mjs is not what \S+ gives in any form\n$/);
  assert.equal((await exported(root, first, "--check", "people_float32.onnx")).code, 0);
  const credit = ["--author", "Ada", "--license", "https://spdx.org/licenses/MIT", "--date", "2030-01-31"];
  await exported(root, first, "--to", "ro-crate", ...credit);
  const crate = [first, "--check", "ro-crate-metadata.json"];
  assert.equal((await exported(root, ...crate, ...credit)).code, 0);
  assert.match(
    (await exported(root, ...crate)).stderr,
    / gives in any form but ro-crate, which needs --author, --license and --date\n$/,
  );
  assert.match(
    (await exported(root, first, "--check", "people_float32.onnx", "--to", "c")).stderr,
    /gives as c: line 1 differs/,
  );
  const lines = (await Deno.readTextFile(`${root}/people.mjs`)).split("\n");
  lines[20] += " ";
  await Deno.writeTextFile(`${root}/people.mjs`, lines.join("\n"));
  assert.match(
    (await exported(root, first, "--check", "people.mjs", "--to", "js")).stderr,
    /gives as js: line 21 differs\n$/,
  );
  assert.match(
    (await exported(root, first, "--check", "nothing.mjs")).stderr,
    /cannot read nothing\.mjs: it is not there/,
  );
});

folderTest("mistakes on the command line have a way out", async (root) => {
  const folders = await writeResults(root, [7, 42]);
  await writeFolder(`${root}/results/diverging/seed-0-00000000`, storedFiles(DIVERGING));
  await Deno.writeTextFile(`${root}/experiment.py`, "");
  const mistakes: readonly (readonly [args: readonly string[], message: RegExp])[] = [
    [[folders[0]], /export needs a form\n {2}write --to py, c, js, .* or ro-crate\n$/],
    [[folders[0], "--to", "exel"], /there is no form exel\n {2}known here: py, c, js, r, xlsx, /],
    [["--to", "py"], /export needs a result folder/],
    [["people", "--to", "py"], /export takes one result: found 2\n {2}name one of/],
    [[folders[0], "--to", "py", "--float32"], /--float32 is for onnx: found --to py/],
    [[folders[0], "--to", "py", "--date", "2030-01-31"], /--date is for ro-crate: found --to py/],
    [
      [folders[0], "--to", "ro-crate", "--author", "Ada"],
      /ro-crate needs an author, a license and a date: --license is missing/,
    ],
    [[folders[0], "--check", "a", "-o", "b"], /--check and --out cannot be used together/],
    [["diverging", "--check", "experiment.py"], /the run diverged: it has no network to take away/],
    [["diverging", "--to", "py"], /the run diverged: it has no network to take away/],
    [[folders[0], "--to", "py", "-o", "~/a.py"], /a path must not begin with ~/],
  ];
  for (const [args, message] of mistakes) {
    const { code, stdout, stderr } = await exported(root, ...args);
    assert.deepEqual([code, stdout], [2, ""], args.join(" "));
    assert.match(stderr, message);
  }
});

folderTest("a sweep is refused, a damaged result is reported, and a changed one is told of", async (root) => {
  const sweep = await writeSweep(root, ["seed=1..3"]);
  const refused = await exported(root, sweep, "--to", "py");
  assert.equal(refused.code, 2);
  assert.match(
    refused.stderr,
    /export takes the result of a single run: \S+ is a sweep\n {2}run one of its trials/,
  );
  const [folder] = await writeResults(root, [42]);
  const model = `${root}/${folder}/model.json`;
  const text = await Deno.readTextFile(model);
  await Deno.writeTextFile(model, text.replace(/"biases": \[/, '"biases": [1, '));
  const damaged = await exported(root, folder, "--to", "py");
  assert.equal(damaged.code, 1);
  assert.match(damaged.stderr, /cannot be exported\n {2}model\.json: layers must hold a number for each/);
  await Deno.writeTextFile(model, `${text} `);
  const changed = await exported(root, folder, "--to", "py");
  assert.equal(changed.code, 0);
  assert.match(
    changed.stderr,
    /^changed \S+: model\.json was changed after writing\n.*\nwritten people\.py\n$/,
  );
});

folderTest("JSON has the file with its hash, and what a check found", async (root) => {
  const [folder] = await writeResults(root, [42]);
  const { stdout } = await exported(root, folder, "--to", "py", "--json");
  const { form, path, bytes, sha256, written } = JSON.parse(stdout);
  assert.deepEqual([form, path, written, sha256.length], ["py", "people.py", true, 64]);
  assert.equal(bytes, (await Deno.stat(`${root}/people.py`)).size);
  const checked = await exported(root, folder, "--check", "people.py", "--json");
  assert.deepEqual(JSON.parse(checked.stdout), { folder, path: "people.py", form: "py", same: true });
});
