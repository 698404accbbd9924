// A network's passes as loops over neurons and inputs: code of constant size for any number of weights.
// Why tiles: a weighted sum is one long chain of additions. Some neurons of a layer are summed side by side, so
// that there are about eight independent chains however few lanes there are, and an activation is loaded once for
// all of them. Why not step.ts: it knows no loop that the code itself makes; the rules are the same entries.
import { immediateStepOf, type Learning } from "../learning.ts";
import type { NeuronActivation } from "../rules/activation_contract.ts";
import { type Outputs, overOutputs } from "../rules/loss.ts";
import { type Layer, layersOf, type Topology } from "../topology.ts";
import { type Column, ColumnWriter } from "./columns.ts";
import { type FunctionWriter, I32, type Local } from "./instructions.ts";
import type { MemoryLayout } from "./memory_layout.ts";
import { type NetworkCode, trainedNumber } from "./network_code.ts";

/** Independent chains that keep two adders of four cycles busy. */
const CHAIN_COUNT = 8;

/** A layer and the addresses of its neurons' values, each [neuron][lane]. */
interface Place {
  readonly layer: Layer;
  readonly sums: number;
  readonly activations: number;
  readonly deltas: number;
}

/** A row: where its first input lies, and whether it is one of those that are trained, of which each lane may have its own. */
interface RowAt {
  readonly input: Local;
  readonly isTrained: boolean;
}

/** Writes code in loops for a topology into a function; all lanes form one column. */
export function loopCode(
  code: FunctionWriter,
  topology: Topology,
  learning: Learning,
  layout: MemoryLayout,
): NetworkCode {
  const write = new ColumnWriter(code);
  const { loss } = learning;
  const immediate = immediateStepOf(learning)?.over<Column>(write);
  const stride = layout.strideBytes;
  const lanes = layout.vectorOffsets;
  const tileSize = Math.max(1, CHAIN_COUNT / lanes.length | 0);
  const places = placesOf(topology, layout);
  const output = places[places.length - 1];

  // Byte offsets from the first neuron or weight of the layer at hand. `from` goes through the neurons below it;
  // in the first layer it is the address of an input.
  const [neuron, weight, from] = [code.local(I32), code.local(I32), code.local(I32)];
  const [tileCounter, fromCounter] = [code.local(I32), code.local(I32)];

  /** The offsets of a value's vectors. */
  function at(address: number): number[] {
    return lanes.map((lane) => address + lane);
  }

  /** Offsets of the vectors of a tile whose neurons are `apart` bytes from each other. */
  function tileOffsets(tile: number, start: number, apart: number): number[] {
    return Array.from({ length: tile }, (_, t) => at(start + t * apart)).flat();
  }

  function weightOffsets(tile: number, { weightOffset, inputCount }: Layer): number[] {
    return tileOffsets(tile, layout.values + weightOffset * stride, inputCount * stride);
  }

  function biasOffsets(tile: number, { biasOffset }: Layer): number[] {
    return tileOffsets(tile, layout.values + biasOffset * stride, stride);
  }

  function repeat(counter: Local, count: number, body: () => void): void {
    if (count === 0) return;
    code.setInteger(counter, count);
    code.countDown(counter, body);
  }

  /** Writes `body` for tiles that together are all neurons of a layer; the first one is written on its own. */
  function forEachTile(neuronCount: number, body: (tile: number, isFirst: boolean) => void): void {
    code.setInteger(neuron, 0);
    code.setInteger(weight, 0);
    const first = Math.min(tileSize, neuronCount);
    body(first, true);
    repeat(tileCounter, Math.floor((neuronCount - first) / tileSize), () => body(tileSize, false));
    const rest = (neuronCount - first) % tileSize;
    if (rest > 0) body(rest, false);
  }

  function startFrom(index: number, row: RowAt): void {
    if (index === 0) code.copy(row.input, from);
    else code.setInteger(from, 0);
  }

  /** The activation that `from` stands at, for each neuron of a tile. */
  function loadFrom(index: number, tile: number, row: RowAt): Column {
    if (index > 0) return repeated(write.load(from, at(places[index - 1].activations)), tile);
    if (!row.isTrained) return write.loadForAll(from, 0);
    const column = trainedNumber(write, layout, from, 0, lanes);
    return layout.rowForm === "lanes" ? repeated(column, tile) : column;
  }

  function advanceFrom(index: number, row: RowAt): void {
    code.advance(from, index > 0 ? stride : row.isTrained ? layout.trainedValueBytes : 8);
  }

  /** The values of all neurons of the output layer, which are few. */
  function loadOutputs(address: number): Column[] {
    return Array.from(
      { length: output.layer.outputCount },
      (_, k) => write.load(undefined, at(address + k * stride)),
    );
  }

  function storeOutputs(address: number, columns: readonly Column[]): void {
    columns.forEach((column, k) => write.store(undefined, at(address + k * stride), column));
  }

  function writeLayer(index: number, row: RowAt): void {
    const { layer, sums, activations } = places[index];
    const { activation } = layer;
    forEachTile(layer.outputCount, (tile) => {
      const product = (): Column =>
        write.multiply(write.load(weight, weightOffsets(tile, layer)), loadFrom(index, tile, row));
      startFrom(index, row);
      const sum = write.variable(product());
      repeat(fromCounter, layer.inputCount - 1, () => {
        code.advance(weight, stride);
        advanceFrom(index, row);
        write.assign(sum, write.add(sum, product()));
      });
      const x = write.add(sum, write.load(neuron, biasOffsets(tile, layer)));
      write.store(neuron, tileOffsets(tile, sums, stride), x);
      if ("over" in activation) {
        write.store(neuron, tileOffsets(tile, activations, stride), activation.over(write).value(x));
      }
      code.advance(neuron, tile * stride);
      code.advance(weight, stride + (tile - 1) * layer.inputCount * stride);
    });
    if ("overLayer" in activation) {
      storeOutputs(activations, activation.overLayer<Column>(write)(loadOutputs(sums)));
    }
  }

  function writeOutputDeltas(target: Local): void {
    const { layer, activations, deltas } = output;
    const targetAt = (k: number): Column => trainedNumber(write, layout, target, k, lanes);
    if ("forms" in loss) {
      const yTrue = Array.from({ length: layer.outputCount }, (_, k) => targetAt(k));
      const { deltas: deltasOf } = loss.forms[layer.activation.name].overRow<Column>(write);
      storeOutputs(deltas, deltasOf(yTrue, loadOutputs(activations)));
      return;
    }
    const { slope } = loss.over<Column>(write);
    const slopes = loadOutputs(activations).map((yPred, k) =>
      overOutputs(write, slope(targetAt(k), yPred), layer.outputCount)
    );
    storeOutputs(deltas, slopes);
    writeTimesSlopes(places.length - 1);
  }

  /** Learns about the parameters of a tile that lie at `base + offsets`. */
  function writeLearner(
    base: Local,
    offsets: readonly number[],
    parameters: Column,
    gradients: Column,
  ): void {
    if (immediate !== undefined) return write.store(base, offsets, immediate.update(parameters, gradients));
    const sums = offsets.map((offset) => offset + layout.gradients - layout.values);
    write.store(base, sums, write.add(write.load(base, sums), gradients));
  }

  /** Learns about a layer's parameters and, but for the first layer, leaves the sums of delta * weight below it. */
  function writeLayerLearning(index: number, row: RowAt): void {
    const { layer, deltas } = places[index];
    const ups = index === 0 ? undefined : at(places[index - 1].deltas);
    const rate = immediate === undefined ? undefined : write.load(undefined, at(layout.learningRates));
    forEachTile(layer.outputCount, (tile, isFirst) => {
      const delta = write.load(neuron, tileOffsets(tile, deltas, stride));
      const ofInputs = rate === undefined ? delta : immediate!.factor(delta, repeated(rate, tile));
      startFrom(index, row);
      repeat(fromCounter, layer.inputCount, () => {
        const weights = write.load(weight, weightOffsets(tile, layer));
        if (ups !== undefined) {
          let terms = write.multiply(delta, weights);
          let up = isFirst ? undefined : write.load(from, ups);
          for (; terms.length > 0; terms = terms.slice(lanes.length)) {
            const term = terms.slice(0, lanes.length);
            up = up === undefined ? term : write.add(up, term);
          }
          write.store(from, ups, up!);
        }
        const gradients = write.multiply(ofInputs, loadFrom(index, tile, row));
        writeLearner(weight, weightOffsets(tile, layer), weights, gradients);
        code.advance(weight, stride);
        advanceFrom(index, row);
      });
      const biases = write.load(neuron, biasOffsets(tile, layer));
      writeLearner(neuron, biasOffsets(tile, layer), biases, ofInputs);
      code.advance(neuron, tile * stride);
      code.advance(weight, (tile - 1) * layer.inputCount * stride);
    });
  }

  /** Turns dL/da in a layer's deltas into dL/dsum, in place. */
  function writeTimesSlopes(index: number): void {
    const { layer, sums, activations, deltas } = places[index];
    // Only an output layer may be without a slope, and its loss has given the deltas.
    const activation = layer.activation as NeuronActivation;
    code.setInteger(neuron, 0);
    repeat(tileCounter, layer.outputCount, () => {
      const { slope } = activation.over<Column>(write);
      const slopes = slope(write.load(neuron, at(activations)), write.load(neuron, at(sums)));
      write.store(neuron, at(deltas), write.multiply(write.load(neuron, at(deltas)), slopes));
      code.advance(neuron, stride);
    });
  }

  function writeFeedforward(input: Local): Outputs<Column>[] {
    places.forEach((_, index) => writeLayer(index, { input, isTrained: false }));
    return [{ sums: loadOutputs(output.sums), activations: loadOutputs(output.activations) }];
  }

  return {
    groups: [lanes],
    writeFeedforward,
    writeLearning(input, target) {
      const row = { input, isTrained: true };
      places.forEach((_, index) => writeLayer(index, row));
      writeOutputDeltas(target);
      for (let index = places.length - 1; index >= 0; index--) {
        writeLayerLearning(index, row);
        if (index > 0) writeTimesSlopes(index - 1);
      }
    },
  };
}

function placesOf(topology: Topology, layout: MemoryLayout): Place[] {
  return layersOf(topology).map((layer) => {
    const offset = layer.firstNeuron * layout.strideBytes;
    const { sums, activations, deltas } = layout;
    return { layer, sums: sums + offset, activations: activations + offset, deltas: deltas + offset };
  });
}

/** The column `times` times under itself; a vector that stands for all lanes stays one. */
function repeated(column: Column, times: number): Column {
  if (times === 1) return column;
  return Array.from({ length: times }, () => column).flat();
}
