// Where the neurons of a network are in its drawing, and which connections are drawn.
// What must not change: weights are named in the order in which they are drawn from the seed, w1 first.

import { TEXT_SIZE } from "./svg.ts";
import { textWidth } from "../text/width.ts";

/** What a network diagram shows. */
export interface NetworkDiagramData {
  /** The names of the features. */
  readonly inputs: readonly string[];
  /** The names of what comes out, one for each neuron of the last layer. */
  readonly outputs: readonly string[];
  /** The neurons' names in formulas, of all layers in their order: h1, h2, o1. */
  readonly neuronNames: readonly string[];
  /** Hidden layers, then the output layer: weights of shape [neuron][input], biases of shape [neuron]. */
  readonly layers: readonly {
    readonly weights: readonly ArrayLike<number>[];
    readonly biases: ArrayLike<number>;
  }[];
  /** The weight that has the widest line; by default the largest of them. */
  readonly widest?: number;
}

/** A neuron with the position of its middle, in user units. */
interface DrawnNeuron {
  /** In its layer, from 0. */
  readonly index: number;
  /** In formulas: x1, h1, o1. */
  readonly name: string;
  /** The bias that is added there, as in "b1"; null for an input. */
  readonly bias: string | null;
  readonly x: number;
  readonly y: number;
}

/** A layer with those of its neurons that are drawn. */
export interface DrawnLayer {
  /** 0 for the inputs, k for `layers[k - 1]`. */
  readonly index: number;
  /** With those that are not drawn. */
  readonly neuronCount: number;
  /** From top to bottom. */
  readonly neurons: readonly DrawnNeuron[];
  /** Of each circle, in user units. */
  readonly radius: number;
  /** From the middle of a neuron to that of the one below, in user units. */
  readonly distance: number;
}

/** A weight between two drawn neurons. */
export interface Connection {
  /** The neuron or input whose output is weighted. */
  readonly from: DrawnNeuron;
  /** The neuron that adds it up. */
  readonly to: DrawnNeuron;
  /** Infinite or NaN after a run that diverged. */
  readonly weight: number;
  /** As in "w1", in the order in which parameters are drawn. */
  readonly name: string;
}

/** A layer with more neurons shows this many, the last one below a note. */
export const MOST_NEURONS = 8;

/** Neurons of a small layer are no farther apart than this, middle to middle. */
const FARTHEST_NEURONS = 110;

/** Circles of a layer take at most this share of the way from one to the next, so that a low picture has them apart. */
const FULLEST_LAYER = 0.8;

/** What is kept free above the circles, and below them, where labels and the key are. */
const MARGINS = { above: 20, below: 44 };

/** A deeper network shows its first and last layers. */
const MOST_LAYERS = 6;

/** The layers that are drawn, inputs first, with the positions of their neurons. */
export function drawnLayers(
  { inputs, outputs, neuronNames, layers }: NetworkDiagramData,
  width: number,
  height: number,
): readonly DrawnLayer[] {
  const counts = [inputs.length, ...layers.map(({ weights }) => weights.length)];
  const shown = counts.map((_, index) => index)
    .filter((index) => counts.length <= MOST_LAYERS || index < 3 || index >= counts.length - 2);
  const most = Math.max(...counts.map((count) => Math.min(count, MOST_NEURONS)));
  const wanted = most > 5 ? 8 : 14;
  const closest = (height - MARGINS.above - MARGINS.below - 2 * wanted) / Math.max(1, most - 1);
  const radius = Math.max(3, Math.min(wanted, FULLEST_LAYER * closest / 2));
  const nameRoom = (names: readonly string[]) =>
    Math.min(width / 4, Math.max(0, ...names.map((name) => textWidth(name, TEXT_SIZE)))) + 14;
  const left = nameRoom(inputs) + radius;
  const right = width - nameRoom(outputs) - radius;
  const [top, bottom] = [MARGINS.above + radius, height - MARGINS.below - radius];
  const firstOf = counts.map((_, index) => counts.slice(1, index).reduce((sum, count) => sum + count, 0));
  return shown.map((index, depth): DrawnLayer => {
    const x = left + (right - left) * depth / Math.max(1, shown.length - 1);
    const count = counts[index];
    const slots = Math.min(count, MOST_NEURONS);
    const distance = Math.min(FARTHEST_NEURONS, (bottom - top) / Math.max(1, slots - 1));
    const neurons: DrawnNeuron[] = [];
    for (let slot = 0; slot < slots; slot++) {
      const y = (top + bottom) / 2 + (slot - (slots - 1) / 2) * distance;
      const isNote = count > MOST_NEURONS && slot === slots - 2;
      if (isNote) continue;
      const place = slot === slots - 1 ? count - 1 : slot;
      const counted = firstOf[index] + place;
      const names = index === 0
        ? { name: `x${place + 1}`, bias: null }
        : { name: neuronNames[counted], bias: `b${counted + 1}` };
      neurons.push({ index: place, ...names, x, y });
    }
    return { index, neuronCount: count, neurons, radius, distance };
  });
}

/** Every connection between drawn layers that are neighbours in the network. */
export function connectionsOf(
  { layers }: NetworkDiagramData,
  drawn: readonly DrawnLayer[],
): readonly Connection[] {
  const connections: Connection[] = [];
  let weightsBefore = 0;
  for (let index = 1; index <= layers.length; index++) {
    const { weights } = layers[index - 1];
    const inputCount = weights[0]?.length ?? 0;
    const sources = drawn.find((layer) => layer.index === index - 1)?.neurons ?? [];
    const targets = drawn.find((layer) => layer.index === index)?.neurons ?? [];
    for (const to of targets) {
      for (const from of sources) {
        const name = `w${weightsBefore + to.index * inputCount + from.index + 1}`;
        connections.push({ from, to, weight: weights[to.index][from.index], name });
      }
    }
    weightsBefore += weights.length * inputCount;
  }
  return connections;
}
