// A convolution as PTX: conv.ts in loops over positions, filters and their weights.
// What must not change: sums run over a filter's rows, columns and channels and the bias last; gradients over positions row by
// row; what is passed down over the neurons: row, column, filter. What lies beyond an edge is left out.
import { type ConvLayer, filterSizeOf } from "../layers.ts";
import type { Cursor } from "./cursor.ts";
import type { LayerLoops, Loops } from "./loops.ts";
import type { Operand } from "./ptx_code.ts";

/** What of one side lies on the other: a run of rows (or columns), and where its first one comes to lie. */
interface Run {
  readonly first: Operand;
  readonly count: Operand | number;
  readonly there: Operand;
}

/** Runs of rows and of columns together. */
interface Area {
  readonly rows: Run;
  readonly columns: Run;
}

/** The loops over one convolution. */
export class ConvLoops implements LayerLoops {
  readonly #filterSize: number;

  constructor(readonly loops: Loops, readonly layer: ConvLayer) {
    this.#filterSize = filterSizeOf(layer);
  }

  forward(input: Operand): void {
    const { loops, loops: { o, memory: { code } } } = this;
    const { input: image, output, size, firstNeuron, hasBias } = this.layer;
    const { value } = this.layer.activation.over<Operand>(o);
    const entering = loops.entering(this.layer, input);
    const [weights, biases] = [loops.at(this.layer.weightOffset), loops.at(this.layer.biasOffset)];
    const sums = loops.atNeuron("sums", firstNeuron);
    const activations = loops.atNeuron("activations", firstNeuron);
    this.#forEachPoint(output, (row, column) => {
      const area = {
        rows: this.#onImage(row, size, image.rows),
        columns: this.#onImage(column, size, image.columns),
      };
      const x = this.#at(entering, area, "there", image);
      const weight = this.#at(weights, area, "first", { columns: size, channels: image.channels });
      const bias = biases.beyond();
      code.repeat(output.channels, () => {
        const sum = this.#weighed(area, weight, x);
        const whole = hasBias ? o.add(sum, bias.load()) : sum;
        sums.store(whole);
        activations.store(value(whole));
        weight.move(this.#filterSize);
        for (const cursor of [bias, sums, activations]) cursor.move(1);
      });
    });
  }

  /** The sum of the products of a filter's weights on the image with what they weigh; both cursors stay where they are. */
  #weighed({ rows, columns }: Area, weights: Cursor, xs: Cursor): Operand {
    const { loops, loops: { memory: { code } } } = this;
    const { input: { columns: imageColumns, channels }, size } = this.layer;
    const sum = loops.emptySum();
    const [weight, x] = [weights.beyond(), xs.beyond()];
    const length = this.#times(columns.count, channels);
    code.repeat(rows.count, () => {
      loops.addProducts(sum, length, [weight.beyond(), 1], [x.beyond(), 1]);
      weight.move(size * channels);
      x.move(imageColumns * channels);
    });
    return sum;
  }

  passDown(): void {
    const { loops, loops: { memory: { code } } } = this;
    const { input: image, output, size, firstNeuron, inputCount } = this.layer;
    const weights = loops.at(this.layer.weightOffset);
    const deltas = loops.atNeuron("deltas", firstNeuron);
    const into = loops.atNeuron("deltas", firstNeuron - inputCount);
    this.#forEachPoint(image, (row, column) => {
      const area = { rows: this.#over(row, output.rows), columns: this.#over(column, output.columns) };
      const delta = this.#at(deltas, area, "first", output);
      const weight = this.#at(weights, area, "there", { columns: size, channels: image.channels });
      code.repeat(image.channels, () => {
        into.store(this.#blamed(area, delta, weight));
        for (const cursor of [into, weight]) cursor.move(1);
      });
    });
  }

  /** The sum over positions and filters of deltas times weights; the filters move on where their weights move back. */
  #blamed({ rows, columns }: Area, deltas: Cursor, weights: Cursor): Operand {
    const { loops, loops: { memory: { code } } } = this;
    const { input: { channels }, output, size } = this.layer;
    const sum = loops.emptySum();
    const [deltaOfRow, weightOfRow] = [deltas.beyond(), weights.beyond()];
    code.repeat(rows.count, () => {
      const [delta, weight] = [deltaOfRow.beyond(), weightOfRow.beyond()];
      code.repeat(columns.count, () => {
        loops.addProducts(sum, output.channels, [delta, 1], [weight.beyond(), this.#filterSize]);
        weight.move(-channels);
      });
      deltaOfRow.move(output.columns * output.channels);
      weightOfRow.move(-size * channels);
    });
    return sum;
  }

  learn(input: Operand): void {
    const { loops, loops: { memory: { code } } } = this;
    const { input: image, output, size } = this.layer;
    const factorOf = loops.factors();
    const entering = loops.entering(this.layer, input);
    const weight = loops.at(this.layer.weightOffset);
    const deltas = loops.atNeuron("deltas", this.layer.firstNeuron);
    code.repeat(output.channels, () => {
      this.#forEachPoint({ rows: size, columns: size }, (row, column) => {
        const area = {
          rows: this.#onImage(row, output.rows, image.rows),
          columns: this.#onImage(column, output.columns, image.columns),
        };
        const delta = this.#at(deltas, area, "first", output);
        const x = this.#at(entering, area, "there", image);
        code.repeat(image.channels, () => {
          loops.learnAt(weight, this.#gradient(area, delta, x, factorOf));
          for (const cursor of [weight, x]) cursor.move(1);
        });
      });
      deltas.move(1);
    });
    if (this.layer.hasBias) this.#learnBiases(factorOf);
  }

  /** The gradient of a weight: the sum over its positions of deltas times what it weighs there. */
  #gradient(
    { rows, columns }: Area,
    deltas: Cursor,
    xs: Cursor,
    factorOf: (delta: Operand) => Operand,
  ): Operand {
    const { loops, loops: { memory: { code } } } = this;
    const { input: image, output } = this.layer;
    const sum = loops.emptySum();
    const [delta, x] = [deltas.beyond(), xs.beyond()];
    code.repeat(rows.count, () => {
      const [deltaThere, xThere] = [delta.beyond(), x.beyond()];
      loops.addProducts(
        sum,
        columns.count,
        [deltaThere, output.channels],
        [xThere, image.channels],
        factorOf,
      );
      delta.move(output.columns * output.channels);
      x.move(image.columns * image.channels);
    });
    return sum;
  }

  #learnBiases(factorOf: (delta: Operand) => Operand): void {
    const { loops, loops: { memory: { code } } } = this;
    const { output, biasOffset, firstNeuron } = this.layer;
    const bias = loops.at(biasOffset);
    const deltas = loops.atNeuron("deltas", firstNeuron);
    code.repeat(output.channels, () => {
      const sum = loops.emptySum();
      const delta = deltas.beyond();
      code.repeat(output.rows * output.columns, () => {
        loops.add(sum, factorOf(delta.load()));
        delta.move(output.channels);
      });
      loops.learnAt(bias, sum);
      for (const cursor of [bias, deltas]) cursor.move(1);
    });
  }

  /** Writes `body` for each point, row by row. */
  #forEachPoint(
    { rows, columns }: { readonly rows: number; readonly columns: number },
    body: (row: Operand, column: Operand) => void,
  ): void {
    this.loops.counted(rows, (row) => this.loops.counted(columns, (column) => body(row, column)));
  }

  /**
   * Which of `length` rows lie on the image where each is so many rows below a row `at`: rows of a filter at a position, or
   * positions for a row of a filter. The first lies on row `there` of the image.
   */
  #onImage(at: Operand, length: number, imageLength: number): Run {
    const { memory: { code } } = this.loops;
    const { padding } = this.layer;
    // Counted from where the padding begins, so that nothing is below 0.
    const from = code.operate("b", "max.u64", at, String(padding));
    const first = code.operate("b", "sub.u64", from, at);
    const there = code.operate("b", "sub.u64", from, String(padding));
    if (padding === 0) return { first, count: length, there };
    const end = code.operate("b", "add.u64", at, String(length));
    const cut = code.operate("b", "min.u64", end, String(imageLength + padding));
    return { first, count: code.operate("b", "sub.u64", cut, from), there };
  }

  /** At which of `length` positions a filter lies over a row of the image, at the first of them with its row `there`. */
  #over(imageAt: Operand, length: number): Run {
    const { memory: { code } } = this.loops;
    const { padding, size } = this.layer;
    const end = code.operate("b", "add.u64", imageAt, String(padding + 1));
    const atLeast = code.operate("b", "max.u64", end, String(size));
    const first = code.operate("b", "sub.u64", atLeast, String(size));
    const cut = code.operate("b", "min.u64", end, String(length));
    const last = code.operate("b", "sub.u64", end, "1");
    return {
      first,
      count: code.operate("b", "sub.u64", cut, first),
      there: code.operate("b", "sub.u64", last, first),
    };
  }

  /** From the first number of a table with so many columns and channels on, at a corner of an area. */
  #at(
    table: Cursor,
    { rows, columns }: Area,
    corner: "first" | "there",
    { columns: columnCount, channels }: { readonly columns: number; readonly channels: number },
  ): Cursor {
    const { memory: { code } } = this.loops;
    const point = code.operate("b", "mad.lo.u64", rows[corner], String(columnCount), columns[corner]);
    return table.beyond(code.operate("b", "mul.lo.u64", point, String(channels)));
  }

  #times(count: Operand | number, times: number): Operand | number {
    if (typeof count === "number") return count * times;
    return this.loops.memory.code.operate("b", "mul.lo.u64", count, String(times));
  }
}
