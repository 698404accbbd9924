// A table that a trained network is asked about is read as the queries' file of its experiment is: the same rows, and the same
// mistakes at the same places. A way out that changes what is learned is none there.

import assert from "node:assert/strict";
import type { Experiment } from "../../../src/experiment/experiment.ts";
import { readAskedFile } from "../../../src/experiment/reading/asked_file.ts";
import { type AskedRow, readAskedRows } from "../../../src/experiment/reading/asked_rows.ts";
import { parseExperiment, readExperiment } from "../../../src/experiment/reading/parse_experiment.ts";
import { dataTextOf } from "../../../src/experiment/source/data_text.ts";
import { describeProblem, type Problem, type Read } from "../../../src/experiment/source/problem.ts";
import { configOf } from "../../../src/experiment/config.ts";
import { jsonText } from "../../../src/results/json_text.ts";

/** An experiment whose rows are in a file that is written in a way of its own. */
const HOUSES = `
name: houses
dataset:
  features: [{ name: size, missing: median }, { name: town, categories: all }, { name: rooms }]
  target: { name: price }
  file: { path: rows.csv, separator: ";", decimal: ",", missing: "?", row_name: id, encoding: windows-1252 }
network: { hidden: [2] }
training: { epochs: 1 }
`;
const ROWS = "id;size;town;rooms;price\n1;30,5;Köln;2;100\n2;60;Bonn;3;220,5\n";

const latin = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** Reads rows.csv, and another table by any other name. */
const reader = (bytes: Uint8Array) => (name: string, encoding?: string) =>
  dataTextOf(name === "rows.csv" ? latin(ROWS) : bytes, encoding);

/** The experiment as a result has it: the rows in its config, and its text as it was written. */
function stored(text: string): Experiment {
  const experiment = parseExperiment(text, { readDataFile: reader(new Uint8Array()) });
  const config = parseExperiment(jsonText(configOf(experiment)), { limitBytes: 1e8 });
  return { ...config, sourceText: text };
}

function asked(text: string, table: Uint8Array, ...settings: readonly string[]): Read<readonly AskedRow[]> {
  const experiment = stored(text);
  const file = { path: "q.csv", read: (encoding?: string) => dataTextOf(table, encoding), settings };
  const data = readAskedFile(experiment, file);
  return "problems" in data ? data : readAskedRows(experiment.dataset, data.ok);
}

/** What queries of that file are in the experiment itself. */
function queries(text: string, table: Uint8Array): Read<Experiment["queries"]> {
  const read = readExperiment(text, { overrides: ["queries.file=q.csv"], readDataFile: reader(table) });
  return "problems" in read ? read : { ok: read.ok.queries };
}

const described = (problems: readonly Problem[]): readonly string[] => problems.map(describeProblem);

function told(read: Read<unknown>): readonly string[] {
  assert.ok("problems" in read);
  return described(read.problems);
}

Deno.test("rows that are asked about have the values of queries, in the format and the encoding of the rows' file", () => {
  const table = latin("id;rooms;town;size;note\nx;4;Köln;12,5;ä\ny;-1,5;Bonn;?;\n");
  const wanted = queries(HOUSES, table);
  const found = asked(HOUSES, table);
  assert.ok("ok" in wanted && "ok" in found);
  assert.deepEqual(found.ok.map(({ name, values }) => ({ name, values })), wanted.ok);
  assert.deepEqual(found.ok.map(({ targets }) => targets), [[null], [null]]);
});

/** Without their ways out. */
function mistakes(read: Read<unknown>): readonly string[] {
  assert.ok("problems" in read);
  return described(read.problems.map((problem) => ({ ...problem, hint: undefined })));
}

Deno.test("a mistake in such a table has the words and the place that it has in the queries' file", () => {
  const cells = latin("id;rooms;town;size\nx;many;Köln;12,5\ny;2;Aachen;1\nz;;Bonn;1.5\n");
  assert.equal(told(asked(HOUSES, cells)).length, 4);
  assert.deepEqual(mistakes(asked(HOUSES, cells)), mistakes(queries(HOUSES, cells)));
  const tables = [
    "id;rooms;town\nx;4\ny;1;Bonn;3;4\n",
    "id;rooms;town\nx;4;Bonn\n",
    "id;room;town;size\nx;4;Bonn;1\n",
    'id;rooms;town;size\nx;"4" a;Bonn;1\n',
    "rooms;rooms;town;size\n1;2;Bonn;3\n",
    'id;rooms;town;size\nx;"4;Bonn;1\n',
    "id;rooms;town;size\nx;99999999999999999999;Bonn;1\n",
    "",
    "<!doctype html><p>no table",
  ];
  for (const table of tables) {
    assert.deepEqual(told(asked(HOUSES, latin(table))), told(queries(HOUSES, latin(table))), table);
  }
});

/** The ways out alone. */
function waysOut(read: Read<unknown>): readonly (string | undefined)[] {
  assert.ok("problems" in read);
  return read.problems.map(({ hint }) => hint);
}

Deno.test("an empty cell of a query is told to be filled, for nothing drops a query", () => {
  assert.deepEqual(told(queries(HOUSES, latin("size;town;rooms\n1;Bonn;\n"))), [
    "q.csv:2:8: rooms must be a number: found nothing\n 2 | 1;Bonn;\n   |        ^\n" +
    "  fill it, or add missing: mean, median or a number to rooms",
  ]);
});

Deno.test("a trained network learns no word from a setting: what it is asked is corrected or left out", () => {
  const unknown =
    "the network does not know it: correct the cell or leave the row out, or train anew with rows that have it";
  const empty = "the network has learned no row without rooms: fill the cell or leave the row out, " +
    "or train anew with missing: mean, median or a number";
  const cells = latin("size;town;rooms\n1;Aachen;2\n1;Bon;2\n1;Bonn;\n1;Bonn;many\n");
  assert.deepEqual(waysOut(asked(HOUSES, cells)), [
    unknown,
    "did you mean Bonn?",
    empty,
    "correct the cell or leave the row out",
  ]);
  const dropping = HOUSES.replace("{ name: rooms }", "{ name: rooms, missing: drop }");
  assert.deepEqual(waysOut(asked(dropping, latin("size;town;rooms\n1;Bonn;\n"))), [empty]);
});

Deno.test("a trained network is not asked with a word that only held-out rows have", () => {
  const heldOut = HOUSES.replace(
    "  file:",
    "  validation: { rows: [row 2] }\n  file:",
  ).replace(", row_name: id", ", row_name: none");
  assert.match(
    told(asked(heldOut, latin("size;town;rooms\n1;Bonn;2\n")))[0],
    /town must be one of Köln: found Bonn, which only held-out rows have\n.*\n.*\n {2}the network does not know it: correct/,
  );
});

Deno.test("a table without a column whose empty cells are filled is told so, with the name that may be meant", () => {
  const wanted = (header: string, found: string, hint: string): string =>
    `q.csv:1:1: the table must have a column size: found ${found}\n 1 | ${header}\n   | ${
      "^".repeat(header.length)
    }\n  ${hint}`;
  const cases = [
    ["Sizes", "if Sizes is meant, call it size"],
    ["si", "if si is meant, call it size"],
    ["Size", "it has Size, which must be called size"],
    ["width", "rename the column that is meant; if nothing is known of it, add size with empty cells"],
  ];
  for (const [column, hint] of cases) {
    const table = latin(`${column};town;rooms\n1;Bonn;2\n`);
    const message = wanted(`${column};town;rooms`, `${column}, town, rooms`, hint);
    assert.deepEqual([told(asked(HOUSES, table)), told(queries(HOUSES, table))], [[message], [message]]);
  }
  const empty = asked(HOUSES, latin("size;town;rooms\n;Bonn;2\n"));
  assert.ok("ok" in empty);
  assert.deepEqual(empty.ok[0].values, [NaN, 0, 1, 2]);
});

Deno.test("a table that is written otherwise is told with the settings that read it, and they do", () => {
  const table = latin("size,town,rooms\n30.5,Bonn,2\n");
  const [text] = told(asked(HOUSES, table));
  assert.match(text, /^q\.csv:1:1: the table must have semicolons between its columns: found commas\n/);
  assert.match(text, /\n {2}add after the table: separator=, decimal=\.$/);
  for (const prefix of ["queries.file.", ""]) {
    const read = asked(HOUSES, table, `${prefix}separator=,`, `${prefix}decimal=.`);
    assert.ok("ok" in read);
    assert.deepEqual(read.ok[0].values, [30.5, 0, 1, 2]);
  }
});

Deno.test("the settings of the queries' own file go before those of the rows' file", () => {
  const text = HOUSES + 'queries: { file: { path: old.csv, separator: "|", missing: [none, "-"] } }\n';
  const experiment = { ...stored(HOUSES), sourceText: text };
  const table = "size|town|rooms\n-|Bonn|2,5\n";
  const data = readAskedFile(experiment, { path: "q.csv", read: () => ({ text: table }), settings: [] });
  assert.ok("ok" in data);
  const read = readAskedRows(experiment.dataset, data.ok);
  assert.ok("ok" in read);
  assert.deepEqual(read.ok[0].values, [NaN, 0, 1, 2.5]);
});

Deno.test("an experiment whose text is lost or no experiment says nothing of how a table is written", () => {
  for (const sourceText of ["", "[", "name: x\nspeed: 3\n"]) {
    const experiment = { ...stored(HOUSES), sourceText };
    const text = "size,town,rooms\n1.5,Bonn,2\n";
    assert.ok("ok" in readAskedFile(experiment, { path: "q.csv", read: () => ({ text }), settings: [] }));
  }
});

Deno.test("a setting beside a table says how it is written, and has one value", () => {
  const table = latin("size;town;rooms\n1;Bonn;2\n");
  assert.deepEqual(told(asked(HOUSES, table, "sep=;", "seed=3")), [
    "sep=;: a setting beside a table must say how it is written: found sep\n  did you mean separator?",
    "seed=3: a setting beside a table must say how it is written: found seed\n" +
    "  known here: separator, decimal, header, missing, row_name, encoding",
  ]);
  assert.match(
    told(asked(HOUSES, table, "missing=a,b"))[0],
    /must be the same for all trials\n {2}write one list in brackets/,
  );
  assert.match(
    told(asked(HOUSES, table, "separator=abc"))[0],
    /queries\.file\.separator must be one mark such as/,
  );
  assert.match(told(asked(HOUSES, table, "decimal=;"))[0], /queries\.file\.decimal must be /);
});

Deno.test("a cell of the target is read as that of a row is, and may be empty; another word than a class is a mistake", () => {
  const [price] = [latin("size;town;rooms;price\n1;Bonn;2;3,5\n1;Bonn;2;\n1;Bonn;2;?\n")].map((table) =>
    asked(HOUSES, table)
  );
  assert.ok("ok" in price);
  assert.deepEqual(price.ok.map(({ targets }) => targets), [[3.5], [null], [null]]);
  assert.match(
    told(asked(HOUSES, latin("size;town;rooms;price\n1;Bonn;2;dear\n")))[0],
    /price must be a number: found dear/,
  );
  const classes = `
name: two
dataset:
  features: [{ name: x }]
  target: { name: kind, classes: { low: 0, high: 1 } }
  rows: [{ x: 1, kind: low }, { x: 2, kind: high }]
training: { epochs: 1 }
`;
  const read = asked(classes, latin("x,kind\n1,high\n2,\n"));
  assert.ok("ok" in read);
  assert.deepEqual(read.ok.map(({ targets }) => targets), [[1], [null]]);
  assert.deepEqual(told(asked(classes, latin("x,kind\n1,hihg\n2,1\n"))), [
    "q.csv:2:3: kind must be one of low, high: found hihg\n 2 | 1,hihg\n   |   ^^^^\n  did you mean high?",
    "q.csv:3:3: kind must be one of low, high: found 1\n 3 | 2,1\n   |   ^\n  correct it, or leave the cell empty",
  ]);
});

Deno.test("a column that is there twice is told with what helps where no name can be changed, one of the target too", () => {
  const hint = "remove those that are not meant, or rename them";
  for (
    const [column, header] of [["rooms", "size;rooms;rooms;town"], ["price", "size;rooms;town;price;price"]]
  ) {
    const row = header.split(";").map((name) => name === "town" ? "Bonn" : "1").join(";");
    const [message] = told(asked(HOUSES, latin(`${header}\n${row}\n`)));
    assert.match(message, new RegExp(`the table must have one column ${column}: found 2\\n`));
    assert.ok(message.endsWith(`  ${hint}`), message);
  }
});
