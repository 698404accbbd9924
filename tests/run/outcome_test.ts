// Runs at the end of what numbers can hold, and runs that stop within an epoch.
import assert from "node:assert/strict";
import type { Experiment } from "../../src/experiment/experiment.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { runText } from "../../src/report/run/run_text.ts";
import { resultFiles } from "../../src/results/result_files.ts";
import type { RunStanding } from "../../src/run/outcome.ts";
import { runExperiment } from "../../src/run/run_experiment.ts";
import { Session } from "../../src/run/session.ts";
import { sweepExperiment } from "../../src/sweep/sweep_outcome.ts";
import { unpainted } from "../../src/text/terminal_style.ts";
import { PEOPLE } from "../results/stored_examples.ts";

Deno.test("a run with an infinite weight has diverged, also where its loss is a number", () => {
  const outcome = runExperiment(parseExperiment(`
name: infinite
dataset:
  features: [{ name: x }]
  target: { name: t, classes: { a: 0, b: 1 } }
  rows: [{ x: 3, t: a }, { x: 5, t: b }]
network: { hidden: [] }
init: { seed: 1 }
training: { epochs: 1, learning_rate: 1e308, optimizer: adam }
queries: [{ x: 4 }]
`));
  assert.equal(outcome.losses[0].loss, 0.5);
  assert.deepEqual([outcome.status, outcome.divergedAtEpoch, outcome.parameters], ["diverged", null, null]);
  assert.equal(outcome.predictions[0].outputs, null);
  const log = String(resultFiles(outcome).get("log.txt"));
  assert.match(log, /^Epoch 0 loss: 0\.500\nFinal parameters: not finite, the run diverged\n/);
  const text = runText(outcome, { columns: 80, emphasize: (_style, text) => text, paintChart: unpainted });
  assert.match(text, /diverged: the final parameters were not finite\n/);
  const page = String(resultFiles(outcome).get("report.html"));
  assert.match(page, /diverged after the last epoch.* of 1: parameters were no longer finite numbers/);
  assert.doesNotMatch(page, /the loss was no longer|stopped being a number/);
});

Deno.test("classes along a feature that spans all numbers are drawn as far as there is a curve", () => {
  const outcome = runExperiment(parseExperiment(`
name: wide
dataset:
  features: [{ name: x }]
  target: { name: t, classes: [a, b, c] }
  rows: [{ x: -1e308, t: a }, { x: 1e308, t: b }]
network: { hidden: [2], activation: tanh }
training: { epochs: 1 }
`));
  assert.ok(String(resultFiles(outcome).get("report.html")).includes("</html>"));
});

Deno.test("no two columns of a table have one name", () => {
  const header = (...overrides: string[]): string => {
    const text = `
name: twice
dataset:
  features: [{ name: output }, { name: label }]
  target: { name: t, classes: { a: 0, b: 1 } }
  rows: [{ output: 3, label: 1, t: a }, { output: 5, label: 2, t: b }]
training: { epochs: 1 }
`;
    const files = resultFiles(runExperiment(parseExperiment(text, { overrides })));
    return String(files.get("predictions.csv")).split("\n")[0];
  };
  assert.equal(header(), "name,output,label,output.2,label.2");
  assert.equal(header("optimizer=adam"), "name,output,label,output.2,label.2");
});

Deno.test("a run goes on from within an epoch, and within a batch, with the same bytes", () => {
  const rows = Array.from({ length: 900 }, (_, row) => `{ x: ${row % 7}, y: ${row % 11} }`).join(", ");
  for (const training of ["{ batch_size: 1 }", "{ optimizer: adam, batch_size: 400, shuffle: true }"]) {
    const experiment = parseExperiment(`
name: long_epochs
dataset: { features: [{ name: x, shift: 3 }], target: { name: y, shift: mean, scale: std }, rows: [${rows}] }
network: { hidden: [400, 400], activation: tanh }
training: ${training.replace("{", "{ epochs: 2, log_every: 1, learning_rate: 0.001,")}
queries: [{ x: 4 }]
`);
    const standings: RunStanding[] = [];
    const straight = resultFiles(
      runExperiment(experiment, { onProgress: (_, standing) => standings.push(standing()) }),
    );
    const within = standings.filter(({ rowsDone }) => rowsDone % 900 !== 0);
    assert.ok(within.length >= 2 && within.some(({ rowsDone }) => rowsDone % 900 % 400 !== 0), training);
    for (const standing of standings) {
      assert.deepEqual(resultFiles(runExperiment(experiment, { standing })), straight);
    }
  }
});

Deno.test("what is no experiment is refused in words, and so are losses that its run had not logged", () => {
  for (const wrong of [PEOPLE, {}, undefined, runExperiment(parseExperiment(PEOPLE))]) {
    const given = wrong as unknown as Experiment;
    assert.throws(
      () => runExperiment(given),
      /^TypeError: an experiment must be as parseExperiment gives it/,
    );
    assert.throws(() => sweepExperiment(given), /^TypeError: an experiment must be/);
    assert.throws(() => new Session(given), /^TypeError: an experiment must be/);
  }
  const experiment = parseExperiment(PEOPLE);
  let standing: RunStanding | null = null;
  runExperiment(experiment, { onProgress: (_, there) => standing = there() });
  for (const losses of [[], [{ epoch: 5, loss: 1 }], [{ epoch: 0, loss: NaN }]]) {
    assert.throws(() => runExperiment(experiment, { standing: { ...standing!, losses } }), RangeError);
  }
});
