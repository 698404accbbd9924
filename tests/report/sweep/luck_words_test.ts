// Whose luck it was, in words: beside a share stands what no effect at all would have.

import assert from "node:assert/strict";
import { parseExperiment } from "../../../src/experiment/reading/parse_experiment.ts";
import { sweepText } from "../../../src/report/sweep/sweep_text.ts";
import { judgedCountOf, noEffectWords } from "../../../src/report/sweep/luck_words.ts";
import { shareWithoutEffect } from "../../../src/sweep/luck.ts";
import { summaryOf } from "../../../src/sweep/summary.ts";
import { sweepExperiment } from "../../../src/sweep/sweep_outcome.ts";
import { HELD_OUT } from "../../many_outputs.ts";

Deno.test("a share of chance is what seeds have of a figure that is drawn at random", () => {
  // 40 seeds of 5 trials each, of a figure that knows nothing of its seed.
  let state = 7;
  const random = (): number => (state = state * 48271 % 2147483647) / 2147483647;
  const shares = Array.from({ length: 200 }, () => {
    const seeds = Array.from({ length: 40 }, () => Array.from({ length: 5 }, random));
    const mean = seeds.flat().reduce((sum, value) => sum + value, 0) / 200;
    const squares = (values: readonly number[]): number =>
      values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
    const means = seeds.map((values) => values.reduce((sum, value) => sum + value, 0) / 5);
    return 5 * squares(means) / squares(seeds.flat());
  });
  const found = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  assert.ok(Math.abs(found - shareWithoutEffect(40, 200)) < 0.01, `${found}`);
});

Deno.test("each kind of chance that is swept is named with its share of no effect", () => {
  const yaml = HELD_OUT.replace(/validation: \{[^}]*\}/, "validation: { folds: 3, seed: 0 }");
  const experiment = parseExperiment(yaml, { overrides: ["fold=0..2", "seed=1..4", "epochs=2"] });
  const summary = summaryOf(sweepExperiment(experiment));
  const { judged, luck } = summary;
  assert.equal(judgedCountOf(judged), 12);
  assert.equal(noEffectWords(experiment, luck, 12), "start 27.3%, split 18.2%");
  const text = sweepText(experiment, summary, {
    columns: 80,
    emphasize: (_style, text) => text,
    at: new Map(),
  });
  assert.match(text, /with no effect at all, expect about:\nstart 27\.3%, split 18\.2%\n/);
});
