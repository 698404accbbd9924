// What follows from the one entry of a setting: that it is read, overridden, swept, written out and reported.

import assert from "node:assert/strict";
import { mapping } from "../../src/experiment/collection_kind.ts";
import { configOf, type JsonObject } from "../../src/experiment/config.ts";
import { settingListOf } from "../../src/experiment/setting_list.ts";
import { type Kind, number, word } from "../../src/experiment/kind.ts";
import { check, refusal } from "../../src/experiment/reading/breach.ts";
import { keysOfKind, type NamedSetting, settingsOf } from "../../src/experiment/reading/named_setting.ts";
import { parseExperiment, readExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { EXPERIMENT } from "../../src/experiment/settings.ts";
import { parseYamlTree } from "../../src/experiment/source/yaml_reader.ts";
import { Plain, type TreeNode, valueOf } from "../../src/experiment/source/yaml_tree.ts";

const TEXT = `
name: all
dataset:
  features: [{ name: x }, { name: y }]
  target: { name: z }
  rows: [[x, y, z], [0, 1, 1], [1, 3, 0], [2, 0, 1], [1, 1, 0], [0, 2, 0], [3, 0, 1]]
queries: [{ name: q, x: 1, y: 1 }]
`;
const settings = settingsOf(treeOf(TEXT));

function treeOf(text: string): TreeNode {
  const { root } = parseYamlTree({ name: "all.yaml", text });
  assert.ok(root !== null);
  return root;
}

/** What else must be set, since a setting belongs to it or is nothing without it. */
function companionOf({ key, belongsTo }: NamedSetting): readonly string[] {
  if (key === "init.biases") return ["init.weights=1"];
  if (key === "training.nesterov") return ["training.momentum=0.9"];
  if (key === "dataset.validation.fold") return ["dataset.validation.folds=5"];
  if (key === "dataset.validation.seed") return ["dataset.validation.fraction=0.2"];
  if (key.startsWith("goals.")) return ["init.seed=1..2"];
  return belongsTo === undefined ? [] : [`${belongsTo.key}=${belongsTo.words[0]}`];
}

/** The examples of a setting of the schema; those of features and queries by the last step of the key. */
function examplesOf({ path }: NamedSetting): readonly unknown[] {
  let kind: Kind = EXPERIMENT;
  for (const step of path.slice(0, -1)) {
    kind = typeof step === "number" ? kind.item ?? kind.choices![1].item! : keysOfKind(kind)[step].kind;
  }
  return keysOfKind(kind)[path.at(-1)!]?.examples ?? [2.5];
}

for (const setting of settings) {
  const { key, kind } = setting;
  const example = examplesOf(setting)[0];
  // A network of two inputs has other weights than the example's; another table needs a file.
  if (key === "dataset.target.name" || key === "dataset.target.classes") continue;
  if (/^(dataset|dataset\.validation|queries)\.file/.test(key)) continue;
  // Of these only the rows tell what comes of them.
  if (/\.(categories|missing)$/.test(key)) continue;
  // It needs classes, which have no shift and no scale: see resolve_validation_test.ts.
  if (key === "dataset.validation.stratify") continue;
  // Likewise: see resolve_goals_test.ts.
  if (key === "goals.all_rows_right" || key === "goals.macro_f1") continue;
  const text = typeof example === "string" ? example : JSON.stringify(example);

  Deno.test(`${key} is overridden, and its config says so`, () => {
    const overrides = [...companionOf(setting), `${key}=${text}`];
    const experiment = parseExperiment(TEXT, { overrides });
    assert.deepEqual(settingListOf(experiment).get(key), example);
  });

  Deno.test(`${key} is swept where another value leaves it the same experiment`, () => {
    const companions = companionOf(setting).map((companion) => companion.replace(/=(.*)$/, ": [$1]"));
    const read = readExperiment(`${TEXT}sweep: { ${[...companions, `${key}: [${text}]`].join(", ")} }\n`);
    assert.equal("ok" in read, kind.reach === "swept", JSON.stringify(read));
  });
}

Deno.test("every setting can be named on the command line but those that only a file can hold", () => {
  assert.deepEqual(settings.map(({ key }) => key), [
    "name",
    "description",
    "dataset.target.name",
    "dataset.target.unit",
    "dataset.target.shift",
    "dataset.target.scale",
    "dataset.target.classes",
    "dataset.target.missing",
    "dataset.file",
    "dataset.file.path",
    "dataset.file.separator",
    "dataset.file.decimal",
    "dataset.file.header",
    "dataset.file.missing",
    "dataset.file.row_name",
    "dataset.file.encoding",
    "dataset.validation.fraction",
    "dataset.validation.folds",
    "dataset.validation.fold",
    "dataset.validation.seed",
    "dataset.validation.stratify",
    "dataset.validation.file",
    "dataset.validation.file.path",
    "dataset.validation.file.separator",
    "dataset.validation.file.decimal",
    "dataset.validation.file.header",
    "dataset.validation.file.missing",
    "dataset.validation.file.row_name",
    "dataset.validation.file.encoding",
    "network.hidden",
    "network.activation",
    "network.output",
    "init.seed",
    "init.scheme",
    "init.sd",
    "init.bound",
    "init.weights",
    "init.biases",
    "training.optimizer",
    "training.learning_rate",
    "training.momentum",
    "training.nesterov",
    "training.beta1",
    "training.beta2",
    "training.rho",
    "training.epsilon",
    "training.weight_decay",
    "training.l1",
    "training.l2",
    "training.clip_norm",
    "training.clip_value",
    "training.batch_size",
    "training.shuffle",
    "training.shuffle_seed",
    "training.schedule.step",
    "training.schedule.plateau",
    "training.schedule.factor",
    "training.stop.patience",
    "training.stop.loss_under",
    "training.epochs",
    "training.loss",
    "training.log_every",
    "queries.file",
    "queries.file.path",
    "queries.file.separator",
    "queries.file.decimal",
    "queries.file.header",
    "queries.file.missing",
    "queries.file.row_name",
    "queries.file.encoding",
    "goals.all_rows_right",
    "goals.macro_f1",
    "goals.loss_thresholds",
    ...["x", "y"].flatMap((name) =>
      ["unit", "shift", "scale", "categories", "missing"].map((column) =>
        `dataset.features.${name}.${column}`
      )
    ),
    "queries.q.x",
    "queries.q.y",
  ]);
});

Deno.test("a config has the settings of a section in the order of their entries, the young ones where they say something", () => {
  const old = configOf(parseExperiment(TEXT));
  assert.deepEqual(Object.keys(old.network as JsonObject), ["hidden", "activation", "output"]);
  assert.deepEqual(Object.keys(old.init as JsonObject), ["seed"]);
  assert.deepEqual(Object.keys(old.training as JsonObject), ["learning_rate", "epochs", "loss", "log_every"]);
  const overrides = [
    ...["optimizer=adamw", "l1=1", "l2=1", "clip_norm=1", "batch_size=all", "shuffle=true"],
    ...["scheme=normal", "sd=1", "schedule.step=3", "patience=2"],
  ];
  const config = configOf(parseExperiment(TEXT, { overrides }));
  for (const section of ["network", "init", "training"]) {
    const stated = Object.keys(EXPERIMENT.keys![section].kind.keys!);
    const written = Object.keys(config[section] as JsonObject);
    assert.deepEqual(written, stated.filter((key) => written.includes(key)));
    assert.ok(section === "network" || written.length > Object.keys(old[section] as JsonObject).length);
  }
});

/** A section that no experiment has. */
const later = mapping({
  momentum: { kind: number({ minimum: 0 }), default: 0.9, description: "…", examples: [0.5] },
  clip_norm: { kind: number(), description: "…", examples: [1] },
  optimizer: { kind: word(["sgd", "adam"]), default: "sgd", description: "…", examples: ["adam"] },
});

Deno.test("one entry states how a setting is read, what it is when left out, and what an editor shows", () => {
  assert.deepEqual(check(later, valueOf(treeOf("{}"))), { value: { momentum: 0.9, optimizer: "sgd" } });
  const value = valueOf(treeOf("{ momentum: 0.5, clip_norm: 5, optimizer: adam }"));
  assert.deepEqual(check(later, value), { value: { momentum: 0.5, clipNorm: 5, optimizer: "adam" } });
  assert.deepEqual(later.json.properties?.momentum, {
    description: "…",
    type: "number",
    minimum: 0,
    examples: [0.5],
    default: 0.9,
  });
});

Deno.test("one entry states what is said about wrong values and unknown keys", () => {
  const value = valueOf(treeOf('{ momentum: "0.5", constructor: 1, optimizer: adma, nesterov: 1 }'));
  const checked = check(later, value);
  assert.ok("breaches" in checked);
  assert.deepEqual(checked.breaches.map(({ path, kind }) => [path.join(), kind?.wanted]).toSorted(), [
    ["constructor", undefined],
    ["momentum", "a number of at least 0"],
    ["nesterov", undefined],
    ["optimizer", "one of sgd, adam"],
  ]);
  const [momentum, optimizer] = ["momentum", "optimizer"].map((key) => later.keys![key].kind);
  assert.deepEqual(refusal(momentum, "0.5", '"0.5"'), {
    message: 'must be a number of at least 0: found "0.5"',
    hint: "remove the quotes",
  });
  assert.equal(refusal(optimizer, new Plain("adma"), "adma").hint, "did you mean adam?");
});
