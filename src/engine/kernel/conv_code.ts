// A convolution as WebAssembly: conv.ts in loops over the positions, each weight of a filter spelled out.
// What must not change: sums run over a filter's weights in their order, gradients over positions row by row, and what is
// passed down over the neurons, row, column, filter.
import { type ConvLayer, overlap } from "../layers.ts";
import { type Column, VECTOR_SIZE_BYTES } from "./columns.ts";
import type { Local } from "./instructions.ts";
import { DOUBLE_SIZE_BYTES } from "./memory_layout.ts";
import type { PairedLayer } from "./neuron_pairs.ts";
import {
  type EnteringAt,
  forPairs,
  onePair,
  pairAddresses,
  type PlacedTile,
  type RowCode,
  SUMS_AT_ONCE,
  tilesOf,
} from "./row_code.ts";

/** Rows (or columns) of positions at which the same rows (or columns) of a filter lie on the image. */
interface Segment {
  readonly from: number;
  readonly count: number;
  /** From which row of the filter to before which. */
  readonly first: number;
  readonly end: number;
}

/** A weight of a filter. */
interface FilterWeight {
  readonly index: number;
  readonly row: number;
  readonly column: number;
  readonly channel: number;
}

/** The code of one convolution. */
export class ConvCode {
  readonly #layer: ConvLayer;
  readonly #weights: readonly FilterWeight[];
  readonly #rows: readonly Segment[];
  readonly #columns: readonly Segment[];

  constructor(readonly row: RowCode, readonly place: PairedLayer<ConvLayer>) {
    this.#layer = place.layer;
    const { size, padding, input, output } = place.layer;
    this.#weights = weightsOf(place.layer);
    this.#rows = segmentsOf(output.rows, size, padding, input.rows);
    this.#columns = segmentsOf(output.columns, size, padding, input.columns);
  }

  /** Sends a row forward. */
  forward(from: EnteringAt): void {
    const { row: { write }, place } = this;
    const { activation, hasBias, output } = this.#layer;
    const { value } = activation.over<Column>(write);
    this.#forEachPosition(from.base, (cell, neuron, terms) => {
      for (const tile of tilesOf(output.channels)) {
        const products = terms.map((term) => {
          const entering = write.loadTwice(cell, [from.address + term.offset]);
          return [
            write.load(undefined, this.#addresses(tile, term.index)),
            forPairs(entering, tile.pairCount),
          ];
        });
        const [[weights, entering], ...others] = products;
        const sum = others.reduce(
          (sum, [a, b]) => write.addProduct(sum, a, b),
          write.multiply(weights, entering),
        );
        const x = hasBias ? write.add(sum, write.load(undefined, this.#biasAddresses(tile))) : sum;
        const offset = tile.first * VECTOR_SIZE_BYTES;
        this.row.storeTile(neuron, this.row.address("sums", place) + offset, tile, x);
        this.row.storeTile(neuron, this.row.address("activations", place) + offset, tile, value(x));
      }
    });
  }

  /** Writes dL/da of what leaves the layer below. */
  passDown(below: PairedLayer): void {
    const { row: { write, code }, place } = this;
    const { output, input } = this.#layer;
    this.row.fill("deltas", below, -0);
    const zero = this.row.local();
    code.setInteger(zero, 0);
    const address = this.row.address("deltas", below);
    this.#forEachPosition(zero, (cell, neuron, terms) => {
      const deltas = Array.from(
        { length: output.channels },
        (_, filter) =>
          write.loadTwice(neuron, [this.row.address("deltas", place) + filter * DOUBLE_SIZE_BYTES]),
      );
      for (const { index, channel, offset } of terms) {
        if (channel % 2 === 1) continue;
        const isAlone = channel === input.channels - 1;
        const sum = deltas.reduce((sum, delta, filter) => {
          const pair = onePair(Math.floor(filter / 2));
          const weights = [index, isAlone ? index : index + 1]
            .map((weight) => write.load(undefined, this.#addresses(pair, weight)));
          return write.addProduct(
            sum,
            delta,
            write.halves(filter % 2 === 0 ? "lower" : "upper", weights[0], weights[1]),
          );
        }, write.load(cell, [address + offset]));
        if (isAlone) write.storeLower(cell, [address + offset], sum);
        else write.store(cell, [address + offset], sum);
      }
    });
  }

  /** Learns about the parameters from a row that has been sent forward and back. */
  learn(from: EnteringAt): void {
    for (const tile of tilesOf(this.#layer.output.channels)) {
      const atOnce = Math.max(1, Math.floor(SUMS_AT_ONCE / tile.pairCount));
      for (const weights of this.#alike()) {
        for (let first = 0; first < weights.length; first += atOnce) {
          this.#learnWeights(tile, weights.slice(first, first + atOnce), from);
        }
      }
      if (this.#layer.hasBias) this.#learnBiases(tile);
    }
  }

  #learnWeights(
    tile: PlacedTile,
    weights: readonly FilterWeight[],
    from: EnteringAt,
  ): void {
    const { row: { write, code }, place } = this;
    const { input, output, padding } = this.#layer;
    const [rows, columns] = this.#positionsWith(weights[0]);
    const corner = {
      row: Math.min(...weights.map(({ row }) => row)),
      column: Math.min(...weights.map(({ column }) => column)),
    };
    const sums = weights.map(() => write.variable(forPairs(write.constant(-0), tile.pairCount)));
    const [atRow, cell, neuronOfRow, neuron] = [0, 1, 2, 3].map(() => this.row.local());
    code.setAdvanced(
      atRow,
      from.base,
      this.#cell(rows.from - padding + corner.row, columns.from - padding + corner.column),
    );
    code.setInteger(
      neuronOfRow,
      (rows.from * output.columns + columns.from) * output.channels * DOUBLE_SIZE_BYTES,
    );
    this.row.repeat(rows.count, () => {
      code.copy(atRow, cell);
      code.copy(neuronOfRow, neuron);
      this.row.repeat(columns.count, () => {
        const deltas = pairAddresses(
          this.row.address("deltas", place) + tile.first * VECTOR_SIZE_BYTES,
          tile.pairCount,
        );
        const factors = this.row.factor(write.load(neuron, deltas));
        weights.forEach((weight, index) => {
          const offset = this.#cell(weight.row - corner.row, weight.column - corner.column, weight.channel);
          const entering = write.loadTwice(cell, [from.address + offset]);
          write.assign(
            sums[index],
            write.addProduct(sums[index], factors, forPairs(entering, tile.pairCount)),
          );
        });
        code.advance(cell, input.channels * DOUBLE_SIZE_BYTES);
        code.advance(neuron, output.channels * DOUBLE_SIZE_BYTES);
      });
      code.advance(atRow, input.columns * input.channels * DOUBLE_SIZE_BYTES);
      code.advance(neuronOfRow, output.columns * output.channels * DOUBLE_SIZE_BYTES);
    });
    weights.forEach(({ index }, at) => this.row.learn(undefined, this.#addresses(tile, index), sums[at]));
  }

  #learnBiases(tile: PlacedTile): void {
    const { row: { write, code }, place } = this;
    const { output } = this.#layer;
    const sum = write.variable(forPairs(write.constant(-0), tile.pairCount));
    const neuron = this.row.local();
    code.setInteger(neuron, 0);
    const deltas = this.row.address("deltas", place) + tile.first * VECTOR_SIZE_BYTES;
    this.row.repeat(output.rows * output.columns, () => {
      const factors = this.row.factor(write.load(neuron, pairAddresses(deltas, tile.pairCount)));
      write.assign(sum, write.add(sum, factors));
      code.advance(neuron, output.channels * DOUBLE_SIZE_BYTES);
    });
    this.row.learn(undefined, this.#biasAddresses(tile), sum);
  }

  /**
   * Writes `body` for the positions, row by row.
   *
   * @param body hears where the first point that the filter lies on is, from `base` on, how far the position's neurons are,
   * and which weights lie on the image, each with the bytes from that point to its own.
   */
  #forEachPosition(
    base: Local,
    body: (
      cell: Local,
      neuron: Local,
      terms: readonly (FilterWeight & { readonly offset: number })[],
    ) => void,
  ): void {
    const { row: { code } } = this;
    const { input, output, padding } = this.#layer;
    const [atRow, cell, neuron] = [0, 1, 2].map(() => this.row.local());
    code.setInteger(neuron, 0);
    for (const rows of this.#rows) {
      code.setAdvanced(atRow, base, this.#cell(rows.from - padding + rows.first, 0));
      this.row.repeat(rows.count, () => {
        for (const columns of this.#columns) {
          code.setAdvanced(cell, atRow, this.#cell(0, columns.from - padding + columns.first));
          const terms = this.#weights
            .filter(({ row, column }) =>
              row >= rows.first && row < rows.end && column >= columns.first && column < columns.end
            )
            .map((weight) => ({
              ...weight,
              offset: this.#cell(weight.row - rows.first, weight.column - columns.first, weight.channel),
            }));
          this.row.repeat(columns.count, () => {
            body(cell, neuron, terms);
            code.advance(cell, input.channels * DOUBLE_SIZE_BYTES);
            code.advance(neuron, output.channels * DOUBLE_SIZE_BYTES);
          });
        }
        code.advance(atRow, input.columns * input.channels * DOUBLE_SIZE_BYTES);
      });
    }
  }

  /** The weights in their order, those together that have something to weigh at the same positions. */
  #alike(): readonly (readonly FilterWeight[])[] {
    const groups = new Map<string, FilterWeight[]>();
    for (const weight of this.#weights) {
      const key = JSON.stringify(this.#positionsWith(weight));
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [weight]);
      else group.push(weight);
    }
    return [...groups.values()];
  }

  /** The rows and columns of positions at which a weight lies on the image. */
  #positionsWith(
    { row, column }: FilterWeight,
  ): readonly [Pick<Segment, "from" | "count">, Pick<Segment, "from" | "count">] {
    const { input, output, padding } = this.#layer;
    const within = (at: number, positions: number, length: number) => {
      const [from, end] = overlap(at - padding, positions, length);
      return { from, count: Math.max(0, end - from) };
    };
    return [within(row, output.rows, input.rows), within(column, output.columns, input.columns)];
  }

  /** Bytes from the first number of an image below to another one. */
  #cell(row: number, column: number, channel = 0): number {
    const { input } = this.#layer;
    return ((row * input.columns + column) * input.channels + channel) * DOUBLE_SIZE_BYTES;
  }

  #addresses({ first, pairCount }: PlacedTile, weight: number): number[] {
    const { row: { layout }, place: { firstWeight, rowSize } } = this;
    const address = layout.values + (firstWeight + (first * rowSize + weight) * 2) * DOUBLE_SIZE_BYTES;
    return pairAddresses(address, pairCount, rowSize * VECTOR_SIZE_BYTES);
  }

  #biasAddresses({ first, pairCount }: PlacedTile): number[] {
    const { row: { layout }, place: { firstBias } } = this;
    return pairAddresses(layout.values + (firstBias + first * 2) * DOUBLE_SIZE_BYTES, pairCount);
  }
}

function weightsOf({ size, input: { channels } }: ConvLayer): readonly FilterWeight[] {
  return Array.from({ length: size * size * channels }, (_, index) => ({
    index,
    row: Math.floor(index / (size * channels)),
    column: Math.floor(index / channels) % size,
    channel: index % channels,
  }));
}

function segmentsOf(positions: number, size: number, padding: number, length: number): readonly Segment[] {
  const segments: Segment[] = [];
  for (let at = 0; at < positions; at++) {
    const [first, end] = overlap(at - padding, size, length);
    const last = segments[segments.length - 1];
    if (last?.first === first && last.end === end) {
      segments[segments.length - 1] = { ...last, count: last.count + 1 };
    } else segments.push({ from: at, count: 1, first, end });
  }
  return segments;
}
