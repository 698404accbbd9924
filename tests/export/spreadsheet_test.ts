// Networks as a spreadsheet: gnumeric works all formulas out anew, from other cells than those that were written, and gets
// the answers to them; and it trains, step by step, as the engine does.
import assert from "node:assert/strict";
import { parseExperiment, runExperiment } from "../../mod.ts";
import { cellOf } from "../../src/dataset/dataset.ts";
import { parameterNames } from "../../src/engine/topology.ts";
import { topologyOf } from "../../src/experiment/experiment.ts";
import { networkSheet } from "../../src/export/spreadsheet/network_sheet.ts";
import type { Sheet } from "../../src/export/spreadsheet/sheet.ts";
import { spreadsheet } from "../../src/export/spreadsheet/spreadsheet.ts";
import { TRAINING_LIMITS, trainingSheets } from "../../src/export/spreadsheet/training_sheets.ts";
import { workbook } from "../../src/export/spreadsheet/workbook.ts";
import { rawInputsOf, trainedModelOf } from "../../src/export/trained_model.ts";
import { cellsOf } from "../../src/results/csv_text.ts";
import { hasProgram, printedBy } from "../foreign_process.ts";
import { supervisedOf } from "../../src/run/supervised.ts";
import { BOXES, FLOWERS, PRICES } from "../many_outputs.ts";
import { requireOrSkip } from "../requirement.ts";
import { denseLayersIn, layerCases, randomCases } from "./random_models.ts";

const ignore = requireOrSkip(await hasProgram("ssconvert"), "gnumeric", "Debian's gnumeric");

/** The cells of the first sheets of workbooks as gnumeric works them out. */
async function recalculated(
  books: readonly (readonly Sheet[])[],
): Promise<readonly (readonly (readonly string[])[])[]> {
  const folder = await Deno.makeTempDir();
  try {
    const all = [];
    for (const [index, sheets] of books.entries()) {
      const path = `${folder}/${index}.xlsx`;
      await Deno.writeFile(path, workbook(sheets));
      await printedBy(["ssconvert", "-S", "--recalc", path, `${folder}/${index}.%n.csv`]);
      const text = await Deno.readTextFile(`${folder}/${index}.0.csv`);
      all.push(text.trimEnd().split("\n").map(cellsOf));
    }
    return all;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test({
  name: "a word that was never learned has no answer, nor has an empty cell that must not be",
  ignore,
  async fn() {
    const outcome = runExperiment(parseExperiment(`name: typed
dataset:
  features: [{ name: home, categories: all }, { name: size }]
  target: { name: y, classes: [no, yes] }
  rows: [[home, size, y], [Rome, 1, no], [Oslo, 2, yes], [Bonn, 3, yes]]
training: { epochs: 20 }
queries: [{ home: Oslo, size: 2 }]
`));
    const model = trainedModelOf(outcome)!;
    const [{ values, label }] = outcome.predictions;
    const typed = [["Oslo", 2], ["Bonn", 2], ["Nowhere", 2], ["oslo", 2], ["Oslo", ""], ["", 2]];
    const found = await recalculated(typed.map(([home, size]) => {
      const sheet = networkSheet(model, rawInputsOf(model, values));
      sheet.put({ column: 2, row: 5 }, home);
      sheet.put({ column: 2, row: 8 }, size);
      return [sheet];
    }));
    const answers = found.map((rows) => rows[rows.findIndex(([cell]) => cell === "answer") + 1][1]);
    const [learned, other, ...none] = answers.map(Number);
    assert.ok(label === "yes" && learned > 0 && other > 0 && learned !== other, answers.join());
    assert.deepEqual(none, [NaN, NaN, NaN, NaN], answers.join());
    assert.equal(answers[2], "#N/A");
  },
});

Deno.test({
  name: "gnumeric gives the answers of predictions.csv to 1 part in 10^12 for rows that are typed in",
  ignore,
  async fn() {
    // A spreadsheet has no infinity, so the largest weights and rows are left out.
    const cases = randomCases(3000, 200).filter(({ model, questions: [, second] }) =>
      denseLayersIn(model).flatMap(({ weights, biases }) => [weights.flat(), biases].flat()).every((x) =>
        Math.abs(x) < 100
      ) &&
      second.outputs !== null
    ).slice(0, 30);
    assert.equal(cases.length, 30);
    const names = new Set(
      cases.flatMap(({ model }) => denseLayersIn(model).map(({ activation }) => activation.name)),
    );
    assert.equal(names.size, 10, [...names].join());
    const sheets = cases.map(({ model, outcome: { predictions: [first, second] } }) => {
      const sheet = networkSheet(model, first.values);
      for (const column of model.columns) {
        sheet.put({ column: 2, row: 5 + column.first }, cellOf(column, second.values) ?? "");
      }
      return [sheet];
    });
    const found = await recalculated(sheets);
    cases.forEach(({ model, questions: [, { outputs, label }] }, index) => {
      const rows = found[index];
      const start = rows.findIndex(([cell]) => cell === "answer") + 1;
      const size = Math.max(
        1,
        ...model.targetColumns.flatMap(({ shift, scale }) => [shift, scale].map(Math.abs)),
        ...outputs!.map(Math.abs),
      );
      outputs!.forEach((output, k) => {
        assert.equal(rows[start + k][0], model.outputNames[k]);
        const answer = Number(rows[start + k][1]);
        assert.ok(
          Math.abs(answer - output) <= 1e-12 * size,
          `${model.name}: ${rows[start + k][1]}, not ${output}`,
        );
      });
      if (label !== null) assert.equal(rows[start + outputs!.length][1], label, model.name);
    });
  },
});

Deno.test({
  name: "gnumeric moves filters over images and reads sentences that are typed in, to 1 part in 10^12",
  ignore,
  async fn() {
    const cases = layerCases(3000, 60).filter(({ outcome: { predictions: [first, second] } }) =>
      first.outputs !== null && second.outputs !== null
    ).slice(0, 30);
    assert.ok(cases.filter(({ model }) => model.layers[0].kind === "rnn").length >= 5);
    const sheets = cases.map(({ model, outcome: { predictions: [first, second] } }) => {
      const sheet = networkSheet(model, first.values);
      const [{ learnedWords }] = model.features;
      if (learnedWords === undefined) {
        second.values.forEach((value, index) => sheet.put({ column: 2, row: 5 + index }, value));
      } else {
        // What the network does not know stands where there is room, and is passed over.
        const words = String(cellOf(model.columns[0], second.values)).split(" ").filter((word) =>
          word !== ""
        );
        for (let index = 0; index < model.layers[0].inputCount; index++) {
          const other = index === words.length ? learnedWords[0].toUpperCase() : "";
          sheet.put({ column: 2, row: 5 + index }, words[index] ?? other);
        }
      }
      return [sheet];
    });
    const found = await recalculated(sheets);
    cases.forEach(({ model, questions: [, { outputs, label }] }, index) => {
      const rows = found[index];
      const start = rows.findIndex(([cell]) => cell === "answer") + 1;
      outputs!.forEach((output, k) => {
        const answer = Number(rows[start + k][1]);
        // In relation to what the answer's scale, 3 at most, does to the last digits of the sums.
        const size = Math.max(3, Math.abs(output));
        assert.ok(Math.abs(answer - output) <= 1e-12 * size, `${model.name}: ${answer}, not ${output}`);
      });
      if (label !== null) assert.equal(rows[start + outputs!.length][1], label, model.name);
    });
  },
});

Deno.test({
  name: "gnumeric trains as the engine does, with a learning rate that is typed in",
  ignore,
  async fn() {
    const texts = [FLOWERS, PRICES, BOXES, FLOWERS.replace("output: sigmoid", "output: softmax")].map((
      text,
    ) =>
      text.replace(
        /^training: .*$/m,
        `training: { epochs: ${TRAINING_LIMITS.epochs}, learning_rate: 0.1, shuffle: true }`,
      )
    );
    const books = texts.map((text) => {
      const outcome = runExperiment(parseExperiment(text));
      const [sheet, ...others] = trainingSheets(outcome, trainedModelOf(outcome)!);
      sheet.put({ column: 2, row: 2 }, 0.25);
      return [sheet, ...others, networkSheet(trainedModelOf(outcome)!, outcome.predictions[0].values)];
    });
    const found = await recalculated(books);
    texts.forEach((text, index) => {
      const { experiment, parameters } = runExperiment(parseExperiment(text.replace("0.1", "0.25")));
      const rows = found[index];
      const headings = rows[3];
      const last = rows[rows.length - 1];
      assert.equal(rows.length - 4, experiment.dataset.rows.length * TRAINING_LIMITS.epochs);
      parameterNames(topologyOf(experiment)).forEach((name, at) => {
        const value = Number(last[headings.indexOf(`new ${name}`)]);
        assert.ok(Math.abs(value - parameters![at]) < 1e-10, `${name}: ${value}, not ${parameters![at]}`);
      });
    });
  },
});

/** Coded classes, of which one output stands for three. */
const LEVELS = `name: levels
dataset:
  features: [{ name: x }]
  target: { name: level, classes: { low: 0, middle: 0.4, high: 1 } }
  rows: [[x, level], [-2, low], [0, middle], [2, high]]
training: { epochs: 300, learning_rate: 0.5 }
queries: [{ x: -2 }, { x: 0 }, { x: 2 }]
`;

Deno.test("the lowest class of a sheet begins nowhere, in words", () => {
  const outcome = runExperiment(parseExperiment(LEVELS));
  const sheet = networkSheet(trainedModelOf(outcome)!, outcome.predictions[0].values);
  const cells = [...sheet.rows.values()].flat().map(({ cell }) => cell);
  const ends = cells.flatMap(({ value }) =>
    typeof value === "number" && Math.abs(value) > 1e300 ? [value] : []
  );
  assert.deepEqual(ends, []);
  const heading = [...sheet.rows.entries()].find(([, row]) => row.some(({ cell }) => cell.value === "from"))!;
  const from = [1, 2, 3].map((below) => sheet.valueAt({ column: 6, row: heading[0] + below }));
  assert.deepEqual(from, ["the rest", 0.2, 0.7]);
});

Deno.test({
  name: "gnumeric gives the label of each of three coded classes",
  ignore,
  async fn() {
    const outcome = runExperiment(parseExperiment(LEVELS));
    const model = trainedModelOf(outcome)!;
    const sheets = outcome.predictions.map(({ values }) => {
      const sheet = networkSheet(model, outcome.predictions[1].values);
      sheet.put({ column: 2, row: 5 }, values[0]);
      return [sheet];
    });
    const labels = (await recalculated(sheets)).map((rows) =>
      rows[rows.findIndex(([cell]) => cell === "answer") + 2][1]
    );
    assert.deepEqual(labels, ["low", "middle", "high"]);
    assert.deepEqual(outcome.predictions.map(({ label }) => label), labels);
  },
});

Deno.test("only a small plain descent has its training in the spreadsheet", () => {
  const sheetsOf = (text: string): readonly string[] => {
    const outcome = runExperiment(parseExperiment(text));
    return trainingSheets(outcome, trainedModelOf(outcome)!).map(({ name }) => name);
  };
  assert.deepEqual(sheetsOf(PRICES), ["Training", "Rows"]);
  assert.deepEqual(sheetsOf(PRICES.replace("epochs: 200", "epochs: 2, batch_size: 2")), []);
  assert.deepEqual(sheetsOf(PRICES.replace("epochs: 200", "epochs: 2, momentum: 0.5")), []);
  assert.deepEqual(sheetsOf(PRICES.replace("hidden: [2]", "hidden: [20]")), []);
  assert.deepEqual(sheetsOf(PRICES.replace("epochs: 200", "epochs: 0")), []);
});

Deno.test("a training that was stopped has the epochs that were made, and says why it ends", () => {
  const outcome = runExperiment(parseExperiment(PRICES, { overrides: ["loss_under=0.9", "log_every=1"] }));
  const { earlyEnd } = supervisedOf(outcome)!;
  assert.ok(earlyEnd !== null && earlyEnd.epoch < TRAINING_LIMITS.epochs - 1);
  const [sheet] = trainingSheets(outcome, trainedModelOf(outcome)!);
  const lastRow = 4 + (earlyEnd.epoch + 1) * outcome.experiment.dataset.rows.length;
  const epochs = [lastRow, lastRow + 1].map((row) => sheet.valueAt({ column: 1, row }));
  assert.deepEqual(epochs, [earlyEnd.epoch, ""]);
  assert.match(
    String(sheet.valueAt({ column: 3, row: 1 })),
    /^stopped after epoch \d+ of 200: the loss was under 0\.9$/,
  );
});

Deno.test("the same result gives the same spreadsheet, and no name in it is a formula or markup", () => {
  const text = PRICES.replaceAll("rooms", '"=1+1<&>"').replace("name: prices", "name: same");
  const [first, second] = [1, 2].map(() => {
    const outcome = runExperiment(parseExperiment(text));
    return new TextDecoder().decode(spreadsheet(outcome, trainedModelOf(outcome)!));
  });
  assert.equal(first, second);
  assert.ok(first.includes('<t xml:space="preserve">=1+1&lt;&amp;&gt;</t>'));
});
