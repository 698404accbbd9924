// A hint that says what to write goes through the parser here: written as it stands, it is read.

import assert from "node:assert/strict";
import { parseExperiment, readExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { listHint } from "./offered_settings.ts";

const TEXT = `
name: hinted
dataset:
  features: [{ name: weight }, { name: height }]
  target: { name: y }
  rows: [{ name: Alice, weight: 1, height: 2, y: 0 }, { name: Bob, weight: 2, height: 1, y: 1 }]
queries: [{ name: Emily, weight: 1, height: 2 }]
`;

function hintOf(text: string, overrides: readonly string[] = [], file = ""): string {
  const read = readExperiment(text, { overrides, readDataFile: () => ({ text: file }) });
  assert.ok("problems" in read, `${overrides} is no mistake`);
  assert.ok(read.problems[0].hint !== undefined, read.problems[0].message);
  return read.problems[0].hint;
}

function assertRead(text: string, overrides: readonly string[], file = ""): void {
  const read = readExperiment(text, { overrides, readDataFile: () => ({ text: file }) });
  assert.ok("ok" in read, `${overrides}: ${"problems" in read ? read.problems[0].message : ""}`);
}

for (
  const argument of [
    "learning_rate=0,5",
    "epochs=1,000",
    "weight.shift=1,5",
    "momentum=0,05,0,1",
    "learning_rate=0,3,0,7",
    "hidden=3,2",
    "hidden=3",
    "hidden=(3,2)",
    'hidden="[8,8]"',
    "hidden=4 4",
    "seed=1-10",
    "seed=1:10",
    "seed=1...10",
    "seed=1–10",
    "hidden=8；8",
    "epochs=range(10)",
    "seed=range(2,20,3)",
    "learning_rate=logspace(-3,0,4)",
    "learning_rate=np.arange(0.1,0.5,0.1)",
    "l2=np.linspace(0,1,5)",
    "l2=np.geomspace(0.1,1,5)",
    "lr=0.5",
    "features[0].shift=3",
    "queries.0.weight=3",
    "shift=3",
    "Emily=3",
    "activation=linear",
    "loss=MSE",
    "optimizer=Adam",
    "shuffle=yes",
    "epochs=5k",
    "epochs=1 000",
    "epochs=1.000..1.010",
    "epochs=1,000..1,010",
    "hidden=1.000",
    "learning_rate=0.5%",
    "validation=0.2",
    "validation.fraction=0,2",
  ]
) {
  Deno.test(`the hint for ${argument} can be followed`, () => {
    const offered = listHint(argument, hintOf(TEXT, [argument]));
    assert.ok(offered.length > 0, hintOf(TEXT, [argument]));
    for (const setting of offered) assertRead(TEXT, [setting]);
  });
}

for (
  const [name, file, table] of [
    ["semicolons", "d.csv", "x;y\n1;0\n2;1\n"],
    ["semicolons and decimal commas", "d.csv", "x;y\n1,5;0\n2,5;1\n"],
    ["tabs in a file with blanks in its name", '"my data.csv"', "x\ty\n1\t0\n2\t1\n"],
    ["blanks", "d.csv", "x  y\n1  0\n2  1\n"],
    ["upright marks", "{ path: d.csv, missing: [NA] }", "x|y\n1|0\n2|1\n"],
    ["no header line", "d.csv", "1.5,0\n2.5,1\n"],
    ["decimal commas", '{ path: d.csv, separator: ";" }', "x;y\n1,5;0\n2,25;1\n"],
  ] as const
) {
  Deno.test(`the hint for a table with ${name} can be followed`, () => {
    const text = `name: t\ndataset:\n  features: [{ name: x }]\n  target: { name: y }\n  file: ${file}\n`;
    const hint = hintOf(text, [], table);
    const whole = /^write file: (\{.*\})$/.exec(hint);
    const inside = /^write (.*) in dataset\.file$/.exec(hint);
    assert.ok(whole !== null || inside !== null, hint);
    const mended = whole !== null ? whole[1] : file.replace(/ \}$/, `, ${inside![1]} }`);
    assertRead(text.replace(`file: ${file}`, `file: ${mended}`), [], table);
  });

  Deno.test(`the hint for a table with ${name} can be followed on the command line`, () => {
    if (file.startsWith("{")) return;
    const text = `name: t\ndataset:\n  features: [{ name: x }]\n  target: { name: y }\n`;
    const path = `file=${file.replaceAll('"', "")}`;
    const hint = hintOf(text, [path], table);
    const settings = [...hint.replace(/^add |; .*$/g, "").matchAll(/'([^']+)'|[^\s']+/g)]
      .map(([word, inQuotes]) => inQuotes ?? word);
    assert.ok(settings.length > 0, hint);
    assertRead(text, [path, ...settings], table);
  });
}

for (
  const [value, way] of [["20%", "{ fraction: 0.2 }"], ["0.25", "{ fraction: 0.25 }"], ["2", "{ folds: 2 }"]]
) {
  Deno.test(`the hint for validation: ${value} can be followed`, () => {
    const wrong = TEXT.replace("\nqueries", `\n  validation: ${value}\nqueries`);
    assert.equal(hintOf(wrong), `write ${way}`);
    assertRead(wrong.replace(`validation: ${value}`, `validation: ${way}`), []);
  });
}

for (const value of ["0", "none", "false"]) {
  Deno.test(`the hint for validation: ${value} is to go without, which can be done`, () => {
    const wrong = TEXT.replace("\nqueries", `\n  validation: ${value}\nqueries`);
    assert.equal(hintOf(wrong), "to go without validation, remove dataset.validation");
    assertRead(wrong.replace(`  validation: ${value}\n`, ""), []);
  });
}

for (const value of ["1", "true", "150%"]) {
  Deno.test(`no hint is given for validation: ${value}, which may mean anything`, () => {
    const read = readExperiment(TEXT.replace("\nqueries", `\n  validation: ${value}\nqueries`));
    assert.ok("problems" in read && read.problems[0].hint === undefined);
  });
}

for (const [rule, column] of [["drop", "{ name: weight }"], ["drop", "{ name: y }"]] as const) {
  Deno.test(`the hint for a cell of ${column} that is not known can be followed`, () => {
    const cell = column.includes("weight") ? "weight: 2" : "y: 1";
    const [key] = cell.split(":");
    const wrong = TEXT.replace(cell, `${key}: "?"`);
    const way = `write "" in its place, with missing: ${rule} at ${key}, or delete the row`;
    assert.equal(hintOf(wrong), `a number is missing: ${way}`);
    const empty = TEXT.replace(cell, `${key}: `);
    assert.match(hintOf(empty), new RegExp(`^to drop such rows, add missing: drop to ${key}`));
    assertRead(empty.replace(column, column.replace(" }", `, missing: ${rule} }`)), []);
  });
}

Deno.test("no cell is filled with the mode: the hint says so, and what there is", () => {
  const text = TEXT.replace("{ name: height }", "{ name: height, missing: mode }");
  assert.equal(hintOf(text), "there is no mode: write median or mean");
});

Deno.test("a whole number that can be no thousand in groups may have a point and zeros", () => {
  const data = "dataset: { features: [{ name: x }], target: { name: y }, rows: [{ x: 1, y: 2 }] }";
  const { training } = parseExperiment(`name: n\n${data}\ntraining: { epochs: 1000.000, batch_size: 1.0 }`);
  assert.deepEqual([training.epochs, training.batchSize], [1000, 1]);
});
