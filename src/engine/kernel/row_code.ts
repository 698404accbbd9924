// What the code of convolutions, max-pools and recurrences has in common: one row of one network at a time.
// Why one: their neurons or filters are many enough to fill the vectors, and sentences of unequal length cost nothing.
import { immediateStepOf, type Learning } from "../learning.ts";
import { type Column, ColumnWriter, VECTOR_SIZE_BYTES } from "./columns.ts";
import { type FunctionWriter, I32, type Local } from "./instructions.ts";
import { DOUBLE_SIZE_BYTES, type MemoryLayout } from "./memory_layout.ts";
import { laneNumbers } from "./network_code.ts";
import type { PairedLayer } from "./neuron_pairs.ts";

/** Values of neurons that a row has, by the name of their memory. */
export type RowMemory = "sums" | "activations" | "deltas";

/** Some pairs side by side. */
export interface PairTile {
  readonly pairCount: number;
  /** Whether the partner in the last pair is none. */
  readonly isOdd: boolean;
}

/** Some pairs side by side where it is known which. */
export interface PlacedTile extends PairTile {
  /** The number of the first pair. */
  readonly first: number;
}

/** Pairs side by side: enough to keep two adders busy. */
export const TILE_SIZE = 4;

/** Accumulators that find room in the registers. */
export const SUMS_AT_ONCE = 8;

/** One pair of two neurons. @param first its number. */
export function onePair(first: number): PlacedTile {
  return { first, pairCount: 1, isOdd: false };
}

/** Where what enters a layer lies: an address in a local variable, and one to add to it. */
export interface EnteringAt {
  readonly base: Local;
  readonly address: number;
}

/** Writes the code of layers, and loads and stores what they stand at. */
export class RowCode {
  readonly write: ColumnWriter;
  readonly #immediate;

  constructor(readonly code: FunctionWriter, learning: Learning, readonly layout: MemoryLayout) {
    this.write = new ColumnWriter(code);
    this.#immediate = immediateStepOf(learning)?.over<Column>(this.write);
  }

  /** A new local variable for an address, an offset or a counter. */
  local(): Local {
    return this.code.local(I32);
  }

  /** Where the values of what leaves a layer lie. */
  address(memory: RowMemory, { firstNeuron }: PairedLayer): number {
    return this.layout[memory] + firstNeuron * DOUBLE_SIZE_BYTES;
  }

  /** Writes `body` so many times. */
  repeat(count: number, body: () => void): void {
    if (count === 0) return;
    if (count === 1) return body();
    this.code.repeat(this.local(), count, body);
  }

  /** What is multiplied by inputs, where deltas are given: steps that are made at once multiply the rate into it first. */
  factor(deltas: Column): Column {
    if (this.#immediate === undefined) return deltas;
    const [rate] = laneNumbers(this.write, this.layout).load(undefined, this.layout.learningRates);
    return this.#immediate.factor(deltas, deltas.map(() => rate));
  }

  /** Learns parameters that lie at `base` and the addresses, each a vector. */
  learn(base: Local | undefined, addresses: readonly number[], gradients: Column): void {
    const { write, layout } = this;
    if (this.#immediate !== undefined) {
      const parameters = write.load(base, addresses);
      return write.store(base, addresses, this.#immediate.update(parameters, gradients));
    }
    const sums = addresses.map((address) => address - layout.values + layout.gradients);
    write.store(base, sums, write.add(write.load(base, sums), gradients));
  }

  /** Stores the pairs of a tile at `base` and an address; a partner that is none is left as it is. */
  storeTile(base: Local, address: number, { pairCount, isOdd }: PairTile, column: Column): void {
    const addresses = pairAddresses(address, pairCount);
    const whole = isOdd ? pairCount - 1 : pairCount;
    if (whole > 0) this.write.store(base, addresses.slice(0, whole), column.slice(0, whole));
    if (isOdd) this.write.storeLower(base, addresses.slice(whole), column.slice(whole));
  }

  /** Fills the values of what leaves a layer with a number. */
  fill(memory: RowMemory, place: PairedLayer, value: number): void {
    const at = this.local();
    this.code.setInteger(at, 0);
    const column = this.write.constant(value);
    this.repeat(place.pairCount, () => {
      this.write.store(at, [this.address(memory, place)], column);
      this.code.advance(at, VECTOR_SIZE_BYTES);
    });
  }
}

/** Tiles that together are so many neurons or filters. */
export function tilesOf(count: number): readonly PlacedTile[] {
  const pairs = Math.floor(count / 2);
  const tiles: PlacedTile[] = [];
  for (let first = 0; first < pairs; first += TILE_SIZE) {
    tiles.push({ first, pairCount: Math.min(TILE_SIZE, pairs - first), isOdd: false });
  }
  if (count % 2 === 1) tiles.push({ first: pairs, pairCount: 1, isOdd: true });
  return tiles;
}

/** Where so many pairs lie from an address on, `apart` bytes from each other. */
export function pairAddresses(address: number, pairCount: number, apart = VECTOR_SIZE_BYTES): number[] {
  return Array.from({ length: pairCount }, (_, pair) => address + pair * apart);
}

/** The same column for each of some pairs. */
export function forPairs([vector]: Column, pairCount: number): Column {
  return Array.from({ length: pairCount }, () => vector);
}
