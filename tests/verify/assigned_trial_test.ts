// Tests src/verify/assigned_trial.ts: each trial of a sweep is as assigned, and what is none is told by the key.
import assert from "node:assert/strict";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { experimentId } from "../../src/experiment/experiment_id.ts";
import { variantOf } from "../../src/experiment/reading/variant.ts";
import { planOf, settingsAt } from "../../src/sweep/plan.ts";
import { assignedTo } from "../../src/verify/assigned_trial.ts";
import { differencesFrom } from "../../src/verify/assignment.ts";
import { differencesText } from "../../src/verify/assignment_difference.ts";
import { PEOPLE } from "../results/stored_examples.ts";

const NUMBERS = `
name: numbers
dataset:
  features: [{ name: x }]
  target: { name: y }
  rows: [{ x: 1, y: 2 }, { x: 2, y: 3 }, { x: 3, y: 5 }, { x: 4, y: 7 }]
training: { epochs: 3 }
`;

/** Sweeps whose keys are decided by each other, move together, or are left out of a config. */
const SWEEPS: readonly (readonly [text: string, overrides: readonly string[]])[] = [
  [PEOPLE, ["seed=1..24"]],
  [PEOPLE, ["seed=3,1,2", "hidden=[2],[3]", "Emily.weight=120,128", "weight.shift=mean,135"]],
  [PEOPLE, ["momentum=0.5,0.9", "optimizer=sgd,adam", "seed=1..2"]],
  [PEOPLE, ["optimizer=sgd,adam", "beta1=0.8,0.9"]],
  [`${PEOPLE}sweep: { zip: { seed: 1..3, epochs: [10, 20, 10] }, learning_rate: [0.1, 0.5] }\n`, []],
  [NUMBERS, ["target.shift=5.0,0.0", "target.scale=1.0,2.0", "output=identity"]],
  [
    NUMBERS.replace(/target: .*/, "$&\n  validation: { folds: 2, fold: 0, seed: 3 }"),
    ["fold=0,1", "validation.seed=1..3"],
  ],
];

Deno.test("every trial of a sweep is as assigned, as its file and as the trial that the sweep trains", () => {
  for (const [text, overrides] of SWEEPS) {
    const assigned = parseExperiment(text, { overrides });
    const plan = planOf(assigned);
    for (let trial = 0; trial < plan.trialCount; trial++) {
      const found = variantOf(assigned, settingsAt(plan, trial));
      const held = assignedTo(assigned, found);
      assert.equal(experimentId(held), experimentId(found), `${overrides} ${trial}`);
      assert.equal(differencesText(differencesFrom(held, found)), "", `${overrides} ${trial}`);
    }
  }
});

Deno.test("keys that move together are as assigned together alone", () => {
  const assigned = parseExperiment(`${PEOPLE}sweep: { zip: { seed: [1, 2], epochs: [10, 20] } }\n`);
  const told = (overrides: readonly string[]): string => {
    const found = parseExperiment(PEOPLE, { overrides });
    return differencesText(differencesFrom(assignedTo(assigned, found), found));
  };
  assert.equal(told(["seed=2", "epochs=20"]), "");
  assert.equal(told(["seed=2", "epochs=10"]), "seed 1,2 → 2, epochs 10,20 → 10");
});

Deno.test("what is among the values of no trial is told with all that it may be", () => {
  const assigned = parseExperiment(PEOPLE, { overrides: ["seed=1..1000000", "patience=1,2"] });
  const told = (overrides: readonly string[]): string => {
    const found = parseExperiment(PEOPLE, { overrides });
    return differencesText(differencesFrom(assignedTo(assigned, found), found));
  };
  assert.equal(told(["seed=1000000", "patience=2"]), "");
  assert.equal(told(["seed=1000001", "patience=2"]), "seed 1..1000000 → 1000001");
  assert.equal(told(["seed=0", "patience=3"]), "seed 1..1000000 → 0, patience 1,2 → 3");
  assert.equal(told(["seed=5"]), "patience 1,2 → nothing");
});
