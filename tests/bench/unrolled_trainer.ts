// The 2-2-1 sigmoid network written out by hand with Math.exp: the fastest that plain TypeScript does for one network.
import type { TrainingData } from "../../src/engine/training_data.ts";

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** Trains `parameters` in place. */
export function trainUnrolled(
  parameters: Float64Array,
  { inputs, targets }: TrainingData,
  learningRate: number,
  epochCount: number,
): void {
  let [w1, w2, w3, w4, w5, w6, b1, b2, b3] = parameters;
  for (let epoch = 0; epoch < epochCount; epoch++) {
    for (let row = 0; row < targets.length; row++) {
      const x1 = inputs[2 * row];
      const x2 = inputs[2 * row + 1];
      const h1 = sigmoid(w1 * x1 + w2 * x2 + b1);
      const h2 = sigmoid(w3 * x1 + w4 * x2 + b2);
      const o1 = sigmoid(w5 * h1 + w6 * h2 + b3);
      const delta = -2 * (targets[row] - o1) * (o1 * (1 - o1));
      const step = learningRate * delta;
      const step1 = learningRate * (delta * w5 * (h1 * (1 - h1)));
      const step2 = learningRate * (delta * w6 * (h2 * (1 - h2)));
      w5 -= step * h1;
      w6 -= step * h2;
      b3 -= step;
      w1 -= step1 * x1;
      w2 -= step1 * x2;
      b1 -= step1;
      w3 -= step2 * x1;
      w4 -= step2 * x2;
      b2 -= step2;
    }
  }
  parameters.set([w1, w2, w3, w4, w5, w6, b1, b2, b3]);
}
