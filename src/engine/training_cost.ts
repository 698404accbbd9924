// About how long training takes, reckoned from its size alone.
// Why not measured: parts of a sweep are cut by it and must be the same on every machine. Another machine is some times
// faster or slower; where that matters, a small piece is measured and the rest follows from here.
// None of it changes a result. tests/bench/kernel_bench.ts measures what the constants are fitted to.

import { fittingForm } from "./kernel/kernel_shape.ts";
import { immediateStepOf, learningOf, type LearningSettings, stepCountOf } from "./learning.ts";
import type { Shuffle } from "./row_order.ts";
import {
  biasCount,
  neuronCount,
  operationCount,
  outputCountOf,
  parameterCount,
  type Topology,
} from "./topology.ts";

const NS_PER_PARAMETER = { straight: 0.4, loops: 0.25 };
/** An exponential costs as much as two or three weights. */
const NS_PER_NEURON = 1;
/** To move a parameter after a batch: the mean, and for each number that is remembered of it some operations and a root. */
const NS_PER_MOVE = { alone: 0.5, perMemory: 1.2 };
/** To draw the place of a row in an epoch, and to copy a number of it there. */
const NS_PER_SHUFFLED = { row: 25, number: 1.5 };

/** The plain trainer takes about so many times as long as the kernel for the same work. */
export const PLAIN_SLOWNESS = 8;

/** What the length of an epoch depends on, besides the rows. */
export interface EpochWork {
  readonly topology: Topology;
  readonly learning: LearningSettings;
  readonly shuffle: Shuffle;
}

/**
 * Nanoseconds of an epoch of one network in a kernel whose lanes are full, losses logged now and then: from [1, 1] to
 * [784, 32, 1] within half as much again. The plain trainer takes `PLAIN_SLOWNESS` times as long.
 */
export function epochNs({ topology, learning: settings, shuffle }: EpochWork, rowCount: number): number {
  const count = parameterCount(topology);
  const parameterNs = NS_PER_PARAMETER[fittingForm(topology)];
  const products = operationCount(topology) - neuronCount(topology) + biasCount(topology);
  const rowsNs = rowCount * (parameterNs * products + NS_PER_NEURON * neuronCount(topology));
  const numbersOfRow = topology.inputCount + outputCountOf(topology);
  const orderNs = shuffle === "none"
    ? 0
    : rowCount * (NS_PER_SHUFFLED.row + NS_PER_SHUFFLED.number * numbersOfRow);
  const learning = learningOf(settings);
  if (immediateStepOf(learning) !== null) return rowsNs + orderNs;
  const moveNs = NS_PER_MOVE.alone + NS_PER_MOVE.perMemory * learning.optimizer.memoryOfParameter;
  return rowsNs + orderNs + stepCountOf(learning, rowCount) * count * moveNs;
}

/** Milliseconds of all else that a network in a sweep needs: to be drawn, to be asked, to be written as a line. */
export const MS_PER_NETWORK = 0.008;

/** Milliseconds to write and compile a kernel. */
export const MS_PER_KERNEL = 1;

/**
 * Nanoseconds of {@linkcode epochNs} from which on a kernel saves more time than it costs. The plain trainer is slow in
 * a process that has just begun, so one long training pays early; a process that has trained many variants by it runs
 * it at full speed.
 */
export const KERNEL_PAYS_FROM_NS = { cold: 20_000, warm: 100_000 };

/** What the plain trainer loses on a network before its first step, in the same unit. */
export const NS_PER_START = 300;
