// `stop=none` on the command line: the experiment of a file that never had the section, under the same id.

import assert from "node:assert/strict";
import { experimentId } from "../../../src/experiment/experiment_id.ts";
import { parseExperiment } from "../../../src/experiment/reading/parse_experiment.ts";

const SECTIONS: Readonly<Record<string, string>> = {
  "dataset.validation": "  validation: { folds: 3, fold: 1 }\n",
  "training.stop": "  stop: { patience: 3, loss_under: 0.01 }\n",
  "training.schedule": "  schedule: { step: 5 }\n",
  "training.clip_norm": "  clip_norm: 5\n",
  "queries": "queries: [{ name: seven, x: 7 }]\n",
  "sweep": "sweep: { init.seed: 1..3, zip: { schedule.step: [1, 2], stop.patience: [4, 5] } }\n",
};

function textWithout(...left: readonly string[]): string {
  const sectionsOf = (start: RegExp): string =>
    Object.keys(SECTIONS).filter((key) => start.test(key) && !left.includes(key)).map((key) => SECTIONS[key])
      .join("");
  return `name: doubles
dataset:
  features: [{ name: x }]
  target: { name: y }
  rows: [{ x: 1, y: 2 }, { x: 2, y: 4 }, { x: 3, y: 6 }]
${sectionsOf(/^dataset/)}training:
  epochs: 10
${sectionsOf(/^training/)}${sectionsOf(/^(queries|sweep)$/)}`;
}

function idOf(text: string, ...overrides: string[]): string {
  return experimentId(parseExperiment(text, { overrides }));
}

Deno.test("a section that is none on the command line gives the experiment of a file without it", () => {
  const ids = Object.keys(SECTIONS).map((key) => {
    // What the sweep varies would bring the section back.
    const swept = /schedule|stop/.test(key) ? ["sweep"] : [];
    const id = idOf(textWithout(key, ...swept));
    const name = key.replace(/^.*\./, "");
    assert.equal(idOf(textWithout(...swept), `${key}=none`), id);
    assert.equal(idOf(textWithout(...swept), `${name}= none `), id);
    // Where it is not there, nothing is left off.
    assert.equal(idOf(textWithout(key, ...swept), `${key}=none`), id);
    return id;
  });
  assert.equal(new Set([...ids, idOf(textWithout())]).size, ids.length + 1);
});

Deno.test("what is left off is not swept either, and the rest of the sweep stays", () => {
  const { sweep, training } = parseExperiment(textWithout(), { overrides: ["stop=none"] });
  assert.equal(training.stop ?? null, null);
  assert.deepEqual(sweep?.axes.map((axis) => axis.map(({ key }) => key)), [
    ["init.seed"],
    ["training.schedule.step"],
  ]);
});

Deno.test("a column that is called as a section keeps its name on the command line", () => {
  const text = `name: x
dataset:
  features: [{ name: stop, categories: [none, some] }]
  target: { name: y }
  rows: [{ stop: none, y: 1 }, { stop: some, y: 2 }]
training: { epochs: 10, stop: { patience: 3 } }
queries: [{ name: ask, stop: some }]
`;
  const asked = text.replace("stop: some }]", "stop: none }]");
  for (const key of ["ask.stop", "stop"]) assert.equal(idOf(text, `${key}=none`), idOf(asked));
  assert.equal(idOf(text, "training.stop=none"), idOf(text.replace(", stop: { patience: 3 }", "")));
});

Deno.test("what is left off and a part of it exclude each other, whichever comes first", () => {
  for (
    const overrides of [["stop=none", "patience=4"], ["patience=4", "stop=none"], [
      "queries=none",
      "seven.x=8",
    ], ["fold=0..2", "validation=none"]]
  ) {
    assert.throws(
      () => parseExperiment(textWithout("sweep"), { overrides }),
      / exclude each other\n {2}keep one/,
    );
  }
  // Of two values of one setting the last counts.
  assert.equal(idOf(textWithout(), "clip_norm=none", "clip_norm=5"), idOf(textWithout()));
});
