// A network's passes as loops over neurons and inputs: code of constant size for any number of weights.
// Why pairs: a vector holds two neurons of one network, so that a single run is as quick as one among many.
// Why tiles: a weighted sum is one long chain of additions. Some pairs of a layer, or some rows, are summed side by side,
// and what is loaded once serves all of them. Why not step.ts: it knows no loop that the code itself makes; the rules are
// the same entries.
import { immediateStepOf, type Learning } from "../learning.ts";
import type { NeuronActivation } from "../rules/activation_contract.ts";
import { overOutputs } from "../rules/loss.ts";
import type { Column } from "./columns.ts";
import type { FunctionWriter, Local } from "./instructions.ts";
import { LoopWalk, repeated, type RowsAt } from "./loop_walk.ts";
import type { MemoryLayout } from "./memory_layout.ts";
import { laneNumbers, type NetworkCode, numbersOfOutputs } from "./network_code.ts";
import type { PairedLayer } from "./neuron_pairs.ts";
import { halvesOf, moved, type Tile } from "./tiles.ts";

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
  const walk = new LoopWalk(code, layout, rowCount);
  const { write, at, neuron, weight, from } = walk;
  const { loss } = learning;
  const immediate = immediateStepOf(learning)?.over<Column>(write);
  const { layers } = layout.paired;
  const output = layers[layers.length - 1];

  function writeLayer(index: number, rows: RowsAt): void {
    const place = layers[index];
    const { activation, inputCount } = place.layer;
    walk.forEachTile(place, (tile) => {
      const weights = (): Column => walk.ofRows(write.load(weight, at.weights(tile, place, 0)));
      walk.startFrom(index, rows);
      const sum = write.variable(write.multiply(weights(), walk.loadFrom(index, tile, rows)));
      walk.repeatFrom(inputCount - 1, () => {
        walk.advanceFrom(index, rows, 1);
        write.assign(sum, write.addProduct(sum, weights(), walk.loadFrom(index, tile, rows)));
      });
      const x = write.add(sum, walk.ofRows(write.load(neuron, at.biases(tile, place))));
      write.store(neuron, at.neuronsOf(tile, layout.sums, place), x);
      if ("over" in activation) {
        const value = activation.over<Column>(write).value(x);
        write.store(neuron, at.neuronsOf(tile, layout.activations, place), value);
      }
      walk.advanceTile(tile, place, inputCount - 1);
    });
    if ("overLayer" in activation) {
      const values = activation.overLayer<Column>(write)(walk.loadOutputs(layout.sums));
      walk.storeOutputs(layout.activations, values);
    }
  }

  function writeOutputDeltas(target: Local): void {
    const yPred = walk.loadOutputs(layout.activations);
    const yTrue = yPred.map((_, k) => walk.loadTarget(target, k));
    if ("forms" in loss) {
      const { deltas } = loss.forms[output.layer.activation.name].overRow<Column>(write);
      walk.storeOutputs(layout.deltas, deltas(yTrue, yPred));
      return;
    }
    const { slope } = loss.over<Column>(write);
    const slopes = yPred.map((answer, k) => overOutputs(write, slope(yTrue[k], answer), yPred.length));
    walk.storeOutputs(layout.deltas, slopes);
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
      const ofDelta = walk.ofRow(delta, row);
      sum = entering === null
        ? write.add(sum, ofDelta)
        : write.addProduct(sum, ofDelta, walk.ofRow(entering, row));
    }
    write.store(base, sums, sum);
  }

  /** Learns about a layer's parameters and, but for the first layer, leaves the sums of delta * weight below it. */
  function writeLayerLearning(index: number, rows: RowsAt): void {
    const place = layers[index];
    const rate = immediate === undefined
      ? undefined
      : laneNumbers(write, layout).load(undefined, layout.learningRates);
    const inputs = index === 0 ? [0] : [0, 1]; // at once: the neurons below are pairs again
    walk.forEachTile(place, (tile) => {
      const delta = write.load(neuron, at.neuronsOf(tile, layout.deltas, place));
      const ofInputs = rate === undefined ? delta : immediate!.factor(delta, repeated(rate, tile.pairCount));
      const deltas = index === 0 ? [] : neuronsOf(tile, delta);
      walk.startFrom(index, rows);
      walk.repeatFrom(Math.ceil(place.layer.inputCount / inputs.length), () => {
        const weights = index === 0
          ? []
          : inputs.map((input) => write.load(weight, at.weights(tile, place, input)));
        if (index > 0) writeLossBelow(layers[index - 1], tile, deltas, weights);
        for (const input of inputs) {
          const entering = walk.loadFrom(index, tile, rows, input);
          writeLearner(weight, at.weights(tile, place, input), ofInputs, entering, weights[input]);
        }
        walk.advanceFrom(index, rows, inputs.length);
      });
      writeLearner(neuron, at.biases(tile, place), ofInputs, null);
      walk.advanceTile(tile, place, place.rowSize);
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
      halvesOf(tile, pair).map((half) => walk.ofRows(write.halves(half, first, ofSecond[pair])))
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

  /** Turns dL/da in a layer's deltas into dL/dsum, in place. */
  function writeTimesSlopes(place: PairedLayer): void {
    // Only an output layer may be without a slope, and its loss has given the deltas.
    const activation = place.layer.activation as NeuronActivation;
    const [sums, activations, deltas] = [layout.sums, layout.activations, layout.deltas]
      .map((values) => at.neurons(values, place));
    walk.forEachPair(place, () => {
      const { slope } = activation.over<Column>(write);
      const slopes = slope(write.load(neuron, activations), write.load(neuron, sums));
      write.store(neuron, deltas, write.multiply(write.load(neuron, deltas), slopes));
    });
  }

  return {
    groups: [numbersOfOutputs(write, layout, rowCount)],
    writeFeedforward(input) {
      layers.forEach((_, index) => writeLayer(index, { input, areTrained: false }));
      return [{ sums: walk.loadOutputs(layout.sums), activations: walk.loadOutputs(layout.activations) }];
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
