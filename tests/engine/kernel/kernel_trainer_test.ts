// The kernel behind the trainer's interface: the plain bits always, not only where numbers are finite.
import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { kernelTrainer } from "../../../src/engine/kernel/kernel_trainer.ts";
import { plainTrainer } from "../../../src/engine/trainer.ts";
import { countCalls } from "./counted_calls.ts";
import { caseOf, type LaneCase, namedCases, overflowingShapes, shapes } from "./lane_cases.ts";

/** Trains lane 0 of a case in calls of some epochs, and compares with the plain trainer after each. */
function assertSameRun({ topology, data, parameters, learningRates, epochCount, name }: LaneCase): void {
  const fast = kernelTrainer(topology, data);
  const plain = plainTrainer(topology, data);
  assert.equal(fast.rowCount, plain.rowCount);
  const [own, expected] = [Float64Array.from(parameters[0]), Float64Array.from(parameters[0])];
  const course = { learningRate: learningRates[0], rows: null };
  for (let from = 0; from <= epochCount; from += 10) {
    const to = Math.min(from + 10, epochCount);
    fast.trainRows(own, course, from * fast.rowCount, to * fast.rowCount);
    plain.trainRows(expected, course, from * plain.rowCount, to * plain.rowCount);
    assert.ok(own.every((value, p) => Object.is(value, expected[p])), name);
    assert.ok(Object.is(fast.loss(own), plain.loss(expected)), name);
  }
}

Deno.test("the kernel's trainer gives the plain trainer's bits, epochs by epochs", () => {
  for (const laneCase of namedCases) assertSameRun(laneCase);
});

Deno.test("the kernel's trainer gives the plain trainer's bits for any shape (seed 3)", () => {
  fc.assert(fc.property(shapes, (shape) => assertSameRun(caseOf(shape))), { seed: 3, numRuns: 100 });
});

Deno.test("the kernel's trainer gives the plain trainer's bits also after an overflow (seed 4)", () => {
  fc.assert(fc.property(overflowingShapes, (shape) => assertSameRun(caseOf(shape))), {
    seed: 4,
    numRuns: 200,
  });
});

Deno.test("the kernel's trainer trains in WebAssembly", () => {
  const calls = countCalls(() => assertSameRun(namedCases[0]));
  assert.ok(calls.train >= 100);
});
