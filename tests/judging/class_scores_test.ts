// Scores of classes against scikit-learn's and by hand.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { accuracy, confusionMatrix, macroF1, precisionRecallF1 } from "../../src/judging/class_scores.ts";
import judging from "../vectors/judging.json" with { type: "json" };
import edges from "../vectors/judging_edges.json" with { type: "json" };
import { assertNear } from "./near.ts";

/** The class of the largest probability, first among equals. */
function answerOf(probabilities: readonly number[]): number {
  return probabilities.indexOf(Math.max(...probabilities));
}

const cases = [
  ...judging.classes.map((given) => ({ ...given, answers: given.probabilities.map(answerOf) })),
  ...edges.classes,
];

for (const [index, expected] of cases.entries()) {
  const { classes, truth, answers } = expected;
  Deno.test(`${truth.length} answers of ${classes} classes have scikit-learn's scores, case ${index}`, () => {
    assertNear([accuracy(truth, answers)], [expected.accuracy]);
    assert.deepEqual(confusionMatrix(truth, answers, classes), expected.confusion);
    const scores = precisionRecallF1(truth, answers, classes);
    assertNear(scores.map(({ precision }) => precision), expected.precision);
    assertNear(scores.map(({ recall }) => recall), expected.recall);
    assertNear(scores.map(({ f1 }) => f1), expected.f1);
    assert.deepEqual(scores.map(({ support }) => support), expected.support);
    assertNear([macroF1(scores)], [expected.macro_f1]);
  });
}

Deno.test("scores by hand: three cats, of which one was taken for a dog, and two dogs", () => {
  const [cat, dog] = precisionRecallF1([0, 0, 0, 1, 1], [0, 0, 1, 1, 1], 2);
  assert.deepEqual(cat, { precision: 1, recall: 2 / 3, f1: 4 / 5, support: 3 });
  assert.deepEqual(dog, { precision: 2 / 3, recall: 1, f1: 4 / 5, support: 2 });
  assert.equal(macroF1([cat, dog]), 4 / 5);
});

Deno.test("a class without rows and answers has scores of 0 and counts in the macro F1", () => {
  const scores = precisionRecallF1([0, 0], [0, 0], 2);
  assert.deepEqual(scores[1], { precision: 0, recall: 0, f1: 0, support: 0 });
  assert.equal(macroF1(scores), 0.5);
});

Deno.test("one class alone, and always right", () => {
  assert.deepEqual(confusionMatrix([0, 0, 0], [0, 0, 0], 1), [[3]]);
  assert.deepEqual(precisionRecallF1([0, 0], [0, 0], 1), [{ precision: 1, recall: 1, f1: 1, support: 2 }]);
});

Deno.test("without rows there is no accuracy, and the matrix holds zeros", () => {
  assert.equal(accuracy([], []), NaN);
  assert.deepEqual(confusionMatrix([], [], 2), [[0, 0], [0, 0]]);
  assert.equal(macroF1([]), NaN);
});

const answered = fc.integer({ min: 1, max: 6 }).chain((classes) =>
  fc.record({
    classes: fc.constant(classes),
    rows: fc.array(fc.tuple(fc.nat(classes - 1), fc.nat(classes - 1)), { minLength: 1, maxLength: 50 }),
  })
);

Deno.test("the matrix counts each row once, accuracy is its diagonal, support its lines (seed 75)", () => {
  fc.assert(
    fc.property(answered, ({ classes, rows }) => {
      const truth = rows.map(([label]) => label);
      const answers = rows.map(([, answer]) => answer);
      const counts = confusionMatrix(truth, answers, classes);
      assert.equal(counts.flat().reduce((sum, count) => sum + count), rows.length);
      const right = counts.reduce((sum, line, label) => sum + line[label], 0);
      assert.equal(accuracy(truth, answers), right / rows.length);
      precisionRecallF1(truth, answers, classes).forEach(({ precision, recall, f1, support }, label) => {
        assert.equal(support, truth.filter((other) => other === label).length);
        for (const score of [precision, recall, f1]) assert.ok(score >= 0 && score <= 1);
        // Between them, as every mean is; a tolerance, for each is rounded by itself.
        assert.ok(f1 <= Math.max(precision, recall) + 1e-15 && f1 >= Math.min(precision, recall) - 1e-15);
      });
    }),
    { seed: 75, numRuns: 300 },
  );
});

Deno.test("answers that are missing, and classes that are none, are refused", () => {
  assert.throws(() => accuracy([0, 1], [0]), /one answer a row: found 1 for 2 rows/);
  assert.throws(() => confusionMatrix([0], [2], 2), /a class must be an integer from 0 to 1: found 2/);
  assert.throws(() => confusionMatrix([-1], [0], 2), RangeError);
  assert.throws(() => precisionRecallF1([0.5], [0], 2), RangeError);
});

Deno.test("a count of classes that is none is refused", () => {
  for (const classCount of [-1, 0.5, NaN]) {
    assert.throws(() => confusionMatrix([], [], classCount), RangeError);
  }
});

Deno.test("typed arrays are scored as lists are", () => {
  assert.equal(accuracy(Uint8Array.of(0, 1, 1, 2), [0, 1, 2, 2]), 0.75);
  assert.deepEqual(confusionMatrix(Uint8Array.of(0, 1), Int32Array.of(0, 0), 2), [[1, 0], [1, 0]]);
});

Deno.test("texts are no classes", () => {
  const text = "ab" as unknown as number[];
  assert.throws(() => accuracy(text, text), /^TypeError: truth must be a list: found "ab"$/);
  assert.throws(
    () => confusionMatrix([1], ["1"] as unknown as number[], 2),
    /answers must be numbers: found "1"$/,
  );
});

Deno.test("more classes than a matrix can have are refused before any is made", () => {
  assert.throws(
    () => confusionMatrix([0], [0], 10_001),
    /^RangeError: classCount must be at most 10000: found 10001$/,
  );
});
