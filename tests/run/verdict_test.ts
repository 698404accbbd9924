// The verdict on a run: rows right, where the loss went, and the notes with a way out.

import assert from "node:assert/strict";
import type { JsonObject } from "../../src/experiment/config.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { verdictJson } from "../../src/results/verdict_json.ts";
import { notesAfter } from "../../src/run/notes_after.ts";
import type { Outcome } from "../../src/run/outcome.ts";
import { runExperiment } from "../../src/run/run_experiment.ts";
import { supervisedOf } from "../../src/run/supervised.ts";
import { verdictOf } from "../../src/run/verdict.ts";
import { verdictWords } from "../../src/run/verdict_words.ts";
import { HELD_OUT, HELD_OUT_NUMBERS } from "../many_outputs.ts";

const XOR = `
name: xor
dataset:
  features: [{ name: a }, { name: b }]
  target: { name: odd, classes: { even: 0, odd: 1 } }
  rows: [{ a: 0, b: 0, odd: even }, { a: 0, b: 1, odd: odd }, { a: 1, b: 0, odd: odd }, { a: 1, b: 1, odd: even }]
network: { hidden: [4] }
init: { seed: 1 }
training: { learning_rate: 1, epochs: 3000 }
`;

function run(text: string, ...overrides: string[]): Outcome {
  return runExperiment(parseExperiment(text, { overrides }));
}

function notes(outcome: Outcome): readonly string[] {
  return notesAfter(outcome).map(({ message, hint }) => `${message}: ${hint}`);
}

Deno.test("a run that learned all rows says so, and how its loss fell", () => {
  const verdict = verdictOf(run(XOR));
  assert.deepEqual([verdict.training?.right, verdict.training?.count], [4, 4]);
  assert.deepEqual([verdict.course?.way, verdict.validation, verdict.best], ["fell", null, null]);
  assert.match(
    verdictWords(verdict).learned!,
    /^4 of 4 rows right; loss fell from 0\.\d+ to 0\.0\d+, still falling$/,
  );
  assert.deepEqual(notes(run(XOR)), []);
});

Deno.test("the loss of a single epoch went nowhere yet", () => {
  const verdict = verdictOf(run(XOR, "epochs=1"));
  assert.equal(verdict.course?.way, null);
  assert.match(verdictWords(verdict).learned!, /^1 of 4 rows right; loss 0\.\d+$/);
});

Deno.test("a loss that does not move is noted with another rate", () => {
  const outcome = run(XOR, "learning_rate=0.001", "seed=3");
  assert.equal(verdictOf(outcome).training?.right, 2);
  assert.match(
    notes(outcome)[0],
    /^the loss stayed at 0\.\d+, and the answers are no better than the most frequent class: /,
  );
  assert.match(notes(outcome)[0], /write learning_rate: 0\.01 in training, or try another seed$/);
});

Deno.test("a loss that rises is never called flat, and wants smaller steps", () => {
  const tanh = ["activation=tanh", "output=tanh"];
  const again = run(XOR, ...tanh, "learning_rate=0.5", "seed=0");
  assert.match(
    verdictWords(verdictOf(again)).learned!,
    /; loss fell from 0\.\d+ to 0\.\d+, going up and down$/,
  );
  assert.match(
    notes(again)[0],
    /^the loss goes up and down, and ended at 0\.\d+, .*: write learning_rate: 0\.05 in training, or/,
  );
  const all = run(XOR, ...tanh, "learning_rate=3", "seed=3");
  assert.match(verdictWords(verdictOf(all)).learned!, /; loss rose from 0\.\d+ to 0\.5$/);
  assert.match(notes(all)[0], /^the loss rose to 0\.5, .*: write learning_rate: 0\.3 in training, or/);
});

Deno.test("how a loss went at its end is seen in all of its last tenth", () => {
  const outcome = run(XOR, "log_every=100");
  const endOf = (...losses: number[]): string => {
    const before = Array.from({ length: 90 }, (_, epoch) => epoch < 89 ? 0.5 : losses[0]);
    const logged = [...before, ...losses].map((loss, epoch) => ({ ...outcome.losses[0], epoch, loss }));
    const { learned } = verdictWords(verdictOf({ ...outcome, losses: logged, finalLoss: losses.at(-1)! }));
    return learned!.replace(/^.*, /, "");
  };
  assert.equal(endOf(0.3, 0.28, 0.29, 0.27, 0.26, 0.25, 0.24, 0.25, 0.22, 0.2), "still falling");
  assert.equal(endOf(0.2, 0.21, 0.2, 0.22, 0.24, 0.23, 0.25, 0.26, 0.28, 0.3), "rising now");
  assert.equal(endOf(0.2, 0.21, 0.2, 0.2, 0.199, 0.2, 0.2, 0.201, 0.2, 0.2), "flat now");
  assert.equal(endOf(0.3, 0.1, 0.29, 0.9, 0.26, 0.25, 0.24, 0.7, 0.22, 0.2), "going up and down");
  // Nobody sees this on a chart, and it would be no reason for smaller steps.
  assert.equal(endOf(1e-9, 3e-9, 1e-9, 9e-9, 1e-9, 2e-9, 1e-9, 1e-9, 1e-9, 4e-9), "flat now");
});

Deno.test("of losses that only go up and down it is not said that they fall or rise", () => {
  const outcome = run(XOR, "log_every=10");
  const endOf = (losses: readonly number[], last: number): string => {
    const logged = losses.map((loss, index) => ({ ...outcome.losses[0], epoch: 10 * index, loss }));
    return verdictOf({ ...outcome, losses: logged, finalLoss: last }).course!.end;
  };
  const fall = Array.from({ length: 20 }, (_, index) => 0.5 / (index + 1));
  const noise = [0.02, 0.026, 0.019, 0.027, 0.022, 0.0265, 0.021];
  assert.equal(endOf([...fall, ...noise, 0.0265, 0.025, 0.024], 0.022), "unsteady", "down from a high place");
  assert.equal(endOf([...fall, ...noise, 0.021, 0.026, 0.023], 0.0235), "unsteady", "up from a low one");
  assert.equal(endOf([...fall, ...noise, 0.019, 0.0185, 0.018], 0.017), "falling", "below all before");
  assert.equal(endOf([...fall, ...noise.map((loss) => 0.02 + loss / 100), 0.0206], 0.0203), "flat");
  assert.equal(endOf([...fall, 0.024, 0.023, 0.022, 0.023, 0.025, 0.026, 0.027, 0.028], 0.03), "rising");
});

Deno.test("where an earlier epoch is kept, the loss is followed as far as that", () => {
  const outcome = run(HELD_OUT, "epochs=2000", "log_every=10", "stop.patience=3");
  const { epoch, loss } = supervisedOf(outcome)!.kept!;
  assert.ok(epoch > 0 && epoch < outcome.losses.at(-1)!.epoch && loss > 0);
  const { way, end } = verdictOf(outcome).course!;
  assert.deepEqual([way, end === "rising"], ["fell", false]);
  assert.ok(!notes(outcome).some((note) => /^the loss (rose|stayed)/.test(note)));
  // Nothing is known of how it went on from the first epoch.
  const atOnce = run(HELD_OUT, "epochs=200", "log_every=1", "stop.patience=1", "learning_rate=100");
  assert.equal(supervisedOf(atOnce)!.kept!.epoch, 0);
  assert.equal(verdictOf(atOnce).course!.way, null);
});

Deno.test("a loss that training.stop cut off is not said to be still falling, nor are more epochs advised", () => {
  const wide = ["hidden=[12]", "learning_rate=0.5"];
  const byLoss = run(XOR, "log_every=1", "loss_under=0.05");
  const byPatience = run(HELD_OUT, "epochs=2000", "log_every=10", ...wide, "patience=20");
  // Kept is an earlier epoch here as well, though its patience was never spent.
  const { epoch } = supervisedOf(byPatience)!.kept!;
  const notEnded = run(HELD_OUT, `epochs=${epoch + 50}`, "log_every=10", ...wide, "patience=20");
  for (const outcome of [byLoss, byPatience, notEnded]) {
    const verdict = verdictOf(outcome);
    assert.deepEqual([verdict.course?.way, verdict.course?.end], ["fell", "falling"]);
    assert.match(verdictWords(verdict).learned!, /; loss fell from [0-9.]+ to [0-9.]+$/);
    assert.equal((verdictJson(outcome).loss as JsonObject).still_falling, false);
  }
  assert.equal(supervisedOf(notEnded)!.earlyEnd, null);
  const atOnce = run(XOR, "log_every=1", "seed=3", "loss_under=0.2501", "learning_rate=0.02");
  assert.equal(verdictOf(atOnce).training?.right, 2);
  assert.ok(supervisedOf(atOnce)!.earlyEnd !== null && atOnce.losses.length > 1);
  assert.deepEqual(notes(atOnce), []);
});

Deno.test("a rate of 0 learns nothing, and is what to change", () => {
  assert.deepEqual(notes(run(XOR, "learning_rate=0", "epochs=20")), [
    "nothing was learned: learning_rate is 0: write learning_rate: 0.1 in training",
  ]);
  const vast = run(XOR, "learning_rate=0", "weights=1e200", "biases=0", "activation=relu", "output=identity");
  assert.deepEqual(notes(vast), [
    "the run diverged at epoch 0 without a step: write smaller weights in init",
  ]);
});

Deno.test("hidden neurons that give all rows the same are noted: saturated, or dead", () => {
  const unscaled = XOR.replaceAll("a: 1", "a: 5000").replaceAll("b: 1", "b: 7000").replaceAll(
    "a: 0",
    "a: 4000",
  );
  const found = notes(run(unscaled, `init.weights=[${[...Array(11).fill(0.01), 0.02]}]`, "epochs=5"));
  assert.match(
    found[0],
    /^a and b are numbers far from 0 as the network sees them: add shift: mean, scale: std to a and b$/,
  );
  assert.match(
    found[1],
    /^the loss stayed at 0\.25: every neuron of hidden layer 1 gives the same for every row: saturated; the inputs a and b run from 0 to 7000: add shift: mean/,
  );
  const dead = notes(run(XOR, "activation=relu", "learning_rate=30", "epochs=200"));
  assert.match(
    dead.join("\n"),
    /hidden layer 1 gives the same for every row: dead: .* write learning_rate: 0\.1 in training/,
  );
});

/** Numbers that follow from x, or from nothing that is seen, a fifth of them held out. */
const numbersText = (
  yOf: (row: number) => string,
  columns = "target: { name: y, shift: mean, scale: std }",
) => {
  const rows = Array.from({ length: 100 }, (_, row) => `[${row * 37 % 100 / 50 - 1}, ${yOf(row)}]`);
  const names = columns.startsWith("target:") ? "[x, y]" : "[x, y, z]";
  return `name: n\ndataset: { features: [{ name: x }], ${columns}, rows: [${names}, ${rows}], ` +
    "validation: { fraction: 0.2 } }\n" +
    "training: { optimizer: adam, epochs: 300, log_every: 10, batch_size: 10, shuffle: true, learning_rate: 0.01 }\n";
};

Deno.test("beside the held-out rows that are right stands what their most frequent class alone would have, where there are enough", () => {
  const validation = { count: 60, right: 54, always: { label: "low", count: 42 }, loss: 0.5, r2: [] };
  assert.equal(
    verdictWords({ training: null, validation, course: null, best: null, supervision: null }).heldOut,
    "54 of 60 rows right (90.0%; always low: 70.0%); loss 0.5",
  );
  const few = verdictOf(run(HELD_OUT));
  assert.doesNotMatch(verdictWords(few).heldOut!, /always/);
});

Deno.test("of numbers R² says whether they are answered well, of several columns each", () => {
  const good = verdictOf(run(numbersText((row) => `${3 * (row * 37 % 100)}`)));
  assert.ok(good.validation!.r2[0].value > 0.9);
  const { learned, heldOut } = verdictWords(good);
  assert.match(learned!, /^R² 0\.9\d+; loss fell/);
  assert.match(heldOut!, /^20 rows, R² 0\.9\d+; loss 0\.\d+/);
  const two = "targets: [{ name: y, shift: mean, scale: std }, { name: z, shift: mean, scale: std }]";
  const words = verdictWords(
    verdictOf(run(numbersText((row) => `${row * 37 % 100}, ${row * row % 89}`, two))),
  );
  assert.match(words.heldOut!, /^20 rows, R² of y 0\.\d+, of z −?\d\.\d+; loss/);
  assert.deepEqual(verdictOf(run(XOR)).training!.r2, []);
});

Deno.test("numbers that are answered no better than by their mean are noted, where enough rows are held out", () => {
  const wild = numbersText((row) => `${row * row * 7 % 101}`);
  const outcome = run(wild, "epochs=300", "hidden=[16]");
  assert.ok(verdictOf(outcome).validation!.r2[0].value <= 0);
  assert.match(
    notes(outcome).join("\n"),
    /^on the held-out rows y is answered no better than by their mean: R² (0|−\d)/m,
  );
  assert.doesNotMatch(notes(run(wild, "epochs=300", "validation.fraction=0.05")).join("\n"), /their mean/);
});

Deno.test("only what has no slope for any row is called dead", () => {
  const still = (activation: string) =>
    notes(run(XOR, `activation=${activation}`, "init.weights=0", "init.biases=[0,0,0,0,0.1]", "epochs=5"))[0];
  assert.match(still("relu"), /every neuron of hidden layer 1 gives the same for every row: dead: /);
  assert.match(still("leaky_relu"), /every neuron of hidden layer 1 gives the same for every row: [^d]/);
  assert.match(still("tanh"), /every neuron of hidden layer 1 gives the same for every row: [^d]/);
});

Deno.test("a target that is scaled already is not to be scaled because of one row that lies far out", () => {
  const rows = Array.from({ length: 1001 }, (_, row) => `[${row % 2}, ${row === 0 ? 1000 : row % 2}]`);
  const text = (target: string) =>
    `name: far\ndataset: { features: [{ name: x }], target: { name: y${target} }, rows: [[x, y], ${rows}] }\n` +
    "training: { epochs: 5, log_every: 1, learning_rate: 1e-9 }\n";
  assert.match(notes(run(text(""), "output=identity")).join("\n"), /shift: mean, scale: std to the target/);
  assert.doesNotMatch(notes(run(text(", shift: mean, scale: std"))).join("\n"), /to the target/);
});

Deno.test("a run that diverged is noted with the usual rate where its own is vast", () => {
  const outcome = run(HELD_OUT_NUMBERS, "learning_rate=300");
  assert.equal(outcome.status, "diverged");
  assert.deepEqual(verdictWords(verdictOf(outcome)), { learned: null, heldOut: null, supervision: null });
  assert.match(
    notes(outcome)[0],
    /^the run diverged by epoch \d+: its steps were too large: write learning_rate: 0.1 in/,
  );
});

Deno.test("a run that diverged without a step is not told that its steps were too large", () => {
  const text = XOR.replace("init: { seed: 1 }", "init: { weights: 1.0e+200, biases: 0 }")
    .replace("hidden: [4] }", "hidden: [1], activation: identity, output: identity }");
  for (const change of ["epochs=0", "learning_rate=0"]) {
    const [note] = notes(run(text, change)).slice(-1);
    assert.match(note, /^the run diverged at epoch 0 without a step: write smaller weights in init$/, change);
  }
});

Deno.test("rows sorted by class are noted where they are not shuffled", () => {
  const sorted = `
name: sorted
dataset:
  features: [{ name: x }]
  target: { name: y, classes: [a, b] }
  rows: [[x, y], [1, a], [2, a], [3, a], [4, b], [5, b], [6, b]]
training: { epochs: 300 }
`;
  const wanted = "the rows are sorted by class, and each epoch learns one class after the other: add shuffle";
  assert.equal(notes(run(sorted))[0], `${wanted}: true to training`);
  assert.equal(notes(run(sorted, "weights=0.1"))[1], `${wanted}_seed: 0 to training`);
  const others = [["shuffle=true"], ["shuffle_seed=3"], ["batch_size=all"], ["batch_size=6"], ["epochs=0"]];
  for (const overrides of others) {
    assert.doesNotMatch(notes(run(sorted, ...overrides)).join(), /sorted/, overrides.join());
  }
  assert.deepEqual(notes(run(sorted.replace("[3, a], [4, b]", "[4, b], [3, a]"))), []);
});

Deno.test("held-out rows have their count and their loss beside the others, and the epoch of the least", () => {
  const outcome = run(HELD_OUT);
  const { validation, best } = verdictOf(outcome);
  const losses = outcome.losses.map(({ epoch, heldOut }) => ({ epoch, loss: heldOut!.loss }));
  const least = losses.reduce((least, logged) => logged.loss < least.loss ? logged : least);
  assert.deepEqual(best, least);
  assert.equal(validation?.count, 3);
  assert.match(verdictWords(verdictOf(outcome)).heldOut!, /^\d of 3 rows right; loss \d/);
});

Deno.test("a validation loss that has turned up is noted with what keeps the best epoch", () => {
  const outcome = run(HELD_OUT, "epochs=1500", "hidden=[12]", "learning_rate=0.5");
  const { best } = verdictOf(outcome);
  const found = notes(outcome).find((note) => note.startsWith("the validation loss has turned up"));
  assert.match(
    found!,
    new RegExp(` at epoch ${best!.epoch}, .* at the end: add stop: { patience: 20 } to training`),
  );
  // With that in the file the loss is the least one again.
  const stopped = run(HELD_OUT, "patience=20", "epochs=1500", "hidden=[12]", "learning_rate=0.5");
  assert.equal(verdictOf(stopped).validation?.loss, best!.loss);
  assert.deepEqual(notes(stopped).filter((note) => note.includes("turned up")), []);
  const weighed = run(HELD_OUT, "epochs=1500", "hidden=[12]", "learning_rate=0.5", "l2=1e-9");
  assert.match(notes(weighed).join("\n"), /which keeps the best epoch$/m);
  assert.match(found!, /which keeps the best epoch, or l2: 0\.001$/);
});
