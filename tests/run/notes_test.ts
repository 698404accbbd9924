// Notes: what is said of experiments that are no mistakes and still cannot come to what is hoped for.
import assert from "node:assert/strict";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { notesOn } from "../../src/run/notes.ts";
import { HELD_OUT_WORDS } from "../many_outputs.ts";

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
    "the output sigmoid can answer only 0 to 1, but the targets of price go from 120 to 310: " +
    "add shift: mean, scale: std to the target, and leave output out, or write output: identity",
  ]);
  assert.match(notes("{ name: price, scale: -1, shift: 0 }", "output=relu")[0], /only numbers from 0 on/);
  assert.equal(notes("{ name: price }", "seed=1..3").length, 1);
  assert.deepEqual(notes("{ name: price }", "output=sigmoid,identity"), []);
  const [scaled] = notes("{ name: price, shift: mean, scale: std }", "output=sigmoid");
  assert.match(scaled, /: leave output out, or write output: identity$/);
});

Deno.test("of several targets only those out of reach are named, in words; equal ones are one number", () => {
  const noted = (targets: string, rows: string, ...overrides: string[]) => {
    const text = `name: noted\ndataset: { features: [{ name: x }], ${targets}, rows: [${rows}] }\n`;
    return notesOn(parseExperiment(text, { overrides })).map(({ message, hint }) => `${message}: ${hint}`);
  };
  const three = "targets: [{ name: kg, shift: mean, scale: std }, { name: cm }, { name: share }]";
  const rows = "[x, kg, cm, share], [1, 53, 72.123456789, 0.5], [2, 60, 80, 1], [3, 66, 75, 0]";
  assert.deepEqual(noted(three, rows, "output=sigmoid"), [
    "the output sigmoid can answer only 0 to 1, but the targets of kg and cm go from −1.25 to 80: " +
    "add shift: mean, scale: std to the target, and leave output out, or write output: identity",
  ]);
  assert.deepEqual(noted("target: { name: y }", "[x, y], [1, 2], [2, 2]"), [
    "the output sigmoid can answer only 0 to 1, but the targets of y are 2: write output: identity",
  ]);
  // No rounding makes a number one that can be answered.
  assert.match(noted("target: { name: y }", "[x, y], [1, 0], [2, 1.0001]")[0], /go from 0 to 1\.0001:/);
});

Deno.test("what the output can give is not noted, nor is what is not learned", () => {
  assert.deepEqual(notes("{ name: price, shift: mean, scale: std }"), []);
  assert.deepEqual(notes("{ name: price }", "output=identity"), []);
  assert.deepEqual(notes("{ name: price, shift: 120, scale: 190 }", "output=sigmoid"), []);
  assert.deepEqual(notes("{ name: price }", "epochs=0"), []);
});

Deno.test("one number for all starting weights is noted where a hidden layer has several neurons that learn", () => {
  const target = "{ name: price, shift: mean, scale: std }";
  assert.deepEqual(notes(target, "init.weights=0.5"), [
    "all weights start at 0.5, so the neurons of a hidden layer stay identical: " +
    "draw them at random: init: { seed: 0 }",
  ]);
  assert.equal(notes(target, "init.weights=[1,1,1,1]", "init.biases=[0,0,0]").length, 1);
  const fine = [["hidden=[1]"], ["hidden=[]"], ["epochs=0"], ["learning_rate=0"], ["init.biases=[0,1,0]"]];
  for (const overrides of fine) assert.deepEqual(notes(target, "init.weights=0.5", ...overrides), []);
  assert.deepEqual(notes(target), []);
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

Deno.test("a way to stop or a schedule that can do nothing is noted with a way out", () => {
  const noted = (...overrides: string[]) =>
    notes("{ name: price, shift: mean, scale: std }", "epochs=100", ...overrides);
  assert.deepEqual(noted("patience=10"), [
    "stop.patience cannot end the run: it waits for 10 logged epochs without a better loss, and 10 are logged: " +
    "write log_every: 1 in training, or write a smaller stop.patience",
  ]);
  assert.deepEqual(noted("patience=9"), []);
  assert.match(
    noted("patience=1000", "log_every=1")[0],
    /: make more epochs, or write a smaller stop\.patience$/,
  );
  assert.deepEqual(noted("loss_under=0.1", "log_every=100"), [
    "stop.loss_under looks at epoch 0 alone, since no other is logged: write log_every: 1 in training",
  ]);
  assert.deepEqual(noted("loss_under=0.1"), []);
  assert.deepEqual(noted("schedule.step=100"), [
    "the learning rate never changes: it would change after 100 epochs, and there are 100: " +
    "write a schedule.step below 100, or more epochs",
  ]);
  assert.deepEqual(noted("schedule.step=99"), []);
  assert.deepEqual(noted("schedule.plateau=10"), [
    "the learning rate never changes: schedule.plateau waits for 10 logged epochs without a better loss, " +
    "and 10 are logged: write log_every: 1 in training, or write a smaller schedule.plateau",
  ]);
  assert.deepEqual(noted("schedule.plateau=9"), []);
  // What differs from trial to trial is not said of all, and what learns nothing needs no end.
  assert.deepEqual(noted("patience=10", "log_every=1,10"), []);
  assert.deepEqual(noted("patience=10,20"), []);
  assert.deepEqual(noted("patience=10", "epochs=0"), []);
});

Deno.test("rows in blocks of one class are noted, whether a class has one block or several", () => {
  const noted = (order: string, ...overrides: string[]) => {
    const rows = [...order].map((kind, x) => `[${x / order.length}, ${kind}]`).join(", ");
    const text =
      `name: blocks\ndataset: { features: [{ name: x }], target: { name: kind, classes: all }, rows: [[x, kind], ${rows}] }\n`;
    return notesOn(parseExperiment(text, { overrides })).map(({ message }) => message.split(",")[0]);
  };
  const sorted = ["the rows are sorted by class"];
  const inBlocks = ["the rows come in blocks of one class"];
  const each = (count: number, classes: string) => [...classes].map((kind) => kind.repeat(count)).join("");
  assert.deepEqual(noted(each(30, "ABC")), sorted);
  assert.deepEqual(noted(each(30, "ABC") + "A"), inBlocks);
  assert.deepEqual(noted(each(10, "ABAB")), inBlocks);
  assert.deepEqual(noted(each(10, "ABAB"), "batch_size=10"), inBlocks);
  // Each step sees both classes.
  assert.deepEqual(noted(each(10, "ABAB"), "batch_size=20"), []);
  assert.deepEqual(noted(each(3, "ABAB")), []);
  // Any order of so few of a class has long blocks of the other.
  assert.deepEqual(noted("A".repeat(20) + "B" + "A".repeat(20)), []);
  assert.deepEqual(noted("AAAAAABAAAAAAAAAABAAAAAAAAABAAAAAA"), []);
});

Deno.test("a class of which every row is held out is named", () => {
  const noted = (rows: string) => notesOn(parseExperiment(text(rows))).map(({ message }) => message);
  const text = (rows: string): string => `
name: kinds
dataset:
  features: [{ name: x }]
  target: { name: kind, classes: [a, b, c] }
  validation: { rows: [[x, kind], [3, c], [4, a]] }
  rows: [[x, kind], [1, a], [2, b]${rows}]
training: { shuffle: true }
`;
  assert.deepEqual(noted(""), [
    "every row of c is held out, so the network has never seen the class",
  ]);
  assert.deepEqual(noted(", [3.5, c]"), []);
  const coded = text("").replace("[a, b, c]", "{ a: 9, b: -1, c: 3 }");
  const [note] = notesOn(parseExperiment(coded, { overrides: ["output=identity"] }));
  assert.match(note.message, /^every row of c is held out/);
});

Deno.test("a class with fewer rows than there are folds is named, and one of which no row was drawn", () => {
  const rows = (count: number, kind: string) => `, [${count}, ${kind}]`.repeat(count);
  const text = `
name: rare
dataset:
  features: [{ name: x }]
  target: { name: kind, classes: [a, b, c] }
  validation: { folds: 5, fold: 1, seed: 0 }
  rows: [[x, kind], [0, a]${rows(30, "a")}${rows(20, "b")}${rows(3, "c")}]
training: { shuffle: true }
`;
  const noted = (text: string, ...overrides: string[]) =>
    notesOn(parseExperiment(text, { overrides })).map(({ message }) => message).filter((message) =>
      !message.includes("also training rows")
    );
  const [message, ...others] = noted(text, "fold=0..4");
  assert.match(
    message,
    /^there are fewer rows of c than folds \(5\): a fold that holds out none counts its F1 as 0$/,
  );
  assert.deepEqual(others, []);
  assert.deepEqual(noted(text, "folds=3"), []);
  assert.deepEqual(noted(text, "folds=3,5"), []);
  const drawn = text.replace("folds: 5, fold: 1, seed: 0", "fraction: 0.3, seed: 0");
  assert.deepEqual(noted(drawn, "stratify=true"), []);
  const seedsWithout = Array.from({ length: 20 }, (_, seed) => noted(drawn, `validation.seed=${seed}`))
    .filter(([message]) => message?.startsWith("no row of c is held out"));
  assert.ok(seedsWithout.length > 2 && seedsWithout.length < 15, String(seedsWithout.length));
});

Deno.test("held-out rows with a word that no learned row has are counted and the words named", () => {
  const notedIn = (text: string, ...overrides: string[]) =>
    notesOn(parseExperiment(text, { overrides })).map(({ message, hint }) => `${message}: ${hint}`);
  const noted = (...overrides: string[]) => notedIn(HELD_OUT_WORDS, ...overrides);
  const drawn = "draw other rows with another validation.seed, or merge rare words into one, such as other";
  assert.deepEqual(noted(), [
    "1 held-out row has a word that no training row has (color=amber), which the network does not see: " +
    drawn,
  ]);
  assert.deepEqual(noted("fold=1"), []);
  // What differs from trial to trial is not said of all.
  assert.deepEqual(noted("fold=0..2"), []);
  assert.equal(noted("seed=1..3").length, 1);
  assert.match(
    notedIn(HELD_OUT_WORDS.replace(/validation: .*/, "validation: { rows: [r3] }"))[0],
    /does not see: add a training row with it, or merge rare words into one/,
  );
});

Deno.test("held-out rows that are learned as well are counted: any of a table of their own, of drawn ones a tenth", () => {
  const noted = (rows: readonly string[], validation: string, ...overrides: string[]): readonly string[] => {
    const text = `
name: copies
dataset:
  features: [{ name: x, shift: mean, scale: std }, { name: home, categories: [a, b] }]
  target: { name: y, shift: mean, scale: std }
  rows: [[x, home, y], ${rows.join(", ")}]
  validation: ${validation}
`;
    return notesOn(parseExperiment(text, { overrides })).map(({ message, hint }) => `${message}: ${hint}`);
  };
  const rows = Array.from({ length: 40 }, (_, at) => `[${at}, ${at % 2 ? "a" : "b"}, ${at * at}]`);
  const says =
    "the same in every feature and in the target: how these are answered says nothing about new rows";
  const own = "leave them out of the training rows, or hold out others";
  const table = (...some: readonly string[]): string => `{ rows: [[x, home, y], ${some.join(", ")}] }`;
  assert.deepEqual(noted(rows, table(...rows)), [
    `40 of 40 held-out rows are also training rows, ${says}: ${own}`,
  ]);
  const others = rows.slice(1).map((row) => row.replace(/\d+\]/, "7]"));
  assert.deepEqual(noted(rows, table(...others, rows[3])), [
    `1 of 40 held-out rows is also a training row, ${says}: ${own}`,
  ]);
  assert.deepEqual(noted(rows, table(...others)), []);
  assert.deepEqual(noted(rows, table(...rows), "epochs=0"), []);
  // Ten rows are drawn of each forty.
  const drawn = "{ fraction: 0.25, seed: 1 }";
  assert.deepEqual(noted(rows, drawn), []);
  const [note, ...more] = noted([...rows, ...rows], drawn);
  assert.match(
    note,
    /^1[0-9] of 20 held-out rows are also training rows, .*: if they are the same thing twice, remove one from the table$/,
  );
  assert.deepEqual(more, []);
  const few = [...rows, "[4, b, 16]"];
  const names = "{ rows: [row 41, row 1, row 2, row 3, row 4, row 6, row 7, row 8, row 9, row 10";
  assert.equal(noted(few, `${names}] }`).length, 1);
  assert.deepEqual(noted(few, `${names}, row 11] }`), []);
});
