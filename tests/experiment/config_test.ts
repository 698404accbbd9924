// config.json: reading it gives the same experiment, and its hash depends on all that matters and nothing else.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { dump } from "npm:js-yaml@5.5.0";
import { configOf, formatOf, type JsonObject } from "../../src/experiment/config.ts";
import { experimentId, resultFolder } from "../../src/experiment/experiment_id.ts";
import type { Experiment } from "../../src/experiment/experiment.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { jsonText } from "../../src/results/json_text.ts";
import { BOXES, FLOWERS, PRICES } from "../many_outputs.ts";
import { experimentFiles } from "./random_experiment.ts";

const RUNS = { seed: 20240601, numRuns: 400 };

function withoutSource(experiment: Experiment): Omit<Experiment, "sourceText"> {
  const { sourceText: _, ...rest } = experiment;
  return rest;
}

Deno.test("reading a config gives the experiment again, with the same id, seed 20240601", () => {
  fc.assert(
    fc.property(experimentFiles, (file) => {
      const experiment = parseExperiment(dump(file));
      for (const text of [JSON.stringify(configOf(experiment)), jsonText(configOf(experiment))]) {
        const again = parseExperiment(text);
        assert.deepEqual(withoutSource(again), withoutSource(experiment));
        assert.equal(experimentId(again), experimentId(experiment));
        assert.deepEqual(configOf(again), configOf(experiment));
      }
    }),
    RUNS,
  );
});

Deno.test("a file means the same as YAML and as JSON, seed 20240601", () => {
  fc.assert(
    fc.property(experimentFiles, (file) => {
      // JSON has no -0, and an experiment has none either.
      const fromYaml = parseExperiment(dump(file));
      const fromJson = parseExperiment(JSON.stringify(file));
      assert.deepEqual(withoutSource(fromYaml), withoutSource(fromJson));
    }),
    RUNS,
  );
});

const TEXT = `
name: gender
dataset:
  features: [{ name: weight, shift: 135 }, { name: height, shift: 66 }]
  target: { name: gender, classes: { M: 0, F: 1 } }
  rows:
    - { name: Alice, weight: 133, height: 65, gender: F }
    - { weight: 160, height: 72, gender: M }
`;

function idOf(text: string, overrides: readonly string[] = []): string {
  return experimentId(parseExperiment(text, { overrides }));
}

Deno.test("comments, white space, the order of keys and explicit defaults do not change the id", () => {
  const id = idOf(TEXT);
  assert.equal(idOf(`# a comment\n${TEXT}training: { epochs: 1000, learning_rate: 0.10 }\n`), id);
  assert.equal(idOf(TEXT.replace("{ M: 0, F: 1 }", "{ F: 1.0, M: 0e5 }")), id);
  assert.equal(
    idOf(TEXT.replace("{ weight: 160, height: 72,", "{ name: row 2, height: 72, weight: +160,")),
    id,
  );
  assert.equal(idOf(TEXT, ["seed=0", "shift=0"].slice(0, 1)), id);
  assert.equal(idOf(TEXT.replaceAll("\n", "\r\n")), id);
  assert.equal(idOf(`\uFEFF${TEXT}`), id);
});

Deno.test("every setting, the order of rows and the order of swept keys change the id", () => {
  const texts = [
    TEXT,
    TEXT.replace("133", "134"),
    TEXT.replace("name: gender\n", "name: gender2\n"),
    TEXT.replace("Alice", "Eve"),
    TEXT.replace("shift: 66", "shift: 66, unit: in"),
    TEXT.replace(/( *- \{ name: Alice.*\n)(.*\n)/, "$2$1"),
    `${TEXT}description: x\n`,
    `${TEXT}sweep: { init.seed: 1..2, training.epochs: [1, 2] }\n`,
    `${TEXT}sweep: { training.epochs: [1, 2], init.seed: 1..2 }\n`,
    `${TEXT}sweep: { zip: { training.epochs: [1, 2], init.seed: 1..2 } }\n`,
  ];
  const ids = [
    ...texts.map((text) => idOf(text)),
    ...["seed=1", "weights=1", "hidden=[3]", "activation=tanh", "output=tanh", "learning_rate=1", "epochs=1"]
      .map((override) => idOf(TEXT, [override])),
  ];
  assert.equal(new Set(ids).size, ids.length);
});

Deno.test("-0 is 0 in every setting", () => {
  const text = (zero: string): string => `
name: zero
dataset:
  features: [{ name: x, shift: ${zero} }]
  target: { name: y, classes: { a: ${zero}, b: 1 } }
  rows: [{ x: ${zero}, y: a }]
init: { weights: ${zero}, biases: [${zero}, 0, ${zero}] }
training: { learning_rate: ${zero} }
queries: [{ x: ${zero} }]
sweep: { x.shift: [${zero}, 1], network.hidden: [[2]], log_every: 1..2 }
`;
  const [negative, positive] = ["-0.0", "0"].map((zero) => parseExperiment(text(zero)));
  assert.deepEqual(withoutSource(negative), withoutSource(positive));
});

Deno.test("a result folder is named by name, start and id", () => {
  const folderOf = (...overrides: string[]): string => resultFolder(parseExperiment(TEXT, { overrides }));
  assert.match(folderOf(), /^gender\/seed-0-[0-9a-f]{8}$/);
  assert.match(folderOf("seed=4294967295"), /^gender\/seed-4294967295-[0-9a-f]{8}$/);
  assert.match(folderOf("weights=1"), /^gender\/given-[0-9a-f]{8}$/);
  assert.match(folderOf("seed=1..3"), /^gender\/sweep-[0-9a-f]{8}$/);
});

Deno.test("the id of the gender experiment, pinned", () => {
  const text = Deno.readTextFileSync(new URL("../../experiments/gender.yaml", import.meta.url));
  assert.equal(resultFolder(parseExperiment(text)), "gender/seed-42-fd52df8d");
});

Deno.test("a list of classes is written as it is, and all classes as a list by first appearance", () => {
  const rows = "rows: [{ x: 1, y: b }, { x: 2, y: a }, { x: 3, y: b }]";
  const target = (classes: string): JsonObject => {
    const text =
      `name: a\ndataset: { features: [{ name: x }], target: { name: y, classes: ${classes} }, ${rows} }`;
    return configOf(parseExperiment(text)).dataset as JsonObject;
  };
  assert.deepEqual(target("[a, b]").target, { name: "y", classes: ["a", "b"] });
  assert.deepEqual(target("all").target, { name: "y", classes: ["b", "a"] });
  assert.deepEqual(target("all").rows, [
    { name: "row 1", x: 1, y: "b" },
    { name: "row 2", x: 2, y: "a" },
    { name: "row 3", x: 3, y: "b" },
  ]);
});

Deno.test("what a target of numbers does not use is not written, so that no id of before moves", () => {
  const target = (text: string): unknown => {
    const z = text.includes("name: z") ? [", z: 5", ", z: 7"] : ["", ""];
    const rows = `rows: [{ x: 1, y: 1${z[0]} }, { x: 2, y: 2${z[1]} }]`;
    const { dataset } = configOf(
      parseExperiment(`name: a\ndataset: { features: [{ name: x }], ${text}, ${rows} }`),
    );
    const { features: _features, rows: _rows, ...targets } = dataset as JsonObject;
    return targets;
  };
  assert.deepEqual(target("target: { name: y, shift: 0, scale: 1 }"), { target: { name: "y" } });
  assert.deepEqual(target("target: { name: y, unit: kg, scale: std }"), {
    target: { name: "y", unit: "kg", scale: "std" },
  });
  assert.deepEqual(target("targets: [{ name: z, shift: mean }, { name: y }]"), {
    targets: [{ name: "z", shift: "mean" }, { name: "y" }],
  });
});

Deno.test("only what format 1 cannot hold is in format 2", () => {
  const format = (text: string, ...overrides: string[]): number =>
    formatOf(parseExperiment(text, { overrides }));
  assert.deepEqual([FLOWERS, BOXES, PRICES].map((text) => format(text)), [2, 2, 2]);
  const plain = PRICES.replace(", unit: kEUR, shift: 250, scale: 100", "");
  assert.equal(format(plain), 1);
  assert.equal(format(plain, "seed=1..3"), 1);
  assert.equal(format(plain, "target.shift=0.0,1.0"), 2);
  assert.equal(format(TEXT), 1);
  assert.equal(format(TEXT, "activation=relu", "output=identity"), 1);
  assert.equal(format(TEXT, "activation=sigmoid,tanh"), 1);
  for (const young of ["activation=gelu_tanh", "output=elu", "loss=mae", "activation=sigmoid,silu"]) {
    assert.equal(format(TEXT, young), 2, young);
  }
});

Deno.test("a hundred rows and more are a table in format 2, and in format 1 as they were", () => {
  const rows = Array.from({ length: 100 }, (_, index) => ({ x: index, y: index % 2 === 0 ? "no" : "yes" }));
  const textWith = (target: object): string =>
    JSON.stringify({
      name: "long",
      dataset: { features: [{ name: "x" }], target: { name: "y", ...target }, rows },
    });
  const rowsOf = (text: string): unknown =>
    (JSON.parse(JSON.stringify(configOf(parseExperiment(text)))) as { dataset: { rows: unknown } }).dataset
      .rows;
  const old = textWith({ classes: { no: 0, yes: 1 } });
  assert.deepEqual(rowsOf(old), rows.map((row, index) => ({ name: `row ${index + 1}`, ...row })));

  const young = textWith({ classes: ["no", "yes"] });
  assert.deepEqual(rowsOf(young), [["x", "y"], ...rows.map(({ x, y }) => [x, y])]);
  const config = configOf(parseExperiment(young));
  assert.deepEqual(configOf(parseExperiment(JSON.stringify(config))), config);
  const named = parseExperiment(young.replace('{"x":0,', '{"name":"first","x":0,'));
  assert.deepEqual(rowsOf(named.sourceText), [
    ["name", "x", "y"],
    ...rows.map(({ x, y }, index) => [index === 0 ? "first" : `row ${index + 1}`, x, y]),
  ]);
  // A line each, so that two configs can be compared by eye.
  assert.match(jsonText(config), /\n {6}\[0, "no"\],\n {6}\[1, "yes"\],\n/);
});
