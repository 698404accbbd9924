// The command `compare` from outside, with the permission to read and no other.
import assert from "node:assert/strict";
import { cellCount } from "../../src/report/chart/text_size.ts";
import { denoArguments, type ProcessResult } from "../seedbed_process.ts";
import { folderTest, writeFolder, writeResults } from "../results/folder_of_results.ts";
import { DIVERGING, storedFiles } from "../results/stored_examples.ts";

async function compare(root: string, ...args: readonly string[]): Promise<ProcessResult> {
  const { code, signal, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [...denoArguments(["compare", ...args], "read")],
    cwd: root,
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  return { code, signal, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

folderTest(
  "all results of an experiment stand in one table, with ranges and a chart, within 80 columns",
  async (root) => {
    await writeResults(root, [7, 42, 11]);
    const { code, stdout, stderr } = await compare(root, "people");
    assert.equal(code, 0, stderr);
    const lines = stdout.split("\n");
    assert.equal(lines[0], "3 runs of people: all completed, 1 setting differs");
    assert.match(stdout, /\nrun +seed +final loss +<0\.1 +<0\.01 +parts at +Emily +=Frank, the tall\n/);
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
    "run,init.seed,status,diverged_at_epoch,final_loss,first_epoch_under_0.1,first_epoch_under_0.01,parts_at_epoch," +
      `Emily,Emily.label,"'=Frank, the tall","'=Frank, the tall.label"`,
  );
  assert.deepEqual(lines.map((line) => line.split(",")[1]), ["42", "11", "7"]);
  const model = await compare(root, "people/seed-42", "--json");
  const [run] = JSON.parse(model.stdout).runs;
  assert.equal(lines[0].split(",")[4], String(run.final_loss));
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

folderTest("runs of other experiments and diverged ones stand beside each other", async (root) => {
  await writeResults(root, [7]);
  await writeFolder(`${root}/results/diverging/seed-0-00000000`, storedFiles(DIVERGING));
  const { code, stdout } = await compare(root, "people", "diverging", "--json");
  assert.equal(code, 0);
  const { runs, keys } = JSON.parse(stdout);
  assert.deepEqual(runs.map(({ status }: { status: string }) => status), ["completed", "diverged"]);
  assert.ok(keys.includes("name") && keys.includes("network.hidden"));
  assert.equal(runs[1].final_loss, null);
  const table = await compare(root, "people", "diverging");
  assert.match(table.stdout, /diverged at \d+/);
});

folderTest("a damaged folder is told and left out, a changed one is told", async (root) => {
  const folders = await writeResults(root, [7, 42, 11]);
  await Deno.truncate(`${root}/${folders[0]}/model.json`, 50);
  const path = `${root}/${folders[1]}/loss.csv`;
  await Deno.writeTextFile(
    path,
    (await Deno.readTextFile(path)).replace("0.1658844535395937", "0.1658844535395938"),
  );
  const { code, stdout, stderr } = await compare(root, "people", "--csv");
  assert.equal(code, 0);
  assert.equal(stdout.trimEnd().split("\n").length, 3);
  assert.match(stderr, /left out results\/people\/seed-7-\S+\n {2}model\.json: the file is not JSON/);
  assert.match(stderr, /changed results\/people\/seed-42-\S+: loss\.csv was changed after writing/);
});

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
