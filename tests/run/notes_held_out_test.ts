// What is said of the rows that are held out: of one fold, and of a value that lies far out.

import assert from "node:assert/strict";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { notesOn } from "../../src/run/notes.ts";
import { notesAfter } from "../../src/run/notes_after.ts";
import { foldsNote } from "../../src/run/notes_held_out.ts";
import { runExperiment } from "../../src/run/run_experiment.ts";

function experiment(far: string, ...overrides: string[]) {
  const rows = Array.from({ length: 20 }, (_, row) => `[${row === 7 ? far : row}, ${row % 3}]`);
  return parseExperiment(
    `
name: folds
dataset:
  features: [{ name: x, shift: mean, scale: std }]
  target: { name: y, shift: mean, scale: std }
  rows: [[x, y], ${rows.join(", ")}]
training: { epochs: 2 }
`,
    { overrides },
  );
}

Deno.test("one fold alone is noted with the sweep that holds out each of them, and that sweep is not", () => {
  assert.deepEqual(notesAfter(runExperiment(experiment("7", "folds=5"))), [{
    message: "only fold 0 of 5 is held out, and others may do better or worse",
    hint: "hold out each of them in turn: fold=0..4",
  }]);
  assert.equal(foldsNote(experiment("7", "folds=5", "fold=0..4")), null);
  assert.match(foldsNote(experiment("7", "folds=5", "seed=0..4"))!.message, /^only fold 0 of 5/);
  assert.equal(foldsNote(experiment("7", "validation.fraction=0.2")), null);
});

Deno.test("a value far from all others is noted with its column and row, learned or held out, where it is what scales", () => {
  const said = [{
    message: "x is 9999 in row 8, far from the rest (0 to 19), which scale: std squeezes together beside it",
    hint: "correct or empty the cell if it is a slip, else leave the row out",
  }];
  assert.deepEqual(notesOn(experiment("9999")), said);
  for (const seed of ["0", "1", "2", "3"]) {
    assert.deepEqual(notesOn(experiment("9999", "validation.fraction=0.5", `validation.seed=${seed}`)), said);
  }
  assert.deepEqual(notesOn(experiment("40")), []);
  assert.ok(!notesOn(experiment("9999", "x.scale=1")).some(({ message }) => message.includes("squeezes")));
});
