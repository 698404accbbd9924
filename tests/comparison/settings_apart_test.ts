// Which settings tell results apart, and how many of them are told.
import assert from "node:assert/strict";
import { compareOutcomes, type Comparison } from "../../src/comparison/comparison.ts";
import { comparisonsJson, comparisonsMarkdown } from "../../src/comparison/comparison_files.ts";
import { comparisonReport } from "../../src/comparison/comparison_report.ts";
import { comparisonColumns, comparisonTable } from "../../src/comparison/comparison_table.ts";
import { comparisonText } from "../../src/comparison/comparison_text.ts";
import { followingNote, settingsApart } from "../../src/comparison/settings_apart.ts";
import { rowsText } from "../../src/comparison/rows_apart.ts";
import { sweepLegend } from "../../src/comparison/sweep_legend.ts";
import { sweepTable } from "../../src/comparison/sweep_table.ts";
import { htmlPage } from "../../src/document/html_page.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { runExperiment } from "../../src/run/run_experiment.ts";
import { summaryOf } from "../../src/sweep/summary.ts";
import { sweepExperiment } from "../../src/sweep/sweep_outcome.ts";
import { cellCount } from "../../src/text/width.ts";
import { unpainted } from "../../src/text/terminal_style.ts";
import { PEOPLE } from "../results/stored_examples.ts";

function compare(texts: readonly string[]): Comparison {
  return compareOutcomes(texts.map((text, index) => ({
    label: `run-${index}`,
    outcome: runExperiment(parseExperiment(text)),
  })));
}

/** An experiment with so many rows and queries, from one of these numbers on. */
function table(
  { rows, queries, rowsFrom = 0 }: { rows: number; queries: number; rowsFrom?: number },
  more = "",
): string {
  const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, index) => index + from);
  return `name: table
dataset:
  features: [{ name: x, scale: 100 }]
  target: { name: y }
  rows: [${numbers(rows, rowsFrom).map((x) => `{ x: ${x}, y: ${x % 2} }`).join(", ")}]
queries: [${numbers(queries).map((x) => `{ name: q${x}, x: ${x} }`).join(", ")}]
training: { epochs: 2, log_every: 1 }
${more}`;
}

function textOf(comparison: Comparison, columns: number): string {
  const options = { emphasize: (_: string, text: string): string => text, paintChart: unpainted };
  return comparisonText(comparison, { columns, ...options, isOnlyChanged: false });
}

const MANY = compare([table({ rows: 20, queries: 400 }), table({ rows: 12, queries: 2 })]);

Deno.test("queries of many rows are one setting, told by how many there are, and rows by how many differ", () => {
  assert.deepEqual(MANY.keys, ["dataset.rows", "queries"]);
  const columns = new Map(
    comparisonTable(MANY, { isOnlyChanged: false, isBrief: true }).map(({ heading, texts }) => [
      heading,
      texts,
    ]),
  );
  assert.deepEqual(columns.get("rows"), ["20", "12; 8 differ"]);
  assert.deepEqual(columns.get("queries"), ["400 rows", "2 rows; 398 differ"]);
});

Deno.test("of many queries those are compared that both runs have, and a line says where the others are", () => {
  for (const width of [40, 80]) {
    const text = textOf(MANY, width);
    const lines = text.split("\n");
    assert.ok(lines.length < 60, `${width} columns: ${lines.length} lines`);
    for (const line of lines) assert.ok(cellCount(line) <= width, line);
    assert.match(
      text.replace(/\s+/g, " "),
      /answers: 2 that several results have; 398 more in predictions\.csv/,
    );
    assert.ok(/\bq1\b/.test(text) && !/\bq2\b/.test(text));
  }
  const markdown = comparisonsMarkdown({ comparisons: [MANY], gaps: [] }, { isOnlyChanged: false });
  assert.match(markdown, /\n\nanswers: 2 that several results have; 398 more in predictions/);
  const page = htmlPage(comparisonReport(MANY));
  assert.ok(page.includes("398 more in predictions.csv of each run") && !page.includes(">q2<"));
  assert.equal(page.match(/<svg [^>]*id="answers-/g)?.length, 2);
});

Deno.test("of many queries that all runs have the first twelve are compared", () => {
  const both = compare([
    table({ rows: 4, queries: 30 }),
    table({ rows: 4, queries: 30 }, "init: { seed: 1 }"),
  ]);
  assert.deepEqual(both.keys, ["init.seed"]);
  const text = textOf(both, 80);
  assert.match(text, /\nanswers: the first 12; 18 more in predictions\.csv of each run\n/);
  assert.ok(/\bq11\b/.test(text) && !/\bq12\b/.test(text));
});

Deno.test("files for programs have every answer and every query", () => {
  const columns = comparisonColumns(MANY).map(({ key }) => key);
  assert.ok(columns.includes("q399") && columns.includes("queries"));
  const { runs } = JSON.parse(comparisonsJson({ comparisons: [MANY], gaps: [] }));
  assert.equal(runs[0].answers.length, 400);
  assert.deepEqual(runs[1].settings.queries, [{ name: "q0", x: 0 }, { name: "q1", x: 1 }]);
});

Deno.test("few queries that differ are told setting by setting", () => {
  const few = compare([table({ rows: 4, queries: 400 }), table({ rows: 4, queries: 401 })]);
  assert.deepEqual(few.keys, ["queries in order", "queries.q400", "queries.q400.x"]);
});

Deno.test("rows that a format writes as a table are the same rows, and no setting differs in them", () => {
  const young = compare([
    table({ rows: 120, queries: 1 }),
    table({ rows: 120, queries: 1 }, "").replace(
      "epochs: 2",
      "optimizer: adam, epochs: 2",
    ),
  ]);
  assert.deepEqual(young.keys, ["training.optimizer"]);
});

Deno.test("rows in another order, none in common, and held-out rows are told as such", () => {
  const plain = table({ rows: 3, queries: 1 });
  const reversed = plain.replace(
    /rows: \[(.*)\]/,
    (_, rows) => `rows: [${rows.split(/(?<=\}), /).reverse()}]`,
  );
  const others = table({ rows: 3, queries: 1, rowsFrom: 50 });
  const heldOut = plain.replace(
    "queries",
    "  validation: { rows: [{ x: 7, y: 1 }, { x: 8, y: 0 }] }\nqueries",
  );
  const columns = new Map(
    comparisonTable(compare([plain, reversed, others, heldOut]), { isOnlyChanged: false, isBrief: true })
      .map(({ heading, texts }) => [heading, texts]),
  );
  assert.deepEqual(columns.get("dataset.rows"), ["3", "3, in another order", "3; all differ", "3"]);
  assert.deepEqual(columns.get("validation.rows"), ["–", "–", "–", "2"]);
});

Deno.test("a query that the first result has not is another one", () => {
  const [mine, others] = [[{ name: "mine", x: 1 }], [{ name: "a", x: 1 }, { name: "b", x: 2 }]];
  assert.equal(rowsText("queries", mine, others), "1 row, another one");
  assert.equal(rowsText("queries", others, mine), "2 rows; all differ");
  assert.equal(rowsText("queries", mine, []), "1 row");
});

Deno.test("what only follows from the optimizer is no setting that differs, and is told in one line", () => {
  const adam = PEOPLE.replace("epochs: 60", "epochs: 60, optimizer: adam");
  const comparison = compare([PEOPLE, adam]);
  assert.deepEqual(comparison.keys, ["training.optimizer"]);
  assert.deepEqual(
    comparison.following,
    ["learning_rate", "momentum", "nesterov", "beta1", "beta2", "epsilon"].map((key) => `training.${key}`),
  );
  const text = textOf(comparison, 80);
  assert.match(text, /^2 runs of people: all completed, 1 setting differs\n/);
  assert.match(
    text.replace(/\s+/g, " "),
    / not listed, since they follow from these: learning_rate, momentum, nesterov, beta1, beta2 and epsilon /,
  );
  assert.ok(htmlPage(comparisonReport(comparison)).includes("Not listed, since they follow from these: "));
  assert.equal(followingNote([]), null);
});

Deno.test("a number of an optimizer that was chosen differs, beside the default of another run too", () => {
  const [adam, slow] = ["", ", beta1=0.8"].map((more) => `optimizer=adam${more}`.split(", "));
  const experiments = [[], adam, slow].map((overrides) => parseExperiment(PEOPLE, { overrides }));
  const all = settingsApart(experiments, [true, true, true]);
  assert.deepEqual(all.keys, ["training.optimizer", "training.beta1"]);
  assert.deepEqual(all.values.map((values) => values[1]), [null, 0.9, 0.8]);
  // A result that does not count decides about no setting.
  assert.deepEqual(settingsApart(experiments, [true, true, false]).keys, ["training.optimizer"]);
});

Deno.test("sweeps are told apart in the same way, those of optimizers too", () => {
  const sweepOf = (text: string, ...overrides: readonly string[]) => {
    const experiment = parseExperiment(text, { overrides });
    return { label: overrides.join(" "), experiment, summary: summaryOf(sweepExperiment(experiment)) };
  };
  const optimizers = [
    sweepOf(PEOPLE, "seed=1..3", "epochs=2"),
    sweepOf(PEOPLE, "optimizer=sgd,adam", "epochs=2"),
    sweepOf(PEOPLE, "optimizer=adam,rmsprop", "epsilon=0.1", "epochs=2"),
  ];
  const headings = sweepTable(optimizers).map(({ heading }) => heading);
  assert.deepEqual(headings.slice(0, 5), ["result", "seed", "optimizer", "sweep", "epsilon"]);
  const many = [400, 2].map((queries) => sweepOf(table({ rows: 4, queries }), "seed=1..3"));
  const columns = new Map(sweepTable(many).map(({ heading, texts }) => [heading, texts]));
  assert.deepEqual(columns.get("queries"), ["400 rows", "2 rows; 398 differ"]);
  assert.ok(columns.has("q1") && !columns.has("q2"));
  assert.match(
    sweepLegend(many),
    /answers: 2 that several results have; 398 more in summary\.json of each sweep/,
  );
});
