// An explanation as JSON: pinned for Alice, the engine's bits for any network.
import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { startingParameters, topologyOf } from "../../src/experiment/experiment.ts";
import { explain } from "../../src/explain/explain.ts";
import { explanationJson } from "../../src/explain/json.ts";
import { jsonText } from "../../src/results/json_text.ts";
import { backpropagate } from "../../src/engine/backpropagation.ts";
import { alice, assertGolden, experiments, gender, learners, species } from "./explanations.ts";

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

Deno.test("one answer is a number, several are lists, and the step's numbers read back as the explanation's", () => {
  fc.assert(
    fc.property(learners, fc.nat(), (experiment, pick) => {
      const { parameters } = explain(experiment).learning!;
      const { name } = parameters[pick % parameters.length];
      const explanation = explain(experiment, { parameter: name });
      const { outputs, learning } = explanation;
      const found = JSON.parse(jsonText(explanationJson(explanation)));
      const oneOrAll = (values: readonly number[]): unknown => values.length === 1 ? values[0] : values;
      // JSON has one zero.
      assert.deepEqual(found.y_pred, oneOrAll(outputs.map(({ value }) => value + 0)));
      assert.deepEqual(found.y_true, oneOrAll(learning!.targets.map(({ value }) => value + 0)));
      assert.equal(found.chain.equations.at(-1).quantity, `∂L/∂${name}`);
      if (found.step === undefined) return;
      const after = found.parameters.flatMap(({ memory_after }: { memory_after: readonly number[] }) =>
        memory_after
      );
      assert.deepEqual(
        after,
        learning!.parameters.flatMap(({ memory }) => memory.after.map((value) => value + 0)),
      );
      assert.equal(found.chain.step.at(-1).quantity, `new ${name}`);
      assert.deepEqual(found.chain.row_gradients.map(({ row }: { row: string }) => row), found.step.rows);
    }),
    { seed: 47, numRuns: 100 },
  );
});
