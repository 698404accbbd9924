// `run` on a sweep from outside: files, words, options, mistakes, exit codes.
import assert from "node:assert/strict";
import { runSeedbed } from "../seedbed_process.ts";
import { SweepFolder } from "../host/sweep_folder.ts";

const SEEDS = ["seed=1..60"];

Deno.test("a sweep writes its files, prints its statistics and says where they are", async () => {
  using sweep = SweepFolder.make(SEEDS);
  const { code, stdout, stderr } = await sweep.run();
  assert.equal(code, 0);
  assert.equal(stderr, `written ${sweep.resultPath}\n`);
  assert.match(stdout, /^60 trials, all completed\n\nEmily\n {2}F \d/);
  assert.match(stdout, /\n {2}worst .* seed=\d+\n$/);
  sweep.assertRight();
});

Deno.test("a sweep that was run is found and shown, not trained again", async () => {
  using sweep = SweepFolder.make(SEEDS);
  const first = await sweep.run();
  const { code, stdout, stderr } = await sweep.run();
  assert.equal(code, 0);
  assert.equal(
    stderr,
    `found ${sweep.resultPath}: trained before; run --fresh trains it again, verify checks it\n`,
  );
  assert.equal(stdout, first.stdout);
});

Deno.test("--parquet writes trials.parquet too, and adds it to a sweep that was run", async () => {
  using sweep = SweepFolder.make(SEEDS);
  await sweep.run();
  const csv = Deno.readFileSync(`${sweep.resultPath}/trials.csv`);
  const added = await sweep.run("--parquet");
  assert.equal(added.code, 0);
  assert.equal(added.stderr, `added trials.parquet to ${sweep.resultPath}\n`);
  const names = ["manifest.json", "trials.parquet"].map((name) => `${sweep.resultPath}/${name}`);
  const [manifest, parquet] = names.map((path) => Deno.readFileSync(path));
  assert.deepEqual(Deno.readFileSync(`${sweep.resultPath}/trials.csv`), csv);
  assert.match((await sweep.run("--parquet")).stderr, /^found /);
  await sweep.run("--parquet", "--fresh");
  assert.deepEqual(names.map((path) => Deno.readFileSync(path)), [manifest, parquet]);
  assert.equal(JSON.parse(new TextDecoder().decode(manifest)).files["trials.parquet"].bytes, parquet.length);
});

Deno.test("--parquet puts trials.parquet back where it was removed or cut short", async () => {
  using sweep = SweepFolder.make(SEEDS);
  await sweep.run("--parquet");
  const path = `${sweep.resultPath}/trials.parquet`;
  const whole = Deno.readFileSync(path);
  for (const damage of [() => Deno.removeSync(path), () => Deno.truncateSync(path, 100)]) {
    damage();
    const { code, stderr } = await sweep.run("--parquet");
    assert.equal(stderr, `added trials.parquet to ${sweep.resultPath}\n`);
    assert.equal(code, 0);
    assert.deepEqual(Deno.readFileSync(path), whole);
  }
});

Deno.test("a sweep with the line ends of Windows is found, which is said in verify's words", async () => {
  using sweep = SweepFolder.make(SEEDS);
  const first = await sweep.run();
  for (const { name } of Deno.readDirSync(sweep.resultPath)) {
    const path = `${sweep.resultPath}/${name}`;
    Deno.writeTextFileSync(path, Deno.readTextFileSync(path).replaceAll("\n", "\r\n"));
  }
  const { code, stdout, stderr } = await sweep.run();
  assert.deepEqual([code, stdout], [0, first.stdout]);
  const told =
    `line ends ${sweep.resultPath}: its line ends were changed, and nothing else differs; left as it was\n` +
    `  deno task verify ${sweep.resultPath} says more; --fresh replaces it\n`;
  assert.equal(stderr, told);
  const refused = await sweep.run("--parquet");
  assert.deepEqual([refused.code, refused.stderr.startsWith(`${told}trials.parquet was not added: `)], [
    1,
    true,
  ]);
  assert.equal(
    (await sweep.run("--fresh")).stderr,
    `replaced ${sweep.resultPath} (its line ends were changed)\n`,
  );
  sweep.assertRight();
});

Deno.test("a sweep without its report, or with a file of another size, is not found but damaged", async () => {
  using sweep = SweepFolder.make(SEEDS);
  await sweep.run("--parquet");
  const wayOut = "left as it was\n  --fresh trains the sweep again and replaces the folder\n";
  Deno.removeSync(`${sweep.resultPath}/report.html`);
  const missing = await sweep.run();
  assert.equal(missing.code, 1);
  assert.equal(missing.stderr, `damaged ${sweep.resultPath}: report.html: the file is missing; ${wayOut}`);
  assert.equal((await sweep.run("--fresh")).code, 0);
  Deno.writeTextFileSync(`${sweep.resultPath}/report.md`, "more", { append: true });
  assert.match((await sweep.run()).stderr, /report\.md: the file is not what manifest\.json says; left/);
  await sweep.run("--fresh");
  // A large file that can be added again may be away.
  Deno.removeSync(`${sweep.resultPath}/trials.parquet`);
  assert.match((await sweep.run()).stderr, /^found /);
});

Deno.test("of a sweep found it is said that another version drew its reports, and --parquet leaves them", async () => {
  using sweep = SweepFolder.make(SEEDS);
  await sweep.run();
  const path = `${sweep.resultPath}/manifest.json`;
  const manifest = Deno.readTextFileSync(path);
  Deno.writeTextFileSync(path, manifest.replace(/("reports_drawn_by": ")[^"]*/, "$10.0.9"));
  assert.equal(
    (await sweep.run()).stderr,
    `found ${sweep.resultPath}: trained before, its reports drawn by version 0.0.9; ` +
      "run --fresh trains it again, verify checks it\n",
  );
  assert.equal(
    (await sweep.run("--parquet")).stderr,
    `added trials.parquet to ${sweep.resultPath}\n`,
  );
  assert.match(Deno.readTextFileSync(path), /"reports_drawn_by": "0\.0\.9"/);
});

Deno.test("--at says where a figure lies, in words and in JSON", async () => {
  using sweep = SweepFolder.make(SEEDS);
  const { stdout } = await sweep.run("--at", "Emily=0.8", "--at=Frank=-1");
  assert.match(stdout, /\n {2}0\.8 is at the \d+\w\w percentile: .* of the answers are no higher\n/);
  assert.match(stdout, /\n {2}-1 is below all answers\n/);
  const json = JSON.parse((await sweep.run("--json", "--at", "Emily=0.8", "--at=Frank=-1")).stdout);
  assert.equal(json.stored, "found");
  assert.equal(json.folder, sweep.resultPath);
  assert.equal(json.at.Frank.share_at_most, 0);
  const shareAtMost = json.at.Emily.share_at_most;
  assert.ok(shareAtMost > 0 && shareAtMost < 1);
  const { folder: _, stored: __, at: ___, ...summary } = json;
  assert.deepEqual(summary, JSON.parse(Deno.readTextFileSync(`${sweep.resultPath}/summary.json`)));
});

Deno.test("a sweep with diverged trials ends with exit code 1 and counts them", async () => {
  using sweep = SweepFolder.make([
    "seed=1..5",
    "activation=relu",
    "output=identity",
    "learning_rate=1e-6,1e10",
  ]);
  const { code, stdout } = await sweep.run();
  assert.equal(code, 1);
  assert.match(stdout, /^10 trials, 5 diverged \(50\.0%\)\n/);
  const lines = Deno.readTextFileSync(`${sweep.resultPath}/trials.csv`).trimEnd().split("\n");
  assert.equal(lines.length, 11);
  assert.equal(lines.filter((line) => /,diverged,,/.test(line)).length, 5);
});

const mistakes: readonly (readonly [options: readonly string[], message: string])[] = [
  [["--at", "Emely=3"], "error: --at: there is no query Emely in people\n  did you mean Emily?\n"],
  [
    ["--at", "0.951"],
    "error: --at must be a query and a number: found 0.951\n  for example --at Emily=0.951\n",
  ],
  [
    ["--at", "Emily=high"],
    "error: --at Emily must be a number: found high\n  for example --at Emily=0.951\n",
  ],
  [
    ["--at", "Emily=9,5e-1"],
    "error: --at Emily must be a number: found 9,5e-1\n  write it with a point: 9.5e-1\n",
  ],
  [
    ["--at", "Emily=0,951"],
    "error: --at Emily must be a number: found 0,951\n  write it with a point: 0.951\n",
  ],
  [["--at", "Emily="], "error: --at Emily must be a number: found nothing\n  for example --at Emily=0.951\n"],
  [
    ["--at", "Emily=0.5", "--at=Emily=0.9"],
    "error: --at Emily is given twice\n  give each query one figure\n",
  ],
  [["-j", "0"], "error: --jobs must be a whole number from 1 to 1024: found 0\n"],
  [["--jobs=two"], "error: --jobs must be a whole number from 1 to 1024: found two\n"],
];

Deno.test("mistakes in options are reported before anything is trained or written", async () => {
  using sweep = SweepFolder.make(SEEDS);
  for (const [options, message] of mistakes) {
    const { code, stdout, stderr } = await sweep.run(...options);
    assert.deepEqual([code, stdout, stderr], [2, "", message]);
  }
  assert.throws(() => Deno.statSync(`${sweep.path}/results`), Deno.errors.NotFound);
});

Deno.test("options of sweeps are refused for a single run", async () => {
  using sweep = SweepFolder.make(SEEDS);
  for (const option of ["--at=Emily=1", "--parquet"]) {
    const { code, stderr } = await runSeedbed(["run", `${sweep.path}/people.yaml`, option]);
    assert.equal(code, 2);
    assert.match(stderr, /is for a sweep: people is a single run\n {2}add seed=1\.\.100\n/);
  }
});

Deno.test("of several files the one is named that an option does not fit, before any is trained", async () => {
  using sweep = SweepFolder.make(SEEDS);
  const [file, other] = ["people", "nobody"].map((name) => `${sweep.path}/${name}.yaml`);
  Deno.writeTextFileSync(
    other,
    Deno.readTextFileSync(file).replace("people", "nobody").replace("Emily", "Em"),
  );
  const run = (...args: readonly string[]) => runSeedbed(["run", file, other, "-o", sweep.path, ...args]);
  const { code, stderr } = await run("seed=1..3", "--at", "Emily=0.9");
  assert.equal(code, 2);
  assert.equal(stderr, "error: --at: there is no query Emily in nobody\n  known here: Em, Frank\n");
  assert.match((await run("--parquet")).stderr, /^error: --parquet is for a sweep: people is a single run\n/);
});

Deno.test("a sweep whose figures would not fit in memory is refused", async () => {
  using sweep = SweepFolder.make(SEEDS);
  const queries = Array.from({ length: 30 }, (_, index) => `{ name: q${index}, weight: 1, height: 1 }`);
  const text = Deno.readTextFileSync(`${sweep.path}/people.yaml`).replace(
    /queries: .*/,
    `queries: [${queries}]`,
  );
  Deno.writeTextFileSync(`${sweep.path}/people.yaml`, text);
  for (const command of ["run", "plan"]) {
    const { code, stderr } = await runSeedbed([command, `${sweep.path}/people.yaml`, "seed=1..6000000"]);
    assert.equal(code, 2);
    assert.match(
      stderr,
      /^error: a sweep must have at most 200000000 figures, 34 a trial: found 204000000\n/,
    );
  }
});

Deno.test("the whole result of another sweep under this one's name is not shown as this one's", async () => {
  using sweep = SweepFolder.make(SEEDS);
  using other = SweepFolder.make(["seed=5..90"]);
  await other.run();
  Deno.mkdirSync(sweep.resultPath.replace(/\/[^/]*$/, ""), { recursive: true });
  Deno.renameSync(other.resultPath, sweep.resultPath);
  const { code, stdout, stderr } = await sweep.run();
  assert.equal(code, 1);
  assert.equal(stdout, "");
  assert.match(
    stderr,
    /^damaged .*: config\.json: it is that of another experiment, with the id [0-9a-f]{8}; left as/,
  );
});

Deno.test("what is not of the result keeps --fresh from replacing a folder, before anything is trained", async () => {
  using sweep = SweepFolder.make(SEEDS);
  await sweep.run();
  Deno.writeTextFileSync(`${sweep.resultPath}/notes.txt`, "mine");
  const { code, stderr } = await sweep.run("--fresh");
  assert.equal(code, 3);
  assert.match(
    stderr,
    /^error: cannot replace .*: it holds notes\.txt, which is no file of a result; move it away first\n$/,
  );
  assert.equal(Deno.readTextFileSync(`${sweep.resultPath}/notes.txt`), "mine");
});
