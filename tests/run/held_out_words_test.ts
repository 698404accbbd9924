// No leak by words: with `categories: all` nothing in a row that is held out changes a bit of what is learned.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { learningOf } from "../../src/engine/learning.ts";
import { train } from "../../src/engine/training_run.ts";
import { canonicalText, configOf } from "../../src/experiment/config.ts";
import {
  courseOf,
  type Experiment,
  featuresOf,
  startingParameters,
  topologyOf,
  trainingDataOf,
} from "../../src/experiment/experiment.ts";
import { parseExperiment, readExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { variantOf } from "../../src/experiment/reading/variant.ts";
import { kernelEngine } from "../../src/run/fast_engine.ts";
import { answerShapeOf, FIGURE, outputFigure } from "../../src/sweep/figures.ts";
import { planOf, settingsAt } from "../../src/sweep/plan.ts";
import { plainEngine } from "../../src/engine/row_engine.ts";
import { columnOf, sweepExperiment } from "../../src/sweep/sweep_outcome.ts";
import { HELD_OUT_WORDS } from "../many_outputs.ts";
import { caseCount } from "../requirement.ts";

/** What a row says. */
interface Cells {
  readonly color: string;
  readonly size: number;
  readonly ripe: string;
}

const WORDS = ["red", "green", "amber", "1", "1.0", "01", "toString", ""];

const cells: fc.Arbitrary<Cells> = fc.record({
  color: fc.constantFrom(...WORDS),
  size: fc.integer({ min: -40, max: 40 }).map((size) => size / 4),
  ripe: fc.constantFrom("no", "yes"),
});

/** What is written over a held-out row; new words are among it. */
const otherCells: fc.Arbitrary<Cells> = fc.record({
  color: fc.constantFrom(...WORDS, "blue", "violet", "2", "2.0"),
  size: fc.constantFrom(0, 1e6, -1e-9, 1e300),
  ripe: fc.constantFrom("no", "yes"),
});

function text(validation: string, rows: readonly Cells[]): string {
  return JSON.stringify({
    name: "leak",
    dataset: {
      features: [
        { name: "color", categories: "all", missing: "mean" },
        { name: "size", shift: "mean", scale: "std" },
      ],
      target: { name: "ripe", classes: ["no", "yes"] },
      rows: rows.map(({ color, size, ripe }, index) => ({ name: `r${index}`, color, size, ripe })),
      validation: JSON.parse(validation),
    },
    network: { hidden: [3], activation: "tanh" },
    init: { seed: 11, scheme: "glorot_uniform" },
    training: { optimizer: "adam", batch_size: 4, shuffle: true, epochs: 6, log_every: 2 },
    queries: [{ name: "mine", size: 2 }],
  });
}

const WAYS = [
  '{ "fraction": 0.3, "seed": 3 }',
  '{ "fraction": 0.3, "seed": 3, "stratify": true }',
  '{ "folds": 3, "fold": 2 }',
  '{ "folds": 3, "fold": 1, "stratify": true }',
  '{ "rows": ["r1", "r4", "r7"] }',
];

/** The file with the rows changed that are held out; stratified rows keep their classes, which decide who that is. */
function changed(
  way: string,
  rows: readonly Cells[],
  indices: readonly number[],
  by: readonly Cells[],
): string {
  const isStratified = way.includes("stratify");
  return text(
    way,
    rows.map((row, index) => {
      const at = indices.indexOf(index);
      return at < 0 ? row : { ...by[at % by.length], ...(isStratified ? { ripe: row.ripe } : {}) };
    }),
  );
}

/** What a network learns on an engine, and what it learns it from; not where in the table a word was met. */
function learned(experiment: Experiment, engine: typeof plainEngine): unknown {
  const { training } = experiment;
  const losses: number[] = [];
  const trainer = engine.trainer(topologyOf(experiment), trainingDataOf(experiment), learningOf(training));
  const { parameters, status } = train(trainer, {
    ...courseOf(experiment),
    parameters: startingParameters(experiment),
    epochs: training.epochs,
    logEvery: training.logEvery,
    supervision: training,
    onLoss: (_, loss) => {
      losses.push(loss);
      return undefined;
    },
  });
  // 1 and 1.0 are one word, which is called as the table has it first.
  const features = featuresOf(experiment).map(({ category, name, shift, scale, missing }) => {
    const word = category === undefined ? name : Number(category.label) || category.label;
    return { word, shift, scale, missing };
  });
  return { features, status, parameters: [...parameters], losses };
}

const ENGINES = { plain: plainEngine, kernel: kernelEngine };
const tables = fc.array(cells, { minLength: 9, maxLength: 12 });
const changes = fc.array(otherCells, { minLength: 5, maxLength: 5 });

for (const way of WAYS) {
  Deno.test(`whatever stands in the rows that ${way} holds out, no parameter changes on any engine (seed 71)`, () => {
    let wordCount = 0;
    fc.assert(
      fc.property(tables, changes, (rows, by) => {
        const before = readExperiment(text(way, rows));
        fc.pre("ok" in before);
        const { indices } = before.ok.dataset.validation!;
        const after = parseExperiment(changed(way, rows, indices, by));
        assert.deepEqual(after.dataset.validation!.indices, indices);
        for (const engine of Object.values(ENGINES)) {
          assert.deepEqual(learned(after, engine), learned(before.ok, engine));
        }
        if (after.dataset.features.length > featuresOf(after).length) wordCount++;
      }),
      { seed: 71, numRuns: caseCount(60, 150) },
    );
    assert.ok(wordCount > 20, `held-out rows alone had a word in ${wordCount} cases`);
  });
}

Deno.test("the test would see a leak: a changed row that is learned changes the network", () => {
  const rows = Array.from({ length: 9 }, (_, index): Cells => ({
    color: ["red", "green", "amber"][index % 3],
    size: index,
    ripe: index % 2 === 0 ? "no" : "yes",
  }));
  const before = parseExperiment(text(WAYS[2], rows));
  const { indices } = before.dataset.validation!;
  const first = rows.findIndex((_, index) => !indices.includes(index));
  const after = parseExperiment(text(WAYS[2], rows.with(first, { ...rows[first], color: "blue" })));
  assert.notDeepEqual(learned(after, plainEngine), learned(before, plainEngine));
});

Deno.test("in each trial of a sweep over folds the rows that it holds out change no bit (seed 72)", () => {
  const overrides = ["fold=0..2", "seed=1..3"];
  let topologyCount = 0;
  fc.assert(
    fc.property(tables, changes, fc.nat(2), (rows, by, fold) => {
      const way = '{ "folds": 3, "seed": 9 }';
      const before = readExperiment(text(way, rows), { overrides });
      fc.pre("ok" in before);
      const { indices } = variantOf(before.ok, { "dataset.validation.fold": fold }).dataset.validation!;
      const read = readExperiment(changed(way, rows, indices, by), { overrides });
      // In the other folds the changed rows are learned, and a number may be too large to take a deviation of.
      fc.pre("ok" in read);
      const plan = planOf(before.ok);
      const sweeps = [before.ok, read.ok].flatMap((experiment) =>
        (["plain", "wasm"] as const).map((engine) => sweepExperiment(experiment, { engine }))
      );
      const shape = answerShapeOf(before.ok);
      const figures = [
        FIGURE.finalLoss,
        FIGURE.divergedAtEpoch,
        outputFigure(shape, 0),
        outputFigure(shape, 0) + 1,
      ];
      for (let trial = 0; trial < plan.trialCount; trial++) {
        const settings = settingsAt(plan, trial);
        if (settings["dataset.validation.fold"] !== fold) continue;
        const [found, ...others] = sweeps.map((sweep) =>
          figures.map((figure) => columnOf(sweep, figure)[trial])
        );
        for (const other of others) assert.deepEqual(other, found);
        for (const engine of Object.values(ENGINES)) {
          const wanted = learned(variantOf(before.ok, settings), engine);
          assert.deepEqual(learned(variantOf(read.ok, settings), engine), wanted);
        }
      }
      const inputCounts = [0, 1, 2].map((other) =>
        topologyOf(variantOf(read.ok, { "dataset.validation.fold": other })).inputCount
      );
      if (new Set(inputCounts).size > 1) topologyCount++;
    }),
    { seed: 72, numRuns: caseCount(40, 100) },
  );
  assert.ok(topologyCount > 5, `trials had different inputs in ${topologyCount} cases`);
});

Deno.test("a trial of a sweep over folds is the experiment of its file with that fold", () => {
  const sweep = parseExperiment(HELD_OUT_WORDS, { overrides: ["fold=0..2", "seed=1..2"] });
  const inputs = new Set<string>();
  for (let trial = 0; trial < 6; trial++) {
    const settings = settingsAt(planOf(sweep), trial);
    const overrides = Object.entries(settings).map(([key, value]) => `${key}=${value}`);
    const [variant, alone] = [variantOf(sweep, settings), parseExperiment(HELD_OUT_WORDS, { overrides })];
    assert.equal(canonicalText(variant), canonicalText(alone));
    assert.deepEqual(featuresOf(variant), featuresOf(alone));
    inputs.add(featuresOf(variant).map(({ name }) => name).join());
  }
  assert.deepEqual([...inputs], [
    "color=green,color=red,size",
    "color=amber,color=red,color=green,size",
    "color=green,color=red,color=amber,size",
  ]);
});

Deno.test("a config gives the experiment again, with the words that only held-out rows have (seed 73)", () => {
  fc.assert(
    fc.property(tables, fc.constantFrom(...WAYS), fc.boolean(), (rows, way, isSwept) => {
      const overrides = isSwept && way.includes("folds") ? ["fold=0..2"] : [];
      const read = readExperiment(text(way, rows), { overrides });
      fc.pre("ok" in read);
      const again = parseExperiment(JSON.stringify(configOf(read.ok)));
      assert.equal(canonicalText(again), canonicalText(read.ok));
      assert.deepEqual(again.dataset, read.ok.dataset);
      assert.deepEqual(again.queries, read.ok.queries);
      assert.deepEqual(featuresOf(again), featuresOf(read.ok));
    }),
    { seed: 73, numRuns: caseCount(100, 250) },
  );
});
