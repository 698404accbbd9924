// Notes: what is said of experiments that are no mistakes and still cannot come to what is hoped for.
import assert from "node:assert/strict";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { notesOn } from "../../src/run/notes.ts";

function notes(target: string, ...overrides: string[]): readonly string[] {
  const text = `
name: noted
dataset:
  features: [{ name: size, scale: 10 }]
  target: ${target}
  rows: [{ size: 40, price: 120 }, { size: 100, price: 310 }]
`;
  return notesOn(parseExperiment(text, { overrides })).map(({ message, hint }) => `${message}: ${hint}`);
}

Deno.test("targets beyond what the output can give are noted with a way out", () => {
  assert.deepEqual(notes("{ name: price }"), [
    "the output sigmoid can answer only 0 to 1, but what is learned of price goes from 120 to 310: " +
    "add shift: mean, scale: std to the target, and leave output out or make it identity",
  ]);
  assert.match(notes("{ name: price, scale: -1, shift: 0 }", "output=relu")[0], /only numbers from 0 on/);
  assert.equal(notes("{ name: price }", "seed=1..3").length, 1);
  assert.deepEqual(notes("{ name: price }", "output=sigmoid,identity"), []);
  const [scaled] = notes("{ name: price, shift: mean, scale: std }", "output=sigmoid");
  assert.match(scaled, /: leave output out or make it identity$/);
});

Deno.test("what the output can give is not noted, nor is what is not learned", () => {
  assert.deepEqual(notes("{ name: price, shift: mean, scale: std }"), []);
  assert.deepEqual(notes("{ name: price }", "output=identity"), []);
  assert.deepEqual(notes("{ name: price, shift: 120, scale: 190 }", "output=sigmoid"), []);
  assert.deepEqual(notes("{ name: price }", "epochs=0"), []);
});

Deno.test("a mapping of classes beyond the output's range is better a list", () => {
  const text = `
name: three
dataset:
  features: [{ name: x }]
  target: { name: y, classes: { low: 0, middle: 1, high: 2 } }
  rows: [{ x: 0, y: low }, { x: 1, y: middle }, { x: 2, y: high }]
`;
  const [{ hint }] = notesOn(parseExperiment(text));
  assert.equal(hint, "list the classes: classes: [low, middle, high]");
  assert.deepEqual(notesOn(parseExperiment(text, { overrides: ["output=relu"] })), []);
});
