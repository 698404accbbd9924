// A table of broken experiments beside exactly what is printed: mistakes/NAME.yaml (with NAME.csv and the arguments
// of NAME.args, one a line, where there are any) and mistakes/NAME.txt.
// To rewrite the texts and read the difference: deno test -A tests/experiment/mistakes_test.ts -- --update

import assert from "node:assert/strict";
import { LIMITS } from "../../src/experiment/limits.ts";
import { readExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { describeProblem } from "../../src/experiment/source/problem.ts";

const FOLDER = new URL("./mistakes/", import.meta.url);
const isUpdate = Deno.args.includes("--update");

/** What a person sees for a broken text. */
function printed(name: string, text: string, overrides: readonly string[]): string {
  const result = readExperiment(text, {
    fileName: `${name}.yaml`,
    overrides,
    readDataFile: (file) => readIfThere(file) ?? { problem: "there is no such file" },
  });
  if ("ok" in result) return "(nothing is wrong)\n";
  return result.problems.map((problem) => `${describeProblem(problem)}\n`).join("");
}

function readIfThere(file: string): { readonly text: string } | null {
  try {
    return { text: Deno.readTextFileSync(new URL(file, FOLDER)) };
  } catch {
    return null;
  }
}

function check(name: string, text: string, overrides: readonly string[]): void {
  const found = printed(name, text, overrides);
  const file = new URL(`${name}.txt`, FOLDER);
  if (isUpdate) Deno.writeTextFileSync(file, found);
  assert.equal(found, readIfThere(`${name}.txt`)?.text);
  assert.notEqual(found, "(nothing is wrong)\n");
}

const files = [...Deno.readDirSync(FOLDER)].map((entry) => entry.name).sort();

for (const file of files.filter((file) => file.endsWith(".yaml"))) {
  const name = file.slice(0, -".yaml".length);
  Deno.test(`the mistakes of ${file} are reported as in ${name}.txt`, () => {
    const overrides = readIfThere(`${name}.args`)?.text.split("\n").slice(0, -1) ?? [];
    check(name, readIfThere(file)?.text ?? "", overrides);
  });
}

const ASK = "dataset: { features: [{ name: x }] }\ntraining: { epochs: 0 }\n";

/** Texts that an editor or a version control system might change in passing. */
const BUILT: Readonly<Record<string, string>> = {
  built_bom: `\uFEFFnam: x\n${ASK}`,
  built_carriage_returns: `name: x\r\nseeds: 1\r\n${ASK.replaceAll("\n", "\r\n")}`,
  built_control_character: `name: x\ndescription: "a \u0007 bell"\n${ASK}`,
  built_deep_nesting: `name: x\nnetwork: ${"[".repeat(40)}${"]".repeat(40)}\n${ASK}`,
  built_empty: "",
  built_long_line: `name: x\n${ASK.replace("[{ name: x }]", `[${"{ name: x }, ".repeat(20)}{ nam: y }]`)}`,
  built_long_name: ASK.replace("name: x", `name: ${"x".repeat(10_000)}`) + `name: ${"y".repeat(10_000)}\n`,
  built_long_unknown_key: `${"k".repeat(900)}: 1\n${ASK}`,
  built_lone_surrogate: `name: x\ndescription: a\uD800b\n${ASK}`,
  built_null_byte: `name: x\0\n${ASK}`,
  built_only_blanks: " \n\t\n",
  built_only_bom: "\uFEFF",
  built_tab: `name: x\ntraining:\n\tepochs: 0\n`,
  built_tab_in_braces: `name: x\ntraining: {\tepochs: 0 }\n`,
  built_too_large: "#".repeat(LIMITS.fileBytes + 1),
  built_too_large_in_bytes: "# " + "é".repeat(LIMITS.fileBytes / 2),
  built_too_many_rows: `name: x\ndataset:\n  features: [{ name: x }]\n  target: { name: y }\n  rows: [${
    "{x: 0, y: 1},".repeat(LIMITS.rows + 1)
  }]\n`,
  built_unicode_line_break: `name: x\ndescription: "a\u2028b\u202Ec"\n${ASK}`,
};

for (const [name, text] of Object.entries(BUILT)) {
  Deno.test(`the mistakes of the text ${name} are reported as in ${name}.txt`, () => check(name, text, []));
}

Deno.test("every printed text belongs to a broken experiment", () => {
  const broken = new Set([
    ...files.filter((file) => file.endsWith(".yaml")).map((file) => file.slice(0, -".yaml".length)),
    ...Object.keys(BUILT),
  ]);
  const orphans = files.filter((file) => file.endsWith(".txt") && !broken.has(file.slice(0, -".txt".length)));
  assert.deepEqual(orphans, []);
});

Deno.test("no message has the word invalid or a full stop", () => {
  for (const file of files.filter((file) => file.endsWith(".txt"))) {
    const text = readIfThere(file)?.text ?? "";
    assert.doesNotMatch(text, /\binvalid\b/i, file);
    for (const line of text.split("\n")) assert.doesNotMatch(line, /[^.]\.$/, file);
  }
});
