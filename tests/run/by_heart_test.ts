// What is said where learned rows are answered far better than those held out, or neither are answered well.

import assert from "node:assert/strict";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { gapWords } from "../../src/run/by_heart.ts";
import { notesAfter } from "../../src/run/notes_after.ts";
import { runExperiment } from "../../src/run/run_experiment.ts";
import type { RowsVerdict, Verdict } from "../../src/run/verdict.ts";

/** Numbers that hardly follow from x, and nearly do from a line where `noise` is small. */
function text(noise: number): string {
  const rows = Array.from(
    { length: 60 },
    (_, row) => `[${row * 37 % 60}, ${row * 23 % 60}, ${row * 37 % 60 + noise * (row * row * 7 % 101 - 50)}]`,
  );
  return `
name: heart
dataset:
  features: [{ name: x, shift: mean, scale: std }, { name: z, shift: mean, scale: std }]
  target: { name: y, shift: mean, scale: std }
  rows: [[x, z, y], ${rows.join(", ")}]
  validation: { fraction: 0.5 }
network: { hidden: [32], activation: tanh }
init: { seed: 0, scheme: glorot_uniform }
training: { optimizer: adam, learning_rate: 0.03, epochs: 1000, log_every: 1000 }
`;
}

function notes(noise: number, ...overrides: string[]): readonly string[] {
  return notesAfter(runExperiment(parseExperiment(text(noise), { overrides })))
    .map(({ message, hint }) => `${message}: ${hint}`);
}

const WAYS = "give the network fewer neurons, add l2: 0.001 to training or add training rows";

Deno.test("rows that are learned by heart are noted with what helps, and rows that are learned are not", () => {
  const [note, ...others] = notes(0.3);
  assert.match(
    note,
    /^the training rows are answered far better than the held-out rows \(R² of y (1|0\.9\d*), held out 0\.\d+\): the network/,
  );
  assert.ok(note.endsWith(WAYS), note);
  assert.deepEqual(others, []);
  assert.deepEqual(notes(0.02), []);
});

Deno.test("what helps against answers no better than the mean follows from how the learned rows are answered", () => {
  const [byHeart] = notes(1);
  assert.match(
    byHeart,
    /^on the held-out rows y is answered no better than by their mean: R² −/,
  );
  assert.ok(byHeart.endsWith(WAYS), byHeart);
  assert.match(notes(1, "l2=0.001")[0], /give the network fewer neurons, write l2: 0\.01 in training or/);
  const [wild] = notes(0.3, "hidden=[]", "learning_rate=3", "epochs=2", "log_every=1");
  assert.match(
    wild,
    /: R² −[\d.]+, and on the training rows −[\d.]+: write learning_rate: 0\.\d+ in training$/,
  );
  const [short] = notes(0.3, "learning_rate=0.0001", "epochs=2", "seed=1", "scheme=classic", "log_every=1");
  assert.match(short, /, and on the training rows −[\d.]+: write epochs: 20 in training$/);
  assert.match(notes(2, "hidden=[]")[0], /: R² −0\.133: add features that say more of it, or more rows/);
});

/** A verdict on rows of classes, of which so many are right. */
function ofClasses(learned: number, heldOut: number, count: number): Verdict {
  const rows = (right: number, count: number): RowsVerdict => ({
    count,
    right,
    always: { label: "a", count: count / 2 },
    loss: 0.1,
    r2: [],
  });
  return {
    training: rows(learned, 100),
    validation: rows(heldOut, count),
    course: null,
    best: null,
    supervision: null,
  };
}

Deno.test("only a gap that luck would not give is one", () => {
  assert.equal(gapWords(ofClasses(99, 70, 100)), "99.0% right, held out 70.0%");
  assert.equal(gapWords(ofClasses(99, 85, 100)), null, "what a split may do");
  assert.equal(gapWords(ofClasses(80, 55, 100)), null, "hardly learned by heart");
  assert.equal(gapWords(ofClasses(100, 10, 19)), null, "few rows");
});

Deno.test("held-out numbers that hardly vary are not answered worse for it", () => {
  const rows = (loss: number, value: number): RowsVerdict => ({
    count: 12,
    right: null,
    always: null,
    loss,
    r2: [{ name: "y", value }],
  });
  const verdict = (heldOutLoss: number): Verdict => ({
    training: rows(0.028, 0.97),
    validation: rows(heldOutLoss, 0.05),
    course: null,
    best: null,
    supervision: null,
  });
  assert.equal(gapWords(verdict(0.028)), null);
  assert.equal(gapWords(verdict(0.28)), "R² of y 0.97, held out 0.05");
});
