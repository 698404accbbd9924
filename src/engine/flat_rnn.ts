// A recurrence in flat loops over numbers: what rnn.ts says, in its order.
// The activations, sums and deltas of the state after a sentence's last word are those of the layer's last neurons; what a
// shorter sentence does not reach keeps what it had.
import type { RnnLayer } from "./layers.ts";
import { NO_WORD } from "./rnn.ts";
import { placesIn, type RowValues } from "./row_values.ts";
import type { NeuronFunctions } from "./rules/activation_contract.ts";

/** The place of the first word among the inputs of a row; as many as there are for an empty sentence. */
function firstWordIn({ inputCount }: RnnLayer, inputs: ArrayLike<number>, from: number): number {
  let place = 0;
  while (place < inputCount && inputs[from + place] === NO_WORD) place++;
  return place;
}

/** Sends a row forward, in place. */
export function runRnn(
  layer: RnnLayer,
  neuron: NeuronFunctions<number>,
  parameters: Float64Array,
  row: RowValues,
): void {
  const { activations, weightedSums } = row;
  const { inputCount, outputCount, weightOffset, wordOffset, wordCount, biasOffset, firstNeuron } = layer;
  const { from, to } = placesIn(row, layer);
  const first = firstWordIn(layer, activations, from);
  if (first === inputCount) {
    const last = (inputCount - 1) * outputCount;
    weightedSums.fill(0, firstNeuron + last, firstNeuron + last + outputCount);
    activations.fill(0, to + last, to + last + outputCount);
  }
  for (let place = first; place < inputCount; place++) {
    const state = to + place * outputCount;
    const before = state - outputCount;
    for (let j = 0; j < outputCount; j++) {
      const ofWord = parameters[wordOffset + j * wordCount + activations[from + place]];
      let sum = ofWord;
      if (place > first) {
        const weights = weightOffset + j * outputCount;
        let weighed = parameters[weights] * activations[before];
        for (let i = 1; i < outputCount; i++) weighed += parameters[weights + i] * activations[before + i];
        sum = weighed + ofWord;
      }
      sum += parameters[biasOffset + j];
      weightedSums[firstNeuron + place * outputCount + j] = sum;
      activations[state + j] = neuron.value(sum);
    }
  }
}

/** Writes dL/dsum of the states before the last from that of the last, in place. */
export function passBackRnn(
  layer: RnnLayer,
  neuron: NeuronFunctions<number>,
  values: Float64Array,
  row: RowValues,
  deltas: Float64Array,
): void {
  const { activations, weightedSums } = row;
  const { inputCount, outputCount, weightOffset, firstNeuron } = layer;
  const { from, to } = placesIn(row, layer);
  const first = firstWordIn(layer, activations, from);
  for (let place = inputCount - 1; place > first; place--) {
    const state = to + place * outputCount;
    const before = state - outputCount;
    for (let i = 0; i < outputCount; i++) deltas[before + i] = -0;
    for (let j = 0; j < outputCount; j++) {
      const delta = deltas[state + j];
      const weights = weightOffset + j * outputCount;
      for (let i = 0; i < outputCount; i++) deltas[before + i] += delta * values[weights + i];
    }
    for (let i = 0; i < outputCount; i++) {
      const sum = weightedSums[firstNeuron + (place - 1) * outputCount + i];
      deltas[before + i] *= neuron.slope(activations[before + i], sum);
    }
  }
}

/** Takes the gradient of a parameter, which has its place in the flat parameters. */
export type Take = (parameter: number, gradient: number) => void;

/** The gradients of one recurrence, in room that is made once. */
export class RnnGradients {
  readonly #layer: RnnLayer;
  readonly #ofStates: Float64Array;
  readonly #ofWord: Float64Array;
  readonly #ofBiases: Float64Array;

  constructor(layer: RnnLayer) {
    this.#layer = layer;
    this.#ofStates = new Float64Array(layer.outputCount * layer.outputCount);
    this.#ofWord = new Float64Array(layer.outputCount);
    this.#ofBiases = new Float64Array(layer.outputCount);
  }

  /**
   * Works out the gradients of what the row used, each once.
   *
   * @param factors what is multiplied by the inputs, under the places of the deltas.
   */
  take(row: RowValues, factors: Float64Array, take: Take): void {
    const { inputCount, outputCount, weightOffset, wordOffset, wordCount, biasOffset } = this.#layer;
    const { activations } = row;
    const { from, to } = placesIn(row, this.#layer);
    const first = firstWordIn(this.#layer, activations, from);
    if (first === inputCount) return;
    this.#sumOverWords(row, factors, first);
    if (first < inputCount - 1) {
      for (let index = 0; index < this.#ofStates.length; index++) {
        take(weightOffset + index, this.#ofStates[index]);
      }
    }
    for (let j = 0; j < outputCount; j++) take(biasOffset + j, this.#ofBiases[j]);
    for (let place = first; place < inputCount; place++) {
      const word = activations[from + place];
      if (activations.subarray(from + first, from + place).includes(word)) continue;
      this.#ofWord.fill(-0);
      for (let other = inputCount - 1; other >= place; other--) {
        if (activations[from + other] !== word) continue;
        for (let j = 0; j < outputCount; j++) this.#ofWord[j] += factors[to + other * outputCount + j];
      }
      for (let j = 0; j < outputCount; j++) take(wordOffset + j * wordCount + word, this.#ofWord[j]);
    }
  }

  #sumOverWords(row: RowValues, factors: Float64Array, first: number): void {
    const { inputCount, outputCount } = this.#layer;
    const { to } = placesIn(row, this.#layer);
    const { activations } = row;
    this.#ofStates.fill(-0);
    this.#ofBiases.fill(-0);
    for (let place = inputCount - 1; place >= first; place--) {
      const state = to + place * outputCount;
      const before = state - outputCount;
      for (let j = 0, weight = 0; j < outputCount; j++) {
        const factor = factors[state + j];
        this.#ofBiases[j] += factor;
        if (place === first) continue;
        for (let i = 0; i < outputCount; i++) this.#ofStates[weight++] += factor * activations[before + i];
      }
    }
  }
}
