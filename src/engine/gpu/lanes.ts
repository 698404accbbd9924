// Where the numbers of all lanes lie in a GPU's memory, and how a thread gets at those of its own.
// Each number of all lanes lies side by side, so that neighbouring threads read what one access of the memory brings.
import { immediateStepOf, type Learning, type ValuePlaces, valuePlaces } from "../learning.ts";
import type { Layer } from "../layers.ts";
import { isDense, layersOf, neuronCount, outputCountOf, parameterCount, type Topology } from "../topology.ts";
import type { Operand, Parameter, PtxCode } from "./ptx_code.ts";
import { STREAM_BYTES } from "./random_code.ts";

/** The size of a number in memory. */
export const NUMBER_BYTES = 8;

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

/** The memory of the lane that a thread works for. */
export class LaneMemory {
  /** From a number of the lane to its next, in bytes. */
  readonly stride: Operand;
  readonly #first: Operand;

  /**
   * Writes what finds the thread's lane; a thread without one ends there.
   *
   * @param code of a function with the parameters `lanes`, an address, and `laneCount`.
   * @param threadCount the parameter that says how many threads have a lane.
   */
  constructor(readonly code: PtxCode, threadCount: Parameter = "laneCount") {
    const block = code.operate("w", "mov.u32", "%ctaid.x");
    const size = code.operate("w", "mov.u32", "%ntid.x");
    const inBlock = code.operate("w", "mov.u32", "%tid.x");
    const product = code.operate("b", "mul.wide.u32", block, size);
    this.lane = code.operate("b", "add.u64", product, code.operate("b", "cvt.u64.u32", inBlock));
    const laneCount = code.parameter("laneCount");
    const goOn = code.label();
    code.jumpWhere(
      "lt",
      this.lane,
      threadCount === "laneCount" ? laneCount : code.parameter(threadCount),
      goOn,
    );
    code.write("ret");
    code.mark(goOn);
    this.stride = code.operate("b", "shl.b64", laneCount, "3");
    this.#first = this.#plus(code.parameter("lanes"), code.operate("b", "shl.b64", this.lane, "3"));
  }

  /** The number of the lane. */
  readonly lane: Operand;

  /** The address of a number of the lane. */
  address(place: number): Operand {
    if (place === 0) return this.#first;
    return this.code.operate("b", "mad.lo.s64", this.stride, String(place), this.#first);
  }

  /** Loads a number of the lane. */
  load(place: number): Operand {
    return this.loadFrom(this.address(place));
  }

  /** Stores a number of the lane. */
  store(place: number, value: Operand): void {
    this.storeTo(this.address(place), value);
  }

  /** Loads the number at an address. */
  loadFrom(address: Operand, offset = 0): Operand {
    return this.code.operate("d", "ld.global.f64", `[${address}+${offset}]`);
  }

  /** Stores a number at an address. */
  storeTo(address: Operand, value: Operand): void {
    this.code.write(`st.global.f64 [${address}+0], ${value}`);
  }

  /** Moves an address on by so many numbers of the lane, in place. @param count below 0 for back, or a register. */
  advance(address: Operand, count: Operand | number): void {
    if (count === 1) this.code.write(`add.u64 ${address}, ${address}, ${this.stride}`);
    else if (count !== 0) {
      this.code.write(`mad.lo.s64 ${address}, ${this.stride}, ${count}, ${address}`);
    }
  }

  /** A copy of an address that may be moved on. */
  cursor(address: Operand): Operand {
    return this.code.operate("b", "mov.b64", address);
  }

  #plus(a: Operand, b: Operand): Operand {
    return this.code.operate("b", "add.u64", a, b);
  }
}
