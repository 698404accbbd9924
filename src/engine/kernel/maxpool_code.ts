// The greatest of each square as WebAssembly: maxpool.ts in loops over the squares, two channels a vector.
// What must not change: of equal values the first, row by row, is the greatest that learns, or all are.
import type { MaxpoolLayer } from "../layers.ts";
import { VECTOR_SIZE_BYTES } from "./columns.ts";
import type { Local } from "./instructions.ts";
import { DOUBLE_SIZE_BYTES } from "./memory_layout.ts";
import type { PairedLayer } from "./neuron_pairs.ts";
import {
  type EnteringAt,
  forPairs,
  pairAddresses,
  type PlacedTile,
  type RowCode,
  tilesOf,
} from "./row_code.ts";

/** The code of one max-pool. */
export class MaxpoolCode {
  readonly #layer: MaxpoolLayer;

  constructor(readonly row: RowCode, readonly place: PairedLayer<MaxpoolLayer>) {
    this.#layer = place.layer;
  }

  /** Sends a row forward. */
  forward(from: EnteringAt): void {
    const { row: { write }, place } = this;
    this.#forEachSquare(from.base, (corner, neuron, tile) => {
      const inputs = this.#square(tile).map((offset) =>
        write.load(corner, pairAddresses(from.address + offset, tile.pairCount))
      );
      const greatest = inputs.reduce((a, b) => write.maximum(a, b));
      const address = this.row.address("activations", place) + tile.first * VECTOR_SIZE_BYTES;
      this.row.storeTile(neuron, address, tile, greatest);
    });
  }

  /** Writes dL/da of what leaves the layer below. */
  passDown(below: PairedLayer): void {
    const { row: { write, code }, place } = this;
    this.row.fill("deltas", below, 0);
    const zero = this.row.local();
    code.setInteger(zero, 0);
    this.#forEachSquare(zero, (corner, neuron, tile) => {
      const offset = tile.first * VECTOR_SIZE_BYTES;
      const [greatest, deltas] = (["activations", "deltas"] as const).map((memory) =>
        write.load(neuron, pairAddresses(this.row.address(memory, place) + offset, tile.pairCount))
      );
      const one = forPairs(write.constant(1), tile.pairCount);
      let isFound = forPairs(write.constant(0), tile.pairCount);
      for (const offset of this.#square(tile)) {
        const input = write.load(
          corner,
          pairAddresses(this.row.address("activations", below) + offset, tile.pairCount),
        );
        const isGreatest = write.subtract(one, write.oneWhereGreater(greatest, input));
        const isTold = this.#layer.ties === "all"
          ? isGreatest
          : write.multiply(isGreatest, write.subtract(one, isFound));
        isFound = write.greater(isFound, isGreatest);
        const address = this.row.address("deltas", below) + offset;
        this.row.storeTile(corner, address, tile, write.multiply(deltas, isTold));
      }
    });
  }

  /** Writes `body` for each square, with how far its corner and its neurons are, and for some of its channels. */
  #forEachSquare(base: Local, body: (corner: Local, neuron: Local, tile: PlacedTile) => void): void {
    const { row: { code } } = this;
    const { input, output, size } = this.#layer;
    const [atRow, corner, neuron] = [0, 1, 2].map(() => this.row.local());
    code.setInteger(neuron, 0);
    code.copy(base, atRow);
    this.row.repeat(output.rows, () => {
      code.copy(atRow, corner);
      this.row.repeat(output.columns, () => {
        for (const tile of tilesOf(output.channels)) body(corner, neuron, tile);
        code.advance(corner, size * input.channels * DOUBLE_SIZE_BYTES);
        code.advance(neuron, output.channels * DOUBLE_SIZE_BYTES);
      });
      code.advance(atRow, size * input.columns * input.channels * DOUBLE_SIZE_BYTES);
    });
  }

  /** Bytes from the corner of a square to each of its points, for the first channels of a tile. */
  #square({ first }: PlacedTile): readonly number[] {
    const { input, size } = this.#layer;
    return Array.from({ length: size * size }, (_, index) => {
      const [row, column] = [Math.floor(index / size), index % size];
      return (row * input.columns + column) * input.channels * DOUBLE_SIZE_BYTES + first * VECTOR_SIZE_BYTES;
    });
  }
}
