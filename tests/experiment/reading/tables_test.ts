// Tables as they are: what an experiment says of a file, and what its cells become.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { canonicalText, configOf, formatOf } from "../../../src/experiment/config.ts";
import {
  droppedText,
  type Experiment,
  featuresOf,
  trainingDataOf,
} from "../../../src/experiment/experiment.ts";
import {
  parseExperiment,
  type ParseOptions,
  readExperiment,
} from "../../../src/experiment/reading/parse_experiment.ts";
import { dataTextOf } from "../../../src/experiment/source/data_text.ts";
import type { ExperimentError } from "../../../src/experiment/source/problem.ts";
import { resultFiles } from "../../../src/results/result_files.ts";
import { bytesOf } from "../../../src/results/file_content.ts";
import { runExperiment } from "../../../src/run/run_experiment.ts";
import { verify } from "../../../src/verify/verify.ts";

function experimentOf(
  dataset: string,
  files: Readonly<Record<string, string>>,
  options: ParseOptions = {},
): Experiment {
  return parseExperiment(`name: t\n${dataset}\n`, {
    readDataFile: (name) => name in files ? { text: files[name] } : { problem: "there is no such file" },
    ...options,
  });
}

const PLAIN = "name,x,z,y\na,1.5,2,0\nb,2.5,4,1\nc,-3,6,1\n";
const FEATURES = "features: [{ name: x }, { name: z }], target: { name: y }";
const plain = canonicalText(experimentOf(`dataset: { ${FEATURES}, file: d.csv }`, { "d.csv": PLAIN }));

for (
  const [name, settings, text] of [
    [
      "semicolons and decimal commas",
      'separator: ";", decimal: ","',
      PLAIN.replaceAll(",", ";").replaceAll(".", ","),
    ],
    ["tabs", "separator: tab", PLAIN.replaceAll(",", "\t")],
    ["a tab in quotes", 'separator: "\\t"', PLAIN.replaceAll(",", "\t")],
    ["upright marks", 'separator: "|"', PLAIN.replaceAll(",", "|")],
    ["runs of blanks", "separator: space", PLAIN.replaceAll(",", "   ").replaceAll("\n", " \t\n ")],
    ["no header line", "header: [name, x, z, y]", PLAIN.slice(PLAIN.indexOf("\n") + 1)],
    ["names in another column", "row_name: who", PLAIN.replace("name", "who")],
    ["lines of separators alone", 'missing: ["?"]', `${PLAIN},,,\n,,,\n\n`],
    [
      "cells beyond the last column that are empty",
      'missing: ["?"]',
      PLAIN.replaceAll("\n", ",,\n").replace("y,,", "y"),
    ],
    ["the separator named in the first line", 'separator: ";"', `sep=;\n${PLAIN.replaceAll(",", ";")}`],
    [
      "CR LF, a byte order mark and quotes",
      'separator: ","',
      `\uFEFF${PLAIN.replaceAll("\n", "\r\n").replace("1.5", '"1.5"')}`,
    ],
  ] as const
) {
  Deno.test(`${name}: the same experiment with the same id`, () => {
    const read = experimentOf(`dataset: { ${FEATURES}, file: { path: d.csv, ${settings} } }`, {
      "d.csv": text,
    });
    assert.equal(canonicalText(read), plain);
  });
}

Deno.test("what a file says of itself is set on the command line, too", () => {
  const files = { "d.csv": PLAIN.replaceAll(",", ";").replaceAll(".", ",") };
  const overrides = ["dataset.file.separator=;", "decimal=,"];
  assert.equal(
    canonicalText(experimentOf(`dataset: { ${FEATURES}, file: d.csv }`, files, { overrides })),
    plain,
  );
  const other = { "e.csv": PLAIN.replaceAll(",", "\t") };
  const fromRows = experimentOf(`dataset: { ${FEATURES}, rows: [{ x: 1, z: 2, y: 3 }] }`, other, {
    overrides: ["file=e.csv", "separator=tab"],
  });
  assert.equal(canonicalText(fromRows), plain);
});

Deno.test("columns without names are called c1, c2, …", () => {
  const { dataset } = experimentOf(
    'dataset: { features: [{ columns: "*" }], target: { name: c4 }, file: { path: d.csv, header: none, row_name: c1 } }',
    { "d.csv": "a,1,2,3\nb,4,5,6\n" },
  );
  assert.deepEqual(dataset.features.map(({ name }) => name), ["c2", "c3"]);
  assert.deepEqual(dataset.rows.map(({ name, values, targets }) => [name, values, targets]), [
    ["a", [1, 2], [3]],
    ["b", [4, 5], [6]],
  ]);
});

Deno.test("names of rows are made unique, and no name is a number by its place in the file", () => {
  const { dataset } = experimentOf(
    "dataset: { features: [{ name: x, missing: drop }], target: { name: y }, file: d.csv }",
    { "d.csv": 'name,x,y\nAnn,1,0\nAnn,2,1\nBob,,0\n,4,1\n"An\nn",5,0\nAnn (2),6,1\n' },
  );
  assert.deepEqual(dataset.rows.map(({ name }) => name), ["Ann", "Ann (2)", "row 4", "An n", "Ann (2) (2)"]);
});

Deno.test("row_name: none leaves a column called name alone", () => {
  const { dataset } = experimentOf(
    "dataset: { features: [{ name: x }], target: { name: y }, file: { path: d.csv, row_name: none } }",
    { "d.csv": PLAIN },
  );
  assert.deepEqual(dataset.rows.map(({ name }) => name), ["row 1", "row 2", "row 3"]);
});

Deno.test("a pattern stands for the columns that nothing else names, each once, in the table's order", () => {
  const { dataset } = experimentOf(
    'dataset: { features: [{ name: p2, shift: 1 }, { columns: "p*", scale: 2 }, { columns: "*" }], target: { name: y }, file: d.csv }',
    { "d.csv": "name,q,p1,p2,p3,y\na,1,2,3,4,5\n" },
  );
  assert.deepEqual(
    dataset.features.map(({ name, shift, scale }) => [name, shift, scale]),
    [["p2", 1, 1], ["p1", 0, 2], ["p3", 0, 2], ["q", 0, 1]],
  );
});

Deno.test("rows that an empty cell drops are counted, learned and held out, and no result asks for their count", () => {
  const text = `dataset:
  features: [{ name: x, missing: drop }]
  target: { name: y, missing: drop }
  file: d.csv
  validation: { file: h.csv }`;
  const files = { "d.csv": "x,y\n1,0\n,1\n3,\n5,1\n", "h.csv": "x,y\n1,1\n,0\n" };
  const experiment = experimentOf(text, files);
  assert.deepEqual(experiment.dropped, { count: 3, of: 6 });
  assert.equal(droppedText(experiment.dropped!), "3 of 6 rows lack a cell and are left out");
  assert.equal(droppedText({ count: 1, of: 7 }), "1 of 7 rows lacks a cell and is left out");
  const whole = experimentOf(text, { "d.csv": "x,y\n1,0\n5,1\n", "h.csv": "x,y\n1,1\n" });
  assert.ok(!("dropped" in whole));
  assert.doesNotMatch(canonicalText(experiment), /dropped/);
});

const CATEGORIES = "name,color,size,y\na,red,1,0\nb,green,2,1\nc,,3,1\nd,red,4,0\n";

Deno.test("a column of words has an input for each, 1 in the rows that have it", () => {
  const experiment = experimentOf(
    "dataset: { features: [{ name: color, categories: all, missing: 0 }, { name: size }], target: { name: y }, file: d.csv }",
    { "d.csv": CATEGORIES },
  );
  assert.deepEqual(experiment.dataset.features.map(({ name }) => name), ["color=red", "color=green", "size"]);
  assert.deepEqual([...trainingDataOf(experiment).inputs], [1, 0, 1, 0, 1, 2, 0, 0, 3, 1, 0, 4]);
  assert.equal(formatOf(experiment), 2);
});

Deno.test("categories are those of the rows that are kept", () => {
  const { dataset } = experimentOf(
    "dataset: { features: [{ name: color, categories: all }, { name: size, missing: drop }], target: { name: y }, file: d.csv }",
    { "d.csv": "color,size,y\nred,1,0\nblue,,1\ngreen,2,1\n" },
  );
  assert.deepEqual(dataset.features.map(({ name }) => name), ["color=red", "color=green", "size"]);
  assert.deepEqual(dataset.rows.map(({ name }) => name), ["row 1", "row 3"]);
});

Deno.test("a class or a category is also found by its number", () => {
  const { dataset } = experimentOf(
    "dataset: { features: [{ name: grade, categories: [1, 2] }], target: { name: y, classes: [0, 1] }, file: d.csv }",
    { "d.csv": "grade,y\n1.0,0.0\n02,1\n" },
  );
  assert.deepEqual(dataset.rows.map(({ values, targets }) => [...values, ...targets]), [[1, 0, 0], [
    0,
    1,
    1,
  ]]);
});

Deno.test("1 and 1.0 are one class of all", () => {
  const { dataset: { target } } = experimentOf(
    "dataset: { features: [{ name: x }], target: { name: y, classes: all }, file: d.csv }",
    { "d.csv": "x,y\n1,1\n2,1.0\n3,2\n" },
  );
  assert.ok(target?.kind === "classes");
  assert.deepEqual(target.labels, ["1", "2"]);
});

const ASKED = `dataset:
  file: { path: d.csv, separator: ";", missing: ["?"] }
  features:
    - { name: color, categories: all }
    - { name: size, missing: mean, shift: min, scale: range }
  target: { name: y }
queries: { file: q.csv }
training: { epochs: 3 }`;
const ASKED_FILES = {
  "d.csv": CATEGORIES.replace("c,,3", "c,blue,?").replaceAll(",", ";"),
  "q.csv": "name;size;color\nfirst;?;blue\nsecond;9;red\n",
};

Deno.test("queries may be a file, which is written as that of the rows", () => {
  const { queries } = experimentOf(ASKED, ASKED_FILES);
  assert.deepEqual(queries.map(({ name, values }) => [name, ...values]), [
    ["first", 0, 0, 1, NaN],
    ["second", 1, 0, 0, 9],
  ]);
});

Deno.test("queries and held-out rows are in the encoding of the rows, where they are not UTF-8 and name no other", () => {
  const latin = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
  const queries = "name,x,z\nZoë,1,2\n";
  const namesOf = (asked: string, bytes: Uint8Array): readonly (string | null)[] => {
    const files = new Map([["d.csv", latin(PLAIN)], ["v.csv", latin("name,x,z,y\nRené,1,2,0\n")], [
      "q.csv",
      bytes,
    ]]);
    const experiment = parseExperiment(
      `name: t
dataset:
  file: { path: d.csv, encoding: windows-1252 }
  features: [{ name: x }, { name: z }]
  target: { name: y }
  validation: { file: v.csv }
queries: { file: ${asked} }`,
      { readDataFile: (name, encoding) => dataTextOf(files.get(name)!, encoding) },
    );
    const { dataset: { validation } } = experiment;
    return [...validation!.rows, ...experiment.queries].map(({ name }) => name);
  };
  assert.deepEqual(namesOf("q.csv", latin(queries)), ["René", "Zoë"]);
  assert.deepEqual(namesOf("{ path: q.csv, separator: comma }", latin(queries)), ["René", "Zoë"]);
  assert.deepEqual(namesOf("q.csv", utf8(queries)), ["René", "Zoë"]);
  assert.deepEqual(namesOf("{ path: q.csv, encoding: windows-1252 }", utf8(queries)), ["René", "ZoÃ«"]);
  assert.throws(
    () => namesOf("{ path: q.csv, encoding: utf-8 }", latin(queries)),
    /its bytes are not utf-8/,
  );
});

Deno.test("a config gives the experiment again, with empty cells and categories in it", () => {
  const experiment = experimentOf(ASKED, ASKED_FILES);
  const config = JSON.stringify(configOf(experiment));
  assert.match(config, /\{"name":"color","categories":\["red","green","blue"\]\}/);
  assert.match(config, /\{"name":"size","shift":"min","scale":"range","missing":"mean"\}/);
  const again = parseExperiment(config);
  assert.equal(canonicalText(again), canonicalText(experiment));
  assert.deepEqual(featuresOf(again), featuresOf(experiment));
  assert.deepEqual(trainingDataOf(again), trainingDataOf(experiment));
});

Deno.test("a result of such a table is verified, read back and the same", () => {
  const outcome = runExperiment(experimentOf(ASKED, ASKED_FILES));
  const files = new Map([...resultFiles(outcome)].map(([name, content]) => [name, bytesOf(content)]));
  const { verdict, origin } = verify(files);
  assert.equal(verdict, "same");
  assert.deepEqual(origin, { kind: "same", dataFile: "d.csv and q.csv" });
  const text = (name: string): string => new TextDecoder().decode(files.get(name));
  assert.match(
    text("predictions.csv"),
    /^name,color,size,y,label\nfirst,blue,,[-.\de]+,\nsecond,red,9,[-.\de]+,\n$/,
  );
  assert.match(text("model.json"), /"name": "color=red", "column": "color", "category": "red"/);
  assert.match(text("report.md"), /\| first \|.*\| – \|/);
});

Deno.test("a mistake that repeats down a column is one with a count, and hides no other", () => {
  const lines = Array.from({ length: 891 }, (_, index) => index === 400 ? "1e400,0" : `male,${index % 2}`);
  assert.throws(
    () =>
      experimentOf("dataset: { features: [{ name: sex }], target: { name: y }, file: d.csv }", {
        "d.csv": `sex,y\n${lines.join("\n")}\n`,
      }),
    (error: ExperimentError) => {
      assert.deepEqual(error.problems.map(({ message }) => message), [
        "sex must be a number: found male, and in 889 more rows",
        "sex must be a number: found 1e400",
      ]);
      return true;
    },
  );
});

const numberCell = fc.oneof(
  fc.constantFrom("", "NA", "0", "-1.5", "1e3"),
  fc.integer({ min: -9, max: 99 }).map(String),
);
const wordCell = fc.constantFrom("red", "green", "1", "1.0", 'say "x"', "a, b", "", "NA");
const randomTable = fc.record({
  rows: fc.array(fc.record({ n: numberCell, m: numberCell, w: wordCell, y: fc.constantFrom("p", "q") }), {
    minLength: 1,
    maxLength: 150,
  }),
  rules: fc.tuple(...Array.from({ length: 3 }, () => fc.constantFrom("drop", "mean", "median", "3", "0"))),
  shift: fc.constantFrom("0", "mean", "min"),
});

Deno.test("any table that is read comes back from its config with the same inputs, seed 41", () => {
  let readCount = 0;
  fc.assert(
    fc.property(randomTable, ({ rows, rules: [n, m, w], shift }) => {
      const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
      const text = `n,m,w,y\n${
        rows.map((row) => [row.n, row.m, row.w, row.y].map(quoted).join(",")).join("\n")
      }\n`;
      const yaml = `name: t
dataset:
  file: { path: d.csv, missing: NA }
  features:
    - { name: n, missing: ${n}, shift: ${shift} }
    - { name: w, categories: all, missing: ${w} }
    - { columns: "*", missing: ${m}, scale: 2 }
  target: { name: y, classes: [p, q] }
`;
      const read = readExperiment(yaml, { readDataFile: () => ({ text }) });
      if ("problems" in read) return; // all rows dropped, or a column without a cell
      readCount++;
      const again = parseExperiment(JSON.stringify(configOf(read.ok)));
      assert.equal(canonicalText(again), canonicalText(read.ok));
      assert.deepEqual(trainingDataOf(again), trainingDataOf(read.ok));
      assert.ok(trainingDataOf(read.ok).inputs.every(Number.isFinite));
      assert.deepEqual(
        again.dataset.rows.map(({ name }) => name),
        read.ok.dataset.rows.map(({ name }) => name),
      );
    }),
    { seed: 41, numRuns: 300 },
  );
  assert.ok(readCount > 200, String(readCount));
});

Deno.test("where the file of the rows has no line of names, that of the queries may have one, and need not", () => {
  const rows = "1,2,0\n3,4,1\n5,7,1\n";
  for (
    const queries of ["x,z\n9,8\n", "z,x\n8,9\n", "x,z,y,\n9,8,1,\n", "name,x,z,more\nBob,9,8,7\n", "9,8,1\n"]
  ) {
    const experiment = experimentOf(
      `dataset: { ${FEATURES}, file: { path: d.csv, header: [x, z, y] } }\nqueries: { file: q.csv }`,
      { "d.csv": rows, "q.csv": queries },
    );
    assert.deepEqual(experiment.queries.map(({ values }) => [...values]), [[9, 8]], queries);
    assert.equal(experiment.dataset.rows.length, 3);
  }
});

Deno.test("a reader that gives neither a text nor a problem is told so, whatever it gives", () => {
  const bytes = new TextEncoder().encode(PLAIN);
  for (const given of [PLAIN, bytes, { text: bytes }, Promise.resolve({ text: PLAIN }), null, undefined]) {
    const readDataFile = (() => given) as unknown as ParseOptions["readDataFile"];
    assert.throws(
      () => experimentOf(`dataset: { ${FEATURES}, file: d.csv }`, {}, { readDataFile }),
      /^TypeError: readDataFile must return/,
    );
  }
});
