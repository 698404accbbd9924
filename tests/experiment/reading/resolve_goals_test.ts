// Goals as an experiment has them: in order, in the config only where they are not the default, and of a sweep alone.

import assert from "node:assert/strict";
import { canonicalText, configOf, formatOf } from "../../../src/experiment/config.ts";
import type { Experiment } from "../../../src/experiment/experiment.ts";
import { DEFAULT_GOALS } from "../../../src/experiment/goals.ts";
import { parseExperiment } from "../../../src/experiment/reading/parse_experiment.ts";
import { variantOf } from "../../../src/experiment/reading/variant.ts";
import { settingListOf } from "../../../src/experiment/setting_list.ts";
import { HELD_OUT } from "../../many_outputs.ts";
import { PEOPLE } from "../../sweep/sweep_cases.ts";

function people(goals: string, ...overrides: string[]): Experiment {
  return parseExperiment(PEOPLE + goals, { overrides: ["seed=1..3", ...overrides] });
}

Deno.test("goals that say what every sweep has leave config, format and id as they were", () => {
  const plain = people("");
  for (const goals of ["goals: {}\n", "goals: { all_rows_right: false, loss_thresholds: [0.01, 0.1] }\n"]) {
    assert.equal(canonicalText(people(goals)), canonicalText(plain));
  }
  assert.equal(formatOf(plain), 1);
  assert.ok(!("goals" in configOf(plain)));
});

Deno.test("a goal of its own is in the config alone, makes format 2, and is read from the config again", () => {
  const rowsRight = people("", "all_rows_right=true");
  assert.deepEqual(configOf(rowsRight).goals, { all_rows_right: true });
  assert.equal(formatOf(rowsRight), 2);
  const thresholds = people("goals: { loss_thresholds: [0.001, 0.5] }\n");
  assert.deepEqual(configOf(thresholds).goals, { loss_thresholds: [0.5, 0.001] });
  for (const experiment of [rowsRight, thresholds]) {
    const again = parseExperiment(JSON.stringify(configOf(experiment)));
    assert.equal(canonicalText(again), canonicalText(experiment));
  }
});

Deno.test("macro F1 is asked for where rows are held out, in the config alone, and refused where there is nothing to judge", () => {
  const asked = parseExperiment(HELD_OUT, { overrides: ["seed=1..3", "macro_f1=true"] });
  assert.deepEqual(configOf(asked).goals, { macro_f1: true });
  const again = parseExperiment(JSON.stringify(configOf(asked)));
  assert.equal(canonicalText(again), canonicalText(asked));
  assert.equal(settingListOf(asked).get("goals.macro_f1"), true);
  const refused = (text: string, message: RegExp): void =>
    assert.throws(() => parseExperiment(text, { overrides: ["seed=1..3", "macro_f1=true"] }), message);
  refused(
    PEOPLE,
    /goals\.macro_f1 needs rows that are held out: found none\n.*add validation: \{ fraction: 0\.2 \}/,
  );
  // A single run has no goals, so that the file of a sweep is tried with nothing held out, too.
  assert.deepEqual(parseExperiment(PEOPLE, { overrides: ["macro_f1=true"] }).goals, DEFAULT_GOALS);
  refused(
    "name: n\ndataset: { features: [{ name: x }], target: { name: y }, rows: [{ x: 1, y: 2 }, { x: 2, y: 3 }], " +
      "validation: { fraction: 0.5 } }",
    /goals\.macro_f1 needs a target with classes: found none/,
  );
});

Deno.test("thresholds fall in whatever order they are written, and one may stand alone", () => {
  assert.deepEqual(people("", "loss_thresholds=[0.01,0.5,0.1]").goals.lossThresholds, [0.5, 0.1, 0.01]);
  assert.deepEqual(people("", "loss_thresholds=0.2").goals.lossThresholds, [0.2]);
  assert.deepEqual(people("", "loss_thresholds=[]").goals.lossThresholds, []);
  const [one, other] = ["[0.2,0.3]", "[0.3,0.2]"].map((list) => people("", `loss_thresholds=${list}`));
  assert.equal(canonicalText(one), canonicalText(other));
});

Deno.test("a single run has no goals, and so is the trial of the sweep that has some", () => {
  const goals = "goals: { all_rows_right: true, loss_thresholds: 0.2 }\n";
  const alone = parseExperiment(PEOPLE + goals, { overrides: ["seed=2"] });
  assert.deepEqual(alone.goals, DEFAULT_GOALS);
  assert.equal(formatOf(alone), 1);
  assert.equal(canonicalText(alone), canonicalText(variantOf(people(goals), { "init.seed": 2 })));
});

Deno.test("a comparison sees goals that a config does not say", () => {
  const key = "goals.all_rows_right";
  assert.equal(settingListOf(people("")).get(key), false);
  assert.equal(settingListOf(people("", "all_rows_right=true")).get(key), true);
  assert.equal(settingListOf(parseExperiment(PEOPLE)).get(key), undefined);
});
