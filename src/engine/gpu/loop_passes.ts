// A network's passes as loops, with all numbers in memory: code of constant size for any number of weights.
// Why not step.ts: it knows no loop that the code itself makes; the rules are the same entries.
// What must not change: all deltas are known before the first parameter moves.
import type { Cells } from "../cells.ts";
import { firstOutputOf, type Layer } from "../layers.ts";
import type { NeuronActivation } from "../rules/activation_contract.ts";
import { isMatchedLoss, lossSlopesOfRow, type Outputs } from "../rules/loss.ts";
import { biasCount, outputLayerOf, parameterCount, weightCount } from "../topology.ts";
import { type ParameterKind, placeOfCell, updateOver } from "../update.ts";
import { ConvLoops } from "./conv_loops.ts";
import type { Cursor } from "./cursor.ts";
import { DenseLoops } from "./dense_loops.ts";
import type { GpuNetwork } from "./gpu_network.ts";
import { type LaneMemory, NUMBER_BYTES } from "./lane_memory.ts";
import { type LayerLoops, Loops, type NeuronValues } from "./loops.ts";
import { MaxpoolLoops } from "./maxpool_loops.ts";
import type { Passes } from "./passes.ts";
import type { Operand } from "./ptx_code.ts";
import { RnnLoops } from "./rnn_loops.ts";

/** Writes code in loops into the function of a lane's memory. */
export function loopPasses(network: GpuNetwork, memory: LaneMemory): Passes {
  return new LoopPasses(new Loops(network, memory));
}

function loopsOf(loops: Loops, layer: Layer): LayerLoops {
  switch (layer.kind) {
    case "dense":
      return new DenseLoops(loops, layer);
    case "conv":
      return new ConvLoops(loops, layer);
    case "maxpool":
      return new MaxpoolLoops(loops, layer);
    case "rnn":
      return new RnnLoops(loops, layer);
  }
}

class LoopPasses implements Passes {
  readonly #layers: readonly LayerLoops[];
  readonly #output;

  constructor(readonly loops: Loops) {
    this.#layers = loops.network.layers.map((layer) => loopsOf(loops, layer));
    this.#output = outputLayerOf(loops.network.layers);
  }

  begin(): void {}

  feedforward(input: Operand): Outputs<Operand> {
    this.#forward(input);
    return { sums: this.#loadOutputs("sums"), activations: this.#loadOutputs("activations") };
  }

  learn(input: Operand, target: Operand): void {
    const { layers } = this.loops.network;
    this.#forward(input);
    this.#writeOutputDeltas(target);
    for (let index = layers.length - 1; index > 0; index--) {
      this.#layers[index].passDown();
      this.#multiplySlopes(layers[index - 1]);
    }
    for (const layer of this.#layers) layer.learn(input);
  }

  update(rowCount: number): void {
    const { loops, loops: { o, memory, network: { learning, places } } } = this;
    const kept = loops.variable(o.constant(0));
    const ofSteps: Cells<Operand> = {
      get: (index) => memory.load(places.values.ofSteps + index),
      set: (index, value) => memory.store(places.values.ofSteps + index, value),
    };
    const scratch: Cells<Operand> = {
      get: () => loops.variable(kept),
      set: (_index, value) => loops.assign(kept, value),
    };
    const each = (which: ParameterKind, visit: (cells: Cells<Operand>) => void): void =>
      this.#forEachParameter(which, visit);
    const rate = memory.load(places.learningRate);
    updateOver(o, learning)({ each, inDrawOrder: each, ofSteps, scratch }, rate, rowCount);
  }

  end(): void {}

  #forward(input: Operand): void {
    for (const layer of this.#layers) layer.forward(input);
    const { activation } = this.#output;
    if (!("overLayer" in activation)) return;
    const valuesOf = activation.overLayer<Operand>(this.loops.o);
    this.#storeOutputs("activations", valuesOf(this.#loadOutputs("sums")));
  }

  #writeOutputDeltas(target: Operand): void {
    const { o, memory, network: { learning: { loss }, outputCount } } = this.loops;
    const { activation } = this.#output;
    const yTrue = Array.from({ length: outputCount }, (_, k) => memory.loadFrom(target, k * NUMBER_BYTES));
    const yPred = this.#loadOutputs("activations");
    if (isMatchedLoss(loss)) {
      const { deltas } = loss.forms[activation.name].overRow<Operand>(o);
      return this.#storeOutputs("deltas", deltas(yTrue, yPred));
    }
    const slopes = lossSlopesOfRow<Operand>(o, loss, yTrue, yPred);
    // Only a layer whose loss is made for it may be without a slope of its own.
    const rule = (activation as NeuronActivation).over<Operand>(o);
    const sums = this.#loadOutputs("sums");
    this.#storeOutputs("deltas", slopes.map((up, k) => o.multiply(up, rule.slope(yPred[k], sums[k]))));
  }

  /** Turns dL/da of what leaves a layer into dL/dsum, in place; a max-pool has no sums. */
  #multiplySlopes(layer: Layer): void {
    if (layer.kind === "maxpool") return;
    const { loops, loops: { o, memory: { code } } } = this;
    // Only an output layer may be without a slope.
    const { slope } = (layer.activation as NeuronActivation).over<Operand>(o);
    const [sum, activation, delta] = (["sums", "activations", "deltas"] as const)
      .map((values) => loops.atNeuron(values, firstOutputOf(layer)));
    code.repeat(layer.outputCount, () => {
      delta.store(o.multiply(delta.load(), slope(activation.load(), sum.load())));
      for (const cursor of [sum, activation, delta]) cursor.move(1);
    });
  }

  #loadOutputs(values: NeuronValues): Operand[] {
    const { memory, network: { places, outputCount } } = this.loops;
    const first = places[values] + this.#output.firstNeuron;
    return Array.from({ length: outputCount }, (_, k) => memory.load(first + k));
  }

  #storeOutputs(values: NeuronValues, numbers: readonly Operand[]): void {
    const { memory, network: { places } } = this.loops;
    const first = places[values] + this.#output.firstNeuron;
    numbers.forEach((number, k) => memory.store(first + k, number));
  }

  #forEachParameter(which: ParameterKind, visit: (cells: Cells<Operand>) => void): void {
    const { topology } = this.loops.network;
    const weights = weightCount(topology);
    const [from, count] = which === "weights" ? [0, weights] : [weights, biasCount(topology)];
    const parameter = this.loops.at(from);
    this.loops.memory.code.repeat(count, () => {
      visit(this.#cellsAt(parameter));
      parameter.move(1);
    });
  }

  /** The cells of the parameter at a cursor, see `PARAMETER_CELL`. */
  #cellsAt(parameter: Cursor): Cells<Operand> {
    const { network: { topology, places } } = this.loops;
    const count = parameterCount(topology);
    const at = (cell: number): Cursor => parameter.beyond(placeOfCell(cell, places.values.gradients, count));
    return { get: (cell) => at(cell).load(), set: (cell, value) => at(cell).store(value) };
  }
}
