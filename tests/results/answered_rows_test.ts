// What a stored network answers to rows has the bits of its queries, and says how near it comes as evaluation.json does.

import assert from "node:assert/strict";
import { featureColumnsOf } from "../../src/dataset/dataset.ts";
import { readAskedFile } from "../../src/experiment/reading/asked_file.ts";
import { readAskedRows } from "../../src/experiment/reading/asked_rows.ts";
import type { Read } from "../../src/experiment/source/problem.ts";
import {
  type AnsweredRows,
  answeredRows,
  rowsOfExperiment,
  rowsOfTable,
} from "../../src/results/answered_rows.ts";
import { cellsOf, linesOf } from "../../src/results/csv_text.ts";
import { readStoredRun } from "../../src/results/stored_run.ts";
import type { Outcome } from "../../src/run/outcome.ts";
import { ASKED, FRUIT, GENDER, PRICE, SENTENCES } from "./asked_experiments.ts";
import { storedFiles, textIn } from "./stored_examples.ts";

/** A run as it is read from the files of its folder. */
function storedRun(files: ReadonlyMap<string, Uint8Array>): Outcome {
  const read = readStoredRun(files);
  assert.ok("ok" in read && read.ok !== null);
  return read.ok.outcome;
}

function must<Value>(read: Read<Value>): Value {
  if ("problems" in read) throw new Error(read.problems[0].message);
  return read.ok;
}

function answered(outcome: Outcome, table: string, ...settings: readonly string[]): AnsweredRows {
  const { experiment } = outcome;
  const data = must(readAskedFile(experiment, { path: "t.csv", read: () => ({ text: table }), settings }));
  return answeredRows(outcome, rowsOfTable(data.table, must(readAskedRows(experiment.dataset, data))));
}

/** The cells of some columns of a CSV text, a line each. */
function column(csv: string, name: string): readonly string[] {
  const [header, ...lines] = linesOf(csv).map(cellsOf);
  const at = header.indexOf(name);
  assert.ok(at >= 0, `${name} in ${header}`);
  return lines.map((cells) => cells[at]);
}

for (const { title, text } of ASKED) {
  Deno.test(`the queries of a result, asked as a table, give predictions.csv to the byte: ${title}`, () => {
    const files = storedFiles(text);
    const outcome = storedRun(files);
    const wanted = textIn(files, "predictions.csv");
    const askedCount = 1 + featureColumnsOf(outcome.experiment.dataset.features).length;
    const table = linesOf(wanted).map((line) => {
      // The apostrophe before a formula is for spreadsheets, and no part of the name.
      const cells = cellsOf(line).slice(0, askedCount).map((cell) => cell.replace(/^'(?==)/, ""));
      return `${cells.map((cell) => `"${cell}"`).join(",")}\n`;
    }).join("");
    assert.deepEqual(answered(outcome, table), { csv: wanted, summary: null });
  });

  Deno.test(`the rows of a result are answered with its parts, and judged as evaluation.json does: ${title}`, () => {
    const files = storedFiles(text);
    const outcome = storedRun(files);
    const { csv } = answeredRows(outcome, rowsOfExperiment(outcome.experiment));
    const parts = column(csv, "part");
    const { rows, validation } = outcome.experiment.dataset;
    assert.equal(parts.length, rows.length + (validation?.rows.length ?? 0));
    assert.deepEqual(new Set(column(csv, "row")).size, parts.length);
    if (!files.has("evaluation.json")) return;
    const evaluation = JSON.parse(textIn(files, "evaluation.json"));
    for (const [part, judged] of [["learned", evaluation.training], ["held out", evaluation.validation]]) {
      const isIn = (_: string, index: number): boolean => parts[index] === part;
      if (judged === null) assert.ok(!parts.includes(part));
      else if (judged.accuracy !== undefined) {
        const marks = column(csv, "right").filter(isIn).map(Number);
        assert.equal(marks.reduce((sum, mark) => sum + mark, 0) / marks.length, judged.accuracy);
      } else {
        for (const { name, mae } of judged.targets) {
          const errors = column(csv, `${name}.error`).filter(isIn).map(Number);
          assert.equal(errors.reduce((sum, error) => sum + Math.abs(error), 0) / errors.length, mae);
        }
      }
    }
  });
}

Deno.test("the rows of a result come in the order of its table, and those that are written to be held out after them", () => {
  const fruit = storedRun(storedFiles(FRUIT.text));
  const { csv, summary } = answeredRows(fruit, rowsOfExperiment(fruit.experiment));
  assert.deepEqual(column(csv, "row"), ["a", "b", "c", "d"]);
  assert.deepEqual(column(csv, "part"), ["learned", "held out", "learned", "learned"]);
  assert.match(summary!, /^learned: \d of 3 rows right; held out: \d of 1 row right$/);
  const price = storedRun(storedFiles(PRICE.text));
  const answers = answeredRows(price, rowsOfExperiment(price.experiment));
  assert.deepEqual(column(answers.csv, "row"), ["row 1", "row 2", "row 3", "new", "old"]);
  assert.equal(
    linesOf(answers.csv)[0],
    "row,part,size,price,age,price.2,age.2,price.error,age.error",
  );
  assert.match(
    answers.summary!,
    /^learned: price: 3 rows, mean absolute error \S+ EUR, R² \S+; age: 3 rows, mean .*; held out: price: 2 rows, /,
  );
});

Deno.test("cells of the table stay as they stand, in their columns, but for what a spreadsheet would run", () => {
  const outcome = storedRun(storedFiles(GENDER.text));
  const table =
    'id,height,weight,note\n007,65.50,+133,"a, ""b"""\n=1+1,-0,-1e3,"x;=cmd"\n@x,1,2,-5\n-5%,1,2,\n';
  const { csv } = answered(outcome, table);
  const [first, ...lines] = linesOf(csv).map((line) => line.split(/,(?=[\d.]+,[MF]$|output)/)[0]);
  assert.equal(first, "id,height,weight,note");
  assert.deepEqual(lines, [
    '007,65.50,+133,"a, ""b"""',
    `'=1+1,-0,-1e3,"x;'=cmd"`,
    "'@x,1,2,-5",
    "-5%,1,2,",
  ]);
});

Deno.test("a table with semicolons has its numbers as they stand, and nothing that runs where commas are what cuts", () => {
  const outcome = storedRun(storedFiles(GENDER.text));
  const table = 'weight;height;-5;note\n128,5;63;-1.234,50;"hi,=cmd|x,ok"\n130;64;-5 %;"a;=1"\n';
  const { csv } = answered(outcome, table, "separator=;", "decimal=,");
  const lines = linesOf(csv).map((line) => line.replace(/;0,\d+;[FM]$/, ""));
  assert.deepEqual(lines, [
    "weight;height;-5;note;output;label",
    `128,5;63;-1.234,50;"hi,'=cmd|x,ok"`,
    `130;64;-5 %;"a;'=1"`,
  ]);
});

Deno.test("a class that a row says is held against the answer, and an empty cell of it counts for nothing", () => {
  const outcome = storedRun(storedFiles(GENDER.text));
  const { csv, summary } = answered(outcome, "weight,height,gender\n133,65,F\n133,65,M\n133,65,\n160,72,M\n");
  assert.deepEqual(column(csv, "right"), ["1", "0", "", "1"]);
  assert.equal(summary, "2 of 3 rows right");
  assert.ok(!linesOf(answered(outcome, "weight,height,gender\n133,65,\n").csv)[0].includes("right"));
});

Deno.test("of many rows it is said what always giving their most frequent class would have right, as of a run", () => {
  const outcome = storedRun(storedFiles(GENDER.text));
  const rows = Array.from(
    { length: 20 },
    (_, row) => row < 15 ? "133,65,F" : row < 18 ? "133,65,M" : "160,72,M",
  );
  const { summary } = answered(outcome, `weight,height,gender\n${rows.join("\n")}\n133,65,\n`);
  assert.equal(summary, "17 of 20 rows right (85.0%; always F: 75.0%)");
});

Deno.test("of several numbers those that rows say are held against the answers, each by what the row says less the answer", () => {
  const outcome = storedRun(storedFiles(PRICE.text));
  const { csv, summary } = answered(outcome, "age,size\n5,30\n,70\n1,55\n");
  assert.equal(linesOf(csv)[0], "age,size,price,age.2,age.error");
  const [errors, ages, answers] = ["age.error", "age", "age.2"].map((name) => column(csv, name));
  errors.forEach((error, row) => {
    if (ages[row] === "") assert.equal(error, "");
    else assert.equal(Number(error), Number(ages[row]) - Number(answers[row]));
  });
  assert.match(summary!, /^age: 2 rows, mean absolute error \S+, R² \S+$/);
});

Deno.test("a sentence that is longer than all that was learned changes no other answer", () => {
  const outcome = storedRun(storedFiles(SENTENCES.text));
  const short = answered(outcome, "text\nso good\n").csv;
  const long = answered(outcome, `text\nso good\n${"not ".repeat(40)}bad\n`).csv;
  assert.equal(linesOf(long)[1], linesOf(short)[1]);
});

Deno.test("no column of the answers has the name of one of the table", () => {
  const outcome = storedRun(storedFiles(GENDER.text));
  const { csv } = answered(outcome, "right,label,weight,output,height,gender\n1,2,133,3,65,F\n");
  assert.equal(linesOf(csv)[0], "right,label,weight,output,height,gender,output.2,label.2,right.2");
  assert.match(linesOf(csv)[1], /^1,2,133,3,65,F,0\.\d+,F,1$/);
});
