// The plain trainer of 0.1.0 with all that it stands on, in one file that imports nothing.
// Why: every result of 0.1.0 is defined by these operations in this order, so an engine written anew can be held
// against them bit by bit. Frozen: never edited, whatever becomes of src/.

/** The name of an activation function, as an experiment file spells it. */
export type ActivationName = "sigmoid" | "tanh" | "relu" | "identity";

/** The shape of a fully connected network with one output. */
export interface Topology {
  /** Neurons a layer: the inputs first, then any hidden layers, then the output, which is always 1. */
  readonly sizes: readonly number[];
  readonly hidden: ActivationName;
  readonly output: ActivationName;
}

/** The rows to learn from. */
export interface TrainingData {
  /** Shape [rowCount * inputCount], row-major. */
  readonly inputs: Float64Array;
  /** Shape [rowCount]. */
  readonly targets: Float64Array;
}

/** Trains one network on one set of rows. */
export interface Trainer {
  /** Changes the parameters in place: each epoch makes one step of gradient descent a row, in row order. */
  trainEpochs(parameters: Float64Array, learningRate: number, epochCount: number): void;
  /** The mean over all rows of (yTrue - yPred)²; NaN when there is no row. */
  loss(parameters: Float64Array): number;
}

const SMALLEST_EXPONENT = -1022;
const LARGEST_EXPONENT = 1023;
const powersOfTwo = new Float64Array(LARGEST_EXPONENT - SMALLEST_EXPONENT + 1);
powersOfTwo[-SMALLEST_EXPONENT] = 1;
for (let k = 1; k <= LARGEST_EXPONENT; k++) {
  powersOfTwo[k - SMALLEST_EXPONENT] = 2 * powersOfTwo[k - 1 - SMALLEST_EXPONENT];
}
for (let k = -1; k >= SMALLEST_EXPONENT; k--) {
  powersOfTwo[k - SMALLEST_EXPONENT] = powersOfTwo[k + 1 - SMALLEST_EXPONENT] / 2;
}

function powerOfTwo(k: number): number {
  return powersOfTwo[(k - SMALLEST_EXPONENT) | 0];
}

const INVERSE_LN2 = 1.4426950408889634;
const ROUNDER = 6755399441055744;
const EXPONENT_CUT = 995;
const P0 = 65546.02729135567;
const P1 = 874.686521167277;
const Q0 = 189125.85704642296;
const Q1 = 10095.985815158901;
const Q2 = 43.29857573333714;

/** The logistic sigmoid 1 / (1 + e^-x). */
export function sigmoid(x: number): number {
  const t = x * INVERSE_LN2;
  if (!Number.isFinite(t)) return limit(x, 0);
  const k = negatedNearest(t);
  const f = t + k;
  const z = f * f;
  const p = f * ((z + P1) * z + P0);
  const q = (Q2 * z + Q1) * z + Q0;
  const numerator = q + p;
  return numerator / (numerator + (q - p) * powerOfTwo(cut(k)));
}

/** The hyperbolic tangent. */
export function tanh(x: number): number {
  const t = x * (2 * INVERSE_LN2);
  if (!Number.isFinite(t)) return limit(x, -1);
  const k = negatedNearest(t);
  const f = t + k;
  const z = f * f;
  const p = f * ((z + P1) * z + P0);
  const q = (Q2 * z + Q1) * z + Q0;
  const s = powerOfTwo(cut(k));
  const less = 1 - s;
  const more = 1 + s;
  return (q * less + p * more) / (q * more + p * less);
}

function negatedNearest(t: number): number {
  const size = Math.abs(t);
  if (size < 2251799813685248) return (ROUNDER - t) - ROUNDER;
  if (size >= 4503599627370496) return -t;
  const nearest = (size + 4503599627370496) - 4503599627370496;
  return t < 0 ? nearest : -nearest;
}

function cut(k: number): number {
  const belowCut = EXPONENT_CUT < k ? EXPONENT_CUT : k;
  return belowCut < -EXPONENT_CUT ? -EXPONENT_CUT : belowCut;
}

function limit(x: number, lowest: number): number {
  if (Number.isNaN(x)) return x;
  return x < 0 ? lowest : 1;
}

/** The activation of a neuron whose weighted sum, bias included, is x. */
export function activate(name: ActivationName, x: number): number {
  switch (name) {
    case "sigmoid":
      return sigmoid(x);
    case "tanh":
      return tanh(x);
    case "relu":
      return x < 0 ? 0 : x;
    case "identity":
      return x;
  }
}

/** The derivative of an activation a with respect to its weighted sum, computed from a. */
export function slopeOf(name: ActivationName, a: number): number {
  switch (name) {
    case "sigmoid":
      return a * (1 - a);
    case "tanh":
      return 1 - a * a;
    case "relu":
      return a > 0 ? 1 : 0;
    case "identity":
      return 1;
  }
}

interface Layer {
  readonly inputCount: number;
  readonly outputCount: number;
  /** The weight of input i into neuron j is at weightOffset + j * inputCount + i. */
  readonly weightOffset: number;
  /** The bias of neuron j is at biasOffset + j. */
  readonly biasOffset: number;
  readonly activation: ActivationName;
}

function layersOf({ sizes, hidden, output }: Topology): readonly Layer[] {
  let weightOffset = 0;
  let biasOffset = 0;
  for (let index = 1; index < sizes.length; index++) biasOffset += sizes[index - 1] * sizes[index];
  return sizes.slice(1).map((outputCount, index) => {
    const inputCount = sizes[index];
    const activation = index + 2 === sizes.length ? output : hidden;
    const layer = { inputCount, outputCount, weightOffset, biasOffset, activation };
    weightOffset += inputCount * outputCount;
    biasOffset += outputCount;
    return layer;
  });
}

/** One row through the network; `activations` is filled in place with the inputs and every neuron's activation. */
function run(
  layers: readonly Layer[],
  activations: Float64Array,
  parameters: Float64Array,
  inputs: ArrayLike<number>,
  inputOffset: number,
): number {
  const rowSize = layers[0].inputCount;
  for (let i = 0; i < rowSize; i++) activations[i] = inputs[inputOffset + i];
  let from = 0;
  let to = rowSize;
  for (const { inputCount, outputCount, weightOffset, biasOffset, activation } of layers) {
    let weight = weightOffset;
    for (let j = 0; j < outputCount; j++) {
      let sum = parameters[weight++] * activations[from];
      for (let i = 1; i < inputCount; i++) sum += parameters[weight++] * activations[from + i];
      sum += parameters[biasOffset + j];
      activations[to + j] = activate(activation, sum);
    }
    from = to;
    to += outputCount;
  }
  return activations[from];
}

/** The network's answer to one row. */
export function feedforward(topology: Topology, parameters: Float64Array, inputs: ArrayLike<number>): number {
  return run(layersOf(topology), activationsOf(topology), parameters, inputs, 0);
}

function activationsOf({ sizes }: Topology): Float64Array {
  return new Float64Array(sizes.reduce((count, size) => count + size, 0));
}

/** The mean over all rows of (yTrue - yPred)², summed from row 0 upwards and divided once. */
export function meanSquaredError(yTrue: ArrayLike<number>, yPred: ArrayLike<number>): number {
  let sum = 0;
  for (let row = 0; row < yTrue.length; row++) {
    const difference = yTrue[row] - yPred[row];
    sum += difference * difference;
  }
  return sum / yTrue.length;
}

/** The trainer that defines the result. */
export function plainTrainer(topology: Topology, data: TrainingData): Trainer {
  const layers = layersOf(topology);
  const activations = activationsOf(topology);
  const rowSize = topology.sizes[0];
  const rowCount = data.targets.length;
  const deltas = new Float64Array(activations.length);
  const output = activations.length - 1;

  function step(parameters: Float64Array, learningRate: number, row: number): void {
    const yPred = run(layers, activations, parameters, data.inputs, row * rowSize);
    deltas[output] = -2 * (data.targets[row] - yPred) * slopeOf(topology.output, yPred);

    let to = output;
    for (let index = layers.length - 1; index >= 0; index--) {
      const { inputCount, outputCount, weightOffset, biasOffset } = layers[index];
      const from = to - inputCount;
      if (index > 0) {
        for (let i = 0; i < inputCount; i++) {
          let up = deltas[to] * parameters[weightOffset + i];
          for (let j = 1; j < outputCount; j++) {
            up += deltas[to + j] * parameters[weightOffset + j * inputCount + i];
          }
          deltas[from + i] = up * slopeOf(topology.hidden, activations[from + i]);
        }
      }
      let weight = weightOffset;
      for (let j = 0; j < outputCount; j++) {
        const stepSize = learningRate * deltas[to + j];
        for (let i = 0; i < inputCount; i++) parameters[weight++] -= stepSize * activations[from + i];
        parameters[biasOffset + j] -= stepSize;
      }
      to = from;
    }
  }

  return {
    trainEpochs(parameters, learningRate, epochCount) {
      for (let epoch = 0; epoch < epochCount; epoch++) {
        for (let row = 0; row < rowCount; row++) step(parameters, learningRate, row);
      }
    },
    loss(parameters) {
      let sum = 0;
      for (let row = 0; row < rowCount; row++) {
        const difference = data.targets[row] -
          run(layers, activations, parameters, data.inputs, row * rowSize);
        sum += difference * difference;
      }
      return sum / rowCount;
    },
  };
}
