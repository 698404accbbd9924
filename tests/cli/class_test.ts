// What a class hands in, through `verify` and `compare` from outside: right marks in every form, and nothing stops either.
import assert from "node:assert/strict";
import { cellsOf } from "../../src/results/csv_text.ts";
import { runSeedbed } from "../seedbed_process.ts";
import { ASSIGNMENT, workOf, writeClass } from "../results/a_class.ts";
import { folderTest, writeFolder } from "../results/folder_of_results.ts";

/** What must be found, by student: the mark, and what is said of it. */
const MARKED: ReadonlyMap<string, readonly [mark: string, why: RegExp]> = new Map([
  ["rosa", ["changed", /predictions\.csv line 2, query Emily, output: 0\.99\d+ should be 0\.\d+/]],
  ["sven", [
    "changed",
    /loss\.csv line 7, epoch 50: 0\.01\d+ should be 0\.\d+; it has the hash in manifest\.json/,
  ]],
  ["tara", ["changed", /config\.json: its hash is not the one in manifest\.json/]],
  ["udo", ["changed", /log\.txt line 1, epoch 0: /]],
  ["vera", ["no result", /^it is empty$/]],
  ["will", ["copy", /^copy of class\/clara\/results\/people\/seed-3-\w{8}$/]],
  ["xenia", ["line ends", /^its line ends were changed, and nothing else differs$/]],
]);

function studentOf(path: string): string {
  return path.replace(/^class\//, "").split("/")[0];
}

folderTest("of twenty-five hand-ins each has a line, in every form with the same marks", async (root) => {
  await writeClass(`${root}/class`);
  const before = await filesBelow(root);
  const text = await runSeedbed(["verify", "class"], root);
  assert.equal(text.code, 1, text.stderr);
  assert.equal(text.stderr, "");
  const lines = text.stdout.trimEnd().split("\n");
  assert.equal(
    lines.pop(),
    "25 results: 18 the same, 1 copy, 1 with other line ends, 4 changed, 1 without a result",
  );
  assert.equal(lines.length, 25);
  for (const line of lines) {
    const [mark, path, why = ""] = line.split(/ {2,}/);
    const [wantedMark, wantedWhy] = MARKED.get(studentOf(path)) ?? ["same", /^$/];
    assert.equal(mark, wantedMark, line);
    assert.match(why, wantedWhy);
  }
  assert.ok(lines.some((line) => line.includes("class/zoe.zip/Zoe Müller/abgabe/results/people/seed-103-")));

  const json = JSON.parse((await runSeedbed(["verify", "class", "--json"], root)).stdout);
  assert.deepEqual(json.results.map(({ marks }: { marks: string[] }) => marks.join()), lines.map(markOfLine));
  const csv = (await runSeedbed(["verify", "class", "--csv"], root)).stdout.trimEnd().split("\n").map(
    cellsOf,
  );
  assert.deepEqual(csv[0].slice(0, 4), ["result", "mark", "verdict", "copy_of"]);
  assert.deepEqual(csv.slice(1).map(([, mark]) => mark), lines.map(markOfLine));
  const markdown = (await runSeedbed(["verify", "class", "--md"], root)).stdout;
  await Deno.writeTextFile(`${root}/class/Thumbs.db`, "");
  const dropped = await runSeedbed(["verify", "class/Thumbs.db"], root);
  assert.equal(dropped.code, 2);
  assert.match(dropped.stderr, /verify needs a result: found only files that the system drops into folders/);
  await Deno.remove(`${root}/class/Thumbs.db`);
  const tilde = await runSeedbed(["verify", "class", "--html=~/class.html"], root);
  assert.match(tilde.stderr, /a path must not begin with ~/);
  const page = await runSeedbed(["verify", "class", "--html", "class.html"], root);
  assert.equal(page.stderr, "written class.html\n");
  const html = await Deno.readTextFile(`${root}/class.html`);
  for (const [student, [mark]] of MARKED) {
    const why = mark === "copy" ? "copy of clara/seed-3" : "";
    assert.ok(new RegExp(`^\\| ${student}[^|]*\\| ${mark} \\| ${why}`, "m").test(markdown), student);
    assert.ok(
      new RegExp(`<th[^>]*>${student}[^<]*</th><td[^>]*>${mark}</td><td[^>]*>${why}`).test(html),
      student,
    );
  }
  assert.match(html, /<strong>25 results: 18 the same, /);
  assert.deepEqual(await filesBelow(root), [...before, "class.html"].sort(), "nothing is unpacked");
});

function markOfLine(line: string): string {
  return line.split(/ {2,}/)[0].replace(/^same$/, "");
}

async function filesBelow(root: string): Promise<readonly string[]> {
  const paths: string[] = [];
  const walk = async (folder: string): Promise<void> => {
    for await (const { name, isDirectory } of Deno.readDir(`${root}/${folder}`)) {
      if (isDirectory) await walk(`${folder}${name}/`);
      else paths.push(folder + name);
    }
  };
  await walk("");
  return paths.sort();
}

folderTest("the words of a shell's pattern find the same, whatever lies among them", async (root) => {
  await writeClass(`${root}/class`);
  await Deno.mkdir(`${root}/class/abel/essay/pictures`, { recursive: true });
  await Deno.writeTextFile(`${root}/class/abel/essay/text.docx`, "");
  await Deno.mkdir(`${root}/class/anna/src`);
  await Deno.writeTextFile(`${root}/class/anna/src/main.ts`, "");
  await Deno.writeTextFile(`${root}/class/grades.txt`, "all passed");
  await Deno.writeTextFile(`${root}/class/.DS_Store`, "");
  await Deno.writeFile(`${root}/class/broken.zip`, new Uint8Array([80, 75, 3, 4]));
  const words = [...Deno.readDirSync(`${root}/class`)].map(({ name }) => `class/${name}`).sort();
  const { code, stdout } = await runSeedbed(["verify", ...words], root);
  assert.equal(code, 3, "one cannot be read");
  assert.match(
    stdout,
    /^unreadable +class\/broken\.zip +cannot read \S+: it is no zip file, or it is cut off$/m,
  );
  assert.match(stdout, /^no result +class\/grades\.txt +it is a file$/m);
  assert.match(
    stdout,
    /^no result +class\/abel +there is no config\.json and no manifest\.json in it or below$/m,
  );
  assert.doesNotMatch(stdout, /class\/anna\/src/, "what lies beside a result");
  assert.match(stdout, /28 results: 18 the same, 1 copy, .*, 3 without a result, 1 unreadable\n$/);
});

folderTest(
  "held against the assignment, every setting and every cell that differs is named",
  async (root) => {
    await Deno.writeTextFile(`${root}/people.yaml`, ASSIGNMENT);
    const edits: readonly (readonly [student: string, text: string])[] = [
      ["anna", ASSIGNMENT],
      ["ben", ASSIGNMENT],
      [
        "clara",
        ASSIGNMENT.replace("weight: 133", "weight: 143").replace(
          "height: 72, gender: M",
          "height: 72, gender: F",
        ),
      ],
      ["david", ASSIGNMENT.replace("epochs: 60", "epochs: 70").replace(/^ +- \{ name: Diana.*\n/m, "")],
    ];
    for (const [student, text] of edits) {
      const [name, files] = workOf(42, text);
      await writeFolder(`${root}/class/${student}/${name}`, files);
    }
    const { code, stdout } = await runSeedbed(["verify", "class", "--against", "people.yaml"], root);
    assert.equal(code, 1);
    const [anna, ben, clara, david, counts] = stdout.trimEnd().split("\n");
    assert.match(anna, /^same +class\/anna\/seed-42-\w+ +as assigned$/);
    assert.match(
      ben,
      /^same +class\/ben\/seed-42-\w+ +as assigned; the same experiment as class\/anna\/seed-42-\w+$/,
    );
    assert.match(clara, /^not as assigned +\S+ +Alice\.weight 133 → 143, Bob\.gender M → F$/);
    assert.match(david, /^not as assigned +\S+ +epochs 60 → 70, row Diana is missing$/);
    assert.equal(counts, "4 results: 2 the same, 2 not as assigned");
    const without = await runSeedbed(["verify", "class"], root);
    assert.equal(without.code, 0, "a copy has its bytes");
    assert.match(without.stdout, /^copy +class\/ben\/\S+ +copy of class\/anna\/seed-42-\w+$/m);
    const json = await runSeedbed(["verify", "class", "--against", "people", "--json"], root);
    assert.deepEqual(JSON.parse(json.stdout).results[2].not_as_assigned, [
      { kind: "value", key: "Alice.weight", assigned: "133", found: "143" },
      { kind: "value", key: "Bob.gender", assigned: "M", found: "F" },
    ]);
    const one = await runSeedbed(["verify", "class/clara", "--against", "people.yaml"], root);
    assert.equal(one.code, 1);
    assert.match(one.stdout, /\nnot as assigned\n {2}Alice\.weight 133 → 143\n {2}Bob\.gender M → F\n$/);
    const seeds = await runSeedbed(["verify", "class", "--against", "people.yaml", "seed=1..24"], root);
    assert.match(seeds.stdout, /^not as assigned +class\/anna\/\S+ +seed 1\.\.24 → 42$/m);
    const own = await runSeedbed(["verify", "class/anna", "seed=40..44", "--against=people.yaml"], root);
    assert.equal(own.code, 0, own.stderr);
    assert.match(own.stdout, /\nas assigned\n$/);
    const slip = await runSeedbed(["verify", "class", "--against", "people.yaml", "sede=7"], root);
    assert.equal(slip.code, 2);
    assert.match(slip.stderr, /^sede=7: there is no setting sede\n {2}did you mean init\.seed\?\n$/);
    const missing = await runSeedbed(["verify", "class", "--against", "peple.yaml"], root);
    assert.equal(missing.code, 2);
    assert.match(missing.stderr, /peple\.yaml: there is no such file/);
  },
);

folderTest(
  "a comparison of the class marks the same hand-ins, and no range holds one of them",
  async (root) => {
    await writeClass(`${root}/class`);
    const { code, stdout, stderr } = await runSeedbed(["compare", "class", "--json"], root);
    assert.equal(code, 0, stderr);
    const { runs, queries } = JSON.parse(stdout);
    assert.equal(runs.length, 25);
    for (const { run, mark, counts } of runs) {
      const [wanted] = MARKED.get(studentOf(run)) ?? [null];
      assert.equal(mark?.replace(/^copy of clara\/seed-3-\w{8}$/, "copy") ?? null, wanted, run);
      assert.equal(counts, wanted === null || wanted === "line ends", run);
    }
    const outputs = runs.filter(({ counts }: { counts: boolean }) => counts)
      .map(({ answers }: { answers: readonly { output: number }[] }) => answers[0].output);
    const [emily] = queries;
    assert.deepEqual([emily.answers, emily.least, emily.greatest], [
      19,
      Math.min(...outputs),
      Math.max(...outputs),
    ]);

    const text = (await runSeedbed(["compare", "class"], root)).stdout;
    assert.match(text, /^19 runs of people: all completed, 1 setting differs; 6 more do not count\n/);
    assert.match(text, /\nrosa\/seed-51 +changed +51 /);
    assert.match(text, /\nvera +no result( +–)+\n/);
    assert.match(text, /\nEmily +0\.\d+ +0\.\d+ +0\.\d+ +F 19\n/);
    const csv = (await runSeedbed(["compare", "class", "--csv"], root)).stdout.trimEnd().split("\n").map(
      cellsOf,
    );
    assert.deepEqual(
      csv.slice(1).map(([, mark]) => mark),
      runs.map(({ mark }: { mark: string | null }) => mark ?? ""),
    );
    const markdown = (await runSeedbed(["compare", "class", "--md"], root)).stdout;
    assert.match(markdown, /^\| rosa\/seed-51-\w+ \| changed \| 51 \|/m);
    await runSeedbed(["compare", "class", "--html", "page.html"], root);
    const html = await Deno.readTextFile(`${root}/page.html`);
    assert.match(html, /<th[^>]*>will\/seed-3-\w+<\/th><td[^>]*>copy of clara\/seed-3-\w+<\/td>/);
    assert.match(html, /over 19 runs/);
  },
);
