// Convolutions, max-pools and recurrences as a card would compute them, against the plain trainer: equal bits.
import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import type { CardModule } from "../../../src/engine/gpu/card.ts";
import { GpuLanes } from "../../../src/engine/gpu/gpu_lanes.ts";
import { gpuNetwork } from "../../../src/engine/gpu/gpu_network.ts";
import type { InputShape, LayerShape } from "../../../src/engine/layer_shapes.ts";
import { classicLearning, startingValues } from "../../../src/engine/learning.ts";
import { operationCount, outputCountOf } from "../../../src/engine/topology.ts";
import { caseCount } from "../../requirement.ts";
import type { AnyCase } from "../any_cases.ts";
import { layerRuns, learningCaseOf } from "../layer_runs.ts";
import type { LearningCase } from "../learning_cases.ts";
import { stackCases } from "../stack_cases.ts";
import { InterpretedCard } from "./ptx_interpreter.ts";
import { assertAgreesOnCard } from "./trained_on_card.ts";

Deno.test("any stack of layers learns the plain trainer's bits in PTX, in any way (seed 64)", () => {
  let [laneCount, comparedCount] = [0, 0];
  fc.assert(
    fc.property(stackCases(3), (anyCase) => {
      laneCount += anyCase.all.lanes.length;
      comparedCount += assertAgreesOnCard(anyCase);
    }),
    { seed: 64, numRuns: caseCount(60, 120) },
  );
  assert.ok(comparedCount > 0.75 * laneCount, `only ${comparedCount} of ${laneCount} networks were finite`);
});

Deno.test("convolutions, max-pools and recurrences of real rows learn the plain trainer's bits in PTX", () => {
  for (const run of layerRuns) {
    const all = firstRowsOf(learningCaseOf(run), 4);
    for (const rowForm of ["shared", "lanes"] as const) {
      assert.equal(assertAgreesOnCard({ all, kernelForm: { form: "loops", rowForm, cuts: [3] } }), 1);
    }
  }
});

Deno.test("straight code is refused where there are other layers than dense ones", () => {
  const { topology, learning } = learningCaseOf(layerRuns[0]);
  assert.throws(() => gpuNetwork(topology, learning, "straight"), /has loops where there are other layers/);
  assert.equal(gpuNetwork(topology, learning).form, "loops");
});

/** A network whose layers stand on an image or a sentence, and one row, with a target of 1. */
function caseOfRow(
  input: InputShape,
  layers: readonly LayerShape[],
  inputs: readonly number[],
  start: readonly number[],
  epochCount = 2,
): AnyCase {
  const topology = { inputCount: inputs.length, input, layers };
  const data = { inputs: Float64Array.from(inputs), targets: Float64Array.of(1) };
  const lanes = [{ start: Float64Array.from(start), learningRate: 0.5, shuffleSeed: null }];
  const all = { topology, learning: classicLearning, data, lanes, epochCount };
  return { all, kernelForm: { form: "loops", rowForm: "table", cuts: [] } };
}

const output = { size: 1, activation: "identity" } as const;

Deno.test("what is in no square of a max-pool learns nothing in PTX", () => {
  const image = { kind: "image", rows: 3, columns: 3, channels: 1 } as const;
  const conv = { kind: "conv", filters: 1, size: 1, padding: 0, bias: true, activation: "identity" } as const;
  for (const ties of ["first", "all"] as const) {
    const layers = [conv, { kind: "maxpool", size: 2, ties } as const, output];
    const one = caseOfRow(image, layers, [1, 2, 9, 2, 1, 9, 9, 9, 9], [0.5, 0.25, 0.125, -1]);
    assert.equal(assertAgreesOnCard(one), 1);
  }
});

Deno.test("a sum of nothing but -0 is -0 in PTX, and a weight that is not used keeps its sign", () => {
  const image = { kind: "image", rows: 1, columns: 2, channels: 1 } as const;
  const conv = {
    kind: "conv",
    filters: 1,
    size: 1,
    padding: 0,
    bias: false,
    activation: "identity",
  } as const;
  const rnn = { kind: "rnn", size: 2, activation: "tanh" } as const;
  const sentence = { kind: "sentence", wordCount: 2 } as const;
  const cases = [
    caseOfRow(image, [conv, output], [0, 0], [-1, 1, 1, -0], 0),
    caseOfRow(sentence, [rnn, output], [-1, 1], new Array(13).fill(-0)),
    caseOfRow(sentence, [rnn, output], [-1, -1], new Array(13).fill(-0)),
  ];
  for (const one of cases) assert.equal(assertAgreesOnCard(one), 1);
});

/** A card that remembers how much work each call of `train` was said to be. */
class CountingCard extends InterpretedCard {
  readonly works: number[] = [];

  override load(text: string): CardModule {
    const module = super.load(text);
    return {
      ...module,
      run: (name, parameters, threadCount, work) => {
        if (name === "train") this.works.push(work);
        module.run(name, parameters, threadCount, work);
      },
    };
  }
}

Deno.test("a call has so many rows as a card may do at once, by the products and sums of the layers", () => {
  const all = firstRowsOf(learningCaseOf(layerRuns[0]), 5);
  const ofRow = 3 * operationCount(all.topology);
  const card = new CountingCard(2.5 * ofRow);
  const onCard = new GpuLanes(card, all.topology, all.data, { learning: all.learning, laneCount: 3 });
  for (let lane = 0; lane < 3; lane++) {
    const values = startingValues(all.learning, all.lanes[0].start);
    onCard.setLane(lane, values, { learningRate: 0.1, rows: null });
  }
  onCard.trainRows(0, 5);
  assert.deepEqual(card.works, [2 * ofRow, 2 * ofRow, ofRow]);
});

/** A case with a few of its rows: an interpreter is slow. */
function firstRowsOf(all: LearningCase, count: number): LearningCase {
  const { topology, data: { inputs, targets } } = all;
  const data = {
    inputs: inputs.slice(0, count * topology.inputCount),
    targets: targets.slice(0, count * outputCountOf(topology)),
  };
  return { ...all, data };
}
