// What the library gives for JSON is what the command prints, of dense networks and of others.

import assert from "node:assert/strict";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { explain, layerSubjects } from "../../src/explain/explain.ts";
import { explainJson } from "../../src/explain/explain_json.ts";
import { explanationJson } from "../../src/explain/json.ts";
import { layerLessonJson } from "../../src/explain/layer_json.ts";
import { gender } from "./explanations.ts";

const MOODS = parseExperiment(`
name: moods
dataset:
  features: [{ name: text, tokens: words }]
  target: { name: mood, classes: [bad, good] }
  rows: [[text, mood], [very good, good], [bad, bad]]
network: { layers: [{ rnn: { size: 2 } }, { dense: {} }] }
training: { epochs: 5 }
queries: [{ name: asked, text: very bad }]
`);

Deno.test("any network, row, query and step is explained for JSON as by its own kind of lesson", () => {
  for (const options of [{}, { step: 3, parameter: "w1" }, { query: "Emily" }]) {
    assert.deepEqual(explainJson(gender(), options), explanationJson(explain(gender(), options)));
  }
  for (const options of [{}, { step: 3, parameter: "rnn1.w1.bad" }, { query: "asked" }]) {
    assert.deepEqual(explainJson(MOODS, options), layerLessonJson(layerSubjects(MOODS, options)[0]));
  }
  assert.throws(() => explainJson(MOODS, { row: "zz" }), /there is no row zz/);
});
