// Networks of one topology that learn side by side from the same rows: in WebAssembly, or on a graphics card.
// What must not change: a lane whose parameters and loss are finite has the bits that the plain trainer gives. Of numbers that
// are not finite nothing is promised; whoever meets one trains that network again by the plain trainer.

import type { Course } from "./course.ts";
import type { TrainingData } from "./training_data.ts";

/** Lanes, each with a network and a course of its own. */
export interface Lanes {
  /** How many networks are trained at once. */
  readonly laneCount: number;
  /** How many numbers a lane holds, see `ValuePlaces`. */
  readonly valueCount: number;
  /** Puts a network into a lane, in place of what was there. */
  setLane(lane: number, values: Float64Array, course: Course): void;
  /**
   * Puts a network into every lane, in place of what was there, with the starting parameters that its seed draws; lanes that
   * cannot draw have no such function.
   *
   * @param seeds integers in [0, 2^32 - 1], shape [laneCount].
   * @param courses shape [laneCount].
   * @throws RangeError for another seed.
   */
  readonly drawLanes?: (seeds: Float64Array, courses: readonly Course[]) => void;
  /** Changes the learning rate of a lane. */
  setLearningRate(lane: number, learningRate: number): void;
  /** The values of a lane. @param into filled in place and returned, shape [valueCount]; by default a new array. */
  valuesOf(lane: number, into?: Float64Array): Float64Array;
  /** Trains all lanes, in place: the rows from `from` up to, but not including, `to`, counted through all epochs. */
  trainRows(from: number, to: number): void;
  /** The loss of every lane over the rows that are learned. @param into filled in place, shape [laneCount]. */
  losses(into: Float64Array): void;
  /** The same over any rows. */
  lossesOf(data: TrainingData, into: Float64Array): void;
  /**
   * What every lane answers to any rows.
   *
   * @param into filled in place: output k of a lane for row r is at (r * outputCount + k) * laneCount + lane.
   */
  outputs(inputs: Float64Array, into: Float64Array): void;
}
