// What people see of runs with several outputs: on a terminal of any width, and in the report.

import assert from "node:assert/strict";
import { parseExperiment } from "../../../src/experiment/reading/parse_experiment.ts";
import { markdownPage } from "../../../src/document/markdown_page.ts";
import { finishedRunText } from "../../../src/report/run/finished_run_text.ts";
import { runText } from "../../../src/report/run/run_text.ts";
import { logText } from "../../../src/results/run_files.ts";
import type { Outcome } from "../../../src/run/outcome.ts";
import { runExperiment } from "../../../src/run/run_experiment.ts";
import { unpainted } from "../../../src/text/terminal_style.ts";
import { cellCount } from "../../../src/text/width.ts";
import { BOXES, FLOWERS, PRICES } from "../../many_outputs.ts";
import { reportOfRun, stepsText } from "../report_cases.ts";

function outcomeOf(text: string, ...overrides: string[]): Outcome {
  return runExperiment(parseExperiment(text, { overrides }));
}

function answersOf(text: string, columns: number): readonly string[] {
  const outcome = outcomeOf(text);
  return finishedRunText(outcome, logText(outcome), { columns, paintChart: unpainted }).split("\n\n").at(-2)!
    .trimEnd().split("\n");
}

Deno.test("the log has the class with its output, or each number by its name", () => {
  const answers = (text: string): readonly string[] =>
    logText(outcomeOf(text)).trimEnd().split("\n").slice(30);
  assert.deepEqual(answers(FLOWERS), ["small: 0.956 - setosa", "between: 0.672 - versicolor"]);
  assert.deepEqual(answers(BOXES), [
    "middle: area 34.921 cm², volume 14.398 cm³",
    "large: area 95.692 cm², volume 63.867 cm³",
  ]);
});

Deno.test("on a terminal each class has a column with its output", () => {
  assert.deepEqual(answersOf(FLOWERS, 80), [
    "query    species     setosa  versicolor  virginica",
    "──────────────────────────────────────────────────",
    "small    setosa       0.956       0.061      0.011",
    "between  versicolor   0.015       0.672      0.282",
  ]);
});

Deno.test("on a terminal of 40 columns the same table is turned", () => {
  assert.deepEqual(answersOf(FLOWERS, 40), [
    "query        small     between",
    "──────────────────────────────",
    "species     setosa  versicolor",
    "setosa       0.956       0.015",
    "versicolor   0.061       0.672",
    "virginica    0.011       0.282",
  ]);
});

Deno.test("numbers have their units over their columns", () => {
  assert.match(answersOf(BOXES, 80)[0], /^query +area \(cm²\) +volume \(cm³\)$/);
});

for (const columns of [20, 40, 80, 200]) {
  Deno.test(`a stored run is no wider than a terminal of ${columns} columns`, () => {
    for (const text of [FLOWERS, BOXES, PRICES]) {
      const options = { columns, emphasize: (_: unknown, word: string) => word, paintChart: unpainted };
      for (const line of runText(outcomeOf(text), options).split("\n")) {
        if (columns >= 40) assert.ok(cellCount(line) <= columns, line);
      }
    }
  });
}

Deno.test("a run that diverged has no answers, and says so", () => {
  const outcome = outcomeOf(BOXES, "learning_rate=1e9");
  assert.equal(outcome.status, "diverged");
  assert.match(logText(outcome), /\nmiddle: no answer\n/);
});

Deno.test("the report says what is learned, how it answers and which rows are wrong", () => {
  const text = markdownPage(reportOfRun(FLOWERS, ["epochs=10"]));
  assert.match(text, /3 outputs \(sigmoid\)/);
  assert.match(text, /It learns species \(setosa, versicolor and virginica, an output each\)/);
  const wrong = outcomeOf(FLOWERS, "epochs=10");
  assert.equal(wrong.status, "completed");
  assert.match(text, /The network gets \d of 9 rows right \([\d.]+%\)\. Wrong: /);
  assert.match(text, /^is {10}answered setosa {2}answered versicolor {2}answered virginica$/m);
  assert.match(text, /\*\*(setosa|versicolor|virginica)\*\*/);
});

Deno.test("a number in raw units has its unit in the report, and its error is in that unit", () => {
  const text = markdownPage(reportOfRun(PRICES));
  assert.match(text, /price \(kEUR\)/);
  assert.match(text, /\| row 1 \|.*\| 150 \| 150\.000 \| 0\.000 \|/);
});

Deno.test("three classes on one scale have three shapes, and the caption names each", () => {
  const text = markdownPage(reportOfRun(stepsText));
  assert.match(
    text,
    /Squares are rows of small, circles of middle, triangles of large; diamonds are queries\./,
  );
  assert.match(text, /▲/);
});
