// An experiment that is written for a table reads that table as it is, and runs.

import assert from "node:assert/strict";
import { outputNamesOf, targetNamesOf } from "../../../src/dataset/dataset.ts";
import { experimentForTable } from "../../../src/experiment/drafting/draft_for_table.ts";
import type { Experiment } from "../../../src/experiment/experiment.ts";
import { readExperiment } from "../../../src/experiment/reading/parse_experiment.ts";
import { describeProblem } from "../../../src/experiment/source/problem.ts";
import { dataTextOf } from "../../../src/experiment/source/data_text.ts";
import { runExperiment } from "../../../src/run/run_experiment.ts";
import { tableCases } from "./table_cases.ts";

function draftOf(bytes: Uint8Array): string {
  const plain = dataTextOf(bytes);
  const encoding = "looksLike" in plain ? plain.looksLike ?? null : null;
  const read = encoding === null ? plain : dataTextOf(bytes, encoding);
  assert.ok("text" in read);
  const draft = experimentForTable({
    name: "draft",
    path: "data.csv",
    text: read.text,
    encoding,
    command: "run draft.yaml",
  });
  if ("problems" in draft) throw new Error(draft.problems.map(describeProblem).join("\n"));
  return draft.ok;
}

function experimentOf(text: string, bytes: Uint8Array, overrides: readonly string[] = []): Experiment {
  const read = readExperiment(text, {
    fileName: "draft.yaml",
    overrides,
    readDataFile: (_, encoding) => dataTextOf(bytes, encoding),
  });
  if ("problems" in read) throw new Error(`${text}\n${read.problems.map(describeProblem).join("\n")}`);
  return read.ok;
}

for (const { name, bytes, target, classCount, inputCount, rowCount, file } of tableCases) {
  Deno.test(`${name}: the draft fits the table and runs`, () => {
    const text = draftOf(bytes);
    const experiment = experimentOf(text, bytes, ["epochs=2"]);
    const { dataset } = experiment;
    assert.match(/^ {2}file: (.*)$/m.exec(text)![1], file, text);
    assert.deepEqual(targetNamesOf(dataset.target), [target], text);
    assert.equal(
      dataset.target?.kind === "classes" ? outputNamesOf(dataset.target).length : 0,
      classCount,
      text,
    );
    assert.equal(dataset.features.length, inputCount, text);
    assert.equal(dataset.rows.length + (dataset.validation?.rows.length ?? 0), rowCount);
    assert.equal(runExperiment(experiment).status, "completed");
  });
}

Deno.test("the lines of a draft that are comments, rows held out and a stop, are ready to use", () => {
  for (const { name, bytes } of tableCases) {
    const draft = draftOf(bytes);
    const text = draft.replace("  # validation:", "  validation:").replace("  # stop:", "  stop:")
      .replace(/^ {2}log_every: \d+ +# 1 with the stop below.*$/m, "  log_every: 1");
    // With rows held out both are in force; without, there is a reason.
    const isHeldOut = / {2}validation:/.test(draft);
    assert.equal(/^ {2}stop:/m.test(draft), isHeldOut, draft);
    // What chooses the epoch is no fair judge of it, and the setting that has it choose says so.
    const caution =
      /^ {2}stop: .*;\n {34}# held-out rows choose it, so their scores are slightly optimistic$/m;
    assert.equal(caution.test(draft), isHeldOut, draft);
    const comments = draft.split("\n").filter((line) => /^ +(stop|#|# stop|validation):? .*#/.test(line));
    assert.ok(comments.every((line) => line.length <= 120), draft);
    assert.ok(
      isHeldOut || /# would hold a fifth out to judge by, but (there|a class|\S+ differs)/.test(draft),
      draft,
    );
    const { dataset, training } = experimentOf(text, bytes);
    assert.ok(dataset.validation!.rows.length > 0, name);
    assert.equal(training.logEvery, 1, "each epoch may be the best");
    const { epochs, logEvery } = experimentOf(draft, bytes).training;
    const lineCount = Math.ceil(epochs / logEvery);
    assert.ok(isHeldOut || lineCount <= 50 && (logEvery === 1 || lineCount >= 20), `${name}: ${lineCount}`);
    assert.equal(training.stop?.patience, Math.round(training.epochs / 15), name);
  }
});

Deno.test("what becomes of empty cells stands beside each feature that has some, with their count", () => {
  const lines = Array.from(
    { length: 30 },
    (_, row) =>
      `${row === 4 ? "" : row * row % 31},${row < 2 ? "" : row % 3 === 0 ? "yes" : "no"},${row % 7},${
        row % 2 === 0 ? "red" : "blue"
      }`,
  );
  const draft = draftOf(new TextEncoder().encode(["size,garden,rooms,colour", ...lines, ""].join("\n")));
  assert.match(
    draft,
    /name: size, .*missing: median \} # 1 empty cell: the median of the others takes its place\n/,
  );
  assert.match(draft, /name: garden, .*missing: 0 \} # 2 empty cells: none of the categories is 1 there\n/);
  assert.match(draft, /name: rooms, shift: mean, scale: std \}\n/);
});

Deno.test("a fifth is held out where there are 50 rows, 5 of each class, and every column goes on to vary", () => {
  const table = (rowCount: number, rareCount: number, oddCount = rowCount): Uint8Array => {
    const lines = Array.from(
      { length: rowCount },
      (_, row) => `${row * row % 31},${row < oddCount ? 4 + row % 3 : 9},${row < rareCount ? "red" : "blue"}`,
    );
    return new TextEncoder().encode(["size,age,colour", ...lines, ""].join("\n"));
  };
  const heldOut = (bytes: Uint8Array): readonly string[] =>
    experimentOf(draftOf(bytes), bytes).dataset.validation?.rows.map(({ targets }) => targets.join("")) ?? [];
  assert.deepEqual(heldOut(table(50, 5)), ["0", ...Array(9).fill("1")], "one red, nine blue");
  assert.deepEqual(heldOut(table(49, 5)), []);
  assert.deepEqual(heldOut(table(50, 4)), []);
  assert.deepEqual(heldOut(table(50, 20, 9)), []);
});

Deno.test("a first column of whole numbers names the rows where it counts them, or is called so, and that is said", () => {
  const table = (name: string, numberOf: (row: number) => number): string => {
    const lines = Array.from({ length: 80 }, (_, row) => `${numberOf(row)},${row * 7 % 5},${row * row % 97}`);
    return draftOf(new TextEncoder().encode([`${name},rooms,price`, ...lines, ""].join("\n")));
  };
  const spread = (row: number): number => 200 + row * 13 + row * row % 11;
  assert.match(table("sqm", spread), /^ {4}- \{ name: sqm,/m);
  assert.match(table("day", (row) => row + 1), /^ {4}- \{ name: day,/m);
  assert.match(table("inr", spread), /^ {4}- \{ name: inr,/m);
  for (const [name, numberOf] of [["flat", (row: number) => row + 1], ["flat_nr", spread]] as const) {
    const text = table(name, numberOf);
    assert.match(text, new RegExp(`row_name: ${name} `));
    assert.match(
      text,
      new RegExp(
        `^# The rows are called by ${name}, which seems to number them, and are not learned from it\\.`,
        "m",
      ),
    );
  }
});

Deno.test("sentences name no rows, and how they are read is said wherever they are met", () => {
  const of = (count: number, line: (row: number) => string): Uint8Array =>
    new TextEncoder().encode(
      ["review,stars,label", ...Array.from({ length: count }, (_, row) => line(row)), ""].join("\n"),
    );
  const label = (row: number): string => row % 3 === 0 ? "pos" : "neg";
  const different = of(60, (row) => `the soup of day ${row} was great,${row % 5},${label(row)}`);
  assert.match(
    draftOf(different),
    /# Left out: review \(too many different words; sentences are read by tokens/,
  );
  const few = of(60, (row) => `the soup was dish ${row % 12},${row % 5},${label(row)}`);
  assert.match(
    draftOf(few),
    /# Each sentence of review is one category: sentences are read by tokens: words/,
  );
  const two = new TextEncoder().encode(
    [
      "review,label",
      ...Array.from({ length: 250 }, (_, row) => `soup number ${row} was fine,${label(row)}`),
      "",
    ]
      .join("\n"),
  );
  assert.throws(() => draftOf(two), /review \(.*sentences are read by tokens: words and a layer rnn\)/);
});

Deno.test("no name in a table writes a line of the experiment", () => {
  const table = '"x\nname: evil\n#","a: b # c","k: [1"\n1,2,p\n2,1,q\n3,4,p\n4,3,q\n';
  const bytes = new TextEncoder().encode(table);
  const experiment = experimentOf(draftOf(bytes), bytes);
  assert.equal(experiment.name, "draft");
  assert.deepEqual(experiment.dataset.features.map(({ name }) => name), ["x name: evil #", "a: b # c"]);
  const path = "a\nname: evil.csv";
  const draft = experimentForTable({
    name: "d",
    path,
    text: "x,y\n1,2\n2,1\n",
    encoding: null,
    command: "run",
  });
  assert.ok("problems" in draft);
});

Deno.test("columns are judged by the rows that are learned: one that differs in a dropped row alone is left out", () => {
  const bytes = new TextEncoder().encode("a,b,c\n1,5,x\n1,6,x\n2,7,\n1,4,y\n1,3,y\n");
  const text = draftOf(bytes);
  assert.match(text, /# Left out: a \(always 1\)\./);
  assert.match(text, /target: \{ name: c, .*missing: drop \}/);
  assert.equal(runExperiment(experimentOf(text, bytes, ["epochs=1"])).status, "completed");
});

Deno.test("when a row was measured is hardly what is learned, though it be the only column of words", () => {
  const rows = ["Mon,21,3,40", "Tue,25,1,44", "Mon,19,4,38", "Tue,30,0,52", "Sat,28,2,61", "Sat,33,1,70"];
  const bytes = new TextEncoder().encode(["weekday,warmth,rain,cones", ...rows, ""].join("\n"));
  assert.match(draftOf(bytes), /target: \{ name: cones,/);
});

Deno.test("of two columns the first is learned from, though it count its rows; of three it tells them apart", () => {
  const lines = (columns: (k: number) => readonly number[]) =>
    Array.from({ length: 20 }, (_, k) => columns(k + 1).join(","));
  const two = new TextEncoder().encode(["x,y", ...lines((k) => [k, k * k]), ""].join("\n"));
  assert.match(draftOf(two), /features:.*\n.*name: x,/);
  const three = new TextEncoder().encode(["x,a,y", ...lines((k) => [k, k % 7, k * k]), ""].join("\n"));
  assert.doesNotMatch(draftOf(three), /^ {4}- \{ name: x,/m);
});

/** A price that is a straight line of 13 features, and noise: 150 rows. */
function straightTable(): Uint8Array {
  let state = 1;
  const random = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
  const lines = Array.from({ length: 150 }, () => {
    const cells = Array.from({ length: 13 }, () => random() + random() - 1);
    const price = cells.reduce((sum, cell, at) => sum + (at + 1) * cell, 0) + 6 * (random() - 0.5);
    return [...cells, price].map((number) => number.toFixed(4)).join(",");
  });
  const names = Array.from({ length: 13 }, (_, at) => `f${at}`);
  return new TextEncoder().encode([[...names, "price"].join(","), ...lines, ""].join("\n"));
}

Deno.test("of many features a draft answers held-out rows nearly as well as the straight line that they are on", () => {
  const bytes = straightTable();
  const text = draftOf(bytes);
  const lossOf = (...overrides: string[]): number =>
    [0, 1, 2, 3].reduce((sum, seed) => {
      const { losses } = runExperiment(experimentOf(text, bytes, [`validation.seed=${seed}`, ...overrides]));
      return sum + Math.min(...losses.map(({ heldOut }) => heldOut!.loss));
    }, 0) / 4;
  const [draft, line] = [lossOf(), lossOf("hidden=[]")];
  // With weights of normal(0, 1), looked at every 15th epoch, it is twenty times as much.
  assert.ok(draft < 3 * line, `${draft}, ${line}`);
});

Deno.test("weights start the smaller the more inputs there are, from three on, and for relu as for relu", () => {
  const table = (columnCount: number): Uint8Array => {
    const line = (row: number): string =>
      [
        ...Array.from({ length: columnCount }, (_, at) => (row * (at + 3)) % 53 / 10),
        row % 2 === 0 ? "p" : "q",
      ]
        .join(",");
    const names = Array.from({ length: columnCount }, (_, at) => `f${at}`);
    return new TextEncoder().encode(
      [[...names, "kind"].join(","), ...Array.from({ length: 60 }, (_, row) => line(row)), ""].join("\n"),
    );
  };
  const initOf = (columnCount: number): unknown => {
    const { init, network } = experimentOf(draftOf(table(columnCount)), table(columnCount));
    return ["scheme" in init && init.scheme.name, network.activation];
  };
  assert.deepEqual(initOf(2), ["classic", "tanh"]);
  assert.deepEqual(initOf(3), ["glorot_uniform", "tanh"]);
  assert.deepEqual(initOf(41), ["he_uniform", "relu"]);
});

Deno.test("a draft says how it is held against a straight line", () => {
  assert.match(
    draftOf(tableCases[0].bytes),
    /^# Compare it with a straight line: run draft\.yaml 'hidden=\[\]'$/m,
  );
});

Deno.test("a draft says how it is cross-validated, wherever each fold can be learned without", () => {
  const table = (rowCount: number, rareCount: number, oddCount = rowCount): Uint8Array => {
    const lines = Array.from(
      { length: rowCount },
      (_, row) => `${row * row % 31},${row < oddCount ? 4 + row % 3 : 9},${row < rareCount ? "red" : "blue"}`,
    );
    return new TextEncoder().encode(["size,age,colour", ...lines, ""].join("\n"));
  };
  const line = /^# Cross-validate it: run draft\.yaml (.*)$/m;
  const settingsFor = (bytes: Uint8Array): string | undefined => line.exec(draftOf(bytes))?.[1];
  for (const bytes of [table(40, 5), table(60, 5)]) {
    assert.equal(settingsFor(bytes), "folds=5 fold=0..4 stratify=true");
  }
  for (const bytes of [table(40, 4), table(60, 4), table(9, 5), table(60, 20, 9)]) {
    assert.equal(settingsFor(bytes), undefined);
  }
  const numbers = Array.from({ length: 25 }, (_, row) => `${row * row % 31},${row * 7 % 23 + 0.5}`);
  assert.equal(
    settingsFor(new TextEncoder().encode(["size,weight", ...numbers, ""].join("\n"))),
    "folds=5 fold=0..4",
    "numbers are in no class",
  );
  for (const { name, bytes } of tableCases) {
    const settings = settingsFor(bytes);
    if (settings === undefined) continue;
    const { sweep } = experimentOf(draftOf(bytes), bytes, [...settings.split(" "), "epochs=1"]);
    assert.equal(sweep?.axes.flat().length, 1, name);
  }
});
