// A recurrence as PTX: rnn.ts in loops over the words of a sentence and the numbers of its state.
// What must not change: sums over a state run from its first number upwards, gradients from the last word to the first, and a
// word that occurs several times moves its weights once. What a sentence does not use is left alone.
import { firstOutputOf, type RnnLayer } from "../layers.ts";
import type { Cursor } from "./cursor.ts";
import type { LayerLoops, Loops, NeuronValues } from "./loops.ts";
import { exactly, type Operand } from "./ptx_code.ts";

/** The loops over one recurrence, which is the first layer. */
export class RnnLoops implements LayerLoops {
  /** How many words the sentence has: a register that going forward sets. */
  readonly #wordCount: Operand;

  constructor(readonly loops: Loops, readonly layer: RnnLayer) {
    this.#wordCount = loops.memory.code.register("b");
  }

  forward(input: Operand): void {
    const { loops, loops: { memory: { code } } } = this;
    const { outputCount } = this.layer;
    this.#countWords(input);
    this.#clearLast();
    const place = this.#firstPlace();
    const word = this.#row(input).beyond(place);
    const state = code.operate("b", "mul.lo.u64", place, String(outputCount));
    const [sums, activations] = (["sums", "activations"] as const)
      .map((values) => loops.atNeuron(values, this.layer.firstNeuron).beyond(state));
    const before = activations.beyond(-outputCount);
    // Before the first word there is no state to weigh.
    const weighedCount = code.operate("b", "mov.b64", "0");
    code.repeat(this.#wordCount, () => {
      this.#writeState(word, { before, weighedCount, sums, activations });
      code.write(`mov.b64 ${weighedCount}, ${outputCount}`);
      before.move(outputCount);
      word.move(1);
    });
  }

  /** Writes the state after a word, and moves on to where the next one goes. */
  #writeState(
    word: Cursor,
    { before, weighedCount, sums, activations }: {
      readonly before: Cursor;
      readonly weighedCount: Operand;
      readonly sums: Cursor;
      readonly activations: Cursor;
    },
  ): void {
    const { loops, loops: { o, memory: { code } } } = this;
    const { outputCount, weightOffset, biasOffset, wordCount } = this.layer;
    const { value } = this.layer.activation.over<Operand>(o);
    const [weight, bias] = [loops.at(weightOffset), loops.at(biasOffset)];
    const ofWord = this.#weightsOf(word);
    code.repeat(outputCount, () => {
      const sum = loops.emptySum();
      loops.addProducts(sum, weighedCount, [weight, 1], [before.beyond(), 1]);
      const whole = o.add(o.add(sum, ofWord.load()), bias.load());
      sums.store(whole);
      activations.store(value(whole));
      ofWord.move(wordCount);
      for (const cursor of [bias, sums, activations]) cursor.move(1);
    });
  }

  passDown(): void {} // nothing is below

  learn(input: Operand): void {
    const { memory: { code } } = this.loops;
    const [isEmpty, isOneWord] = [code.label(), code.label()];
    code.jumpWhere("eq", this.#wordCount, "0", isEmpty);
    const factorOf = this.loops.factors();
    const steps = code.operate("b", "sub.u64", this.#wordCount, "1");
    code.jumpWhere("eq", steps, "0", isOneWord);
    this.#passBack(steps);
    this.#learnStates(steps, factorOf);
    code.mark(isOneWord);
    this.#learnBiases(factorOf);
    this.#learnWords(input, factorOf);
    code.mark(isEmpty);
  }

  /** Writes dL/dsum of the states before the last, of which there are `steps`. */
  #passBack(steps: Operand): void {
    const { loops, loops: { o, memory: { code } } } = this;
    const { outputCount, weightOffset } = this.layer;
    const { slope } = this.layer.activation.over<Operand>(o);
    const deltas = this.#last("deltas");
    const before = (["sums", "activations", "deltas"] as const)
      .map((values) => this.#last(values).beyond(-outputCount));
    const [sum, activation, into] = before;
    code.repeat(steps, () => {
      const weights = loops.at(weightOffset);
      code.repeat(outputCount, () => {
        const up = loops.emptySum();
        loops.addProducts(up, outputCount, [deltas.beyond(), 1], [weights.beyond(), outputCount]);
        into.store(o.multiply(up, slope(activation.load(), sum.load())));
        for (const cursor of [weights, ...before]) cursor.move(1);
      });
      deltas.move(-outputCount);
      for (const cursor of before) cursor.move(-2 * outputCount);
    });
  }

  /** Learns about the weights from state to state, over all words but the first. */
  #learnStates(steps: Operand, factorOf: (delta: Operand) => Operand): void {
    const { loops, loops: { memory: { code } } } = this;
    const { outputCount, weightOffset } = this.layer;
    const weight = loops.at(weightOffset);
    const deltas = this.#last("deltas");
    const before = this.#last("activations").beyond(-outputCount);
    code.repeat(outputCount, () => {
      const entering = before.beyond();
      code.repeat(outputCount, () => {
        const sum = loops.emptySum();
        loops.addProducts(
          sum,
          steps,
          [deltas.beyond(), -outputCount],
          [entering.beyond(), -outputCount],
          factorOf,
        );
        loops.learnAt(weight, sum);
        for (const cursor of [weight, entering]) cursor.move(1);
      });
      deltas.move(1);
    });
  }

  #learnBiases(factorOf: (delta: Operand) => Operand): void {
    const { loops, loops: { memory: { code } } } = this;
    const { outputCount, biasOffset } = this.layer;
    const bias = loops.at(biasOffset);
    const deltas = this.#last("deltas");
    code.repeat(outputCount, () => {
      const sum = loops.emptySum();
      const delta = deltas.beyond();
      code.repeat(this.#wordCount, () => {
        loops.add(sum, factorOf(delta.load()));
        delta.move(-outputCount);
      });
      loops.learnAt(bias, sum);
      for (const cursor of [bias, deltas]) cursor.move(1);
    });
  }

  /** Learns about the weights of each word of the sentence, where it stands for the first time. */
  #learnWords(input: Operand, factorOf: (delta: Operand) => Operand): void {
    const { loops: { memory: { code } } } = this;
    const first = this.#row(input).beyond(this.#firstPlace());
    const at = first.beyond();
    const passed = code.operate("b", "mov.b64", "0");
    code.repeat(this.#wordCount, () => {
      const word = this.#numberOf(at);
      const isKnown = code.label();
      const earlier = first.beyond();
      code.repeat(passed, () => {
        code.jumpWhere("eq", this.#numberOf(earlier), word, isKnown);
        earlier.move(1);
      });
      const count = code.operate("b", "sub.u64", this.#wordCount, passed);
      this.#learnWord(at, { input, word, count }, factorOf);
      code.mark(isKnown);
      code.write(`add.u64 ${passed}, ${passed}, 1`);
      at.move(1);
    });
  }

  /** Learns about the weights of a word, which may stand at the last `count` places of the sentence. */
  #learnWord(
    at: Cursor,
    { input, word, count }: { readonly input: Operand; readonly word: Operand; readonly count: Operand },
    factorOf: (delta: Operand) => Operand,
  ): void {
    const { loops, loops: { memory: { code } } } = this;
    const { inputCount, outputCount, wordCount } = this.layer;
    const weight = this.#weightsOf(at);
    const deltas = this.#last("deltas");
    const last = this.#row(input).beyond(inputCount - 1);
    code.repeat(outputCount, () => {
      const sum = loops.emptySum();
      const [other, delta] = [last.beyond(), deltas.beyond()];
      code.repeat(count, () => {
        const isOther = code.label();
        code.jumpWhere("ne", this.#numberOf(other), word, isOther);
        loops.add(sum, factorOf(delta.load()));
        code.mark(isOther);
        other.move(-1);
        delta.move(-outputCount);
      });
      loops.learnAt(weight, sum);
      weight.move(wordCount);
      deltas.move(1);
    });
  }

  /** Counts the words of a row, which are not below 0. */
  #countWords(input: Operand): void {
    const { memory: { code } } = this.loops;
    const word = this.#row(input);
    code.write(`mov.b64 ${this.#wordCount}, 0`);
    code.repeat(this.layer.inputCount, () => {
      const isNone = code.label();
      code.jumpIf(code.operate("p", "setp.lt.f64", word.load(), exactly(0)), isNone);
      code.write(`add.u64 ${this.#wordCount}, ${this.#wordCount}, 1`);
      code.mark(isNone);
      word.move(1);
    });
  }

  /** Makes the last state 0, which an empty sentence leaves so. */
  #clearLast(): void {
    const { o, memory: { code } } = this.loops;
    const cleared = [this.#last("sums"), this.#last("activations")];
    code.repeat(this.layer.outputCount, () => {
      for (const cursor of cleared) {
        cursor.store(o.constant(0));
        cursor.move(1);
      }
    });
  }

  /** The place of the first word in the row. */
  #firstPlace(): Operand {
    const { memory: { code } } = this.loops;
    const all = code.operate("b", "mov.b64", String(this.layer.inputCount));
    return code.operate("b", "sub.u64", all, this.#wordCount);
  }

  #row(input: Operand): Cursor {
    return this.loops.entering(this.layer, input);
  }

  /** At the first number of a value of the last state. */
  #last(values: NeuronValues): Cursor {
    return this.loops.atNeuron(values, firstOutputOf(this.layer));
  }

  /** The number of the word at which a cursor stands, as an integer. */
  #numberOf(word: Cursor): Operand {
    return this.loops.memory.code.operate("b", "cvt.rzi.u64.f64", word.load());
  }

  /** At the weight into the first number of the state from the word at which a cursor stands. */
  #weightsOf(word: Cursor): Cursor {
    return this.loops.at(this.layer.wordOffset).beyond(this.#numberOf(word));
  }
}
