// What the code of a network on a GPU is written for: straight or in loops, and where the numbers of a lane lie.
// What must not change: the form is chosen by the network and its learning alone.
import { immediateStepOf, type Learning, type ValuePlaces, valuePlaces } from "../learning.ts";
import type { Layer } from "../layers.ts";
import { isDense, layersOf, neuronCount, outputCountOf, parameterCount, type Topology } from "../topology.ts";
import { NUMBER_BYTES } from "./lane_memory.ts";
import { STREAM_BYTES } from "./random_code.ts";

/** More networks at once keep no card busier. */
export const MOST_GPU_LANES = 262_144;

/**
 * What a network takes of a card's memory, in bytes; rows come to that, which all share.
 *
 * @param drawsThere whether the card draws its starting parameters: a stream of random numbers is large.
 */
export function gpuLaneBytes(topology: Topology, learning: Learning, drawsThere: boolean): number {
  const { count } = lanePlaces(topology, learning, fittingGpuForm(topology, learning));
  return count * NUMBER_BYTES + (drawsThere ? STREAM_BYTES : 0);
}

/** Where the numbers of a lane lie, counted in numbers: number k of lane t is at k * laneCount + t. */
export interface LanePlaces {
  /** What is learned, see `ValuePlaces`; the parameters come first. */
  readonly values: ValuePlaces;
  readonly learningRate: number;
  /** [neuron], where code in loops keeps them. */
  readonly sums: number;
  /** [neuron], likewise. */
  readonly activations: number;
  /** [neuron], likewise. */
  readonly deltas: number;
  /** How many numbers a lane has. */
  readonly count: number;
}

/** How the passes are written: with instructions for every weight and all parameters in registers, or in loops over memory. */
export type GpuForm = "straight" | "loops";

/** The longest straight code: it is compiled anew for each sweep, and a thread has registers for some two hundred numbers. */
const STRAIGHT_VALUES_AT_MOST = 300;

/** Straight code for small networks of dense layers, loops for all others. */
function fittingGpuForm(topology: Topology, learning: Learning): GpuForm {
  if (!isDense(topology)) return "loops";
  const { end } = valuePlaces(learning, parameterCount(topology));
  return end <= STRAIGHT_VALUES_AT_MOST ? "straight" : "loops";
}

/** The places of a network's numbers. */
function lanePlaces(topology: Topology, learning: Learning, form: GpuForm): LanePlaces {
  const values = valuePlaces(learning, parameterCount(topology));
  const neurons = form === "loops" ? neuronCount(topology) : 0;
  const sums = values.end + 1;
  return {
    values,
    learningRate: values.end,
    sums,
    activations: sums + neurons,
    deltas: sums + 2 * neurons,
    count: sums + 3 * neurons,
  };
}

/** What the code of a network is written for. */
export interface GpuNetwork {
  readonly topology: Topology;
  readonly layers: readonly Layer[];
  readonly learning: Learning;
  readonly form: GpuForm;
  readonly places: LanePlaces;
  readonly outputCount: number;
  /** Whether each row is a step at once. */
  readonly isAtOnce: boolean;
}

/**
 * A network with all that its code is written by.
 *
 * @throws RangeError where straight code is asked for and there are other layers than dense ones.
 */
export function gpuNetwork(
  topology: Topology,
  learning: Learning,
  form: GpuForm = fittingGpuForm(topology, learning),
): GpuNetwork {
  if (form === "straight" && !isDense(topology)) {
    throw new RangeError(
      "code for a card has loops where there are other layers than dense ones: found straight",
    );
  }
  return {
    topology,
    layers: layersOf(topology),
    learning,
    form,
    places: lanePlaces(topology, learning, form),
    outputCount: outputCountOf(topology),
    isAtOnce: immediateStepOf(learning) !== null,
  };
}
