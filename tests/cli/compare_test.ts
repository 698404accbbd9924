// The command `compare` from outside, with the permissions of its task.
import assert from "node:assert/strict";
import { cellsOf } from "../../src/results/csv_text.ts";
import { cellCount } from "../../src/text/width.ts";
import { type ProcessResult, runSeedbed } from "../seedbed_process.ts";
import { folderTest, writeFolder, writeResults, writeSweep } from "../results/folder_of_results.ts";
import { DIVERGING, storedFiles } from "../results/stored_examples.ts";

async function compare(root: string, ...args: readonly string[]): Promise<ProcessResult> {
  return await runSeedbed(["compare", ...args], root);
}

folderTest(
  "all results of an experiment stand in one table, with ranges and a chart, within 80 columns",
  async (root) => {
    await writeResults(root, [7, 42, 11]);
    const { code, stdout, stderr } = await compare(root, "people");
    assert.equal(code, 0, stderr);
    const lines = stdout.split("\n");
    assert.equal(lines[0], "3 runs of people: all completed, 1 setting differs");
    assert.match(stdout, /\nrun +seed +final loss +<0\.1 +<0\.01 +differs at +Emily +=Frank, the tall\n/);
    assert.deepEqual(stdout.match(/^seed-\d+/gm), ["seed-7", "seed-11", "seed-42"]);
    assert.match(stdout, /^range over the runs +least +greatest +spread +labels$/m);
    assert.match(stdout, /^Emily +0\.\d{3} +0\.\d{3} +0\.\d{3} +F 3$/m);
    assert.match(stdout, /epoch 0/);
    for (const line of lines) assert.ok(cellCount(line) <= 80, line);
  },
);

folderTest("CSV holds every number in full, sorted as asked", async (root) => {
  await writeResults(root, [7, 42, 11]);
  const { stdout } = await compare(root, "people", "--csv", "--sort=-seed");
  const [header, ...lines] = stdout.trimEnd().split("\n");
  assert.equal(
    header,
    "run,mark,init.seed,status,diverged_at_epoch,final_loss,first_epoch_under_0.1,first_epoch_under_0.01,parts_at_epoch," +
      `Emily,Emily.label,"'=Frank, the tall","'=Frank, the tall.label"`,
  );
  assert.deepEqual(lines.map((line) => line.split(",")[2]), ["42", "11", "7"]);
  const model = await compare(root, "people/seed-42", "--json");
  const [run] = JSON.parse(model.stdout).runs;
  assert.equal(lines[0].split(",")[5], String(run.final_loss));
});

folderTest("only columns that differ are left where that is asked for", async (root) => {
  await writeResults(root, [7, 42]);
  const { stdout } = await compare(root, "people", "--csv", "--only-changed");
  assert.match(stdout, /^run,init\.seed,final_loss,/);
  assert.doesNotMatch(stdout, /status|label/);
});

folderTest("Markdown escapes what a name could do", async (root) => {
  await writeResults(root, [7, 42]);
  const { stdout } = await compare(root, "people", "--md");
  assert.match(stdout, /^\| run \| seed \| final loss \| &lt;0\.1 \|/);
  assert.match(stdout, /\n\| --- \| ---: \|/);
});

folderTest("runs that ask something else stand in tables of their own, diverged ones too", async (root) => {
  await writeResults(root, [7, 42]);
  await writeFolder(`${root}/results/diverging/seed-0-00000000`, storedFiles(DIVERGING));
  const { code, stdout } = await compare(root, "people", "diverging", "--json");
  assert.equal(code, 0);
  const [people, other] = JSON.parse(stdout).comparisons;
  assert.deepEqual([people.question, people.keys], ["weight and height → gender", ["init.seed"]]);
  assert.deepEqual([other.question, other.runs[0].status, other.runs[0].final_loss], [
    "x → y",
    "diverged",
    null,
  ]);
  const table = await compare(root, "people", "diverging");
  assert.match(table.stdout, /^2 runs that ask 2 different things: each with its like\n/);
  assert.match(table.stdout, /\n1 run of which no other asks the same\n[^]*x → y/);
  const markdown = await compare(root, "people", "diverging", "--md");
  assert.match(markdown.stdout, /^## weight and height → gender\n\n\| run [^]*\n## x → y\n\n\| run /);
});

folderTest("a damaged result and a changed one stand in the table, marked, and in no range", async (root) => {
  const folders = await writeResults(root, [7, 42, 11]);
  await Deno.truncate(`${root}/${folders[0]}/model.json`, 50);
  const path = `${root}/${folders[1]}/loss.csv`;
  const text = await Deno.readTextFile(path);
  await Deno.writeTextFile(path, text.replace("0.1658844535395937", "0.1658844535395938"));
  const { code, stdout, stderr } = await compare(root, "people", "--csv");
  assert.equal(code, 0, stderr);
  const marks = stdout.trimEnd().split("\n").slice(1).map((line) => line.split(",").slice(0, 2));
  assert.deepEqual(marks.map(([run, mark]) => [run.slice(0, 7), mark]), [
    ["seed-11", ""],
    ["seed-42", "changed"],
    ["seed-7-", "changed"],
  ]);
  const { runs, queries } = JSON.parse((await compare(root, "people", "--json")).stdout);
  assert.deepEqual(queries.map(({ answers }: { answers: number }) => answers), [1, 1]);
  assert.match(runs[1].why, /^loss\.csv line 4, epoch 20: 0\.1658844535395938 should be 0\.1658844535395937/);
  assert.match(runs[2].why, /^model\.json /);
  const changed = await compare(root, folders[1]);
  assert.match(changed.stdout, /^1 run of people, which does not count\n/);
  const alone = await compare(root, folders[0]);
  assert.equal(alone.code, 1, "nothing to compare");
  assert.match(alone.stdout, /^1 result, none to compare\n[^]*changed: model\.json/);
});

folderTest(
  "of a run with a forged answer all else stands in its place, and why the answer does not",
  async (root) => {
    const folders = await writeResults(root, [7, 42, 11]);
    const path = `${root}/${folders[0]}/predictions.csv`;
    const text = await Deno.readTextFile(path);
    await Deno.writeTextFile(path, text.replace(/^(Emily,128,63,0\.)/m, "$19"));
    const { runs } = JSON.parse((await compare(root, "people", "--json")).stdout);
    const [forged] = runs;
    assert.deepEqual([forged.run.slice(0, 6), forged.mark, forged.counts], ["seed-7", "changed", false]);
    assert.deepEqual(forged.settings, { "init.seed": 7 });
    assert.equal(typeof forged.final_loss, "number");
    assert.match(
      forged.why,
      /; not shown: predictions\.csv: line 2, query Emily, output must be a number at its shortest/,
    );
    const table = (await compare(root, "people")).stdout;
    assert.match(table, /^seed-7 +changed +7 +0\.\d+ .* – +0\.\d+ M$/m);
  },
);

folderTest("mistakes have exit code 2 and a way out", async (root) => {
  await writeResults(root, [42]);
  const cases: readonly (readonly [string[], RegExp])[] = [
    [[], /compare needs a result folder/],
    [["peple"], /did you mean people\?/],
    [
      ["people", "--sort", "final_los"],
      /--sort must be a column: found final_los\n {2}did you mean final_loss\?/,
    ],
    [["people", "--csv", "--json"], /one of --json, --csv and --md/],
  ];
  for (const [args, message] of cases) {
    const { code, stderr } = await compare(root, ...args);
    assert.equal(code, 2, stderr);
    assert.match(stderr, message);
  }
});

folderTest("sweeps are compared by the spread of their losses and answers", async (root) => {
  await writeSweep(root, ["seed=1..40"]);
  await writeSweep(root, ["seed=1..20", "learning_rate=0.5"]);
  await writeSweep(root, ["learning_rate=0.1,0.5", "seed=1..20"]);
  const { code, stdout, stderr } = await compare(root, "people", "--csv");
  assert.equal(code, 0, stderr);
  const [header, ...lines] = stdout.trimEnd().split("\n").map(cellsOf);
  assert.deepEqual(header.slice(0, 9), [
    "result",
    "mark",
    "training.learning_rate",
    "sweep",
    "trials",
    "diverged",
    "final_loss.p05",
    "final_loss.p50",
    "final_loss.p95",
  ]);
  assert.equal(lines.length, 3);
  for (const line of lines) {
    const summary = JSON.parse(await Deno.readTextFile(`${root}/results/people/${line[0]}/summary.json`));
    const at = (key: string): number => Number(line[header.indexOf(key)]);
    assert.equal(at("trials"), summary.trials);
    assert.equal(at("final_loss.p50"), summary.final_loss.quantiles.p50);
    assert.equal(at("share_under_0.1"), summary.loss_under[0].share);
    assert.equal(at("Emily.p05"), summary.queries.Emily.output.quantiles.p05);
    assert.equal(at("Emily.F"), summary.queries.Emily.labels.F.share);
  }
  assert.deepEqual(lines.map((line) => line[2]).sort(), ["0.1", "0.5", "swept"]);
});

folderTest("sweeps are sorted, cut to what changed, and printed as text, Markdown and JSON", async (root) => {
  await writeSweep(root, ["seed=1..40"]);
  await writeSweep(root, ["seed=1..20", "learning_rate=0.5"]);
  const { stdout: json } = await compare(root, "people", "--json", "--sort=-learning_rate");
  const { sweeps } = JSON.parse(json);
  assert.deepEqual(sweeps.map(({ settings }: { settings: unknown }) => settings), [
    { "training.learning_rate": 0.5, sweep: [{ "init.seed": "1..20" }] },
    { "training.learning_rate": 0.1, sweep: [{ "init.seed": "1..40" }] },
  ]);
  const { stdout: text } = await compare(root, "people", "--only-changed");
  assert.match(text, /^learning_rate +0\.[15] +0\.[15]$/m);
  assert.match(text, /^sweep +seed=1\.\.\d0 +seed=1\.\.\d0$/m);
  assert.match(text, /^Emily +0\.\d{3} \(0\.\d{3}–0\.\d{3}\) F \d+(\.\d)?%/m);
  const { stdout: markdown } = await compare(root, "people", "--md");
  assert.match(markdown, /^\| result \| learning\\_rate \| sweep \| trials \|/);
  assert.equal(markdown.trimEnd().split("\n").length, 4);
  const unknown = await compare(root, "people", "--sort", "nope");
  assert.equal(unknown.code, 2);
  assert.match(unknown.stderr, /--sort must be a column: found nope/);
  const [, hint] = (await compare(root, "people", "--sort", "loss")).stderr.trimEnd().split("\n");
  // Those whose names have it come first.
  assert.match(hint, /^ {2}columns are final_loss\.p05, final_loss\.p50, final_loss\.p95, result, /);
  assert.match(hint, / and \d+ more$/);
  assert.equal(hint.split(", ").length, 12);
});

folderTest(
  "sweeps among runs stand below them in a table of their own, and in CSV with a mark",
  async (root) => {
    await writeResults(root, [7, 42]);
    await writeSweep(root, ["seed=1..10"]);
    await writeSweep(root, ["seed=1..12"]);
    const { code, stdout } = await compare(root, "people", "--html", "page.html");
    assert.equal(code, 0);
    assert.match(stdout, /^2 runs of people: all completed, 1 setting differs\n/);
    const [runs, sweeps] = stdout.split("\n2 sweeps\n\n");
    assert.doesNotMatch(runs, /sweep|mark|do not count/);
    assert.match(
      sweeps,
      /^result +sweep-\w+ +sweep-\w+\n─+\nsweep +seed=1\.\.1\d +seed=1\.\.1\d\ntrials +1\d +1\d\n/,
    );
    const html = await Deno.readTextFile(`${root}/page.html`);
    assert.match(html, /<h1>2 runs of people, and 2 sweeps<\/h1>/);
    assert.match(html, /<h2[^>]*>(?:<[^>]*>)*Sweeps/);
    assert.ok(html.includes('id="losses-linear"') && html.includes('id="sweeps-q1-spread-1"'));
    const { stdout: markdown } = await compare(root, "people", "--md");
    assert.match(markdown, /^\| run \| seed \|[^]*\n\n## Sweeps\n\n\| result \| sweep \| trials \|/);
    const { stdout: csv, stderr: note } = await compare(root, "people", "--csv");
    assert.match(
      note,
      /^2 sweeps are named without figures, [^\n]*: compare sweeps without runs to have them\n$/,
    );
    const marks = csv.trimEnd().split("\n").slice(1).map((line) => line.split(",")[1]);
    assert.deepEqual(marks, ["", "", "sweep", "sweep"]);
    // Each table is sorted by a column that it has.
    const sorted = await compare(root, "people", "--sort=-trials");
    assert.equal(sorted.code, 0, sorted.stderr);
    assert.match(sorted.stdout, /\ntrials +12 +10\n/);
    assert.equal((await compare(root, "people", "--sort=-seed")).stdout.match(/^seed-\d+/m)?.[0], "seed-42");
    const unknown = await compare(root, "people", "--sort=trails");
    assert.equal(unknown.code, 2);
  },
);

folderTest(
  "among runs sweeps have a list of their own, and among sweeps one that is damaged is marked",
  async (root) => {
    await writeResults(root, [42]);
    const sweep = await writeSweep(root, ["seed=1..10"]);
    const mixed = await compare(root, "people", "--json");
    assert.equal(mixed.code, 0);
    const { runs, sweeps } = JSON.parse(mixed.stdout);
    assert.deepEqual(runs.map(({ mark }: { mark: string | null }) => mark), [null]);
    assert.deepEqual(sweeps.map(({ trials }: { trials: number }) => trials), [10]);
    const other = await writeSweep(root, ["seed=1..12"]);
    await Deno.truncate(`${root}/${other}/trials.csv`, 100);
    const damaged = await compare(root, sweep, other);
    assert.equal(damaged.code, 0);
    assert.match(damaged.stdout.replace(/\s+/g, " "), /sweep-\w{8} changed: trials\.csv line \d/);
    const json = JSON.parse((await compare(root, sweep, other, "--json")).stdout);
    assert.deepEqual(json.sweeps.map(({ mark }: { mark: string | null }) => mark), [null, "changed"]);
    const page = await compare(root, sweep, other, "--html", "page.html");
    assert.equal(page.code, 0, page.stderr);
    const html = await Deno.readTextFile(`${root}/page.html`);
    assert.match(html, /<h1>1 sweep of people<\/h1>/);
    assert.match(html, /1 of these stands in no range, no chart and no count/);
  },
);

folderTest("where no sweep can be read there is nothing to compare, as where no run can", async (root) => {
  const sweep = await writeSweep(root, ["seed=1..10"]);
  await Deno.writeTextFile(`${root}/${sweep}/summary.json`, "{\n");
  const { code, stdout } = await compare(root, sweep);
  assert.equal(code, 1);
  assert.match(stdout, /changed/);
});
