// A dense layer as PTX: dense.ts in loops over neurons and inputs.
// What must not change: sums run over the inputs from 0 upwards and the bias last, and what is passed down over the neurons.
import type { DenseLayer } from "../layers.ts";
import type { LayerLoops, Loops } from "./loops.ts";
import type { Operand } from "./ptx_code.ts";

/** The loops over one dense layer. */
export class DenseLoops implements LayerLoops {
  constructor(readonly loops: Loops, readonly layer: DenseLayer) {}

  /** Leaves the activations out where they are those of a whole layer together. */
  forward(input: Operand): void {
    const { loops, loops: { o, memory: { code } } } = this;
    const { inputCount, outputCount, weightOffset, biasOffset, firstNeuron, activation } = this.layer;
    const rule = "over" in activation ? activation.over<Operand>(o) : null;
    const [weight, bias] = [loops.at(weightOffset), loops.at(biasOffset)];
    const sums = loops.atNeuron("sums", firstNeuron);
    const activations = loops.atNeuron("activations", firstNeuron);
    const entering = loops.entering(this.layer, input);
    code.repeat(outputCount, () => {
      const sum = loops.emptySum();
      loops.addProducts(sum, inputCount, [weight, 1], [entering.beyond(), 1]);
      const whole = o.add(sum, bias.load());
      sums.store(whole);
      if (rule !== null) activations.store(rule.value(whole));
      for (const cursor of [bias, sums, activations]) cursor.move(1);
    });
  }

  passDown(): void {
    const { loops, loops: { memory: { code } } } = this;
    const { inputCount, outputCount, weightOffset, firstNeuron } = this.layer;
    const weights = loops.at(weightOffset);
    const deltas = loops.atNeuron("deltas", firstNeuron);
    const into = loops.atNeuron("deltas", firstNeuron - inputCount);
    code.repeat(inputCount, () => {
      const sum = loops.emptySum();
      loops.addProducts(sum, outputCount, [deltas.beyond(), 1], [weights.beyond(), inputCount]);
      into.store(sum);
      for (const cursor of [weights, into]) cursor.move(1);
    });
  }

  learn(input: Operand): void {
    const { loops, loops: { o, memory: { code } } } = this;
    const { inputCount, outputCount, weightOffset, biasOffset, firstNeuron } = this.layer;
    const factorOf = loops.factors();
    const [weight, bias] = [loops.at(weightOffset), loops.at(biasOffset)];
    const deltas = loops.atNeuron("deltas", firstNeuron);
    const entering = loops.entering(this.layer, input);
    code.repeat(outputCount, () => {
      const factor = factorOf(deltas.load());
      const x = entering.beyond();
      code.repeat(inputCount, () => {
        loops.learnAt(weight, o.multiply(factor, x.load()));
        for (const cursor of [weight, x]) cursor.move(1);
      });
      loops.learnAt(bias, factor);
      for (const cursor of [bias, deltas]) cursor.move(1);
    });
  }
}
