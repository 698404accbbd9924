// An explanation as JSON: pinned for Alice, the engine's bits for any network.
import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { startingParameters, topologyOf } from "../../src/experiment/experiment.ts";
import { explain } from "../../src/explain/explain.ts";
import { explanationJson } from "../../src/explain/json.ts";
import { jsonText } from "../../src/results/json_text.ts";
import { backpropagate } from "../../src/engine/backpropagation.ts";
import { alice, assertGolden, experiments, gender, species } from "./explanations.ts";

Deno.test("the JSON of Alice's explanation is pinned", () => {
  assertGolden("alice_w1.json", jsonText(explanationJson(explain(alice(), { parameter: "w1" }))));
});

Deno.test("the JSON of a softmax network that learns by Adam from batches is pinned", () => {
  assertGolden(
    "species_w1.json",
    jsonText(explanationJson(explain(species(), { step: 4, parameter: "w1" }))),
  );
});

Deno.test("the gradients in JSON read back as the bits of backpropagation", () => {
  fc.assert(
    fc.property(experiments, (experiment) => {
      const explanation = explain(experiment);
      const { gradients } = backpropagate(
        topologyOf(experiment),
        startingParameters(experiment),
        explanation.inputs.map(({ value }) => value),
        explanation.learning!.targets.map(({ value }) => value),
      );
      const { parameters } = JSON.parse(jsonText(explanationJson(explanation)));
      assert.deepEqual(parameters.map(({ gradient }: { gradient: number }) => gradient), [...gradients]);
    }),
    { seed: 37, numRuns: 100 },
  );
});

Deno.test("a query's JSON has no derivatives", () => {
  const keys = Object.keys(explanationJson(explain(gender(), { query: "Emily" })));
  assert.deepEqual(keys, [
    "experiment",
    "numerics",
    "subject",
    "state",
    "network",
    "inputs",
    "neurons",
    "y_pred",
    "label",
  ]);
});

Deno.test("a number that is not finite is null", () => {
  const explanation = explain(gender("learning_rate=1e308", "output=identity", "hidden=[]"));
  const { mean_loss } = JSON.parse(jsonText(explanationJson(explanation)));
  assert.equal(mean_loss.after, null);
});
