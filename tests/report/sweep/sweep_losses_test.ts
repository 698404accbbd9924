// What a chart of a sweep's losses says to who cannot see it.

import assert from "node:assert/strict";
import { parseExperiment } from "../../../src/experiment/reading/parse_experiment.ts";
import { sweepLossBlocks } from "../../../src/report/sweep/sweep_losses.ts";
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
