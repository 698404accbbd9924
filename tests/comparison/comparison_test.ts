// Tests src/comparison/comparison.ts, setting_list.ts and telling_runs.ts.
import assert from "node:assert/strict";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { compareOutcomes, type Comparison } from "../../src/comparison/comparison.ts";
import { runExperiment } from "../../src/run/run_experiment.ts";
import { differingKeys, settingListOf } from "../../src/experiment/setting_list.ts";
import { settingTexts } from "../../src/comparison/comparison_names.ts";
import { tellingRuns } from "../../src/comparison/telling_runs.ts";
import { comparisonsJson, comparisonsMarkdown } from "../../src/comparison/comparison_files.ts";
import { comparisonsReport } from "../../src/comparison/comparison_report.ts";
import { comparisonText } from "../../src/comparison/comparison_text.ts";
import { comparisonColumns, comparisonTable } from "../../src/comparison/comparison_table.ts";
import { htmlPage } from "../../src/document/html_page.ts";
import { unpainted } from "../../src/text/terminal_style.ts";
import { sweepColumns } from "../../src/comparison/sweep_columns.ts";
import { sweepTable } from "../../src/comparison/sweep_table.ts";
import type { NamedSweep } from "../../src/comparison/compared_sweeps.ts";
import { summaryOf } from "../../src/sweep/summary.ts";
import { sweepExperiment } from "../../src/sweep/sweep_outcome.ts";
import { questionOf } from "../../src/comparison/questions.ts";
import { answersOf } from "../../src/run/row_answers.ts";
import { scoresOfRows } from "../../src/run/scores.ts";
import { HELD_OUT, HELD_OUT_NUMBERS, HELD_OUT_WORDS } from "../many_outputs.ts";
import { DIVERGING, PEOPLE } from "../results/stored_examples.ts";

function compare(...runs: readonly (readonly [text: string, ...overrides: string[]])[]): Comparison {
  return compareOutcomes(runs.map(([text, ...overrides], index) => ({
    label: `run ${index}`,
    outcome: runExperiment(parseExperiment(text, { overrides })),
  })));
}

Deno.test("a run beside itself differs in nothing and never parts", () => {
  const comparison = compare([PEOPLE], [PEOPLE]);
  assert.deepEqual(comparison.keys, []);
  assert.deepEqual(comparison.runs.map(({ partsAtEpoch, isFirst }) => [partsAtEpoch, isFirst]), [
    [null, true],
    [null, false],
  ]);
  assert.equal(comparison.queries[0].least, comparison.queries[0].greatest);
});

Deno.test("no two columns have one key, whatever queries are called", () => {
  for (
    const name of ["run", "mark", "status", "final_loss", "init.seed", "Emily.label", "result", "trials"]
  ) {
    const text = PEOPLE.replace(`"=Frank, the tall"`, name);
    assert.notEqual(text, PEOPLE);
    const runs = comparisonColumns(compare([text], [text, "seed=7"]));
    const sweep = summaryOf(sweepExperiment(parseExperiment(text, { overrides: ["seed=1..3"] })));
    const experiment = parseExperiment(text, { overrides: ["seed=1..3"] });
    const sweeps = sweepColumns([{ label: "a", experiment, summary: sweep }, {
      label: "b",
      experiment,
      summary: sweep,
    }]);
    for (const columns of [runs, sweeps]) {
      const keys = columns.map(({ key }) => key);
      assert.deepEqual(keys, [...new Set(keys)], name);
    }
    const losses = runs.find(({ key }) => key === "final_loss")!.values;
    assert.ok(losses.every((loss) => typeof loss === "number" && loss < 1), name);
  }
});

Deno.test("only the keys that differ are listed, features and queries by name", () => {
  const { keys, runs } = compare(
    [PEOPLE],
    [PEOPLE, "seed=7", "weight.shift=130", "queries.Emily.height=64"],
  );
  assert.deepEqual(keys, ["dataset.features.weight.shift", "init.seed", "queries.Emily.height"]);
  assert.deepEqual(runs.map(({ settings }) => settings), [[135, 42, 63], [130, 7, 64]]);
});

Deno.test("a setting that a run lacks is null there", () => {
  const { keys, runs } = compare([PEOPLE], [PEOPLE, "weights=1"]);
  assert.deepEqual(keys, ["init.seed", "init.scheme", "init.weights", "init.biases"]);
  assert.deepEqual(runs.map(({ settings }) => settings), [
    [42, "classic", null, null],
    [null, null, 1, 0],
  ]);
});

Deno.test("runs part at the first epoch that both logged with another loss", () => {
  const { runs } = compare([PEOPLE], [PEOPLE, "log_every=5"], [PEOPLE, "seed=1", "log_every=20"]);
  assert.deepEqual(runs.map(({ partsAtEpoch }) => partsAtEpoch), [null, null, 0]);
});

Deno.test("thresholds are met at the first logged epoch under them", () => {
  const [{ losses, epochsUnder }] = compare([PEOPLE, "epochs=1000"]).runs;
  assert.deepEqual(epochsUnder, [50, 310]);
  assert.ok(losses[5].loss < 0.1 && losses[4].loss >= 0.1);
});

Deno.test("a diverged run has no loss and no answers, and counts in no range", () => {
  const { runs, queries } = compare([DIVERGING], [DIVERGING, "learning_rate=0"]);
  assert.equal(runs[0].status, "diverged");
  assert.equal(runs[0].answers[0]?.output, null);
  assert.equal(queries[0].answerCount, 1);
  assert.equal(queries[0].least, runs[1].answers[0]?.output);
});

Deno.test("a run that diverged parts from one that did not where it diverged, whichever of them is first", () => {
  const vast = [DIVERGING, "learning_rate=1e300"] as const;
  const plain = [DIVERGING, "learning_rate=0"] as const;
  for (const both of [[vast, plain], [plain, vast]]) {
    const { runs } = compare(...both);
    assert.deepEqual(runs.map(({ divergedAtEpoch }) => divergedAtEpoch).sort(), [0, null]);
    assert.equal(runs[1].partsAtEpoch, 0);
  }
  assert.equal(compare([...vast], [...vast]).runs[1].partsAtEpoch, null);
});

Deno.test("a query that only one run was asked is null in the other", () => {
  const { queries, runs } = compare([PEOPLE], [DIVERGING]);
  assert.deepEqual(queries.map(({ name }) => name), ["Emily", "=Frank, the tall", "query 1"]);
  assert.equal(runs[1].answers[0], null);
  assert.equal(runs[0].answers[2], null);
});

Deno.test("another order of the same features is a difference", () => {
  const swapped = PEOPLE.replace(
    "{ name: weight, unit: lb, shift: 135 }, { name: height, unit: in, shift: 66 }",
    "{ name: height, unit: in, shift: 66 }, { name: weight, unit: lb, shift: 135 }",
  );
  const keys = differingKeys([PEOPLE, swapped].map((text) => settingListOf(parseExperiment(text))));
  assert.ok(keys.includes("dataset.features in order"));
});

Deno.test("of many runs the first, the best and the worst are among the few that tell most", () => {
  const runs = Array.from({ length: 100 }, (_, index) => ({
    finalLoss: index === 90 ? null : (index * 37 % 100) / 100,
    losses: index === 5 ? [] : [{ epoch: 0, loss: 1 }],
    isFirst: index === 3,
    mark: null,
  }));
  const shown = tellingRuns(runs, 6);
  assert.equal(shown.length, 6);
  assert.ok(shown.some(({ isFirst }) => isFirst));
  assert.ok(shown.some(({ finalLoss }) => finalLoss === 0));
  assert.ok(shown.some(({ finalLoss }) => finalLoss === null), "a diverged run is the worst");
});

Deno.test("settings of which a config says nothing are compared by what they are", () => {
  const { keys, runs } = compare([PEOPLE], [PEOPLE, "momentum=0.9", "nesterov=true", "batch_size=all"]);
  assert.deepEqual(keys, ["training.momentum", "training.nesterov", "training.batch_size"]);
  assert.deepEqual(runs.map(({ settings }) => settings), [[0, false, 1], [0.9, true, "all"]]);
  assert.deepEqual(settingTexts("training.nesterov", [false, true]), ["false", "true"]);
  assert.deepEqual(settingTexts("dataset.validation.stratify", [null, true]), ["–", "true"]);
  assert.deepEqual(settingTexts("queries.Emily", [null, true]), ["–", "yes"]);
  assert.deepEqual(settingTexts("network.layers", [[{ dense: {} }], [{ dense: {} }, { dense: {} }]]), [
    "1 value",
    "2 values",
  ]);
});

Deno.test("runs with held-out rows are compared by accuracy and validation loss, beside them others as far as they have them", () => {
  const comparison = compare([HELD_OUT], [HELD_OUT_NUMBERS], [PEOPLE]);
  const [classes, numbers, none] = comparison.runs.map(({ judged }) =>
    [...judged].flatMap(([name, figure]) => figure === null ? [] : [name])
  );
  assert.deepEqual(classes, ["accuracy", "validation_loss", "validation_accuracy", "validation_macro_f1"]);
  assert.deepEqual(numbers, [
    "validation_loss",
    ...["validation_r2.score", "validation_r2.rest", "validation_mae.score", "validation_mae.rest"],
  ]);
  assert.deepEqual(none, ["accuracy"]);
  const columns = new Map(comparisonColumns(comparison).map(({ key, values }) => [key, values]));
  const [first, second, third] = columns.get("validation_loss")!;
  assert.ok(Number(first) > 0 && Number(second) > 0);
  assert.equal(third, null);
  assert.equal(comparisonColumns(compare([PEOPLE])).some(({ key }) => key === "accuracy"), false);
});

/** One number that is learned, in a unit. */
const SCORE = HELD_OUT_NUMBERS
  .replace(/targets: \[(.*?\}), .*\]/, "target: $1")
  .replace(/, rest: \d/g, "");

Deno.test("runs that learn numbers are compared by the R² and the error that their evaluation has", () => {
  const outcome = runExperiment(parseExperiment(SCORE));
  const { numbers: [{ r2, mae }] } = scoresOfRows(outcome.experiment, answersOf(outcome)!.validation!);
  const comparison = compare([SCORE], [SCORE, "seed=3"]);
  const columns = new Map(comparisonColumns(comparison).map(({ key, values }) => [key, values]));
  assert.deepEqual([columns.get("validation_r2")![0], columns.get("validation_mae")![0]], [r2, mae]);
  assert.equal(comparison.judgedNote, "MAE: mean absolute error, in points");
  const headings = comparisonTable(comparison, { isOnlyChanged: false, isBrief: false }).map(({ heading }) =>
    heading
  );
  assert.ok(headings.includes("validation R²") && headings.includes("validation MAE"), headings.join());
  const [first] = JSON.parse(comparisonsJson({ comparisons: [comparison], gaps: [] })).runs;
  assert.deepEqual([first.validation_r2, first.validation_mae], [r2, mae]);
});

Deno.test("errors in other units do not stand beside each other, and R² does", () => {
  const { runs, judgedNote } = compare([SCORE], [SCORE.replace("unit: points", "unit: percent")]);
  for (const { judged } of runs) assert.deepEqual([...judged.keys()], ["validation_loss", "validation_r2"]);
  assert.equal(judgedNote, null);
});

Deno.test("a column of words is one feature of a question, however many inputs it has", () => {
  assert.equal(questionOf(parseExperiment(HELD_OUT_WORDS)), "color and size → ripe");
});

Deno.test("runs that hold out different rows are said to, and not those that hold out the same or none", () => {
  const noteOf = (...runs: readonly (readonly [string, ...string[]])[]): string | null =>
    compare(...runs).heldOutNote;
  const told = /^the runs hold out different rows/;
  assert.match(noteOf([HELD_OUT], [HELD_OUT, "fold=2"]) ?? "", told);
  assert.equal(noteOf([HELD_OUT], [HELD_OUT, "init.seed=9"], [PEOPLE]), null);
  assert.equal(noteOf([HELD_OUT], [PEOPLE]), null);
  const [first, second] = [[], ["fold=2"]].map((overrides) =>
    runExperiment(parseExperiment(HELD_OUT, { overrides }))
  );
  const mark = { text: "changed", brief: "changed", why: "", isCounted: false };
  const marked = compareOutcomes([{ label: "a", outcome: first }, { label: "b", outcome: second, mark }]);
  assert.equal(marked.heldOutNote, null);

  const comparison = compare([HELD_OUT], [HELD_OUT, "fold=2"]);
  const plain = { emphasize: (_style: string, text: string): string => text, paintChart: unpainted };
  const set = { comparisons: [comparison], gaps: [] };
  assert.match(
    comparisonText(comparison, { columns: 200, ...plain, isOnlyChanged: false }),
    /\nthe runs hold out/,
  );
  assert.match(comparisonsMarkdown(set, { isOnlyChanged: false }), /\n\nthe runs hold out different rows/);
  assert.match(htmlPage(comparisonsReport(set)), /; the runs hold out different rows/);
  assert.doesNotMatch(comparisonsJson(set), /different rows/);
});

Deno.test("sweeps with held-out rows are compared by whose luck their validation loss is", () => {
  const sweeps = [["fold=0..3", "seed=1..4"], ["fold=0..3", "shuffle_seed=1,2"]].map((overrides, index) => {
    const experiment = parseExperiment(HELD_OUT, { overrides: [...overrides, "epochs=20"] });
    return { label: `sweep ${index}`, experiment, summary: summaryOf(sweepExperiment(experiment)) };
  });
  const columns = new Map(sweepColumns(sweeps).map(({ key, values }) => [key, values]));
  const shares = ["start", "order", "split"].map((kind) => columns.get(`validation_loss.${kind}_luck`)!);
  assert.deepEqual(shares.map((values) => values.map((value) => value !== null)), [
    [true, false],
    [false, true],
    [true, true],
  ]);
  const headings = sweepTable(sweeps).map(({ heading }) => heading);
  for (
    const heading of [
      "median validation loss",
      ...["start", "order", "split"].map((kind) => `${kind} luck of val. loss`),
    ]
  ) {
    assert.ok(headings.includes(heading), heading);
  }
});

Deno.test("cross-validations are compared by their means, which each tells first of itself", () => {
  const sweepsOf = (split: string): readonly NamedSweep[] =>
    ["hidden=[]", "hidden=[3]"].map((hidden) => {
      const experiment = parseExperiment(HELD_OUT, { overrides: [hidden, split, "seed=1..3", "epochs=20"] });
      return { label: hidden, experiment, summary: summaryOf(sweepExperiment(experiment)) };
    });
  const folds = sweepsOf("fold=0..3");
  const column = sweepTable(folds).find(({ heading }) => heading === "mean validation loss");
  const means = folds.map(({ summary }) =>
    summary.judged.find(({ name }) => name === "validation_loss")!.spread!.mean
  );
  assert.deepEqual(column?.texts.map(Number), means.map((mean) => Number(mean.toFixed(3))));
  const headings = (sweeps: readonly NamedSweep[]) => sweepTable(sweeps).map(({ heading }) => heading);
  assert.deepEqual(
    headings(folds).filter((heading) => heading.startsWith("mean ")),
    ["mean validation loss", "mean validation accuracy"],
  );
  assert.ok(!headings(sweepsOf("fold=1")).includes("mean validation loss"), "starts alone are no folds");
});

Deno.test("sweeps are compared by every goal that one of them has; a sweep without it has no share", () => {
  const sweeps = [["all_rows_right=true", "loss_thresholds=[0.1,0.05]"], []].map((overrides, index) => {
    const experiment = parseExperiment(PEOPLE, { overrides: [...overrides, "seed=1..6", "epochs=50"] });
    return { label: `sweep ${index}`, experiment, summary: summaryOf(sweepExperiment(experiment)) };
  });
  const columns = new Map(sweepColumns(sweeps).map(({ key, values }) => [key, values]));
  const goals = [...columns.keys()].filter((key) => key.startsWith("share_"));
  assert.deepEqual(goals, [
    "share_all_rows_right",
    "share_under_0.1",
    "share_under_0.05",
    "share_under_0.01",
  ]);
  assert.deepEqual(goals.map((key) => columns.get(key)!.map((share) => share !== null)), [
    [true, false],
    [true, true],
    [true, false],
    [false, true],
  ]);
  assert.deepEqual(columns.get("goals.all_rows_right"), ["true", "false"]);
  const headings = sweepTable(sweeps).map(({ heading }) => heading);
  for (const heading of ["all right", "<0.1", "<0.05", "<0.01"]) {
    assert.ok(headings.includes(heading), heading);
  }
});

Deno.test("a run that was stopped beside one that was not: both have their last epoch, and the kept one is told", () => {
  const stop = ["patience=3", "log_every=2", "epochs=500", "learning_rate=0.8"] as const;
  const comparison = compare([HELD_OUT, ...stop], [HELD_OUT, ...stop.slice(1)]);
  const columns = new Map(comparisonColumns(comparison).map(({ key, values }) => [key, values]));
  const [last, best] = [columns.get("last_epoch")!, columns.get("best_epoch")!];
  assert.equal(last[0], Number(best[0]) + 6);
  assert.deepEqual([last[1], best[1]], [499, null]);
  assert.deepEqual(columns.get("parts_at_epoch"), [null, null]);
  const { runs } = JSON.parse(comparisonsJson({ comparisons: [comparison], gaps: [] }));
  assert.deepEqual([runs[0].last_epoch, runs[0].best_epoch], [last[0], best[0]]);
  assert.deepEqual([runs[1].last_epoch, runs[1].best_epoch], [499, null]);
  assert.equal(typeof runs[1].validation_accuracy, "number");
  // Where nobody stops there is no such column.
  const plain = comparisonColumns(compare([HELD_OUT], [HELD_OUT, "seed=3"]));
  assert.ok(
    plain.every(({ key }) => !key.endsWith("_epoch") || key.includes("diverged") || key.includes("parts")),
  );
});
