// Points that may stand between thousands: where they are told of, and where nothing is to be said.

import assert from "node:assert/strict";
import { experimentForTable } from "../../../src/experiment/drafting/draft_for_table.ts";
import { parseExperiment } from "../../../src/experiment/reading/parse_experiment.ts";
import { notesOn } from "../../../src/run/notes.ts";

/** A table of 24 rows, with semicolons. */
function tableOf(
  cell: (row: number) => string,
  area = (row: number): string => String(60 + row * 7 % 90),
): string {
  const rows = Array.from({ length: 24 }, (_, row) => `o${row};${area(row)};${cell(row)};${"ab"[row % 2]}`);
  return ["Ort;Fläche;Preis;Art", ...rows, ""].join("\n");
}

const MIXED = tableOf((row) => ["718", "2.393", "1.150"][row % 3]);

function draftFor(text: string): string {
  const draft = experimentForTable({
    name: "draft",
    path: "d.csv",
    text,
    encoding: null,
    target: "Preis",
    command: "run draft.yaml",
  });
  assert.ok("ok" in draft);
  return draft.ok;
}

function experimentOf(text: string, file = 'path: d.csv, separator: ";"') {
  const dataset = `{ features: [{ name: Fläche }], target: { name: Preis }, file: { ${file} } }`;
  const options = { readDataFile: () => ({ text }) };
  return parseExperiment(`name: d\ndataset: ${dataset}\nnetwork: { output: identity }`, options);
}

const MEND =
  'if they stand between thousands, write 2393 in the table, and add decimal: "," to file: { path: … } ' +
  '(or decimal: "." where they are decimal points).';

Deno.test("a draft tells of points that may stand between thousands, beside numbers that have none", () => {
  const draft = draftFor(MIXED).replaceAll("\n# ", " ");
  assert.ok(
    draft.includes(`Preis has numbers such as 2.393, whose points are read as decimal points: ${MEND}`),
    draft,
  );
  assert.match(
    draftFor(tableOf((row) => `${1 + row % 7}.${100 + row}`)),
    /# Preis has numbers such as 1\.100,/,
  );
  assert.match(
    draftFor(tableOf((row) => `${1 + row % 7}.${100 + row}`, (row) => `1.${200 + row}`)),
    /# Preis and Fläche have numbers such as 1\.100,/,
  );
});

Deno.test("an experiment that is read has a note on such points, which no result has, until its decimal mark is said", () => {
  const experiment = experimentOf(MIXED);
  assert.deepEqual(experiment.doubts, [{
    message: "in d.csv Preis has numbers such as 2.393, whose points are read as decimal points",
    hint:
      'if they stand between thousands, write 2393 in the table, and write decimal: "," in dataset.file ' +
      '(or write decimal: "." in dataset.file where they are decimal points)',
  }]);
  assert.doesNotMatch(JSON.stringify(notesOn(experiment)), /thousands/);
  const said = experimentOf(MIXED, 'path: d.csv, separator: ";", decimal: "."');
  assert.ok(!("doubts" in said));
  assert.deepEqual(said.dataset, experiment.dataset);
});

for (
  const [what, text] of [
    ["others begin with their point", tableOf((row) => `1.${100 + row}`, (row) => `.${row + 1}7`)],
    ["others have a power of ten", tableOf((row) => `1.${100 + row}`, () => "0.17e-3")],
    ["other columns have decimal points", tableOf((row) => `1.${100 + row}`, (row) => `${row}.5`)],
    [
      "a number of the column has other decimals",
      tableOf((row) => row === 3 ? "1.15" : row === 5 ? "1.250" : "1.150"),
    ],
    ["a number of the column begins with a 0", tableOf((row) => row === 3 ? "0.950" : "1.150")],
    ["a number of the column needs no point", tableOf((row) => row === 3 ? "2393" : "1.150")],
    ["commas separate the columns", MIXED.replaceAll(";", ",")],
    ["no number has a point", tableOf(String)],
  ] as const
) {
  Deno.test(`nothing is said of points where ${what}`, () => {
    assert.doesNotMatch(draftFor(text), /thousands/);
    const separator = text.includes(";") ? ";" : ",";
    assert.ok(!("doubts" in experimentOf(text, `path: d.csv, separator: "${separator}"`)));
  });
}

Deno.test("decimal commas elsewhere tell that points stand between thousands, beside numbers that have none", () => {
  const draft = draftFor(
    tableOf((row) => String(row), (row) => ["718", "2.393"][row % 2]).replaceAll(/;[ab]$/gm, ";12,5 %"),
  );
  assert.match(draft, /decimal: ","/);
});
