// Which code and how many lanes are fastest for a topology; tests/bench/kernel_bench.ts measures it.
// None of this changes a result, only how fast it comes.
import { layersOf, parameterCount, type Topology } from "../topology.ts";

/** How the passes are written: with instructions for every weight, or in loops over the weights. */
export type CodeForm = "straight" | "loops";

/**
 * Straight code has some fifteen instructions a parameter and two lanes: it must fit in the processor's cache for
 * instructions, and the time to compile it grows faster than its length.
 */
const STRAIGHT_PARAMETERS_AT_MOST = 200;

/** Sums side by side from which on a second network gains nothing. */
const CHAINS_ENOUGH = 4;

/** Straight code for small networks, loops for all others. */
export function fittingForm(topology: Topology): CodeForm {
  return parameterCount(topology) <= STRAIGHT_PARAMETERS_AT_MOST ? "straight" : "loops";
}

/** As few lanes as there can be: a vector of straight code holds two. */
export function fewestLanes(topology: Topology): number {
  return fittingForm(topology) === "straight" ? 2 : 1;
}

/** As many lanes as the code and the values of a step find room for close to the processor. */
export function fittingLaneCount(topology: Topology, form: CodeForm): number {
  if (form === "loops") return fittingLaneCountOfLoops(topology);
  const count = parameterCount(topology);
  if (count <= 16) return 16;
  return count <= 80 ? 8 : 4;
}

/** One network, unless the layer with the most weights has too few pairs of neurons to be summed side by side. */
function fittingLaneCountOfLoops(topology: Topology): number {
  const largest = layersOf(topology).reduce((a, b) =>
    b.inputCount * b.outputCount > a.inputCount * a.outputCount ? b : a
  );
  return Math.max(1, Math.floor(CHAINS_ENOUGH / Math.ceil(largest.outputCount / 2)));
}

/** Vectors a column: two hide most of the time that an operation takes, and leave registers for constants. */
export function fittingColumnHeight(laneCount: number): number {
  return laneCount % 4 === 0 ? 2 : 1;
}
