// Words of a table that look the same and are not.
import assert from "node:assert/strict";
import { parseExperiment } from "../../../src/experiment/reading/parse_experiment.ts";

Deno.test("classes and categories that look alike are noted, for nobody means two; those that differ in case may be meant", () => {
  const noted = (features: string, target: string, rows: string) => {
    const text = `name: noted\ndataset: { features: [${features}], target: ${target}, rows: [${rows}] }\n`;
    return (parseExperiment(text).doubts ?? []).map(({ message, hint }) => `${message}: ${hint}`);
  };
  const classes = "{ name: k, classes: all }";
  const note =
    "k has männlich and ma<U+0308>nnlich, which look alike and are different words: write them alike in the rows";
  assert.deepEqual(
    noted("{ name: x }", classes, "[x, k], [1, männlich], [2, ma\u0308nnlich], [3, weiblich]"),
    [note],
  );
  const categories = "{ name: k, categories: all }";
  assert.deepEqual(noted(categories, "{ name: y }", "[k, y], [männlich, 1], [ma\u0308nnlich, 0], [w, 1]"), [
    note,
  ]);
  assert.deepEqual(
    noted("{ name: x }", classes, "[x, k], [1, ja], [2, Ja], [3, mannlich], [4, männlich]"),
    [],
  );
});
