// What is said of a table from which an experiment is written: what is odd about it, what is left out, why there is none.

import assert from "node:assert/strict";
import { experimentForTable } from "../../../src/experiment/drafting/draft_for_table.ts";
import { parseExperiment } from "../../../src/experiment/reading/parse_experiment.ts";
import { describeProblem } from "../../../src/experiment/source/problem.ts";

function draftFor(text: string, encoding: string | null = null): string {
  const file = { name: "draft", path: "data.csv", text, encoding, command: "run draft.yaml" };
  const draft = experimentForTable(file);
  return "problems" in draft ? draft.problems.map(describeProblem).join("\n") : draft.ok;
}

/** A table of 24 rows: a number, another column, and one of two words. */
function tableOf(header: string, cell: (row: number) => string): string {
  const rows = Array.from(
    { length: 24 },
    (_, row) => `${row / 10},${cell(row)},${row % 2 === 0 ? "p" : "q"}\n`,
  );
  return `${header}\n${rows.join("")}`;
}

for (
  const [what, text, remark] of [
    [
      "commas between digits",
      tableOf("x,people,y", (row) => `"1,234,${567 + row}"`),
      "Left out: people (not all of its cells are numbers: found 1,234,567; " +
      "write it without marks between the digits: 1234567).",
    ],
    [
      "numbers whose squares cannot be added up",
      "a,x,y\n1e200,1,2\n-3e200,2,3\n3,3,5\n4,4,1\n",
      "Left out: a (its numbers are too large to be scaled: found −3×10²⁰⁰).",
    ],
    [
      "sentences",
      tableOf("x,review,y", (row) => `we came for dinner ${row % 20} and stayed`),
      "Left out: review (too many different words; sentences are read by tokens: words and a layer rnn).",
    ],
    [
      "a currency",
      tableOf("x,price,y", (row) => `"$1,${200 + row}.50"`),
      "Left out: price (not all of its cells are numbers: found $1,200.50; write the number alone: 1200.50).",
    ],
    [
      "digits of full width",
      tableOf("x,weight,y", (row) => `\uff11${String.fromCharCode(0xff10 + row % 10)}${row}`),
      "Left out: weight (not all of its cells are numbers: found \uff11\uff100; write it in usual digits: 100).",
    ],
    [
      "times of day",
      tableOf("x,time,y", (row) => `${10 + row % 12}:${10 + row}`),
      "Left out: time (not all of its cells are numbers: found 10:10; a time is no number: write it in its smallest " +
      "unit: 610).",
    ],
    [
      "decimal commas with units beside decimal points",
      tableOf("x,height,y", (row) => `"1,${50 + row} m"`),
      "Left out: height (not all of its cells are numbers: found 1,50 m; write the number alone, with a point: 1.50).",
    ],
    [
      "decimal commas, all of them with units",
      tableOf("x,height,y", (row) => `${row % 9};1,${50 + row} m`).replaceAll(",p", ";p").replaceAll(
        ",q",
        ";q",
      )
        .replace("x,height,y", "x;z;height;y").replaceAll(/^[\d.]+,/gm, "7;"),
      "Left out: height (not all of its cells are numbers: found 1,50 m; write the number alone: 1,50).",
    ],
    [
      "a column without a name",
      tableOf("x,,y", (row) => String(row % 7)),
      "Left out: column 2 (it has no name).",
    ],
    [
      "a blank that cannot be told from others",
      tableOf("x,place,y", (row) => ["north\u00a0", "south"][row % 2]),
      "Left out: place (a word must have 1 to 200 visible characters with no space at either end: " +
      "found north<U+00A0>).",
    ],
    [
      "a name with a character that cannot be seen",
      tableOf("x,place\u200b,y", (row) => String(row % 7)),
      "Left out: place\ufffd (a name must have 1 to 200 visible characters with no space at either end: " +
      "found place<U+200B>).",
    ],
    [
      "words that look alike",
      tableOf("x,sex,y", (row) => ["männlich", "ma\u0308nnlich", "weiblich"][row % 3]),
      "sex has männlich and ma<U+0308>nnlich, which look alike and are different words: write them alike in the file.",
    ],
    [
      "words that differ in case",
      tableOf("x,color,y", (row) => ["red", "Red", "blue"][row % 3]),
      "color has red and Red: if they mean the same, write them alike in the file.",
    ],
    [
      "several words that differ in case",
      tableOf("x,color,y", (row) => ["red", "Red", "no", "No", "NO", "blue"][row % 6]),
      "color has red and Red, no, No and NO: if they mean the same, write them alike in the file.",
    ],
    [
      "numbers that begin with a 0",
      tableOf("x,zip,y", (row) => ["01067", "10115", "80331"][row % 3]),
      "zip is taken for a number, though it has 01067: a code is no size; leave the feature out, " +
      "or write categories: all in place of shift and scale.",
    ],
    [
      "rows that are sorted",
      `x,z,y\n${
        Array.from({ length: 24 }, (_, row) => `${row / 10},${row % 7},${row < 9 ? "p" : "q"}\n`).join("")
      }`,
      "The rows are sorted by y: shuffle mixes them anew in each epoch.",
    ],
    [
      "a row of totals",
      `${tableOf("x,place,y", (row) => ["north", "south"][row % 2])}99,Total,p\n`,
      "The last row seems to sum up the others (Total), and is learned with them: remove it from the file.",
    ],
    [
      "a mark for missing cells that may be a class",
      `x,z,y\n${
        Array.from(
          { length: 24 },
          (_, row) => `${row / 10},${row % 9 === 1 ? "none" : row},${["p", "q", "none"][row % 3]}\n`,
        ).join("")
      }`,
      "In y, none is read as missing, which drops 8 rows: a class must have another word in the file.",
    ],
    [
      "a mark for missing cells beside one word alone",
      tableOf("x,z,y", (row) => row % 9 === 1 ? "none" : String(row)).replaceAll(",q\n", ",none\n"),
      "Left out: y (always p, but for 10 missing cells).",
    ],
    [
      "numbers to learn of which some are missing",
      tableOf("x,z,kind", (row) => String(row % 7)).replace(/kind\n/, "kind,mpg\n")
        .replaceAll(/,[pq]\n/g, (end, at) => `${end.trimEnd()},${at % 5 === 0 ? "NA" : at / 10}\n`),
      "In mpg, NA is read as missing, which drops 5 rows.",
    ],
    [
      "a column for each class",
      `x,a,b,c\n${
        Array.from({ length: 24 }, (_, row) =>
          `${row / 10},${+(row % 3 === 0)},${+(row % 3 === 1)},${+(row % 3 === 2)}\n`).join("")
      }`,
      "In each row one of a, b and c is 1, so that the others tell c and are left out; " +
      "to learn them all, write targets with all of them in place of target.",
    ],
    [
      "rows that come again",
      `${tableOf("x,z,y", (row) => String(row * row))}0,0,p\n0.1,1,q\n0,0,p\n`,
      "3 of 27 rows are copies of rows before: where one is learned and its copy held out, answers look better " +
      "than they are.",
    ],
    [
      "a row that comes again under another number",
      `id,x,z,y\n${
        Array.from({ length: 24 }, (_, row) =>
          `${row + 1},${(row % 23) / 10},${row % 23},${"pqr"[row % 23 % 3]}\n`)
          .join("")
      }`,
      "1 of 24 rows is the same as rows before but for id. That is no harm where they agree by chance;\n" +
      "# if they are one thing twice, of which one is learned and the other held out, answers look better than they are.",
    ],
    [
      "words in place of a few numbers",
      tableOf("x,score,y", (row) => row % 8 === 0 ? "tbd" : String(row * row)),
      "Left out: score (3 of its cells are no numbers: found tbd; the first is in line 2). If that stands for nothing,\n" +
      '# add missing: ["tbd"] to file: { path: … } and the feature ' +
      "{ name: score, shift: mean, scale: std, missing: median }.",
    ],
    [
      "several words in place of a few numbers beside a mark that is known",
      tableOf("x,score,y", (row) => ["tbd", "later", "NA"][row / 4] ?? String(row * row)).replace(
        ",1,",
        ",?,",
      ),
      "Left out: score (2 of its cells are no numbers: found tbd, later; the first is in line 2). If these stand for nothing,\n" +
      '# add "tbd", "later" to missing of file and the feature ' +
      "{ name: score, shift: mean, scale: std, missing: median }.",
    ],
    [
      "a number with its unit among others",
      tableOf("x,score,y", (row) => row === 8 ? "64 mg" : String(row * row)),
      "Left out: score (1 of its cells is no number: found 64 mg in line 10; write the number alone: 64).",
    ],
    [
      "too many words in place of numbers",
      tableOf("x,score,y", (row) => ["tbd", "later", "soon", "lost"][row] ?? String(row * row)),
      "Left out: score (4 of its cells are no numbers: found tbd, later, soon, …; the first is in line 2).",
    ],
    [
      "a number that stands for nothing",
      tableOf("x,score,y", (row) => row % 8 === 0 ? "-999" : String(row)),
      "score has -999 in 3 rows, far from the rest (1 to 23): if it stands for nothing,\n" +
      '# add missing: ["-999"] to file: { path: … } and missing: median to its feature.',
    ],
    [
      "a number that stands for nothing beside a mark that does, in the column to learn",
      tableOf("x,z,y", (row) => String(row * row)).replaceAll(/,[pq]\n/g, (_, at) => `,${at / 10}\n`)
        .replaceAll(/^1.*,.*\n/gm, (line) => line.replace(/,[^,]*\n/, ",9999.0\n")).replace("0,0,", "?,0,"),
      "y has 9999.0 in 10 rows, far from the rest (0.9 to 22.3): if it stands for nothing,\n" +
      '# add "9999.0" to missing of file and missing: drop to target.',
    ],
    [
      "a mark that stands for nothing among words",
      tableOf("x,smoker,y", (row) => ["yes", "no", "k.A."][row % 3]),
      "smoker has k.A., which is a category like the others: to drop those rows instead,\n" +
      '# add missing: ["k.A."] to file: { path: … } and missing: drop to its feature, ' +
      "and take it out of its categories.",
    ],
    [
      "such marks in several columns, beside one among numbers",
      tableOf(
        "x,smoker,region,y",
        (row) => `${["yes", "NA", "no"][row % 3]},${["north", "k.A.", "south"][row % 3]}`,
      )
        .replace("0.5,", "?,"),
      "smoker and region have NA and k.A., which are categories like the others: to drop those rows instead,\n" +
      '# add "NA", "k.A." to missing of file and missing: drop to their features, ' +
      "and take them out of their categories.",
    ],
    [
      "such a mark among the classes",
      tableOf("x,z,y", (row) => String(row * row)).replaceAll(/,q\n/g, ",unknown\n"),
      "y has unknown, which is a class like the others: to drop those rows instead,\n" +
      '# add missing: ["unknown"] to file: { path: … } and missing: drop to target, and take it out of its classes.',
    ],
    [
      "an id that comes again",
      tableOf("x,patient_id,y", (row) => String(row === 5 ? 4 : row)),
      "Left out: patient_id (it only tells rows apart).",
    ],
  ] as const
) {
  Deno.test(`said of a table with ${what}: ${remark}`, () => {
    const draft = draftFor(text);
    assert.ok(draft.includes(`\n# ${remark}\n`), draft);
  });
}

Deno.test("none among words is an answer", () => {
  assert.doesNotMatch(
    draftFor(tableOf("x,allergies,y", (row) => ["none", "nuts"][row % 2])),
    /like the others/,
  );
});

Deno.test("an encoding that was taken is told, and columns that find no place", () => {
  assert.match(
    draftFor("größe,y\n1,2\n2,3\n", "windows-1252"),
    /\n# Its bytes are read as windows-1252: where letters look wrong, write another encoding\.\n/,
  );
  const columns = Array.from({ length: 1002 }, (_, column) => `w${column}`);
  assert.match(
    draftFor(
      `${columns.join(",")},y\n${`${columns.map((_, column) => `${column}.5`).join(",")},p\n`.repeat(2)}` +
        `${columns.map((_, column) => column).join(",")},q\n`.repeat(2),
    ),
    /\n# Of 1002 columns the first 1000 are features: a network has at most 1000 inputs\.\n/,
  );
});

Deno.test("classes that are numbers are listed from the smallest on, and each number once", () => {
  const text = tableOf("x,z,y", (row) => String(row / 3)).replaceAll(",p\n", ",10\n").replaceAll(
    ",q\n",
    ",2\n",
  )
    .replace(",2\n", ",2.0\n");
  assert.match(draftFor(text), /classes: \[2\.0, 10\] \}/);
});

for (
  const [what, text, message] of [
    [
      "a line of units",
      "length,width,kind\ncm,cm,\n1,2,a\n2,1,b\n3,1,a\n",
      `data.csv:2:1: the line after the header must hold numbers, as those below it do: found cm
 2 | cm,cm,
   | ^^
  remove the line if it holds units or a second header`,
    ],
    [
      "titles above it, in cells of their own",
      "Sales,,\nof May,,\nx,z,y\n1,2,p\n2,1,q\n3,1,p\n",
      `data.csv:1:1: the table must begin in the first line: found it in line 3
 1 | Sales,,
   | ^
  remove the lines above it, such as titles and comments`,
    ],
    [
      "quotes after a backslash",
      'x,note,y\n1,"say \\"hi\\" to",p\n2,fine,q\n',
      `data.csv:2:10: a quoted cell must end at its closing ": found more text after it
 2 | 1,"say \\"hi\\" to",p
   |          ^
  put the whole cell in " and double every " inside it`,
    ],
    ["nothing", " \n", "data.csv:1:1: the table must have rows: found an empty file"],
    [
      "one row",
      "x,y\n1,2\n",
      `data.csv:1:1: the table must have two rows at least: found 1
 1 | x,y
   | ^`,
    ],
    [
      "a line with too few cells",
      "x,y\n1,2\n3\n4,5\n",
      `data.csv:3:1: a row must have 2 cells, as the header has: found 1
 3 | 3
   | ^
  remove the line if it is no row, such as a note below the table`,
    ],
    [
      "a header line that is a name long",
      "x,y,z\n1,2\n3,4\n",
      `data.csv:2:1: a row must have 3 cells, as the header has: found 2, and 1 more row of another length, in line 3
 2 | 1,2
   | ^^^`,
    ],
    [
      "lines that have nothing in common",
      "x,y\n1,2,3\n4\n5,6,7,8\n",
      `data.csv:1:1: the table must have two columns at least, with the same number of cells in nearly all rows
 1 | x,y
   | ^
  is it a table? cells are separated by commas, semicolons, tabs, | or blanks`,
    ],
    [
      "a web page",
      "<!DOCTYPE html>\n<html><head><title>Not found, sorry</title></head>\n<body>a, b</body></html>\n",
      `data.csv:1:1: the file must be a table: found a web page
 1 | <!DOCTYPE html>
   | ^
  download the data itself, not the page that shows it`,
    ],
    [
      "a Markdown table",
      "| x | y |\n|---|:--:|\n| 1 | 2 |\n| 3 | 4 |\n",
      `data.csv:1:1: the file must be a table: found one in Markdown
 1 | | x | y |
   | ^
  remove the line |---|:--:|, and the | at both ends of every other line`,
    ],
    [
      "a Markdown table without outer bars",
      "x | y\n-- | :---\n1 | 2\n3 | 4\n",
      `data.csv:1:1: the file must be a table: found one in Markdown
 1 | x | y
   | ^
  remove the line -- | :---`,
    ],
    [
      "JSON",
      '[{"a": 1, "b": 2},\n {"a": 3, "b": 4}]\n',
      `data.csv:1:1: the file must be a table: found JSON
 1 | [{"a": 1, "b": 2},
   | ^
  save it as CSV: a line with the names of the columns, then a line a row`,
    ],
    [
      "numbers in another writing alone",
      `Umsatz;Klasse\n${
        Array.from({ length: 24 }, (_, row) => `${1 + row}.234,50;${"pq"[row % 2]}\n`).join("")
      }`,
      `data.csv:1:1: the table must have two columns of numbers or of a few words, one to learn and one to learn it from: found only Klasse
 1 | Umsatz;Klasse
   | ^
  left out: Umsatz (not all of its cells are numbers: found 1.234,50; write it without marks between the digits: 1234,50)`,
    ],
  ] as const
) {
  Deno.test(`no experiment is written for ${what}, and the way out is told`, () => {
    assert.equal(draftFor(text), message);
  });
}

Deno.test("a row of totals that has nothing to learn is no row that is learned", () => {
  const draft = draftFor(`${tableOf("x,place,y", (row) => ["north", "south"][row % 2])}99,Total,\n`);
  assert.match(draft, /missing: drop/);
  assert.doesNotMatch(draft, /sum up/);
});

Deno.test("what is said of a number that stands for nothing can be followed", () => {
  const text = tableOf("x,score,y", (row) => row % 8 === 0 ? "-999" : String(row));
  const draft = draftFor(text);
  const followed = draft.replace("file: data.csv", 'file: { path: data.csv, missing: ["-999"] }')
    .replace(
      "{ name: score, shift: mean, scale: std }",
      "{ name: score, shift: mean, scale: std, missing: median }",
    );
  const scores = (source: string): readonly number[] => {
    const { dataset } = parseExperiment(source, { readDataFile: () => ({ text }) });
    return dataset.rows.map(({ values }) => values[1]);
  };
  assert.ok(scores(draft).includes(-999));
  assert.deepEqual(scores(followed).map(Number.isNaN), scores(draft).map((score) => score === -999));
});

Deno.test("a number that may be measured, or comes once, is taken for what it says", () => {
  for (
    const cell of [
      (row: number) => String(row - 1), // a temperature
      (row: number) => row === 3 ? "-999" : String(row),
      (row: number) => row % 8 === 0 ? "99" : String(row * 4), // within twice the range of the others
      (row: number) => row % 8 === 0 ? "-1" : "0",
      (row: number) => row % 8 === 0 ? "-99" : String(9 * row - 200),
    ]
  ) assert.doesNotMatch(draftFor(tableOf("x,z,y", cell)), /stands for nothing/);
});

Deno.test("a column that counts the rows is no feature wherever it stands, and one line makes it one", () => {
  const text = tableOf("x,z,y", (row) => String(row + 1));
  const draft = draftFor(text);
  assert.match(draft, /row_name: z /);
  const line =
    "    # - { name: z, shift: mean, scale: std } # tells rows apart; to learn from it, ask it in queries too\n";
  assert.ok(draft.includes(line), draft);
  const namesIn = (source: string): readonly string[] =>
    parseExperiment(source, { readDataFile: () => ({ text }) }).dataset.features.map(({ name }) => name);
  assert.deepEqual(namesIn(draft), ["x"]);
  assert.deepEqual(
    namesIn(draft.replace("    # - {", "    - {").replace("{ name: usual,", "{ name: usual, z: 3,")),
    ["x", "z"],
  );
  // What counts otherwise may be measured, and so may days and coordinates.
  assert.match(draftFor(tableOf("x,z,y", (row) => String(row + 2))), /^ {4}- \{ name: z,/m);
  assert.match(draftFor(tableOf("a,day,y", (row) => String(row + 1))), /^ {4}- \{ name: day,/m);
});

Deno.test("points before three digits all down a column are decimal points, unless the table has decimal commas", () => {
  const price = (row: number): string => `${120 + row}.${row * 10 + 100}`;
  const tableWith = (size: (row: number) => string): string => {
    const rows = Array.from(
      { length: 60 },
      (_, row) => `${price(row)};${size(row)};${row % 7};${"pq"[row % 2]}\n`,
    );
    return `price;size;rooms;y\n${rows.join("")}`;
  };
  const left =
    "Left out: price (not all of its cells are numbers: found 120.100; write 120100, or 120,100 if the " +
    "point is a decimal comma).";
  for (
    const size of [
      (row: number) => `${row % 9},${row % 10}`,
      (row: number) => `${row % 9},${row % 10} m2`,
      (row: number) => `€ ${row % 9},${row % 10}`,
      (row: number) => `${1 + row % 9}.200.000`,
    ]
  ) {
    const draft = draftFor(tableWith(size));
    assert.ok(draft.includes(`\n# ${left}\n`), draft);
    assert.match(draft, /decimal: ","/);
  }
  for (const size of [(row: number) => String(row % 9), (row: number) => `1,${100 + row}`.replace(",", "")]) {
    const draft = draftFor(tableWith(size));
    assert.match(draft, /^ {4}- \{ name: price,/m);
    assert.doesNotMatch(draft, /^ {2}file: .*decimal:/m);
  }
});

Deno.test("a decimal comma far down a table is one", () => {
  const rows = Array.from(
    { length: 900 },
    (_, row) => `${100 + row}.500;${row % 9}${row > 800 ? ",5" : ""};${"pq"[row % 2]}\n`,
  );
  const draft = draftFor(`price;size;y\n${rows.join("")}`);
  assert.match(draft, /decimal: ","/);
  assert.match(draft, /Left out: price/);
});

Deno.test("copies are rows of which every cell is the same; others are told with the columns in which they differ", () => {
  const line = (row: number, plot: number): string => `P${plot},${row / 10},${row * row},${"pq"[row % 2]}\n`;
  const lines = Array.from({ length: 90 }, (_, row) => line(row % 86, 200 + row));
  const header = "plot,x,z,y\n";
  const alike = draftFor(header + lines.join(""));
  assert.match(alike, /^# 4 of 90 rows are the same as rows before but for plot\. /m);
  assert.doesNotMatch(alike, /cop(y|ies)/);
  const both = draftFor(header + lines.join("") + lines[7]);
  assert.match(both, /^# 1 of 91 rows is a copy of rows before: /m);
  assert.match(both, /^# 4 of 91 rows are the same as rows before but for plot\. /m);
});

Deno.test("what is said of words in place of a few numbers can be followed", () => {
  const text = tableOf("x,score,y", (row) => row % 8 === 0 ? "tbd" : String(row * row));
  const draft = draftFor(text);
  const followed = draft.replace("file: data.csv", 'file: { path: data.csv, missing: ["tbd"] }')
    .replace("  target:", "    - { name: score, shift: mean, scale: std, missing: median }\n  target:")
    .replace("{ name: usual,", "{ name: usual, score: 4,");
  const { dataset } = parseExperiment(followed, { readDataFile: () => ({ text }) });
  assert.deepEqual(dataset.rows.map(({ values }) => Number.isNaN(values[1])).indexOf(true, 1), 8);
  const learned = experimentForTable({
    name: "draft",
    path: "data.csv",
    text,
    encoding: null,
    target: "score",
    command: "",
  });
  assert.ok("problems" in learned);
  assert.match(
    describeProblem(learned.problems[0]),
    /3 of its cells are no numbers: found tbd; the first is in line 2\n[^]*or leave these cells empty/,
  );
});

Deno.test("what Germans write for nothing is a mark in a column of numbers, and a word in one of words", () => {
  const text = tableOf("x,pH-Wert,y", (row) => row % 8 === 0 ? "k.A." : String(row / 4));
  const draft = draftFor(text);
  assert.match(draft, /missing: \["k\.A\."\]/);
  assert.match(draft, /\{ name: pH-Wert, shift: mean, scale: std, missing: median \}/);
  const words = draftFor(tableOf("x,place,y", (row) => ["unbekannt", "north", "south"][row % 3]));
  assert.match(words, /categories: \[unbekannt, north, south\]/);
});

Deno.test("words of which nine in ten are different name the rows, though rows are copied", () => {
  const line = (row: number): string =>
    `S${String(row).padStart(3, "0")},${row / 10},${row * row % 89},${"pq"[row % 2]}\n`;
  const tableWith = (copyCount: number): string =>
    "sample_id,x,z,y\n" + Array.from({ length: 90 }, (_, row) => line(row % (90 - copyCount))).join("");
  const copied = tableWith(6);
  const draft = draftFor(copied);
  assert.match(draft, /row_name: sample_id/);
  assert.match(draft, /^# The rows are called by sample_id, of which some come again\.$/m);
  assert.doesNotMatch(draft, /Left out/);
  const { dataset } = parseExperiment(draft, { readDataFile: () => ({ text: copied }) });
  const names = [...dataset.rows, ...dataset.validation?.rows ?? []].map(({ name }) => name);
  assert.ok(names.includes("S005") && names.includes("S005 (2)"));
  assert.match(draftFor(tableWith(0)), /^# The rows are called by sample_id\.$/m);
  assert.match(draftFor(tableWith(20)), /Left out: sample_id \(too many different words\)/);
});

Deno.test("the usual case of an even number of rows lies between two of them, whole numbers apart", () => {
  const draft = draftFor("m,kg,rooms,y\n1.7,60.1,2,p\n1.5,50.3,4,q\n1.6,55.2,3,p\n1.8,70.4,5,q\n");
  assert.match(draft, /\{ name: usual, m: 1\.65, kg: 57\.65, rooms: 4 \}/);
});

Deno.test("a rent is learned rather than the place in the last column", () => {
  const draft = draftFor(
    tableOf("Zimmer,Miete,Ort", (row) => String(400 + row * row)).replaceAll(
      /,[pq]\n/g,
      (_, at) => `,${["Ulm", "Bonn", "Köln"][at % 3]}\n`,
    ),
  );
  assert.match(draft, /seems to be Miete;/);
});

Deno.test("how else another column is learned is told where there is a way", () => {
  const file = {
    name: "draft",
    path: "data.csv",
    text: tableOf("x,z,y", String),
    encoding: null,
    command: "run",
  };
  const texts = [undefined, "--target COLUMN"].map((targetOption) => {
    const draft = experimentForTable({ ...file, targetOption });
    return "ok" in draft ? /; to learn another, .*$/m.exec(draft.ok)?.[0] : undefined;
  });
  assert.deepEqual(texts, [
    "; to learn another, exchange it with a feature.",
    "; to learn another, draft a file of another name with --target COLUMN.",
  ]);
});

Deno.test("addresses, versions and lists beside measurements with three decimals are no sign of a decimal comma", () => {
  for (
    const other of ["192.168.127.2", "192.168.127.247", "1.100.373", '"3,5"', '"a, b"'].map(
      (first) => (row: number) => row === 0 ? first : first === "1.100.373" ? `1.99.${row}` : `10.0.0.${row}`,
    )
  ) {
    const draft = draftFor(tableOf("x,ms,other,y", (row) => `14.${604 + row},${other(row)}`));
    assert.match(draft, /- \{ name: ms, shift: mean, scale: std \}/);
    assert.doesNotMatch(draft, /decimal:/);
  }
});

Deno.test("what ends in id by chance is measured, and ids of one small word are not", () => {
  const draft = draftFor(
    tableOf("x,citric_acid,humid,bid,y", (row) => `${row / 7},${row * 1.3},${row * row}`),
  );
  for (const name of ["citric_acid", "humid", "bid"]) {
    assert.match(draft, new RegExp(`- \\{ name: ${name}, shift: mean, scale: std \\}`));
  }
  const ids = draftFor(tableOf("x,patientid,b,y", (row) => `${1000 + row * 37},${row * row}`));
  assert.match(ids, /row_name: patientid/);
});

Deno.test("a number that stands for nothing is told once of all features, in all its spellings, and of classes with theirs", () => {
  const cell = (row: number) => row % 8 === 3 ? (row % 16 === 3 ? "-999" : "-999.0") : String(row * 1.1);
  const draft = draftFor(tableOf("x,a,b,y", (row) => `${cell(row)},${cell(row)}`));
  assert.match(draft, /# a and b have -999 and -999\.0, far from the rest: if they stand for nothing,\n/);
  assert.match(
    draft,
    /\n# add missing: \["-999", "-999\.0"\] to file: .* and missing: median to their features\.\n/,
  );
  const classes = draftFor(
    `a,b,grade\n${
      Array.from({ length: 60 }, (_, row) => `${row * 1.3},${row % 7},${row % 9 === 0 ? 99 : row % 3 + 1}\n`)
        .join("")
    }`,
  );
  assert.match(
    classes,
    /# grade has 99 in 7 rows.*\n# .* and missing: drop to target, and take it out of its classes\.\n/,
  );
});

Deno.test("two numbers that stand for nothing are told together, and one that is measured elsewhere is not marked", () => {
  const cell = (row: number) => row % 6 === 1 ? "-9999" : row % 6 === 3 ? "-999" : String(3 + row / 10);
  const two = draftFor(tableOf("x,a,y", cell));
  assert.match(
    two,
    /# a has -9999 and -999 in 8 rows, far from the rest \(3 to 5\.3\): if they stand for nothing,\n/,
  );
  const ages = draftFor(
    tableOf("x,age,points,y", (row) => `${row % 6 === 1 ? 99 : 20 + row / 5},${90 + row % 11}`),
  );
  assert.match(
    ages,
    /# age has 99 in 4 rows.*\n# empty those cells in the file \(points has it too\) and add missing: median to its feature\.\n/,
  );
});

Deno.test("a number far from all others of its column is told with its row, of the target as well", () => {
  const far = (row: number): string => row === 5 ? "9999.0" : String(80 + row);
  assert.match(
    draftFor(tableOf("x,area,y", far)),
    /# area is 9999\.0 in row 6, far from the rest \(80 to 103\),\n# which scale: std squeezes together beside it: correct/,
  );
  assert.match(
    draftFor(tableOf("x,area,y", (row) => row === 5 ? "300.5" : String(80 + row))),
    /area is 300\.5/,
  );
  assert.doesNotMatch(draftFor(tableOf("x,area,y", (row) => String(80 + row * row))), /far from the rest/);
  const price = Array.from({ length: 24 }, (_, row) => `${row % 7},${row * row % 5},${far(row)}`);
  assert.match(draftFor(["a,b,price", ...price, ""].join("\n")), /# price is 9999\.0 in row 6, far/);
});

Deno.test("why there is no draft is told with what the bytes were read as, where the file does not say", () => {
  const table = "name,\u0090g\u2019\u00b7\nann,1\nbob,2\n";
  assert.match(
    draftFor(table, "windows-1252"),
    /; its bytes are read as windows-1252: where letters look wrong, save it as UTF-8$/,
  );
  assert.match(
    draftFor("", "windows-1252"),
    /an empty file\n[^]*its bytes are read as windows-1252:/,
  );
  assert.doesNotMatch(draftFor(table), /bytes/);
});

Deno.test("a cell in digits of full width is no sign for nothing, and a few such words or times are categories", () => {
  const one = draftFor(tableOf("x,weight,y", (row) => row === 3 ? "\uff11\uff16\uff15" : String(150 + row)));
  assert.match(
    one,
    /1 of its cells is no number: found \uff11\uff16\uff15 in line 5; write it in usual digits: 165\)/,
  );
  assert.doesNotMatch(one, /for nothing/);
  const few = draftFor(
    tableOf("x,opens,stars,y", (row) => `${["08:00", "12:30"][row % 2]},${["\uff11", "\uff12"][row % 2]}`),
  );
  assert.match(
    few,
    /- \{ name: opens, categories: \["08:00", "12:30"\] \}\n {4}- \{ name: stars, categories: /,
  );
});

Deno.test("how another column is written decides nothing of which one is learned", () => {
  const table = (x: (row: number) => string, decimal = ""): string => {
    const rows = Array.from(
      { length: 40 },
      (_, row) => [`r${row}`, x(row), `${row * 7 % 23}${decimal}`, row % 3 === 0 ? "ja" : "nein"].join(";"),
    );
    return ["name;x;y;k", ...rows, ""].join("\n");
  };
  for (
    const text of [
      table((row) => String(row * 5 % 17)),
      table((row) => row % 9 === 4 ? "\u20138" : String(row * 5 % 17)),
      table((row) => row % 2 === 0 ? `${row},5` : String(row), ".5"),
    ]
  ) {
    assert.match(draftFor(text), /# The column to learn seems to be k;/);
  }
});

Deno.test("a column that would be learned but for marks in its numbers is named beside the one that is", () => {
  const table = (cell: (row: number) => string): string =>
    [
      "area,rooms,price",
      ...Array.from({ length: 40 }, (_, row) => `${row * 1.5},${1 + row % 3},${cell(row)}`),
      "",
    ]
      .join("\n");
  assert.match(
    draftFor(table((row) => `"70,${100 + row}"`)),
    /# rooms is learned, and not price, which looks likelier but is not read as numbers \(70,100\)\.\n/,
  );
  assert.match(draftFor(table((row) => `$${100 + row}`)), /# rooms is learned, and not price, .*\(\$100\)/);
  // A date in the last place is nothing to learn.
  assert.match(
    draftFor(table((row) => `2024-05-${10 + row % 20}`).replace("price", "sold")),
    /# The column to learn seems to be rooms;/,
  );
});

Deno.test("the only column of words is learned at an end of the table, and between others the last one is", () => {
  const drafted = (...names: readonly string[]): string => {
    const cellOf = (name: string, at: number): string =>
      name === "use" ? "ABC"[at % 3] : `${at + name.length}.5`;
    const rows = Array.from({ length: 40 }, (_, at) => names.map((name) => cellOf(name, at)).join(","));
    return draftFor([names.join(","), ...rows, ""].join("\n"));
  };
  assert.match(drafted("use", "depth", "ph", "carbon"), /seems to be use;/);
  assert.match(drafted("depth", "ph", "carbon", "use"), /seems to be use;/);
  assert.match(drafted("depth", "use", "ph", "carbon"), /seems to be carbon;/);
});

Deno.test("a last column of two values is learned beside an income, one of many numbers is not", () => {
  const answers = ["yes", "no"];
  const drafted = (last: (at: number) => string): string => {
    const rows = Array.from({ length: 40 }, (_, at) => `${20 + at},${(at * 37) % 60 + 18}000,${last(at)}`);
    return draftFor(["age,income,last", ...rows].join("\n"));
  };
  assert.match(drafted((at) => answers[at % 2]), /seems to be last;/);
  assert.match(drafted((at) => String(at % 2)), /seems to be last;/);
  assert.match(drafted((at) => String((at * 7) % 40)), /seems to be income;/);
});
