// What settings come to that depend on each other: defaults by optimizer and output, and sweeps that vary those.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { configOf } from "../../../src/experiment/config.ts";
import { experimentId } from "../../../src/experiment/experiment_id.ts";
import type { Experiment, Init, SweepValue, TrainingSettings } from "../../../src/experiment/experiment.ts";
import { parseExperiment, readExperiment } from "../../../src/experiment/reading/parse_experiment.ts";
import { variantOf } from "../../../src/experiment/reading/variant.ts";
import { type OptimizerName, optimizerNames, optimizers } from "../../../src/engine/rules/optimizer.ts";
import { planOf, settingsAt } from "../../../src/sweep/plan.ts";
import { settingArguments } from "../../../src/report/sweep/setting_arguments.ts";

const TEXT = `
name: choices
dataset:
  features: [{ name: x }]
  target: { name: y, classes: { "no": 0, "yes": 1 } }
  rows: [{ name: one, x: 1, y: "no" }, { name: two, x: 2, y: "yes" }]
`;

function parse(rest: string, ...overrides: string[]): Experiment {
  return parseExperiment(`${TEXT}${rest}\n`, { overrides });
}

function trainingOf(rest: string, ...overrides: string[]): TrainingSettings {
  return parse(rest, ...overrides).training;
}

for (const name of optimizerNames) {
  Deno.test(`${name} has its own learning rate and numbers where nothing is said, and its config writes them out`, () => {
    const { learningRate, defaults } = optimizers[name];
    const training = trainingOf(`training: { optimizer: ${name} }`);
    assert.equal(training.learningRate, learningRate);
    assert.deepEqual(training.optimizer, { name, ...defaults });
    const config = configOf(parse(`training: { optimizer: ${name} }`)).training;
    const written = Object.keys(config as object).length;
    assert.equal(written, name === "sgd" ? 4 : 5 + Object.keys(defaults).length);
  });
}

Deno.test("an optimizer that is not plain sgd writes its whole block", () => {
  const config = (rest: string) => configOf(parse(`training: { epochs: 5, ${rest} }`)).training;
  const old = { learning_rate: 0.1, epochs: 5, loss: "mse", log_every: 10 };
  assert.deepEqual(config(""), old);
  assert.deepEqual(config("optimizer: sgd, momentum: 0, nesterov: false"), old);
  assert.deepEqual(config("momentum: 0.9"), { ...old, optimizer: "sgd", momentum: 0.9, nesterov: false });
  assert.deepEqual(config("optimizer: adamw, beta2: 0.9"), {
    ...old,
    learning_rate: 0.001,
    optimizer: "adamw",
    beta1: 0.9,
    beta2: 0.9,
    epsilon: 1e-8,
    weight_decay: 0.01,
  });
});

Deno.test("young settings are written only where something comes of them", () => {
  const id = experimentId(parse(""));
  const neutral = "l1: 0, l2: 0, batch_size: 1, shuffle: false, optimizer: sgd, momentum: 0, nesterov: false";
  assert.equal(experimentId(parse(`training: { ${neutral} }\ninit: { scheme: classic }`)), id);
  const overrides = [
    "l1=1",
    "l2=1",
    "clip_norm=1",
    "clip_value=1",
    "batch_size=2",
    "batch_size=all",
    "shuffle=true",
  ];
  const more = ["shuffle_seed=0", "momentum=0.5", "optimizer=adam", "scheme=he_normal", "loss=mae"];
  const ids = [...overrides, ...more].map((override) => experimentId(parse("", override)));
  assert.equal(new Set([id, ...ids]).size, ids.length + 1);
});

Deno.test("a list of activations that names one for all layers is that name", () => {
  const network = (hidden: string, activation: string) =>
    parse(`network: { hidden: ${hidden}, activation: ${activation} }`).network;
  assert.deepEqual(network("[3, 4]", "[tanh, tanh]"), network("[3, 4]", "tanh"));
  assert.deepEqual(network("[3]", "[relu]").activation, "relu");
  assert.deepEqual(network("[3, 4]", "[tanh, relu]").activation, ["tanh", "relu"]);
});

Deno.test("a list of classes has softmax and cross_entropy where nothing is said, a scaled number identity, all else sigmoid", () => {
  const decided = (target: string, rest = "") => {
    const text = TEXT.replace(/target: .*/, `target: { name: y, ${target} }`).replace(/y: "no"/, "y: 0")
      .replace(/y: "yes"/, "y: 1");
    const { network: { output }, training: { loss } } = parseExperiment(text + rest);
    return [output, loss];
  };
  assert.deepEqual(decided('classes: ["0", "1"]'), ["softmax", "cross_entropy"]);
  assert.deepEqual(decided("shift: 0.5"), ["identity", "mse"]);
  assert.deepEqual(decided("scale: std"), ["identity", "mse"]);
  assert.deepEqual(decided("shift: 0, scale: 1"), ["sigmoid", "mse"]);
  assert.deepEqual(decided("classes: { a: 0, b: 1 }".replace("a: 0, b: 1", '"0": 0, "1": 1')), [
    "sigmoid",
    "mse",
  ]);
  assert.deepEqual(decided('classes: ["0", "1"]', "network: { output: sigmoid }"), ["sigmoid", "mse"]);
  assert.deepEqual(decided("scale: 2", "network: { output: tanh }"), ["tanh", "mse"]);
});

Deno.test("orders come from the seed of the start or from a seed of their own", () => {
  assert.equal(trainingOf("").shuffle, "none");
  assert.equal(trainingOf("training: { shuffle: true }").shuffle, "init");
  assert.equal(trainingOf("training: { shuffle_seed: 7 }").shuffle, 7);
  assert.equal(trainingOf("training: { shuffle: true }", "shuffle_seed=7").shuffle, 7);
  assert.equal(trainingOf("training: { shuffle_seed: 7 }", "shuffle=false").shuffle, "none");
});

Deno.test("an optimizer of the command line takes the place of the file's with all that belongs to it", () => {
  const file = "training: { learning_rate: 0.5, momentum: 0.9, nesterov: true }";
  const adam = { name: "adam", ...optimizers.adam.defaults } as const;
  assert.deepEqual(trainingOf(file, "optimizer=adam").optimizer, adam);
  assert.equal(trainingOf(file, "optimizer=adam").learningRate, 0.5);
  assert.deepEqual(trainingOf(file, "optimizer=adam", "beta1=0.5").optimizer, { ...adam, beta1: 0.5 });
  const swept = `${file}\nsweep: { momentum: [0.5, 0.9], seed: 1..2 }`;
  assert.deepEqual(parse(swept, "optimizer=adam").sweep?.axes.map(([{ key }]) => key), ["init.seed"]);
  const init = parse("init: { scheme: normal, sd: 0.1, seed: 3 }", "scheme=he_uniform").init;
  assert.deepEqual(init, { seed: 3, scheme: { name: "he_uniform" } });
});

Deno.test("given weights and a scheme take each other's place on the command line", () => {
  const start = (rest: string, ...overrides: string[]): Init => parse(`init: ${rest}`, ...overrides).init;
  assert.deepEqual(start("{ scheme: normal, sd: 0.1 }", "weights=1"), { weights: 1, biases: 0 });
  assert.deepEqual(start("{ weights: 1, biases: 2 }", "scheme=he_normal"), {
    seed: 0,
    scheme: { name: "he_normal" },
  });
});

/** The trials of a sweep, each held against the run that its settings give on the command line. */
function assertTrials(rest: string, text = TEXT): readonly Experiment[] {
  const swept = parseExperiment(`${text}${rest}\n`);
  const plan = planOf(swept);
  return Array.from({ length: plan.trialCount }, (_, trial) => {
    const settings = settingsAt(plan, trial);
    const variant = variantOf(swept, settings);
    const overrides = settingArguments(settings, []).split(" ").map((word) => word.replaceAll("'", ""));
    const alone = parseExperiment(`${text}${rest}\n`, { overrides });
    assert.deepEqual(variant, alone, overrides.join(" "));
    assert.equal(experimentId(variant), experimentId(alone));
    return variant;
  });
}

/** A sweep reads its own config as the same sweep. */
function assertConfig(rest: string, text = TEXT): void {
  const swept = parseExperiment(`${text}${rest}\n`);
  const again = parseExperiment(JSON.stringify(configOf(swept)));
  assert.deepEqual({ ...again, sourceText: "" }, { ...swept, sourceText: "" });
  assert.equal(experimentId(again), experimentId(swept));
}

const SWEEPS = [
  "sweep: { optimizer: [sgd, adam, adamw, rmsprop, adagrad] }",
  "training: { learning_rate: 0.05 }\nsweep: { optimizer: [adam, sgd] }",
  "training: { momentum: 0.9, nesterov: true, beta1: 0.5, epsilon: 1e-3 }\nsweep: { optimizer: [sgd, adam, rmsprop] }",
  "training: { optimizer: adam, beta1: 0.5 }\nsweep: { optimizer: [adamw, adam], learning_rate: [0.1, 0.2] }",
  "training: { nesterov: true }\nsweep: { momentum: [0, 0.5, 0.9] }",
  "sweep: { optimizer: [sgd, adam], momentum: [0, 0.9] }",
  "sweep: { zip: { optimizer: [sgd, adam], learning_rate: [0.5, 0.01] }, seed: 1..2 }",
  "training: { optimizer: adam }\nsweep: { beta1: [0.5, 0.9], beta2: [0.9, 0.99] }",
  "init: { sd: 0.1 }\nsweep: { scheme: [classic, normal, he_normal] }",
  "init: { scheme: normal }\nsweep: { sd: [0.1, 1], seed: 1..2 }",
  "init: { weights: 1 }\nsweep: { scheme: [classic, he_normal] }",
  "sweep: { shuffle_seed: 1..3, batch_size: [1, 2, all] }",
  "training: { shuffle: true }\nsweep: { shuffle_seed: 1..3 }",
  "init: { weights: 1 }\ntraining: { shuffle: true }\nsweep: { seed: 1..2 }",
  "training: { clip_value: 1 }\nsweep: { clip_norm: [1, 5] }",
  "sweep: { shuffle: [true, false], l1: [0, 0.1], l2: [0, 0.1] }",
  "network: { hidden: [3, 3] }\nsweep: { activation: [tanh, [tanh, relu]] }",
  "network: { activation: [tanh, relu] }\nsweep: { hidden: [[2, 2], [3, 4]] }",
  "training: { loss: cross_entropy }\nsweep: { seed: 1..2 }",
  "sweep: { loss: [mse, mae, huber, cross_entropy] }",
];

const TARGETS = [
  ["sweep: { output: [softmax, sigmoid] }", 'classes: ["no", "yes"]'],
  ["training: { loss: cross_entropy }\nsweep: { output: [softmax, sigmoid] }", 'classes: ["no", "yes"]'],
  ["sweep: { optimizer: [sgd, adam], seed: 1..2 }", 'classes: ["no", "yes"]'],
] as const;

for (const [rest, target] of TARGETS) {
  Deno.test(`the same with ${target}: ${rest.replace("\n", " ")}`, () => {
    const text = TEXT.replace(/classes: .*? \}/, target);
    assert.notEqual(text, TEXT);
    assertTrials(rest, text);
    assertConfig(rest, text);
  });
}

Deno.test("a target that is scaled in some trials only has an output of its own in each", () => {
  const text = TEXT.replace(/target: .*/, "target: { name: y }").replace('y: "no"', "y: 0").replace(
    'y: "yes"',
    "y: 1",
  );
  for (
    const rest of ["sweep: { dataset.target.scale: [1, 2] }", "sweep: { dataset.target.shift: [0, mean] }"]
  ) {
    assert.deepEqual(assertTrials(rest, text).map(({ network }) => network.output), ["sigmoid", "identity"]);
    assertConfig(rest, text);
  }
});

for (const rest of SWEEPS) {
  Deno.test(`each trial is the run of its settings, and the config is the same sweep: ${rest.replace("\n", " ")}`, () => {
    assertTrials(rest);
    assertConfig(rest);
  });
}

Deno.test("each trial of a sweep over optimizers has its own learning rate and numbers", () => {
  const trials = assertTrials("training: { momentum: 0.9 }\nsweep: { optimizer: [sgd, adam, rmsprop] }");
  const names: readonly OptimizerName[] = ["sgd", "adam", "rmsprop"];
  assert.deepEqual(trials.map(({ training }) => training.learningRate), [0.1, 0.001, 0.01]);
  assert.deepEqual(
    trials.map(({ training }) => training.optimizer),
    names.map((name) => ({
      name,
      ...optimizers[name].defaults,
      ...(name === "sgd" ? { momentum: 0.9 } : {}),
    })),
  );
});

Deno.test("what a sweep says of an optimizer that no trial differs by does not change its id", () => {
  const id = (rest: string) => experimentId(parse(rest));
  const sweep = "sweep: { optimizer: [sgd, adam] }";
  assert.equal(id(`training: { momentum: 0, beta1: 0.9, epsilon: 1e-8 }\n${sweep}`), id(sweep));
  assert.notEqual(id(`training: { momentum: 0.9 }\n${sweep}`), id(sweep));
  assert.notEqual(id(`training: { learning_rate: 0.1 }\n${sweep}`), id(sweep));
  const adams = "sweep: { optimizer: [adam, adamw] }";
  assert.equal(id(`training: { learning_rate: 0.001 }\n${adams}`), id(adams));
});

Deno.test("a setting in a sweep over optimizers is a mistake only where no trial has it", () => {
  const read = (rest: string) => "ok" in readExperiment(`${TEXT}${rest}\n`);
  assert.ok(read("training: { rho: 0.9 }\nsweep: { optimizer: [sgd, rmsprop] }"));
  assert.ok(!read("training: { rho: 0.9 }\nsweep: { optimizer: [sgd, adam] }"));
  assert.ok(!read("training: { optimizer: rmsprop, rho: 0.9 }\nsweep: { optimizer: [sgd, adam] }"));
});

Deno.test("a setting keeps its kind in a config", () => {
  const values: readonly (readonly [string, SweepValue])[] = [
    ["training.nesterov", true],
    ["training.batch_size", "all"],
    ["training.batch_size", 3],
    ["training.shuffle", true],
  ];
  for (const [key, value] of values) {
    const swept = parse("training: { momentum: 0.5 }", `${key}=${value}`);
    const [section, name] = key.split(".");
    assert.equal((configOf(swept) as Record<string, Record<string, SweepValue>>)[section][name], value);
  }
});

/** What a setting may be on the command line, one value or several. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  optimizer: [...optimizerNames, "sgd,adam", "adam,adamw", "rmsprop,sgd,adagrad"],
  momentum: ["0", "0.9", "0,0.5"],
  nesterov: ["true", "false", "true,false"],
  beta1: ["0.5", "0.9,0.8"],
  rho: ["0.9", "0.99,0.5"],
  epsilon: ["1e-8", "1e-3,1e-8"],
  weight_decay: ["0", "0.1", "0,0.01"],
  learning_rate: ["0.1", "0.001", "0.1,0.01"],
  l1: ["0", "0.1", "0,1"],
  clip_norm: ["1", "1,2"],
  clip_value: ["1", "1,2"],
  batch_size: ["1", "2", "all", "1,all"],
  shuffle: ["true", "false", "true,false"],
  shuffle_seed: ["0", "1..2"],
  loss: ["mse", "huber", "cross_entropy", "mse,mae", "mse,cross_entropy"],
  output: ["sigmoid", "identity", "softmax", "softmax,sigmoid", "sigmoid,identity"],
  activation: ["tanh", "[tanh,relu]", "[relu]", "tanh,[relu,tanh]", "silu,elu"],
  hidden: ["[2]", "[]", "[2,3]", "[2],[3]", "[2,2],[1,4]"],
  scheme: ["classic", "normal", "uniform", "he_normal", "classic,he_normal", "normal,uniform"],
  sd: ["1", "0.25,1"],
  bound: ["1", "1,2"],
  seed: ["3", "1..2"],
  weights: ["1", "1,2"],
  biases: ["1", "0,1"],
  "dataset.target.scale": ["1", "2", "1,2"],
  "dataset.target.shift": ["0", "mean", "0,1"],
};

const NUMBERS =
  "dataset: { features: [{ name: x }], target: { name: y }, rows: [{ x: 1, y: 0.5 }, { x: 2, y: 1 }] }";

/** Files that say some of it themselves. */
const FILES = [
  TEXT,
  TEXT.replace(/classes: .*? \}/, 'classes: ["no", "yes"]'),
  `name: numbers\n${NUMBERS}\ntraining: { optimizer: rmsprop, rho: 0.5 }\ninit: { scheme: normal, sd: 0.25 }`,
  `name: swept\n${NUMBERS.replace("name: y", "name: y, scale: 2")}\n` +
  "network: { hidden: [2, 2], activation: [tanh, relu] }\n" +
  "training: { momentum: 0.5, nesterov: true, shuffle: true, clip_norm: 1 }\n" +
  "sweep: { optimizer: [sgd, adam], seed: 1..2 }",
];

Deno.test("whatever goes together is its own config again, and each trial the run of its settings, seed 31", () => {
  const setting = fc.constantFrom(...Object.entries(VALUES))
    .chain(([key, values]) => fc.constantFrom(...values).map((value) => `${key}=${value}`));
  const overrides = fc.array(setting, { minLength: 1, maxLength: 4 });
  let sweepCount = 0;
  fc.assert(
    fc.property(fc.constantFrom(...FILES), overrides, (file, overrides) => {
      const read = readExperiment(file, { overrides });
      if ("problems" in read) return;
      const config = JSON.stringify(configOf(read.ok));
      const again = parseExperiment(config);
      assert.deepEqual({ ...again, sourceText: "" }, { ...read.ok, sourceText: "" });
      assert.equal(experimentId(again), experimentId(read.ok));
      if (read.ok.sweep === null) return;
      sweepCount++;
      const plan = planOf(again);
      for (let trial = 0; trial < Math.min(plan.trialCount, 6); trial++) {
        const settings = settingsAt(plan, trial);
        const words = settingArguments(settings, []).split(" ").map((word) => word.replaceAll("'", ""));
        assert.deepEqual(parseExperiment(config, { overrides: words }), variantOf(again, settings));
      }
    }),
    { seed: 31, numRuns: 1000 },
  );
  assert.ok(sweepCount > 180, String(sweepCount));
});

Deno.test("a list of equal activations is held to the layers of each trial", () => {
  const text = `
name: layers
dataset: { features: [{ name: x }], target: { name: y }, rows: [{ x: 0, y: 1 }] }
network: { hidden: [3, 2], activation: [tanh, tanh] }
training: { epochs: 1 }
`;
  assert.equal(parseExperiment(text).network.activation, "tanh");
  const swept = parseExperiment(text, { overrides: ["hidden=[2,2],[3,3]"] });
  assert.deepEqual(swept.network.activation, ["tanh", "tanh"]);
  assert.deepEqual(parseExperiment(JSON.stringify(configOf(swept))).network, swept.network);
  assert.throws(
    () => parseExperiment(text, { overrides: ["hidden=[2],[2,2]"] }),
    /with network.hidden=\[2\], network.activation must have 1 name/,
  );
});
