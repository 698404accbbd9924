// Tests src/results/stored_run.ts.
import assert from "node:assert/strict";
import { BOXES, FLOWERS, HELD_OUT, HELD_OUT_NUMBERS, HELD_OUT_WORDS, PRICES } from "../many_outputs.ts";
import { LIMITS } from "../../src/experiment/limits.ts";
import { bytesOf } from "../../src/results/file_content.ts";
import { resultFiles } from "../../src/results/result_files.ts";
import { readConfig } from "../../src/results/stored_config.ts";
import { readLegibleRun, readStoredRun } from "../../src/results/stored_run.ts";
import { DIVERGING, PEOPLE, putText, storedFiles, storedSweepFiles, textIn } from "./stored_examples.ts";

const UNTRAINED =
  "name: ask\ndataset: { features: [{ name: x }] }\ntraining: { epochs: 0 }\nqueries: [{ x: -0.5 }]";
const NO_CLASSES = `
name: line
dataset: { features: [{ name: x, shift: mean, scale: std }], target: { name: y }, rows: [{ x: 1, y: 2 }, { x: 2, y: 4 }] }
network: { hidden: [3, 2], activation: tanh, output: identity }
training: { epochs: 7, log_every: 3 }
queries: [{ name: "@a \\"b\\", c", x: 3 }]
`;

/** One of two answers is not finite. */
const TOO_LARGE = BOXES.replace(
  "{ name: volume, unit: cm³, shift: mean, scale: std }",
  "{ name: volume, scale: 1.0e+308 }",
)
  .replace("epochs: 300", "epochs: 0");

/** The loss of a held-out row is not finite, while that of the others is. */
const LOST = HELD_OUT_NUMBERS.replace("score: 60", "score: 1.0e+300");

/** Ends early, with the parameters of an epoch before that. */
const STOPPED = HELD_OUT.replace("epochs: 60", "epochs: 500, log_every: 2, stop: { patience: 3 }");

/** Its learning rate falls, and it ends under a loss. */
const FELL = PEOPLE.replace(
  "epochs: 60",
  "epochs: 600, schedule: { step: 100, factor: 0.9 }, stop: { loss_under: 0.02 }",
);

for (
  const [what, text] of Object.entries({
    PEOPLE,
    DIVERGING,
    UNTRAINED,
    NO_CLASSES,
    FLOWERS,
    BOXES,
    PRICES,
    TOO_LARGE,
    HELD_OUT,
    HELD_OUT_NUMBERS,
    HELD_OUT_WORDS,
    LOST,
    STOPPED,
    FELL,
  })
) {
  Deno.test(`the outcome read back gives the files that were read: ${what}`, () => {
    const files = storedFiles(text);
    const read = readStoredRun(files);
    assert.ok("ok" in read && read.ok !== null, JSON.stringify(read));
    const again = resultFiles(read.ok.outcome);
    assert.deepEqual([...again.keys()], [...files.keys()]);
    for (const [name, content] of again) assert.deepEqual(bytesOf(content), files.get(name), name);
  });
}

/** The problems of a folder after a change, as `file: message`. */
function problemsAfter(change: (files: Map<string, Uint8Array>) => void): readonly string[] {
  const files = storedFiles(PEOPLE);
  change(files);
  const read = readStoredRun(files);
  return "ok" in read ? [] : read.problems.map(({ file, message }) => `${file}: ${message}`);
}

Deno.test("a damaged line of a loss file with held-out rows is reported", () => {
  const lines = (text: string): readonly string[] => {
    const files = storedFiles(HELD_OUT);
    putText(files, "loss.csv", text);
    const read = readStoredRun(files);
    return "ok" in read ? [] : read.problems.map(({ message }) => message);
  };
  const header = "epoch,loss,accuracy,validation_loss,validation_accuracy\n";
  assert.deepEqual(lines("epoch,loss\n0,0.2\n"), [`line 1 must be ${header.trimEnd()}`]);
  const wanted = "line 2 must hold epoch 0 and what was logged of it: found";
  assert.deepEqual(lines(`${header}0,0.2,1,0.3\n`), [`${wanted} 0,0.2,1,0.3`]);
  assert.deepEqual(lines(`${header}0,0.2,,0.3,1\n`), [`${wanted} 0,0.2,,0.3,1`]);
  assert.deepEqual(lines(`${header}0,,1,0.3,1\n`), [`${wanted} 0,,1,0.3,1`]);
  // The loss of held-out rows may be no number; what is wrong is that the other epochs are missing.
  assert.deepEqual(lines(`${header}0,0.2,1,,1\n`), ["line 3 must hold epoch 10: the file ends before it"]);
});

/** The problem of a stored run whose loss file has other lines than it was stored with. */
function lossProblem(text: string, change: (lines: string[]) => string[]): string | null {
  const files = storedFiles(text);
  const lines = change(textIn(files, "loss.csv").trimEnd().split("\n"));
  putText(files, "loss.csv", lines.map((line) => `${line}\n`).join(""));
  const read = readStoredRun(files);
  return "ok" in read ? null : read.problems[0].message;
}

Deno.test("a loss file that is cut is reported, whatever ended the run", () => {
  for (const text of [PEOPLE, STOPPED, FELL, HELD_OUT, DIVERGING]) {
    const lineCount = textIn(storedFiles(text), "loss.csv").trimEnd().split("\n").length;
    const found = lossProblem(text, (lines) => lines.slice(0, -1));
    assert.match(
      found!,
      new RegExp(`^line ${lineCount} must hold epoch \\d+: the file ends before it$`),
      text,
    );
  }
});

Deno.test("a loss file that goes on after the run was stopped is reported", () => {
  for (const text of [STOPPED, FELL]) {
    const lines = textIn(storedFiles(text), "loss.csv").trimEnd().split("\n");
    const [last] = lines[lines.length - 1].split(",");
    const [before] = lines[lines.length - 2].split(",");
    const next = 2 * Number(last) - Number(before);
    const found = lossProblem(text, (all) => [...all, all[all.length - 1].replace(last, String(next))]);
    assert.equal(found, `line ${lines.length + 1} must not be there: the run ended before epoch ${next}`);
  }
});

Deno.test("a loss with which the run would have been stopped before is reported", () => {
  const found = lossProblem(FELL, (lines) => [lines[0], "0,0.019", ...lines.slice(2)]);
  assert.equal(found, "line 3 must not be there: the run ended before epoch 10");
});

Deno.test("each damaged file is reported with its name and line", () => {
  assert.deepEqual(problemsAfter((files) => putText(files, "loss.csv", "epoch,loss\n0,0.2\n10,zero\n")), [
    "loss.csv: line 3 must hold epoch 10 and its loss: found 10,zero",
  ]);
  assert.deepEqual(problemsAfter((files) => putText(files, "loss.csv", "epoch,loss\n0,0.2\n20,0.1\n")), [
    "loss.csv: line 3 must hold epoch 10 and its loss: found 20,0.1",
  ]);
  assert.deepEqual(problemsAfter((files) => putText(files, "model.json", "[".repeat(100_000))), [
    "model.json: the file is not JSON: it is damaged or cut",
  ]);
  assert.deepEqual(
    problemsAfter((files) =>
      putText(files, "model.json", textIn(files, "model.json").replace("[[", "[[1, "))
    ),
    ["model.json: layers must hold a number for each weight and bias of the network"],
  );
  assert.deepEqual(problemsAfter((files) => files.delete("manifest.json")), [
    "manifest.json: the file is missing",
  ]);
  assert.deepEqual(problemsAfter((files) => files.set("config.json", new Uint8Array([0xff, 0xfe]))), [
    "config.json: the file is not UTF-8 text",
  ]);
});

Deno.test("all damaged files are reported at once", () => {
  const problems = problemsAfter((files) => {
    for (const name of ["loss.csv", "model.json", "predictions.csv"]) putText(files, name, "");
  });
  assert.deepEqual(problems.map((problem) => problem.split(":")[0]), [
    "loss.csv",
    "model.json",
    "predictions.csv",
  ]);
});

Deno.test("an answer whose label is not that of its output is a problem", () => {
  const problems = problemsAfter((files) =>
    putText(files, "predictions.csv", textIn(files, "predictions.csv").replace(",F\n", ",M\n"))
  );
  assert.deepEqual(problems, ["predictions.csv: line 2, query Emily, label must be F: found M"]);
});

Deno.test("of an answer with more digits than a double needs it is said so, and the rest of the run can be read", () => {
  const files = storedFiles(PEOPLE);
  const [, digits] = /^Emily,128,63,(\d\.\d+),/m.exec(textIn(files, "predictions.csv"))!;
  const forged = `0.99${digits.slice(2)}`;
  assert.notEqual(String(Number(forged)), forged);
  const message =
    "line 2, query Emily, output must be a number at its shortest, as this program writes it, " +
    `${Number(forged)}: found ${forged}`;
  const forge = (files: Map<string, Uint8Array>): void =>
    putText(files, "predictions.csv", textIn(files, "predictions.csv").replace(digits, forged));
  assert.deepEqual(problemsAfter(forge), [`predictions.csv: ${message}`]);
  const whole = readStoredRun(files);
  forge(files);
  const legible = readLegibleRun(files);
  assert.ok(legible !== null && "ok" in whole);
  const { outcome } = legible;
  assert.deepEqual(legible.problems, [{ file: "predictions.csv", message }]);
  assert.deepEqual(outcome.losses, whole.ok!.outcome.losses);
  assert.equal(outcome.finalLoss, whole.ok!.outcome.finalLoss);
  assert.equal(outcome.predictions[0].outputs, null);
  assert.deepEqual(outcome.predictions[1], whole.ok!.outcome.predictions[1]);
});

Deno.test("a run whose config and model can be read is legible but for what is damaged, unless its losses say where it ended", () => {
  const files = storedFiles(PEOPLE);
  for (const name of ["loss.csv", "predictions.csv"]) putText(files, name, "");
  const { outcome, problems } = readLegibleRun(files)!;
  assert.deepEqual(problems.map(({ file }) => file), ["loss.csv", "predictions.csv"]);
  assert.deepEqual(outcome.losses, []);
  assert.ok(outcome.predictions.every(({ outputs }) => outputs === null));
  const stopped = storedFiles(PEOPLE, ["patience=2"]);
  assert.notEqual(readLegibleRun(stopped), null);
  putText(stopped, "loss.csv", "");
  assert.equal(readLegibleRun(stopped), null);
  for (const name of ["model.json", "config.json"]) {
    putText(files, name, "");
    assert.equal(readLegibleRun(files), null);
  }
  assert.equal(readLegibleRun(storedSweepFiles(PEOPLE, ["seed=1..2"])), null);
});

Deno.test("a folder of another numerics version is named as such", () => {
  const files = storedFiles(PEOPLE);
  for (const name of ["config.json", "manifest.json"]) {
    putText(files, name, textIn(files, name).replace('"numerics": 1', '"numerics": 2'));
  }
  const read = readStoredRun(files);
  assert.ok("problems" in read);
  assert.match(read.problems[0].message, /numerics 2/);
});

Deno.test("a config with the rows of a large CSV file in it is read, beyond the size of an experiment file", () => {
  const files = storedFiles(PEOPLE);
  putText(files, "config.json", textIn(files, "config.json") + "\n".repeat(LIMITS.fileBytes));
  assert.ok("ok" in readConfig(files));
  putText(files, "config.json", textIn(files, "config.json") + "\n".repeat(LIMITS.configBytes));
  assert.ok("problems" in readConfig(files));
});
