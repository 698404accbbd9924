// Notes on runs that are done: what came of them is no mistake, and not what was hoped for.

import assert from "node:assert/strict";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { notesOn } from "../../src/run/notes.ts";
import { notesAfter } from "../../src/run/notes_after.ts";
import { runExperiment } from "../../src/run/run_experiment.ts";

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

Deno.test("neurons that are stuck are noted, with a way out", () => {
  assert.deepEqual(messages(PLANTS, "learning_rate=50"), [
    "1 of 2 neurons of hidden layer 1 give the same for every row: saturated; the input height runs from 2.5 to 20: " +
    "add shift: mean, scale: std to the features, or write learning_rate: 0.1 in training",
  ]);
  assert.deepEqual(messages(PLANTS, "activation=relu", "learning_rate=50"), [
    "every neuron of hidden layer 1 gives the same for every row: dead; the input height runs from 2.5 to 20: " +
    "add shift: mean, scale: std to the features, or write learning_rate: 0.1 in training",
  ]);
});

Deno.test("one note is for all stuck layers, and calls neurons in the middle of their span not saturated", () => {
  const [note, ...others] = messages(PLANTS, "hidden=[2,2,2,2,2,2,2,2,2,2]");
  assert.deepEqual(others, []);
  assert.match(note, /the same for every row, and likewise in \d+ layers behind it; the input height/);
});

Deno.test("a strong penalty is named where nothing is learned", () => {
  const scaled = ["height.shift=mean", "height.scale=std"];
  assert.deepEqual(messages(PLANTS, "l2=1", ...scaled), [
    "l2 pulls every weight towards 0: the loss ended at 0.25: write l2: 0.1 in training",
  ]);
  assert.match(
    messages(PLANTS, "l1=1", ...scaled)[0],
    /^l1 pulls every weight towards 0: the loss .*: write l1: 0\.1 in/,
  );
  assert.ok(!messages(PLANTS, "l2=0.001", ...scaled).join().includes("pulls"));
  const decayed = messages(PLANTS, "optimizer=adamw", "learning_rate=0.1", "weight_decay=5", ...scaled);
  assert.match(decayed[0], /^weight_decay pulls every weight towards 0: .*: write weight_decay: 0\.5 in/);
  // At the rate of adamw three epochs take less than a hundredth off a weight.
  const brief = messages(PLANTS, "optimizer=adamw", "weight_decay=0.2", "epochs=3", "log_every=1", ...scaled);
  assert.match(brief[0], /^the loss stayed at .*: write epochs: 30 in training/);
});

Deno.test("where weights are given no other seed is offered", () => {
  const given = ["hidden=[]", "output=relu", "weights=-1", "height.shift=mean", "height.scale=std"];
  assert.ok(!messages(PLANTS, ...given).join().includes("seed"));
});

Deno.test("where all rows look the same to the network, that is noted, and no neuron is called stuck for it", () => {
  const alike = PLANTS.replace(/height: [\d.]+, kind/g, "height: 2, kind");
  assert.deepEqual(messages(alike), [
    "the network sees the same of every row, and answers all of them alike: " +
    "add a feature whose values differ from row to row",
  ]);
  // With one target it has learned all that there is.
  assert.deepEqual(
    messages(alike.replaceAll("kind: rose", "kind: tulip"), "epochs=5000", "learning_rate=2"),
    [],
  );
});

Deno.test("a loss that stayed is told to take larger steps, or smaller ones where they are vast", () => {
  const or = Deno.readTextFileSync(new URL("../../experiments/or.yaml", import.meta.url));
  assert.match(
    messages(or, "learning_rate=1000").at(-1)!,
    /stayed at .*: write learning_rate: 0.1 in training/,
  );
  assert.match(
    messages(or, "learning_rate=1e-9").at(-1)!,
    /stayed at .*: write learning_rate: 1e-8 in training/,
  );
});

Deno.test("whoever follows what is said of a loss that stays or rises is never led in a circle", () => {
  const text = PLANTS.replace("name: height", "name: height, shift: mean, scale: std")
    .replace("tulip: 1", "tulip: 0.5").replace(/^ {4}- .*14.*\n/m, "");
  /** What is said of a training whose logged losses were these, whatever they really were. */
  const said = (settings: ReadonlyMap<string, string>, losses: readonly number[]): string => {
    const overrides = [...settings].map(([key, value]) => `${key}=${value}`);
    const outcome = runExperiment(parseExperiment(text, { overrides: [...overrides, "epochs=2"] }));
    const epochs = Number(settings.get("epochs") ?? 1000);
    const training = { ...outcome.experiment.training, epochs };
    const courses = losses.map((loss, epoch) => ({ ...outcome.losses[0], epoch, loss }));
    const experiment = { ...outcome.experiment, training };
    const parameters = outcome.startingParameters.map(() => 0.1);
    const changed = { ...outcome, experiment, parameters, losses: courses, finalLoss: losses.at(-1)! };
    return notesAfter(changed).map(({ hint }) => hint).at(-1) ?? "";
  };
  const STAYED = [0.25, 0.25, 0.25];
  const ROSE = [0.25, 0.3, 0.4];
  const follow = (settings: ReadonlyMap<string, string>, before: readonly string[]): number => {
    const here = JSON.stringify([...settings].sort());
    assert.ok(!before.includes(here), [...before, here].join("\n"));
    const depths = [STAYED, ROSE].map((losses) => {
      const [, key, value] = /^(?:write|add) (\w+): (\S+?) (?:in|to) training/.exec(said(settings, losses)) ??
        [];
      const isNew = key !== undefined && settings.get(key) !== value;
      return isNew ? follow(new Map([...settings, [key, value]]), [...before, here]) : 0;
    });
    return 1 + Math.max(...depths);
  };
  for (const optimizer of ["sgd", "adam"]) {
    for (const rate of ["1e-7", "0.0005", "0.005", "0.05", "0.5", "7", "300"]) {
      const start = new Map([["optimizer", optimizer], ["learning_rate", rate], ["epochs", "1000"]]);
      assert.ok(follow(start, []) > 1, `${optimizer} ${rate}`);
    }
  }
});

Deno.test("no scaling is advised where the features are scaled", () => {
  const rows = Array.from(
    { length: 100 },
    (_, at) => `[${at === 0 ? 1000 : at % 2}, ${at % 3 === 0 ? 1 : 0}]`,
  );
  const text = `
name: outlier
dataset:
  features: [{ name: x, shift: mean, scale: std }]
  target: { name: y }
  rows: [[x, y], ${rows.join(", ")}]
training: { epochs: 20, learning_rate: 1.0e-9 }
`;
  const [far, note, ...others] = messages(text);
  assert.match(far, /^x is 1000 in row 1, far from the rest \(0 to 1\), which scale: std squeezes/);
  assert.doesNotMatch(note, /scale: std/);
  assert.deepEqual(others, []);
});

Deno.test("a run whose parameters grew beyond all bounds, though it did not diverge, is told to take smaller steps", () => {
  assert.deepEqual(messages(PLANTS, "target.classes=all", "learning_rate=1e292"), [
    "a weight or bias has grown to 7.91×10²⁹¹: the steps were too large: " +
    "write learning_rate: 0.1 in training, or add shift: mean, scale: std to the features",
  ]);
  assert.deepEqual(messages(PLANTS, "target.classes=all", "epochs=0", "scheme=normal", "init.sd=1e9"), []);
});

Deno.test("a run that learned is not noted, nor one that was not to learn", () => {
  assert.deepEqual(messages(PLANTS, "height.shift=mean", "height.scale=std", "learning_rate=1"), []);
  assert.deepEqual(messages(PLANTS, "epochs=0"), []);
  assert.deepEqual(messages(PLANTS, "learning_rate=0").filter((note) => note.includes("did not fall")), []);
});

Deno.test("a run that diverged is noted with its epoch and a way out", () => {
  const notes = messages(PLANTS, "output=identity", "hidden=[]", "learning_rate=9");
  assert.deepEqual(notes, [
    "the run diverged by epoch 20: its steps were too large: " +
    "write learning_rate: 0.9 in training, or add shift: mean, scale: std to the features",
  ]);
});

Deno.test("what is there already is not advised", () => {
  const scaled = PLANTS.replace("{ name: height", "{ name: height, shift: mean, scale: std");
  assert.notEqual(scaled, PLANTS);
  const steps = ["output=identity", "hidden=[]", "log_every=1"];
  assert.match(
    messages(scaled, ...steps, "learning_rate=9")[0],
    /^the run diverged at epoch \d+: .*: write learning_rate: 0\.9 in training, or add clip_norm: 1 to it$/,
  );
  assert.match(messages(scaled, ...steps, "learning_rate=9000", "clip_value=1e99")[0], /in training$/);
});

/** A network that answers yes where x is above 0, or in the second case where it has learned to. */
function rareText(heldOut: readonly string[], learned: readonly string[], isGiven: boolean): string {
  return `
name: rare
dataset:
  features: [{ name: x, shift: mean, scale: std }]
  target: { name: rare, classes: ["no", "yes"] }
  validation: { rows: [[x, rare], ${heldOut.join(", ")}] }
  rows: [[x, rare], ${learned.join(", ")}]
${isGiven ? "network: { hidden: [] }\ninit: { weights: [-1, 1], biases: 0 }" : ""}
training: { epochs: 1${isGiven ? ", learning_rate: 0" : ""} }
`;
}

const APART = ["[-2, no]", "[-1, no]", "[1, yes]", "[2, yes]"];

Deno.test("answers that are no better than one class for all are noted, where rows enough are held out", () => {
  const heldOut = (count: number): readonly string[] => [
    ...Array.from({ length: count - 2 }, (_, at) => `[${-3 - at}, no]`),
    "[3, no]",
    "[4, yes]",
  ];
  assert.deepEqual(messages(rareText(heldOut(20), APART, true)), [
    "of 20 held-out rows 19 are right, and 19 would be if no were answered for each: " +
    "look at the recall of the other classes in the report, and add training rows of them",
  ]);
  assert.deepEqual(messages(rareText(heldOut(19), APART, true)), []);
});

Deno.test("one class for every held-out row is noted once: of ten rows, or of few where the learned ones get it as well", () => {
  const rows = (count: number, from: number): readonly string[] =>
    Array.from({ length: count }, (_, at) => `[${(from + at) % 7}, ${at === 3 ? "yes" : "no"}]`);
  const [more, apart] = ["add training rows of the other classes", "add features that tell them apart"];
  for (const count of [5, 19, 20]) {
    assert.deepEqual(messages(rareText(rows(count, 0.5), rows(30, 5), false)), [
      `every row, training or held-out, is answered no, which is right for ${
        count - 1
      } of ${count} held-out rows: ` +
      `${more}, or ${apart}`,
    ]);
  }
  const below = (count: number): readonly string[] =>
    Array.from({ length: count }, (_, at) => `[${-3 - at}, ${at === 3 ? "yes" : "no"}]`);
  assert.deepEqual(messages(rareText(below(10), APART, true)), [
    `every held-out row is answered no, which is right for 9 of 10: ${more}, or ${apart}`,
  ]);
  assert.deepEqual(messages(rareText(below(9), APART, true)), []);
  // Where that is right, and where no other class is learned, there is nothing to say of it, or something else.
  assert.deepEqual(messages(rareText(below(10).map((row) => row.replace("yes", "no")), APART, true)), []);
  const [note, ...others] = messages(rareText(below(10), ["[-2, no]", "[-1, no]"], true));
  assert.match(note, /^every row of yes is held out, /);
  assert.deepEqual(others, []);
});

/** Classes a below 0 and b above it, of a network that is given and never answers c, nor d. */
function threeClasses(heldOut: readonly string[]): string {
  const rows = ["[-2, a]", "[2, b]", "[3, c]", "[4, d]"];
  return `
name: three
dataset:
  features: [{ name: x }]
  target: { name: kind, classes: [a, b, c, d] }
  rows: [[x, kind], ${rows.join(", ")}]
  validation: { rows: [[x, kind], ${heldOut.join(", ")}] }
network: { hidden: [] }
init: { weights: [-1, 1, 0, 0], biases: [0, 0, -99, -99] }
training: { epochs: 1, learning_rate: 0 }
`;
}

Deno.test("a class of which no held-out row is right is noted, though all of them together look good", () => {
  const rows = (count: number, x: number, kind: string): readonly string[] =>
    Array(count).fill(`[${x}, ${kind}]`);
  const good = [...rows(20, -3, "a"), ...rows(20, 3, "b")];
  const apart = "or add features that tell";
  assert.deepEqual(messages(threeClasses([...good, ...rows(5, 5, "c"), ...rows(1, 5, "d")])), [
    `none of the 5 held-out rows of c is answered c: add training rows of it, ${apart} it apart`,
  ]);
  assert.deepEqual(messages(threeClasses([...good, ...rows(5, 5, "c"), ...rows(7, 5, "d")])), [
    `hardly any held-out row of them is right: c (0 of 5) and d (0 of 7): add training rows of them, ${apart} them apart`,
  ]);
  assert.deepEqual(messages(threeClasses([...good, ...rows(4, 5, "c")])), []);
});

Deno.test("a class of which few held-out rows are right is noted, where most of all rows are", () => {
  const rows = (count: number, x: number, kind: string): readonly string[] =>
    Array(count).fill(`[${x}, ${kind}]`);
  const few = [...rows(2, 5, "b"), ...rows(8, -5, "b")];
  assert.deepEqual(messages(threeClasses([...rows(20, -3, "a"), ...few])), [
    "only 2 of the 10 held-out rows of b are answered b: add training rows of it, or add features that tell it apart",
  ]);
  // Of few rows it may be chance, and where hardly any is right there is more to say.
  assert.deepEqual(
    messages(threeClasses([...rows(20, -3, "a"), ...rows(1, 5, "b"), ...rows(6, -5, "b")])),
    [],
  );
  assert.deepEqual(messages(threeClasses([...rows(8, -3, "a"), ...rows(8, 3, "a"), ...few])).length, 1);
});

Deno.test("more epochs are no advice where the validation loss has turned up", () => {
  const heldOut = Array.from({ length: 10 }, (_, at) => `[${-3 - at}, ${at < 4 ? "yes" : "no"}]`);
  const said = messages(rareText(heldOut, APART, false), "epochs=200", "log_every=10", "learning_rate=0.5");
  assert.equal(said.length, 2);
  assert.match(
    said[0],
    /^every held-out row is answered no, which is right for 6 of 10: add training rows of the/,
  );
  assert.match(said[1], /^the validation loss was never better than at epoch 0: /);
});

const HOUSES = `
name: houses
dataset:
  features: [{ name: size, shift: mean, scale: std }]
  target: { name: price }
  rows:
    - { size: 40, price: 890000 }
    - { size: 60, price: 950000 }
    - { size: 90, price: 1080000 }
    - { size: 150, price: 1210000 }
network: { output: identity }
`;

Deno.test("where the numbers to be answered are far from 0, it is they that are to be scaled", () => {
  assert.deepEqual(messages(HOUSES, "activation=relu"), [
    "a weight or bias has grown to 4.89×10¹⁴: the steps were too large: " +
    "write learning_rate: 0.01 in training, or add shift: mean, scale: std to the target",
  ]);
  const inputsToo = messages(HOUSES, "size.shift=0", "size.scale=1");
  assert.equal(
    inputsToo.at(-1),
    "every neuron of hidden layer 1 gives the same for every row: saturated; the input size runs from 40 to 150; " +
      "what is learned of price goes from 890,000 to 1,210,000: " +
      "add shift: mean, scale: std to the features and the target, or scheme: glorot_uniform to init",
  );
  assert.deepEqual(messages(HOUSES, "target.shift=mean", "target.scale=std"), []);
});

Deno.test("a target out of the output's reach is why nothing was learned, and is said once", () => {
  assert.deepEqual(messages(HOUSES, "output=sigmoid"), [
    "the output sigmoid can answer only 0 to 1, but the targets of price go from 890,000 to 1,210,000: " +
    "add shift: mean, scale: std to the target, and leave output out, or write output: identity",
  ]);
});

Deno.test("no patience is advised where the first epoch was the best: it would keep a network that has learned nothing", () => {
  const held = HOUSES.replace(
    "network:",
    "  validation: { rows: [{ size: 50, price: 1200000 }, { size: 140, price: 900000 }] }\nnetwork:",
  );
  const scaled = ["target.shift=mean", "target.scale=std", "hidden=[]", "learning_rate=0.01", "seed=4"];
  const said = "the validation loss was never better than at epoch 0: 1.95, 5.22 at the end: ";
  const advice = "take a smaller learning_rate, or add training rows";
  assert.deepEqual(messages(held, ...scaled, "epochs=200", "log_every=1"), [said + advice]);
  assert.deepEqual(messages(held, ...scaled, "epochs=200", "log_every=5"), [
    `${said}add log_every: 1 to see whether it ever fell, ${advice}`,
  ]);
});

Deno.test("a validation loss that is never a finite number is noted, whatever stops the run", () => {
  const held = HOUSES.replace("network:", "  validation: { rows: [{ size: 1.0e+200, price: 1 }] }\nnetwork:");
  const overrides = ["target.shift=mean", "target.scale=std", "hidden=[]", "learning_rate=0.1"];
  const wanted = "the validation loss was never a finite number: " +
    "look in the held-out rows for numbers far larger than in the training rows";
  assert.deepEqual(messages(held, ...overrides), [wanted]);
  assert.deepEqual(messages(held, ...overrides, "patience=3"), [wanted]);
  assert.deepEqual(messages(held, ...overrides, "epochs=0"), []);
});

Deno.test("a bias as large as the answers did not grow beyond all bounds", () => {
  assert.deepEqual(messages(HOUSES, "hidden=[]", "target.shift=-3000000"), []);
});

Deno.test("what reads sentences is never told to shift them, and a stuck layer has the name that the file gives it", () => {
  const sentences = `
name: moods
dataset:
  features: [{ name: text, tokens: words }]
  target: { name: mood, classes: [bad, good] }
  rows: [[text, mood], [very good, good], [bad, bad], [very bad, bad]]
network: { layers: [{ rnn: { size: 2 } }, { dense: { size: 2 } }, { dense: {} }] }
training: { epochs: 20 }`;
  assert.deepEqual(messages(sentences, "learning_rate=1e308"), [
    "the run diverged at epoch 0: its steps were too large: " +
    "write learning_rate: 0.1 in training, or add clip_norm: 1 to it",
  ]);
  const [small, smaller] = ["classic", "glorot_uniform"].map((scheme) =>
    messages(sentences, "learning_rate=9", `scheme=${scheme}`, "epochs=200")[0]
  );
  assert.match(small, /saturated: add scheme: glorot_uniform to init$/);
  assert.match(smaller, /saturated: write learning_rate: 0\.9 in training$/);
  const [saturated] = messages(sentences, "learning_rate=900");
  assert.match(
    saturated,
    /neurons? of dense1 gives? the same for every row: saturated: write learning_rate: 0\.1 in training$/,
  );
  const [dead] = messages(sentences, "dense1.activation=relu", "learning_rate=900");
  assert.match(
    dead,
    /of dense1 gives? the same for every row: dead: write learning_rate: 0\.1 in training$/,
  );
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
  assert.equal(note.message, "the rows are sorted by class, and each epoch learns one class after the other");
  assert.equal(note.hint, "add shuffle: true to training");
  for (const override of ["shuffle=true", "shuffle_seed=3", "batch_size=all", "epochs=0"]) {
    assert.deepEqual(notesOn(parseExperiment(text(rows), { overrides: [override] })), [], override);
  }
  const mixed = rows.map((_, index) => rows[(index * 7) % rows.length]);
  assert.deepEqual(notesOn(parseExperiment(text(mixed))), []);
});
