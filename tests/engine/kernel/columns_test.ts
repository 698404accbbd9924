// The arithmetic of columns against that of numbers: equal bits, function by function, from the smallest to the largest.

import assert from "node:assert/strict";
import { Kernel } from "../../../src/engine/kernel/kernel.ts";
import type { Arithmetic } from "../../../src/numeric/arithmetic.ts";
import { binaryNumbers } from "../../../src/numeric/binary_arithmetic.ts";
import type { BinaryArithmetic } from "../../../src/numeric/binary_arithmetic.ts";
import { numbers } from "../../../src/numeric/numbers.ts";
import { softplusOver } from "../../../src/numeric/softplus.ts";
import { doubles } from "./lane_cases.ts";

/** What columns can do: each function is read from them alone. */
type Everything<V> = Arithmetic<V> & BinaryArithmetic<V>;
type FunctionOver = <V>(o: Everything<V>) => (x: V) => V;

const ofNumbers: Everything<number> = { ...binaryNumbers, ...numbers };

/** Bits of every kind, the places where a function changes its ways, and their neighbours. */
function places(): Float64Array {
  const next = doubles(6);
  const words = new Int32Array(Int32Array.from({ length: 40_000 }, () => next() * 2 ** 31));
  const ofAllBits = new Float64Array(words.buffer);
  const moderate = Array.from({ length: 20_000 }, (_, index) => next() * 2 ** (index % 20 - 8));
  const steps = Array.from({ length: 8000 }, (_, index) => (index - 4000) / 4 * Math.LN2);
  const powers = Array.from({ length: 2098 }, (_, index) => 2 ** (index - 1074));
  const edges = [0, 1, 0.5, 2, 800, 38, 709.782712893384, 709.7827128933841, 745.1332191019411, 2 ** 52 + 1];
  edges.push(5e-324, 2.2250738585072009e-308, 2.2250738585072014e-308, Number.MAX_VALUE, Infinity);
  // Where a sum stands one, or a half, beside the places from which on doubles are two, four, … apart.
  const beside = [50, 51, 52, 53, 54].flatMap((power) =>
    Array.from({ length: 201 }, (_, index) => (2 ** power + (index - 100) / 4) * Math.LN2)
  );
  const vast = Array.from({ length: 8000 }, () => next() * 2 ** (48 + Math.abs(next()) * 60)); // beside the rounder
  const roots = powers.flatMap((power) => [power * Math.SQRT1_2, power * Math.SQRT1_2 - 1, power - 1]);
  const ofEitherSign = [...powers, ...edges, ...roots].flatMap((x) => [x, -x]);
  return Float64Array.from([
    ...ofAllBits,
    ...moderate,
    ...vast,
    ...beside,
    ...beside.map((x) => -x),
    ...steps,
    ...ofEitherSign,
    NaN,
  ]);
}

/** What a kernel's neuron makes of its weighted sums where `over` is its activation. */
function inColumns(over: FunctionOver, sums: Float64Array): Float64Array {
  const activation = {
    name: "any",
    range: [-Infinity, Infinity] as const,
    formula: { text: "", tex: "" },
    slopeFormula: { text: "", tex: "" },
    over: <V>(o: Arithmetic<V>) => ({ value: over(o as Everything<V>), slope: (a: V) => a }),
    inverse: null,
  };
  const topology = { inputCount: 1, layers: [{ size: 1, activation }] };
  const noRows = { inputs: new Float64Array(0), targets: new Float64Array(0) };
  const kernel = Kernel.create(topology, noRows, { laneCount: 2 });
  kernel.setLane(1, Float64Array.of(1, -0), { learningRate: 0, rows: null }); // 1 x + -0 is x, the sign of zero included
  const answers = new Float64Array(2 * sums.length);
  kernel.outputs(sums, answers);
  return sums.map((_, index) => answers[2 * index + 1]);
}

/** Where nearest integers may be off. */
function isVast(x: number): boolean {
  return Math.abs(x) > 2 ** 49;
}

function upTo<V>(limit: number, o: Everything<V>): (x: V) => V {
  return (x) => o.lesser(o.greater(x, o.constant(-limit)), o.constant(limit));
}

/** Each function, and where NaN may stand in place of its value. */
const functions: Readonly<Record<string, readonly [over: FunctionOver, mayBeNaN: (x: number) => boolean]>> = {
  exponent: [(o) => (x) => o.exponent(x), () => false],
  significand: [(o) => (x) => o.greater(o.multiply(o.constant(0), x), o.significand(x)), () => false], // open for NaN
  maximum: [(o) => (x) => o.maximum(o.maximum(x, o.constant(-0)), o.subtract(x, o.constant(3))), () => false],
  nearest: [(o) => (x) => o.add(o.nearest(upTo(2 ** 51 - 1, o)(x)), o.constant(0)), () => false], // the sign of zero is left open
  exp: [(o) => o.exp, () => false],
  expm1: [(o) => o.expm1, () => false],
  log1p: [(o) => o.log1p, (x) => x === Infinity || x <= -1],
  sigmoid: [(o) => (x) => o.sigmoid(x), isVast],
  tanh: [(o) => o.tanh, isVast],
  softplus: [softplusOver, () => false],
};

for (const [name, [over, mayBeNaN]] of Object.entries(functions)) {
  Deno.test(`${name} of columns has the bits of numbers`, () => {
    const xs = places();
    const inNumbers = over(ofNumbers);
    const found = inColumns(over, xs);
    const wrong = xs.filter((x, index) =>
      !Object.is(found[index], inNumbers(x)) && !(mayBeNaN(x) && Number.isNaN(found[index]))
    );
    assert.deepEqual([...wrong], []);
  });
}
