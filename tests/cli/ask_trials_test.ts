// `ask` of a sweep: what is refused before any of its trials is trained again.
import assert from "node:assert/strict";
import { checkSize } from "../../src/cli/ask_trials.ts";
import { UsageError } from "../../src/cli/command.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { planOf } from "../../src/sweep/plan.ts";

/** A sweep that holds half of ten rows out. */
function planWith(columnCount: number, seedCount: number): ReturnType<typeof planOf> {
  const names = [...Array(columnCount).keys()].map((index) => `c${index}`);
  return planOf(parseExperiment(`
name: wide
dataset:
  features: [${names.map((name) => `{ name: ${name} }`).join(", ")}]
  target: { name: y }
  rows:
${
    [...Array(10).keys()].map((row) => `    - { ${names.map((name) => `${name}: 0`).join(", ")}, y: ${row} }`)
      .join("\n")
  }
  validation: { fraction: 0.5 }
training: { epochs: 1 }
sweep: { init.seed: 1..${seedCount} }
`));
}

Deno.test("a table of answers that no text holds is refused before anything is trained, by its rows or its cells", () => {
  checkSize(planWith(1, 200_000));
  assert.throws(
    () => checkSize(planWith(1, 200_001)),
    (error) =>
      error instanceof UsageError &&
      error.message === "ask answers at most 1,000,000 rows: found about 1,000,005, in 200,001 trials",
  );
  checkSize(planWith(96, 40_000));
  assert.throws(
    () => checkSize(planWith(96, 40_001)),
    (error) =>
      error instanceof UsageError &&
      error.message === "ask answers at most 2×10⁷ cells: found about 2.00005×10⁷, in 40,001 trials",
  );
});
