// Held-out rows of a table of their own are numbered as those of the first table are: a report tells them apart.

import assert from "node:assert/strict";
import { parseExperiment } from "../../../src/experiment/reading/parse_experiment.ts";
import { markdownPage } from "../../../src/document/markdown_page.ts";
import { decisionFigures } from "../../../src/report/run/decision.ts";
import { markedPlaces } from "../../../src/report/run/decision_marks.ts";
import { rowNamer } from "../../../src/report/run/row_names.ts";
import { evaluationOf } from "../../../src/results/evaluation_json.ts";
import { runExperiment } from "../../../src/run/run_experiment.ts";
import { reportOfRun } from "../report_cases.ts";

const TEXT = `
name: two_tables
dataset:
  features: [{ name: x }, { name: y }]
  target: { name: kind, classes: [low, high] }
  rows: [{ x: 0, y: 0, kind: low }, { x: 1, y: 1, kind: high }, { name: Ann, x: 2, y: 2, kind: high }]
  validation:
    rows:
      - { x: 0, y: 1, kind: high }
      - { x: 1, y: 0, kind: low }
      - { name: Ann, x: 9, y: 9, kind: low }
      - { name: Ben, x: 9, y: 9, kind: low }
training: { epochs: 50 }
`;
const { dataset } = parseExperiment(TEXT);

Deno.test("a held-out row of a table of its own is called so where its name could be that of a learned row", () => {
  const nameOf = rowNamer(dataset);
  assert.deepEqual(dataset.rows.map(nameOf), ["row 1", "row 2", "Ann"]);
  assert.deepEqual(dataset.validation!.rows.map(nameOf), [
    "held-out row 1",
    "held-out row 2",
    "held-out Ann",
    "Ben",
  ]);
});

Deno.test("a row that is held out of the one table keeps its name", () => {
  const text = TEXT.replace(/validation:[^]*?training/, "validation: { rows: [row 2] }\ntraining");
  const { dataset } = parseExperiment(text);
  assert.deepEqual(dataset.validation!.rows.map(rowNamer(dataset)), ["row 2"]);
});

Deno.test("wrong rows and the marks of a map have the names that tell held-out rows from learned ones", () => {
  const outcome = runExperiment(parseExperiment(TEXT));
  assert.match(
    markdownPage(reportOfRun(TEXT)),
    /of 4 held-out rows right \([\d.]+%\)\. Wrong: held-out/,
  );
  assert.deepEqual(
    markedPlaces(outcome).map(({ name }) => name),
    ["row 1", "row 2", "Ann", "held-out row 1", "held-out row 2", "held-out Ann", "Ben"],
  );
  const [map] = decisionFigures(outcome);
  assert.match(map.draw({ id: "map" }), />held-out row 1</);
});

Deno.test("what is stored keeps the names of the file", () => {
  const { held_out_rows } = evaluationOf(runExperiment(parseExperiment(TEXT)));
  assert.deepEqual(held_out_rows, ["row 1", "row 2", "Ann", "Ben"]);
});
