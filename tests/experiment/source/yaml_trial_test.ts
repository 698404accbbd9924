// Texts with a mark too few, too many or wrong: each beside what is marked in it, the way out, and the text with that done.
// What must hold: what is marked is at fault, and the advice, written as it stands, gives a file that reads.

import assert from "node:assert/strict";
import { readExperiment } from "../../../src/experiment/reading/parse_experiment.ts";

const HEAD = `name: t
dataset:
  features: [{ name: height }]
  target: { name: g, classes: [F, M] }
`;
const ROWS = `  rows:
    - { name: A, height: 1.6, g: F }
    - { name: B, height: 1.8, g: M }
`;

const withTraining = (text: string): string => `${HEAD}${ROWS}${text}\n`;
const withRow = (row: string): string => `${HEAD}${ROWS}    - ${row}\n`;
const withTable = (row: string): string =>
  `${HEAD}  rows:\n    - [name, height, g]\n    - [A, 1.6, F]\n    - ${row}\n`;
const withClasses = (classes: string): string => (HEAD + ROWS).replace("[F, M]", classes);

interface Case {
  readonly of: (part: string) => string;
  readonly broken: string;
  /** What is marked: its first letters, where they tell. */
  readonly marked: string;
  readonly hint: string;
  readonly mended: string;
}

const CASES: Readonly<Record<string, Case>> = {
  "an equals sign before a bracket within braces": {
    of: withTraining,
    broken: "network: { hidden = [2], activation: tanh }",
    marked: "hidden",
    hint: "write a colon for =",
    mended: "network: { hidden: [2], activation: tanh }",
  },
  "an equals sign behind the key of a section": {
    of: withTraining,
    broken: "network = { hidden: [2], activation: tanh }",
    marked: "network",
    hint: "write a colon for =",
    mended: "network: { hidden: [2], activation: tanh }",
  },
  "an equals sign alone behind the key of a list": {
    of: withTraining,
    broken: "queries =\n  - { height: 1.7 }",
    marked: "queries",
    hint: "write a colon for =",
    mended: "queries:\n  - { height: 1.7 }",
  },
  "a lost opening brace": {
    of: withTraining,
    broken: "training: epochs: 5, log_every: 2 }",
    marked: "epochs: 5, log_every: 2 }",
    hint: "write { before it",
    mended: "training: { epochs: 5, log_every: 2 }",
  },
  "a key within braces whose own are lost": {
    of: withTraining,
    broken: "training: { stop: loss_under: 3, epochs: 5, log_every: 2 }",
    marked: "loss_under: 3",
    hint: "write { before it and } after it",
    mended: "training: { stop: { loss_under: 3 }, epochs: 5, log_every: 2 }",
  },
  "a lost opening brace within braces": {
    of: withTraining,
    broken: "training: { epochs: 5, schedule: step: 3, factor: 0.1 } }",
    marked: "step: 3, factor: 0.1 } }",
    hint: "write { before it",
    mended: "training: { epochs: 5, schedule: { step: 3, factor: 0.1 } }",
  },
  "lost braces": {
    of: withTraining,
    broken: "training: epochs: 5, log_every: 2 # few",
    marked: "epochs: 5, log_every: 2",
    hint: "write { before it and } after it",
    mended: "training: { epochs: 5, log_every: 2 } # few",
  },
  "lost braces around a list": {
    of: withTraining,
    broken: "network: hidden: [2, 3], activation: tanh",
    marked: "hidden: [2, 3], activation: tanh",
    hint: "write { before it and } after it",
    mended: "network: { hidden: [2, 3], activation: tanh }",
  },
  "lost braces around one key": {
    of: withTraining,
    broken: "training: epochs: 5\nnetwork: { hidden: [2] }",
    marked: "epochs: 5",
    hint: "write { before it and } after it",
    mended: "training: { epochs: 5 }\nnetwork: { hidden: [2] }",
  },
  "lost braces of a row": {
    of: withRow,
    broken: "name: C, height: 1.6, g: F\n    - name: D, height: 1.6, g: F",
    marked: "name: C, height: 1.6, g: F",
    hint: "write { before it and } after it",
    mended: "{ name: C, height: 1.6, g: F }\n    - { name: D, height: 1.6, g: F }",
  },
  "a lost blank after a colon": {
    of: withTraining,
    broken: "training:{ epochs: 5, log_every: 2 }",
    marked: "training",
    hint: "write a blank after the colon",
    mended: "training: { epochs: 5, log_every: 2 }",
  },
  "a semicolon between keys": {
    of: withTraining,
    broken: "training:\n  learning_rate: 0.1; epochs: 5",
    marked: ";",
    hint: "begin a line in its place",
    mended: "training:\n  learning_rate: 0.1\n  epochs: 5",
  },
  "a semicolon after a value": {
    of: withTraining,
    broken: "training:\n  learning_rate: 0.1;\n  epochs: 5",
    marked: "0.1;",
    hint: "write 0.1",
    mended: "training:\n  learning_rate: 0.1\n  epochs: 5",
  },
  "a semicolon after a brace": {
    of: withTraining,
    broken: "training: { epochs: 5 };",
    marked: ";",
    hint: "remove it",
    mended: "training: { epochs: 5 }",
  },
  "a lost comma before a key": {
    of: withRow,
    broken: "{ name: C height: 1.6, g: F }",
    marked: "height",
    hint: "add a comma before this",
    mended: "{ name: C, height: 1.6, g: F }",
  },
  "a lost comma at the end of a line": {
    of: withTraining,
    broken: "training: {\n  epochs: 5\n  log_every: 2 }",
    marked: "log_every",
    hint: "add a comma before this",
    mended: "training: {\n  epochs: 5,\n  log_every: 2 }",
  },
  "a bracket that closes braces": {
    of: withRow,
    broken: "{ name: C, height: 1.6, g: F ]",
    marked: "]",
    hint: "write } in its place",
    mended: "{ name: C, height: 1.6, g: F }",
  },
  "a brace that closes brackets": {
    of: withTraining,
    broken: "network: { hidden: [2, 3} }",
    marked: "}",
    hint: "write ] in its place",
    mended: "network: { hidden: [2, 3] }",
  },
  "an apostrophe in single quotes": {
    of: withRow,
    broken: "{ name: 'O'Brien', height: 1.6, g: F }",
    marked: "'",
    hint: "write '' in its place",
    mended: "{ name: 'O''Brien', height: 1.6, g: F }",
  },
  "a lost colon before one key in braces": {
    of: withTraining,
    broken: "training: { epochs: 5 }\nnetwork { hidden: [2] }",
    marked: "network",
    hint: "write network:",
    mended: "training: { epochs: 5 }\nnetwork: { hidden: [2] }",
  },
  "a lost colon in a block of one key": {
    of: withTraining,
    broken: "training:\n  epochs 5",
    marked: "epochs 5",
    hint: "write a colon after epochs",
    mended: "training:\n  epochs: 5",
  },
  "an equals sign in a block of one key": {
    of: withTraining,
    broken: "training:\n  epochs = 5",
    marked: "epochs = 5",
    hint: "write epochs: 5",
    mended: "training:\n  epochs: 5",
  },
  "a comment right behind a brace": {
    of: withTraining,
    broken: "training: { epochs: 5 }# few",
    marked: "#",
    hint: "write a blank before it",
    mended: "training: { epochs: 5 } # few",
  },
  "a comment of another language": {
    of: withTraining,
    broken: "training: { epochs: 5 } // few",
    marked: "//",
    hint: "write # in its place",
    mended: "training: { epochs: 5 } # few",
  },
  "a comment right behind a value": {
    of: withTraining,
    broken: "training:\n  epochs: 5# few",
    marked: "5# few",
    hint: "write 5",
    mended: "training:\n  epochs: 5",
  },
  "a decimal comma in a list of cells": {
    of: withTable,
    broken: "[B, 65,5, M]",
    marked: "65",
    hint: "write 65.5 for 65,5",
    mended: "[B, 65.5, M]",
  },
  "semicolons in a list of cells": {
    of: withTable,
    broken: "[B; 1.8; M]",
    marked: "B; 1.8; M",
    hint: "write , in place of ;",
    mended: "[B, 1.8, M]",
  },
  "classes in quotes of a printed text": {
    of: withClasses,
    broken: "[„F“, M]",
    marked: "„F“",
    hint: "write it without these quotes: F",
    mended: "[F, M]",
  },
  "a class with half a pair of quotes": {
    of: withClasses,
    broken: "{ F: 0, M“: 1 }",
    marked: "M“",
    hint: "write it without these quotes: M",
    mended: "{ F: 0, M: 1 }",
  },
  "a second colon in a description": {
    of: (text) => withTraining(`description: ${text}`),
    broken: "weight: and height, age: too",
    marked: ":",
    hint: "put the value in quotes",
    mended: '"weight: and height, age: too"',
  },
  "a second colon in a name between braces": {
    of: withRow,
    broken: "{ name: C: D, height: 1.6, g: F }",
    marked: ":",
    hint: "put the value in quotes",
    mended: '{ name: "C: D", height: 1.6, g: F }',
  },
  "two keys of a block in one line": {
    of: withTraining,
    broken: "training:\n  learning_rate: 0.1, epochs: 5",
    marked: ",",
    hint: "begin a line in its place",
    mended: "training:\n  learning_rate: 0.1\n  epochs: 5",
  },
  "two sections in one line": {
    of: withTraining,
    broken: "init: { seed: 3 } training: { epochs: 5 }",
    marked: " ",
    hint: "begin a line in its place",
    mended: "init: { seed: 3 }\ntraining: { epochs: 5 }",
  },
  "a lost dash of the first row": {
    of: (row) => `${HEAD}  rows:\n    ${row}\n    - { name: B, height: 1.8, g: M }\n`,
    broken: "{ name: A, height: 1.6, g: F }",
    marked: "{ name: A, height: 1.6, g: F }",
    hint: "write - before it, below the others",
    mended: "- { name: A, height: 1.6, g: F }",
  },
  "a lost dash of the last row": {
    of: (row) => `${HEAD}${ROWS}    ${row}\n`,
    broken: "{ name: C, height: 1.6, g: F }",
    marked: "{ name: C, height: 1.6, g: F }",
    hint: "write - before it, below the others",
    mended: "- { name: C, height: 1.6, g: F }",
  },
  "a quote that the one of another line closes": {
    of: (feature) =>
      `name: t\ndataset: {\n  features: [{ ${feature}, unit: m }],\n  target: { name: g, classes: [F, M] },\n` +
      '  rows: [\n    { name: "A", height: 1.6, g: F },\n    { name: "B", height: 1.8, g: M }]\n  }\n',
    broken: 'name: "height',
    marked: '"',
    hint: 'close it with "',
    mended: 'name: "height"',
  },
  "a quote that the one of another item closes": {
    of: withClasses,
    broken: '["F, "M"]',
    marked: '"',
    hint: 'close it with "',
    mended: '["F", "M"]',
  },
  "a bracket too many": {
    of: withTraining,
    broken: "network: { hidden: [2]], activation: tanh }",
    marked: "]",
    hint: "remove it",
    mended: "network: { hidden: [2], activation: tanh }",
  },
  "a lost opening bracket": {
    of: withTraining,
    broken: "network: { hidden: 2, 3], activation: tanh }",
    marked: "2, 3]",
    hint: "write [ before it",
    mended: "network: { hidden: [ 2, 3], activation: tanh }",
  },
  "an item of a closing brace alone": {
    of: (row) => `${HEAD}${ROWS}${row}`,
    broken: "    - }",
    marked: "}",
    hint: "remove this line",
    mended: "",
  },
  "keys in brackets that a brace closes": {
    of: withRow,
    broken: "[ name: C, height: 1.6, g: F }",
    marked: "[",
    hint: "write { in its place",
    mended: "{ name: C, height: 1.6, g: F }",
  },
  "cells in braces that a bracket closes": {
    of: withTable,
    broken: "{ B, 1.8, M ]",
    marked: "{",
    hint: "write [ in its place",
    mended: "[ B, 1.8, M ]",
  },
  "a list in round brackets within braces": {
    of: withTraining,
    broken: "network: { hidden: (2, 3), activation: tanh }",
    marked: "(2, 3)",
    hint: "write it as a list: [2,3]",
    mended: "network: { hidden: [2,3], activation: tanh }",
  },
  "an equals sign before braces": {
    of: withTraining,
    broken: "training = { epochs: 5 }",
    marked: "training = { epochs",
    hint: "write a colon for =",
    mended: "training : { epochs: 5 }",
  },
  "an equals sign in a row": {
    of: withRow,
    broken: "{ name=C, height: 1.6, g: F }",
    marked: "name=C",
    hint: "write name: C",
    mended: "{ name: C, height: 1.6, g: F }",
  },
  "equals signs in all lines of a block": {
    of: withTraining,
    broken: "training:\n  epochs = 5\n  log_every = 2",
    marked: "epochs = 5\n  log_every = 2",
    hint: "write a colon for =",
    mended: "training:\n  epochs : 5\n  log_every : 2",
  },
  "a comment of another language after a key": {
    of: withTraining,
    broken: "training: // few\n  epochs: 5",
    marked: "//",
    hint: "write # in its place",
    mended: "training: # few\n  epochs: 5",
  },
  "a comment of another language in a line of its own": {
    of: withTraining,
    broken: "; few\n# epochs\n\ntraining: { epochs: 5 }",
    marked: ";",
    hint: "write # in its place",
    mended: "# few\n# epochs\n\ntraining: { epochs: 5 }",
  },
  "a comment of another language after a value": {
    of: withTraining,
    broken: "training:\n  epochs: 5 ; few",
    marked: "5 ; few",
    hint: "write 5",
    mended: "training:\n  epochs: 5",
  },
  "a comment of another language after a name": {
    of: (name) => (HEAD + ROWS).replace("name: t", `name: ${name}`),
    broken: "t // few",
    marked: "t // few",
    hint: "write t",
    mended: "t",
  },
  "a tab after a dash": {
    of: (row) => `${HEAD}${ROWS}    -${row}\n`,
    broken: "\t{ name: C, height: 1.6, g: F }",
    marked: "\t",
    hint: "write a blank in place of the tab",
    mended: " { name: C, height: 1.6, g: F }",
  },
  "a full-width comma": {
    of: withRow,
    broken: "{ name: C\uff0c height: 1.6, g: F }",
    marked: "\uff0c",
    hint: "write , in its place",
    mended: "{ name: C, height: 1.6, g: F }",
  },
  "a bracket too many in a file whose lines end in carriage returns": {
    of: (text) => withTraining(text).replaceAll("\n", "\r"),
    broken: "network: { hidden: [2]], activation: tanh }",
    marked: "]",
    hint: "remove it",
    mended: "network: { hidden: [2], activation: tanh }",
  },
};

for (const [title, { of, broken, marked, hint, mended }] of Object.entries(CASES)) {
  Deno.test(`${title} is marked, and its way out can be followed`, () => {
    const text = of(broken);
    const read = readExperiment(text);
    assert.ok("problems" in read, "nothing is wrong");
    const [{ place, hint: found }] = read.problems;
    assert.deepEqual([text.slice(place.start, place.end), found], [marked, hint]);
    const followed = readExperiment(of(mended));
    assert.ok("ok" in followed, "problems" in followed ? followed.problems[0].message : "");
  });
}

for (
  const [title, text] of Object.entries({
    "braces over several lines":
      "training: {\n  epochs: 5, # few\n  schedule: {\n    step: 3, factor: 0.1\n  }\n  }",
    "an address in a description": "description: see https://example.org/a:b#c, and /tmp//x",
    "a quoted colon": 'description: "weight: and height; age: too"',
    "apostrophes within a word and in double quotes": `description: it's O'Brien's "own" data`,
    "a comment after a bracket": "network: { hidden: [2] } # not [3]",
    "brackets within a text": "description: heights [m] {raw}",
    "a folded text": "description: >\n  weight: and height;\n  age: too }\n",
    "keys in quotes": '"training": { "epochs": 5, \'log_every\': 2 }',
    "a comma before a closing bracket": "network: { hidden: [2, 3,], activation: tanh, }",
    "a key whose value begins in the next line": "network:\n  hidden:\n  - 2\n  activation:\n    tanh",
  })
) {
  Deno.test(`right is ${title}`, () => {
    const read = readExperiment(withTraining(text));
    assert.ok("ok" in read, "problems" in read ? read.problems[0].message : "");
  });
}

Deno.test("a class may have quotes of a printed text where the rows have them, too", () => {
  const quoted = (HEAD + ROWS).replace("[F, M]", "[„F“, M]").replace("g: F", "g: „F“");
  assert.ok("ok" in readExperiment(quoted));
});

Deno.test("of a large text so much is read again and no more: then it is told where the parser stopped", () => {
  const hintOf = (text: string): string | undefined => {
    const read = readExperiment(text);
    return "problems" in read ? read.problems[0].hint : undefined;
  };
  const broken = withTraining("training: epochs: 5, log_every: 2 # few");
  const filler = `# ${"x".repeat(97)}\n`.repeat(41_000);
  assert.equal(hintOf(broken), "write { before it and } after it");
  assert.equal(hintOf(filler + broken), undefined);
});

Deno.test("a comma is offered where it helps, and nothing where nothing does", () => {
  const hintOf = (text: string): string | undefined => {
    const read = readExperiment(withTraining(text));
    return "problems" in read ? read.problems[0].hint : undefined;
  };
  assert.equal(hintOf("training: { epochs: 5 log_every: 2 }"), "add a comma before this");
  assert.equal(hintOf("training: { epochs{ 5, log_every: 2 }"), undefined);
});

Deno.test("cells with a blank between them are no number that a comma cut", () => {
  const of = (row: string) => readExperiment(`${HEAD}  rows:\n    - [x, y, g]\n    - ${row}\n`);
  const hintOf = (row: string): string | undefined => {
    const read = of(row);
    return "problems" in read ? read.problems[0].hint : undefined;
  };
  assert.equal(hintOf("[3,4, 2, F]"), "write 3.4 for 3,4");
  assert.equal(hintOf("[3, 4, 2, F]"), undefined);
});
