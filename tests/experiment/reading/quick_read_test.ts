// Holds the quick way of reading to the long one: the same experiment or none, over right, wrong and changed files.

import assert from "node:assert/strict";
import { dump } from "npm:js-yaml@5.5.0";
import fc from "npm:fast-check@4.3.0";
import { readExperiment } from "../../../src/experiment/reading/parse_experiment.ts";
import { type ParseOptions, readQuickly } from "../../../src/experiment/reading/quick_read.ts";
import { quickSweepReader } from "../../../src/experiment/reading/quick_sweep.ts";
import { experimentFiles } from "../random_experiment.ts";

const EXPERIMENTS = new URL("../../../experiments/", import.meta.url);
const MISTAKES = new URL("../mistakes/", import.meta.url);

function filesIn(folder: URL): { name: string; text: string }[] {
  return [...Deno.readDirSync(folder)]
    .filter(({ name }) => name.endsWith(".yaml"))
    .map(({ name }) => ({ name, text: Deno.readTextFileSync(new URL(name, folder)) }));
}

const people = Deno.readTextFileSync(new URL("people.csv", EXPERIMENTS));

/** Whether the quick way read the text; what it read must be what the long way reads. */
function isReadQuickly(text: string, options: ParseOptions = {}): boolean {
  const all = { fileName: "case.yaml", readDataFile: () => ({ text: people }), ...options };
  const quick = readQuickly(text, all, quickSweepReader);
  if (quick === null) return false;
  const long = readExperiment(text, all);
  assert.ok("experiment" in long, `the quick way read what is wrong:\n${text}`);
  assert.deepStrictEqual(quick, long.experiment);
  return true;
}

for (const { name, text } of filesIn(EXPERIMENTS)) {
  Deno.test(`${name} is read the quick way`, () => assert.ok(isReadQuickly(text)));
}

Deno.test("overrides are read the quick way, ranges and lists among them, mistakes are not", () => {
  const text = Deno.readTextFileSync(new URL("gender.yaml", EXPERIMENTS));
  const isQuick = (...overrides: string[]): boolean => isReadQuickly(text, { overrides });
  assert.ok(isQuick("seed=7", "learning_rate=0.5", "hidden=[8,8]", "activation=tanh", "weight.shift=mean"));
  assert.ok(isQuick("weights=1", "Emily.weight=150", "description=a, b"));
  assert.ok(isQuick("seed=1..10000"));
  assert.ok(isQuick("seed=1,2,7", "learning_rate=geomspace(0.01,1,5)", "epochs=10,20"));
  assert.ok(isQuick("hidden=[2],[8,8]", "activation=tanh,relu", "weight.shift=135,mean"));
  assert.ok(isQuick("weight.shift=linspace(-1,1,3)", "Emily.weight=1..5", "log_every=1,10"));
  for (
    const override of [
      "seed=-1",
      "seed=-1..3",
      "seed=3..1",
      "sed=1",
      "sed=1..3",
      "name=a,b",
      "hidden=[2.5]",
      "hidden=[2],[2.5]",
      "activation=tan",
      "activation=tanh,tan",
      "scale=0",
      "weight.scale=0",
      "weight.scale=1,0",
      "weights=1,[1,2]",
      "epochs=1,100000000",
    ]
  ) {
    assert.ok(!isQuick(override), override);
  }
});

Deno.test("a sweep in the file is read the quick way, one with a mistake is not", () => {
  const text = Deno.readTextFileSync(new URL("gender.yaml", EXPERIMENTS));
  const isQuick = (sweep: string): boolean => isReadQuickly(`${text}\nsweep: ${sweep}\n`);
  for (
    const sweep of [
      "{ init.seed: 1..5 }",
      "[{ seed: 1..5 }, { learning_rate: [0.1, 0.5] }]",
      "{ zip: { seed: [1, 2], epochs: [10, 20] } }",
      "{ zip: [{ seed: [1, 2], epochs: [10, 20] }], activation: [tanh, sigmoid] }",
    ]
  ) assert.ok(isQuick(sweep), sweep);
  for (
    const sweep of [
      "1..5",
      "[]",
      "{}",
      "[1, 2]",
      "[{ seed: 1..5 }, 3]",
      "{ seed: 1 }",
      "{ seed: {} }",
      "{ zip: 1 }",
      "{ zip: { seed: [1, 2], epochs: [10] } }",
      "{ seed: 1..5, init.seed: 1..5 }",
      "{ init.seed: [1, x] }",
    ]
  ) assert.ok(!isQuick(sweep), sweep);
});

Deno.test("no file with a mistake is read the quick way", () => {
  for (const { name, text } of filesIn(MISTAKES)) {
    const read = readExperiment(text, { fileName: name });
    if ("problems" in read) assert.equal(readQuickly(text, { fileName: name }, quickSweepReader), null, name);
  }
});

Deno.test("right files in any names and numbers are read the same both ways, seed 11", () => {
  let quickCount = 0;
  fc.assert(
    fc.property(experimentFiles, fc.boolean(), (file, isJson) => {
      if (isReadQuickly(isJson ? JSON.stringify(file) : dump(file))) quickCount++;
    }),
    { seed: 11, numRuns: 500 },
  );
  assert.ok(quickCount > 25, `only ${quickCount} files of 500 were read the quick way`);
});

Deno.test("changed files are read the same both ways or not quickly, seed 12", () => {
  const texts = filesIn(EXPERIMENTS).map(({ text }) => text);
  const pieces = fc.constantFrom(
    ..."{}[]:,-#'\"\n 0123456789.eE",
    ..."null 1e3 0x10 -0 mean std seed sweep true yes 9007199254740993 é \t 1.5 -1 name weight".split(" "),
  );
  const change = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), cut: fc.nat(6), piece: pieces });
  let quickCount = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...texts),
      fc.array(change, { minLength: 1, maxLength: 2 }),
      (text, changes) => {
        for (const { at, cut, piece } of changes) {
          const start = Math.floor(at * text.length);
          text = text.slice(0, start) + piece + text.slice(start + cut);
        }
        if (isReadQuickly(text)) quickCount++;
      },
    ),
    { seed: 12, numRuns: 5000 },
  );
  assert.ok(quickCount > 100, `only ${quickCount} texts of 5000 were read the quick way`);
});
