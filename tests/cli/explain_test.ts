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
