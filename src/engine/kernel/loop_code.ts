// A network's passes as loops over neurons and inputs: code of constant size for any number of weights.
// Why pairs: a vector holds two neurons of one network, so that a single run is as quick as one among many.
// Why tiles: a weighted sum is one long chain of additions. Some pairs of a layer, or some rows, are summed side by side,
// and what is loaded once serves all of them. Why not step.ts: it knows no loop that the code itself makes; the rules are
// the same entries.
import { immediateStepOf, type Learning } from "../learning.ts";
import type { NeuronActivation } from "../rules/activation_contract.ts";
import { type Outputs, overOutputs } from "../rules/loss.ts";
import { type Column, ColumnWriter, VECTOR_SIZE_BYTES } from "./columns.ts";
import { type FunctionWriter, I32, type Local } from "./instructions.ts";
import { DOUBLE_SIZE_BYTES, type MemoryLayout } from "./memory_layout.ts";
import { type LaneNumbers, laneNumbers, type NetworkCode } from "./network_code.ts";
import type { PairedLayer } from "./neuron_pairs.ts";
import { halvesOf, moved, type Tile, TileAddresses } from "./tiles.ts";

/** Sums side by side: enough to keep two adders busy, and few enough for the registers. */
const CHAIN_COUNT = { ofOneRow: 4, ofRows: 8 };

/** Rows: where the first input of the first one lies, and whether they are trained, of which each lane may have its own. */
interface RowsAt {
  readonly input: Local;
  readonly areTrained: boolean;
}

/**
 * Writes code in loops into a function.
 *
 * @param rowCount how many rows it goes through side by side: one where the parameters move after each.
 */
export function loopCode(
  code: FunctionWriter,
  learning: Learning,
  layout: MemoryLayout,
  rowCount: number,
): NetworkCode {
  const write = new ColumnWriter(code);
  const { loss } = learning;
  const { laneCount, inputCount } = layout;
  const immediate = immediateStepOf(learning)?.over<Column>(write);
  const lanes = laneNumbers(write, layout);
  const chainCount = rowCount === 1 ? CHAIN_COUNT.ofOneRow : CHAIN_COUNT.ofRows;
  const tileSize = Math.max(1, Math.floor(chainCount / (laneCount * rowCount)));
  const at = new TileAddresses(layout, rowCount);
  const { layers } = layout.paired;
  const output = layers[layers.length - 1];
  const { outputCount } = output.layer;

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

  /** Where a number of each row lies, for each lane and row, or where lanes have the same rows, for each row. */
  function offsetsInRows(index: number, countOfRow: number, areTrained: boolean): number[] {
    const bytes = areTrained ? layout.trainedValueBytes : DOUBLE_SIZE_BYTES;
    const ofLane = (lane: number): number[] =>
      Array.from(
        { length: rowCount },
        (_, row) => (row * countOfRow + index) * bytes + lane * DOUBLE_SIZE_BYTES,
      );
    if (!areTrained || layout.rowForm !== "lanes") return ofLane(0);
    return Array.from({ length: laneCount }, (_, lane) => ofLane(lane)).flat();
  }

  function startFrom(index: number, rows: RowsAt): void {
    if (index === 0) code.copy(rows.input, from);
    else code.setInteger(from, 0);
  }

  /** What enters a layer where `from` stands, or some numbers further on, with a vector for each lane and row. */
  function loadFrom(index: number, rows: RowsAt, further = 0): Column {
    if (index === 0) {
      const column = write.loadTwice(from, offsetsInRows(further, inputCount, rows.areTrained));
      return column.length === rowCount ? repeated(column, laneCount) : column;
    }
    const below = at.neurons(layout.activations, layers[index - 1]);
    return write.loadTwice(from, moved(below, further * DOUBLE_SIZE_BYTES));
  }

  function advanceFrom(index: number, rows: RowsAt, count: number): void {
    const bytes = index === 0 && rows.areTrained ? layout.trainedValueBytes : DOUBLE_SIZE_BYTES;
    code.advance(from, count * bytes);
  }

  function advanceTile({ pairCount }: Tile, { rowSize }: PairedLayer, inputsPassed: number): void {
    code.advance(neuron, pairCount * VECTOR_SIZE_BYTES);
    code.advance(weight, (pairCount * rowSize - inputsPassed) * VECTOR_SIZE_BYTES);
  }

  /** The values of all neurons of the output layer, which are few: lanes and rows lie two a vector. */
  function loadOutputs(values: number): Column[] {
    const addresses = at.neurons(values, output);
    return Array.from(
      { length: outputCount },
      (_, k) => write.loadPacked(undefined, moved(addresses, k * DOUBLE_SIZE_BYTES)),
    );
  }

  function storeOutputs(values: number, columns: readonly Column[]): void {
    const addresses = at.neurons(values, output);
    columns.forEach((column, k) =>
      write.storePacked(undefined, moved(addresses, k * DOUBLE_SIZE_BYTES), column)
    );
  }

  function writeLayer(index: number, rows: RowsAt): void {
    const place = layers[index];
    const { activation, inputCount } = place.layer;
    forEachTile(place, (tile) => {
      const weights = (): Column => ofRows(write.load(weight, at.weights(tile, place, 0)));
      const inputs = (): Column => repeated(loadFrom(index, rows), tile.pairCount);
      startFrom(index, rows);
      const sum = write.variable(write.multiply(weights(), inputs()));
      repeat(fromCounter, inputCount - 1, () => {
        code.advance(weight, VECTOR_SIZE_BYTES);
        advanceFrom(index, rows, 1);
        write.assign(sum, write.addProduct(sum, weights(), inputs()));
      });
      const x = write.add(sum, ofRows(write.load(neuron, at.biases(tile, place))));
      write.store(neuron, at.neuronsOf(tile, layout.sums, place), x);
      if ("over" in activation) {
        const value = activation.over<Column>(write).value(x);
        write.store(neuron, at.neuronsOf(tile, layout.activations, place), value);
      }
      advanceTile(tile, place, inputCount - 1);
    });
    if ("overLayer" in activation) {
      storeOutputs(layout.activations, activation.overLayer<Column>(write)(loadOutputs(layout.sums)));
    }
  }

  function writeOutputDeltas(target: Local): void {
    const targetAt = (k: number): Column => {
      const offsets = offsetsInRows(k, outputCount, true);
      return write.loadPacked(target, offsets.length === rowCount ? repeated(offsets, laneCount) : offsets);
    };
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

  /**
   * Learns about the parameters of a tile that lie at `base` and the addresses.
   *
   * @param delta of their neurons, times the learning rate where they move at once.
   * @param entering what is multiplied into it; null for biases.
   * @param loaded the parameters, where they are loaded already.
   */
  function writeLearner(
    base: Local,
    addresses: readonly number[],
    delta: Column,
    entering: Column | null,
    loaded?: Column,
  ): void {
    if (immediate !== undefined) {
      const parameters = loaded ?? write.load(base, addresses);
      const gradients = entering === null ? delta : write.multiply(delta, entering);
      return write.store(base, addresses, immediate.update(parameters, gradients));
    }
    const sums = moved(addresses, layout.gradients - layout.values);
    let sum: Column = write.load(base, sums);
    for (let row = 0; row < rowCount; row++) {
      const ofDelta = ofRow(delta, row);
      sum = entering === null
        ? write.add(sum, ofDelta)
        : write.addProduct(sum, ofDelta, ofRow(entering, row));
    }
    write.store(base, sums, sum);
  }

  /** Learns about a layer's parameters and, but for the first layer, leaves the sums of delta * weight below it. */
  function writeLayerLearning(index: number, rows: RowsAt): void {
    const place = layers[index];
    const rate = immediate === undefined ? undefined : lanes.load(undefined, layout.learningRates);
    const inputs = index === 0 ? [0] : [0, 1]; // at once: the neurons below are pairs again
    forEachTile(place, (tile) => {
      const delta = write.load(neuron, at.neuronsOf(tile, layout.deltas, place));
      const ofInputs = rate === undefined ? delta : immediate!.factor(delta, repeated(rate, tile.pairCount));
      const deltas = index === 0 ? [] : neuronsOf(tile, delta);
      startFrom(index, rows);
      repeat(fromCounter, Math.ceil(place.layer.inputCount / inputs.length), () => {
        const weights = index === 0
          ? []
          : inputs.map((input) => write.load(weight, at.weights(tile, place, input)));
        if (index > 0) writeLossBelow(layers[index - 1], tile, deltas, weights);
        for (const input of inputs) {
          const entering = repeated(loadFrom(index, rows, input), tile.pairCount);
          writeLearner(weight, at.weights(tile, place, input), ofInputs, entering, weights[input]);
        }
        code.advance(weight, inputs.length * VECTOR_SIZE_BYTES);
        advanceFrom(index, rows, inputs.length);
      });
      writeLearner(neuron, at.biases(tile, place), ofInputs, null);
      advanceTile(tile, place, place.rowSize);
    });
  }

  /** The neurons of a tile one after the other, for each a column with a vector for each lane and row: its number twice. */
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
    const [ofFirst, ofSecond] = weights.map((column) => pairsOf(tile, column));
    const turned = ofFirst.flatMap((first, pair) =>
      halvesOf(tile, pair).map((half) => ofRows(write.halves(half, first, ofSecond[pair])))
    );
    const sums = turned.reduce<Column | null>(
      (sum, weight, index) =>
        sum === null ? write.multiply(deltas[index], weight) : write.addProduct(sum, deltas[index], weight),
      tile.isFirst ? null : write.load(from, addresses),
    );
    write.store(from, addresses, sums!);
  }

  /** A tile's column cut into those of its pairs. */
  function pairsOf({ pairCount }: Tile, column: Column): Column[] {
    const height = column.length / pairCount;
    return Array.from({ length: pairCount }, (_, pair) => column.slice(pair * height, (pair + 1) * height));
  }

  /** A column with a vector for each lane as one with a vector for each lane and row. */
  function ofRows(column: Column): Column {
    return rowCount === 1
      ? column
      : column.flatMap((vector) => Array.from({ length: rowCount }, () => vector));
  }

  /** Of a column with a vector for each lane and row, those of one row. */
  function ofRow(column: Column, row: number): Column {
    return rowCount === 1 ? column : column.filter((_, index) => index % rowCount === row);
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

  return {
    rowCount,
    groups: [numbersOfRowsAndLanes(write, layout, rowCount)],
    writeFeedforward(input): Outputs<Column>[] {
      layers.forEach((_, index) => writeLayer(index, { input, areTrained: false }));
      return [{ sums: loadOutputs(layout.sums), activations: loadOutputs(layout.activations) }];
    },
    writeLearning(input, target) {
      const rows = { input, areTrained: true };
      layers.forEach((_, index) => writeLayer(index, rows));
      writeOutputDeltas(target);
      for (let index = layers.length - 1; index >= 0; index--) {
        writeLayerLearning(index, rows);
        if (index > 0) writeTimesSlopes(layers[index - 1]);
      }
    },
  };
}

/** The numbers of some outputs of rows that follow each other: [row][output][lane]. */
function numbersOfRowsAndLanes(write: ColumnWriter, layout: MemoryLayout, rowCount: number): LaneNumbers {
  const { laneCount, outputCount, strideBytes } = layout;
  const offsets = (offset: number): number[] =>
    Array.from({ length: laneCount * rowCount }, (_, index) => {
      const [lane, row] = [Math.floor(index / rowCount), index % rowCount];
      return offset + row * outputCount * strideBytes + lane * DOUBLE_SIZE_BYTES;
    });
  return {
    load: (base, offset) => write.loadPacked(base, offsets(offset)),
    store: (base, offset, column) => write.storePacked(base, offsets(offset), column),
  };
}

/** The items so many times one after the other. */
function repeated(items: readonly number[], times: number): readonly number[] {
  return Array.from({ length: times }, () => items).flat();
}
