// The work that the kernel and its peers are measured on: many networks of one topology on the same few rows.
import { denseTopology, parameterCount, type Topology } from "../../src/engine/topology.ts";
import { Kernel } from "../../src/engine/kernel/kernel.ts";
import type { Course } from "../../src/engine/course.ts";
import type { TrainingData } from "../../src/engine/training_data.ts";

/** Networks to train, each from parameters of its own. */
export interface BenchWork {
  /** As it stands above the table. */
  readonly title: string;
  /** The shape of every network; the output is a sigmoid. */
  readonly topology: Topology;
  /** How many rows there are; one step of training each, an epoch. */
  readonly rowCount: number;
  /** How many epochs each network learns. */
  readonly epochCount: number;
}

/** How many networks there are; slow contenders train the first few. */
export const NETWORK_COUNT = 10_000;
/** The losses of the first networks are compared. */
export const COMPARED_COUNT = 16;
/** How every network learns: with one learning rate, the rows in their order. */
export const COURSE: Course = { learningRate: 0.1, rows: null };

/** What is measured. Epochs are few where steps are long, so that a repeat takes some tenths of a second. */
export const benchWorks: readonly BenchWork[] = [
  {
    title: "2-2-1 sigmoid",
    topology: denseTopology([2, 2, 1], "sigmoid", "sigmoid"),
    rowCount: 4,
    epochCount: 1000,
  },
  {
    title: "4-8-1 sigmoid",
    topology: denseTopology([4, 8, 1], "sigmoid", "sigmoid"),
    rowCount: 8,
    epochCount: 100,
  },
  {
    title: "2-8-8-1 tanh",
    topology: denseTopology([2, 8, 8, 1], "tanh", "sigmoid"),
    rowCount: 8,
    epochCount: 25,
  },
];

/** Doubles in [-1, 1), the same for the same seed (a Weyl sequence, mixed). */
function doubles(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) / 2 ** 31;
  };
}

/** The rows of a work; half of the targets are 1. */
export function rowsOf({ topology, rowCount }: BenchWork): TrainingData {
  const next = doubles(1);
  return {
    inputs: Float64Array.from({ length: rowCount * topology.inputCount }, () => 3 * next()),
    targets: Float64Array.from({ length: rowCount }, (_, row) => row % 2),
  };
}

/** The starting parameters of all networks, [network][parameter], each in [-1, 1). */
export function startsOf({ topology }: BenchWork): Float64Array {
  return Float64Array.from({ length: NETWORK_COUNT * parameterCount(topology) }, doubles(2));
}

/** Trains networks in a kernel, as many at once as it has lanes. */
export class KernelRun {
  readonly #work: BenchWork;
  readonly #kernel: Kernel;
  readonly #starts: Float64Array;

  /** Writes and compiles the kernel. */
  constructor(work: BenchWork) {
    this.#work = work;
    this.#kernel = Kernel.create(work.topology, rowsOf(work));
    this.#starts = startsOf(work);
  }

  /** Trains the networks from `first` up to but not including `end`, and returns the losses of the first few. */
  train(first: number, end: number): number[] {
    const { laneCount } = this.#kernel;
    const count = parameterCount(this.#work.topology);
    const losses = new Float64Array(laneCount);
    const compared: number[] = [];
    for (let network = first; network < end; network += laneCount) {
      for (let lane = 0; lane < laneCount && network + lane < end; lane++) {
        const at = (network + lane) * count;
        this.#kernel.setLane(lane, this.#starts.subarray(at, at + count), COURSE);
      }
      this.#kernel.trainRows(0, this.#work.epochCount * this.#kernel.rowCount);
      if (compared.length >= COMPARED_COUNT) continue;
      this.#kernel.losses(losses);
      compared.push(...losses);
    }
    return compared.slice(0, COMPARED_COUNT);
  }
}
