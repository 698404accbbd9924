// Tests src/play/completion.ts, hover.ts and text_place.ts: whatever is offered can be read, and no half-typed text throws.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { readExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { EXPERIMENT } from "../../src/experiment/settings.ts";
import { parseYamlTree } from "../../src/experiment/source/yaml_reader.ts";
import { nodeAt, type TreeNode, type TreePath } from "../../src/experiment/source/yaml_tree.ts";
import { completionAt } from "../../src/play/completion.ts";
import { hoverAt, hoverInLine } from "../../src/play/hover.ts";
import { placeAt } from "../../src/play/text_place.ts";
import { projectPath } from "../project_path.ts";

const folder = projectPath("experiments");
const texts = [...Deno.readDirSync(folder)].filter(({ name }) => name.endsWith(".yaml"))
  .map(({ name }) => Deno.readTextFileSync(`${folder}/${name}`));
const GENDER = Deno.readTextFileSync(`${folder}/gender.yaml`);

/** What is offered where the mark | stands, as it would be written. */
function offered(marked: string): readonly string[] {
  const offset = marked.indexOf("|");
  const found = completionAt(marked.replace("|", ""), offset);
  return found?.options.map(({ insert }) => insert) ?? [];
}

Deno.test("keys are offered that belong there and are not there yet, in blocks and in brackets, in unfinished text", () => {
  assert.deepEqual(offered("|"), Object.keys(EXPERIMENT.keys!).map((key) => `${key}: `));
  for (
    const text of [
      "training: { epochs: 1, |",
      "training:\n  epochs: 1\n  |",
      "training:\n  epochs: 1\n  lea|\nqueries: []\n",
    ]
  ) {
    const keys = offered(text);
    assert.ok(
      keys.includes("learning_rate: ") && !keys.includes("epochs: ") && !keys.includes("seed: "),
      text,
    );
  }
  assert.deepEqual(offered("dataset:\n  validation: { | }\n").slice(0, 3), [
    "fraction: ",
    "folds: ",
    "fold: ",
  ]);
  assert.ok(offered("dataset:\n  features:\n    - name: x\n      |").includes("shift: "));
  assert.ok(offered("dataset:\n  features:\n  - { name: x, |").includes("shift: "));
  assert.ok(offered("training: { ep|: 5 }").includes("epochs"), "a key that has a colon gets no other");
});

Deno.test("values are offered: words, true and false, classes, columns, keys to vary", () => {
  assert.deepEqual(offered("network: { activation: [tanh, |"), [
    "sigmoid",
    "tanh",
    "relu",
    "identity",
    "leaky_relu",
    "elu",
    "softplus",
    "silu",
    "gelu_tanh",
  ]);
  assert.deepEqual(offered("training:\n  shuffle: |\n"), ["true", "false"]);
  assert.deepEqual(offered(GENDER.replace("gender: F }", "gender: | }")), ["M", "F"]);
  assert.deepEqual(
    offered(GENDER.replace("{ name: Frank, weight: 155,", "{ name: Frank, |,")),
    ["weight: "],
  );
  assert.deepEqual(offered(`${GENDER}sweep: { | }\n`)[0], "init.seed: ");
  assert.ok(offered(`${GENDER}sweep:\n  init.seed: |\n`).includes("1..10000"));
  assert.deepEqual(offered("# training: { |"), []);
});

/** Every place of a tree where a value stands. */
function* valuesOf(node: TreeNode, path: TreePath = []): Generator<readonly [TreePath, TreeNode]> {
  if (path.length > 0) yield [path, node];
  if (node.kind === "list") {
    for (const [index, item] of node.items.entries()) yield* valuesOf(item, [...path, index]);
  }
  if (node.kind === "mapping") {
    for (const { key, value } of node.entries) yield* valuesOf(value, [...path, key]);
  }
}

Deno.test("the path to a place is that of the reader, for every value of every shipped experiment", () => {
  let count = 0;
  for (const text of texts) {
    const { root } = parseYamlTree({ name: "a.yaml", text });
    for (const [path, { kind, place: { start, end } }] of valuesOf(root!)) {
      if (kind !== "scalar" || start === end) continue;
      const place = placeAt(text, start);
      assert.deepEqual([place.path, place.isKey], [path, false], text.slice(start - 30, end));
      assert.equal(nodeAt(root!, place.path)!.place.start, start);
      count++;
    }
  }
  assert.ok(count > 500, `${count} values`);
});

Deno.test("every key that is offered in a section is one that the reader knows", () => {
  for (const section of ["dataset", "network", "init", "training"]) {
    for (const key of offered(`${section}:\n  |\n`)) {
      const read = readExperiment(`${section}:\n  ${key}1\n`);
      const problems = "problems" in read ? read.problems : [];
      assert.ok(!problems.some(({ code }) => code === "unknown_key"), `${section}.${key}`);
    }
  }
});

Deno.test("a word that is offered is a value that the reader takes", () => {
  const dataset = "dataset: { features: [{ name: x }] }\nqueries: [{ x: 1 }]\n";
  for (
    const [section, key] of [["network", "activation"], ["init", "scheme"], ["training", "shuffle"], [
      "training",
      "optimizer",
    ]]
  ) {
    for (const value of offered(`${section}: { ${key}: |`).filter((value) => !value.startsWith("["))) {
      const read = readExperiment(`${dataset}${section}: { ${key}: ${value} }\n`);
      const wrong = "problems" in read &&
        read.problems.some(({ message }) => message.startsWith(`${section}.${key} must`));
      assert.ok(!wrong, `${key}: ${value}`);
    }
  }
});

Deno.test("whoever rests on a key, its value or an item of it is told what it means", () => {
  const at = (word: string) => hoverAt(GENDER, GENDER.lastIndexOf(word) + 1);
  const learningRate = at("learning_rate:");
  assert.equal(learningRate?.key, "training.learning_rate");
  assert.equal(GENDER.slice(learningRate!.from, learningRate!.to), "learning_rate");
  assert.equal(at("0.1,")?.key, "training.learning_rate");
  assert.equal(at("2], activation")?.key, "network.hidden");
  assert.ok(at("42 }")?.lines.includes("default: 0"));
  assert.equal(at("Alice"), null);
  assert.match(at("mse")!.lines[1], /^wanted: one of mse, mae/);
});

Deno.test("a caret beside no word is told what its line is about", () => {
  const line = (word: string) => GENDER.indexOf(word);
  const inBrackets = line("\nnetwork: { ") + "\nnetwork: {".length;
  assert.equal(hoverAt(GENDER, inBrackets), null);
  assert.equal(hoverInLine(GENDER, inBrackets)?.key, "network");
  assert.equal(hoverInLine(GENDER, line("  features:"))?.key, "dataset.features");
  assert.equal(hoverInLine(GENDER, line("hidden"))?.key, "network.hidden");
  assert.equal(hoverInLine("", 0), null);
});

Deno.test("no text makes it throw, wherever the caret is (property, seed 61)", () => {
  const piece = fc.constantFrom(
    "training:",
    " ",
    "\n",
    "  ",
    "- ",
    "{",
    "}",
    "[",
    "]",
    ",",
    ": ",
    "epochs",
    '"',
    "'",
    "#",
    "x",
    "\t",
    "rows:",
    "dataset:",
    "\r\n",
    "|",
    "sweep",
    "ä",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), fc.nat(60), (pieces, at) => {
      const text = pieces.join("");
      const offset = Math.min(at, text.length);
      const { from, to } = placeAt(text, offset);
      assert.ok(from >= 0 && from <= offset && to >= offset && to <= text.length);
      completionAt(text, offset);
      hoverAt(text, offset);
    }),
    { seed: 61, numRuns: 3000 },
  );
  for (let offset = 0; offset <= GENDER.length; offset++) {
    completionAt(GENDER.slice(0, offset), offset);
    hoverAt(GENDER, offset);
  }
});
