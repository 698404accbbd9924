// Notes on runs that are done: what came of them is no mistake, and not what was hoped for.

import assert from "node:assert/strict";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { notesOn } from "../../src/run/notes.ts";
import { notesAfter } from "../../src/run/notes_after.ts";
import { runExperiment } from "../../src/run/outcome.ts";

const PLANTS = `
name: plants
dataset:
  features: [{ name: height }]
  target: { name: kind, classes: { rose: 0, tulip: 1 } }
  rows:
    - { height: 2.5, kind: rose }
    - { height: 20, kind: tulip }
    - { height: 14, kind: rose }
    - { height: 18, kind: tulip }
queries: [{ name: small, height: 5 }, { name: large, height: 12 }]
training: { epochs: 100 }
`;

function messages(text: string, ...overrides: string[]): readonly string[] {
  return notesAfter(runExperiment(parseExperiment(text, { overrides }))).map(({ message, hint }) =>
    `${message}: ${hint}`
  );
}

Deno.test("a loss that did not fall is noted with the inputs that are wide, and so are neurons that are stuck", () => {
  assert.deepEqual(messages(PLANTS, "learning_rate=50"), [
    "the loss did not fall: it rose from 0.495 to 0.5, and all answers are the same; the input height runs from 2.5 to 20: " +
    "bring the inputs to one size: add shift: mean, scale: std to the features",
    "all 2 hidden neurons in layer 1 (sigmoid) answer every row alike, at an end where their slope is nearly 0: " +
    "they learn nothing any more: " +
    "try a smaller learning_rate, inputs brought to one size (shift: mean, scale: std), or another seed",
  ]);
});

Deno.test("dead neurons of relu are noted", () => {
  assert.match(
    messages(PLANTS, "activation=relu", "learning_rate=50").join("\n"),
    /\(relu\) answer every row alike/,
  );
});

Deno.test("a run that learned is not noted, nor one that was not to learn", () => {
  assert.deepEqual(messages(PLANTS, "height.shift=mean", "height.scale=std", "learning_rate=1"), []);
  assert.deepEqual(messages(PLANTS, "epochs=0"), []);
  assert.deepEqual(messages(PLANTS, "learning_rate=0").filter((note) => note.includes("did not fall")), []);
});

Deno.test("a run that diverged is noted with its epoch and a way out", () => {
  const [note, ...others] = messages(PLANTS, "output=identity", "hidden=[]", "learning_rate=9");
  assert.match(
    note,
    /^the run diverged in epoch \d+: .*: try a smaller learning_rate than 9, or clip_norm=1; the input height/,
  );
  assert.deepEqual(others, []);
});

Deno.test("rows in blocks of one class are noted where they are learned in that order", () => {
  const rows = ["a", "b"].flatMap((kind) =>
    Array.from({ length: 15 }, (_, x) => `{ x: ${x}, kind: ${kind} }`)
  );
  const text = (order: readonly string[]) =>
    `name: blocks\ndataset: { features: [{ name: x }], target: { name: kind, classes: [a, b] }, rows: [${
      order.join(", ")
    }] }\n`;
  const [note] = notesOn(parseExperiment(text(rows)));
  assert.equal(note.message, "the rows come in 2 blocks of one kind each, and are learned in that order");
  assert.equal(note.hint, "add shuffle: true to training, which mixes them anew in each epoch");
  for (const override of ["shuffle=true", "shuffle_seed=3", "batch_size=all", "epochs=0"]) {
    assert.deepEqual(notesOn(parseExperiment(text(rows), { overrides: [override] })), [], override);
  }
  const mixed = rows.map((_, index) => rows[(index * 7) % rows.length]);
  assert.deepEqual(notesOn(parseExperiment(text(mixed))), []);
});
