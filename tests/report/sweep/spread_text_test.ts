// Histograms, quantiles, and in words where a figure lies.
import assert from "node:assert/strict";
import { atText, histogramLines, quantileLines } from "../../../src/report/sweep/spread_text.ts";
import { type Distribution, distributionOf } from "../../../src/sweep/distribution.ts";

const spread = (...values: number[]): Distribution => distributionOf(Float64Array.from(values))!;
const plain = { columns: 80, emphasize: (_style: string, text: string): string => text };

Deno.test("one odd trial does not squeeze the others into one bar", () => {
  const [line] = histogramLines(
    spread(-1000, ...Array.from({ length: 999 }, (_, index) => index / 998)),
    plain,
  );
  assert.ok(!line.includes(" ▁ "), line);
  assert.ok((line.match(/█/g) ?? []).length > 20, line);
});

Deno.test("numbers that are all the same have no histogram", () => {
  assert.deepEqual(histogramLines(spread(0.5, 0.5, 0.5), plain), ["  nearly all are 0.5"]);
});

Deno.test("a figure's mark is below its bar, and points outwards where it lies outside", () => {
  const evenly = spread(...Array.from({ length: 101 }, (_, index) => index));
  const markLine = (mark: number): string => histogramLines(evenly, { ...plain, columns: 30, mark })[1];
  assert.equal(markLine(50).trimEnd().length - 1, 2 + 1 + 1 + 11);
  assert.match(markLine(0), /^ +◀$/);
  assert.match(markLine(100), /^ +▶$/);
});

Deno.test("where a figure lies is said in words", () => {
  const answers = spread(0.1, 0.2, 0.3, 0.4);
  assert.equal(atText(answers, 0.2), "0.2 is at the 50th percentile: 50.0% of the answers are no higher");
  assert.equal(atText(answers, 0.05), "0.05 is below all answers");
  assert.equal(atText(answers, 0.5), "0.5 is above all answers");
  assert.equal(atText(answers, 0.4), "0.4 is at the 100th percentile: 100% of the answers are no higher");
  const hundred = spread(...Array.from({ length: 100 }, (_, index) => index));
  const ordinals = [0, 1, 2, 10, 11, 12, 20, 21, 22].map((figure) =>
    / (\d+\w+) /.exec(atText(hundred, figure))![1]
  );
  assert.deepEqual(ordinals, ["1st", "2nd", "3rd", "11th", "12th", "13th", "21st", "22nd", "23rd"]);
});

Deno.test("quantiles wrap into lines of about equal length", () => {
  const lines = quantileLines(spread(0.1, 0.2, 0.3), "answers", { ...plain, columns: 60 });
  assert.equal(lines.length, 4);
  assert.deepEqual(lines[0].trim().split(/ +/), ["min", "1%", "5%", "25%", "median"]);
  assert.deepEqual(lines[2].trim().split(/ +/), ["75%", "95%", "99%", "max"]);
});
