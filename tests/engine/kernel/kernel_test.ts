// The kernel against the plain trainer: equal bits, whatever the code's form and whatever the other lanes hold.
import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { activationNames } from "../../../src/engine/rules/activation.ts";
import { feedforward } from "../../../src/engine/feedforward.ts";
import { denseTopology, outputCountOf, parameterCount } from "../../../src/engine/topology.ts";
import { Kernel } from "../../../src/engine/kernel/kernel.ts";
import type { CodeForm } from "../../../src/engine/kernel/kernel_shape.ts";
import type { Course } from "../../../src/engine/course.ts";
import { ShuffledRows } from "../../../src/engine/row_order.ts";
import { RandomState } from "../../../src/random/random_state.ts";
import { plainTrainer } from "../../../src/engine/trainer.ts";
import { countCalls } from "./counted_calls.ts";
import {
  caseOf,
  doubles,
  type LaneCase,
  lanesFor,
  namedCases,
  overflowingShapes,
  shapes,
} from "./lane_cases.ts";

const forms: readonly CodeForm[] = ["straight", "loops"];

/** Rows in the order of the table. */
const inOrder = (learningRate: number): Course => ({ learningRate, rows: null });

/** What a lane holds after a case: parameters, loss, and answers, question by question. */
interface LaneResult {
  readonly parameters: Float64Array;
  readonly loss: number;
  readonly answers: readonly number[];
}

function plainResult({ topology, data, questions, ...lanes }: LaneCase, lane: number): LaneResult {
  const trainer = plainTrainer(topology, data);
  const parameters = Float64Array.from(lanes.parameters[lane]);
  trainer.trainRows(parameters, inOrder(lanes.learningRates[lane]), 0, lanes.epochCount * trainer.rowCount);
  const inputCount = topology.inputCount;
  const rows = Array.from({ length: questions.length / inputCount }, (_, row) => row * inputCount);
  const answers = rows.flatMap((at) => [
    ...feedforward(topology, parameters, questions.subarray(at, at + inputCount)),
  ]);
  return { parameters, loss: trainer.loss(parameters), answers };
}

function kernelResults(laneCase: LaneCase, form: CodeForm): LaneResult[] {
  const { topology, data, parameters, learningRates, epochCount, questions } = laneCase;
  const laneCount = lanesFor(parameters.length, form);
  const kernel = Kernel.create(topology, data, { laneCount, form });
  parameters.forEach((values, lane) => kernel.setLane(lane, values, inOrder(learningRates[lane])));
  const rowCount = epochCount * kernel.rowCount;
  const early = Math.floor(rowCount / 3); // in two calls, which must not matter
  kernel.trainRows(0, early);
  kernel.trainRows(early, rowCount);
  const losses = new Float64Array(laneCount);
  kernel.losses(losses);
  const again = new Float64Array(laneCount);
  kernel.lossesOf(data, again);
  assert.deepEqual(again, losses);
  const answerCount = questions.length / topology.inputCount * outputCountOf(topology);
  const answers = new Float64Array(answerCount * laneCount);
  kernel.outputs(questions, answers);
  return parameters.map((_, lane) => ({
    parameters: kernel.valuesOf(lane),
    loss: losses[lane],
    answers: Array.from({ length: answerCount }, (_, index) => answers[index * laneCount + lane]),
  }));
}

const isFinite = ({ parameters, loss }: LaneResult, { data }: LaneCase) =>
  parameters.every(Number.isFinite) && (Number.isFinite(loss) || data.targets.length === 0);

/** @returns how many lanes were finite, and so compared. */
function assertSameBits(laneCase: LaneCase, form: CodeForm): number {
  const results = kernelResults(laneCase, form);
  let comparedCount = 0;
  results.forEach((result, lane) => {
    if (!isFinite(result, laneCase)) return;
    comparedCount++;
    const expected = plainResult(laneCase, lane);
    const place = `${laneCase.name}, ${form}, lane ${lane}`;
    // Number.NaN aside, Object.is sees every bit.
    assert.ok(result.parameters.every((value, p) => Object.is(value, expected.parameters[p])), place);
    assert.ok(Object.is(result.loss, expected.loss), place);
    result.answers.forEach((answer, index) => {
      if (Number.isFinite(answer)) {
        assert.ok(Object.is(answer, expected.answers[index]), `${place}, answer ${index}`);
      }
    });
  });
  return comparedCount;
}

for (const laneCase of namedCases) {
  Deno.test(`the kernel gives the plain trainer's bits: ${laneCase.name}`, () => {
    for (const form of forms) {
      let comparedCount = 0;
      const calls = countCalls(() => comparedCount = assertSameBits(laneCase, form));
      if (laneCase.name !== "divergence") assert.equal(comparedCount, laneCase.parameters.length);
      const learns = laneCase.epochCount > 0 && laneCase.data.targets.length > 0;
      assert.equal(calls.train > 0, learns);
      assert.ok(calls.feedforward > 0);
    }
  });
}

Deno.test("a kernel of any shape gives the plain trainer's bits in every finite lane (seed 1)", () => {
  let comparedCount = 0;
  const property = fc.property(shapes, fc.constantFrom(...forms), (shape, form) => {
    comparedCount += assertSameBits(caseOf(shape), form);
  });
  fc.assert(property, { seed: 1, numRuns: 300 });
  assert.ok(comparedCount > 1000, `only ${comparedCount} lanes were finite`);
});

Deno.test("a lane that met an overflow is not finite or has the plain trainer's bits (seed 2)", () => {
  let comparedCount = 0;
  const property = fc.property(overflowingShapes, fc.constantFrom(...forms), (shape, form) => {
    comparedCount += assertSameBits(caseOf(shape), form);
  });
  fc.assert(property, { seed: 2, numRuns: 500 });
  assert.ok(comparedCount > 300, `only ${comparedCount} lanes were finite`);
});

Deno.test("an infinite weighted sum in front of a sigmoid or tanh is never hidden", () => {
  const data = { inputs: Float64Array.of(1), targets: Float64Array.of(0) };
  for (const hidden of ["sigmoid", "tanh"] as const) {
    for (const output of activationNames) {
      for (const sign of [1, -1]) {
        for (const form of forms) {
          const topology = denseTopology([1, 1, 1], hidden, output);
          const kernel = Kernel.create(topology, data, { laneCount: 2, form });
          // w1 x + b1 overflows; w2 is 0, b2 makes a relu output 0 with slope 0.
          kernel.setLane(0, Float64Array.of(sign * 1.5e308, 0, sign * 1.5e308, -1), inOrder(0.1));
          kernel.trainRows(0, 1);
          assert.ok(Number.isNaN(kernel.valuesOf(0)[3]), `${hidden}, ${output}, ${sign}, ${form}`);
        }
      }
    }
  }
});

Deno.test("a NaN passes through every relu", () => {
  const data = { inputs: Float64Array.of(0), targets: Float64Array.of(0) };
  for (const form of forms) {
    const topology = denseTopology([1, 2, 2, 1], "relu", "relu");
    const kernel = Kernel.create(topology, data, { laneCount: 2, form });
    kernel.setLane(0, new Float64Array(parameterCount(topology)).fill(Infinity), inOrder(0.1)); // 0 * Infinity
    kernel.trainRows(0, 1);
    assert.ok(kernel.valuesOf(0).every(Number.isNaN));
    const answers = new Float64Array(2);
    kernel.outputs(Float64Array.of(0), answers);
    assert.ok(Number.isNaN(answers[0]));
  }
});

Deno.test("a lane's bits do not depend on what the other lanes hold", () => {
  const laneCase = namedCases[0];
  for (const form of forms) {
    const expected = kernelResults(laneCase, form);
    for (const kept of [0, 7, 15]) {
      const others = (lane: number) =>
        Float64Array.from(laneCase.parameters[lane], (_, p) => [NaN, 1e300, -0][p % 3]);
      const parameters = laneCase.parameters.map((own, lane) => lane === kept ? own : others(lane));
      const result = kernelResults({ ...laneCase, parameters }, form)[kept];
      assert.deepEqual(result, expected[kept]);
    }
  }
});

Deno.test("every activation has the plain bits from the smallest to the largest numbers", () => {
  const next = doubles(3);
  const xs = Float64Array.from({ length: 40_000 }, (_, index) => next() * 2 ** (index % 2098 - 1074));
  for (let index = 0; index < 4000; index++) xs[index] = (index - 2000) / 4 * Math.LN2; // ties of the rounding
  xs.set([0, -0, 5e-324, -5e-324, 1e308, -1e308, 2 ** 51, -(2 ** 51), 2 ** 51 + 0.5, -(2 ** 51) - 0.5], 4000);
  const noRows = { inputs: new Float64Array(0), targets: new Float64Array(0) };
  for (const output of activationNames) {
    const topology = denseTopology([1, 1], "identity", output);
    const parameters = Float64Array.of(1, 0);
    const expected = xs.map((x) => feedforward(topology, parameters, [x])[0]);
    for (const form of forms) {
      const kernel = Kernel.create(topology, noRows, { laneCount: 2, form });
      kernel.setLane(1, parameters, inOrder(0));
      const answers = new Float64Array(2 * xs.length);
      kernel.outputs(xs, answers);
      const wrong = xs.filter((x, index) => {
        const answer = answers[2 * index + 1];
        const isVast = Math.abs(x) > 2 ** 49;
        return !Object.is(answer, expected[index]) && !(isVast && Number.isNaN(answer));
      });
      assert.deepEqual([...wrong], [], `${output}, ${form}`);
    }
  }
});

Deno.test("a network of 100,000 weights takes loops and keeps the plain trainer's bits", () => {
  const shape = {
    sizes: [100, 500, 100, 1],
    hidden: "tanh",
    output: "sigmoid",
    laneCount: 2,
    rowCount: 3,
    epochCount: 2,
    parameterSize: 0.1,
    learningRate: 0.1,
    seed: 5,
  } as const;
  assert.equal(assertSameBits(caseOf(shape), "loops"), 2);
  const { topology, data } = caseOf(shape);
  assert.equal(Kernel.create(topology, data).laneCount, 1);
});

Deno.test("a kernel refuses what it cannot hold", () => {
  const topology = denseTopology([2, 2, 1], "sigmoid", "sigmoid");
  const data = { inputs: new Float64Array(4), targets: new Float64Array(2) };
  const kernel = Kernel.create(topology, data);
  const says = (message: RegExp) => ({ name: "RangeError", message });
  assert.throws(
    () => Kernel.create(topology, data, { laneCount: 3 }),
    says(/laneCount must be an even integer of at least 2: found 3/),
  );
  assert.throws(
    () => Kernel.create(topology, data, { laneCount: 0, form: "loops" }),
    says(/laneCount must be an integer of at least 1: found 0/),
  );
  assert.throws(
    () => Kernel.create(topology, { ...data, targets: new Float64Array(3) }),
    says(/rows must have 2 inputs and 1 targets/),
  );
  assert.throws(() => Kernel.create(topology, data, { laneCount: 2 ** 22 }), says(/take fewer lanes/));
  assert.throws(
    () => kernel.setLane(16, new Float64Array(9), inOrder(0.1)),
    says(/lane must be an integer from 0 to 15/),
  );
  assert.throws(
    () => kernel.setLane(0, new Float64Array(8), inOrder(0.1)),
    says(/a lane must have 9 values: found 8/),
  );
  assert.throws(() => kernel.valuesOf(-1), says(/lane must be/));
  const rows = new ShuffledRows(2, () => new RandomState(0));
  assert.throws(
    () => kernel.setLane(0, new Float64Array(9), { learningRate: 0.1, rows }),
    says(/shuffled rows need a kernel whose rowForm is shared or lanes: found table/),
  );
  assert.throws(
    () => kernel.outputs(new Float64Array(4), new Float64Array(3)),
    says(/into must have \d+ outputs: found 3/),
  );
  for (const [from, to] of [[0, 0.5], [0.5, 1], [-1, 1], [0, NaN]]) {
    assert.throws(
      () => kernel.trainRows(from, to),
      says(new RegExp(`rows must be integers of at least 0: found ${from} up to ${to}`)),
    );
  }
});
