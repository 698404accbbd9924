// What a chart of a sweep's losses says to who cannot see it.

import assert from "node:assert/strict";
import { parseExperiment } from "../../../src/experiment/reading/parse_experiment.ts";
import { lossBlocks } from "../../../src/report/run/losses.ts";
import { sweepLossBlocks } from "../../../src/report/sweep/sweep_losses.ts";
import { runExperiment } from "../../../src/run/run_experiment.ts";
import { LARGEST_BAND_LOSS } from "../../../src/sweep/loss_bands.ts";
import { summaryOf } from "../../../src/sweep/summary.ts";
import { sweepExperiment } from "../../../src/sweep/sweep_outcome.ts";
import { genderText } from "../report_cases.ts";

Deno.test("the charts say whether the median falls, rises or stays", () => {
  const experiment = parseExperiment(genderText, { overrides: ["seed=1..3", "training.epochs=20"] });
  const summary = summaryOf(sweepExperiment(experiment));
  const said = (first: number, last: number): string => {
    const [start, end] = [summary.bands[0], summary.bands.at(-1)!];
    const bands = [{ ...start, median: first }, { ...end, median: last }];
    const [block] = sweepLossBlocks(experiment, { ...summary, bands });
    assert.ok(block.kind === "figures");
    return /<desc[^>]*>(.*?)<\/desc>/.exec(block.figures[0].draw({ id: "losses" }))![1];
  };
  assert.equal(said(0.25, 0.125), "The median falls from 0.25 at epoch 0 to 0.125 at epoch 10");
  assert.equal(said(0.125, 0.25), "The median rises from 0.125 at epoch 0 to 0.25 at epoch 10");
  assert.equal(said(0.125, 0.12500001), "The median stays at 0.125 from epoch 0 to epoch 10");
  // As reports that are stored already say it.
  assert.equal(said(0.12500001, 0.125), "The median falls from 0.125 at epoch 0 to 0.125 at epoch 10");
});

Deno.test("bands say where they are cut off, and where a quantile of few trials is the lower of two", () => {
  const experiment = parseExperiment(genderText, { overrides: ["seed=1..2", "training.epochs=20"] });
  const summary = summaryOf(sweepExperiment(experiment));
  const [start, end] = [summary.bands[0], summary.bands.at(-1)!];
  const told = (count: number, last: number) => {
    const bands = [{ ...start, count }, { ...end, count, median: last, p95: last }];
    const [block, note] = sweepLossBlocks(experiment, { ...summary, bands });
    assert.ok(block.kind === "figures");
    const [, description] = /<desc[^>]*>(.*?)<\/desc>/.exec(block.figures[0].draw({ id: "losses" }))!;
    return [description.split(" to ")[1], note.kind === "paragraph" ? note.words.join("") : null];
  };
  assert.deepEqual(told(1000, 0.5), ["0.5 at epoch 10", null]);
  assert.deepEqual(told(2, 0.5), [
    "0.5 at epoch 10",
    "Where a quantile falls between two trials, the lower of them is drawn.",
  ]);
  assert.deepEqual(told(1000, LARGEST_BAND_LOSS), [
    "&gt;4.29×10⁹ at epoch 10",
    "Losses above 4.29×10⁹ are drawn as that number.",
  ]);
});

Deno.test("in characters, where there is one chart alone, its caption refers to no other", () => {
  const experiment = parseExperiment(genderText, { overrides: ["seed=1..3", "training.epochs=20"] });
  const summary = summaryOf(sweepExperiment(experiment));
  const [block] = sweepLossBlocks(experiment, summary);
  const run = lossBlocks(runExperiment(parseExperiment(genderText)));
  const figures = [block, ...run].flatMap((block) => block.kind === "figures" ? block.figures : []);
  const written = figures.filter(({ lines }) => lines !== null);
  assert.equal(written.length, 2);
  for (const { linesCaption } of written) assert.match(linesCaption!.join(""), /^The loss after each /);
});
