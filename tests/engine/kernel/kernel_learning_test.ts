// Every way to learn in the kernel against the plain trainer: equal bits, whatever the rows' form and the code's.
import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { LIMITS } from "../../../src/experiment/limits.ts";
import { Kernel } from "../../../src/engine/kernel/kernel.ts";
import { kernelTrainer } from "../../../src/engine/kernel/kernel_trainer.ts";
import { classicSettings, learningOf, type LearningSettings } from "../../../src/engine/learning.ts";
import { activationNames } from "../../../src/engine/rules/activation.ts";
import { optimizerNames, optimizers, type OptimizerSettings } from "../../../src/engine/rules/optimizer.ts";
import { denseTopology } from "../../../src/engine/topology.ts";
import { plainTrainer } from "../../../src/engine/trainer.ts";
import {
  assertAllAgree,
  caseOf,
  courseOf,
  type LearningCase,
  type LearningShape,
  trainedInFlatLoops,
  trainedInKernel,
} from "../learning_cases.ts";
import { caseCount } from "../../requirement.ts";
import { ends } from "../random_learnings.ts";
import { forms, hugeCases, tameCases } from "../any_cases.ts";
import { countCalls } from "./counted_calls.ts";

Deno.test("any way to learn gives equal bits in numbers, flat loops and every form of kernel (seed 51)", () => {
  let [laneCount, comparedCount] = [0, 0];
  fc.assert(
    fc.property(tameCases, ({ all, kernelForm }) => {
      laneCount += all.lanes.length;
      comparedCount += assertAllAgree(all, kernelForm);
    }),
    { seed: 51, numRuns: caseCount(100, 150) },
  );
  assert.ok(comparedCount > 0.99 * laneCount, `only ${comparedCount} of ${laneCount} networks were finite`);
});

Deno.test("a lane that met an overflow is not finite or has equal bits, however it learned (seed 52)", () => {
  let [laneCount, comparedCount] = [0, 0];
  fc.assert(
    fc.property(hugeCases, ({ all, kernelForm }) => {
      laneCount += all.lanes.length;
      comparedCount += assertAllAgree(all, kernelForm);
    }),
    { seed: 52, numRuns: caseCount(100, 150) },
  );
  const shares = `${comparedCount} of ${laneCount} networks were finite`;
  assert.ok(comparedCount > laneCount / 5 && comparedCount < laneCount * 0.8, shares);
});

Deno.test("the kernel's trainer gives the plain trainer's bits also after an overflow, however it learns (seed 53)", () => {
  fc.assert(
    fc.property(hugeCases, ({ all, kernelForm: { cuts } }) => {
      const { topology, data, learning, lanes: [lane], epochCount } = all;
      const [plain, fast] = [plainTrainer, kernelTrainer].map((make) => make(topology, data, learning));
      const [expected, found] = [plain, fast].map((trainer) => trainer.startingValues(lane.start));
      const [courseOfPlain, courseOfFast] = [courseOf(all, lane), courseOf(all, lane)];
      let rowsDone = 0;
      for (const cut of [...cuts, epochCount * plain.rowCount]) {
        plain.trainRows(expected, courseOfPlain, rowsDone, cut);
        fast.trainRows(found, courseOfFast, rowsDone, cut);
        assert.ok(found.every((value, index) => Object.is(value, expected[index])));
        assert.ok(Object.is(fast.loss(found), plain.loss(expected)));
        rowsDone = cut;
      }
    }),
    { seed: 53, numRuns: 300 },
  );
});

/** Optimizers with their defaults, and what may stand between a gradient and their step. */
const ways: readonly Omit<LearningSettings, "loss">[] = optimizerNames.flatMap((name) => {
  const optimizer = { name, ...optimizers[name].defaults } as OptimizerSettings;
  return [
    { ...classicSettings, optimizer },
    { ...classicSettings, optimizer, batchSize: 2, l1: 0.1, l2: 0.1 },
    { ...classicSettings, optimizer, clipNorm: 1 },
    { ...classicSettings, optimizer, clipValue: 1 },
  ];
});

Deno.test("an infinite weighted sum in front of a sigmoid or tanh is never hidden, however the network learns", () => {
  let turn = 0; // each network learns in some of the ways, and each activation with each of them
  for (const end of ends) {
    turn++;
    for (const hidden of [...activationNames, null]) {
      for (const sign of [1, -1]) {
        for (let count = 0; count < caseCount(2, 4); count++, turn++) {
          const way = ways[turn % ways.length];
          const learning = learningOf({ ...way, loss: end.loss });
          // The first row's sum overflows. w2 is 0, and b2 makes a relu output 0 with slope 0.
          const start = Float64Array.of(sign * 1.5e308, ...(hidden === null ? [] : [0]), sign * 1.5e308);
          const all: LearningCase = {
            topology: denseTopology(hidden === null ? [1, 1] : [1, 1, 1], hidden ?? "identity", end.output),
            learning,
            data: { inputs: Float64Array.of(1, -1), targets: Float64Array.of(0, 1) },
            lanes: [0.1, 0].map((learningRate) => ({
              start: hidden === null ? start : Float64Array.of(...start, -1),
              learningRate,
              shuffleSeed: null,
            })),
            epochCount: 1,
          };
          const overflown = hidden ?? end.output;
          for (const form of forms) {
            const kernelForm = { form, rowForm: "table", cuts: [] } as const;
            const comparedCount = assertAllAgree(all, kernelForm);
            if (overflown !== "sigmoid" && overflown !== "tanh") continue;
            const what = JSON.stringify({ ...end, hidden, sign, form, ...way });
            assert.equal(comparedCount, 0, what);
            // A sweep looks at losses alone.
            assert.ok(trainedInKernel(all, kernelForm).every(({ loss }) => Number.isNaN(loss)), what);
          }
        }
      }
    }
  }
});

Deno.test("a parameter that is NaN makes every loss NaN, so that losses alone tell which lanes are right", () => {
  for (const end of ends) {
    for (const hidden of activationNames) {
      const topology = denseTopology([2, 2, 2, 2], hidden, end.output);
      const data = { inputs: Float64Array.of(0, 0), targets: Float64Array.of(0, 1) };
      const learning = learningOf({ ...classicSettings, loss: end.loss });
      const plain = plainTrainer(topology, data, learning);
      const kernel = Kernel.create(topology, data, { learning, laneCount: 2 });
      for (let index = 0; index < plain.valueCount; index++) {
        const values = new Float64Array(plain.valueCount).with(index, NaN);
        kernel.setLane(1, values, { learningRate: 0.1, rows: null });
        const losses = new Float64Array(2);
        kernel.losses(losses);
        assert.ok(Number.isFinite(losses[0]) && Number.isNaN(losses[1]) && Number.isNaN(plain.loss(values)));
      }
    }
  }
});

const manyRows: LearningShape = {
  inputCount: 3,
  layers: [{ size: 9, activation: "relu" }, { size: 3, activation: "softmax" }],
  learning: learningOf({
    ...classicSettings,
    loss: "cross_entropy",
    optimizer: { name: "adam", ...optimizers.adam.defaults },
    batchSize: 32,
  }),
  rowCount: 150,
  epochCount: 20,
  lanes: Array.from({ length: 8 }, (_, lane) => ({ learningRate: 0.001 * (lane + 1), shuffleSeed: lane })),
  parameterSize: 1,
  seed: 4,
};

Deno.test("more rows than blocks, in batches that do not go into them, each lane in its own order", () => {
  for (const form of forms) {
    const comparedCount = assertAllAgree(caseOf(manyRows), {
      form,
      rowForm: "lanes",
      cuts: [7 * 150, 8 * 150 + 41],
    });
    assert.equal(comparedCount, 8);
  }
});

Deno.test("as many classes as a file may list find room in both kinds of code", () => {
  for (const { output, loss } of ends.filter(({ loss }) => loss === "cross_entropy")) {
    const wide = caseOf({
      ...manyRows,
      inputCount: 1,
      layers: [{ size: LIMITS.classes, activation: output }],
      learning: learningOf({ ...classicSettings, loss, batchSize: 4 }),
      rowCount: 6,
      lanes: manyRows.lanes.slice(0, 4),
    });
    for (const form of forms) {
      assert.equal(assertAllAgree(wide, { form, rowForm: "lanes", cuts: [] }), 4);
    }
  }
});

Deno.test("a lane's bits do not depend on what the other lanes hold or in which order they learn", () => {
  const all = caseOf(manyRows);
  for (const form of forms) {
    for (const kept of [0, 7]) {
      const lanes = all.lanes.map((lane, index) =>
        index === kept ? lane : {
          learningRate: 1e300,
          shuffleSeed: 100 + index,
          start: lane.start.map((_, at) => [NaN, 1e300, -0][at % 3]),
        }
      );
      const found = trainedInKernel({ ...all, lanes }, { form, rowForm: "lanes", cuts: [] })[kept];
      assert.deepEqual(found, trainedInFlatLoops(all, all.lanes[kept]));
    }
  }
});

Deno.test("the kernel's trainer trains in WebAssembly, rows as they stand and shuffled, and goes back", () => {
  const all = caseOf({ ...manyRows, rowCount: 20 });
  const { topology, data, learning, lanes: [lane] } = all;
  const [plain, fast] = [plainTrainer, kernelTrainer].map((make) => make(topology, data, learning));
  const calls = countCalls(() => {
    for (const shuffleSeed of [null, 3, null, 4]) {
      const course = courseOf(all, { ...lane, shuffleSeed });
      for (
        const [from, to] of [[0, 9], [4, 6], [9, 9], [2, 30]].map((epochs) =>
          epochs.map((epoch) => epoch * 20)
        )
      ) {
        const [expected, found] = [plain, fast].map((trainer) => trainer.startingValues(lane.start));
        plain.trainRows(expected, course, from, to);
        fast.trainRows(found, course, from, to);
        assert.deepEqual(found, expected);
        assert.equal(fast.loss(found), plain.loss(expected));
      }
    }
  });
  assert.ok(calls.train >= 2 * (9 + 2 + 28));
});
