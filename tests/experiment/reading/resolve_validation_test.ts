// What `dataset.validation` comes to, what its config says, and what takes its place on the command line.

import assert from "node:assert/strict";
import { inputsOf } from "../../../src/dataset/standardize.ts";
import { canonicalText, configOf, formatOf, type JsonObject } from "../../../src/experiment/config.ts";
import { type Experiment, featuresOf, targetColumnsOf } from "../../../src/experiment/experiment.ts";
import { parseExperiment, readExperiment } from "../../../src/experiment/reading/parse_experiment.ts";
import { stratifiedFolds } from "../../../src/judging/folds.ts";
import { holdOut } from "../../../src/judging/hold_out.ts";
import { planOf, settingsAt } from "../../../src/sweep/plan.ts";

const TEXT = `
name: fruit
dataset:
  features: [{ name: length, shift: mean, scale: std }]
  target: { name: fruit, classes: [cherry, apple] }
  rows:
    - { name: a, length: 2, fruit: cherry }
    - { name: b, length: 8, fruit: apple }
    - { name: c, length: 3, fruit: cherry }
    - { name: d, length: 9, fruit: apple }
    - { name: e, length: 1, fruit: cherry }
    - { name: f, length: 7, fruit: apple }
`;

function parsed(validation: string, overrides: readonly string[] = []): Experiment {
  return parseExperiment(`${TEXT}  validation: ${validation}\n`, { overrides });
}

function heldOut(experiment: Experiment): string {
  return (experiment.dataset.validation?.rows ?? []).map(({ name }) => name).join("");
}

function learned(experiment: Experiment): string {
  return experiment.dataset.rows.map(({ name }) => name).join("");
}

function validationConfig(experiment: Experiment): unknown {
  return (configOf(experiment).dataset as JsonObject).validation;
}

Deno.test("a fraction holds out the rows that NumPy draws, and leaves the others in their order", () => {
  const experiment = parsed("{ fraction: 0.3, seed: 4 }");
  const rows = holdOut(6, { fraction: 0.3, seed: 4 }).toSorted((a, b) => a - b).map((row) => "abcdef"[row]);
  assert.equal(heldOut(experiment), rows.join(""));
  assert.equal(learned(experiment), [..."abcdef"].filter((name) => !rows.includes(name)).join(""));
  assert.deepEqual(validationConfig(experiment), { fraction: 0.3, seed: 4, stratify: false });
});

Deno.test("a fold of several is held out, with nothing left implicit in the config", () => {
  const experiment = parsed("{ folds: 3, stratify: true }");
  const [rows] = stratifiedFolds([0, 1, 0, 1, 0, 1], { folds: 3, seed: 0 });
  assert.equal(heldOut(experiment), rows.map((row) => "abcdef"[row]).join(""));
  assert.deepEqual(validationConfig(experiment), { folds: 3, fold: 0, seed: 0, stratify: true });
});

Deno.test("rows that are written to be held out, as mappings and as a table, are not learned", () => {
  const rows = ["[{ name: x, length: 5, fruit: apple }]", "[[name, fruit, length], [x, apple, 5]]"];
  for (const text of rows) {
    const experiment = parsed(`{ rows: ${text} }`);
    assert.equal(heldOut(experiment), "x");
    assert.equal(learned(experiment), "abcdef");
    assert.deepEqual(validationConfig(experiment), { rows: [{ name: "x", length: 5, fruit: "apple" }] });
  }
});

Deno.test("rows are held out by their names, in the order of the table", () => {
  const experiment = parsed("{ rows: [e, b] }");
  assert.equal(heldOut(experiment), "be");
  assert.equal(learned(experiment), "acdf");
  assert.deepEqual(validationConfig(experiment), { rows: ["b", "e"] });
  const again = parseExperiment(JSON.stringify(configOf(experiment)));
  assert.deepEqual(again.dataset, experiment.dataset);
  assert.deepEqual(validationConfig(parsed("{ rows: [e, b] }", ["fraction=0.5"])), {
    fraction: 0.5,
    seed: 0,
    stratify: false,
  });
});

Deno.test("a file of rows to hold out is read, and its rows are in the config", () => {
  const asked: string[] = [];
  const experiment = parseExperiment(`${TEXT}  validation: { file: test.csv }\n`, {
    readDataFile: (name) => {
      asked.push(name);
      return { text: "fruit,length,colour\napple,5,red\ncherry,1,red\n" };
    },
  });
  assert.deepEqual(asked, ["test.csv"]);
  assert.equal(heldOut(experiment), "row 1row 2");
  const again = parseExperiment(JSON.stringify(configOf(experiment)));
  assert.deepEqual(again.dataset, experiment.dataset);
});

Deno.test("shift and scale are those of the rows that are learned, of features and of the target", () => {
  const text = (x: number): string => `
name: prices
dataset:
  features: [{ name: size, shift: mean, scale: std }]
  target: { name: price, shift: mean, scale: std }
  rows: [{ size: 1, price: 10 }, { size: 3, price: 30 }, { size: 5, price: 20 }]
  validation: { rows: [{ size: ${x}, price: ${x} }] }
`;
  const [one, other] = [7, 1000].map((x) => parseExperiment(text(x)));
  assert.equal(featuresOf(one)[0].shift, 3);
  assert.equal(targetColumnsOf(one)[0].shift, 20);
  assert.deepEqual(featuresOf(one), featuresOf(other));
  assert.deepEqual(targetColumnsOf(one), targetColumnsOf(other));
});

Deno.test("a file of rows to hold out may do without the names that the rows have", () => {
  const files: Readonly<Record<string, string>> = {
    "rows.csv": "who;length;fruit\na;1;cherry\nb;8;apple\n",
    "test.csv": "length;fruit\n3;cherry\n",
  };
  const { dataset } = parseExperiment(
    `
name: fruit
dataset:
  features: [{ name: length }]
  target: { name: fruit, classes: [cherry, apple] }
  file: { path: rows.csv, separator: ";", row_name: who }
  validation: { file: test.csv }
`,
    { readDataFile: (name) => ({ text: files[name] }) },
  );
  assert.deepEqual(dataset.rows.map(({ name }) => name), ["a", "b"]);
  assert.deepEqual(dataset.validation?.rows.map(({ name }) => name), ["row 1"]);
});

Deno.test("held-out rows of the experiment may lack a column as a whole whose empty cells mean something", () => {
  const { dataset } = parseExperiment(`
name: fruit
dataset:
  features: [{ name: length }, { name: width, missing: mean }]
  target: { name: fruit, classes: [cherry, apple] }
  rows: [{ length: 1, width: 1, fruit: cherry }, { length: 8, width: 9, fruit: apple }]
  validation: { rows: [{ length: 2, fruit: cherry }, { length: 7, fruit: apple }] }
`);
  assert.deepEqual(dataset.validation?.rows.map(({ values }) => values), [[2, NaN], [7, NaN]]);
});

Deno.test("a file of held-out rows has each column of the features, for one that is misspelt would be filled throughout", () => {
  const text = `
name: fruit
dataset:
  features: [{ name: length }, { name: width, missing: mean }]
  target: { name: fruit, classes: [cherry, apple] }
  rows: [{ length: 1, width: 1, fruit: cherry }, { length: 8, width: 9, fruit: apple }]
  validation: { file: test.csv }
`;
  const read = (table: string) => readExperiment(text, { readDataFile: () => ({ text: table }) });
  const lacking = read("length,widht,fruit\n2,1,cherry\n");
  assert.ok("problems" in lacking);
  assert.deepEqual(lacking.problems.map(({ message, hint }) => [message, hint]), [[
    "the table must have a column width: found length, widht, fruit",
    "if widht is meant, call it width",
  ]]);
  const empty = read("length,width,fruit\n2,,cherry\n");
  assert.ok("ok" in empty);
  assert.deepEqual(empty.ok.dataset.validation?.rows[0].values, [2, NaN]);
});

Deno.test("a swept fold takes the place of one that the file has and the rows do not allow", () => {
  const experiment = parsed("{ folds: 5, fold: 3 }", ["folds=2", "fold=0..1"]);
  assert.deepEqual(validationConfig(experiment), { folds: 2, fold: 0, seed: 0, stratify: false });
  assert.deepEqual(parseExperiment(JSON.stringify(configOf(experiment))).dataset, experiment.dataset);
  // A fold that is there stays, and so does the id of such a sweep.
  const stays = parsed("{ folds: 5, fold: 3 }", ["fold=0..1"]);
  assert.deepEqual(validationConfig(stays), { folds: 5, fold: 3, seed: 0, stratify: false });
});

Deno.test("what holds rows out is in format 2, and nothing else of an experiment is", () => {
  assert.equal(formatOf(parsed("{ fraction: 0.3 }")), 2);
  const coded = TEXT.replace("[cherry, apple]", "{ cherry: 0, apple: 1 }");
  assert.equal(formatOf(parseExperiment(coded)), 1);
  assert.equal("validation" in (configOf(parseExperiment(coded)).dataset as JsonObject), false);
});

Deno.test("on the command line one way takes the place of another", () => {
  const cases: readonly (readonly [string, string, unknown])[] = [
    ["{ fraction: 0.3, seed: 2 }", "folds=2", { folds: 2, fold: 0, seed: 2, stratify: false }],
    ["{ folds: 3, fold: 2, seed: 2 }", "fraction=0.5", { fraction: 0.5, seed: 2, stratify: false }],
    ["{ rows: [{ length: 1, fruit: apple }] }", "folds=3", { folds: 3, fold: 0, seed: 0, stratify: false }],
    ["{ folds: 3 }", "validation.seed=5", { folds: 3, fold: 0, seed: 5, stratify: false }],
    ["{ folds: 3 }", "stratify=true", { folds: 3, fold: 0, seed: 0, stratify: true }],
  ];
  for (const [validation, override, config] of cases) {
    assert.deepEqual(validationConfig(parsed(validation, [override])), config, override);
  }
  const none = parseExperiment(TEXT, { overrides: ["fraction=0.5"] });
  assert.deepEqual(validationConfig(none), { fraction: 0.5, seed: 0, stratify: false });
});

Deno.test("seed alone is still that of the start", () => {
  const experiment = parsed("{ folds: 3 }", ["seed=7"]);
  assert.deepEqual(experiment.init, { seed: 7, scheme: { name: "classic" } });
  assert.equal((validationConfig(experiment) as { seed: number }).seed, 0);
});

Deno.test("cross-validation is a sweep over the folds, which hold each row out once", () => {
  const experiment = parsed("{ folds: 3, stratify: true }", ["fold=0..2", "seed=1,2"]);
  const plan = planOf(experiment);
  assert.equal(plan.trialCount, 6);
  assert.deepEqual(settingsAt(plan, 5), { "dataset.validation.fold": 2, "init.seed": 2 });
  const config = parseExperiment(JSON.stringify(configOf(experiment)));
  assert.deepEqual({ ...config, sourceText: "" }, { ...experiment, sourceText: "" });
});

Deno.test("a way that only the sweep names is each trial's own", () => {
  const experiment = parseExperiment(TEXT, { overrides: ["fraction=0.2,0.5", "validation.seed=1..3"] });
  assert.deepEqual(validationConfig(experiment), { fraction: 0.2, seed: 1, stratify: false });
  assert.equal(planOf(experiment).trialCount, 6);
  const config = parseExperiment(JSON.stringify(configOf(experiment)));
  assert.deepEqual(config.sweep, experiment.sweep);
});

Deno.test("rows that are held out are wrong in the same words as others", () => {
  const text = `${TEXT}  validation: { rows: [{ length: x, fruit: plum }] }\n`;
  const read = readExperiment(text);
  assert.ok("problems" in read);
  assert.deepEqual(read.problems.map(({ message }) => message), [
    "dataset.validation.rows[0].length must be a number: found x",
    "dataset.validation.rows[0].fruit must be one of cherry, apple: found plum",
  ]);
});

Deno.test("words of rows that are written to be held out are none of those that are learned, and the config keeps them", () => {
  const text = (validation: string): string => `
name: fruit
dataset:
  features: [{ name: color, categories: all }, { name: home, categories: all }, { name: size, missing: drop }]
  target: { name: ripe, classes: all }
  rows: [[color, home, size, ripe], [green, York, 1, no], [red, York, 2, yes], [blue, Bath, "", yes]]
  validation: ${validation}
`;
  const rows = "[[color, home, size, ripe], [amber, York, 3, yes], [red, York, 4, no], [pink, York, '', no]]";
  const experiment = parseExperiment(text(`{ rows: ${rows} }`));
  const columns = featuresOf(experiment);
  assert.deepEqual(columns.map(({ name }) => name), ["color=green", "color=red", "home=York", "size"]);
  const { validation } = experiment.dataset;
  assert.deepEqual([...inputsOf(columns, validation!.rows)], [0, 0, 1, 3, 0, 1, 1, 4]);
  const config = configOf(experiment).dataset as JsonObject;
  assert.deepEqual(config.validation, {
    rows: [
      { name: "row 1", color: "amber", home: "York", size: 3, ripe: "yes" },
      { name: "row 2", color: "red", home: "York", size: 4, ripe: "no" },
    ],
  });
  const again = parseExperiment(JSON.stringify(configOf(experiment)));
  assert.equal(canonicalText(again), canonicalText(experiment));
  assert.deepEqual(again.dataset, experiment.dataset);
});

Deno.test("all is written as all where rows are held out, and as a list where none are", () => {
  const categories = (overrides: readonly string[], text = WORDS): unknown => {
    const { dataset } = configOf(parseExperiment(text, { overrides }));
    return ((dataset as JsonObject).features as readonly JsonObject[])[0].categories;
  };
  assert.deepEqual(categories([]), ["green", "red", "amber"]);
  assert.deepEqual(categories(["seed=1..3"]), ["green", "red", "amber"]);
  for (const way of ["fraction=0.4", "folds=2", "folds=2 fold=0..1"]) {
    assert.equal(categories(way.split(" ")), "all", way);
  }
  assert.equal(categories([], `${WORDS}  validation: { rows: [a] }\n`), "all");
});

Deno.test("a target that only some folds scale out of 0 … 1 is refused for those, in any order", () => {
  const text = `
name: folds
dataset:
  features: [{ name: x }]
  target: { name: y, shift: min, scale: range }
  rows: [[x, y], [0, 0.5], [1, 0.1], [2, 0.9], [3, 0.4], [4, 1], [5, 0], [6, 0.3], [7, 0.7]]
  validation: { folds: 4, seed: 1 }
network: { hidden: [], output: sigmoid }
training: { loss: cross_entropy }
`;
  const problemsOf = (...overrides: readonly string[]): number => {
    const read = readExperiment(text, { overrides });
    return "problems" in read ? read.problems.length : 0;
  };
  const alone = [0, 1, 2, 3].map((fold) => problemsOf(`fold=${fold}`));
  const refused = alone.filter((count) => count > 0);
  assert.ok(0 < refused.length && refused.length < 4, String(alone));
  for (const folds of ["0,1,2,3", "2,0,1,3", "3,2,1,0", "0..3"]) {
    assert.equal(problemsOf(`fold=${folds}`), refused.length, folds);
  }
});

const WORDS = `
name: words
dataset:
  features: [{ name: color, categories: all }, { name: size }]
  target: { name: ripe, classes: all }
  rows: [[name, color, size, ripe], [a, green, 1, no], [b, red, 2, yes], [c, amber, 3, yes], [d, green, 4, no]]
`;
