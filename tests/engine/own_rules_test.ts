// Rules that stand in this file alone: an activation, a loss, a penalty or an optimizer is one entry and nothing else.
// Each must learn with equal bits in numbers, flat loops and WebAssembly, agree with finite differences, and be readable.
import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { backpropagate, stepped } from "../../src/engine/backpropagation.ts";
import { feedforward } from "../../src/engine/feedforward.ts";
import { Kernel } from "../../src/engine/kernel/kernel.ts";
import type { CodeForm } from "../../src/engine/kernel/kernel_shape.ts";
import { kernelTrainer } from "../../src/engine/kernel/kernel_trainer.ts";
import { type Learning, valueCount } from "../../src/engine/learning.ts";
import type { LayerActivation, NeuronActivation } from "../../src/engine/rules/activation_contract.ts";
import { type AnswerLoss, type Loss, losses, type MatchedLoss } from "../../src/engine/rules/loss.ts";
import type { Cells } from "../../src/engine/cells.ts";
import { type Optimizer, sgd } from "../../src/engine/rules/optimizer.ts";
import type { Penalty } from "../../src/engine/rules/penalty.ts";
import { completed, moving, step } from "../../src/engine/step.ts";
import {
  type DenseShape,
  layersOf,
  outputCountOf,
  parameterCount,
  type Topology,
} from "../../src/engine/topology.ts";
import { plainTrainer } from "../../src/engine/trainer.ts";
import type { TrainingData } from "../../src/engine/training_data.ts";
import { train } from "../../src/engine/training_run.ts";
import { evaluate, type Expression, expressions, quantity } from "../../src/explain/expression.ts";
import { write } from "../../src/explain/notation.ts";
import { textNotation } from "../../src/explain/spellings.ts";
import type { Arithmetic } from "../../src/numeric/arithmetic.ts";
import { log } from "../../src/numeric/log.ts";
import { numbers } from "../../src/numeric/numbers.ts";
import { countCalls } from "./kernel/counted_calls.ts";
import { doubles } from "./kernel/lane_cases.ts";
import { rowsOf } from "./random_networks.ts";

const forms: readonly CodeForm[] = ["straight", "loops"];

const unwritten = { text: "", tex: "" };

/** s · sigmoid(s); its slope needs both a and s. */
const silu: NeuronActivation = {
  name: "silu",
  range: [-0.2784645427610738, Infinity],
  formula: unwritten,
  slopeFormula: unwritten,
  over: (o) => ({
    value: (sum) => o.multiply(sum, o.sigmoid(sum)),
    slope(a, sum) {
      const gate = o.sigmoid(sum);
      return o.add(gate, o.multiply(a, o.subtract(o.constant(1), gate)));
    },
  }),
  inverse: null,
};

/** s above 0, e^s - 1 below. */
const elu: NeuronActivation = {
  name: "elu",
  range: [-1, Infinity],
  formula: unwritten,
  slopeFormula: unwritten,
  over: (o) => ({
    value(sum) {
      const zero = o.constant(0);
      return o.add(o.greater(sum, zero), o.subtract(o.exp(o.lesser(sum, zero)), o.constant(1)));
    },
    slope(a, sum) {
      const one = o.constant(1);
      const isAbove = o.oneWhereGreater(sum, o.constant(0));
      return o.add(isAbove, o.multiply(o.subtract(one, isAbove), o.add(a, one)));
    },
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

function greatestOf<V>(o: Arithmetic<V>, sums: readonly V[]): V {
  return sums.reduce((a, b) => o.greater(a, b));
}

function totalOf<V>(o: Arithmetic<V>, terms: readonly V[]): V {
  return terms.reduce((a, b) => o.add(a, b));
}

/** e^(s - m), m the greatest of the sums, so that nothing overflows. */
function powersOf<V>(o: Arithmetic<V>, sums: readonly V[]): V[] {
  const greatest = greatestOf(o, sums);
  return sums.map((sum) => o.exp(o.subtract(sum, greatest)));
}

const softmax: LayerActivation = {
  name: "softmax",
  range: [0, 1],
  formula: unwritten,
  overLayer: (o) => (sums) => {
    const powers = powersOf(o, sums);
    const total = totalOf(o, powers);
    return powers.map((power) => o.divide(power, total));
  },
};

/** log x for x from 1 to 8 by Halley's method, from the only function whose inverse it is in any arithmetic. */
function logOf<V>(o: Arithmetic<V>, x: V): V {
  const one = o.constant(1);
  const two = o.constant(2);
  let y = o.divide(o.multiply(two, o.subtract(x, one)), o.add(x, one));
  for (let round = 0; round < 3; round++) {
    const power = o.exp(y);
    y = o.add(y, o.divide(o.multiply(two, o.subtract(x, power)), o.add(x, power)));
  }
  return y;
}

/** -t_0 log y_0 - t_1 log y_1 - … of softmax; the targets of a row add up to 1. */
const crossEntropy: MatchedLoss = {
  activation: "softmax",
  name: "cross_entropy",
  title: "cross-entropy",
  words: "the surprise at the right class",
  formula: unwritten,
  overRow: (o) => ({
    value(yTrue, sums) {
      const ceiling = o.add(greatestOf(o, sums), logOf(o, totalOf(o, powersOf(o, sums))));
      return totalOf(o, yTrue.map((target, k) => o.multiply(target, o.subtract(ceiling, sums[k]))));
    },
    deltas: (yTrue, yPred) => yPred.map((y, k) => o.subtract(y, yTrue[k])),
  }),
};

/** (t - y)² / 2 for errors up to 1, |t - y| - 1/2 beyond. */
const huber: AnswerLoss = {
  name: "huber",
  title: "Huber loss",
  words: "half the square of a small difference, and a large one less a half",
  formula: unwritten,
  over: (o) => ({
    value(yTrue, yPred) {
      const size = o.greater(o.subtract(yTrue, yPred), o.subtract(yPred, yTrue));
      const cut = o.lesser(size, o.constant(1));
      return o.multiply(cut, o.subtract(size, o.multiply(o.constant(0.5), cut)));
    },
    slope: (yTrue, yPred) => o.lesser(o.greater(o.subtract(yPred, yTrue), o.constant(-1)), o.constant(1)),
  }),
};

const l2: Penalty = {
  over: (o) => (gradient, weight) => o.add(gradient, o.multiply(o.constant(0.01), weight)),
};

const momentum: Optimizer = {
  name: "momentum",
  formula: unwritten,
  putsRateFirst: false,
  memoryOfParameter: 1,
  memoryOfSteps: 0,
  over: (o) => ({
    factor: (delta) => delta,
    update(parameter, gradient, learningRate, ofParameter) {
      const velocity = o.add(o.multiply(o.constant(0.9), ofParameter.get(0)), gradient);
      ofParameter.set(0, velocity);
      return o.subtract(parameter, o.multiply(learningRate, velocity));
    },
  }),
};

const AVERAGES = [{ beta: 0.9, rest: 0.1 }, { beta: 0.999, rest: 0.001 }];

/** beta · before + (1 - beta) · now */
function average<V>(o: Arithmetic<V>, { beta, rest }: typeof AVERAGES[number], before: V, now: V): V {
  return o.add(o.multiply(o.constant(beta), before), o.multiply(o.constant(rest), now));
}

/** Of the steps it remembers 1 - beta^t for both betas: 0 at first, and then the moving average of 1, 1, 1, …. */
const adam: Optimizer = {
  name: "adam",
  formula: unwritten,
  putsRateFirst: false,
  memoryOfParameter: 2,
  memoryOfSteps: 2,
  over: (o) => ({
    beginStep(ofSteps) {
      AVERAGES.forEach((of, index) => ofSteps.set(index, average(o, of, ofSteps.get(index), o.constant(1))));
    },
    factor: (delta) => delta,
    update(parameter, gradient, learningRate, ofParameter, ofSteps) {
      const observed = [gradient, o.multiply(gradient, gradient)];
      const [mean, meanSquare] = AVERAGES.map((of, index) => {
        const moment = average(o, of, ofParameter.get(index), observed[index]);
        ofParameter.set(index, moment);
        return o.divide(moment, ofSteps.get(index));
      });
      const size = o.add(o.squareRoot(meanSquare), o.constant(1e-8));
      return o.subtract(parameter, o.divide(o.multiply(learningRate, mean), size));
    },
  }),
};

/** Networks that learn side by side from the same rows. */
interface OwnCase {
  readonly topology: Topology;
  readonly learning: Learning;
  readonly data: TrainingData;
  /** One set of starting parameters a lane. */
  readonly starts: readonly Float64Array[];
  readonly epochCount: number;
}

/** What a network has become. */
interface Trained {
  /** The parameters, and what the optimizer remembers. */
  readonly values: Float64Array;
  readonly loss: number;
  /** The answers to the rows, row by row. */
  readonly answers: readonly number[];
}

interface OwnShape {
  readonly inputCount: number;
  readonly layers: readonly DenseShape[];
  readonly learning: Learning;
  readonly laneCount: number;
  readonly rowCount: number;
  readonly epochCount: number;
  readonly seed: number;
}

/** Parameters in [-1, 1), inputs in [-2, 2); targets in [-2, 2), or all of a row on one output. */
function caseOf({ inputCount, layers, learning, laneCount, rowCount, epochCount, seed }: OwnShape): OwnCase {
  const topology = { inputCount, layers };
  const next = doubles(seed);
  const filled = (length: number, size: number) => Float64Array.from({ length }, () => size * next());
  const outputCount = outputCountOf(topology);
  const targets = filled(rowCount * outputCount, 2);
  if (learning.loss === crossEntropy) {
    targets.fill(0);
    for (let row = 0; row < rowCount; row++) targets[row * outputCount + row % outputCount] = 1;
  }
  return {
    topology,
    learning,
    data: { inputs: filled(rowCount * inputCount, 2), targets },
    starts: Array.from({ length: laneCount }, () => filled(parameterCount(topology), 1)),
    epochCount,
  };
}

/** Each lane has a learning rate of its own. */
const rateOf = (lane: number): number => 0.02 * (lane + 1);

/** Starting parameters, and room for what the optimizer remembers. */
function valuesFrom(start: Float64Array, learning: Learning): Float64Array {
  const values = new Float64Array(valueCount(learning, start.length));
  values.set(start);
  return values;
}

/** The step itself over numbers, again and again. */
function trainedInNumbers(own: OwnCase, lane: number): Trained {
  const { topology, learning, starts, epochCount } = own;
  const rows = rowsOf(own);
  let values = valuesFrom(starts[lane], learning);
  for (let epoch = 0; epoch < epochCount; epoch++) {
    for (const { inputs, yTrue } of rows) {
      values = stepped(topology, values, inputs, yTrue, rateOf(lane), learning);
    }
  }
  const parameters = values.subarray(0, starts[lane].length);
  const backs = rows.map(({ inputs, yTrue }) => backpropagate(topology, parameters, inputs, yTrue, learning));
  return {
    values,
    loss: backs.reduce((sum, { loss }) => sum + loss, 0) / rows.length,
    answers: backs.flatMap(({ yPred }) => yPred),
  };
}

function trainedInFlatLoops(own: OwnCase, lane: number): Trained {
  const { topology, learning, data, starts, epochCount } = own;
  const trainer = plainTrainer(topology, data, learning);
  const values = valuesFrom(starts[lane], learning);
  trainer.trainEpochs(values, rateOf(lane), epochCount);
  const answers = rowsOf(own).flatMap(({ inputs }) => [...feedforward(topology, values, inputs)]);
  return { values, loss: trainer.loss(values), answers };
}

function trainedInKernel(own: OwnCase, form: CodeForm): Trained[] {
  const { topology, learning, data, starts, epochCount } = own;
  const laneCount = starts.length;
  const kernel = Kernel.create(topology, data, { learning, laneCount, form });
  starts.forEach((start, lane) => kernel.setLane(lane, valuesFrom(start, learning), rateOf(lane)));
  const early = Math.floor(epochCount / 3); // in two calls, between which nothing may be forgotten
  kernel.trainEpochs(early);
  kernel.trainEpochs(epochCount - early);
  const losses = new Float64Array(laneCount);
  kernel.losses(losses);
  const answers = new Float64Array(data.targets.length * laneCount);
  kernel.outputs(data.inputs, answers);
  return starts.map((_, lane) => ({
    values: kernel.valuesOf(lane),
    loss: losses[lane],
    answers: Array.from(data.targets, (_, index) => answers[index * laneCount + lane]),
  }));
}

const isFinite = ({ values, loss }: Trained): boolean =>
  values.every(Number.isFinite) && Number.isFinite(loss);

function assertSameBits(found: Trained, wanted: Trained, what: string): void {
  const list = ({ values, loss, answers }: Trained): number[] => [...values, loss, ...answers];
  const expected = list(wanted);
  list(found).forEach((value, index) => {
    assert.ok(Object.is(value, expected[index]), `${what}: ${value} at ${index}, not ${expected[index]}`);
  });
}

/** @returns how many networks were finite in WebAssembly, which promises nothing of others. */
function assertAllAgree(own: OwnCase, form: CodeForm): number {
  const compared = trainedInKernel(own, form).filter((inKernel, lane) => {
    const plain = trainedInFlatLoops(own, lane);
    assertSameBits(trainedInNumbers(own, lane), plain, `numbers, network ${lane}`);
    if (isFinite(inKernel)) assertSameBits(inKernel, plain, `${form}, network ${lane}`);
    return isFinite(inKernel);
  });
  return compared.length;
}

/** What may stand at the end of a network, with a loss that goes with it. */
const ends: readonly { readonly output: DenseShape["activation"]; readonly loss: Loss }[] = [
  { output: softmax, loss: crossEntropy },
  { output: silu, loss: huber },
  { output: "identity", loss: huber },
  { output: elu, loss: losses.mse },
];

const learnings: readonly Omit<Learning, "loss">[] = [
  { optimizer: sgd, penalties: [] },
  { optimizer: momentum, penalties: [] },
  { optimizer: momentum, penalties: [l2] },
  { optimizer: adam, penalties: [l2, l2] },
];

for (const { output, loss } of ends) {
  for (const { optimizer, penalties } of learnings) {
    const names = [typeof output === "string" ? output : output.name, loss.name, optimizer.name];
    Deno.test(`${names.join(", ")} with ${penalties.length} penalties: equal bits in every engine`, () => {
      for (
        const [laneCount, form] of [[2, "straight"], [16, "straight"], [2, "loops"], [6, "loops"]] as const
      ) {
        const own = caseOf({
          inputCount: 2,
          layers: [{ size: 11, activation: silu }, { size: 3, activation: elu }, {
            size: 3,
            activation: output,
          }],
          learning: { loss, optimizer, penalties },
          laneCount,
          rowCount: 5,
          epochCount: 30,
          seed: 1,
        });
        let comparedCount = 0;
        const calls = countCalls(() => comparedCount = assertAllAgree(own, form));
        assert.equal(comparedCount, laneCount);
        assert.ok(calls.train > 0 && calls.feedforward > 0 && calls.addLosses > 0, form);
      }
    });
  }
}

const hidden = fc.record({
  size: fc.integer({ min: 1, max: 10 }),
  activation: fc.constantFrom<DenseShape["activation"]>(silu, elu, exponential, "tanh"),
});

const ownCases: fc.Arbitrary<OwnCase> = fc.record({
  inputCount: fc.integer({ min: 1, max: 3 }),
  below: fc.array(hidden, { maxLength: 2 }),
  outputCount: fc.integer({ min: 1, max: 3 }),
  end: fc.constantFrom(...ends),
  learning: fc.constantFrom(...learnings),
  laneCount: fc.integer({ min: 1, max: 4 }).map((vectorCount) => 2 * vectorCount),
  rowCount: fc.integer({ min: 1, max: 4 }),
  epochCount: fc.integer({ min: 0, max: 9 }),
  seed: fc.integer(),
}).map(({ below, outputCount, end: { output, loss }, learning, ...rest }) =>
  caseOf({
    ...rest,
    layers: [...below, { size: outputCount, activation: output }],
    learning: { ...learning, loss },
  })
);

Deno.test("own rules in any network give equal bits in numbers, flat loops and WebAssembly (seed 41)", () => {
  let comparedCount = 0;
  fc.assert(
    fc.property(ownCases, fc.constantFrom(...forms), (own, form) => {
      comparedCount += assertAllAgree(own, form);
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
      const starts = own.starts.map((start) => start.map((parameter) => size * parameter));
      comparedCount += assertAllAgree({ ...own, starts }, form);
    }),
    { seed: 42, numRuns: 150 },
  );
  assert.ok(comparedCount > 100, `only ${comparedCount} networks were finite`);
});

Deno.test("a run by the kernel's trainer remembers what the optimizer remembers", () => {
  const { topology, learning, data, starts: [parameters] } = caseOf({
    inputCount: 2,
    layers: [{ size: 4, activation: elu }, { size: 2, activation: softmax }],
    learning: { loss: crossEntropy, optimizer: adam, penalties: [l2] },
    laneCount: 2,
    rowCount: 6,
    epochCount: 0,
    seed: 2,
  });
  const options = { parameters, learningRate: 0.01, epochs: 50, logEvery: 7 };
  const plain = train(plainTrainer(topology, data, learning), options);
  assert.deepEqual(train(kernelTrainer(topology, data, learning), options), plain);
  assert.ok(plain.finalLoss! < plain.losses[0].loss);
});

Deno.test("e^s has the bits of exp in WebAssembly from the smallest to the largest numbers", () => {
  const next = doubles(4);
  const inputs = Float64Array.from({ length: 20_000 }, (_, index) => next() * 2 ** (index % 1030 - 15));
  for (let index = 0; index < 8000; index++) inputs[index] = (index - 4000) / 5; // all that is no limit
  inputs.set([0, -0, Infinity, -Infinity, 709.782712893384, -708.3964185322641, -745.1332191019411], 8000);
  const topology = { inputCount: 1, layers: [{ size: 1, activation: exponential }] };
  const expected = inputs.map((x) => feedforward(topology, Float64Array.of(1, 0), [x])[0]);
  for (const form of forms) {
    const data = { inputs: new Float64Array(0), targets: new Float64Array(0) };
    const kernel = Kernel.create(topology, data, { laneCount: 2, form });
    kernel.setLane(1, Float64Array.of(1, 0), 0);
    const answers = new Float64Array(2 * inputs.length);
    kernel.outputs(inputs, answers);
    assert.deepEqual(
      [...inputs.filter((_, index) => !Object.is(answers[2 * index + 1], expected[index]))],
      [],
    );
  }
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

Deno.test("slopes of silu, elu and huber are central differences", () => {
  for (const x of [-4, -1.3, -0.2, 0.6, 2.5]) {
    for (const { value, slope } of [silu, elu].map(({ over }) => over(numbers))) {
      assertNear(slope(value(x), x), centralDifference(value, x));
    }
    const { value, slope } = huber.over(numbers);
    assertNear(slope(0.1, x), centralDifference((y) => value(0.1, y), x));
  }
});

Deno.test("the deltas of softmax and cross-entropy are central differences by the weighted sums", () => {
  const sums = [0.3, -1.2, 2, 0.9];
  for (const yTrue of [[0, 0, 1, 0], [0.1, 0.2, 0.3, 0.4]]) {
    const { value, deltas } = crossEntropy.overRow(numbers);
    deltas(yTrue, softmax.overLayer(numbers)(sums)).forEach((delta, k) => {
      assertNear(delta, centralDifference((sum) => value(yTrue, sums.with(k, sum)), sums[k]));
    });
  }
});

Deno.test("gradients of own activations and losses are central differences in any network (seed 43)", () => {
  fc.assert(
    fc.property(ownCases, (own) => {
      const { topology, learning, starts: [parameters] } = own;
      const [{ inputs, yTrue }] = rowsOf(own);
      const { gradients } = backpropagate(topology, parameters, inputs, yTrue, learning);
      const { loss } = plainTrainer(topology, { inputs, targets: yTrue }, learning);
      const lossBefore = loss(parameters);
      fc.pre(lossBefore < 100); // e^s may be large, and its third derivative is as large
      gradients.forEach((gradient, index) => {
        const difference = centralDifference(
          (value) => loss(parameters.with(index, value)),
          parameters[index],
        );
        assertNear(gradient, difference, 1e-6 * (1 + lossBefore + Math.abs(gradient)));
      });
    }),
    { seed: 43, numRuns: 200 },
  );
});

Deno.test("the rules at places worked out by hand", () => {
  const [ofSilu, ofElu, ofHuber] = [silu.over(numbers), elu.over(numbers), huber.over(numbers)];
  assert.equal(ofSilu.slope(ofSilu.value(0), 0), 0.5);
  assert.deepEqual([ofElu.value(3), ofElu.value(0)], [3, 0]);
  assert.deepEqual(softmax.overLayer(numbers)([7, 7, 7, 7]), [0.25, 0.25, 0.25, 0.25]);
  assert.deepEqual([ofHuber.value(0, 0.5), ofHuber.value(0, -3)], [0.125, 2.5]);
  for (const count of [1, 2, 3, 8]) {
    const yTrue = Array.from({ length: count }, () => 1 / count);
    // A few roundings of numbers up to 2.
    assertNear(crossEntropy.overRow(numbers).value(yTrue, yTrue), log(count), 2 ** -50);
  }
});

function memoryOf<V>(values: V[]): Cells<V> {
  return { get: (index) => values[index], set: (index, value) => void (values[index] = value) };
}

Deno.test("momentum's steps go as worked out by hand", () => {
  const { update } = momentum.over(numbers);
  const [velocity, ofSteps] = [memoryOf([0]), memoryOf<number>([])];
  const first = update(1, 2, 0.5, velocity, ofSteps);
  assert.equal(first, 1 - 0.5 * 2);
  assert.equal(update(first, 3, 0.5, velocity, ofSteps), -2.4); // 0.9 · 2 + 3 = 4.8
});

Deno.test("Adam's steps are those of its paper, with beta^t in place of what is remembered", () => {
  const { beginStep, update } = adam.over(numbers);
  const [ofParameter, ofSteps] = [memoryOf([0, 0]), memoryOf([0, 0])];
  let [found, expected, m, v] = [1, 1, 0, 0];
  [0.5, -2, 0.25, 3, 1e-3].forEach((gradient, index) => {
    beginStep!(ofSteps);
    found = update(found, gradient, 0.1, ofParameter, ofSteps);
    m = 0.9 * m + 0.1 * gradient;
    v = 0.999 * v + 0.001 * gradient ** 2;
    const [mHat, vHat] = [m / (1 - 0.9 ** (index + 1)), v / (1 - 0.999 ** (index + 1))];
    expected -= 0.1 * mHat / (Math.sqrt(vHat) + 1e-8);
    assertNear(found, expected, 1e-12); // 1 - 0.999^t has lost three digits
  });
});

const [s, a, t, y] = [quantity("s", -0.7), quantity("a", -0.3), quantity("t", 1), quantity("y", 0.4)];
const [w1, gradient] = [quantity("w1", 0.25), quantity({ of: "L", by: "w1" }, -0.125)];
const rate = quantity("learning_rate", 0.1);

/** What an optimizer makes of w1. */
function updated({ over, memoryOfParameter, memoryOfSteps }: Optimizer): Expression {
  const remembered = (letter: string, length: number): Cells<Expression> =>
    memoryOf(Array.from({ length }, (_, index) => quantity(`${letter}${index + 1}`, 0.5 + index)));
  const [ofParameter, ofSteps] = [remembered("m", memoryOfParameter), remembered("c", memoryOfSteps)];
  return over(expressions).update(w1, gradient, rate, ofParameter, ofSteps);
}

const formulas: readonly (readonly [what: string, formula: Expression, text: string])[] = [
  ["silu", silu.over(expressions).value(s), "s·sigmoid(s)"],
  ["silu's slope", silu.over(expressions).slope(a, s), "sigmoid(s) + a·(1 − sigmoid(s))"],
  ["elu", elu.over(expressions).value(s), "max(s, 0) + exp(min(s, 0)) − 1"],
  ["elu's slope", elu.over(expressions).slope(a, s), "[s > 0] + (1 − [s > 0])·(a + 1)"],
  [
    "huber",
    huber.over(expressions).value(t, y),
    "min(max(t − y, y − t), 1)·(max(t − y, y − t) − 0.5·min(max(t − y, y − t), 1))",
  ],
  ["huber's slope", huber.over(expressions).slope(t, y), "min(max(y − t, −1), 1)"],
  [
    "softmax",
    softmax.overLayer(expressions)([s, t])[0],
    "exp(s − max(s, t)) / (exp(s − max(s, t)) + exp(t − max(s, t)))",
  ],
  ["cross-entropy's delta", crossEntropy.overRow(expressions).deltas([t], [y])[0], "y − t"],
  ["l2", l2.over(expressions)(gradient, w1), "∂L/∂w1 + 0.01·w1"],
  ["sgd", updated(sgd), "w1 − ∂L/∂w1"],
  ["momentum", updated(momentum), "w1 − learning_rate·(0.9·m1 + ∂L/∂w1)"],
  [
    "Adam",
    updated(adam),
    "w1 − learning_rate·((0.9·m1 + 0.1 · ∂L/∂w1) / c1) / " +
    "(√((0.999·m2 + 0.001·(∂L/∂w1)²) / c2) + 1.00e−8)",
  ],
];

for (const [what, formula, text] of formulas) {
  Deno.test(`${what} is printed as people write it`, () => {
    assert.equal(write(formula, textNotation, "names", 4), text);
  });
}

Deno.test("a whole step, read as formulas, comes to the step's bits", () => {
  for (const { output, loss } of ends) {
    for (const { optimizer, penalties } of learnings) {
      const learning = { loss, optimizer, penalties };
      const own = caseOf({
        inputCount: 2,
        layers: [{ size: 2, activation: silu }, { size: 2, activation: elu }, {
          size: 2,
          activation: output,
        }],
        learning,
        laneCount: 2,
        rowCount: 2,
        epochCount: 1,
        seed: 3,
      });
      const [first, second] = rowsOf(own);
      const start = valuesFrom(own.starts[0], learning);
      const before = stepped(own.topology, start, first.inputs, first.yTrue, 0.1, learning);
      const expected = stepped(own.topology, before, second.inputs, second.yTrue, 0.1, learning);
      assert.deepEqual([...formulasAfter(own, before, 1)].map(evaluate), [...expected]);
    }
  }
});

/** The formulas of all values after a step on a row. */
function formulasAfter(own: OwnCase, before: Float64Array, row: number): readonly Expression[] {
  const { topology, learning } = own;
  const named = (letter: string, list: Float64Array): Expression[] =>
    Array.from(list, (value, index) => quantity(`${letter}${index + 1}`, value));
  const { inputs, yTrue } = rowsOf(own)[row];
  const values = named("v", before);
  const subject = { layers: layersOf(topology), values: memoryOf(values), inputs: named("x", inputs) };
  const begin = () => moving(expressions, subject, learning, rate, parameterCount(topology));
  completed(step(expressions, subject, learning.loss, named("t", yTrue), begin));
  return values;
}

Deno.test("softmax is refused with a loss that is not made for it", () => {
  const topology = { inputCount: 1, layers: [{ size: 2, activation: softmax }] };
  const data = { inputs: new Float64Array(1), targets: new Float64Array(2) };
  const learning = { loss: huber, optimizer: sgd, penalties: [] };
  const message = /softmax needs a loss that is made for it: found huber/;
  assert.throws(() => plainTrainer(topology, data, learning), message);
  assert.throws(() => Kernel.create(topology, data, { learning }), message);
});
