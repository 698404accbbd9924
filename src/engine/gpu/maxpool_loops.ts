// The greatest of each square as PTX: maxpool.ts in loops over the squares.
// What must not change: of equal values the first, row by row, is the greatest that learns, or all are.
import type { MaxpoolLayer } from "../layers.ts";
import type { Cursor } from "./cursor.ts";
import type { LayerLoops, Loops } from "./loops.ts";
import type { Operand } from "./ptx_code.ts";

/** The loops over one max-pool. */
export class MaxpoolLoops implements LayerLoops {
  constructor(readonly loops: Loops, readonly layer: MaxpoolLayer) {}

  forward(input: Operand): void {
    const { loops, loops: { o } } = this;
    const activations = loops.atNeuron("activations", this.layer.firstNeuron);
    this.#forEachSquare([loops.entering(this.layer, input)], ([corner]) => {
      const greatest = loops.variable(corner.load());
      this.#forEachPoint([corner], ([x]) => loops.assign(greatest, o.maximum(greatest, x.load())));
      activations.store(greatest);
      activations.move(1);
    });
  }

  passDown(): void {
    const { loops, loops: { o, memory: { code } } } = this;
    const { firstNeuron, inputCount, ties } = this.layer;
    const below = firstNeuron - inputCount;
    const rest = loops.atNeuron("deltas", below);
    code.repeat(inputCount, () => {
      rest.store(o.constant(0));
      rest.move(1);
    });
    const activations = loops.atNeuron("activations", firstNeuron);
    const deltas = loops.atNeuron("deltas", firstNeuron);
    const corners = [loops.atNeuron("activations", below), loops.atNeuron("deltas", below)];
    const one = o.constant(1);
    this.#forEachSquare(corners, (cornersHere) => {
      const [greatest, delta] = [activations.load(), deltas.load()];
      const isFound = loops.variable(o.constant(0));
      this.#forEachPoint(cornersHere, ([x, into]) => {
        const isGreatest = o.subtract(one, o.oneWhereGreater(greatest, x.load()));
        const isTold = ties === "all" ? isGreatest : o.multiply(isGreatest, o.subtract(one, isFound));
        into.store(o.multiply(delta, isTold));
        loops.assign(isFound, o.greater(isFound, isGreatest));
      });
      for (const cursor of [activations, deltas]) cursor.move(1);
    });
  }

  learn(): void {}

  /** Writes `body` for each square, row by row and channel by channel, with cursors at its corner in each of some images. */
  #forEachSquare(images: readonly Cursor[], body: (corners: readonly Cursor[]) => void): void {
    const { memory: { code } } = this.loops;
    const { input, output, size } = this.layer;
    const [ofRow, ofColumn] = [size * input.columns * input.channels, size * input.channels];
    const rows = images.map((image) => image.beyond());
    code.repeat(output.rows, () => {
      const columns = rows.map((row) => row.beyond());
      code.repeat(output.columns, () => {
        const corners = columns.map((column) => column.beyond());
        code.repeat(output.channels, () => {
          body(corners);
          for (const cursor of corners) cursor.move(1);
        });
        for (const cursor of columns) cursor.move(ofColumn);
      });
      for (const cursor of rows) cursor.move(ofRow);
    });
  }

  /** Writes `body` for each point of a square, row by row, in each of some images. */
  #forEachPoint(corners: readonly Cursor[], body: (points: readonly Cursor[]) => void): void {
    const { memory: { code } } = this.loops;
    const { input, size } = this.layer;
    const rows = corners.map((corner) => corner.beyond());
    code.repeat(size, () => {
      const points = rows.map((row) => row.beyond());
      code.repeat(size, () => {
        body(points);
        for (const cursor of points) cursor.move(input.channels);
      });
      for (const cursor of rows) cursor.move(input.columns * input.channels);
    });
  }
}
