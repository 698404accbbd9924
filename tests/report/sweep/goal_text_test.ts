// What a sweep says of its goals: which settings reach them, before anything that all settings say together.

import assert from "node:assert/strict";
import type { Experiment } from "../../../src/experiment/experiment.ts";
import { goalSentences, hasUnlikeTrials } from "../../../src/report/sweep/goal_words.ts";
import { heldOutMeans } from "../../../src/report/sweep/held_out_means.ts";
import { heldOutSentences } from "../../../src/report/sweep/held_out_words.ts";
import { leadColumns } from "../../../src/report/sweep/lead_words.ts";
import { settingLines } from "../../../src/report/sweep/setting_lines.ts";
import { shareMapBlocks, shareMapLines } from "../../../src/report/sweep/share_maps.ts";
import { notesOnSweep } from "../../../src/report/sweep/sweep_notes.ts";
import { sweepReport } from "../../../src/report/sweep/sweep_report.ts";
import { sweepText } from "../../../src/report/sweep/sweep_text.ts";
import { answerShapeOf, judgedFigure } from "../../../src/sweep/figures.ts";
import { planOf, settingsAt } from "../../../src/sweep/plan.ts";
import { summaryOf, type SweepSummary } from "../../../src/sweep/summary.ts";
import { columnOf, sweepExperiment } from "../../../src/sweep/sweep_outcome.ts";
import { HELD_OUT, HELD_OUT_NUMBERS } from "../../many_outputs.ts";
import { parseExperiment } from "../../../src/experiment/reading/parse_experiment.ts";
import { inWords, percentage } from "../../../src/text/number_words.ts";
import { cellCount } from "../../../src/text/width.ts";
import { people } from "../../sweep/sweep_cases.ts";

const plain = { columns: 80, emphasize: (_style: string, text: string) => text };

function swept(...overrides: string[]) {
  const outcome = sweepExperiment(people(...overrides));
  return { plan: outcome.plan, summary: summaryOf(outcome) };
}

function textOf(experiment: Experiment): string {
  return sweepText(experiment, summaryOf(sweepExperiment(experiment)), { ...plain, at: new Map() });
}

const TWO_KEYS = ["learning_rate=0.01,1,3", "hidden=[1],[2]", "seed=1..20"];

Deno.test("the first lines say at which setting most and fewest trials reach the leading goal", () => {
  const { plan, summary } = swept(
    "learning_rate=0.001,1",
    "seed=1..20",
    "epochs=300",
    "loss_thresholds=[0.2,0.02]",
  );
  const [low, high] = summary.groups.map(({ thresholds }) => thresholds[1].count);
  assert.ok(low === 0 && high === 20);
  assert.deepEqual(goalSentences(plan, summary), [
    "loss under 0.02: 20 of 40 trials, 50.0%",
    "most often at learning_rate=1: 20 of 20, 100%",
    "least often at learning_rate=0.001: 0 of 20, 0%",
  ]);
});

Deno.test("settings that are equally good are said to be, and of many how many they are", () => {
  const same = swept("learning_rate=1.0,2.0", "seed=1..5", "all_rows_right=true", "epochs=400");
  assert.deepEqual(goalSentences(same.plan, same.summary), [
    "all rows right: 10 of 10 trials, 100%",
    "equally often at every setting",
  ]);
  const many = swept("learning_rate=0.01,1,2,3,4", "seed=1..5", "loss_thresholds=0.05");
  assert.match(goalSentences(many.plan, many.summary)[1], /^most often at 4 of 5 settings: 5 of 5, 100%$/);
  const single = swept("learning_rate=0.01,1", "loss_thresholds=0.05");
  assert.equal(goalSentences(single.plan, single.summary)[1], "reached at learning_rate=1");
});

Deno.test("of starts alone only a goal of the user's own is told first, and their answers follow", () => {
  assert.deepEqual(goalSentences(swept("seed=1..20").plan, swept("seed=1..20").summary), []);
  const { plan, summary } = swept("seed=1..20", "all_rows_right=true");
  assert.equal(goalSentences(plan, summary).length, 1);
  assert.equal(hasUnlikeTrials(plan), false);
  assert.match(textOf(people("seed=1..20")), /^20 trials, all completed\n\nEmily\n/);
});

Deno.test("of folds what the rows held out say comes first, on the terminal and in the report, and by what an sd divides", () => {
  const experiment = parseExperiment(HELD_OUT, { overrides: ["fold=0..3"] });
  const text = textOf(experiment);
  assert.match(
    text,
    /^4 trials, all completed\n\nvalidation loss\n.*\n.*\n {2}over 4 folds mean [\d.]+, sd [\d.]+\n/,
  );
  assert.match(text, /\n {2}the sd over 4 folds divides by 4, not by 3\n/);
  const titles = ["validation loss", "validation accuracy", "accuracy", "final loss"];
  const places = titles.map((title) => text.indexOf(`\n${title}\n`));
  assert.deepEqual(places, places.toSorted((a, b) => a - b));
  const outcome = sweepExperiment(experiment);
  const sections = sweepReport(outcome, summaryOf(outcome), "0".repeat(64)).blocks.flatMap((block) =>
    block.kind === "section" ? [block.id] : []
  );
  assert.deepEqual(sections.slice(0, 3), ["judged", "answers", "learning"]);
  assert.match(
    textOf(parseExperiment(HELD_OUT, { overrides: ["fold=0..3", "seed=1,2"] })),
    /\n {2}mean .*, sd .*; over 4 folds/,
  );
});

Deno.test("a threshold that nobody asked for and no trial reached is not told", () => {
  const overrides = ["seed=1..3", "epochs=1"];
  assert.doesNotMatch(textOf(people(...overrides)), /under 0\.1/);
  assert.match(textOf(people(...overrides, "loss_thresholds=0.1")), /\n {2}under 0\.1: 0%\n/);
});

Deno.test("of trials that all have the same loss the first stands for them", () => {
  const text = textOf(people("stop.patience=98,99,100", "epochs=3"));
  assert.match(
    text,
    /\ntrials with the same final loss; to repeat one, [^]+? {2}first {2}[\d.]+ {2}stop.patience=98\n$/,
  );
});

Deno.test("folds, orders and a key with one value are no settings that trials are unlike in", () => {
  const folds = parseExperiment(HELD_OUT, { overrides: ["fold=0..3", "shuffle_seed=1..2", "seed=1..2"] });
  assert.equal(hasUnlikeTrials({ axes: folds.sweep!.axes }), false);
  assert.equal(hasUnlikeTrials(swept("seed=1..3", "learning_rate=0.5,0.6").plan), true);
});

Deno.test("maps and settings come first, and the answers of all settings together after them", () => {
  const text = textOf(people(...TWO_KEYS));
  const places = [
    "\nLoss under 0.01 by ",
    "\nby setting\n",
    "\nall settings together, 120 trials:\n",
    "\nEmily\n",
  ]
    .map((words) => text.indexOf(words));
  assert.ok(places.every((place, index) => place > (places[index - 1] ?? 0)), places.join());
});

Deno.test("two keys have a map of every goal, more keys on a terminal those of the leading one", () => {
  const two = swept(...TWO_KEYS, "all_rows_right=true");
  const titles = (lines: readonly string[]) => lines.filter((line) => line.includes(" by "));
  assert.equal(titles(shareMapLines(two.plan, two.summary, plain)).length, 3);
  const three = swept(...TWO_KEYS, "all_rows_right=true", "batch_size=1.0,2.0");
  const lines = shareMapLines(three.plan, three.summary, plain);
  assert.equal(titles(lines).length, 3);
  assert.ok(titles(lines).every((line) => line.startsWith("All rows right")));
  assert.ok(lines.includes("… the report has the maps of the other goals"));
  const [block] = shareMapBlocks(three.plan, three.summary);
  assert.equal(block.kind === "figures" && block.figures.length, 9);
});

Deno.test("one key has no map, and a side too long to draw is named", () => {
  const one = swept("learning_rate=0.1,1", "seed=1..3");
  assert.deepEqual(shareMapLines(one.plan, one.summary, plain), []);
  const rates = Array.from({ length: 61 }, (_, index) => 0.01 * (index + 1)).join();
  const long = swept(`learning_rate=${rates}`, "hidden=[1],[2]", "epochs=1");
  const words = "There is no map over the 61 values of learning_rate: a side has at most 60.";
  assert.deepEqual(shareMapLines(long.plan, long.summary, plain), [words, ""]);
  assert.deepEqual(shareMapBlocks(long.plan, long.summary), [{ kind: "paragraph", words: [words] }]);
});

Deno.test("a column for which there is no room is named below the table, whose lines are all there", () => {
  const { plan, summary } = swept(...TWO_KEYS, "all_rows_right=true");
  const lines = settingLines(plan, summary, { ...plain, columns: 40 });
  assert.equal(lines.length, 1 + 1 + 6 + 3 + 1);
  assert.match(lines[1], /^ +learning_rate +hidden +all right$/);
  assert.equal(
    lines.slice(8).join(" ").replaceAll(/ +/g, " "),
    " … no room for Emily: F, Frank: F, median loss, under 0.1 and under 0.01: see the report ",
  );
});

Deno.test("shares of rows in a column have as many decimal places each, on the terminal and in the report", () => {
  const experiment = parseExperiment(HELD_OUT, { overrides: ["fold=0..3", "seed=1..20"] });
  const outcome = sweepExperiment(experiment);
  const summary = summaryOf(outcome);
  const lines = settingLines(outcome.plan, summary, { ...plain, columns: 120 });
  const [title, ...settings] = lines.filter((line) => /^ +(fold|\d) /.test(line));
  const end = title.indexOf("val. accuracy") + "val. accuracy".length;
  const shares = settings.map((line) => line.slice(0, end).split(" ").at(-1)!);
  assert.equal(shares.length, 4);
  assert.ok(shares.every((share) => /^[01]\.\d{3}$/.test(share)), shares.join());
  assert.ok(shares.some((share) => share.endsWith("0")), shares.join());
  const report = JSON.stringify(sweepReport(outcome, summary, "0".repeat(64)).blocks);
  for (const share of shares) assert.ok(report.includes(`"${share}"`), share);
});

Deno.test("in a narrow terminal the figure that ranks stays, and how far the best setting is ahead in it", () => {
  const overrides = ["learning_rate=0.01,0.1", "hidden=[1],[3]", "fold=0..3", "macro_f1=true"];
  const outcome = sweepExperiment(parseExperiment(HELD_OUT, { overrides }));
  const titlesAt = (columns: number) =>
    settingLines(outcome.plan, summaryOf(outcome), { ...plain, columns })[1].trim().split(/ {2,}/);
  assert.deepEqual(titlesAt(50), ["learning_rate", "hidden", "val. macro F1", "behind"]);
  const wide = ["learning_rate", "hidden", "val. loss", "val. accuracy", "val. macro F1", "behind", "equal"];
  assert.deepEqual(titlesAt(80), wide);
});

Deno.test("of one trial each setting says what it answers", () => {
  const { plan, summary } = swept("Emily.weight=120,160", "epochs=1000");
  const [, titles, light, heavy] = settingLines(plan, summary, plain);
  assert.match(titles, /^ +queries\.Emily\.weight +Emily +Frank +final loss/);
  assert.match(light, /^ +120 +0\.946 F +0\.040 M /);
  assert.match(heavy, /^ +160 +0\.\d{3} M +0\.040 M /);
});

Deno.test("no line is wider than the terminal, however long the names of the swept keys are", () => {
  const [long, other] = ["日本語".repeat(30), "k".repeat(200)];
  const text = `name: long
dataset:
  features: [{ name: "${long}" }, { name: ${other} }]
  target: { name: y, classes: { no: 0, yes: 1 } }
  rows: [[${long}, ${other}, y], [0, 1, yes], [1, 0, no]]
training: { epochs: 3 }
goals: { loss_thresholds: [0.25] }
sweep: { ${long}.shift: [0, 1], ${other}.shift: [0, 1], hidden: [[1], [2]], seed: 1..3 }
`;
  const summary = summaryOf(sweepExperiment(parseExperiment(text)));
  for (const columns of [120, 80, 60, 40]) {
    const lines = sweepText(parseExperiment(text), summary, { ...plain, columns, at: new Map() }).split("\n");
    assert.ok(lines.some((line) => line.includes(" ↓")));
    for (const line of lines) assert.ok(cellCount(line) <= columns, `${columns}: ${line}`);
  }
});

Deno.test("where rows are held out, what they say of the settings comes first, over every fold and seed", () => {
  const overrides = ["learning_rate=0.001,0.3", "fold=0..3", "seed=1..2"];
  const experiment = parseExperiment(HELD_OUT, { overrides });
  const outcome = sweepExperiment(experiment);
  const summary = summaryOf(outcome);
  const [slow, fast] = summary.bySetting.map(({ judged }) => judged.map(({ spread }) => spread!.mean));
  assert.deepEqual(heldOutSentences(outcome.plan, summary), [
    `validation loss: lowest at learning_rate=0.3, ${inWords(fast[1])} in the mean of 8 trials; ` +
    `highest at learning_rate=0.001, ${inWords(slow[1])}`,
    `validation accuracy: highest at learning_rate=0.3, ${percentage(fast[2])} in the mean of 8 trials; ` +
    `lowest at learning_rate=0.001, ${
      percentage(slow[2])
    }; always answering their most frequent class: 66.7%`,
    "the highest is ahead of the other in 4 of 4 folds",
    "these rows chose the setting, so their figures are a bit optimistic",
  ]);
  const text = textOf(experiment);
  assert.match(text, /all completed\n {2}validation loss: lowest at learning_rate=0.3,/);
  // What every sweep counts of rows that were learned says nothing of these settings, unless it is asked for.
  assert.doesNotMatch(text, /\n {2}training loss under 0.01: /);
  const asked = parseExperiment(HELD_OUT, { overrides: [...overrides, "goals.loss_thresholds=[0.2]"] });
  assert.match(textOf(asked), /\n {2}training loss under 0.2: /);
  assert.match(text, /\n +learning_rate +val\. loss .*\n +0\.001 .*\n +0\.3 .*\n {2}val\. loss/);
  assert.match(text, /: the mean over all folds and seeds\n/);
  assert.match(
    text,
    /\ntrials by final training loss; to repeat one, run the result.s config\.json with\nits settings\n {2}lowest {3}/,
  );
});

Deno.test("how often the best setting is ahead of another one is counted split by split, over the means of its trials", () => {
  const overrides = ["learning_rate=0.01,0.1,0.3", "hidden=[1],[3]", "fold=0..3", "seed=1..3"];
  const outcome = sweepExperiment(parseExperiment(HELD_OUT, { overrides }));
  const { plan } = outcome;
  const summary = summaryOf(outcome);
  const accuracies = columnOf(outcome, judgedFigure(answerShapeOf(plan.experiment), 2));
  const meanOf = (rate: number, hidden: string, fold: number): number => {
    const own = Array.from(accuracies).filter((_, trial) => {
      const settings = settingsAt(plan, trial);
      return settings["training.learning_rate"] === rate && settings["dataset.validation.fold"] === fold &&
        JSON.stringify(settings["network.hidden"]) === hidden;
    });
    assert.equal(own.length, 3);
    return own.reduce((sum, one) => sum + one, 0) / own.length;
  };
  const settings = [0.01, 0.1, 0.3].flatMap((rate) =>
    ["[1]", "[3]"].map((hidden) => [rate, hidden] as const)
  );
  const [behind, equal] = leadColumns(plan, summary);
  const best = behind.texts.indexOf("best");
  const expected = settings.map((setting, index) => {
    if (index === best) return "best";
    const ahead = [0, 1, 2, 3].filter((fold) => meanOf(...settings[best], fold) > meanOf(...setting, fold));
    const equal = [0, 1, 2, 3].filter((fold) => meanOf(...settings[best], fold) === meanOf(...setting, fold));
    return `${ahead.length} of 4, ${equal.length} equal`;
  });
  assert.deepEqual(
    behind.texts.map((text, index) => index === best ? text : `${text}, ${equal.texts[index]} equal`),
    expected,
  );
  assert.ok(new Set(behind.texts).size > 2, behind.texts.join());
  assert.equal(behind.note, "behind: in how many folds the best setting is ahead");
  // Seeds alone are no splits, and settings that hold out rows of their own do not judge the same.
  for (
    const own of [["learning_rate=0.01,0.3", "seed=1..3"], [
      "folds=2,3",
      "fold=0,1",
      "learning_rate=0.01,0.3",
    ]]
  ) {
    const other = sweepExperiment(parseExperiment(HELD_OUT, { overrides: own }));
    assert.deepEqual(leadColumns(other.plan, summaryOf(other)), [], own.join(" "));
  }
});

/** Numbers of which those held out are 10, 20 and 60, whose steps at large rates leave all bounds. */
const HEIGHTS = `
name: heights
dataset:
  features: [{ name: size, scale: 2 }]
  target: { name: price, scale: 10 }
  rows: [{ size: 1, price: 10 }, { size: 2, price: 20 }, { size: 3, price: 35 }]
  validation: { rows: [{ size: 1, price: 10 }, { size: 2, price: 20 }, { size: 4, price: 60 }] }
network: { hidden: [3], activation: relu }
training: { epochs: 40 }
`;

Deno.test("a setting of which half or more of the trials diverged is not ranked, and each mean says of how many it is", () => {
  const sentencesAt = (...overrides: readonly string[]) => {
    const outcome = sweepExperiment(parseExperiment(HEIGHTS, { overrides }));
    const summary = summaryOf(outcome);
    return {
      sentences: heldOutSentences(outcome.plan, summary),
      diverged: summary.bySetting.map(({ divergedCount }) => divergedCount),
    };
  };
  const all = sentencesAt("learning_rate=0.01,1000", "seed=1..4");
  assert.deepEqual(all.diverged, [0, 4]);
  assert.match(
    all.sentences[0],
    /^validation loss: [\d.]+ in the mean of 4 trials at learning_rate=0.01; always .* 4.67 \(R² [−\d.]+\)/,
  );
  assert.deepEqual(all.sentences.slice(1), [
    "not ranked, since half or more of the trials diverged: at learning_rate=1000",
  ]);
  assert.deepEqual(sentencesAt("learning_rate=1000,2000", "seed=1..4").sentences, []);
  // Of four trials each: all are there, one diverged, and one is left that happens to have the least loss of all.
  const plan = planOf(parseExperiment(HEIGHTS, { overrides: ["learning_rate=0.1,0.2,0.3", "seed=1..4"] }));
  const means = [[{ mean: 1.5, count: 4 }, { mean: 0.9, count: 3 }, { mean: 0.2, count: 1 }]];
  assert.deepEqual(heldOutSentences(plan, { means, groups: [] }), [
    // No R² of trials of which some are missing.
    "validation loss: lowest at learning_rate=0.2, 0.9 in the mean of 3 trials, 1 more diverged; " +
    "highest at learning_rate=0.1, 1.5; always answering their mean: 4.67",
    "not ranked, since half or more of the trials diverged: at learning_rate=0.3",
    "these rows chose the setting, so their figures are a bit optimistic",
  ]);
});

Deno.test("rows held out that choose an epoch are said to, beside settings and of starts alone", () => {
  const textWith = (...overrides: readonly string[]) =>
    textOf(parseExperiment(HELD_OUT, { overrides: ["stop.patience=2", "seed=1..3", ...overrides] }));
  assert.match(
    textWith("learning_rate=0.1,0.2"),
    /\n {2}these rows chose the setting and epoch, so their figures are a bit optimistic\n/,
  );
  assert.match(textWith(), /\n {2}these rows chose the epoch, so their figures are a bit optimistic\n/);
});

Deno.test("losses of several measures or units rank no settings, and the share of rows told rightly still does", () => {
  const namesOf = (text: string, ...overrides: readonly string[]) => {
    const outcome = sweepExperiment(parseExperiment(text, { overrides }));
    const notes = notesOnSweep(outcome.plan.experiment, {
      trialCount: outcome.plan.trialCount,
      divergedCount: 0,
    });
    return {
      names: heldOutMeans(outcome.plan, summaryOf(outcome)).map(({ name }) => name),
      isNoted: notes.some(({ message }) => message.includes("cannot be compared")),
    };
  };
  const classes = { names: ["validation_accuracy"], isNoted: true };
  assert.deepEqual(namesOf(HELD_OUT, "output=sigmoid", "loss=mse,cross_entropy", "seed=1..3"), classes);
  // The loss that is not named follows from the output.
  assert.deepEqual(namesOf(HELD_OUT, "output=softmax,sigmoid", "seed=1..3"), classes);
  assert.deepEqual(namesOf(HEIGHTS, "dataset.target.scale=2.0,20.0", "seed=1..3"), {
    names: [],
    isNoted: true,
  });
  assert.deepEqual(namesOf(HEIGHTS, "learning_rate=0.1,0.2", "seed=1..3"), {
    names: ["validation_loss"],
    isNoted: false,
  });
});

/** What is said of three rates. @param accuracies of the rows that each fold holds out: shape [rate][fold]. */
function sentencesOfFolds(accuracies: readonly (readonly number[])[]) {
  const overrides = ["learning_rate=0.1,0.2,0.3", "fold=0..3"];
  const plan = planOf(parseExperiment(HELD_OUT, { overrides }));
  const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
  const spread = (mean: number) => ({ spread: { mean, count: 1 } });
  const summary = {
    means: [[], [], accuracies.map((folds) => ({ mean: mean(folds), count: 4 }))],
    groups: accuracies.flat().map((one) => ({ judged: [spread(1), spread(1), spread(one)] })),
  } as unknown as SweepSummary;
  const columns = leadColumns(plan, summary).map(({ title, texts }) => [title, ...texts]);
  return { sentences: heldOutSentences(plan, summary), columns };
}

Deno.test("means that differ have digits that tell them apart, and folds in which settings are equal are told", () => {
  const { sentences, columns } = sentencesOfFolds([
    [0.6, 0.5, 0.7, 0.5536],
    [0.6, 0.55, 0.6, 0.6016],
    [0.5, 0.5, 0.5, 0.5],
  ]);
  assert.deepEqual(sentences.slice(0, 2), [
    "validation accuracy: highest at learning_rate=0.1, 58.84% in the mean of 4 trials; lowest at " +
    "learning_rate=0.3, 50.00%; always answering their most frequent class: 66.7%, which is no worse",
    "the highest is ahead of the next, 58.79% at learning_rate=0.2, in 1 of 4 folds, 1 equal",
  ]);
  assert.deepEqual(columns, [["behind", "best", "1 of 4", "3 of 4"], ["equal", "–", "1", "1"]]);
});

Deno.test("a share of nearly all rows is not told as all of them, however many digits tell it from the next", () => {
  const { sentences } = sentencesOfFolds([[0.99996, 0.99998], [0.9996, 0.9996], [0.5, 0.5]]);
  assert.match(sentences[0], /highest at learning_rate=0.1, >99\.99% in/);
});

Deno.test("the same folds in another order have the same mean, whatever its last bit", () => {
  assert.notEqual(0.1 + 0.2 + 0.3, 0.3 + 0.2 + 0.1);
  const { sentences } = sentencesOfFolds([[0.1, 0.2, 0.3, 0], [0.3, 0.2, 0.1, 0], [0.2, 0, 0.1, 0.1]]);
  assert.match(sentences[0], /highest at learning_rate=0.1 and learning_rate=0.2, 15\.0% in the mean/);
  assert.match(sentences[1], /^the first of these is ahead of the next, 10.0% .*, in 2 of 4 folds$/);
});

Deno.test("a difference in the last bit ranks nothing", () => {
  const plan = planOf(parseExperiment(HEIGHTS, { overrides: ["learning_rate=0.1,0.2,0.3", "seed=1..4"] }));
  const one = (mean: number) => ({ mean, count: 4 });
  const first = (...means: readonly number[]) =>
    heldOutSentences(plan, { means: [means.map(one)], groups: [] })[0];
  assert.match(first(0.95, 0.9500000000000001, 0.95), /^validation loss: 0.95 at every setting;/);
  assert.match(
    first(0.95, 0.9500000000000001, 1),
    /^validation loss: lowest at learning_rate=0.1 and learning_rate=0.2, 0.95 in the mean/,
  );
});

Deno.test("over two keys the first map is of what the rows held out say, the darker the better", () => {
  const overrides = ["learning_rate=0.001,0.3", "hidden=[1],[3]", "fold=0..3"];
  const classes = sweepExperiment(parseExperiment(HELD_OUT, { overrides }));
  const lines = shareMapLines(classes.plan, summaryOf(classes), plain);
  assert.match(lines[0], /^Mean validation accuracy by learning_rate and hidden, of 4 trials a cell, the/);
  const numbers = sweepExperiment(
    parseExperiment(HELD_OUT_NUMBERS, { overrides: ["learning_rate=0.001,0.05", "hidden=[1],[3]"] }),
  );
  const map = shareMapLines(numbers.plan, summaryOf(numbers), plain).join("\n");
  assert.match(map, /^Validation loss by learning_rate and hidden, the darker the better\n/);
  // The worst is the lightest, and not as empty as a cell without a trial would be.
  assert.match(map, /░░ .*\n/);
  assert.match(map, /██ /);
});

Deno.test("where a choice moves along with the seed, folds are no settings that are ranked, and the mean is said to be over it", () => {
  const zip =
    "sweep: { zip: { training.learning_rate: [0.01, 0.1], init.seed: [1, 2] }, dataset.validation.fold: 0..3 }";
  const outcome = sweepExperiment(parseExperiment(`${HELD_OUT}${zip}\n`));
  const summary = summaryOf(outcome);
  assert.deepEqual(heldOutSentences(outcome.plan, summary), []);
  const lines = settingLines(outcome.plan, summary, plain).join("\n");
  assert.match(lines, /: the mean over all learning_rate and seeds\n/);
});

Deno.test("settings that hold out rows of their own are said to, and have no measure of all splits beside them", () => {
  const sentences = (...overrides: readonly string[]) => {
    const outcome = sweepExperiment(parseExperiment(HELD_OUT, { overrides }));
    return heldOutSentences(outcome.plan, summaryOf(outcome));
  };
  const own = sentences("validation.folds=2,4", "fold=0..1", "seed=1..2");
  assert.ok(own.includes("settings hold out different rows, which explains part of a difference"));
  assert.doesNotMatch(own.join(), /always answering/);
  assert.match(sentences("learning_rate=0.1,0.2", "fold=0..1").join(), /always answering/);
});

Deno.test("where only what is asked varies, nothing is chosen by the rows held out", () => {
  const { plan, summary } = (() => {
    const outcome = sweepExperiment(
      parseExperiment(HELD_OUT, { overrides: ["mine.length=3,4,5", "seed=1..2"] }),
    );
    return { plan: outcome.plan, summary: summaryOf(outcome) };
  })();
  assert.deepEqual(heldOutSentences(plan, summary), []);
});

Deno.test("of several settings that are alike it is told of how many trials each is", () => {
  const plan = planOf(parseExperiment(HEIGHTS, { overrides: ["learning_rate=0.1,0.2,0.3", "seed=1..8"] }));
  const means = [[{ mean: 1, count: 8 }, { mean: 1, count: 5 }, { mean: 2, count: 8 }]];
  assert.match(
    heldOutSentences(plan, { means, groups: [] })[0],
    /^validation loss: lowest at learning_rate=0.1 and learning_rate=0.2, 1 in the mean of 5 to 8 trials, the others diverged; /,
  );
  const same = [[{ mean: 1, count: 8 }, { mean: 1.0000000000000002, count: 8 }, { mean: 1, count: 8 }]];
  // Nothing is chosen where all are alike.
  assert.deepEqual(heldOutSentences(plan, { means: same, groups: [] }), [
    "validation loss: 1 at every setting; always answering their mean: 4.67 (R² 0.786)",
  ]);
});

Deno.test("a map has no cell for settings that are not ranked", () => {
  const plan = planOf(
    parseExperiment(HEIGHTS, { overrides: ["learning_rate=0.1,0.2", "hidden=[2],[3]", "seed=1..4"] }),
  );
  const means = [[{ mean: 1, count: 4 }, { mean: 0.1, count: 1 }, { mean: 2, count: 4 }, {
    mean: 3,
    count: 4,
  }]];
  const reach = [[0, 0, 0, 0], [0, 0, 0, 0]];
  const map = shareMapLines(plan, { means, reach } as unknown as SweepSummary, plain).join(" ");
  assert.match(map, /the darker the better, without settings that are not ranked/);
  assert.match(map, / –/);
  assert.doesNotMatch(map, / 0\.1 [^↓]*░░? +0\.1 /);
});
