// What plain JavaScript may give the library in the place of numbers and lists of them: an answer in words, and above all no
// number that looks like a result.

import assert from "node:assert/strict";
import {
  accuracy,
  activate,
  areaUnderCurve,
  calibration,
  confusionMatrix,
  exp,
  expm1,
  folds,
  holdOut,
  log,
  log1p,
  logLoss,
  macroF1,
  meanAbsoluteError,
  meanSquaredError,
  precisionRecallF1,
  RandomState,
  rSquared,
  ShuffledRows,
  sigmoid,
  slopeOf,
  softplus,
  stratifiedFolds,
  stratifiedHoldOut,
  tanh,
} from "../../mod.ts";
import { any, testRefusals } from "./refused.ts";

const random = new RandomState(1);
const rows = new ShuffledRows(4, () => new RandomState(0));
const options = { fraction: 0.2, seed: 0 };

testRefusals({
  "a text for the mean of a normal number": [
    () => random.normal(any("x"), 1),
    'TypeError: loc must be a number: found "x"',
  ],
  "a text for a bound": [
    () => random.uniform(any("0"), any("1")),
    'TypeError: low must be a number: found "0"',
  ],
  "a bound that is left out": [
    () => random.uniform(0, any(undefined)),
    "TypeError: high must be a number: found undefined",
  ],
  "a list to permute": [
    () => random.permutation(any([1, 2, 3])),
    "RangeError: n must be an integer of at least 0: found Array",
  ],
  "a negative count to permute": [
    () => random.permutation(-1),
    "RangeError: n must be an integer of at least 0: found -1",
  ],
  "a broken count to permute": [
    () => random.permutation(1.5),
    "RangeError: n must be an integer of at least 0: found 1.5",
  ],
  "an epoch before the first": [
    () => rows.of(-1),
    "RangeError: epoch must be an integer of at least 0: found -1",
  ],
  "an epoch that is no number": [
    () => rows.of(NaN),
    "RangeError: epoch must be an integer of at least 0: found NaN",
  ],
  "a broken class": [
    () => accuracy([0.5], [0.5]),
    "RangeError: a class must be an integer of at least 0: found 0.5",
  ],
  "a class below 0": [
    () => accuracy([0], [-1]),
    "RangeError: a class must be an integer of at least 0: found -1",
  ],
  "a text among numbers": [
    () => meanSquaredError(any(["1", "2"]), [1, 3]),
    'RangeError: truth must be numbers: found "1"',
  ],
  "null for the probabilities of a row": [
    () => logLoss([0], any([null])),
    "TypeError: the probabilities of a row must be a list: found null",
  ],
  "a score without F1": [
    () => macroF1(any([{}])),
    "RangeError: f1 must be numbers: found undefined",
  ],
  "a count of rows for their classes": [
    () => stratifiedHoldOut(any(150), options),
    "TypeError: labels must be a list: found 150",
  ],
  "a count of rows for their classes in folds": [
    () => stratifiedFolds(any(150), { folds: 5, seed: 0 }),
    "TypeError: labels must be a list: found 150",
  ],
  "holding out no share": [
    () => holdOut(150, any(undefined)),
    "RangeError: a fraction must be more than 0 and less than 1: found undefined",
  ],
  "dealing rows into no folds": [
    () => folds(150, any(null)),
    "RangeError: folds must be an integer from 2 to the 150 rows: found undefined",
  ],
});

const SCORES = {
  accuracy,
  areaUnderCurve,
  calibration,
  logLoss,
  meanAbsoluteError,
  meanSquaredError,
  rSquared,
  confusionMatrix: (truth: number[], answers: number[]) => confusionMatrix(truth, answers, 2),
  precisionRecallF1: (truth: number[], answers: number[]) => precisionRecallF1(truth, answers, 2),
};

Deno.test("what has no length is no list of answers, and two of them are not as many", () => {
  for (const [name, score] of Object.entries(SCORES)) {
    for (const [given, found] of NO_LISTS) {
      assert.throws(() => score(any(given), any(given)), {
        name: "TypeError",
        message: `truth must be a list: found ${found}`,
      }, name);
      assert.throws(() => score([0, 1], any(given)), {
        name: "TypeError",
        message: `answers must be a list: found ${found}`,
      }, name);
    }
  }
  for (const [given, found] of NO_LISTS) {
    assert.throws(() => macroF1(any(given)), {
      name: "TypeError",
      message: `scores must be a list: found ${found}`,
    });
  }
});

const NO_LISTS: readonly (readonly [given: unknown, found: string])[] = [
  [undefined, "undefined"],
  [null, "null"],
  [5, "5"],
  [NaN, "NaN"],
  ["01", '"01"'],
  [{}, "Object"],
  [new Set([0, 1]), "Set"],
];

Deno.test("a list that only looks like one is one", () => {
  assert.equal(accuracy({ length: 2, 0: 1, 1: 0 }, Uint8Array.of(1, 1)), 0.5);
});

Deno.test("a curve at nothing, and at a word, is no number", () => {
  const curves = { exp, expm1, log, log1p, sigmoid, tanh, softplus };
  for (const [name, curve] of Object.entries(curves)) {
    for (const nothing of [undefined, "x", {}, NaN]) assert.equal(curve(any(nothing)), NaN, name);
    for (const x of [-Infinity, -0.5, 0, 1, Infinity]) {
      assert.equal(curve(any(String(x))), curve(x), `${name} of a text`);
    }
  }
  for (const name of ["sigmoid", "tanh", "relu", "identity", "leaky_relu", "elu", "softplus"] as const) {
    assert.equal(activate(name, any(undefined)), NaN, name);
    assert.equal(activate(name, any("2")), activate(name, 2), name);
    assert.equal(slopeOf(name, any("2"), any("2")), slopeOf(name, 2, 2), name);
  }
});

Deno.test("a curve has its limits where x is too large to be divided by ln 2", () => {
  for (const x of [1.7e308, Number.MAX_VALUE, Infinity]) {
    assert.deepEqual([sigmoid(x), sigmoid(-x), tanh(x), tanh(-x)], [1, 0, 1, -1]);
  }
});
