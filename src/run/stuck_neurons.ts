// Neurons that give the same for every row, and so tell rows apart no more than a bias does: saturated, or dead.
// Why layer by layer, and only where it is half of one or more: a few dead neurons are what a network can spare.

import { inputsOf } from "../dataset/standardize.ts";
import { FeedforwardPass } from "../engine/feedforward.ts";
import { layerNames } from "../engine/layer_names.ts";
import { isDense } from "../engine/topology.ts";
import { featuresOf, topologyOf } from "../experiment/experiment.ts";
import type { Outcome } from "./outcome.ts";

/** A hidden layer of which half or more is stuck. */
export interface StuckLayer {
  /** `hidden layer 1`, or as a file of layers has it: `dense1`. */
  readonly name: string;
  readonly neuronCount: number;
  /** How many of its neurons give the same for every row. */
  readonly stuckCount: number;
  /** What they are: at an end of what their activation spans, or without a slope for any row; null where they are neither. */
  readonly kind: "saturated" | "dead" | null;
}

/** Activations closer than this part of what the activation spans are the same. */
const SAME = 0.001;
/** And closer than this part of it to one of its ends they are at that end: a sigmoid's slope is a fifth of its largest there. */
const AT_END = 0.05;

/** The hidden layers of a trained network that are stuck; none for fewer than two rows. */
export function stuckLayersOf({ experiment, parameters }: Outcome): readonly StuckLayer[] {
  const { rows } = experiment.dataset;
  const topology = topologyOf(experiment);
  const pass = new FeedforwardPass(topology);
  const names = isDense(topology) ? null : layerNames(pass.layers);
  const layers = pass.layers.slice(0, -1).flatMap((layer, index) => {
    // One position of a filter, or one word of a sentence, may well be the same for every row.
    if (layer.kind !== "dense") return [];
    const { activation, firstNeuron, outputCount } = layer;
    const [low, high] = activation.range;
    const span = high - low;
    const nearest = span < Infinity ? SAME * span : 0;
    const atEnd = (value: number): boolean => value - low <= AT_END * span || high - value <= AT_END * span;
    const name = names?.[index] ?? `hidden layer ${index + 1}`;
    const functions = pass.neurons[index];
    return [{
      name,
      firstNeuron,
      neuronCount: outputCount,
      isBounded: span < Infinity,
      nearest,
      atEnd,
      functions,
    }];
  });
  if (parameters === null || rows.length < 2 || layers.length === 0) return [];
  const neuronCount = pass.weightedSums.length;
  const least = new Float64Array(neuronCount).fill(Infinity);
  const greatest = new Float64Array(neuronCount).fill(-Infinity);
  const hasSlope = new Uint8Array(neuronCount);
  const stuckLayers = (): readonly StuckLayer[] =>
    layers.flatMap(({ name, firstNeuron, neuronCount, isBounded, nearest, atEnd }) => {
      let [stuckCount, endCount, slopeCount] = [0, 0, 0];
      for (let neuron = firstNeuron; neuron < firstNeuron + neuronCount; neuron++) {
        if (greatest[neuron] - least[neuron] > nearest) continue;
        stuckCount++;
        if (isBounded && atEnd(least[neuron])) endCount++;
        slopeCount += hasSlope[neuron];
      }
      const kind = endCount === stuckCount ? "saturated" : slopeCount === 0 ? "dead" : null;
      return 2 * stuckCount < neuronCount ? [] : [{ name, neuronCount, stuckCount, kind }];
    });
  const features = featuresOf(experiment);
  for (const row of rows) {
    pass.run(parameters, inputsOf(features, [row]));
    for (const { firstNeuron, neuronCount, functions } of layers) {
      for (let neuron = firstNeuron; neuron < firstNeuron + neuronCount; neuron++) {
        const activation = pass.activations[topology.inputCount + neuron];
        least[neuron] = Math.min(least[neuron], activation);
        greatest[neuron] = Math.max(greatest[neuron], activation);
        if (functions?.slope(activation, pass.weightedSums[neuron]) !== 0) hasSlope[neuron] = 1;
      }
    }
    // A neuron that moved stays so: a few rows are enough for nearly every network.
    if (stuckLayers().length === 0) return [];
  }
  return stuckLayers();
}
