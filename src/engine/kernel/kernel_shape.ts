// Which code and how many lanes are fastest for a topology; tests/bench/kernel_bench.ts measures it.
// None of this changes a result, only how fast it comes.
import { immediateStepOf, type Learning } from "../learning.ts";
import { type ConvLayer, type DenseLayer, filterSizeOf } from "../layers.ts";
import { denseLayersOf, isDense, layersOf, parameterCount, type Topology } from "../topology.ts";

/** How the passes are written: with instructions for every weight, or in loops over the weights. */
export type CodeForm = "straight" | "loops";

/**
 * Which rows are trained: those of the table as it stands, or a copy of them in the order of an epoch, either one for all
 * lanes or one a lane.
 */
export type RowForm = "table" | "shared" | "lanes";

/**
 * Straight code has some fifteen instructions a parameter and two lanes: it must fit in the processor's cache for
 * instructions, and the time to compile it grows faster than its length.
 */
const STRAIGHT_PARAMETERS_AT_MOST = 200;

/** Products of a filter's weights that are spelled out one by one: more would take too long to compile. */
export const FILTER_PRODUCTS_AT_MOST = 4000;

/** Whether a kernel can be written for a topology: it has no code for large filters. The plain trainer does those. */
export function kernelKnows(topology: Topology): boolean {
  return layersOf(topology).every((layer) =>
    layer.kind !== "conv" || spelledProducts(layer) <= FILTER_PRODUCTS_AT_MOST
  );
}

/** At the edges that a padding makes, other weights of a filter have something to weigh. */
function spelledProducts(layer: ConvLayer): number {
  const edges = 1 + 2 * layer.padding;
  return filterSizeOf(layer) * layer.output.channels * edges * edges;
}

/** What rows may take of a kernel's memory, which ends at 2 GiB; the rest is for the networks. */
const ROW_BYTES_AT_MOST = 1.5 * 1024 * 1024 * 1024;

/**
 * Whether rows find room in a kernel's memory, beside their copies in other orders. The plain trainer needs none.
 *
 * @param numberCount inputs and targets of all rows.
 */
export function rowsFit(numberCount: number, rowForm: RowForm, laneCount: number): boolean {
  const copyCount = { table: 0, shared: 1, lanes: laneCount }[rowForm];
  return (1 + copyCount) * numberCount * Float64Array.BYTES_PER_ELEMENT <= ROW_BYTES_AT_MOST;
}

/** Straight code for small networks, loops for all others. */
export function fittingForm(topology: Topology): CodeForm {
  return isDense(topology) && parameterCount(topology) <= STRAIGHT_PARAMETERS_AT_MOST ? "straight" : "loops";
}

/** As few lanes as there can be: a vector of straight code holds two. */
export function fewestLanes(topology: Topology): number {
  return fittingForm(topology) === "straight" ? 2 : 1;
}

/** The most lanes of a kernel, unless more are asked for. */
export const MOST_LANES = 16;

/**
 * As many lanes as the code and the values of a step find room for close to the processor. In loops one network is enough,
 * unless a row is a step and the layer with the most weights is so narrow that its sums leave the processor waiting.
 */
export function fittingLaneCount(topology: Topology, learning: Learning, form: CodeForm): number {
  if (!isDense(topology)) return 1;
  if (form === "loops") {
    const isNarrow = largestLayer(topology).outputCount <= NARROW_NEURONS;
    return immediateStepOf(learning) !== null && isNarrow ? 4 : 1;
  }
  const count = parameterCount(topology);
  if (count <= 16) return MOST_LANES;
  return count <= 80 ? 8 : 4;
}

const NARROW_NEURONS = 8;

function largestLayer(topology: Topology): DenseLayer {
  const weightsOf = ({ inputCount, outputCount }: DenseLayer): number => inputCount * outputCount;
  return denseLayersOf(topology).reduce((a, b) => weightsOf(b) > weightsOf(a) ? b : a);
}

/** Rows side by side in code in loops: a weight that is loaded serves all of them; several networks have work enough. */
export function fittingRowCount(topology: Topology, form: CodeForm, laneCount: number): number {
  return form === "loops" && laneCount === 1 && isDense(topology) ? 4 : 1;
}

/** Vectors a column: two hide most of the time that an operation takes, and leave registers for constants. */
export function fittingColumnHeight(laneCount: number): number {
  return laneCount % 4 === 0 ? 2 : 1;
}
