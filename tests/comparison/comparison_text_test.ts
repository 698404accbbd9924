// Comparisons and runs as a terminal shows them.
import assert from "node:assert/strict";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { compareOutcomes, type Comparison } from "../../src/comparison/comparison.ts";
import { runExperiment } from "../../src/run/run_experiment.ts";
import { cellCount } from "../../src/text/width.ts";
import { unpainted } from "../../src/text/terminal_style.ts";
import { briefLabels, shortKeys } from "../../src/comparison/comparison_names.ts";
import {
  comparisonColumns,
  comparisonTable,
  sortedComparison,
} from "../../src/comparison/comparison_table.ts";
import { comparisonText } from "../../src/comparison/comparison_text.ts";
import { runText } from "../../src/report/run/run_text.ts";
import { HELD_OUT, HELD_OUT_WORDS } from "../many_outputs.ts";
import { PEOPLE } from "../results/stored_examples.ts";

const WIDE = PEOPLE.replace("name: Emily", "name: 恵美理さん").replace("{ M: 0, F: 1 }", "{ M: 0, 女: 1 }")
  .replaceAll("gender: F", "gender: 女");

function comparisonOf(text: string, overrides: readonly (readonly string[])[]): Comparison {
  return compareOutcomes(overrides.map((some, index) => ({
    label: `seed-${index}-0000000${index}`,
    outcome: runExperiment(parseExperiment(text, { overrides: some })),
  })));
}

const plain = { emphasize: (_style: string, text: string): string => text, paintChart: unpainted };

Deno.test("no line is wider than the terminal, with wide characters and many settings too", () => {
  const overrides = [["seed=1"], ["seed=2", "learning_rate=0.5"], [
    "epochs=40",
    "hidden=[8,8]",
    "weight.shift=1",
  ]];
  for (const text of [PEOPLE, WIDE]) {
    const comparison = comparisonOf(text, overrides);
    for (const columns of [40, 60, 80, 100, 200]) {
      for (const isOnlyChanged of [false, true]) {
        const lines = comparisonText(comparison, { columns, ...plain, isOnlyChanged }).split("\n");
        for (const line of lines) assert.ok(cellCount(line) <= columns, `${columns}: ${line}`);
      }
    }
  }
});

Deno.test("in a narrow terminal the table is turned: a line for each column, runs side by side", () => {
  const comparison = comparisonOf(PEOPLE, [["seed=1"], ["seed=2"], ["seed=3"]]);
  const text = comparisonText(comparison, { columns: 40, ...plain, isOnlyChanged: false });
  assert.match(text, /\nrun +seed-0 +seed-1\n─+\nseed +1 +2\nfinal loss /);
  assert.match(text, /\n\nrun +seed-2\n─+\nseed +3\n/);
});

Deno.test("one that does not count is one, and several are several", () => {
  const outcome = runExperiment(parseExperiment(PEOPLE));
  const mark = { text: "changed", brief: "changed", why: "", isCounted: false };
  for (const [count, ...wanted] of [[1, "does", "is"], [2, "do", "are"]] as const) {
    const marked = Array.from({ length: count }, (_, index) => ({ label: `marked-${index}`, mark, outcome }));
    const comparison = compareOutcomes([{ label: "a", outcome }, ...marked]);
    const text = comparisonText(comparison, { columns: 80, ...plain, isOnlyChanged: false });
    const [does, is] = wanted;
    assert.match(text, new RegExp(`^1 run of people: .*; ${count} more ${does} not count\n`));
    assert.match(text, new RegExp(`\nmarked; ${count} of them ${is} left out of ranges and charts\n`));
  }
});

Deno.test("settings that look alike and are not are told apart", () => {
  const other = PEOPLE.replace("weight: 133", "weight: 134");
  const third = PEOPLE.replace("weight: 133", "weight: 135");
  const runs = [PEOPLE, other, PEOPLE, third].map((text, index) => ({
    label: String(index),
    outcome: runExperiment(parseExperiment(text)),
  }));
  const rows = comparisonTable(compareOutcomes(runs), { isOnlyChanged: false, isBrief: false })
    .find(({ heading }) => heading === "rows");
  assert.deepEqual(rows?.texts, ["4", "4; 1 differs (a)", "4", "4; 1 differs (b)"]);
});

Deno.test("sorting knows numbers from words and puts runs without a value last", () => {
  const comparison = comparisonOf(PEOPLE, [["seed=10"], ["seed=9"], ["weights=1"], ["seed=100"]]);
  const seed = comparisonColumns(comparison).find(({ key }) => key === "init.seed");
  assert.ok(seed !== undefined);
  const seedsOf = ({ runs }: Comparison): unknown => runs.map(({ settings }) => settings[0]);
  assert.deepEqual(seedsOf(sortedComparison(comparison, seed, "rising")), [9, 10, 100, null]);
  assert.deepEqual(seedsOf(sortedComparison(comparison, seed, "falling")), [100, 10, 9, null]);
  const sorted = sortedComparison(comparison, seed, "rising");
  const parts = comparisonTable(sorted, { isOnlyChanged: false, isBrief: false })
    .find(({ heading }) => heading === "differs at");
  assert.equal(parts?.texts[1], "first", "the others are still compared with the same run");
});

Deno.test("names that are too long for a table are cut so that no two look the same", () => {
  const outcome = runExperiment(parseExperiment(PEOPLE));
  const labels = [12, 13].flatMap((room) =>
    [1, 2].map((seed) => `anna_schmidt_from_room_${room}/seed-${seed}`)
  );
  const comparison = compareOutcomes(labels.map((label) => ({ label, outcome })));
  const text = comparisonText(comparison, { columns: 72, ...plain, isOnlyChanged: false });
  const names = text.split("\n").flatMap((line) => /^anna\S*/.exec(line) ?? []);
  assert.equal(new Set(names).size, 4, text);
  assert.ok(names.some((name) => name.includes("…")), text);
});

Deno.test("names are cut only where they stay different", () => {
  assert.deepEqual(briefLabels(["seed-5-3ce0f896", "seed-5-008227dd", "seed-7-af506b7e"]), [
    "seed-5-3ce0f896",
    "seed-5-008227dd",
    "seed-7",
  ]);
  assert.deepEqual(shortKeys(["init.seed", "a.x.shift", "b.x.shift", "status"], ["seed"]), [
    "init.seed",
    "a.x.shift",
    "b.x.shift",
    "status",
  ]);
  const ofNamed = ["dataset.features.weight.shift", "queries.Emily.height", "queries.Emily"];
  assert.deepEqual(shortKeys(ofNamed, []), ["weight.shift", "Emily.height", "Emily"], "with their names");
  assert.deepEqual(shortKeys(["network.layers.conv1.filters"], []), ["conv1.filters"]);
});

Deno.test("no other setting goes by the name that the command line has for the seed of the start, or for the rows", () => {
  assert.deepEqual(
    shortKeys(["dataset.validation.seed", "dataset.validation.rows", "dataset.validation.fold"], []),
    ["validation.seed", "validation.rows", "fold"],
  );
  assert.deepEqual(shortKeys(["init.seed", "dataset.rows"], []), ["seed", "rows"]);
});

Deno.test("a shown run fits the terminal and says what was asked", () => {
  const outcome = runExperiment(parseExperiment(WIDE));
  for (const columns of [40, 60, 80, 120]) {
    const text = runText(outcome, { columns, ...plain });
    for (const line of text.split("\n")) assert.ok(cellCount(line) <= columns, `${columns}: ${line}`);
    assert.match(text, /恵美理さん/);
  }
});

Deno.test("a shown run names its features, and a column of words once", () => {
  const text = runText(runExperiment(parseExperiment(HELD_OUT_WORDS)), { columns: 200, ...plain });
  assert.match(text, /^learned +ripe \(.*\) from color and size \(/m);
});

Deno.test("what the rows held out say ranges over the runs too, and runs without it are counted", () => {
  const comparison = comparisonOf(HELD_OUT, [["fold=1"], ["fold=2"], ["validation=none"]]);
  const text = comparisonText(comparison, { columns: 100, ...plain, isOnlyChanged: false });
  const losses = comparison.runs.flatMap(({ judged }) => judged.get("validation_loss") ?? []);
  assert.equal(losses.length, 2);
  const [least, greatest] = [Math.min(...losses), Math.max(...losses)].map((loss) => loss.toFixed(3));
  const line = /^validation loss +(\S+) +(\S+) +\S+ .*1 without it *$/m.exec(text);
  assert.deepEqual(line?.slice(1).map((shown) => Number(shown).toFixed(3)), [least, greatest], text);
});

Deno.test("losses of several measures have no range, and accuracies have theirs", () => {
  const rangesOf = (...losses: readonly string[]): string => {
    const comparison = comparisonOf(HELD_OUT, losses.map((loss) => ["output=sigmoid", `loss=${loss}`]));
    const text = comparisonText(comparison, { columns: 100, ...plain, isOnlyChanged: false });
    return text.slice(text.indexOf("range over the runs"));
  };
  assert.match(rangesOf("mse", "mse"), /\nfinal loss +\d[^]*\nvalidation loss +\d/);
  assert.match(rangesOf("mse", "mae"), /\nvalidation accuracy +\d/);
  assert.doesNotMatch(rangesOf("mse", "mae"), /\n(final|validation) loss +\d/);
});
