// The command `ask` from outside: what it prints and writes, what it refuses, and what it takes for a table.
import assert from "node:assert/strict";
import { denoArguments, type ProcessResult, resultOf, runSeedbed } from "../seedbed_process.ts";
import { zipOf } from "../../src/results/zip_archive.ts";
import { folderTest, writeFolder, writeResults, writeSweep } from "../results/folder_of_results.ts";
import {
  changeText,
  DIVERGING,
  PEOPLE,
  storedFiles,
  storedSweepFiles,
  textIn,
} from "../results/stored_examples.ts";

async function asked(root: string, ...args: readonly string[]): Promise<ProcessResult> {
  return await runSeedbed(["ask", ...args], root);
}

const said = (
  { code, stdout, stderr }: ProcessResult,
): readonly [number, string, string] => [code, stdout, stderr];

const QUERIES = 'name,weight,height\nEmily,128,63\n"=Frank, the tall",155,68\n';

folderTest(
  "the queries of a result, asked as a table, are answered as predictions.csv has it",
  async (root) => {
    const files = storedFiles(PEOPLE);
    await writeFolder(`${root}/results/people/seed-42`, files);
    await Deno.writeTextFile(`${root}/q.csv`, QUERIES);
    const predictions = textIn(files, "predictions.csv");
    assert.deepEqual(said(await asked(root, "people", "q.csv")), [0, predictions, ""]);
    await Deno.writeFile(`${root}/ben.zip`, zipOf(files));
    assert.deepEqual(said(await asked(root, "ben.zip", "q.csv")), [0, predictions, ""]);
  },
);

folderTest(
  "without a table the rows of the result are answered, and how many are right is said beside",
  async (root) => {
    await writeResults(root, [42]);
    const { code, stdout, stderr } = await asked(root, "people");
    assert.deepEqual([code, stderr], [0, "learned: 4 of 4 rows right\n"]);
    const [header, alice] = stdout.split("\n");
    assert.equal(header, "row,part,weight,height,gender,output,label,right");
    assert.match(alice, /^Alice,learned,133,65,F,0\.\d+,F,1$/);
  },
);

folderTest("-o writes what would be printed, whole, and over nothing that is there", async (root) => {
  await writeResults(root, [42]);
  // A tab in a cell stays one, also on the way to another program.
  await Deno.writeTextFile(`${root}/q.csv`, 'weight,height,note\n128,63,"a\tb"\n');
  const printed = await asked(root, "people", "q.csv");
  assert.match(printed.stdout, /^weight,height,note,output,label\n128,63,"a\tb",0\.\d+,F\n$/);
  const written = await asked(root, "people", "q.csv", "-o", "a.csv");
  assert.deepEqual(said(written), [0, "", "written a.csv\n"]);
  assert.equal(await Deno.readTextFile(`${root}/a.csv`), printed.stdout);
  assert.deepEqual(said(await asked(root, "people", "-o", "q.csv")), [
    2,
    "",
    "error: --out would replace q.csv\n  name another file, or add --force\n",
  ]);
  for (const force of [[], ["--force"]]) {
    assert.deepEqual(said(await asked(root, "people", "-o", "results/", ...force)), [
      2,
      "",
      "error: --out must be a file: results/ is a folder\n  for example results/answers.csv\n",
    ]);
  }
  assert.equal((await asked(root, "people", "q.csv", "-o", "a.csv", "--force")).code, 0);
  const nowhere = await asked(root, "people", "-o", "no/a.csv");
  assert.match(nowhere.stderr, /^error: cannot write no\/a\.csv: there is no folder no, so make it first/);
  assert.deepEqual([nowhere.code, [...Deno.readDirSync(root)].map(({ name }) => name).sort().join()], [
    3,
    "a.csv,q.csv,results",
  ]);
});

folderTest(
  "answers to a spreadsheet's table begin with the byte order mark that it reads UTF-8 by, and others with none",
  async (root) => {
    await writeResults(root, [42]);
    const text = "weight,height,größe\n128,63,ä\n";
    const utf8 = new TextEncoder().encode(text);
    const latin1 = Uint8Array.from(text, (character) => character.codePointAt(0)!);
    for (
      const [bytes, isMarked, settings] of [
        [utf8, false, []],
        [Uint8Array.of(0xef, 0xbb, 0xbf, ...utf8), true, []],
        [latin1, true, ["encoding=windows-1252"]],
      ] as const
    ) {
      await Deno.writeFile(`${root}/q.csv`, bytes);
      const { code, stderr } = await asked(root, "people", "q.csv", ...settings, "-o", "a.csv", "--force");
      assert.equal(code, 0, stderr);
      const found = await Deno.readFile(`${root}/a.csv`);
      const answers = new TextDecoder("utf-8", { ignoreBOM: true }).decode(found);
      assert.match(answers, isMarked ? /^\uFEFFweight,height,größe,output/ : /^weight,height,größe,output/);
    }
  },
);

folderTest("- is standard input, and a reader that has seen enough is no error", async (root) => {
  await writeResults(root, [42]);
  const args = [...denoArguments(["ask", "people", "-"])];
  const pipes = { stdin: "piped", stdout: "piped", stderr: "piped" } as const;
  const piped = async (text: string, isRead: boolean): Promise<ProcessResult> => {
    const process = new Deno.Command(Deno.execPath(), { args, cwd: root, ...pipes }).spawn();
    const reader = process.stdout;
    const writer = process.stdin.getWriter();
    if (!isRead) await reader.cancel();
    await writer.write(new TextEncoder().encode(text));
    await writer.close();
    if (isRead) return await resultOf(process);
    const [{ code }, stderr] = [await process.status, await new Response(process.stderr).text()];
    return { code, signal: null, stdout: "", stderr };
  };
  const { code, stdout, stderr } = await piped("weight,height,gender\n133,65,F\n160,72,F\n", true);
  assert.deepEqual([code, stderr], [
    0,
    "1 of 2 rows right\nnote 2 of 2 rows have the same features as a learned row\n" +
    "  how near such answers come says little of new rows\n",
  ]);
  assert.match(
    stdout,
    /^weight,height,gender,output,label,right\n133,65,F,0\.\d+,F,1\n160,72,F,0\.\d+,M,0\n$/,
  );
  const many = `weight,height\n${"134,65\n".repeat(20_000)}`;
  assert.deepEqual(said(await piped(many, false)), [0, "", ""]);
  assert.match(
    (await piped("weight\n1\n", true)).stderr,
    /^standard input:1:1: the table must have a column height/,
  );
});

folderTest(
  "rows beyond all that was learned are counted, and named by the features that lie there",
  async (root) => {
    await writeResults(root, [42]);
    await Deno.writeTextFile(`${root}/q.csv`, "weight,height\n128,63\n300,63\n90,80\n");
    const { code, stderr } = await asked(root, "people", "q.csv");
    assert.deepEqual([code, stderr], [
      0,
      "note 2 of 3 rows lie outside what was learned: weight (learned from 120 to 160) and height (learned from 60 to 72)\n" +
      "  no row that was learned says what is right out there\n",
    ]);
  },
);

folderTest("a mistake in the table is told at its place, with a setting that mends it", async (root) => {
  await writeResults(root, [42]);
  await Deno.writeTextFile(`${root}/a=b.csv`, "weight;height\n128,5;63\n");
  const { code, stdout, stderr } = await asked(root, "people", "a=b.csv");
  assert.deepEqual([code, stdout], [2, ""]);
  assert.equal(
    stderr,
    "a=b.csv:1:1: the table must have commas between its columns: found semicolons\n" +
      " 1 | weight;height\n   | ^^^^^^^^^^^^^\n" +
      "  add after the table: 'separator=;' decimal=,\n",
  );
  const settings = ["queries.file.separator=;", "queries.file.decimal=,"];
  assert.match(
    (await asked(root, "people", "a=b.csv", ...settings)).stdout,
    /^weight;height;output;label\n128,5;63;0,\d+;F\n$/,
  );
  await Deno.writeFile(
    `${root}/latin.csv`,
    Uint8Array.from("weight,height,town\n128,63,K\xf6ln\n", (c) => c.charCodeAt(0)),
  );
  const latin = await asked(root, "people", "latin.csv");
  assert.match(
    latin.stderr,
    /but its bytes are not UTF-8 text\n {2}add after the table: encoding=windows-1252\n$/,
  );
  assert.match((await asked(root, "people", "latin.csv", "encoding=windows-1252")).stdout, /\n128,63,Köln,/);
});

folderTest(
  "columns without names are refused with the names that they need, and read once they have them",
  async (root) => {
    await writeResults(root, [42]);
    const refusals = [
      ["128,63\n", [], "the table must have a header line", "add after the table: 'header=[weight, height]'"],
      [
        "128,63\n",
        ["header=none"],
        "the columns must have the names of the features: found c1, c2",
        "in place of none, header must name them: [weight, height]",
      ],
      [
        "1;128;63;7\n",
        [],
        "the table must have commas between its columns and a header line",
        "add after the table: 'separator=;'; name its 4 columns in their order in 'header=[…]' after the table; " +
        "needed are weight, height",
      ],
      [
        "Table 1\nweight;height\n128;63\n",
        [],
        "the table must have commas between its columns: found Table 1",
        "say what separates them after the table: 'separator=…'",
      ],
      [
        "Table 1\nweight,height\n128,63\n",
        ["separator=;"],
        "the table must have semicolons between its columns: found Table 1",
        "say what separates them after the table: 'separator=…'",
      ],
      [
        "weight,gender\n128,F\n",
        [],
        "the table must have a column height",
        "rename the column that is meant, or add it: every row needs it",
      ],
    ] as const;
    for (const [text, settings, message, hint] of refusals) {
      await Deno.writeTextFile(`${root}/q.csv`, text);
      const { code, stderr } = await asked(root, "people", "q.csv", ...settings);
      assert.deepEqual([code, stderr.split("\n").at(-2)], [2, `  ${hint}`]);
      assert.ok(stderr.startsWith(`q.csv:1:1: ${message}`), stderr);
    }
    await Deno.writeTextFile(`${root}/q.csv`, "1;128;63;7\n");
    const named = await asked(root, "people", "q.csv", "separator=;", "header=[id, weight, height, age]");
    assert.match(named.stdout, /^id;weight;height;age;output;label\n1;128;63;7;0\./);
  },
);

folderTest("sweeps to choose from are told apart by what they vary, as it was typed", async (root) => {
  for (const settings of [["seed=1..3"], ["learning_rate=0.1,0.2", "seed=1..4"]]) {
    await writeSweep(root, settings);
  }
  const { code, stderr } = await asked(root, "people/sweep");
  assert.equal(code, 2);
  const [, , ...lines] = stderr.trimEnd().split("\n");
  assert.deepEqual(lines.map((line) => line.replace(/^.*sweep-\w+ {2}/, "")).sort(), [
    "learning_rate=0.1 seed=1..3",
    "learning_rate=0.1,0.2 seed=1..4",
  ]);
});

folderTest("what is no table, no single run or no network is refused with a way out", async (root) => {
  await writeResults(root, [7, 42]);
  const sweep = await writeSweep(root, ["seed=3,4", "learning_rate=0.1,0.2"]);
  await writeFolder(`${root}/results/diverging/seed-0`, storedFiles(DIVERGING));
  const damaged = storedFiles(PEOPLE, ["seed=9"]);
  changeText(damaged, "model.json", /"layers": \[/, '"layers": [ 1,');
  await writeFolder(`${root}/results/broken/seed-9`, damaged);
  await writeFolder(
    `${root}/results/empty/seed-0`,
    storedFiles("name: empty\ndataset: { features: [{ name: x }] }\ntraining: { epochs: 0 }\n"),
  );
  await Deno.writeTextFile(`${root}/people.csv`, QUERIES);
  for (
    const [args, code, message] of [
      [[], 2, /^error: ask needs a result folder or the name of an experiment/],
      [
        ["people", "people.csv"],
        2,
        // A sweep would be refused, and is not offered.
        /^error: ask takes one result: found 3\n {2}name one of the 2 runs among them\n {2}\S+seed-7-\w+ {2}seed=7\n {2}\S+seed-42-\w+ {2}seed=42\n$/,
      ],
      [
        ["people/seed-7", "people.csv", "b.csv"],
        2,
        /^error: ask takes one result and one table: found also b\.csv/,
      ],
      [
        ["people/seed-7", "peple.csv"],
        2,
        /^peple\.csv: there is no such file\n {2}did you mean people\.csv\?/,
      ],
      [["people/seed-7", "results"], 2, /^results: that is a folder, not a file/],
      [["people/seed-7", "~/q.csv"], 2, /^error: a path must not begin with ~/],
      [
        ["people/seed-7", "separator=;"],
        2,
        /^error: ask reads rows from a table: found none beside separator=;\n {2}for example .* unseen\.csv; a setting/,
      ],
      [
        ["people/seed-7", "weight=128"],
        2,
        /^error: ask reads rows from a table: found none beside weight=128\n/,
      ],
      [
        ["people/seed-7", "people.csv", "seed=3"],
        2,
        /^seed=3: a setting beside a table must say how it is written/,
      ],
      [
        ["diverging"],
        2,
        /^error: results\/diverging\/seed-0: the run diverged: it has no network to ask\n {2}lower/,
      ],
      [["broken"], 1, /^error: results\/broken\/seed-9 cannot be asked\n {2}model\.json: layers must hold/],
      [["empty"], 2, /^error: results\/empty\/seed-0 has no rows of its own to ask about\n {2}name a table/],
    ] as const
  ) {
    const refused = await asked(root, ...args);
    assert.deepEqual([refused.code, refused.stdout], [code, ""], args.join(" "));
    assert.match(refused.stderr, message, args.join(" "));
  }
  const ofSweep = await asked(root, sweep, "people.csv");
  const way =
    /^error: ask takes the result of a single run, or without a table that of a sweep that holds rows out: \S+ is a sweep\n {2}run one of its trials alone: deno task (.*)\n$/
      .exec(ofSweep.stderr);
  assert.equal(ofSweep.code, 2);
  assert.equal(way?.[1], `run ${sweep}/config.json seed=3 learning_rate=0.1`);
  const trial = await runSeedbed(way[1].split(" "), root);
  assert.match(trial.stderr, /^written results\/people\/seed-3-\w+\n/m);
});

folderTest(
  "a result that was changed after it was written is asked all the same, and said to be changed",
  async (root) => {
    const files = storedFiles(PEOPLE);
    changeText(files, "experiment.yaml", "epochs: 60", "epochs: 61");
    await writeFolder(`${root}/results/people/seed-42`, files);
    const { code, stdout, stderr } = await asked(root, "people");
    assert.equal(code, 0);
    assert.match(stdout, /^row,part,/);
    assert.match(stderr, /^changed results\/people\/seed-42: experiment\.yaml was changed after writing\n/);
  },
);

folderTest(
  "results of which one is to be named have their settings as a command line takes them",
  async (root) => {
    await writeResults(root, [42, 7]);
    const split = PEOPLE.replace("init:", "  validation: { fraction: 0.5, stratify: true }\ninit:");
    await writeFolder(`${root}/results/people/seed-42-00000000`, storedFiles(split));
    const { stderr } = await asked(root, "people");
    assert.match(stderr, /\/seed-42-00000000 {2}fraction=0\.5 validation\.seed=0 stratify=true\n/);
  },
);

const FOLDS = `name: folds
dataset:
  features: [{ name: x, shift: mean, scale: std }, { name: "=y" }]
  target: { name: kind, classes: { low: 0, high: 1 } }
  rows:
    - { name: a, x: 1, "=y": 2, kind: low }
    - { name: b, x: 2, "=y": 1, kind: low }
    - { name: c, x: 3, "=y": 2, kind: low }
    - { name: d, x: 4, "=y": 5, kind: high }
    - { name: e, x: 5, "=y": 4, kind: low }
    - { name: f, x: 6, "=y": 6, kind: high }
    - { name: g, x: 7, "=y": 7, kind: high }
    - { name: h, x: 2.5, "=y": 6, kind: high }
    - { name: i, x: 6.5, "=y": 2, kind: low }
  validation: { folds: 3, fold: 0, seed: 0, stratify: true }
training: { epochs: 200 }
`;

folderTest(
  "a cross-validation answers each row by the trial that held it out, as that trial alone would",
  async (root) => {
    await writeFolder(`${root}/results/folds/sweep`, storedSweepFiles(FOLDS, ["fold=0..2"]));
    const { code, stdout, stderr } = await asked(root, "folds/sweep");
    assert.equal(code, 0, stderr);
    const [header, ...lines] = stdout.trimEnd().split("\n");
    assert.equal(header, "dataset.validation.fold,row,x,'=y,kind,output,label,right");
    assert.equal(lines.map((line) => line.split(",")[1]).sort().join(""), "abcdefghi");
    for (const fold of [0, 1, 2]) {
      const name = `fold-${fold}`;
      await writeFolder(`${root}/results/alone/${name}`, storedFiles(FOLDS, [`fold=${fold}`]));
      const alone = await asked(root, `alone/${name}`);
      const heldOut = alone.stdout.split("\n").filter((line) => line.includes(",held out,"));
      assert.deepEqual(
        lines.filter((line) => line.startsWith(`${fold},`)),
        heldOut.map((line) => `${fold},${line.replace(",held out,", ",")}`),
      );
    }
    // Of the 20 pairs of a high and a low row 15 are in order, which is the area under the curve.
    const answers = lines.map((line) => line.split(","));
    const outputsOf = (kind: string) =>
      answers.filter((cells) => cells[4] === kind).map((cells) => Number(cells[5]));
    const pairs = outputsOf("high").flatMap((high) => outputsOf("low").map((low) => high > low));
    const inOrder = pairs.filter((isInOrder) => isInOrder).length;
    const right = answers.filter((cells) => cells[7] === "1").length;
    assert.deepEqual([right, inOrder, pairs.length], [6, 15, 20]);
    assert.equal(stderr, "held out in 3 trials: 6 of 9 rows right, macro F1 0.667, AUC 0.75\n");
  },
);

folderTest(
  "trials that hold rows out are judged by setting, and those that diverged are told of",
  async (root) => {
    const text = FOLDS.replace("{ low: 0, high: 1 }", "[low, high]").replace("epochs: 200", "epochs: 20");
    const settings = ["fold=0..2", "seed=0,1", "learning_rate=0.1,1e308"];
    await writeFolder(`${root}/results/folds/sweep`, storedSweepFiles(text, settings));
    const { code, stdout, stderr } = await asked(root, "folds/sweep");
    assert.equal(code, 0, stderr);
    assert.equal(stdout.split("\n").length, 1 + 4 * 9 + 1);
    const diverged = stdout.split("\n").filter((line) => line.includes(",1e+308,"));
    assert.equal(diverged.length, 2 * 9);
    assert.ok(diverged.every((line) => line.endsWith(",,,diverged,0")), diverged[0]);
    assert.match(
      stderr,
      /^learning_rate=0\.1, held out in 6 trials: \d+ of 18 rows right \(.*\), macro F1 [\d.]+, AUC [\d.]+\nnote 6 of 12 trials diverged/,
    );
    const ofTable = await asked(root, "folds/sweep", "q.csv");
    assert.match(
      ofTable.stderr,
      /^error: ask takes the result of a single run, or without a table that of a sweep that holds rows out: /,
    );
  },
);

folderTest(
  "a sweep with the line ends of Windows is asked, which is said; one with a file that may not be read is not",
  async (root) => {
    const folder = `${root}/results/folds/sweep`;
    const files = storedSweepFiles(FOLDS, ["fold=0..2"]);
    await writeFolder(folder, files);
    const { stdout } = await asked(root, "folds/sweep");
    for (const [name, bytes] of files) {
      const text = new TextDecoder().decode(bytes).replaceAll("\n", "\r\n");
      await Deno.writeTextFile(`${folder}/${name}`, text);
    }
    const again = await asked(root, "folds/sweep");
    assert.deepEqual([again.code, again.stdout], [0, stdout]);
    assert.match(again.stderr, /^line ends results\/folds\/sweep: its line ends were changed\n/);
    await Deno.remove(`${folder}/summary.json`);
    await Deno.mkdir(`${folder}/summary.json`);
    assert.deepEqual(said(await asked(root, "folds/sweep")), [
      1,
      "",
      "error: results/folds/sweep cannot be asked\n  summary.json: it is a folder\n" +
      "  deno task verify results/folds/sweep says more\n",
    ]);
  },
);
