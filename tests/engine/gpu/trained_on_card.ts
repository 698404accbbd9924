// Networks that a card would train, in the interpreter, against the plain trainer.
import assert from "node:assert/strict";
import { GpuLanes } from "../../../src/engine/gpu/gpu_lanes.ts";
import { startingValues } from "../../../src/engine/learning.ts";
import type { AnyCase } from "../any_cases.ts";
import {
  assertSameBits,
  courseOf,
  type KernelForm,
  type LearningCase,
  type Trained,
  trainedInFlatLoops,
} from "../learning_cases.ts";
import { InterpretedCard } from "./ptx_interpreter.ts";

/** All networks side by side, in the interpreter. */
function trainedOnCard(all: LearningCase, { form, rowForm, cuts }: KernelForm): Trained[] {
  const { topology, learning, data, lanes, epochCount } = all;
  const { length: laneCount } = lanes;
  const rowCount = data.inputs.length / topology.inputCount;
  const card = new InterpretedCard();
  const onCard = new GpuLanes(card, topology, data, {
    learning,
    laneCount,
    form,
    haveOwnOrders: rowForm === "lanes",
  });
  lanes.forEach((lane, index) =>
    onCard.setLane(index, startingValues(learning, lane.start), courseOf(all, lane))
  );
  let rowsDone = 0;
  for (const cut of [...cuts, epochCount * rowCount]) {
    onCard.trainRows(rowsDone, cut);
    rowsDone = cut;
  }
  const losses = new Float64Array(laneCount);
  onCard.losses(losses);
  const again = new Float64Array(laneCount);
  onCard.lossesOf(data, again);
  assert.deepEqual(again, losses);
  const answers = new Float64Array(data.targets.length * laneCount);
  onCard.outputs(data.inputs, answers);
  assert.ok(card.runCount >= 3);
  return lanes.map((_, lane) => ({
    values: onCard.valuesOf(lane),
    loss: losses[lane],
    answers: Array.from(data.targets, (_, index) => answers[index * laneCount + lane]),
  }));
}

/**
 * Holds a card to the plain trainer's bits.
 *
 * @returns how many networks were finite, of which alone a card answers for.
 */
export function assertAgreesOnCard({ all, kernelForm }: AnyCase): number {
  const onCard = trainedOnCard(all, kernelForm);
  return all.lanes.filter((lane, index) => {
    const plain = trainedInFlatLoops(all, lane);
    const { values, loss, answers } = onCard[index];
    if (!Number.isFinite(loss) || !values.subarray(0, lane.start.length).every(Number.isFinite)) return false;
    const kept = answers.map((answer, at) => Number.isFinite(answer) ? answer : plain.answers[at]);
    assertSameBits({ values, loss, answers: kept }, plain, `${JSON.stringify(kernelForm)}, network ${index}`);
    return true;
  }).length;
}
