// Scores of probabilities against scikit-learn's and by hand.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { areaUnderCurve, calibration, logLoss } from "../../src/judging/probability_scores.ts";
import { log } from "../../src/numeric/log.ts";
import judging from "../vectors/judging.json" with { type: "json" };
import edges from "../vectors/judging_edges.json" with { type: "json" };
import { assertNear } from "./near.ts";

for (const [index, { truth, probabilities, log_loss }] of [...judging.classes, ...edges.classes].entries()) {
  Deno.test(`${truth.length} rows of probabilities have scikit-learn's log loss, case ${index}`, () => {
    assertNear([logLoss(truth, probabilities)], [log_loss]);
  });
}

for (
  const [index, { truth, probability_of_1, auc, log_loss }] of [...judging.binary, ...edges.binary].entries()
) {
  Deno.test(`${truth.length} probabilities of two classes have scikit-learn's AUC and log loss, case ${index}`, () => {
    assertNear([areaUnderCurve(truth, probability_of_1)], [auc]);
    assertNear([logLoss(truth, probability_of_1)], [log_loss]);
  });
}

for (const [index, { truth, probability_of_1, ...expected }] of edges.binary.entries()) {
  Deno.test(`${truth.length} probabilities lie in scikit-learn's calibration bins, case ${index}`, () => {
    const bins = calibration(truth, probability_of_1).filter(({ count }) => count > 0);
    assertNear(bins.map(({ meanProbability }) => meanProbability), expected.calibration.mean_probability);
    assertNear(bins.map(({ shareOf1 }) => shareOf1), expected.calibration.share_of_1);
  });
}

Deno.test("a right answer that was certain costs nothing to 15 digits, a wrong one 52 bits", () => {
  assert.ok(logLoss([1], [1]) < 1e-15);
  assert.equal(logLoss([1], [0]), 52 * log(2));
  assert.equal(logLoss([0, 1], [[1, 0, 0], [1, 0, 0]]) * 2 > 36, true);
});

Deno.test("rows that do not sum to 1 are shares of their sum", () => {
  assert.equal(logLoss([0], [[0.4, 0.4]]), log(2));
  assert.equal(logLoss([2], [[0.25, 0.25, 0.25]]), -log(1 / 3));
});

Deno.test("without rows there is no log loss, and with one class no AUC", () => {
  assert.equal(logLoss([], []), NaN);
  for (const truth of [[], [0], [1, 1]]) {
    assert.equal(areaUnderCurve(truth, truth.map(() => 0.5)), NaN);
  }
});

Deno.test("what is no probability is told as it was given", () => {
  assert.throws(() => logLoss([0], [-1]), /^RangeError: a probability must be from 0 to 1: found -1$/);
  assert.throws(() => logLoss([1], [[0.5, 1.5]]), /found 1\.5$/);
});

Deno.test("a probability that is NaN has neither AUC nor log loss", () => {
  for (const probabilities of [[NaN, 0.5], [0.5, NaN], [NaN, NaN]]) {
    assert.equal(areaUnderCurve([0, 1], probabilities), NaN);
    assert.equal(logLoss([0, 1], probabilities), NaN);
  }
});

const judged = fc.array(fc.tuple(fc.nat(1), fc.integer({ min: 0, max: 20 })), { maxLength: 40 });

Deno.test("AUC is the share of pairs in the right order, counted pair by pair (seed 76)", () => {
  fc.assert(
    fc.property(judged, (rows) => {
      let pairs = 0;
      let right = 0;
      for (const [, above] of rows.filter(([label]) => label === 1)) {
        for (const [, below] of rows.filter(([label]) => label === 0)) {
          pairs += 1;
          right += above > below ? 1 : above === below ? 0.5 : 0;
        }
      }
      const auc = areaUnderCurve(rows.map(([label]) => label), rows.map(([, twentieth]) => twentieth / 20));
      assert.ok(Object.is(auc, right / pairs));
    }),
    { seed: 76, numRuns: 300 },
  );
});

Deno.test("calibration counts each row once, in the bin that holds its probability (seed 77)", () => {
  const rows = fc.array(fc.tuple(fc.nat(1), fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 60 });
  fc.assert(
    fc.property(rows, (given) => {
      const bins = calibration(given.map(([label]) => label), given.map(([, probability]) => probability));
      assert.deepEqual(bins.map(({ from }) => from), [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]);
      for (const { from, to, count, meanProbability, shareOf1 } of bins) {
        const inside = given.filter(([, p]) => p <= to && (p > from || from === 0));
        assert.equal(count, inside.length);
        if (count === 0) assert.deepEqual([meanProbability, shareOf1], [NaN, NaN]);
        else assert.equal(shareOf1, inside.filter(([label]) => label === 1).length / count);
      }
      assert.equal(bins.reduce((sum, { count }) => sum + count, 0), given.length);
    }),
    { seed: 77, numRuns: 300 },
  );
});

Deno.test("tenths as they are written belong to the bin below them", () => {
  for (let tenth = 1; tenth <= 10; tenth++) {
    const bins = calibration([1], [Number(`${tenth}e-1`)]);
    assert.equal(bins.findIndex(({ count }) => count === 1), tenth - 1);
  }
});

Deno.test("probabilities that are missing, classes that are none and what is no probability are refused", () => {
  assert.throws(() => logLoss([0, 1], [0.5]), /one answer a row: found 1 for 2 rows/);
  assert.throws(() => logLoss([2], [0.5]), /a class must be an integer from 0 to 1: found 2/);
  assert.throws(() => areaUnderCurve([0, 2], [0.1, 0.2]), /a class must be 0 or 1: found 2/);
  assert.throws(() => calibration([1], [1.01]), /a probability must be from 0 to 1: found 1.01/);
  assert.throws(() => calibration([1], [NaN]), RangeError);
});

Deno.test("a loss of what are no probabilities is refused", () => {
  assert.throws(() => logLoss([0], [[3, -2]]), {
    name: "RangeError",
    message: /^a probability must be from 0 to 1: found 3/,
  });
});

Deno.test("typed arrays are scored as lists are", () => {
  const [truth, of1] = [Uint8Array.of(0, 0, 1, 1), Float64Array.of(0.1, 0.4, 0.35, 0.8)];
  assert.equal(areaUnderCurve(truth, of1), 0.75);
  assert.deepEqual(calibration(truth, of1), calibration([...truth], [...of1]));
  assert.equal(logLoss(truth, of1), logLoss([...truth], [...of1]));
  const ofEach = [...of1].map((probability) => Float64Array.of(1 - probability, probability));
  assert.equal(logLoss(truth, ofEach), logLoss(truth, of1));
});

Deno.test("texts are no probabilities", () => {
  const texts = ["0.5", "0.5"] as unknown as number[];
  assert.throws(() => areaUnderCurve([0, 1], texts), /^RangeError: answers must be numbers: found "0.5"$/);
  assert.throws(() => calibration([0, 1], texts), /answers must be numbers: found "0.5"$/);
  assert.throws(
    () => logLoss([0, 1], [texts, texts]),
    /^RangeError: a probability must be from 0 to 1: found "0.5"$/,
  );
  assert.throws(
    () => logLoss([0, 1], texts),
    /^TypeError: the probabilities of a row must be a list: found "0.5"$/,
  );
});
