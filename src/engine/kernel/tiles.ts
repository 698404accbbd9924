// Some pairs of neurons that code in loops computes side by side, and where their numbers lie.
// What must not change: the vectors of a column follow each other pair by pair, in a pair lane by lane, in a lane row by row.
import { VECTOR_SIZE_BYTES } from "./columns.ts";
import type { Half } from "./instructions.ts";
import { DOUBLE_SIZE_BYTES, type MemoryLayout } from "./memory_layout.ts";
import type { PairedLayer } from "./neuron_pairs.ts";

/** Some pairs of neurons of a layer. */
export interface Tile {
  readonly pairCount: number;
  /** Whether they are the first of their layer. */
  readonly isFirst: boolean;
  /** Whether the partner in the last pair is none. */
  readonly isOdd: boolean;
}

/** Which neurons of a tile's pair there are: the partner in the last one may be none. */
export function halvesOf({ pairCount, isOdd }: Tile, pair: number): readonly Half[] {
  return isOdd && pair === pairCount - 1 ? ["lower"] : ["lower", "upper"];
}

/** Each address so many bytes further on. */
export function moved(addresses: readonly number[], bytes: number): number[] {
  return addresses.map((address) => address + bytes);
}

/**
 * Where the vectors of a column lie, from the first pair, or the first input, of a layer. Parameters have a vector for each
 * pair and lane; values of neurons one for each pair, lane and row.
 */
export class TileAddresses {
  readonly #layout: MemoryLayout;
  readonly #rowCount: number;

  /** @param rowCount rows side by side. */
  constructor(layout: MemoryLayout, rowCount: number) {
    this.#layout = layout;
    this.#rowCount = rowCount;
  }

  /** The weights of a tile from an input. */
  weights({ pairCount }: Tile, { firstWeight, rowSize }: PairedLayer, input: number): number[] {
    return this.#ofPairs(pairCount, firstWeight + input * 2, rowSize * VECTOR_SIZE_BYTES);
  }

  /** The biases of a tile. */
  biases({ pairCount }: Tile, { firstBias }: PairedLayer): number[] {
    return this.#ofPairs(pairCount, firstBias, VECTOR_SIZE_BYTES);
  }

  /** Values of a layer's first pair of neurons, or of its first neuron. */
  neurons(values: number, { firstNeuron }: PairedLayer): number[] {
    const { laneCount, rowsAtOnce, paired } = this.#layout;
    const ofRow = (lane: number, row: number): number =>
      values + ((lane * rowsAtOnce + row) * paired.neuronSize + firstNeuron) * DOUBLE_SIZE_BYTES;
    return Array.from(
      { length: laneCount },
      (_, lane) => Array.from({ length: this.#rowCount }, (_, row) => ofRow(lane, row)),
    ).flat();
  }

  /** Values of a tile's neurons. */
  neuronsOf({ pairCount }: Tile, values: number, place: PairedLayer): number[] {
    const addresses = this.neurons(values, place);
    return Array.from({ length: pairCount }, (_, pair) => moved(addresses, pair * VECTOR_SIZE_BYTES)).flat();
  }

  /** Parameters of each of some pairs, which are `apart` bytes from each other, and each lane. */
  #ofPairs(pairCount: number, first: number, apart: number): number[] {
    const { values, block: { vectorOffsets } } = this.#layout;
    const addresses = moved(vectorOffsets, values + first * DOUBLE_SIZE_BYTES);
    return Array.from({ length: pairCount }, (_, pair) => moved(addresses, pair * apart)).flat();
  }
}
