// Which neurons a lesson about layers shows: one a layer, each of those that the one above it looks at, and where the followed
// parameter stands its own.
// Why one of each: a filter does the same everywhere, and a state with every word; whoever has followed one weight knows all.

import { positionsOf } from "../engine/conv.ts";
import {
  type DenseLayer,
  firstOutputOf,
  type Layer,
  type ParameterGroup,
  parameterGroupsOf,
} from "../engine/layers.ts";
import { squareOf } from "../engine/maxpool.ts";
import type { LayerNumbers } from "./layer_numbers.ts";

/** The parameter that is followed, and the neurons that are shown. */
export class LayerFocus {
  /** The parameter, by its place. */
  readonly parameter: number;
  /** The layer of the parameter. */
  readonly layerIndex: number;
  readonly #neurons: readonly number[];

  constructor(readonly numbers: LayerNumbers) {
    this.parameter = Math.max(0, numbers.parameterNames.indexOf(numbers.subject.parameter ?? ""));
    this.layerIndex = numbers.layers.findIndex((layer) => this.groupIn(layer) !== undefined);
    const neurons: number[] = [];
    for (let index = numbers.layers.length - 1; index >= 0; index--) {
      neurons[index] = this.#neuronBelow(index, neurons[index + 1]);
    }
    this.#neurons = neurons;
  }

  /** The group of a layer's parameters to which the followed one belongs. */
  groupIn(layer: Layer): ParameterGroup | undefined {
    return parameterGroupsOf(layer).find((group) =>
      this.parameter >= group.offset && this.parameter < group.offset + sizeOf(group)
    );
  }

  /** The neuron that is shown of a layer; of a state after several words, that after the last. */
  neuronIn(index: number): number {
    return this.#neurons[index];
  }

  /** Which filter or number of a state or neuron it is that has the followed parameter; null where it is of another layer. */
  #placeIn(layer: Layer): number | null {
    const group = this.groupIn(layer);
    return group === undefined
      ? null
      : Math.floor((this.parameter - group.offset) / (sizeOf(group) / group.shape[0]));
  }

  /** The neuron that is shown of a layer, by the one that is shown above it. */
  #neuronBelow(index: number, above: number | undefined): number {
    const { layers } = this.numbers;
    const layer = layers[index];
    const first = firstOutputOf(layer);
    if (above === undefined) return first + (this.#placeIn(layer) ?? this.#rightOutput());
    const weighed = this.#weighedBy(layers[index + 1]);
    if (weighed !== null) return first + weighed;
    if (layer.kind === "rnn" || layer.kind === "dense") return first + (this.#placeIn(layer) ?? 0);
    return this.#strongest(index, this.#seenFrom(index + 1, above));
  }

  /** The output of the right class; the first where there is none. */
  #rightOutput(): number {
    const { yTrue, experiment: { dataset: { target } } } = this.numbers.subject;
    return yTrue === null || target?.kind !== "classes" ? 0 : Math.max(0, Array.from(yTrue).indexOf(1));
  }

  /** The input that the followed weight weighs, where it is of this dense layer; else null. */
  #weighedBy(layer: Layer): number | null {
    const isWeight = layer.kind === "dense" && this.groupIn(layer)?.name === "weights";
    return isWeight ? (this.parameter - (layer as DenseLayer).weightOffset) % layer.inputCount : null;
  }

  /** The inputs of a layer that one of its neurons looks at, in their order. */
  #seenFrom(index: number, neuron: number): readonly number[] {
    const layer = this.numbers.layers[index];
    const place = neuron - layer.firstNeuron;
    switch (layer.kind) {
      case "conv":
        return positionsOf(layer)[Math.floor(place / layer.output.channels)].terms.map(({ input }) => input);
      case "maxpool":
        return squareOf(layer, place);
      default:
        return Array.from({ length: layer.inputCount }, (_, input) => input);
    }
  }

  /** Of some neurons of an image the one that finds most, with the filter of the followed parameter where it has one. */
  #strongest(index: number, seen: readonly number[]): number {
    const layer = this.numbers.layers[index];
    const channel = this.#channelOf(index);
    const channelCount = layer.kind === "conv" || layer.kind === "maxpool" ? layer.output.channels : 1;
    const neurons = seen.filter((input) => channel === null || input % channelCount === channel)
      .map((input) => layer.firstNeuron + input);
    return neurons.reduce((strongest, neuron) =>
      this.numbers.activation(neuron) > this.numbers.activation(strongest) ? neuron : strongest
    );
  }

  /** The filter, or the channel that the followed parameter makes or weighs; null for any. */
  #channelOf(index: number): number | null {
    const layer = this.numbers.layers[index];
    const above = this.numbers.layers[index + 1];
    if (above.kind === "conv" && this.groupIn(above)?.name === "weights") {
      return (this.parameter - above.weightOffset) % above.input.channels;
    }
    if (layer.kind === "conv") return this.#placeIn(layer);
    return layer.kind === "maxpool" && index > 0 ? this.#channelOf(index - 1) : null;
  }
}

function sizeOf({ shape }: ParameterGroup): number {
  return shape.reduce((product, length) => product * length);
}
