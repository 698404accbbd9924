// Layers, images and sentences in an experiment file: what they come to, that a config says the same again, and that a trial
// of a sweep is what its file would be.

import assert from "node:assert/strict";
import { canonicalText, configOf, formatOf } from "../../src/experiment/config.ts";
import {
  type Experiment,
  queryInputsOf,
  topologyOf,
  trainingDataOf,
} from "../../src/experiment/experiment.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { variantOf } from "../../src/experiment/reading/variant.ts";
import { settingListOf } from "../../src/experiment/setting_list.ts";

const IMAGES = `
name: images
dataset:
  features: [{ name: pixels, columns: "p*", shape: [2, 3], shift: 1, scale: 2 }]
  target: { name: k, classes: all }
  rows:
    - [k, p0, p1, p2, p3, p4, p5]
    - [a, 0, 1, 2, 3, 4, 5]
    - [b, 1, 1, 1, 1, 1, 1]
network:
  layers:
    - conv: { filters: 2, size: 2, activation: relu }
    - maxpool: { size: 1, ties: all }
    - dense: {}
queries: [{ p0: 5, p1: 4, p2: 3, p3: 2, p4: 1, p5: 0 }]
`;

const SENTENCES = `
name: sentences
dataset:
  features: [{ name: text, tokens: words }]
  target: { name: mood, classes: [bad, good] }
  rows:
    - [text, mood]
    - [i  am happy, good]
    - ["", bad]
    - [sad am i, bad]
network: { layers: [{ rnn: { size: 4 } }, { dense: { size: 3 } }, { dense: {} }] }
queries: [{ text: i am not sad }]
`;

/** Its config, read again, is the same experiment. */
function assertSameAgain(experiment: Experiment): void {
  const again = parseExperiment(JSON.stringify(configOf(experiment)));
  assert.equal(canonicalText(again), canonicalText(experiment));
  assert.deepEqual(topologyOf(again), topologyOf(experiment));
  assert.deepEqual(trainingDataOf(again), trainingDataOf(experiment));
  assert.deepEqual(queryInputsOf(again), queryInputsOf(experiment));
}

Deno.test("columns that a pattern fits are an image, row by row, and the last layer has its size from the target", () => {
  const experiment = parseExperiment(IMAGES);
  assert.deepEqual(topologyOf(experiment), {
    inputCount: 6,
    input: { kind: "image", rows: 2, columns: 3, channels: 1 },
    layers: [
      { kind: "conv", filters: 2, size: 2, padding: 0, bias: true, activation: "relu" },
      { kind: "maxpool", size: 1, ties: "all" },
      { kind: "dense", size: 2, activation: "softmax" },
    ],
  });
  assert.deepEqual([...trainingDataOf(experiment).inputs.subarray(0, 6)], [-0.5, 0, 0.5, 1, 1.5, 2]);
  assertSameAgain(experiment);
});

Deno.test("an image of points with several numbers has channels", () => {
  const experiment = parseExperiment(
    IMAGES.replace("shape: [2, 3]", "shape: [2, 1, 3]").replace("size: 2,", "size: 1,"),
  );
  assert.deepEqual(topologyOf(experiment).input, { kind: "image", rows: 2, columns: 1, channels: 3 });
  assertSameAgain(experiment);
});

const WITH_QUERY = SENTENCES.replace("not sad", "sad sad");

Deno.test("a sentence is the numbers of its words by first appearance, with -1 in front up to the longest, queries too", () => {
  const experiment = parseExperiment(WITH_QUERY);
  assert.deepEqual(topologyOf(experiment), {
    inputCount: 4,
    input: { kind: "sentence", wordCount: 4 },
    layers: [
      { kind: "rnn", size: 4, activation: "tanh" },
      { kind: "dense", size: 3, activation: "sigmoid" },
      { kind: "dense", size: 2, activation: "softmax" },
    ],
  });
  assert.deepEqual([...trainingDataOf(experiment).inputs], [-1, 0, 1, 2, -1, -1, -1, -1, -1, 3, 1, 0]);
  assert.deepEqual([...queryInputsOf(experiment)], [0, 1, 3, 3]);
  assertSameAgain(experiment);
});

Deno.test("words that only held-out rows have are left out of their sentences, and have no weight", () => {
  const text = WITH_QUERY.replace("network:", "  validation: { rows: [row 1] }\nnetwork:").replace(
    /queries.*/,
    "queries: [{ text: am sad i }]",
  );
  const experiment = parseExperiment(text);
  const { validation } = experiment.dataset;
  assert.deepEqual(topologyOf(experiment).input, { kind: "sentence", wordCount: 3 });
  assert.deepEqual(validation?.rows[0].values, [0, 1, 2]);
  assert.deepEqual([...trainingDataOf(experiment).inputs], [-1, -1, -1, 0, 1, 2]);
  assertSameAgain(experiment);
});

Deno.test("a sentence that is asked on the command line may hold commas", () => {
  const commas = SENTENCES.replace("i  am happy", '"sad, i am happy"').replace(
    "text: i am not sad",
    "name: one, text: sad",
  );
  const asked = parseExperiment(commas, { overrides: ["queries.one.text=sad, i am"] });
  assert.equal(asked.sweep, null);
  const written = parseExperiment(commas.replace("text: sad }", 'text: "sad, i am" }'));
  assert.equal(canonicalText(asked), canonicalText(written));
});

Deno.test("layers, images and sentences are of format 2", () => {
  assert.equal(formatOf(parseExperiment(IMAGES)), 2);
  assert.equal(formatOf(parseExperiment(WITH_QUERY)), 2);
  const small =
    "name: t\ndataset: { features: [{ name: x }], target: { name: y }, rows: [{ x: 1, y: 1 }] }\n";
  assert.equal(formatOf(parseExperiment(small)), 1);
  assert.equal(formatOf(parseExperiment(`${small}network: { layers: [{ dense: {} }] }`)), 2);
});

Deno.test("a layer's settings are overridden by its name, and all layers give way to hidden", () => {
  const changed = parseExperiment(IMAGES, { overrides: ["conv1.filters=5", "layers.maxpool1.ties=first"] });
  const written = parseExperiment(
    IMAGES.replace("filters: 2", "filters: 5").replace("ties: all", "ties: first"),
  );
  assert.equal(canonicalText(changed), canonicalText(written));
  const dense = parseExperiment(IMAGES, { overrides: ["hidden=[3]"] });
  assert.deepEqual(dense.network, { hidden: [3], activation: "sigmoid", output: "softmax" });
});

Deno.test("a trial with another size of a layer is what its file would be", () => {
  const swept = parseExperiment(IMAGES, { overrides: ["conv1.filters=2,5", "conv1.activation=relu,tanh"] });
  const settings = { "network.layers.conv1.filters": 5, "network.layers.conv1.activation": "tanh" };
  const written = parseExperiment(IMAGES, { overrides: ["filters=5", "conv1.activation=tanh"] });
  assert.equal(canonicalText(variantOf(swept, settings)), canonicalText(written));
  assertSameAgain(swept);
});

Deno.test("two experiments are compared layer by layer", () => {
  const list = settingListOf(parseExperiment(IMAGES));
  assert.equal(list.get("network.layers.conv1.filters"), 2);
  assert.deepEqual(list.get("network.layers in order"), ["conv", "maxpool", "dense"]);
  assert.deepEqual(list.get("dataset.features.pixels.shape"), [2, 3]);
});

/** An image of four points whose columns a CSV file has in an order of its own. */
function imageOf(header: string): Experiment {
  const text = `
name: image
dataset:
  features: [{ name: pixels, columns: "*", shape: [2, 2] }]
  target: { name: y }
  file: pixels.csv
network: { layers: [{ conv: { filters: 1, size: 2 } }, { dense: {} }] }
training: { epochs: 1 }
`;
  return parseExperiment(text, { readDataFile: () => ({ text: `${header},y\n1,2,3,4,0\n4,3,2,1,1\n` }) });
}

Deno.test("the order of an image's columns is in its config, so that another order is another experiment", () => {
  const ids = ["p1,p2,p3,p4", "p4,p3,p2,p1", "3,2,1,0", "0,1,2,3"].map((header) => {
    const experiment = imageOf(header);
    assertSameAgain(experiment);
    const again = parseExperiment(JSON.stringify(configOf(experiment)));
    assert.deepEqual(again.dataset.rows.map(({ values }) => [...values]), [[1, 2, 3, 4], [4, 3, 2, 1]]);
    return canonicalText(experiment);
  });
  assert.equal(new Set(ids).size, 4);
});

Deno.test("a pattern fits names in time that grows with them, and never a column that has none or names the rows", () => {
  const columnsFor = (pattern: string, header: string): readonly string[] => {
    const names = header.split(",");
    const text = `
name: pattern
dataset:
  features: [{ columns: "${pattern}" }]
  target: { name: y }
  file: { path: t.csv, row_name: id }
training: { epochs: 1 }
`;
    const csv = `id,${header},y\n${
      [1, 2].map((row) => `${row},${names.map(() => row).join()},${row}`).join("\n")
    }\n`;
    const experiment = parseExperiment(text, { readDataFile: () => ({ text: csv }) });
    return experiment.dataset.features.map(({ name }) => name);
  };
  assert.deepEqual(columnsFor("*", "name,a,,b"), ["a", "b"]);
  assert.deepEqual(columnsFor("a*b*c", "abc,aXbXc,ab,abcb,acb,aabbcc"), ["abc", "aXbXc", "aabbcc"]);
  assert.deepEqual(columnsFor("*a", "a,aa,ba,ab"), ["a", "aa", "ba"]);
  assert.deepEqual(columnsFor("ab*ba", "aba,abba,abxba"), ["abba", "abxba"]);
  assert.throws(() => columnsFor(`${"*a".repeat(60)}b`, "a".repeat(200)), /must fit a column/);
});

Deno.test("what a file calls missing is an empty sentence too", () => {
  const text = `
name: words
dataset:
  features: [{ name: s, tokens: words }]
  target: { name: y }
  file: { path: t.csv, missing: [NA] }
network: { layers: [{ rnn: { size: 1 } }, { dense: {} }] }
training: { epochs: 1 }
`;
  const { dataset } = parseExperiment(text, {
    readDataFile: () => ({ text: "s,y\nred green,1\nNA,0\n" }),
  });
  assert.deepEqual(dataset.features[0].tokens!.words, ["red", "green"]);
  assert.deepEqual(dataset.rows[1].values, []);
});
