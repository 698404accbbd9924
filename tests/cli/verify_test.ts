// The command `verify` from outside, with the permissions of its task.
import assert from "node:assert/strict";
import { denoArguments, type ProcessResult, runSeedbed } from "../seedbed_process.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { readResultFolder, RESULT_LIMITS } from "../../src/host/result_reader.ts";
import { trialsParquet } from "../../src/results/trials_parquet.ts";
import { eachPart, sweepExperiment } from "../../src/sweep/sweep_outcome.ts";
import { folderTest, writeFolder, writeResults, writeSweep } from "../results/folder_of_results.ts";
import { filesBy010, STORED_BY_0_1_0 } from "../results/stored_by_0_1_0.ts";
import { changeText, drawOtherwise, PEOPLE, repairManifest } from "../results/stored_examples.ts";

async function verify(root: string, ...args: readonly string[]): Promise<ProcessResult> {
  return await runSeedbed(["verify", ...args], root);
}

async function change(path: string, from: string | RegExp, to: string): Promise<void> {
  const text = await Deno.readTextFile(path);
  assert.notEqual(text.replace(from, to), text);
  await Deno.writeTextFile(path, text.replace(from, to));
}

folderTest("an untouched result is the same, file by file", async (root) => {
  const [folder] = await writeResults(root, [42]);
  const { code, stdout, stderr } = await verify(root, folder);
  assert.equal(code, 0, stderr);
  assert.equal(stderr, "");
  const lines = stdout.trimEnd().split("\n");
  assert.equal(lines[0], `same  ${folder}`);
  assert.match(
    lines[1],
    /^ {2}experiment\.yaml {2}same {2}by its hash; config\.json has the same settings$/,
  );
  assert.ok(lines.slice(1).every((line) => / same/.test(line)), stdout);
});

folderTest("a changed digit is named with its epoch, both values and their distance", async (root) => {
  const [folder] = await writeResults(root, [42]);
  await change(`${root}/${folder}/loss.csv`, "0.1658844535395937", "0.1658844535395936");
  const { code, stdout } = await verify(root, folder);
  assert.equal(code, 1);
  assert.match(
    stdout,
    /loss\.csv +different +line 4, epoch 20: 0\.1658844535395936 should be\n? +0\.1658844535395937, 3 ulp apart/,
  );
});

folderTest(
  "reports of another version are said to be so, and a figure that moved is not excused",
  async (root) => {
    const [folder, other] = await writeResults(root, [7, 42]);
    const files = new Map((await readResultFolder(`${root}/${folder}`)).files);
    drawOtherwise(files, "0.0.9");
    await writeFolder(`${root}/${folder}`, files);
    const several = await verify(root, "people");
    assert.equal(several.code, 0);
    assert.match(
      several.stdout,
      /^same figures {2}results\/people\/seed-7-\S+ +its reports were drawn by version 0\.0\.9\n/,
    );
    assert.ok(
      several.stdout.endsWith(`\nsame          ${other}\n2 results: 1 the same, 1 with the same figures\n`),
    );
    const one = await verify(root, folder);
    assert.equal(one.code, 0);
    assert.match(one.stdout, /^ {2}report\.html +other version {2}unchanged, by its hash$/m);
    assert.match(one.stdout, /^ {2}manifest\.json +same +the reports were drawn by version 0\.0\.9$/m);
    const [json] = JSON.parse((await verify(root, folder, "--json")).stdout).results;
    assert.deepEqual([json.verdict, json.reports_drawn_by], ["same_figures", "0.0.9"]);
    changeText(files, "loss.csv", /\d(?=\n$)/, "1$&");
    repairManifest(files);
    await writeFolder(`${root}/${folder}`, files);
    const moved = await verify(root, folder);
    assert.equal(moved.code, 1);
    assert.match(moved.stdout, /^changed[^]*loss\.csv +different/);
  },
);

folderTest("folders of version 0.1.0 are found, shown, verified, compared and run", async (root) => {
  for (const folder of STORED_BY_0_1_0) await writeFolder(`${root}/results/${folder}`, filesBy010(folder));
  for (
    const [args, pattern] of [
      [["verify", "results"], /^same[^]*\nsame[^]*\n2 results: /],
      [["show", "slope"], /^slope\n[^]*query 1 +1\.500/],
      [["show", "ask"], /^4 trials, all completed\n/],
      [["compare", "slope"], /^1 run of slope\n/],
      [["compare", "ask"], /^result +trials +median loss/],
      [["report", "results"], /slope\/seed-0-0ce6804a\/report\.html\n/],
      [["run", "results/ask/sweep-bae216d2/config.json"], /^4 trials, all completed\n/],
    ] as const
  ) {
    const { code, stdout, stderr } = await runSeedbed(args, root);
    assert.equal(code, 0, stderr);
    assert.match(stdout, pattern);
    assert.doesNotMatch(stderr, /damaged|changed|left out|^written/m);
  }
});

folderTest("links, folders and pipes are not read and count as extra", async (root) => {
  const [folder] = await writeResults(root, [42]);
  await Deno.writeTextFile(`${root}/secret`, "top secret");
  await Deno.symlink(`${root}/secret`, `${root}/${folder}/secret`);
  await Deno.mkdir(`${root}/${folder}/sub`);
  await Deno.remove(`${root}/${folder}/log.txt`);
  await Deno.symlink("/etc/passwd", `${root}/${folder}/log.txt`);
  const { code, stdout } = await verify(root, folder);
  assert.equal(code, 1);
  assert.match(stdout, /log\.txt +different +it is a link, so it was not read/);
  assert.match(stdout, /secret +extra +it is a link/);
  assert.match(stdout, /sub +extra +it is a folder/);
  assert.doesNotMatch(stdout, /top secret|root:/);
});

folderTest("a name, a pattern and the results folder stand for all results in them", async (root) => {
  const folders = await writeResults(root, [3, 20]);
  for (
    const words of [
      ["people"],
      ["results/people/seed-*"],
      ["results"],
      ["people/seed-3", "people/seed-20"],
      folders,
    ]
  ) {
    const { code, stdout, stderr } = await verify(root, ...words);
    assert.equal(code, 0, stderr);
    assert.equal(
      stdout,
      `same  ${folders[0]}\nsame  ${folders[1]}\n2 results: 2 the same\n`,
      words.join(" "),
    );
  }
});

folderTest("of several results each has a line, which says of one that differs what does", async (root) => {
  const folders = await writeResults(root, [1, 2, 3]);
  await Deno.remove(`${root}/${folders[1]}/log.txt`);
  const { code, stdout } = await verify(root, "people");
  assert.equal(code, 1);
  assert.equal(
    stdout,
    `same     ${folders[0]}\nchanged  ${folders[1]}  log.txt is missing\nsame     ${folders[2]}\n` +
      "3 results: 2 the same, 1 changed\n",
  );
});

folderTest("JSON says the same", async (root) => {
  const [folder] = await writeResults(root, [42]);
  await change(`${root}/${folder}/model.json`, '"biases": [', '"biases": [1');
  const { code, stdout } = await verify(root, folder, "--json");
  assert.equal(code, 1);
  const [result] = JSON.parse(stdout).results;
  assert.equal(result.folder, folder);
  assert.equal(result.verdict, "different");
  const model = result.files.find(({ name }: { name: string }) => name === "model.json");
  assert.equal(model.difference.parameter, "b1");
  assert.match(model.difference.ulp, /^\d+$/);
});

folderTest("a config of ten billion epochs is refused at once", async (root) => {
  const [folder] = await writeResults(root, [42]);
  await change(`${root}/${folder}/config.json`, '"epochs": 60', '"epochs": 10000000000');
  await Deno.remove(`${root}/${folder}/experiment.yaml`);
  const { code, stdout } = await verify(root, folder);
  assert.equal(code, 1);
  assert.match(stdout, /config\.json +different[^]*cannot be run[^]*training\.epochs/);
});

folderTest(
  "a sweep is trained again by workers that may read and not write, on any number of them",
  async (root) => {
    const folder = await writeSweep(root, ["seed=1..5000"]);
    const before = [...Deno.readDirSync(`${root}/results/people`)].map(({ name }) => name);
    for (const jobs of [[], ["-j", "1"], ["--jobs=3"]]) {
      const { code, stdout, stderr } = await verify(root, folder, ...jobs);
      assert.equal(code, 0, stderr);
      assert.equal(stderr, "");
      const names = [
        "config.json",
        "trials.csv",
        "summary.json",
        "report.md",
        "report.html",
        "manifest.json",
      ];
      const lines = names.map((name) => `  ${name.padEnd(13)}  same\n`);
      assert.equal(stdout, `same  ${folder}\n${lines.join("")}`);
    }
    assert.deepEqual([...Deno.readDirSync(`${root}/results/people`)].map(({ name }) => name), before);
  },
);

folderTest("a changed digit of a sweep is named with its trial and its settings", async (root) => {
  const folder = await writeSweep(root, ["learning_rate=0.1,0.5", "seed=1..20"]);
  await change(`${root}/${folder}/trials.csv`, /^(0\.5,7,completed,0\.\d)\d/m, "$1x");
  const { code, stdout } = await verify(root, folder);
  assert.equal(code, 1);
  assert.match(stdout.replace(/\s+/g, " "), /line 28, trial 27 \(learning_rate=0\.5 seed=7\), final_loss/);
  const { stdout: json } = await verify(root, folder, "--json");
  const [{ kind, files }] = JSON.parse(json).results;
  assert.equal(kind, "sweep");
  const { difference } = files.find(({ name }: { name: string }) => name === "trials.csv");
  assert.deepEqual([difference.trial, difference.column], [27, "final_loss"]);
  assert.deepEqual(difference.settings, { "training.learning_rate": 0.5, "init.seed": 7 });
});

folderTest("trials.parquet is made again where the manifest lists it", async (root) => {
  const overrides = ["seed=1..30"];
  const outcome = sweepExperiment(parseExperiment(PEOPLE, { overrides }));
  const folder = await writeSweep(
    root,
    overrides,
    new Map([["trials.parquet", [...trialsParquet(outcome.plan, eachPart(outcome))]]]),
  );
  const { code, stdout } = await verify(root, folder);
  assert.equal(code, 0, stdout);
  assert.match(stdout, /^ {2}trials\.parquet {2}same$/m);
  const path = `${root}/${folder}/trials.parquet`;
  const bytes = await Deno.readFile(path);
  await Deno.writeFile(path, bytes.with(500, bytes[500] ^ 1));
  const changed = await verify(root, folder);
  assert.equal(changed.code, 1);
  assert.match(changed.stdout, /trials\.parquet {2}different {2}the first difference is in byte 501/);
});

folderTest(
  "a trials.csv too large for memory is compared with the hash of what the sweep gives",
  async (root) => {
    const folder = await writeSweep(root, ["seed=1..30"]);
    await Deno.truncate(`${root}/${folder}/trials.csv`, RESULT_LIMITS.fileBytes + 1);
    const { code, stdout } = await verify(root, folder);
    assert.equal(code, 1);
    assert.match(stdout, /trials\.csv +different {2}268435457 bytes, should be \d{4}\n/);
  },
);

folderTest(
  "how long a sweep will take is said before it begins, at most where trials may be stopped",
  async (root) => {
    for (const [overrides, words] of [[[], "about"], [["stop.patience=5"], "at most about"]] as const) {
      const folder = await writeSweep(root, ["seed=1..30", ...overrides]);
      await change(`${root}/${folder}/config.json`, "1..30", "1..100000");
      await change(`${root}/${folder}/config.json`, '"epochs": 60', '"epochs": 60000');
      const process = new Deno.Command(Deno.execPath(), {
        args: [...denoArguments(["verify", folder])],
        cwd: root,
        stdin: "null",
        stdout: "null",
        stderr: "piped",
      }).spawn();
      const reader = process.stderr.getReader();
      const { value } = await reader.read();
      process.kill("SIGTERM");
      await process.status;
      await reader.cancel();
      const message = `: training 100,000 trials again takes ${words} \\d+ (s|min \\d+ s)\n`;
      assert.match(new TextDecoder().decode(value), new RegExp(`^results/people/sweep-\\w+${message}`));
    }
  },
);

folderTest("trials that are not as many as a large sweep has are told, and none is trained", async (root) => {
  const folder = await writeSweep(root, ["seed=1..30"]);
  await change(`${root}/${folder}/config.json`, "1..30", "1..9000000");
  const { code, stdout, stderr } = await verify(root, folder);
  assert.equal(code, 1);
  assert.equal(stderr, "");
  assert.match(
    stdout.replace(/\s+/g, " "),
    /trials\.csv different there must be 9000000 trials: the file ends after 30 it has the hash/,
  );
});

folderTest("a sweep of more figures than fit in memory is refused at once", async (root) => {
  const folder = await writeSweep(root, ["seed=1..30"]);
  const queries = Array.from(
    { length: 30 },
    (_, index) => `{ "name": "q${index}", "weight": 1, "height": 1 }`,
  );
  await change(`${root}/${folder}/config.json`, '"queries": [', `"queries": [${queries.join(",")},`);
  await change(`${root}/${folder}/config.json`, "1..30", "1..9000000");
  const { code, stdout, stderr } = await verify(root, folder);
  assert.equal(code, 1);
  assert.equal(stderr, "");
  assert.match(
    stdout.replace(/\s+/g, " "),
    /config\.json different \d+ bytes, should be \d+ it cannot be run: a sweep must have at most 200000000/,
  );
});

folderTest("mistakes have exit code 2 and a way out", async (root) => {
  await writeResults(root, [42]);
  await Deno.mkdir(`${root}/empty`);
  const cases: readonly (readonly [string[], RegExp])[] = [
    [[], /verify needs a result folder/],
    [["peple"], /there is no result folder or experiment peple\n {2}did you mean people\?/],
    [["results/peple"], /did you mean results\/people\?/],
    [["people/seed-43"], /known here: people\/seed-42-/],
    [["empty"], /there is no result in empty: it is empty/],
    [["results/people/seed-9*"], /no result matches/],
    [["people", "-j", "0"], /--jobs must be a whole number from 1 to 1024: found 0/],
    [["people", "--jsn"], /there is no option --jsn\n {2}did you mean --json\?/],
    [["people", "-o", "elsewhere"], /there is no results folder elsewhere yet/],
  ];
  for (const [args, message] of cases) {
    const { code, stdout, stderr } = await verify(root, ...args);
    assert.equal(code, 2, stderr);
    assert.equal(stdout, "");
    assert.match(stderr, message);
  }
});

folderTest("a result with the name of another is told, however whole it is", async (root) => {
  const [folder, other] = await writeResults(root, [1, 2]);
  await Deno.remove(`${root}/${other}`, { recursive: true });
  await Deno.rename(`${root}/${folder}`, `${root}/${other}`);
  const { code, stdout } = await verify(root, other);
  assert.equal(code, 1);
  const name = folder.split("/").at(-1);
  assert.match(
    stdout.replace(/\s+/g, " "),
    new RegExp(`it has the name of another result: this one is ${name}`),
  );
  await Deno.rename(`${root}/${other}`, `${root}/results/people/the-best-one`);
  assert.equal((await verify(root, "results/people/the-best-one")).code, 0, "a name of one's own");
});
