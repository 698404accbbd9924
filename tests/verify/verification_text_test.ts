// A verification fits the width of the terminal and gives the place of each difference.
import assert from "node:assert/strict";
import { cellCount } from "../../src/text/width.ts";
import { verificationText } from "../../src/verify/verification_text.ts";
import { verify } from "../../src/verify/verify.ts";
import { changeText, PEOPLE, storedSweepFiles } from "../results/stored_examples.ts";

Deno.test("no line is wider than the terminal, and no value is broken", () => {
  const files = storedSweepFiles(PEOPLE, ["seed=1..60", "learning_rate=0.1,0.5"]);
  changeText(files, "trials.csv", /^(30,0\.5,completed,0\.\d)\d{3}/m, "$1777");
  changeText(files, "summary.json", /("Emily": \{\s*"output"[^]*?"p50": 0\.\d)\d{3}/, "$1777");
  const verification = verify(files);
  for (const columns of [60, 72, 80, 120]) {
    const emphasize = (_style: string, text: string): string => text;
    const text = verificationText("results/people/sweep-00000000", verification, {
      columns,
      emphasize,
    });
    for (const line of text.split("\n")) assert.ok(cellCount(line) <= columns, `${columns}: ${line}`);
    const words = text.replace(/\s+/g, " ");
    assert.match(
      words,
      /line 61, trial 60 \(seed=30 learning_rate=0\.5\), final_loss: 0\.\d777\d* should be 0\.\d+,/,
    );
    assert.match(words, /queries\.Emily\.output\.quantiles\.p50: 0\.\d777\d* should be 0\.\d+,/);
  }
});
