// What a terminal shows after a run: the log as it is, a chart, bars, all within its columns.

import assert from "node:assert/strict";
import { parseExperiment } from "../../../src/experiment/reading/parse_experiment.ts";
import type { Outcome } from "../../../src/run/outcome.ts";
import { runExperiment } from "../../../src/run/run_experiment.ts";
import { unpainted } from "../../../src/text/terminal_style.ts";
import { cellCount } from "../../../src/text/width.ts";
import { finishedRunText } from "../../../src/report/run/finished_run_text.ts";
import { logText } from "../../../src/results/run_files.ts";
import { genderText } from "../report_cases.ts";

function linesOf(overrides: string[], columns: number): { outcome: Outcome; lines: readonly string[] } {
  const outcome = runExperiment(parseExperiment(genderText, { overrides }));
  const text = finishedRunText(outcome, logText(outcome), { columns, paintChart: unpainted });
  assert.ok(text.endsWith("\n"));
  return { outcome, lines: text.split("\n").slice(0, -1) };
}

Deno.test("a short log comes first and whole, each answer with a bar after it", () => {
  const { outcome, lines } = linesOf(["log_every=50"], 80);
  const log = logText(outcome).trimEnd().split("\n");
  assert.deepEqual(lines.slice(0, 20), log.slice(0, 20));
  const emily = lines.findLast((line) => line.startsWith("Emily"))!;
  assert.ok(/^Emily: 0\.949 - F {2}█+▊·$/.test(emily), emily);
  assert.deepEqual(lines.slice(-2), [
    "",
    "training rows: 4 of 4 rows right; loss fell from 0.238 to 0.00238, still falling",
  ]);
  assert.ok(lines.includes("loss, logarithmic scale"));
});

for (const columns of [20, 40, 60, 80, 200]) {
  Deno.test(`no line is wider than a terminal of ${columns} columns`, () => {
    for (const line of linesOf(["epochs=300"], columns).lines) {
      // The log's own lines are never cut.
      if (/^(Epoch|Emily|Frank|…)[^█·]*$/.test(line)) continue;
      assert.ok(cellCount(line) <= columns, line);
    }
  });
}

Deno.test("a long log shows its ends and says where the rest is, and all fits on a screen", () => {
  for (const [every, more] of [[1, 990], [10, 90]]) {
    const { lines } = linesOf([`log_every=${every}`], 80);
    assert.ok(lines.includes(`… ${more} more lines in log.txt`), lines.join("\n"));
    assert.equal(lines[0], "Epoch 0 loss: 0.238");
    assert.ok(lines.includes(`Epoch ${1000 - every} loss: 0.002`));
    assert.ok(lines.length < 30);
  }
});

Deno.test("a run that diverged has no bars", () => {
  const { lines } = linesOf(["weight.scale=1e-300", "learning_rate=1e300"], 80);
  assert.ok(lines.some((line) => line.startsWith("Emily")));
});
