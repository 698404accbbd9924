// A dense layer's passes as WebAssembly: dense.ts in loops over tiles of neurons, two neurons of one network a vector.
// Why pairs: a single run is as quick as one among many. Why tiles: a weighted sum is one long chain of additions; some pairs
// of the layer, or some rows, are summed side by side, and what is loaded once serves all of them.
import { immediateStepOf, type Learning } from "../learning.ts";
import type { DenseLayer } from "../layers.ts";
import type { ImmediateFunctions } from "../rules/optimizer_contract.ts";
import type { Column } from "./columns.ts";
import type { Local } from "./instructions.ts";
import { type LoopWalk, repeated, type RowsAt } from "./loop_walk.ts";
import type { MemoryLayout } from "./memory_layout.ts";
import { laneNumbers } from "./network_code.ts";
import type { PairedLayer } from "./neuron_pairs.ts";
import { halvesOf, moved, type Tile } from "./tiles.ts";

/** The code of one dense layer. */
export class DenseCode {
  readonly #walk: LoopWalk;
  readonly #layout: MemoryLayout;
  readonly #index: number;
  readonly #place: PairedLayer<DenseLayer>;
  /** The step, where one is made after each row; null where gradients are summed up for it. */
  readonly #immediate: ImmediateFunctions<Column> | null;

  /** @param index of the layer in the network. */
  constructor(
    walk: LoopWalk,
    learning: Learning,
    layout: MemoryLayout,
    index: number,
    place: PairedLayer<DenseLayer>,
  ) {
    this.#walk = walk;
    this.#layout = layout;
    this.#index = index;
    this.#place = place;
    this.#immediate = immediateStepOf(learning)?.over<Column>(walk.write) ?? null;
  }

  /** Sends rows forward. */
  forward(rows: RowsAt): void {
    const walk = this.#walk;
    const { write, at, neuron, weight } = walk;
    const [index, place, layout] = [this.#index, this.#place, this.#layout];
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

  /** Learns about the layer's parameters and, but for the first layer, leaves the sums of delta * weight below it. */
  learn(rows: RowsAt): void {
    const walk = this.#walk;
    const { write, at, neuron, weight } = walk;
    const [index, place, layout] = [this.#index, this.#place, this.#layout];
    const rate = this.#immediate === null
      ? null
      : laneNumbers(write, layout).load(undefined, layout.learningRates);
    const inputs = index === 0 ? [0] : [0, 1]; // at once: the neurons below are pairs again
    walk.forEachTile(place, (tile) => {
      const delta = write.load(neuron, at.neuronsOf(tile, layout.deltas, place));
      const ofInputs = rate === null ? delta : this.#immediate!.factor(delta, repeated(rate, tile.pairCount));
      const deltas = index === 0 ? [] : this.#neuronsOf(tile, delta);
      walk.startFrom(index, rows);
      walk.repeatFrom(Math.ceil(place.layer.inputCount / inputs.length), () => {
        const weights = index === 0
          ? []
          : inputs.map((input) => write.load(weight, at.weights(tile, place, input)));
        if (index > 0) this.#writeLossBelow(tile, deltas, weights);
        for (const input of inputs) {
          const entering = walk.loadFrom(index, tile, rows, input);
          this.#learnSome(weight, at.weights(tile, place, input), ofInputs, entering, weights[input]);
        }
        walk.advanceFrom(index, rows, inputs.length);
      });
      this.#learnSome(neuron, at.biases(tile, place), ofInputs, null);
      walk.advanceTile(tile, place, place.rowSize);
    });
  }

  /**
   * Learns about the parameters of a tile that lie at `base` and the addresses.
   *
   * @param delta of their neurons, times the learning rate where they move at once.
   * @param entering what is multiplied into it; null for biases.
   * @param loaded the parameters, where they are loaded already.
   */
  #learnSome(
    base: Local,
    addresses: readonly number[],
    delta: Column,
    entering: Column | null,
    loaded?: Column,
  ): void {
    const walk = this.#walk;
    const { write } = walk;
    if (this.#immediate !== null) {
      const parameters = loaded ?? write.load(base, addresses);
      const gradients = entering === null ? delta : write.multiply(delta, entering);
      return write.store(base, addresses, this.#immediate.update(parameters, gradients));
    }
    const sums = moved(addresses, this.#layout.gradients - this.#layout.values);
    let sum: Column = write.load(base, sums);
    for (let row = 0; row < walk.rowCount; row++) {
      const ofDelta = walk.ofRow(delta, row);
      sum = entering === null
        ? write.add(sum, ofDelta)
        : write.addProduct(sum, ofDelta, walk.ofRow(entering, row));
    }
    write.store(base, sums, sum);
  }

  /** The neurons of a tile one after the other, for each a column with a vector for each lane and row: its number twice. */
  #neuronsOf(tile: Tile, pairs: Column): Column[] {
    const { write } = this.#walk;
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
  #writeLossBelow(tile: Tile, deltas: readonly Column[], weights: readonly Column[]): void {
    const walk = this.#walk;
    const { write, at, from } = walk;
    const addresses = at.neurons(this.#layout.deltas, this.#layout.paired.layers[this.#index - 1]);
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
}

/** A tile's column cut into those of its pairs. */
function pairsOf({ pairCount }: Tile, column: Column): Column[] {
  const height = column.length / pairCount;
  return Array.from({ length: pairCount }, (_, pair) => column.slice(pair * height, (pair + 1) * height));
}
