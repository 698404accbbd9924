// What a sweep's report says was asked for, where trials differ in what it counts.

import assert from "node:assert/strict";
import { parseExperiment } from "../../../src/experiment/reading/parse_experiment.ts";
import { askedWords } from "../../../src/report/run/asked.ts";
import { planOf } from "../../../src/sweep/plan.ts";
import { HELD_OUT_WORDS } from "../../many_outputs.ts";

function words(...overrides: string[]): string {
  const experiment = parseExperiment(HELD_OUT_WORDS, { overrides });
  return askedWords(experiment, experiment.sweep === null ? [] : planOf(experiment).keys);
}

Deno.test("inputs of words that learned rows have are counted for a run, and not for folds of their own", () => {
  assert.match(
    words(),
    /^A network of 3 inputs, 2 hidden .* its 14 starting parameters are drawn from seed 3\./,
  );
  assert.match(words(), /from color and size in /);
  assert.match(words("fold=1"), /^A network of 4 inputs, .* its 16 starting parameters/);
  assert.match(words("seed=1..3"), /^A network of 3 inputs, /);
  const ofFolds = words("fold=0..2");
  assert.match(
    ofFolds,
    /^A network of inputs that depend on the words of each trial's rows, 2 hidden neurons/,
  );
  assert.match(
    ofFolds,
    /; its starting parameters are drawn from seed 3\. It learns ripe .* from color and size in /,
  );
});
