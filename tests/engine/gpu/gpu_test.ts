// What a card would compute against the plain trainer: equal bits for any network, any way to learn, any order of rows.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { GpuLanes } from "../../../src/engine/gpu/gpu_lanes.ts";
import { classicLearning } from "../../../src/engine/learning.ts";
import { activations } from "../../../src/engine/rules/activation.ts";
import type { Arithmetic } from "../../../src/numeric/arithmetic.ts";
import { caseCount } from "../../requirement.ts";
import { hugeCases, tameCases } from "../any_cases.ts";
import { InterpretedCard } from "./ptx_interpreter.ts";
import { assertAgreesOnCard } from "./trained_on_card.ts";

Deno.test("any way to learn gives the plain trainer's bits in PTX, in straight code and in loops (seed 61)", () => {
  let [laneCount, comparedCount] = [0, 0];
  fc.assert(
    fc.property(tameCases, (anyCase) => {
      laneCount += anyCase.all.lanes.length;
      comparedCount += assertAgreesOnCard(anyCase);
    }),
    { seed: 61, numRuns: caseCount(40, 60) },
  );
  assert.ok(comparedCount > 0.99 * laneCount, `only ${comparedCount} of ${laneCount} networks were finite`);
});

Deno.test("a lane that met an overflow in PTX is not finite or has the plain trainer's bits (seed 62)", () => {
  let [laneCount, comparedCount] = [0, 0];
  fc.assert(
    fc.property(hugeCases, (anyCase) => {
      laneCount += anyCase.all.lanes.length;
      comparedCount += assertAgreesOnCard(anyCase);
    }),
    { seed: 62, numRuns: caseCount(40, 60) },
  );
  const shares = `${comparedCount} of ${laneCount} networks were finite`;
  assert.ok(comparedCount > laneCount / 5 && comparedCount < laneCount * 0.8, shares);
});

Deno.test("the greater of two numbers is NaN in PTX where one is, and 0 is above -0", () => {
  const ofPair = (constant: number) => ({
    ...activations.identity,
    over: <V>(o: Arithmetic<V>) => ({
      value: (x: V) => o.divide(o.constant(1), o.maximum(x, o.constant(constant))),
      slope: (a: V) => a,
    }),
  });
  const answerTo = (x: number, constant: number): number => {
    const topology = { inputCount: 1, layers: [{ size: 1, activation: ofPair(constant) }] };
    const data = { inputs: Float64Array.of(x), targets: Float64Array.of(0) };
    const onCard = new GpuLanes(new InterpretedCard(), topology, data, {
      learning: classicLearning,
      laneCount: 1,
      haveOwnOrders: false,
    });
    onCard.setLane(0, Float64Array.of(1, -0), { learningRate: 0, rows: null });
    const answers = new Float64Array(1);
    onCard.outputs(data.inputs, answers);
    return answers[0];
  };
  for (const [x, constant] of [[3, 2], [2, 3], [-0, 0], [0, -0], [-0, -0], [NaN, 1], [-5, -4]]) {
    assert.ok(Object.is(answerTo(x, constant), 1 / Math.max(x, constant)), `${x} and ${constant}`);
  }
});
