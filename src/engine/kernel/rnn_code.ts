// A recurrence as WebAssembly: rnn.ts in loops over the words of a sentence and the pairs of its state.
// What must not change: sums over a state run from its first number upwards, gradients from the last word to the first, and a
// word that occurs several times moves its weights once.
import type { RnnLayer } from "../layers.ts";
import { type Column, VECTOR_SIZE_BYTES } from "./columns.ts";
import type { Local } from "./instructions.ts";
import { DOUBLE_SIZE_BYTES } from "./memory_layout.ts";
import type { PairedLayer } from "./neuron_pairs.ts";
import {
  forPairs,
  pairAddresses,
  type PairTile,
  type RowCode,
  type RowMemory,
  SUMS_AT_ONCE,
  TILE_SIZE,
} from "./row_code.ts";

/** The code of one recurrence. */
export class RnnCode {
  readonly #layer: RnnLayer;
  readonly #stateBytes: number;
  /** Bytes from the first state to the last. */
  readonly #toLast: number;
  /** How many words the sentence has. */
  readonly #wordCount: Local;

  constructor(readonly row: RowCode, readonly place: PairedLayer<RnnLayer>) {
    this.#layer = place.layer;
    this.#stateBytes = place.pairCount * VECTOR_SIZE_BYTES;
    this.#toLast = (place.layer.inputCount - 1) * this.#stateBytes;
    this.#wordCount = row.local();
  }

  /** Sends a row forward. @param input holds the address of the first number of the row. */
  forward(input: Local): void {
    const { row: { code, write }, place } = this;
    this.row.fill("sums", place, 0);
    this.row.fill("activations", place, 0);
    this.#countWords(input);
    const [state, wordAt, word, steps, before] = [0, 1, 2, 3, 4].map(() => this.row.local());
    code.whereAboveZero(this.#wordCount, () => {
      code.setProduct(state, this.#wordCount, -this.#stateBytes, this.#layer.inputCount * this.#stateBytes);
      this.#setFirstWordAt(wordAt, input);
      this.#setWordOffset(word, wordAt);
      this.#forTiles((tile, pair) => this.#writeState(state, word, pair, tile, null));
      code.setAdvanced(steps, this.#wordCount, -1);
      code.whereAboveZero(steps, () => {
        code.countDown(steps, () => {
          code.copy(state, before);
          code.advance(state, this.#stateBytes);
          code.advance(wordAt, DOUBLE_SIZE_BYTES);
          this.#setWordOffset(word, wordAt);
          this.#forTiles((tile, pair, weight) => {
            const from = this.row.local();
            code.copy(before, from);
            const weighed = () =>
              write.multiply(
                write.load(weight, this.#weightAddresses(tile)),
                forPairs(write.loadTwice(from, [this.#firstState("activations")]), tile.pairCount),
              );
            const sum = write.variable(weighed());
            this.row.repeat(this.#layer.outputCount - 1, () => {
              code.advance(weight, VECTOR_SIZE_BYTES);
              code.advance(from, DOUBLE_SIZE_BYTES);
              write.assign(sum, write.add(sum, weighed()));
            });
            code.advance(weight, VECTOR_SIZE_BYTES * (1 - this.#layer.outputCount));
            this.#writeState(state, word, pair, tile, sum);
          });
        });
      });
    });
  }

  /** Learns about the parameters from a row that has been sent forward, and back to dL/dsum of the last state. */
  learn(input: Local): void {
    const { row: { code } } = this;
    code.whereAboveZero(this.#wordCount, () => {
      const steps = this.row.local();
      code.setAdvanced(steps, this.#wordCount, -1);
      code.whereAboveZero(steps, () => {
        this.#passBack(steps);
        this.#learnStates(steps);
      });
      this.#learnBiases();
      this.#learnWords(input);
    });
  }

  #countWords(input: Local): void {
    const { row: { code } } = this;
    const at = this.row.local();
    code.copy(input, at);
    code.setInteger(this.#wordCount, 0);
    this.row.repeat(this.#layer.inputCount, () => {
      code.countWhereAtLeastZero(this.#wordCount, at);
      code.advance(at, DOUBLE_SIZE_BYTES);
    });
  }

  /** wordAt = the address of the first word of the sentence. */
  #setFirstWordAt(wordAt: Local, input: Local): void {
    const { row: { code } } = this;
    code.setProduct(wordAt, this.#wordCount, -DOUBLE_SIZE_BYTES, this.#layer.inputCount * DOUBLE_SIZE_BYTES);
    code.add(wordAt, input);
  }

  /** word = bytes from the weights of word 0 to those of the word at an address. */
  #setWordOffset(word: Local, wordAt: Local): void {
    const { row: { code } } = this;
    code.setFromDouble(word, wordAt);
    code.setProduct(word, word, this.#stateBytes, 0);
  }

  /** Writes what a state is made of its sums over the state before, null before the first word, in some pairs. */
  #writeState(state: Local, word: Local, pair: Local, tile: PairTile, weighed: Column | null): void {
    const { row: { code, write, layout } } = this;
    const [ofWord, neuron] = [this.row.local(), this.row.local()];
    code.copy(word, ofWord);
    code.add(ofWord, pair);
    code.copy(state, neuron);
    code.add(neuron, pair);
    const { tables: [, words], firstBias } = this.place;
    const wordWeights = write.load(
      ofWord,
      pairAddresses(layout.values + words.first * DOUBLE_SIZE_BYTES, tile.pairCount),
    );
    const sum = weighed === null ? wordWeights : write.add(weighed, wordWeights);
    const biases = write.load(
      pair,
      pairAddresses(layout.values + firstBias * DOUBLE_SIZE_BYTES, tile.pairCount),
    );
    const x = write.add(sum, biases);
    const { value } = this.#layer.activation.over<Column>(write);
    write.store(neuron, pairAddresses(this.#firstState("sums"), tile.pairCount), x);
    write.store(neuron, pairAddresses(this.#firstState("activations"), tile.pairCount), value(x));
  }

  /** Writes dL/dsum of the states before the last. @param steps how many there are, at least 1. */
  #passBack(steps: Local): void {
    const { row: { code, write } } = this;
    const [state, before, counter, from] = [0, 1, 2, 3].map(() => this.row.local());
    const { pairCount } = this.place;
    code.setInteger(state, this.#toLast);
    code.copy(steps, counter);
    const deltasAt = this.#firstState("deltas");
    code.countDown(counter, () => {
      code.setAdvanced(before, state, -this.#stateBytes);
      code.copy(before, from);
      this.row.repeat(pairCount, () => {
        write.store(from, [deltasAt], write.constant(-0));
        code.advance(from, VECTOR_SIZE_BYTES);
      });
      this.#forTiles((tile, pair, weight) => {
        const neuron = this.row.local();
        code.copy(state, neuron);
        code.add(neuron, pair);
        const halves = Array.from({ length: 2 * tile.pairCount - (tile.isOdd ? 1 : 0) }, (_, index) => index);
        const deltas = halves.map((index) => write.loadTwice(neuron, [deltasAt + index * DOUBLE_SIZE_BYTES]));
        code.copy(before, from);
        this.row.repeat(pairCount, () => {
          const weights = [0, 1].map((input) => write.load(weight, this.#weightAddresses(tile, input)));
          const sum = halves.reduce((sum, index) => {
            const pairOf = Math.floor(index / 2);
            const turned = write.halves(
              index % 2 === 0 ? "lower" : "upper",
              [weights[0][pairOf]],
              [weights[1][pairOf]],
            );
            return write.addProduct(sum, deltas[index], turned);
          }, write.load(from, [deltasAt]));
          write.store(from, [deltasAt], sum);
          code.advance(from, VECTOR_SIZE_BYTES);
          code.advance(weight, 2 * VECTOR_SIZE_BYTES);
        });
        code.advance(weight, -2 * pairCount * VECTOR_SIZE_BYTES);
      });
      code.copy(before, from);
      const { slope } = this.#layer.activation.over<Column>(write);
      this.row.repeat(pairCount, () => {
        const [sums, activations, deltas] = (["sums", "activations", "deltas"] as const)
          .map((memory) => write.load(from, [this.#firstState(memory)]));
        write.store(from, [deltasAt], write.multiply(deltas, slope(activations, sums)));
        code.advance(from, VECTOR_SIZE_BYTES);
      });
      code.copy(before, state);
    });
  }

  /** Learns about the weights from state to state: some of a pair's at once, over all words but the first. */
  #learnStates(steps: Local): void {
    const { row: { code, write } } = this;
    const { outputCount } = this.#layer;
    const [pair, weight, input] = [0, 1, 2].map(() => this.row.local());
    const learnSome = (count: number): void => {
      const [state, neuron, from, counter] = [0, 1, 2, 3].map(() => this.row.local());
      const sums = write.variable(forPairs(write.constant(-0), count));
      code.setInteger(state, this.#toLast);
      code.copy(steps, counter);
      code.countDown(counter, () => {
        code.copy(state, neuron);
        code.add(neuron, pair);
        code.setAdvanced(from, state, -this.#stateBytes);
        code.add(from, input);
        const factors = this.row.factor(write.load(neuron, [this.#firstState("deltas")]));
        const entering = write.loadTwice(
          from,
          pairAddresses(this.#firstState("activations"), count, DOUBLE_SIZE_BYTES),
        );
        write.assign(sums, write.addProduct(sums, factors, entering));
        code.advance(state, -this.#stateBytes);
      });
      this.row.learn(weight, pairAddresses(this.#firstWeight(), count), sums);
      code.advance(weight, count * VECTOR_SIZE_BYTES);
      code.advance(input, count * DOUBLE_SIZE_BYTES);
    };
    code.setInteger(pair, 0);
    code.setInteger(weight, 0);
    this.row.repeat(this.place.pairCount, () => {
      code.setInteger(input, 0);
      this.row.repeat(Math.floor(outputCount / SUMS_AT_ONCE), () => learnSome(SUMS_AT_ONCE));
      if (outputCount % SUMS_AT_ONCE > 0) learnSome(outputCount % SUMS_AT_ONCE);
      code.advance(weight, (this.place.rowSize - outputCount) * VECTOR_SIZE_BYTES);
      code.advance(pair, VECTOR_SIZE_BYTES);
    });
  }

  #learnBiases(): void {
    const { row: { code, write, layout } } = this;
    const [neuron, counter] = [this.row.local(), this.row.local()];
    this.#forTiles((tile, pair) => {
      const sums = write.variable(forPairs(write.constant(-0), tile.pairCount));
      code.setAdvanced(neuron, pair, this.#toLast);
      code.copy(this.#wordCount, counter);
      code.countDown(counter, () => {
        write.assign(sums, write.add(sums, this.#factors(neuron, tile.pairCount)));
        code.advance(neuron, -this.#stateBytes);
      });
      const address = layout.values + this.place.firstBias * DOUBLE_SIZE_BYTES;
      this.row.learn(pair, pairAddresses(address, tile.pairCount), sums);
    });
  }

  /** Learns about the weights of each word of the sentence, where it stands for the first time. */
  #learnWords(input: Local): void {
    const { row: { code } } = this;
    const [wordAt, word, count, earlierAt, earlier, isNew, passed] = [0, 1, 2, 3, 4, 5, 6]
      .map(() => this.row.local());
    this.#setFirstWordAt(wordAt, input);
    code.copy(this.#wordCount, count);
    code.countDown(count, () => {
      this.#setWordOffset(word, wordAt);
      code.setInteger(isNew, 1);
      this.#setFirstWordAt(earlierAt, input);
      code.copy(this.#wordCount, passed);
      code.setProduct(earlier, count, -1, 0);
      code.add(passed, earlier);
      code.whereAboveZero(passed, () => {
        code.countDown(passed, () => {
          this.#setWordOffset(earlier, earlierAt);
          code.whereEqual(word, earlier, () => code.setInteger(isNew, 0));
          code.advance(earlierAt, DOUBLE_SIZE_BYTES);
        });
      });
      code.whereAboveZero(isNew, () => {
        this.#sumOfWord(input, word, count);
        this.#learnWord(word);
      });
      code.advance(wordAt, DOUBLE_SIZE_BYTES);
    });
  }

  /** Writes the gradients of a word's weights to `wordSums`; it may stand at the last `count` places of the sentence. */
  #sumOfWord(input: Local, word: Local, count: Local): void {
    const { row: { code, write, layout: { wordSums } } } = this;
    const [otherAt, other, others, state, neuron] = [0, 1, 2, 3, 4].map(() => this.row.local());
    this.#forScratch((at) => write.store(at, [wordSums], write.constant(-0)));
    code.setAdvanced(otherAt, input, (this.#layer.inputCount - 1) * DOUBLE_SIZE_BYTES);
    code.setInteger(state, this.#toLast);
    code.copy(count, others);
    code.countDown(others, () => {
      this.#setWordOffset(other, otherAt);
      code.whereEqual(word, other, () => {
        code.copy(state, neuron);
        this.#forScratch((at) => {
          write.store(at, [wordSums], write.add(write.load(at, [wordSums]), this.#factors(neuron, 1)));
          code.advance(neuron, VECTOR_SIZE_BYTES);
        });
      });
      code.advance(otherAt, -DOUBLE_SIZE_BYTES);
      code.advance(state, -this.#stateBytes);
    });
  }

  /** Learns about the weights of a word, whose gradients are in `wordSums`. */
  #learnWord(word: Local): void {
    const { row: { code, write, layout }, place: { tables: [, words] } } = this;
    const ofWord = this.row.local();
    code.copy(word, ofWord);
    this.#forScratch((at) => {
      const address = layout.values + words.first * DOUBLE_SIZE_BYTES;
      this.row.learn(ofWord, [address], write.load(at, [layout.wordSums]));
      code.advance(ofWord, VECTOR_SIZE_BYTES);
    });
  }

  #forScratch(body: (at: Local) => void): void {
    const at = this.row.local();
    this.row.code.setInteger(at, 0);
    this.row.repeat(this.place.pairCount, () => {
      body(at);
      this.row.code.advance(at, VECTOR_SIZE_BYTES);
    });
  }

  #factors(neuron: Local, pairCount: number): Column {
    return this.row.factor(this.row.write.load(neuron, pairAddresses(this.#firstState("deltas"), pairCount)));
  }

  /** Writes `body` for tiles that together are a state, with the bytes to a tile's first pair and to its first weight. */
  #forTiles(body: (tile: PairTile, pair: Local, weight: Local) => void): void {
    const { row: { code }, place: { rowSize } } = this;
    const [pair, weight] = [this.row.local(), this.row.local()];
    const evenCount = Math.floor(this.#layer.outputCount / 2);
    code.setInteger(pair, 0);
    code.setInteger(weight, 0);
    const write = (pairCount: number, isOdd: boolean): void => {
      body({ pairCount, isOdd }, pair, weight);
      code.advance(pair, pairCount * VECTOR_SIZE_BYTES);
      code.advance(weight, pairCount * rowSize * VECTOR_SIZE_BYTES);
    };
    this.row.repeat(Math.floor(evenCount / TILE_SIZE), () => write(TILE_SIZE, false));
    if (evenCount % TILE_SIZE > 0) write(evenCount % TILE_SIZE, false);
    if (this.#layer.outputCount % 2 === 1) write(1, true);
  }

  /** The weights of a tile from the number at which the code stands, or some further on. */
  #weightAddresses({ pairCount }: PairTile, further = 0): number[] {
    const address = this.#firstWeight() + further * VECTOR_SIZE_BYTES;
    return pairAddresses(address, pairCount, this.place.rowSize * VECTOR_SIZE_BYTES);
  }

  #firstWeight(): number {
    return this.row.layout.values + this.place.firstWeight * DOUBLE_SIZE_BYTES;
  }

  /** Where values of the first state lie. */
  #firstState(memory: RowMemory): number {
    return this.row.address(memory, this.place) - this.#toLast;
  }
}
