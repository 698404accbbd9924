// A network's passes as loops over neurons and inputs: code of constant size for any number of weights.
// Why pairs: a vector holds two neurons of one network, so that a single run is as quick as one among many.
// Why tiles: a weighted sum is one long chain of additions. Some pairs of a layer are summed side by side, so that
// there are about eight independent chains, and an activation is loaded once for all of them. Why not step.ts: it knows
// no loop that the code itself makes; the rules are the same entries.
import { immediateStepOf, type Learning } from "../learning.ts";
import type { NeuronActivation } from "../rules/activation_contract.ts";
import { type Outputs, overOutputs } from "../rules/loss.ts";
import { type Column, ColumnWriter, VECTOR_SIZE_BYTES } from "./columns.ts";
import { type FunctionWriter, I32, type Local } from "./instructions.ts";
import { DOUBLE_SIZE_BYTES, type MemoryLayout } from "./memory_layout.ts";
import { laneNumbers, type NetworkCode, trainedNumber } from "./network_code.ts";
import type { PairedLayer } from "./neuron_pairs.ts";
import { halvesOf, moved, type Tile, TileAddresses } from "./tiles.ts";

/** Independent chains that keep two adders of four cycles busy. */
const CHAIN_COUNT = 8;

/** A row: where its first input lies, and whether it is one of those that are trained, of which each lane may have its own. */
interface RowAt {
  readonly input: Local;
  readonly isTrained: boolean;
}

/** Writes code in loops into a function; a column has a vector for each pair of a tile and each lane. */
export function loopCode(code: FunctionWriter, learning: Learning, layout: MemoryLayout): NetworkCode {
  const write = new ColumnWriter(code);
  const { loss } = learning;
  const immediate = immediateStepOf(learning)?.over<Column>(write);
  const lanes = laneNumbers(write, layout);
  const laneOffsets = layout.block.vectorOffsets;
  const tileSize = Math.max(1, Math.floor(CHAIN_COUNT / laneOffsets.length));
  const at = new TileAddresses(layout);
  const { layers } = layout.paired;
  const output = layers[layers.length - 1];
  const outputCount = output.layer.outputCount;

  // Byte offsets from the first neuron or weight of the layer at hand. `from` goes through the neurons below it;
  // in the first layer it is the address of an input.
  const [neuron, weight, from] = [code.local(I32), code.local(I32), code.local(I32)];
  const [tileCounter, fromCounter] = [code.local(I32), code.local(I32)];

  function repeat(counter: Local, count: number, body: () => void): void {
    if (count === 0) return;
    code.setInteger(counter, count);
    code.countDown(counter, body);
  }

  /** Writes `body` for tiles that together are all neurons of a layer; the first one is written on its own. */
  function forEachTile({ pairCount, layer }: PairedLayer, body: (tile: Tile) => void): void {
    code.setInteger(neuron, 0);
    code.setInteger(weight, 0);
    const oddCount = layer.outputCount % 2;
    const evenCount = pairCount - oddCount;
    const first = Math.min(tileSize, evenCount);
    if (first > 0) body({ pairCount: first, isFirst: true, isOdd: false });
    repeat(tileCounter, Math.floor((evenCount - first) / tileSize), () => {
      body({ pairCount: tileSize, isFirst: false, isOdd: false });
    });
    const rest = (evenCount - first) % tileSize;
    if (rest > 0) body({ pairCount: rest, isFirst: false, isOdd: false });
    if (oddCount > 0) body({ pairCount: 1, isFirst: evenCount === 0, isOdd: true });
  }

  function startFrom(index: number, row: RowAt): void {
    if (index === 0) code.copy(row.input, from);
    else code.setInteger(from, 0);
  }

  /** What enters a layer where `from` stands, or some numbers further on, for each pair of a tile. */
  function loadFrom(index: number, { pairCount }: Tile, row: RowAt, further = 0): Column {
    const column = index > 0
      ? write.loadTwice(
        from,
        moved(at.neurons(layout.activations, layers[index - 1]), further * DOUBLE_SIZE_BYTES),
      )
      : row.isTrained
      ? trainedNumber(write, layout, lanes, from, further)
      : write.loadTwice(from, [further * DOUBLE_SIZE_BYTES]);
    return repeated(column, pairCount);
  }

  function advanceFrom(index: number, row: RowAt, count: number): void {
    code.advance(from, count * (index === 0 && row.isTrained ? layout.trainedValueBytes : DOUBLE_SIZE_BYTES));
  }

  function advanceTile({ pairCount }: Tile, { rowSize }: PairedLayer, inputsPassed: number): void {
    code.advance(neuron, pairCount * VECTOR_SIZE_BYTES);
    code.advance(weight, (pairCount * rowSize - inputsPassed) * VECTOR_SIZE_BYTES);
  }

  /** The values of all neurons of the output layer, which are few: each twice in its vector. */
  function loadOutputs(values: number): Column[] {
    const addresses = at.neurons(values, output);
    return Array.from(
      { length: outputCount },
      (_, k) => write.loadTwice(undefined, moved(addresses, k * DOUBLE_SIZE_BYTES)),
    );
  }

  function storeOutputs(values: number, columns: readonly Column[]): void {
    const addresses = at.neurons(values, output);
    columns.forEach((column, k) =>
      write.storeLower(undefined, moved(addresses, k * DOUBLE_SIZE_BYTES), column)
    );
  }

  function writeLayer(index: number, row: RowAt): void {
    const place = layers[index];
    const { layer: { activation, inputCount } } = place;
    forEachTile(place, (tile) => {
      const product = (): Column =>
        write.multiply(write.load(weight, at.weights(tile, place, 0)), loadFrom(index, tile, row));
      startFrom(index, row);
      const sum = write.variable(product());
      repeat(fromCounter, inputCount - 1, () => {
        code.advance(weight, VECTOR_SIZE_BYTES);
        advanceFrom(index, row, 1);
        write.assign(sum, write.add(sum, product()));
      });
      const x = write.add(sum, write.load(neuron, at.biases(tile, place)));
      write.store(neuron, at.neuronsOf(tile, layout.sums, place), x);
      if ("over" in activation) {
        write.store(
          neuron,
          at.neuronsOf(tile, layout.activations, place),
          activation.over(write).value(x),
        );
      }
      advanceTile(tile, place, inputCount - 1);
    });
    if ("overLayer" in activation) {
      storeOutputs(layout.activations, activation.overLayer<Column>(write)(loadOutputs(layout.sums)));
    }
  }

  function writeOutputDeltas(target: Local): void {
    const targetAt = (k: number): Column => trainedNumber(write, layout, lanes, target, k);
    const yPred = loadOutputs(layout.activations);
    if ("forms" in loss) {
      const { deltas } = loss.forms[output.layer.activation.name].overRow<Column>(write);
      storeOutputs(layout.deltas, deltas(yPred.map((_, k) => targetAt(k)), yPred));
      return;
    }
    const { slope } = loss.over<Column>(write);
    const slopes = yPred.map((answer, k) => overOutputs(write, slope(targetAt(k), answer), outputCount));
    storeOutputs(layout.deltas, slopes);
    writeTimesSlopes(output);
  }

  /** Learns about the parameters of a tile that lie at `base` and the addresses, and may be loaded already. */
  function writeLearner(base: Local, addresses: readonly number[], gradients: Column, loaded?: Column): void {
    if (immediate !== undefined) {
      const parameters = loaded ?? write.load(base, addresses);
      return write.store(base, addresses, immediate.update(parameters, gradients));
    }
    const sums = moved(addresses, layout.gradients - layout.values);
    write.store(base, sums, write.add(write.load(base, sums), gradients));
  }

  /** Learns about a layer's parameters and, but for the first layer, leaves the sums of delta * weight below it. */
  function writeLayerLearning(index: number, row: RowAt): void {
    const place = layers[index];
    const rate = immediate === undefined ? undefined : lanes.load(undefined, layout.learningRates);
    const inputs = index === 0 ? [0] : [0, 1]; // at once: the neurons below are pairs again
    forEachTile(place, (tile) => {
      const delta = write.load(neuron, at.neuronsOf(tile, layout.deltas, place));
      const ofInputs = rate === undefined ? delta : immediate!.factor(delta, repeated(rate, tile.pairCount));
      const deltas = index === 0 ? [] : neuronsOf(tile, delta);
      startFrom(index, row);
      repeat(fromCounter, Math.ceil(place.layer.inputCount / inputs.length), () => {
        const weights = index === 0
          ? []
          : inputs.map((input) => write.load(weight, at.weights(tile, place, input)));
        if (index > 0) writeLossBelow(layers[index - 1], tile, deltas, weights);
        for (const input of inputs) {
          const gradients = write.multiply(ofInputs, loadFrom(index, tile, row, input));
          writeLearner(weight, at.weights(tile, place, input), gradients, weights[input]);
        }
        code.advance(weight, inputs.length * VECTOR_SIZE_BYTES);
        advanceFrom(index, row, inputs.length);
      });
      writeLearner(neuron, at.biases(tile, place), ofInputs);
      advanceTile(tile, place, place.rowSize);
    });
  }

  /** The neurons of a tile one after the other, for each a column with a vector a lane: its number twice. */
  function neuronsOf(tile: Tile, pairs: Column): Column[] {
    return pairsOf(tile, pairs).flatMap((pair, index) =>
      halvesOf(tile, index).map((half) => write.halves(half, pair, pair))
    );
  }

  /**
   * Adds delta * weight of each neuron of a tile, in their order, to what the two neurons below have so far.
   *
   * @param deltas of the neurons, each twice in its vectors.
   * @param weights of the pairs, from each of the two neurons below.
   */
  function writeLossBelow(
    below: PairedLayer,
    tile: Tile,
    deltas: readonly Column[],
    weights: readonly Column[],
  ): void {
    const addresses = at.neurons(layout.deltas, below);
    let sums = tile.isFirst ? undefined : write.load(from, addresses);
    const [ofFirst, ofSecond] = weights.map((column) => pairsOf(tile, column));
    const rows = ofFirst.flatMap((first, pair) =>
      halvesOf(tile, pair).map((half) => write.halves(half, first, ofSecond[pair]))
    );
    rows.forEach((row, index) => {
      const term = write.multiply(deltas[index], row);
      sums = sums === undefined ? term : write.add(sums, term);
    });
    write.store(from, addresses, sums!);
  }

  /** A tile's column cut into those of its pairs, with a vector a lane. */
  function pairsOf({ pairCount }: Tile, column: Column): Column[] {
    const { length } = laneOffsets;
    return Array.from({ length: pairCount }, (_, pair) => column.slice(pair * length, (pair + 1) * length));
  }

  /** Turns dL/da in a layer's deltas into dL/dsum, in place. */
  function writeTimesSlopes(place: PairedLayer): void {
    // Only an output layer may be without a slope, and its loss has given the deltas.
    const activation = place.layer.activation as NeuronActivation;
    const [sums, activations, deltas] = [layout.sums, layout.activations, layout.deltas]
      .map((values) => at.neurons(values, place));
    code.setInteger(neuron, 0);
    repeat(tileCounter, place.pairCount, () => {
      const { slope } = activation.over<Column>(write);
      const slopes = slope(write.load(neuron, activations), write.load(neuron, sums));
      write.store(neuron, deltas, write.multiply(write.load(neuron, deltas), slopes));
      code.advance(neuron, VECTOR_SIZE_BYTES);
    });
  }

  function writeFeedforward(input: Local): Outputs<Column>[] {
    layers.forEach((_, index) => writeLayer(index, { input, isTrained: false }));
    return [{ sums: loadOutputs(layout.sums), activations: loadOutputs(layout.activations) }];
  }

  return {
    groups: [lanes],
    writeFeedforward,
    writeLearning(input, target) {
      const row = { input, isTrained: true };
      layers.forEach((_, index) => writeLayer(index, row));
      writeOutputDeltas(target);
      for (let index = layers.length - 1; index >= 0; index--) {
        writeLayerLearning(index, row);
        if (index > 0) writeTimesSlopes(layers[index - 1]);
      }
    },
  };
}

/** The column `times` times under itself; a vector that stands for all stays one. */
function repeated(column: Column, times: number): Column {
  if (times === 1 || column.length === 1) return column;
  return Array.from({ length: times }, () => column).flat();
}
