// Tests src/play/experiment_facts.ts: what a page must know of tables to add rows to them.

import assert from "node:assert/strict";
import { readingOf, tablesFrom } from "../../src/play/document_reading.ts";
import { editedText, type PlayDocument } from "../../src/play/document.ts";
import type { TableFacts } from "../../src/play/experiment_facts.ts";
import { editFor } from "../../src/play/gesture.ts";

/** The tables of a text that reads. */
function tablesOf(text: string): readonly TableFacts[] {
  const read = readingOf(documentOf(text));
  assert.ok("ok" in read, JSON.stringify(read));
  return read.ok.facts.tables;
}

function documentOf(text: string): PlayDocument {
  return { name: "test", text, files: {} };
}

const HEAD = "dataset:\n  features: [{ name: size }, { name: color, categories: [red, blue] }]\n" +
  "  target: { name: kind, classes: [small, large] }\n  rows: [{ size: 1, color: blue, kind: large }]\n" +
  "network: { output: softmax }\ntraining: { loss: cross_entropy }\n";

Deno.test("a table without rows has the columns of its features, and a first row that can be asked", () => {
  const text = `${HEAD}queries: []\n`;
  const [rows, queries] = tablesOf(text);
  assert.deepEqual([rows.columns, rows.firstRow], [["size", "color", "kind"], []]);
  assert.deepEqual([queries.columns, queries.firstRow], [["size", "color"], ["0", "red"]]);
  const cells = Object.fromEntries(queries.columns.map((name, index) => [name, queries.firstRow[index]]));
  const edit = editFor(documentOf(text), { kind: "add", table: "queries", cells });
  assert.ok("ok" in edit);
  const edited = editedText(text, edit.ok);
  assert.equal(edited, `${HEAD}queries:\n  - { size: 0, color: red }\n`);
  assert.deepEqual(tablesOf(edited)[1].rows, [["0", "red"]]);
});

Deno.test("a first row to learn from has the first class, and cells for the columns that are named", () => {
  const without = HEAD.replace(/rows: .*/, "rows: []").replace("training: {", "training: { epochs: 0,");
  const [rows] = tablesOf(without);
  assert.deepEqual([rows.columns, rows.firstRow], [["size", "color", "kind"], ["0", "red", "small"]]);
  const [named] = tablesOf(without.replace("rows: []", "rows: [[name, kind, size, color]]"));
  assert.deepEqual([named.columns, named.firstRow], [["name", "kind", "size", "color"], [
    "",
    "small",
    "0",
    "red",
  ]]);
});

Deno.test("a hundred rows of a table are told, and as many from any other on, of a text and of a file", () => {
  const rows = Array.from({ length: 250 }, (_, index) => `[${index}, ${index % 2}]`);
  const head = "dataset:\n  features: [{ name: x }]\n  target: { name: y }\n";
  const inText = documentOf(`${head}  rows: [[x, y], ${rows.join()}]\n`);
  const csv = `x,y\n${rows.map((row) => row.slice(1, -1)).join("\n")}\n`;
  const inFile = { name: "test", text: `${head}  file: d.csv\n`, files: { "d.csv": csv } };
  for (const play of [inText, inFile]) {
    const read = readingOf(play);
    assert.ok("ok" in read, JSON.stringify(read));
    const [first] = read.ok.facts.tables;
    const at = first.columns.indexOf("x");
    assert.deepEqual([first.rowCount, first.rows.length, first.rows[99][at]], [250, 100, "99"]);
    const [last] = tablesFrom(play, { "dataset.rows": 200 });
    assert.deepEqual([last.rowCount, last.rows.length, last.rows[0][at]], [250, 50, "200"]);
  }
  assert.deepEqual(tablesFrom(documentOf("dataset: ["), {}), []);
});

Deno.test("of a sweep it is told that what is shown is the experiment before it, with the settings that it varies", () => {
  const noteOn = (sweep: string): string | null => {
    const read = readingOf(documentOf(HEAD + sweep));
    assert.ok("ok" in read, JSON.stringify(read));
    return read.ok.facts.sweepNote;
  };
  assert.equal(noteOn(""), null);
  assert.equal(
    noteOn("sweep: { init.seed: 1..1500, training.learning_rate: [1, 2] }\n"),
    "A sweep of 3000 runs. Shown is the experiment before its sweep changes anything: init.seed is 0 and " +
      "training.learning_rate is 0.1. Download has all runs.",
  );
});

Deno.test("rows that an empty cell drops are told of", () => {
  const read = readingOf({
    name: "test",
    text: "dataset:\n  features: [{ name: x, missing: drop }]\n  target: { name: y }\n  file: d.csv\n",
    files: { "d.csv": "x,y\n1,0\n,1\n0,1\n" },
  });
  assert.ok("ok" in read);
  assert.equal(read.ok.facts.dropped, "1 of 3 rows lacks a cell and is left out");
});
