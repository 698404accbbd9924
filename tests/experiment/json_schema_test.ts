// Checks that the JSON Schema has what an editor needs, and that the file in experiments/ is the schema of the program.
// To rewrite the file: deno test -A tests/experiment/json_schema_test.ts -- --update

import assert from "node:assert/strict";
import { Ajv } from "npm:ajv@8.20.0";
import { CORE_SCHEMA, load } from "npm:js-yaml@5.5.0";
import { configOf } from "../../src/experiment/config.ts";
import { experimentId } from "../../src/experiment/experiment_id.ts";
import { experimentJsonSchema as schema } from "../../src/experiment/json_schema.ts";
import type { JsonSchema } from "../../src/experiment/kind.ts";
import { settingsOf } from "../../src/experiment/reading/named_setting.ts";
import { parseExperiment, readExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { parseYamlTree } from "../../src/experiment/source/yaml_reader.ts";

const FOLDER = new URL("../../experiments/", import.meta.url);
const FILE = new URL("experiment.schema.json", FOLDER);
const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, strictTuples: false, strict: true });
const validate = ajv.compile(schema);

function errorsOf(value: unknown): string {
  return validate(value) ? "" : ajv.errorsText(validate.errors);
}

/** An experiment as an editor reads it: YAML 1.2 with its own idea of types. */
function asEditor(text: string): unknown {
  return load(text, { schema: CORE_SCHEMA });
}

interface Field {
  readonly path: string;
  readonly schema: JsonSchema;
}

/** Every property of the schema, definitions included. */
function fieldsOf(value: unknown, path: string): Field[] {
  if (typeof value !== "object" || value === null) return [];
  const { properties, examples: _examples, ...rest } = value as Record<string, unknown>;
  return [
    ...Object.entries(properties ?? {}).flatMap(([key, inner]) => [
      { path: `${path}.${key}`, schema: inner as JsonSchema },
      ...fieldsOf(inner, `${path}.${key}`),
    ]),
    ...Object.values(rest).flatMap((inner) => fieldsOf(inner, path)),
  ];
}

Deno.test("experiments/experiment.schema.json is the program's schema", () => {
  const text = JSON.stringify(schema, null, 2) + "\n";
  if (Deno.args.includes("--update")) Deno.writeTextFileSync(FILE, text);
  assert.equal(Deno.readTextFileSync(FILE), text, "rewrite it: see the head of this test");
});

Deno.test("every field has a description and an example that it allows", () => {
  const fields = fieldsOf(schema, "");
  assert.ok(fields.length > 40);
  for (const { path, schema: field } of fields) {
    assert.equal(typeof field.description, "string", path);
    const examples = field.examples as unknown[];
    assert.ok(Array.isArray(examples) && examples.length > 0, `${path} has no example`);
    const check = ajv.compile({ ...field, definitions: schema.definitions } as Record<string, unknown>);
    for (const example of examples) {
      assert.ok(check(example), `${path}: ${JSON.stringify(example)}: ${ajv.errorsText(check.errors)}`);
    }
  }
});

Deno.test("a default that the schema names is the one that a file without the key gets", () => {
  const text = "name: a\ndataset: { features: [{ name: x }], target: { name: y }, rows: [{ x: 0, y: 1 }] }";
  const id = experimentId(parseExperiment(text));
  const settings = settingsOf(parseYamlTree({ name: "a.yaml", text }).root!);
  let count = 0;
  for (const { path, schema: field } of fieldsOf(schema, "")) {
    if (!("default" in field) || path.includes(".targets.")) continue;
    const key = path.slice(1).replace("dataset.features", "dataset.features.x");
    if (!settings.some((setting) => setting.key === key)) continue;
    const overrides = [
      `${key}=${typeof field.default === "string" ? field.default : JSON.stringify(field.default)}`,
    ];
    assert.equal(experimentId(parseExperiment(text, { overrides })), id, path);
    count++;
  }
  assert.ok(count >= 14);
});

for (const { name } of [...Deno.readDirSync(FOLDER)].filter(({ name }) => name.endsWith(".yaml"))) {
  Deno.test(`${name} and its config.json meet the schema`, () => {
    const text = Deno.readTextFileSync(new URL(name, FOLDER));
    assert.equal(errorsOf(asEditor(text)), "");
    const result = readExperiment(text, {
      readDataFile: (file) => ({ text: Deno.readTextFileSync(new URL(file, FOLDER)) }),
    });
    assert.ok("ok" in result);
    assert.equal(errorsOf(JSON.parse(JSON.stringify(configOf(result.ok)))), "");
  });
}

Deno.test("an editor refuses what the program refuses", () => {
  const wrong = [
    "{}",
    "dataset: {}",
    "dataset: { features: [] }",
    "dataset: { features: [x] }",
    "dataset: { features: [{ name: '' }] }",
    "dataset: { features: [{ name: x, shfit: 1 }] }",
    "dataset: { features: [{ name: x, scale: 0 }] }",
    "dataset: { features: [{ name: x, shift: median }] }",
    "dataset: { features: [{ name: x }], target: { name: y, classes: {} } }",
    "dataset: { features: [{ name: x }], target: { name: y, classes: { a: one } } }",
    "dataset: { features: [{ name: x }], target: { name: y, classes: [a] } }",
    "dataset: { features: [{ name: x }], target: { name: y, classes: some } }",
    "dataset: { features: [{ name: x }], target: { name: y, shift: median } }",
    "dataset: { features: [{ name: x }], targets: [{ name: y }] }",
    "dataset: { features: [{ name: x }], targets: { name: y } }",
    "dataset: { features: [{ name: x }], rows: [{ x: [1] }] }",
    "dataset: { features: [{ name: x }], rows: [1] }",
    ...[
      "nam: a",
      "name: a b",
      "numerics: 2",
      "network: { hidden: 3 }",
      "network: { hidden: [0] }",
      "network: { activation: softmax }",
      "init: { seed: -1 }",
      "init: { seed: 4294967296 }",
      "init: { weights: one }",
      "training: { learning_rate: -1 }",
      "training: { epochs: 1.5 }",
      "training: { log_every: 0 }",
      "training: { optimizer: Adam }",
      "training: { momentum: 1 }",
      "training: { optimizer: adam, epsilon: 0 }",
      "training: { clip_norm: 0 }",
      "training: { batch_size: 0 }",
      "training: { batch_size: half }",
      "training: { shuffle: 1 }",
      "training: { shuffle_seed: -1 }",
      "training: { loss: l2 }",
      "network: { hidden: [2, 2], activation: [tanh, tahn] }",
      "network: { hidden: [2], activation: [] }",
      "init: { scheme: xavier }",
      "init: { scheme: normal, sd: 0 }",
      "queries: { x: 1 }",
      "sweep: { init.seed: 5 }",
      "sweep: { init.seed: 1-5 }",
      "sweep: { init.seed: [] }",
      "sweep: { zip: [1] }",
    ].map((line) => `dataset: { features: [{ name: x }] }\n${line}`),
  ];
  for (const text of wrong) {
    assert.notEqual(errorsOf(asEditor(text)), "", text);
    assert.ok("problems" in readExperiment(text), text);
  }
});

Deno.test("an editor accepts what the program accepts", () => {
  const right = [
    "name: 2020",
    "description: 12",
    "queries: [{ name: 7, x: 1 }]",
    "sweep: { seed: 1..5, x.shift: 'linspace(0, 1, 3)', network.hidden: [[], [2, 2]] }",
    "sweep: { zip: { seed: 1..2, learning_rate: [0.1, 1e-3] } }",
    "sweep: [{ seed: 1..2 }, { zip: { learning_rate: [1, 2], epochs: [0, 0] } }]",
    "init: { weights: [1, 2, 3, 4], biases: 0 }",
    "network: { hidden: [2, 2], activation: [tanh, relu] }",
    "init: { scheme: uniform, bound: 0.5 }",
    "sweep: { optimizer: [sgd, adam], batch_size: [1, 16, all], shuffle: [true, false] }",
    "network: { hidden: [2, 2] }\nsweep: { activation: [tanh, [tanh, relu]] }",
  ].map((line) => `name: a\ndataset: { features: [{ name: x }] }\ntraining: { epochs: 0 }\n${line}`)
    .map((text) => text.includes("\nname:") ? text.replace("name: a\n", "") : text);
  for (const text of right) {
    assert.equal(errorsOf(asEditor(text)), "", text);
    const result = readExperiment(text);
    assert.ok("ok" in result, text);
  }
});
