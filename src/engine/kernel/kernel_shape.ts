// Which code and how many lanes are fastest for a topology; tests/bench/kernel_bench.ts measures it.
// None of this changes a result, only how fast it comes.
import { parameterCount, type Topology } from "../topology.ts";

/** How the passes are written: with instructions for every weight, or in loops over the weights. */
export type CodeForm = "straight" | "loops";

/**
 * Straight code has some fifteen instructions a parameter and two lanes: it must fit in the processor's cache for
 * instructions, and the time to compile it grows faster than its length.
 */
const STRAIGHT_PARAMETERS_AT_MOST = 200;

/** Straight code for small networks, loops for all others. */
export function fittingForm(topology: Topology): CodeForm {
  return parameterCount(topology) <= STRAIGHT_PARAMETERS_AT_MOST ? "straight" : "loops";
}

/** As many lanes as the code and the values of a step find room for close to the processor. */
export function fittingLaneCount(topology: Topology, form: CodeForm): number {
  if (form === "loops") return 2; // the tiles of neurons give work enough
  const count = parameterCount(topology);
  if (count <= 16) return 16;
  return count <= 80 ? 8 : 4;
}

/** Vectors a column: two hide most of the time that an operation takes, and leave registers for constants. */
export function fittingColumnHeight(laneCount: number): number {
  return laneCount % 4 === 0 ? 2 : 1;
}
