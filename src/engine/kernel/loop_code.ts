// A network's passes as loops over neurons and inputs: code of constant size for any number of weights.
// Why tiles: a weighted sum is one long chain of additions. Some neurons of a layer are summed side by side, so
// that there are about eight independent chains however few lanes there are, and an activation is loaded once for
// all of them.
import { type Layer, layersOf, type Topology } from "../topology.ts";
import { writeActivation, writeTimesSlope } from "./activation_code.ts";
import { type Column, ColumnWriter } from "./columns.ts";
import { type FunctionWriter, I32, type Local } from "./instructions.ts";
import type { MemoryLayout } from "./memory_layout.ts";
import type { NetworkCode } from "./network_code.ts";

/** Independent chains that keep two adders of four cycles busy. */
const CHAIN_COUNT = 8;

/** A layer and the addresses of its neurons' values, each [neuron][lane]. */
interface Place {
  readonly layer: Layer;
  readonly activations: number;
  readonly deltas: number;
}

/** Writes code in loops for a topology into a function; all lanes form one column. */
export function loopCode(code: FunctionWriter, topology: Topology, layout: MemoryLayout): NetworkCode {
  const write = new ColumnWriter(code);
  const stride = layout.strideBytes;
  const lanes = layout.vectorOffsets;
  const tileSize = Math.max(1, CHAIN_COUNT / lanes.length | 0);
  const places = placesOf(topology, layout);
  const output = places[places.length - 1];

  // Byte offsets from the first neuron or weight of the layer at hand. `from` goes through the neurons below it;
  // in the first layer it is the address of an input.
  const [neuron, weight, from] = [code.local(I32), code.local(I32), code.local(I32)];
  const [tileCounter, fromCounter] = [code.local(I32), code.local(I32)];

  /** Offsets of the vectors of a tile whose neurons are `apart` bytes from each other. */
  const tileOffsets = (tile: number, start: number, apart: number): number[] =>
    Array.from({ length: tile }, (_, t) => lanes.map((lane) => start + t * apart + lane)).flat();
  const weightOffsets = (tile: number, { weightOffset, inputCount }: Layer): number[] =>
    tileOffsets(tile, layout.parameters + weightOffset * stride, inputCount * stride);
  const biasOffsets = (tile: number, { biasOffset }: Layer): number[] =>
    tileOffsets(tile, layout.parameters + biasOffset * stride, stride);

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

  function startFrom(index: number, input: Local): void {
    if (index === 0) code.copy(input, from);
    else code.setInteger(from, 0);
  }
  /** The activation that `from` stands at, for each neuron of a tile. */
  function loadFrom(index: number, tile: number): Column {
    if (index === 0) return write.loadForAll(from, 0);
    const column = write.load(from, lanes.map((lane) => places[index - 1].activations + lane));
    return repeated(column, tile);
  }
  const advanceFrom = (index: number): void => code.advance(from, index === 0 ? 8 : stride);

  function writeLayer(index: number, input: Local): void {
    const { layer, activations } = places[index];
    forEachTile(layer.outputCount, (tile) => {
      const product = (): Column =>
        write.multiply(write.load(weight, weightOffsets(tile, layer)), loadFrom(index, tile));
      startFrom(index, input);
      const sum = write.variable(product());
      repeat(fromCounter, layer.inputCount - 1, () => {
        code.advance(weight, stride);
        advanceFrom(index);
        write.assign(sum, write.add(sum, product()));
      });
      const x = write.add(sum, write.load(neuron, biasOffsets(tile, layer)));
      const a = writeActivation(write, layer.activation, x);
      write.store(neuron, tileOffsets(tile, activations, stride), a);
      code.advance(neuron, tile * stride);
      code.advance(weight, stride + (tile - 1) * layer.inputCount * stride);
    });
  }

  function writeOutputDelta(target: Local): void {
    const yPred = write.load(undefined, lanes.map((lane) => output.activations + lane));
    const error = write.subtract(write.loadForAll(target, 0), yPred);
    const slopeOfLoss = write.multiply(write.constant(-2), error);
    const delta = writeTimesSlope(write, topology.output, slopeOfLoss, yPred);
    write.store(undefined, lanes.map((lane) => output.deltas + lane), delta);
  }

  /** Moves a layer's parameters and, but for the first layer, leaves the sums of delta * weight below it. */
  function writeLayerStep(index: number, input: Local): void {
    const { layer, deltas } = places[index];
    const ups = index === 0 ? undefined : lanes.map((lane) => places[index - 1].deltas + lane);
    const rate = write.load(undefined, lanes.map((lane) => layout.learningRates + lane));
    forEachTile(layer.outputCount, (tile, isFirst) => {
      const delta = write.load(neuron, tileOffsets(tile, deltas, stride));
      const stepSize = write.multiply(repeated(rate, tile), delta);
      startFrom(index, input);
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
        const moved = write.subtract(weights, write.multiply(stepSize, loadFrom(index, tile)));
        write.store(weight, weightOffsets(tile, layer), moved);
        code.advance(weight, stride);
        advanceFrom(index);
      });
      const biases = write.load(neuron, biasOffsets(tile, layer));
      write.store(neuron, biasOffsets(tile, layer), write.subtract(biases, stepSize));
      code.advance(neuron, tile * stride);
      code.advance(weight, (tile - 1) * layer.inputCount * stride);
    });
  }

  /** Turns the sums that a step left in a layer's deltas into dL/dsum, in place. */
  function writeTimesSlopes(index: number): void {
    const { layer, activations, deltas } = places[index];
    code.setInteger(neuron, 0);
    repeat(tileCounter, layer.outputCount, () => {
      const at = lanes.map((lane) => deltas + lane);
      const a = write.load(neuron, lanes.map((lane) => activations + lane));
      write.store(neuron, at, writeTimesSlope(write, layer.activation, write.load(neuron, at), a));
      code.advance(neuron, stride);
    });
  }

  function writeFeedforward(input: Local): Column[] {
    places.forEach((_, index) => writeLayer(index, input));
    return [write.load(undefined, lanes.map((lane) => output.activations + lane))];
  }

  return {
    columnOffsets: [lanes],
    writeFeedforward,
    writeStep(input, target) {
      writeFeedforward(input);
      writeOutputDelta(target);
      for (let index = places.length - 1; index >= 0; index--) {
        writeLayerStep(index, input);
        if (index > 0) writeTimesSlopes(index - 1);
      }
    },
  };
}

function placesOf(topology: Topology, layout: MemoryLayout): Place[] {
  let { activations, deltas } = layout;
  return layersOf(topology).map((layer) => {
    const place = { layer, activations, deltas };
    activations += layer.outputCount * layout.strideBytes;
    deltas += layer.outputCount * layout.strideBytes;
    return place;
  });
}

/** The column `times` times under itself; a vector that stands for all lanes stays one. */
function repeated(column: Column, times: number): Column {
  if (times === 1) return column;
  return Array.from({ length: times }, () => column).flat();
}
