// Starting parameters as a card would draw them against those of the cores, and of NumPy: equal bits.

import assert from "node:assert/strict";
import { GpuLanes } from "../../../src/engine/gpu/gpu_lanes.ts";
import { gpuLaneBytes } from "../../../src/engine/gpu/gpu_network.ts";
import { NUMBER_BYTES } from "../../../src/engine/gpu/lane_memory.ts";
import {
  classicLearning,
  classicSettings,
  type Learning,
  learningOf,
  startingValues,
} from "../../../src/engine/learning.ts";
import { drawParameters } from "../../../src/engine/parameters.ts";
import { optimizers } from "../../../src/engine/rules/optimizer.ts";
import { classicScheme, type Scheme, schemeNames } from "../../../src/engine/rules/scheme.ts";
import { denseTopology, outputCountOf, type Topology, weightCount } from "../../../src/engine/topology.ts";
import { RandomState } from "../../../src/random/random_state.ts";
import { caseCount } from "../../requirement.ts";
import numpy from "../../vectors/numpy_random_state.json" with { type: "json" };
import { InterpretedCard } from "./ptx_interpreter.ts";

/** 2-2-1: nine numbers, of which the last normal one leaves another that is not used. */
const classic = denseTopology([2, 2, 1], "sigmoid", "sigmoid");
/** The least and the greatest seed, those around 2^31, and some between. */
const SEEDS = [0, 1, 2, 42, 1771, 123456789, 2 ** 31 - 1, 2 ** 31, 4294967294, 4294967295];

/** Lanes on a card that draws, one for each seed. */
function drawingLanes(
  topology: Topology,
  laneCount: number,
  { scheme = classicScheme as Scheme, learning = classicLearning, card = new InterpretedCard() } = {},
): GpuLanes {
  const data = {
    inputs: new Float64Array(topology.inputCount).fill(1),
    targets: new Float64Array(outputCountOf(topology)),
  };
  return new GpuLanes(card, topology, data, { learning, laneCount, scheme });
}

function draw(lanes: GpuLanes, seeds: readonly number[]): void {
  lanes.drawLanes!(Float64Array.from(seeds), seeds.map(() => ({ learningRate: 0.1, rows: null })));
}

/** A scheme of each name. */
function schemeOf(name: Scheme["name"]): Scheme {
  return name === "normal" ? { name, sd: 0.3 } : name === "uniform" ? { name, bound: 0.7 } : { name };
}

function assertDrawsAsTheCores(
  topology: Topology,
  seeds: readonly number[],
  scheme: Scheme = classicScheme,
  learning: Learning = classicLearning,
): void {
  const lanes = drawingLanes(topology, seeds.length, { scheme, learning });
  draw(lanes, seeds);
  seeds.forEach((seed, lane) => {
    const wanted = startingValues(learning, drawParameters(topology, seed, scheme));
    const found = lanes.valuesOf(lane);
    assert.equal(found.length, wanted.length);
    const at = found.findIndex((value, place) => !Object.is(value, wanted[place]));
    assert.equal(at, -1, `${scheme.name}, seed ${seed}, value ${at}: ${found[at]} and not ${wanted[at]}`);
  });
}

Deno.test("a card draws what np.random.seed and np.random.normal give", () => {
  const seeds = numpy.seeds.map(({ seed }) => seed);
  const lanes = drawingLanes(classic, seeds.length);
  draw(lanes, seeds);
  numpy.seeds.forEach(({ normal }, lane) => assert.deepEqual([...lanes.valuesOf(lane)], normal.slice(0, 9)));
});

Deno.test("a card draws the starting parameters of the cores, for the least seed, the greatest and many others", () => {
  const stream = new RandomState(71);
  const others = Array.from({ length: caseCount(300, 1000) }, () => stream.randomSample());
  assertDrawsAsTheCores(classic, [...SEEDS, ...others.map((sample) => Math.floor(sample * 4294967296))]);
});

Deno.test("a card draws by every scheme, in networks of even and odd counts", () => {
  for (const name of schemeNames) {
    for (const sizes of [[2, 2, 1], [1, 1], [3, 4, 2], [5, 3, 3, 2]]) {
      assertDrawsAsTheCores(denseTopology(sizes, "tanh", "identity"), SEEDS, schemeOf(name));
    }
  }
});

Deno.test("a card draws for filters and recurrences, whose weights are spread by fans of their own", () => {
  const image: Topology = {
    inputCount: 32,
    input: { kind: "image", rows: 4, columns: 4, channels: 2 },
    layers: [
      { kind: "conv", filters: 3, size: 3, padding: 0, bias: true, activation: "relu" },
      { kind: "maxpool", size: 2, ties: "first" },
      { size: 2, activation: "identity" },
    ],
  };
  const sentence: Topology = {
    inputCount: 3,
    input: { kind: "sentence", wordCount: 5 },
    layers: [{ kind: "rnn", size: 4, activation: "tanh" }, { size: 1, activation: "sigmoid" }],
  };
  for (const topology of [image, sentence]) {
    for (const name of schemeNames) assertDrawsAsTheCores(topology, [3, 4294967295], schemeOf(name));
  }
});

Deno.test("a card draws beyond the first, the second and the third state of the twister", () => {
  const topology = denseTopology([20, 40, 10], "tanh", "identity");
  assert.ok(2 * weightCount(topology) > 3 * 624, "a uniform number takes two words, a normal one more");
  for (const name of ["classic", "glorot_uniform", "he_normal"] as const) {
    assertDrawsAsTheCores(topology, [0, 7, 4294967295], schemeOf(name));
  }
});

Deno.test("numbers that are not drawn are what they are before the first row", () => {
  const learning = learningOf({
    ...classicSettings,
    optimizer: { name: "adam", ...optimizers.adam.defaults },
    batchSize: 3,
  });
  const values = startingValues(learning, new Float64Array(9));
  assert.ok(values.length > 9 && values.some((value) => Object.is(value, -0)));
  for (const name of ["classic", "he_uniform"] as const) {
    assertDrawsAsTheCores(classic, SEEDS, schemeOf(name), learning);
  }
});

Deno.test("spreads of 0 and beyond what is finite give the numbers of the cores", () => {
  for (const scheme of [{ name: "normal", sd: 0 }, { name: "uniform", bound: 0 }] as const) {
    assertDrawsAsTheCores(classic, SEEDS, scheme);
  }
  assertDrawsAsTheCores(classic, SEEDS, { name: "normal", sd: 1.7e308 });
  assertDrawsAsTheCores(classic, SEEDS, { name: "uniform", bound: 8e307 });
});

Deno.test("in as many calls as keep each short a card draws the same, and draws anew over what was learned", () => {
  const card = new InterpretedCard(3 * 9 * 500);
  const lanes = drawingLanes(classic, SEEDS.length, { card });
  for (const seeds of [SEEDS, SEEDS.toReversed()]) {
    const before = card.runCount;
    draw(lanes, seeds);
    assert.equal(card.runCount - before, Math.ceil(SEEDS.length / 3));
    lanes.valuesOf(0);
    const wanted = seeds.map((seed) => [...drawParameters(classic, seed)]);
    assert.deepEqual(seeds.map((_, lane) => [...lanes.valuesOf(lane)]), wanted);
    lanes.trainRows(0, 2);
    assert.notDeepEqual([...lanes.valuesOf(1)], wanted[1]);
  }
});

Deno.test("what is no seed is refused before anything is drawn", () => {
  for (const seed of [-1, 0.5, 4294967296, NaN]) {
    const card = new InterpretedCard();
    const lanes = drawingLanes(classic, 2, { card });
    assert.throws(
      () => draw(lanes, [1, seed]),
      new RangeError(`seed must be an integer from 0 to 4294967295: found ${seed}`),
    );
    assert.equal(card.runCount, 0);
  }
});

Deno.test("lanes that draw give all their memory back, and take what they are said to", () => {
  class CountedCard extends InterpretedCard {
    usedBytes = 0;
    readonly #sizes = new Map<number, number>();
    override allocate(sizeBytes: number): number {
      const address = super.allocate(sizeBytes);
      this.#sizes.set(address, sizeBytes);
      this.usedBytes += sizeBytes;
      return address;
    }
    override free(address: number): void {
      super.free(address);
      this.usedBytes -= this.#sizes.get(address)!;
    }
  }
  const usedBy = (laneCount: number): number => {
    const card = new CountedCard();
    const lanes = drawingLanes(classic, laneCount, { card });
    const { usedBytes } = card;
    lanes.free();
    assert.equal(card.usedBytes, 0);
    return usedBytes;
  };
  // Beside what is said, a number for each lane's loss.
  assert.equal(usedBy(101) - usedBy(1), 100 * (gpuLaneBytes(classic, classicLearning, true) + NUMBER_BYTES));
  assert.equal(
    gpuLaneBytes(classic, classicLearning, true) - gpuLaneBytes(classic, classicLearning, false),
    624 * 4,
  );
});
