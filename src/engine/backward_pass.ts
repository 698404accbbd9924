// From outputs back to inputs in flat loops: dL/dsum of every neuron.
// What must not change: what neurons pass down is summed from neuron 0 upwards, with the parameters from before the step.
import { numbers, onNumbers } from "../numeric/numbers.ts";
import { FeedforwardPass } from "./feedforward.ts";
import { passDownConv } from "./flat_conv.ts";
import { passDownMaxpool } from "./flat_maxpool.ts";
import { passBackRnn } from "./flat_rnn.ts";
import type { ConvLayer, DenseLayer, MaxpoolLayer } from "./layers.ts";
import { type AnswerFunctions, formFor, type Loss, overOutputs, type RowFunctions } from "./rules/loss.ts";
import { outputLayerOf, type Topology } from "./topology.ts";
import { rowCountOf, type TrainingData } from "./training_data.ts";

/** Sends rows of one table forward and back; reuses its arrays, except for a loss that takes a whole row. */
export class BackwardPass {
  /** What the last row made of the network. */
  readonly forward: FeedforwardPass;
  /** dL/dsum of every neuron, under the same index as its activation; the inputs' places stay unused. */
  readonly deltas: Float64Array;
  /** How many rows the table has. */
  readonly rowCount: number;
  readonly #data: TrainingData;
  readonly #inputCount: number;
  readonly #answer: AnswerFunctions<number> | null;
  readonly #row: RowFunctions<number> | null;

  /** @param loss goes with the network's outputs. */
  constructor(topology: Topology, data: TrainingData, loss: Loss) {
    this.forward = new FeedforwardPass(topology);
    this.deltas = new Float64Array(this.forward.activations.length);
    this.rowCount = rowCountOf(topology, data);
    this.#data = data;
    this.#inputCount = topology.inputCount;
    const { layers } = this.forward;
    const form = formFor(loss, outputLayerOf(layers).activation.name);
    this.#answer = "over" in loss ? onNumbers(loss, (o) => loss.over(o)) : null;
    this.#row = form === null ? null : onNumbers(form, (o) => form.overRow(o));
  }

  /** Sends a row forward and back. */
  run(values: Float64Array, row: number): void {
    const { layers, neurons, activations, outputs } = this.forward;
    this.forward.run(values, this.#data.inputs, row * this.#inputCount);
    this.#writeOutputDeltas(row, activations.length - outputs.length);
    for (let index = layers.length - 1; index > 0; index--) {
      const layer = layers[index];
      if (layer.kind === "dense") this.#writeDeltasBelow(values, index, layer);
      else if (layer.kind !== "rnn") this.#passDown(values, index, layer); // which is always the first
    }
    const [first] = layers;
    if (first.kind === "rnn") passBackRnn(first, neurons[0]!, values, this.forward, this.deltas);
  }

  /** The loss of a row. */
  loss(values: Float64Array, row: number): number {
    const { weightedSums, outputs } = this.forward;
    this.forward.run(values, this.#data.inputs, row * this.#inputCount);
    if (this.#row !== null) {
      const sums = Array.from(weightedSums.subarray(weightedSums.length - outputs.length));
      return this.#row.value(this.#targetsOf(row), sums);
    }
    const { targets } = this.#data;
    const first = row * outputs.length;
    let sum = this.#answer!.value(targets[first], outputs[0]);
    for (let k = 1; k < outputs.length; k++) sum += this.#answer!.value(targets[first + k], outputs[k]);
    return overOutputs(numbers, sum, outputs.length);
  }

  #writeOutputDeltas(row: number, to: number): void {
    const { layers, neurons, weightedSums, outputs } = this.forward;
    if (this.#row !== null) {
      return this.deltas.set(this.#row.deltas(this.#targetsOf(row), Array.from(outputs)), to);
    }
    const { firstNeuron } = layers[layers.length - 1];
    const neuron = neurons[layers.length - 1]!; // a layer without slopes has a loss that is made for it
    for (let k = 0; k < outputs.length; k++) {
      const yTrue = this.#data.targets[row * outputs.length + k];
      const slope = overOutputs(numbers, this.#answer!.slope(yTrue, outputs[k]), outputs.length);
      this.deltas[to + k] = slope * neuron.slope(outputs[k], weightedSums[firstNeuron + k]);
    }
  }

  /** Writes dL/dsum of the layer below a dense one; a maxpool there has no slope to multiply by. */
  #writeDeltasBelow(
    values: Float64Array,
    index: number,
    { inputCount, outputCount, weightOffset, firstNeuron }: DenseLayer,
  ): void {
    const { deltas } = this;
    const { neurons, activations, weightedSums } = this.forward;
    const neuron = neurons[index - 1];
    const to = this.#inputCount + firstNeuron;
    for (let i = 0; i < inputCount; i++) {
      let up = deltas[to] * values[weightOffset + i];
      for (let j = 1; j < outputCount; j++) up += deltas[to + j] * values[weightOffset + j * inputCount + i];
      const below = to - inputCount + i;
      deltas[below] = neuron === null
        ? up
        : up * neuron.slope(activations[below], weightedSums[firstNeuron - inputCount + i]);
    }
  }

  /** The same below a layer of another kind. */
  #passDown(values: Float64Array, index: number, layer: ConvLayer | MaxpoolLayer): void {
    const { deltas, forward } = this;
    if (layer.kind === "conv") passDownConv(layer, values, forward, deltas);
    else passDownMaxpool(layer, forward, deltas);
    const neuron = forward.neurons[index - 1];
    if (neuron === null) return;
    const { firstNeuron, inputCount } = layer;
    for (let below = firstNeuron - inputCount; below < firstNeuron; below++) {
      const at = this.#inputCount + below;
      deltas[at] *= neuron.slope(forward.activations[at], forward.weightedSums[below]);
    }
  }

  #targetsOf(row: number): number[] {
    const { length } = this.forward.outputs;
    return Array.from(this.#data.targets.subarray(row * length, (row + 1) * length));
  }
}
