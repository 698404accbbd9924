// What the trials of a sweep answer to the rows that they hold out: to the bit what each of them run alone answers.
import assert from "node:assert/strict";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { variantOf } from "../../src/experiment/reading/variant.ts";
import { answersOfPart } from "../../src/results/held_out_answers.ts";
import { answersOf } from "../../src/run/row_answers.ts";
import { runExperiment } from "../../src/run/run_experiment.ts";
import { HeldOutRows } from "../../src/sweep/held_out_rows.ts";
import { PartRequests } from "../../src/sweep/part_requests.ts";
import { PartTrainer } from "../../src/sweep/part_trainer.ts";
import { planOf, settingsAt } from "../../src/sweep/plan.ts";

/** Seven rows in folds of two or one, one of them without an `x`, which each fold fills otherwise. */
const UNEVEN = `name: uneven
dataset:
  features: [{ name: x, shift: mean, scale: std, missing: mean }, { name: kind, categories: all }]
  targets: [{ name: t, shift: mean, scale: std }, { name: u }]
  rows:
    - [x, kind, t, u]
    - [1, red, 1, 0.5]
    - [2, blue, 2, 0.1]
    - ["", red, 3, 0.7]
    - [4, green, 4, 0.2]
    - [6, red, 6, 0.9]
    - [7, green, 7, 0.4]
    - [9, blue, 9, 0.3]
  validation: { folds: 4 }
training: { epochs: 20, optimizer: adam }
`;

/** Three classes, held out in shares of two sizes, with trials of which some diverge. */
const CLASSES = `name: classes
dataset:
  features: [{ name: x }]
  target: { name: kind, classes: [a, b, c] }
  rows: [[x, kind], [0, a], [1, a], [2, b], [3, b], [4, c], [5, c], [6, c]]
  validation: { fraction: 0.3 }
training: { epochs: 20 }
`;

for (
  const [name, text, overrides] of [
    ["folds of numbers, some with a row more than others", UNEVEN, ["folds=3,4", "fold=0..2", "seed=1..3"]],
    ["classes by share, seed and rate", CLASSES, [
      "fraction=0.3,0.5",
      "validation.seed=1..3",
      "learning_rate=0.1,1e308",
    ]],
  ] as const
) {
  for (const engine of ["plain", "wasm"] as const) {
    Deno.test(`${name}: each trial answers the rows that it holds out as it does alone (${engine})`, () => {
      const plan = planOf(parseExperiment(text, { overrides }));
      const heldOut = new HeldOutRows(plan);
      const requests = new PartRequests(plan, heldOut.asQueries());
      const trainer = new PartTrainer(engine);
      const answers = Array.from(
        { length: plan.partCount },
        (_, part) => answersOfPart(heldOut, trainer.train(requests.trials(part))),
      ).flat();
      const alone = Array.from({ length: plan.trialCount }, (_, trial) => {
        const outcome = runExperiment(variantOf(plan.experiment, settingsAt(plan, trial)));
        const { rows } = outcome.experiment.dataset.validation!;
        return { rows, answers: answersOf(outcome)?.validation ?? null };
      });
      assert.ok(
        new Set(alone.map(({ rows }) => rows.length)).size > 1,
        "some hold out more rows than others",
      );
      assert.deepEqual(
        answers,
        alone.map(({ rows, answers }) => {
          if (answers === null) return { rows, answers };
          const { loss: _, ...others } = answers;
          return { rows, answers: others };
        }),
      );
    });
  }
}
