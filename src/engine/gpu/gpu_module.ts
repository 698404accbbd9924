// The functions that a GPU runs for a sweep: train, losses and outputs, one thread a lane.
// All places in a lane are fixed when the code is written; how many lanes there are, and where the rows lie, is said when it
// is called.
import { batchSizeOf } from "../learning.ts";
import { lossOfRow } from "../rules/loss.ts";
import { outputLayerOf } from "../topology.ts";
import type { GpuNetwork } from "./gpu_network.ts";
import { LaneMemory, NUMBER_BYTES } from "./lane_memory.ts";
import { loopPasses } from "./loop_passes.ts";
import type { Passes } from "./passes.ts";
import { exactly, moduleText, type Operand, PtxCode } from "./ptx_code.ts";
import { WORD_BYTES } from "./random_code.ts";
import { RegisterArithmetic } from "./registers.ts";
import { straightPasses } from "./straight_passes.ts";

/** What each function is called with, in this order: addresses in the card's memory, and counts. */
export const GPU_PARAMETERS = {
  /**
   * Learns, in all lanes, the rows at the places from `from` up to, but not including, `to` of an epoch, `epochs` times over.
   * Where `order` is not 0, the row at a place is the number of 32 bits at
   * `order + 4 * (place * orderByPlace + lane * orderByLane)`.
   */
  train: [
    "lanes",
    "laneCount",
    "inputs",
    "targets",
    "order",
    "orderByPlace",
    "orderByLane",
    "from",
    "to",
    "epochs",
  ],
  /** Writes the mean loss of each lane over some rows to `into`, shape [laneCount]. */
  losses: ["lanes", "laneCount", "inputs", "targets", "rowCount", "into"],
  /** Writes what each lane answers to some rows to `into`, shape [rowCount][outputCount][laneCount]. */
  outputs: ["lanes", "laneCount", "inputs", "rowCount", "into"],
} as const;

/** A function of the module. */
export type GpuFunction = keyof typeof GPU_PARAMETERS;

/** The text of the module for a network and the rows that it learns. */
export function gpuModuleText(network: GpuNetwork, rowCount: number): string {
  return moduleText([trainFunction(network, rowCount), lossesFunction(network), outputsFunction(network)]);
}

function passesOf(network: GpuNetwork, memory: LaneMemory): Passes {
  return network.form === "straight" ? straightPasses(network, memory) : loopPasses(network, memory);
}

function trainFunction(network: GpuNetwork, rowCount: number): PtxCode {
  const code = new PtxCode("train", GPU_PARAMETERS.train);
  const memory = new LaneMemory(code);
  const passes = passesOf(network, memory);
  const { topology, learning, outputCount, isAtOnce } = network;
  const batchSize = batchSizeOf(learning, rowCount);
  const [inputs, targets, order] = ["inputs", "targets", "order"].map((name) => code.parameter(name));
  const [from, to] = [code.parameter("from"), code.parameter("to")];
  const ofLane = code.operate("b", "mul.lo.u64", memory.lane, code.parameter("orderByLane"));
  const byPlace = code.parameter("orderByPlace");
  const inBatch = code.operate("b", "rem.u64", from, String(Math.max(1, batchSize)));
  passes.begin();
  code.repeat(code.parameter("epochs"), () => {
    const place = memory.cursor(from);
    const next = code.label();
    code.mark(next);
    const row = rowAt(code, place, { order, byPlace, ofLane });
    passes.learn(
      code.operate("b", "mad.lo.u64", row, String(topology.inputCount * NUMBER_BYTES), inputs),
      code.operate("b", "mad.lo.u64", row, String(outputCount * NUMBER_BYTES), targets),
    );
    code.write(`add.u64 ${place}, ${place}, 1`);
    if (!isAtOnce) endBatch(code, passes, { place, inBatch, batchSize, rowCount });
    code.jumpWhere("lt", place, to, next);
  });
  passes.end();
  return code;
}

interface OrderOperands {
  readonly order: Operand;
  readonly byPlace: Operand;
  readonly ofLane: Operand;
}

/** The row at a place of an epoch. */
function rowAt(code: PtxCode, place: Operand, { order, byPlace, ofLane }: OrderOperands): Operand {
  const row = code.operate("b", "mov.b64", place);
  const known = code.label();
  code.jumpWhere("eq", order, "0", known);
  const index = code.operate("b", "mad.lo.u64", place, byPlace, ofLane);
  const address = code.operate("b", "mad.lo.u64", index, String(WORD_BYTES), order);
  const found = code.operate("w", "ld.global.u32", `[${address}+0]`);
  code.write(`cvt.u64.u32 ${row}, ${found}`);
  code.mark(known);
  return row;
}

interface BatchOperands {
  readonly place: Operand;
  /** Rows of the batch so far. */
  readonly inBatch: Operand;
  readonly batchSize: number;
  readonly rowCount: number;
}

/** Moves the parameters where a batch is whole, or is the last of an epoch. */
function endBatch(
  code: PtxCode,
  passes: Passes,
  { place, inBatch, batchSize, rowCount }: BatchOperands,
): void {
  const rest = rowCount % batchSize;
  const [goOn, mayBeLast] = [code.label(), code.label()];
  code.write(`add.u64 ${inBatch}, ${inBatch}, 1`);
  code.jumpWhere("ne", inBatch, String(batchSize), mayBeLast);
  passes.update(batchSize);
  code.write(`mov.b64 ${inBatch}, 0`);
  code.write(`bra ${goOn}`);
  code.mark(mayBeLast);
  if (rest > 0) {
    code.jumpWhere("ne", place, String(rowCount), goOn);
    passes.update(rest);
    code.write(`mov.b64 ${inBatch}, 0`);
  }
  code.mark(goOn);
}

/** Writes `body` for each row from the first on, with the address of its inputs. */
function forEachRow(code: PtxCode, { topology }: GpuNetwork, body: (input: Operand) => void): void {
  const input = code.operate("b", "mov.b64", code.parameter("inputs"));
  code.repeat(code.parameter("rowCount"), () => {
    body(input);
    code.write(`add.u64 ${input}, ${input}, ${topology.inputCount * NUMBER_BYTES}`);
  });
}

function lossesFunction(network: GpuNetwork): PtxCode {
  const code = new PtxCode("losses", GPU_PARAMETERS.losses);
  const memory = new LaneMemory(code);
  const passes = passesOf(network, memory);
  const { layers, learning, outputCount } = network;
  const o = new RegisterArithmetic(code);
  const outputName = outputLayerOf(layers).activation.name;
  const target = code.operate("b", "mov.b64", code.parameter("targets"));
  const sum = code.operate("d", "mov.f64", exactly(0));
  passes.begin();
  forEachRow(code, network, (input) => {
    const answer = passes.feedforward(input);
    const yTrue = Array.from({ length: outputCount }, (_, k) => memory.loadFrom(target, k * NUMBER_BYTES));
    code.write(`mov.f64 ${sum}, ${o.add(sum, lossOfRow(o, learning.loss, outputName, yTrue, answer))}`);
    code.write(`add.u64 ${target}, ${target}, ${outputCount * NUMBER_BYTES}`);
  });
  const rowCount = code.operate("d", "cvt.rn.f64.u64", code.parameter("rowCount"));
  memory.storeTo(intoOf(code, memory), o.divide(sum, rowCount));
  return code;
}

function outputsFunction(network: GpuNetwork): PtxCode {
  const code = new PtxCode("outputs", GPU_PARAMETERS.outputs);
  const memory = new LaneMemory(code);
  const passes = passesOf(network, memory);
  const into = intoOf(code, memory);
  passes.begin();
  forEachRow(code, network, (input) => {
    for (const output of passes.feedforward(input).activations) {
      memory.storeTo(into, output);
      memory.advance(into, 1);
    }
  });
  return code;
}

/** The first number of the thread's lane in `into`. */
function intoOf(code: PtxCode, { lane }: LaneMemory): Operand {
  return code.operate("b", "mad.lo.u64", lane, String(NUMBER_BYTES), code.parameter("into"));
}
