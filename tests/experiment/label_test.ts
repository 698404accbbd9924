// What may be a name.

import assert from "node:assert/strict";
import { isExperimentName, isLabel, nameHint, nameOfFile } from "../../src/experiment/label.ts";
import { readExperiment } from "../../src/experiment/reading/parse_experiment.ts";

Deno.test("names of all scripts are names", () => {
  for (
    const text of [
      "a",
      "Zoë",
      "体重",
      "👩‍🔬",
      "نام",
      "क्ष",
      "a b",
      "1",
      "-",
      "x".repeat(200),
      "❤️",
      "می‌خواهم",
      "葛󠄀城",
    ]
  ) {
    assert.ok(isLabel(text), text);
  }
});

Deno.test("a file that is called as a device of Windows is told so, where it would name its experiment", () => {
  const read = readExperiment("dataset: { features: [{ name: x }] }\ntraining: { epochs: 0 }\n", {
    fileName: "con.yaml",
  });
  assert.ok("problems" in read);
  assert.equal(
    read.problems[0].message,
    "name is missing: the file's own name is one that Windows keeps for a device",
  );
});

/** One of each kind of name that shows as nothing, or as another name. */
const INVISIBLE = [
  ...["\u3164", "\u034f", "\u115f", "\u1160", "\uffa0", "\u{e0041}", "\u180e", "\u2800", "\ufe0f", "\u200d"],
  ...["a\u3164", "a\u034f", "a\u{e0041}", "a\ufe0f", "a\u200d", "a\u200cb", "a\u{e0101}"],
];

Deno.test("invisible characters, marks of direction and spaces at an end make no name", () => {
  const wrong = [
    "",
    " ",
    " a",
    "a ",
    "a\nb",
    "a\tb",
    "\u0000",
    "\u007f",
    "\u200b",
    "a\u202eb",
    "\u2066a",
    "\u061ca",
  ];
  for (const text of [...wrong, "\ufeffa", "\ud800", "a\u2028b", "\uffff", ...INVISIBLE, "x".repeat(201)]) {
    assert.ok(!isLabel(text), JSON.stringify(text));
  }
});

Deno.test("a draft is named after its file in English letters, and after none of which nothing can be kept", () => {
  const names: Readonly<Record<string, string | undefined>> = {
    "data/Grüße & #1 50% d'été.csv": "Gruesse_1_50_d_ete",
    "houses (1).csv": "houses_1",
    "petal-length_2.tsv": "petal-length_2",
    "売上 2024.csv": "2024",
    "-x.csv": "x",
    "生徒.csv": undefined,
    "成績.csv": undefined,
    "_.csv": undefined,
  };
  for (const [path, name] of Object.entries(names)) {
    assert.equal(nameOfFile(path), name, path);
    assert.ok(name === undefined || isExperimentName(name));
  }
  assert.equal(nameHint("日本語"), "for example my_experiment");
});
