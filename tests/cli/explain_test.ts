// `explain` as a user meets it: text in a pipe, files where they are wanted and over nothing else, exit codes.
import assert from "node:assert/strict";
import { denoArguments, type ProcessResult, resultOf } from "../seedbed_process.ts";
import { projectPath } from "../project_path.ts";

function path(name: string): string {
  return projectPath(name);
}

async function explained(...rest: readonly string[]): Promise<ProcessResult> {
  const args = [...denoArguments(["explain", path("experiments/alice.yaml"), ...rest])];
  const options = { args, env: { NO_COLOR: "1" }, stdin: "null", stdout: "piped", stderr: "piped" } as const;
  return await resultOf(new Deno.Command(Deno.execPath(), options).spawn());
}

Deno.test("explain shows the example of experiments/alice.yaml in a pipe as it is pinned", async () => {
  const { code, stdout, stderr } = await explained();
  assert.deepEqual([code, stderr], [0, ""]);
  assert.equal(stdout, Deno.readTextFileSync(path("tests/golden/explain/alice.txt")));
});

Deno.test("explain prints Markdown and JSON as pinned", async () => {
  const markdown = await explained("--parameter", "w1", "--md");
  assert.equal(markdown.stdout, Deno.readTextFileSync(path("tests/golden/explain/alice_w1.md")));
  const json = await explained("--parameter", "w1", "--json");
  assert.equal(json.stdout, Deno.readTextFileSync(path("tests/golden/explain/alice_w1.json")));
});

const mistakes: readonly (readonly [what: string, args: readonly string[], message: RegExp])[] = [
  ["an unknown row", ["--row", "Alise"], /^--row Alise: there is no row Alise\n {2}did you mean Alice\?\n$/],
  ["an unknown parameter", ["--parameter", "w9"], /there are w1 … w6 and b1 … b3/],
  ["a step beyond the end", ["--step", "2"], /a step must be from 1 to 1: found 2/],
  [
    "a step that is no number",
    ["--step", "two"],
    /--step must be a whole number, a range such as 1..8, or a list such as 1,5,9: found two/,
  ],
  ["digits that are not possible", ["--digits", "1"], /from 2 to 20, or full: found 1/],
  ["a range that runs backwards", ["--step", "8..1"], /--step must be a whole number, a range/],
  ["more lessons than anyone reads", ["--step", "1..4000"], /--step must name at most 100 steps: found 4000/],
  [
    "more trials than anyone reads",
    ["learning_rate=linspace(0.1, 1, 101)"],
    /explain writes at most 100 lessons at once: found 101 trials\n {2}name fewer steps, or fewer values after/,
  ],
  [
    "more steps of all trials than anyone reads",
    ["learning_rate=linspace(0.1, 1, 60)", "epochs=3", "--step", "1..2"],
    /explain writes at most 100 lessons at once: found 60 trials of 2 steps/,
  ],
  [
    "a film of several trials",
    ["learning_rate=0.1,0.2", "--film"],
    /--film shows one training: found 2 trials/,
  ],
  ["a key without its worksheet", ["--key"], /--key fills in a worksheet: found no --worksheet/],
  ["a worksheet as JSON", ["--worksheet", "--json"], /--worksheet and --json cannot both be printed/],
  ["a film of one row", ["--film", "--row", "Alice"], /--film shows the whole training: found also --row/],
  [
    "two kinds of output",
    ["--md", "--json"],
    /explain prints one of --html, --md and --json: found 2 of them/,
  ],
];

for (const [what, args, message] of mistakes) {
  Deno.test(`explain reports ${what} and exits with 2`, async () => {
    const { code, stdout, stderr } = await explained(...args);
    assert.deepEqual([code, stdout], [2, ""]);
    assert.match(stderr, message);
  });
}

Deno.test("a page is written where --out says, over a page of this program and over nothing else", async () => {
  const folder = Deno.makeTempDirSync();
  try {
    const file = `${folder}/lesson.html`;
    const first = await explained("--html", "-o", file);
    assert.deepEqual([first.code, first.stdout, first.stderr], [0, "", `written ${file}\n`]);
    const page = Deno.readTextFileSync(file);
    assert.equal((await explained("--html")).stdout, page);
    assert.equal((await explained("--worksheet", "--html", "-o", file)).code, 0);
    assert.notEqual(Deno.readTextFileSync(file), page);

    Deno.writeTextFileSync(file, "mine");
    const refused = await explained("--html", "-o", file);
    assert.deepEqual([refused.code, Deno.readTextFileSync(file)], [2, "mine"]);
    assert.match(refused.stderr, /--out would replace \S+, which is not a page of Seedbed/);
    assert.equal((await explained("--md", "-o", file)).code, 2);
    assert.equal((await explained("--md", "-o", file, "--force")).code, 0);
    assert.match(Deno.readTextFileSync(file), /^# alice: row Alice/);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
});

Deno.test("several steps are lessons one after the other, in JSON a list", async () => {
  const overrides = ["epochs=3"];
  const text = (await explained(...overrides, "--step", "1..3")).stdout;
  const alone = [];
  for (const step of ["1", "2", "3"]) alone.push((await explained(...overrides, "--step", step)).stdout);
  assert.equal(text, alone.join("\n\n"));
  const json = JSON.parse((await explained(...overrides, "--step", "1,3", "--json")).stdout);
  assert.deepEqual(json.map(({ state }: { state: { steps_done: number } }) => state.steps_done), [0, 2]);
});

/** What `explain` says of gender.yaml, or of a file beside it. */
async function explainedOf(file: string, ...rest: readonly string[]): Promise<ProcessResult> {
  const args = [...denoArguments(["explain", path(`experiments/${file}`), ...rest])];
  const options = { args, env: { NO_COLOR: "1" }, stdin: "null", stdout: "piped", stderr: "piped" } as const;
  return await resultOf(new Deno.Command(Deno.execPath(), options).spawn());
}

Deno.test("settings of several values make a sheet for each, which says whose it is, and so does its key", async () => {
  const sheets = (await explainedOf("gender.yaml", "seed=1,7", "epochs=9", "--worksheet")).stdout;
  const alone = [];
  for (const seed of ["1", "7"]) {
    alone.push((await explainedOf("gender.yaml", "epochs=9", `seed=${seed}`, "--worksheet")).stdout);
  }
  assert.equal(sheets, alone.join("\n\n"));
  assert.match(alone[1], /^gender with epochs=9 seed=7: row Alice\nWorksheet\n/);
  const { stdout } = await explainedOf(
    "gender.yaml",
    "seed=1,7",
    "epochs=9",
    "--worksheet",
    "--key",
    "--html",
  );
  assert.match(stdout, /<title>gender: seed=1 and seed=7 · Seedbed<\/title>/);
  assert.deepEqual([...stdout.matchAll(/<h2[^>]*>(.*?)<\/h2>/g)].map(([, title]) => title), [
    "Answer key · gender with epochs=9 seed=1: row Alice",
    "Answer key · gender with epochs=9 seed=7: row Alice",
  ]);
});

Deno.test("a sheet names the seed of its file, and a lesson the settings that set it apart from others alone", async () => {
  assert.match((await explainedOf("gender.yaml", "--worksheet")).stdout, /^gender with seed=42: row Alice\n/);
  assert.match((await explainedOf("gender.yaml", "seed=7")).stdout, /^gender: row Alice\n/);
  const { stdout } = await explainedOf("gender.yaml", "learning_rate=0.1,0.5", "--json");
  const names = JSON.parse(stdout).map(({ experiment }: { experiment: string }) => experiment);
  assert.deepEqual(names, ["gender with learning_rate=0.1", "gender with learning_rate=0.5"]);
});

Deno.test("seed is that of the start, also where the file sweeps the split's", async () => {
  const folder = Deno.makeTempDirSync();
  try {
    const text = Deno.readTextFileSync(path("experiments/gender.yaml")) +
      "\nsweep: { dataset.validation.seed: [1, 2, 3] }\n";
    Deno.writeTextFileSync(`${folder}/split.yaml`, text);
    const rest = ["fraction=0.25", "seed=1,7", "name=other", "hidden=[3]", "--worksheet"];
    const args = [...denoArguments(["explain", `${folder}/split.yaml`, ...rest])];
    const options = {
      args,
      env: { NO_COLOR: "1" },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    } as const;
    const { stdout, stderr } = await resultOf(new Deno.Command(Deno.execPath(), options).spawn());
    assert.deepEqual(stdout.match(/^other with .*(?=: row)/gm), [
      "other with fraction=0.25 'hidden=[3]' seed=1",
      "other with fraction=0.25 'hidden=[3]' seed=7",
    ], stderr);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
});

Deno.test("of what a file sweeps itself one lesson is written, and of what the command line adds one for each", async () => {
  const { stdout } = await explainedOf("gender_seeds.yaml", "learning_rate=0.1,0.5", "--worksheet");
  assert.deepEqual(stdout.match(/^gender_seeds with .*$/gm), [
    "gender_seeds with learning_rate=0.1 seed=0: row Alice",
    "gender_seeds with learning_rate=0.5 seed=0: row Alice",
  ]);
});
