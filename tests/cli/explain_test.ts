// `explain` as a user meets it: read permission only, text in a pipe, exit codes.
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
  ["a step that is no number", ["--step", "two"], /--step must be a whole number: found two/],
  ["digits that are not possible", ["--digits", "1"], /from 2 to 20, or full: found 1/],
  ["two kinds of output", ["--md", "--json"], /--md and --json cannot both be printed/],
];

for (const [what, args, message] of mistakes) {
  Deno.test(`explain reports ${what} and exits with 2`, async () => {
    const { code, stdout, stderr } = await explained(...args);
    assert.deepEqual([code, stdout], [2, ""]);
    assert.match(stderr, message);
  });
}
