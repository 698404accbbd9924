// Random experiment files that are right, as plain values: what a test writes out as YAML or JSON and reads again.

import fc from "npm:fast-check@4.3.0";
import { activationNames } from "../../src/engine/rules/activation.ts";
import { optimizerNames, optimizers } from "../../src/engine/rules/optimizer.ts";
import { camel } from "../../src/experiment/collection_kind.ts";
import { isLabel } from "../../src/experiment/label.ts";

/** An experiment file as plain values. */
export type FileValue = { readonly [key: string]: unknown };

/** Names of features, rows, queries and classes, those among them that look like something else. */
export const labels: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    "weight",
    "1",
    "007",
    "-0",
    "1e3",
    "true",
    "null",
    "~",
    "a.b",
    "a: b",
    "#c",
    "'",
    '"',
    "mean",
  ),
  fc.constantFrom(
    "constructor",
    "toString",
    "hasOwnProperty",
    "Zoë",
    "体重",
    "😀",
    "x y",
    "[2]",
    "1..5",
    "*a",
  ),
  fc.string({ minLength: 1, maxLength: 8, unit: "grapheme" }).filter((text) => isLabel(text)),
).filter((text) => text !== "name" && text !== "__proto__");

/** Finite numbers of every size. */
export const numbers: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: -1000, max: 1000 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, 1e21, 1e-7, 2 ** 53, 2 ** 60, -(2 ** 63), Number.MIN_VALUE, Number.MAX_VALUE),
);

/** Numbers of which means and deviations can be taken. */
const tame = fc.integer({ min: -1000, max: 1000 }).map((value) => value / 8);

const activation = fc.constantFrom(...activationNames);
const output = fc.constantFrom("sigmoid", "tanh", "relu", "identity");
const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const above0 = fc.double({ min: Number.MIN_VALUE, max: 1e6, noNaN: true });
const from0 = fc.double({ min: 0, max: 1e6, noNaN: true });
const seeds = fc.integer({ min: 0, max: 4294967295 });

/** What an optimizer's numbers may be, by their names in a file. */
const optimizerNumbers = {
  momentum: share,
  beta1: share,
  beta2: share,
  rho: share,
  epsilon: above0,
  weight_decay: from0,
};

/** An optimizer with some of its own numbers. */
const optimizer: fc.Arbitrary<FileValue> = fc.constantFrom(...optimizerNames).chain((name) => {
  const keys = Object.entries(optimizerNumbers).filter(([key]) => camel(key) in optimizers[name].defaults);
  return fc.record({ optimizer: fc.constant(name), ...Object.fromEntries(keys) }, { requiredKeys: [] })
    .map((chosen) => name === "sgd" ? chosen : { ...chosen, optimizer: name });
});

/** How gradients are formed and cut, and rows taken; all of it may be left out. */
const steps: fc.Arbitrary<FileValue> = fc.tuple(
  fc.record({
    l1: from0,
    l2: from0,
    batch_size: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constant("all")),
  }, {
    requiredKeys: [],
  }),
  fc.constantFrom({}, { clip_norm: 2.5 }, { clip_value: 1e-3 }),
  fc.oneof(fc.constantFrom({}, { shuffle: false }), fc.record({ shuffle_seed: seeds })),
  fc.constantFrom({}, { loss: "mse" }, { loss: "mae" }, { loss: "huber" }),
  fc.constantFrom({}, { schedule: { factor: 0.5 } }, { schedule: { step: 2 } }, {
    schedule: { plateau: 1, factor: 2 },
  }),
  fc.constantFrom({}, { stop: { patience: 1 } }, { stop: { loss_under: 0.2 } }, {
    stop: { patience: 3, loss_under: 1e-3 },
  }),
).map((parts) => Object.assign({}, ...parts));

/** How starting parameters are drawn. */
const scheme: fc.Arbitrary<FileValue> = fc.oneof(
  fc.constantFrom({}, { scheme: "classic" }, { scheme: "glorot_uniform" }, { scheme: "he_normal" }),
  fc.record({ scheme: fc.constant("normal"), sd: above0 }),
  fc.record({ scheme: fc.constant("uniform"), bound: above0 }),
);

/** Experiment files that are right. */
export const experimentFiles: fc.Arbitrary<FileValue> = fc.record({
  columns: fc.uniqueArray(labels, { minLength: 2, maxLength: 4 }),
  rowCount: fc.integer({ min: 0, max: 4 }),
  classes: fc.option(fc.uniqueArray(labels, { minLength: 1, maxLength: 3 }), { nil: null }),
  classValues: fc.uniqueArray(numbers.map((value) => value + 0), {
    minLength: 3,
    maxLength: 3,
    comparator: (left, right) => left === right,
  }),
  cells: fc.infiniteStream(fc.oneof(tame, numbers)),
  rowNames: fc.uniqueArray(labels, { minLength: 8, maxLength: 8 }),
  queryCount: fc.integer({ min: 0, max: 3 }),
  hidden: fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 }),
  activation,
  layerActivations: fc.array(activation, { minLength: 3, maxLength: 3 }),
  isListed: fc.boolean(),
  output,
  optimizer,
  steps,
  init: fc.oneof(
    fc.tuple(fc.record({ seed: seeds }), scheme).map((parts) => Object.assign({}, ...parts)),
    fc.record({ weights: numbers, biases: numbers }),
    fc.constant({}),
  ),
  hasRate: fc.boolean(),
  rate: fc.double({ min: 0, max: 1e6, noNaN: true }),
  epochs: fc.integer({ min: 0, max: 50 }),
  logEvery: fc.integer({ min: 1, max: 20 }),
  shift: fc.oneof(numbers, fc.constant("mean")),
  sweep: fc.constantFrom("none", "seed", "product", "zip", "list", "optimizers"),
  validation: fc.constantFrom("none", "none", "fraction", "stratified", "folds", "rows", "names"),
  target: fc.constantFrom("as in 0.1.0", "as in 0.1.0", "one output a class", "scaled", "several numbers"),
  description: fc.string({ maxLength: 20, unit: "grapheme-ascii" }),
}).map((random): FileValue => {
  const [target, ...features] = random.columns;
  const next = (): number => random.cells.next().value;
  const cellsOf = (name: string | undefined): [string, unknown][] => [
    ...(name === undefined ? [] : [["name", name] as [string, unknown]]),
    ...features.map((feature): [string, unknown] => [feature, next()]),
  ];
  const classOf = (index: number): unknown =>
    random.classes === null ? next() : random.classes[index % random.classes.length];
  const hasLabels = random.classes !== null;
  const second = `${target} again`;
  const isSeveral = random.target === "several numbers" && !hasLabels && !features.includes(second);
  const rows = Array.from({ length: random.rowCount }, (_, index) =>
    Object.fromEntries([
      ...cellsOf(index % 2 === 0 ? random.rowNames[index] : undefined),
      [target, classOf(index)],
      ...(isSeveral ? [[second, next()] as const] : []),
    ]));
  const queries = Array.from(
    { length: random.queryCount },
    (_, index) => Object.fromEntries(cellsOf(random.rowNames[4 + index])),
  );
  // A mean needs rows whose sum is finite; numbers of every size do not promise that.
  const isMeanPossible = rows.length > 0 &&
    rows.every((row) => features.every((feature) => Math.abs(Number(row[feature])) < 1e300));
  const shift = random.shift === "mean" && !isMeanPossible ? 0 : random.shift;
  const sweeps: Record<string, unknown> = {
    seed: { "init.seed": "1..20" },
    product: {
      "training.learning_rate": [0.5, 0.25],
      "network.hidden": [[1], [2, 3], []],
      "log_every": "1..3",
    },
    zip: {
      zip: [
        { [`dataset.features.${features[0]}.shift`]: [1, 2.5], "training.epochs": "1..2" },
        { "network.activation": ["tanh", "relu"] },
      ],
      learning_rate: "geomspace(0.01, 1, 3)",
    },
    optimizers: { optimizer: [...optimizerNames], shuffle_seed: "1..2", batch_size: [1, "all"] },
    folds: { "dataset.validation.fold": "0..1", "dataset.validation.seed": [3, 7] },
    list: [{ "training.epochs": "3..5" }, { "training.learning_rate": "linspace(0.1, 0.5, 5)" }],
  };
  const targetRest = (): FileValue => {
    if (random.classes === null) {
      return random.target === "scaled" ? { unit: "m", shift: -7, scale: 0.25 } : {};
    }
    if (random.target === "one output a class" && random.classes.length > 1) {
      return { classes: rows.length >= random.classes.length ? "all" : random.classes };
    }
    const numbers = random.classes.map((label, index) => [label, random.classValues[index]]);
    return { classes: Object.fromEntries(numbers) };
  };
  // What is held out must leave rows to learn, of which there are up to four.
  const validations: Record<string, FileValue | null> = {
    none: null,
    fraction: rows.length < 2 ? null : { fraction: 0.5, seed: 4294967295 },
    stratified: rows.length < 4 || !hasLabels
      ? null
      : { fraction: 0.01, stratify: random.classes!.length < 3 },
    folds: rows.length < 2 ? null : { folds: 2, fold: 1, seed: 5 },
    names: rows.length < 2 ? null : { rows: ["row 2"] },
    rows: rows.length === 0 ? null : { rows: rows.slice(0, 2).map((row) => ({ ...row })) },
  };
  const isCrossValidated = random.sweep !== "none" && random.validation === "folds" && rows.length > 1;
  const validation = validations[random.validation];
  const sweep = isCrossValidated ? "folds" : random.sweep;
  return {
    name: "random",
    description: random.description.trim(),
    dataset: {
      features: features.map((name, index) => index === 0 ? { name, unit: "lb", shift } : { name }),
      ...(isSeveral
        ? { targets: [{ name: target, unit: "kg" }, { name: second, shift: 1.5, scale: -3 }] }
        : { target: { name: target, ...targetRest() } }),
      rows,
      ...(validation === null ? {} : { validation }),
    },
    network: {
      hidden: random.hidden,
      // A list must fit the layers of every trial.
      activation: random.isListed && random.hidden.length > 0 && random.sweep !== "product"
        ? random.layerActivations.slice(0, random.hidden.length)
        : random.activation,
      output: random.output,
    },
    init: random.init,
    training: {
      ...random.optimizer,
      ...random.steps,
      ...(random.hasRate ? { learning_rate: random.rate } : {}),
      epochs: rows.length === 0 ? 0 : random.epochs,
      log_every: random.logEvery,
    },
    queries,
    // Without rows no trial may have epochs.
    ...(random.sweep === "none" || rows.length === 0 ? {} : { sweep: sweeps[sweep] }),
  };
});
