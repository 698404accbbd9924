// How code in loops goes through a network: its tiles of neurons, what enters them, and the columns of lanes and rows.
// What must not change: the vectors of a column follow each other pair by pair, in a pair lane by lane, in a lane row by row.
import { type Column, ColumnWriter, VECTOR_SIZE_BYTES } from "./columns.ts";
import { type FunctionWriter, I32, type Local } from "./instructions.ts";
import { DOUBLE_SIZE_BYTES, type MemoryLayout } from "./memory_layout.ts";
import type { PairedLayer } from "./neuron_pairs.ts";
import { moved, type Tile, TileAddresses } from "./tiles.ts";

/** Sums side by side: enough to keep two adders busy, and few enough for the registers. */
const CHAIN_COUNT = { ofOneRow: 4, ofRows: 8 };

/** Rows: where the first input of the first one lies, and whether they are trained, of which each lane may have its own. */
export interface RowsAt {
  readonly input: Local;
  readonly areTrained: boolean;
}

/** Writes the loops of a function, and loads and stores what they stand at. */
export class LoopWalk {
  readonly write: ColumnWriter;
  readonly at: TileAddresses;
  /** The byte offset from the first pair of the layer at hand. */
  readonly neuron: Local;
  /** The byte offset from its first weight. */
  readonly weight: Local;
  /** The byte offset from the first neuron below it; for the first layer the address of an input. */
  readonly from: Local;
  readonly #code: FunctionWriter;
  readonly #layout: MemoryLayout;
  readonly #tileSize: number;
  readonly #tileCounter: Local;
  readonly #fromCounter: Local;

  /** @param rowCount how many rows go through the network side by side. */
  constructor(code: FunctionWriter, layout: MemoryLayout, readonly rowCount: number) {
    const chainCount = rowCount === 1 ? CHAIN_COUNT.ofOneRow : CHAIN_COUNT.ofRows;
    this.write = new ColumnWriter(code);
    this.at = new TileAddresses(layout, rowCount);
    this.#code = code;
    this.#layout = layout;
    this.#tileSize = Math.max(1, Math.floor(chainCount / (layout.laneCount * rowCount)));
    [this.neuron, this.weight, this.from] = [code.local(I32), code.local(I32), code.local(I32)];
    [this.#tileCounter, this.#fromCounter] = [code.local(I32), code.local(I32)];
  }

  /** Writes `body` for tiles that together are all neurons of a layer; the first one is written on its own. */
  forEachTile({ pairCount, layer }: PairedLayer, body: (tile: Tile) => void): void {
    this.#code.setInteger(this.neuron, 0);
    this.#code.setInteger(this.weight, 0);
    const oddCount = layer.outputCount % 2;
    const evenCount = pairCount - oddCount;
    const tileSize = this.#tileSize;
    const first = Math.min(tileSize, evenCount);
    if (first > 0) body({ pairCount: first, isFirst: true, isOdd: false });
    this.#code.repeat(this.#tileCounter, Math.floor((evenCount - first) / tileSize), () => {
      body({ pairCount: tileSize, isFirst: false, isOdd: false });
    });
    const rest = (evenCount - first) % tileSize;
    if (rest > 0) body({ pairCount: rest, isFirst: false, isOdd: false });
    if (oddCount > 0) body({ pairCount: 1, isFirst: evenCount === 0, isOdd: true });
  }

  /** Goes on to the next tile, when some inputs' weights are behind. */
  advanceTile({ pairCount }: Tile, { rowSize }: PairedLayer, inputsPassed: number): void {
    this.#code.advance(this.neuron, pairCount * VECTOR_SIZE_BYTES);
    this.#code.advance(this.weight, (pairCount * rowSize - inputsPassed) * VECTOR_SIZE_BYTES);
  }

  /** Writes `body` for each pair of a layer. */
  forEachPair({ pairCount }: PairedLayer, body: () => void): void {
    this.#code.setInteger(this.neuron, 0);
    this.#code.repeat(this.#tileCounter, pairCount, () => {
      body();
      this.#code.advance(this.neuron, VECTOR_SIZE_BYTES);
    });
  }

  /** Stands at the first input of a layer. */
  startFrom(index: number, rows: RowsAt): void {
    if (index === 0) this.#code.copy(rows.input, this.from);
    else this.#code.setInteger(this.from, 0);
  }

  /** Writes `body` so many times. */
  repeatFrom(count: number, body: () => void): void {
    this.#code.repeat(this.#fromCounter, count, body);
  }

  /** Goes on by some inputs, and by their weights. */
  advanceFrom(index: number, rows: RowsAt, count: number): void {
    const bytes = index === 0 && rows.areTrained ? this.#layout.trainedValueBytes : DOUBLE_SIZE_BYTES;
    this.#code.advance(this.weight, count * VECTOR_SIZE_BYTES);
    this.#code.advance(this.from, count * bytes);
  }

  /** What enters a layer where `from` stands, or some numbers further on, for each pair of a tile: twice in its vectors. */
  loadFrom(index: number, { pairCount }: Tile, rows: RowsAt, further = 0): Column {
    const { inputCount, activations, laneCount, paired } = this.#layout;
    if (index > 0) {
      const below = this.at.neurons(activations, paired.layers[index - 1]);
      return repeated(this.write.loadTwice(this.from, moved(below, further * DOUBLE_SIZE_BYTES)), pairCount);
    }
    const offsets = this.#offsetsInRows(further, inputCount, rows.areTrained);
    const column = this.write.loadTwice(this.from, offsets);
    const isOfAllLanes = column.length < laneCount * this.rowCount;
    return repeated(column, isOfAllLanes ? laneCount * pairCount : pairCount);
  }

  /** A target of each trained row, two lanes or rows a vector. */
  loadTarget(target: Local, output: number): Column {
    const { outputCount, laneCount } = this.#layout;
    const offsets = this.#offsetsInRows(output, outputCount, true);
    const isOfAllLanes = offsets.length < laneCount * this.rowCount;
    return this.write.loadPacked(target, isOfAllLanes ? repeated(offsets, laneCount) : offsets);
  }

  /** The values of all neurons of the output layer, which are few: two lanes or rows a vector. */
  loadOutputs(values: number): Column[] {
    return this.#outputAddresses(values).map((addresses) => this.write.loadPacked(undefined, addresses));
  }

  /** Stores them. */
  storeOutputs(values: number, columns: readonly Column[]): void {
    this.#outputAddresses(values).forEach((addresses, k) =>
      this.write.storePacked(undefined, addresses, columns[k])
    );
  }

  /** A column with a vector for each lane as one with a vector for each lane and row. */
  ofRows(column: Column): Column {
    return column.flatMap((vector) => Array.from({ length: this.rowCount }, () => vector));
  }

  /** Of a column with a vector for each lane and row, those of one row. */
  ofRow(column: Column, row: number): Column {
    return column.filter((_, index) => index % this.rowCount === row);
  }

  /** Where a number of each row lies, for each lane and row, or where lanes have the same rows, for each row. */
  #offsetsInRows(index: number, countOfRow: number, areTrained: boolean): number[] {
    const { rowForm, trainedValueBytes, laneCount } = this.#layout;
    const bytes = areTrained ? trainedValueBytes : DOUBLE_SIZE_BYTES;
    const ofLane = (lane: number): number[] =>
      Array.from(
        { length: this.rowCount },
        (_, row) => (row * countOfRow + index) * bytes + lane * DOUBLE_SIZE_BYTES,
      );
    const hasOwnRows = areTrained && rowForm === "lanes";
    return Array.from({ length: hasOwnRows ? laneCount : 1 }, (_, lane) => ofLane(lane)).flat();
  }

  #outputAddresses(values: number): number[][] {
    const { paired: { layers }, outputCount } = this.#layout;
    const first = this.at.neurons(values, layers[layers.length - 1]);
    return Array.from({ length: outputCount }, (_, k) => moved(first, k * DOUBLE_SIZE_BYTES));
  }
}

/** The items so many times one after the other. */
export function repeated(items: readonly number[], times: number): readonly number[] {
  return Array.from({ length: times }, () => items).flat();
}
