// Tests src/play/mistakes.ts on every broken experiment that the reader's own tests know.

import assert from "node:assert/strict";
import { editedText, type PlayDocument } from "../../src/play/document.ts";
import { fixesFor, type Mistake, mistakesIn } from "../../src/play/mistakes.ts";
import { readDocument } from "../../src/play/reading.ts";

const FOLDER = new URL("../experiment/mistakes/", import.meta.url);
const names = [...Deno.readDirSync(FOLDER)].map(({ name }) => name).sort();

function mistakesOf(play: PlayDocument): readonly Mistake[] {
  const read = readDocument(play);
  return "problems" in read ? mistakesIn(play, read.problems) : [];
}

/** The broken experiments that need no arguments. */
const documents = names.filter((name) => name.endsWith(".yaml")).map((file): PlayDocument => {
  const name = file.slice(0, -".yaml".length);
  const data = names.filter((other) => other.startsWith(name) && /\.(csv|txt\.csv|tsv)$/.test(other));
  const files = Object.fromEntries(data.map((path) => [path, Deno.readTextFileSync(new URL(path, FOLDER))]));
  return { name, text: Deno.readTextFileSync(new URL(file, FOLDER)), files };
});

function fixesOf(text: string): readonly (readonly [label: string, text: string])[] {
  const play = { name: "test", text, files: {} };
  const [mistake] = mistakesOf(play);
  return fixesFor(play, mistake).map(({ label, edit }) => [label, editedText(text, edit)]);
}

Deno.test("every mend that is offered takes its mistake away and brings no other into its place", () => {
  let [mended, asked, askedAndMended] = [0, 0, 0];
  for (const play of documents) {
    const mistakes = mistakesOf(play);
    for (const mistake of mistakes) {
      const fixes = fixesFor(play, mistake);
      if (mistake.file === null && mistake.hint?.startsWith("did you mean")) {
        asked++;
        if (fixes.length > 0) askedAndMended++;
      }
      for (const { label, edit } of fixes) {
        const after = mistakesOf({ ...play, text: editedText(play.text, edit) });
        assert.ok(!after.some(({ message }) => message === mistake.message), `${play.name}: ${label}`);
        const isReadable = mistake.code === "syntax" || !after.some(({ code }) => code === "syntax");
        assert.ok(isReadable, `${play.name}: ${label} leaves a text that cannot be read`);
        mended++;
      }
    }
  }
  assert.ok(mended > 160, `${mended} mends`);
  // The rest lies below another mistake of the same place, or names a column of a file that is not there.
  assert.ok(askedAndMended > 0.9 * asked, `${askedAndMended} of ${asked}`);
});

Deno.test("what is meant is written, moved, set or taken out, and comments stay", () => {
  const head = "dataset: { features: [{ name: x }], target: { name: y }, rows: [{ x: 1, y: 1 }] }\n";
  assert.deepEqual(fixesOf(`${head}training: { epoch: 5 } # short\n`), [
    ["Change to epochs", `${head}training: { epochs: 5 } # short\n`],
  ]);
  assert.deepEqual(fixesOf(`${head}lr: 0.5\ntraining:\n  epochs: 5 # short\n`), [
    ["Move to training", `${head}training:\n  epochs: 5 # short\n  learning_rate: 0.5\n`],
  ]);
  assert.deepEqual(fixesOf(`${head}training: { epochs: 5, beta1: 0.8 }\n`), [
    ["Set optimizer to adam", `${head}training: { epochs: 5, beta1: 0.8, optimizer: adam }\n`],
    ["Remove beta1", `${head}training: { epochs: 5 }\n`],
  ]);
  assert.deepEqual(fixesOf(`${head}training: { epochs: "5" }\n`), [
    ["Remove the quotes", `${head}training: { epochs: 5 }\n`],
  ]);
  assert.deepEqual(fixesOf(`${head}training: { learning_rate: 0,5, epochs: 5 }\n`), [
    ["Change to 0.5", `${head}training: { learning_rate: 0.5, epochs: 5 }\n`],
  ]);
  assert.deepEqual(fixesOf(`${head}training: { epochs: 1.000 }\n`).at(0), [
    "Change to 1000",
    `${head}training: { epochs: 1000 }\n`,
  ]);
});

Deno.test("what a text lacks to be YAML is written at its place", () => {
  const head = "dataset: { features: [{ name: x }], target: { name: y }, rows: [{ x: 1, y: 1 }] }\n";
  assert.deepEqual(fixesOf(`${head}training: { epochs: 5; loss: mse; l2: 0 }\n`), [
    ["Change to ,", `${head}training: { epochs: 5, loss: mse; l2: 0 }\n`],
  ]);
  assert.deepEqual(fixesOf(`${head}queries\n  - { name: q, x: 1 }\n`), [
    ["Change to queries:", `${head}queries:\n  - { name: q, x: 1 }\n`],
  ]);
  assert.deepEqual(fixesOf(`${head}training { epochs: 5, loss: mse }\n`), [
    ["Change to training:", `${head}training: { epochs: 5, loss: mse }\n`],
  ]);
  const rows = "dataset:\n  features: [{ name: x }]\n  target: { name: y }\n  rows:\n";
  assert.deepEqual(fixesOf(`${rows}    - { x: 1, y: 1\n    - { x: 2, y: 1 }\n`), [
    ["Add }", `${rows}    - { x: 1, y: 1}\n    - { x: 2, y: 1 }\n`],
  ]);
});

Deno.test("what is taken out goes with its value, and an item alone; the rest stays as it was written", () => {
  const rows = "rows: [{ x: 1, y: a }, { x: 2, y: b }]";
  const unit =
    `dataset:\n  features: [{ name: x }]\n  target: { name: y, unit: cm, classes: [a, b] } # two\n  ${rows}\n`;
  assert.deepEqual(fixesOf(unit), [["Remove unit", unit.replace("unit: cm, ", "")]]);
  const twice = `dataset: { features: [{ name: x }], target: { name: y, classes: [a, b, a] }, ${rows} }\n`;
  assert.deepEqual(fixesOf(twice), [["Remove a", twice.replace("[a, b, a]", "[a, b]")]]);
  const head = `dataset: { features: [{ name: x }], target: { name: y, classes: [a, b] }, ${rows} }\n`;
  const layers = `${head}network: { layers: [{ dense: { size: 3, use_bias: true } }, { dense: {} }] }\n`;
  assert.deepEqual(fixesOf(layers), [["Remove use_bias", layers.replace(", use_bias: true", "")]]);
});

Deno.test("a mistake in a data file is told by its name, one in the text by its place", () => {
  const text =
    "dataset: { features: [{ name: x }], target: { name: y }, file: a.csv }\ntraining: { epoch: 1 }\n";
  const play = { name: "test", text, files: { "a.csv": "x,y\n1,2\nb,3\n" } };
  const [inText, inFile] = mistakesOf(play);
  assert.deepEqual([inText.file, play.text.slice(inText.from, inText.to)], [null, "epoch"]);
  assert.deepEqual([inFile.file, play.files["a.csv"].slice(inFile.from, inFile.to)], ["a.csv", "b"]);
  const lost = mistakesOf({ ...play, files: {} });
  assert.ok(lost.some(({ hint }) => hint === "drop the file on the page"));
});
