// Damage to trials.csv is reported with its line, and a plan of millions takes no memory where the file is short.
import assert from "node:assert/strict";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { planOf } from "../../src/sweep/plan.ts";
import { trialRows } from "../sweep/trial_rows.ts";
import { readTrials } from "./read_trials.ts";
import { PEOPLE, storedSweepFiles } from "./stored_examples.ts";

const OVERRIDES = ["seed=1..40"];
const PLAN = planOf(parseExperiment(PEOPLE, { overrides: OVERRIDES }));
const BYTES = storedSweepFiles(PEOPLE, OVERRIDES).get("trials.csv")!;
const LINES = new TextDecoder().decode(BYTES).trimEnd().split("\n");

function messageOf(text: string | Uint8Array): string {
  const read = readTrials(PLAN, typeof text === "string" ? new TextEncoder().encode(text) : text);
  return "problems" in read ? read.problems[0].message : "whole";
}

Deno.test("what is wrong is reported with its line", () => {
  const joined = (lines: readonly string[]): string => lines.join("\n") + "\n";
  const cases: readonly [string | Uint8Array, RegExp][] = [
    [BYTES, /^whole$/],
    [joined(["x", ...LINES.slice(1)]), /^line 1 must be init\.seed,status,final_loss,/],
    [joined(LINES.slice(0, 20)), /^there must be 40 trials: the file /],
    [joined(LINES.slice(0, 40)), /^there must be 40 trials: the file ends after 39$/],
    [joined(LINES).slice(0, -1), /^there must be 40 trials: the file ends after 39$/],
    [joined([...LINES, LINES[1]]), /^there are lines after trial 40$/],
    [joined(LINES.with(3, "3,completed,0.1")), /^line 4 must have 10 cells: found 3$/],
    [
      joined(LINES.with(3, LINES[3].replace(/0\.\d+/, "0x10"))),
      /^line 4 must have a number as final_loss: found 0x10$/,
    ],
    [
      joined(LINES.with(3, LINES[3].replace(/0\.\d+/, "1e999"))),
      /^line 4 must have a number as final_loss: found 1e999$/,
    ],
    [BYTES.with(BYTES.length - 5, 0xff), /^the file is not UTF-8 text$/],
    ["", /^line 1 must be /],
  ];
  for (const [text, message] of cases) assert.match(messageOf(text), message);
});

Deno.test("a plan of ten million trials with a short file is refused before memory is taken for it", () => {
  const plan = planOf(parseExperiment(PEOPLE, { overrides: ["seed=1..10000000"] }));
  const read = readTrials(plan, BYTES);
  assert.ok("problems" in read);
  assert.equal(read.problems[0].message, "there must be 10000000 trials: the file ends after 40");
});

Deno.test("a file of many blocks is read whole", () => {
  // Trials of an untrained network: 60,000 lines of some 100 bytes are more than one block.
  const overrides = ["seed=1..60000", "epochs=0"];
  const files = storedSweepFiles(PEOPLE, overrides);
  const bytes = files.get("trials.csv")!;
  assert.ok(bytes.length > 4 * 1024 * 1024);
  const plan = planOf(parseExperiment(PEOPLE, { overrides }));
  const read = readTrials(plan, bytes);
  assert.ok("ok" in read);
  const rows = trialRows({ plan, figures: read.ok });
  assert.equal(rows.length, 60_000 * 6);
  assert.ok(!rows.subarray(59_999 * 6 + 4).includes(NaN));
});
