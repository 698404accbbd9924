// Rules that stand in this file alone: each is one entry and nothing else, of a kind that the house has or has not.
// Each must learn with equal bits in numbers, flat loops and WebAssembly, agree with finite differences, and be readable.
import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { backpropagate, stepped } from "../../src/engine/backpropagation.ts";
import type { Cells } from "../../src/engine/cells.ts";
import { kernelTrainer } from "../../src/engine/kernel/kernel_trainer.ts";
import { immediateStepOf, type Learning, startingValues, valuePlaces } from "../../src/engine/learning.ts";
import type { DenseShape } from "../../src/engine/layer_shapes.ts";
import type {
  Activation,
  LayerActivation,
  NeuronActivation,
} from "../../src/engine/rules/activation_contract.ts";
import type { Clipping } from "../../src/engine/rules/clipping.ts";
import {
  type AnswerLoss,
  type Loss,
  losses,
  type MatchedForm,
  type MatchedLoss,
} from "../../src/engine/rules/loss.ts";
import type { Optimizer } from "../../src/engine/rules/optimizer_contract.ts";
import { sgd } from "../../src/engine/rules/optimizer.ts";
import type { Penalty } from "../../src/engine/rules/penalty.ts";
import { softmax, totalOf } from "../../src/engine/rules/softmax.ts";
import { adding, completed, moving, step } from "../../src/engine/step.ts";
import { layersOf, parameterCount, type Topology, weightCount } from "../../src/engine/topology.ts";
import { plainTrainer } from "../../src/engine/trainer.ts";
import { train } from "../../src/engine/training_run.ts";
import { PARAMETER_CELL, type ParameterKind, updateOver } from "../../src/engine/update.ts";
import { evaluate, type Expression, expressions, quantity } from "../../src/explain/expression.ts";
import { write } from "../../src/explain/notation.ts";
import { textNotation } from "../../src/explain/spellings.ts";
import type { Arithmetic } from "../../src/numeric/arithmetic.ts";
import { numbers } from "../../src/numeric/numbers.ts";
import { countCalls } from "./kernel/counted_calls.ts";
import { assertAllAgree, caseOf, courseOf, type LearningCase } from "./learning_cases.ts";
import { type Row, rowsOf } from "./random_networks.ts";

const unwritten = { text: "", tex: "" };

/** e^(−s²), a bell; its slope needs both a and s. */
const bell: NeuronActivation = {
  name: "bell",
  range: [0, 1],
  formula: unwritten,
  slopeFormula: unwritten,
  over: (o) => ({
    value: (sum) => o.exp(o.subtract(o.constant(0), o.multiply(sum, sum))),
    slope: (a, sum) => o.multiply(o.multiply(o.constant(-2), sum), a),
  }),
  inverse: null,
};

/** s / (1 + |s|) */
const softsign: NeuronActivation = {
  name: "softsign",
  range: [-1, 1],
  formula: unwritten,
  slopeFormula: unwritten,
  over: (o) => ({
    value: (sum) => o.divide(sum, onePlusSize(o, sum)),
    slope: (_a, sum) => o.divide(o.constant(1), o.multiply(onePlusSize(o, sum), onePlusSize(o, sum))),
  }),
  inverse: null,
};

/** e^s, which reaches from 0 to Infinity. */
const exponential: NeuronActivation = {
  name: "exponential",
  range: [0, Infinity],
  formula: unwritten,
  slopeFormula: unwritten,
  over: (o) => ({ value: (sum) => o.exp(sum), slope: (a) => a }),
  inverse: null,
};

function sizeOf<V>(o: Arithmetic<V>, x: V): V {
  return o.greater(x, o.subtract(o.constant(0), x));
}

function onePlusSize<V>(o: Arithmetic<V>, x: V): V {
  return o.add(o.constant(1), sizeOf(o, x));
}

/** Each output is its share of all powers of −s: the least sum has the largest share. */
const softmin: LayerActivation = {
  name: "softmin",
  range: [0, 1],
  formula: unwritten,
  overLayer: (o) => (sums) => {
    const least = sums.reduce((a, b) => o.lesser(a, b));
    const powers = sums.map((sum) => o.exp(o.subtract(least, sum)));
    const total = totalOf(o, powers);
    return powers.map((power) => o.divide(power, total));
  },
};

/** Σ (t − y)² over the shares y of an activation whose ∂y_k/∂s_j is ±y_k ([k = j] − y_j). */
function brierOf(activation: LayerActivation, sign: 1 | -1): MatchedForm {
  return {
    formula: unwritten,
    overRow: (o) => ({
      value(yTrue, sums) {
        const differences = activation.overLayer(o)(sums).map((y, k) => o.subtract(yTrue[k], y));
        return totalOf(o, differences.map((difference) => o.multiply(difference, difference)));
      },
      deltas(yTrue, yPred) {
        const slopes = yPred.map((y, k) => o.multiply(o.constant(2), o.subtract(y, yTrue[k])));
        const mean = totalOf(o, slopes.map((slope, k) => o.multiply(slope, yPred[k])));
        return yPred.map((y, k) => o.multiply(o.multiply(o.constant(sign), y), o.subtract(slopes[k], mean)));
      },
    }),
  };
}

/** The score of weather forecasts, for the house's softmax and for an activation of one's own. */
const brier: MatchedLoss = {
  name: "brier",
  title: "Brier score",
  words: "the squares of the differences",
  forms: { softmax: brierOf(softmax, 1), softmin: brierOf(softmin, -1) },
};

/** log cosh (t − y) + log 2 = |t − y| + log(1 + e^(−2|t − y|)) */
const logCosh: AnswerLoss = {
  name: "log_cosh",
  title: "log-cosh loss",
  words: "half the square of a small difference, and the size of a large one",
  formula: unwritten,
  over: (o) => ({
    value(yTrue, yPred) {
      const size = sizeOf(o, o.subtract(yTrue, yPred));
      return o.add(size, o.log1p(o.exp(o.multiply(o.constant(-2), size))));
    },
    slope: (yTrue, yPred) => o.tanh(o.subtract(yPred, yTrue)),
  }),
};

/** 0.01 · √(w² + 1/16): l1 without its kink. */
const smoothL1: Penalty = {
  name: "smooth_l1",
  words: "",
  over: (o) => (gradient, weight) => {
    const size = o.squareRoot(o.add(o.multiply(weight, weight), o.constant(0.0625)));
    return o.add(gradient, o.multiply(o.constant(0.01), o.divide(weight, size)));
  },
};

/** Each gradient g is g / (1 + |g|). */
const softClip: Clipping = {
  name: "soft_clip",
  words: "",
  over: (o) => ({
    clip: (gradient) => o.divide(gradient, onePlusSize(o, gradient)),
  }),
};

/** The direction of all gradients alone, whatever their length. */
const directionOnly: Clipping = {
  name: "direction_only",
  words: "",
  over: (o) => ({
    factor: (sumOfSquares) => o.divide(o.constant(1), o.add(o.squareRoot(sumOfSquares), o.constant(1e-3))),
    clip: (gradient, factor) => o.multiply(gradient, factor),
  }),
};

/** Plain descent that forgets a little of each parameter, with a step of its own where nothing comes between. */
const forgetful: Optimizer = {
  name: "forgetful",
  formulas: [],
  memoryOfParameter: 0,
  memoryOfSteps: [],
  over: (o) => ({
    update: (parameter, gradient, learningRate) =>
      o.multiply(o.constant(0.999), o.subtract(parameter, o.multiply(learningRate, gradient))),
  }),
  atOnce: {
    over: (o) => ({
      factor: (delta, learningRate) => o.multiply(delta, learningRate),
      update: (parameter, step) => o.multiply(o.constant(0.999), o.subtract(parameter, step)),
    }),
  },
};

/** rho · before + (1 − rho) · now² */
function meanSquare<V>(o: Arithmetic<V>, before: V, now: V): V {
  return o.add(
    o.multiply(o.constant(0.875), before),
    o.multiply(o.constant(0.125), o.multiply(now, now)),
  );
}

/** √(square + ε) */
function rootOf<V>(o: Arithmetic<V>, square: V): V {
  return o.squareRoot(o.add(square, o.constant(1e-6)));
}

/** Zeiler's Adadelta: steps as large as the last ones were, in proportion to the gradient; remembers two numbers a parameter. */
const adadelta: Optimizer = {
  name: "adadelta",
  formulas: [],
  memoryOfParameter: 2,
  memoryOfSteps: [],
  over: (o) => ({
    update(parameter, gradient, learningRate, ofParameter) {
      const squares = meanSquare(o, ofParameter.get(0), gradient);
      const step = o.multiply(o.divide(rootOf(o, ofParameter.get(1)), rootOf(o, squares)), gradient);
      ofParameter.set(0, squares);
      ofParameter.set(1, meanSquare(o, ofParameter.get(1), step));
      return o.subtract(parameter, o.multiply(learningRate, step));
    },
  }),
};

/** Adamax, of Adam's paper: the largest gradient of late in place of the root of a mean; remembers beta1^t of the steps. */
const adamax: Optimizer = {
  name: "adamax",
  formulas: [],
  memoryOfParameter: 2,
  memoryOfSteps: [1],
  over: (o) => ({
    beginStep(ofSteps, learningRate) {
      const power = o.multiply(ofSteps.get(0), o.constant(0.875));
      ofSteps.set(0, power);
      return [o.divide(learningRate, o.subtract(o.constant(1), power))];
    },
    update(parameter, gradient, _learningRate, ofParameter, [rate]) {
      const mean = o.add(
        o.multiply(o.constant(0.875), ofParameter.get(0)),
        o.multiply(o.constant(0.125), gradient),
      );
      const faded = o.multiply(o.constant(0.99), ofParameter.get(1));
      const largest = o.greater(sizeOf(o, gradient), faded);
      ofParameter.set(0, mean);
      ofParameter.set(1, largest);
      return o.subtract(parameter, o.divide(o.multiply(rate, mean), o.add(largest, o.constant(1e-8))));
    },
  }),
};

/** What may stand at the end of a network, with a loss that goes with it. */
const ends: readonly { readonly output: Activation; readonly loss: Loss }[] = [
  { output: softmin, loss: brier },
  { output: softmax, loss: brier },
  { output: bell, loss: logCosh },
  { output: softsign, loss: losses.mse },
];

const ways: readonly Omit<Learning, "loss">[] = [
  { optimizer: forgetful, penalties: [], clipping: null, batchSize: 1 },
  { optimizer: forgetful, penalties: [smoothL1], clipping: softClip, batchSize: 2 },
  { optimizer: sgd, penalties: [], clipping: directionOnly, batchSize: 1 },
  { optimizer: adadelta, penalties: [smoothL1, smoothL1], clipping: null, batchSize: 3 },
  { optimizer: adamax, penalties: [], clipping: directionOnly, batchSize: Infinity },
];

const forms = ["straight", "loops"] as const;

for (const { output, loss } of ends) {
  for (const way of ways) {
    const { optimizer, penalties, clipping, batchSize } = way;
    const names = [output.name, loss.name, optimizer.name, ...penalties.map(({ name }) => name)];
    const title = [...names, clipping?.name ?? "no clipping", `${batchSize} a batch`].join(", ");
    Deno.test(`equal bits in every engine: ${title}`, () => {
      for (
        const [laneCount, form] of [[2, "straight"], [16, "straight"], [1, "loops"], [6, "loops"]] as const
      ) {
        const own = caseOf({
          inputCount: 2,
          layers: [{ size: 11, activation: bell }, { size: 3, activation: exponential }, {
            size: 3,
            activation: output,
          }],
          learning: { loss, ...way },
          lanes: lanesOf(laneCount),
          rowCount: 5,
          epochCount: 30,
          parameterSize: 1,
          seed: 1,
        });
        const comparedCount = assertAllAgree(own, { form, rowForm: "lanes", cuts: [41, 44] });
        assert.equal(comparedCount, laneCount);
      }
    });
  }
}

/** Lanes with rates and orders of their own; the first has the order of the table. */
function lanesOf(count: number): { learningRate: number; shuffleSeed: number | null }[] {
  return Array.from({ length: count }, (_, lane) => ({
    learningRate: 0.01 * (lane + 1),
    shuffleSeed: lane === 0 ? null : lane,
  }));
}

const hidden = fc.record({
  size: fc.integer({ min: 1, max: 10 }),
  activation: fc.constantFrom<DenseShape["activation"]>(bell, softsign, exponential, "tanh"),
});

const ownCases: fc.Arbitrary<LearningCase> = fc.record({
  inputCount: fc.integer({ min: 1, max: 3 }),
  below: fc.array(hidden, { maxLength: 2 }),
  outputCount: fc.integer({ min: 1, max: 3 }),
  end: fc.constantFrom(...ends),
  way: fc.constantFrom(...ways),
  lanes: fc.integer({ min: 1, max: 4 }).map((vectorCount) => lanesOf(2 * vectorCount)),
  rowCount: fc.integer({ min: 1, max: 4 }),
  epochCount: fc.integer({ min: 0, max: 9 }),
  parameterSize: fc.constant(1),
  seed: fc.integer(),
}).map(({ below, outputCount, end: { output, loss }, way, ...rest }) =>
  caseOf({
    ...rest,
    layers: [...below, { size: outputCount, activation: output }],
    learning: { ...way, loss },
  })
);

Deno.test("own rules in any network give equal bits in numbers, flat loops and WebAssembly (seed 41)", () => {
  let comparedCount = 0;
  fc.assert(
    fc.property(ownCases, fc.constantFrom(...forms), (own, form) => {
      comparedCount += assertAllAgree(own, { form, rowForm: "lanes", cuts: [] });
    }),
    { seed: 41, numRuns: 150 },
  );
  assert.ok(comparedCount > 600, `only ${comparedCount} networks were finite`);
});

Deno.test("own rules that meet an overflow are not finite in WebAssembly, or have equal bits (seed 42)", () => {
  let comparedCount = 0;
  const sizes = fc.constantFrom(300, 1e16, 1e100, 1e160, 1e307);
  fc.assert(
    fc.property(ownCases, sizes, fc.constantFrom(...forms), (own, size, form) => {
      const lanes = own.lanes.map((lane) => ({ ...lane, start: lane.start.map((value) => size * value) }));
      comparedCount += assertAllAgree({ ...own, lanes }, { form, rowForm: "lanes", cuts: [] });
    }),
    { seed: 42, numRuns: 150 },
  );
  assert.ok(comparedCount > 100, `only ${comparedCount} networks were finite`);
});

Deno.test("a run by the kernel's trainer remembers what the optimizer remembers", () => {
  const own = caseOf({
    inputCount: 2,
    layers: [{ size: 4, activation: softsign }, { size: 2, activation: softmin }],
    learning: { loss: brier, optimizer: adamax, penalties: [smoothL1], clipping: null, batchSize: 4 },
    lanes: [{ learningRate: 0.01, shuffleSeed: 7 }],
    rowCount: 6,
    epochCount: 0,
    parameterSize: 1,
    seed: 2,
  });
  const { topology, data, learning, lanes: [lane] } = own;
  const options = { ...courseOf(own, lane), parameters: lane.start, epochs: 50, logEvery: 7 };
  const plain = train(plainTrainer(topology, data, learning), options);
  const calls = countCalls(() => {
    assert.deepEqual(train(kernelTrainer(topology, data, learning), options), plain);
  });
  assert.equal(calls.train, 50);
  assert.ok(plain.finalLoss! < plain.losses[0].loss);
});

/** h² times a third derivative of a few units, and rounding of 1e-16 over h. */
const DIFFERENCE_TOLERANCE = 1e-9;
const H = 1e-5;

function centralDifference(f: (x: number) => number, x: number): number {
  return (f(x + H) - f(x - H)) / (2 * H);
}

function assertNear(found: number, expected: number, tolerance = DIFFERENCE_TOLERANCE): void {
  assert.ok(Math.abs(found - expected) <= tolerance, `${found} is not near ${expected}`);
}

Deno.test("slopes of own activations and losses are central differences", () => {
  for (const x of [-4, -1.3, -0.2, 0.6, 2.5]) {
    for (const { value, slope } of [bell, softsign, exponential].map(({ over }) => over(numbers))) {
      assertNear(slope(value(x), x), centralDifference(value, x));
    }
    const { value, slope } = logCosh.over(numbers);
    assertNear(slope(0.1, x), centralDifference((y) => value(0.1, y), x));
  }
});

Deno.test("the deltas of the Brier score are central differences by the weighted sums", () => {
  const sums = [0.3, -1.2, 2, 0.9];
  for (const activation of [softmax, softmin]) {
    for (const yTrue of [[0, 0, 1, 0], [0.1, 0.2, 0.3, 0.4]]) {
      const { value, deltas } = brier.forms[activation.name].overRow(numbers);
      deltas(yTrue, activation.overLayer(numbers)(sums)).forEach((delta, k) => {
        assertNear(delta, centralDifference((sum) => value(yTrue, sums.with(k, sum)), sums[k]));
      });
    }
  }
});

Deno.test("gradients of own activations and losses are central differences in any network (seed 43)", () => {
  fc.assert(
    fc.property(ownCases, (own) => {
      const { topology, learning, lanes: [{ start: parameters }] } = own;
      const [{ inputs, yTrue }] = rowsOf(own);
      const { gradients, loss } = backpropagate(topology, parameters, inputs, yTrue, learning);
      fc.pre(loss < 100); // e^s may be large, and its third derivative is as large
      const lossAt = (index: number, value: number): number =>
        backpropagate(topology, parameters.with(index, value), inputs, yTrue, learning).loss;
      gradients.forEach((gradient, index) => {
        const difference = centralDifference((value) => lossAt(index, value), parameters[index]);
        assertNear(gradient, difference, 1e-6 * (1 + loss + Math.abs(gradient)));
      });
    }),
    { seed: 43, numRuns: 200 },
  );
});

Deno.test("own rules at places worked out by hand", () => {
  const [ofBell, ofSoftsign] = [bell.over(numbers), softsign.over(numbers)];
  assert.deepEqual([ofBell.value(0), ofBell.slope(1, 0)], [1, -0]);
  assert.deepEqual([ofSoftsign.value(3), ofSoftsign.slope(0.75, 3)], [0.75, 1 / 16]);
  assert.deepEqual(softmin.overLayer(numbers)([7, 7, 7, 7]), [0.25, 0.25, 0.25, 0.25]);
  assert.equal(brier.forms.softmin.overRow(numbers).value([1, 0], [7, 7]), 0.5);
  assert.deepEqual(softClip.over(numbers).clip(-3, 1), -0.75);
  assert.equal(logCosh.over(numbers).value(0, 2000), 2000);
});

function memoryOf<V>(values: V[]): Cells<V> {
  return { get: (index) => values[index], set: (index, value) => void (values[index] = value) };
}

Deno.test("Adadelta's and Adamax's steps are those of their papers, with beta^t in place of what is remembered", () => {
  const [ofAdadelta, ofAdamax] = [adadelta.over(numbers), adamax.over(numbers)];
  const [squares, moments, ofSteps] = [memoryOf([0, 0]), memoryOf([0, 0]), memoryOf([1])];
  let [byAdadelta, byAdamax] = [1, 1];
  let [expectedAdadelta, expectedAdamax, g2, d2, m, u] = [1, 1, 0, 0, 0, 0];
  [0.5, -2, 0.25, 3, 1e-3].forEach((gradient, index) => {
    byAdadelta = ofAdadelta.update(byAdadelta, gradient, 1, squares, []);
    g2 = 0.875 * g2 + 0.125 * gradient ** 2;
    const step = Math.sqrt(d2 + 1e-6) / Math.sqrt(g2 + 1e-6) * gradient;
    d2 = 0.875 * d2 + 0.125 * step ** 2;
    expectedAdadelta -= step;
    assertNear(byAdadelta, expectedAdadelta, 1e-14);

    const ofStep = ofAdamax.beginStep!(ofSteps, 0.1);
    byAdamax = ofAdamax.update(byAdamax, gradient, 0.1, moments, ofStep);
    m = 0.875 * m + 0.125 * gradient;
    u = Math.max(0.99 * u, Math.abs(gradient));
    expectedAdamax -= 0.1 / (1 - 0.875 ** (index + 1)) * m / (u + 1e-8);
    assertNear(byAdamax, expectedAdamax, 1e-14);
  });
});

const [s, a, t, y] = [quantity("s", -0.7), quantity("a", -0.3), quantity("t", 1), quantity("y", 0.4)];
const [w1, gradient] = [quantity("w1", 0.25), quantity({ of: "L", by: "w1" }, -0.125)];
const rate = quantity("learning_rate", 0.1);

/** What an optimizer makes of w1. */
function updated({ over, memoryOfParameter, memoryOfSteps }: Optimizer): Expression {
  const remembered = (letter: string, length: number): Cells<Expression> =>
    memoryOf(Array.from({ length }, (_, index) => quantity(`${letter}${index + 1}`, 0.5 + index)));
  const { beginStep, update } = over(expressions);
  const ofStep = beginStep?.(remembered("c", memoryOfSteps.length), rate) ?? [];
  return update(w1, gradient, rate, remembered("m", memoryOfParameter), ofStep);
}

const formulas: readonly (readonly [what: string, formula: Expression, text: string])[] = [
  ["bell", bell.over(expressions).value(s), "e^(−s²)"],
  ["bell's slope", bell.over(expressions).slope(a, s), "(−2·s)·a"],
  ["softsign", softsign.over(expressions).value(s), "s / (1 + |s|)"],
  ["log-cosh's slope", logCosh.over(expressions).slope(t, y), "tanh(y − t)"],
  [
    "softmin",
    softmin.overLayer(expressions)([s, t])[0],
    "e^(min(s, t) − s) / (e^(min(s, t) − s) + e^(min(s, t) − t))",
  ],
  ["the smooth l1", smoothL1.over(expressions)(gradient, w1), "∂L/∂w1 + 0.01·(w1 / √(w1² + 0.0625))"],
  [
    "the soft clipping",
    softClip.over(expressions).clip(gradient, w1),
    "∂L/∂w1 / (1 + |∂L/∂w1|)",
  ],
  ["forgetful descent", updated(forgetful), "0.999·(w1 − learning_rate · ∂L/∂w1)"],
  [
    "Adamax",
    updated(adamax),
    "w1 − (learning_rate / (1 − c1·0.875))·(0.875·m1 + 0.125 · ∂L/∂w1) / " +
    "(max(|∂L/∂w1|, 0.99·m2) + 1.00e−8)",
  ],
];

for (const [what, formula, text] of formulas) {
  Deno.test(`${what} is printed as people write it`, () => {
    assert.equal(write(formula, textNotation, "names", 4), text);
  });
}

Deno.test("a whole step from a row or a batch, read as formulas, comes to the step's bits", () => {
  for (const { output, loss } of ends) {
    for (const way of ways) {
      const own = caseOf({
        inputCount: 2,
        layers: [{ size: 2, activation: bell }, { size: 2, activation: output }],
        learning: { loss, ...way },
        lanes: lanesOf(1),
        rowCount: 2,
        epochCount: 1,
        parameterSize: 1,
        seed: 3,
      });
      const { topology, learning, lanes: [{ start }] } = own;
      const rows = rowsOf(own).slice(0, Math.min(2, way.batchSize));
      const [inputs, yTrue] = [rows.flatMap((row) => [...row.inputs]), rows.flatMap((row) => [...row.yTrue])];
      const before = stepped(topology, startingValues(learning, start), inputs, yTrue, 0.1, learning);
      const expected = stepped(topology, before, inputs, yTrue, 0.1, learning);
      assert.deepEqual(formulasAfter(topology, learning, before, rows).map(evaluate), [...expected]);
    }
  }
});

/** The formulas of all values after a step on some rows. */
function formulasAfter(
  topology: Topology,
  learning: Learning,
  before: Float64Array,
  rows: readonly Row[],
): readonly Expression[] {
  const named = (letter: string, list: Float64Array): Expression[] =>
    Array.from(list, (value, index) => quantity(`${letter}${index + 1}`, value));
  const values = named("v", before);
  const subject = { layers: layersOf(topology), values: memoryOf(values) };
  const immediate = immediateStepOf(learning);
  const count = parameterCount(topology);
  const gradients = Array.from({ length: count }, () => expressions.constant(-0));
  const begin = () =>
    immediate === null
      ? adding(expressions, memoryOf(gradients))
      : moving(expressions, subject, immediate, rate);
  for (const { inputs, yTrue } of rows) {
    completed(
      step(expressions, { ...subject, inputs: named("x", inputs) }, learning.loss, named("t", yTrue), begin),
    );
  }
  if (immediate !== null) return values;
  const placeOf = (index: number, cell: number): number => index + (cell - PARAMETER_CELL.value) * count;
  const cellsOf = (index: number): Cells<Expression> => ({
    get: (cell) => cell === PARAMETER_CELL.gradient ? gradients[index] : values[placeOf(index, cell)],
    set(cell, value) {
      if (cell === PARAMETER_CELL.gradient) gradients[index] = value;
      else values[placeOf(index, cell)] = value;
    },
  });
  const firstOfSteps = valuePlaces(learning, count).ofSteps;
  function each(which: ParameterKind, visit: (cells: Cells<Expression>) => void): void {
    const weights = weightCount(topology);
    const [from, to] = which === "weights" ? [0, weights] : [weights, count];
    for (let index = from; index < to; index++) visit(cellsOf(index));
  }
  const parameters = {
    each,
    inDrawOrder: each,
    ofSteps: {
      get: (index: number) => values[firstOfSteps + index],
      set: (index: number, value: Expression) => void (values[firstOfSteps + index] = value),
    },
    scratch: memoryOf<Expression>([]),
  };
  updateOver(expressions, learning)(parameters, rate, rows.length);
  return values;
}

Deno.test("an activation of a whole layer is refused with a loss that is not made for it", () => {
  const topology = { inputCount: 1, layers: [{ size: 2, activation: softmin }] };
  const data = { inputs: new Float64Array(1), targets: new Float64Array(2) };
  const refused: readonly [Loss, RegExp][] = [
    [logCosh, /softmin needs a loss that is made for it: found log_cosh/],
    [losses.cross_entropy, /cross_entropy needs the output softmax or sigmoid: found softmin/],
  ];
  for (const [loss, message] of refused) {
    const learning = { loss, ...ways[0] };
    assert.throws(() => plainTrainer(topology, data, learning), { name: "RangeError", message });
    assert.throws(() => kernelTrainer(topology, data, learning), { name: "RangeError", message });
  }
});
